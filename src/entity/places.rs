//! PLACE by gazetteer and by the endings of place names.

use super::Kind;
use super::line::{Found, Line};
use super::names;
use super::score;
use super::words::Words;
use crate::clean::is_han;
use crate::lexicon::places::{Class, places};
use std::sync::LazyLock;

/// Endings of places that the gazetteer need not know; longer before shorter, with the least characters before them.
const ENDINGS: &[(&str, usize)] = &[
    ("经济技术开发区", 2),
    ("高新技术产业园", 2),
    ("高新技术开发区", 2),
    ("现代农业产业园", 2),
    ("自然保护区", 2),
    ("示范产业园", 2),
    ("国家森林公园", 1),
    ("湿地公园", 2),
    ("森林公园", 2),
    ("工业园区", 2),
    ("产业园区", 2),
    ("高铁站", 2),
    ("火车站", 2),
    ("汽车站", 2),
    ("风景区", 2),
    ("开发区", 2),
    ("工业园", 2),
    ("产业园", 2),
    ("科技园", 2),
    ("保税区", 2),
    ("自贸区", 2),
    ("新区", 2),
    ("景区", 2),
    ("灌区", 2),
    ("库区", 2),
    ("社区", 2),
    ("小区", 2),
    ("泵站", 2),
    ("水库", 2),
    ("大桥", 2),
    ("隧道", 2),
    ("广场", 2),
    ("公园", 2),
    ("机场", 2),
    ("码头", 2),
    ("国道", 1),
    ("高速", 2),
    ("流域", 2),
    ("半岛", 2),
    ("群岛", 2),
    ("海峡", 2),
    ("盆地", 2),
    ("平原", 2),
    ("高原", 2),
    ("沙漠", 2),
    ("草原", 2),
    ("大道", 2),
    ("村", 2),
    ("镇", 2),
    ("乡", 2),
    ("湖", 1),
    ("河", 1),
    ("江", 1),
    ("山", 1),
    ("港", 2),
    ("路", 2),
    ("街", 2),
    ("岛", 1),
];

static ENDING_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(&ENDINGS.iter().map(|(w, _)| *w).collect::<Vec<_>>()));

/// Words that end like places and name none.
const NOT_PLACES: &[&str] = &[
    "农村", "乡村", "城镇", "乡镇", "城乡", "进村", "驻村", "全镇", "全乡", "全村", "各镇", "各村", "各乡", "我镇", "我村",
    "该村", "该镇", "本村", "小镇", "古镇", "村镇", "家乡", "下乡", "返乡", "故乡", "老乡", "入乡", "江河", "河湖", "山河",
    "道路", "公路", "铁路", "线路", "思路", "出路", "之路", "网路", "电路", "一路", "上路", "销路", "大街", "街道", "中心村",
    "示范村", "贫困村", "行政村", "自然村", "美丽乡村", "文明村", "重点村", "特色小镇", "重点镇", "登山", "爬山", "上山", "下山",
    "火山", "香港", "海港", "空港", "沿江", "沿河", "沿湖", "跨江", "过江", "大江", "大河", "大湖", "江山", "岛", "海岛", "高山",
    "矿山", "荒山", "青山", "名山", "河长", "湖长", "带路", "开路", "让路", "修路", "铺路", "套路", "门路", "后路", "半路",
    "丝路", "马路", "沿路", "一带一路", "江湖", "生态乡村", "数字乡村", "宜居乡村", "和美乡村", "智慧社区", "城市社区", "全社区",
    "各社区",
];

static NOT_PLACE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(NOT_PLACES));

/// What may not stand inside a name: words that part phrases.
const STOPS: &[&str] = &[
    "的", "了", "在", "和", "与", "及", "对", "向", "将", "把", "被", "由", "于", "是", "为", "从", "到", "往", "以", "等", "至",
    "并", "或", "而", "给", "让", "使", "其", "该", "此", "这", "那", "各", "全", "也", "就", "都", "还", "又", "个", "名", "位",
    "家", "条", "座", "但", "两", "去", "来", "进", "入", "沿", "跨", "抓", "做", "用", "经", "过", "着", "我", "他", "她", "们",
    "你", "说", "会", "本", "每", "某", "据", "近", "暨",
];

