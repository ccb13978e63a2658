//! TIME: a time of day, or a part of a day.

use super::line::{Found, Line};
use super::number;
use super::score;
use super::words::Sayings;
use super::{Kind, Value, WhenKind};
use crate::clean::is_han;
use std::sync::LazyLock;

/// A part of the day, for the hours that stand after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// 12时 is midnight, the others are as printed.
    Early,
    /// As printed.
    Morning,
    /// 11时 and 12时 are as printed, 1时 is 13时.
    Noon,
    /// 1时 is 13时, 12时 as printed.
    Afternoon,
    /// 12时 is midnight, the hours until dawn are as printed, those before midnight twelve more.
    Night,
}

/// Parts of a day; longer before shorter.
const PARTS: &[(&str, Part)] = &[
    ("一上午", Part::Morning),
    ("一下午", Part::Afternoon),
    ("一晚上", Part::Night),
    ("一大早", Part::Morning),
    ("大清早", Part::Morning),
    ("上午", Part::Morning),
    ("下午", Part::Afternoon),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("早间", Part::Morning),
    ("清早", Part::Morning),
    ("一早", Part::Morning),
    ("清晨", Part::Morning),
    ("黎明", Part::Early),
    ("拂晓", Part::Early),
    ("凌晨", Part::Early),
    ("中午", Part::Noon),
    ("白天", Part::Morning),
    ("晌午", Part::Noon),
    ("晚上", Part::Night),
    ("傍晚", Part::Afternoon),
    ("黄昏", Part::Afternoon),
    ("深夜", Part::Night),
    ("半夜", Part::Night),
    ("子夜", Part::Night),
    ("夜间", Part::Night),
    ("夜里", Part::Night),
    ("夜晚", Part::Night),
    ("晚间", Part::Night),
    ("午后", Part::Afternoon),
    ("午间", Part::Noon),
    ("当晚", Part::Night),
    ("今晚", Part::Night),
    ("昨晚", Part::Night),
    ("明晚", Part::Night),
    ("前晚", Part::Night),
    ("次晨", Part::Morning),
    ("今晨", Part::Early),
    ("今早", Part::Morning),
    ("昨夜", Part::Night),
    ("当夜", Part::Night),
    ("今夜", Part::Night),
    ("午夜", Part::Night),
    ("正午", Part::Noon),
    ("晚", Part::Night),
    ("早", Part::Morning),
    ("晨", Part::Morning),
];

static PART_WORDS: LazyLock<Sayings<Part>> = LazyLock::new(|| Sayings::new(PARTS));

/// The part of the day that stands at `at`, and its length in characters.
fn part_at(line: &Line, at: usize) -> Option<(&'static str, usize, Part)> {
    let (word, len, part) = PART_WORDS.at(line, at)?;
    // 早一点 and 晚点 tell of no hour.
    if len == 1 && line.first_of(at + 1, &["一点", "点"]).is_some() {
        return None;
    }
    // 周一上午, 初一早上: 一 is the day's.
    if word.starts_with('一') && matches!(line.before(at), '周' | '期' | '拜' | '初' | '十') {
        return None;
    }
    Some((word, len, part))
}

impl Part {
    /// The hour of the day (24 for the midnight that ends it) that `hour` on a dial of twelve is.
    fn hour(self, hour: u32) -> u32 {
        /// The first hour that is no more of the night before.
        const DAWN: u32 = 5;
        match (self, hour) {
            (Self::Early, 12) => 0,
            (Self::Night, 12) => 24,
            (Self::Night, DAWN..12) | (Self::Noon, ..DAWN) | (Self::Afternoon, ..12) => hour + 12,
            _ => hour,
        }
    }
}

/// Finds times of day.
pub(super) fn find(line: &Line, out: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        let c = line.get(at);
        let counts = number::may_begin(c);
        if !counts && !PART_WORDS.begins(c) {
            at += 1;
        } else if let Some(found) = time(line, at) {
            at = found.end;
            out.push(found);
        } else if counts {
            at = number::read(line, at).map_or(at + 1, |n| n.end.max(at + 1));
        } else {
            at += 1;
        }
    }
}

