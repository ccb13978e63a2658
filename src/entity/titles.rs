//! TITLE: the office that a text gives to a person it names, and who holds it.
//!
//! A title stands before a name (荆门市副市长王某), shares names in a list (市领导甲、乙), chains with others (市委副书记、市长)
//! or is given by an appointment (任命甲为某某). Invariant: every title found has a holder.

use super::Kind;
use super::line::{Found, Line};
use super::places::is_level;
use super::score;
use super::words::Words;
use std::sync::LazyLock;

/// A title's span and a holder's span, in characters.
pub(super) type Link = ((usize, usize), (usize, usize));

/// Offices, ranks and professions that a title ends with; longer before shorter.
const HEADS: &[&str] = &[
    "新闻发言人", "党支部书记", "总工程师", "总经济师", "总会计师", "总设计师", "高级工程师", "副研究员", "助理研究员",
    "特约记者", "见习记者", "实习记者", "本报记者", "主任医师", "副主任医师", "主治医师", "董事局主席", "首席执行官", "首席专家",
    "政治委员", "总参谋长", "参谋长", "检察长", "审判长", "审判员", "理事长", "秘书长", "董事长", "总经理", "副总经理", "总书记",
    "总干事", "总教练", "主教练", "教练员", "运动员", "驾驶员", "发言人", "负责人", "召集人", "主持人", "创始人", "传承人",
    "代表人", "带头人", "继承人", "经纪人", "候选人", "调研员", "巡视员", "研究员", "评论员", "特派员", "督导员", "指导员",
    "教导员", "辅导员", "飞行员", "航天员", "通讯员", "实习生", "总指挥", "总编辑", "总监", "总裁", "总统", "总理", "首相",
    "国王", "女王", "天皇", "王储", "亲王", "外长", "防长", "财长", "大臣", "国务卿", "议长", "议员", "参议员", "众议员", "州长",
    "市长", "区长", "县长", "镇长", "乡长", "村长", "省长", "盟长", "旗长", "部长", "局长", "厅长", "处长", "科长", "股长",
    "司长", "署长", "院长", "校长", "园长", "所长", "站长", "台长", "社长", "行长", "会长", "庭长", "厂长", "店长", "馆长",
    "队长", "班长", "组长", "团长", "营长", "连长", "排长", "军长", "师长", "旅长", "舰长", "船长", "机长", "车间主任", "主任",
    "主席", "书记", "委员", "常委", "董事", "监事", "理事", "经理", "主管", "助理", "秘书", "干事", "干部", "大使", "公使",
    "参赞", "领事", "特使", "专员", "代表", "领导", "政委", "司令员", "司令", "上将", "中将", "少将", "大校", "上校", "中校",
    "少校", "上尉", "中尉", "少尉", "教授", "副教授", "讲师", "导师", "院士", "博士", "硕士", "学者", "专家", "顾问", "医师",
    "医生", "护士长", "护士", "护师", "律师", "法官", "检察官", "警官", "民警", "辅警", "交警", "教师", "老师", "教练", "裁判",
    "队员", "球员", "选手", "运动健将", "工程师", "技师", "设计师", "会计师", "经济师", "农艺师", "建筑师", "厨师", "编导",
    "编剧", "导演", "演员", "歌手", "作家", "诗人", "画家", "书法家", "艺术家", "音乐家", "科学家", "企业家", "摄影家", "作曲家",
    "指挥家", "收藏家", "记者", "编辑", "主编", "主播", "导游", "司机", "店主", "老板", "工人", "职工", "员工", "学生", "博士生",
    "研究生", "大学生", "农民", "渔民", "牧民", "养殖户", "种植户", "种粮大户", "志愿者", "消防员", "网格员", "护林员", "快递员",
    "售货员", "服务员", "乘务员", "检查员", "技术员", "管理员", "监督员", "联络员", "讲解员", "战士", "班主任", "合伙人",
    "主席团成员", "首席", "会员", "组员", "成员", "评委", "村医", "乡医", "村支书", "支书", "主持", "局座", "长老", "牧师",
    "神父", "主教", "教皇", "活佛", "法师", "方丈", "道长", "总管", "主簿", "委员长", "副委员长",
];

static HEAD_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(HEADS));

/// Heads that are titles only with something before them (市领导, 村干部, 人大代表).
const BOUND: &[&str] = &[
    "领导", "干部", "代表", "成员", "会员", "委员", "首席", "主持", "负责人", "带头人", "候选人", "代表人", "学生", "专家",
    "助理", "秘书", "工人", "农民", "选手", "队员", "导师", "主管", "主席团成员", "召集人",
];