static STOP_CHARS: LazyLock<Words> = LazyLock::new(|| Words::starting(STOPS));

/// Verbs that a place follows; longer before shorter.
const VERBS: &[&str] = &[
    "召开", "围绕", "攻坚", "推进", "深入", "走进", "建设", "治理", "打造", "支持", "参观", "考察", "调研", "整治", "保护",
    "穿过", "途经", "位于", "地处", "前往", "抵达", "返回", "离开",
];

static VERB_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(VERBS));

/// Whether a verb that a place follows, or a word of ways and courses, ends at `at`.
pub(super) fn behind_verb(line: &Line, at: usize) -> bool {
    VERB_WORDS.before(line, at).is_some() || ["沿线", "建立", "创建"].iter().any(|w| line.ends(at, w))
}

/// Whether a character may stand inside a name.
pub(super) fn fits_name(c: char) -> bool {
    is_han(c) && !STOP_CHARS.has(c)
}

/// Finds places.
pub(super) fn find(line: &Line, out: &mut Vec<Found>) {
    let first = out.len();
    gazetteer(line, out);
    let known: Vec<Found> = out[first..].to_vec();
    endings(line, &known, out);
    // A longer name swallows those inside it.
    let mut all = out.split_off(first);
    all.dedup_by(|a, b| (a.start, a.end) == (b.start, b.end));
    let mut kept = std::mem::take(out);
    kept.extend(
        all.iter()
            .enumerate()
            .filter(|(at, f)| !all.iter().skip(at.saturating_sub(8)).take(17).any(|g| g.contains(f) && g.len() > f.len()))
            .map(|(_, f)| f.clone()),
    );
    *out = kept;
}

fn gazetteer(line: &Line, out: &mut Vec<Found>) {
    let table = places();
    let mut at = 0;
    while at < line.len() {
        let Some((len, class)) = table.longest(&line.chars[at..]).filter(|_| is_han(line.get(at))) else {
            at += 1;
            continue;
        };
        let end = at + len;
        let short = len == 2;
        // A short form next to its own ending would have been found whole: what follows is another word.
        let cut = short
            && class == Class::County
            && is_han(line.before(at))
            && fits_name(line.before(at))
            && out.last().is_none_or(|f| f.end != at)
            && !is_level(line.before(at));
        // 城镇化 holds no town.
        let cut = cut || is_turned(line, end);
        if !cut {
            out.push({
                let division = matches!(class, Class::Province | Class::City | Class::County);
                Found::new(
                    at,
                    end,
                    Kind::Place,
                    if short { score::DOUBTFUL } else { score::LISTED },
                    if division { "division" } else { "gazetteer" },
                )
            });
        }
        at = if cut { at + 1 } else { end };
    }
}

/// Whether what ends at `end` as a town or city would is in truth the beginning of 城镇化, 城市化.
pub(super) fn is_turned(line: &Line, end: usize) -> bool {
    is_level(line.before(end)) && line.get(end) == '化' && !matches!(line.get(end + 1), '工' | '学' | '肥' | '石')
}

/// Whether a name of three characters or more ends as no person's does: 某某岛, 某某村.
pub(super) fn ends_as_place(line: &Line, name: &Found) -> bool {
    name.len() >= 3
        && matches!(line.before(name.end), '岛' | '省' | '县' | '镇' | '乡' | '村' | '湖' | '河' | '庄' | '屯' | '巷' | '街')
}

/// Whether the character ends the name of an administrative level.
pub(super) fn is_level(c: char) -> bool {
    matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '镇' | '乡' | '村')
}

