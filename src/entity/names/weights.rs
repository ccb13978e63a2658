//! The model's file: keys with their weights, packed.
//!
//! Layout (little endian): magic `JBN2`; transitions as 13 × 13 signed bytes; the number of keys; the keys, ascending, as
//! differences in variable-length bytes; for each key the class of words that it belongs to (0 for none) and how many weights it has (a byte
//! each); the costs of the keys that are words; then for all weights in the same order the cell (offset and label in one byte) and, after all cells, the weight (a signed byte).

use super::keys::{self, KEY_BITS, LONGEST, Word};
use super::{LABELS, predecessors};

/// Room for the labels of one character.
pub const ROW: usize = 16;

/// One weight of a key: for the label of the character at an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which row of labels, counted from [`LEAST_OFFSET`] before the key's place, times [`ROW`], and the label in it.
    pub place: u8,
    /// In steps of the model's quantum.
    pub weight: i8,
}

/// The first bytes of a model file.
pub const MAGIC: &[u8; 4] = b"JBN2";

/// The last place of a cell in the file, where a row has no room to spare: offsets go from [`LEAST_OFFSET`] to the last character of the longest n-gram.
const MOST_PLACE: u8 = (LONGEST as u8 + LEAST_OFFSET.unsigned_abs()) * LABELS as u8 - 1;

/// The least offset of a cell.
pub const LEAST_OFFSET: i8 = -2;

/// Bits that index [`Weights::known`]: 512 KiB, which stays in a processor's second cache.
const KNOWN_BITS: u32 = 22;

/// Where a key belongs among `places`: in the order of the keys, so that the ascending keys of the file fill a table from one end to the
/// other.
#[inline]
fn place(key: u32, places: usize) -> usize {
    ((u64::from(key & ((1 << KEY_BITS) - 1)) * places as u64) >> KEY_BITS) as usize
}

/// A key and what the model knows of it, side by side in memory.
#[derive(Clone, Copy)]
struct Slot {
    key: u32,
    /// Where its cells begin.
    from: u32,
    /// How many they are.
    cells: u8,
    word: Word,
}

/// A place without a key.
const FREE: Slot = Slot { key: u32::MAX, from: 0, cells: 0, word: Word { class: 0, cost: 0 } };

/// A model ready for use.
pub struct Weights {
    /// From label to label.
    pub transition: [[i32; LABELS]; LABELS],
    /// The labels that may stand before each.
    pub before: Vec<Vec<usize>>,
    /// Open addressing by key; the last place is free, so that each search ends.
    slots: Vec<Slot>,
    /// How many places keys belong to; those behind take what finds none of them free.
    places: usize,
    /// A bit for each key's high bits: most n-grams of a text are not in the model, and this tells without a walk to memory.
    known: Vec<u64>,
    cells: Vec<Cell>,
    /// Of each numbered key the weights row by row, over its reach.
    fixed: Vec<[i16; ROW]>,
    /// Where the rows of each numbered key begin.
    fixed_at: Vec<u32>,
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
        let classes = input.take(keys.len());
        let mut entries = Vec::with_capacity(keys.len());
        let mut total = 0;
        for (&key, &class) in keys.iter().zip(classes) {
            let cells = input.byte();
            entries.push(Slot { key, from: total, cells, word: Word { class, cost: 0 } });
            total += u32::from(cells);
        }
        for entry in entries.iter_mut().filter(|entry| entry.word.class != 0) {
            entry.word.cost = input.byte();
        }
        let total = total as usize;
        let offsets = input.take(total);
        let weights = input.take(total);
        let cells: Vec<_> = offsets
            .iter()
            .zip(weights)
            .map(|(&place, weight)| (place.min(MOST_PLACE), weight.cast_signed()))
            .map(|(place, weight)| Cell { place: place / LABELS as u8 * ROW as u8 + place % LABELS as u8, weight })
            .collect();
        if cells.len() < total || entries.len() < keys.len() {
            entries.clear();
        }
        let places = entries.len() * 3 / 2 + 1;
        let mut slots = vec![FREE; places];
        for entry in &entries {
            let at = place(entry.key, places);
            match slots[at..].iter().position(|slot| slot.key == FREE.key) {
                Some(free) => slots[at + free] = *entry,
                None => slots.push(*entry),
            }
        }
        slots.push(FREE);
        let mut known = vec![0_u64; 1 << (KNOWN_BITS - 6)];
        for entry in &entries {
            let bit = place(entry.key, 1 << KNOWN_BITS);
            known[bit >> 6] |= 1 << (bit & 63);
        }
        let mut model =
            Self { transition, before: predecessors(), slots, places, known, cells, fixed: Vec::new(), fixed_at: Vec::new() };
        for (key, reach) in keys::fixed() {
            let first = model.fixed.len();
            model.fixed_at.push(first as u32);
            model.fixed.resize(first + usize::from((reach.to - reach.from + 1).unsigned_abs()), [0; ROW]);
            let skipped = usize::from((reach.from - LEAST_OFFSET).unsigned_abs());
            let (_, cells) = model.get(*key);
            let cells: Vec<Cell> = cells.to_vec();
            for cell in cells {
                let (row, label) = (usize::from(cell.place) / ROW, usize::from(cell.place) % ROW);
                // A row outside the key's reach can only come from another key with the same hash.
                if let Some(row) = row.checked_sub(skipped).and_then(|row| model.fixed[first..].get_mut(row)) {
                    row[label] = i16::from(cell.weight);
                }
            }
        }
        model.fixed_at.push(model.fixed.len() as u32);
        model
    }

    /// The weights of a numbered key, a row for each offset of its reach.
    #[must_use]
    pub fn fixed(&self, number: usize) -> &[[i16; ROW]] {
        &self.fixed[self.fixed_at[number] as usize..self.fixed_at[number + 1] as usize]
    }

    /// Whether the model may know a key; of those that it does not know it says so of all but a few.
    #[must_use]
    #[inline]
    pub fn may_know(&self, key: u32) -> bool {
        let bit = place(key, 1 << KNOWN_BITS);
        self.known[bit >> 6] >> (bit & 63) & 1 == 1
    }

    /// What the model knows of a key.
    #[must_use]
    #[inline]
    pub fn get(&self, key: u32) -> (Word, &[Cell]) {
        let mut here = self.slots[place(key, self.places)..].iter().take_while(|slot| slot.key != FREE.key);
        match here.find(|slot| slot.key == key) {
            Some(slot) => (slot.word, &self.cells[slot.from as usize..][..usize::from(slot.cells)]),
            None => (Word::default(), &[]),
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
        out.extend([1, 0, 1, 2, 9]);
        out.extend([5, 6, LABELS as u8 + 1]);
        out.extend([10, 20, 0xFF]);
        out
    }

    #[test]
    fn read_back() {
        let model = Weights::read(&file());
        assert_eq!(model.get(300), (Word { class: 1, cost: 9 }, &[Cell { place: 5, weight: 10 }][..]));
        assert_eq!(model.get(70_300).1, [Cell { place: 6, weight: 20 }, Cell { place: ROW as u8 + 1, weight: -1 }]);
        assert_eq!(model.get(301), (Word::default(), &[][..]));
    }

    #[test]
    fn a_cut_file_knows_less_and_does_not_panic() {
        let whole = file();
        for len in 0..whole.len() {
            let _ = Weights::read(&whole[..len]).get(300);
        }
    }
}
