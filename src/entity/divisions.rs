//! Which division a place is: its name, and between namesakes the other places of the page.
//!
//! Every place (and every body by the place that its name begins with) votes for its divisions and all above them, most in its
//! own article; what belongs where the votes are wins. A name that nothing decides stays without a division. Invariant: a
//! place gets a division whose full or short name is its own.
//!
//! What is a river's or a mountain's name as well (房山) is a district in a list of its neighbours alone.

use super::{Entity, Kind, Mention, Text};
use crate::lexicon::divisions::{Division, Level, divisions};
use crate::lexicon::places::{Class, places};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// A place's division.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// Its index in [`divisions`].
    pub division: u32,
    /// From 0 (a guess) to 1 (sure).
    pub confidence: f32,
}

/// The one division in China of this name.
const ONLY: f32 = 0.95;
/// The one of several that the page's other places belong with.
const CHOSEN: f32 = 0.85;
/// The highest of several, where the page has no other place: 朝阳 is the city of Liaoning.
const HIGHEST: f32 = 0.7;

/// Mentions of one place that vote: a place named more often tells no more of where the page is.
const MOST_VOTES: usize = 4;
/// What one mention has to give; namesakes share it.
const VOTE: u32 = 240;
/// How much more a vote of the same article counts than one of the page.
const NEAR: u32 = 4;
/// How much more a place counts that the name follows without a gap: 福州市鼓楼区.
const ADJACENT: u32 = 64 * VOTE;
/// How many times as many votes as the next one the chosen division needs.
const MARGIN: u32 = 2;

/// A stage of the count: an article, or the page (none), and a division.
type Votes = FxHashMap<(Option<usize>, u32), u32>;

