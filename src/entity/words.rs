//! Lists of words that are looked for at every character: a bit for each first (or last) character spares the rest.

use super::line::Line;
use crate::lexicon::chars::CharSet;
use rustc_hash::FxHashMap;

/// Words, found by where they begin or where they end.
pub(super) struct Words {
    /// The characters that a word begins (ends) with.
    known: CharSet,
    /// The words by that character, longest first, with their length in characters.
    by: FxHashMap<char, Vec<(&'static str, usize)>>,
}

impl Words {
    /// Words to be found where they begin.
    pub fn starting(words: &[&'static str]) -> Self {
        Self::new(words, |w| w.chars().next())
    }

    /// Words to be found where they end.
    pub fn ending(words: &[&'static str]) -> Self {
        Self::new(words, |w| w.chars().next_back())
    }

    fn new(words: &[&'static str], mark: impl Fn(&str) -> Option<char>) -> Self {
        let mut by: FxHashMap<char, Vec<(&'static str, usize)>> = FxHashMap::default();
        for word in words {
            let Some(c) = mark(word) else { continue };
            let list = by.entry(c).or_default();
            let at = list.partition_point(|(_, len)| *len >= word.chars().count());
            list.insert(at, (word, word.chars().count()));
        }
        let known = CharSet::new(words.iter().filter_map(|w| mark(w)));
        Self { known, by }
    }

    /// The longest word that begins at `at`, and its length in characters.
    #[inline]
    pub fn at(&self, line: &Line, at: usize) -> Option<(&'static str, usize)> {
        let c = line.get(at);
        if !self.known.has(c) {
            return None;
        }
        self.by.get(&c)?.iter().find(|(w, _)| line.starts(at, w)).copied()
    }

    /// The longest word that ends at `end`, and its length in characters.
    #[inline]
    pub fn before(&self, line: &Line, end: usize) -> Option<(&'static str, usize)> {
        let c = line.before(end);
        if !self.known.has(c) {
            return None;
        }
        self.by.get(&c)?.iter().find(|(w, _)| line.ends(end, w)).copied()
    }

    /// Whether a word of one character is this one.
    #[inline]
    pub fn has(&self, c: char) -> bool {
        self.known.has(c)
    }
}

/// Words that each say something, found by where they begin.
pub(super) struct Sayings<T: 'static> {
    words: Words,
    said: &'static [(&'static str, T)],
}

impl<T: Copy> Sayings<T> {
    /// The words with what they say.
    pub fn new(said: &'static [(&'static str, T)]) -> Self {
        Self { words: Words::starting(&said.iter().map(|(w, _)| *w).collect::<Vec<_>>()), said }
    }

    /// Whether a word begins with this character.
    #[inline]
    pub fn begins(&self, c: char) -> bool {
        self.words.has(c)
    }

    /// The longest word that begins at `at`, its length in characters, and what it says.
    #[inline]
    pub fn at(&self, line: &Line, at: usize) -> Option<(&'static str, usize, T)> {
        let (word, len) = self.words.at(line, at)?;
        self.said.iter().find(|(w, _)| *w == word).map(|(_, said)| (word, len, *said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_wins() {
        let line = Line::new("市人大常委会主任");
        assert_eq!(Words::starting(&["人大", "人大常委会"]).at(&line, 1), Some(("人大常委会", 5)));
        assert_eq!(Words::ending(&["任", "主任"]).before(&line, 8), Some(("主任", 2)));
        assert_eq!(Words::ending(&["主任"]).before(&line, 7), None);
        assert_eq!(Sayings::new(&[("人大", 1), ("人大常委会", 2)]).at(&line, 1), Some(("人大常委会", 5, 2)));
    }
}
