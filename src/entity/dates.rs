//! DATE: calendar expressions and what they come to against the day the page was printed.
//!
//! Invariant: a date names a unit of the calendar, a season or a feast; 前, 后, 以来, 左右 stay outside, unless they tell how far from
//! today it is (三年前).
//!
//! Held against the Chinese date and time cases of Recognizers-Text (`Specs/DateTime/Chinese`, 811 cases), mention and value by the
//! conventions of the entity guide (date and time apart, the last day inside): of the 663 cases that ask what the guide asks, 635
//! come out right. Left out are
//!
//! | cases | what | why |
//! |---|---|---|
//! | 34 | a day of the moon's calendar, a month of a reign | they give its numbers as a solar date; here it is the true day |
//! | 30 | 每天, 每周一 | frequency is no date |
//! | 26 | 3-7-2017, 10/1/2018 | day before month is not printed in Chinese |
//! | 17 | 週三, 後天 | traditional characters |
//! | 15 | 10分钟之前, 之后5分钟 | hours and minutes are lengths of time |
//! | 13 | 前1周, 去年的前10天 | a length counted from the start or end of another |
//! | 7 | 2018, 2016-2018 | a bare number may be anything |
//! | 6 | 最近, 现在, 12号 | the present, and a number by itself |

use super::feasts;
use super::line::{Found, Line};
use super::number::{self, Number, Script};
use super::relative;
use super::score;
use super::words::{Sayings, Words};
use super::{Kind, Value, WhenKind};
use crate::lexicon::chars::CharSet;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::sync::LazyLock;

/// A stretch of days, both ends inside; none where the text does not pin it down.
pub(super) type Days = Option<(Date, Date)>;

/// One date with what it comes to.
pub(super) struct Reading {
    /// One past its last character.
    pub end: usize,
    /// What it comes to.
    pub days: Days,
    /// How fine it is, so that a part can follow it (2024年 9月 3日).
    pub unit: Unit,
    /// The largest unit that is printed, which says what the end of a range must share with its start.
    pub head: Unit,
    /// Which rule.
    pub rule: &'static str,
}

impl Reading {
    /// A date of one unit.
    pub fn new(end: usize, days: Days, unit: Unit, rule: &'static str) -> Self {
        Self { end, days, unit, head: unit, rule }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// A year.
    Year,
    /// A part of a year that is no month, or several years.
    Part,
    /// A month.
    Month,
    /// Days.
    Day,
}

/// Words that are a date by themselves and cannot be pinned down.
const FUZZY: &[&str] = &[
    "去冬今春", "今明两年", "今明两天", "去今两年", "这个暑假", "这个寒假", "这个假期", "这么多年来", "这么多年", "前一天",
    "入夏", "入秋", "入冬", "入春", "冬春季", "夏秋季", "秋冬季", "春夏季", "“独立日”假期", "独立日", "今冬明春", "岁末年初",
    "年末岁首", "近些年来", "近几年来", "近两年来", "近年来", "连日来", "连月来", "近几年", "近些年", "前些年", "前几年",
    "近几日", "近几天", "前几天", "近两天", "这几天", "近日", "日前", "近年", "连日", "当年", "当月", "当日", "当天", "次日",
    "翌日", "次年", "翌年", "同年", "同月", "同日", "隔日", "历年", "往年", "元宵佳节", "节假日", "双休日", "工作日", "寒暑假",
    "寒假", "暑假", "暑期", "来年", "即日", "这几年来", "这些年来", "这两年来", "这几年", "这些年", "这两年", "这两天", "那几年",
    "那些年", "前两年", "前两天", "多年来", "多年前", "多年后", "多年以来", "数年来", "夏日", "冬日", "春日", "秋日", "早春",
    "初春", "阳春", "暮春", "初夏", "盛夏", "仲夏", "初秋", "金秋", "深秋", "晚秋", "初冬", "隆冬", "二战", "抗战", "抗日战争",
    "解放战争", "土地革命", "改革开放初", "春秋战国", "先秦", "秦汉", "魏晋", "魏晋南北朝", "隋唐", "唐宋", "宋元", "明清",
    "民国",
];

/// Of the fuzzy words, those that are a date only with a word of time behind them: 抗战时期, 民国年间.
const ERAS_OF_HISTORY: &[&str] = &[
    "二战", "抗战", "抗日战争", "解放战争", "土地革命", "改革开放初", "春秋战国", "魏晋", "先秦", "秦汉", "隋唐", "唐宋", "宋元",
    "民国", "明清", "魏晋南北朝",
];

/// What makes such a word a date.
const TIMES: &[&str] = &["时期", "期间", "年间", "初期", "末期", "末年", "初年"];

static FUZZY_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(FUZZY));

/// Seasons.
const SEASONS: &[(&str, i8)] =
    &[("春季", 2), ("夏季", 5), ("秋季", 8), ("冬季", 11), ("春天", 2), ("夏天", 5), ("秋天", 8), ("冬天", 11)];

/// Finds dates. `today` is the day the page was printed.
pub(super) fn find(line: &Line, today: Option<Date>, out: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        if !may_begin(line.get(at)) {
            at += 1;
            continue;
        }
        if let Some(mut reading) = whole(line, at, today) {
            reading.days = reading.days.map(|days| reported(line, at, &reading, days, today));
            let mut found = Found::new(at, reading.end, Kind::Date, score::FORMAL, reading.rule);
            found.value = Some(value(reading.days));
            at = reading.end;
            out.push(found);
        } else if number::may_begin(line.get(at)) {
            at = number::read(line, at).map_or(at + 1, |n| n.end.max(at + 1));
        } else {
            at += 1;
        }
    }
}

/// 自7月25日上线以来: what has gone on since a day without a year began before today.
fn reported(line: &Line, at: usize, reading: &Reading, days: (Date, Date), today: Option<Date>) -> (Date, Date) {
    /// How far behind the date 以来 stands, in characters.
    const FAR: usize = 24;
    let end = reading.end;
    let since = matches!(line.before(at), '自' | '从')
        && (end..line.len().min(end + FAR))
            .take_while(|k| !matches!(line.get(*k), '。' | '；' | '，' | '起'))
            .any(|k| line.starts(k, "以来"));
    let ahead = today.is_some_and(|today| days.0 > today) && reading.head == Unit::Month;
    if !(since && ahead) {
        return days;
    }
    let earlier = |day: Date| day.checked_sub(1.year()).ok();
    earlier(days.0).zip(earlier(days.1)).unwrap_or(days)
}

