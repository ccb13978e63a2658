//! EVENT: meetings with their body, number or topic, ceremonies, contests, fairs, feasts, campaigns, disasters.
//!
//! An event is found by the word that ends its name; it begins where the clause does, or behind the verb that holds it. Invariant: a
//! kind alone (座谈会, 专题会议) is none.

use super::Kind;
use super::line::{Found, Line};
use super::number;
use super::places::is_level;
use super::score;
use super::words::Words;
use crate::clean::is_han;
use std::sync::LazyLock;

/// Meetings, ceremonies, contests, fairs: what an event's name ends with that has a topic or a body before it.
const ENDINGS: &[&str] = &[
    "新闻发布会", "启动仪式", "奠基仪式", "开工仪式", "签约仪式", "揭牌仪式", "开幕式", "闭幕式", "颁奖典礼", "表彰大会",
    "动员大会", "代表大会", "运动会", "推进会", "座谈会", "动员会", "现场会", "研讨会", "交流会", "博览会", "交易会", "洽谈会",
    "推介会", "展览会", "音乐会", "演唱会", "发布会", "报告会", "调度会", "部署会", "联席会议", "会议", "大会", "全会", "论坛",
    "峰会", "仪式", "锦标赛", "联赛", "大赛", "比赛", "典礼", "恳谈会", "议事会", "协调会", "总结会", "表彰会", "通报会",
    "听证会", "对接会", "招聘会", "宣讲会", "汇报会", "评审会", "论证会", "茶话会", "观摩会", "生活会", "常务会", "办公会",
    "年会", "研讨班", "说明会", "展销会", "订货会", "庙会", "灯会", "晚会", "竞赛", "公开赛", "邀请赛", "挑战赛", "争霸赛",
    "总决赛", "马拉松", "拉力赛", "巡回赛", "大奖赛", "大集", "集市日", "双年展", "书展", "车展", "航展", "画展", "对抗赛",
    "友谊赛", "资格赛", "预选赛", "擂台赛", "协商会", "对话会", "评议会", "洽谈周", "视听周", "电影周", "文化周", "艺术周",
    "时装周", "读书周", "庆典", "培训班", "集体学习", "擂台比武", "巡展", "书市", "嘉年华", "征文", "特展", "展演", "冠军杯",
    "足协杯", // Feasts that a place or a body holds.
    "文化节", "艺术节", "旅游节", "美食节", "购物节", "音乐节", "电影节", "丰收节", "采摘节", "啤酒节", "龙虾节", "花节", "果节",
    "读书节", "阅读节", "体育节", "科技节", "民歌节", "灯光节", "消费节", "狂欢节", "火把节", "民俗节", "茶节", "渔节", "枣节",
    "梨节", "桃节", "橙节", "瓜节", "戏剧节", "舞蹈节", "动漫节", "邻里节", "博物馆日", "宣传日", "活动日", "开放日", "企业家日",
    "环境日", "读书日", "航天日", "遗产日", "安全日", "消防日", "无烟日", "生态日", "湿地日", "地球日", "献血日", "气象日",
    "禁毒日", "志愿者日", "爱眼日", "低碳日", "科普日", "残疾人日", "助残日", "宣传周", "活动周", "科技周", "服务周", "开放周",
    "宣传月", "活动月", "生产月", "质量月", "消费月", "服务月", // Campaigns with a topic.
    "系列活动", "专项行动", "整治行动", "百日行动", "攻坚行动", "提升行动", "主题教育", "活动", "行动", "革命", "督察",
    "专项整治", "专项巡视", "地震", "事故", "泥石流", "首发式", "招待会", "圆桌会", "吹风会", "冠军赛", "理事会", "会晤",
    "一般性辩论", "局长会", "联欢节", "校庆", "党庆", "党代会",
];

static ENDING_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(ENDINGS));

/// Names that are whole by themselves.
const WHOLE: &[&str] = &[
    "服贸会", "进博会", "广交会", "消博会", "投洽会", "链博会", "数博会", "农博会", "文博会", "亚运会", "奥运会", "冬奥会",
    "残奥会", "冬残奥会", "亚残运会", "大运会", "全运会", "残运会", "省运会", "青运会", "亚冬会", "世博会", "园博会", "世园会",
    "亚博会", "世界杯", "欧洲杯", "亚洲杯", "火把节", "那达慕大会", "新冠疫情", "新冠肺炎疫情", "亚运", "冬奥", "奥运", "残奥",
    "全国两会", "全国“两会”", "省两会", "市两会", "县两会", "两会", "青奥会", "东盟博览会", "九一八事变", "七七事变",
    "第一次世界大战", "第二次世界大战", "世锦赛", "全锦赛", "亚锦赛",
];

static WHOLE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(WHOLE));

