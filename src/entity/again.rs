//! Meetings and works that an article names a second time in short: 全市某某会议 after 江城市某某会议, 《条例》 after 《江城市某某条例》.

use super::divisions::level_of;
use super::resolve::name;
use super::{Kind, Mention, Text};
use crate::lexicon::places::{Class, places};
use rustc_hash::{FxHashMap, FxHashSet};

/// The full names of mentions, by text and mention.
pub(super) type Again = FxHashMap<(usize, usize), String>;

/// Finds the mentions that are short for another name of their article.
pub(super) fn find(texts: &[Text<'_>], mentions: &[Vec<Mention>]) -> Again {
    let mut again = Again::default();
    events(texts, mentions, &mut again);
    works(texts, mentions, &mut again);
    again
}

/// The mentions of a kind that stand in articles: article, text, mention, name.
fn of<'a>(
    kind: Kind,
    texts: &'a [Text<'_>],
    mentions: &'a [Vec<Mention>],
) -> impl Iterator<Item = (usize, (usize, usize), String)> + 'a {
    let list = texts.iter().zip(mentions).enumerate().filter_map(|(t, (text, list))| Some((text.article?, t, text.text, list)));
    list.flat_map(move |(article, t, text, list)| {
        let of_kind = list.iter().enumerate().filter(move |(_, mention)| mention.kind == kind);
        of_kind.map(move |(m, mention)| (article, (t, m), name(text, mention)))
    })
}

/// 全市某某会议 is 江城市某某会议, where the article has one such meeting alone.
fn events(texts: &[Text<'_>], mentions: &[Vec<Mention>], again: &mut Again) {
    // By article, level and what stands behind the place; none where several places have one.
    let mut named: FxHashMap<(usize, String), Option<String>> = FxHashMap::default();
    let mut all = Vec::new();
    for (article, at, name) in of(Kind::Event, texts, mentions) {
        if name.starts_with('全') {
            all.push((article, at, name));
        } else if let Some(rest) = behind_place(&name) {
            let known = named.entry((article, rest.to_owned())).or_insert_with(|| Some(name.clone()));
            if known.as_ref().is_some_and(|other| *other != name) {
                *known = None;
            }
        }
    }
    for (article, at, name) in all {
        let rest = name.trim_start_matches('全').to_owned();
        again.extend(named.get(&(article, rest)).cloned().flatten().map(|full| (at, full)));
    }
}

/// 市某某会议 of 江城市某某会议: what follows the level is long enough to tell a meeting.
fn behind_place(name: &str) -> Option<&str> {
    /// The fewest characters of it with the level, the longest place.
    const LENGTHS: (usize, usize) = (6, 16);
    let chars: Vec<char> = name.chars().take(LENGTHS.1).collect();
    let (len, class) = places().longest(&chars)?;
    let end = name.char_indices().nth(len).map(|(end, _)| end)?;
    let level = level_of(&name[..end])?.chars().next_back()?;
    let rest = &name[end - level.len_utf8()..];
    let division = matches!(class, Class::Province | Class::City | Class::County | Class::Town);
    (division && rest.chars().count() >= LENGTHS.0).then_some(rest)
}

/// What papers end in that are called by their kind alone once they have been named.
const PAPERS: &[&str] = &[
    "纲要", "规划", "意见", "方案", "办法", "条例", "规定", "通知", "公约", "协定", "协议", "决定", "决议", "法", "法典", "报告",
    "计划", "指南", "细则", "标准", "规范", "宣言", "声明", "公报", "公告", "白皮书", "章程", "倡议", "倡议书", "制度", "准则",
    "指引", "措施", "清单", "目录", "规程", "规则", "指标", "导则", "守则", "解释", "备忘录", "合同", "蓝皮书",
];

/// 《条例》 is the only work before it in the article that ends so.
fn works(texts: &[Text<'_>], mentions: &[Vec<Mention>], again: &mut Again) {
    let is_paper = |name: &&String| PAPERS.iter().any(|w| inner(name).ends_with(w));
    let all: Vec<_> = of(Kind::Work, texts, mentions).collect();
    let papers: FxHashSet<&str> = all.iter().map(|(.., name)| name).filter(is_paper).map(|name| inner(name)).collect();
    // By article and short name; none where several are longer.
    let mut longer: FxHashMap<(usize, &str), Option<&String>> = FxHashMap::default();
    for (article, at, name) in &all {
        let whole = inner(name);
        let known = longer.get(&(*article, whole)).copied().flatten();
        again.extend(known.map(|full| (*at, full.clone())));
        let full = known.unwrap_or(name);
        for (tail, _) in whole.char_indices().skip(1).filter(|(tail, _)| papers.contains(&whole[*tail..])) {
            let known = longer.entry((*article, &whole[tail..])).or_insert(Some(full));
            if known.is_some_and(|other| other != full) {
                *known = None;
            }
        }
    }
}

/// A work's name without its marks.
fn inner(name: &str) -> &str {
    name.trim_start_matches('《').trim_end_matches('》')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Role;
    use crate::entity::resolve::entities;
    use crate::span::Span;

    /// What each name, given by article, is made to.
    fn check(kind: Kind, names: &[(&str, usize)], expect: &[&str]) {
        let texts: Vec<Text<'_>> =
            names.iter().map(|&(text, article)| Text { text, role: Role::Paragraph, article: Some(article) }).collect();
        let mention = |text: &str| Mention { span: Span::new(0, text.len()), kind, score: 1.0, rule: "test", value: None };
        let mentions: Vec<Vec<Mention>> = names.iter().map(|(text, _)| vec![mention(text)]).collect();
        let (found, owner) = entities(&texts, &mentions, &[]);
        let made: Vec<&str> = owner.iter().map(|list| &*found[list[0]].name).collect();
        assert_eq!(made, expect, "{names:?}");
    }

    #[test]
    fn meetings_of_the_whole_city() {
        let full = "荆州市粮食工作推进会";
        check(
            Kind::Event,
            &[("全市粮食工作推进会", 0), (full, 0), ("全市粮食工作推进会", 1)],
            &[full, full, "全市粮食工作推进会"],
        );
        for names in [
            [(full, 0), ("监利市粮食工作推进会", 0), ("全市粮食工作推进会", 0)],
            [(full, 0), ("全县粮食工作推进会", 0), ("粮食工作推进会", 0)],
            [("荆州市工作会", 0), ("全市工作会", 0), ("全市粮食会", 0)],
        ] {
            check(Kind::Event, &names, &names.map(|(name, _)| name));
        }
    }

    #[test]
    fn papers_by_their_kind() {
        let (one, two) = ("《江城市河湖保护条例》", "《江城市古树保护条例》");
        check(Kind::Work, &[(one, 0), ("《条例》", 0), ("《保护条例》", 0), ("《条例》", 1)], &[one, one, one, "《条例》"]);
        // Not before it, not of two, and no books.
        check(Kind::Work, &[("《条例》", 0), (one, 0), (two, 0), ("《条例》", 0)], &["《条例》", one, two, "《条例》"]);
        check(Kind::Work, &[("《江城的故事》", 0), ("《故事》", 0)], &["《江城的故事》", "《故事》"]);
    }
}
