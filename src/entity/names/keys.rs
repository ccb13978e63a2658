//! What the model looks at: n-grams of characters and what the tables know of them, each as a key at a place.
//!
//! A key at character `p` speaks for the labels of the characters `p + offset`, for the offsets of its [`Reach`]. The
//! trainer and the program see the same keys by this one function.

use crate::entity::line::Line;
use crate::lexicon::places::{CLASSES, places};
use std::sync::LazyLock;

/// The longest n-gram, in characters.
pub const LONGEST: usize = 4;

/// The offsets from a key's place to the labels that it speaks for: `from..=to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// First offset.
    pub from: i8,
    /// Last offset.
    pub to: i8,
}

/// Reach of n-grams by length; index 0 is not used. Two characters beside a single one, one beside a pair, the inside of
/// longer ones.
const GRAMS: [Reach; LONGEST + 1] = [
    Reach { from: 0, to: 0 },
    Reach { from: -2, to: 2 },
    Reach { from: -1, to: 2 },
    Reach { from: -1, to: 3 },
    Reach { from: 0, to: 3 },
];
/// Reach of a pair around one character: that character.
const AROUND: Reach = Reach { from: 1, to: 1 };
/// Reach of what a table knows.
const TABLE: Reach = Reach { from: -1, to: 1 };

/// Table flags of an n-gram.
pub type Flags = u8;
/// The flag of a word of the word list.
pub const WORD: Flags = 1;

/// A character as the model sees it: width, kind of digit and letter make no difference.
#[must_use]
pub fn fold(c: char) -> u32 {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '。' => '.',
        '、' => '/',
        '“' | '”' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        '•' | '・' => '·',
        _ => c,
    };
    u32::from(match c {
        '0'..='9' => '0',
        'a'..='z' | 'A'..='Z' => 'a',
        _ => c,
    })
}

