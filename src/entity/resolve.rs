//! Who is who: mentions made entities, titles given to their holders.
//!
//! Invariant: entities stand in the order of their first mention, and every mention belongs to exactly one.

use super::{Entity, Held, Kind, Mention, Text, Value};
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

/// Makes entities of the mentions.
pub(super) fn entities(texts: &[Text<'_>], mentions: &[Vec<Mention>], holds: &[Holds]) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    let mut index: FxHashMap<(Kind, String), usize> = FxHashMap::default();
    let mut owner: Vec<Vec<usize>> = Vec::with_capacity(mentions.len());
    let short = short_forms(texts, mentions);
    for (t, list) in mentions.iter().enumerate() {
        let mut owners = Vec::with_capacity(list.len());
        for (m, mention) in list.iter().enumerate() {
            let printed = name(texts[t].text, mention);
            let name = short.get(&(mention.kind, printed.clone())).cloned().unwrap_or(printed);
            let at = *index.entry((mention.kind, name.clone())).or_insert_with(|| {
                found.push(Entity {
                    kind: mention.kind,
                    name,
                    mentions: Vec::new(),
                    titles: Vec::new(),
                    value: mention.value.clone(),
                });
                found.len() - 1
            });
            if found[at].value != mention.value {
                found[at].value = None::<Value>;
            }
            found[at].mentions.push((t, m));
            owners.push(at);
        }
        owner.push(owners);
    }
    for h in holds {
        let title = &mentions[h.text][h.title];
        let printed = name(texts[h.text].text, title);
        let first = mentions[h.text].partition_point(|m| m.span.start < title.span.start);
        let named = (first..)
            .zip(&mentions[h.text][first..])
            .take_while(|(_, m)| m.span.start < title.span.end)
            .filter(|(_, m)| matches!(m.kind, Kind::Org | Kind::Place) && title.span.contains(m.span))
            .max_by_key(|(_, m)| (m.kind == Kind::Org, m.span.len()));
        let held = Held {
            title: printed,
            organization: named.map(|(_, m)| name(texts[h.text].text, m)),
            entity: named.map(|(at, _)| owner[h.text][at]),
        };
        let person = &mut found[owner[h.text][h.person]];
        if !person.titles.contains(&held) {
            person.titles.push(held);
        }
    }
    found
}

fn name(text: &str, mention: &Mention) -> String {
    mention.span.of(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Short forms of organisations that the page itself gives in full: 甲乙 and 甲乙集团 for 甲乙铝业集团.
fn short_forms(texts: &[Text<'_>], mentions: &[Vec<Mention>]) -> FxHashMap<(Kind, String), String> {
    let mut names: Vec<String> = Vec::new();
    for (t, list) in mentions.iter().enumerate() {
        for m in list.iter().filter(|m| m.kind == Kind::Org) {
            names.push(name(texts[t].text, m));
        }
    }
    names.sort();
    names.dedup();
    let mut short = FxHashMap::default();
    for full in names.iter().filter(|n| COMPANY.iter().any(|c| n.ends_with(c))) {
        for other in names.iter().filter(|o| o.len() < full.len() && o.chars().count() >= 2) {
            let stem = COMPANY.iter().find_map(|c| other.strip_suffix(c)).unwrap_or(other);
            if stem.chars().count() >= 2 && full.starts_with(stem) && !short.contains_key(&(Kind::Org, other.clone())) {
                short.insert((Kind::Org, other.clone()), full.clone());
            }
        }
    }
    short
}

/// What companies end in.
const COMPANY: &[&str] = &["有限责任公司", "股份有限公司", "有限公司", "集团公司", "公司", "集团", "银行"];
