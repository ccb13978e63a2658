//! What a stretch of text speaks of: the sum of rows that its characters have, learned so that pieces of one article, and its title,
//! are more alike than those of different ones (`tools/nets/subjects.py`). It tells where wording has not a word in common.
//!
//! The file: magic `JBS1`; as 16-bit numbers how many characters are known and how wide a row is ([`WIDTH`]); the rows, as
//! `src/network.rs` reads an embedding.

use crate::network::{Embedding, Parts};
use std::sync::LazyLock;

/// How many numbers a subject is.
pub const WIDTH: usize = 32;

/// The first bytes of the file.
const MAGIC: &[u8; 4] = b"JBS1";

static ROWS: LazyLock<Embedding> = LazyLock::new(|| {
    let mut parts = Parts::of(include_bytes!("../../models/subjects.bin"), MAGIC);
    let [characters, width] = [parts.short(), parts.short()];
    parts.embedding(if width == WIDTH { characters } else { 0 }, WIDTH)
});

/// A stretch's subject. Its numbers end where 32 bits do: two million times one character, which no text of a paper comes near.
#[derive(Clone, Copy, Debug)]
pub struct Subject([i32; WIDTH]);

impl Default for Subject {
    fn default() -> Self {
        Self([0; WIDTH])
    }
}

impl Subject {
    /// Of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut sums = [0; WIDTH];
        for c in text.chars() {
            sums.iter_mut()
                .zip(ROWS.row(c as u32))
                .for_each(|(sum, value): (&mut i32, _)| *sum = sum.saturating_add(i32::from(*value)));
        }
        Self(sums)
    }

    /// Of two stretches together.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(sum, value)| *sum = sum.saturating_add(*value));
        self
    }

    /// Of what is left without a part.
    #[must_use]
    pub fn without(mut self, part: &Self) -> Self {
        self.0.iter_mut().zip(&part.0).for_each(|(sum, value)| *sum = sum.saturating_sub(*value));
        self
    }

    /// Of several stretches together.
    #[must_use]
    pub fn sum<'a>(subjects: impl Iterator<Item = &'a Self>) -> Self {
        subjects.fold(Self::default(), Self::with)
    }

    /// How alike two are, from -1 to 1 (the cosine); 0 where one says nothing.
    #[must_use]
    pub fn alike(&self, other: &Self) -> f32 {
        let length = libm::sqrtf(self.dot(self)) * libm::sqrtf(other.dot(other));
        if length > 0.0 { self.dot(other) / length } else { 0.0 }
    }

    /// The product of both, which is large where both are long and alike.
    fn dot(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| *a as f32 * *b as f32).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Subject;

    #[test]
    fn texts_of_one_subject_are_alike() {
        let [orchard, fruit, goal] =
            ["果园里苹果丰收，果农忙着采摘", "种植大户说今年水果产量高", "球队在决赛中攻入一球，夺得冠军"].map(Subject::of);
        assert!(orchard.alike(&fruit) > orchard.alike(&goal) + 0.2);
        assert!((orchard.alike(&orchard) - 1.0).abs() < 1e-3);
        assert!(orchard.alike(&Subject::of("abc")).abs() < f32::EPSILON);
        assert_eq!(orchard.with(&goal).without(&goal).0, orchard.0);
    }

    #[test]
    fn what_is_too_long_is_still_alike() {
        let most = Subject([i32::MAX; super::WIDTH]);
        assert!((most.with(&most).alike(&most) - 1.0).abs() < 1e-3);
        assert!(most.alike(&Subject([i32::MIN; super::WIDTH])) < -0.99);
    }
}
