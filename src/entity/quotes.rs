//! WORK (in 《》) and TERM (a coined name in quotation marks); a feast or contest in quotation marks is an EVENT.
//!
//! A coined name is told from a figure of speech by what stands behind the marks (“…”工程), by its own form (a numeral first:
//! 三农; an ending: …工程), by a verb that carries policies out before it, or by a neighbour in the same list. Invariant: the marks
//! are outside.

use super::Kind;
use super::line::{Found, Line};
use super::number;
use super::score;
use super::words::Words;
use crate::clean::is_han;
use std::sync::LazyLock;

/// The longest coined name by its form alone, in characters; what is longer is speech.
const LONGEST_TERM: usize = 9;

/// The longest coined name that a noun behind it calls one (“…”项目), in characters.
const LONGEST_CALLED: usize = 16;

/// The longest name of a work with its marks, in characters. The longest names, of regulations that name another in full, have
/// some eighty; what is longer has lost its closing mark.
const LONGEST_WORK: usize = 100;

/// Words that end or fill speech rather than a name.
const SPEECH: &[char] = &[
    '，', '。', '！', '？', '；', '：', '、', '…', '了', '吗', '呢', '吧', '啊', '呀', '嘛', '我', '你', '您', '他', '她', '们',
    '的', '这', '那', '很', '就', '是', '没', '不', '谁', '哪', '啥', '什',
];

/// Marks that no coined name holds, even where a noun behind it calls it one.
const MARKS: &[char] = &['，', '。', '！', '？', '；', '：', '、', '…', '“', '”', '《', '》'];

/// Nouns that make a quoted string with “十四五” before them a plan.
const PLANS: &[&str] = &["规划纲要", "规划"];

/// Nouns behind the marks that call what stands in them a policy, a campaign, a project.
const CALLED: &[&str] = &[
    "倡议", "建设", "工作法", "工作", "战略", "改革", "奋斗目标", "项目", "行动", "工程", "专项", "模式", "原则", "方针", "制度",
    "理念", "任务", "政策", "目标", "计划", "机制", "组织", "精神", "教育", "试点", "示范", "措施", "构想", "思想", "格局",
    "要求", "经验", "体系", "标准", "办法", "校训", "活动", "系列", "总体布局", "战略布局", "国际合作", "共建国家", "沿线",
    "创建", "治理体系", "治理模式", "治理", "服务模式", "服务机制", "工作机制", "工作模式", "发展模式", "发展战略", "奖惩",
    "攻坚", "普查", "联席", "多元", "现代产业", "集群", "积分", "协商", "议事", "党建", "基层", "方案", "路径", "承诺", "保障",
    "安全", "规定", "纪律", "问题整治", "专班", "监督", "监管", "审批", "改造", "整治",
];

/// What stands behind the marks of a product, an honour, a nickname, a figure of speech, or within a body's own name.
const NOT_CALLED: &[&str] = &[
    "的问题", "的瓶颈", "的困境", "的难题", "的尴尬", "的局面", "的现象", "现象", "贷", "奖", "App", "APP", "小程序", "牌",
    "二字", "获得者", "一词", "的称号", "称号", "荣誉", "之称", "的美誉", "美誉", "产品", "火箭", "卫星", "飞船", "高铁", "列车",
    "号", "登陆", "台风", "事件", "战机", "系统", "公司", "企业", "集团", "志愿", "服务队", "工作队", "突击队", "小分队",
    "先锋队", "宣讲团", "工作室", "服务站", "服务中心", "基地", "小组", "联盟", "合作社", "党支部", "驿站", "咨询", "的故事",
    "的比喻", "的说法", "为主题", "为主", "为题", "字样", "标语", "条幅", "歌曲", "的歌", "微信", "公众号", "直播间", "餐厅",
    "酒店", "超市", "大道", "农家乐", "民宿",
];

