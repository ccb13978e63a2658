//! Finding words in the articles, as a reader of Chinese means them: width, compatibility forms, case and white space count
//! for nothing, and a line break in the text as it was given parts no word.

use super::found::Found;
use super::second;
use super::source::{Owner, stretches};
use crate::report::CodePoints;
use crate::view::Part;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Places that are found; more tell a reader nothing.
pub const MOST: usize = 999;

/// A place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The article's place in the order and its key; none for furniture.
    pub article: Option<(u32, u32)>,
    /// The part: among the article's, or of the furniture.
    pub part: u32,
    /// Bytes of the part's text.
    pub range: Range<usize>,
}

impl Match {
    /// The part's text from its beginning on; to its end where it has one.
    #[must_use]
    pub fn words<'a>(&self, found: &'a Found) -> Option<&'a str> {
        let part = match self.article {
            Some((order, _)) => found.articles.get(order as usize)?.parts().nth(self.part as usize)?,
            None => found.furniture.get(self.part as usize)?,
        };
        if self.range.is_empty() { part.text.get(self.range.start..) } else { part.text.get(self.range.clone()) }
    }
}

/// Where the words stand, in the order of reading; furniture comes last.
#[must_use]
pub fn find(found: &Found, words: &str) -> Vec<Match> {
    let (wanted, _) = fold(words);
    if wanted.is_empty() {
        return Vec::new();
    }
    let all = parts(found).flat_map(|(article, part, text)| {
        occurrences(&text.text, &wanted).into_iter().map(move |range| Match { article, part, range })
    });
    all.take(MOST).collect()
}

/// Where a stretch of the raw text stands; as a place without length where the part ends before it does, or it has none itself.
#[must_use]
pub fn place(found: &Found, at: CodePoints) -> Option<Match> {
    places(found, [at]).pop()?
}

/// Where each of several stretches stands, by one walk through the text.
#[must_use]
pub fn places(found: &Found, all: impl IntoIterator<Item = CodePoints>) -> Vec<Option<Match>> {
    let stretches = stretches(found);
    let place = |(start, end): CodePoints| {
        let (_, owner) = stretches.get(stretches.partition_point(|(span, _)| span.end <= start))?;
        let (Owner { article, part, .. }, text) = (*owner, second::part(found, *owner)?);
        let from = text.byte(start)?;
        let last = end.checked_sub(1).filter(|_| end != start).and_then(|last| text.byte(last));
        let until = last.and_then(|last| Some(last + text.text[last..].chars().next()?.len_utf8()));
        // By another reading of the page its end may stand before its beginning.
        let until = until.filter(|until| *until > from).unwrap_or(from);
        Some(Match { article, part, range: from..until })
    };
    all.into_iter().map(place).collect()
}

/// All parts: the article's place in the order and its key, the part's number, the part.
fn parts(found: &Found) -> impl Iterator<Item = (Option<(u32, u32)>, u32, &Part)> {
    let articles = (0..).zip(&found.articles).flat_map(|(at, article)| {
        let key = found.keys[at as usize];
        (0..).zip(article.parts()).map(move |(part, text)| (Some((at, key)), part, text))
    });
    articles.chain((0..).zip(found.furniture.iter()).map(|(part, text)| (None, part, text)))
}

/// Where folded words stand in a text, in bytes.
fn occurrences(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let (folded, origins) = fold(text);
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(at) = folded[from..].find(wanted) {
        let (start, end) = (from + at, from + at + wanted.len());
        places.push(origins[start].start..origins[end - 1].end);
        from = end;
    }
    places
}

/// A text as it is compared, and for each byte of it the bytes of the text that it comes from.
fn fold(text: &str) -> (String, Vec<Range<usize>>) {
    let mut folded = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let origin = at..at + c.len_utf8();
        let before = folded.len();
        if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
            folded.push(c);
        } else {
            let forms = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
            folded.extend(forms.filter(|c| !c.is_whitespace() && !crate::clean::compat::is_invisible(*c)));
        }
        origins.resize(origins.len() + folded.len() - before, origin);
    }
    (folded, origins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, analyze};

    fn found(text: &str) -> Found {
        Found::of(&analyze(text, &Options::default()), text)
    }

    /// Where words stand first.
    fn code_point(text: &str, words: &str) -> u32 {
        text[..text.find(words).expect("it is there")].chars().count() as u32
    }

    #[test]
    fn stretches_of_the_raw_text_have_places() {
        let text = "防汛会议召开\n　　本报讯 近日，全市防汛会议召\n开，部署工作。\n责任编辑：王芳\n";
        let (found, at) = (found(text), |words: &str| code_point(text, words));
        let words = |at| place(&found, at).map(|place| place.words(&found).expect("words").to_owned());
        // Over the end of a line; to the end of the part where there is no length, or no such end in it; in furniture.
        assert_eq!(words((at("召\n开"), at("开，") + 1)).as_deref(), Some("召开"));
        assert_eq!(words((at("部署"), at("部署"))).as_deref(), Some("部署工作。"));
        assert_eq!(words((at("部署"), at("责任编辑") + 4)).as_deref(), Some("部署工作。"));
        assert_eq!(words((at("王芳"), at("王芳") + 2)).as_deref(), Some("王芳"));
        // Where nothing stands.
        assert_eq!((words((at("\n　　"), at("本报讯"))), words((9999, 9999))), (None, None));
    }

    /// From one column into the next, which stands before it in the text.
    #[test]
    fn stretches_over_columns_have_places() {
        let text = "图书馆开放\n昨日上午，市图书馆新馆正式向社    新馆的自习室有座位三百个，阅览\n会开放，首日接待读者两千余人，    室全天开放。\n";
        let (found, at) = (found(text), |words: &str| code_point(text, words));
        let there = place(&found, (at("余人，"), at("的自习室")));
        assert_eq!(there.as_ref().and_then(|place| place.words(&found)), Some("余人，新馆"));
    }

    #[test]
    fn width_padding_and_breaks_count_for_nothing() {
        let at = |text: &str, words: &str| {
            occurrences(text, &fold(words).0).into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(at("上 下同欲，上下一心", "上下"), ["上 下", "上下"]);
        assert_eq!(at("增长１２.5％，Ａ股", "12.5%"), ["１２.5％"]);
        assert_eq!(at("Hello World", "o wo"), ["o Wo"]);
        assert_eq!(at("会议召开", "会\n　议"), ["会议"]);
        assert_eq!(at("㎏", "k"), ["㎏"]);
        assert!(at("会议", "召开").is_empty());
        assert_eq!(at("人人人", "人人"), ["人人"], "no two share a character");
    }
}
