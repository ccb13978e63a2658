//! The rules that make raw text clean: one file a rule, each a function over characters.
//!
//! Invariant: a rule replaces one character by one character or takes it out; none adds any, none reorders. So each
//! clean character traces to exactly one raw character (a CR LF counts as one).

pub mod compat;
pub mod padding;
pub mod radicals;
mod radicals_table;
pub mod width;

/// Whether `c` is a Chinese character.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// What one raw character becomes between its neighbours; `None` takes it out.
///
/// Order: forms first, then width, since the width rule looks at ideographs on either side.
#[must_use]
pub fn character(before: Option<char>, c: char, after: Option<char>) -> Option<char> {
    if c.is_ascii_alphanumeric() || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return Some(c);
    }
    if compat::is_invisible(c) {
        return None;
    }
    let c = radicals::ideograph(c).or_else(|| compat::canonical(c)).unwrap_or(c);
    Some(width::canonical(before, c, after))
}
