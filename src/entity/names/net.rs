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
//! how far each looks; the characters in ascending order as distances; the size of an embedding's step in 256ths (a 32-bit float) and
//! the steps (signed bytes), first of characters that are not known; of each layer and of the last: the weights (signed bytes, for each
//! output what stands before, here and behind), then each output's size of a step in 65,536ths, then each one's bias in 256ths; the last
//! layer's sizes and biases give steps of a score. All little-endian.

use super::LABELS;
use super::keys::fold;
use super::weights::ROW;
use std::sync::OnceLock;
use wide::{i16x8, i32x4};

static FILE: &[u8] = include_bytes!("../../../models/names_net.bin");

/// The first bytes of the file.
const MAGIC: &[u8; 4] = b"JBN1";
/// The n-grams' scores as the network sees them: so many 256ths a step.
const SCORE_SHARE: i16 = 4;
/// What they are at most, in steps.
const SCORE_MOST: i16 = 6 * 64;
/// Rows are this wide or a multiple of it: a processor multiplies and adds up so many at once.
const LANES: usize = 8;

/// A layer: each output is a weighted sum of what a character's row and the rows on both sides hold, or of its own row.
struct Layer {
    /// How far before and behind the outer rows stand; 0 where there is one row.
    reach: usize,
    /// How much an output is summed up from, in [`LANES`].
    inputs: usize,
    /// For each output the weights.
    weights: Vec<i16x8>,
    /// For each output the size of a weight's step, in 65,536ths, and the bias.
    scales: Vec<(i64, i32)>,
}

/// The network.
pub struct Net {
    /// The characters that it knows, in ascending order.
    known: Vec<u16>,
    /// A row for each of them, in 256ths, behind that of those that it does not know.
    embedding: Vec<i16>,
    /// How wide an embedding is.
    embedding_width: usize,
    layers: Vec<Layer>,
    last: Layer,
}

/// Reads the parts of a file; what is missing at its end is zero.
struct Parts<'a>(&'a [u8]);

impl Parts<'_> {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        let n = N.min(self.0.len());
        out[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        out
    }

    fn short(&mut self) -> usize {
        usize::from(u16::from_le_bytes(self.bytes()))
    }

    /// Rows of signed bytes, each with zeros up to a whole number of [`LANES`].
    fn rows(&mut self, rows: usize, width: usize) -> Vec<i16x8> {
        let mut out = Vec::with_capacity(rows * width.div_ceil(LANES));
        for _ in 0..rows {
            let row: Vec<i16> = (0..width).map(|_| i16::from(i8::from_le_bytes(self.bytes()))).collect();
            out.extend(row.chunks(LANES).map(|lanes| i16x8::new(std::array::from_fn(|at| lanes.get(at).copied().unwrap_or(0)))));
        }
        out
    }

    /// A layer whose outputs are each summed up from so many rows.
    fn layer(&mut self, outputs: usize, inputs: usize, rows: usize, reach: usize) -> Layer {
        let weights = self.rows(outputs * rows, inputs);
        let sizes: Vec<i64> = (0..outputs).map(|_| i64::from(u32::from_le_bytes(self.bytes()))).collect();
        let scales = sizes.into_iter().map(|size| (size, i32::from_le_bytes(self.bytes()))).collect();
        Layer { reach, inputs: rows * inputs.div_ceil(LANES), weights, scales }
    }
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
        let mut parts = Parts(bytes);
        if &parts.bytes() != MAGIC {
            parts = Parts(&[]);
        }
        let [characters, embedding_width, width, count] = std::array::from_fn(|_| parts.short());
        let reaches: Vec<usize> = (0..count).map(|_| parts.short()).collect();
        let known = (0..characters)
            .scan(0_u16, |last, _| {
                *last = last.wrapping_add(parts.short() as u16);
                Some(*last)
            })
            .collect();
        let size = f32::from_le_bytes(parts.bytes());
        // No weight is beyond 127 steps, and no embedding beyond what 16 bits hold.
        let embedding: Vec<i16> = (0..(characters + 1) * embedding_width)
            .map(|_| (f32::from(i8::from_le_bytes(parts.bytes())) * size).round() as i16)
            .collect();
        let layers = reaches
            .iter()
            .enumerate()
            .map(|(at, reach)| parts.layer(width, if at == 0 { embedding_width + LABELS } else { width }, 3, *reach))
            .collect();
        let last = parts.layer(if width > 0 { LABELS } else { 0 }, width, 1, 0);
        Self { known, embedding, embedding_width, layers, last }
    }

    /// Adds to the scores of a sentence's labels what the network says of them.
    pub fn add(&self, characters: &[char], scores: &mut [[i16; ROW]], work: &mut Buffers) {
        let n = characters.len();
        let margin = self.layers.iter().map(|layer| layer.reach).max().unwrap_or(0);
        if n == 0 || self.layers.is_empty() {
            return;
        }
        let width = (self.embedding_width + LABELS).next_multiple_of(LANES);
        work.rows.clear();
        work.rows.resize((n + 2 * margin) * width, 0);
        for ((row, c), told) in work.rows[margin * width..].chunks_exact_mut(width).zip(characters).zip(&*scores) {
            let at = u16::try_from(fold(*c)).ok().and_then(|c| self.known.binary_search(&c).ok()).map_or(0, |at| at + 1);
            let embedding = &self.embedding[at * self.embedding_width..][..self.embedding_width];
            row[..self.embedding_width].copy_from_slice(embedding);
            for (slot, score) in row[self.embedding_width..].iter_mut().zip(&told[..LABELS]) {
                *slot = (score - told[0]).clamp(-SCORE_MOST, SCORE_MOST) * SCORE_SHARE;
            }
        }
        let mut width = width;
        for (at, layer) in self.layers.iter().enumerate() {
            work.seen.clear();
            for middle in margin..margin + n {
                for seen in [middle - layer.reach, middle, middle + layer.reach] {
                    work.seen.extend(lanes(&work.rows[seen * width..][..width]));
                }
            }
            layer.apply(&work.seen, &mut work.out);
            if at == 0 {
                width = layer.scales.len().next_multiple_of(LANES);
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

impl Layer {
    /// What each output is for each of the characters, output by output.
    fn apply(&self, seen: &[i16x8], out: &mut Vec<i32>) {
        out.clear();
        for (weights, (size, bias)) in self.weights.chunks_exact(self.inputs).zip(&self.scales) {
            out.extend(seen.chunks_exact(self.inputs).map(|row| scaled(dot(weights, row), *size, *bias)));
        }
    }
}

/// A row as what a processor multiplies at once.
fn lanes(row: &[i16]) -> impl Iterator<Item = i16x8> {
    row.as_chunks().0.iter().map(|lanes| i16x8::new(*lanes))
}

/// A sum of weights' steps in 256ths, with a step's size in 65,536ths.
#[inline]
fn scaled(sum: i32, size: i64, bias: i32) -> i32 {
    ((i64::from(sum) * size) >> 16) as i32 + bias
}

/// The sum of the products.
#[inline]
fn dot(a: &[i16x8], b: &[i16x8]) -> i32 {
    let sum = a.iter().zip(b).fold(i32x4::splat(0), |sum, (a, b)| sum + a.dot(*b));
    sum.to_array().iter().sum()
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