/// What leaves an event bare when nothing else stands before the ending.
const BARE: &[&str] = &[
    "专题", "视频", "电视电话", "全体", "工作", "调度", "现场", "重要", "紧急", "专题工作", "相关", "有关", "系列", "各项",
    "此次", "本次", "这次", "该", "主题", "本届", "新闻", "例行", "召开", "本", "主题党日", "志愿服务", "文化", "体育", "经营",
    "经济", "生产", "教学", "实践", "教育", "宣传", "群众", "日常", "专项", "社会", "户外", "此项", "大型", "重大", "各类",
    "多种", "联席", "扩大", "国际", "国际性", "高级别", "大型国际", "双边", "多边", "线上", "线下", "专场", "首场", "首届",
    "年度", "体育比", "足球", "篮球", "排球", "乒乓球", "羽毛球", "职业", "国内", "国际体育", "隆重", "盛大", "简短", "小型",
    "闭门", "民主", "首发", "企业", "校园", "专家", "学术", "媒体", "产业", "线上线下", "开班", "升旗", "毕业", "开学", "入学",
    "颁奖", "党员", "全员", "村民小组", "全体股东", "全体村民", "全体党员", "业主", "全体业主", "组织", "支部", "党组", "班子",
    "部门", "单位", "主持召开", "组织召开", "项目", "村民", "居民", "村民代表", "职工代表", "党员代表", "股东", "理事", "成员",
    "结婚", "欢迎", "欢送", "告别", "交接", "签字", "签约", "启动", "开业", "开幕", "闭幕", "技能", "知识", "正式", "公益",
    "志愿", "户外拓展", "军事", "救援", "抢险", "实际", "具体", "统一", "联合", "一致", "自觉", "集体", "有力", "积极",
];

/// What before 革命 makes no campaign of it: verbs, and what a party does to itself.
static NOT_CAMPAIGNS: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&[
        "自我", "社会", "继续", "深耕", "部队", "坚持", "进行", "干", "闹", "从事", "投身", "领导", "无产阶级", "世界", "主义",
        "中国", "国内",
    ])
});

/// Who sends inspections.
const SENDERS: &[&str] = &["中央", "国家", "省级", "省委", "市级"];

/// After these an event's name begins.
const OPENERS: &[&str] = &[
    "召开了", "召开", "提请", "举行了", "举行", "举办了", "举办", "主持", "出席", "参加", "列席", "开展了", "开展", "主办的",
    "承办的", "承办", "启动了", "启动", "组织", "迎来", "听取", "采取", "采用", "贯彻", "落实", "传达", "学习", "围绕", "对",
    "在", "于", "和", "与", "及", "是", "的", "将", "为", "由", "到", "做好", "了", "推进", "获得", "成为", "以", "通过", "期待",
    "重视", "借助", "随着", "参与", "亮相", "助力", "服务", "保障", "筹办", "备战", "申办", "印发", "实施", "深入", "从", "向",
    "把", "被", "这", "让", "使", "经过", "根据", "按照", "结合", "本届", "此次", "本次", "一场", "首场", "观看", "欣赏", "来到",
    "走进", "前往", "据悉", "记者从", "获悉", "即", "召集", "各方", "邀请", "夺得", "斩获", "荣获", "拿下", "作为", "关于", "等",
    "受", "因", "当", "自", "离", "宣布", "办好", "落实好", "拥有", "利用", "借着", "趁着", "伴随", "争取", "坚持", "进行",
    "作了", "祝贺", "值此", "开好", "收看", "书写", "刊发", "摘要",
];

/// Of these, those that join what a name is made of (某某与某某论坛), and those that are nouns too (服务贸易, 条例实施座谈会): a name
/// may begin before them, if none begins behind.
const JOINING: &[&str] = &["与", "和", "及", "服务", "保障", "实施", "推进", "学习", "组织", "启动"];

/// Of these, those that are verbs before a meeting (学习会议精神) and nouns behind a name in quotation marks or before years alone.
const VERBS: &[&str] = &["学习", "组织", "启动"];

/// Openers of one character with what makes them the beginning of another word: 对话, 和平, 自贸.
const NOT_OPENERS: &[(&str, &str)] = &[
    ("对", "话接外口标抗策"),
    ("和", "平谐美睦"),
    ("与", "会"),
    ("在", "线校岗"),
    ("从", "业"),
    ("自", "贸由主然治动行"),
    ("当", "代地"),
    ("离", "失散线退子不开"),
    ("以", "色"),
    ("由", "于"),
];

static OPENER_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(OPENERS));

