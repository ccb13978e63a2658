//! PERSON by surname, office, list, verb of speech, and by what the page has seen before.

use super::Kind;
use super::line::{Found, Line};
use super::names;
use super::score;
use super::titles;
use super::words::Words;
use crate::clean::is_han;
use crate::lexicon::chars::CharSet;
use crate::lexicon::places::places;
use crate::lexicon::surnames;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

static SOUND_CHARS: LazyLock<CharSet> = LazyLock::new(|| CharSet::new(SOUNDS.chars()));

/// Words before which a name has ended.
const AFTER: &[&str] = &[
    "主持", "出席", "参加", "宣布", "通报", "指出", "强调", "要求", "表示", "认为", "介绍", "告诉", "透露", "讲话", "致辞",
    "带队", "率队", "率", "一行", "深入", "走进", "来到", "还", "在", "说", "等", "和", "与", "及", "为", "作", "就", "对", "向",
    "同", "先后", "分别", "陪同", "参与", "汇报", "传达", "调研", "督导", "检查", "实地", "到", "任", "担任", "当选", "获",
    "会见", "看望", "慰问", "代表", "主讲", "发言", "受", "被", "给", "从", "将", "是", "的", "也", "曾", "已", "则", "于", "以",
    "不", "又", "把", "提出", "建议", "回忆", "坦言", "感慨", "摄", "接受", "负责", "带领", "组织", "应邀", "前往", "并", "点评",
    "解释", "称", "家", "特", "签", "围绕", "一家", "及其", "主动", "今天", "现场", "随", "列席", "宣读", "致", "领", "听取",
    "察看", "一边", "正", "有", "专程", "电", "报道", "通讯员", "记者", "实习", "文", "图", "赴", "随后", "都", "对此", "率领",
    "近日", "日前", "昨", "今", "再", "没", "没有", "却", "便", "时", "所", "因", "用", "让", "想", "看", "走", "站", "拿", "笑",
    "感", "发", "出", "上", "下", "开", "成", "来", "去", "进", "工作", "委员", "同志", "先生", "女士", "教授", "院士", "博士",
    "医生", "老师", "回", "集体", "同时",
];

static AFTER_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(AFTER));

/// Second characters that make, with a surname, a common word rather than a name.
const NOT_GIVEN: &[char] = &[
    '的', '了', '在', '和', '与', '及', '对', '向', '将', '把', '被', '由', '于', '是', '为', '从', '到', '等', '并', '或', '、',
    '，', '市', '县', '省', '区', '镇', '们', '个', '这', '那', '会', '说', '部', '局', '长', '者', '员',
];

/// Particles and verbs of speech that no given name has (来说 is none of 来).
const NEVER_GIVEN: &[char] = &['的', '了', '说', '讲', '看', '们', '个', '这', '那', '等', '被', '把', '吗', '呢', '着', '过'];

/// Surnames that are everyday words, or begin many.
const COMMON: &[char] = &[
    '都', '应', '和', '任', '曾', '单', '强', '班', '满', '战', '常', '谈', '居', '尤', '文', '来', '高', '明', '干', '纪', '党',
    '安', '支', '申', '全', '相', '时', '经', '成', '开', '公', '国', '展', '那', '由', '于', '向', '对', '从', '自', '能',
];

/// Names that the page has shown with good evidence.
#[derive(Default)]
pub(super) struct Known {
    names: FxHashSet<Vec<char>>,
    /// The lengths of the names by their first characters, the longest first.
    lengths: FxHashMap<char, Vec<usize>>,
}

impl Known {
    /// Adds a name.
    pub fn add(&mut self, name: &[char]) {
        let Some(&first) = name.first() else { return };
        let lengths = self.lengths.entry(first).or_default();
        let at = lengths.partition_point(|len| *len > name.len());
        if lengths.get(at) != Some(&name.len()) {
            lengths.insert(at, name.len());
        }
        self.names.insert(name.to_vec());
    }

    /// The longest known name at `at`: its length in characters.
    pub fn at(&self, line: &Line, at: usize) -> Option<usize> {
        let lengths = self.lengths.get(&line.get(at))?;
        let here = |len: &usize| line.chars.get(at..at + len).is_some_and(|name| self.names.contains(name));
        lengths.iter().copied().find(here)
    }
}

