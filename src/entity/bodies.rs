//! Bodies that a page names in more than one way: companies and governments in short, assemblies with and without their term,
//! a body with and without what stands above it, and 市委 of the one city that the page is about.
//!
//! Invariant: a name leads to a longer one by its [`normal`] form, so that no two lead to each other.

use super::divisions::{Spoken, level_of, only};
use super::resolve::{Index, name};
use super::{Entity, Kind, Mention, Text};
use crate::lexicon::places::{Class, places};
use rustc_hash::FxHashMap;

/// Names of organisations that the page itself gives in full.
///
/// 某县政府 is short for 某县人民政府, and 县政府 for 县人民政府. Which county 县政府 is of, [`of_the_page`] says.
///
/// A company's short form is its full name without its ending (甲乙铝业), a beginning of that (甲乙), or one of these with an ending of
/// the same class (甲乙集团). A name that ends as a body of its own does (某某大学) is no short form of what was founded or
/// named after it, and what is left of a place's name by cutting (中国石油 of 中国石油化工集团) names another company.
///
/// Of the same article, a name without the places or the body before it is short as well (明德培训学校 of 江城明德培训学校), and
/// what the text calls a short name (简称) is one.
pub(super) struct ShortForms {
    /// The names of organisations by index, in the order of their first mention; the key is their normal form.
    index: Index,
    names: Vec<Known>,
}

/// An organisation's name on the page.
struct Known {
    /// As printed: without a term where it can be, then the longest.
    name: String,
    normal: String,
    /// The articles that it stands in.
    articles: Vec<Option<usize>>,
    /// The full names that it is short for.
    full: Vec<Full>,
}

/// A full name that a name may be short for.
#[derive(Clone, Copy)]
struct Full {
    at: usize,
    ground: Ground,
}

/// Why a name is short for another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// The text says so, and then nothing else counts.
    Stated,
    /// By what it begins with.
    Stem,
    /// By what it ends with: in the same article alone.
    Tail,
}

impl ShortForms {
    pub fn new(texts: &[Text<'_>], mentions: &[Vec<Mention>]) -> Self {
        let (mut index, mut names) = (Index::default(), Vec::<Known>::new());
        // The names by their stems: those that a full one begins with are found without a look at the others.
        let (mut stems, mut by_stem) = (Index::default(), Vec::<Vec<usize>>::new());
        let mut stated = Vec::new();
        for (text, list) in texts.iter().zip(mentions) {
            let mut last: Option<(usize, &Mention)> = None;
            for m in list.iter().filter(|m| m.kind == Kind::Org) {
                let name = name(text.text, m);
                let normal = normal(&name);
                let at = *index.entry((Kind::Org, normal.clone())).or_insert(names.len());
                if at == names.len() {
                    let group = *stems.entry((Kind::Org, stem(&normal).0.to_owned())).or_insert(by_stem.len());
                    if group == by_stem.len() {
                        by_stem.push(Vec::new());
                    }
                    by_stem[group].push(at);
                    names.push(Known { name, normal, articles: Vec::new(), full: Vec::new() });
                } else if rank(&names[at].name) < rank(&name) {
                    names[at].name = name;
                }
                if names[at].articles.last() != Some(&text.article) {
                    names[at].articles.push(text.article);
                }
                if let Some((full, before)) = last
                    && is_stated(text.text, before, m)
                {
                    stated.push((at, full));
                }
                // Of nested names the outer one ends last.
                if last.is_none_or(|(_, before)| m.span.end >= before.span.end) {
                    last = Some((at, m));
                }
            }
        }
        for at in 0..names.len() {
            let whole = names[at].normal.clone();
            for short in tails(&whole, &index) {
                names[short].full.push(Full { at, ground: Ground::Tail });
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
                    if printed.normal.len() < whole.len() && stem(&printed.normal).1.is_none_or(|other| other == class) {
                        printed.full.push(Full { at, ground: Ground::Stem });
                    }
                }
            }
        }
        for (short, at) in stated {
            if names[short].normal.len() < names[at].normal.len() {
                names[short].full.push(Full { at, ground: Ground::Stated });
            }
        }
        Self { index, names }
    }

    /// The full name of what is printed as `name` in `article`.
    pub fn resolve(&self, name: String, article: Option<usize>) -> String {
        let whole = self.index.get(&(Kind::Org, normal(&name))).map(|at| self.whole(*at, article, MOST_STEPS));
        whole.map_or(name, |at| self.names[at].name.clone())
    }

