//! MONEY, PERCENT and QUANTITY: a numeral and what it counts.
//!
//! Invariant: an amount holds its number and its unit, and nothing of 约, 近, 以上, 左右. Ordinals and determiners are none.

use super::line::{Found, Line};
use super::number::{self, Number, Script};
use super::score;
use super::words::{Sayings, Words};
use super::{Kind, Value};
use crate::clean::is_han;
use std::sync::LazyLock;

/// Currency words with their ISO 4217 code; longer before shorter.
const CURRENCIES: &[(&str, &str)] = &[
    ("元人民币", "CNY"),
    ("元新台币", "TWD"),
    ("新台币", "TWD"),
    ("元港币", "HKD"),
    ("加拿大元", "CAD"),
    ("澳大利亚元", "AUD"),
    ("新加坡元", "SGD"),
    ("新西兰元", "NZD"),
    ("人民币", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("英镑", "GBP"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("澳元", "AUD"),
    ("加元", "CAD"),
    ("韩元", "KRW"),
    ("韩圆", "KRW"),
    ("卢布", "RUB"),
    ("卢比", "INR"),
    ("泰铢", "THB"),
    ("马克", "DEM"),
    ("法郎", "FRF"),
    ("瑞士法郎", "CHF"),
    ("瑞郎", "CHF"),
    ("台币", "TWD"),
    ("美圆", "USD"),
    ("澳门币", "MOP"),
    ("奈拉", "NGN"),
    ("迪拉姆", "AED"),
    ("里亚尔", "SAR"),
    ("第纳尔", "KWD"),
    ("坚戈", "KZT"),
    ("图格里克", "MNT"),
    ("基普", "LAK"),
    ("林吉特", "MYR"),
    ("越南盾", "VND"),
    ("印尼盾", "IDR"),
    ("里拉", "ITL"),
    ("比索", "PHP"),
    ("雷亚尔", "BRL"),
    ("兰特", "ZAR"),
    ("澳门元", "MOP"),
    ("块钱", "CNY"),
    ("毛钱", "CNY"),
    ("块", "CNY"),
    ("元", "CNY"),
];

static CURRENCY_WORDS: LazyLock<Sayings<&str>> = LazyLock::new(|| Sayings::new(CURRENCIES));

/// What a 元 must not begin: 元旦, 元素, 元宵, 元老, 元帅, 元件, 元首.
const NOT_MONEY: &[char] = &['旦', '素', '宵', '老', '帅', '件', '首', '代', '朝'];

/// Measure words and units; a longer one wins by being looked for first. Classes (级, 类, 等, 号, 届, 期, 版) are not here:
/// a number before them orders and does not count.
const MEASURES: &[&str] = &[
    "毫米汞柱", "立方米/秒", "公里/小时", "千米/小时", "米/秒", "大批", "大笔", "大群", "大片", "大堆", "个昼夜", "立方千米",
    "平方千米", "平方公里", "万千瓦时", "千瓦时", "亿立方米", "立方米", "平方米", "平方厘米", "立方厘米", "公里", "千米", "分米",
    "厘米", "毫米", "微米", "纳米", "海里", "英里", "英尺", "英寸", "光年", "公斤", "千克", "毫克", "公吨", "吨", "公顷", "千瓦",
    "兆瓦", "吉瓦", "千伏", "伏", "安培", "赫兹", "毫升", "摄氏度", "华氏度", "分贝", "毫安时", "毫安", "微克每立方米", "微克",
    "千卡", "大卡", "马力", "立方", "平方", "千帕", "米每秒", "人次", "人份", "架次", "车次", "航次", "班次", "辆次", "台次",
    "亩次", "列次", "台套", "人口", "平米", "毫秒", "大团", "例次", "件次", "户次", "场次", "剂次", "头次", "标箱", "车道",
    "个多月", "个半月", "个月", "个多小时", "个半小时", "个小时", "多小时", "小时", "个钟头", "钟头", "分钟", "秒钟", "刻钟",
    "周年", "年多", "年半", "星期", "个多星期", "个星期", "昼夜", "余年", "多年", "亩", "米", "克", "斤", "两", "升", "瓦", "度",
    "里", "尺", "寸", "丈", "天", "日", "年", "周", "秒", "载", "周岁", "岁", "代人", "整套", "抹", "个", "名", "位", "人", "家",
    "户", "口", "项", "件", "条", "批", "次", "只", "头", "匹", "辆", "台", "套", "座", "栋", "幢", "处", "所", "间", "场", "支",
    "枚", "张", "份", "册", "卷", "本", "部", "篇", "幅", "块", "片", "株", "棵", "颗", "粒", "根", "把", "双", "对", "副", "艘",
    "架", "列", "节", "遍", "趟", "回", "起", "宗", "桩", "笔", "股", "群", "队", "组", "排", "层", "道", "段", "句", "字", "面",
    "顶", "盏", "门", "眼", "口井", "课时", "桌", "勺", "壶", "扇", "盒", "箱", "袋", "包", "瓶", "杯", "碗", "盆", "桶", "罐",
    "车", "船", "轮", "种", "款", "例", "枝", "朵", "束", "串", "滴", "顿", "餐", "番", "样", "员", "尾", "羽", "畦", "垄", "帧",
    "首", "曲", "出", "幕", "集", "圈", "步", "拳", "声", "任", "招", "分", "局", "盘", "球", "环", "斗", "担", "宿", "夜", "晚",
    "阵", "场次", "令", "打", "摞", "沓", "缕", "丝", "丛", "派", "伙", "帮", "窝", "公分", "英亩", "磅", "盎司", "加仑", "桶",
    "兆帕", "兆", "像素", "比特", "字节", "公尺", "床", "席", "票", "旬", "具", "堆", "捧", "瓢", "站", "身", "方", "届", "类",
    "单", "厂", "校", "村", "乡", "镇", "县", "市", "省", "国", "级",
];

static MEASURE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(MEASURES));

/// Measures that count only behind digits or several characters (`3县`, not 一县, 两国, 四省): by themselves with one
/// Chinese digit they are nouns, names or idioms.
const WEAK: &[&str] = &[
    "厂", "校", "村", "乡", "镇", "县", "市", "省", "国", "单", "票", "席", "床", "级", "样", "声", "步", "夜", "晚", "面", "集",
    "出", "首", "番", "任", "招", "分", "局", "盘", "球", "环", "斗", "担", "令", "打", "丝", "派", "伙", "帮", "兆", "度", "里",
    "字", "回", "门", "道", "队", "对", "副", "部", "头", "口", "员", "曲", "幕", "顶", "眼", "拳", "阵", "窝", "节", "把",
    "代人", "日", "周", "餐", "起", "人", "车", "两", "块", "双", "层", "本", "载", "面", "站", "身", "方", "类", "堆", "所",
    "路", "平方", "立方",
];

/// Of the weak ones, those that count with 一 or another single digit where a noun follows: looked up with what stands behind.
const WEAK_FOLLOWED: &[(&str, &[&str])] = &[
    ("层", &["楼", "住", "的", "，", "。"]),
    ("本", &["书", "《", "小", "“", "厚", "杂"]),
    ("道", &["新的", "防线", "题", "菜", "难题", "风景", "工序", "亮", "美", "“", "屏", "坎", "难", "彩", "关", "绿"]),
    ("块", &["地", "石", "土", "牌", "坚", "“", "屏", "田", "砖", "木", "奖", "金", "钱"]),
    ("双", &["鞋", "手套", "手", "眼", "筷"]),
    ("人", &["！", "死亡", "受伤", "遇难", "失踪", "获", "被", "，", "。", "、", "；", "因"]),
    ("起", &["案", "交通", "事故", "火灾", "安全", "涉", "纠纷", "矛盾", "刑事", "典型"]),
    ("根", &["木", "管", "电", "绳"]),
    ("部", &["法", "电影", "作品", "书", "小说", "手机", "电话", "电视", "纪录", "《", "“"]),
    ("对", &["夫妻", "夫妇", "新人", "父母", "情侣"]),
    ("头", &["牛", "猪", "羊", "大象"]),
    ("口", &["井", "人", "水", "锅"]),
    ("节", &["课", "车厢"]),
    ("把", &["火", "刀", "椅", "伞", "钥匙", "尺"]),
    ("门", &["课", "学科", "课程", "学问", "手艺", "技术", "技能"]),
    ("首", &["歌", "诗", "曲", "《"]),
    ("面", &["锦旗", "红旗", "墙", "国旗", "镜", "“", "旗"]),
    ("集", &["电视"]),
    ("队", &["人马"]),
    ("员", &["工"]),
    ("所", &["学校", "中学", "小学", "大学", "高校", "医院", "幼儿园", "“", "村"]),
    ("周", &["，", "。", "、", "内", "的", "时间", "左右", "以上"]),
    ("丝", &["笑", "希", "温"]),
    ("方", &["水土", "人，", "热土"]),
    ("阵", &["雨", "风", "掌声"]),
    ("站", &["是", "。", "，", "；"]),
    ("类", &["，", "。", "、", "；", "：", "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
    ("番", &["话", "景", "新", "努", "事"]),
];

/// Of the weak ones, those that count with 一 behind a verb or 的: looked up with the characters before the number, a mark being one too.
const WEAK_BEHIND: &[(&str, &str)] = &[
    ("道", "了起成出是有的着"),
    ("起", "了"),
    ("门", "了是的学有"),
    ("派", "现是出，。；、"),
    ("身", "着了穿，。；"),
    ("幕", "的"),
    ("声", "了它他她"),
    ("口", "尝喝咬吸"),
    ("堆", "了着是有，。"),
    ("车", "了着"),
    ("日", "用期"),
];

/// What makes another word with such a measure.
const NOT_WEAK: &[(&str, &[&str])] = &[
    ("门", &["心思"]),
    ("派", &["胡言"]),
    ("起", &["来", "去", "走", "跑"]),
    ("声", &["声", "不", "令"]),
    ("道", &["来", "去", "走"]),
];

/// Units that 二 counts; before the others it orders (二套房, 二次), and two are 两.
const COUNTED_BY_TWO: &[&str] =
    &["斤", "里", "亩", "尺", "寸", "丈", "两", "分", "吨", "米", "公里", "人", "年", "年多", "年半", "个月", "天", "日", "小时"];

/// Measures as printed, with the unit that they come to and what they add: 5个多月 are 5 个月, 1个半月 1.5.
const PLAIN_UNITS: &[(&str, &str, f64)] = &[
    ("个多月", "个月", 0.0),
    ("个半月", "个月", 0.5),
    ("个多小时", "个小时", 0.0),
    ("个半小时", "个小时", 0.5),
    ("个多星期", "个星期", 0.0),
    ("多小时", "小时", 0.0),
    ("年多", "年", 0.0),
    ("余年", "年", 0.0),
    ("多年", "年", 0.0),
    ("年半", "年", 0.5),
    ("大批", "批", 0.0),
    ("大笔", "笔", 0.0),
    ("大群", "群", 0.0),
    ("大片", "片", 0.0),
    ("大堆", "堆", 0.0),
    ("大团", "团", 0.0),
    ("代人", "代", 0.0),
];

/// Words of the wind before and behind a force: 风力14级, 10级以上大风.
const WINDS: (&[&str], &[&str]) =
    (&["风力", "阵风", "风力达", "风力达到", "大风"], &["以上大风", "以上阵风", "大风", "阵风", "强风", "台风"]);

/// A year by itself is a length where none of these follows (一年级, 三年行动计划, 一年一度).
const NOT_A_YEAR: &[&str] =
    &["级", "制", "生", "期", "一度", "四季", "之计", "计划", "规划", "行动", "来", "倍增", "攻坚", "提升"];

/// Behind these a scale by itself is a number: 近千名, 超万亩.
const ABOUT: &str = "近约超逾过达距上余有到";

/// Words of a number and a measure that count nothing.
const IDIOMS: &[&str] = &[
    "一个劲", "一件事一次办", "一次性", "一步步", "一年一度", "一条龙", "一条心", "一站式", "一批批", "一辆辆", "一个个",
    "一件件", "一项项", "一座座", "一张张", "一位位", "一名名", "一条条", "一户户", "一幅幅", "一棵棵", "一份份", "一句句",
    "一声声", "一片片", "一年年", "一天天", "一家家", "一次次", "一处处", "一种种", "一家人", "一年级", "二年级", "三年级",
    "四年级", "五年级", "六年级", "一代代", "一位难求", "一本正经", "一件代发", "一张图", "一张网", "一块儿", "一对一",
    "千家万户", "半年报", "三天两头", "一天到晚", "三个代表", "四个全面", "四个意识", "四个自信", "两个维护", "两个确立",
    "一套人马", "一把手", "一把抓", "一股脑", "一片片", "一缕缕", "一束束", "一串串", "一组组", "一轮轮", "一段段", "一场场",
    "一层层", "一把把", "一双双", "一对对", "一本本", "一部部", "一道道", "一面面", "一块块", "一桩桩", "一件件", "一所所",
    "一份一", "一户一", "一人一", "一事一", "一村一", "一企一", "一个又一个", "一次又一次", "一场又一场", "一年又一年",
    "一天又一天", "一次函数", "一口气", "两口子", "三口之家", "万人空巷", "一张嘴", "一个不", "一处使", "一处来", "一份力",
    "一个中国", "二次", "一键", "一刻钟便民", "三次全会", "二次全会", "一次全会", "四次全会", "五次全会", "六次全会", "四周",
    "半年度", "一年度",
];

/// Characters before a number that make it an ordinal or part of a word.
const ORDINAL: &[char] = &[
    '第', '初', '每', '这', '那', '另', '某', '哪', '任', '同', '唯', '统', '万', '逐', '单', '专', '不', '归', '合', '之', '其',
    '头', '各', '新', '隔',
];

/// Finds sums of money, shares and quantities.
pub(super) fn find(line: &Line, taken: &[Found], out: &mut Vec<Found>) {
    let mut at = 0;
    let mut busy = taken.iter().peekable();
    while at < line.len() {
        if !number::may_begin(line.get(at)) && line.get(at) != '百' {
            at += 1;
            continue;
        }
        while busy.peek().is_some_and(|t| t.end <= at) {
            busy.next();
        }
        if let Some(t) = busy.peek()
            && t.start <= at
        {
            at = t.end;
            continue;
        }
        match amount(line, at) {
            Some(found) => {
                at = found.end;
                out.push(found);
            }
            None => at = skip(line, at),
        }
    }
}

/// Past the whole numeral, so that its tail is not read as another.
fn skip(line: &Line, at: usize) -> usize {
    number::read(line, at).map_or(at + 1, |n| n.end.max(at + 1))
}

fn amount(line: &Line, at: usize) -> Option<Found> {
    fraction(line, at).or_else(|| {
        let number = number::read(line, at)?;
        if line.before(at).is_ascii_alphabetic()
            || matches!(line.before(at), '-' | '.') && line.before(at.saturating_sub(1)).is_ascii_alphanumeric()
        {
            return None;
        }
        let one = |number| percent(line, number).or_else(|| money(line, number)).or_else(|| quantity(line, number));
        one(number).or_else(|| {
            // 70—90平方米: a range whose unit stands once is one mention; it has no one value.
            let (_, gap) = line.first_of(number.end, &["——", "—", "至", "到", "-", "~", "～"])?;
            let last = number::read(line, number.end + gap).filter(|n| n.script == number.script && n.value > number.value)?;
            let plain = number.end - number.start <= 4 && !number.open && line.before(number.start) != '第';
            let found = one(last).filter(|f| plain && f.start == last.start)?;
            Some(Found { start: number.start, value: None, ..found })
        })
    })
}

/// A value that can be written down: digits without end come to none.
fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// What a numeral comes to with its unit, if it says one number.
fn told(n: Number, value: f64) -> Option<f64> {
    finite(value).filter(|_| !n.vague)
}

/// 百分之十五, 三分之一, 千分之三
fn fraction(line: &Line, at: usize) -> Option<Found> {
    let below = number::read(line, at)?;
    // 1/3
    if line.get(below.end) == '/'
        && below.script == Script::Arabic
        && line.before(at) != '/'
        && let Some(parts) = number::read(line, below.end + 1)
        && below.value < parts.value
        && parts.value <= 10.0
        && parts.end == below.end + 1 + usize::from(parts.value > 9.0) + 1
        && !matches!(line.get(parts.end), '/' | '月' | '.')
    {
        let mut found = Found::new(at, parts.end, Kind::Percent, score::COUNTED, "fraction");
        found.value = finite(below.value / parts.value * 100.0).map(|number| Value::Percent { number });
        return Some(found);
    }
    if !line.starts(below.end, "分之") {
        return None;
    }
    let above = number::read(line, below.end + 2)?;
    if below.value == 0.0 {
        return None;
    }
    let mut found = Found::new(at, above.end, Kind::Percent, score::COUNTED, "fraction");
    found.value = finite(above.value / below.value * 100.0).map(|number| Value::Percent { number });
    Some(found)
}

fn percent(line: &Line, n: Number) -> Option<Found> {
    // A half is a share by itself.
    if line.get(n.start) == '一' && n.end == n.start + 1 && line.get(n.end) == '半' {
        let fine = line.before(n.start) != '另' && !matches!(line.before(n.start), '统' | '唯' | '第');
        return fine.then(|| share(n.start, n.end + 1, 50.0, "half"));
    }
    // 一大半, 半数
    if line.starts(n.start, "一大半") || line.starts(n.start, "一小半") {
        return Some(Found::new(n.start, n.start + 3, Kind::Percent, score::SURE, "half"));
    }
    if line.starts(n.start, "半数") && !matches!(line.before(n.start), '过' | '大') {
        return Some(share(n.start, n.start + 2, 50.0, "half"));
    }
    let (rule, factor, len) = if line.starts(n.end, "个百分点") {
        ("points", 1.0, 4)
    } else if line.starts(n.end, "个千分点") {
        ("points", 0.1, 4)
    } else if matches!(line.get(n.end), '%' | '％') {
        ("percent", 1.0, 1)
    } else if line.get(n.end) == '‰' {
        ("permille", 0.1, 1)
    } else if line.get(n.end) == '倍' && !matches!(line.get(n.end + 1), '受' | '感' | '增') {
        ("times", 100.0, 1)
    } else if line.get(n.end) == '成'
        && n.value <= 10.0
        && line.before(n.start) != '第'
        && !matches!(
            line.get(n.end + 1),
            '不' | '为'
                | '立'
                | '功'
                | '长'
                | '员'
                | '果'
                | '本'
                | '都'
                | '熟'
                | '绩'
                | '效'
                | '就'
                | '了'
                | '套'
                | '品'
                | '交'
                | '群'
                | '年'
        )
        && (n.script == Script::Arabic || n.value >= 2.0)
    {
        ("tenths", 10.0, 1)
    } else {
        return None;
    };
    if rule == "tenths" {
        // 七成五, 三成半
        let next = line.get(n.end + 1);
        let rest = if next == '半' { Some(5) } else { number::digit(next).filter(|d| *d > 0) };
        let ends = !is_han(line.get(n.end + 2)) || matches!(line.get(n.end + 2), '的' | '以' | '左');
        if let Some(rest) = rest.filter(|_| ends) {
            return Some(share(n.start, n.end + 2, n.value * factor + f64::from(rest), rule));
        }
    }
    Some(share(n.start, n.end + len, n.value * factor, rule))
}

fn share(start: usize, end: usize, number: f64, rule: &'static str) -> Found {
    let mut found = Found::new(start, end, Kind::Percent, score::COUNTED, rule);
    found.value = finite(number).map(|number| Value::Percent { number });
    found
}

fn money(line: &Line, n: Number) -> Option<Found> {
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == line.before(n.start)) {
        let mut found = Found::new(n.start - 1, n.end, Kind::Money, score::COUNTED, "sign");
        found.value = told(n, n.value).map(|amount| Value::Money { amount, currency: code });
        return Some(found);
    }
    let (word, len, currency) = CURRENCY_WORDS.at(line, n.end)?;
    if word == "块" && (n.script != Script::Arabic || is_han(line.get(n.end + 1)) && !matches!(line.get(n.end + 1), '钱' | '一'))
    {
        return None;
    }
    let end = n.end + len;
    // 百亿元级 is a class; 万元 by itself is the unit of a table.
    let unit_alone = n.end == n.start + 1 && matches!(line.get(n.start), '百' | '千' | '万' | '亿');
    if line.get(end) == '级' || unit_alone && !ABOUT.contains(line.before(n.start)) {
        return None;
    }
    if word == "元" && (NOT_MONEY.contains(&line.get(end)) || matches!(line.before(n.start), '第' | '多')) {
        return None;
    }
    let (end, parts) = small_coins(line, end);
    // 一元, 二元 are kinds (一元二次, 二元结构) rather than sums.
    if word == "元"
        && n.script != Script::Arabic
        && n.end == n.start + 1
        && !matches!(line.get(end), '钱' | '，' | '。' | '、' | '起' | '/' | '一')
    {
        return None;
    }
    let mut start = n.start;
    let mut code = currency;
    for (name, iso) in [("人民币", "CNY"), ("港币", "HKD"), ("新台币", "TWD")] {
        if word == "元" && line.ends(start, name) {
            start -= name.chars().count();
            code = iso;
            break;
        }
    }
    let mut found = Found::new(start, end, Kind::Money, score::COUNTED, "money");
    let worth = if word == "毛钱" { 0.1 } else { 1.0 };
    found.value = told(n, n.value * worth + parts).map(|amount| Value::Money { amount, currency: code });
    Some(found)
}

/// 3角5分 behind a sum: where it ends, and what it adds.
fn small_coins(line: &Line, mut at: usize) -> (usize, f64) {
    let mut sum = 0.0;
    for (words, worth) in [(["角", "毛"], 0.1), (["分", "分钱"], 0.01)] {
        let digit = line.get(at).to_digit(10).or_else(|| number::digit(line.get(at)));
        if let Some(digit) = digit
            && let Some((_, len)) = line.first_of(at + 1, &words)
            && !matches!(line.get(at + 1 + len), '之' | '钟' | '别' | '为')
        {
            sum += f64::from(digit) * worth;
            at += 1 + len;
        }
    }
    (at, sum)
}

/// Signs of a currency before its amount.
const SIGNS: &[(char, &str)] = &[('￥', "CNY"), ('¥', "CNY"), ('$', "USD"), ('€', "EUR"), ('£', "GBP")];

fn quantity(line: &Line, mut n: Number) -> Option<Found> {
    let scales = (n.start..n.end).all(|k| matches!(line.get(k), '百' | '千' | '万' | '亿'));
    // 上百条, 好几年: the word before makes one numeral with what it counts.
    let raised = scales && line.before(n.start) == '上' || line.get(n.start) == '几' && line.before(n.start) == '好';
    if raised {
        n.start -= 1;
        n.open = true;
    }
    let before = line.before(n.start);
    // 最后一公里 is a figure of speech.
    if before == '第' || before == '初' || line.ends(n.start, "最后") && matches!(line.get(n.end), '公' | '米') {
        return None;
    }
    // 这一个 points; 这两场 counts too.
    let counts =
        matches!(before, '这' | '那') && n.value >= 2.0 && n.end == n.start + 1 && !matches!(line.get(n.end), '年' | '天');
    if n.script != Script::Arabic && ORDINAL.contains(&before) && !counts {
        return None;
    }
    // 进一步, 一一, 十一月 and a scale by itself (万家, 千户) count nothing.
    if n.script == Script::Digits && n.end - n.start > 2 {
        return None;
    }
    let scale_alone =
        n.script == Script::Chinese && !n.open && (n.start..n.end).all(|k| matches!(line.get(k), '百' | '千' | '万' | '亿'));
    if IDIOMS.iter().any(|w| line.starts(n.start, w)) {
        return None;
    }
    let (unit, len) = MEASURE_WORDS.at(line, n.end).or_else(|| symbol(line, n))?;
    // 几代 of 几代人
    let len = if unit == "代人" { 1 } else { len };
    let end = n.end + len;
    let counted =
        n.end > n.start + 1 && matches!(unit, "人" | "吨" | "亩" | "米" | "公里" | "人次") || matches!(unit, "吨" | "名");
    if is_no_amount(line, &n, unit, end) {
        return None;
    }
    if scale_alone && !counted && !ABOUT.contains(before) {
        return None;
    }
    if n.value < 1.0
        && line.get(n.start) == '半'
        && !matches!(unit, "个月" | "小时" | "个小时" | "个钟头" | "天" | "年" | "年多" | "个多小时" | "个多月")
    {
        return None;
    }
    // 10万吨级 is a class.
    if line.get(end) == '级' && !matches!(unit, "个" | "名") {
        return None;
    }
    // A measure that is doubled tells of each one.
    if len == 1 && line.get(end) == line.get(n.end) && n.end == n.start + 1 && n.script != Script::Arabic {
        return None;
    }
    // 八旬 is an age; 上旬 and 三旬 are others.
    if unit == "旬" && !(6.0..10.0).contains(&n.value) {
        return None;
    }
    let weak = WEAK.contains(&unit);
    let short = n.script != Script::Arabic && n.end == n.start + 1 && !n.open;
    let blows = line.last_of(n.start, WINDS.0).is_some() || line.first_of(end, WINDS.1).is_some();
    if unit == "级" && n.value.fract() == 0.0 && !blows {
        return None;
    }
    if weak && short {
        // 走到了一起 counts nothing.
        let together = unit == "起" && line.last_of(n.start, &["到了", "在了"]).is_some();
        let behind = !together
            && WEAK_BEHIND
                .iter()
                .any(|(w, chars)| *w == unit && (chars.contains(before) || before == '\0' && chars.contains('，')))
            && !NOT_WEAK.iter().any(|(w, next)| *w == unit && line.first_of(end, next).is_some());
        let followed = behind
            || WEAK_FOLLOWED.iter().find(|(w, _)| *w == unit).is_some_and(|(_, next)| next.iter().any(|w| line.starts(end, w)));
        if !followed {
            return None;
        }
    }
    if unit == "年" && short && NOT_A_YEAR.iter().any(|w| line.starts(end, w)) && !line.starts(end, "期满") {
        return None;
    }
    // 一批又一批, 每周一次
    let again =
        line.starts(end, "又一") && line.starts(end + 2, unit) || before == '又' && n.start > len && line.ends(n.start - 1, unit);
    let each = unit == "次" && line.get(n.start) == '一' && matches!(before, '周' | '月' | '年' | '天');
    if breaks_word(line, unit, end) || again || each {
        return None;
    }
    let end = if unit.ends_with(['年', '月', '时']) && matches!(line.get(end), '多') { end + 1 } else { end };
    // 2年6个月 is one length.
    let rest = second_unit(line, &n, unit, end);
    let end = rest.unwrap_or(end);
    // 4×100米 is a relay.
    if line.before(n.start) == '×' && line.before(n.start - 1).is_ascii_digit() {
        n.start -= 1;
        while line.before(n.start).is_ascii_digit() {
            n.start -= 1;
        }
        n.vague = true;
    }
    // 一吨半
    let half = line.get(end) == '半'
        && matches!(unit, "吨" | "米" | "斤" | "公斤" | "公里" | "里" | "亩" | "天")
        && !is_han(line.get(end + 1));
    let end = end + usize::from(half);
    let mut found = Found::new(n.start, end, Kind::Quantity, if weak { score::DOUBTFUL } else { score::SURE }, "quantity");
    let (unit, more) = PLAIN_UNITS.iter().find(|(w, ..)| *w == unit).map_or((unit, 0.0), |(_, plain, more)| (*plain, *more));
    let more = more + if half { 0.5 } else { 0.0 };
    // Of two units together there is no one number.
    found.value =
        told(n, n.value + more).filter(|_| rest.is_none()).map(|number| Value::Quantity { number, unit: unit.to_owned() });
    Some(found)
}

/// Where the second of two units ends that are one length with the first, which ends at `end`: 2年6个月, 2小时53分.
fn second_unit(line: &Line, n: &Number, unit: &str, end: usize) -> Option<usize> {
    let parts: &[&str] = match unit {
        "年" => &["个月"],
        "小时" => &["分钟", "分"],
        _ => return None,
    };
    let next = number::read(line, end).filter(|m| !m.open && m.script == n.script)?;
    line.first_of(next.end, parts).map(|(_, len)| next.end + len)
}

/// Whether a number and a measure count nothing by what they are together: a rate, an order, members, a family.
fn is_no_amount(line: &Line, n: &Number, unit: &str, end: usize) -> bool {
    let before = line.before(n.start);
    let first = line.get(n.start);
    let single = n.script == Script::Chinese && n.end == n.start + 1;
    let rate = unit == "人口" && (n.value < 100.0 || before == '每');
    let second = single && first == '二' && !COUNTED_BY_TWO.contains(&unit);
    // 15方, 27国 are members, 十四届 a session; 办了四届, 前三届 are counted.
    let members = matches!(unit, "方" | "站") && first != '一' || unit == "国" || unit == "省" && line.get(end) == '份';
    let session = unit == "届" && first != '两' && !"现办了前过续任经近这".contains(before) && (first != '一' || is_han(before));
    // 李明一家有四口
    let family = unit == "家"
        && single
        && first == '一'
        && line.get(end) == '有'
        && line.get(end + 1) != '限'
        && is_han(before)
        && !"是的为了到在成建开办".contains(before);
    rate || second || members || session || family
}

/// Latin units and signs.
const SYMBOLS: &[&str] = &[
    "km²", "km2", "m²", "m³", "km", "kg", "cm", "mm", "kW", "MW", "GW", "mg", "ml", "℃", "°C", "GB", "TB", "MB", "Mbps", "Gbps",
    "nm", "㎡", "m", "g", "t", "V", "W", "A",
];

fn symbol(line: &Line, n: Number) -> Option<(&'static str, usize)> {
    let (unit, len) = line.first_of(n.end, SYMBOLS)?;
    (n.script == Script::Arabic && !line.get(n.end + len).is_ascii_alphanumeric()).then_some((unit, len))
}

/// Whether the unit is in truth the beginning of a longer word: 5个人 is fine, 两面派, 三部曲, 一天津.
fn breaks_word(line: &Line, unit: &str, end: usize) -> bool {
    let next = line.get(end);
    match unit {
        "天" => matches!(next, '津' | '然' | '空' | '气' | '下'),
        "人" => matches!(next, '民' | '大' | '均' | '类' | '员'),
        "市" => matches!(next, '场'),
        "国" => matches!(next, '家' | '际'),
        "部" => matches!(next, '门' | '分' | '长' | '队'),
        "家" => matches!(next, '庭' | '乡' | '长' | '人' | '亲' | '子' | '独' | '之' | '老' | '三' | '四' | '几' | '都' | '也'),
        "位" => matches!(next, '于' | '置'),
        "名" => matches!(next, '义' | '列'),
        "条" => matches!(next, '例' | '件'),
        "场" => matches!(next, '地' | '所' | '馆'),
        "个" => matches!(next, '人' | '体' | '性') && matches!(line.get(end + 1), '所' | '商' | '工'),
        "面" => matches!(next, '积' | '临' | '向' | '对'),
        "层" => matches!(next, '级' | '次'),
        "段" => matches!(next, '落'),
        "校" => matches!(next, '园'),
        "车" => matches!(next, '间' | '辆'),
        "处" => matches!(next, '理' | '罚' | '长' | '级'),
        "分" => matches!(next, '别' | '为' | '之' | '类' | '管' | '公' | '局' | '钟'),
        "起" => matches!(next, '来' | '到' | '草' | '步'),
        "对" => matches!(next, '外' | '口'),
        "节" => matches!(next, '约' | '能' | '日'),
        "任" => matches!(next, '务' | '命'),
        "口" => matches!(next, '岸'),
        "头" => matches!(next, '部'),
        "项" => matches!(next, '目') && !matches!(line.get(end + 1), '\0'),
        "单" | "席" => matches!(next, '位'),
        "组" => matches!(next, '织' | '长'),
        "支" => matches!(next, '持' | '部'),
        "批" => matches!(next, '准' | '评'),
        "环" => matches!(next, '境' | '保'),
        "道" => matches!(next, '路'),
        "群" => matches!(next, '众' | '体'),
        "根" => matches!(next, '本' | '据' | '源' | '治' | '基' | '除'),
        "堆" => matches!(next, '放' | '积' | '满' | '砌'),
        "具" => matches!(next, '有' | '体' | '备'),
        "方" => matches!(next, '面' | '式' | '法' | '案' | '向' | '针' | '便'),
        "站" => matches!(next, '式' | '在' | '点'),
        "身" => matches!(next, '份' | '体' | '边' | '上'),
        "届" => matches!(next, '时'),
        "瓢" => matches!(next, '泼'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(text: &str) -> Vec<String> {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &[], &mut out);
        out.iter().map(|f| format!("{}/{:?}", line.string(f.start, f.end), f.kind)).collect()
    }

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(amounts(text), expect, "{text}");
    }

    #[test]
    fn money() {
        check("产值40亿元，每亩800元", &["40亿元/Money", "800元/Money"]);
        check("贷款3000万美元、人民币185万元", &["3000万美元/Money", "人民币185万元/Money"]);
        check("三块五毛，5元3角，￥300，1万瑞士法郎", &["5元3角/Money", "￥300/Money", "1万瑞士法郎/Money"]);
        check("二元结构，百亿元级产业，单位：万元", &[]);
    }

    #[test]
    fn shares() {
        check(
            "增长12.22%，三分之一、3个百分点、5成，一半",
            &["12.22%/Percent", "三分之一/Percent", "3个百分点/Percent", "5成/Percent", "一半/Percent"],
        );
        check("七成五，三成半，三成熟", &["七成五/Percent", "三成半/Percent"]);
        check("1/3的床位，12/25，1/2/2020", &["1/3/Percent"]);
        check("15%至20%，百分之十五，增长10倍", &["15%/Percent", "20%/Percent", "百分之十五/Percent", "10倍/Percent"]);
    }

    #[test]
    fn quantities() {
        check(
            "20万吨、95名、96家、1200亩、5公里",
            &["20万吨/Quantity", "95名/Quantity", "96家/Quantity", "1200亩/Quantity", "5公里/Quantity"],
        );
        check("一批项目，一户不漏，近200人，3天", &["一批/Quantity", "一户/Quantity", "200人/Quantity", "3天/Quantity"]);
        check(
            "近千名乘客，一场比赛，一抹霞光，音量60分贝",
            &["千名/Quantity", "一场/Quantity", "一抹/Quantity", "60分贝/Quantity"],
        );
        check("年过八旬，这两场比赛", &["八旬/Quantity", "两场/Quantity"]);
        check("上旬，三旬，这一场，三年行动计划，五年级，一年一度，10万吨级码头，一层层", &[]);
        check(
            "70—90平方米，3—5人，2年6个月，上百条线路，一家武馆",
            &["70—90平方米/Quantity", "3—5人/Quantity", "2年6个月/Quantity", "上百条/Quantity", "一家/Quantity"],
        );
        check("一批又一批，每周一次，一家人，新一轮", &[]);
        check("二套房，走到了一起，百万群众，吴禾一家有四口，每10万人口中", &[]);
        check("一起长大，一道前往，一派胡言，一门心思，14级台阶，成长的一道路", &[]);
        check("第十九次会议，五类水质，每一户，这一个，一辆辆，进一步，14城市", &[]);
    }

    #[test]
    fn compound_and_rare_units() {
        check(
            "1.5亿亩次、577列次、10亿台套、1.5亿人口、600多平米",
            &["1.5亿亩次/Quantity", "577列次/Quantity", "10亿台套/Quantity", "1.5亿人口/Quantity", "600多平米/Quantity"],
        );
        check(
            "41具遗体，3800多种种子，百名学者，风力14级，10级以上大风，仅用两日",
            &["41具/Quantity", "3800多种/Quantity", "百名/Quantity", "14级/Quantity", "10级/Quantity", "两日/Quantity"],
        );
        check("办了四届，前三届，一届盛会，十四届常委会", &["四届/Quantity", "三届/Quantity", "一届/Quantity"]);
        check("有期徒刑二年，二个月", &["二年/Quantity", "二个月/Quantity"]);
        check("连续三届，两届", &["三届/Quantity", "两届/Quantity"]);
        check("14×100米接力，2小时53分，几代人", &["14×100米/Quantity", "2小时53分/Quantity", "几代/Quantity"]);
    }

    #[test]
    fn measures_that_are_other_words_too() {
        check(
            "筑起了一道沙障，的一道重要关口，发生了一起水案，换来了一堆枯枝，是一门谋生的手艺",
            &["一道/Quantity", "一道/Quantity", "一起/Quantity", "一堆/Quantity", "一门/Quantity"],
        );
        check("车间里，一派忙碌景象，一根针，最后的一站。", &["一派/Quantity", "一根/Quantity", "一站/Quantity"]);
    }

    /// A number that says none is left out, and a measure comes to its unit.
    #[test]
    fn numbers_and_units() {
        let values = |text: &str| {
            let mut out = Vec::new();
            find(&Line::new(text), &[], &mut out);
            let said = |f: &Found| match &f.value {
                Some(Value::Quantity { number, unit }) => format!("{number}{unit}"),
                Some(Value::Money { amount, .. }) => format!("{amount}"),
                _ => "-".to_owned(),
            };
            out.iter().map(said).collect::<Vec<_>>()
        };
        assert_eq!(values("5个多月，一大批，1个半月，三年半，两吨半"), ["5个月", "1批", "1.5个月", "3.5年", "2.5吨"]);
        assert_eq!(values("六七年，七八个，五六百名，几天，数千人，3—5年，2年6个月，几百万元"), ["-"; 8]);
        assert_eq!(values("3000多万元，百余名"), ["30000000", "100名"]);
    }

    #[test]
    fn values() {
        let line = Line::new("1.28亿元");
        let mut out = Vec::new();
        find(&line, &[], &mut out);
        assert_eq!(out[0].value, Some(Value::Money { amount: 1.28e8, currency: "CNY" }));
        for unit in ["元", "%", "人", "分之一"] {
            let line = Line::new(&("9".repeat(400) + unit));
            let mut out = Vec::new();
            find(&line, &[], &mut out);
            assert!(out.iter().all(|f| f.value.as_ref().is_none_or(|v| *v == Value::Percent { number: 0.0 })), "{unit}");
            assert_eq!(out.len(), 1, "{unit}");
        }
    }
}
