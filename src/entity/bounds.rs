//! Where names end: words that a name is only a part of (亚运会, 某某式), and words that belong to the name before them
//! (某某铁路, 某某经济走廊).
//!
//! Invariant: the finds stay sorted and apart from one another.

use super::Kind;
use super::line::{Found, Line};
use super::names;
use super::places::{self, fits_name, is_level};
use super::score;
use super::titles;
use crate::clean::is_han;
use crate::lexicon::places::{Class, places};
use crate::lexicon::surnames;
use rustc_hash::FxHashSet;

/// What belongs to the place before it, unless one of the characters behind it follows (铁路局); longer before shorter.
const SUFFIXES: &[(&str, &str)] = &[
    ("高新技术产业开发区", ""),
    ("经济技术开发区", ""),
    ("高新技术开发区", ""),
    ("自由贸易试验区", ""),
    ("自由贸易港", ""),
    ("自贸试验区", ""),
    ("经济开发区", ""),
    ("工业园区", "管"),
    ("国家公园", "管"),
    ("森林公园", "管"),
    ("湿地公园", "管"),
    ("经济走廊", ""),
    ("高速公路", "集公局管"),
    ("国际机场", "集公"),
    ("蓄滞洪区", ""),
    ("城市群", ""),
    ("经济圈", ""),
    ("大湾区", ""),
    ("经开区", ""),
    ("高新区", ""),
    ("开发区", ""),
    ("自贸区", ""),
    ("自贸港", ""),
    ("特大桥", ""),
    ("新区", ""),
    ("社区", ""),
    ("街道", ""),
    ("流域", ""),
    ("水电站", "公集"),
    ("核电站", "公集"),
    ("电站", "公集"),
    ("地带", ""),
    ("联邦", "政议法调储委最公航"),
    ("平原", ""),
    ("高原", "红反病"),
    ("草原", ""),
    ("沙漠", "化"),
    ("盆地", ""),
    ("灌区", ""),
    ("高铁", ""),
    ("铁路", "局公集总部分"),
    ("运河", ""),
    ("大桥", "局"),
    ("遗址", "博公"),
    ("古城", ""),
];

/// Areas and buildings that are no name by themselves and belong to the place right before them; longer before shorter.
const BARE: &[&str] = &[
    "高新技术产业开发区", "经济技术开发区", "自由贸易试验区", "自由贸易港", "自贸试验区", "奥体中心", "综治中心", "特大桥",
    "自贸港", "自贸区", "人民会堂", "大剧院", "博物馆", "图书馆", "体育馆", "体育场", "会展中心", "亚运村", "大运村", "大运河",
    "公园广场", "双城经济圈",
];

/// Areas that are places, whoever runs them; longer before shorter.
const AREAS: &[&str] =
    &["开发区", "经开区", "高新区", "新区", "社区", "街道", "产业园", "产业园区", "工业园", "工业园区", "科技园", "物流园"];

/// Areas that are called after what they are for; longer before shorter.
pub(super) const NAMED_AREAS: &[&str] =
    &["产业园区", "工业园区", "产业园", "科技园", "工业园", "自然保护区", "合作区", "试验区", "示范区", "先行区", "实验区"];

/// Kinds of places that the model takes for names.
const KINDS: &[&str] = &[
    "博物馆", "图书馆", "空间站", "高速公路", "自治州", "国际机场", "石窟寺", "广场", "文化广场", "休闲广场", "健身广场", "公园",
];

/// What a meeting or match is called: no body ends like this.
const EVENTS: &[&str] = &[
    "峰会", "论坛", "研讨会", "推进会", "座谈会", "博览会", "文化节", "艺术节", "锦标赛", "挑战赛", "公开赛", "运动会", "二十大",
];

/// What no body ends in: states of affairs (某某政局) and papers (某某合同).
const AFFAIRS: &[&str] = &["政局", "战局", "格局", "合同", "协议", "协定", "条约", "宣言", "公约"];

/// When something is reported, between a body and 报道: 新华社今日报道 tells of no paper.
const WHEN: &[&str] = &["今", "今日", "今晚", "今晨", "昨", "昨日", "昨晚", "当日", "当晚", "近日", "日前", "晚"];