/// Finds events. `inner` are finds that may stand inside (terms, organisations, places, dates), by start.
pub(super) fn find(line: &Line, inner: &[Found], out: &mut Vec<Found>) {
    let mut clause = Clause::default();
    let mut quoted = None;
    for at in 0..line.len() {
        let c = line.get(at);
        if quoted.is_none() {
            clause.open(line, at, inner);
        }
        match c {
            // A name is short; what is longer is speech, and events in it count.
            '“' => {
                quoted = (at + 2..at + 2 + LONGEST_QUOTED).find(|k| line.get(*k) == '”');
                if quoted.is_none() {
                    clause.begin(at + 1);
                }
            }
            '”' => {
                if quoted.is_none() {
                    clause.begin(at + 1);
                }
                quoted = None;
            }
            _ if quoted.is_some() => (),
            '《' | '》' if is_work(inner, at) => (),
            c if c.is_whitespace() => clause.begin(at + 1),
            // 本报讯“某某”平台上线仪式: the dateline is no part of a name.
            '讯' if line.before(at) == '报' => clause.begin(at + 1),
            '，' | '。' | '；' | '：' | '！' | '？' | '（' | '）' | '(' | ')' | '《' | '》' | '、' | '…' => {
                clause.begin(at + 1);
            }
            _ => (),
        }
        if let Some(f) = typhoon(line, at) {
            clause.floor = clause.floor.max(f.end);
            out.push(f);
            continue;
        }
        if !is_han(c) || at < clause.floor {
            continue;
        }
        if let Some(end) = whole(line, at).filter(|end| quoted.is_none_or(|close| *end <= close)) {
            let start = ahead(line, at, clause.floor, inner);
            clause.push(line, Found::new(start, end, Kind::Event, score::DOUBTFUL, "named"), out);
            continue;
        }
        if quoted.is_some() {
            continue;
        }
        if let Some(end) = congress(line, at) {
            let start = if line.ends(at, "党的") || line.ends(at, "中共") { at - 2 } else { at };
            clause.push(line, Found::new(start, end, Kind::Event, score::DOUBTFUL, "congress"), out);
            continue;
        }
        let Some((word, len)) = ENDING_WORDS.at(line, at) else { continue };
        let end = at + len;
        if within_name(inner, at, end) || line.starts(end, "发言") {
            continue;
        }
        let found = clause.starts(line, at, word).find_map(|start| event(line, start, at, end, word, inner));
        if let Some(mut f) = found.or_else(|| in_marks(line, at, end, inner)) {
            // 宣传周活动, 文化节系列活动, 技能竞赛活动
            if word.ends_with(['节', '日', '周', '月']) || matches!(word, "竞赛" | "大赛" | "擂台比武" | "党庆" | "校庆")
            {
                f.end += line.first_of(end, &["系列活动", "主题活动", "主场活动", "活动"]).map_or(0, |(_, len)| len);
            }
            f.end = called(line, &f);
            clause.push(line, f, out);
        }
    }
}

/// Where an event may begin in the clause that is being read.
#[derive(Default)]
struct Clause {
    /// Behind the last word that opens.
    floor: usize,
    /// The same, but for words that may stand within a name.
    firm: usize,
    /// Whether 与 opened last.
    joined: bool,
    /// Whether a verb did.
    verb: bool,
    /// 学习贯彻 within the clause: what is studied is the topic.
    study: Option<usize>,
    /// Where the event begins that ends at the floor: 亚运会|火炬传递启动仪式.
    held: Option<usize>,
}

impl Clause {
    /// Begins anew at a mark.
    fn begin(&mut self, at: usize) {
        *self = Self { floor: at, firm: at, ..Self::default() };
    }

    /// Takes in the word that ends at `at`.
    fn open(&mut self, line: &Line, at: usize, inner: &[Found]) {
        if self.study.is_none() && self.floor <= at && line.starts(at, "学习") && studied(line, at) {
            self.study = Some(at);
        }
        // 某某法经某会第三次会议通过: behind 经 and a body is the event's; a dateline ends with 电.
        let approved = line.before(at) == '经' && inner.iter().any(|f| f.start == at && f.kind == Kind::Org);
        let wired = line.before(at) == '电' && inner.iter().any(|f| f.end + 1 == at && f.kind == Kind::Date);
        if approved || wired {
            self.begin(at.max(self.floor));
            return;
        }
        let Some((word, len)) = OPENER_WORDS.before(line, at) else { return };
        let other = NOT_OPENERS.iter().any(|(w, next)| *w == word && next.contains(line.get(at)));
        // “…”学习平台, 某某等主要作物
        let noun = line.before(at - len) == '”' && JOINING.contains(&word) && len > 1
            || word == "等" && line.first_of(at, &["主要", "重点", "重大"]).is_some();
        if at <= self.floor || other || noun || inside(inner, at) || within_name(inner, at - len, at) {
            return;
        }
        let joins = JOINING.contains(&word);
        self.joined = word == "与" && at - len > self.firm && joinable(inner, at - len);
        self.held = self.held.filter(|_| joins && len > 1);
        self.floor = at;
        self.verb = VERBS.contains(&word);
        if !joins || at - len <= self.firm {
            self.firm = at;
            self.joined = false;
            let studies = self.study.is_some_and(|study| study + STUDY >= at) || !MEETING_VERBS.contains(&word);
            self.study = self.study.filter(|_| studies);
        }
    }

    /// Where an event with this ending may begin, the likeliest first.
    fn starts(&self, line: &Line, at: usize, word: &str) -> impl Iterator<Item = usize> + use<> {
        /// The longest numeral of years before 周年, in characters.
        const YEARS: usize = 4;
        let topical = matches!(word, "主题教育" | "研讨会" | "座谈会" | "培训班" | "研讨班" | "论坛" | "报告会");
        let counted = (self.floor..self.floor + YEARS).any(|k| line.starts(k, "周年") || line.starts(k, "倒计时"));
        let plain = word != "革命" && !word.ends_with("活动") && !word.ends_with("行动") || counted;
        let study = self.study.filter(|_| topical);
        let contest = !matches!(word, "比赛" | "竞赛" | "马拉松" | "征文") || matches!(line.before(at), '目' | '项');
        let held = self.held.filter(|_| (plain || word == "系列活动") && contest);
        let whole = matches!(word, "培训班" | "研讨班") && line.starts(self.firm, "全国");
        let joined = (self.joined && word != "行动" || plain && (counted || whole)).then_some(self.firm);
        [study, held, joined, Some(self.floor), (plain && !self.verb && self.firm < self.floor).then_some(self.firm)]
            .into_iter()
            .flatten()
    }