/// Characters that begin a date; a quick way past all others.
static BEGINNINGS: LazyLock<CharSet> = LazyLock::new(|| {
    let own = "今昨明前后去本上下岁年月周星礼春夏秋冬“农第头公世全大";
    let words = FUZZY.iter().copied().chain(feasts::words()).chain(relative::words());
    CharSet::new(words.filter_map(|w| w.chars().next()).chain(own.chars()))
});

fn may_begin(c: char) -> bool {
    number::may_begin(c) || BEGINNINGS.has(c)
}

fn value(days: Days) -> Value {
    match days {
        Some((a, b)) if a == b => Value::When { kind: WhenKind::Point, start: Some(a.to_string()), end: Some(a.to_string()) },
        Some((a, b)) => Value::When { kind: WhenKind::Interval, start: Some(a.to_string()), end: Some(b.to_string()) },
        None => Value::When { kind: WhenKind::Fuzzy, start: None, end: None },
    }
}

/// A date, and a range to another: 7月至8月, 2021—2023年.
fn whole(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    if let Some(r) = open_range(line, at, today) {
        return Some(r);
    }
    let first = single(line, at, today)?;
    let Some(gap) = range_mark(line, first.end) else { return Some(first) };
    let next = first.end + gap;
    // A bare number goes on from the start (9月8日至20日); a word (昨天至今天) does not.
    let counts_on = number::may_begin(line.get(next));
    let start = first.days.map(|d| d.0);
    let Some(second) = single(line, next, start.filter(|_| counts_on).or(today)) else { return Some(first) };
    if second.rule == "fuzzy" || second.unit != first.unit && !(first.unit == Unit::Day && second.unit == Unit::Day) {
        return Some(first);
    }
    let end = second.days.map(|d| d.1);
    let days = start.zip(end).and_then(|(start, end)| {
        let end = if counts_on && end < start { later(start, end, second.head)? } else { end };
        (start <= end).then_some((start, end))
    });
    Some(Reading { end: second.end, days, unit: second.unit, head: first.head, rule: "range" })
}

/// The first day after `start` that is printed as `end` is, where the largest unit printed is `head`: 11月至2月 runs into the
/// next year, 28日至3日 into the next month.
fn later(start: Date, end: Date, head: Unit) -> Option<Date> {
    match head {
        Unit::Day => {
            let same = Date::new(start.year(), start.month(), end.day()).ok().filter(|d| *d >= start);
            let next = || start.last_of_month().tomorrow().and_then(|n| Date::new(n.year(), n.month(), end.day())).ok();
            same.or_else(next)
        }
        Unit::Month => {
            // The end of February is another day in another year.
            let last = end == end.last_of_month();
            let of = |year: i16| {
                let first = Date::new(year, end.month(), 1).ok()?;
                if last { Some(first.last_of_month()) } else { Date::new(year, end.month(), end.day()).ok() }
            };
            of(start.year()).filter(|d| *d >= start).or_else(|| of(start.year() + 1))
        }
        Unit::Year | Unit::Part => None,
    }
}

fn range_mark(line: &Line, at: usize) -> Option<usize> {
    line.first_of(at, &["——", "至", "到", "—", "－", "-", "~", "～", "–"]).map(|(_, len)| len)
}

/// The unit stands once, at the end: 2021至2023年, 7-8月, 3至5日.
fn open_range(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    let a = plain_number(line, at)?;
    let gap = range_mark(line, a.end)?;
    let b = plain_number(line, a.end + gap)?;
    let unit = line.get(b.end);
    if unit == '年' && is_year(&a, line) && is_year(&b, line) {
        let days = years(a.value as i16, b.value as i16);
        return Some(Reading::new(b.end + 1, days, Unit::Year, "years"));
    }
    if unit == '月' && (1.0..=12.0).contains(&a.value) && (1.0..=12.0).contains(&b.value) && a.value < b.value {
        let end = b.end + 1 + usize::from(line.get(b.end + 1) == '份');
        let days = today.and_then(|t| {
            let year = nearest_year(t, a.value as i8);
            Some((month(year, a.value as i8)?.0, month(year, b.value as i8)?.1))
        });
        return Some(Reading::new(end, days, Unit::Month, "months"));
    }
    if unit == '日'
        && (1.0..=31.0).contains(&a.value)
        && (1.0..=31.0).contains(&b.value)
        && a.value < b.value
        && a.script == b.script
    {
        let days = today.and_then(|t| {
            let start = last_such_day(t, a.value as i8)?;
            Some((start, Date::new(start.year(), start.month(), b.value as i8).ok()?))
        });
        return Some(Reading::new(b.end + 1, days, Unit::Day, "days"));
    }
    None
}

pub(super) fn plain_number(line: &Line, at: usize) -> Option<Number> {
    let n = number::read(line, at)?;
    (!n.open && n.value.fract() == 0.0 && n.value >= 0.0 && n.value < 10_000.0).then_some(n)
}

pub(super) fn is_year(n: &Number, line: &Line) -> bool {
    let len = n.end - n.start;
    len == 4
        && (1000.0..=2200.0).contains(&n.value)
        && match n.script {
            Script::Arabic => (n.start..n.end).all(|k| line.get(k).is_ascii_digit()),
            Script::Digits => true,
            Script::Chinese => false,
        }
}

/// One date without a range: the largest unit first, smaller ones after it.
fn single(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    let head = feasts::feast(line, at, today, false)
        .or_else(|| relative::read(line, at, today))
        .or_else(|| fuzzy(line, at))
        .or_else(|| feasts::lunar(line, at, today))
        .or_else(|| feasts::reign(line, at))
        .or_else(|| numeric(line, at))
        .or_else(|| century(line, at))
        .or_else(|| plan(line, at))
        .or_else(|| year(line, at, today))
        .or_else(|| season(line, at, today))
        .or_else(|| part(line, at, today))
        .or_else(|| months(line, at, today))
        .or_else(|| day(line, at, today))
        .or_else(|| week(line, at, today))?;
    Some(narrow(line, head, today))
}

