//! Small numbers packed by how often they come: range asymmetric numeral systems with fixed tables (Duda 2009).
//!
//! A reader of bytes that are cut short or damaged gives wrong numbers; it always ends and never panics.

/// Bits of a probability.
const BITS: u32 = 12;
/// The state never falls below this between two numbers.
const LOW: u64 = 1 << 31;
/// Bits that fill the state up again.
const WORD: u32 = 32;

/// How often each byte comes in one place of the file.
pub struct Table {
    /// Of each of the 2 to the power of [`BITS`] places: the byte that has it, the number of that byte's places less one, and which
    /// of them it is, in 8, 12 and 12 bits.
    places: Vec<u32>,
}

impl Table {
    /// A table of bytes and how many places each has; what goes past the last place is cut.
    fn new(shares: &[(u8, u32)]) -> Self {
        let mut places: Vec<u32> = Vec::with_capacity(1 << BITS);
        for &(byte, size) in shares {
            let size = size.min((1 << BITS) - places.len() as u32);
            places.extend((0..size).map(|at| u32::from(byte) | (size - 1) << 8 | at << (8 + BITS)));
        }
        places.resize(1 << BITS, 0);
        Self { places }
    }

    /// Reads a table: how many bytes come at all, and for each the distance to the one before and its share.
    pub fn read(input: &mut Input) -> Self {
        let mut byte = 0_u8;
        let shares: Vec<_> = (0..input.varint().min(256))
            .map(|_| {
                byte = byte.wrapping_add(input.byte());
                (byte, input.varint())
            })
            .collect();
        Self::new(&shares)
    }
}

/// Bytes, read from the front.
pub struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    /// Reads from the beginning.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next bytes, or what is left.
    pub fn take(&mut self, n: usize) -> &'a [u8] {
        let end = self.at.saturating_add(n).min(self.bytes.len());
        let taken = &self.bytes[self.at..end];
        self.at = end;
        taken
    }

    /// The next byte; 0 behind the end.
    pub fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    /// A number in bytes of seven bits, the lowest first.
    pub fn varint(&mut self) -> u32 {
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

/// Packed numbers, read one by one.
pub struct Unpack<'a> {
    input: Input<'a>,
    state: u64,
}

impl<'a> Unpack<'a> {
    /// Begins to read.
    #[must_use]
    pub fn new(input: Input<'a>) -> Self {
        let mut unpack = Self { input, state: 0 };
        unpack.refill();
        unpack.refill();
        unpack
    }

    #[inline]
    fn refill(&mut self) {
        if self.state < LOW {
            let word = self.input.take(4).try_into().map_or(0, u32::from_le_bytes);
            self.state = self.state << WORD | u64::from(word);
        }
    }

    /// The next byte, by its table.
    #[inline]
    pub fn byte(&mut self, table: &Table) -> u8 {
        let at = self.state & ((1 << BITS) - 1);
        let place = table.places[at as usize];
        let size = u64::from(place >> 8 & ((1 << BITS) - 1)) + 1;
        self.state = size.wrapping_mul(self.state >> BITS).wrapping_add(u64::from(place >> (8 + BITS)));
        self.refill();
        place as u8
    }

    /// The next `bits` bits, all of which are equally likely; eight at most.
    #[inline]
    pub fn bits(&mut self, bits: u32) -> u32 {
        let value = self.state & ((1 << bits) - 1);
        self.state >>= bits;
        self.refill();
        value as u32
    }
}

/// What the trainer writes.
#[cfg(any(test, feature = "train"))]
pub mod write {
    use super::{BITS, LOW, WORD};

    /// Writes a number as [`super::Input::varint`] reads it.
    pub fn varint(out: &mut Vec<u8>, mut value: u32) {
        while value >= 0x80 {
            out.push(value as u8 | 0x80);
            value >>= 7;
        }
        out.push(value as u8);
    }

    /// What is to be packed, in the order of reading.
    pub enum Item {
        /// A byte by the table of this number.
        Byte(usize, u8),
        /// So many bits of a number.
        Bits(u32, u32),
    }