    /// Takes in a find: one with what it goes on from (…开幕式暨…论坛).
    fn push(&mut self, line: &Line, mut found: Found, out: &mut Vec<Found>) {
        let at = found.start;
        if let Some(last) = out.last()
            && (last.end == at && line.get(at) == '暨' || last.end + 1 == at && line.get(last.end) == '暨' || last.start >= at)
        {
            found.start = last.start.min(at);
        }
        while out.last().is_some_and(|last| last.start >= found.start) {
            out.pop();
        }
        *self = Self { floor: found.end, firm: found.end, held: Some(found.start), ..Self::default() };
        out.push(found);
    }
}

/// 学习贯彻 and what may be said with it, in characters.
const STUDY: usize = 6;

/// Verbs that hold a meeting: what stands before them is no topic of it.
const MEETING_VERBS: &[&str] = &["召开", "召开了", "举行", "举行了", "举办", "举办了", "出席", "参加", "在", "主持"];

/// Whether 学习 at `at` begins a topic: 学习贯彻, 学习宣传贯彻, where a clause or a verb of meetings begins it.
fn studied(line: &Line, at: usize) -> bool {
    ["学习贯彻", "学习宣传贯彻"].iter().any(|w| line.starts(at, w))
        && (!is_han(line.before(at))
            || ["召开", "举行", "举办", "出席", "参加", "开展", "的", "在"].iter().any(|w| line.ends(at, w)))
}

/// Whether what stands before 与 may be the first half of a topic: no person or body that meets another.
fn joinable(inner: &[Found], at: usize) -> bool {
    let next = inner.partition_point(|f| f.start < at);
    !inner[..next].iter().rev().take(3).any(|f| f.end == at && matches!(f.kind, Kind::Org | Kind::Person))
}

/// Whether the mark at `at` is that of a work that was found whole.
fn is_work(inner: &[Found], at: usize) -> bool {
    let next = inner.partition_point(|f| f.start <= at);
    inner[..next].iter().rev().take(3).any(|f| f.kind == Kind::Work && f.end > at)
}

/// Whether a name of a body, a place or a work holds the stretch.
fn within_name(inner: &[Found], at: usize, end: usize) -> bool {
    let next = inner.partition_point(|f| f.start <= at);
    inner[..next]
        .iter()
        .rev()
        .take(3)
        .any(|f| matches!(f.kind, Kind::Org | Kind::Place | Kind::Work) && f.end >= end && f.len() > end - at)
}

/// Where an event ends that has a name of its own behind it: 第三届…圆桌会“…对话”.
fn called(line: &Line, f: &Found) -> usize {
    const NAMES: &[&str] = &["对话", "论坛", "峰会", "行动", "活动", "盛典"];
    let named = line.get(f.end) == '“' && (f.start..f.end).any(|k| line.get(k) == '届');
    let close = (f.end + 3..f.end + LONGEST_QUOTED).find(|k| line.get(*k) == '”');
    close.filter(|close| named && line.last_of(*close, NAMES).is_some()).map_or(f.end, |close| close + 1)
}

/// 台风“…”, 第3号超强台风“…”
fn typhoon(line: &Line, at: usize) -> Option<Found> {
    /// The longest name of a typhoon, in characters.
    const LONGEST: usize = 5;
    if line.get(at) != '台' || !line.starts(at, "台风“") {
        return None;
    }
    let close = (at + 4..=at + 3 + LONGEST).find(|k| line.get(*k) == '”')?;
    let start = at - line.last_of(at, &["超强", "强"]).map_or(0, |(_, len)| len);
    // 第3号
    let digits = (1..=2).take_while(|k| start > *k && number::may_begin(line.get(start - 1 - k))).count();
    let numbered = line.before(start) == '号' && digits > 0 && line.before(start - 1 - digits) == '第';
    let start = if numbered { start - digits - 2 } else { start };
    Some(Found::new(start, close + 1, Kind::Event, score::DOUBTFUL, "disaster"))
}

/// “…”专题协商会, “…”志愿服务短视频征集活动: a name in quotation marks, however long, and what it is the name of.
fn in_marks(line: &Line, at: usize, end: usize, inner: &[Found]) -> Option<Found> {
    /// The longest stretch between the marks and the ending, and within the marks, in characters.
    const LONGEST: (usize, usize) = (18, 30);
    let close = (at.saturating_sub(LONGEST.0)..at).rev().find(|k| !is_han(line.get(*k)))?;
    if line.get(close) != '”' || goes_on_behind(line, close + 1, at) {
        return None;
    }
    let open = (close.saturating_sub(LONGEST.1)..close).rev().find(|k| matches!(line.get(*k), '“' | '”' | '。' | '：'))?;
    let named = line.get(open) == '“'
        && close > open + 3
        && (!matches!(line.before(open), '：' | '，' | '说') || is_dated(line, open, inner));
    let cut = inner.iter().any(|f| f.start < open && f.end > open);
    (named && !cut).then(|| Found::new(open, end, Kind::Event, score::GUESSED, "campaign"))
}

