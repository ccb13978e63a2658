//! Places of one character: the province or the country that 京 or 中 stands for.
//!
//! A province's character tells it by itself, or where it stands among such characters, or where the article names the province. A
//! country's stands for the one that the article, or else the page, names in full and that begins with it.

use super::resolve::name;
use super::{Kind, Mention, Text};
use crate::lexicon::places::{Class, places};
use rustc_hash::FxHashMap;

/// Provinces by their characters, and whether a character may be a country's or a city's as well (澳, 新, 津).
const PROVINCES: &[(char, &str, bool)] = &[
    ('京', "北京", false),
    ('沪', "上海", false),
    ('津', "天津", true),
    ('渝', "重庆", false),
    ('冀', "河北", false),
    ('晋', "山西", false),
    ('豫', "河南", false),
    ('鄂', "湖北", false),
    ('湘', "湖南", false),
    ('粤', "广东", false),
    ('桂', "广西", false),
    ('琼', "海南", false),
    ('川', "四川", false),
    ('蜀', "四川", false),
    ('黔', "贵州", false),
    ('滇', "云南", false),
    ('陕', "陕西", false),
    ('甘', "甘肃", false),
    ('青', "青海", false),
    ('宁', "宁夏", true),
    ('新', "新疆", true),
    ('藏', "西藏", false),
    ('蒙', "内蒙古", true),
    ('辽', "辽宁", false),
    ('吉', "吉林", true),
    ('黑', "黑龙江", true),
    ('苏', "江苏", true),
    ('浙', "浙江", false),
    ('皖', "安徽", false),
    ('闽', "福建", false),
    ('赣', "江西", false),
    ('鲁', "山东", false),
    ('港', "香港", false),
    ('澳', "澳门", true),
    ('台', "台湾", false),
];

/// Formal names of countries with their usual ones.
const FORMAL: &[(&str, &str)] = &[
    ("中华人民共和国", "中国"),
    ("大韩民国", "韩国"),
    ("美利坚合众国", "美国"),
    ("法兰西共和国", "法国"),
    ("德意志联邦共和国", "德国"),
    ("日本国", "日本"),
    ("俄罗斯联邦", "俄罗斯"),
    ("朝鲜民主主义人民共和国", "朝鲜"),
    ("大不列颠及北爱尔兰联合王国", "英国"),
];

/// What the page names in full, by the character that stands for it.
pub(super) struct Initials {
    /// In an article, or on the page (none); none where there are several.
    whole: FxHashMap<(Option<usize>, char), Option<String>>,
}

