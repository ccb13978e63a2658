//! Where one page of a text ends and the next begins: at a page break, or where masthead and folio lines come again.
//!
//! Invariant: the ranges follow one another and hold all lines.

use super::line::{Break, Line};
use super::patterns::Marks;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A page has at least so many lines; a folio line that comes again sooner stands at the foot of the same page.
const SHORTEST: usize = 30;

/// What tells one issue's pages: the paper's name and the day.
const FOLIO: u32 = Marks::bit("folio_date") | Marks::bit("masthead");
/// What else stands beside them.
const BESIDE: u32 = FOLIO
    | Marks::bit("folio_only")
    | Marks::bit("section")
    | Marks::bit("editors")
    | Marks::bit("phone")
    | Marks::bit("cn_number");
/// Letters of the longest line that tells the issue or the page; body lines that name a day are longer or end as sentences do.
const FOLIO_LETTERS: u16 = 30;

/// The pages of a text, as ranges of its lines. `clean` is the text that the lines' spans index.
#[must_use]
pub fn pages(clean: &str, lines: &[Line]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let mut at = 0;
    while at < lines.len() {
        if at > start && lines[at].breaks == Break::Page {
            found.push(start..at);
            start = at;
        }
        let mut end = at;
        let mut again = false;
        let mut numbers = false;
        let mut keys = Vec::new();
        while end < lines.len() && is_beside(&lines[end]) && (end == at || lines[end].breaks != Break::Page) {
            let text = lines[end].span.of(clean);
            if let Some(key) = key_of(text, lines[end].marks) {
                again |= seen.contains(&key);
                keys.push(key);
            }
            numbers |= lines[end].marks.any(Marks::bit("folio_only")) || text.contains('版');
            end += 1;
        }
        if again && numbers && at - start >= SHORTEST {
            found.push(start..at);
            start = at;
        }
        seen.extend(keys);
        at = end.max(at + 1);
    }
    if start < lines.len() {
        found.push(start..lines.len());
    }
    found
}

fn is_beside(line: &Line) -> bool {
    line.marks.any(BESIDE) && line.letters <= FOLIO_LETTERS && !matches!(line.tail[0], '。' | '，' | '；' | '、')
}

/// What a folio line says that all pages of its issue say: a masthead, or a date without what stands behind it.
fn key_of(text: &str, marks: Marks) -> Option<String> {
    if !marks.any(FOLIO) {
        return None;
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // The day stands at the end of 年月日; the number of the page behind it differs from page to page.
    let end = text.find('日').map_or(text.len(), |at| at + '日'.len_utf8());
    Some(text[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::lines;
    use crate::source::Source;

    fn count(text: &str) -> usize {
        let source = Source::new(text);
        pages(source.clean(), &lines(&source)).len()
    }

    #[test]
    fn page_breaks_and_folio_lines_part_pages() {
        let body = "会议在当地举行，来自各地的代表参加了会议。\n".repeat(40);
        assert_eq!(count(&body), 1);
        assert_eq!(count(&format!("{body}\u{c}{body}")), 2);
        let page = |number| format!("2024年7月1日 星期一 第{number}版\n{body}");
        assert_eq!(count(&(page("一") + &page("二") + &page("三"))), 3);
        // The same day in a folio line at the foot, without a number.
        assert_eq!(count(&format!("{}2024年7月1日 星期一\n", page("一"))), 1);
    }
}
