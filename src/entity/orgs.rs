//! ORG by grammar: a place or a level (市, 县, 省) and a body; a name and an ending.

use super::Kind;
use super::line::{Found, Line};
use super::names::is_word;
use super::persons::{Known, is_apart};
use super::places::{fits_name, is_level};
use super::score;
use super::words::Words;
use crate::clean::is_han;
use crate::lexicon::places::places;
use std::sync::LazyLock;

/// Bodies that follow a place or a level directly; longer before shorter.
const BODIES: &[&str] = &[
    "两委", "人民代表大会常务委员会", "人民代表大会", "人大常委会党组", "人大常委会办公室", "人大常委会", "人大", "政协办公室",
    "政协", "人民政府办公室", "人民政府", "政府办公室", "政府", "人民法院", "中级人民法院", "高级人民法院", "人民检察院",
    "检察院", "法院", "监察委员会", "监委", "纪委监委", "纪律检查委员会", "纪委", "委政法委", "委组织部", "委宣传部", "委统战部",
    "委办公室", "委巡察办", "委编办", "委党校", "委办", "委", "党委", "武装部", "人武部", "军区", "警备区", "总工会", "妇联",
    "工商联", "团委", "残联", "科协", "文联", "公安局", "财政局", "发展和改革局", "发展和改革委员会", "人力资源和社会保障局",
    "人力资源和社会保障厅", "自然资源和规划局", "住房和城乡建设局", "住房和城乡建设厅", "经济和信息化局", "经济和信息化厅",
    "文化和旅游局", "文化和旅游厅", "工业和信息化局", "工业和信息化厅", "城市管理和综合执法局", "教育和体育局", "红十字会",
    "气象台", "少年宫", "档案馆", "自来水公司", "老年大学", "敬老院", "福利院", "妇幼保健院", "供销社", "客运总站",
];

/// Houses and grounds that are places behind a level by itself, of which the town has one: 市图书馆.
const HOUSES: &[&str] = &["图书馆", "博物馆", "美术馆", "文化馆", "科技馆", "体育馆", "体育场", "人民公园", "烈士陵园", "火车站"];

static BODY_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(BODIES));

/// Bodies that are one by themselves.
const ALONE: &[&str] = &[
    "中国共产党中央委员会", "中共中央政治局", "中共中央", "党中央", "国务院", "中央军委", "全国人大常委会", "全国人大",
    "全国政协", "武警部队", "金砖国家", "二十国集团", "最高人民法院", "最高人民检察院", "中央纪委", "国家监委", "中央组织部",
    "中央宣传部", "中央政法委", "政法委", "组织部", "宣传部", "统战部", "纪委监委", "纪委", "新华社", "人民日报社", "中央电视台",
    "中央广播电视总台", "联合国", "世界卫生组织", "世卫组织", "世界贸易组织", "世贸组织", "国际奥委会", "欧盟", "东盟", "北约",
    "非盟", "上合组织", "国际货币基金组织", "世界银行", "国家发展改革委", "国家发展和改革委员会", "外交部", "国防部", "教育部",
    "科学技术部", "科技部", "工业和信息化部", "国家民委", "公安部", "国家安全部", "民政部", "司法部", "财政部",
    "人力资源和社会保障部", "人力资源社会保障部", "自然资源部", "生态环境部", "住房和城乡建设部", "住房城乡建设部", "交通运输部",
    "水利部", "农业农村部", "商务部", "文化和旅游部", "国家卫生健康委", "国家卫健委", "退役军人事务部", "应急管理部",
    "中国人民银行", "国务院国资委", "海关总署", "国家税务总局", "市场监管总局", "国家体育总局", "国家统计局", "国家医保局",
    "国家疾控局", "中国气象局", "国家气候中心", "国家能源局", "国家林草局", "国家文物局", "国家邮政局", "国家药监局",
    "国家知识产权局", "G20", "中国科学院", "中国工程院", "中国社会科学院",
];

static ALONE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(ALONE));

/// Endings of bodies; longer before shorter.
const ENDINGS: &[&str] = &[
    "股份有限公司", "有限责任公司", "有限公司", "集团公司", "管理委员会", "工作委员会", "居民委员会", "村民委员会", "委员会",
    "人民法院", "检察院", "管委会", "居委会", "村委会", "办公室", "办事处", "派出所", "总公司", "分公司", "公司", "集团", "银行",
    "研究院", "研究所", "研究中心", "服务中心", "管理局", "分局", "总局", "医院", "大学", "学院", "中学", "小学", "学校",
    "幼儿园", "党校", "协会", "学会", "商会", "联合会", "基金会", "合作社", "电视台", "出版社", "报社", "日报", "晚报", "支队",
    "大队", "中队", "总队", "法庭", "乐团", "剧团", "俱乐部", "专班", "领导小组", "指挥部", "党支部", "党总支", "党组", "中心",
    "局", "厅", "服务站", "工作站", "管理站", "卫生站", "气象站", "监测站", "救助站",
];

