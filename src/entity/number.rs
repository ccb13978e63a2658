//! Numerals: Arabic (`1,200`, `12.22`), Chinese (`三百二十`, `二〇二四`, `三点五`) and mixed (`1.28亿`, `3万余`).
//!
//! Invariant: a numeral's span holds its own 多, 余, 几 and no word about it (约, 近, 以上).

use super::line::Line;

/// A numeral in a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it says; of 几 and 数 the least (几十: 20 would be a guess, so 10), of two digits side by side (七八十) the lower.
    /// Not finite where the digits go beyond what a floating-point number holds.
    pub value: f64,
    /// How it is written.
    pub script: Script,
    /// Whether 多, 余, 几, 数 or two digits side by side leave it open.
    pub open: bool,
    /// Whether it says no one number at all: 几, 数千, 七八.
    pub vague: bool,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Digits, with or without a Chinese scale behind.
    Arabic,
    /// Digits one after another: 二〇二四.
    Digits,
    /// With 十, 百, 千: 三百二十.
    Chinese,
}

/// The value of a Chinese digit.
#[inline]
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[inline]
fn small_scale(c: char) -> Option<f64> {
    Some(match c {
        '十' => 1e1,
        '百' => 1e2,
        '千' => 1e3,
        _ => return None,
    })
}

#[inline]
fn large_scale(c: char) -> Option<f64> {
    Some(match c {
        '万' => 1e4,
        '亿' => 1e8,
        _ => return None,
    })
}

fn is_more(c: char) -> bool {
    matches!(c, '多' | '余')
}

/// Whether a numeral may begin with this character.
#[inline]
pub(super) fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || digit(c).is_some()
        || small_scale(c).is_some()
        || large_scale(c).is_some()
        || matches!(c, '几' | '数' | '半')
}

/// Reads the numeral that begins at `start`.
pub(super) fn read(line: &Line, start: usize) -> Option<Number> {
    let c = line.get(start);
    if c.is_ascii_digit() { arabic(line, start) } else { chinese(line, start) }
}

fn arabic(line: &Line, start: usize) -> Option<Number> {
    let mut at = start;
    let mut value = 0.0;
    while let Some(d) = line.get(at).to_digit(10) {
        value = value * 10.0 + f64::from(d);
        at += 1;
        // A comma parts thousands only: three digits follow, and no fourth.
        let comma = matches!(line.get(at), ',' | '，')
            && at - start <= 3 + 4 * ((at - start) / 4)
            && (1..=3).all(|k| line.get(at + k).is_ascii_digit())
            && !line.get(at + 4).is_ascii_digit();
        if comma && line.get(at) == ',' {
            at += 1;
        }
    }
    if matches!(line.get(at), '.' | '．') && line.get(at + 1).is_ascii_digit() {
        at += 1;
        let mut unit = 0.1;
        while let Some(d) = line.get(at).to_digit(10) {
            value += f64::from(d) * unit;
            unit /= 10.0;
            at += 1;
        }
        // Two points make a version, a date or an address, not a number.
        if matches!(line.get(at), '.' | '．') && line.get(at + 1).is_ascii_digit() {
            return None;
        }
    }
    let mut open = false;
    let about = line.get(at) == '几';
    if matches!(line.get(at), '几' | '多' | '余') && (small_scale(line.get(at + 1)).or(large_scale(line.get(at + 1)))).is_some()
    {
        open = true;
        at += 1;
    }
    let mut scale = 1.0;
    while let Some(s) = small_scale(line.get(at)).or(large_scale(line.get(at))) {
        // 十 behind digits is a word of its own (10十).
        if line.get(at) == '十' || (line.get(at) == '千' && matches!(line.get(at + 1), '克' | '米' | '瓦' | '伏' | '赫' | '卡'))
        {
            break;
        }
        scale *= s;
        at += 1;
    }
    value *= scale;
    // 25万6千, 3万4000: smaller scales go on, each with its own digits.
    let mut least = scale;
    while least >= 1e3 && !open && line.get(at).is_ascii_digit() {
        let len = (at..line.len()).take_while(|k| line.get(*k).is_ascii_digit()).count();
        let digits = (at..at + len).fold(0.0, |n, k| n * 10.0 + f64::from(line.get(k).to_digit(10).unwrap_or(0)));
        let next = small_scale(line.get(at + len)).or(large_scale(line.get(at + len))).unwrap_or(1.0);
        // 10十 is no numeral.
        if digits * next >= least || line.get(at + len) == '十' {
            break;
        }
        value += digits * next;
        at += len + usize::from(next > 1.0);
        least = next;
    }
    if is_more(line.get(at)) {
        open = true;
        at += 1;
        // 3000多万
        while let Some(s) = large_scale(line.get(at)) {
            value *= s;
            at += 1;
        }
    }
    Some(Number { start, end: at, value: tidy(value), script: Script::Arabic, open, vague: about && open })
}

