//! What the model looks at: n-grams of characters, the words that a text falls into and their classes, the gazetteer's names, each
//! as a key at a place.
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
#[cfg(feature = "train")]
const GRAMS: [Reach; LONGEST + 1] = [
    Reach { from: 0, to: 0 },
    Reach { from: -2, to: 2 },
    Reach { from: -1, to: 2 },
    Reach { from: -1, to: 3 },
    Reach { from: 0, to: 3 },
];
/// Reach of a pair around one character: that character.
#[cfg(feature = "train")]
const AROUND: Reach = Reach { from: 1, to: 1 };
/// Reach of what is said of one character.
const HERE: Reach = Reach { from: 0, to: 0 };
/// Reach of what a table knows.
const TABLE: Reach = Reach { from: -1, to: 1 };

/// What the word list knows of an n-gram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The class of words that stand in like places; 0 for what is no word.
    pub class: u8,
    /// How rare the word is: steps of an eighth of its negative log probability.
    pub cost: u8,
}

/// The cost of a character that the word list lacks.
const STRANGE: u32 = 160;

/// A character as the model sees it: width, kind of digit and letter make no difference.
#[must_use]
#[inline]
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
#[inline]
pub fn mix(a: u64) -> u32 {
    let a = (a ^ (a >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let a = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (a ^ (a >> 32)) as u32
}

/// The key of an n-gram of folded characters.
#[must_use]
pub fn gram(chars: &[u32]) -> u32 {
    gram_of(chars.iter().fold(0, |packed, c| join(packed, *c)), chars.len())
}

/// The characters of an n-gram, 16 bits each, with one more behind.
#[inline]
fn join(packed: u64, c: u32) -> u64 {
    packed << 16 | u64::from(c & 0xFFFF)
}

/// The key of an n-gram of `len` joined characters.
#[inline]
fn gram_of(packed: u64, len: usize) -> u32 {
    key(packed ^ (len as u64) << 61)
}

/// Bits of a key: few enough to pack well, many enough that a stray n-gram hits a kept one less than once in a thousand.
pub const KEY_BITS: u32 = 28;

#[inline]
fn key(packed: u64) -> u32 {
    mix(packed) >> (32 - KEY_BITS)
}

/// The key of a pair with one character between.
#[inline]
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

/// A character begins, goes on or ends its word, or is one.
const PARTS: usize = 4;
/// What is seen of the words around a character, as classes: its own, the one before, the one behind, two before, two behind.
const SEEN: usize = 5;
/// Classes of words.
const CLASS_COUNT: usize = 256;
/// The class beyond the first and the last word.
const EDGE: u8 = 255;

/// The keys that are few enough to have a number each: what the tables know, then the classes of single words.
static FIXED: LazyLock<Vec<(u32, Reach)>> = LazyLock::new(|| {
    let mut keys = Vec::with_capacity(TABLE_COUNT + SEEN * PARTS * CLASS_COUNT);
    for table in 0..TABLES {
        let number = if table == 0 { 0 } else { CLASS_NUMBER + table as u64 - 1 };
        for role in 0..ROLES as u64 {
            keys.extend((0..LENGTHS as u64).map(|len| (key((5 << 61) | number << 32 | role << 16 | len), TABLE)));
        }
    }
    for view in 0..SEEN as u64 {
        for part in 0..PARTS {
            keys.extend((0..CLASS_COUNT as u32).map(|class| (token_key(view, part, class, 0), HERE)));
        }
    }
    keys
});

/// How many keys the tables have.
const TABLE_COUNT: usize = TABLES * ROLES * LENGTHS;

/// The numbered keys with their reach; the number of a key is its place.
#[must_use]
pub fn fixed() -> &'static [(u32, Reach)] {
    &FIXED
}

/// The number of a table's key: which table, whether its word begins, goes on or ends here, and the word's length.
fn table_number(table: usize, role: usize, len: usize) -> usize {
    (table * ROLES + role) * LENGTHS + len
}

/// An n-gram or a pair of words at a character.
#[derive(Clone, Copy)]
pub struct Key {
    /// The character.
    pub at: u32,
    /// What it is looked up by.
    pub hash: u32,
    sort: Sort,
}

/// What a key is made of.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    /// So many characters, which may be a word.
    Gram(u8),
    /// Two characters with one between.
    Around,
    /// Words.
    Words,
}

#[cfg(feature = "train")]
impl Key {
    /// The characters that it speaks for.
    pub fn reach(self) -> Reach {
        match self.sort {
            Sort::Gram(len) => GRAMS[usize::from(len)],
            Sort::Around => AROUND,
            Sort::Words => HERE,
        }
    }
}