static ENDING_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(ENDINGS));

/// Endings that want a place or a level before them: by themselves they are kinds.
const WANT_HEAD: &[&str] = &[
    "局", "厅", "中心", "办公室", "办事处", "委员会", "法庭", "支队", "大队", "中队", "总队", "党支部", "党总支", "党组",
    "指挥部", "学校", "医院", "银行", "公司", "集团", "大学", "学院", "中学", "小学", "研究所", "研究院", "协会", "分局",
    "领导小组",
];

/// Endings of companies; longer before shorter.
const FIRMS: &[&str] = &["集团有限公司", "集团公司", "股份有限公司", "有限责任公司", "有限公司", "集团", "公司"];

/// Characters before 市, 县, 省 … that make it no head of a body.
const NOT_LEVEL: &[char] = &[
    '特', '军', '战', '牧', '灾', '全', '城', '本', '我', '各', '都', '两', '超', '门', '股', '楼', '上', '入', '夜', '集', '闹',
    '直', '该', '地', '外', '跨', '东', '老', '大', '小', '每', '多', '几', '个', '一', '二', '三', '四', '五', '六', '七', '八',
    '九', '十',
];

/// Words after which a name without a place may begin.
const LEFT: &[&str] = &[
    "企业", "公司", "单位", "包括", "暨", "由", "向", "与", "和", "是", "对", "为", "在", "于", "到", "从", "被", "及", "访",
    "赴", "入", "了", "据", "给", "将", "经", "加入", "任", "创办", "成立", "联合", "走进",
];

static LEFT_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(LEFT));

/// Finds organisations over the places of a line.
pub(super) fn find(line: &Line, places: &[Found], out: &mut Vec<Found>) {
    let first = out.len();
    alone(line, out);
    let mut next_place = 0;
    for at in 0..line.len() {
        while next_place < places.len() && places[next_place].start < at {
            next_place += 1;
        }
        let place = places.get(next_place).filter(|p| p.start == at);
        if let Some(place) = place
            && (place.rule == "division" || is_level(line.before(place.end)))
        {
            headed(line, at, place.end, out);
        }
        if is_level(line.get(at)) && !NOT_LEVEL.contains(&line.before(at)) && !ends_place(places, next_place, at) {
            headed(line, at, at + 1, out);
            if let Some((_, len)) = line.first_of(at + 1, HOUSES) {
                out.push(Found::new(at, at + 1 + len, Kind::Place, score::WHOLE, "ending"));
            }
        }
    }
    companies(line, out);
    lists(line, out);
    let all: Vec<Found> = out[first..].to_vec();
    out.truncate(first);
    out.extend(longest(all));
}

/// Takes down what a company's name is without its ending, where that is a name by itself.
pub(super) fn learn(name: &[char], firms: &mut Known) {
    /// The lengths of such names, in characters.
    const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;
    let stem = FIRMS.iter().find_map(|ending| {
        let len = name.len().checked_sub(ending.chars().count())?;
        name[len..].iter().copied().eq(ending.chars()).then_some(&name[..len])
    });
    if let Some(stem) = stem.filter(|s| LENGTHS.contains(&s.len()) && places().longest(s).is_none()) {
        firms.add(stem);
    }
}

/// Takes the word before a level's body out of a name: 由县人民法院.
pub(super) fn trim(line: &Line, name: &mut Found) {
    let led = matches!(line.get(name.start), '由' | '在' | '向' | '被' | '对' | '从' | '让');
    if led && name.len() > 3 && is_level(line.get(name.start + 1)) {
        name.start += 1;
    }
    // 案件由县人民法院: what stands before 由 has nothing of the body's.
    let by = (name.start + 1..name.end.saturating_sub(3)).find(|&k| line.get(k) == '由' && is_level(line.get(k + 1)));
    name.start = by.map_or(name.start, |k| k + 1);
}

