//! Who is who: mentions made entities, places given their divisions, titles their holders.
//!
//! Invariant: entities stand in the order of their first mention, and every mention belongs to exactly one.

use super::{Entity, Held, Kind, Mention, Text, Value, divisions};
use crate::lexicon::places::places;
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

/// Makes entities of the mentions.
pub(super) fn entities(texts: &[Text<'_>], mentions: &[Vec<Mention>], holds: &[Holds]) -> Resolved {
    let mut found: Vec<Entity> = Vec::new();
    let mut index = Index::default();
    let mut owner: Vec<Vec<usize>> = Vec::with_capacity(mentions.len());
    let short = ShortForms::new(texts, mentions);
    for (t, list) in mentions.iter().enumerate() {
        let mut owners = Vec::with_capacity(list.len());
        for (m, mention) in list.iter().enumerate() {
            let printed = name(texts[t].text, mention);
            let name = match mention.kind {
                Kind::Org => short.resolve(printed, texts[t].article),
                _ => printed,
            };
            let at = *index.entry((mention.kind, name.clone())).or_insert_with(|| {
                found.push(Entity {
                    kind: mention.kind,
                    name,
                    mentions: Vec::new(),
                    titles: Vec::new(),
                    value: mention.value.clone(),
                    division: None,
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
    divisions::locate(texts, mentions, &owner, &mut found);
    let (mut found, owner) = one_of_each_division(found, owner);
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
    (found, owner)
}

/// Makes one place of those that are the same division: 荆门 and 荆门市.
fn one_of_each_division(found: Vec<Entity>, mut owner: Vec<Vec<usize>>) -> Resolved {
    let mut kept: Vec<Entity> = Vec::with_capacity(found.len());
    let mut of_division: FxHashMap<u32, usize> = FxHashMap::default();
    let mut now = Vec::with_capacity(found.len());
    for entity in found {
        let at = entity.division.map_or(kept.len(), |located| *of_division.entry(located.division).or_insert(kept.len()));
        now.push(at);
        let Some(same) = kept.get_mut(at) else {
            kept.push(entity);
            continue;
        };
        if same.name.len() < entity.name.len() {
            (same.name, same.division) = (entity.name, entity.division);
        }
        same.mentions.extend(entity.mentions);
        same.mentions.sort_unstable();
    }
    owner.iter_mut().flatten().for_each(|at| *at = now[*at]);
    (kept, owner)
}

fn name(text: &str, mention: &Mention) -> String {
    mention.span.of(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Short forms of companies and governments that the page itself gives in full.
///
/// 某县政府 is short for 某县人民政府, and 县政府 for 县人民政府. Which county 县政府 is of is left open.
///
/// A company's short form is its full name without its ending (甲乙铝业), a beginning of that (甲乙), or one of these with an ending of
/// the same class (甲乙集团). A name that ends as a body of its own does (某某大学) is no short form of what was founded or
/// named after it, and what is left of a place's name by cutting (中国石油 of 中国石油化工集团) names another company.
struct ShortForms {
    /// The names of organisations by index, in the order of their first mention.
    index: Index,
    names: Vec<Known>,
}

/// Indices by kind and name; one type for all, since each type of map adds to the page.
type Index = FxHashMap<(Kind, String), usize>;

/// An organisation's name on the page.
struct Known {
    name: String,
    /// The articles that it stands in.
    articles: Vec<Option<usize>>,
    /// The full names that it is short for.
    full: Vec<usize>,
}

impl ShortForms {
    fn new(texts: &[Text<'_>], mentions: &[Vec<Mention>]) -> Self {
        let (mut index, mut names) = (Index::default(), Vec::<Known>::new());
        // The names by their stems: those that a full one begins with are found without a look at the others.
        let (mut stems, mut by_stem) = (Index::default(), Vec::<Vec<usize>>::new());
        for (text, list) in texts.iter().zip(mentions) {
            for m in list.iter().filter(|m| m.kind == Kind::Org) {
                let name = name(text.text, m);
                let at = *index.entry((Kind::Org, name.clone())).or_insert(names.len());
                if at == names.len() {
                    let group = *stems.entry((Kind::Org, stem(&name).0.to_owned())).or_insert(by_stem.len());
                    if group == by_stem.len() {
                        by_stem.push(Vec::new());
                    }
                    by_stem[group].push(at);
                    names.push(Known { name, articles: Vec::new(), full: Vec::new() });
                }
                if names[at].articles.last() != Some(&text.article) {
                    names[at].articles.push(text.article);
                }
            }
        }
        for at in 0..names.len() {
            let whole = names[at].name.clone();
            let short = whole.strip_suffix("人民政府").filter(|place| !place.is_empty()).map(|place| format!("{place}政府"));
            if let Some(&short) = short.and_then(|short| index.get(&(Kind::Org, short))) {
                names[short].full.push(at);
            }
            let (body, Some(class)) = stem(&whole) else { continue };
            let chars: Vec<char> = body.chars().collect();
            let of_place = places().longest(&chars).is_some();
            let mut end = 0;
            for (nth, c) in chars.iter().enumerate() {
                end += c.len_utf8();
                let cut = nth + 1 < chars.len();
                if nth == 0 || cut && (of_place || BODY_ENDINGS.contains(c)) {
                    continue;
                }
                let Some(group) = stems.get(&(Kind::Org, body[..end].to_owned())) else { continue };
                for &short in &by_stem[*group] {
                    let printed = &mut names[short];
                    if printed.name.len() < whole.len() && stem(&printed.name).1.is_none_or(|other| other == class) {
                        printed.full.push(at);
                    }
                }
            }
        }
        Self { index, names }
    }

    /// The full name of what is printed as `name` in `article`.
    fn resolve(&self, name: String, article: Option<usize>) -> String {
        let key = (Kind::Org, name);
        let whole = self.index.get(&key).map(|at| self.whole(*at, article));
        whole.map_or(key.1, |at| self.names[at].name.clone())
    }

    /// The full name where the page leaves no doubt: the only one, or the only one in the same article; else the name itself.
    fn whole(&self, name: usize, article: Option<usize>) -> usize {
        let all = &self.names[name].full;
        if all.len() > MOST_FULL {
            return name;
        }
        let is_near = |at: &usize| self.names[*at].articles.contains(&article);
        let some_near = all.iter().any(is_near);
        // A full name may be short for a fuller one; each step is to a longer name.
        let mut wholes = all.iter().filter(|at| !some_near || is_near(at)).map(|at| self.whole(*at, article));
        match wholes.next() {
            Some(first) if wholes.all(|other| other == first) => first,
            _ => name,
        }
    }
}

/// A stem that more names than this begin with tells none of them.
const MOST_FULL: usize = 8;

/// The class of a company's ending: a firm and the group that it belongs to are two bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Group,
    Company,
}

/// What companies end in; longer before shorter. 银行 is none: a bank's name is not told from another's without it.
const ENDINGS: &[(&str, Ending)] = &[
    ("集团股份有限公司", Ending::Group),
    ("集团有限责任公司", Ending::Group),
    ("集团有限公司", Ending::Group),
    ("集团公司", Ending::Group),
    ("集团", Ending::Group),
    ("有限责任公司", Ending::Company),
    ("股份有限公司", Ending::Company),
    ("有限公司", Ending::Company),
    ("公司", Ending::Company),
];

/// Last characters of bodies that are no companies (大学, 局, 委, 日报 …).
const BODY_ENDINGS: &[char] = &[
    '学', '院', '校', '局', '厅', '部', '委', '会', '社', '报', '所', '站', '队', '府', '处', '室', '行', '台', '馆', '党', '协',
    '联', '办',
];

/// A company's name without its ending, and the class of the ending; the name itself where it ends otherwise.
fn stem(name: &str) -> (&str, Option<Ending>) {
    let ending = ENDINGS.iter().find_map(|(ending, class)| Some((name.strip_suffix(ending)?, Some(*class))));
    ending.filter(|(stem, _)| stem.chars().nth(1).is_some()).unwrap_or((name, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Role;
    use crate::span::Span;

    /// What each name, given by article, is made to.
    fn resolved(names: &[(&str, usize)]) -> Vec<String> {
        let texts: Vec<Text<'_>> =
            names.iter().map(|&(text, article)| Text { text, role: Role::Paragraph, article: Some(article) }).collect();
        let mention =
            |text: &str| Mention { span: Span::new(0, text.len()), kind: Kind::Org, score: 1.0, rule: "test", value: None };
        let mentions: Vec<Vec<Mention>> = names.iter().map(|(text, _)| vec![mention(text)]).collect();
        let (found, _) = entities(&texts, &mentions, &[]);
        let of = |t: usize| found.iter().find(|e| e.mentions.contains(&(t, 0))).map(|e| e.name.clone());
        (0..names.len()).filter_map(of).collect()
    }

    fn check(names: &[&str], expect: &[&str]) {
        assert_eq!(resolved(&names.iter().map(|n| (*n, 0)).collect::<Vec<_>>()), expect, "{names:?}");
    }

    #[test]
    fn a_short_form_is_its_company() {
        let full = "丰禾铝业集团";
        check(&[full, "丰禾", "丰禾集团", "丰禾铝业"], &[full; 4]);
        check(&["丰禾铝业有限公司", "丰禾公司"], &["丰禾铝业有限公司"; 2]);
        // By way of the middle form.
        check(&["丰禾", "丰禾铝业公司", "丰禾铝业贸易有限公司"], &["丰禾铝业贸易有限公司"; 3]);
    }

    #[test]
    fn a_government_is_the_peoples() {
        let names = ["江城县政府", "县政府", "江城县人民政府", "县人民政府", "政府", "人民政府"];
        check(&names, &["江城县人民政府", "县人民政府", "江城县人民政府", "县人民政府", "政府", "人民政府"]);
        check(&["江城县政府", "湖城县人民政府"], &["江城县政府", "湖城县人民政府"]);
    }

    #[test]
    fn other_bodies_stay_apart() {
        for names in [
            ["中国银行", "中国石油化工集团公司"],
            ["中国石油", "中国石油化工集团公司"],
            ["武汉大学", "武汉大学出版社有限公司"],
            ["新华社", "新华社新媒体有限公司"],
            ["丰禾公司", "丰禾铝业集团"],
            ["湖北日报", "湖北日报传媒集团"],
            ["丰禾学院", "丰禾学院后勤有限公司"],
        ] {
            check(&names, &names);
        }
        // Yet the full form of the same bank.
        check(&["中国银行", "中国银行股份有限公司"], &["中国银行股份有限公司"; 2]);
    }

    #[test]
    fn the_same_article_decides() {
        let (a, b) = ("丰禾铝业集团", "丰禾置业集团");
        assert_eq!(resolved(&[(a, 0), (b, 1), ("丰禾", 1), ("丰禾", 0), ("丰禾", 2)]), [a, b, b, a, "丰禾"]);
    }

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