/// Heads that a byline has: the person wrote the text.
const BYLINE: &[&str] = &["记者", "通讯员", "实习生", "编辑", "特约记者", "见习记者", "实习记者", "主编", "评论员"];

/// What may stand right before a head and belongs to it; longer before shorter.
const MODIFIERS: &[&str] = &[
    "党组副", "党委副", "常务副", "党组成员、", "执行", "党总支", "党支部", "党工委", "党组", "党委", "支部", "第一副", "第一",
    "名誉", "荣誉", "代理", "助理", "高级", "首席", "特级", "一级", "二级", "三级", "四级", "资深", "客座", "特聘", "见习",
    "实习", "常务", "常任", "专职", "兼职", "联席", "轮值", "候任", "时任", "现任", "前任", "原", "前", "副", "代", "总", "主",
    "名", "大",
];

/// What a byline's word may have before it.
const BYLINE_HEADS: &[&str] = &["本报", "本刊", "本台", "全媒体", "融媒体", "首席", "特约", "见习", "实习"];

/// A head that ends before a name.
pub(super) struct Head {
    /// Whether what follows is a name almost for sure.
    pub sure: bool,
}

/// The office that ends at `at`.
pub(super) fn head_before(line: &Line, at: usize) -> Option<Head> {
    let (word, len) = longest_head(line, at)?;
    let start = at - len;
    let sure = !BOUND.contains(&word) || start > 0 && is_level(line.before(start));
    Some(Head { sure })
}

/// Whether a byline's word (记者) ends at `at`.
pub(super) fn is_byline(line: &Line, at: usize) -> bool {
    BYLINE.iter().any(|w| line.ends(at, w))
}

fn longest_head(line: &Line, end: usize) -> Option<(&'static str, usize)> {
    HEAD_WORDS.before(line, end)
}

/// Finds titles and their holders. `persons` and `names` (organisations and places) are sorted by start.
pub(super) fn find(line: &Line, persons: &[Found], names: &[Found], out: &mut Vec<Found>) -> Vec<Link> {
    let mut links = Vec::new();
    let mut at = 0;
    while at < persons.len() {
        let group = group(line, persons, at);
        let mut end = persons[at].start;
        let floor = if at > 0 { persons[at - 1].end } else { 0 };
        while let Some(title) = title_before(line, end, floor, names) {
            let span = (title.start, title.end);
            links.extend(persons[at..group].iter().map(|p| (span, (p.start, p.end))));
            let next = title.start;
            out.push(title);
            if next <= floor || !matches!(line.before(next), '、' | '，') {
                break;
            }
            end = next - 1;
        }
        for p in &persons[at..group] {
            appointed(line, p, names, out, &mut links);
        }
        at = group;
    }
    out.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
    out.dedup_by(|a, b| a.start == b.start && a.end == b.end);
    links
}

/// One past the last person of the list that begins with person `first`: joined by 、 or 和.
fn group(line: &Line, persons: &[Found], first: usize) -> usize {
    let mut last = first;
    while last + 1 < persons.len() {
        let gap = persons[last + 1].start.saturating_sub(persons[last].end);
        let joint = line.get(persons[last].end);
        if gap == 1 && matches!(joint, '、' | '和' | '与' | '及' | ' ') {
            last += 1;
        } else {
            break;
        }
    }
    last + 1
}

/// The title that ends at `end`.
fn title_before(line: &Line, end: usize, floor: usize, names: &[Found]) -> Option<Found> {
    let (word, len) = longest_head(line, end)?;
    let mut start = end.checked_sub(len).filter(|s| *s >= floor)?;
    let byline = BYLINE.contains(&word);
    if byline {
        while let Some((_, len)) = line.last_of(start, BYLINE_HEADS).filter(|(w, _)| !w.starts_with('本')) {
            start -= len;
        }
        return Some(Found::new(start, end, Kind::Title, score::LISTED, "byline"));
    }
    let bare = start;
    loop {
        let before = start;
        if let Some((m, len)) = line.last_of(start, MODIFIERS)
            && !(m == "前" && matches!(line.before(start - 1), '日' | '之' | '以' | '目' | '底'))
            && !(matches!(m, "主" | "名" | "大" | "代" | "总") && start < bare)
            && !m.ends_with('、')
        {
            start -= len;
        }
        // What the title names: the organisation or place that ends here.
        if let Some(name) = names.iter().rev().filter(|n| n.end == start && n.start >= floor).max_by_key(|n| n.len()) {
            start = name.start;
        } else if let Some(name) = names.iter().find(|n| n.start < start && start < n.end && n.start >= floor && n.end <= end) {
            start = name.start;
        }
        if start == before {
            break;
        }
    }
    if start == bare || start > floor && is_level(line.before(start)) {
        // 市领导, 省长, 村支书: a level by itself; 全市 and the like are none.
        if start > floor && is_level(line.before(start)) && !matches!(line.before(start - 1), '全' | '各' | '该' | '本' | '我')
        {
            start -= 1;
        }
    }
    while start > floor && matches!(line.before(start), '原') {
        start -= 1;
    }
    // What a unit calls itself before its head: 办公室主任, 项目部经理, 支行行长.
    if start == bare
        && let Some((_, len)) = line.last_of(start, UNITS)
        && start - len >= floor
    {
        start -= len;
        if let Some(name) = names.iter().rev().find(|n| n.end == start && n.start >= floor) {
            start = name.start;
        }
    }
    if BOUND.contains(&word) && start == bare {
        return None;
    }
    Some(Found::new(start, end, Kind::Title, score::MODEL, "before-name"))
}