/// What the word list knows of some of a list of keys: the place in the list, ascending, and the word.
pub type Known = Vec<(u32, Word)>;

/// Takes the keys of a text.
pub trait Reader {
    /// Many keys at once, so that their ways to memory overlap. Adds those that are words to `known`.
    fn keys(&mut self, keys: &[Key], known: &mut Known);
    /// A numbered key at a character.
    fn number(&mut self, at: usize, number: usize);
}

/// A word of the text.
#[derive(Clone, Copy)]
pub struct Token {
    /// Its first character.
    pub start: usize,
    /// Its length in characters.
    pub len: usize,
    /// Its n-gram key.
    pub key: u32,
    /// Its class.
    pub class: u8,
}

/// What [`each`] writes on, kept from sentence to sentence.
#[derive(Default)]
pub struct Buffers {
    folded: Vec<u32>,
    keys: Vec<Key>,
    known: Known,
    /// For each character the longest word of the word list that begins, goes on, ends there.
    longest: Vec<[u8; ROLES]>,
    /// For each place the least cost of the words before it, and the last of these words.
    best: Vec<(u32, Token)>,
    /// The words of the text, in the likeliest reading.
    pub tokens: Vec<Token>,
}

/// The kinds of keys of words, in the highest bits of what is hashed (others of them are lengths of n-grams).
const TOKEN: u64 = 6 << 61;

/// The key of what words around a character say: which `view`, the character's `part` in its word, two numbers.
#[inline]
fn token_key(view: u64, part: usize, a: u32, b: u32) -> u32 {
    key(TOKEN | view << 57 | (part as u64) << 54 | u64::from(a) << 24 ^ u64::from(b))
}

/// Shows the reader every n-gram of the stretch `from..to`, then its words and the gazetteer's names in it.
pub fn each(line: &Line, from: usize, to: usize, buffers: &mut Buffers, reader: &mut impl Reader) {
    let n = to - from;
    buffers.split(&line.chars[from..to], |keys, known| reader.keys(keys, known));
    for (p, roles) in buffers.longest.iter().enumerate() {
        for (role, len) in roles.iter().enumerate() {
            reader.number(p, table_number(0, role, usize::from(*len)));
        }
    }
    tokens(&buffers.tokens, &mut buffers.keys, reader);
    reader.keys(&buffers.keys, &mut Known::new());
    let gazetteer = places();
    let mut p = 0;
    while p < n {
        let Some((len, class)) = gazetteer.longest(&line.chars[from + p..to]) else {
            p += 1;
            continue;
        };
        for k in 0..len {
            let role = if k == 0 { 0 } else { 1 + usize::from(k + 1 == len) };
            reader.number(p + k, table_number(1 + class as usize, role, len.min(LENGTHS - 1)));
        }
        p += len;
    }
}

impl Buffers {
    /// Splits a text into words; `know` adds what the word list knows of the text's n-grams.
    pub fn split(&mut self, chars: &[char], know: impl FnOnce(&[Key], &mut Known)) {
        let n = chars.len();
        self.folded.clear();
        self.folded.extend(chars.iter().map(|c| fold(*c)));
        self.keys.clear();
        for p in 0..n {
            let mut packed = 0;
            for (len, c) in (1..=LONGEST).zip(&self.folded[p..]) {
                packed = join(packed, *c);
                let hash = gram_of(packed, len);
                self.keys.push(Key { at: p as u32, hash, sort: Sort::Gram(len as u8) });
            }
            if p + 2 < n {
                let hash = around(self.folded[p], self.folded[p + 2]);
                self.keys.push(Key { at: p as u32, hash, sort: Sort::Around });
            }
        }
        self.known.clear();
        know(&self.keys, &mut self.known);
        self.longest.clear();
        self.longest.resize(n, [0; ROLES]);
        self.best.clear();
        self.best.resize(n + 1, (u32::MAX, Token { start: 0, len: 1, key: 0, class: 0 }));
        self.best[0].0 = 0;
        let mut next = 0;
        for at in 0..self.keys.len() {
            let Key { at: start, hash, sort } = self.keys[at];
            let word = self.known.get(next).filter(|(known, _)| *known == at as u32).map(|(_, word)| *word);
            next += usize::from(word.is_some());
            if let Sort::Gram(len) = sort
                && (len == 1 || word.is_some())
            {
                self.word(start as usize, usize::from(len), hash, word.unwrap_or_default());
            }
        }
        self.cut(n);
    }