fn time(line: &Line, at: usize) -> Option<Found> {
    let part = part_at(line, at);
    let from = at + part.map_or(0, |(_, len, _)| len);
    let told = part.map(|(_, _, part)| part);
    let certain = told.is_some() || matches!(line.before(at), '日' | '天' | '号' | '一' | '二' | '三' | '四' | '五' | '六');
    let of_day = |part: Option<Part>, hour| part.map_or(hour, |part: Part| part.hour(hour));
    let clocks = shared_unit(line, from, told.is_some()).or_else(|| {
        let first = clock(line, from, certain)?;
        // A range to another time is one mention: 8时至10时.
        Some((first, range(line, first.end)))
    });
    if let Some((first, last)) = clocks {
        let start = (of_day(told, first.hour), first.minute);
        let (end, until) = match last {
            Some((own, last)) => (last.end, (of_day(own.or(told), last.hour), last.minute)),
            None => (first.end, start),
        };
        let mut found = Found::new(at, end, Kind::Time, score::FORMAL, "clock");
        found.value = Some(Value::When {
            kind: if start == until { WhenKind::Point } else { WhenKind::Interval },
            start: Some(format!("{:02}:{:02}", start.0, start.1)),
            end: Some(format!("{:02}:{:02}", until.0, until.1)),
        });
        return Some(found);
    }
    let (word, ..) = part?;
    let before = line.before(at);
    let after = line.get(from);
    let fits = match word {
        // 9日晚 is a part of the day; 晚会 and 早稻 are other words.
        "晚" => matches!(before, '日' | '号') && !"会报宴饭餐霞稻秋婚期年自高些点了".contains(after),
        "早" => matches!(before, '日' | '号') && !"稻餐饭市教期在已就日班高操读安春报茶点些先".contains(after),
        "晨" => matches!(before, '日' | '号') && !"会练曦光跑读".contains(after),
        "早上" | "中午" => after != '课',
        "前晚" | "明晚" => !is_han(before) || matches!(before, '在' | '于'),
        "夜间" => !matches!(after, '经' | '消'),
        "半夜" => before != '大',
        _ => true,
    };
    let mut found = Found::new(at, from, Kind::Time, score::SURE, "part-of-day");
    found.value = Some(Value::When { kind: WhenKind::Fuzzy, start: None, end: None });
    fits.then_some(found)
}

/// A time on the clock.
#[derive(Clone, Copy)]
struct Clock {
    /// One past its last character.
    end: usize,
    hour: u32,
    minute: u32,
}

/// The other end of a range: its own part of the day, and its time.
type Until = (Option<Part>, Clock);

/// What stands between two times of a range; longer before shorter.
const TO: &[&str] = &["——", "至", "到", "—", "-", "~", "～", "－", "–"];

/// The other end of a range, with its own part of the day.
fn range(line: &Line, at: usize) -> Option<Until> {
    let (_, gap) = line.first_of(at, TO)?;
    let part = part_at(line, at + gap);
    let from = at + gap + part.map_or(0, |(_, len, _)| len);
    Some((part.map(|(_, _, part)| part), clock(line, from, true)?))
}

/// A range whose unit stands once: 五到六点, 8至10时.
fn shared_unit(line: &Line, at: usize, of_day: bool) -> Option<(Clock, Option<Until>)> {
    let (end, hour) = below(line, at, 24)?;
    let (_, gap) = line.first_of(end, TO)?;
    let from = end + gap;
    let (next, _) = below(line, from, 24)?;
    let told = line.get(next) == '点' && of_day || line.get(next) == '时' && line.get(at).is_ascii_digit();
    let last = clock(line, from, true).filter(|_| told)?;
    Some((Clock { end, hour, minute: 0 }, Some((None, last))))
}

/// 8时30分, 20:15, 10点半, 零点一刻, 2:00pm. Where nothing near tells of time (`certain`), a number with 点 counts rather.
fn clock(line: &Line, at: usize, certain: bool) -> Option<Clock> {
    if line.before(at) == '第' {
        return None;
    }
    let (end, hour) = below(line, at, 24)?;
    let time = match line.get(end) {
        ':' | '：' => {
            let (end, minute) = two_digits(line, end + 1)?;
            let seconds = matches!(line.get(end), ':' | '：').then(|| two_digits(line, end + 1)).flatten();
            Clock { end: seconds.map_or(end, |(end, _)| end), hour, minute }
        }
        '时' | '点' => hands(line, at, end, hour, certain)?,
        _ => return None,
    };
    let blank = usize::from(line.get(time.end) == ' ');
    let half = line.first_of(time.end + blank, &["a.m.", "p.m.", "am", "pm", "AM", "PM"]);
    Some(match half {
        Some((word, len)) => {
            let noon = if word.starts_with(['p', 'P']) { 12 } else { 0 };
            Clock { end: time.end + blank + len, hour: time.hour % 12 + noon, minute: time.minute }
        }
        None => time,
    })
}

