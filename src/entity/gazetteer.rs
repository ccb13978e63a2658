//! The user's own list of names: text, a name a line with its type.
//!
//! ```text
//! # comment
//! 李小明 PERSON
//! 丰禾铝业 ORG
//! ```
//!
//! Its names win over the model and all rules: the longest one at a place is a mention, and what neither holds it nor stands in
//! it as the guide allows falls. A name of Latin letters or digits is found as a whole word alone.

use super::Kind;
use super::line::{Found, Line};
use super::settle::fits;
use super::titles::Link;
use crate::clean::padding::Setting;
use crate::lexicon::beginnings::Beginnings;
use crate::source::{Passage, Source};
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::Arc;

/// The code of the rule that finds them.
pub(super) const RULE: &str = "user-list";

/// Names with their types. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer(Arc<Beginnings>);

/// What is wrong with a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: LineFault,
}

/// What can be wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// There is a name and no type.
    NoType {
        /// The name.
        name: String,
    },
    /// The last word is no type.
    NotAType {
        /// It.
        word: String,
    },
    /// An earlier line gives the name another type.
    Twice {
        /// The name.
        name: String,
        /// That line, from 1.
        first: usize,
    },
    /// The name is longer than any mention.
    TooLong {
        /// Its length in characters.
        length: usize,
    },
}

/// The longest name, in characters: as long as the longest mention.
pub const LONGEST_NAME: usize = super::settle::LONGEST;

/// The types as a list writes them, in either language and in either case.
pub const TYPES: [(&str, &str, Kind); 12] = [
    ("PERSON", "人名", Kind::Person),
    ("TITLE", "职务", Kind::Title),
    ("ORG", "机构", Kind::Org),
    ("PLACE", "地名", Kind::Place),
    ("DATE", "日期", Kind::Date),
    ("TIME", "时间", Kind::Time),
    ("MONEY", "金额", Kind::Money),
    ("PERCENT", "比率", Kind::Percent),
    ("QUANTITY", "数量", Kind::Quantity),
    ("EVENT", "会议活动", Kind::Event),
    ("WORK", "著作文件", Kind::Work),
    ("TERM", "专用词语", Kind::Term),
];

impl Gazetteer {
    /// Reads a list. Its good lines count whatever is wrong with others; those come back in order.
    #[must_use]
    pub fn read(text: &str) -> (Self, Vec<BadLine>) {
        let mut names = Beginnings::default();
        let mut bad = Vec::new();
        let mut seen: FxHashMap<String, (u8, usize)> = FxHashMap::default();
        for (line, row) in (1..).zip(text.lines()) {
            let row = flowing(row);
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let mut fail = |fault| bad.push(BadLine { line, fault });
            let Some((name, word)) = row.rsplit_once(char::is_whitespace) else {
                fail(LineFault::NoType { name: row });
                continue;
            };
            let known = |(code, label, _): &(&str, &str, Kind)| code.eq_ignore_ascii_case(word) || *label == word;
            let Some(number) = TYPES.iter().position(known).map(|at| at as u8 + 1) else {
                fail(LineFault::NotAType { word: word.to_owned() });
                continue;
            };
            // As the name stands in flowing text: white space between Chinese characters is padding.
            let source = Source::new(name);
            let name = Passage::new(&source, source.lines(), Setting::Prose).text().to_owned();
            let length = name.chars().count();
            if length > LONGEST_NAME {
                fail(LineFault::TooLong { length });
                continue;
            }
            match seen.get(&name) {
                Some(&(other, first)) if other != number => fail(LineFault::Twice { name, first }),
                Some(_) => (),
                None => {
                    names.add(name.chars(), number);
                    seen.insert(name, (number, line));
                }
            }
        }
        (Self(Arc::new(names)), bad)
    }

    /// Whether a text means to be a list: most of its lines that say something are good.
    #[must_use]
    pub fn is_list(text: &str) -> bool {
        let (names, bad) = Self::read(text);
        let rows = text.lines().map(flowing).filter(|row| !row.is_empty() && !row.starts_with('#')).count();
        !names.is_empty() && 2 * bad.len() < rows
    }

    /// Whether it has no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names in a line, apart from one another, by start.
    pub(super) fn find(&self, line: &Line) -> Vec<Found> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let mut at = 0;
        while at < line.len() {
            let whole = |end: usize| !is_within_word(line, at) && !is_within_word(line, end);
            let longest = self.0.at(&line.chars[at..]).filter(|(len, _)| whole(at + len)).last();
            let Some((len, number)) = longest else {
                at += 1;
                continue;
            };
            found.push(Found::new(at, at + len, TYPES[usize::from(number) - 1].2, 1.0, RULE));
            at += len;
        }
        found
    }
}

/// A line of a list with canonical characters and without white space at its ends.
fn flowing(row: &str) -> String {
    Source::new(row).clean().trim().to_owned()
}

/// Whether a Latin word or a number goes on over `at`.
fn is_within_word(line: &Line, at: usize) -> bool {
    line.before(at).is_ascii_alphanumeric() && line.get(at).is_ascii_alphanumeric()
}