    /// Takes note of an n-gram, of which the word list knows `word`.
    fn word(&mut self, start: usize, len: usize, key: u32, word: Word) {
        if word.class != 0 && len > 1 {
            note(&mut self.longest, start, len);
        }
        if word.class != 0 || len == 1 {
            let cost = self.best[start].0 + if word.class == 0 { STRANGE } else { u32::from(word.cost) };
            let slot = &mut self.best[start + len];
            if cost < slot.0 {
                *slot = (cost, Token { start, len, key, class: word.class });
            }
        }
    }

    /// Reads the likeliest words off.
    fn cut(&mut self, n: usize) {
        self.tokens.clear();
        let mut end = n;
        while end > 0 {
            let token = self.best[end].1;
            self.tokens.push(token);
            end = token.start;
        }
        self.tokens.reverse();
    }
}

/// The keys of the words: for each character what its word and those around it are. Those without a number go into `keys`.
fn tokens(tokens: &[Token], keys: &mut Vec<Key>, reader: &mut impl Reader) {
    keys.clear();
    let word = |at: isize| usize::try_from(at).ok().and_then(|at| tokens.get(at));
    for (at, token) in tokens.iter().enumerate() {
        let at = at.cast_signed();
        let class = |by: isize| word(at + by).map_or(EDGE, |t| t.class);
        let [own, before, behind] = [0, -1, 1].map(|by| u32::from(class(by)));
        let seen = [0, -1, 1, -2, 2].map(|by| usize::from(class(by)));
        let [last, next] = [-1, 1].map(|by| word(at + by).map_or(0, |t| t.key));
        for k in 0..token.len {
            let part = match (k, token.len) {
                (_, 1) => 3,
                (0, _) => 0,
                (k, len) => 1 + usize::from(k + 1 == len),
            };
            let p = token.start + k;
            for (view, class) in seen.into_iter().enumerate() {
                reader.number(p, TABLE_COUNT + (view * PARTS + part) * CLASS_COUNT + class);
            }
            let pairs = [(5, before, own), (6, own, behind), (7, before, behind), (8, last, 0), (9, next, 0)];
            keys.extend(pairs.map(|(view, a, b)| Key { at: p as u32, hash: token_key(view, part, a, b), sort: Sort::Words }));
        }
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

    /// Takes down the keys; the n-grams in `words` are words.
    struct Taken {
        words: Vec<u32>,
        keys: Vec<(usize, u32)>,
    }

    impl Reader for Taken {
        fn keys(&mut self, keys: &[Key], known: &mut Known) {
            for (place, key) in keys.iter().enumerate() {
                self.keys.push((key.at as usize, key.hash));
                if self.words.contains(&key.hash) {
                    known.push((place as u32, Word { class: 1, cost: 1 }));
                }
            }
        }

        fn number(&mut self, at: usize, number: usize) {
            self.keys.push((at, fixed()[number].0));
        }
    }

    /// The keys of a text, with the n-grams in `words` said to be words.
    fn keys(text: &str, words: &[&str]) -> Vec<(usize, u32)> {
        let words = words.iter().map(|w| gram(&w.chars().map(fold).collect::<Vec<_>>())).collect();
        let line = Line::new(text);
        let mut taken = Taken { words, keys: Vec::new() };
        each(&line, 0, line.len(), &mut Buffers::default(), &mut taken);
        taken.keys
    }

    fn table_key(table: usize, role: usize, len: usize) -> u32 {
        fixed()[table_number(table, role, len)].0
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
        assert_eq!(table_key(0, 0, 0), 0x0F1F_5721);
        assert_eq!(table_key(1, 2, 3), 0x0843_986E);
    }

    #[test]
    fn the_longest_word_counts() {
        let of = |words: &[&str]| keys("人民代表", words);
        let short = of(&["人民"]);
        assert!(short.contains(&(0, table_key(0, 0, 2))) && short.contains(&(1, table_key(0, 2, 2))));
        let both = of(&["人民", "人民代表"]);
        assert!(both.contains(&(0, table_key(0, 0, 4))) && !both.contains(&(0, table_key(0, 0, 2))));
    }

    #[test]
    fn words_are_the_likeliest_ones() {
        let (pair, single) = (token_key(0, 0, 1, 0), token_key(0, 3, 0, 0));
        let found = keys("人民的", &["人民"]);
        assert!(found.contains(&(0, pair)) && found.contains(&(2, single)));
        assert!(!keys("人民的", &[]).contains(&(0, pair)));
    }

    #[test]
    fn places_have_their_class() {
        let found = keys("在湖北省", &[]);
        let class = 1 + crate::lexicon::places::Class::Province as usize;
        assert!((0..3).all(|k| found.contains(&(1 + k, table_key(class, [0, 1, 2][k], 3)))));
    }
}
