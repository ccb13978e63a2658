//! The lines of a page and what can be seen of each by itself.
//!
//! Invariant: a line's span holds no line break and neither begins nor ends with white space; blank lines are counted,
//! not kept. Widths are in half ems: an ideograph is 2, a Latin letter or digit 1.

use super::columns::unmix;
use super::gap::{Rows, Space};
use super::junction::{self, End};
use super::patterns::Marks;
use crate::clean::{is_han, padding};
use crate::source::Source;
use crate::span::{Clean, Span};

/// One line that holds text.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where, without white space at its ends.
    pub span: Span<Clean>,
    /// Width in half ems, white space inside left out.
    pub width: u16,
    /// Width of the column around it, in half ems.
    pub column: u16,
    /// Blank lines before it.
    pub blanks: u16,
    /// White space before its first character, in half ems.
    pub indent: u16,
    /// Whether the page set it letter by letter, so that it fills its column whatever its width.
    pub letterspaced: bool,
    /// A page break, or another line's text on the same line, lies before it.
    pub breaks: Break,
    /// The first characters, white space left out; `'\0'` beyond the end.
    pub head: End,
    /// The last characters, the very last first; `'\0'` beyond the beginning.
    pub tail: End,
    /// What its wording says it is.
    pub marks: Marks,
    /// Ideographs, digits and letters, without marks of punctuation.
    pub letters: u16,
}

/// What parts a line from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// A line break.
    Line,
    /// A gap in the same physical line: the text of another column.
    Gap,
    /// A page break.
    Page,
}

/// White space, in half ems, that parts two columns on one physical line; justified padding is narrower.
const COLUMN_GAP: usize = 3;
/// So many characters of white space part columns too, except behind a dateline or a bracket, where papers set them as they are.
const GAP_SPACES: usize = 2;
/// Where counts of half ems, letters and blank lines end: no line of a page is as long, and some texts are one line.
const MOST: u16 = 9999;

/// Lines on either side that tell a line's column.
const COLUMN_REACH: usize = 7;

/// Splits a text into its lines, in the order in which they read.
#[must_use]
pub fn lines(source: &Source) -> Vec<Line> {
    let clean = source.clean();
    let mut lines: Vec<Line> = Vec::with_capacity(source.lines().len());
    let mut blanks = 0;
    let mut page = false;
    let rows = Rows::new(source);
    let mut row = 0;
    for &physical in source.lines() {
        page |= physical.start > 0 && clean.as_bytes()[physical.start as usize - 1] == b'\x0C';
        let text = physical.of(clean);
        if text.trim().is_empty() {
            blanks = MOST.min(blanks + 1);
            continue;
        }
        let mut breaks = if page { Break::Page } else { Break::Line };
        for (span, indent) in columns(text, physical.start as usize, |before, behind| rows.parts(Space { row, before, behind })) {
            lines.push(line(clean, span, blanks, indent, breaks));
            blanks = 0;
            breaks = Break::Gap;
        }
        page = false;
        row += 1;
    }
    unmix(&mut lines);
    set_columns(&mut lines);
    lines
}

/// The stretches of one physical line, each with the white space before it in half ems; `parts` tells of a single space whether columns
/// stand on both sides.
pub fn columns(text: &str, offset: usize, mut parts: impl FnMut(&str, &str) -> bool) -> Vec<(Span<Clean>, u16)> {
    let mut found = Vec::new();
    let letterspaced = padding::is_letterspaced(text);
    let mut start: Option<usize> = None;
    let mut end = 0;
    let mut gap = 0;
    let mut spaces = 0;
    let mut indent = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            gap += if c == '\u{3000}' || c == '\t' { 2 } else { 1 };
            spaces += 1;
            continue;
        }
        match start {
            None => {
                indent = gap;
                start = Some(at);
            }
            Some(from)
                if gap > 0
                    && !letterspaced
                    && (gap >= COLUMN_GAP
                        || spaces >= GAP_SPACES && !text[from..end].ends_with(['）', '电', '讯'])
                        || gap == 1 && parts(&text[from..end], text[at..].trim_end())) =>
            {
                found.push((Span::new(offset + from, offset + end), indent.min(99) as u16));
                indent = gap;
                start = Some(at);
            }
            Some(_) => {}
        }
        gap = 0;
        spaces = 0;
        end = at + c.len_utf8();
    }
    if let Some(from) = start {
        found.push((Span::new(offset + from, offset + end), indent.min(99) as u16));
    }
    found
}