/// Takes the noise of binary fractions off: a millionth is finer than any printed number.
fn tidy(value: f64) -> f64 {
    if value < 1e9 { (value * 1e6).round() / 1e6 } else { value.round() }
}

fn chinese(line: &Line, start: usize) -> Option<Number> {
    let mut at = start;
    let (mut total, mut section, mut current) = (0.0, 0.0, None::<f64>);
    let mut digits_in_row = 0;
    let mut plain = 0.0;
    let mut scaled = false;
    let mut open = false;
    let mut last_scale = 1.0;
    let mut last_large = 0.0;
    let mut about = false;
    let mut untold = false;
    loop {
        let c = line.get(at);
        if let Some(d) = digit(c) {
            if digits_in_row == 0 && is_about(line, at) {
                open = true;
                digits_in_row = 2;
                plain = f64::from(d);
                current = Some(plain);
                about = true;
                untold = true;
                at += 2;
                continue;
            }
            digits_in_row += 1;
            plain = plain * 10.0 + f64::from(d);
            current = Some(if digits_in_row > 1 && !scaled { plain } else { f64::from(d) });
            if c == '零' || c == '〇' {
                current = Some(if scaled { 0.0 } else { plain });
            }
        } else if matches!(c, '几' | '数') && (at == start || scaled) {
            let next = line.get(at + 1);
            if c == '数' && small_scale(next).or(large_scale(next)).is_none() {
                break;
            }
            open = true;
            untold = true;
            digits_in_row = 0;
            current = Some(1.0);
        } else if let Some(s) = small_scale(c) {
            if c == '千' && matches!(line.get(at + 1), '克' | '米' | '瓦') && at > start {
                break;
            }
            // 零十二: 零 holds a place, and 十 counts one.
            section += current.take().filter(|c| *c > 0.0).unwrap_or(1.0) * s;
            scaled = true;
            digits_in_row = 0;
            last_scale = s;
        } else if let Some(s) = large_scale(c) {
            section += current.take().unwrap_or(0.0);
            if s > last_large {
                // 一万五千亿: the larger scale counts all that stands before.
                section += total;
                total = 0.0;
            }
            last_large = s;
            total += if section == 0.0 { 1.0 } else { section } * s;
            section = 0.0;
            scaled = true;
            digits_in_row = 0;
            last_scale = s;
        } else if is_more(c) && scaled && at > start {
            open = true;
            at += 1;
            // 三百多万
            if let Some(s) = large_scale(line.get(at)) {
                total += (section + current.take().unwrap_or(0.0)) * s;
                section = 0.0;
                at += 1;
            }
            break;
        } else {
            break;
        }
        at += 1;
    }
    if at == start {
        return half(line, start);
    }
    if !scaled {
        if line.get(at) == '点' && digit(line.get(at + 1)).is_some() {
            return Some(point(line, start, at, plain));
        }
        if line.get(at - 1) == '几' {
            return Some(Number { start, end: at, value: 1.0, script: Script::Chinese, open: true, vague: untold });
        }
        let script = if at - start > 1 && !about { Script::Digits } else { Script::Chinese };
        return Some(Number { start, end: at, value: plain, script, open, vague: untold });
    }
    let rest = match current {
        // 三万五: the last digit counts in tenths of the scale before it, where no 零 stands between.
        Some(d) if last_scale >= 100.0 && d > 0.0 && digit(line.get(at - 2)).is_none() => d * last_scale / 10.0,
        Some(d) => d,
        None => 0.0,
    };
    let value = total + section + rest;
    if line.get(at) == '点' && digit(line.get(at + 1)).is_some() {
        return Some(point(line, start, at, value));
    }
    Some(Number { start, end: at, value, script: Script::Chinese, open, vague: untold })
}