/// Whether a date and ， stand before `at`, or a word that goes on: 此外，“…”活动.
fn is_dated(line: &Line, at: usize, inner: &[Found]) -> bool {
    line.before(at) == '，'
        && (inner.iter().any(|f| f.end + 1 == at && f.kind == Kind::Date)
            || line.last_of(at - 1, &["此外", "同时", "其中", "据介绍"]).is_some())
}

/// Whether a word of grammar or a verb stands between the marks and the ending.
fn goes_on_behind(line: &Line, from: usize, at: usize) -> bool {
    (from..at).any(|k| "的了在是和与及对将为等后中上时并".contains(line.get(k)))
        || (from + 1..=at).any(|k| OPENER_WORDS.before(line, k).is_some_and(|(word, len)| len > 1 && !JOINING.contains(&word)))
}

/// The longest name in quotation marks, in characters.
const LONGEST_QUOTED: usize = 16;

/// Whether a name runs over the place between two characters, so that what stands there is no word of its own.
fn inside(inner: &[Found], at: usize) -> bool {
    let next = inner.partition_point(|f| f.start < at);
    inner[..next].iter().rev().take(2).any(|f| f.end > at)
}

/// 服贸会, 亚运会: where a name ends that needs no topic.
fn whole(line: &Line, at: usize) -> Option<usize> {
    // 服贸会, 进博会 are in the list; other fairs are 某博会.
    let len = match WHOLE_WORDS.at(line, at) {
        Some((_, len)) => len,
        None if line.starts(at + 1, "博会") && is_han(line.get(at)) => 3,
        None => return None,
    };
    let end = at + len;
    let end = end + line.first_of(end, &["开幕式", "闭幕式"]).map_or(0, |(_, len)| len);
    // 冬奥公园, 奥运村 are places; of two bodies that meet, 两会 is none.
    let place = matches!(line.get(end), '员' | '村' | '馆') || line.starts(end, "公园");
    let two = line.starts(at, "两会") && !is_session(line, at, end);
    (!place && !two).then_some(end)
}

/// Whether 两会 are the sessions of a year: 今年两会, 两会期间.
fn is_session(line: &Line, at: usize, end: usize) -> bool {
    const BEHIND: &[&str] = &[
        "期间", "精神", "召开", "一年间", "代表", "委员", "闭幕", "开幕", "时间", "报道", "声音", "前夕", "上", "后", "时", "”",
        "，", "以来", "现场",
    ];
    let before = line.before(at);
    !"这那该此".contains(before)
        && !number::may_begin(before)
        && ("年国省市县区".contains(before) || line.first_of(end, BEHIND).is_some())
}

/// Teams and bodies that play for such a cup.
const PLAYERS: &[&str] =
    &["女足", "男足", "女排", "男排", "女篮", "男篮", "足球", "篮球", "排球", "乒乓球", "国际足联", "田径", "游泳"];

/// The place, year and number before such a name: 杭州第19届亚运会.
fn ahead(line: &Line, at: usize, floor: usize, inner: &[Found]) -> usize {
    let mut start = at;
    loop {
        let before = start;
        if let Some(f) = inner.iter().rev().find(|f| {
            f.end == start
                && f.start >= floor
                && (f.kind == Kind::Place || f.kind == Kind::Date && line.get(f.start).is_ascii_digit())
        }) {
            start = f.start;
        }
        if let Some((_, len)) = line.last_of(start, PLAYERS).filter(|(_, len)| floor + len <= start) {
            start -= len;
        }
        // 中国—东盟博览会
        if line.before(start) == '—' && inner.iter().any(|f| f.end + 1 == start && f.kind == Kind::Place) {
            start -= 1;
        }
        if line.before(start) == '届'
            && let Some(nth) = (floor..start).rev().take(6).find(|k| line.get(*k) == '第').filter(|nth| line.get(nth + 1) != '几')
        {
            start = nth;
        }
        if start == before {
            return start;
        }
    }
}

/// 二十大, 十九届六中全会 of the party: where it ends.
fn congress(line: &Line, at: usize) -> Option<usize> {
    if number::may_begin(line.before(at)) || matches!(line.before(at), '第' | '约' | '近' | '这') {
        return None;
    }
    let n =
        number::read(line, at).filter(|n| n.value >= 10.0 && n.value < 40.0 && n.script == number::Script::Chinese && !n.open)?;
    if line.get(n.end) == '大' {
        let named = line.ends(at, "党的") || line.ends(at, "中共");
        let known = line.first_of(n.end + 1, &["报告", "精神", "以来", "代表", "胜利", "召开"]).is_some();
        return (named || known).then_some(n.end + 1);
    }
    let plenum = number::read(line, n.end + 1).filter(|_| line.get(n.end) == '届')?;
    line.starts(plenum.end, "中全会").then_some(plenum.end + 3)
}