/// What is said to a person by the surname.
const HONORIFICS: &[&str] = &["先生", "女士", "小姐", "太太", "师傅", "阿姨", "大爷", "大妈", "总", "某"];

/// Words that follow an office and begin with a surname.
const NOT_PERSONS: &[&str] = &["毕业", "助理", "顾问", "顾问团", "任职", "任期", "任教", "利益", "权益", "信息"];

/// Countries that are one character behind or before 中.
const COUNTRIES: &str = "美俄日韩朝英法德印巴欧非澳加意泰越老缅柬马菲尼肯叙伊以埃沙哈乌吉塔蒙土希匈塞波捷罗";

/// Mends the names of a line, sorted by start.
pub(super) fn mend(line: &Line, names: &mut Vec<Found>) {
    names.retain(|f| !is_part_of_word(line, f));
    names.iter_mut().filter(|f| f.kind == Kind::Org).for_each(|f| trim_event(line, f));
    names.iter_mut().filter(|f| f.kind == Kind::Org).for_each(|f| trim_affair(line, f));
    names.retain(|f| f.len() > 0);
    countryside(line, names);
    cut_verbs(line, names);
    joined_by_dot(line, names);
    teams(line, names);
    bureaus(line, names);
    joined_fields(line, names);
    complete(line, names);
    pairs(line, names);
    neighbours(line, names);
    govern(line, names);
    short_names(line, names);
}

/// Whether a find is only a part of a word: the country in 某国式, the asia in 亚运会.
fn is_part_of_word(line: &Line, f: &Found) -> bool {
    let next = line.get(f.end);
    let is = |word: &str| line.starts(f.start, word) && word.chars().count() == f.len();
    match f.kind {
        Kind::Place => {
            // Peoples are no places.
            f.len() > 2 && line.before(f.end) == '族' ||
                is("太阳") || is("村容村") || is("维吾尔") && next != '自'
                || is("中国") && (next == '式' || next == '化' && !matches!(line.get(f.end + 1), '工' | '学' | '肥' | '石'))
                || is("中华")
                    && line.first_of(f.end, &["民族", "儿女", "文明", "文化", "优秀", "传统", "美德", "大地"]).is_some()
                || f.len() == 1 && matches!(line.get(f.start), '亚' | '奥') && next == '运'
                || is("中") && matches!(next, '外' | '医' | '药' | '式' | '文')
                // Languages and coins.
                || f.len() > 1 && next == '文' && matches!(line.get(f.end + 1), '、' | '》' | '）' | '版' | '译' | '，')
                || f.len() > 1 && next == '盾'
        }
        // 人大代表 sits in any congress.
        Kind::Org => {
            is("人大") && line.starts(f.end, "代表")
                // 乡镇党委, 乡镇政府
                || line.before(f.start) == '乡' && line.get(f.start) == '镇'
        }
        Kind::Person => {
            let honoured = matches!(line.before(f.start), '老' | '小' | '阿')
                || line.first_of(f.end, HONORIFICS).is_some()
                || titles::stands_behind(line, f.end);
            f.len() > 1 && line.starts(f.end, "主义")
                || f.len() == 1 && honoured
                // 林老说
                || f.len() == 2 && line.before(f.end) == '老' && !next.is_numeric()
                || f.len() == 2 && line.before(f.end) == '女' && next == '士'
                || NOT_PERSONS.iter().any(|w| is(w))
        }
        _ => false,
    }
}

/// Leaves of a body that ends like a meeting the body that it begins with, or nothing.
fn trim_event(line: &Line, f: &mut Found) {
    if line.last_of(f.end, EVENTS).is_some() {
        let host = ["联合国", "中共"].iter().find(|w| line.starts(f.start, w));
        f.end = f.start + host.map_or(0, |w| w.chars().count());
    } else if f.len() > 4 && line.ends(f.end, "总部") {
        f.end -= 2;
    } else if let Some(session) = (f.start + 4..f.end).find(|k| line.get(*k) == '届' && line.get(k + 2) == '次') {
        // 某某研究会七届二次理事会
        let numeral = |k: &usize| !"一二三四五六七八九十第".contains(line.before(*k));
        f.end = (f.start + 1..=session).rev().find(numeral).unwrap_or(session);
    }
}

