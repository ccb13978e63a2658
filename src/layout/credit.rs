//! Byline, dateline and jump line of an article, found in its parts' text.
//!
//! They point into paragraphs and take nothing out of them. Names are looked for where papers put them: in the bracket
//! behind the dateline (`本报讯（记者甲乙 通讯员丙丁）`), in a line of their own, or in a bracket at the very end.

use super::{Article, Byline, BylineRole, Dateline, Jump, Part};
use crate::clean::is_han;
use crate::clean::padding::Setting;
use crate::lexicon::surnames;
use crate::source::{Passage, Source};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Fills in an article's byline, dateline and jump.
pub(super) fn find(source: &Source, article: &mut Article) {
    let mut byline = Vec::new();
    let mut dateline = None;
    for paragraph in article.paragraphs.iter().take(OPENING) {
        let passage = paragraph.passage(source, Setting::Headline);
        if dateline.is_none() {
            dateline = dateline_of(&passage);
        }
        if byline.is_empty() {
            byline = opening_byline(&passage);
        }
        if dateline.is_some() || !byline.is_empty() {
            break;
        }
    }
    if byline.is_empty()
        && let Some(last) = article.paragraphs.last()
    {
        byline = closing_byline(&last.passage(source, Setting::Headline));
    }
    article.byline = byline;
    article.dateline = dateline;
    article.jump = article.paragraphs.iter().rev().chain(article.captions.iter().rev()).find_map(|p| jump_of(source, p));
}

/// Paragraphs at the beginning that may hold dateline and byline; a lead set apart or 核心阅读 may come before them.
const OPENING: usize = 3;
/// A bracket with the byline begins within so many bytes of the paragraph's beginning.
const NEAR: usize = 120;

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:据)?(?P<agency>本报|本社|本刊|新华社|中新社|人民网|[\p{Han}]{2,6}(?:日报|晚报|时报|社|网))\s*(?P<place>[\p{Han}、·]{2,18}?)??\s*(?P<date>(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日)?\s*(?:综合)?(?:讯|电)",
    )
});
static BRACKET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"（\s*(?P<inside>(?:本报|本刊|新华社|本台)?\s*(?:全媒体|融媒体|见习|特约|实习|首席|驻[\p{Han}]{2,6})*(?:记者|通讯员|实习生|作者|摄影)[^（）]{1,80})）",
    )
});
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[□■◎●○◆☉\s/|丨]*(?P<inside>(?:本报|本刊|新华社|本台|文/图|图/文|文图/|文/|图/)*\s*(?:全媒体|融媒体|见习|特约|实习|首席)*(?:记者|通讯员|实习生)[^，。：；！？（）]{2,40})$",
    )
});
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:本报|本刊|新华社|本台)?\s*(?:全媒体|融媒体|见习|特约|实习|首席|驻[\p{Han}]{2,6}?)*(?P<role>记者|通讯员|实习生|作者|摄影报道|摄影|编辑|文/图|图/文|文图|文|图)(?:[:：/])?",
    )
});
static JUMP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[（(]?(?P<way>下转|上接|紧接|转|接)第?(?P<page>[A-Z]?[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[A-Z][0-9]{0,3})版[^）)]{0,12}[）)]?",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(&super::patterns::pattern(text)).expect("the patterns are checked by the tests")
}

fn dateline_of(passage: &Passage) -> Option<Dateline> {
    let found = DATELINE.captures(passage.text())?;
    let whole = found.get(0)?;
    let start = whole.start() + (whole.as_str().len() - whole.as_str().trim_start().len());
    let named = |name: &str| found.name(name).map(|m| m.as_str().replace(' ', ""));
    Some(Dateline {
        agency: named("agency"),
        place: named("place"),
        date: named("date"),
        spans: passage.to_clean(Span::new(start, whole.end())),
    })
}

fn opening_byline(passage: &Passage) -> Vec<Byline> {
    let text = passage.text();
    if let Some(found) = BRACKET.captures(text).and_then(|c| c.name("inside"))
        && found.start() < NEAR
    {
        return names(passage, found.start(), found.end());
    }
    LINE.captures(text).and_then(|c| c.name("inside")).map(|m| names(passage, m.start(), m.end())).unwrap_or_default()
}

fn closing_byline(passage: &Passage) -> Vec<Byline> {
    let text = passage.text();
    if let Some(found) = BRACKET.captures_iter(text).last()
        && let (Some(whole), Some(inside)) = (found.get(0), found.name("inside"))
        && whole.end() == text.len()
        && !["整理", "翻译", "采访"].iter().any(|word| inside.as_str().contains(word))
    {
        return names(passage, inside.start(), inside.end());
    }
    LINE.captures(text).and_then(|c| c.name("inside")).map(|m| names(passage, m.start(), m.end())).unwrap_or_default()
}

/// The names in a credit such as `记者 甲乙 丙丁 通讯员 戊己`, each with the role that stands before it.
fn names(passage: &Passage, start: usize, end: usize) -> Vec<Byline> {
    let inside = &passage.text()[start..end];
    let mut marks: Vec<(usize, usize, BylineRole)> = ROLE
        .captures_iter(inside)
        .filter_map(|c| {
            let whole = c.get(0)?;
            let role = match c.name("role")?.as_str() {
                "通讯员" => BylineRole::Correspondent,
                "实习生" => BylineRole::Intern,
                "编辑" => BylineRole::Editor,
                "作者" => BylineRole::Author,
                "摄影" | "图" => BylineRole::Photographer,
                _ => BylineRole::Reporter,
            };
            Some((whole.start(), whole.end(), role))
        })
        .collect();
    // 文 and 图 are roles where they stand apart, and parts of names elsewhere.
    marks.retain(|&(from, to, _)| inside[from..to].chars().count() > 1 || inside[to..].starts_with(['/', '：']));
    let mut found = Vec::new();
    for (at, &(_, from, role)) in marks.iter().enumerate() {
        let to = marks.get(at + 1).map_or(inside.len(), |next| next.0);
        for (a, b) in pieces(inside, from, to) {
            let name: String = inside[a..b].chars().filter(|c| !c.is_whitespace()).collect();
            found.push(Byline { name, role, spans: passage.to_clean(Span::new(start + a, start + b)) });
        }
    }
    found
}

