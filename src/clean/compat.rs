//! Compatibility forms become their canonical characters (`﨑` its ideograph, `︵` is `（`); invisible characters go.

use super::is_han;
use unicode_normalization::UnicodeNormalization;

/// Whether `c` shows nothing and means nothing in running text: zero-width signs, marks of direction, soft hyphen, byte
/// order mark, variation selectors, control characters other than white space.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0100}'..='\u{E01EF}'
    ) || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{0C}' | '\u{0B}' | '\u{85}'))
}

/// The canonical character of a compatibility ideograph, a vertical form or a small form.
#[must_use]
pub fn canonical(c: char) -> Option<char> {
    match c {
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => single(c).filter(|&to| is_han(to)),
        '︙' => Some('…'),
        '\u{FE10}'..='\u{FE18}' | '\u{FE30}'..='\u{FE6B}' => single(c).map(wide),
        _ => None,
    }
}

/// The one character that NFKC makes of `c`.
fn single(c: char) -> Option<char> {
    let mut forms = std::iter::once(c).nfkc();
    forms.next().filter(|_| forms.next().is_none())
}

/// NFKC folds Chinese punctuation to ASCII; running text keeps it wide.
fn wide(c: char) -> char {
    if c.is_ascii_punctuation() { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn vertical_and_compatibility_forms() {
        let got: String = "︵甲︶﹁乙﹂﹐".chars().map(|c| canonical(c).unwrap_or(c)).collect();
        assert_eq!(got, "（甲）「乙」，");
        assert_eq!(canonical('\u{F9DD}'), Some('利'));
    }
}
