//! The edge where bytes become code points, and back.

use super::CodePoints;
use crate::clean::padding::Setting;
use crate::source::{Passage, Source};
use crate::span::{Clean, Raw, Span};

/// Turns spans of a source into code points of its raw text, and back.
pub(crate) struct Edge<'a> {
    source: &'a Source,
    /// Code points before each block of `BLOCK` bytes of the raw text.
    blocks: Vec<u32>,
}

/// Bytes a block: few enough to count in no time, many enough to keep the table small.
const BLOCK: usize = 128;

impl<'a> Edge<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        let mut blocks = Vec::with_capacity(source.raw().len() / BLOCK + 1);
        let mut count = 0;
        for (at, &byte) in source.raw().as_bytes().iter().enumerate() {
            if at % BLOCK == 0 {
                blocks.push(count);
            }
            count += u32::from(is_first(byte));
        }
        Self { source, blocks }
    }

    /// Code points before byte `at` of the raw text.
    pub(crate) fn count(&self, at: usize) -> u32 {
        let Some(last) = self.blocks.len().checked_sub(1) else { return 0 };
        let block = (at / BLOCK).min(last);
        let rest = &self.source.raw().as_bytes()[block * BLOCK..at];
        self.blocks[block] + rest.iter().filter(|&&b| is_first(b)).count() as u32
    }

    /// The byte of the raw text that code point `at` begins with; its length where the text has no more.
    fn byte(&self, at: u32) -> usize {
        let raw = self.source.raw();
        let Some(block) = self.blocks.partition_point(|&before| before <= at).checked_sub(1) else { return 0 };
        let mut left = at - self.blocks[block];
        for (byte, &value) in raw.as_bytes().iter().enumerate().skip(block * BLOCK) {
            if is_first(value) {
                if left == 0 {
                    return byte;
                }
                left -= 1;
            }
        }
        raw.len()
    }

    /// The clean text that came from these stretches of the raw text; stretches that touch there become one.
    pub(crate) fn clean(&self, spans: &[CodePoints]) -> Vec<Span<Clean>> {
        let mut found: Vec<Span<Clean>> = Vec::with_capacity(spans.len());
        for &(start, end) in spans.iter().filter(|span| span.0 < span.1) {
            let span = self.source.to_clean(Span::new(self.byte(start), self.byte(end)));
            match found.last_mut() {
                _ if span.is_empty() => {}
                Some(last) if last.end == span.start => *last = Span::new(last.start as usize, span.end as usize),
                _ => found.push(span),
            }
        }
        found
    }

    pub(crate) fn span(&self, span: Span<Raw>) -> CodePoints {
        (self.count(span.start as usize), self.count(span.end as usize))
    }

    /// The stretches of the raw text that clean spans came from, without the characters that cleaning took out.
    pub(crate) fn spans(&self, spans: &[Span<Clean>]) -> Vec<CodePoints> {
        spans.iter().flat_map(|&s| self.source.to_raw_kept(s)).map(|s| self.span(s)).collect()
    }

    /// The flowing text of clean spans.
    pub(crate) fn text(&self, spans: &[Span<Clean>]) -> String {
        Passage::new(self.source, spans, Setting::Prose).text().to_owned()
    }
}

/// Whether a byte begins a code point of UTF-8.
fn is_first(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