/// Leaves of a body that is none the place that it begins with, or nothing; ends one before when it has reported something.
fn trim_affair(line: &Line, f: &mut Found) {
    // 台湾政局; 民政局 and 财政局 are bodies.
    let is_body = || {
        line.ends(f.end, "政局")
            && places().longest(&line.chars[f.start..f.end]).is_none_or(|(len, _)| f.start + len + 2 != f.end)
    };
    if line.last_of(f.end, AFFAIRS).is_some() && !is_body() {
        let place = places().longest(&line.chars[f.start..f.end]).map_or(0, |(len, _)| len);
        *f = Found::new(f.start, f.start + place, Kind::Place, score::MODEL, "model");
    } else if line.before(f.end) == '报' && line.get(f.end) == '道' {
        let when = line.last_of(f.end - 1, WHEN).map_or(0, |(_, len)| len);
        f.end = f.end.saturating_sub(1 + when).max(f.start);
    } else if line.ends(f.start, "级以") && line.get(f.start) == '上' {
        // 县级以上党委
        f.end = f.start;
    }
}

/// Ends a place before 乡村 and 乡镇, whose first character it has taken in.
fn countryside(line: &Line, names: &mut Vec<Found>) {
    names.retain_mut(|f| {
        let is_known = |f: &Found| places().longest(&line.chars[f.start..f.end]).is_some_and(|(len, _)| len == f.len());
        let taken = f.kind == Kind::Place && f.len() > 1 && line.before(f.end) == '乡' && matches!(line.get(f.end), '村' | '镇');
        // A town may be called after a common word, but 发展乡 is none in 发展乡村.
        if !taken || is_known(f) && !names::is_word(line, f.start, f.end - 1) {
            return true;
        }
        f.end -= 1;
        is_known(f)
    });
}

/// Ends a place before a word whose first character it has taken in: 石桥|站上了高地, 某江|大保护.
fn cut_verbs(line: &Line, names: &mut [Found]) {
    const WORDS: &[(char, &[&str])] = &[('站', &["上了", "在了", "稳", "起来"]), ('大', &["保护", "开发", "治理"])];
    for f in names.iter_mut().filter(|f| f.kind == Kind::Place && f.len() > 2) {
        let taken = |(c, behind): &(char, &[&str])| line.before(f.end) == *c && line.first_of(f.end, behind).is_some();
        if WORDS.iter().any(taken) {
            f.end -= 1;
        }
    }
}

/// 某市·某某科技园: a name that begins with a dot goes on from the one before it.
fn joined_by_dot(line: &Line, names: &mut Vec<Found>) {
    for at in (1..names.len()).rev() {
        let (first, second) = (&names[at - 1], &names[at]);
        let joined = first.end == second.start && line.get(second.start) == '·' && second.kind != Kind::Person;
        if joined && first.kind == Kind::Place {
            names[at].start = first.start;
            names.remove(at - 1);
        }
    }
}

/// 某某研究院王芳教授团队: a body and a person.
fn teams(line: &Line, names: &mut Vec<Found>) {
    for at in 0..names.len() {
        let (start, end) = (names[at].start, names[at].end);
        if names[at].kind != Kind::Org || !line.ends(end, "团队") {
            continue;
        }
        let end = end - 2;
        let end = line.last_of(end, &["研究员", "教授", "院士", "博士"]).map_or(end, |(_, len)| end - len);
        let begin = |len: &usize| {
            let first = end.checked_sub(*len).filter(|first| *first >= start)?;
            let behind_body =
                first == start || matches!(line.before(first), '院' | '所' | '学' | '室' | '司' | '心' | '校' | '系');
            (behind_body && surnames::length(line.chars[first..].iter().copied()) > 0).then_some(first)
        };
        if let Some(first) = [2, 3].iter().find_map(begin) {
            names[at].end = first;
            names.insert(at + 1, Found::new(first, end, Kind::Person, score::MODEL, "team"));
        }
    }
    names.retain(|f| f.len() > 0);
}

