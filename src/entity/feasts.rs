//! Feasts, the calendar of the moon, and years of a reign, for the dates that name them.
//!
//! Invariant: a feast is a day; a day of the moon's calendar comes to a day of the solar one where the table has its year.

use super::dates::{Reading, Unit, month, nearest_year, plain_number, years};
use super::line::Line;
use super::number::{self, Script};
use super::words::Sayings;
use crate::clean::is_han;
use crate::lexicon::moon;
use jiff::civil::{Date, Weekday};
use std::sync::LazyLock;

/// A feast's day in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Feast {
    /// Month and day.
    Solar(i8, i8),
    /// The nth (from 1) of a weekday in a month.
    Weekday(i8, i8, Weekday),
    /// Month and day of the calendar of the moon, in which New Year's Eve is day 0 of month 1.
    Lunar(i8, i8),
    /// 清明, which the sun's place fixes.
    Clear,
}

/// Feasts with their days; 节 may follow each.
const FEASTS: &[(&str, Feast)] = &[
    ("春节", Feast::Lunar(1, 1)),
    ("大年初一", Feast::Lunar(1, 1)),
    ("大年三十", Feast::Lunar(1, 0)),
    ("除夕", Feast::Lunar(1, 0)),
    ("元宵", Feast::Lunar(1, 15)),
    ("端午", Feast::Lunar(5, 5)),
    ("七夕", Feast::Lunar(7, 7)),
    ("中元节", Feast::Lunar(7, 15)),
    ("中秋", Feast::Lunar(8, 15)),
    ("重阳", Feast::Lunar(9, 9)),
    ("腊八节", Feast::Lunar(12, 8)),
    ("清明", Feast::Clear),
    ("元旦", Feast::Solar(1, 1)),
    ("新年", Feast::Solar(1, 1)),
    ("情人节", Feast::Solar(2, 14)),
    ("女生节", Feast::Solar(3, 7)),
    ("妇女节", Feast::Solar(3, 8)),
    ("三八节", Feast::Solar(3, 8)),
    ("植树节", Feast::Solar(3, 12)),
    ("愚人节", Feast::Solar(4, 1)),
    ("劳动节", Feast::Solar(5, 1)),
    ("“五一”", Feast::Solar(5, 1)),
    ("五一", Feast::Solar(5, 1)),
    ("青年节", Feast::Solar(5, 4)),
    ("护士节", Feast::Solar(5, 12)),
    ("儿童节", Feast::Solar(6, 1)),
    ("“六一”", Feast::Solar(6, 1)),
    ("六一", Feast::Solar(6, 1)),
    ("建党节", Feast::Solar(7, 1)),
    ("“七一”", Feast::Solar(7, 1)),
    ("七一", Feast::Solar(7, 1)),
    ("建军节", Feast::Solar(8, 1)),
    ("“八一”", Feast::Solar(8, 1)),
    ("医师节", Feast::Solar(8, 19)),
    ("教师节", Feast::Solar(9, 10)),
    ("国庆", Feast::Solar(10, 1)),
    ("“十一”", Feast::Solar(10, 1)),
    ("十一", Feast::Solar(10, 1)),
    ("万圣节", Feast::Solar(10, 31)),
    ("记者节", Feast::Solar(11, 8)),
    ("光棍节", Feast::Solar(11, 11)),
    ("“双十一”", Feast::Solar(11, 11)),
    ("“双11”", Feast::Solar(11, 11)),
    ("双十一", Feast::Solar(11, 11)),
    ("双11", Feast::Solar(11, 11)),
    ("平安夜", Feast::Solar(12, 24)),
    ("圣诞", Feast::Solar(12, 25)),
    ("母亲节", Feast::Weekday(5, 2, Weekday::Sunday)),
    ("父亲节", Feast::Weekday(6, 3, Weekday::Sunday)),
    ("感恩节", Feast::Weekday(11, 4, Weekday::Thursday)),
];

