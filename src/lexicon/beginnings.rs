//! Names as hashes of each of their beginnings: the longest one at a place is found without a look at any other.

use rustc_hash::FxHashMap;

/// Names, each with a number from 1.
#[derive(Clone, Debug, Default)]
pub struct Beginnings(FxHashMap<u64, u8>);

impl Beginnings {
    /// Makes room for about this many beginnings.
    pub fn reserve(&mut self, count: usize) {
        self.0.reserve(count);
    }

    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a name with its number, which is not 0; the number that it has already stays.
    pub fn add(&mut self, name: impl Iterator<Item = char>, number: u8) {
        let mut hash = SEED;
        let mut last = None;
        for c in name {
            hash = step(hash, c);
            last = Some(self.0.entry(hash).or_insert(0));
        }
        if let Some(entry) = last.filter(|entry| **entry == 0) {
            *entry = number;
        }
    }

    /// The names at the start of `chars`, from the shortest on: length in characters, and number.
    pub fn at<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = (usize, u8)> + 'a {
        let mut hash = SEED;
        let numbers = chars.iter().map_while(move |&c| {
            hash = step(hash, c);
            self.0.get(&hash).copied()
        });
        numbers.enumerate().filter(|(_, number)| *number > 0).map(|(last, number)| (last + 1, number))
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a over code points.
fn step(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3).rotate_left(5)
}

/// A hash of a whole name, the same on every machine.
#[must_use]
pub fn hash(name: &str) -> u64 {
    name.chars().fold(SEED, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_their_beginnings() {
        let mut names = Beginnings::default();
        for (name, number) in [("荆州", 1), ("荆州市", 2), ("荆州", 3)] {
            names.add(name.chars(), number);
        }
        let at = |text: &str| names.at(&text.chars().collect::<Vec<_>>()).collect::<Vec<_>>();
        assert_eq!(at("荆州市民"), [(2, 1), (3, 2)]);
        assert_eq!(at("荆门"), []);
    }
}
