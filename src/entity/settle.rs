//! Which finds stand when they meet: nested as the guide allows, never crossing.

use super::line::Found;
use super::{Kind, gazetteer, score};

/// Whether a mention of kind `inner` may stand inside one of kind `outer`.
#[must_use]
pub fn nests(outer: Kind, inner: Kind) -> bool {
    match outer {
        Kind::Title => !matches!(inner, Kind::Title | Kind::Event),
        Kind::Event => inner != Kind::Event,
        _ => false,
    }
}

/// How strong a kind is when two finds cross or exclude each other: marks and numerals are surer than names by rule, and
/// an event, which is found by its topic, is the least sure.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Work => 0,
        Kind::Term => 2,
        Kind::Org | Kind::Person => 3,
        Kind::Title => 4,
        Kind::Place => 5,
        Kind::Date | Kind::Time | Kind::Money | Kind::Percent => 6,
        Kind::Quantity => 7,
        Kind::Event => 8,
    }
}

/// Keeps the finds that fit together, sorted by start, outer before inner.
pub(super) fn settle(mut all: Vec<Found>) -> Vec<Found> {
    all.retain(|f| f.len() <= LONGEST);
    numerals_stand(&mut all);
    // The user's own names come before all.
    all.sort_by_key(|f| (f.rule != gazetteer::RULE, rank(f.kind), f.start, std::cmp::Reverse(f.end)));
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    for f in all {
        // Kept finds are sorted by start and none is longer than the longest, so a window suffices.
        let at = kept.partition_point(|k| k.start < f.end);
        let clash = kept[..at].iter().rev().take_while(|k| k.start + LONGEST > f.start).any(|k| k.overlaps(&f) && !fits(k, &f));
        if !clash {
            let to = kept.partition_point(|k| (k.start, std::cmp::Reverse(k.end)) <= (f.start, std::cmp::Reverse(f.end)));
            kept.insert(to, f);
        }
    }
    kept
}

/// Drops the names that a surer date or amount cuts: 年开 of 3年开展 begins no place. A name that holds the whole numeral (百里洲)
/// is stronger than it, and stays.
fn numerals_stand(all: &mut Vec<Found>) {
    let is_numeral = |f: &Found| {
        matches!(f.kind, Kind::Date | Kind::Time | Kind::Money | Kind::Percent | Kind::Quantity) && f.score >= score::SURE
    };
    let mut numerals: Vec<(usize, usize)> = all.iter().filter(|f| is_numeral(f)).map(|f| (f.start, f.end)).collect();
    numerals.sort_unstable();
    all.retain(|f| {
        let cut = |at: usize| {
            // The numerals lie apart, so one at most covers the place between two characters.
            let next = numerals.partition_point(|(start, _)| *start < at);
            next.checked_sub(1).map(|k| numerals[k]).filter(|(_, end)| *end > at)
        };
        let crossed = |at| cut(at).is_some_and(|(start, end)| (start < f.start) != (end > f.end));
        let name = matches!(f.kind, Kind::Place | Kind::Org | Kind::Person) && f.rule != gazetteer::RULE;
        !(name && (crossed(f.start) || crossed(f.end)))
    });
}

/// The longest mention, in characters: longer than any work, meeting or name. What a rule makes longer is a run of something
/// odd (a numeral of a thousand digits) and falls.
pub(super) const LONGEST: usize = 200;

/// Whether two finds that share characters may both stand.
pub(super) fn fits(a: &Found, b: &Found) -> bool {
    if a.contains(b) && a.len() > b.len() {
        nests(a.kind, b.kind)
    } else if b.contains(a) && b.len() > a.len() {
        nests(b.kind, a.kind)
    } else {
        // The same stretch: a title can be nothing but the organisation's.
        false
    }
}

/// Of finds sorted by start that overlap, the first and longest.
pub(super) fn leftmost(all: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    for f in all {
        if kept.last().is_none_or(|k| k.end <= f.start) {
            kept.push(f);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(all: &[(usize, usize, Kind)]) -> Vec<(usize, usize, Kind)> {
        let all = all.iter().map(|&(start, end, kind)| Found::new(start, end, kind, 0.9, "test")).collect();
        settle(all).into_iter().map(|f| (f.start, f.end, f.kind)).collect()
    }

    #[test]
    fn the_surer_kind_stands() {
        let (work, org, quantity) = ((3, 9, Kind::Work), (5, 8, Kind::Org), (8, 12, Kind::Quantity));
        assert_eq!(settled(&[quantity, org, work]), [work]);
        // Side by side is no meeting.
        assert_eq!(settled(&[(9, 12, Kind::Quantity), work]), [work, (9, 12, Kind::Quantity)]);
    }

    /// A numeral with its unit is not cut by a name, and a name that holds one is whole.
    #[test]
    fn numerals_are_not_cut() {
        let (quantity, place) = (|a, b| (a, b, Kind::Quantity), |a, b| (a, b, Kind::Place));
        let all = |finds: &[(usize, usize, Kind)]| {
            let all = finds.iter().map(|&(start, end, kind)| Found::new(start, end, kind, score::SURE, "test")).collect();
            settle(all).into_iter().map(|f| (f.start, f.end, f.kind)).collect::<Vec<_>>()
        };
        assert_eq!(all(&[quantity(2, 4), place(3, 6)]), [quantity(2, 4)]);
        assert_eq!(all(&[quantity(5, 7), place(3, 6)]), [quantity(5, 7)]);
        assert_eq!(all(&[quantity(2, 4), place(2, 5)]), [place(2, 5)]);
        assert_eq!(all(&[quantity(2, 4), place(4, 5)]), [quantity(2, 4), place(4, 5)]);
    }

    #[test]
    fn outer_before_inner() {
        let all = [(0, 8, Kind::Title), (0, 4, Kind::Org), (0, 2, Kind::Place)];
        assert_eq!(settled(&[all[2], all[1], all[0]]), [all[0], all[1]]);
        let all = [(0, 20, Kind::Event), (0, 8, Kind::Title), (0, 4, Kind::Org), (9, 12, Kind::Date)];
        assert_eq!(settled(&[all[3], all[2], all[1], all[0]]), all);
        // Of the same stretch the surer one stands.
        assert_eq!(settled(&[(0, 4, Kind::Title), (0, 4, Kind::Org)]), [(0, 4, Kind::Org)]);
    }

    /// However far from its end a mention begins, what lies in it is seen.
    #[test]
    fn the_longest_mention_is_met_at_its_end() {
        let longest = (1, 1 + LONGEST, Kind::Work);
        assert_eq!(settled(&[longest, (LONGEST, LONGEST + 3, Kind::Date)]), [longest]);
        assert_eq!(settled(&[(0, LONGEST + 1, Kind::Work)]), []);
    }
}
