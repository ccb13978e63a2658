//! The model's file: keys with their weights, packed.
//!
//! Layout: magic `JBN3`; transitions as 13 × 13 signed bytes; the number of keys as a varint; the tables of [`Stream`]; then, packed by
//! these tables, for each key in ascending order: the distance to the key before, the class of words that it belongs to (0 for none) and,
//! if there is one, its cost; how many weights it has; for each of them the cell (offset and label in one byte) and the weight in
//! steps of [`GRAIN`].

use super::keys::{self, KEY_BITS, LONGEST, Word};
use super::packed::{Input, Table, Unpack};
use super::{LABELS, NEVER, follows};

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
pub const MAGIC: &[u8; 4] = b"JBN3";

/// Steps of the quantum that a weight is rounded to.
pub const GRAIN: i8 = 3;

/// A distance between keys that its table cannot say in its high bits: the rest follows.
pub const FAR: u8 = 255;
/// The low bits of a distance, which are as good as random.
pub const LOW_BITS: u32 = 8;

/// One past the last place of a cell in the file, where a row has no room to spare: offsets go from [`LEAST_OFFSET`] to the last
/// character of the longest n-gram.
pub const PLACES: u8 = (LONGEST as u8 + LEAST_OFFSET.unsigned_abs()) * LABELS as u8;

/// What a packed byte is: each has its table.
#[derive(Clone, Copy)]
pub enum Stream {
    /// The high bits of a distance between keys.
    Distance,
    /// The class of a word.
    Class,
    /// The cost of a word.
    Cost,
    /// How many weights a key has, by whether it is a word.
    Count(bool),
    /// The place of a cell, by the place of the cell before.
    Place(Option<u8>),
    /// A weight, by the sign of the weight before and whether that is for the same character.
    Weight(Option<(bool, bool)>),
}

impl Stream {
    /// How many tables there are.
    pub const TABLES: usize = 5 + 5 + 1 + PLACES as usize;

    /// The number of the table.
    #[must_use]
    pub fn table(self) -> usize {
        match self {
            Self::Distance => 0,
            Self::Class => 1,
            Self::Cost => 2,
            Self::Count(word) => 3 + usize::from(word),
            Self::Weight(None) => 5,
            Self::Weight(Some((negative, same))) => 6 + usize::from(negative) * 2 + usize::from(same),
            Self::Place(None) => 10,
            Self::Place(Some(before)) => 11 + usize::from(before.min(PLACES - 1)),
        }
    }
}

/// The least offset of a cell.
pub const LEAST_OFFSET: i8 = -2;

/// High bits of a key that index [`Weights::known`]: 512 KiB, which stay in a processor's second cache.
const KNOWN_BITS: u32 = 22;
/// High bits of a key that index [`Weights::first`]: some three keys share them.
const BLOCK_BITS: u32 = 16;

/// The highest bits of a key.
#[inline]
fn high(key: u32, bits: u32) -> usize {
    ((key & ((1 << KEY_BITS) - 1)) >> (KEY_BITS - bits)) as usize
}

/// The bits of a key below those.
#[inline]
fn low(key: u32) -> u16 {
    (key & ((1 << (KEY_BITS - BLOCK_BITS)) - 1)) as u16
}

/// What the model knows of a key.
#[derive(Clone, Copy)]
struct Entry {
    /// Where its cells begin; they end where those of the next key begin.
    from: u32,
    word: Word,
}

