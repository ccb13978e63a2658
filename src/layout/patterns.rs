//! What a line's wording alone says it may be: folio lines, credits, captions, datelines, openers.
//!
//! Each mark is a feature with a learned weight, not a verdict.

use crate::clean::is_han;
use regex::{RegexSet, RegexSetBuilder};
use std::sync::LazyLock;

/// A set of marks, one bit each, in the order of [`PATTERNS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(pub u32);

/// The marks and their patterns, over the line without white space.
const PATTERNS: [(&str, &str); 24] = [
    (
        "wire_start",
        r"^(本[报報]|新[华華]社|中新社|人民网|据新华社|本社|[\p{Han}]{2,4}(日报|晚报)|[\p{Han}]{2,6}网)[\p{Han}、0-9]{0,18}[讯訊电電]([（(：:，\p{Han}]|$)",
    ),
    ("reporter_paren", r"（(?:本报|见习|特约|实习|全媒体|融媒体)*(?:[记記]者|通[讯訊][员員]|作者|实习生)"),
    ("caption_start", r"^(?:图[为①-⑳0-9一二三四五六七八九十：:]|[▲▼△◀▶◆●■★☆]|上图|下图|左图|右图|题图|[①-⑳]|图片说明|图说|这是)"),
    (
        "caption_end",
        r"(?:摄|摄影|资料图片|制图|供图|影像中国|人民视觉|视觉中国|新华社发|资料照片|图片)(?:）|$|（[\p{Han}]{2,6}）$|[。]$)",
    ),
    ("photo_credit", r"(?:[\p{Han}·]{2}摄(?:影|）|（|$)|新华社发|资料图片)"),
    ("editors", r"(?:责任编辑|责编|美术编辑|美编|版式|校对|编辑|主编|审核|值班|策划|统筹|组版|制图)[:：丨/|]?"),
    (
        "editors_start",
        r"^(?:本版|本期|今日)?(?:责任编辑|责编|美术编辑|美编|版式设计|版式|视觉|校对|编辑|主编|值班|组版|统筹|审读)[:：丨/|]",
    ),
    ("phone", r"(?:电话|热线|传真|邮箱|邮编|E-?mail|信箱|网址|客服|零售|定价|电子邮件|邮发代号|广告部|发行部|投稿|http|www\.|@)"),
    ("number_phone", r"[0-9]{3,4}-[0-9]{6,8}|[0-9]{7,11}"),
    ("cn_number", r"(?:国内统一|连续出版物|统一刊号|CN[0-9]{2}-?[0-9]{2,4}|代号|总第[0-9]+|第[0-9]{3,6}期|新闻出版)"),
    (
        "folio_date",
        r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日|星期[一二三四五六日天]|农历|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月",
    ),
    (
        "folio_only",
        r"^(?:第?[A-Z]?[0-9]{1,3}版?|第[一二三四五六七八九十0-9]{1,3}版|[A-Z][0-9]{2}|[-—·]*[0-9]{1,3}[-—·]*|[0-9]{1,2}[\p{Han}]{2,4}|[\p{Han}]{2,4}[0-9]{1,2})$",
    ),
    ("masthead", r"^[\p{Han}]{2,6}(?:日报|晚报|时报|晨报|周报|早报|商报|都市报|新闻)$"),
    ("advert", r"(?:广告|公益广告|启事|声明|遗失|公告)"),
    ("jump", r"[（(]?(?:下转|上接|转|接|详见|紧接)第?[\p{Han}A-Z0-9]{1,4}版"),
    ("jump_from", r"^[（(]?(?:上接|紧接|接)第?[\p{Han}A-Z0-9]{1,4}版"),
    (
        "opener",
        r"^(?:会议(?:指出|强调|要求|认为|听取|通报|决定|对|还|传达|审议|根据|采取)|(?:就|对于|关于|针对|围绕|在)[\p{Han}]{2,12}，|据(?:了解|悉|介绍|统计)|近年来|今年以来|目前|下一步|同时|此外|截至|记者(?:了解到|从|看到)|活动(?:中|现场)|随后|当天|当日|近日|日前)",
    ),
    ("speech", r"^[“\p{Han}·]{2,12}(?:指出|强调|要求|表示|说|介绍|认为|告诉记者)[，：]"),
    ("dash_end", r"(?:——|⸺|—)$"),
    ("dash_start", r"^(?:——|⸺|—)"),
    ("column_tag", r"（[\p{Han}·“”、0-9]{2,16}）$"),
    (
        "section",
        r"^(?:要闻|综合|国际|体育|经济|社会|文化|教育|科技|评论|副刊|时事|民生|政治|视点|新闻速递|图片新闻|图片报道|简讯|短讯|聚焦|广告|专题|理论|本地|乡镇|天下|健康|生活|特别报道|综合新闻|时政|国内|法治|生态|读者来信)(?:新闻|版|•|·)?$",
    ),
    (
        "report_credit",
        r"^(?:本报|见习|特约|实习|全媒体|融媒体|通讯员|◎|□|■|●|○|文/|图/|文图/)*(?:记者|通讯员|文/|图/|实习生|□|◎|作者|文图|特派)",
    ),
    ("paren_whole", r"^（[^（）]{1,24}）$"),
];