/// Smaller units that follow: 2024年 + 9月 + 3日; 去年 + 同期; 9月 + 底.
fn narrow(line: &Line, mut r: Reading, today: Option<Date>) -> Reading {
    if r.unit == Unit::Year {
        let of = line.get(r.end) == '的';
        let next = r.end + usize::from(of);
        let base = r.days.map(|d| d.0);
        let inner = part(line, next, base)
            .or_else(|| feasts::lunar(line, next, base))
            .or_else(|| this_month(line, next, base, today))
            .or_else(|| open_range(line, next, base).filter(|r| r.unit == Unit::Month))
            .or_else(|| months(line, next, base))
            .or_else(|| nth(line, next, r.days))
            .or_else(|| season(line, next, base))
            .or_else(|| feasts::feast(line, next, base, true));
        if let Some(inner) = inner
            && (!of || inner.unit == Unit::Month || matches!(inner.rule, "nth" | "feast"))
        {
            // What stands within a year that is not known is not known.
            let days = if base.is_some() { inner.days } else { None };
            r = Reading { end: inner.end, days, unit: inner.unit, head: r.head, rule: inner.rule };
        } else if let Some((word, len)) = line.first_of(r.end, &["同期", "年度", "学年度", "学年", "度", "全年"]) {
            let fits = word != "度" || !matches!(line.get(r.end + 1), '假' | '过');
            if fits {
                r.end += len;
            }
        }
    }
    if r.unit == Unit::Month
        && let Some(inner) = day_of_month(line, &r).or_else(|| {
            let of = usize::from(line.get(r.end) == '的');
            nth(line, r.end + of, r.days)
        })
    {
        r = inner;
    }
    if r.unit == Unit::Month {
        if let Some((word, len)) =
            line.first_of(r.end, &["中下旬", "上中旬", "上旬", "中旬", "下旬", "月底", "月初", "初", "底", "末", "中"])
            && !(word == "中" && matches!(line.get(r.end + 1), '国' | '央' | '共' | '心' | '学' | '小' | '部'))
            && !(word == "初" && matches!(line.get(r.end + 1), '步' | '级'))
        {
            r.days = r.days.and_then(|(a, b)| thirds(a, b, word));
            r.end += len;
        } else if line.get(r.end) == '份' {
            r.end += 1;
        }
    }
    if r.unit == Unit::Day && line.first_of(r.end, &["当天", "当日"]).is_some() {
        r.end += 2;
    }
    if matches!(r.rule, "feast" | "season" | "fuzzy" | "plan")
        && let Some((_, len)) = line.first_of(r.end, &["小长假", "长假", "黄金周", "期间", "时期", "假期", "前夕", "前后"])
    {
        r.end += len;
        if line.first_of(r.end, &["期间"]).is_some() {
            r.end += 2;
        }
        if r.rule == "feast" {
            // A feast is a day; the days around it are not told.
            r.days = None;
        }
    }
    if r.rule == "season" && line.starts(r.end, "学期") {
        r.end += 2;
    }
    r
}

/// The day behind a month, or a range of days whose unit stands once: 9月3日, 9月8—10日, 一月二十三.
fn day_of_month(line: &Line, r: &Reading) -> Option<Reading> {
    let n = plain_number(line, r.end).filter(|n| (1.0..=31.0).contains(&n.value))?;
    let reading = |end, days, rule| Some(Reading { end, days, unit: Unit::Day, head: r.head, rule });
    let printed = r.days.map(|(a, _)| a);
    let day = |day: i8| {
        let first = printed?;
        let here = Date::new(first.year(), first.month(), day).ok();
        // 29 February by itself is that of the last leap year.
        let leap = || (1..8).find_map(|k| Date::new(first.year() - k, first.month(), day).ok());
        here.or_else(|| leap().filter(|_| r.head == Unit::Month))
    };
    if matches!(line.get(n.end), '日' | '号') {
        return reading(n.end + 1, day(n.value as i8).map(|d| (d, d)), "day");
    }
    if let Some(gap) = range_mark(line, n.end)
        && let Some(last) = plain_number(line, n.end + gap)
        && (n.value + 1.0..=31.0).contains(&last.value)
        && matches!(line.get(last.end), '日' | '号')
    {
        return reading(last.end + 1, day(n.value as i8).zip(day(last.value as i8)), "days");
    }
    // 日 is left out behind a day of ten or more in Chinese numerals.
    let ends =
        !crate::clean::is_han(line.get(n.end)) || matches!(line.get(n.end), '在' | '的' | '那' | '是' | '举' | '早' | '晚');
    (n.script == Script::Chinese && n.value > 10.0 && number::digit(line.before(r.end - 1)).is_some() && ends)
        .then(|| reading(n.end, day(n.value as i8).map(|d| (d, d)), "day"))
        .flatten()
}

/// 去年本月
fn this_month(line: &Line, at: usize, base: Option<Date>, today: Option<Date>) -> Option<Reading> {
    let days = || month(base?.year(), today?.month());
    line.starts(at, "本月").then(|| Reading::new(at + 2, days(), Unit::Month, "month"))
}