/// Finds persons by evidence in the line itself.
pub(super) fn find(line: &Line, busy: &[Found], out: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        let found = foreign(line, at)
            .or_else(|| after_office(line, at))
            .or_else(|| in_list(line, at, out))
            .or_else(|| second_of_run(line, at, out))
            .or_else(|| before_verb(line, at))
            .or_else(|| appointed(line, at))
            .or_else(|| anonymous(line, at))
            .or_else(|| thinker(line, at));
        match found.filter(|f| !busy.iter().any(|b| b.overlaps(f) && b.kind != Kind::Place)) {
            Some(f) => {
                at = f.end;
                out.push(f);
            }
            None => at += 1,
        }
    }
}

/// Finds the names that the page knows, but for those inside a longer name (a street that is called after a person).
pub(super) fn recall(line: &Line, known: &Known, longer: &[&Found], out: &mut Vec<Found>) {
    let mut at = 0;
    let inside = |start: usize, end: usize| longer.iter().any(|o| o.start <= start && end <= o.end && end - start < o.len());
    while at < line.len() {
        match known.at(line, at).filter(|len| (*len > 2 || is_apart(line, at, at + len)) && !inside(at, at + len)) {
            Some(len) => {
                let f = Found::new(at, at + len, Kind::Person, score::MODEL, "seen-on-page");
                at = f.end;
                let near = out.partition_point(|o| o.end <= f.start);
                if out.get(near).is_none_or(|o| o.start >= f.end) {
                    out.insert(near, f);
                }
            }
            None => at += 1,
        }
    }
}

/// Whether a stretch stands apart from the words around it, as a name does: 高峰 may be a person on the page and is none in
/// 高峰论坛 or 客流高峰.
pub(super) fn is_apart(line: &Line, start: usize, end: usize) -> bool {
    /// Words of one character that a name stands behind.
    const BEFORE: &[char] =
        &['和', '与', '及', '由', '对', '向', '给', '让', '请', '被', '是', '据', '把', '为', '同', '跟', '的', '了'];
    /// Words before which a name ends and a common word goes on (高峰时段).
    const GOES_ON: &[char] = &['时', '所', '出', '上', '下', '开', '成', '来', '去', '进', '发', '感', '家', '电', '文', '图'];
    let before = line.before(start);
    let opens = !before.is_alphanumeric()
        || BEFORE.contains(&before)
        || line.ends(start, "包括")
        || titles::head_before(line, start).is_some();
    opens && ends(line, end) && !GOES_ON.contains(&line.get(end))
}

/// Length of the surname at `at`.
fn surname(line: &Line, at: usize) -> Option<usize> {
    Some(surnames::length(line.chars[at..].iter().copied())).filter(|len| *len > 0)
}

/// Whether a name may end at `end`.
fn ends(line: &Line, end: usize) -> bool {
    end >= line.len() || !line.get(end).is_alphanumeric() || AFTER_WORDS.at(line, end).is_some()
}

/// Whether a character closes a name: a mark, or 等 at the end of a list.
fn closes(c: char) -> bool {
    matches!(c, '、' | '，' | '。' | '）' | ')' | '；' | '等' | '\0')
}

/// The length of the name at `at`, judged by what follows it.
fn name_len(line: &Line, at: usize) -> Option<usize> {
    let s = surname(line, at)?;
    // Between an office or a 、 and a mark nothing but the name can stand, whatever its characters mean elsewhere (张和平).
    let named = |k: usize| is_han(line.get(k)) && !NEVER_GIVEN.contains(&line.get(k));
    if let Some(len) = (s + 1..=s + 2).find(|len| closes(line.get(at + len)) && (at + s..at + len).all(named)) {
        return Some(len);
    }
    let given = |k: usize| named(at + s + k) && !NOT_GIVEN.contains(&line.get(at + s + k));
    if !given(0) {
        return None;
    }
    // 网格员某某某驾驶: what stands behind the third character is a word, and that character begins none.
    let parted = |k: usize| names::is_word(line, k, k + 2) && !names::is_word(line, k - 1, k + 1);
    let office = || titles::head_before(line, at).is_some_and(|head| head.sure) && !COMMON.contains(&line.get(at));
    if given(1) && (ends(line, at + s + 2) || at + s + 4 <= line.len() && parted(at + s + 2) && office()) {
        // 王芳先后: the third character may be the next word's.
        if AFTER_WORDS.at(line, at + s + 1).is_some_and(|(_, len)| len > 1) {
            return Some(s + 1);
        }
        return Some(s + 2);
    }
    if ends(line, at + s + 1) {
        return Some(s + 1);
    }
    None
}