/// Whether two digits stand side by side that together say about how many: 两三千, 七八十, 三五个; 二〇二四 and 九八 do not.
fn is_about(line: &Line, at: usize) -> bool {
    let (Some(a), Some(b)) = (digit(line.get(at)), digit(line.get(at + 1))) else { return false };
    let alone = digit(line.get(at + 2)).is_none() && digit(line.before(at)).is_none();
    alone && a > 0 && (b == a + 1 || (a, b) == (3, 5))
}

fn half(line: &Line, start: usize) -> Option<Number> {
    (line.get(start) == '半').then_some(Number {
        start,
        end: start + 1,
        value: 0.5,
        script: Script::Chinese,
        open: false,
        vague: false,
    })
}

/// 三点五, 一点二八亿
fn point(line: &Line, start: usize, dot: usize, whole: f64) -> Number {
    let (mut at, mut value, mut unit) = (dot + 1, whole, 0.1);
    while let Some(d) = digit(line.get(at)) {
        value += f64::from(d) * unit;
        unit /= 10.0;
        at += 1;
    }
    while let Some(s) = small_scale(line.get(at)).or(large_scale(line.get(at))) {
        value *= s;
        at += 1;
    }
    Number { start, end: at, value: tidy(value), script: Script::Chinese, open: false, vague: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, printed: &str, value: f64) {
        let line = Line::new(text);
        let n = read(&line, 0).unwrap_or_else(|| panic!("{text}: no number"));
        assert_eq!(line.string(n.start, n.end), printed, "{text}");
        assert!((n.value - value).abs() < 1e-6 * value.abs().max(1.0), "{text}: {} is not {value}", n.value);
    }

    #[test]
    fn arabic_numerals() {
        check("12.22%", "12.22", 12.22);
        check("1,200亩", "1,200", 1200.0);
        check("1.28亿元", "1.28亿", 1.28e8);
        check("3000多万元", "3000多万", 3e7);
        check("3万余人", "3万余", 3e4);
        check("20万吨", "20万", 2e5);
        check("5千克", "5", 5.0);
        check("1.5万亿元", "1.5万亿", 1.5e12);
        check("25万6千人", "25万6千", 256_000.0);
        check("3万4000人", "3万4000", 34_000.0);
        check("2亿3000万元", "2亿3000万", 2.3e8);
    }

    #[test]
    fn chinese_numerals() {
        check("三百二十人", "三百二十", 320.0);
        check("二〇二四年", "二〇二四", 2024.0);
        check("十二个", "十二", 12.0);
        check("两千零五名", "两千零五", 2005.0);
        check("一万二千人", "一万二千", 12000.0);
        check("三点五", "三点五", 3.5);
        check("几十个", "几十", 10.0);
        check("五百多名", "五百多", 500.0);
        check("一亿二千万元", "一亿二千万", 1.2e8);
        check("三万五", "三万五", 35000.0);
        check("百余名", "百余", 100.0);
        check("一千零十二", "一千零十二", 1012.0);
        check("一万五千亿", "一万五千亿", 1.5e12);
        check("数万亿", "数万亿", 1e12);
    }

    #[test]
    fn two_digits_side_by_side_are_open() {
        for (text, printed, value) in [
            ("两三千人", "两三千", 2000.0),
            ("七八十名", "七八十", 70.0),
            ("三五个月", "三五", 3.0),
            ("十五六岁", "十五六", 15.0),
            ("三千五六百人", "三千五六百", 3500.0),
            ("一万二三千人", "一万二三千", 12000.0),
        ] {
            check(text, printed, value);
            assert!(read(&Line::new(text), 0).is_some_and(|n| n.open), "{text}");
        }
        check("九八年", "九八", 98.0);
        check("一二三", "一二三", 123.0);
    }

    #[test]
    fn addresses_are_no_numbers() {
        assert!(read(&Line::new("1.2.3"), 0).is_none());
    }
}
