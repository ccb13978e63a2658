//! Sets of characters that are asked at every character of a text: a bit for each of the basic plane.

/// A set of characters of the basic plane (below U+10000); characters beyond it are in no set.
pub struct CharSet(Box<[u64]>);

impl CharSet {
    /// The characters as a set; those beyond the basic plane are left out.
    #[must_use]
    pub fn new(chars: impl Iterator<Item = char>) -> Self {
        let mut bits = vec![0_u64; 0x1_0000 / 64];
        for c in chars {
            if let Some(block) = bits.get_mut(c as usize >> 6) {
                *block |= 1 << (c as usize & 63);
            }
        }
        Self(bits.into_boxed_slice())
    }

    /// Whether `c` is in the set.
    #[must_use]
    #[inline]
    pub fn has(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_some_and(|block| block >> (c as usize & 63) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_there() {
        let set = CharSet::new("王\u{FFFF}𠮷".chars());
        assert!(set.has('王') && set.has('\u{FFFF}'));
        assert!(!set.has('玉') && !set.has('𠮷') && !set.has('\0'));
    }
}
