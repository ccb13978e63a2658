//! TIME: a time of day, or a part of a day.

use super::line::{Found, Line};
use super::number;
use super::{Kind, Value, WhenKind};

/// Parts of a day, with the hours that 时 and 点 are shifted by after them.
const PARTS: &[(&str, u32)] = &[
    ("上午", 0),
    ("下午", 12),
    ("早上", 0),
    ("早晨", 0),
    ("清晨", 0),
    ("凌晨", 0),
    ("中午", 12),
    ("晚上", 12),
    ("傍晚", 12),
    ("深夜", 12),
    ("夜间", 12),
    ("夜里", 12),
    ("夜晚", 12),
    ("晚间", 12),
    ("午后", 12),
    ("午间", 12),
    ("当晚", 12),
    ("今晚", 12),
    ("昨晚", 12),
    ("明晚", 12),
    ("前晚", 12),
    ("次晨", 0),
    ("今晨", 0),
    ("今早", 0),
    ("昨夜", 12),
    ("当夜", 12),
    ("今夜", 12),
    ("午夜", 12),
    ("正午", 12),
    ("晚", 12),
    ("早", 0),
];

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
        let shift = part.map_or(0, |p| if hour < 12 && !(p.0 == "中午" && hour > 4) { p.1 } else { 0 });
        // A range to another time is one mention: 8时至10时.
        let (end, last) = range(line, end, shift).map_or((end, (hour + shift, minute)), |(e, h, m)| (e, (h, m)));
        let mut found = Found::new(at, end, Kind::Time, 0.97, "clock");
        let first = (hour + shift, minute);
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
        "前晚" | "明晚" => !super::line::is_han(before) || matches!(before, '在' | '于'),
        "夜间" => after != '经',
        _ => true,
    };
    let mut found = Found::new(at, from, Kind::Time, 0.93, "part-of-day");
    found.value = Some(Value::When { kind: WhenKind::Fuzzy, start: None, end: None });
    fits.then_some(found)
}

fn range(line: &Line, at: usize, shift: u32) -> Option<(usize, u32, u32)> {
    let (_, gap) = line.first_of(at, &["——", "至", "到", "—", "-", "~", "～"])?;
    let part = PARTS.iter().find(|(w, _)| line.starts(at + gap, w));
    let from = at + gap + part.map_or(0, |(w, _)| w.chars().count());
    let (end, hour, minute) = clock(line, from)?;
    let shift = part.map_or(shift, |p| p.1);
    Some((end, if hour < 12 { hour + shift } else { hour }, minute))
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
}
