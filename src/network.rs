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
}

/// What each character is to a network: a row of numbers.
pub struct Embedding {
    /// For each character of 16 bits its row.
    places: Vec<u16>,
    /// The rows, first that of characters that it does not know.
    rows: Vec<i16>,
    /// How wide a row is.
    pub width: usize,
}

impl Embedding {
    /// The row of a character.
    #[must_use]
    pub fn row(&self, c: u32) -> &[i16] {
        let at = self.places.get(c as usize).copied().unwrap_or(0);
        &self.rows[usize::from(at) * self.width..][..self.width]
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
        Embedding { places, rows, width }
    }

    /// A layer whose outputs are each summed up from `rows` rows of `inputs` numbers, each filled up to a whole number of [`LANES`]:
    /// the weights (signed bytes, output by output), then each output's size of a step in 65,536ths, then each one's bias in 256ths.
    pub fn layer(&mut self, outputs: usize, inputs: usize, rows: usize) -> Layer {
        let mut weights = Vec::with_capacity(outputs * rows * inputs.div_ceil(LANES));
        for _ in 0..outputs * rows {
            let row: Vec<i16> = (0..inputs).map(|_| i16::from(i8::from_le_bytes(self.bytes()))).collect();
            weights
                .extend(row.chunks(LANES).map(|lanes| i16x8::new(std::array::from_fn(|at| lanes.get(at).copied().unwrap_or(0)))));
        }
        let sizes: Vec<i64> = (0..outputs).map(|_| i64::from(u32::from_le_bytes(self.bytes()))).collect();
        let scales = sizes.into_iter().map(|size| (size, i32::from_le_bytes(self.bytes()))).collect();
        Layer { inputs: rows * inputs.div_ceil(LANES), weights, scales }
    }
}

/// A row as what a processor multiplies at once; what goes beyond a whole number of [`LANES`] is left out.
pub fn lanes(row: &[i16]) -> impl Iterator<Item = i16x8> {
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