    /// The full name where the page leaves no doubt: the only one, or the only one in the same article; else the name itself.
    fn whole(&self, name: usize, article: Option<usize>, steps: usize) -> usize {
        let all = &self.names[name].full;
        if all.len() > MOST_FULL || steps == 0 {
            return name;
        }
        let is_near = |full: &Full| self.names[full.at].articles.contains(&article);
        let stated = all.iter().any(|f| f.ground == Ground::Stated && is_near(f));
        let fits = |full: &&Full| match full.ground {
            Ground::Stated => is_near(full),
            Ground::Stem => !stated,
            Ground::Tail => !stated && article.is_some() && is_near(full),
        };
        let some_near = all.iter().filter(fits).any(is_near);
        // A full name may be short for a fuller one; each step is to a longer name.
        let near = all.iter().filter(fits).filter(|full| !some_near || is_near(full));
        let mut wholes = near.take(MOST_FULL).map(|full| self.whole(full.at, article, steps - 1));
        match wholes.next() {
            Some(first) if wholes.all(|other| other == first) => first,
            _ => name,
        }
    }
}

/// A name that more names than this are a full form of tells none of them.
const MOST_FULL: usize = 8;
/// From a short form over middle ones to the full one.
const MOST_STEPS: usize = 3;

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

/// How full a printed name is: without a term before with one, then the longer.
fn rank(name: &str) -> (bool, usize) {
    (without_term(name).is_none(), name.len())
}

/// The form that the usual ways to write one body's name share: 某市人大常委会, also of 某市第二届人民代表大会常务委员会; 某省政协 of
/// 中国人民政治协商会议某省委员会; 某县政府 of 某县人民政府; 某市委 of 中共某市委员会.
fn normal(name: &str) -> String {
    let mut name = without_term(name).unwrap_or_else(|| name.to_owned());
    for (long, short) in [
        ("人民代表大会", "人大"),
        ("人大常务委员会", "人大常委会"),
        ("中国人民政治协商会议", "政协"),
        ("政协常务委员会", "政协常委会"),
    ] {
        if name.contains(long) {
            name = name.replace(long, short);
        }
    }
    let conference = name.strip_prefix("政协").and_then(|rest| rest.split_once("委员会"));
    if let Some((place, rest)) = conference.filter(|(place, _)| *place == "全国" || place.ends_with(LEVELS)) {
        name = format!("{place}政协{}", if rest == "常务委员会" { "常委会" } else { rest });
    }
    if let Some(place) = name.strip_suffix("人民政府").filter(|place| !place.is_empty()) {
        name = format!("{place}政府");
    }
    if let Some(body) = name.strip_prefix("中共").or_else(|| name.strip_prefix("中国共产党")) {
        let body = body.strip_suffix("员会").unwrap_or(body);
        if body.strip_suffix('委').is_some_and(|place| place.ends_with(LEVELS)) {
            name = body.to_owned();
        }
    }
    name
}

/// The name of an assembly or its committee without its term (第二届); none where it has none.
fn without_term(name: &str) -> Option<String> {
    let (before, behind) = name.split_once('届')?;
    let head = before.trim_end_matches(|c: char| "一二三四五六七八九十百〇零".contains(c) || c.is_ascii_digit());
    let left = format!("{}{behind}", head.strip_suffix('第').unwrap_or(head));
    let assembly = ["人大", "人民代表大会", "政协", "政治协商"].iter().any(|w| left.contains(w));
    let whole = ["常委会", "委员会", "人大", "人民代表大会", "政协"].iter().any(|w| left.ends_with(w));
    (head.len() < before.len() && assembly && whole).then_some(left)
}

/// Whether the text calls what stands behind `full` its short name: 甲（以下简称“乙”）.
fn is_stated(text: &str, full: &Mention, short: &Mention) -> bool {
    let (from, to) = (full.span.end as usize, short.span.start as usize);
    let between = text.get(from..to).and_then(|between| between.strip_prefix('（'));
    between.is_some_and(|words| {
        matches!(words.trim_end_matches('“'), "简称" | "以下简称" | "下称" | "以下称" | "简称为" | "以下简称为")
    }) && text[short.span.end as usize..].starts_with(['”', '）'])
}

/// Last characters of the names of administrative levels.
const LEVELS: &[char] = &['省', '市', '县', '区', '州', '旗', '镇', '乡'];