/// Verbs that carry a policy out, before the marks.
const CARRIED_OUT: &[&str] = &[
    "推行", "实行", "实施", "开展", "落实", "践行", "弘扬", "坚持", "做到", "深化", "抓实", "启动", "推广", "倡导", "执行",
    "做好", "服务", "巩固", "推进", "推动", "建立", "严格", "学习", "借鉴", "围绕", "贯彻",
];

/// Endings of coined names.
const ENDINGS: &[&str] = &[
    "工程", "计划", "战略", "机制", "制", "法", "模式", "经验", "精神", "清单", "银行", "专班", "班", "组团式", "普查", "工作法",
    "规划", "方案", "倡议", "共识", "思想", "原则", "政策", "警告", "试点", "攻坚战", "热线", "监督员", "互补", "圈", "理论",
    "协定",
];

/// Coined names that are known by themselves.
const KNOWN: &[&str] = &[
    "一带一路", "一国两制", "三农", "放管服", "双碳", "双减", "双创", "专精特新", "枫桥经验", "千万工程", "两山", "四个意识",
    "四个自信", "两个维护", "两个确立", "四个全面", "五位一体", "三严三实", "两学一做", "三会一课", "八八战略", "四下基层",
    "四风", "三公", "六稳", "六保", "两不愁三保障", "扫黄打非", "互联网+", "菜篮子", "米袋子", "回头看", "揭榜挂帅", "多规合一",
    "一网通办", "一网统管", "跨省通办", "证照分离", "最多跑一次", "双一流", "双随机", "三权分置", "三支一扶", "三区三线",
    "两个结合", "第二个结合", "国之大者", "两委", "两新", "四好农村路", "一老一小", "河长制", "林长制", "田长制", "非粮化",
    "非农化", "散乱污", "营改增", "两高", "三北", "中国制造2025", "健康中国", "平安中国", "美丽中国", "数字中国", "走出去",
    "引进来", "三下乡", "一岗双责", "三个区分开来", "免申即享", "法律明白人", "小巨人", "僵尸企业", "接诉即办", "吹哨报到",
    "三张清单", "亩均论英雄", "我为群众办实事", "西电东送", "南水北调", "东数西算", "红船精神", "雷锋精神", "工匠精神",
    "延安精神", "九二共识", "三个代表", "一村一品", "四个最严", "三大攻坚战", "台独", "港独", "2030愿景", "急难愁盼", "全球南方",
    "脱钩断链",
];

/// Games and fairs that go by a name in quotation marks.
const EVENTS: &[&str] = &["村超", "村BA", "苏超", "赣超", "村晚", "村VA"];

/// What is none though a numeral begins it: places, and one thing for each.
const NO_NUMERALS: &[&str] =
    &["四川", "三峡", "三亚", "九江", "三明", "六安", "万州", "百色", "一键", "一户一", "一人一", "一事一", "十大"];

/// Ways of working that every body has.
const COMMON: &[&str] = &["经营模式", "商业模式", "发展模式", "管理模式", "工作方法", "工作机制", "运营模式", "盈利模式"];

/// Figures of speech that stand in quotation marks often.
const FIGURES: &[&str] = &[
    "最后一公里", "最后一百米", "最后100米", "最初一公里", "卡脖子", "牛鼻子", "组合拳", "朋友圈", "压舱石", "硬骨头", "保护伞",
    "晴雨表", "绿色通道", "一站式", "一把手", "关键词", "一刀切", "小圈子", "直通车", "含金量", "加速度", "快车道", "快进键",
    "试验田", "金钥匙", "定心丸", "生命线", "路线图", "稳定器", "指挥棒", "钱袋子", "领头雁", "主心骨", "金名片", "里程碑",
    "新引擎", "土特产", "面对面", "点对点", "一对一", "零容忍", "零距离", "零跑腿", "零投诉", "家门口", "获得感", "主阵地",
    "大合唱", "交响曲", "助推器", "加速器", "孵化器", "一盘棋", "一张网", "一股绳", "一条龙", "一条心", "三把火", "八仙过海",
    "一块钱", "一家人", "一家亲", "半边天", "两张皮", "千里眼", "顺风耳", "百宝箱", "多面手", "一本账", "一本通", "一点通",
    "第一书记", "第一课", "第一响应", "第一时间", "四季歌", "一亩三分地", "九龙治水", "八小时外", "一人份", "量身定制", "装上车",
    "一个都不能少",
];