    /// The tables that the items need, each as [`super::Table::read`] reads it, and behind them the packed items.
    ///
    /// # Panics
    /// If an item names a table past `tables`.
    #[must_use]
    pub fn pack(items: &[Item], tables: usize) -> Vec<u8> {
        let mut counts = vec![[0_u32; 256]; tables];
        for item in items {
            if let Item::Byte(table, byte) = item {
                counts[*table][usize::from(*byte)] += 1;
            }
        }
        let mut out = Vec::new();
        // Of each table's bytes: how many places, and the first.
        let tables: Vec<[(u64, u64); 256]> = counts
            .iter()
            .map(|counts| {
                let shares = shares(counts);
                varint(&mut out, shares.len() as u32);
                let mut last = 0;
                for (byte, part) in &shares {
                    out.push(byte - last);
                    varint(&mut out, *part);
                    last = *byte;
                }
                let mut places = [(0, 0); 256];
                let mut from = 0;
                for (byte, size) in shares {
                    places[usize::from(byte)] = (u64::from(size), from);
                    from += u64::from(size);
                }
                places
            })
            .collect();
        // The last item is packed first.
        let mut packed: Vec<u32> = Vec::new();
        let mut state = LOW;
        let mut spill = |state: &mut u64, limit: u64| {
            if *state >= limit {
                packed.push(*state as u32);
                *state >>= WORD;
            }
        };
        for item in items.iter().rev() {
            match item {
                Item::Byte(table, byte) => {
                    let (size, from) = tables[*table][usize::from(*byte)];
                    spill(&mut state, (LOW >> BITS << WORD) * size);
                    state = ((state / size) << BITS) + state % size + from;
                }
                Item::Bits(bits, value) => {
                    spill(&mut state, LOW << WORD >> bits);
                    state = state << bits | u64::from(*value);
                }
            }
        }
        packed.extend([state as u32, (state >> WORD) as u32]);
        out.extend(packed.iter().rev().flat_map(|word| word.to_le_bytes()));
        out
    }

    /// Shares that add up to the whole; each byte that comes has one.
    fn shares(counts: &[u32; 256]) -> Vec<(u8, u32)> {
        let total: u64 = counts.iter().map(|n| u64::from(*n)).sum();
        let mut shares: Vec<(u8, u32)> = (0..=u8::MAX)
            .zip(counts)
            .filter(|(_, n)| **n > 0)
            .map(|(byte, n)| (byte, ((u64::from(*n) << BITS) / total).max(1) as u32))
            .collect();
        let mut sum: u32 = shares.iter().map(|(_, part)| part).sum();
        while sum != 1 << BITS && !shares.is_empty() {
            // The largest share can give and take.
            let largest = shares.iter_mut().max_by_key(|(_, part)| *part);
            if let Some((_, part)) = largest {
                let wanted = (*part + (1 << BITS)).saturating_sub(sum).max(part.div_ceil(2));
                sum = sum - *part + wanted;
                *part = wanted;
            }
        }
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::write::{Item, pack};
    use super::*;

    fn items() -> Vec<Item> {
        (0..5000_u32)
            .map(|n| match n % 3 {
                0 => Item::Byte(0, (n * n % 7) as u8 * 40),
                1 => Item::Byte(1, u8::try_from(n % 256).unwrap_or(0)),
                _ => Item::Bits(8, n % 256),
            })
            .collect()
    }

    #[test]
    fn read_back() {
        let packed = pack(&items(), 2);
        let mut input = Input::new(&packed);
        let tables = [Table::read(&mut input), Table::read(&mut input)];
        let mut unpack = Unpack::new(input);
        for item in items() {
            match item {
                Item::Byte(table, byte) => assert_eq!(unpack.byte(&tables[table]), byte),
                Item::Bits(bits, value) => assert_eq!(unpack.bits(bits), value),
            }
        }
    }

    #[test]
    fn what_comes_often_costs_little() {
        let rare = |n: u32| u8::from(n.is_multiple_of(100));
        let packed = pack(&(0..8000).map(|n| Item::Byte(0, rare(n))).collect::<Vec<_>>(), 1);
        // 0.08 bits each.
        assert!(packed.len() < 120, "{}", packed.len());
    }

    #[test]
    fn a_cut_file_ends() {
        let packed = pack(&items(), 2);
        for len in (0..packed.len()).step_by(7) {
            let mut input = Input::new(&packed[..len]);
            let table = Table::read(&mut input);
            let mut unpack = Unpack::new(input);
            (0..100).for_each(|_| {
                unpack.byte(&table);
                unpack.bits(8);
            });
        }
    }
}