/// Gives places their divisions. `owner` has the entity of each mention, `keys` what each entity is known by.
pub(super) fn locate(
    texts: &[Text<'_>],
    mentions: &[Vec<Mention>],
    owner: &[Vec<usize>],
    keys: &[String],
    entities: &mut [Entity],
) -> Spoken {
    let all: Vec<Option<Named>> = entities.iter().zip(keys).map(|(e, key)| Named::new(e, key, texts)).collect();
    let mut votes = Votes::default();
    for named in all.iter().flatten() {
        named.each_vote(|scope, division, vote| *votes.entry((scope, division)).or_insert(0) += vote);
    }
    let followed = followed(mentions, owner, &all);
    for (at, entity) in entities.iter_mut().enumerate().filter(|(_, e)| e.kind == Kind::Place) {
        entity.division =
            all[at].as_ref().and_then(|named| named.choose(&votes, followed.get(&at).map_or(&[], Vec::as_slice), &all));
    }
    let listed = listed(texts, mentions, owner, &all);
    let mut in_full: FxHashSet<(Option<usize>, u32)> = FxHashSet::default();
    for (named, entity) in all.iter().zip(&*entities) {
        if let (Some(named), Some(located)) = (named, entity.division)
            && named.whole
        {
            in_full.extend(named.articles.iter().map(|article| (*article, located.division)));
        }
    }
    for (at, entity) in entities.iter_mut().enumerate().filter(|(_, e)| e.kind == Kind::Place && e.division.is_none()) {
        entity.division = all[at].as_ref().and_then(|named| {
            let beside = listed.get(&at).map_or(&[][..], Vec::as_slice);
            named.district(beside, &all, |article, division| in_full.contains(&(article, division)))
        });
    }
    Spoken::new(&votes)
}

/// The one division of this name, in full or as autonomous ones are called (恩施州); none where there are several.
pub(super) fn only(name: &str) -> Option<u32> {
    let table = divisions();
    let mut all: Vec<u32> = table.named(name).filter(|at| table.get(*at).name == name).collect();
    if all.is_empty() {
        all = autonomous(name);
    }
    if let [only] = all[..] { Some(only) } else { None }
}

/// The ending of a place's name that says its level: 市, 自治区.
pub(super) fn level_of(name: &str) -> Option<&str> {
    let last = name.char_indices().next_back().map(|(at, _)| &name[at..]);
    let level = last.filter(|c| matches!(*c, "省" | "市" | "县" | "区" | "州" | "旗" | "镇" | "乡"));
    level.map(|level| if name.ends_with("自治区") { "自治区" } else { level })
}

/// 澜沧县 and 凉山州: autonomous divisions without the peoples that they are named for.
fn autonomous(name: &str) -> Vec<u32> {
    let Some(level) = level_of(name).filter(|level| matches!(*level, "县" | "州" | "旗")) else { return Vec::new() };
    let table = divisions();
    let whole = |at: &u32| table.get(*at).name.strip_suffix(level).is_some_and(|name| name.ends_with("自治"));
    table.named(&name[..name.len() - level.len()]).filter(whole).collect()
}

/// Which divisions the page and each of its articles speak of.
pub(super) struct Spoken {
    /// By scope and last character, those with most votes first.
    ranked: Vec<(Option<usize>, char, Reverse<u32>, u32)>,
}

impl Spoken {
    fn new(votes: &Votes) -> Self {
        let row = |(&(scope, at), &vote): (&(Option<usize>, u32), &u32)| {
            divisions().get(at).name.chars().next_back().map(|level| (scope, level, Reverse(vote), at))
        };
        let mut ranked: Vec<_> = votes.iter().filter_map(row).collect();
        ranked.sort_unstable();
        Self { ranked }
    }

    /// Whether an article (or the page) speaks of `division` rather than of another whose name ends as its own does, or of none.
    /// What lies above it counts as well: it is another unless half of what speaks for it does so by way of the division.
    pub fn mostly(&self, scope: Option<usize>, division: u32) -> bool {
        /// Divisions of the most votes that are looked at: the one, those above it, and another.
        const MOST: usize = 6;
        let table = divisions();
        let Some(level) = table.get(division).name.chars().next_back() else { return false };
        let first = self.ranked.partition_point(|row| (row.0, row.1) < (scope, level));
        let top: Vec<(u32, u32)> = self.ranked[first..]
            .iter()
            .take_while(|row| (row.0, row.1) == (scope, level))
            .map(|row| (row.3, row.2.0))
            .take(MOST)
            .collect();
        let own = top.iter().find(|(at, _)| *at == division).map_or(0, |(_, votes)| *votes);
        let is_less = |&(at, votes): &(u32, u32)| {
            at == division || if table.above(division).any(|up| up == at) { 2 * own >= votes } else { own >= MARGIN * votes }
        };
        top.iter().all(is_less)
    }
}

/// The places in whose lists a place stands that may be a river as well as a district: 甲、乙、丙.
fn listed(
    texts: &[Text<'_>],
    mentions: &[Vec<Mention>],
    owner: &[Vec<usize>],
    all: &[Option<Named>],
) -> FxHashMap<usize, Vec<usize>> {
    /// Neighbours on each side that are looked at.
    const NEAR: usize = 3;
    let mut found: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for ((text, list), owners) in texts.iter().zip(mentions).zip(owner) {
        let mut run: Vec<usize> = Vec::new();
        let mut end = 0;
        let mut close = |run: &mut Vec<usize>| {
            for (k, &at) in run.iter().enumerate() {
                if all[at].as_ref().is_some_and(|named| !named.features.is_empty()) {
                    let near = &run[k.saturating_sub(NEAR)..run.len().min(k + 1 + NEAR)];
                    found.entry(at).or_default().extend(near.iter().filter(|other| **other != at));
                }
            }
            run.clear();
        };
        for (mention, &at) in list.iter().zip(owners).filter(|(m, _)| m.kind == Kind::Place) {
            if text.text.get(end as usize..mention.span.start as usize) != Some("、") {
                close(&mut run);
            }
            run.push(at);
            end = mention.span.end;
        }
        close(&mut run);
    }
    found
}

/// The places that stand right before a place's mentions.
fn followed(mentions: &[Vec<Mention>], owner: &[Vec<usize>], all: &[Option<Named>]) -> FxHashMap<usize, Vec<usize>> {
    let mut found: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (list, owners) in mentions.iter().zip(owner) {
        let mut last: Option<(u32, usize)> = None;
        for (mention, &at) in list.iter().zip(owners).filter(|(m, _)| m.kind == Kind::Place) {
            let several = all[at].as_ref().is_some_and(|named| named.divisions.len() > 1);
            if let Some((_, before)) = last.filter(|(end, _)| several && *end == mention.span.start) {
                found.entry(at).or_default().push(before);
            }
            last = Some((mention.span.end, at));
        }
    }
    found
}

/// A name with the divisions that bear it.
struct Named {
    divisions: Vec<u32>,
    /// Those that a river, a lake or a mountain is called like.
    features: Vec<u32>,
    /// Whether the name is in full.
    whole: bool,
    /// The articles of its first mentions.
    articles: Vec<Option<usize>>,
}

impl Named {
    fn new(entity: &Entity, key: &str, texts: &[Text<'_>]) -> Option<Self> {
        let name = match entity.kind {
            Kind::Place => key,
            Kind::Org => beginning(&entity.name)?,
            _ => return None,
        };
        let table = divisions();
        let mut divisions: Vec<u32> = table.named(name).collect();
        let whole = divisions.iter().any(|at| table.get(*at).name == name);
        if whole {
            divisions.retain(|at| table.get(*at).name == name);
        } else if is_other(name) {
            return None;
        }
        if divisions.is_empty() {
            divisions = autonomous(name);
        }
        let features: Vec<u32> = divisions.iter().copied().filter(|at| !whole && is_feature(name, table.get(*at))).collect();
        divisions.retain(|at| !features.contains(at));
        // 荆门 is the city rather than a district of it that bears its name, and 河北 the province rather than one elsewhere.
        let all: Vec<u32> = divisions.clone();
        let province = all.iter().any(|at| table.get(*at).level == Level::Province);
        divisions.retain(|at| !table.above(*at).any(|up| all.contains(&up)));
        divisions.retain(|at| !province || table.get(*at).level == Level::Province);
        let articles = entity.mentions.iter().take(MOST_VOTES).map(|(text, _)| texts[*text].article).collect();
        (!divisions.is_empty() || !features.is_empty()).then_some(Self { divisions, features, whole, articles })
    }

    /// Each division and what is above it, with what the name gives to it.
    fn each_vote(&self, mut vote: impl FnMut(Option<usize>, u32, u32)) {
        let share = VOTE / self.divisions.len().max(1) as u32;
        for &at in &self.divisions {
            for up in std::iter::once(at).chain(divisions().above(at)) {
                for &article in &self.articles {
                    vote(None, up, share);
                    if article.is_some() {
                        vote(article, up, share * NEAR);
                    }
                }
            }
        }
    }

    /// The division that the votes of the others and the places right before it speak for.
    fn choose(&self, votes: &Votes, before: &[usize], all: &[Option<Self>]) -> Option<Located> {
        let table = divisions();
        let mut own = Votes::default();
        self.each_vote(|scope, division, vote| *own.entry((scope, division)).or_insert(0) += vote);
        let others = |scope: Option<usize>, division: u32| {
            let key = (scope, division);
            votes.get(&key).copied().unwrap_or(0).saturating_sub(own.get(&key).copied().unwrap_or(0))
        };
        // What all candidates have above them tells none of them, and the nearer one decides more.
        let support = |at: u32| -> u32 {
            let scopes = || std::iter::once(None).chain(self.articles.iter().filter(|a| a.is_some()).copied());
            let ups = std::iter::once(at).chain(table.above(at));
            let counted: u32 = ups
                .map(|up| scopes().map(|scope| others(scope, up)).sum::<u32>() * weight(table.get(up).level))
                .fold(0, u32::saturating_add);
            let stands_in = |of: &usize| all[*of].as_ref().is_some_and(|n| table.above(at).any(|up| n.divisions == [up]));
            counted.saturating_add(ADJACENT * before.iter().filter(|of| stands_in(of)).count().min(MOST_VOTES) as u32)
        };
        let mut ranked: Vec<(u32, u32)> = self.divisions.iter().map(|&at| (support(at), at)).collect();
        ranked.sort_by_key(|&(support, at)| (Reverse(support), at));
        let (best, first) = *ranked.first()?;
        let level = table.get(first).level;
        let confidence = match ranked.get(1) {
            // 海淀 is the district only where its city is named; a town, a county in short only where the page is.
            None if !self.whole && level == Level::County && table.get(first).name.ends_with('区') => {
                let named = |up: &u32| !table.get(*up).name.is_empty();
                table.above(first).find(named).is_some_and(|up| others(None, up) > 0).then_some(ONLY)
            }
            None if level == Level::Town || !self.whole && level == Level::County => (best > 0).then_some(ONLY),
            None => Some(ONLY),
            Some((next, _)) if best > 0 && best >= MARGIN * next => Some(CHOSEN),
            Some(_) => None,
        };
        // A town wants a place above it in its article, or its county on the page: the village of 建设乡情 is none.
        if level == Level::Town {
            let near = |article: &Option<usize>| table.above(first).any(|up| others(*article, up) > 0);
            let county = || table.above(first).take(1).any(|up| others(None, up) > 0);
            return confidence
                .filter(|_| self.articles.iter().any(near) || county())
                .map(|confidence| Located { division: first, confidence });
        }
        if let Some(confidence) = confidence {
            return Some(Located { division: first, confidence });
        }
        // The one highest of several, where nothing speaks for another.
        let (highest, others): (Vec<u32>, Vec<u32>) = {
            let top = self.divisions.iter().map(|at| table.get(*at).level).min()?;
            self.divisions.iter().partition(|at| table.get(**at).level == top)
        };
        let [only] = highest[..] else { return None };
        let speaks = |at: &u32| ranked.iter().any(|&(support, other)| other == *at && support > 0);
        let rank = table.get(only).level;
        (rank <= Level::City && !others.is_empty() && !others.iter().any(speaks))
            .then_some(Located { division: only, confidence: HIGHEST })
    }
}

impl Named {
    /// The district that a river's or a mountain's name is: where two others of its city stand in one list with it, or where the
    /// same article has a longer name in full (`in_full`).
    fn district(&self, beside: &[usize], all: &[Option<Self>], in_full: impl Fn(Option<usize>, u32) -> bool) -> Option<Located> {
        /// The shortest name that is a district's by its full form alone, in bytes: 锦江 may be the river beside 锦江区.
        const LEAST: usize = '江'.len_utf8() * 4;
        let table = divisions();
        let city = |at: u32| table.above(at).find(|up| !table.get(*up).name.is_empty());
        let fits = |at: &u32| {
            let same = |other: &&usize| {
                all[**other]
                    .as_ref()
                    .is_some_and(|n| n.divisions.iter().any(|d| table.get(*d).level == Level::County && city(*d) == city(*at)))
            };
            let others: FxHashSet<usize> = beside.iter().filter(same).copied().collect();
            let name = table.get(*at).name;
            let whole = name.len() >= LEAST && name.ends_with('区') && self.articles.iter().any(|article| in_full(*article, *at));
            others.len() > 1 || whole
        };
        let mut fitting = self.features.iter().filter(|at| fits(at));
        let only = fitting.next().filter(|_| fitting.next().is_none())?;
        Some(Located { division: *only, confidence: CHOSEN })
    }
}

/// What a place of this rank on the page tells of what lies in it.
fn weight(level: Level) -> u32 {
    match level {
        Level::Province => 1,
        Level::City => 3,
        Level::County | Level::Town => 9,
    }
}

/// Whether a short name is a country, a river or something else rather than a division.
fn is_other(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let class = places().longest(&chars).filter(|(len, _)| *len == chars.len()).map(|(_, class)| class);
    !matches!(class, None | Some(Class::Province | Class::City | Class::County))
}

/// Whether a county's short name is rather a river's, a lake's or a mountain's: 巢湖, 英山 (昆山 is a city).
fn is_feature(name: &str, division: &Division) -> bool {
    division.level == Level::County
        && (name.ends_with(['湖', '河', '江', '海', '岛']) || name.ends_with('山') && !division.name.ends_with('市'))
}

/// The place that a body's name begins with: 潜江市 of 潜江县政协.
fn beginning(name: &str) -> Option<&str> {
    /// The longest name of a division that is worth a look, in characters.
    const LONGEST: usize = 12;
    let chars: Vec<char> = name.chars().take(LONGEST).collect();
    let (len, class) = places().longest(&chars)?;
    let division = matches!(class, Class::Province | Class::City | Class::County | Class::Town);
    let end = name.char_indices().nth(len).map_or(name.len(), |(at, _)| at);
    division.then(|| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::autonomous;
    use crate::Options;
    use crate::entity::{Role, Text, recognise};
    use crate::lexicon::divisions::divisions;

    /// The places of paragraphs (of one article each) with the codes of their divisions.
    fn located(paragraphs: &[&str]) -> Vec<String> {
        let text = |(at, text)| Text { text, role: Role::Paragraph, article: Some(at) };
        let texts: Vec<Text<'_>> = paragraphs.iter().copied().enumerate().map(text).collect();
        let found = recognise(&texts, &Options::default(), &mut |_| ());
        let code = |e: &crate::entity::Entity| e.division.map_or(0, |d| divisions().get(d.division).code);
        found
            .entities
            .iter()
            .filter(|e| e.kind == crate::entity::Kind::Place)
            .map(|e| format!("{} {}", e.name, code(e)))
            .collect()
    }

    #[test]
    fn the_page_decides_between_namesakes() {
        assert_eq!(located(&["记者在福州市鼓楼区看到，"])[1], "鼓楼区 350102");
        assert_eq!(located(&["记者在江苏省徐州市采访，", "鼓楼区的居民说，"])[2], "鼓楼区 320302");
        // Nothing speaks for any of them.
        assert_eq!(located(&["鼓楼区的居民说，"]), ["鼓楼区 0"]);
    }

    #[test]
    fn a_short_form_is_its_division() {
        assert_eq!(located(&["在湖北荆州市，"]), ["湖北 420000", "荆州市 421000"]);
        assert_eq!(located(&["在吉林长春市，"])[0], "吉林 220000");
    }

    #[test]
    fn towns_go_with_their_county() {
        let found = located(&["监利市委在新沟镇、黄歇口镇调研，"]);
        assert_eq!(found, ["新沟镇 421088102", "黄歇口镇 421088105"]);
        assert_eq!(located(&["在新沟镇调研，"]), ["新沟镇 0"]);
        // A province elsewhere on the page is no place above a town.
        assert_eq!(located(&["记者在福建省采访，", "他来到建设乡，"])[1..], ["建设乡 0"]);
        assert_eq!(located(&["他来到福建省诏安县建设乡，"])[2], "建设乡 350624203");
    }

    #[test]
    fn peoples_may_be_left_out() {
        assert_eq!(located(&["在云南澜沧拉祜族自治县，来自澜沧县，"])[1..], ["澜沧拉祜族自治县 530828"]);
        assert_eq!(located(&["四川省凉山州的公路，"])[1], "凉山州 513400");
        // No county of this name has peoples of its own.
        assert_eq!(autonomous("监利县"), [0; 0]);
    }

    #[test]
    fn a_district_that_is_called_like_a_mountain() {
        assert_eq!(located(&["北京市门头沟、房山、昌平等地，"])[2], "房山 110111");
        assert_eq!(located(&["北京市门头沟、房山等地，"])[2], "房山 0");
        assert_eq!(located(&["在四川省成都市青白江区举行，", "青白江对话，"]).last(), Some(&"青白江 0".to_owned()));
        assert_eq!(located(&["在四川省成都市青白江区举行，青白江的居民说，"])[2..], ["青白江区 510113"]);
    }
}