static ENDING_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(ENDINGS));
static CALLED_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(CALLED));
static NOT_CALLED_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(NOT_CALLED));
static CARRIED_OUT_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(CARRIED_OUT));

/// Finds works and coined names.
pub(super) fn find(line: &Line, out: &mut Vec<Found>) {
    works(line, out);
    terms(line, out);
}

fn works(line: &Line, out: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        match work_end(line, at) {
            Some(end) => {
                out.push(Found::new(at, end, Kind::Work, score::MARKED, "title-marks"));
                at = end;
            }
            // A mark that nothing closes falls; those behind it count.
            None => at += 1,
        }
    }
}

/// Where the work ends that opens at `at`.
fn work_end(line: &Line, at: usize) -> Option<usize> {
    if line.get(at) != '《' || line.get(at + 1) == '》' {
        return None;
    }
    let mut depth = 0;
    for end in at..line.len().min(at + LONGEST_WORK) {
        match line.get(end) {
            '《' => depth += 1,
            '》' if depth == 1 => return Some(end + 1),
            '》' => depth -= 1,
            _ => (),
        }
    }
    None
}

/// A stretch in quotation marks: the marks' places.
#[derive(Clone, Copy)]
struct Quoted {
    open: usize,
    close: usize,
    /// What it is; none where its form leaves it open.
    kind: Option<Sort>,
}

/// What a quoted stretch is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Term,
    Event,
    /// Speech, a figure, a product.
    Other,
}

fn terms(line: &Line, out: &mut Vec<Found>) {
    let mut all: Vec<Quoted> = Vec::new();
    // Double marks, and single ones within speech.
    let mut open = [None; 2];
    for (at, &c) in line.chars.iter().enumerate() {
        match c {
            '“' => open[0] = Some(at),
            '‘' => open[1] = Some(at),
            '”' | '’' => {
                if let Some(start) = open[usize::from(c == '’')].take()
                    && !plan(line, start, at, out)
                {
                    all.push(Quoted { open: start, close: at, kind: sort(line, start, at) });
                }
            }
            _ => (),
        }
    }
    // What stands beside a coined name in a list is one too.
    for k in 0..all.len() {
        let q = all[k];
        let beside = |other: &Quoted| {
            let (a, b) = if other.open > q.close { (q.close, other.open) } else { (other.close, q.open) };
            other.kind == Some(Sort::Term)
                && (other.close - other.open).abs_diff(q.close - q.open) < 2
                && b.checked_sub(a + 1).is_some_and(|gap| gap < 2)
                && (b == a + 1 || matches!(line.get(a + 1), '、' | '和' | '与' | '及'))
        };
        if q.kind.is_none() && [k.checked_sub(1), Some(k + 1)].into_iter().flatten().filter_map(|k| all.get(k)).any(beside) {
            all[k].kind = Some(Sort::Term);
        }
    }
    // What is a coined name in one place is one wherever it stands in marks.
    let inner = |q: &Quoted| &line.chars[q.open + 1..q.close];
    for k in 0..all.len() {
        if all[k].kind != Some(Sort::Event) && all.iter().any(|q| q.kind == Some(Sort::Term) && inner(q) == inner(&all[k])) {
            all[k].kind = Some(Sort::Term);
        }
    }
    for q in all {
        let kind = match q.kind {
            Some(Sort::Term) => Kind::Term,
            Some(Sort::Event) => Kind::Event,
            _ => continue,
        };
        out.push(Found::new(q.open + 1, q.close, kind, score::DOUBTFUL, "quotation-marks"));
    }
}