/// A hash of keys that spreads all bits; the constants are those of the splitmix generator's finish.
#[must_use]
pub fn mix(a: u64) -> u32 {
    let a = (a ^ (a >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let a = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (a ^ (a >> 32)) as u32
}

/// The key of an n-gram of folded characters.
#[must_use]
pub fn gram(chars: &[u32]) -> u32 {
    let packed = chars.iter().fold(0_u64, |p, c| (p << 16) | u64::from(c & 0xFFFF));
    key(packed ^ ((chars.len() as u64) << 61))
}

/// Bits of a key: few enough to pack well, many enough that a stray n-gram hits a kept one less than once in a thousand.
const BITS: u32 = 28;

fn key(packed: u64) -> u32 {
    mix(packed) >> (32 - BITS)
}

/// The key of a pair with one character between.
fn around(a: u32, b: u32) -> u32 {
    key((u64::from(a & 0xFFFF) << 16 | u64::from(b & 0xFFFF)) ^ (7 << 61))
}

/// Tables: the words, and the classes of the gazetteer.
const TABLES: usize = 1 + CLASSES.len();
/// The number of a class's table in its keys: the model's file is made with these, so a new class goes to the end.
const CLASS_NUMBER: u64 = 16;
const _: () = {
    let mut at = 0;
    while at < CLASSES.len() {
        assert!(CLASSES[at].1 as usize == at, "a class's number is its place in the list");
        at += 1;
    }
};
/// A character begins, goes on or ends a table's word.
const ROLES: usize = 3;
/// Lengths of a table's word, longer ones counting as the last; 0 for none.
const LENGTHS: usize = 7;

/// The keys of the tables' words: which table, whether it begins, goes on or ends here, and its length.
static TABLE_KEYS: LazyLock<[[[u32; LENGTHS]; ROLES]; TABLES]> = LazyLock::new(|| {
    std::array::from_fn(|table| {
        let number = if table == 0 { 0 } else { CLASS_NUMBER + table as u64 - 1 };
        std::array::from_fn(|role| std::array::from_fn(|len| key((5 << 61) | number << 32 | (role as u64) << 16 | len as u64)))
    })
});

/// What [`each`] writes on, kept from sentence to sentence.
#[derive(Default)]
pub struct Buffers {
    folded: Vec<u32>,
    /// For each character the longest word of the word list that begins, goes on, ends there.
    longest: Vec<[u8; ROLES]>,
}

/// Calls `see` with every n-gram key of the stretch `from..to` (place, key, reach); it returns the flags that the tables have
/// for the key. Then the same with the keys of the tables themselves.
pub fn each(line: &Line, from: usize, to: usize, buffers: &mut Buffers, mut see: impl FnMut(usize, u32, Reach) -> Flags) {
    let Buffers { folded, longest } = buffers;
    folded.clear();
    folded.extend(line.chars[from..to].iter().map(|c| fold(*c)));
    let n = folded.len();
    let table_keys = &*TABLE_KEYS;
    longest.clear();
    longest.resize(n, [0; ROLES]);
    for p in 0..n {
        for len in 1..=LONGEST.min(n - p) {
            let flags = see(p, gram(&folded[p..p + len]), GRAMS[len]);
            if flags & WORD != 0 && len > 1 {
                note(longest, p, len);
            }
        }
        if p + 2 < n {
            see(p, around(folded[p], folded[p + 2]), AROUND);
        }
    }
    for (p, roles) in longest.iter().enumerate() {
        for (role, len) in roles.iter().enumerate() {
            see(p, table_keys[0][role][usize::from(*len)], TABLE);
        }
    }
    let gazetteer = places();
    let mut p = 0;
    while p < n {
        let Some((len, class)) = gazetteer.longest(&line.chars[from + p..to]) else {
            p += 1;
            continue;
        };
        for k in 0..len {
            let role = if k == 0 { 0 } else { 1 + usize::from(k + 1 == len) };
            see(p + k, table_keys[1 + class as usize][role][len.min(LENGTHS - 1)], TABLE);
        }
        p += len;
    }
}

fn note(longest: &mut [[u8; ROLES]], start: usize, len: usize) {
    for k in 0..len {
        let role = if k == 0 { 0 } else { 1 + usize::from(k + 1 == len) };
        let slot = &mut longest[start + k][role];
        *slot = (*slot).max(len as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys of a text, with the n-grams in `words` said to be words.
    fn keys(text: &str, words: &[&str]) -> Vec<(usize, u32)> {
        let words: Vec<u32> = words.iter().map(|w| gram(&w.chars().map(fold).collect::<Vec<_>>())).collect();
        let line = Line::new(text);
        let mut found = Vec::new();
        each(&line, 0, line.len(), &mut Buffers::default(), |at, key, _| {
            found.push((at, key));
            if words.contains(&key) { WORD } else { 0 }
        });
        found
    }

    #[test]
    fn width_and_digits_make_no_difference() {
        assert_eq!(keys("Ａ1，。", &[]), keys("b２,.", &[]));
        assert_ne!(keys("甲乙", &[]), keys("乙甲", &[]));
    }

    /// The model's file holds these numbers: another key would look up nothing.
    #[test]
    fn keys_are_as_the_model_has_them() {
        assert_eq!(gram(&[u32::from('中'), u32::from('国')]), 0x0912_29AD);
        assert_eq!(TABLE_KEYS[0][0][0], 0x0F1F_5721);
        assert_eq!(TABLE_KEYS[1][2][3], 0x0843_986E);
    }

    #[test]
    fn the_longest_word_counts() {
        let of = |words: &[&str]| keys("人民代表", words);
        let short = of(&["人民"]);
        assert_eq!(short.len(), of(&[]).len());
        assert!(short.contains(&(0, TABLE_KEYS[0][0][2])) && short.contains(&(1, TABLE_KEYS[0][2][2])));
        let both = of(&["人民", "人民代表"]);
        assert!(both.contains(&(0, TABLE_KEYS[0][0][4])) && !both.contains(&(0, TABLE_KEYS[0][0][2])));
    }

    #[test]
    fn places_have_their_class() {
        let found = keys("在湖北省", &[]);
        let class = 1 + crate::lexicon::places::Class::Province as usize;
        assert!((0..3).all(|k| found.contains(&(1 + k, TABLE_KEYS[class][[0, 1, 2][k]][3]))));
    }
}
