//! The text as it was given, line by line, with the article and part that each stretch of it went to.
//!
//! Invariants: the pieces of a line, one after the other, are the line; every character that shows is counted once, as
//! placed or as unplaced.

use super::found::Found;
use crate::clean::compat::is_invisible;
use crate::edit::PartRole;
use crate::view::Part;
use std::ops::Range;

/// Tints that articles have in turn, so that neighbours differ.
pub const TINTS: u32 = 6;

/// What a stretch of the text was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The article's place in the order and its key; none for furniture.
    pub article: Option<(u32, u32)>,
    /// The part: among the article's, or of the furniture.
    pub part: u32,
    /// What it is.
    pub role: PartRole,
}

/// A line of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes in the text, without the break.
    pub bytes: Range<usize>,
    /// Its pieces, as bytes of the text, each with what it was read as; white space between two pieces of one part is part
    /// of it.
    pub pieces: Vec<(Range<usize>, Option<Owner>)>,
}

/// How many characters that show went where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// In kickers, titles and subtitles.
    pub headline: usize,
    /// In paragraphs.
    pub body: usize,
    /// In captions.
    pub captions: usize,
    /// In furniture.
    pub furniture: usize,
    /// In nothing.
    pub unplaced: usize,
    /// The text from its beginning to its end in [`COLUMNS`] stretches of one length, or fewer.
    pub columns: Vec<Column>,
}

/// A stretch of the bar that shows where everything went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// An article of this place in the order.
    Article(u32),
    /// Furniture.
    Furniture,
    /// A character in it is in no part.
    Unplaced,
}

/// Stretches of the bar: a column takes two pixels or more.
pub const COLUMNS: usize = 160;

/// The text's lines, and where its characters went.
#[must_use]
pub fn lay_out(found: &Found, text: &str) -> (Vec<Line>, Coverage) {
    let stretches = stretches(found);
    let mut next = stretches.iter().peekable();
    let mut owners: Vec<Option<Owner>> = Vec::new();
    let mut lines = Vec::new();
    let mut coverage = Coverage::default();
    let mut line = Line { bytes: 0..0, pieces: Vec::new() };
    let mut chars = text.char_indices().peekable();
    let mut at = 0;
    while let Some((byte, c)) = chars.next() {
        while next.next_if(|(span, _)| span.end <= at).is_some() {}
        let owner = next.peek().filter(|(span, _)| span.start <= at).map(|(_, owner)| *owner);
        at += 1;
        let end = byte + c.len_utf8();
        if c == '\n' || c == '\r' {
            // As an editor counts lines, and as `view::Position` does.
            if c == '\r' && chars.next_if(|(_, c)| *c == '\n').is_some() {
                at += 1;
            }
            let begin = chars.peek().map_or(text.len(), |(byte, _)| *byte);
            lines.push(std::mem::replace(&mut line, Line { bytes: begin..begin, pieces: Vec::new() }));
            continue;
        }
        line.bytes.end = end;
        if !c.is_whitespace() && !is_invisible(c) {
            coverage.count(owner);
            owners.push(owner);
            line.add(byte..end, owner);
        } else {
            line.pad(byte..end);
        }
    }
    lines.push(line);
    coverage.columns = columns(&owners);
    (lines, coverage)
}

/// The line, from 1, on which this code point of a text stands, as [`lay_out`] counts lines.
#[must_use]
pub fn line_of(text: &str, offset: u32) -> u32 {
    let mut before = '\n';
    let breaks = text.chars().take(offset as usize).filter(|&c| {
        let breaks = c == '\r' || c == '\n' && before != '\r';
        before = c;
        breaks
    });
    1 + breaks.count() as u32
}

impl Line {
    fn add(&mut self, bytes: Range<usize>, owner: Option<Owner>) {
        match self.pieces.as_mut_slice() {
            [.., (last, same)] if *same == owner => last.end = bytes.end,
            // White space between two pieces of one part.
            [.., (last, same), (gap, None)] if *same == owner && owner.is_some() && gap.start == last.end => {
                last.end = bytes.end;
                self.pieces.pop();
            }
            _ => self.pieces.push((bytes, owner)),
        }
    }

    fn pad(&mut self, bytes: Range<usize>) {
        match self.pieces.last_mut() {
            Some((last, None)) => last.end = bytes.end,
            _ => self.pieces.push((bytes, None)),
        }
    }
}