/// A part of a line by itself, given as a range of bytes of the clean text; `parted` tells that more of the line stands before it.
#[must_use]
pub(super) fn piece(clean: &str, whole: &Line, part: std::ops::Range<usize>, parted: bool) -> Line {
    let (blanks, indent, breaks) = if parted { (0, 0, Break::Gap) } else { (whole.blanks, whole.indent, whole.breaks) };
    Line { column: whole.column, ..line(clean, Span::new(part.start, part.end), blanks, indent, breaks) }
}

fn line(clean: &str, span: Span<Clean>, blanks: u16, indent: u16, breaks: Break) -> Line {
    let text = span.of(clean);
    let mut width = 0;
    let mut letters = 0;
    let mut count = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        width = MOST.min(width + if c.is_ascii() { 1 } else { 2 });
        letters = MOST.min(letters + u16::from(is_han(c) || c.is_alphanumeric()));
        count += 1;
    }
    Line {
        span,
        width,
        column: width,
        blanks,
        indent,
        letterspaced: count > 3 && padding::is_letterspaced(text),
        breaks,
        head: junction::head(text),
        tail: junction::tail(text),
        marks: Marks::of(text),
        letters,
    }
}

/// The column of a line is the width, not below its own, that the lines around it reach most often, near ones counting most; a
/// line wider than all of them (a headline) stands in the column that they have.
fn set_columns(lines: &mut [Line]) {
    /// Half ems that lines of one column differ by without a reason.
    const SAME: i32 = 1;
    /// A column that a line is too wide for must be so much better filled than the line's own width.
    const BEYOND: usize = 4;
    let widths: Vec<i32> = lines.iter().map(|l| i32::from(l.width)).collect();
    for at in 0..widths.len() {
        let from = at.saturating_sub(COLUMN_REACH);
        let near = &widths[from..widths.len().min(at + COLUMN_REACH + 1)];
        let filled = |width: i32| -> usize {
            near.iter()
                .enumerate()
                .filter(|&(i, &w)| (w - width).abs() <= SAME && from + i != at)
                .map(|(i, _)| COLUMN_REACH + 1 - (from + i).abs_diff(at))
                .sum()
        };
        let own = widths[at];
        let mut different = near.to_vec();
        different.sort_unstable();
        different.dedup();
        let filled: Vec<(usize, i32)> = different.into_iter().map(|w| (filled(w), w)).collect();
        let best = |fits: &dyn Fn(i32) -> bool| filled.iter().copied().filter(|(_, w)| fits(*w)).max();
        let (score, mut column) = best(&|w| w >= own - SAME).unwrap_or((0, own));
        if let Some((narrow_score, narrow)) = best(&|w| w < own - SAME)
            && narrow_score > (score + 1) * BEYOND
            && column <= own + SAME
        {
            column = narrow;
        }
        lines[at].column = column.max(1) as u16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, parts: &[&str]) {
        let source = Source::new(text);
        let found: Vec<&str> = lines(&source).iter().map(|line| line.span.of(source.clean())).collect();
        assert_eq!(found, parts);
    }

    #[test]
    fn columns_on_one_line_are_parted() {
        check("各地各部门要提高认识，进一    图书馆昨日开放", &["各地各部门要提高认识，进一", "图书馆昨日开放"]);
        check("甲乙重点  各地各部门要提高认识", &["甲乙重点", "各地各部门要提高认识"]);
    }

    #[test]
    fn other_spaces_part_nothing() {
        for text in [
            "携手推进一体化发展 奋进新征程",
            "本报讯（记者甲乙）  昨日，图书馆开放",
            "本报讯（记者甲乙丙丁 通讯员戊己）昨日，图书馆开放",
            "去年图书馆的新读者，超过1600 人",
            "图为读者在馆内看书，馆里座无虚席。 丙丁 摄",
        ] {
            check(text, &[text]);
        }
    }
}