impl Initials {
    pub fn new(texts: &[Text<'_>], mentions: &[Vec<Mention>]) -> Self {
        let mut whole: FxHashMap<(Option<usize>, char), Option<String>> = FxHashMap::default();
        for (text, list) in texts.iter().zip(mentions) {
            for mention in list {
                let full = match mention.kind {
                    Kind::Place => full(usual(name(text.text, mention))),
                    // 中欧 may speak of the union.
                    Kind::Org if mention.span.of(text.text) == "欧盟" => vec![('欧', "欧盟".to_owned())],
                    _ => continue,
                };
                for (c, name) in full {
                    put(&mut whole, (None, c), &name);
                    if text.article.is_some() {
                        put(&mut whole, (text.article, c), &name);
                    }
                }
            }
        }
        Self { whole }
    }

    /// What the places of a text are known by, by index of the mention; none where that is the name as printed.
    pub fn keys(&self, text: &Text<'_>, list: &[Mention]) -> FxHashMap<usize, String> {
        let mut keys = FxHashMap::default();
        // Places of one character that stand side by side, or with 、 between: 京、冀, 京津冀.
        let mut run: Vec<(usize, char)> = Vec::new();
        let mut end = 0;
        for (at, mention) in list.iter().enumerate().filter(|(_, m)| m.kind == Kind::Place) {
            let name = name(text.text, mention);
            let mut chars = name.chars();
            let (Some(c), None) = (chars.next(), chars.next()) else {
                let known = usual(name.clone());
                if known != name {
                    keys.insert(at, known);
                }
                continue;
            };
            if !matches!(text.text.get(end as usize..mention.span.start as usize), Some("" | "、")) {
                self.tell(&run, text.article, &mut keys);
                run.clear();
            }
            run.push((at, c));
            end = mention.span.end;
        }
        self.tell(&run, text.article, &mut keys);
        keys
    }

    fn tell(&self, run: &[(usize, char)], article: Option<usize>, keys: &mut FxHashMap<usize, String>) {
        let province = |c: char| PROVINCES.iter().find(|(known, ..)| *known == c);
        let provinces = run.iter().all(|(_, c)| province(*c).is_some());
        let certain = run.iter().any(|(_, other)| province(*other).is_some_and(|(_, _, doubtful)| !doubtful));
        // 沪宁 leads to 南京.
        let northwest = run.iter().any(|(_, other)| matches!(other, '甘' | '陕' | '青'));
        let sure = |c: char| certain && (c != '宁' || northwest);
        for &(at, c) in run {
            let near = article.and_then(|_| self.whole.get(&(article, c)));
            let known = match (province(c), near) {
                (Some((_, whole, false)), _) => Some((*whole).to_owned()),
                (Some((_, whole, true)), _) if provinces && sure(c) => Some((*whole).to_owned()),
                // In 中苏 the second is no province.
                (Some((_, whole, true)), Some(Some(near))) if near != whole || provinces => Some(near.clone()),
                (None, Some(near)) => near.clone(),
                (None, None) => self.whole.get(&(None, c)).cloned().flatten(),
                _ => None,
            };
            keys.extend(known.map(|known| (at, known)));
        }
    }
}

/// The usual name of a country that is named formally; else the name itself.
fn usual(name: String) -> String {
    FORMAL.iter().find(|(formal, _)| *formal == name).map_or(name, |(_, usual)| (*usual).to_owned())
}

/// The characters that stand for a place that is named in full, with its usual name.
fn full(name: String) -> Vec<(char, String)> {
    let chars: Vec<char> = name.chars().collect();
    let class = places().longest(&chars).filter(|(len, _)| *len > 1 && *len == chars.len()).map(|(_, class)| class);
    match class {
        Some(Class::Country) if name == "中国" => vec![('中', name.clone()), ('华', name)],
        Some(Class::Country) => vec![(chars[0], name)],
        Some(Class::Continent) if chars.len() == 2 && chars[1] == '洲' => vec![(chars[0], name)],
        Some(Class::Province) => {
            let of = PROVINCES.iter().filter(|(_, whole, _)| name.starts_with(whole));
            of.map(|(c, whole, _)| (*c, (*whole).to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

fn put(whole: &mut FxHashMap<(Option<usize>, char), Option<String>>, key: (Option<usize>, char), name: &str) {
    let known = whole.entry(key).or_insert_with(|| Some(name.to_owned()));
    if known.as_ref().is_some_and(|other| other != name) {
        *known = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Role;
    use crate::entity::resolve::entities;
    use crate::lexicon::divisions::divisions;
    use crate::span::Span;

    /// The entities of articles whose places stand in brackets, each as its name, how often it stands, and its code.
    fn read(articles: &[&str]) -> Vec<String> {
        let (mut plain, mut mentions) = (Vec::new(), Vec::new());
        for article in articles {
            let (mut text, mut list) = (String::new(), Vec::new());
            for part in article.split('[') {
                let (place, rest) = part.split_once(']').unwrap_or(("", part));
                if !place.is_empty() {
                    let span = Span::new(text.len(), text.len() + place.len());
                    list.push(Mention { span, kind: Kind::Place, score: 1.0, rule: "test", value: None });
                }
                text = text + place + rest;
            }
            plain.push(text);
            mentions.push(list);
        }
        let text = |(at, text)| Text { text, role: Role::Paragraph, article: Some(at) };
        let texts: Vec<Text<'_>> = plain.iter().map(String::as_str).enumerate().map(text).collect();
        let (found, _) = entities(&texts, &mentions, &[]);
        let code = |e: &crate::entity::Entity| e.division.map_or(0, |d| divisions().get(d.division).code);
        found.iter().map(|e| format!("{} {} {}", e.name, e.mentions.len(), code(e))).collect()
    }

    #[test]
    fn a_provinces_character() {
        assert_eq!(read(&["[京]、[冀]两地，[北京市]的人"]), ["北京市 2 110000", "冀 1 130000"]);
        // Beside such characters those that may be another's are provinces, too.
        assert_eq!(read(&["[苏][浙][皖]三省"]), ["苏 1 320000", "浙 1 330000", "皖 1 340000"]);
        assert_eq!(read(&["[粤][港][澳]"])[2], "澳 1 820000");
        assert_eq!(read(&["[陕][甘][宁]"])[2], "宁 1 640000");
        assert_eq!(read(&["[沪][宁]两城"])[1], "宁 1 0");
        assert_eq!(read(&["[新]入选，[新疆]的人"]), ["新疆 2 650000"]);
        assert_eq!(read(&["[新]入选"]), ["新 1 0"]);
    }

    #[test]
    fn a_countrys_character() {
        assert_eq!(read(&["[中][日]两国，[中华人民共和国]与[日本]", "[中国]"]), ["中华人民共和国 3 0", "日本 2 0"]);
        // The same article decides; of two none is taken, and none that the page does not name.
        assert_eq!(read(&["[巴西]，[巴]方", "[巴基斯坦]，[巴]方"]), ["巴西 2 0", "巴基斯坦 2 0"]);
        assert_eq!(read(&["[巴西]和[巴基斯坦]，[巴]方"])[2], "巴 1 0");
        assert_eq!(read(&["[巴]方", "[塔吉克斯坦]", "在[塔]期间"]), ["巴 1 0", "塔吉克斯坦 2 0"]);
        // What may be a province beside a country is the country, if the article names one.
        assert_eq!(read(&["[中][新]两国，[新加坡]"])[1], "新加坡 2 0");
        assert_eq!(read(&["[中][苏]两国，[江苏]的人"])[1..], ["苏 1 0", "江苏 1 320000"]);
        assert_eq!(read(&["[澳大利亚]与[澳]"]), ["澳大利亚 2 0"]);
    }
}
