//! Half-open byte ranges, typed by the text that they index.
//!
//! Invariant: `start <= end`, and both lie on character boundaries of the text named by `T`. Offsets are bytes (UTF-8)
//! everywhere inside; they become code points or UTF-16 units in `report` and `export` alone.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// Marks spans of the text as it was given.
pub enum Raw {}
/// Marks spans of the clean text ([`crate::source::Source::clean`]): canonical characters, the page's lines kept.
pub enum Clean {}
/// Marks spans of one passage's flowing text ([`crate::source::Passage`]): line breaks and padding taken out.
pub enum Flow {}

/// The byte range `[start, end)` of the text that `T` names.
pub struct Span<T> {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    text: PhantomData<fn() -> T>,
}

impl<T> Span<T> {
    /// The range from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// When `start > end`: a programming error.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start: start as u32, end: end as u32, text: PhantomData }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies inside.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as indices of a string.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside (or equals) this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Span<T> {}
impl<T> PartialEq for Span<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<T> Eq for Span<T> {}
impl<T> PartialOrd for Span<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
/// By start; of two that start together the longer (outer) one first.
impl<T> Ord for Span<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, other.end).cmp(&(other.start, self.end))
    }
}
impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
