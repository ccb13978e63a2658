//! Each administrative level is a place of its own: 某省某市 are two places, and 某省某市委 is a place and the city's body.
//!
//! Invariant: a stretch is parted without a character lost; the last part keeps the find's kind and rule.

use super::Kind;
use super::bounds;
use super::line::{Found, Line};
use super::score;
use crate::clean::is_han;
use crate::lexicon::places::{Class, places};

/// Endings of levels; longer before shorter.
const LEVELS: &[&str] = &[
    "自治区", "自治州", "自治县", "开发区", "高新区", "经开区", "街道", "社区", "地区", "新区", "省", "市", "县", "区", "旗",
    "镇", "乡", "村",
];
/// Endings of bodies that belong to one level; what a company, a school or a hospital is called after stays in its name.
const BODIES: &[&str] = &[
    "委", "府", "局", "办", "部", "院", "庭", "处", "科", "室", "大", "协", "联", "会", "党组", "党支部", "党总支", "支部",
    "中心", "专班", "指挥部", "小组", "大队", "支队", "所",
];
/// Areas that are no levels.
const AREAS: &[&str] = &[
    "试验区", "示范区", "保护区", "合作区", "军区", "军分区", "特区", "战区", "牧区", "林区", "山区", "灾区", "城区", "校区",
    "院区", "景区",
];
/// Words that end as levels do and name none.
const WORDS: &[&str] = &["城市", "城乡", "乡村", "农村", "乡镇", "城镇", "村镇"];
/// The longest name of a level without its ending, in characters.
const LONGEST: usize = 8;
/// Endings of what may stand behind a level as a place of its own; longer before shorter.
const SPOTS: &[&str] = &["嘎查", "小区", "大道", "基地", "夜市", "广场", "屯", "路", "街", "巷", "港", "山", "湖", "河"];

/// Parts the places and organisations that run over several levels.
pub(super) fn part(line: &Line, finds: &mut Vec<Found>) {
    let mut parted = Vec::with_capacity(finds.len());
    for mut f in finds.drain(..) {
        let levels = levels(line, &f);
        let cuts = match f.kind {
            Kind::Place => &levels[..],
            // The last level is the body's own.
            Kind::Org => &levels[..levels.len().saturating_sub(1)],
            _ => &[],
        };
        // A level's short form belongs to the body behind it: 湖南长沙市委.
        for &end in cuts.iter().filter(|end| f.kind != Kind::Org || ends_as_level(line, **end)) {
            parted.push(Found::new(f.start, end, Kind::Place, score::MODEL, "level"));
            f.start = end;
        }
        parted.push(f);
    }
    *finds = parted;
}

/// Where the levels that a find begins with end, one behind the other; something of the find is left behind the last.
fn levels(line: &Line, f: &Found) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = f.start;
    while let Some(end) = level(line, start, f.end) {
        let whole = goes_on(line, end);
        if f.kind != Kind::Org && (whole || !is_spot(line, end, f.end)) {
            break;
        }
        ends.push(end);
        if whole {
            break;
        }
        start = end;
    }
    if f.kind == Kind::Org
        && (line.starts(f.start, "中共")
            || !BODIES.iter().any(|w| line.ends(f.end, w))
            || line.ends(f.end, "学院")
            || line.ends(f.end, "医院"))
    {
        return Vec::new();
    }
    ends
}

/// Whether what stands behind a level's ending is of one word with it or no name: 某市委, 省级, 区域, 某地·某某中心, 某地古城.
fn goes_on(line: &Line, end: usize) -> bool {
    let (last, next) = (line.before(end), line.get(end));
    !is_han(next) && !next.is_ascii_digit()
        || matches!(next, '委' | '级' | '域')
        || matches!((last, next), ('乡' | '农', '村') | ('城', '乡' | '镇') | ('乡' | '村', '镇'))
        || line.starts(end, "古城")
        || matches!(next, '东' | '西' | '南' | '北' | '中') && matches!(line.get(end + 1), '路' | '街')
}