/// A model ready for use.
pub struct Weights {
    /// From label to label; [`NEVER`] where the one may not follow the other.
    pub transition: [[i32; ROW]; LABELS],
    /// The same by the label that is led to.
    pub before: [[i32; ROW]; LABELS],
    /// The low bits of the keys, which ascend.
    low: Vec<u16>,
    /// What the model knows of each key, and one entry more.
    entries: Vec<Entry>,
    /// By the high bits of a key: the first of the keys that have these bits or higher ones.
    first: Vec<u32>,
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
        let mut input = Input::new(bytes);
        let mut transition = [[NEVER; ROW]; LABELS];
        let mut count = 0;
        if input.take(4) == MAGIC {
            for (a, row) in transition.iter_mut().enumerate() {
                for (b, step) in row.iter_mut().take(LABELS).enumerate() {
                    let told = i32::from(input.byte().cast_signed());
                    if follows(a, b) {
                        *step = told;
                    }
                }
            }
            // A file that is damaged names no more keys than it can hold.
            count = input.varint().min(bytes.len() as u32);
        }
        let mut before = [[NEVER; ROW]; LABELS];
        for (a, row) in transition.iter().enumerate() {
            before.iter_mut().zip(row).for_each(|(before, step)| before[a] = *step);
        }
        let tables: Vec<Table> = (0..Stream::TABLES).map(|_| Table::read(&mut input)).collect();
        let mut packed = Unpack::new(input);
        let mut keys = Vec::with_capacity(count as usize);
        let mut entries = Vec::with_capacity(count as usize);
        let mut cells: Vec<Cell> = Vec::with_capacity(count as usize * 2);
        let mut key = 0_u32;
        for _ in 0..count {
            let mut high = u32::from(packed.byte(&tables[Stream::Distance.table()]));
            if high == u32::from(FAR) {
                high = packed.bits(LOW_BITS) << LOW_BITS;
                high |= packed.bits(LOW_BITS);
            }
            key = key.wrapping_add(high << LOW_BITS | packed.bits(LOW_BITS));
            let class = packed.byte(&tables[Stream::Class.table()]);
            let cost = if class > 0 { packed.byte(&tables[Stream::Cost.table()]) } else { 0 };
            let count = packed.byte(&tables[Stream::Count(class > 0).table()]);
            keys.push(key);
            entries.push(Entry { from: cells.len() as u32, word: Word { class, cost } });
            let mut last: Option<(u8, i8)> = None;
            for _ in 0..count {
                let place = packed.byte(&tables[Stream::Place(last.map(|(place, _)| place)).table()]).min(PLACES - 1);
                let before = last.map(|(before, weight)| (weight < 0, before / LABELS as u8 == place / LABELS as u8));
                let weight = packed.byte(&tables[Stream::Weight(before).table()]).cast_signed();
                last = Some((place, weight));
                let place = place / LABELS as u8 * ROW as u8 + place % LABELS as u8;
                cells.push(Cell { place, weight: weight.saturating_mul(GRAIN) });
            }
        }
        entries.push(Entry { from: cells.len() as u32, word: Word::default() });
        let mut known = vec![0_u64; 1 << (KNOWN_BITS - 6)];
        let mut first = Vec::with_capacity((1 << BLOCK_BITS) + 1);
        for (at, key) in keys.iter().enumerate() {
            let bit = high(*key, KNOWN_BITS);
            known[bit >> 6] |= 1 << (bit & 63);
            first.resize(first.len().max(high(*key, BLOCK_BITS) + 1), at as u32);
        }
        first.resize((1 << BLOCK_BITS) + 1, keys.len() as u32);
        let low = keys.iter().map(|key| low(*key)).collect();
        let mut model = Self { transition, before, low, entries, first, known, cells, fixed: Vec::new(), fixed_at: Vec::new() };
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
        let bit = high(key, KNOWN_BITS);
        self.known[bit >> 6] >> (bit & 63) & 1 == 1
    }

    /// What the model knows of a key.
    #[must_use]
    #[inline]
    pub fn get(&self, key: u32) -> (Word, &[Cell]) {
        let block = high(key, BLOCK_BITS);
        let from = self.first[block] as usize;
        let here = &self.low[from..self.first[block + 1] as usize];
        match here.iter().position(|known| *known == low(key)) {
            Some(at) => {
                let [entry, next] = [self.entries[from + at], self.entries[from + at + 1]];
                (entry.word, &self.cells[entry.from as usize..next.from as usize])
            }
            None => (Word::default(), &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::packed::write::{Item, pack, varint};
    use super::*;

    /// Two keys, three weights.
    fn file() -> Vec<u8> {
        use Stream::{Class, Cost, Count, Distance, Place, Weight};
        let mut out = MAGIC.to_vec();
        out.extend([0; LABELS * LABELS]);
        varint(&mut out, 2);
        let byte = |stream: Stream, byte| Item::Byte(stream.table(), byte);
        let low = |distance: u32| Item::Bits(LOW_BITS, distance & 0xFF);
        let items = [
            vec![byte(Distance, 1), low(300), byte(Class, 1), byte(Cost, 9), byte(Count(true), 1)],
            vec![byte(Place(None), 5), byte(Weight(None), 10)],
            vec![byte(Distance, FAR), low(1), low(17), low(112)],
            vec![byte(Class, 0), byte(Count(false), 2), byte(Place(None), 6), byte(Weight(None), 20)],
            vec![byte(Place(Some(6)), LABELS as u8 + 1), byte(Weight(Some((false, false))), 0xFF)],
        ];
        out.extend(pack(&items.into_iter().flatten().collect::<Vec<_>>(), Stream::TABLES));
        out
    }

    #[test]
    fn read_back() {
        let model = Weights::read(&file());
        assert_eq!(model.get(300), (Word { class: 1, cost: 9 }, &[Cell { place: 5, weight: 10 * GRAIN }][..]));
        let far = 300 + (0x0111 << LOW_BITS) + 112;
        let cells = [Cell { place: 6, weight: 20 * GRAIN }, Cell { place: ROW as u8 + 1, weight: -GRAIN }];
        assert_eq!(model.get(far).1, cells);
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
