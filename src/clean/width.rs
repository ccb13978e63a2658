//! Full-width letters, digits and signs become half-width (`１２．２２％` is `12.22%`), half-width punctuation between
//! ideographs becomes full-width (`(记者` is `（记者`).
//!
//! Chinese punctuation keeps its full width: it is the canonical form in running text.

use super::is_han;

/// The canonical width of `c` between its neighbours in the raw text.
#[must_use]
pub fn canonical(before: Option<char>, c: char, after: Option<char>) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '＝' | '＠' | '＃' | '＆' | '＊' | '／' | '＿' | '＂' | '＄' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '．' if before.is_some_and(is_digit) && after.is_some_and(is_digit) => '.',
        '，' if before.is_some_and(is_digit) && after.is_some_and(is_wide_digit) && before.is_some_and(is_wide_digit) => ',',
        '－' => '-',
        '〜' | '～' => '～',
        '￥' => '¥',
        '｢' => '「',
        '｣' => '」',
        '､' => '、',
        '｡' => '。',
        ',' | ';' | ':' | '!' | '?' | '(' | ')' if before.is_some_and(is_wide) || after.is_some_and(is_wide) => {
            // Between two digits or letters the sign is part of a number, a score or a Latin phrase.
            let inside = before.is_some_and(is_narrow) && after.is_some_and(is_narrow);
            if inside { c } else { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) }
        }
        _ => c,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_wide_digit(c)
}

fn is_wide_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

fn is_narrow(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303F}' | '“' | '”' | '\u{FF01}'..='\u{FF0F}' | '\u{2E80}'..='\u{2FD5}')
}

#[cfg(test)]
mod tests {
    fn check(raw: &str, expect: &str) {
        let chars: Vec<char> = raw.chars().collect();
        let got: String = (0..chars.len())
            .map(|i| super::canonical(i.checked_sub(1).map(|j| chars[j]), chars[i], chars.get(i + 1).copied()))
            .collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn digits_and_letters_are_half_width() {
        check("增长１２．２２％，Ａ股", "增长12.22%，A股");
        check("１，２００元", "1,200元");
    }

    #[test]
    fn chinese_punctuation_is_full_width() {
        check("(记者李超)近日,会议", "（记者李超）近日，会议");
        check("比分2:1,1,000", "比分2:1,1,000");
    }
}
