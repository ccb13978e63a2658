//! The rules that make raw text clean: one file a rule, each a function over characters.
//!
//! Invariants: a rule replaces one character by one character or takes it out; none adds any, none reorders. So each clean
//! character traces to exactly one raw character (a CR LF counts as one). Folded by NFKC, a character and what it becomes
//! are equal, but for the radicals. Cleaning clean text changes nothing.

pub mod compat;
pub mod padding;
pub mod radicals;
mod radicals_table;
pub mod width;

/// A character that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it became.
    pub c: char,
    /// Where it began in the raw text, in bytes.
    pub at: u32,
    /// How long it was there, in bytes.
    pub len: u32,
}

/// Cleans `raw`: the characters that are kept, with line breaks as `\n`.
///
/// Order: forms first, since the width of a sign depends on what stands on either side of it.
#[must_use]
pub fn characters(raw: &str) -> Vec<Kept> {
    // Chinese characters have three bytes.
    let mut kept = Vec::with_capacity(raw.len() / 3 + 1);
    let mut chars = raw.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut len = c.len_utf8() as u32;
        if c == '\r' && chars.next_if(|&(_, next)| next == '\n').is_some() {
            len += 1;
        }
        if let Some(c) = form(c) {
            kept.push(Kept { c, at: at as u32, len });
        }
    }
    width::settle(&mut kept);
    kept
}

/// The canonical form of a character, its width apart; `None` takes it out.
fn form(c: char) -> Option<char> {
    if c.is_ascii_graphic() || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return Some(c);
    }
    match c {
        '\r' | '\u{0B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        _ if compat::is_invisible(c) => None,
        _ => Some(radicals::ideograph(c).or_else(|| compat::canonical(c)).unwrap_or(c)),
    }
}

/// Whether a text shows nothing: it has no character, or white space and characters without a form alone.
#[must_use]
pub fn is_blank(raw: &str) -> bool {
    raw.chars().all(|c| c.is_whitespace() || compat::is_invisible(c))
}

/// Whether `c` is a Chinese character.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::characters;
    use unicode_normalization::UnicodeNormalization;

    fn clean(raw: &str) -> String {
        characters(raw).iter().map(|k| k.c).collect()
    }

    #[test]
    fn line_breaks_are_one_character() {
        assert_eq!(clean("甲\r\n乙\r丙\n\r丁\u{2028}戊\u{0C}"), "甲\n乙\n丙\n\n丁\n戊\u{0C}");
    }

    /// The report's contract with its readers: every character, alone and among others, folds as before.
    #[test]
    fn every_character_folds_as_before() {
        let fold = |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
        for c in ('\0'..=char::MAX).filter(|c| !('\u{2E80}'..='\u{2EFF}').contains(c)) {
            for (before, after) in [("", ""), ("中", "文"), ("1", "2"), ("１", "２")] {
                let raw = format!("{before}{c}{after}");
                let clean = clean(&raw);
                // What is taken out is accounted for apart.
                if clean.chars().count() == raw.chars().count() {
                    assert_eq!(fold(&clean), fold(&raw), "{c:?} (U+{:04X}) in {raw:?}", c as u32);
                }
            }
        }
    }

    #[test]
    fn cleaning_clean_text_changes_nothing() {
        for c in '\0'..=char::MAX {
            for (before, after) in [("", ""), ("中(", ",文"), ("1", "2"), ("１", "２"), ("\u{200B}", "("), ("(", "中")] {
                let once = clean(&format!("{before}{c}{after}"));
                assert_eq!(clean(&once), once, "{c:?} (U+{:04X})", c as u32);
            }
        }
    }
}
