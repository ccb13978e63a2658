//! The model's file: keys with their weights, packed.
//!
//! Layout (little endian): magic `JBN1`; transitions as 13 × 13 signed bytes; the number of keys; the keys, ascending, as
//! differences in variable-length bytes; for each key its table flags and how many weights it has (a byte each); then for all weights
//! in the same order the cell (offset and label in one byte) and, after all cells, the weight (a signed byte).

use super::keys::{Flags, LONGEST};
use super::{LABELS, predecessors};

/// One weight of a key: for the label of the character at an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which row of labels, counted from [`LEAST_OFFSET`] before the key's place, times [`LABELS`], and the label in it.
    pub place: u8,
    /// In steps of the model's quantum.
    pub weight: i8,
}

/// The first bytes of a model file.
pub const MAGIC: &[u8; 4] = b"JBN1";

/// The last place of a cell: offsets go from [`LEAST_OFFSET`] to the last character of the longest n-gram.
const MOST_PLACE: u8 = (LONGEST as u8 + LEAST_OFFSET.unsigned_abs()) * LABELS as u8 - 1;

/// The least offset of a cell.
pub const LEAST_OFFSET: i8 = -2;

/// Bits that index [`Weights::known`]: 256 KiB, which stays in a processor's second cache.
const KNOWN_BITS: u32 = 21;

/// A model ready for use.
pub struct Weights {
    /// From label to label.
    pub transition: [[i32; LABELS]; LABELS],
    /// The labels that may stand before each.
    pub before: Vec<Vec<usize>>,
    /// Open addressing by key: the key, and the index of its entry plus one (0 for a free place).
    slots: Vec<(u32, u32)>,
    /// A bit for each key's low bits: most n-grams of a text are not in the model, and this tells without a walk to memory.
    known: Vec<u64>,
    /// Of each entry: flags, and where its cells begin.
    entries: Vec<(Flags, u32)>,
    cells: Vec<Cell>,
}

impl Weights {
    /// Reads a model file. A file that is cut short gives a model that knows less; it never panics.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let mut input = Input { bytes, at: 0 };
        let mut transition = [[0; LABELS]; LABELS];
        let mut keys = Vec::new();
        if input.take(4) == MAGIC {
            for row in &mut transition {
                for cell in row {
                    *cell = i32::from(input.byte().cast_signed());
                }
            }
            let count = input.varint();
            let mut key = 0_u32;
            for _ in 0..count.min(bytes.len() as u32) {
                key = key.wrapping_add(input.varint());
                keys.push(key);
            }
        }
        let flags: Vec<Flags> = keys.iter().map(|_| input.byte()).collect();
        let mut entries = Vec::with_capacity(keys.len() + 1);
        let mut total = 0_u32;
        for &flag in &flags {
            entries.push((flag, total));
            total += u32::from(input.byte());
        }
        entries.push((0, total));
        let total = total as usize;
        let places = input.take(total);
        let weights = input.take(total);
        let cells: Vec<_> = places
            .iter()
            .zip(weights)
            .map(|(&place, weight)| Cell { place: place.min(MOST_PLACE), weight: weight.cast_signed() })
            .collect();
        if cells.len() < total {
            entries.clear();
            keys.clear();
        }
        let mut slots = vec![(0, 0); (keys.len() * 2).next_power_of_two().max(2)];
        let mask = slots.len() - 1;
        for (at, &key) in keys.iter().enumerate() {
            let mut slot = key as usize & mask;
            while slots[slot].1 != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = (key, at as u32 + 1);
        }
        let mut known = vec![0_u64; 1 << (KNOWN_BITS - 6)];
        for &key in &keys {
            let bit = key as usize & ((1 << KNOWN_BITS) - 1);
            known[bit >> 6] |= 1 << (bit & 63);
        }
        Self { transition, before: predecessors(), slots, known, entries, cells }
    }

    /// What the model knows of a key.
    #[must_use]
    pub fn get(&self, key: u32) -> (Flags, &[Cell]) {
        let bit = key as usize & ((1 << KNOWN_BITS) - 1);
        if self.known[bit >> 6] >> (bit & 63) & 1 == 0 {
            return (0, &[]);
        }
        let mask = self.slots.len() - 1;
        let mut slot = key as usize & mask;
        loop {
            match self.slots[slot] {
                (_, 0) => return (0, &[]),
                (k, entry) if k == key => {
                    let entry = entry as usize - 1;
                    let (flags, from) = self.entries[entry];
                    return (flags, &self.cells[from as usize..self.entries[entry + 1].1 as usize]);
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    fn take(&mut self, n: usize) -> &'a [u8] {
        let end = (self.at + n).min(self.bytes.len());
        let taken = &self.bytes[self.at..end];
        self.at = end;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    fn varint(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            value |= u32::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte & 0x80 == 0 || shift > 28 {
                return value;
            }
        }
    }
}

/// Writes a number as [`Weights::read`] reads it.
#[cfg(any(test, feature = "train"))]
pub fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two keys, three weights.
    fn file() -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend([0; LABELS * LABELS]);
        put_varint(&mut out, 2);
        put_varint(&mut out, 300);
        put_varint(&mut out, 70_000);
        out.extend([1, 0, 1, 2]);
        out.extend([5, 6, 7]);
        out.extend([10, 20, 0xFF]);
        out
    }

    #[test]
    fn read_back() {
        let model = Weights::read(&file());
        assert_eq!(model.get(300), (1, &[Cell { place: 5, weight: 10 }][..]));
        assert_eq!(model.get(70_300).1, [Cell { place: 6, weight: 20 }, Cell { place: 7, weight: -1 }]);
        assert_eq!(model.get(301), (0, &[][..]));
    }

    #[test]
    fn a_cut_file_knows_less_and_does_not_panic() {
        let whole = file();
        for len in 0..whole.len() {
            let _ = Weights::read(&whole[..len]).get(300);
        }
    }
}