/// 某县 and the bureau behind it are one body.
fn bureaus(line: &Line, names: &mut Vec<Found>) {
    const ENDINGS: &[&str] = &["局", "党组", "服务所", "服务站", "管理所", "管理站", "服务中心"];
    let mut at = 1;
    while at < names.len() {
        let (place, body) = (&names[at - 1], &names[at]);
        let own = place.kind == Kind::Place
            && body.kind == Kind::Org
            && place.end == body.start
            && matches!(line.before(place.end), '市' | '县' | '区' | '镇' | '乡')
            && ENDINGS.iter().any(|w| line.ends(body.end, w))
            && places().longest(&line.chars[body.start..body.end]).is_none();
        if own {
            names[at].start = place.start;
            names.remove(at - 1);
        } else {
            at += 1;
        }
    }
}

/// What a body may be for, and another field behind 和 or 与.
const FIELDS: &[&str] = &[
    "发展", "改革", "教育", "文化", "资源", "卫生", "健康", "工业", "农业", "住房", "保障", "建设", "商务", "经济", "科技",
    "科学", "旅游", "民政", "财政", "环境", "生态", "交通", "水利", "林业", "能源", "信息", "社会", "体育", "安全", "城市管理",
    "市场监管", "民族", "贸易", "规划", "统计", "应急", "人事",
];

/// 某县发展改革和经济统计局: a body for two fields, of which the second alone was found; 某国和某国政府间委员会.
fn joined_fields(line: &Line, names: &mut Vec<Found>) {
    /// The longest first field, in characters.
    const LONGEST: usize = 6;
    let mut at = 1;
    while at < names.len() {
        let (owner, body) = (&names[at - 1], &names[at]);
        let and = body.start - 1;
        let joined = body.kind == Kind::Org
            && matches!(line.get(and), '和' | '与')
            && if owner.end == and {
                let between = |k| line.starts(k, "政府间") || line.starts(k, "两国");
                owner.kind == Kind::Place && (body.start..body.end).any(between)
            } else {
                owner.kind == Kind::Place
                    && owner.end < and
                    && and - owner.end <= LONGEST
                    && (owner.end..and).all(|k| is_han(line.get(k)))
                    && line.last_of(and, FIELDS).is_some_and(|(_, len)| owner.end + len <= and)
                    && matches!(line.before(body.end), '局' | '部' | '厅')
                    && line.first_of(body.start, FIELDS).is_some()
            };
        if joined {
            names[at].start = owner.start;
            names.remove(at - 1);
        } else {
            at += 1;
        }
    }
}

/// Gives places what belongs to them (某某巷社区), and makes areas that the model took for bodies the places that they are.
fn complete(line: &Line, names: &mut Vec<Found>) {
    let mut at = 0;
    while at < names.len() {
        if names[at].kind == Kind::Org && line.last_of(names[at].end, AREAS).is_some() {
            names[at].kind = Kind::Place;
        }
        if names[at].kind != Kind::Place {
            at += 1;
            continue;
        }
        let beside = |a: usize| names.get(a + 1).is_some_and(|g| g.kind == Kind::Place && g.start == names[a].end);
        // 某·某经济走廊: places of one character before what they share.
        let mut last = at;
        while names[last].len() == 1 && beside(last) && names[last + 1].len() == 1 {
            last += 1;
        }
        let end = names[last].end;
        let limit = names.get(last + 1).map_or(line.len(), |next| next.start);
        let suffix = SUFFIXES.iter().find(|(word, _)| line.starts(end, word)).filter(|(word, not)| {
            let behind = end + word.chars().count();
            let len = end - names[at].start;
            behind <= limit
                && !not.contains(line.get(behind))
                && !is_level(line.before(end))
                // 中国社区 is any community in the country.
                && (len > 2 || !is_wide(line, names[at].start, end, word))
        });
        if let Some((word, _)) = suffix {
            names[at].end = end + word.chars().count();
            names.drain(at + 1..=last);
        } else if let Some(whole) = named_area(line, &names[at]).filter(|whole| {
            names[at + 1..].iter().take_while(|g| g.start < *whole).all(|g| g.kind == Kind::Place && g.end <= *whole)
        }) {
            names[at].end = whole;
            let behind = names[at + 1..].partition_point(|g| g.start < whole);
            names.drain(at + 1..at + 1 + behind);
        } else if beside(at) && is_bare_building(line, &names[at], &names[at + 1]) {
            names[at].end = names[at + 1].end;
            names.remove(at + 1);
        } else if beside(at)
            && line.get(names[at + 1].end) == '段'
            && ["河", "江", "铁路", "公路", "高速", "长城"].iter().any(|w| line.ends(names[at].end, w))
        {
            // 某河某省段
            names[at].end = names[at + 1].end + 1;
            names.remove(at + 1);
        }
        at += 1;
    }
}