/// 第一周, 第三个月, 最后一个星期一 of a year or a month.
fn nth(line: &Line, at: usize, of: Days) -> Option<Reading> {
    let (nth, end) = if let Some((_, len)) = line.first_of(at, &["最后一个", "最后1个"]) {
        (None, at + len)
    } else {
        let n = plain_number(line, at + 1).filter(|n| line.get(at) == '第' && n.value >= 1.0)?;
        (Some(n.value as i64), n.end + usize::from(line.get(n.end) == '个'))
    };
    let (word, len) = line.first_of(end, &["星期", "礼拜", "周", "月"])?;
    let end = end + len;
    if word == "月" {
        let days = nth.zip(of).and_then(|(n, (a, _))| month(a.year(), i8::try_from(n).ok()?));
        return (line.get(end - 2) == '个').then(|| Reading::new(end, days, Unit::Month, "nth"));
    }
    if let Some(day) = weekday(line.get(end)) {
        let days = of.and_then(|(a, b)| match nth {
            // The nth such day from the first day on, or the last one.
            Some(n) => a.yesterday().ok()?.nth_weekday(i32::try_from(n).ok()?, day).ok(),
            None => b.tomorrow().ok()?.nth_weekday(-1, day).ok(),
        });
        return Some(Reading::new(end + 1, days.map(|d| (d, d)), Unit::Day, "nth"));
    }
    // A week belongs to what its Thursday lies in.
    let days = nth.zip(of).and_then(|(n, (a, _))| {
        let thursday = a.yesterday().ok()?.nth_weekday(i32::try_from(n).ok()?, Weekday::Thursday).ok()?;
        Some((thursday.checked_sub(3.days()).ok()?, thursday.checked_add(3.days()).ok()?))
    });
    (nth.is_some() && !matches!(line.get(end), '年' | '期')).then(|| Reading::new(end, days, Unit::Day, "nth"))
}

fn weekday(c: char) -> Option<Weekday> {
    Some(match c {
        '一' => Weekday::Monday,
        '二' => Weekday::Tuesday,
        '三' => Weekday::Wednesday,
        '四' => Weekday::Thursday,
        '五' => Weekday::Friday,
        '六' => Weekday::Saturday,
        '日' | '天' => Weekday::Sunday,
        _ => return None,
    })
}

/// The part of a month that 上旬, 中旬, 下旬, 初, 底 name: ten days each.
fn thirds(a: Date, b: Date, word: &str) -> Days {
    let (from, to) = match word {
        "上旬" | "初" | "月初" => (1, 10),
        "中旬" | "中" => (11, 20),
        "上中旬" => (1, 20),
        "中下旬" => (11, i64::from(b.day())),
        _ => (21, i64::from(b.day())),
    };
    Some((a.checked_add((from - 1).days()).ok()?, a.checked_add((to - 1).days()).ok()?))
}

/// From the first day of a year to the last of another; none where that one is earlier (2023—2021年).
pub(super) fn years(a: i16, b: i16) -> Days {
    Some((Date::new(a, 1, 1).ok()?, Date::new(b, 12, 31).ok()?)).filter(|(a, b)| a <= b)
}

