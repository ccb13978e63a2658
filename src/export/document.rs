//! An article as one text with its mentions, for the tools that take a text and offsets in it.
//!
//! Invariants: the text is the article's parts, a line each; marks are in order of the text, outer before inner, nest and
//! never cross; their ends lie on character boundaries.

use crate::report::Report;
use crate::view::{Mark, Part, View};

/// The name of the document that holds what stands in no article.
const FURNITURE: &str = "furniture";

/// One article, or the page's furniture.
pub(super) struct Document<'a> {
    /// `a1`, `a2`, …; `furniture`.
    pub(super) id: &'a str,
    /// Clean text.
    pub(super) text: String,
    /// The mentions; their offsets are bytes of the text.
    pub(super) marks: Vec<Mark>,
}

/// What offsets count.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    /// Unicode code points, as Python counts.
    CodePoint,
    /// UTF-16 code units, as JavaScript counts.
    Utf16,
}

/// The articles in the order of the page, then the furniture, if there is any that shows.
pub(super) fn documents<'a>(report: &'a Report, view: &View) -> Vec<Document<'a>> {
    let articles = report.articles.iter().zip(&view.articles);
    let mut documents: Vec<Document> = articles.map(|(read, article)| Document::new(&read.id, article.parts())).collect();
    // What cleaning took out is not to be seen and may hold characters that a tool refuses.
    let mut seen = view.furniture.iter().filter(|part| part.reason != "invisible").peekable();
    if seen.peek().is_some() {
        documents.push(Document::new(FURNITURE, seen));
    }
    documents
}

impl<'a> Document<'a> {
    fn new<'p>(id: &'a str, parts: impl Iterator<Item = &'p Part>) -> Self {
        let mut document = Self { id, text: String::new(), marks: Vec::new() };
        for part in parts {
            if !document.text.is_empty() {
                document.text.push('\n');
            }
            let shift = document.text.len() as u32;
            document.text.push_str(&part.text);
            document.marks.extend(part.marks.iter().map(|&m| Mark { start: m.start + shift, end: m.end + shift, ..m }));
        }
        document
    }

    /// The text of a mention.
    pub(super) fn of(&self, mark: Mark) -> &str {
        &self.text[mark.start as usize..mark.end as usize]
    }

    /// The offsets in `unit` of the text's bytes, the end included; those of bytes inside a character are of no use.
    pub(super) fn offsets(&self, unit: Unit) -> Vec<u32> {
        let mut offsets = Vec::with_capacity(self.text.len() + 1);
        let mut at = 0;
        for c in self.text.chars() {
            offsets.extend(std::iter::repeat_n(at, c.len_utf8()));
            at += match unit {
                Unit::CodePoint => 1,
                Unit::Utf16 => c.len_utf16() as u32,
            };
        }
        offsets.push(at);
        offsets
    }
}
