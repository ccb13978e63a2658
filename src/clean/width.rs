//! Full-width letters, digits and signs become half-width (`１２．２２％` is `12.22%`), half-width punctuation beside
//! ideographs becomes full-width (`(记者` is `（记者`).
//!
//! Chinese punctuation keeps its full width: it is the canonical form in running text.

use super::{Kept, is_han};

/// Sets every character's canonical width.
pub(super) fn settle(chars: &mut [Kept]) {
    // The character before, as it was.
    let mut before = None;
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at].c;
        if is_mark(c) {
            // Signs in a row go together: `((记者` is `（（记者`.
            let end = at + chars[at..].iter().take_while(|k| is_mark(k.c)).count();
            let left = at.checked_sub(1).is_some_and(|left| is_wide(chars[left].c));
            let right = chars.get(end).is_some_and(|k| is_wide(alone(k.c)));
            if left || right {
                chars[at..end].iter_mut().for_each(|k| k.c = widened(k.c));
            }
            at = end;
            before = None;
            continue;
        }
        let after = chars.get(at + 1).map(|k| k.c);
        chars[at].c = match c {
            '．' if before.is_some_and(is_digit) && after.is_some_and(is_digit) => '.',
            '，' if before.is_some_and(is_wide_digit) && after.is_some_and(is_wide_digit) => ',',
            _ => alone(c),
        };
        before = Some(c);
        at += 1;
    }
}

/// The canonical width of a character whose neighbours do not matter.
fn alone(c: char) -> char {
    match c {
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '％'
        | '＋'
        | '－'
        | '＝'
        | '＠'
        | '＃'
        | '＆'
        | '＊'
        | '／'
        | '＿'
        | '＂'
        | '＄' => char::from_u32(c as u32 - WIDTH).unwrap_or(c),
        '￥' => '¥',
        '｢' => '「',
        '｣' => '」',
        '､' => '、',
        '｡' => '。',
        _ => c,
    }
}

/// How far the full-width forms stand from ASCII.
const WIDTH: u32 = 0xFEE0;

/// A half-width sign in full width.
fn widened(c: char) -> char {
    char::from_u32(c as u32 + WIDTH).unwrap_or(c)
}

/// Whether `c` is a half-width sign that running text sets in full width beside an ideograph. Between two digits or
/// letters it is part of a number, a score or a Latin phrase.
fn is_mark(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '!' | '?' | '(' | ')')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_wide_digit(c)
}

fn is_wide_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303F}' | '“' | '”' | '\u{FF01}'..='\u{FF0F}')
}

#[cfg(test)]
mod tests {
    fn check(raw: &str, expect: &str) {
        let got: String = crate::clean::characters(raw).iter().map(|k| k.c).collect();
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
        check("((记者\u{200B}),a)", "（（记者），a)");
    }
}