/// Whether a place is so large that what stands behind it is any of its kind: 中国社区.
fn is_wide(line: &Line, start: usize, end: usize, kind: &str) -> bool {
    let wide = |class| match kind {
        "社区" | "街道" => {
            matches!(class, Class::Country | Class::Continent | Class::Foreign | Class::Province | Class::City)
        }
        "高铁" | "铁路" => matches!(class, Class::Country | Class::Continent),
        "遗址" | "古城" | "新区" => matches!(class, Class::Country | Class::Continent | Class::Foreign | Class::Province),
        _ => false,
    };
    places().longest(&line.chars[start..end]).is_some_and(|(len, class)| start + len == end && wide(class))
}

/// Where the name of an area ends that begins with a place and goes on with what it is for: 某关村|电子城科技园. A division is a
/// place apart.
fn named_area(line: &Line, place: &Found) -> Option<usize> {
    /// The longest stretch between the place and the ending, in characters.
    const LONGEST: usize = 10;
    let level = is_level(line.before(place.end));
    if place.len() < 2 || level || places().longest(&line.chars[place.end..]).is_some_and(|(len, _)| len > 1) {
        return None;
    }
    let inside = |k: usize| fits_name(line.get(k)) || line.get(k).is_ascii_digit() || matches!(line.get(k), '·' | '.');
    for at in place.end + 1..=place.end + LONGEST {
        if !inside(at - 1) || places::behind_verb(line, at) {
            return None;
        }
        if let Some((_, len)) = line.first_of(at, NAMED_AREAS) {
            return Some(at + len);
        }
    }
    None
}

/// Whether a place is an area or a building that has its name from the place before it.
fn is_bare_building(line: &Line, place: &Found, building: &Found) -> bool {
    let airport = line.ends(building.end, "机场") && !is_level(line.before(place.end));
    wants_place(line, building.start, building.end) || airport
}

/// Whether a find is the kind of an area and no name: 产业园 by itself.
pub(super) fn is_bare(line: &Line, name: &Found) -> bool {
    let is = |w: &&str| line.starts(name.start, w) && w.chars().count() == name.len();
    AREAS.iter().any(is) || name.kind == Kind::Place && KINDS.iter().any(is)
}

/// Whether `start..end` is an area or a building that wants the name of a place before it.
pub(super) fn wants_place(line: &Line, start: usize, end: usize) -> bool {
    /// The longest of them with what stands behind (奥体中心西广场), in characters.
    const LONGEST: usize = 9;
    end - start <= LONGEST && BARE.iter().any(|w| line.starts(start, w))
}

/// Two countries of one character each: 中 and another.
fn pairs(line: &Line, names: &mut Vec<Found>) {
    let mut at = 0;
    while at < names.len() {
        let f = &names[at];
        let (first, second) = (line.get(f.start), line.get(f.start + 1));
        let pair = first == '中' && COUNTRIES.contains(second) || second == '中' && COUNTRIES.contains(first);
        if f.kind == Kind::Place && f.len() == 2 && pair && !matches!((first, second), ('老' | '加', '中')) {
            let mut other = f.clone();
            other.start += 1;
            names[at].end -= 1;
            names.insert(at + 1, other);
            at += 1;
        }
        at += 1;
    }
}

