//! White space that the page put between characters: justified lines (`相 比 去 年`), padded names (`李 明`).
//!
//! In running text a space between two characters of which one is not Latin is padding. A headline's space parts two
//! clauses and stays, unless the whole line is set apart letter by letter. A space before a combining sign always stays:
//! without it the sign would join the character before.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// What a passage is, for the white space in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Body text: spaces are padding, but between two Latin words or numbers.
    Prose,
    /// A headline: spaces part clauses.
    Headline,
}

/// Whether the white space between `before` and `after` (both not white) stays as one space.
#[must_use]
pub fn keeps_space(setting: Setting, before: char, after: char, line_is_letterspaced: bool) -> bool {
    let needed = (is_latin(before) && is_latin(after)) || combines(after);
    match setting {
        Setting::Prose => needed,
        Setting::Headline => needed || !line_is_letterspaced,
    }
}

/// Whether `c` may become one with the character before it.
fn combines(c: char) -> bool {
    if c.is_ascii() || super::is_han(c) {
        return false;
    }
    let first = std::iter::once(c).nfkd().next().unwrap_or(c);
    canonical_combining_class(first) != 0 || is_nfc_quick(std::iter::once(first)) != IsNormalized::Yes
}

/// Whether a line is set letter by letter: white space between most of its characters.
#[must_use]
pub fn is_letterspaced(line: &str) -> bool {
    let mut runs = 0;
    let mut chars = 0;
    let mut in_run = false;
    for c in line.trim().chars() {
        if c.is_whitespace() {
            in_run = false;
        } else {
            // A Latin word or a number is one unit.
            if !in_run || !is_latin(c) {
                runs += usize::from(!in_run);
                chars += 1;
            }
            in_run = true;
        }
    }
    chars > 1 && (runs == chars || (chars > 3 && runs * 5 >= chars * 4))
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{C0}'..='\u{24F}' | ',' | '.' | '&' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letterspaced_lines() {
        assert!(is_letterspaced("通 知"));
        assert!(is_letterspaced("相 比 去 年 同 期"));
        assert!(!is_letterspaced("抓紧抓细抓实 全力攻坚"));
        assert!(!is_letterspaced("项 红，市政协主席"));
    }

    #[test]
    fn spaces() {
        assert!(!keeps_space(Setting::Prose, '项', '红', false));
        assert!(keeps_space(Setting::Prose, 'w', 'o', false));
        assert!(keeps_space(Setting::Headline, '实', '全', false));
        assert!(!keeps_space(Setting::Headline, '通', '知', true));
        assert!(keeps_space(Setting::Prose, 'カ', '\u{FF9E}', false));
    }
}
