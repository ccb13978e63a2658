//! One text: as it was given, its clean form, the map between them, and its lines.
//!
//! Invariants: the clean text has one character for each raw character that is kept, in the same order; `to_raw` of a
//! clean span covers exactly the raw characters that it came from; [`Passage`] draws its characters from the clean
//! text, one for one, and may leave characters out but never adds any.

use crate::clean::{self, Kept, padding, padding::Setting};
use crate::span::{Clean, Flow, Raw, Span};

/// A text and its clean form.
pub struct Source {
    raw: String,
    clean: String,
    /// Where the distance between clean and raw offsets changes, ascending by `inner`.
    map: Map,
    lines: Vec<Span<Clean>>,
    /// Ascending and apart.
    taken_out: Vec<Span<Raw>>,
}

impl Source {
    /// Cleans `raw`. Linear in its length.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let mut clean = String::with_capacity(raw.len());
        let mut map = Map::default();
        let mut taken_out: Vec<Span<Raw>> = Vec::new();
        let mut end = 0;
        for Kept { c, at, len } in clean::characters(raw) {
            if end < at {
                taken_out.push(Span::new(end as usize, at as usize));
            }
            map.push(clean.len(), at as usize, c.len_utf8(), len as usize);
            clean.push(c);
            end = at + len;
        }
        if (end as usize) < raw.len() {
            taken_out.push(Span::new(end as usize, raw.len()));
        }
        map.close(clean.len(), raw.len());
        let mut lines = Vec::new();
        let mut start = 0;
        for (at, c) in clean.char_indices() {
            if c == '\n' || c == '\u{0C}' {
                lines.push(Span::new(start, at));
                start = at + 1;
            }
        }
        lines.push(Span::new(start, clean.len()));
        Self { raw: raw.to_owned(), clean, map, lines, taken_out }
    }

    /// The text as it was given.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The text with canonical characters; line breaks are `\n`, page breaks `\u{0C}`.
    #[must_use]
    pub fn clean(&self) -> &str {
        &self.clean
    }

    /// The lines of the clean text, without their breaks; blank ones included.
    #[must_use]
    pub fn lines(&self) -> &[Span<Clean>] {
        &self.lines
    }

    /// The raw text under a clean span.
    #[must_use]
    pub fn to_raw(&self, span: Span<Clean>) -> Span<Raw> {
        let (start, end) = self.map.outer(span.start as usize, span.end as usize);
        Span::new(start, end)
    }

    /// The stretches of the raw text under a clean span, without the characters that cleaning took out.
    #[must_use]
    pub fn to_raw_kept(&self, span: Span<Clean>) -> Vec<Span<Raw>> {
        let Span { mut start, end, .. } = self.to_raw(span);
        let mut found = Vec::with_capacity(1);
        let first = self.taken_out.partition_point(|out| out.end <= start);
        for out in self.taken_out[first..].iter().take_while(|out| out.start < end) {
            if start < out.start {
                found.push(Span::new(start as usize, out.start as usize));
            }
            start = out.end;
        }
        if start < end {
            found.push(Span::new(start as usize, end as usize));
        }
        found
    }

    /// The stretches of the raw text that cleaning took out: characters that show nothing.
    #[must_use]
    pub fn taken_out(&self) -> &[Span<Raw>] {
        &self.taken_out
    }

    /// The clean text that came from a raw span, widened to whole characters.
    #[must_use]
    pub fn to_clean(&self, span: Span<Raw>) -> Span<Clean> {
        let (start, end) = self.map.inner(span.start as usize, span.end as usize);
        Span::new(start, end)
    }
}

/// The flowing text of one part of a page, drawn from one or several stretches of the clean text.
pub struct Passage {
    text: String,
    map: Map,
    spans: Vec<Span<Clean>>,
    /// Where each of `spans` begins in the flowing text, in bytes.
    starts: Vec<u32>,
}

impl Passage {
    /// Flows the stretches `spans` (in reading order) together: white space at their ends and padding inside them goes.
    #[must_use]
    pub fn new(source: &Source, spans: &[Span<Clean>], setting: Setting) -> Self {
        let mut text = String::new();
        let mut map = Map::default();
        let mut last: Option<char> = None;
        let mut end = 0;
        let mut starts = Vec::with_capacity(spans.len());
        for &span in spans {
            starts.push(text.len() as u32);
            let line = span.of(source.clean());
            let spaced = setting == Setting::Headline && padding::is_letterspaced(line);
            let mut gap: Option<usize> = None;
            for (at, c) in line.char_indices() {
                let at = at + span.start as usize;
                if c.is_whitespace() {
                    gap.get_or_insert(at);
                    continue;
                }
                if let (Some(space), Some(before)) = (gap, last)
                    && !text.is_empty()
                    && space > span.start as usize
                    && padding::keeps_space(setting, before, c, spaced)
                {
                    map.push(text.len(), space, 1, source.clean()[space..].chars().next().map_or(1, char::len_utf8));
                    text.push(' ');
                }
                gap = None;
                map.push(text.len(), at, c.len_utf8(), c.len_utf8());
                text.push(c);
                last = Some(c);
                end = at + c.len_utf8();
            }
        }
        map.close(text.len(), end);
        Self { text, map, spans: spans.to_vec(), starts }
    }

    /// The flowing text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The stretches of the clean text that it was drawn from.
    #[must_use]
    pub fn spans(&self) -> &[Span<Clean>] {
        &self.spans
    }