/// Countries by their first characters, where the line has named them in full: 肯方 in a line on 肯尼亚.
fn neighbours(line: &Line, names: &mut Vec<Found>) {
    /// Characters that make another word with 方.
    const OTHER: &str = "东西南北地四八多一双各对我官警校院厂甲乙前后上下大小平立配药处古万军敌己";
    let candidates: Vec<usize> = (0..line.len())
        .filter(|&k| {
            let c = line.get(k);
            let side = line.get(k + 1) == '方'
                && !OTHER.contains(c)
                && !matches!(line.get(k + 2), '式' | '面' | '案' | '法' | '便' | '向' | '针' | '位' | '程' | '格' | '块');
            is_han(c) && (side || line.before(k) == '中' || line.starts(k + 1, "政府"))
        })
        .collect();
    if candidates.is_empty() {
        return;
    }
    let countries = countries(line);
    let talks = (0..line.len()).any(|k| line.starts(k, "中方"));
    for k in candidates {
        let free = names.iter().all(|f| k < f.start || f.end <= k);
        let side = line.get(k + 1) == '方' || line.starts(k + 1, "政府") && !is_han(line.before(k));
        let paired = names.iter().any(|f| f.kind == Kind::Place && f.end == k && f.len() == 1);
        let known = countries.contains(&line.get(k)) || talks && COUNTRIES.contains(line.get(k));
        if free && known && (side || paired) {
            let to = names.partition_point(|f| f.start < k);
            names.insert(to, Found::new(k, k + 1, Kind::Place, score::DOUBTFUL, "short-form"));
        }
    }
}

/// The first characters of the countries that a line names.
fn countries(line: &Line) -> FxHashSet<char> {
    let mut found = FxHashSet::default();
    let mut at = 0;
    while at < line.len() {
        match places().longest(&line.chars[at..]) {
            Some((len, class)) => {
                if class == Class::Country && len > 1 {
                    found.insert(line.get(at));
                }
                at += len;
            }
            None => at += 1,
        }
    }
    found
}

/// Makes a body of a place and the government behind it: a division's, and a country's.
fn govern(line: &Line, names: &mut [Found]) {
    const GOVERNMENTS: &[&str] = &["人民政府", "政府"];
    for at in 0..names.len() {
        let limit = names.get(at + 1).map_or(line.len(), |next| next.start);
        let f = &mut names[at];
        if f.kind != Kind::Place {
            continue;
        }
        let division =
            f.len() > 2 && matches!(line.before(f.end), '省' | '市' | '县' | '区' | '镇' | '乡') && !line.ends(f.end, "特区");
        let country = || {
            let known = places().longest(&line.chars[f.start..f.end]);
            known.is_some_and(|(len, class)| class == Class::Country && len == f.len())
                || f.len() == 1
                || ["印尼", "沙特", "苏联"].iter().any(|w| f.len() == 2 && line.starts(f.start, w))
                || ["联邦", "共和国", "王国"].iter().any(|w| line.ends(f.end, w))
        };
        if let Some((_, len)) = line.first_of(f.end, GOVERNMENTS)
            && f.end + len <= limit
            && !matches!(line.get(f.end + len), '间' | '军' | '机' | '部')
            && (division || country())
        {
            *f = Found::new(f.start, f.end + len, Kind::Org, score::SURE, "body");
        }
    }
}