/// Finds the companies that the page knows by their full names, and what stands beside them in a list: a name that only the
/// model takes for a person's, or that nothing took for one.
pub(super) fn recall(line: &Line, firms: &Known, persons: &mut Vec<Found>, places: &mut Vec<Found>, orgs: &mut Vec<Found>) {
    /// The lengths of a name that is known by the list alone, in characters.
    const LISTED: std::ops::RangeInclusive<usize> = 2..=4;
    let mut at = 0;
    while at < line.len() {
        let Some(end) = firms.at(line, at).map(|len| at + len).filter(|end| is_apart(line, at, *end)) else {
            at += 1;
            continue;
        };
        let f = Found::new(at, end, Kind::Org, score::DOUBTFUL, "seen-on-page");
        // The model alone takes a company's short name for a person's or a place's.
        for names in [&mut *persons, &mut *places] {
            names.retain(|p| p.rule != "model" || (p.start, p.end) != (f.start, f.end));
        }
        let clear = |f: &Found, orgs: &[Found]| !persons.iter().chain(&*places).chain(orgs).any(|o| o.overlaps(f));
        at = end;
        if clear(&f, orgs) {
            orgs.push(f);
            // 丰禾、易兆联等
            let listed = (end + 1..line.len()).take_while(|k| line.get(*k) != '等' && fits_name(line.get(*k))).count();
            let last = Found::new(end + 1, end + 1 + listed, Kind::Org, score::SHARED, "list");
            if line.get(end) == '、'
                && line.get(last.end) == '等'
                && LISTED.contains(&listed)
                && !is_word(line, end + 1, last.end)
                && clear(&last, orgs)
            {
                orgs.push(last);
            }
        }
    }
    orgs.sort_by_key(|f| f.start);
    persons.retain(|p| {
        let listed = |f: &&Found| matches!(f.rule, "seen-on-page" | "list" | "after-kind");
        let beside = |start: usize, end: usize| line.get(end) == '、' && start == end + 1;
        let here = orgs.partition_point(|o| o.start < p.start);
        let before = here.checked_sub(1).map(|k| &orgs[k]).filter(listed).is_some_and(|o| beside(p.start, o.end));
        let behind = orgs.get(here).filter(listed).is_some_and(|o| beside(o.start, p.end));
        let firm = p.rule == "model" && (before || behind);
        if firm {
            orgs.insert(here, Found::new(p.start, p.end, Kind::Org, score::SHARED, "list"));
        }
        !firm
    });
}

/// Whether a place holds the character at `at` and began before it.
fn ends_place(places: &[Found], next: usize, at: usize) -> bool {
    places[..next].iter().rev().take(3).any(|p| p.start < at && at < p.end)
}

/// Of finds that overlap the longest.
fn longest(mut all: Vec<Found>) -> Vec<Found> {
    all.sort_by_key(|f| (std::cmp::Reverse(f.len()), f.start));
    let mut kept: Vec<Found> = Vec::new();
    for f in all {
        let at = kept.partition_point(|k| k.start < f.start);
        let clear = kept.get(at).is_none_or(|k| !k.overlaps(&f)) && (at == 0 || !kept[at - 1].overlaps(&f));
        if clear {
            kept.insert(at, f);
        }
    }
    kept
}

fn alone(line: &Line, out: &mut Vec<Found>) {
    for at in 0..line.len() {
        // 组织部门 is any such department.
        if let Some((_, len)) = ALONE_WORDS.at(line, at).filter(|(w, len)| !(w.ends_with('部') && line.get(at + len) == '门')) {
            out.push(Found::new(at, at + len, Kind::Org, score::MODEL, "known-body"));
        }
        // 731部队
        let number = (at..line.len()).take_while(|k| line.get(*k).is_ascii_digit()).count();
        if number >= 3 && !line.before(at).is_ascii_digit() && line.starts(at + number, "部队") {
            out.push(Found::new(at, at + number + 2, Kind::Org, score::MODEL, "known-body"));
        }
    }
}

/// A place or level from `start` to `end`, and a body behind it.
fn headed(line: &Line, start: usize, end: usize, out: &mut Vec<Found>) {
    let mut body = end;
    // 市三届人大常委会
    if line.get(body + 1) == '届' {
        body += 2;
    } else if line.get(body + 2) == '届' {
        body += 3;
    }
    // 县委办公楼 is the building of 县委.
    let found = BODY_WORDS
        .at(line, body)
        .map(|(word, len)| if word == "委办" && line.get(body + len) == '公' { ("委", len - 1) } else { (word, len) });
    if let Some((word, len)) = found {
        let next = line.get(body + len);
        let cut = word == "委" && matches!(next, '员' | '托' | '派' | '会' | '任' | '屈' | '培')
            || word == "武装部" && next == '队'
            || word == "两委" && line.before(end) != '村';
        if !cut {
            out.push(Found::new(start, body + len, Kind::Org, score::SURE, "body"));
        }
    }
}