/// “十四五”规划 is a plan; “十四五”时期 a date. Either way the marks hold no coined name.
fn plan(line: &Line, open: usize, close: usize, out: &mut Vec<Found>) -> bool {
    let inner = &line.chars[open + 1..close];
    if inner.len() != 3 || inner[0] != '十' || inner[2] != '五' {
        return false;
    }
    if let Some((_, len)) = line.first_of(close + 1, PLANS) {
        out.push(Found::new(open, close + 1 + len, Kind::Work, score::MODEL, "plan"));
    }
    true
}

fn sort(line: &Line, open: usize, close: usize) -> Option<Sort> {
    let inner = &line.chars[open + 1..close];
    let len = inner.len();
    let behind = close + 1;
    let called = CALLED_WORDS.at(line, behind).map_or(0, |(_, len)| len);
    let introduced = matches!(line.before(open), '：' | ':' | '？' | '！') || line.before(open) == '。' && called == 0;
    if !(2..=LONGEST_CALLED).contains(&len) || introduced || inner.iter().any(|c| MARKS.contains(c)) {
        return Some(Sort::Other);
    }
    let is = |list: &[&str]| list.iter().any(|w| w.chars().eq(inner.iter().copied()));
    if is(KNOWN) {
        return Some(Sort::Term);
    }
    if is(EVENTS) {
        return Some(Sort::Event);
    }
    let not_called = NOT_CALLED_WORDS.at(line, behind).map_or(0, |(_, len)| len);
    if inner.iter().all(char::is_ascii_digit) || not_called > 0 && not_called >= called {
        return Some(Sort::Other);
    }
    if is(FIGURES) || len == 2 && !number::may_begin(inner[0]) && inner[0] != '双' {
        return Some(Sort::Other);
    }
    if is_event(inner) {
        return Some(Sort::Event);
    }
    let written = inner.iter().filter(|c| is_han(**c) || c.is_ascii_alphanumeric()).count();
    if called > 0 && (inner.iter().any(|c| is_han(*c)) || inner.contains(&'+')) {
        return Some(Sort::Term);
    }
    // 公司+农户, 15分钟服务圈
    let joined = inner.contains(&'+') && inner.iter().any(|c| is_han(*c));
    let circle = inner[0].is_ascii_digit() && len >= 5 && ENDING_WORDS.before(line, close).is_some();
    if joined || circle {
        return Some(Sort::Term);
    }
    // 四不两直: 不 is no speech in a name that counts.
    let speech = inner.iter().any(|c| SPEECH.contains(c) && !(*c == '不' && number::may_begin(inner[0])));
    if speech || len > LONGEST_TERM || written < len || !is_han(inner[0]) {
        return Some(Sort::Other);
    }
    if is(COMMON) {
        return Some(Sort::Other);
    }
    // 三水联调, 双联: a numeral first, and no measure that makes it a count.
    let counted = number::digit(inner[0]).is_some() || matches!(inner[0], '十' | '百' | '千' | '万' | '双' | '多');
    if NO_NUMERALS.iter().any(|w| line.starts(open + 1, w)) {
        return Some(Sort::Other);
    }
    let measured = matches!(inner[1], '位' | '名' | '年' | '天' | '次' | '元' | '句' | '岁') || inner[1] == '个' && len < 4;
    let measured = measured && inner[0] != '双';
    if counted && !measured && len <= 7 {
        return Some(Sort::Term);
    }
    // 村村通, 户户亮
    if len == 3 && inner[0] == inner[1] && matches!(inner[0], '村' | '户' | '乡' | '镇' | '组' | '家') {
        return Some(Sort::Term);
    }
    if len >= 3 && ENDING_WORDS.before(line, close).is_some() {
        return Some(Sort::Term);
    }
    if (3..=6).contains(&len) && CARRIED_OUT_WORDS.before(line, open).is_some() && line.get(behind) != '为' {
        return Some(Sort::Term);
    }
    None
}

