//! Layers of small networks, in whole numbers, so that every machine computes the same; `tools/nets/` learns and writes them.
//!
//! What flows from layer to layer are signed 16-bit numbers of 256ths.

use wide::{i16x8, i32x4};

/// Rows are this wide or a multiple of it: a processor multiplies and adds up so many at once.
pub const LANES: usize = 8;

/// Each output is a weighted sum of a row and a bias.
pub struct Layer {
    /// How much an output is summed up from, in [`LANES`].
    inputs: usize,
    /// For each output the weights.
    weights: Vec<i16x8>,
    /// For each output the size of a weight's step, in 65,536ths, and the bias.
    scales: Vec<(i64, i32)>,
    /// What each output is without any input, like [`Layer::part`].
    pub biases: Vec<i16x8>,
}

impl Layer {
    /// How many outputs it has.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// What each output is for each of some rows, output by output.
    pub fn apply(&self, rows: &[i16x8], out: &mut Vec<i32>) {
        out.clear();
        if self.inputs == 0 {
            return;
        }
        for (weights, (size, bias)) in self.weights.chunks_exact(self.inputs).zip(&self.scales) {
            out.extend(rows.chunks_exact(self.inputs).map(|row| scaled(dot(weights, row), *size, *bias)));
        }
    }

    /// What a part of a row, the first of it at `from` (in [`LANES`]), adds to each output, in [`FINE`] parts of a 256th; filled up with
    /// zeros to a whole number of [`LANES`].
    #[must_use]
    pub fn part(&self, from: usize, part: &[i16x8]) -> Vec<i16x8> {
        let outputs = self.scales.iter().enumerate().map(|(output, (size, _))| {
            let weights = &self.weights[output * self.inputs + from..][..part.len()];
            fine((i64::from(dot(weights, part)) * size) >> (16 - FINE.trailing_zeros()))
        });
        lanes(&outputs.collect::<Vec<i16>>()).collect()
    }
}

/// Into how many parts a 256th is divided where parts of a row are added up.
pub const FINE: i16 = 4;

/// Bounded at 32 either way, which is far beyond what a layer says of any text.
fn fine(value: i64) -> i16 {
    value.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16
}

/// What each character is to a network: a row of numbers.
pub struct Embedding {
    /// For each character of 16 bits its row.
    places: Vec<u16>,
    /// The rows, first that of characters that it does not know.
    rows: Vec<i16>,
    /// How many rows there are.
    pub count: usize,
    /// How wide a row is.
    pub width: usize,
}

impl Embedding {
    /// The row of a character.
    #[must_use]
    pub fn row(&self, c: u32) -> &[i16] {
        &self.rows[self.place(c) * self.width..][..self.width]
    }

    /// Which row it is: the number of a character among those that it knows, from 1 on; 0 of all others.
    #[must_use]
    pub fn place(&self, c: u32) -> usize {
        usize::from(self.places.get(c as usize).copied().unwrap_or(0))
    }
}