/// Where the level that begins at `start` ends, if it ends before `limit`.
fn level(line: &Line, start: usize, limit: usize) -> Option<usize> {
    if AREAS.iter().any(|w| line.starts(start, w)) {
        return None;
    }
    // What has marks in it is a name of another kind.
    let plain = |end: usize| (start..end).all(|k| is_han(line.get(k)) || line.get(k).is_ascii_digit());
    let known = places().longest(&line.chars[start..limit]).filter(|(_, class)| *class != Class::Foreign);
    if let Some((len, class)) = known {
        let end = start + len;
        if AREAS.iter().any(|w| line.starts(end, w)) {
            return None;
        }
        let division = matches!(class, Class::Province | Class::City | Class::County | Class::Town);
        if end >= limit || !division {
            return None;
        }
        // 石景山区 is no 山区.
        if ends_as_level(line, end) {
            return Some(end);
        }
        // 某某经济开发区 is one name.
        let whole = (end + 2..=limit.min(end + LONGEST)).find(|at| LEVELS[3..10].iter().any(|w| line.ends(*at, w)));
        let between = whole.is_some_and(|at| (end + 1..at - 1).any(|k| LEVELS.iter().any(|w| line.ends(k, w))));
        return match whole {
            Some(at) if at == limit && !between && class != Class::Province && line.chars[end..at].len() > 3 => None,
            Some(at) if !between && class != Class::Province => Some(at).filter(|at| *at < limit),
            _ => (class != Class::Town).then_some(end),
        };
    }
    let end = (start + 2..limit.min(start + LONGEST)).find(|at| has_ending(line, *at))?;
    // 自治 is the middle of a longer ending.
    let end = if line.starts(end, "自治") { return None } else { end };
    let name = LEVELS.iter().find(|w| line.ends(end, w)).map_or(0, |w| end - start - w.chars().count());
    (name >= 1 && end < limit && plain(end)).then_some(end)
}

fn ends_as_level(line: &Line, end: usize) -> bool {
    LEVELS.iter().any(|w| line.ends(end, w))
}

fn has_ending(line: &Line, end: usize) -> bool {
    ends_as_level(line, end) && !AREAS.iter().chain(WORDS).any(|w| line.ends(end, w))
}

/// Whether what is left of a place is one by itself.
fn is_spot(line: &Line, start: usize, end: usize) -> bool {
    if bounds::wants_place(line, start, end) {
        return false;
    }
    let named = || places().longest(&line.chars[start..end]).is_some_and(|(len, _)| start + len == end);
    // 某市|某社区, and not 某城|社区; behind a short form the name is longer: not 某里|庄社区.
    let ending = LEVELS.iter().find(|w| line.ends(end, w)).map_or(0, |w| w.chars().count());
    let least = if ends_as_level(line, start) { 1 } else { 2 };
    let own = end - start >= ending + least && !["片区", "园区"].iter().any(|w| line.starts(start, w));
    // 某县|华中某某产业园: what begins with a region has its own name.
    let area = || {
        let region = places().longest(&line.chars[start..end]);
        region.is_some_and(|(len, class)| class == Class::Nature && start + len < end)
            && bounds::NAMED_AREAS.iter().any(|w| line.ends(end, w))
    };
    (own && has_ending(line, end) || end - start >= 2 && named() || area())
        || end - start >= 3 && SPOTS.iter().any(|w| line.ends(end, w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, text: &str, expect: &[&str]) {
        let line = Line::new(text);
        let mut finds = vec![Found::new(0, line.len(), kind, 0.9, "model")];
        part(&line, &mut finds);
        assert_eq!(finds.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), expect, "{text}");
        assert!(finds.last().is_some_and(|f| f.kind == kind));
    }

    #[test]
    fn places() {
        check(Kind::Place, "江苏省苏州市", &["江苏省", "苏州市"]);
        check(Kind::Place, "柳家庄街道河口社区", &["柳家庄街道", "河口社区"]);
        check(Kind::Place, "湖北武汉", &["湖北", "武汉"]);
        check(Kind::Place, "监利市华中铝材产业园", &["监利市", "华中铝材产业园"]);
        for whole in [
            "常州经开区", "东城社区", "岳家村社区", "景德镇市", "广西壮族自治区", "镇江市", "中关村大街", "苏州河", "沙市区",
            "潮州古城", "常州经济开发区", "大兴东路社区", "武汉·中关村基地",
        ] {
            check(Kind::Place, whole, &[whole]);
        }
    }

    #[test]
    fn bodies() {
        check(Kind::Org, "湖南省长沙市委", &["湖南省", "长沙市委"]);
        check(Kind::Org, "江苏省常州经济开发区柳堰街道党工委", &["江苏省", "常州经济开发区", "柳堰街道党工委"]);
        check(Kind::Org, "北京市石景山区八角社区服务中心", &["北京市", "石景山区", "八角社区服务中心"]);
        for whole in [
            "成都市委城乡社区发展委员会", "魏县乡村振兴局", "重庆市城市管理局", "广西自贸试验区办公室", "北京市公安局",
            "武汉大学", "湖北武汉大学", "长沙市委", "市人大常委会", "湖南长沙市委",
        ] {
            check(Kind::Org, whole, &[whole]);
        }
    }
}