/// “…节”, “…日”, “…大赛” by themselves.
fn is_event(inner: &[char]) -> bool {
    let ends = |word: &str| {
        inner.len() > word.chars().count() + 1 && word.chars().rev().eq(inner.iter().rev().copied().take(word.chars().count()))
    };
    let tail = |word: &&str| word.chars().rev().eq(inner.iter().rev().copied().take(word.chars().count()));
    let feast = ends("节") && !["季节", "环节", "情节", "细节", "关节", "春节", "佳节", "时节"].iter().any(tail);
    let common = ["独立日", "国庆日", "生日", "节日", "今日", "明日", "假日", "昔日", "夏日", "冬日", "春日", "秋日", "平日"];
    let day = ends("日") && !common.iter().any(tail);
    feast || day || ["行动", "革命", "大赛", "论坛", "峰会", "大会", "晚会", "马拉松", "锦标赛", "运动会"].iter().any(|w| ends(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &mut out);
        out.sort_by_key(|f| f.start);
        assert_eq!(out.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn marks() {
        check("根据《中华人民共和国人民陪审员法》，“十问十帮”活动", &["《中华人民共和国人民陪审员法》", "十问十帮"]);
        check("秉承“以企业为本、服务至上”的理念，他说：“好了。”", &[]);
        check("编制“十四五”规划", &["“十四五”规划"]);
        check("《关于〈办法〉的说明》", &["《关于〈办法〉的说明》"]);
        check("《关于《办法》的说明》", &["《关于《办法》的说明》"]);
    }

    #[test]
    fn coined_names() {
        // By what stands behind, by the form, by the verb before, by a neighbour.
        check("“邻里守望”项目，我的“小院议事”机制，“1+3”模式", &["邻里守望", "小院议事", "1+3"]);
        check(
            "实现“村村通”。“三通一补”工程动工，推行“党员亮诺”，说起“党员亮诺”",
            &["村村通", "三通一补", "党员亮诺", "党员亮诺"],
        );
        check("服务“三农”，成立“尖刀班”，落实‘河湖警长制’", &["三农", "尖刀班", "河湖警长制"]);
        check("推行“党员亮诺”，他用“亮诺”和“三亮三比”", &["党员亮诺", "三亮三比"]);
        check("他说起“晨读暮诵”“五点课堂”的日子", &["晨读暮诵", "五点课堂"]);
        check("“公司+农户”的路子，“15分钟健身圈”遍布，不支持“台独”", &["公司+农户", "15分钟健身圈", "台独"]);
    }

    #[test]
    fn figures_and_products() {
        check("打通“最后一公里”，解决“事多人少”的难题，是个“热心肠”", &[]);
        check("“枣农贷”产品，“青松号”列车，获“文明乡镇”称号，“晨曦”志愿服务队", &[]);
        check("以“绿色”为主题，一个“三年级”，“谁来管？”，“您好”", &[]);
    }

    #[test]
    fn one_for_each_is_common() {
        check("做到“一户一案”，新的“经营模式”，来自“四川制造”，“七夕勋章”获得者", &[]);
    }

    #[test]
    fn events_in_marks() {
        let line = Line::new("办“蟠桃节”，过“生日”");
        let mut out = Vec::new();
        find(&line, &mut out);
        assert!(matches!(out[..], [Found { kind: Kind::Event, start: 2, end: 5, .. }]), "{out:?}");
    }

    #[test]
    fn a_mark_that_nothing_closes_falls() {
        check("印发《通知，并学习《办法》", &["《办法》"]);
        check("《》，办法》，《条例》", &["《条例》"]);
        let far = "字".repeat(LONGEST_WORK);
        check(&format!("《{far}》，《条例》"), &["《条例》"]);
        let longest = format!("《{}》", "字".repeat(LONGEST_WORK - 2));
        check(&longest, &[&longest]);
    }
}