/// Those after whom a body of thought is named, and how far behind the name that word stands (习近平新时代中国特色社会主义思想).
const THINKERS: &[&str] = &["毛泽东", "邓小平", "习近平"];
const THOUGHTS: &[&str] = &["思想", "理论"];
const THOUGHT_WITHIN: usize = 12;

/// 毛泽东思想, 邓小平理论: the thought is no name of the guide's, who thought it is.
fn thinker(line: &Line, at: usize) -> Option<Found> {
    let name = THINKERS.iter().find(|name| line.starts(at, name))?;
    let end = at + name.chars().count();
    let is_thought = (end..end + THOUGHT_WITHIN)
        .take_while(|&k| is_han(line.get(k)))
        .any(|k| THOUGHTS.iter().any(|word| line.starts(k, word)));
    is_thought.then(|| Found::new(at, end, Kind::Person, score::MODEL, "thought"))
}

/// 免去于某某的某局局长职务, 任命于某某为某局局长: whatever its surname means elsewhere.
fn appointed(line: &Line, at: usize) -> Option<Found> {
    let taken = titles::takes_away(line, at);
    if !taken && !line.ends(at, "任命") {
        return None;
    }
    let first = surname(line, at)?;
    let len = (first + 1..=first + 2).find(|len| line.get(at + len) == if taken { '的' } else { '为' })?;
    let name = &line.chars[at..at + len];
    let is_name = name[first..].iter().all(|c| is_han(*c) && !NEVER_GIVEN.contains(c))
        && places().longest(name).is_none_or(|(of, _)| of < len);
    // An office alone is taken from a person: 免去车主的停车费 tells of no name.
    let behind = at + len + 1;
    let office = if taken { titles::posts(line, behind).is_some() } else { titles::is_given(line, behind) };
    (is_name && office).then(|| Found::new(at, at + len, Kind::Person, score::MODEL, "appointment"))
}

/// A name behind an office or a byline's word.
fn after_office(line: &Line, at: usize) -> Option<Found> {
    if at == 0 || !is_han(line.get(at)) {
        return None;
    }
    let head = titles::head_before(line, at)?;
    // （记者某某）: a byline may hold a pen name.
    if titles::is_byline(line, at)
        && let Some(len) = (2..=4).find(|len| matches!(line.get(at + len), '）' | ')')).map(|len| {
            // （记者某某摄）: what was done is no part of the name.
            len - usize::from(len > 2 && line.get(at + len - 1) == '摄')
        })
        && len <= 3
        && (at..at + len).all(|k| is_han(line.get(k)))
    {
        return Some(Found::new(at, at + len, Kind::Person, score::FORMAL, "byline"));
    }
    if titles::is_byline(line, at)
        && let Some(len) = first_of_run(line, at)
    {
        return Some(Found::new(at, at + len, Kind::Person, score::FORMAL, "byline"));
    }
    let len = name_len(line, at)?;
    // Before a mark, and with a surname that is no everyday word, nothing but a name can stand behind an office.
    // The first of a list of names is one whatever its surname means elsewhere.
    let next = at + len + 1;
    let listed = || {
        line.get(next - 1) == '、'
            && !COMMON.contains(&line.get(next))
            && name_len(line, next).is_some_and(|len| closes(line.get(next + len)))
    };
    let sure = head.sure && closes(line.get(at + len)) && (!COMMON.contains(&line.get(at)) || listed());
    Some(Found::new(at, at + len, Kind::Person, if sure { score::FORMAL } else { score::DOUBTFUL }, "after-office"))
}

/// How many characters stand at `at` before a byline's bracket, its next word or what was done.
fn run(line: &Line, at: usize) -> usize {
    /// Two names of three characters.
    const LONGEST: usize = 6;
    let ends = |k: usize| {
        matches!(line.get(k), '）' | ')' | '\0')
            || line.first_of(k, &["通讯员", "记者", "实习生", "摄", "报道", "文/图"]).is_some()
    };
    (1..=LONGEST).find(|len| ends(at + len)).filter(|len| (at..at + len).all(|k| is_han(line.get(k)))).unwrap_or(0)
}

