//! Who is who: mentions made entities, places given their divisions, titles their holders.
//!
//! Invariant: entities stand in the order of their first mention, and every mention belongs to exactly one.

use super::bodies::{self, ShortForms};
use super::initials::Initials;
use super::{Entity, Kind, Mention, Text, Value, again, divisions, offices};
use rustc_hash::FxHashMap;

/// A title's mention and a holder's, as index of the text and indices of its mentions.
pub(super) struct Holds {
    /// Index of the text.
    pub text: usize,
    /// Index of the title's mention.
    pub title: usize,
    /// Index of the person's mention.
    pub person: usize,
}

/// The entities, and the one of each mention by text and mention.
pub(super) type Resolved = (Vec<Entity>, Vec<Vec<usize>>);

/// Indices by kind and name; one type for all, since each type of map adds to the page.
pub(super) type Index = FxHashMap<(Kind, String), usize>;

/// Makes entities of the mentions.
pub(super) fn entities(texts: &[Text<'_>], mentions: &[Vec<Mention>], holds: &[Holds]) -> Resolved {
    let mut found: Vec<Entity> = Vec::new();
    // What each is known by: its full name, or 北京 where the page has 京 alone.
    let mut keys: Vec<String> = Vec::new();
    let mut index = Index::default();
    let mut owner: Vec<Vec<usize>> = Vec::with_capacity(mentions.len());
    let (short, initials) = (ShortForms::new(texts, mentions), Initials::new(texts, mentions));
    let mut again = again::find(texts, mentions);
    for (t, list) in mentions.iter().enumerate() {
        let mut owners = Vec::with_capacity(list.len());
        let mut known = initials.keys(&texts[t], list);
        for (m, mention) in list.iter().enumerate() {
            let printed = name(texts[t].text, mention);
            let (name, key) = match mention.kind {
                Kind::Org => both(short.resolve(printed, texts[t].article)),
                Kind::Place => (printed.clone(), known.remove(&m).unwrap_or(printed)),
                _ => both(again.remove(&(t, m)).unwrap_or(printed)),
            };
            let at = *index.entry((mention.kind, key.clone())).or_insert(found.len());
            if at == found.len() {
                keys.push(key);
                found.push(Entity {
                    kind: mention.kind,
                    name,
                    mentions: Vec::new(),
                    titles: Vec::new(),
                    value: mention.value.clone(),
                    division: None,
                });
            } else if found[at].name.len() < name.len() {
                found[at].name = name;
            }
            if found[at].value != mention.value {
                found[at].value = None::<Value>;
            }
            found[at].mentions.push((t, m));
            owners.push(at);
        }
        owner.push(owners);
    }
    let spoken = divisions::locate(texts, mentions, &owner, &keys, &mut found);
    let (found, owner) = one_of_each_division(found, owner);
    let one_with = bodies::of_the_page(texts, &found, &spoken);
    let (mut found, owner) = join(found, owner, &one_with);
    offices::give(texts, mentions, &owner, holds, &mut found);
    (found, owner)
}

fn both(name: String) -> (String, String) {
    (name.clone(), name)
}

/// Makes one place of those that are the same division: 荆门 and 荆门市.
fn one_of_each_division(found: Vec<Entity>, owner: Vec<Vec<usize>>) -> Resolved {
    let mut of_division: FxHashMap<u32, usize> = FxHashMap::default();
    let first =
        |(at, entity): (usize, &Entity)| entity.division.map_or(at, |located| *of_division.entry(located.division).or_insert(at));
    let one_with: Vec<usize> = found.iter().enumerate().map(first).collect();
    join(found, owner, &one_with)
}

/// Joins entities: `one_with` has for each another that it is one with, or itself. The longest name is kept.
fn join(found: Vec<Entity>, mut owner: Vec<Vec<usize>>, one_with: &[usize]) -> Resolved {
    let mut kept: Vec<Entity> = Vec::with_capacity(found.len());
    // Where the first of each group went.
    let mut place: Vec<Option<usize>> = vec![None; found.len()];
    let mut now = Vec::with_capacity(found.len());
    let mut grown = Vec::new();
    for (entity, &one) in found.into_iter().zip(one_with) {
        let at = *place[one].get_or_insert(kept.len());
        now.push(at);
        let Some(same) = kept.get_mut(at) else {
            kept.push(entity);
            continue;
        };
        if same.name.len() < entity.name.len() {
            (same.name, same.division) = (entity.name, entity.division);
        }
        same.mentions.extend(entity.mentions);
        grown.push(at);
    }
    for at in grown {
        kept[at].mentions.sort_unstable();
    }
    owner.iter_mut().flatten().for_each(|at| *at = now[*at]);
    (kept, owner)
}

/// A mention's name, without white space.
pub(super) fn name(text: &str, mention: &Mention) -> String {
    mention.span.of(text).chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{Held, Role};
    use crate::span::Span;

    #[test]
    fn a_title_names_its_body() {
        let text = "市公安局局长李某";
        let mention = |from: usize, to: usize, kind| Mention {
            span: Span::new(3 * from, 3 * to),
            kind,
            score: 1.0,
            rule: "test",
            value: None,
        };
        let mentions = vec![vec![mention(0, 6, Kind::Title), mention(0, 4, Kind::Org), mention(6, 8, Kind::Person)]];
        let texts = [Text { text, role: Role::Paragraph, article: None }];
        let (found, _) = entities(&texts, &mentions, &[Holds { text: 0, title: 0, person: 2 }]);
        let held = Held { title: "市公安局局长".into(), organization: Some("市公安局".into()), entity: Some(1) };
        assert_eq!(found[2].titles, [held]);
    }
}
