//! The text that edits are made to: characters by code point, and the flowing text of any stretch of it.

use super::Misfit;
use crate::clean::compat::is_invisible;
use crate::clean::padding::Setting;
use crate::report::{CodePoints, Edge, TextPart};
use crate::source::{Passage, Source};
use crate::span::Span;
use std::ops::Range;

/// Why a part that a reader has made is one.
pub(super) const BY_READER: &str = "reader";

/// A raw text and its clean form.
pub(super) struct Text {
    source: Source,
    chars: Vec<char>,
}

impl Text {
    pub(super) fn new(raw: &str) -> Self {
        Self { source: Source::new(raw), chars: raw.chars().collect() }
    }

    pub(super) fn raw(&self) -> &str {
        self.source.raw()
    }

    /// Code points.
    pub(super) fn len(&self) -> u32 {
        self.chars.len() as u32
    }

    /// Whether a code point shows something.
    pub(super) fn shows(&self, at: u32) -> bool {
        self.chars.get(at as usize).is_some_and(|&c| !c.is_whitespace() && !is_invisible(c))
    }

    /// A span without what shows nothing at its ends; none where nothing in it does.
    pub(super) fn trim(&self, (start, end): CodePoints) -> Option<CodePoints> {
        let first = (start..end).find(|&at| self.shows(at))?;
        let last = (first..end).rev().find(|&at| self.shows(at))?;
        Some((first, last + 1))
    }

    /// A part of these spans.
    pub(super) fn part(&self, spans: Vec<CodePoints>, setting: Setting) -> TextPart {
        let edge = Edge::new(&self.source);
        let text = Passage::new(&self.source, &edge.clean(&spans), setting).text().to_owned();
        TextPart { text, spans, reason: BY_READER.to_owned() }
    }

    /// Cuts spans in two: what stands before code point `at` in the order of reading, and the rest.
    pub(super) fn cut(&self, spans: &[CodePoints], at: u32) -> Result<(Vec<CodePoints>, Vec<CodePoints>), Misfit> {
        let nth = spans.iter().position(|&(start, end)| start <= at && at < end).ok_or(Misfit::NoPart(at))?;
        let (start, end) = spans[nth];
        let before = spans[..nth].iter().copied().chain(self.trim((start, at))).collect::<Vec<_>>();
        let behind = self.trim((at, end)).into_iter().chain(spans[nth + 1..].iter().copied()).collect::<Vec<_>>();
        if before.is_empty() || behind.is_empty() { Err(Misfit::NothingToCut(at)) } else { Ok((before, behind)) }
    }

    /// The flowing text of a part, to look for names in.
    pub(super) fn flow(&self, part: &TextPart, setting: Setting) -> Flowing<'_> {
        let edge = Edge::new(&self.source);
        let passage = Passage::new(&self.source, &edge.clean(&part.spans), setting);
        Flowing { edge, passage }
    }
}

/// A part's flowing text, and the way from it to code points and back.
pub(super) struct Flowing<'a> {
    edge: Edge<'a>,
    passage: Passage,
}

impl Flowing<'_> {
    pub(super) fn text(&self) -> &str {
        self.passage.text()
    }

    /// The bytes of the flowing text between two code points that show something.
    pub(super) fn range(&self, (start, end): CodePoints) -> Option<Range<usize>> {
        let place = |at: u32| self.passage.to_flow(self.edge.clean(&[(at, at + 1)]).first()?.start);
        let (first, last) = (place(start)? as usize, place(end.checked_sub(1)?)? as usize);
        let end = last + self.text()[last..].chars().next()?.len_utf8();
        (first < end).then_some(first..end)
    }

    /// Where bytes of the flowing text stand.
    pub(super) fn spans(&self, range: &Range<usize>) -> Vec<CodePoints> {
        self.edge.spans(&self.passage.to_clean(Span::new(range.start, range.end)))
    }
}