fn event(line: &Line, floor: usize, at: usize, end: usize, word: &str, inner: &[Found]) -> Option<Found> {
    /// The longest event, in characters before its ending.
    const LONGEST: usize = 48;
    let start = past_preamble(line, floor.max(at.saturating_sub(LONGEST)), at, inner);
    let next = line.get(end);
    if goes_on(word, next) || word == "大会" && line.ends(at, "代表") {
        return None;
    }
    let size = at.checked_sub(start).filter(|size| *size > 0)?;
    if word == "革命" {
        // 能源革命, 新技术革命: what is to be changed is named, in one word.
        let named =
            (2..=4).contains(&size) && (start..at).all(|k| is_han(line.get(k))) && NOT_CAMPAIGNS.before(line, at).is_none();
        return named.then(|| Found::new(start, end, Kind::Event, score::GUESSED, "campaign"));
    }
    if word == "督察" || word == "专项巡视" {
        // An inspection is named by who sends it, at its beginning: 省级生态环境保护督察.
        let from = (start..at).find(|k| SENDERS.iter().any(|w| line.starts(*k, w)) && line.get(k + 2) != '\0')?;
        return (at > from + 2).then(|| Found::new(from, end, Kind::Event, score::DOUBTFUL, "campaign"));
    }
    if matches!(word, "活动" | "行动" | "专项行动") && line.before(at) == '”' || word == "活动" && has(line, start, at, '”')
    {
        // A campaign is named by its quotation marks; what stands before them may be its topic.
        let open = (0..at).rev().find(|k| line.get(*k) == '“')?;
        return (open >= start).then(|| {
            let close = (open..at).find(|k| line.get(*k) == '”').unwrap_or(at);
            let topical = close + 1 == at && (4..=14).contains(&(open - start)) && (start..open).all(|k| is_han(line.get(k)));
            let numbered = line.get(start) == '第' && (start..open).any(|k| line.get(k) == '届');
            Found::new(if topical || numbered { start } else { open }, end, Kind::Event, score::DOUBTFUL, "campaign")
        });
    }
    if matches!(word, "活动" | "行动") {
        let kind = ["主题实践", "主题宣传", "清朗", "打击整治", "净网", "雷霆", "利剑", "春雷"];
        let carried = ["开展", "实施", "启动", "推进", "深入", "开展了", "实施了"].iter().any(|w| line.ends(start, w));
        let long = if word == "行动" { 4 } else { 8 };
        let plain = (start..at).all(|k| is_han(line.get(k))) && !matches!(next, '的' | '和' | '计');
        // 某某成立十周年庆祝活动
        let yearly = word == "活动"
            && line.last_of(at, &["庆祝", "纪念", "党庆"]).is_some_and(|(_, len)| anniversary(line, start, at - len));
        let named = yearly
            || has_word(line, start, at, "倒计时")
            || kind.iter().any(|w| line.ends(at, w) && size > w.chars().count() + 1)
            || carried && plain && size >= long;
        return named.then(|| Found::new(start, end, Kind::Event, score::GUESSED, "campaign"));
    }
    if word == "事故" {
        // “11·21”重大火灾事故
        let open = (start..at).find(|k| line.get(*k) == '“')?;
        let whose = inner.iter().find(|f| f.end == open && f.start >= start && f.kind == Kind::Org).map_or(open, |f| f.start);
        return line.get(open + 1).is_ascii_digit().then(|| Found::new(whose, end, Kind::Event, score::GUESSED, "disaster"));
    }
    if matches!(word, "集体学习" | "会晤" | "理事会" | "局长会" | "代表大会" | "党代会" | "展演" | "一般性辩论")
        && !numbered(line, start, at)
        || matches!(word, "校庆" | "党庆") && !anniversary(line, start, at)
        || matches!(word, "巡展" | "书市" | "特展" | "征文")
    {
        return None;
    }
    if matches!(word, "地震" | "泥石流") {
        let place = inner.iter().rev().find(|f| f.kind == Kind::Place && f.end <= at && f.end + 4 >= at && f.start >= start)?;
        let between = (place.end..at).all(|k| "特大级强烈0123456789.山洪".contains(line.get(k)));
        return between.then(|| Found::new(place.start, end, Kind::Event, score::GUESSED, "disaster"));
    }
    // 第三次会议: a number by itself names the session.
    let text: String = line.chars[start..at].iter().collect();
    let feast = word.ends_with('节');
    if is_bare(line, start, at, word) || size < 2 && !feast {
        return None;
    }
    let numbered = numbered(line, start, at) || anniversary(line, start, at);
    let marked = text.contains('”');
    let vague = matches!(word, "马拉松" | "比赛" | "竞赛");
    let body = inner
        .iter()
        .any(|f| start <= f.start && f.end <= at && !matches!(f.kind, Kind::Quantity | Kind::Date | Kind::Time | Kind::Percent));
    // A body's news conference is a kind; its topic names it.
    let news = at - if word == "发布会" && line.ends(at, "新闻") { 2 } else { 0 };
    let kind = matches!(word, "新闻发布会" | "发布会") && inner.iter().any(|f| f.start == start && f.end == news)
        || word == "生活会" && !numbered;
    let dated = inner.iter().any(|f| f.start == start && f.end == at && f.kind == Kind::Date);
    if kind || dated {
        return None;
    }
    // The ending of a feast, a day, a week is the half of its name.
    let enough = match word {
        "马拉松" | "比赛" => usize::MAX,
        "竞赛" => 4,
        _ => match word.chars().next_back() {
            Some('节') => 1,
            Some('日' | '周' | '月' | '赛') => 2,
            _ => 4,
        },
    };
    let topical = size >= enough
        && !text.starts_with([
            '此', '这', '该', '各', '每', '本', '一', '多', '有', '没', '不', '要', '会', '我', '你', '他', '她', '咱', '今',
            '过',
        ]);
    if !(numbered || marked || body && !vague || topical)
        || text.chars().next().is_some_and(|c| !is_han(c) && !c.is_ascii_digit() && !matches!(c, '“' | '《'))
    {
        return None;
    }
    if text.contains('”') != text.contains('“') {
        return None;
    }
    Some(Found::new(start, end, Kind::Event, score::GUESSED, "named-by-topic"))
}