/// What [`is_han`] calls ideographs, for a class of a pattern.
const HAN: &str = r"〇\x{3400}-\x{4DBF}\x{4E00}-\x{9FFF}\x{F900}-\x{FAFF}\x{20000}-\x{323AF}";

/// A pattern in which `\p{Han}`, inside a class, stands for ideographs: the library's own table of them has scripts' marks and radicals too,
/// takes room, and makes an automaton of several times the states.
pub(super) fn pattern(text: &str) -> String {
    text.replace(r"\p{Han}", HAN)
}

/// The patterns of a line's beginning and those that may stand anywhere, each with the numbers of its marks: together they would have
/// many times the states.
static SETS: LazyLock<[(RegexSet, Vec<usize>); 2]> = LazyLock::new(|| {
    [true, false].map(|begins| {
        let marks: Vec<usize> = (0..PATTERNS.len()).filter(|&at| PATTERNS[at].1.starts_with('^') == begins).collect();
        let set = RegexSetBuilder::new(marks.iter().map(|&at| pattern(PATTERNS[at].1))).dfa_size_limit(AUTOMATON).build();
        (set.expect("the patterns are checked by a test"), marks)
    })
});

/// Bytes that the patterns' automaton may take; in fewer it is thrown away and built again and again.
const AUTOMATON: usize = 32 << 20;

/// Lines longer than this, in bytes, are judged by their ends alone; a printed line is far shorter.
const JUDGED: usize = 240;

impl Marks {
    /// The marks of one line.
    #[must_use]
    pub fn of(line: &str) -> Self {
        let text: String = line.chars().filter(|c| !c.is_whitespace()).take(JUDGED / 3).collect();
        let mut bits = 0;
        for (set, marks) in &*SETS {
            for at in &set.matches(&text) {
                bits |= 1 << marks[at];
            }
        }
        Self(bits)
    }

    /// Whether any of the marks in `bits` is set.
    #[must_use]
    pub const fn any(self, bits: u32) -> bool {
        self.0 & bits != 0
    }

    /// The bit of the mark of this name.
    ///
    /// # Panics
    /// When there is no such mark: at build time, since it is used for constants.
    #[must_use]
    pub const fn bit(name: &str) -> u32 {
        let mut at = 0;
        while at < PATTERNS.len() {
            if same(PATTERNS[at].0.as_bytes(), name.as_bytes()) {
                return 1 << at;
            }
            at += 1;
        }
        panic!("no mark of that name")
    }

    /// How many kinds of mark there are.
    #[must_use]
    pub const fn kinds() -> usize {
        PATTERNS.len()
    }
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// What kind of character ends or begins a line.
#[must_use]
pub fn class(c: char) -> u8 {
    match c {
        '\0' => 0,
        '。' | '！' | '？' => 1,
        '”' | '’' | '』' | '」' => 2,
        '；' => 3,
        '：' => 4,
        '，' | '、' => 5,
        '）' | '》' | '】' | '〉' | '］' => 6,
        '（' | '《' | '“' | '‘' | '【' | '「' | '『' | '〈' => 7,
        '—' | '⸺' | '－' | '…' => 8,
        _ if c.is_ascii_digit() => 9,
        _ if c.is_ascii_alphabetic() => 10,
        '▲' | '▼' | '△' | '◆' | '●' | '■' | '★' | '☆' | '□' | '◎' | '○' | '①'..='⑳' => 11,
        _ if is_han(c) => 12,
        _ => 13,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_the_ideographs_of_cleaning() {
        let class = regex::Regex::new(&pattern(r"^[\p{Han}]$")).unwrap();
        for c in '\0'..=char::MAX {
            assert_eq!(class.is_match(c.encode_utf8(&mut [0; 4])), is_han(c), "{c:?}");
        }
    }

    #[test]
    fn patterns_compile_and_find() {
        assert!(Marks::of("本报讯（记者甲乙）近日").any(Marks::bit("wire_start")));
        assert!(Marks::of("本报北京8月1日电（记者甲乙）").any(Marks::bit("wire_start")));
        assert!(Marks::of("责任编辑：甲乙 美术编辑：丙丁").any(Marks::bit("editors_start")));
        assert!(Marks::of("图为甲地乙村。").any(Marks::bit("caption_start")));
        assert!(Marks::of("丙丁摄（新华社发）").any(Marks::bit("photo_credit")));
        assert!(Marks::of("李𬭎说：").any(Marks::bit("speech")));
        assert!(Marks::of("A02").any(Marks::bit("folio_only")));
        assert!(Marks::of("（下转第三版）").any(Marks::bit("jump")));
        assert!(!Marks::of("会议指出，各地各部门要提高认识").any(Marks::bit("wire_start")));
    }
}
