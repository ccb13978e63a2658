//! One text as characters, and what the finders say about it.
//!
//! Invariant: finders count in characters of the line; bytes come back only in [`Line::span`].

use super::{Kind, Value};
use crate::span::{Flow, Span};

/// A text, character by character.
pub struct Line {
    /// The characters.
    pub chars: Vec<char>,
    /// Byte offset of each character, and the length of the text at the end.
    at: Vec<u32>,
}

/// A stretch of characters with a type, before it becomes a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its type.
    pub kind: Kind,
    /// From 0 to 1.
    pub score: f32,
    /// Which rule.
    pub rule: &'static str,
    /// What it amounts to.
    pub value: Option<Value>,
}

impl Found {
    /// A find without a value.
    pub fn new(start: usize, end: usize, kind: Kind, score: f32, rule: &'static str) -> Self {
        Self { start, end, kind, score, rule, value: None }
    }

    /// Length in characters.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether the other lies inside or is equal.
    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a character.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether they share characters and neither holds the other.
    pub fn crosses(&self, other: &Self) -> bool {
        self.overlaps(other) && !self.contains(other) && !other.contains(self)
    }
}

impl Line {
    /// Takes a text apart.
    pub fn new(text: &str) -> Self {
        let mut chars = Vec::with_capacity(text.len() / 3 + 1);
        let mut at = Vec::with_capacity(text.len() / 3 + 2);
        for (byte, c) in text.char_indices() {
            at.push(byte as u32);
            chars.push(c);
        }
        at.push(text.len() as u32);
        Self { chars, at }
    }

    /// Length in characters.
    #[inline]
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `at`; a zero character past the end.
    #[inline]
    pub fn get(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\0')
    }

    /// The character before `at`; a zero character at the start.
    #[inline]
    pub fn before(&self, at: usize) -> char {
        if at == 0 { '\0' } else { self.get(at - 1) }
    }

    /// Whether `word` stands at `at`.
    #[inline]
    pub fn starts(&self, at: usize, word: &str) -> bool {
        let mut at = at;
        word.chars().all(|c| {
            at += 1;
            self.get(at - 1) == c
        })
    }

    /// Whether `word` ends at `end` (exclusive).
    #[inline]
    pub fn ends(&self, end: usize, word: &str) -> bool {
        let mut at = end;
        word.chars().rev().all(|c| {
            let same = at > 0 && self.chars[at - 1] == c;
            at = at.saturating_sub(1);
            same
        })
    }

    /// The first of `words` that stands at `at`, with its length in characters. Longer words come first in the list.
    #[inline]
    pub fn first_of<'w>(&self, at: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words.iter().find(|w| self.starts(at, w)).map(|w| (*w, w.chars().count()))
    }

    /// The first of `words` that ends at `end`, with its length in characters. Longer words come first in the list.
    #[inline]
    pub fn last_of<'w>(&self, end: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words.iter().find(|w| self.ends(end, w)).map(|w| (*w, w.chars().count()))
    }

    /// The characters as a string.
    #[cfg(test)]
    pub fn string(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    /// The character that byte `at` of the text begins, or that it lies in.
    pub fn index(&self, at: u32) -> usize {
        self.at.partition_point(|&byte| byte < at)
    }

    /// The span in bytes.
    pub fn span(&self, start: usize, end: usize) -> Span<Flow> {
        Span::new(self.at[start] as usize, self.at[end] as usize)
    }
}
