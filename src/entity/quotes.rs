//! WORK (in 《》) and TERM (a coined name in quotation marks); a feast or contest in quotation marks is an EVENT.
//!
//! A coined name is told from speech, a figure of speech or a product by learned weights (`terms`), but for some that are known by
//! themselves. Invariant: the marks are outside.

use super::Kind;
use super::feasts;
use super::line::{Found, Line};
use super::score;
use super::terms::{self, Quoted};

/// The longest name of a work with its marks, in characters. The longest names, of regulations that name another in full, have
/// some eighty; what is longer has lost its closing mark.
const LONGEST_WORK: usize = 100;

/// Nouns that make a quoted string with “十四五” before them a plan.
const PLANS: &[&str] = &["规划纲要", "规划"];

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

fn terms(line: &Line, out: &mut Vec<Found>) {
    let all = terms::quoted(line);
    let coined = terms::BUILT_IN.coined(line, &all);
    // A typhoon has its name in quotation marks.
    let storm = |q: &Quoted| line.ends(q.open, "台风");
    let storms: Vec<&[char]> = all.iter().filter(|q| storm(q)).map(|q| &line.chars[q.open + 1..q.close]).collect();
    for (Quoted { open, close }, coined) in all.iter().copied().zip(coined) {
        // “六一”国际儿童节 is a feast.
        let feast = feasts::feast(line, open, None, false).is_some();
        if feast || storms.contains(&&line.chars[open + 1..close]) {
            continue;
        }
        if plan(line, open, close, out) {
            continue;
        }
        let inner = &line.chars[open + 1..close];
        let is = |list: &[&str]| list.iter().any(|w| w.chars().eq(inner.iter().copied()));
        let kind = if is(KNOWN) {
            Kind::Term
        } else if is(EVENTS)
            || terms::is_name(inner) && (is_event(inner) || is_contest(line, open, close)) && !is_speech(line, open, close)
        {
            Kind::Event
        } else if coined {
            Kind::Term
        } else {
            continue;
        };
        out.push(Found::new(open + 1, close, kind, score::DOUBTFUL, "quotation-marks"));
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

/// Whether a stretch that ends like an event is said by someone, or is an honour.
fn is_speech(line: &Line, open: usize, close: usize) -> bool {
    const SPOKEN: &[char] =
        &['我', '你', '您', '他', '她', '们', '这', '那', '是', '要', '就', '不', '了', '吗', '何', '啥', '谁'];
    matches!(line.before(open), '：' | ':' | '？' | '！' | '。')
        || line.chars[open + 1..close].iter().any(|c| SPOKEN.contains(c))
        || line.first_of(close + 1, &["称号", "荣誉", "奖"]).is_some()
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

/// A run, a match, a drill with a name; alone it is a kind, and within the name of a longer event (“…跑”现场活动) it is none.
fn is_contest(line: &Line, open: usize, close: usize) -> bool {
    /// Shorter ones have no name, in characters.
    const SHORTEST: usize = 5;
    close > open + SHORTEST
        && line.last_of(close, &["跑", "赛", "演练", "演习", "广场舞"]).is_some()
        && line.first_of(close + 1, &["现场活动", "系列活动", "活动"]).is_none()
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
        check("欢度“六一”国际儿童节，台风“海棠”登陆，“海棠”过境", &[]);
        check("秉承“以企业为本、服务至上”的理念，他说：“好了。”", &[]);
        check("编制“十四五”规划", &["“十四五”规划"]);
        check("《关于〈办法〉的说明》", &["《关于〈办法〉的说明》"]);
        check("《关于《办法》的说明》", &["《关于《办法》的说明》"]);
    }

    #[test]
    fn coined_names() {
        check("“邻里守望”项目，我的“小院议事”机制，“1+3”模式", &["邻里守望", "小院议事", "1+3"]);
        check(
            "实现“村村通”。“三通一补”工程动工，推行“党员亮诺”，说起“党员亮诺”",
            &["村村通", "三通一补", "党员亮诺", "党员亮诺"],
        );
        check("服务“三农”，成立“尖刀班”，落实‘河湖警长制’", &["三农", "尖刀班", "河湖警长制"]);
        check("推行“党员亮诺”制度，他用“亮诺”一词", &["党员亮诺"]);
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
    fn common_words() {
        check("做到“一户一案”，新的“经营模式”，来自“四川制造”，“七夕勋章”获得者", &[]);
    }

    #[test]
    fn events_in_marks() {
        check("他说：“就盼着过节”，问：“参加运动会”，“这是一场革命”，“最美志愿者行动”称号", &[]);
        let line = Line::new("办“蟠桃节”，过“生日”");
        let mut out = Vec::new();
        find(&line, &mut out);
        assert!(matches!(out[..], [Found { kind: Kind::Event, start: 2, end: 5, .. }]), "{out:?}");
        let line = Line::new("举行的“2019石桥应急演练”中，一场“友谊赛”");
        let mut out = Vec::new();
        find(&line, &mut out);
        assert!(matches!(out[..], [Found { kind: Kind::Event, start: 4, end: 14, .. }]), "{out:?}");
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