pub(super) fn month(year: i16, m: i8) -> Days {
    let first = Date::new(year, m, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// A month without a year is the last one that is not far ahead: a paper of January writes of 12月 behind it.
pub(super) fn nearest_year(today: Date, m: i8) -> i16 {
    /// Months ahead that are still this year's.
    const AHEAD: i8 = 6;
    if m > today.month() + AHEAD {
        today.year() - 1
    } else if m + AHEAD < today.month() - 3 {
        today.year() + 1
    } else {
        today.year()
    }
}

/// 2024-09-01, 2024/9/1, 2024.9.1
fn numeric(line: &Line, at: usize) -> Option<Reading> {
    let part = |from: usize, len: std::ops::RangeInclusive<usize>| {
        let n = (from..line.len().min(from + 5)).take_while(|k| line.get(*k).is_ascii_digit()).count();
        len.contains(&n)
            .then(|| (from + n, (from..from + n).fold(0_u16, |v, k| v * 10 + line.get(k).to_digit(10).unwrap_or(0) as u16)))
    };
    if line.before(at).is_ascii_digit() {
        return None;
    }
    let (end, y) = part(at, 4..=4)?;
    let mark = line.get(end);
    if !matches!(mark, '-' | '/' | '.' | ' ') {
        return None;
    }
    // Blanks part the numbers of a table too: both places must be filled.
    let digits = if mark == ' ' { 2..=2 } else { 1..=2 };
    let (end, m) = part(end + 1, digits.clone())?;
    if line.get(end) != mark {
        return None;
    }
    let (end, d) = part(end + 1, digits)?;
    let date = Date::new(i16::try_from(y).ok()?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
    Some(Reading::new(end, Some((date, date)), Unit::Day, "numeric"))
}

/// 20世纪80年代, 上世纪末, 90年代
fn century(line: &Line, at: usize) -> Option<Reading> {
    let reading = |end, days, rule| Reading::new(end, days, Unit::Part, rule);
    let worded = line.first_of(at, &["上个世纪", "上世纪", "本世纪", "新世纪"]);
    let (mut end, century) = if let Some((word, len)) = worded {
        let century = match word {
            "新世纪" => None,
            "本世纪" => Some(21),
            _ => Some(20),
        };
        (at + len, century)
    } else {
        if let Some((end, first, last)) = decade(line, at).filter(|_| line.before(at) != '第') {
            let base = if first < 100 { 1900 } else { 0 };
            return Some(reading(end + decade_part(line, end), years(base + first, base + last), "decade"));
        }
        let n = plain_number(line, at)?;
        if !line.starts(n.end, "世纪") || !(1.0..=LAST_CENTURY).contains(&n.value) {
            return None;
        }
        (n.end + 2, Some(n.value as i16))
    };
    let first = century.map(|c| (c - 1) * 100);
    let mut days = first.and_then(|first| years(first, first + 99));
    if let Some((decade_end, from, to)) = decade(line, end).filter(|(_, from, _)| *from < 100) {
        end = decade_end;
        days = first.and_then(|first| years(first + from, first + to));
    }
    end += decade_part(line, end);
    Some(reading(end, days, "century"))
}

/// The last century that a calendar of four digits has: a number beyond it counts centuries.
const LAST_CENTURY: f64 = 99.0;

/// A decade (80年代, 1980年代) or two (八九十年代): where it ends, its first year and its last.
fn decade(line: &Line, at: usize) -> Option<(usize, i16, i16)> {
    let n = number::read(line, at).filter(|n| line.starts(n.end, "年代"))?;
    let two = n.open && n.end == at + 3 && line.get(at + 2) == '十' && number::digit(line.get(at + 1)).is_some();
    let fits = n.value % 10.0 == 0.0 && (n.value < 100.0 || (1000.0..2100.0).contains(&n.value)) && (two || !n.open);
    let first = n.value as i16;
    fits.then_some((n.end + 2, first, first + if two { 19 } else { 9 }))
}

fn decade_part(line: &Line, at: usize) -> usize {
    line.first_of(at, &["中后期", "初期", "中期", "后期", "末期", "中叶", "之初", "之交", "初", "末"]).map_or(0, |(_, len)| len)
}

/// “十四五”时期, “十三五”期间; the plan itself (“十四五”规划) is a work.
fn plan(line: &Line, at: usize) -> Option<Reading> {
    let quoted = line.get(at) == '“';
    let from = at + usize::from(quoted);
    if line.get(from) != '十' || line.get(from + 2) != '五' {
        return None;
    }
    let nth = number::digit(line.get(from + 1)).filter(|d| (1..=9).contains(d))?;
    let end = from + 3;
    let end = if quoted { (line.get(end) == '”').then_some(end + 1)? } else { end };
    let (_, len) = line.first_of(end, &["时期", "期间", "以来", "末期", "末", "初期", "收官之年", "开局之年"])?;
    let keep = if line.starts(end, "以来") { 0 } else { len };
    // The tenth plan ran from 2001 to 2005.
    let first = 2001 + 5 * nth as i16;
    Some(Reading::new(end + keep, years(first, first + 4), Unit::Part, "plan"))
}

/// 2024年, 二〇二四年, 98年, 今年, 去年, 公元前221年
fn year(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    const YEARS: &[(&str, i16)] = &[
        ("今年", 0),
        ("去年", -1),
        ("明年", 1),
        ("前年", -2),
        ("后年", 2),
        ("本年度", 0),
        ("上年度", -1),
        ("下年度", 1),
        ("上一年度", -1),
        ("上年", -1),
        ("本年", 0),
    ];
    static YEAR_WORDS: LazyLock<Sayings<i16>> = LazyLock::new(|| Sayings::new(YEARS));
    if let Some((word, len, shift)) = YEAR_WORDS.at(line, at) {
        let counts = word == "前年" && number::may_begin(line.before(at))
            || word == "后年" && crate::clean::is_han(line.before(at)) && line.before(at) != '，'
            || word == "上年" && matches!(line.get(at + 2), '纪' | '度');
        let days = today.and_then(|t| years(t.year() + shift, t.year() + shift));
        return (!counts).then(|| Reading::new(at + len, days, Unit::Year, "year"));
    }
    let era = line.starts(at, "公元");
    let from = at + if era { 2 + usize::from(line.get(at + 2) == '前') } else { 0 };
    let n = plain_number(line, from)?;
    if line.get(n.end) != '年' || line.before(at) == '第' {
        return None;
    }
    let full = is_year(&n, line);
    let len = n.end - n.start;
    let next = n.end + 1;
    let month_follows = plain_number(line, next).is_some_and(|m| line.get(m.end) == '月' && (1.0..=12.0).contains(&m.value));
    // 98年 for 1998年: two digits, and nothing that makes it a length of time.
    let counts = matches!(line.before(at), '近' | '满' | '达' | '时' | '了' | '过' | '约' | '余' | '有' | '第' | '每');
    let short = len == 2
        && n.script != Script::Chinese
        && !counts
        && (line.get(n.start) == '0'
            || line.get(n.start) == '零'
            || month_follows
            || n.value >= 49.0 && (line.get(next).is_ascii_digit() || line.get(next) == '底'));
    // 三六七年一月, 在789年, 两千零四年八月
    let early = len == 3 && n.script != Script::Chinese && (month_follows || line.before(at) == '在')
        || n.script == Script::Chinese && month_follows && (1000.0..2200.0).contains(&n.value);
    if !(full || short || era || early) || line.starts(n.end, "年代") {
        return None;
    }
    let y = n.value as i16 + if short { if n.value < 50.0 { 2000 } else { 1900 } } else { 0 };
    let days = if era && line.get(at + 2) == '前' { None } else { years(y, y) };
    Some(Reading::new(n.end + 1, days, Unit::Year, "year"))
}

/// 上半年, 第一季度, 前三季度, 年底, 前8个月: a part of the year (of `today`, or of the year before it).
fn part(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    /// First month, last month.
    const PARTS: &[(&str, (i8, i8))] = &[
        ("上半年度", (1, 6)),
        ("下半年度", (7, 12)),
        ("上半年", (1, 6)),
        ("下半年", (7, 12)),
        ("前半年", (1, 6)),
        ("后半年", (7, 12)),
        ("半年度", (1, 6)),
        ("前三季度", (1, 9)),
        ("前三个季度", (1, 9)),
        ("前两季度", (1, 6)),
        ("前两个季度", (1, 6)),
        ("第一季度", (1, 3)),
        ("第二季度", (4, 6)),
        ("第三季度", (7, 9)),
        ("第四季度", (10, 12)),
        ("一季度", (1, 3)),
        ("二季度", (4, 6)),
        ("三季度", (7, 9)),
        ("四季度", (10, 12)),
        ("年初", (1, 1)),
        ("年底", (12, 12)),
        ("年末", (12, 12)),
        ("年中", (6, 7)),
        ("岁末", (12, 12)),
        ("岁首", (1, 1)),
    ];
    static PART_WORDS: LazyLock<Sayings<(i8, i8)>> = LazyLock::new(|| Sayings::new(PARTS));
    let whole = |end: usize, a: i8, b: i8, rule| {
        let days = today.and_then(|t| Some((month(t.year(), a)?.0, month(t.year(), b)?.1)));
        Some(Reading::new(end, days, Unit::Part, rule))
    };
    if let Some((word, len, (a, b))) = PART_WORDS.at(line, at) {
        let end = at + len;
        // 年 belongs to the word before it where a number or 当 stands there; 年中 is rare and 年中国 is none.
        // 通过后半年就完成: only a year has halves of these names.
        if matches!(word, "前半年" | "后半年" | "半年度") && line.before(at) != '年' {
            return None;
        }
        let cut = word.starts_with('年')
            && (matches!(line.before(at), '近' | '多' | '每' | '百' | '往' | '全') || number::may_begin(line.before(at)));
        let longer = word == "年中" && crate::clean::is_han(line.get(end)) || word == "年初" && line.get(end) == '中';
        return if cut || longer { None } else { whole(end, a, b, "part") };
    }
    // A year stands before 初, 底, 末.
    if line.before(at) == '年'
        && let Some((word, len)) = line.first_of(at, &["初", "底", "末", "年底", "年初"])
        && !matches!(line.get(at + 1), '步' | '级' | '中' | '期')
    {
        let m = if word.ends_with('初') { 1 } else { 12 };
        return whole(at + len, m, m, "part");
    }
    if matches!(line.get(at), '前' | '头')
        && let Some(n) = plain_number(line, at + 1)
        && (1.0..=12.0).contains(&n.value)
        && line.starts(n.end, "个月")
    {
        return whole(n.end + 2, 1, n.value as i8, "part");
    }
    None
}

/// 春季, 今春, 盛夏
fn season(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    for (word, first) in SEASONS {
        if line.starts(at, word) && !line.starts(at + 2, "运动会") {
            let days = today.and_then(|t| {
                Some((month(t.year(), *first)?.0, month(t.year(), *first)?.0.checked_add(3.months()).ok()?.yesterday().ok()?))
            });
            return Some(Reading::new(at + 2, days, Unit::Part, "season"));
        }
    }
    let shift = match line.get(at) {
        '今' => 0,
        '去' => -1,
        '明' => 1,
        _ => return year_season(line, at, today),
    };
    let first = match line.get(at + 1) {
        '春' => 2,
        '夏' => 5,
        '秋' => 8,
        '冬' => 11,
        _ => return None,
    };
    // 免去夏某的职务, 飞去夏威夷, 去冬奥会场馆: it begins a clause or stands behind a preposition, and no other word goes on with it.
    let behind = line.before(at);
    let part_of_word = line.get(at) == '去'
        && (crate::clean::is_han(behind) && !"从自在比较至到及和与是".contains(behind)
            || "威令邑奥装衣天节游城季".contains(line.get(at + 2)));
    if line.starts(at, "明春") && crate::clean::is_han(line.before(at)) || part_of_word {
        return None;
    }
    let days = today.and_then(|t| {
        let a = month(t.year() + shift, first)?.0;
        Some((a, a.checked_add(3.months()).ok()?.yesterday().ok()?))
    });
    Some(Reading::new(at + 2, days, Unit::Part, "season"))
}

/// 2024年春, 1998年夏
fn year_season(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    if line.before(at) != '年' {
        return None;
    }
    let first = match line.get(at) {
        '春' => 2,
        '夏' => 5,
        '秋' => 8,
        '冬' => 11,
        _ => return None,
    };
    if matches!(line.get(at + 1), '节' | '运' | '耕' | '粮' | '收' | '播' | '晚' | '种' | '训' | '奥' | '残') {
        return None;
    }
    let days = today.and_then(|t| {
        let a = month(t.year(), first)?.0;
        Some((a, a.checked_add(3.months()).ok()?.yesterday().ok()?))
    });
    Some(Reading::new(at + 1, days, Unit::Part, "season"))
}

/// 9月, 九月, 本月, 上月, 下个月, 农历八月
fn months(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    const MONTHS: &[(&str, i64)] = &[
        ("上个月", -1),
        ("下个月", 1),
        ("这个月", 0),
        ("本月", 0),
        ("上月", -1),
        ("下月", 1),
        ("月底", 0),
        ("月初", 0),
        ("月末", 0),
    ];
    static MONTH_WORDS: LazyLock<Sayings<i64>> = LazyLock::new(|| Sayings::new(MONTHS));
    if let Some((word, len, shift)) = MONTH_WORDS.at(line, at) {
        if word.starts_with('月')
            && (number::may_begin(line.before(at)) || matches!(line.before(at), '个' | '每' | '当' | '本' | '上' | '下'))
        {
            return None;
        }
        let base = today.and_then(|t| t.checked_add(Span::new().months(shift)).ok());
        let days = base.and_then(|b| month(b.year(), b.month()));
        let end = at + len;
        if word.starts_with('月') {
            let part = if word == "月初" { "初" } else { "底" };
            return Some(Reading::new(end, days.and_then(|(a, b)| thirds(a, b, part)), Unit::Part, "month"));
        }
        return Some(Reading::new(end, days, Unit::Month, "month"));
    }
    if let Some(r) = two_months(line, at, today) {
        return Some(r);
    }
    let n = plain_number(line, at)?;
    if line.get(n.end) != '月'
        || !(1.0..=12.0).contains(&n.value)
        || matches!(line.before(at), '第' | '.')
        || matches!(line.get(n.end + 1), '票' | '嫂' | '饼' | '球' | '亮')
    {
        return None;
    }
    let m = n.value as i8;
    // Within a year that stands before, that year; by itself, the nearest.
    let stands_after_year = line.before(at) == '年' || line.before(at) == '的';
    let days = today.and_then(|t| month(if stands_after_year { t.year() } else { nearest_year(t, m) }, m));
    Some(Reading::new(n.end + 1, days, Unit::Month, "month"))
}

/// 七八月, 三四月份
fn two_months(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    let n = number::read(line, at).filter(|n| n.open && n.end == at + 2 && line.get(n.end) == '月')?;
    let first = n.value as i8;
    let days = today.and_then(|t| Some((month(nearest_year(t, first), first)?.0, month(nearest_year(t, first), first + 1)?.1)));
    Some(Reading::new(n.end + 1, days, Unit::Month, "months"))
}

/// 15日, 今天, 昨日
fn day(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    for (word, shift) in [
        ("大前天", -3),
        ("大后天", 3),
        ("今天", 0),
        ("昨天", -1),
        ("明天", 1),
        ("前天", -2),
        ("后天", 2),
        ("今日", 0),
        ("昨日", -1),
        ("明日", 1),
        ("前日", -2),
        ("后日", 2),
    ] {
        if line.starts(at, word) {
            let before = line.before(at);
            let names_paper = word == "今日" && (matches!(line.before(at), '《' | '“') || is_column_tag(line, at));
            let inside = matches!(word, "明天" | "后天" | "前日" | "后日" | "明日")
                && (number::may_begin(before) || matches!(before, '年' | '月' | '清' | '透' | '光' | '先'));
            if names_paper
                || inside
                || word == "今天" && line.get(at + 2) == '津'
                || matches!(word, "前天" | "前日" | "后日") && crate::clean::is_han(before) && before != '，'
            {
                return None;
            }
            let day = today.and_then(|t| t.checked_add(Span::new().days(shift)).ok());
            return Some(Reading::new(at + word.chars().count(), day.map(|d| (d, d)), Unit::Day, "day"));
        }
    }
    let n = plain_number(line, at)?;
    // 18号 is a day where a clause begins with it and goes on behind it; elsewhere it is a house, a bus, a ship.
    let spoken = line.get(n.end) == '号'
        && !crate::clean::is_han(line.before(at))
        && !line.before(at).is_ascii_alphanumeric()
        && !matches!(line.before(at), '、' | '—' | '-' | '～' | '~' | '（' | '/')
        && (line.get(n.end + 1) == '，' || line.first_of(n.end + 1, &["上午", "下午", "晚上", "凌晨", "早上", "中午"]).is_some());
    if line.get(n.end) != '日' && !spoken
        || !(1.0..=31.0).contains(&n.value)
        || line.before(at) == '第'
        || n.script == Script::Digits && n.value > 31.0
    {
        return None;
    }
    // 三日内, 一日游, 数日 count days; 5日均线 too.
    let next = line.get(n.end + 1);
    let within = next == '以' && matches!(line.get(n.end + 2), '内' | '上' | '下' | '前' | '后' | '来' | '外');
    if within || matches!(next, '内' | '游' | '后' | '之' | '均' | '子' | '常') || n.script != Script::Arabic && n.value < 10.0
    {
        return None;
    }
    let days = today.and_then(|t| last_such_day(t, n.value as i8)).map(|d| (d, d));
    Some(Reading::new(n.end + 1, days, Unit::Day, "day"))
}

/// Whether 今日 begins the name of a column that stands in brackets by itself: （今日谈）.
fn is_column_tag(line: &Line, at: usize) -> bool {
    /// The longest such name behind 今日, in characters.
    const LONGEST: usize = 4;
    let close = (at + 3..=at + 2 + LONGEST).find(|k| !crate::clean::is_han(line.get(*k)));
    matches!(line.before(at), '（' | '(' | '【' | '[') && close.is_some_and(|k| matches!(line.get(k), '）' | ')' | '】' | ']'))
}

/// The last day with this number that is not after `today`, or the next one within three days (a notice).
fn last_such_day(today: Date, day: i8) -> Option<Date> {
    if let Ok(d) = Date::new(today.year(), today.month(), day)
        && d.day() <= today.day().saturating_add(3)
    {
        return Some(d);
    }
    // Of two months in a row one is long.
    let before = today.first_of_month().yesterday().ok()?;
    let earlier = before.first_of_month().yesterday().ok()?;
    [before, earlier].iter().find_map(|m| Date::new(m.year(), m.month(), day).ok())
}

/// 星期四, 周末, 本周, 上周五
fn week(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    /// What says which week, and how many weeks from this one it is; longer before shorter.
    const WEEKS: &[(&str, i64)] = &[
        ("上上个", -2),
        ("下下个", 2),
        ("上一个", -1),
        ("下一个", 1),
        ("上上", -2),
        ("下下", 2),
        ("上个", -1),
        ("下个", 1),
        ("这个", 0),
        ("上", -1),
        ("下", 1),
        ("本", 0),
        ("这", 0),
    ];
    static WEEK_WORDS: LazyLock<Sayings<i64>> = LazyLock::new(|| Sayings::new(WEEKS));
    let told = WEEK_WORDS.at(line, at);
    let from = at + told.map_or(0, |(_, len, _)| len);
    let shift = told.map(|(.., shift)| shift);
    let (_, len) = line.first_of(from, &["星期", "礼拜", "周"])?;
    let end = from + len;
    let monday = today.and_then(|t| t.checked_sub(Span::new().days(i64::from(t.weekday().to_monday_zero_offset()))).ok());
    let monday = monday.and_then(|m| m.checked_add(Span::new().weeks(shift.unwrap_or(0))).ok());
    if let Some(w) = weekday(line.get(end)) {
        let plain_week = len == 1;
        // 周三 by itself is a day unless it begins another word (周一 after 每, 周日常).
        let next = line.get(end + 1);
        if line.before(at) == '每'
            || plain_week
                && (matches!(next, '年' | '岁' | '次' | '个' | '期' | '天') || shift.is_none() && is_name_context(line, at))
        {
            return None;
        }
        let days =
            monday.and_then(|m| m.checked_add(Span::new().days(i64::from(w.to_monday_zero_offset()))).ok()).map(|d| (d, d));
        return Some(Reading::new(end + 1, days, Unit::Day, "weekday"));
    }
    if line.get(end) == '末' && len == 1 {
        let days = monday.and_then(|m| Some((m.checked_add(5.days()).ok()?, m.checked_add(6.days()).ok()?)));
        return Some(Reading::new(end + 1, days, Unit::Day, "weekend"));
    }
    if shift.is_none() || matches!(line.get(end), '年' | '期' | '边' | '围' | '转') {
        return None;
    }
    let days = monday.and_then(|m| Some((m, m.checked_add(6.days()).ok()?)));
    Some(Reading::new(end, days, Unit::Day, "week"))
}

/// 周 is a surname too: 书记周一平, 、周三强.
fn is_name_context(line: &Line, at: usize) -> bool {
    crate::clean::is_han(line.get(at + 2)) && matches!(line.before(at), '、' | '长' | '记' | '席' | '任' | '者' | '员')
}

fn fuzzy(line: &Line, at: usize) -> Option<Reading> {
    let (word, len) = FUZZY_WORDS.at(line, at)?;
    let before = line.before(at);
    let after = line.get(at + len);
    let inside = match word {
        "日前" => matches!(before, '生' | '今' | '昨' | '明' | '当' | '月' | '近' | '节') || number::may_begin(before),
        "当年" | "当日" | "当天" | "当月" => matches!(before, '充' | '相' | '应') || after == '轻',
        "近日" | "近年" => matches!(before, '最' | '附' | '将' | '接'),
        "同日" | "同年" | "同月" => matches!(after, '而' | '龄' | '级') || matches!(before, '不' | '相' | '共'),
        "连日" => after == '本',
        "次日" | "次年" => number::may_begin(before),
        "来年" => matches!(before, '未' | '往' | '年' | '下' | '近' | '上' | '回' | '外'),
        _ if ERAS_OF_HISTORY.contains(&word) => {
            let (_, more) = line.first_of(at + len, TIMES)?;
            return Some(Reading::new(at + len + more, None, Unit::Day, "fuzzy"));
        }
        _ => false,
    };
    (!inside).then_some(Reading::new(at + len, None, Unit::Day, "fuzzy"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, Date::new(2024, 9, 12).ok(), &mut out);
        out.iter()
            .map(|f| {
                let printed = line.string(f.start, f.end);
                match &f.value {
                    Some(Value::When { start: Some(a), end: Some(b), .. }) if a == b => format!("{printed}={a}"),
                    Some(Value::When { start: Some(a), end: Some(b), .. }) => format!("{printed}={a}/{b}"),
                    _ => printed,
                }
            })
            .collect()
    }

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(read(text), expect, "{text}");
    }

    #[test]
    fn absolute() {
        check("2024年9月3日上午", &["2024年9月3日=2024-09-03"]);
        check("二〇二四年五月", &["二〇二四年五月=2024-05-01/2024-05-31"]);
        check("2023年度和2024年上半年", &["2023年度=2023-01-01/2023-12-31", "2024年上半年=2024-01-01/2024-06-30"]);
        check("2024-09-01", &["2024-09-01=2024-09-01"]);
        check("免去夏先德的职务，去夏大旱，去冬奥会场馆，送去冬衣", &["去夏=2023-05-01/2023-07-31"]);
    }

    #[test]
    fn ranges() {
        check("7月至8月", &["7月至8月=2024-07-01/2024-08-31"]);
        check("2021—2023年", &["2021—2023年=2021-01-01/2023-12-31"]);
        check("9月1日至3日", &["9月1日至3日=2024-09-01/2024-09-03"]);
        check("1-8月", &["1-8月=2024-01-01/2024-08-31"]);
        check("9月8日至20日", &["9月8日至20日=2024-09-08/2024-09-20"]);
        check("9月28日至3日", &["9月28日至3日=2024-09-28/2024-10-03"]);
        check("2023年11月至2月", &["2023年11月至2月=2023-11-01/2024-02-29"]);
        check("昨天至今天", &["昨天至今天=2024-09-11/2024-09-12"]);
        check("28至30日", &["28至30日=2024-08-28/2024-08-30"]);
    }

    /// An interval ends no earlier than it begins, whatever day the page was printed.
    #[test]
    fn ranges_run_forward() {
        check("2023—2021年，2023年至2021年", &["2023—2021年", "2023年至2021年"]);
        let texts =
            ["6-8月", "6月至8月", "11月至2月", "28日至3日", "3日至28日", "12月30日至1月2日", "上半年至下半年", "周五至周一"];
        for (text, month) in texts.iter().flat_map(|t| (1..=12).map(move |m| (t, m))) {
            let mut out = Vec::new();
            find(&Line::new(text), Date::new(2024, month, 10).ok(), &mut out);
            for f in out {
                if let Some(Value::When { start: Some(a), end: Some(b), .. }) = f.value {
                    assert!(a <= b, "{text} in month {month}: {a}/{b}");
                }
            }
        }
    }

    #[test]
    fn relative() {
        check(
            "今年7月，去年同期，上半年",
            &["今年7月=2024-07-01/2024-07-31", "去年同期=2023-01-01/2023-12-31", "上半年=2024-01-01/2024-06-30"],
        );
        check("昨日、星期四、上周五", &["昨日=2024-09-11", "星期四=2024-09-12", "上周五=2024-09-06"]);
        check("确保9月底前，8月份", &["9月底=2024-09-21/2024-09-30", "8月份=2024-08-01/2024-08-31"]);
        check("8日，20日", &["8日=2024-09-08", "20日=2024-08-20"]);
    }

    #[test]
    fn fuzzy_words() {
        check("近日，近年来，春节期间，“十四五”时期", &["近日", "近年来", "春节期间", "“十四五”时期=2021-01-01/2025-12-31"]);
        check("20世纪80年代", &["20世纪80年代=1980-01-01/1989-12-31"]);
        check("上世纪八九十年代", &["上世纪八九十年代=1980-01-01/1999-12-31"]);
        check("19世纪，90年代初", &["19世纪=1800-01-01/1899-12-31", "90年代初=1990-01-01/1999-12-31"]);
        check("400世纪，0世纪，9999世纪90年代", &["90年代=1990-01-01/1999-12-31"]);
    }

    #[test]
    fn days_that_are_said_and_days_gone_by() {
        let today = Date::new(2024, 1, 6).ok();
        let read = |text: &str| {
            let line = Line::new(text);
            let mut out = Vec::new();
            find(&line, today, &mut out);
            out.into_iter().map(|f| (line.string(f.start, f.end), f.value)).collect::<Vec<_>>()
        };
        let names = |text: &str| read(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("18号，石桥举行比赛。3号下午"), ["18号", "3号"]);
        assert_eq!(names("住在18号，18号楼，乘3号线"), [""; 0]);
        assert_eq!(names("十一长假，国庆长假，寒暑假，庆祝国庆"), ["十一长假", "国庆长假", "寒暑假", "国庆"]);
        let point = |day: &str| Some(Value::When { kind: WhenKind::Point, start: Some(day.into()), end: Some(day.into()) });
        assert_eq!(read("自7月5日平台上线以来")[0].1, point("2023-07-05"));
        assert_eq!(read("自7月5日起施行")[0].1, point("2024-07-05"));
    }

    #[test]
    fn no_dates() {
        check("每天，3天，5年，目前，第二年，三日内，一年", &[]);
        check("（今日谈）【今日视点】（今日上午，会议召开）", &["今日=2024-09-12"]);
    }
}