/// Reads the parts of a file, numbers little end first; what is missing at its end is zero.
pub struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    /// The parts behind the first bytes, which tell the kind of file; nothing but zeros where they are others.
    #[must_use]
    pub fn of(bytes: &'a [u8], magic: &[u8; 4]) -> Self {
        Self(bytes.strip_prefix(magic).unwrap_or_default())
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        let n = N.min(self.0.len());
        out[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        out
    }

    /// A number of 16 bits.
    pub fn short(&mut self) -> usize {
        usize::from(u16::from_le_bytes(self.bytes()))
    }

    /// So many characters in ascending order as distances, the size of a step in 256ths (a 32-bit float) and the steps (signed
    /// bytes), first of characters that are not known.
    pub fn embedding(&mut self, characters: usize, width: usize) -> Embedding {
        let mut places = vec![0; 1 << 16];
        let mut character = 0_u16;
        for place in 1..=characters {
            character = character.wrapping_add(self.short() as u16);
            places[usize::from(character)] = place as u16;
        }
        let size = f32::from_le_bytes(self.bytes());
        // No weight is beyond 127 steps, and no embedding beyond what 16 bits hold. The one product of fractions is the same everywhere.
        let rows =
            (0..(characters + 1) * width).map(|_| (f32::from(i8::from_le_bytes(self.bytes())) * size).round() as i16).collect();
        Embedding { places, rows, count: characters + 1, width }
    }

    /// A layer whose outputs are each summed up from `rows` rows of `inputs` numbers, each filled up to a whole number of [`LANES`]:
    /// the weights (signed bytes, output by output), then each output's size of a step in 65,536ths, then each one's bias in 256ths.
    pub fn layer(&mut self, outputs: usize, inputs: usize, rows: usize) -> Layer {
        let mut weights = Vec::with_capacity(outputs * rows * inputs.div_ceil(LANES));
        for _ in 0..outputs * rows {
            let row: Vec<i16> = (0..inputs).map(|_| i16::from(i8::from_le_bytes(self.bytes()))).collect();
            weights.extend(lanes(&row));
        }
        let sizes: Vec<i64> = (0..outputs).map(|_| i64::from(u32::from_le_bytes(self.bytes()))).collect();
        let scales: Vec<_> = sizes.into_iter().map(|size| (size, i32::from_le_bytes(self.bytes()))).collect();
        let biases: Vec<i16> = scales.iter().map(|(_, bias)| fine(i64::from(*bias) * i64::from(FINE))).collect();
        Layer { inputs: rows * inputs.div_ceil(LANES), weights, scales, biases: lanes(&biases).collect() }
    }
}

/// A row as what a processor multiplies at once, filled up with zeros.
pub fn lanes(row: &[i16]) -> impl Iterator<Item = i16x8> {
    let (whole, rest) = row.as_chunks();
    let filled = || std::array::from_fn(|at| rest.get(at).copied().unwrap_or(0));
    whole.iter().copied().chain((!rest.is_empty()).then(filled)).map(i16x8::new)
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

    /// Two outputs of ten inputs: the first takes the first input once and the last one three times, the second the last one four
    /// times with its sign turned, halved; biases 10 and -20.
    fn layer() -> Layer {
        let mut bytes = b"TEST".to_vec();
        bytes.extend([1, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 0, 0, (-4_i8).cast_unsigned()]);
        for size in [1_u32 << 16, 1 << 15] {
            bytes.extend(size.to_le_bytes());
        }
        for bias in [10_i32, -20] {
            bytes.extend(bias.to_le_bytes());
        }
        Parts::of(&bytes, b"TEST").layer(2, 10, 1)
    }

    #[test]
    fn outputs_are_weighted_sums() {
        let row: Vec<i16x8> = lanes(&[100, 1, 1, 1, 1, 1, 1, 1, 1, 7]).collect();
        let mut out = vec![5];
        layer().apply(&row, &mut out);
        assert_eq!(out, [100 + 3 * 7 + 10, -4 * 7 / 2 - 20]);
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let layer = layer();
        let row: Vec<i16x8> = lanes(&[100, 1, 1, 1, 1, 1, 1, 1, 1, 7]).collect();
        let mut sums = layer.biases[0];
        for (from, part) in row.iter().enumerate() {
            sums += layer.part(from, std::slice::from_ref(part))[0];
        }
        assert_eq!(sums.to_array()[..3], [131 * FINE, -34 * FINE, 0]);
    }

    #[test]
    fn what_a_file_lacks_is_zero() {
        let layer = Parts::of(b"TEST\x01", b"TEST").layer(2, 10, 1);
        let mut out = Vec::new();
        layer.apply(&lanes(&[1; 10]).collect::<Vec<_>>(), &mut out);
        assert_eq!(out, [0, 0]);
    }
}