fn endings(line: &Line, known: &[Found], out: &mut Vec<Found>) {
    /// The longest name before an ending, in characters.
    const LONGEST: usize = 8;
    let mut floor = 0;
    let mut places = known.iter().peekable();
    for at in 0..line.len() {
        // Names before this one bound it from the left.
        while places.peek().is_some_and(|p| p.end <= at) {
            if let Some(p) = places.next()
                && is_level(line.before(p.end))
            {
                floor = floor.max(p.end);
            }
        }
        if !line.get(at).is_alphanumeric() {
            floor = floor.max(at + 1);
            continue;
        }
        if VERB_WORDS.before(line, at).is_some() {
            floor = floor.max(at);
        }
        let Some((ending, _)) = ENDING_WORDS.at(line, at) else { continue };
        let least = ENDINGS.iter().find(|(e, _)| *e == ending).map_or(2, |(_, least)| *least);
        let end = at + ending.chars().count();
        let mut start = at;
        while start > floor && at - start < LONGEST && fits_name(line.get(start - 1)) {
            start -= 1;
        }
        // A known name right before the ending is its head: 太湖 + 流域, whatever verb stands before.
        if let Some(p) = known.iter().rev().take_while(|p| p.end + LONGEST > at).find(|p| p.end == at && p.start >= start) {
            start = p.start;
        }
        if at - start < least || is_turned(line, end) || NOT_PLACE_WORDS.before(line, end).is_some() {
            continue;
        }
        // A place that stands first is apart (某市 · 某某产业园) where the rest is a name by itself.
        if let Some(p) =
            known.iter().find(|p| p.start == start && p.end + 3 < at && p.rule == "division" && ending.chars().count() > 1)
        {
            start = p.end;
        }
        // One-character endings are weak: they want two or three characters after a clear break.
        let one = ending.chars().count() == 1;
        let clear = known.iter().rev().take_while(|p| p.end + LONGEST > start).any(|p| p.end == start)
            || start == floor
            || start == 0
            || !is_han(line.before(start))
            || matches!(line.before(start), '在' | '到' | '和' | '与' | '来' | '入' | '至' | '于' | '往');
        let inside = known.iter().any(|p| p.start <= start && p.end >= end);
        let known_head = known.iter().any(|p| p.start == start && p.end == at);
        let next = line.get(end);
        let breaks = one
            && (matches!(
                (ending, next),
                ("村", '民' | '庄' | '级' | '居' | '委' | '支' | '干' | '医' | '务' | '集' | '里')
                    | ("镇", '村' | '区' | '长' | '街')
                    | ("乡", '村' | '镇' | '土' | '下' | '亲' | '贤' | '情' | '长')
                    | ("路", '线' | '径' | '段' | '口' | '面' | '网' | '灯' | '费')
                    | ("湖" | "江" | "港" | "岛", _)
                    | ("河", '道' | '长' | '流' | '段' | '湖')
                    | ("山", '区' | '林' | '水' | '体' | '村' | '洪')
                    | ("街", '道' | '头' | '巷' | '区')
            ));
        // A name is not made of everyday words: 参加社区.
        let strange = !(start..at).any(|k| (k + 2..=at).any(|to| names::is_word(line, k, to)));
        let clear = clear && strange && at - start <= 3;
        // A known name and the beginning of another word: 某国山火, 某市街头, 某县村级.
        let turned = matches!((ending, next), ("山", '火') | ("街", '头') | ("村", '级') | ("镇", '定' | '静'));
        // 某市小区 is any in the city.
        let wide = matches!(ending, "小区" | "社区")
            && known.iter().any(|p| p.start == start && p.end == at && p.rule == "division" && !is_level(line.before(p.end)));
        let known_head = known_head && !turned && !wide;
        let fits = if one {
            known_head || (clear && (2..=3).contains(&(at - start)) && !breaks && matches!(ending, "村" | "镇" | "乡"))
        } else {
            clear || known_head
        };
        if fits && !inside {
            out.push(Found::new(start, end, Kind::Place, score::WHOLE, "ending"));
        }
    }
    out.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &mut out);
        assert_eq!(out.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn levels_apart() {
        check("在新沟镇英永村、黄歇口镇余埠村", &["新沟镇", "英永村", "黄歇口镇", "余埠村"]);
        check("湖北省荆州市监利市", &["湖北省", "荆州市", "监利市"]);
    }

    #[test]
    fn endings_extend() {
        check("美丽乡村，各乡镇，农村", &[]);
        check("推进就地城镇化、新型城镇化", &[]);
        check("加拿大山火、武汉小区物业", &["加拿大", "武汉"]);
    }
}