impl Coverage {
    fn count(&mut self, owner: Option<Owner>) {
        let place = match owner.map(|o| o.role) {
            Some(PartRole::Kicker | PartRole::Title | PartRole::Subtitle) => &mut self.headline,
            Some(PartRole::Paragraph) => &mut self.body,
            Some(PartRole::Caption) => &mut self.captions,
            Some(PartRole::Furniture) => &mut self.furniture,
            None => &mut self.unplaced,
        };
        *place += 1;
    }

    /// All characters that show.
    #[must_use]
    pub fn all(&self) -> usize {
        self.headline + self.body + self.captions + self.furniture + self.unplaced
    }
}

fn columns(owners: &[Option<Owner>]) -> Vec<Column> {
    let count = COLUMNS.min(owners.len());
    let column = |nth: usize| {
        let here = &owners[nth * owners.len() / count..(nth + 1) * owners.len() / count];
        if here.iter().any(Option::is_none) {
            return Column::Unplaced;
        }
        let middle = here.get(here.len() / 2).copied().flatten();
        middle.and_then(|owner| owner.article).map_or(Column::Furniture, |(at, _)| Column::Article(at))
    };
    (0..count).map(column).collect()
}

/// Stretches of code points of the text with what they were read as, in the order of the text.
#[must_use]
pub fn stretches(found: &Found) -> Vec<(Range<u32>, Owner)> {
    let mut all = Vec::new();
    let mut add = |part: &Part, owner: Owner| {
        let mut ends = part.trace.iter().skip(1).map(|&(byte, _)| byte as usize).chain([part.text.len()]);
        for &(from, first) in &part.trace {
            let until = ends.next().unwrap_or(part.text.len());
            let length = part.text.get(from as usize..until).unwrap_or_default().trim_end().chars().count() as u32;
            all.push((first..first + length, owner));
        }
    };
    for (at, article) in (0..).zip(&found.articles) {
        let key = found.keys[at as usize];
        let heads =
            [(PartRole::Kicker, &article.kicker), (PartRole::Title, &article.title), (PartRole::Subtitle, &article.subtitle)];
        let heads = heads.into_iter().filter_map(|(role, part)| Some((role, part.as_ref()?)));
        let body = article.paragraphs.iter().map(|part| (PartRole::Paragraph, part));
        let captions = article.captions.iter().map(|part| (PartRole::Caption, part));
        for (part, (role, text)) in (0..).zip(heads.chain(body).chain(captions)) {
            add(text, Owner { article: Some((at, key)), part, role });
        }
    }
    for (part, text) in (0..).zip(found.furniture.iter()) {
        add(text, Owner { article: None, part, role: PartRole::Furniture });
    }
    all.sort_by_key(|(span, _)| span.start);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, analyze};

    fn found(text: &str) -> Found {
        Found::of(&analyze(text, &Options::default()), text)
    }

    #[test]
    fn every_character_has_a_place() {
        for text in [include_str!("../../seeds/jianli.txt"), "", "⼤会 召开\r\n\r\n　　本报讯 会议\u{200B}召开。\r责任编辑：王芳"]
        {
            let (lines, coverage) = lay_out(&found(text), text);
            let shown = |c: &char| !c.is_whitespace() && !is_invisible(*c);
            assert_eq!((coverage.unplaced, coverage.all()), (0, text.chars().filter(shown).count()));
            assert!(!coverage.columns.contains(&Column::Unplaced));
            let plain: Vec<String> = text.replace("\r\n", "\n").split(['\n', '\r']).map(str::to_owned).collect();
            assert_eq!(lines.iter().map(|l| text[l.bytes.clone()].to_owned()).collect::<Vec<_>>(), plain);
            for line in &lines {
                let whole: String = line.pieces.iter().map(|(bytes, _)| &text[bytes.clone()]).collect();
                assert_eq!(whole, text[line.bytes.clone()], "the pieces are the line");
            }
        }
    }

    #[test]
    fn lines_tell_article_and_part() {
        let text = "防汛会议召开\n　　本报讯 近日，全市防汛会议召 开，部署\n工作。\n责任编辑：王芳\n";
        let (lines, coverage) = lay_out(&found(text), text);
        let roles = |line: &Line| line.pieces.iter().filter_map(|(_, o)| Some(o.as_ref()?.role)).collect::<Vec<_>>();
        let expect = [PartRole::Title, PartRole::Paragraph, PartRole::Paragraph, PartRole::Furniture];
        for (line, role) in lines.iter().zip(expect) {
            assert_eq!(roles(line), [role], "{line:?}");
        }
        assert_eq!((coverage.headline, coverage.furniture), (6, 7));
    }
}
