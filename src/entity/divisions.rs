//! Which division a place is: its name, and between namesakes the other places of the page.
//!
//! Every place (and every body by the place that its name begins with) votes for its divisions and all above them, most in its
//! own article; what belongs where the votes are wins. A name that nothing decides stays without a division. Invariant: a
//! place gets a division whose full or short name is its own.

use super::{Entity, Kind, Mention, Text};
use crate::lexicon::divisions::{Division, Level, divisions};
use crate::lexicon::places::{Class, places};
use rustc_hash::FxHashMap;

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

/// Gives places their divisions. `owner` has the entity of each mention.
pub(super) fn locate(texts: &[Text<'_>], mentions: &[Vec<Mention>], owner: &[Vec<usize>], entities: &mut [Entity]) {
    let all: Vec<Option<Named>> = entities.iter().map(|e| Named::new(e, texts)).collect();
    let mut votes = Votes::default();
    for named in all.iter().flatten() {
        named.each_vote(|scope, division, vote| *votes.entry((scope, division)).or_insert(0) += vote);
    }
    let followed = followed(mentions, owner, &all);
    for (at, entity) in entities.iter_mut().enumerate().filter(|(_, e)| e.kind == Kind::Place) {
        entity.division =
            all[at].as_ref().and_then(|named| named.choose(&votes, followed.get(&at).map_or(&[], Vec::as_slice), &all));
    }
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
    /// Whether the name is in full.
    whole: bool,
    /// The articles of its first mentions.
    articles: Vec<Option<usize>>,
}

impl Named {
    fn new(entity: &Entity, texts: &[Text<'_>]) -> Option<Self> {
        let name = match entity.kind {
            Kind::Place => entity.name.as_str(),
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
        if !whole {
            divisions.retain(|at| !is_feature(name, table.get(*at)));
        }
        // 荆门 is the city rather than a district of it that bears its name, and 河北 the province rather than one elsewhere.
        let all: Vec<u32> = divisions.clone();
        let province = all.iter().any(|at| table.get(*at).level == Level::Province);
        divisions.retain(|at| !table.above(*at).any(|up| all.contains(&up)));
        divisions.retain(|at| !province || table.get(*at).level == Level::Province);
        let articles = entity.mentions.iter().take(MOST_VOTES).map(|(text, _)| texts[*text].article).collect();
        (!divisions.is_empty()).then_some(Self { divisions, whole, articles })
    }

    /// Each division and what is above it, with what the name gives to it.
    fn each_vote(&self, mut vote: impl FnMut(Option<usize>, u32, u32)) {
        let share = VOTE / self.divisions.len() as u32;
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
        ranked.sort_by_key(|&(support, at)| (std::cmp::Reverse(support), at));
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
    }
}