/// Splits a run of names into the names: at marks and spaces, padded names put together, fused ones taken apart.
fn pieces(text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text[from..to].char_indices().map(|(at, c)| (at + from, c)) {
        if is_han(c) || c == '·' || c == '•' || c.is_ascii_alphabetic() {
            open.get_or_insert(at);
        } else if let Some(start) = open.take() {
            words.push((start, at));
        }
    }
    if let Some(start) = open {
        words.push((start, to));
    }
    let length = |(a, b): (usize, usize)| text[a..b].chars().count();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if length(*last) == 1 && length(word) == 1 && text[last.1..word.0].trim().is_empty() => last.1 = word.1,
            _ => joined.push(word),
        }
    }
    joined
        .into_iter()
        .flat_map(|word| {
            if length(word) > FUSED && !text[word.0..word.1].contains(['·', '•']) { unfuse(text, word) } else { vec![word] }
        })
        .collect()
}

/// A run of more characters than a name has is several names that lost what parted them.
const FUSED: usize = 4;

/// Cuts a run into names of two or three characters that begin with surnames, the fewest cuts first.
fn unfuse(text: &str, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let chars: Vec<(usize, char)> = text[from..to].char_indices().map(|(at, c)| (at + from, c)).collect();
    let at = |i: usize| chars.get(i).map_or(to, |c| c.0);
    let mut best: Vec<Option<Vec<usize>>> = vec![None; chars.len() + 1];
    best[0] = Some(vec![0]);
    for i in 0..chars.len() {
        let Some(cuts) = best[i].clone() else { continue };
        for size in [3, 2, 4] {
            let end = i + size;
            let starts = surnames::begins(&text[at(i)..]);
            if end <= chars.len()
                && (starts && (size < 4 || surnames::is_double(&text[at(i)..])))
                && best[end].as_ref().is_none_or(|b| b.len() > cuts.len() + 1)
            {
                let mut next = cuts.clone();
                next.push(end);
                best[end] = Some(next);
            }
        }
    }
    match best.pop().flatten() {
        Some(cuts) => cuts.windows(2).map(|w| (at(w[0]), at(w[1]))).collect(),
        None => vec![(from, to)],
    }
}

fn jump_of(source: &Source, part: &Part) -> Option<Jump> {
    part.spans.iter().find(|span| span.of(source.clean()).contains('版'))?;
    let passage = part.passage(source, Setting::Headline);
    let text = passage.text();
    // A jump line stands at the end of a body (下转) or at its beginning (上接), in brackets or alone.
    let found = JUMP.captures_iter(text).find(|c| c.get(0).is_some_and(|m| m.end() == text.len() || m.start() == 0))?;
    let whole = found.get(0)?;
    let onward = matches!(&found["way"], "下转" | "转");
    Some(Jump { onward, page: found["page"].to_owned(), spans: passage.to_clean(Span::new(whole.start(), whole.end())) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, byline: &[&str], dateline: Option<&str>) {
        let source = Source::new(body);
        let mut article =
            Article { paragraphs: vec![Part { spans: source.lines().to_vec(), reason: "test" }], ..Article::default() };
        find(&source, &mut article);
        let names: Vec<&str> = article.byline.iter().map(|b| b.name.as_str()).collect();
        assert_eq!(names, byline, "{body}");
        let text = article.dateline.map(|d| Passage::new(&source, &d.spans, Setting::Prose).text().to_owned());
        assert_eq!(text.as_deref(), dateline, "{body}");
    }

    #[test]
    fn bylines_of_the_usual_forms() {
        check("本报讯（记者李超）近日，会议召开。", &["李超"], Some("本报讯"));
        check("本报讯（记者 李勇 龙佳晓 通讯员 卢强立）会议", &["李勇", "龙佳晓", "卢强立"], Some("本报讯"));
        check("本报讯（记者李勇\n龙佳晓）会议", &["李勇", "龙佳晓"], Some("本报讯"));
        check("本报北京9月8日电 （记者施芳、潘俊强）会议", &["施芳", "潘俊强"], Some("本报北京9月8日电"));
        check("据新华社斯德哥尔摩7月3日电（记者付一鸣）欧洲", &["付一鸣"], Some("据新华社斯德哥尔摩7月3日电"));
        check("本报记者 项 红 通讯员 王小明", &["项红", "王小明"], None);
        check("这是优越性的窗口。（本报记者刘军国）", &["刘军国"], None);
        check("记者从省公安厅获悉：今年以来，", &[], None);
    }

    #[test]
    fn jump_lines() {
        let source = Source::new("凝聚起强大力量。（下转第三版）");
        let jump = jump_of(&source, &Part { spans: source.lines().to_vec(), reason: "test" }).unwrap();
        assert!(jump.onward);
        assert_eq!(jump.page, "三");
        let source = Source::new("（上接A5版）凝聚起来。");
        assert!(!jump_of(&source, &Part { spans: source.lines().to_vec(), reason: "test" }).unwrap().onward);
    }
}