/// A name without a place before an ending: 某某集团, 禁毒专班.
fn companies(line: &Line, out: &mut Vec<Found>) {
    /// The longest such name before its ending.
    const LONGEST: usize = 10;
    let mut floor = 0;
    for at in 0..line.len() {
        if !is_han(line.get(at)) {
            floor = at + 1;
            continue;
        }
        if LEFT_WORDS.before(line, at).is_some() {
            floor = floor.max(at);
        }
        let Some((word, len)) = ENDING_WORDS
            .at(line, at)
            .filter(|(w, _)| !matches!(*w, "局" | "厅" | "中心" | "办公室" | "党组" | "学校" | "党支部" | "委员会"))
        else {
            continue;
        };
        let mut start = at;
        while start > floor && at - start < LONGEST && fits_name(line.get(start - 1)) {
            start -= 1;
        }
        let size = at - start;
        let plain = WANT_HEAD.contains(&word) && !matches!(word, "集团" | "公司" | "大学");
        // 立即组织专班, 市级专班
        let unnamed = word == "专班" && line.last_of(at, &["组织", "成立", "组建", "工作", "级", "抽调"]).is_some();
        if start == floor && size >= 2 && !plain && !unnamed && !(word == "公司" && size < 3) {
            let after_kind = line.last_of(start, &["企业", "公司", "单位"]).is_some();
            out.push(Found::new(
                start,
                at + len,
                Kind::Org,
                // A task force is always named for its task.
                if word == "专班" { score::WHOLE } else { score::GUESSED },
                if after_kind { "after-kind" } else { "ending" },
            ));
        }
    }
}

/// 甲、乙等企业: what such a list holds are organisations.
fn lists(line: &Line, out: &mut Vec<Found>) {
    /// The longest item of such a list.
    const LONGEST: usize = 8;
    for at in 1..line.len() {
        if line.get(at) != '等' {
            continue;
        }
        let headed = (0..4).any(|gap| line.first_of(at + 1 + gap, &["企业", "公司", "单位", "高校", "院校"]).is_some());
        if !headed {
            continue;
        }
        let mut end = at;
        loop {
            let mut start = end;
            while start > 0 && end - start < LONGEST && fits_name(line.get(start - 1)) && LEFT_WORDS.before(line, start).is_none()
            {
                start -= 1;
            }
            let parted = start > 0 && line.get(start - 1) == '、';
            let opens =
                start > 0 && (LEFT_WORDS.before(line, start).is_some() || matches!(line.before(start), '，' | '（' | '：'));
            if end - start < 2 || !(parted || opens) || (end == at && !parted) {
                break;
            }
            out.push(Found::new(start, end, Kind::Org, score::SHARED, "list"));
            if !parted {
                break;
            }
            end = start - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Line::new(text);
        let mut spots = Vec::new();
        super::super::places::find(&line, &mut spots);
        let mut out = Vec::new();
        find(&line, &spots, &mut out);
        assert_eq!(out.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn bodies() {
        check("监利市委书记，市人大常委会主任", &["监利市委", "市人大常委会"]);
        check("市红十字会、县气象台和区妇幼保健院在市图书馆", &["市红十字会", "县气象台", "区妇幼保健院", "市图书馆"]);
        check("市人民政府、市财政局、市发展和改革局", &["市人民政府", "市财政局", "市发展和改革局"]);
        check("市二届人大常委会召开会议", &["市二届人大常委会"]);
        check("村两委换届", &["村两委"]);
        check("全市上下，城市管理，市委员，社区两委", &[]);
    }

    #[test]
    fn companies_that_the_page_knows() {
        let mut firms = Known::default();
        for name in ["丰禾集团", "湖北公司", "丰禾铝业贸易有限公司"] {
            learn(&name.chars().collect::<Vec<_>>(), &mut firms);
        }
        let line = Line::new("丰禾、易兆联等投资，湖北、丰禾田");
        let recalled = |mut persons: Vec<Found>, mut places: Vec<Found>| {
            let mut orgs = Vec::new();
            recall(&line, &firms, &mut persons, &mut places, &mut orgs);
            assert_eq!(orgs.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), ["丰禾", "易兆联"]);
            assert_eq!((persons, places), (vec![], vec![]));
        };
        recalled(vec![Found::new(3, 6, Kind::Person, 0.9, "model")], vec![]);
        recalled(vec![], vec![Found::new(0, 2, Kind::Place, 0.9, "model")]);
        let mut orgs = Vec::new();
        recall(&Line::new("丰禾、企业等投资"), &firms, &mut vec![], &mut vec![], &mut orgs);
        assert_eq!(orgs.len(), 1, "企业 is a word");
    }

    #[test]
    fn companies_by_ending() {
        check("暨南桂铝业集团奠基，包括厦门国贸、上海锦品等头部企业", &["南桂铝业集团", "厦门国贸", "上海锦品"]);
    }
}