/// Units that stand bare before an office.
const UNITS: &[&str] = &[
    "办公室", "项目部", "分公司", "支行", "车间", "研究所", "研究室", "实验室", "委员会", "公司", "集团", "学院", "学校",
    "党支部", "支部", "总支", "工会", "科室", "护理部", "政治部", "政治处", "宣传", "人大", "工作", "人事", "理论", "外交",
    "国防", "财政", "教育", "文化",
];

/// 任命王某为某市副市长; 王某任市长
fn appointed(line: &Line, person: &Found, names: &[Found], out: &mut Vec<Found>, links: &mut Vec<Link>) {
    /// The longest title given by an appointment.
    const LONGEST: usize = 24;
    let at = person.end;
    let from = if line.get(at) == '为'
        && (line.ends(person.start, "任命") || line.ends(person.start, "选举") || line.ends(person.start, "聘任"))
    {
        at + 1
    } else if let Some((_, len)) = line.first_of(at, &["同志担任", "同志任", "担任", "兼任", "出任", "当选为", "当选", "任"])
    {
        at + len
    } else {
        return;
    };
    let clause = (from..line.len().min(from + LONGEST))
        .find(|k| matches!(line.get(*k), '，' | '。' | '；' | '、' | '（' | '('))
        .unwrap_or(line.len().min(from + LONGEST));
    let Some(end) = (from + 2..=clause).rev().find(|e| longest_head(line, *e).is_some()) else { return };
    if names.iter().any(|n| n.crosses(&Found::new(from, end, Kind::Title, 0.0, ""))) {
        return;
    }
    out.push(Found::new(from, end, Kind::Title, score::MODEL, "appointment"));
    links.push(((from, end), (person.start, person.end)));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles with the persons they are linked to; persons and names are given by their text.
    fn held(text: &str, persons: &[&str], names: &[&str]) -> Vec<String> {
        let line = Line::new(text);
        let spot = |name: &&str, kind| {
            let at = text.find(*name).map(|byte| text[..byte].chars().count()).expect("a name of the text");
            Found::new(at, at + name.chars().count(), kind, 0.9, "test")
        };
        let persons: Vec<Found> = persons.iter().map(|n| spot(n, Kind::Person)).collect();
        let names: Vec<Found> = names.iter().map(|n| spot(n, Kind::Org)).collect();
        let links = find(&line, &persons, &names, &mut Vec::new());
        links.iter().map(|(t, p)| format!("{}:{}", line.string(p.0, p.1), line.string(t.0, t.1))).collect()
    }

    #[test]
    fn chains_and_lists() {
        assert_eq!(held("市委副书记、市长王芳说", &["王芳"], &["市委"]), ["王芳:市长", "王芳:市委副书记"]);
        assert_eq!(held("副市长王芳、李小明出席", &["王芳", "李小明"], &[]), ["王芳:副市长", "李小明:副市长"]);
        assert_eq!(held("市公安局局长王芳", &["王芳"], &["市公安局"]), ["王芳:市公安局局长"]);
    }

    #[test]
    fn appointments() {
        assert_eq!(held("任命王芳为石桥市副市长。", &["王芳"], &[]), ["王芳:石桥市副市长"]);
        assert_eq!(held("王芳当选会长，", &["王芳"], &[]), ["王芳:会长"]);
    }

    #[test]
    fn bylines_and_levels() {
        assert_eq!(held("（见习记者王芳）", &["王芳"], &[]), ["王芳:见习记者"]);
        assert_eq!(held("市领导王芳出席，全市领导李小明", &["王芳", "李小明"], &[]), ["王芳:市领导"]);
        // Kinds of people are titles only with something before them.
        assert_eq!(held("学生王芳", &["王芳"], &[]), [""; 0]);
    }
}
