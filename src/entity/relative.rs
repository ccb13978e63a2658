//! Dates that a length of time from today leads to: 过去5年, 4年来, 十年后, 三天前.
//!
//! Invariant: the unit is one of the calendar; hours and minutes are lengths alone.

use super::dates::{Days, Reading, Unit};
use super::line::Line;
use super::number;
use super::words::Sayings;
use crate::clean::is_han;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::sync::LazyLock;

/// Words before a length; longer before shorter.
const BEFORE: &[(&str, Way)] = &[
    ("过去的", Way::Past),
    ("最近的", Way::Past),
    ("未来的", Way::Coming),
    ("过去", Way::Past),
    ("最近", Way::Past),
    ("未来", Way::Coming),
    ("今后", Way::Coming),
    ("随后", Way::Coming),
    ("近", Way::Near),
    ("这", Way::Near),
];

/// Words behind a length; longer before shorter.
const BEHIND: &[(&str, Way)] = &[
    ("以来", Way::Past),
    ("之前", Way::Ago),
    ("以前", Way::Ago),
    ("之后", Way::Later),
    ("以后", Way::Later),
    ("来", Way::Past),
    ("前", Way::Ago),
    ("后", Way::Later),
];

/// Units of the calendar; longer before shorter.
const UNITS: &[(&str, Step)] = &[
    ("个星期", Step::Week),
    ("个季度", Step::Quarter),
    ("个多月", Step::Open),
    ("个半月", Step::Open),
    ("个月", Step::Month),
    ("年多", Step::Open),
    ("年半", Step::Open),
    ("周年", Step::Open),
    ("星期", Step::Week),
    ("年", Step::Year),
    ("周", Step::Week),
    ("天", Step::Day),
];

/// Where a length leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Up to today.
    Past,
    /// Up to today, if the word is not about a number (近百年 of something).
    Near,
    /// From tomorrow.
    Coming,
    /// A time as long ago.
    Ago,
    /// A time so much later.
    Later,
}

/// A unit, or one that leaves the length open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Open,
}

/// What the dates here begin with, numerals apart.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    BEFORE.iter().map(|(w, _)| *w).chain(["数", "多"])
}

/// Reads the date that begins at `at`.
pub(super) fn read(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    static BEFORE_WORDS: LazyLock<Sayings<Way>> = LazyLock::new(|| Sayings::new(BEFORE));
    let opening = BEFORE_WORDS.at(line, at);
    let from = at + opening.map_or(0, |(_, len, _)| len);
    let opening = opening.map(|(word, _, way)| (word, way));
    let (end, length) = length(line, from)?;
    let closing = BEHIND.iter().find(|(w, _)| line.starts(end, w)).filter(|(w, _)| !goes_on(line, end, w));
    let after = closing.map_or(end, |(w, _)| end + w.chars().count());
    let (end, way) = match (opening, closing) {
        (Some((_, Way::Near)), Some((_, Way::Past))) => (after, Way::Past),
        (Some((word, Way::Near)), _) => {
            // 历时近三年, 近百年的历史: about a length. 近两年 of a few years is a time by itself.
            let about = matches!(line.before(at), '时' | '达' | '了' | '有' | '过' | '用' | '将' | '以');
            let counted = matches!(line.get(end), '的' | '时') || line.starts(end, "历史") || line.starts(end, "努力");
            let few = word == "近" && length.is_some_and(|(number, step)| number <= 5 && step == Step::Year);
            let free = few || !is_han(line.before(at)) || matches!(line.before(at), '在' | '年' | '我');
            let closed = few || !is_han(line.get(end)) || word == "近" && matches!(line.get(end), '间' | '内' | '里');
            let free = free && !about && !counted;
            if !(free && closed) {
                return None;
            }
            (end, Way::Past)
        }
        (Some((_, way)), Some((_, Way::Past))) => (after, way),
        (Some((_, way)), _) => (end, way),
        (None, Some((_, way))) if !counts_on(line, at) => (after, *way),
        _ => return None,
    };
    let days = today.zip(length).and_then(|(today, (number, step))| days(today, number, step, way));
    Some(Reading::new(end, days, Unit::Part, "relative"))
}