/// The names on the page that this one ends with, where what stands before is places or a body above.
fn tails(name: &str, index: &Index) -> Vec<usize> {
    /// The longest name that is looked into, and the shortest tail, in characters.
    const LENGTHS: (usize, usize) = (40, 5);
    let chars: Vec<char> = name.chars().collect();
    if chars.len() > LENGTHS.0 {
        return Vec::new();
    }
    // A company of a place is another than the one that it belongs to.
    let company = stem(name).1.is_some();
    let (mut placed, mut end, mut found) = (0, 0, Vec::new());
    for (at, c) in chars.iter().enumerate() {
        if chars.len() - at < LENGTHS.1 {
            break;
        }
        if at == placed
            && let Some((len, Class::Province | Class::City | Class::County | Class::Town | Class::Country)) =
                places().longest(&chars[at..])
        {
            placed += len;
        }
        if at > 0
            && !LEVELS.contains(c)
            && !name[end..].starts_with("自治")
            && let Some(&short) = index.get(&(Kind::Org, name[end..].to_owned()))
        {
            let above = &name[..end];
            let is_body = || ABOVE.iter().any(|w| above.ends_with(w)) || index.contains_key(&(Kind::Org, above.to_owned()));
            if at == placed && !company || is_body() {
                found.push(short);
            }
        }
        end += c.len_utf8();
    }
    found
}

/// What a body ends with that others may stand under.
const ABOVE: &[&str] = &["大学", "公司", "集团", "中心", "医院", "科学院", "银行"];

