//! A small network that helps the n-grams with the sentences they are unsure of: it sees fifteen characters to both sides.
//!
//! Four layers of dilated convolutions (Yu and Koltun 2016; for names Strubell and others 2017) over what each character is and what the n-grams
//! say of it; what comes out is added to the n-grams' scores. Learned from the names that a larger network read
//! (`models/README.md`).
//!
//! Invariant: from the characters to the scores there are whole numbers alone, so that every machine reads alike; the one product of
//! fractions, when the file is read, is the same everywhere.
//!
//! The file: magic `JBN1`; as 16-bit numbers how many characters are known, how wide an embedding is, how wide a layer, how many layers,
//! how far each looks; the embedding; each layer (for each output what stands before, here and behind) and the last one, whose sizes
//! and biases give steps of a score. `src/network.rs` tells the form of each.

use super::LABELS;
use super::keys::fold;
use super::weights::ROW;
use crate::network::{Embedding, LANES, Layer, Parts, lanes};
use std::sync::OnceLock;
use wide::i16x8;

static FILE: &[u8] = include_bytes!("../../../models/names_net.bin");

/// The first bytes of the file.
const MAGIC: &[u8; 4] = b"JBN1";
/// The n-grams' scores as the network sees them: so many 256ths a step.
const SCORE_SHARE: i16 = 4;
/// What they are at most, in steps.
const SCORE_MOST: i16 = 6 * 64;

/// The network.
pub struct Net {
    embedding: Embedding,
    /// Each layer, and how far before and behind the outer rows stand: an output is a weighted sum of what a character's row and the
    /// rows on both sides hold.
    layers: Vec<(usize, Layer)>,
    last: Layer,
}

/// What a network works in, kept from sentence to sentence.
#[derive(Default)]
pub struct Buffers {
    /// What goes into a layer: a row a character, and rows of zeros before and behind as far as a layer looks.
    rows: Vec<i16>,
    /// For each character the rows that a layer looks at, one behind the other.
    seen: Vec<i16x8>,
    /// What comes out, output by output.
    out: Vec<i32>,
}

impl Net {
    /// The network of the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LOADED: OnceLock<Net> = OnceLock::new();
        LOADED.get_or_init(|| Self::read(FILE))
    }

    /// Reads a file. One that is cut short gives a network that says less; it never panics.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let mut parts = Parts::of(bytes, MAGIC);
        let [characters, embedding_width, width, count] = std::array::from_fn(|_| parts.short());
        let reaches: Vec<usize> = (0..count).map(|_| parts.short()).collect();
        let embedding = parts.embedding(characters, embedding_width);
        let inputs = |at: usize| if at == 0 { embedding_width + LABELS } else { width };
        let layers = reaches.iter().enumerate().map(|(at, reach)| (*reach, parts.layer(width, inputs(at), 3))).collect();
        let last = parts.layer(if width > 0 { LABELS } else { 0 }, width, 1);
        Self { embedding, layers, last }
    }

    /// Adds to the scores of a sentence's labels what the network says of them.
    pub fn add(&self, characters: &[char], scores: &mut [[i16; ROW]], work: &mut Buffers) {
        let n = characters.len();
        let margin = self.layers.iter().map(|(reach, _)| *reach).max().unwrap_or(0);
        if n == 0 || self.layers.is_empty() {
            return;
        }
        let width = (self.embedding.width + LABELS).next_multiple_of(LANES);
        work.rows.clear();
        work.rows.resize((n + 2 * margin) * width, 0);
        for ((row, c), told) in work.rows[margin * width..].chunks_exact_mut(width).zip(characters).zip(&*scores) {
            let (character, scores) = row.split_at_mut(self.embedding.width);
            character.copy_from_slice(self.embedding.row(fold(*c)));
            for (slot, score) in scores.iter_mut().zip(&told[..LABELS]) {
                *slot = (score - told[0]).clamp(-SCORE_MOST, SCORE_MOST) * SCORE_SHARE;
            }
        }
        let mut width = width;
        for (at, (reach, layer)) in self.layers.iter().enumerate() {
            work.seen.clear();
            for middle in margin..margin + n {
                for seen in [middle - reach, middle, middle + reach] {
                    work.seen.extend(lanes(&work.rows[seen * width..][..width]));
                }
            }
            layer.apply(&work.seen, &mut work.out);
            if at == 0 {
                width = layer.outputs().next_multiple_of(LANES);
                work.rows.clear();
                work.rows.resize((n + 2 * margin) * width, 0);
            }
            // What comes out is added to what came in, but for the first layer.
            for (output, column) in work.out.chunks_exact(n).enumerate() {
                let slots = work.rows[margin * width + output..].iter_mut().step_by(width);
                for (slot, value) in slots.zip(column) {
                    *slot = (i32::from(*slot) + value.max(&0)).min(i32::from(i16::MAX)) as i16;
                }
            }
        }
        work.seen.clear();
        work.seen.extend(lanes(&work.rows[margin * width..][..n * width]));
        self.last.apply(&work.seen, &mut work.out);
        for (label, column) in work.out.chunks_exact(n).enumerate() {
            for (row, value) in scores.iter_mut().zip(column) {
                row[label] = row[label].saturating_add((*value).clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One known character, one output of one layer, which weighs what stands before once, here twice, behind three times; the label
    /// 5 is told as much as that output says, the label 0 seven steps.
    fn file() -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for number in [1, 1, 1, 1, 1, '中' as u16] {
            out.extend(number.to_le_bytes());
        }
        out.extend(256_f32.to_le_bytes());
        out.extend([0, 1]);
        for weight in [1, 2, 3] {
            out.push(weight);
            out.extend([0; LABELS]);
        }
        out.extend(65_536_u32.to_le_bytes());
        out.extend(0_i32.to_le_bytes());
        out.extend((0..LABELS).map(|label| u8::from(label == 5)));
        out.extend([6_144_u32; LABELS].iter().flat_map(|size| size.to_le_bytes()));
        out.extend((0..LABELS).flat_map(|label| if label == 0 { 7_i32 } else { 0 }.to_le_bytes()));
        out
    }

    fn added(net: &Net, text: &str) -> Vec<[i16; ROW]> {
        let characters: Vec<char> = text.chars().collect();
        let mut scores = vec![[0; ROW]; characters.len()];
        net.add(&characters, &mut scores, &mut Buffers::default());
        scores
    }

    #[test]
    fn a_layer_sees_both_sides() {
        let scores = added(&Net::read(&file()), "中文中");
        // 24 steps are 256 of 256.
        assert_eq!(scores.iter().map(|row| row[5]).collect::<Vec<_>>(), [2 * 24, (1 + 3) * 24, 2 * 24]);
        assert!(scores.iter().all(|row| row[0] == 7 && row[1] == 0));
    }

    #[test]
    fn what_the_ngrams_say_is_kept() {
        let characters = ['中'];
        let mut scores = [[100; ROW]];
        Net::read(&file()).add(&characters, &mut scores, &mut Buffers::default());
        assert_eq!((scores[0][5], scores[0][0], scores[0][1]), (148, 107, 100));
    }

    #[test]
    fn a_cut_file_says_less_and_does_not_panic() {
        for len in 0..file().len() {
            let _ = added(&Net::read(&file()[..len]), "中文中");
        }
        for len in (0..64).chain((64..FILE.len()).step_by(FILE.len() / 20)) {
            for text in ["", "王", "副市长", "副市长王士春到会。"] {
                let _ = added(&Net::read(&FILE[..len]), text);
            }
        }
    }
}