/// What follows an hour with its 时 or 点, which stands at `mark`.
fn hands(line: &Line, at: usize, mark: usize, hour: u32, certain: bool) -> Option<Clock> {
    let next = mark + 1;
    let dial = line.get(mark) == '点';
    if !dial && "代期间隔节候常针速空限段效尚装差态势".contains(line.get(next)) {
        return None;
    }
    if let Some((end, minute)) = below(line, next, 59) {
        match line.get(end) {
            '分' if !matches!(line.get(end + 1), '之' | '钟') => {
                let seconds = below(line, end + 1, 59).filter(|(end, _)| line.get(*end) == '秒');
                return Some(Clock { end: seconds.map_or(end, |(end, _)| end) + 1, hour, minute });
            }
            '刻' if dial && minute <= 3 => return Some(Clock { end: end + 1, hour, minute: 15 * minute }),
            // 九点二十, 7点30
            c if dial && minute >= 10 && end == next + 2 && (certain || !is_han(c)) => return Some(Clock { end, hour, minute }),
            _ => (),
        }
    }
    match line.get(next) {
        '半' => return Some(Clock { end: next + 1, hour, minute: 30 }),
        '整' | '钟' => return Some(Clock { end: next + 1, hour, minute: 0 }),
        '许' => return Some(Clock { end: next, hour, minute: 0 }),
        _ => (),
    }
    if dial && (line.get(next).is_ascii_digit() || number::digit(line.get(next)).is_some()) {
        return None;
    }
    // 10点 tells the time, 三点意见 counts.
    let arabic = line.get(at).is_ascii_digit();
    let tells = if dial {
        let counts = "意建要希经看多体共启认感原理措做".contains(line.get(next));
        let word_of_time = line.first_of(next, &["以后", "以前", "之后", "之前", "左右", "前后", "开始"]).is_some();
        let by_itself = arabic && !is_han(line.get(next)) && !"涨跌升降加减共出".contains(line.before(at));
        !counts
            && (certain
                || hour == 0
                || word_of_time
                || by_itself
                || matches!(line.before(at), '到' | '至' | '约')
                || matches!(line.before(at), '晚' | '早') && hour > 1)
    } else {
        arabic || certain
    };
    tells.then_some(Clock { end: next, hour, minute: 0 })
}

/// A whole number up to `most` of one or two digits, or in Chinese numerals: where it ends, and itself.
fn below(line: &Line, at: usize, most: u32) -> Option<(usize, u32)> {
    let value = |c: char| c.to_digit(10).or_else(|| number::digit(c));
    let first = line.get(at);
    // 周一8点: the numeral before is a day's.
    let of_week = at > 1 && matches!(line.get(at - 2), '周' | '期' | '拜');
    if number::may_begin(line.before(at)) && !of_week || line.before(at) == '.' {
        return None;
    }
    let (end, number) = if first.is_ascii_digit() {
        let len = (at..at + 3).take_while(|k| line.get(*k).is_ascii_digit()).count();
        (at + len, (at..at + len).fold(0, |n, k| 10 * n + value(line.get(k)).unwrap_or(0)))
    } else {
        let tens = if first == '十' { Some(1) } else { number::digit(first).filter(|_| line.get(at + 1) == '十') };
        let from = match tens {
            Some(_) => at + 1 + usize::from(first != '十'),
            None => at + usize::from(matches!(first, '零' | '〇') && number::digit(line.get(at + 1)).is_some()),
        };
        match (tens, number::digit(line.get(from))) {
            (Some(tens), ones) => (from + usize::from(ones.is_some()), 10 * tens + ones.unwrap_or(0)),
            (None, ones) => (from + 1, ones?),
        }
    };
    (number <= most && !line.get(end).is_ascii_digit() && end - at <= 3).then_some((end, number))
}

/// Minutes or seconds behind a colon.
fn two_digits(line: &Line, at: usize) -> Option<(usize, u32)> {
    let (a, b) = (line.get(at).to_digit(10)?, line.get(at + 1).to_digit(10)?);
    (a < 6 && !line.get(at + 2).is_ascii_digit()).then_some((at + 2, 10 * a + b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &mut out);
        let got: Vec<_> = out
            .iter()
            .map(|f| match &f.value {
                Some(Value::When { start: Some(a), .. }) => format!("{}={a}", line.string(f.start, f.end)),
                _ => line.string(f.start, f.end),
            })
            .collect();
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn times() {
        check("上午，8时30分，20:15，当晚", &["上午", "8时30分=08:30", "20:15=20:15", "当晚"]);
        check("下午3时许，上午7时", &["下午3时=15:00", "上午7时=07:00"]);
        check("三点意见，同时，一时，10小时，上涨12点，零点五，第1时", &[]);
        check("零点，今天9点二十，7点30，16时40分50秒", &["零点=00:00", "9点二十=09:20", "7点30=07:30", "16时40分50秒=16:40"]);
        check("下午五点一刻，2:00pm，十点以后", &["下午五点一刻=17:15", "2:00pm=14:00", "十点=10:00"]);
        check("早上五到六点，8至10时", &["早上五到六点=05:00", "8至10时=08:00"]);
        check("9日晚，9日晚会，当日早稻", &["晚"]);
        check("周一上午10点到12点", &["上午10点到12点=10:00"]);
    }

    #[test]
    fn hours_of_a_dial() {
        check("晚上12时，凌晨12点，中午12时", &["晚上12时=24:00", "凌晨12点=00:00", "中午12时=12:00"]);
        check("夜里2点，晚上8时，中午1时，傍晚6时", &["夜里2点=02:00", "晚上8时=20:00", "中午1时=13:00", "傍晚6时=18:00"]);
        let mut out = Vec::new();
        find(&Line::new("晚上10时至12时"), &mut out);
        let end = out.first().and_then(|f| f.value.clone());
        assert!(matches!(end, Some(Value::When { end: Some(end), .. }) if end == "24:00"));
    }
}