static FEAST_WORDS: LazyLock<Sayings<Feast>> = LazyLock::new(|| Sayings::new(FEASTS));

/// Behind these words a feast is none: names, dishes, greetings.
const NOT_FEAST: &[&str] = &[
    "上河图", "村", "镇", "乡", "路", "街", "社区", "之", "阁", "山", "贺词", "致辞", "献词", "贺信", "音乐会", "茶话会",
    "恳谈会", "招待会", "老人", "树", "度", "俗",
];

/// What stands behind 五一, 十一 and their like where they are feasts; longer before shorter.
const HOLIDAY: &[&str] = &[
    "国际劳动节", "国际儿童节", "劳动节", "儿童节", "建军节", "黄金周", "小长假", "长假", "购物节", "假期", "期间", "前夕",
    "前后", "节",
];

/// Years of reign: the name and its first year.
const REIGNS: &[(&str, i16)] = &[
    ("建安", 196),
    ("太康", 280),
    ("永和", 345),
    ("大业", 605),
    ("贞观", 627),
    ("永徽", 650),
    ("神龙", 705),
    ("开元", 713),
    ("天宝", 742),
    ("庆历", 1041),
    ("熙宁", 1068),
    ("元丰", 1078),
    ("元祐", 1086),
    ("宣和", 1119),
    ("靖康", 1126),
    ("绍兴", 1131),
    ("淳熙", 1174),
    ("至正", 1341),
    ("洪武", 1368),
    ("永乐", 1403),
    ("宣德", 1426),
    ("正统", 1436),
    ("景泰", 1450),
    ("天顺", 1457),
    ("成化", 1465),
    ("弘治", 1488),
    ("正德", 1506),
    ("嘉靖", 1522),
    ("隆庆", 1567),
    ("万历", 1573),
    ("天启", 1621),
    ("崇祯", 1628),
    ("顺治", 1644),
    ("康熙", 1662),
    ("雍正", 1723),
    ("乾隆", 1736),
    ("嘉庆", 1796),
    ("道光", 1821),
    ("咸丰", 1851),
    ("同治", 1862),
    ("光绪", 1875),
    ("宣统", 1909),
    ("民国", 1912),
];

static REIGN_WORDS: LazyLock<Sayings<i16>> = LazyLock::new(|| Sayings::new(REIGNS));

/// What the dates here begin with.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    FEASTS.iter().map(|(w, _)| *w).chain(REIGNS.iter().map(|(w, _)| *w)).chain(["农历", "正月", "腊月", "冬月"])
}

/// 春节, 国庆期间, “五一”. The feast is that of `today`'s year where `fixed`, else the one that is nearest.
pub(super) fn feast(line: &Line, at: usize, today: Option<Date>, fixed: bool) -> Option<Reading> {
    let (word, len, feast) = FEAST_WORDS.at(line, at)?;
    let mut end = at + len;
    if NOT_FEAST.iter().any(|w| line.starts(end, w)) {
        return None;
    }
    let before = line.before(at);
    // 清明, 重阳, 国庆 can be given names: 李国庆, 王建国庆.
    if matches!(word, "国庆" | "清明" | "元宵" | "重阳")
        && line.get(end) != '节'
        && is_han(before)
        && !matches!(before, '年' | '在' | '是' | '的' | '到' | '于' | '每' | '前' | '祝' | '迎' | '度' | '天' | '秋')
    {
        return None;
    }
    if matches!(word, "五一" | "六一" | "七一" | "十一" | "圣诞") {
        let counts = number::may_begin(before) || matches!(before, '第' | '党');
        if counts || line.first_of(end, HOLIDAY).is_none() {
            return None;
        }
    }
    // “五一” and its like are dates only with a holiday's company.
    if word.starts_with('“')
        && line.first_of(end, HOLIDAY).is_none()
        && !(matches!(line.get(end), '前' | '，') || line.starts(end, "国际"))
    {
        return None;
    }
    if let Some((_, len)) = line.first_of(end, &["国际劳动节", "国际儿童节", "劳动节", "儿童节", "建军节"]) {
        end += len;
    } else if line.get(end) == '节' && !matches!(line.get(end + 1), '日' | '气' | '目' | '约' | '假' | '能') {
        end += 1;
    }
    // 中秋国庆佳节: feasts in a row are one date, whose days are not told.
    let next = FEAST_WORDS.at(line, end).filter(|(w, ..)| matches!(*w, "国庆" | "春节" | "元宵" | "中秋"));
    let row = next.map(|(_, len, _)| end + len);
    let whole = row.unwrap_or(end);
    let whole = whole + usize::from(row.is_some() && line.get(whole) == '节');
    let best = if line.starts(whole, "佳节") { 2 } else { 0 };
    if row.is_some() {
        return Some(Reading::new(whole + best, None, Unit::Part, "feast"));
    }
    let day = today.and_then(|t| feast.day(t, fixed));
    Some(Reading::new(end + best, day.map(|d| (d, d)), Unit::Part, "feast"))
}