/// Whether a session is numbered: 第三次, 七届二次.
fn numbered(line: &Line, start: usize, at: usize) -> bool {
    (start..at).any(|k| {
        matches!(line.get(k), '次' | '届')
            && k > start
            && number::may_begin(line.before(k))
            && (k < start + 2 || has(line, start, k, '第') || (start..k).any(|j| line.get(j) == '届'))
    })
}

/// Whether years are told since something began: 建交73周年, 百年.
fn anniversary(line: &Line, start: usize, at: usize) -> bool {
    (start..at).any(|k| line.starts(k, "周年") && number::may_begin(line.before(k)) || line.starts(k, "百年"))
}

/// Behind what stands before a name and is no part of it: a day, an amount, 首个, and the divisions that hold the last one.
fn past_preamble(line: &Line, start: usize, at: usize, inner: &[Found]) -> usize {
    const COUNTS: &[&str] = &["首个", "首场", "一场", "一次", "这场", "不少"];
    let mut start = start;
    loop {
        let next = inner.partition_point(|f| f.start < start);
        let here = inner[next..].iter().take_while(|f| f.start == start).find(|f| f.end < at);
        start = match here {
            Some(f) if f.kind == Kind::Quantity => f.end,
            Some(f) if f.kind == Kind::Date && matches!(line.before(f.end), '日' | '天' | '晚' | '午') => f.end,
            Some(f) if f.kind == Kind::Place && is_division_beside(line, f.end, at, inner) => f.end,
            _ => match line.first_of(start, COUNTS) {
                Some((_, len)) if start + len < at => start + len,
                _ => return start,
            },
        };
    }
}

/// Whether a place of a lower level begins at `from`: 石桥县 of 柳明市石桥县.
fn is_division_beside(line: &Line, from: usize, at: usize, inner: &[Found]) -> bool {
    let next = inner.partition_point(|f| f.start < from);
    inner[next..]
        .iter()
        .take_while(|f| f.start == from)
        .any(|f| f.kind == Kind::Place && f.end < at && (is_level(line.before(f.end)) || line.ends(f.end, "社区")))
}

static BARE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(BARE));

/// Whether nothing but words that leave an event bare stand before its ending; those of a meeting may stand in a row (闭门工作会议).
fn is_bare(line: &Line, start: usize, at: usize, word: &str) -> bool {
    let mut k = start;
    while let Some((_, len)) = BARE_WORDS.at(line, k).filter(|(_, len)| k + len <= at) {
        k += len;
    }
    let whole = BARE_WORDS.at(line, start).is_some_and(|(_, len)| start + len == at);
    whole || k == at && matches!(word, "会议" | "座谈会" | "仪式" | "培训班" | "生活会" | "交流会")
}

/// Endings with what makes them the beginning of a longer word behind them: 大会堂, 行动力, 活动室.
const LONGER: &[(&str, &str)] = &[
    ("大会", "堂战"),
    ("全会", "议"),
    ("局长会", "议见谈"),
    ("革命", "化"),
    ("行动", "力计起不方自指者上迟轨路派"),
    ("活动", "室中场阵力区半空日周月板家"),
    ("会议", "室精纪厅中"),
    ("督察", "组员局办室专长队区"),
    ("革命", "品老军烈先传根性家战文英史党和斗精事前旧博纪题者理委"),
    ("花节", "目约点气"),
    ("果节", "目约点气"),
    ("地震", "局台带监灾波学预应速系仪"),
    ("民俗节", "庆"),
    ("文化节", "庆"),
    ("比赛", "区池场馆道程季车制点段"),
    ("大赛", "区池场馆道程季车制点段"),
    ("竞赛", "区池场馆道程季车制点段"),
    ("马拉松", "区池场馆道程季车制点段"),
];

/// Whether the ending is in truth the beginning of a longer word.
fn goes_on(word: &str, next: char) -> bool {
    next == '员'
        || next == '议' && word.ends_with('会') && word != "大会"
        || LONGER.iter().any(|(ending, nexts)| *ending == word && nexts.contains(next))
}

fn has_word(line: &Line, start: usize, end: usize, word: &str) -> bool {
    (start..end).any(|k| line.starts(k, word))
}