/// A number and a unit: where they end, and how long it is where that is told.
fn length(line: &Line, at: usize) -> Option<(usize, Option<(i64, Step)>)> {
    let number = number::read(line, at);
    let (end, value) = match number {
        // 2021年前 is a year of the calendar, 05年 too.
        Some(n) if n.value >= 1000.0 && !n.open && n.end == at + 4 || line.get(at) == '0' => return None,
        Some(n) => (n.end, (!n.open && n.value.fract() == 0.0 && n.value < 1000.0).then_some(n.value as i64)),
        None if matches!(line.get(at), '数' | '多') => (at + 1, None),
        None => return None,
    };
    if let Some((word, step)) = UNITS.iter().find(|(w, _)| line.starts(end, w)) {
        let told = value.map(|v| (v, *step)).filter(|(_, step)| *step != Step::Open);
        return Some((end + word.chars().count(), told));
    }
    // 数月, 几日: a number that is none of a month or a day.
    let uncounted = value.is_none() && matches!(line.get(at), '数' | '几' | '多');
    (uncounted && matches!(line.get(end), '月' | '日')).then_some((end + 1, None))
}

/// Whether the word behind the length belongs to what follows: 三天前往, 五年后备, 三天来自.
fn goes_on(line: &Line, at: usize, word: &str) -> bool {
    let next = line.get(at + word.chars().count());
    match word {
        "前" => matches!(next, '往' | '景' | '期' | '提' | '线' | '沿' | '赴' | '进' | '后' | '列' | '任'),
        "后" => matches!(next, '备' | '期' | '续' | '勤' | '裔' | '半' | '进' | '者'),
        "来" => matches!(next, '自' | '到' | '往' | '源' | '回' | '华' | '访' | '临' | '电' | '说' | '讲' | '看' | '宾' | '信'),
        _ => false,
    }
}

/// Whether what stands before makes the number another's: an ordinal, a rest of a longer numeral, each.
fn counts_on(line: &Line, at: usize) -> bool {
    let before = line.before(at);
    number::may_begin(before) || matches!(before, '第' | '每' | '.' | '满' | '到' | '同' | '隔') || before.is_ascii_alphanumeric()
}

fn days(today: Date, number: i64, step: Step, way: Way) -> Days {
    let span = match step {
        Step::Year => Span::new().try_years(number),
        Step::Quarter => Span::new().try_months(3 * number),
        Step::Month => Span::new().try_months(number),
        Step::Week => Span::new().try_weeks(number),
        Step::Day | Step::Open => Span::new().try_days(number),
    }
    .ok()?;
    match way {
        Way::Past | Way::Near => Some((today.checked_sub(span).ok()?, today)),
        Way::Coming => Some((today.tomorrow().ok()?, today.checked_add(span).ok()?)),
        Way::Ago => around(today.checked_sub(span).ok()?, step),
        Way::Later => around(today.checked_add(span).ok()?, step),
    }
}

/// The year, month, week or day that a day lies in.
fn around(day: Date, step: Step) -> Days {
    match step {
        Step::Year => Some((day.first_of_year(), day.last_of_year())),
        Step::Quarter | Step::Month => Some((day.first_of_month(), day.last_of_month())),
        Step::Week => {
            let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        Step::Day | Step::Open => Some((day, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, printed: &str, days: &str) {
        let line = Line::new(text);
        let from = text.find(printed).map(|byte| text[..byte].chars().count()).expect("a date of the text");
        let reading = read(&line, from, Date::new(2024, 9, 12).ok()).unwrap_or_else(|| panic!("{text}: no date"));
        assert_eq!(line.string(from, reading.end), printed, "{text}");
        assert_eq!(reading.days.map_or("open".into(), |(a, b)| format!("{a}/{b}")), days, "{text}");
    }

    #[test]
    fn lengths_from_today() {
        check("过去5年，全县", "过去5年", "2019-09-12/2024-09-12");
        check("三年来的变化", "三年来", "2021-09-12/2024-09-12");
        check("近三年来", "近三年来", "2021-09-12/2024-09-12");
        check("未来三天有雨", "未来三天", "2024-09-13/2024-09-15");
        check("4年前来到这里", "4年前", "2020-01-01/2020-12-31");
        check("一周之后", "一周之后", "2024-09-16/2024-09-22");
        check("公司近两年开发的", "近两年", "2022-09-12/2024-09-12");
        check("随后几年，", "随后几年", "open");
        check("几年前，30多年来", "几年前", "open");
        check("30多年来", "30多年来", "open");
        check("多年来", "多年来", "open");
    }

    #[test]
    fn other_lengths() {
        for text in ["3天前往", "三年后备", "2021年前", "3天内", "5分钟前", "30日前", "近百年历史", "5天来自"]
        {
            assert!(read(&Line::new(text), 0, None).is_none(), "{text}");
        }
    }
}