impl Feast {
    fn day(self, today: Date, fixed: bool) -> Option<Date> {
        let year = |month| if fixed { today.year() } else { nearest_year(today, month) };
        match self {
            Self::Solar(month, day) => Date::new(year(month), month, day).ok(),
            Self::Weekday(month, nth, weekday) => Date::new(year(month), month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok(),
            // A month of the moon begins some weeks after the solar one of its number.
            Self::Lunar(month, day) => moon::solar(year(month), month.unsigned_abs(), i64::from(day)),
            Self::Clear => {
                /// The mean day in April, in ten thousandths, of the years 1900 and 2000.
                const MEAN: [i32; 2] = [55_900, 48_100];
                /// What the solar year has over 365 days, in ten thousandths.
                const DRIFT: i32 = 2_422;
                let year = year(4);
                let mean = MEAN.get(usize::try_from(year / 100 - 19).ok()?)?;
                let of_century = i32::from(year % 100);
                Date::new(year, 4, i8::try_from((of_century * DRIFT + mean) / 10_000 - of_century / 4).ok()?).ok()
            }
        }
    }
}

/// 农历八月十五, 正月初一, 腊月, 三月初三, 农历2015年十月初一
pub(super) fn lunar(line: &Line, at: usize, today: Option<Date>) -> Option<Reading> {
    let said = line.starts(at, "农历");
    let mut from = at + if said { 2 } else { 0 };
    let mut year = today.map(Date::year);
    if said
        && let Some(n) = plain_number(line, from)
        && line.get(n.end) == '年'
        && n.value > 1000.0
    {
        year = Some(n.value as i16);
        from = n.end + 1;
    }
    let named = [("正月", 1), ("冬月", 11), ("腊月", 12)].iter().find(|(w, _)| line.starts(from, w)).map(|(_, m)| *m);
    let (month, end) = if let Some(month) = named {
        (month, from + 2)
    } else {
        let n = plain_number(line, from).filter(|n| line.get(n.end) == '月' && (1.0..=12.0).contains(&n.value))?;
        (n.value as u8, n.end + 1)
    };
    if matches!(line.before(at), '第' | '.') {
        return None;
    }
    let day = lunar_day(line, end);
    // 初一 to 初十 are days of the moon; a day in Chinese numerals is one behind a month of the moon's calendar alone.
    if !said && named.is_none() && !(line.get(end) == '初' && day.is_some() || month == 8 && line.starts(end, "十五")) {
        return None;
    }
    let date = day.and_then(|(_, day)| moon::solar(year?, month, day));
    Some(Reading::new(day.map_or(end, |(end, _)| end), date.map(|d| (d, d)), Unit::Day, "lunar"))
}

/// The day of a month of the moon that stands at `at`: where it ends, and its number.
fn lunar_day(line: &Line, at: usize) -> Option<(usize, i64)> {
    let first = line.get(at);
    let (from, tens) = match first {
        '初' => (at + 1, 0.0),
        '廿' => (at + 1, 20.0),
        _ => (at, 0.0),
    };
    let n = plain_number(line, from).filter(|n| n.script == Script::Chinese);
    let Some(n) = n else { return (first == '廿').then_some((at + 1, 20)) };
    let day = n.value + tens;
    let fits = (1.0..=30.0).contains(&day) && (first != '初' || day <= 10.0) && !matches!(line.get(n.end), '日' | '号' | '年');
    fits.then_some((n.end, day as i64))
}

/// 康熙三年, 民国二十年五月
pub(super) fn reign(line: &Line, at: usize) -> Option<Reading> {
    let (word, len, first) = REIGN_WORDS.at(line, at)?;
    let from = at + len;
    let (nth, end) = if line.starts(from, "元年") {
        (1, from + 1)
    } else {
        let n = plain_number(line, from).filter(|n| (1.0..=61.0).contains(&n.value))?;
        (n.value as i16, n.end)
    };
    if line.get(end) != '年' {
        return None;
    }
    let year = first + nth - 1;
    let whole = years(year, year);
    // The months of the emperors' years are the moon's.
    let months = plain_number(line, end + 1).filter(|n| line.get(n.end) == '月' && (1.0..=12.0).contains(&n.value));
    if let Some(m) = months {
        let days = if word == "民国" { month(year, m.value as i8) } else { whole };
        let unit = if word == "民国" { Unit::Month } else { Unit::Part };
        return Some(Reading::new(m.end + 1, days, unit, "reign"));
    }
    if let Some(day) = lunar(line, end + 1, None) {
        return Some(Reading::new(day.end, whole, Unit::Day, "reign"));
    }
    if line.starts(end + 1, "大年三十") {
        return Some(Reading::new(end + 5, whole, Unit::Day, "reign"));
    }
    Some(Reading::new(end + 1, whole, Unit::Part, "reign"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole text as one date of this part of the year.
    fn days(text: &str, read: impl Fn(&Line) -> Option<Reading>) -> String {
        let line = Line::new(text);
        let reading = read(&line).filter(|r| r.end == line.len());
        reading.map_or("none".into(), |r| {
            r.days.map_or("open".into(), |(a, b)| if a == b { a.to_string() } else { format!("{a}/{b}") })
        })
    }

    fn feast_of(text: &str) -> String {
        days(text, |line| feast(line, 0, Date::new(2024, 9, 12).ok(), false))
    }

    #[test]
    fn feasts() {
        for (text, day) in [
            ("中秋节", "2024-09-17"),
            ("春节", "2024-02-10"),
            ("清明节", "2024-04-04"),
            ("母亲节", "2024-05-12"),
            ("国庆节", "2024-10-01"),
            ("“五一”国际劳动节", "2024-05-01"),
        ] {
            assert_eq!(feast_of(text), day, "{text}");
        }
        for text in ["五一", "圣诞老人", "清明上河图", "新年贺词"] {
            assert_eq!(feast_of(text), "none", "{text}");
        }
    }

    #[test]
    fn days_of_the_moon() {
        let of = |text: &str| days(text, |line| lunar(line, 0, Date::new(2024, 9, 12).ok()));
        for (text, day) in [
            ("农历八月十五", "2024-09-17"),
            ("正月初一", "2024-02-10"),
            ("三月初三", "2024-04-11"),
            ("农历2023年腊月廿三", "2024-02-02"),
            ("腊月", "open"),
            ("三月", "none"),
        ] {
            assert_eq!(of(text), day, "{text}");
        }
    }

    #[test]
    fn reigns() {
        let of = |text: &str| days(text, |line| reign(line, 0));
        assert_eq!(of("康熙三年"), "1664-01-01/1664-12-31");
        assert_eq!(of("民国二十年五月"), "1931-05-01/1931-05-31");
        assert_eq!(of("神龙元年"), "0705-01-01/0705-12-31");
        assert_eq!(of("乾隆百年"), "none");
    }
}