/// Joins 市委 with 某市委 where the page names one such body and speaks of that city more than of any other: the entity that each
/// entity is one with.
pub(super) fn of_the_page(texts: &[Text<'_>], entities: &[Entity], spoken: &Spoken) -> Vec<usize> {
    let orgs = || entities.iter().enumerate().filter(|(_, e)| e.kind == Kind::Org);
    // By what is left without the place, down to its level; none where there are several.
    let mut by_rest: FxHashMap<String, Option<(usize, u32)>> = FxHashMap::default();
    for (at, entity) in orgs() {
        let name = normal(&entity.name);
        if let Some((rest, division)) = placed(&name) {
            by_rest.entry(rest.to_owned()).and_modify(|other| *other = None).or_insert(Some((at, division)));
        }
    }
    let mut one_with: Vec<usize> = (0..entities.len()).collect();
    for (at, entity) in orgs() {
        let Some(&Some((full, division))) = by_rest.get(&normal(&entity.name)) else { continue };
        let mut scopes = entity.mentions.iter().map(|(text, _)| texts[*text].article);
        if full != at && spoken.mostly(None, division) && scopes.all(|article| spoken.mostly(article, division)) {
            one_with[at] = full;
        }
    }
    one_with
}

/// 市委 of 江城市委, and the city.
fn placed(name: &str) -> Option<(&str, u32)> {
    let chars: Vec<char> = name.chars().take(LONGEST_PLACE).collect();
    let (len, _) = places().longest(&chars)?;
    let byte = |nth: usize| name.char_indices().nth(nth).map(|(at, _)| at);
    // 自治区党委 rather than 区党委.
    let whole = &name[..byte(len)?];
    let level = level_of(whole);
    let (place, from) = match level {
        Some(level) => (whole.to_owned(), whole.len() - level.len()),
        None => (name[..byte(len + 1)?].to_owned(), whole.len()),
    };
    level_of(&place)?;
    Some((&name[from..], only(&place)?))
}

/// The longest name of a place that is looked for, in characters.
const LONGEST_PLACE: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Role;
    use crate::entity::resolve::entities;
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
        let names = ["丰禾县政府", "县政府", "丰禾县人民政府", "县人民政府", "政府", "人民政府"];
        check(&names, &["丰禾县人民政府", "县人民政府", "丰禾县人民政府", "县人民政府", "政府", "人民政府"]);
        check(&["丰禾县政府", "湖城县人民政府"], &["丰禾县政府", "湖城县人民政府"]);
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
    fn the_text_says_what_is_short() {
        let text = "丰禾银行江城分行（简称“丰行江分”）开业，丰行江分表示";
        let at = |name: &str| text.match_indices(name).map(|(at, _)| (at, at + name.len())).collect::<Vec<_>>();
        let mut spans = at("丰禾银行江城分行");
        spans.extend(at("丰行江分"));
        let mention = |(from, to)| Mention { span: Span::new(from, to), kind: Kind::Org, score: 1.0, rule: "test", value: None };
        let mentions = vec![spans.into_iter().map(mention).collect::<Vec<_>>()];
        let texts = [Text { text, role: Role::Paragraph, article: Some(0) }];
        let (found, _) = entities(&texts, &mentions, &[]);
        assert_eq!(found.iter().map(|e| (&*e.name, e.mentions.len())).collect::<Vec<_>>(), [("丰禾银行江城分行", 3)]);
    }

    #[test]
    fn a_term_makes_no_other_body() {
        let one = "江城市人大常委会";
        check(&["江城市二届人大常委会", one], &[one; 2]);
        let one = "全国人民代表大会常务委员会";
        check(&["第十四届全国人民代表大会常务委员会", "全国人大常委会", one], &[one; 3]);
        let one = "中国人民政治协商会议全国委员会";
        check(&["全国政协", one, "政协第十四届全国委员会"], &[one; 3]);
        check(&["政协江城市委员会", "江城市政协"], &["政协江城市委员会"; 2]);
        check(&["中共江城市委", "江城市委", "中共江城市委员会"], &["中共江城市委员会"; 3]);
        for names in [
            ["市二届人大一次会议主席团", "市三届人大一次会议主席团"],
            ["第三届丰禾节组委会", "丰禾节组委会"],
            ["政协文化委员会", "文化政协"],
        ] {
            check(&names, &names);
        }
    }

    #[test]
    fn a_tail_is_short_in_its_article() {
        let full = "江苏宜兴明德培训学校";
        assert_eq!(resolved(&[(full, 0), ("明德培训学校", 0), ("明德培训学校", 1)]), [full, full, "明德培训学校"]);
        let full = "厦门市社会福利中心石桥养老院";
        check(&[full, "石桥养老院"], &[full; 2]);
        for names in [
            // Too short, no place and no body before, two candidates.
            ["湖北石桥学校", "石桥学校", "石桥"],
            ["新明德培训学校", "明德培训学校", "明德"],
            ["湖北省明德培训学校", "湖南省明德培训学校", "明德培训学校"],
            // A company and its branch in a city.
            ["上海丰禾商事有限公司", "丰禾商事有限公司", "丰禾商事株式会社"],
        ] {
            check(&names, &names);
        }
    }

    /// What each name of a page of one article a line is made to.
    fn on_page(lines: &[&[(&str, Kind)]]) -> Vec<String> {
        let all: Vec<(usize, &str, Kind)> =
            lines.iter().enumerate().flat_map(|(at, line)| line.iter().map(move |&(name, kind)| (at, name, kind))).collect();
        let texts: Vec<Text<'_>> =
            all.iter().map(|&(at, text, _)| Text { text, role: Role::Paragraph, article: Some(at) }).collect();
        let mention = |text: &str, kind| Mention { span: Span::new(0, text.len()), kind, score: 1.0, rule: "test", value: None };
        let mentions: Vec<Vec<Mention>> = all.iter().map(|(_, text, kind)| vec![mention(text, *kind)]).collect();
        let (found, owner) = entities(&texts, &mentions, &[]);
        assert!(found.windows(2).all(|two| two[0].mentions[0] < two[1].mentions[0]), "in the order of their first mentions");
        owner.iter().map(|list| found[list[0]].name.clone()).collect()
    }

    #[test]
    fn a_level_is_the_place_that_the_page_is_about() {
        let (org, place) = (|name| (name, Kind::Org), |name| (name, Kind::Place));
        let found = on_page(&[&[org("市委"), org("市政府")], &[org("监利市委"), place("监利市"), org("监利市人民政府")]]);
        assert_eq!(found, ["监利市委", "监利市人民政府", "监利市委", "监利市", "监利市人民政府"]);
        let found = on_page(&[&[org("自治区党委"), org("广西壮族自治区党委")]]);
        assert_eq!(found, ["广西壮族自治区党委"; 2]);
        // Two of them; another city in the article; another city that the page is about.
        assert_eq!(on_page(&[&[org("市委"), org("监利市委"), org("荆州市委")]])[0], "市委");
        assert_eq!(on_page(&[&[org("市委"), place("潜江市")], &[org("监利市委"), place("监利市")]])[0], "市委");
        let other = [place("潜江市"), org("潜江市政协"), org("潜江市纪委")];
        assert_eq!(on_page(&[&[org("市委")], &[org("监利市委")], &other])[0], "市委");
        // The city above that is spoken of by itself.
        let above = [place("荆州市"), org("荆州市政协"), org("荆州市纪委")];
        assert_eq!(on_page(&[&[org("市委")], &[org("监利市委")], &above])[0], "市委");
    }
}
