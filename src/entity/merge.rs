//! What the model and the rules say of the same stretch, made one.
//!
//! The model knows names that no rule foresees; the rules know forms that the model's training texts lack (bodies such as
//! 市人大常委会, lists of names behind an office). Invariant: the result's finds do not overlap.

use super::Kind;
use super::line::Found;
use super::score;

/// Joins the model's finds and the rules'; both may be in any order.
pub(super) fn merge(model: Vec<Found>, rules: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = model;
    kept.sort_by_key(|f| f.start);
    let mut rules = rules;
    rules.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.start.cmp(&b.start)).then(b.end.cmp(&a.end)));
    for mut rule in rules {
        let from = kept.partition_point(|k| k.end <= rule.start);
        let to = from + kept[from..].partition_point(|k| k.start < rule.end);
        // 某某镇政府: the level that the rule begins with ends the place that the model has seen.
        if rule.rule == "body"
            && let [place, ..] = &kept[from..to]
            && place.kind == Kind::Place
            && place.start < rule.start
            && place.end == rule.start + 1
        {
            rule.start = place.start;
        }
        // 国家发展和改革委员会, of which the model has seen what stands behind 和.
        if rule.rule == "known-body"
            && let [body] = &mut kept[from..to]
            && body.kind == Kind::Org
            && body.rule == "model"
            && (rule.start + 1..rule.end).contains(&body.start)
            && rule.end <= body.end
        {
            body.start = rule.start;
        } else if kept[from..to].iter().all(|k| overrules(&rule, k)) && stands_alone(&rule, to - from) {
            kept.splice(from..to, [rule]);
        }
    }
    kept
}

/// Whether a rule's find that meets no other is believed: the model has seen the stretch and said no.
fn stands_alone(rule: &Found, met: usize) -> bool {
    // Short forms of places are many common words too; the model has seen the gazetteer's word and its neighbours.
    met > 0 || rule.score > score::DOUBTFUL || matches!(rule.rule, "list" | "after-kind")
}

/// The longest kind before a name, 企业, in characters: 某某公司某某分局 is one body.
const KIND: usize = 2;

fn overrules(rule: &Found, other: &Found) -> bool {
    if other.rule != "model" {
        return false;
    }
    let same = (rule.start, rule.end) == (other.start, other.end);
    if rule.kind == Kind::Person {
        // An office before it or a list around it fixes where a name begins and ends.
        let shortens = rule.start == other.start && rule.end + 1 == other.end;
        // 副主任高某: the model has taken in the end of the office.
        let shortens = shortens || rule.start == other.start + 1 && rule.end == other.end && other.kind == Kind::Person;
        return match rule.rule {
            // The model knows foreign names better (阿拉法特), and where a name of three characters ends.
            "after-office" => same || shortens && rule.score >= score::FORMAL,
            _ => rule.score >= score::SURE && (other.kind == Kind::Person || same || rule.contains(other)),
        };
    }
    if same {
        // 石桥村 and its like end as no person's name does.
        return rule.score >= score::SURE && rule.kind == Kind::Org
            || rule.kind == Kind::Place && other.kind == Kind::Person && rule.len() > 2;
    }
    if rule.contains(other) && other.kind == Kind::Place && rule.rule == "division" && rule.end == other.end {
        // The gazetteer has the whole name of a division; the model has cut it.
        return true;
    }
    if rule.contains(other) {
        // What ends where the model's name ends and begins before it has taken in a word too many.
        let only_before = rule.end == other.end && rule.score < score::SURE;
        return match rule.kind {
            Kind::Org => rule.rule == "list" || !only_before && (rule.score >= score::WHOLE || other.kind == Kind::Org),
            Kind::Place => {
                rule.start == other.start && (other.kind == Kind::Person || other.kind == Kind::Place && rule.rule == "ending")
            }
            _ => false,
        };
    }
    if other.contains(rule) {
        // 企业某某集团: the kind before the name is none of it.
        let kind = rule.start - other.start <= KIND;
        return rule.kind == Kind::Org && other.kind == Kind::Org && rule.end == other.end && rule.rule == "after-kind" && kind;
    }
    rule.score >= score::SURE && rule.kind == Kind::Org
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(start: usize, end: usize, kind: Kind, score: f32, rule: &'static str) -> Found {
        Found::new(start, end, kind, score, rule)
    }

    #[test]
    fn a_body_swallows_its_place() {
        let joined = merge(vec![found(0, 3, Kind::Place, 0.9, "model")], vec![found(0, 7, Kind::Org, 0.93, "body")]);
        assert_eq!(joined, [found(0, 7, Kind::Org, 0.93, "body")]);
    }

    #[test]
    fn the_model_has_the_longer_name() {
        let joined = merge(vec![found(0, 7, Kind::Org, 0.9, "model")], vec![found(0, 3, Kind::Place, 0.95, "gazetteer")]);
        assert_eq!(joined, [found(0, 7, Kind::Org, 0.9, "model")]);
    }

    #[test]
    fn a_division_is_not_cut() {
        let joined = merge(vec![found(1, 4, Kind::Place, 0.9, "model")], vec![found(0, 4, Kind::Place, 0.95, "division")]);
        assert_eq!(joined, [found(0, 4, Kind::Place, 0.95, "division")]);
    }

    #[test]
    fn a_known_body_begins_before_its_and() {
        let seen = vec![found(4, 10, Kind::Org, 0.9, "model")];
        let joined = merge(seen.clone(), vec![found(0, 7, Kind::Org, 0.9, "known-body")]);
        assert_eq!(joined, [found(0, 10, Kind::Org, 0.9, "model")]);
        assert_eq!(merge(seen.clone(), vec![found(5, 7, Kind::Org, 0.9, "known-body")]), seen);
    }

    #[test]
    fn the_end_of_an_office_is_no_surname() {
        let joined = merge(vec![found(4, 7, Kind::Person, 0.9, "model")], vec![found(5, 7, Kind::Person, 0.97, "after-office")]);
        assert_eq!(joined, [found(5, 7, Kind::Person, 0.97, "after-office")]);
    }

    #[test]
    fn a_list_ends_a_name() {
        let joined = merge(vec![found(4, 7, Kind::Person, 0.9, "model")], vec![found(4, 6, Kind::Person, 0.95, "list")]);
        assert_eq!(joined, [found(4, 6, Kind::Person, 0.95, "list")]);
    }
}