    /// Where the character that begins at this byte of the clean text stands in the flowing text; none for one that is not
    /// in it.
    #[must_use]
    pub fn to_flow(&self, at: u32) -> Option<u32> {
        let stretch = self.map.stretches.iter().find(|s| (s.outer..s.outer + s.outer_len).contains(&at))?;
        Some(stretch.inner + if stretch.exact { at - stretch.outer } else { 0 })
    }

    /// The stretches of the clean text under a span of the flowing text: one for each line that it touches, without
    /// white space at their ends.
    #[must_use]
    pub fn to_clean(&self, span: Span<Flow>) -> Vec<Span<Clean>> {
        let mut found = Vec::new();
        let first = self.starts.partition_point(|&start| start <= span.start).saturating_sub(1);
        for at in first..self.spans.len() {
            let start = self.starts[at].max(span.start);
            let end = self.starts.get(at + 1).map_or(span.end, |&next| next.min(span.end));
            if start >= span.end {
                break;
            }
            if start < end {
                let (start, end) = self.map.outer(start as usize, end as usize);
                found.push(Span::new(start, end));
            }
        }
        found
    }
}

/// Offsets of an inner text against the outer one that its characters were drawn from.
#[derive(Default)]
struct Map {
    /// Each stretch maps `inner..inner+inner_len` to `outer..outer+outer_len`; where the lengths are equal the
    /// characters are, byte for byte, at the same distance.
    stretches: Vec<Stretch>,
    inner_len: usize,
    outer_len: usize,
}

struct Stretch {
    inner: u32,
    outer: u32,
    inner_len: u32,
    outer_len: u32,
    /// Whether offsets inside count one for one.
    exact: bool,
}

impl Map {
    fn push(&mut self, inner: usize, outer: usize, inner_len: usize, outer_len: usize) {
        let exact = inner_len == outer_len;
        if let Some(last) = self.stretches.last_mut()
            && exact
            && last.exact
            && last.inner + last.inner_len == inner as u32
            && last.outer + last.outer_len == outer as u32
        {
            last.inner_len += inner_len as u32;
            last.outer_len += outer_len as u32;
            return;
        }
        self.stretches.push(Stretch {
            inner: inner as u32,
            outer: outer as u32,
            inner_len: inner_len as u32,
            outer_len: outer_len as u32,
            exact,
        });
    }

    fn close(&mut self, inner_len: usize, outer_len: usize) {
        self.inner_len = inner_len;
        self.outer_len = outer_len;
    }

    /// The outer range of a non-empty inner range; an empty one gives the place before the next character.
    fn outer(&self, start: usize, end: usize) -> (usize, usize) {
        let at = self.stretches.partition_point(|s| (s.inner + s.inner_len) as usize <= start);
        let Some(first) = self.stretches.get(at) else { return (self.outer_len, self.outer_len) };
        let from = (first.outer as usize) + if first.exact { start.saturating_sub(first.inner as usize) } else { 0 };
        if end <= start {
            return (from, from);
        }
        let at = self.stretches.partition_point(|s| ((s.inner + s.inner_len) as usize) < end);
        let Some(last) = self.stretches.get(at) else { return (from, self.outer_len) };
        let to =
            if last.exact { last.outer as usize + (end - last.inner as usize) } else { (last.outer + last.outer_len) as usize };
        (from, to.max(from))
    }

    /// The inner range of an outer range, widened to whole replaced stretches.
    fn inner(&self, start: usize, end: usize) -> (usize, usize) {
        let at = self.stretches.partition_point(|s| (s.outer + s.outer_len) as usize <= start);
        let Some(first) = self.stretches.get(at) else { return (self.inner_len, self.inner_len) };
        let from = first.inner as usize + if first.exact { start.saturating_sub(first.outer as usize) } else { 0 };
        let at = self.stretches.partition_point(|s| (s.outer as usize) < end);
        let Some(last) = at.checked_sub(1).and_then(|at| self.stretches.get(at)) else { return (from, from) };
        let inside = (end - last.outer as usize).min(last.outer_len as usize);
        let to = last.inner as usize + if last.exact { inside } else { last.inner_len as usize };
        (from, to.max(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_traces_to_raw_and_back() {
        let source = Source::new("⽤于\u{200B}⽀持１２．２２％\r\n项 红");
        assert_eq!(source.clean(), "用于支持12.22%\n项 红");
        let at = source.clean().find("12.22%").unwrap();
        let span = Span::new(at, at + 6);
        assert_eq!(source.to_raw(span).of(source.raw()), "１２．２２％");
        assert_eq!(source.to_clean(source.to_raw(span)), span);
        assert_eq!(source.to_raw(Span::new(3, 9)).of(source.raw()), "于\u{200B}⽀");
    }

    #[test]
    fn a_passage_flows_and_traces() {
        let source = Source::new("增 长 12.22％ ，\n税收。项\n红");
        let passage = Passage::new(&source, source.lines(), Setting::Prose);
        assert_eq!(passage.text(), "增长12.22%，税收。项红");
        let at = passage.text().find("项红").unwrap();
        let spans = passage.to_clean(Span::new(at, at + 6));
        let texts: Vec<&str> = spans.iter().map(|s| s.of(source.clean())).collect();
        assert_eq!(texts, ["项", "红"]);
    }

    #[test]
    fn headline_spaces_stay() {
        let source = Source::new("抓紧抓细抓实 全力攻坚");
        assert_eq!(Passage::new(&source, source.lines(), Setting::Headline).text(), "抓紧抓细抓实 全力攻坚");
        assert_eq!(Passage::new(&source, source.lines(), Setting::Prose).text(), "抓紧抓细抓实全力攻坚");
    }
}
