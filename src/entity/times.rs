//! TIME: a time of day, or a part of a day.

use super::line::{Found, Line};
use super::number;
use super::score;
use super::{Kind, Value, WhenKind};

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

/// Parts of a day.
const PARTS: &[(&str, Part)] = &[
    ("上午", Part::Morning),
    ("下午", Part::Afternoon),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("清晨", Part::Morning),
    ("凌晨", Part::Early),
    ("中午", Part::Noon),
    ("晚上", Part::Night),
    ("傍晚", Part::Afternoon),
    ("深夜", Part::Night),
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
];

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
        if !(c.is_ascii_digit()
            || number::digit(c).is_some()
            || matches!(
                c,
                '十' | '上'
                    | '下'
                    | '早'
                    | '清'
                    | '凌'
                    | '中'
                    | '晚'
                    | '傍'
                    | '深'
                    | '夜'
                    | '午'
                    | '当'
                    | '今'
                    | '昨'
                    | '明'
                    | '前'
                    | '次'
                    | '正'
            ))
        {
            at += 1;
            continue;
        }
        if let Some(found) = time(line, at) {
            at = found.end;
            out.push(found);
        } else if number::may_begin(c) {
            at = number::read(line, at).map_or(at + 1, |n| n.end.max(at + 1));
        } else {
            at += 1;
        }
    }
}

fn time(line: &Line, at: usize) -> Option<Found> {
    let part = PARTS.iter().find(|(w, _)| line.starts(at, w));
    let from = at + part.map_or(0, |(w, _)| w.chars().count());
    if let Some((end, hour, minute)) = clock(line, from) {
        let part = part.map(|(_, part)| *part);
        let of_day = |part: Option<Part>, hour| part.map_or(hour, |part| part.hour(hour));
        let first = (of_day(part, hour), minute);
        // A range to another time is one mention: 8时至10时.
        let (end, last) = match range(line, end) {
            Some((own, end, hour, minute)) => (end, (of_day(own.or(part), hour), minute)),
            None => (end, first),
        };
        let mut found = Found::new(at, end, Kind::Time, score::FORMAL, "clock");
        found.value = Some(Value::When {
            kind: if first == last { WhenKind::Point } else { WhenKind::Interval },
            start: Some(format!("{:02}:{:02}", first.0, first.1)),
            end: Some(format!("{:02}:{:02}", last.0, last.1)),
        });
        return Some(found);
    }
    let (word, _) = part?;
    let before = line.before(at);
    let after = line.get(from);
    let fits = match *word {
        "晚" | "早" => before == '日' && matches!(after, '，' | '。' | '、' | '在' | '举' | '的'),
        "早上" | "中午" => after != '课',
        "前晚" | "明晚" => !crate::clean::is_han(before) || matches!(before, '在' | '于'),
        "夜间" => after != '经',
        _ => true,
    };
    let mut found = Found::new(at, from, Kind::Time, score::SURE, "part-of-day");
    found.value = Some(Value::When { kind: WhenKind::Fuzzy, start: None, end: None });
    fits.then_some(found)
}

/// The other end of a range: its own part of the day, where it ends, hour, minute.
fn range(line: &Line, at: usize) -> Option<(Option<Part>, usize, u32, u32)> {
    let (_, gap) = line.first_of(at, &["——", "至", "到", "—", "-", "~", "～"])?;
    let part = PARTS.iter().find(|(w, _)| line.starts(at + gap, w));
    let from = at + gap + part.map_or(0, |(w, _)| w.chars().count());
    let (end, hour, minute) = clock(line, from)?;
    Some((part.map(|(_, part)| *part), end, hour, minute))
}

/// 8时30分, 20:15, 10点半: where it ends, hour, minute.
fn clock(line: &Line, at: usize) -> Option<(usize, u32, u32)> {
    if line.before(at).is_ascii_digit() || line.before(at) == '第' {
        return None;
    }
    let n = number::read(line, at)?;
    if n.open || n.value.fract() != 0.0 || n.value > 24.0 {
        return None;
    }
    let hour = whole(n.value);
    match line.get(n.end) {
        ':' | '：' => {
            let digits = (n.end + 1..n.end + 3).all(|k| line.get(k).is_ascii_digit()) && !line.get(n.end + 3).is_ascii_digit();
            let minute = line.get(n.end + 1).to_digit(10)? * 10 + line.get(n.end + 2).to_digit(10)?;
            let mut end = n.end + 3;
            if matches!(line.get(end), ':' | '：') && line.get(end + 1).is_ascii_digit() && line.get(end + 2).is_ascii_digit() {
                end += 3;
            }
            (digits && minute < 60 && hour < 25).then_some((end, hour, minute))
        }
        '时' | '点' => {
            let mark = line.get(n.end);
            let next = n.end + 1;
            if mark == '时' && matches!(line.get(next), '代' | '期' | '间' | '隔' | '节' | '候' | '常' | '针' | '速') {
                return None;
            }
            // 10点 tells the time, 三点意见 counts: minutes, 半, 整, or a word of time must be near.
            let minute = number::read(line, next).filter(|m| line.get(m.end) == '分' && m.value < 60.0);
            if let Some(m) = minute {
                return Some((m.end + 1, hour, whole(m.value)));
            }
            if line.get(next) == '半' {
                return Some((next + 1, hour, 30));
            }
            if line.starts(next, "许") || line.get(next) == '整' || line.starts(next, "钟") {
                let len = usize::from(matches!(line.get(next), '整' | '钟'));
                return Some((next + len, hour, 0));
            }
            let after_part = PARTS.iter().any(|(w, _)| w.chars().count() > 1 && line.ends(at, w));
            let counts = mark == '点'
                && (!after_part && !matches!(line.before(at), '日' | '天' | '到' | '至' | '晚' | '早')
                    || matches!(line.get(next), '意' | '建' | '要' | '希' | '经' | '看' | '多' | '体'));
            let bare = mark == '时' && n.script != number::Script::Arabic && !after_part && line.before(at) != '日';
            (!counts && !bare).then_some((next, hour, 0))
        }
        _ => None,
    }
}

/// A number of hours or minutes; numerals are never negative.
fn whole(value: f64) -> u32 {
    (0..=59).rev().find(|n| f64::from(*n) <= value).unwrap_or(0)
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
        check("三点意见，同时，一时，10小时", &[]);
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