/// （记者甲甲乙乙乙）: the length of the first of two names that a byline's page has put together.
fn first_of_run(line: &Line, at: usize) -> Option<usize> {
    let rank = |k: usize| surnames::rank(line.get(at + k));
    rank(0)?;
    let first = match run(line, at) {
        4 => 2,
        5 if rank(2).unwrap_or(usize::MAX) <= rank(3).unwrap_or(usize::MAX) => 2,
        5 | 6 => 3,
        _ => return None,
    };
    rank(first)?;
    // 记者连线王芳 is no byline.
    (surname(line, at) == Some(1) && !line.starts(at, "连线")).then_some(first)
}

/// The second of two names that run together in a byline.
fn second_of_run(line: &Line, at: usize, out: &[Found]) -> Option<Found> {
    let last = out.last().filter(|last| last.rule == "byline" && last.end == at)?;
    let len = run(line, at);
    (2..=3).contains(&len).then(|| Found::new(at, at + len, Kind::Person, score::FORMAL, last.rule))
}

/// A name behind another and a 、.
fn in_list(line: &Line, at: usize, out: &[Found]) -> Option<Found> {
    let last = out.last()?;
    if line.before(at) != '、' || last.end + 1 != at {
        return None;
    }
    let len = name_len(line, at)?;
    (last.kind == Kind::Person).then(|| Found::new(at, at + len, Kind::Person, score::LISTED, "list"))
}

/// A name of three characters that begins a clause and says something.
fn before_verb(line: &Line, at: usize) -> Option<Found> {
    const SAYS: &[&str] = &["指出", "强调", "要求", "表示", "认为", "介绍", "告诉", "说", "坦言", "透露", "回忆"];
    if at > 0 && is_han(line.before(at)) {
        return None;
    }
    let s = surname(line, at)?;
    let len = s + 2;
    let given = (s..len).all(|k| is_han(line.get(at + k)) && !NOT_GIVEN.contains(&line.get(at + k)));
    (given && line.first_of(at + len, SAYS).is_some())
        .then(|| Found::new(at, at + len, Kind::Person, score::DOUBTFUL, "before-verb"))
}

/// 约翰·史密斯: parts of two to six characters around a ·.
fn foreign(line: &Line, at: usize) -> Option<Found> {
    /// The longest part before the first ·, in characters.
    const LONGEST: usize = 6;
    if !is_han(line.get(at)) || !(1..=LONGEST).any(|k| line.get(at + k) == '·' && is_han(line.get(at + k + 1))) {
        return None;
    }
    let dot = (1..=LONGEST).find(|k| line.get(at + k) == '·')? + at;
    let sounds = |k: usize| SOUND_CHARS.has(line.get(k));
    if !(at..dot).all(sounds) {
        return None;
    }
    let mut end = dot + 1;
    while sounds(end) || line.get(end) == '·' && sounds(end + 1) {
        end += 1;
    }
    (end > dot + 1).then(|| Found::new(at, end, Kind::Person, score::MODEL, "foreign"))
}

/// Characters that foreign names are written with.
const SOUNDS: &str = "阿埃艾爱安昂奥巴白拜班邦保鲍贝本比彼毕别波伯博勃布查柴昌茨达戴丹当道德登邓狄迪蒂丁东杜顿多厄恩尔法凡范菲费芬丰冯夫弗福富盖甘冈高戈哥格葛根贡古顾瓜圭哈海汉豪赫黑亨洪胡华霍吉季加贾简杰金津卡凯坎康考柯科克肯孔库夸奎昆拉莱赖兰朗劳勒雷蕾里理丽利莉连列林琳隆卢鲁路露伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明缪摩莫默姆木穆拿纳娜南内尼涅宁努诺欧帕潘庞培佩彭皮平珀普奇齐契恰乔切钦琼丘屈热仁日荣茹儒瑞若撒萨塞赛桑瑟森沙山尚舍申圣施石什史丝斯苏绥孙索塔泰坦汤唐陶特腾提廷图土托瓦万王威韦维魏温翁沃乌吾武西希锡夏香肖歇谢辛欣兴休许雪逊雅亚延扬耶叶伊依易因英尤于约泽曾扎詹章珍芝治朱卓兹宗佐穷婕翰";

/// Surnames up to this rank are common enough to begin a name in the middle of a phrase: 高原某部 holds no person.
const COMMON_RANK: usize = 120;