/// Takes from `finds` what cannot stand beside the list's names; `own` are these, by start.
pub(super) fn make_way(own: &[Found], finds: &mut Vec<Found>) {
    if own.is_empty() {
        return;
    }
    finds.retain(|f| f.rule == RULE || !clashes(own, f));
}

/// Puts the list's titles in the place of those that they do not fit with, whose holders they take over; a person right behind
/// one holds it. `own` and `persons` are sorted by start.
pub(super) fn give_titles(own: &[Found], persons: &[Found], titles: &mut Vec<Found>, links: &mut Vec<Link>) {
    for title in own.iter().filter(|f| f.kind == Kind::Title) {
        let span = (title.start, title.end);
        for (other, _) in links.iter_mut().filter(|((start, end), _)| *start < title.end && title.start < *end) {
            *other = span;
        }
        let first = persons.partition_point(|p| p.start < title.end);
        links.extend(persons.get(first).filter(|p| p.start == title.end).map(|p| (span, (p.start, p.end))));
    }
    make_way(own, titles);
    titles.extend(own.iter().filter(|f| f.kind == Kind::Title).cloned());
}

fn clashes(own: &[Found], f: &Found) -> bool {
    let first = own.partition_point(|o| o.end <= f.start);
    own[first..].iter().take_while(|o| o.start < f.end).any(|o| !fits(o, f))
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.fault {
            LineFault::NoType { name } => {
                write!(f, "`{name}` has no type: write the name, a space or tab, and a type such as PERSON")
            }
            LineFault::NotAType { word } => {
                let types = TYPES.map(|(code, ..)| code).join(", ");
                write!(f, "`{word}` is no type: end the line with one of {types}")
            }
            LineFault::Twice { name, first } => write!(f, "`{name}` has another type in line {first}: keep one of the two lines"),
            LineFault::TooLong { length } => {
                write!(f, "the name has {length} characters: give one of at most {LONGEST_NAME}, without the text around it")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::entity::find;

    fn list(text: &str) -> Gazetteer {
        let (gazetteer, bad) = Gazetteer::read(text);
        assert_eq!(bad, []);
        gazetteer
    }

    /// The mentions with this list, as text and type.
    fn found(names: &str, text: &str) -> Vec<String> {
        let options = Options { gazetteer: list(names), ..Options::default() };
        find(text, &options).iter().map(|m| format!("{} {:?}", m.span.of(text), m.kind)).collect()
    }

    #[test]
    fn lines_are_read() {
        let names = list("\u{feff}# 名单\r\n\r\n李 小明\tperson\n丰禾铝业　ＯＲＧ\nSky Net 机构\n李小明 人名");
        let line = Line::new("李小明和丰禾铝业，Sky Net，SkyNet，Sky Nets");
        let found: Vec<String> = names.find(&line).iter().map(|f| line.string(f.start, f.end)).collect();
        assert_eq!(found, ["李小明", "丰禾铝业", "Sky Net"]);
    }

    #[test]
    fn bad_lines_are_told_and_good_ones_count() {
        let (names, bad) = Gazetteer::read("李小明\n丰禾 COMPANY\n丰禾 ORG\n丰禾 PLACE\n");
        let told: Vec<String> = bad.iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("line 1: `李小明` has no type: ") && told[1].starts_with("line 2: `COMPANY` is no type: "));
        assert_eq!(told[2], "line 4: `丰禾` has another type in line 3: keep one of the two lines");
        assert_eq!(told.len(), 3);
        assert!(!names.is_empty());
    }

    #[test]
    fn a_list_is_told_from_a_page() {
        for list in ["李小明 PERSON", "# 名单\n\n李小明\t人名\n丰禾铝业 org\n金太阳\n", "李小明 人名\r\n"] {
            assert!(Gazetteer::is_list(list), "{list:?}");
        }
        // None of its lines is good, as many are as are not, and no line says anything.
        let page = include_str!("../../seeds/jianli.txt");
        for other in [page, "李小明 PERSON\n金太阳\n", "# 名单\n", "", "会议 召开\n"] {
            assert!(!Gazetteer::is_list(other), "{other:?}");
        }
    }

    #[test]
    fn the_list_wins() {
        // Over a rule's type, over a longer and a crossing find, and everywhere.
        assert_eq!(found("湖北省 ORG", "在湖北省，")[..], ["湖北省 Org"]);
        assert_eq!(found("近日 TERM", "近日，")[..], ["近日 Term"]);
        assert_eq!(found("集团丰禾 TERM", "南桂集团丰禾公司")[..1], ["集团丰禾 Term"]);
        assert_eq!(found("阿明 PERSON", "市长阿明说，阿明来了。"), ["市长 Title", "阿明 Person", "阿明 Person"]);
        // The longest of the list.
        assert_eq!(found("丰禾 PERSON\n丰禾铝业 ORG", "丰禾铝业、丰禾"), ["丰禾铝业 Org", "丰禾 Person"]);
    }

    #[test]
    fn the_list_nests_as_the_guide_allows() {
        let found = found("荆门市水务局 ORG\n水务局局长 TITLE", "荆门市水务局局长李小明说，");
        assert_eq!(found, ["荆门市水务局局长 Title", "荆门市水务局 Org", "李小明 Person"]);
    }
}