fn has(line: &Line, start: usize, end: usize, c: char) -> bool {
    line.chars[start..end].contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &[], &mut out);
        assert_eq!(out.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), expect, "{text}");
    }

    /// With the names that stand in the text.
    fn check_with(text: &str, names: &[(&str, Kind)], expect: &[&str]) {
        let line = Line::new(text);
        let mut inner = Vec::new();
        for (name, kind) in names {
            let len = name.chars().count();
            let starts = (0..line.len()).filter(|k| line.starts(*k, name));
            inner.extend(starts.map(|k| Found::new(k, k + len, *kind, score::MODEL, "test")));
        }
        inner.sort_by_key(|f| f.start);
        let mut out = Vec::new();
        find(&line, &inner, &mut out);
        assert_eq!(out.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn names_hold_marks_and_joined_halves() {
        check_with(
            "《石桥纪事》第二卷首发式暨柳明文学研讨会举行",
            &[("《石桥纪事》", Kind::Work), ("柳明", Kind::Place)],
            &["《石桥纪事》第二卷首发式暨柳明文学研讨会"],
        );
        check("出席“丰禾课堂”学习平台上线仪式", &["“丰禾课堂”学习平台上线仪式"]);
        check("举行渔业资源与区域合作发展研讨会", &["渔业资源与区域合作发展研讨会"]);
        check("首届丰禾供应链博览会开幕式暨创新论坛", &["首届丰禾供应链博览会开幕式暨创新论坛"]);
        check("开展学习贯彻丰禾精神主题教育", &["学习贯彻丰禾精神主题教育"]);
        check("出席湿地生态保护法实施座谈会", &["湿地生态保护法实施座谈会"]);
        check("实施农场粮油等主要作物单产提升行动", &["农场粮油等主要作物单产提升行动"]);
    }

    #[test]
    fn editions_and_years() {
        let names = [("2019年", Kind::Date), ("柳明", Kind::Place), ("10日", Kind::Date)];
        check_with("在2019年柳明女足世界杯上，10日柳明工作会议", &names, &["2019年柳明女足世界杯", "柳明工作会议"]);
        check("参加石桥建校70周年招待会", &["石桥建校70周年招待会"]);
        check("向石桥走廊启动十周年庆祝活动致信", &["石桥走廊启动十周年庆祝活动"]);
        check("第三届柳明媒体圆桌会“青禾对话”在此举行", &["第三届柳明媒体圆桌会“青禾对话”"]);
        check("今年两会上，两会期间，这两会儿，两会签约", &["两会", "两会"]);
    }

    #[test]
    fn sessions_of_a_body() {
        let body = ("第九届丰禾代表大会常务委员会", Kind::Org);
        check_with("第九届丰禾代表大会常务委员会第二次会议通过", &[body], &["第九届丰禾代表大会常务委员会第二次会议"]);
        check("村民代表大会，人民代表大会", &[]);
    }

    #[test]
    fn typhoons() {
        check("今年第3号台风“海棠”登陆，受超强台风“梧桐”影响", &["第3号台风“海棠”", "超强台风“梧桐”"]);
        check("台风“海棠来了”说，台风过境", &["台风“海棠来了”"]);
    }

    #[test]
    fn no_events() {
        check("作大会发言，坚持民主生活会", &[]);
        check("召开闭门工作会议，冬奥公园，任务完成", &[]);
        check("出席国际安全会议", &["国际安全会议"]);
        check("市长主持会议，部门组织会议，学习会议精神", &[]);
        check_with("举办过24个技能培训班", &[("24个", Kind::Quantity)], &[]);
    }

    #[test]
    fn meetings() {
        check("昨天召开第三次会议，市长主持会议。", &["第三次会议"]);
        check("出席春季农业生产现场推进会", &["春季农业生产现场推进会"]);
        check("提请审计工作第三次会议审议", &["审计工作第三次会议"]);
        check("召开专题会议，会议室，大会堂，现场会", &[]);
        check("学习党的二十大精神和十九届六中全会精神，约二十大卡车", &["党的二十大", "十九届六中全会"]);
    }

    #[test]
    fn contests_fairs_and_feasts() {
        check("本届服贸会上，第19届亚运会，举办蟠桃节、少儿绘画大赛", &["服贸会", "第19届亚运会", "蟠桃节", "少儿绘画大赛"]);
        check("去年消博会上，农博会开幕式，办好亚运，减贫与发展论坛", &["消博会", "农博会开幕式", "亚运", "减贫与发展论坛"]);
        check("以湿地宣传日为重点，举办石桥梨花节，过节", &["湿地宣传日", "石桥梨花节"]);
    }

    #[test]
    fn campaigns() {
        check("开展“春风”活动，志愿活动", &["“春风”活动"]);
        check("召开“加快水利建设，守护一江清水”专题协商会", &["“加快水利建设，守护一江清水”专题协商会"]);
        check("实施水岸更新行动，“11·21”重大火灾事故", &["水岸更新行动", "“11·21”重大火灾事故"]);
        check("推进能源革命、新技术革命，自我革命，革命老区", &["能源革命", "新技术革命"]);
        check("对省级生态环境保护督察反馈的问题，中央督察组，督察", &["省级生态环境保护督察"]);
        check("举办“春风”走访活动，打击整治行动，夏季打击整治行动", &["“春风”走访活动", "夏季打击整治行动"]);
    }
}