/// 某某公司（以下简称“某某”）: the short name is of the same kind as the name before the bracket.
fn short_names(line: &Line, names: &mut Vec<Found>) {
    /// The longest short name, in characters.
    const LONGEST: usize = 10;
    let short = |f: &Found| {
        if !matches!(f.kind, Kind::Org | Kind::Place) || line.get(f.end) != '（' {
            return None;
        }
        let (_, len) = line.first_of(f.end + 1, &["以下简称“", "下称“", "简称“"])?;
        let start = f.end + 1 + len;
        let end = (start + 1..start + 1 + LONGEST).find(|k| line.get(*k) == '”')?;
        Some(Found::new(start, end, f.kind, score::LISTED, "short-name"))
    };
    let found: Vec<Found> = names.iter().filter_map(short).collect();
    for short in found {
        names.retain(|g| !g.overlaps(&short));
        let to = names.partition_point(|g| g.start < short.start);
        names.insert(to, short);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, finds: &[(usize, usize, Kind)]) -> Vec<String> {
        let line = Line::new(text);
        let mut names: Vec<Found> = finds.iter().map(|&(a, b, kind)| Found::new(a, b, kind, score::MODEL, "model")).collect();
        mend(&line, &mut names);
        names.iter().map(|f| format!("{}/{:?}", line.string(f.start, f.end), f.kind)).collect()
    }

    #[test]
    fn a_place_has_what_belongs_to_it() {
        let text = "走进柳明巷社区，中国社区，河口经开区";
        let found = mended(text, &[(2, 5, Kind::Place), (8, 10, Kind::Place), (13, 18, Kind::Org)]);
        assert_eq!(found, ["柳明巷社区/Place", "中国/Place", "河口经开区/Place"]);
        assert_eq!(mended("甬台铁路", &[(0, 1, Kind::Place), (1, 2, Kind::Place)]), ["甬台铁路/Place"]);
        assert_eq!(mended("石桥江柳明段", &[(0, 3, Kind::Place), (3, 5, Kind::Place)]), ["石桥江柳明段/Place"]);
        assert_eq!(mended("石桥铁路局", &[(0, 2, Kind::Place)]), ["石桥/Place"]);
        assert_eq!(mended("石桥柳明机场", &[(0, 2, Kind::Place), (2, 6, Kind::Place)]), ["石桥柳明机场/Place"]);
    }

    #[test]
    fn names_that_are_part_of_a_word() {
        assert_eq!(mended("中国式管理", &[(0, 2, Kind::Place)]), [""; 0]);
        assert_eq!(mended("亚运会在中国", &[(0, 1, Kind::Place), (4, 6, Kind::Place)]), ["中国/Place"]);
        for text in ["柳先生说", "柳教授说", "柳总说"] {
            assert_eq!(mended(text, &[(0, 1, Kind::Person)]), [""; 0], "{text}");
        }
        assert_eq!(mended("老柳说", &[(1, 2, Kind::Person)]), [""; 0]);
        assert_eq!(mended("柳说", &[(0, 1, Kind::Person)]), ["柳/Person"]);
        assert_eq!(mended("人大代表、乡镇党委", &[(0, 2, Kind::Org), (6, 9, Kind::Org)]), [""; 0]);
        assert_eq!(mended("走进柳明乡村，发展乡镇", &[(2, 5, Kind::Place), (7, 10, Kind::Place)]), [""; 0]);
        assert_eq!(mended("在固原乡村", &[(1, 4, Kind::Place)]), ["固原/Place"]);
    }

    #[test]
    fn areas_are_called_after_what_they_are_for() {
        assert_eq!(mended("走进石桥电子城科技园", &[(2, 4, Kind::Place)]), ["石桥电子城科技园/Place"]);
        assert_eq!(mended("走进石桥电子科技园", &[(2, 4, Kind::Place), (4, 9, Kind::Place)]), ["石桥电子科技园/Place"]);
        for text in ["走进柳明县电子城科技园", "走进石桥的科技园", "走进石桥建设示范区", "走进石桥华中科技园"]
        {
            let end = if text.contains('县') { 5 } else { 4 };
            let place: String = text.chars().skip(2).take(end - 2).collect();
            assert_eq!(mended(text, &[(2, end, Kind::Place)]), [format!("{place}/Place")], "{text}");
        }
        let dotted = mended("石桥·柳明研究中心", &[(0, 2, Kind::Place), (2, 9, Kind::Org)]);
        assert_eq!(dotted, ["石桥·柳明研究中心/Org"]);
    }

    #[test]
    fn countries_of_one_character() {
        assert_eq!(mended("中非合作", &[(0, 2, Kind::Place)]), ["中/Place", "非/Place"]);
        assert_eq!(mended("中亚", &[(0, 2, Kind::Place)]), ["中亚/Place"]);
        assert_eq!(mended("肯尼亚总统说，肯方愿意", &[(0, 3, Kind::Place)]), ["肯尼亚/Place", "肯/Place"]);
        assert_eq!(mended("总统说，肯方愿意", &[]), [""; 0]);
    }

    #[test]
    fn states_of_affairs_and_reports_are_no_bodies() {
        let found = mended("台湾政局、湖北煤田开发合同", &[(0, 4, Kind::Org), (5, 13, Kind::Org)]);
        assert_eq!(found, ["台湾/Place", "湖北/Place"]);
        for text in ["丰禾社今晚报道", "丰禾社报道"] {
            let end = text.chars().count() - 1;
            assert_eq!(mended(text, &[(0, end, Kind::Org)]), ["丰禾社/Org"], "{text}");
        }
        assert_eq!(mended("县级以上党委", &[(3, 6, Kind::Org)]), [""; 0]);
        assert_eq!(mended("以上海丰禾大学为例", &[(1, 7, Kind::Org)]), ["上海丰禾大学/Org"]);
        assert_eq!(mended("石桥市市政局", &[(0, 6, Kind::Org)]), ["石桥市市政局/Org"]);
        assert_eq!(mended("瑞士联邦主席", &[(0, 2, Kind::Place)]), ["瑞士联邦/Place"]);
    }

    #[test]
    fn places_end_before_words() {
        assert_eq!(
            mended("石桥站上了高地，石桥站上车", &[(0, 3, Kind::Place), (8, 11, Kind::Place)]),
            ["石桥/Place", "石桥站/Place"]
        );
        assert_eq!(mended("柳江大保护", &[(0, 3, Kind::Place)]), ["柳江/Place"]);
        assert_eq!(mended("石柳地区双城经济圈", &[(0, 4, Kind::Place), (4, 9, Kind::Place)]), ["石柳地区双城经济圈/Place"]);
    }

    #[test]
    fn governments() {
        assert_eq!(
            mended("日本政府、柳明市政府", &[(0, 2, Kind::Place), (5, 8, Kind::Place)]),
            ["日本政府/Org", "柳明市政府/Org"]
        );
        assert_eq!(mended("日本政府机构", &[(0, 2, Kind::Place)]), ["日本/Place"]);
    }

    #[test]
    fn bodies_for_two_fields() {
        assert_eq!(
            mended("柳明县发展改革和经济统计局", &[(0, 3, Kind::Place), (8, 13, Kind::Org)]),
            ["柳明县发展改革和经济统计局/Org"]
        );
        let two = [(0, 2, Kind::Place), (5, 10, Kind::Org)];
        assert_eq!(mended("中国贸易和欧盟委员会", &two), ["中国/Place", "欧盟委员会/Org"]);
        assert_eq!(mended("柳明县代表和统计局", &[(0, 3, Kind::Place), (6, 9, Kind::Org)]), ["柳明县/Place", "统计局/Org"]);
        assert_eq!(
            mended("中国和肯尼亚政府间合作委员会", &[(0, 2, Kind::Place), (3, 14, Kind::Org)]),
            ["中国和肯尼亚政府间合作委员会/Org"]
        );
        assert_eq!(mended("中国和肯尼亚政府", &[(0, 2, Kind::Place), (3, 8, Kind::Org)]), ["中国/Place", "肯尼亚政府/Org"]);
    }

    #[test]
    fn bodies_are_no_meetings_and_have_short_names() {
        assert_eq!(mended("联合国粮食峰会", &[(0, 7, Kind::Org)]), ["联合国/Org"]);
        assert_eq!(mended("丰禾研究会七届二次理事会", &[(0, 12, Kind::Org)]), ["丰禾研究会/Org"]);
        assert_eq!(mended("丰禾研究院王芳教授团队", &[(0, 11, Kind::Org)]), ["丰禾研究院/Org", "王芳/Person"]);
        assert_eq!(mended("柳明县农业局", &[(0, 3, Kind::Place), (3, 6, Kind::Org)]), ["柳明县农业局/Org"]);
        assert_eq!(
            mended("丰禾铝业有限公司（以下简称“丰禾铝业”）", &[(0, 8, Kind::Org)]),
            ["丰禾铝业有限公司/Org", "丰禾铝业/Org"]
        );
        // The short name takes the place of all that was found in it.
        assert_eq!(
            mended(
                "丰禾铝业有限公司（以下简称“柳明、石桥”）",
                &[(0, 8, Kind::Org), (14, 16, Kind::Person), (17, 19, Kind::Person)]
            ),
            ["丰禾铝业有限公司/Org", "柳明、石桥/Org"]
        );
    }
}