/// Whom a case or an incident calls by the surname.
const PARTIES: &[&str] =
    &["男子", "女子", "被告人", "被告", "原告", "嫌疑人", "受害人", "被害人", "当事人", "妻子", "丈夫", "司机", "老板"];

/// 王某, 李某某
fn anonymous(line: &Line, at: usize) -> Option<Found> {
    let s = surname(line, at)?;
    if line.get(at + s) != '某' {
        return None;
    }
    let rare = s == 1 && surnames::rank(line.get(at)).is_none_or(|rank| rank > COMMON_RANK);
    let told = || titles::head_before(line, at).is_some() || line.last_of(at, PARTIES).is_some();
    if rare && is_han(line.before(at)) && !told() {
        return None;
    }
    let mut end = at + s + 1;
    while line.get(end) == '某' || end == at + s + 1 && line.first_of(end, &["甲", "乙", "丙"]).is_some() {
        end += 1;
    }
    Some(Found::new(at, end, Kind::Person, score::LISTED, "anonymous"))
}

/// Ends a model's name before a word that names are followed by, where the model has taken in that word's first character:
/// 王芳集体 is 王芳 and 集体.
pub(super) fn trim(line: &Line, name: &mut Found) {
    let last = name.end - 1;
    let surname = surname(line, name.start).unwrap_or(0);
    if surname > 0
        && name.len() == surname + 2
        && AFTER_WORDS.at(line, last).is_some_and(|(_, len)| len > 1)
        && titles::head_before(line, name.start).is_some()
    {
        name.end = last;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &[], &mut out);
        out.iter().map(|f| line.string(f.start, f.end)).collect()
    }

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(found(text), expect, "{text}");
    }

    #[test]
    fn behind_offices_and_in_lists() {
        check("副市长王芳、李小明、欧阳修出席会议", &["王芳", "李小明", "欧阳修"]);
        check("市长张和平，书记石为、县长洪亮主持", &["张和平", "石为", "洪亮"]);
        check("副主任高山、廖小洲出席，副主任高山、", &["高山", "廖小洲", "高山"]);
        check("本报讯（记者融冰）", &["融冰"]);
        check("本报讯（记者王芳李小明通讯员石为张强）", &["王芳", "李小明", "石为", "张强"]);
        check("记者王芳李小明摄", &["王芳", "李小明"]);
        check("记者连线王芳", &[]);
    }

    #[test]
    fn other_forms() {
        check("网格员陆春晓驾驶洒水车，网格员陆春晓", &["陆春晓", "陆春晓"]);
        check("约翰·史密斯和王某、李某某", &["约翰·史密斯", "王某", "李某某"]);
        check("王小芳说，这很好", &["王小芳"]);
        check("高原某部官兵，驻地官兵，", &[]);
        check("被告人聂某，", &["聂某"]);
    }

    #[test]
    fn appointed_and_dismissed() {
        check("免去于文明的局长职务，任命夏先德为局长，罢免了其他人的职务", &["于文明", "夏先德"]);
        check("免去车主的停车费，撤销公安的决定，罢免韩国的总统职务，任命时间为三年", &[]);
    }

    #[test]
    fn speech_is_no_name() {
        check("对种粮大户来说，对记者来讲，", &[]);
    }

    fn recalled(name: &str, text: &str) -> usize {
        let mut known = Known::default();
        known.add(&name.chars().collect::<Vec<_>>());
        let mut out = Vec::new();
        recall(&Line::new(text), &known, &[], &mut out);
        out.len()
    }

    #[test]
    fn a_name_that_is_a_word_too_is_recalled_by_itself_only() {
        for text in ["高峰论坛", "客流高峰。", "高峰时段，", "在高峰期"] {
            assert_eq!(recalled("高峰", text), 0, "{text}");
        }
        for text in ["高峰指出，", "市长高峰说", "会议由高峰主持"] {
            assert_eq!(recalled("高峰", text), 1, "{text}");
        }
        assert_eq!(recalled("高小峰", "随后高小峰走访"), 1);
    }

    #[test]
    fn a_name_ends_before_the_next_word() {
        let line = Line::new("外交部长王芳集体会见记者");
        let mut name = Found::new(4, 7, Kind::Person, 0.9, "model");
        trim(&line, &mut name);
        assert_eq!(line.string(name.start, name.end), "王芳");
    }
}
