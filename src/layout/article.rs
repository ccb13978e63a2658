//! Blocks of lines to articles.

use super::{Article, Layout, Part};
use crate::source::Source;
use crate::span::Span;

pub(super) fn read(source: &Source) -> Layout {
    let mut article = Article::default();
    let mut open: Vec<Span<crate::span::Clean>> = Vec::new();
    for &line in source.lines() {
        let text = line.of(source.clean());
        let inner = text.trim();
        if inner.is_empty() {
            if !open.is_empty() {
                article.paragraphs.push(Part { spans: std::mem::take(&mut open), reason: "blank_line" });
            }
            continue;
        }
        let start = line.start as usize + (text.len() - text.trim_start().len());
        open.push(Span::new(start, start + inner.len()));
    }
    if !open.is_empty() {
        article.paragraphs.push(Part { spans: open, reason: "blank_line" });
    }
    Layout { articles: if article.paragraphs.is_empty() { vec![] } else { vec![article] }, ..Layout::default() }
}
