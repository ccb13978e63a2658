//! Every word of the interface in both languages.
//!
//! Invariant: [`Words`] has a field for each fixed phrase, so that neither language can lack one; what holds a name or a
//! number is a function of [`Lang`].

use super::chart::Kind;
use super::source::{Coverage, Owner};
use super::state::{Doing, Fault, Notice, Pane};
use crate::decode;
use crate::edit::{Damage, Differs, Edit, Misfit, PartRole, Unfit};
use crate::entity::gazetteer::{BadLine, LONGEST_NAME, LineFault, TYPES};
use crate::report::{EntityType, Value};
use crate::view;
use crate::worker::Failure;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Zh,
    En,
}

/// The fixed phrases.
pub struct Words {
    pub tagline: &'static str,
    pub skip: &'static str,
    pub other_lang: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub input_heading: &'static str,
    pub input_label: &'static str,
    pub placeholder: &'static str,
    pub analyze: &'static str,
    pub analyze_hint: &'static str,
    pub files: &'static str,
    pub drop_hint: &'static str,
    pub drop_now: &'static str,
    pub sample: &'static str,
    pub date: &'static str,
    pub encoding: &'static str,
    pub encoding_auto: &'static str,
    pub names: &'static str,
    pub names_hint: &'static str,
    pub names_file: &'static str,
    pub as_names: &'static str,
    pub see_names: &'static str,
    pub close_failed: &'static str,
    pub doubtful: &'static str,
    pub stale_settings: &'static str,
    pub stale_report: &'static str,
    pub anew: &'static str,
    pub show_before: &'static str,
    pub reordered: &'static str,
    pub results: &'static str,
    pub original: &'static str,
    pub remember: &'static str,
    pub remember_on: &'static str,
    pub remember_off: &'static str,
    pub kept: &'static str,
    pub forget: &'static str,
    pub charts: &'static str,
    pub nothing_to_draw: &'static str,
    pub save_svg: &'static str,
    pub as_table: &'static str,
    pub panes: &'static str,
    pub beside: &'static str,
    pub find: &'static str,
    pub find_previous: &'static str,
    pub find_next: &'static str,
    pub not_found: &'static str,
    pub place: &'static str,
    pub undated: &'static str,
    pub set_date: &'static str,
    pub privacy: &'static str,
    pub privacy_how: &'static str,
    pub privacy_check: &'static str,
    pub pages: &'static str,
    pub typed: &'static str,
    pub close: &'static str,
    pub waiting: &'static str,
    pub reading: &'static str,
    pub cancel: &'static str,
    pub cancelled: &'static str,
    pub again: &'static str,
    pub failed: &'static str,
    pub download: &'static str,
    pub copy: &'static str,
    pub format: &'static str,
    pub no_copy: &'static str,
    pub copy_article: &'static str,
    pub legend: &'static str,
    pub legend_hint: &'static str,
    pub all_on: &'static str,
    pub all_off: &'static str,
    pub labels: &'static str,
    pub index: &'static str,
    pub filter: &'static str,
    pub no_match: &'static str,
    pub no_entities: &'static str,
    pub more: &'static str,
    pub contents: &'static str,
    pub untitled: &'static str,
    pub no_headline: &'static str,
    pub no_articles: &'static str,
    pub no_articles_hint: &'static str,
    pub furniture: &'static str,
    pub furniture_hint: &'static str,
    pub notes: &'static str,
    pub offices: &'static str,
    pub forms: &'static str,
    pub division: &'static str,
    pub statements: &'static str,
    pub meetings: &'static str,
    pub people: &'static str,
    pub unnamed_meeting: &'static str,
    pub value: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub look_away: &'static str,
    pub encodings_offer: &'static str,
    pub dismiss: &'static str,
    pub dismiss_all: &'static str,
    pub all_statements: &'static str,
    pub read_so: &'static str,
    pub is_read_so: &'static str,
    pub close_anyway: &'static str,
    pub keep_open: &'static str,
    pub save_json: &'static str,
    pub why: &'static str,
    pub why_start: &'static str,
    pub why_headline: &'static str,
    pub problems: &'static str,
    pub review: &'static str,
    pub next_unchecked: &'static str,
    pub next_unchecked_short: &'static str,
    pub unsaved: &'static str,
    pub unfit: &'static str,
    pub unfit_hint: &'static str,
    pub drop: &'static str,
    pub drop_all: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub keys: &'static str,
    pub keys_heading: &'static str,
    pub keys_hint: &'static str,
    pub shortcuts: &'static str,
    pub close_plain: &'static str,
    pub checked: &'static str,
    pub accept: &'static str,
    pub reject: &'static str,
    pub kind: &'static str,
    pub more_amends: &'static str,
    pub bounds: &'static str,
    pub begin_earlier: &'static str,
    pub begin_later: &'static str,
    pub end_earlier: &'static str,
    pub end_later: &'static str,
    pub split_off: &'static str,
    pub merge_into: &'static str,
    pub name: &'static str,
    pub amend_article: &'static str,
    pub amend_headline: &'static str,
    pub merge_next: &'static str,
    pub move_up: &'static str,
    pub move_down: &'static str,
    pub set_aside: &'static str,
    pub headline_to: &'static str,
    pub headline_from: &'static str,
    pub role: &'static str,
    pub split_here: &'static str,
    pub join_next: &'static str,
    pub paragraph_here: &'static str,
    pub chosen: &'static str,
    pub add_as: &'static str,
    pub also_elsewhere: &'static str,
    pub as_title: &'static str,
    pub title_hint: &'static str,
    pub interleaved: &'static str,
    pub span_here: &'static str,
    pub into_article: &'static str,
    pub own_article: &'static str,
    pub empty_heading: &'static str,
    pub empty_1: &'static str,
    pub empty_2: &'static str,
    pub empty_3: &'static str,
}

const ZH: Words = Words {
    tagline: "把报纸版面的文字，剪成一篇篇文章，标出其中的人与事",
    skip: "跳到结果",
    other_lang: "English",
    theme_light: "浅色",
    theme_dark: "深色",
    input_heading: "版面文字",
    input_label: "报纸版面的文字",
    placeholder: "把报纸版面的文字粘贴在这里，断行、空格、错落的标题都不必整理……",
    analyze: "分析",
    analyze_hint: "Ctrl + Enter",
    files: "选择文件…",
    drop_hint: "也可以把文本文件拖到页面上，一次可拖多个；存下的 JSON 报告拖进来，就接着核对",
    drop_now: "松开鼠标，读取这些文件",
    sample: "试用示例",
    date: "见报日期",
    encoding: "文件编码",
    encoding_auto: "自动识别",
    names: "自备名单",
    names_hint: "一行一个名称，空格后写类型，如“李小明 人名”（或 PERSON）；优先于自动识别。以 # 开头的行是注释。名单文件也可以拖到这里。",
    names_file: "选择名单文件",
    as_names: "用作自备名单",
    see_names: "查看名单",
    close_failed: "移除所有读不出来的",
    doubtful: "存疑",
    stale_settings: "见报日期、自备名单或文件编码改过了，下面还是按原先设定得出的结果。",
    stale_report: "这是存下的报告，还是当时的读法，没有用上现在的自备名单和见报日期。要用上，请重新分析原文；更正会重做。",
    anew: "重新分析原文",
    show_before: "看先前那页",
    reordered: "这份文字的几栏或几篇交错在一起，机器尽力按阅读顺序重排，未必都对；引用前请对照原文核对。",
    results: "分析结果",
    original: "原文",
    remember: "记在这台电脑上",
    remember_on: "读入的文字、更正和设定都存在本浏览器里，下次打开本页时还在；不会发往任何地方。现在存着：",
    remember_off: "关着：本页不留存任何内容。",
    kept: "存着的内容",
    forget: "全部清除并关闭",
    charts: "图表",
    nothing_to_draw: "这份文字里没有够画的内容。",
    save_svg: "存为 SVG",
    as_table: "用表格看",
    panes: "各栏",
    beside: "并排显示原文",
    find: "在文章中查找",
    find_previous: "上一个查找结果",
    find_next: "下一个查找结果",
    not_found: "没有找到",
    place: "位置",
    undated: "要知道见报日期才能推算。",
    set_date: "填写见报日期",
    privacy: "文字只在这台电脑上分析，不会离开它；除非您打开下面的开关，也不留存。",
    privacy_how: "怎样核实？",
    privacy_check: "打开浏览器的开发者工具（F12），看“网络”面板：分析时没有任何请求。或者先断开网络，再来分析：一切照常。页面关闭后，什么也不会留下，除非您打开了“记在这台电脑上”。",
    pages: "已读入的版面",
    typed: "输入的文字",
    close: "移除",
    waiting: "等待分析",
    reading: "正在读取文字",
    cancel: "取消",
    cancelled: "已取消。文字还在，可以再来一次。",
    again: "重新分析",
    failed: "这份文字没能读出来，原因见上。",
    download: "下载",
    copy: "复制",
    format: "带走的格式",
    no_copy: "这种格式不是文字，只能下载",
    copy_article: "复制文章",
    legend: "图例",
    legend_hint: "点选类别，显示或隐去标记",
    all_on: "全部显示",
    all_off: "全部隐去",
    labels: "显示类别标签",
    index: "索引",
    filter: "在索引中查找",
    no_match: "没有符合的条目。",
    no_entities: "没有找到人名、地名等。",
    more: "再显示一些",
    contents: "本版导读",
    untitled: "无题：",
    no_headline: "版面上没有这篇文章的标题",
    no_articles: "没有找到文章",
    no_articles_hint: "这份文字里没有成段的内容。请检查粘贴的是不是整个版面的文字。",
    furniture: "版面其他文字",
    furniture_hint: "报头、版次、责任编辑、广告等，不属于任何一篇文章",
    notes: "存疑",
    offices: "职务",
    forms: "又作",
    division: "区划",
    statements: "言论",
    meetings: "会议",
    people: "参会",
    unnamed_meeting: "（未具名的会议）",
    value: "即",
    previous: "上一处",
    next: "下一处",
    look_away: "关闭（Esc）",
    encodings_offer: "换一种编码再读：",
    dismiss: "知道了",
    dismiss_all: "全部知道了",
    all_statements: "全部",
    read_so: "照此更正",
    is_read_so: "已照此更正",
    close_anyway: "不要更正，关闭",
    keep_open: "先不关",
    save_json: "下载 JSON",
    why: "判定依据",
    why_start: "文章从此处开始",
    why_headline: "标题归属",
    problems: "出错提示",
    review: "核对与更正",
    next_unchecked: "到下一处未核对的标记（u）",
    next_unchecked_short: "下一处",
    unsaved: "更正尚未存为 JSON",
    unfit: "对不上的更正",
    unfit_hint: "它们与这次读出的结果对不上，没有做；存为 JSON 时会留着，重新分析时再试。",
    drop: "丢弃",
    drop_all: "全部丢弃",
    undo: "撤销",
    redo: "重做",
    keys: "按键",
    keys_heading: "按键一览",
    keys_hint: "在输入框里打字时，这些按键不起作用。",
    shortcuts: "启用不带 Ctrl 的按键",
    close_plain: "关闭",
    checked: "已核对",
    accept: "无误",
    reject: "去掉",
    kind: "类别",
    more_amends: "更多更正",
    bounds: "标记的首尾",
    begin_earlier: "开头向前一字（[）",
    begin_later: "开头向后一字（{）",
    end_earlier: "结尾向前一字（}）",
    end_later: "结尾向后一字（]）",
    split_off: "拆出这一处",
    merge_into: "合并到……（m）",
    name: "名称",
    amend_article: "更正文章",
    amend_headline: "更正标题",
    merge_next: "与下一篇合并",
    move_up: "上移",
    move_down: "下移",
    set_aside: "整篇归入版面其他文字",
    headline_to: "标题移给……",
    headline_from: "取用别篇的标题……",
    role: "是什么",
    split_here: "由此另起一篇",
    join_next: "与下段相接",
    paragraph_here: "由此另起一段",
    chosen: "选中的文字",
    add_as: "标为",
    also_elsewhere: "别处相同的文字一并标出",
    as_title: "作为标题",
    title_hint: "标题在哪一段，就把那一段改为“主题”；也可以在文章里选中几个字，再点“作为标题”。",
    interleaved: "这篇的文字在原文里与别篇交错，重排未必都对，可能有别篇的行混入；引用前请对照原文核对。",
    span_here: "原来的标记改到这里",
    into_article: "归入文章……",
    own_article: "单独成篇",
    empty_heading: "怎么用",
    empty_1: "粘贴版面文字，或拖入文本文件（UTF-8、GB18030、Big5、UTF-16 都行）。",
    empty_2: "点“分析”：引题、主题、副题归到各自的文章，被拆散的段落接回原样，人名、职务、机构、地名、日期一一标出。",
    empty_3: "核对、更正之后，按需要的格式带走：JSON、Excel、CSV、TEI、网页等，每一处都注明它在原文中的位置。",
};

const EN: Words = Words {
    tagline: "Clips the text of a Chinese newspaper page into its articles, and marks the people and events in them",
    skip: "Skip to the results",
    other_lang: "中文",
    theme_light: "Light",
    theme_dark: "Dark",
    input_heading: "The page's text",
    input_label: "Text of a newspaper page",
    placeholder: "Paste the text of a Chinese newspaper page here. No need to tidy line breaks, spaces or stray headlines…",
    analyze: "Analyse",
    analyze_hint: "Ctrl + Enter",
    files: "Choose files…",
    drop_hint: "or drop text files anywhere on this page, several at once if you like; a saved JSON report goes on where it was left",
    drop_now: "Let go to read these files",
    sample: "Try a sample",
    date: "Printed on",
    encoding: "Encoding",
    encoding_auto: "Detect",
    names: "Your own names",
    names_hint: "A name a line, a space, and its type, such as “李小明 PERSON” (or 人名); they win over what is found. Lines that begin with # are comments. A file with such a list can be dropped here too.",
    names_file: "Choose a list",
    as_names: "Use it as my own names",
    see_names: "See the list",
    close_failed: "Remove all that could not be read",
    doubtful: "In doubt",
    stale_settings: "The day of print, your own names or the encoding have changed; the results below are from before.",
    stale_report: "This is a saved report, read as it was then: your own names and the day of print that are set now are not used. To use them, analyse its text anew; the corrections are made again.",
    anew: "Analyse its text anew",
    show_before: "Show the page before",
    reordered: "Columns or articles of this text run through one another. They were put into reading order as far as the machine could tell, which may be wrong: check against the original before you quote.",
    results: "Results",
    original: "Original text",
    remember: "Remember on this computer",
    remember_on: "Texts, corrections and settings are kept in this browser and are here again when the page is opened; they are sent nowhere. Kept now:",
    remember_off: "Off: this page keeps nothing.",
    kept: "What is kept",
    forget: "Delete all and switch off",
    charts: "Charts",
    nothing_to_draw: "This text has too little to draw.",
    save_svg: "Save as SVG",
    as_table: "As a table",
    panes: "Panes",
    beside: "Original text beside",
    find: "Find in the articles",
    find_previous: "Previous place",
    find_next: "Next place",
    not_found: "Not found",
    place: "Where",
    undated: "Only with the day of print can this be worked out.",
    set_date: "Set the day of print",
    privacy: "The text is analysed on this computer and does not leave it; nor is it kept, unless you switch that on below.",
    privacy_how: "How can I check?",
    privacy_check: "Open your browser's developer tools (F12) and watch the Network panel: an analysis makes no request at all. Or unplug the network first, then analyse: everything works as before. Close the page, and nothing is left behind, unless you have switched on “Remember on this computer”.",
    pages: "Pages read",
    typed: "Typed text",
    close: "Remove",
    waiting: "Waiting its turn",
    reading: "Reading the text",
    cancel: "Cancel",
    cancelled: "Cancelled. The text is still here, to try again.",
    again: "Analyse again",
    failed: "This text could not be read; the reason stands above.",
    download: "Download",
    copy: "Copy",
    format: "Format",
    no_copy: "This format is no text: download it",
    copy_article: "Copy article",
    legend: "Legend",
    legend_hint: "Press a type to show or hide its marks",
    all_on: "Show all",
    all_off: "Hide all",
    labels: "Show type labels",
    index: "Index",
    filter: "Find in the index",
    no_match: "No entry matches.",
    no_entities: "No names were found.",
    more: "Show more",
    contents: "On this page",
    untitled: "Untitled: ",
    no_headline: "The page has no headline for this article",
    no_articles: "No articles were found",
    no_articles_hint: "This text has no paragraphs. Check that it is the text of a whole newspaper page.",
    furniture: "Other text on the page",
    furniture_hint: "Masthead, folio, editors, advertisements: part of no article",
    notes: "In doubt",
    offices: "Titles",
    forms: "Also",
    division: "Division",
    statements: "Said",
    meetings: "Meetings",
    people: "Present",
    unnamed_meeting: "(a meeting without a name)",
    value: "That is",
    previous: "Previous mention",
    next: "Next mention",
    look_away: "Close (Esc)",
    encodings_offer: "Read it again as:",
    dismiss: "Dismiss",
    dismiss_all: "Dismiss all",
    all_statements: "All of them",
    read_so: "Read it so",
    is_read_so: "It is read so now",
    close_anyway: "Close without them",
    keep_open: "Keep it open",
    save_json: "Download JSON",
    why: "Why",
    why_start: "Begins here",
    why_headline: "Headline",
    problems: "Problems",
    review: "Review",
    next_unchecked: "To the next mention that nobody has checked (u)",
    next_unchecked_short: "Next",
    unsaved: "not saved as JSON yet",
    unfit: "Corrections that do not fit",
    unfit_hint: "They do not fit what was read this time and are not made. JSON keeps them, and the next analysis tries them again.",
    drop: "Drop",
    drop_all: "Drop all",
    undo: "Undo",
    redo: "Redo",
    keys: "Keys",
    keys_heading: "Keys",
    keys_hint: "While you type in a field, these keys do nothing.",
    shortcuts: "Keys without Ctrl are on",
    close_plain: "Close",
    checked: "Checked",
    accept: "Right",
    reject: "Remove",
    kind: "Type",
    more_amends: "More corrections",
    bounds: "Where it begins and ends",
    begin_earlier: "Begin one character earlier ([)",
    begin_later: "Begin one character later ({)",
    end_earlier: "End one character earlier (})",
    end_later: "End one character later (])",
    split_off: "Split this one off",
    merge_into: "Merge into… (m)",
    name: "Name",
    amend_article: "Correct article",
    amend_headline: "Correct headline",
    merge_next: "Merge with the next",
    move_up: "Move up",
    move_down: "Move down",
    set_aside: "Set aside, as no article",
    headline_to: "Headline belongs to…",
    headline_from: "Take the headline of…",
    role: "What it is",
    split_here: "New article from here",
    join_next: "Join with the next",
    paragraph_here: "New paragraph from here",
    chosen: "Selected text",
    add_as: "Mark as",
    also_elsewhere: "The same words elsewhere too",
    as_title: "Make it the headline",
    title_hint: "Set the paragraph that is the headline to “Title”; or select its words in the article and press “Make it the headline”.",
    interleaved: "In the original this article's lines run through another's. Some may be in the wrong order or belong to the other: check before you quote.",
    span_here: "The mention stands here",
    into_article: "Put into an article…",
    own_article: "An article of its own",
    empty_heading: "How it works",
    empty_1: "Paste a page's text, or drop text files (UTF-8, GB18030, Big5 or UTF-16).",
    empty_2: "Press Analyse: kickers, titles and subtitles go to their articles, broken paragraphs are joined, and persons, titles, organisations, places and dates are marked.",
    empty_3: "Check it, put right what is wrong, and take it away as JSON, Excel, CSV, TEI, a web page or more, with the place of every item in the text.",
};

impl Lang {
    /// The language that suits a browser's.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        if tag.is_empty() || tag.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The language tag for the document.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-Hans",
            Self::En => "en",
        }
    }

    /// The fixed phrases.
    #[must_use]
    pub fn words(self) -> &'static Words {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    pub(super) fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// A type of entity.
    #[must_use]
    pub fn kind(self, kind: EntityType) -> &'static str {
        let (zh, en) = kind.names();
        self.pick(zh, en)
    }

    /// What a part of the page is.
    #[must_use]
    pub fn part_role(self, role: PartRole) -> &'static str {
        let (zh, en) = match role {
            PartRole::Kicker => ("引题", "Kicker"),
            PartRole::Title => ("主题", "Title"),
            PartRole::Subtitle => ("副题", "Subtitle"),
            PartRole::Paragraph => ("正文", "Paragraph"),
            PartRole::Caption => ("图片说明", "Caption"),
            PartRole::Furniture => ("不属文章", "No part of it"),
        };
        self.pick(zh, en)
    }

    /// How long a text is that is kept, and how much of it was put right.
    #[must_use]
    pub fn kept(self, length: u32, corrections: usize) -> String {
        let length = self.typed(length);
        if corrections == 0 { length } else { format!("{length} · {}", self.corrections(corrections)) }
    }

    /// A chart's name, and what it shows.
    #[must_use]
    pub fn chart(self, kind: Kind) -> (&'static str, &'static str) {
        let (zh, en) = match kind {
            Kind::Network => (
                ("人物关系", "出现在同一篇文章里的人相连，线越粗，同篇越多；圆越大，出现越多"),
                (
                    "Who appears together",
                    "Persons of one article are tied; a thicker line means more articles, a larger dot more mentions",
                ),
            ),
            Kind::Matrix => (
                ("各篇出现次数", "出现最多的人、机构、地方在各篇文章里的次数；列是文章序号"),
                (
                    "Who appears where",
                    "The persons, bodies and places named most, and how often in which article; columns are articles",
                ),
            ),
            Kind::Dates => (
                ("日期", "文中的日期按先后排列，间隔相等；圆越大，出现越多"),
                ("Dates", "The dates named, in their order and at even steps; a larger dot means more mentions"),
            ),
        };
        self.pick(zh, en)
    }

    /// The header of a chart's table.
    #[must_use]
    pub fn chart_head(self, kind: Kind) -> Vec<String> {
        let (zh, en): (&[&str], &[&str]) = match kind {
            Kind::Network => (&["人名", "人名", "同篇"], &["Person", "Person", "Articles together"]),
            Kind::Matrix => (&["名称", "类别", "次数", "文章"], &["Name", "Type", "Mentions", "Articles"]),
            Kind::Dates => (&["原文", "日期", "次数"], &["As printed", "Day", "Mentions"]),
        };
        self.pick(zh, en).iter().map(|&head| head.to_owned()).collect()
    }

    /// So many mentions in an article.
    #[must_use]
    pub fn in_article(self, article: u32, count: usize) -> String {
        self.pick(format!("第 {article} 篇 {count} 次"), format!("{count} in article {article}"))
    }

    /// A pane's name.
    #[must_use]
    pub fn pane(self, pane: Pane) -> &'static str {
        let (zh, en) = match pane {
            Pane::Source => ("原文", "Original"),
            Pane::Articles => ("文章", "Articles"),
            Pane::Inspector => ("索引", "Index"),
        };
        self.pick(zh, en)
    }

    /// What a stretch of the original text was read as.
    #[must_use]
    pub fn owner(self, owner: &Owner) -> String {
        let role = self.part_role(owner.role);
        match owner.article {
            Some((at, _)) => {
                let article = self.article(at as usize + 1);
                self.pick(format!("{article}·{role}："), format!("{article}, {role}: "))
            }
            None => self.pick("版面其他文字：".to_owned(), "Other text on the page: ".to_owned()),
        }
    }

    /// Where the characters of a text went.
    #[must_use]
    pub fn coverage(self, coverage: &Coverage) -> String {
        let Coverage { headline, body, captions, furniture, unplaced, .. } = *coverage;
        let [all, headline, body, captions, furniture, out] =
            [coverage.all(), headline, body, captions, furniture, unplaced].map(counted);
        match (self, unplaced) {
            (Self::Zh, 0) => {
                format!("{all} 字全部有归属：标题 {headline}，正文 {body}，图片说明 {captions}，其他 {furniture}")
            }
            (Self::Zh, _) => {
                format!("{all} 字中有 {out} 字没有归属：标题 {headline}，正文 {body}，图片说明 {captions}，其他 {furniture}")
            }
            (Self::En, 0) => format!(
                "All {all} characters have a place: headlines {headline}, body {body}, captions {captions}, other {furniture}"
            ),
            (Self::En, _) => format!(
                "{out} of {all} characters have no place: headlines {headline}, body {body}, captions {captions}, other {furniture}"
            ),
        }
    }

    /// How many places were found; `more` where only so many are counted.
    #[must_use]
    pub fn places(self, number: usize, more: bool) -> String {
        let n = counted(number);
        let plus = if more { "+" } else { "" };
        self.pick(format!("{n}{plus} 处"), format!("{n}{plus} place{}", if number == 1 { "" } else { "s" }))
    }

    /// How many mentions nobody has looked at.
    #[must_use]
    pub fn unchecked(self, number: usize) -> String {
        let n = counted(number);
        match number {
            0 => self.pick("标记全部核对过了".to_owned(), "All mentions checked".to_owned()),
            1 => self.pick("还有 1 处标记未核对".to_owned(), "1 mention unchecked".to_owned()),
            _ => self.pick(format!("还有 {n} 处标记未核对"), format!("{n} mentions unchecked")),
        }
    }

    /// How many corrections were made.
    #[must_use]
    pub fn corrections(self, number: usize) -> String {
        let n = counted(number);
        self.pick(format!("更正 {n} 次"), format!("{n} correction{}", if number == 1 { "" } else { "s" }))
    }

    /// All mentions of an entity.
    #[must_use]
    pub fn everywhere(self, number: usize) -> String {
        let n = counted(number);
        self.pick(format!("每一处（共 {n} 处）"), format!("All {n} mentions"))
    }

    /// A correction: where it was made and what it was.
    #[must_use]
    pub fn edit(self, edit: &Edit, at: u32) -> String {
        let (nth, what) = (counted(at.saturating_add(1) as usize), self.edit_name(edit));
        self.pick(format!("原文第 {nth} 字：{what}"), format!("Character {nth} of the original: {what}"))
    }

    /// To split a mention off its entity, or all of the same words.
    #[must_use]
    pub fn split_off(self, everywhere: bool) -> &'static str {
        if everywhere {
            self.pick("拆出相同文字的各处", "Split off all with these words")
        } else {
            self.words().split_off
        }
    }

    /// What a correction was, and the words that it was made to, where they are known.
    fn edit_at(self, edit: &Edit, words: &str) -> String {
        let what = self.edit_name(edit);
        if words.is_empty() { what } else { format!("{what}{}{}", self.pick("——", " — "), shortened(words)) }
    }

    /// What a correction was.
    fn edit_name(self, edit: &Edit) -> String {
        let words = self.words();
        match edit {
            Edit::MergeArticles { .. } => words.merge_next.to_owned(),
            Edit::SplitArticle { .. } => words.split_here.to_owned(),
            Edit::MoveHeadline { .. } => self.pick("标题移给别的文章", "Headline given to another article").to_owned(),
            Edit::MoveArticle { .. } => self.pick("整篇移动", "Article moved").to_owned(),
            Edit::SetAside { .. } => words.set_aside.to_owned(),
            Edit::SetRole { role, .. } => {
                self.pick(format!("改为{}", self.part_role(*role)), format!("Set to: {}", self.part_role(*role)))
            }
            Edit::MakeHeadline { .. } => words.as_title.to_owned(),
            Edit::JoinParagraphs { .. } => words.join_next.to_owned(),
            Edit::SplitParagraph { .. } => words.paragraph_here.to_owned(),
            Edit::Accept { .. } => words.accept.to_owned(),
            Edit::Reject { .. } => words.reject.to_owned(),
            Edit::SetType { kind, .. } => {
                self.pick(format!("类别改为{}", self.kind(*kind)), format!("Type set to: {}", self.kind(*kind)))
            }
            Edit::SetSpan { .. } => words.bounds.to_owned(),
            Edit::Add { kind, .. } => format!("{}{}{}", words.add_as, self.pick("", " "), self.kind(*kind)),
            Edit::MergeEntities { .. } => self.pick("与别的条目合并", "Merged with another entity").to_owned(),
            Edit::SplitEntity { everywhere, .. } => self.split_off(*everywhere).to_owned(),
            Edit::Rename { name, .. } => self.pick(format!("名称改为“{name}”"), format!("Renamed to “{name}”")),
        }
    }

    /// Why a correction does not fit. Where it was made, its reader sees or the list of such corrections tells.
    fn misfit(self, misfit: &Misfit) -> &'static str {
        let (zh, en) = match misfit {
            Misfit::NoPart(_) => ("那里没有文字", "No text stands there"),
            Misfit::NoArticle(_) => ("那里不属于任何一篇文章", "That place is in no article"),
            Misfit::NoMention(_) => ("那里没有标记了", "No mention stands there any more"),
            Misfit::NotInOnePart(_) => ("要在同一段之内", "It must lie within one paragraph or headline"),
            Misfit::NothingBehind => ("后面没有可以相接的", "Nothing comes behind it"),
            Misfit::NothingToCut(_) => ("从那里拆，有一边是空的", "A cut there would leave nothing on one side"),
            Misfit::NoParagraph(_) => ("那里不是正文", "No body text stands there"),
            Misfit::NoHeadline(_) => ("那篇文章没有标题", "That article has no headline"),
            Misfit::NoChange => ("本来就是这样", "It is so already"),
            Misfit::NoName => ("名称不能是空的", "The name is empty"),
            Misfit::OtherText { .. } => ("文字不是原来的文字", "The text is another one"),
        };
        self.pick(zh, en)
    }

    /// The text field was changed since the result, which has so many corrections.
    #[must_use]
    pub fn stale_text(self, corrections: usize) -> String {
        let own = match corrections {
            0 => String::new(),
            n => self.pick(
                format!("先前的 {} 处更正留在这一页，新的文字另开一页。", counted(n)),
                format!(" The corrections made so far ({}) stay on this page; the new text gets a page of its own.", counted(n)),
            ),
        };
        self.pick(
            format!("输入框里的文字改过了，下面还是先前文字的结果。点“分析”重新分析。{own}"),
            format!(
                "The text in the box has changed; the results below are of the text before. Press Analyse for the new one.{own}"
            ),
        )
    }

    /// The text shown is a newer version of one that has so many corrections.
    #[must_use]
    pub fn newer(self, corrections: usize) -> String {
        let n = counted(corrections);
        self.pick(
            format!("文字改过了，所以另开了这一页；先前的 {n} 处更正没有带过来，还在先前那页。"),
            format!("The text was changed, so it has a page of its own; the corrections made before ({n}) did not come along, they are on the page before."),
        )
    }

    /// The mark of a doubtful article, by its title or else its number.
    #[must_use]
    pub fn doubtful(self, number: usize, title: Option<&str>) -> String {
        let (what, article) = (self.words().doubtful, title.map_or_else(|| self.article(number), str::to_owned));
        self.pick(format!("{what}：{article}"), format!("{what}: {article}"))
    }

    /// How many places may be read otherwise.
    #[must_use]
    pub fn doubts(self, number: usize) -> String {
        let n = counted(number);
        self.pick(format!("{n} 处存疑，可逐一查看"), format!("{n} place{} in doubt", if number == 1 { "" } else { "s" }))
    }

    /// So many earlier problems.
    #[must_use]
    pub fn earlier_problems(self, number: usize) -> String {
        let n = counted(number);
        self.pick(format!("先前的提示 {n} 条"), format!("{n} earlier message{}", if number == 1 { "" } else { "s" }))
    }

    /// What an author did.
    #[must_use]
    pub fn role(self, role: &str) -> String {
        let (zh, en) = match role {
            "reporter" => ("记者", "Reporter"),
            "correspondent" => ("通讯员", "Correspondent"),
            "photographer" => ("摄影", "Photographer"),
            "author" => ("作者", "Author"),
            "editor" => ("编辑", "Editor"),
            "intern" => ("实习生", "Intern"),
            other => return other.to_owned(),
        };
        self.pick(zh, en).to_owned()
    }

    /// What a date, sum, share or quantity amounts to.
    #[must_use]
    pub fn value(self, value: &Value) -> Option<String> {
        Some(match value {
            Value::When { kind, start, end } => match (start, end) {
                (Some(start), Some(end)) if start != end => format!("{start} – {end}"),
                (Some(day), _) | (None, Some(day)) => day.clone(),
                (None, None) if kind == "fuzzy" => self.pick("时间不确切", "not exact").to_owned(),
                (None, None) => return None,
            },
            Value::Money { amount, currency } => format!("{currency} {}", grouped(&amount.to_string())),
            Value::Quantity { number, unit } => format!("{} {unit}", grouped(&number.to_string())),
            Value::Percent { number } => format!("{number}%"),
        })
    }

    /// What a result holds.
    #[must_use]
    pub fn summary(self, articles: usize, mentions: usize, entities: usize) -> String {
        let (a, m, e) = (grouped(&articles.to_string()), grouped(&mentions.to_string()), grouped(&entities.to_string()));
        match self {
            Self::Zh => format!("{a} 篇文章，{e} 个条目，{m} 处标记"),
            Self::En => {
                let s = |n: usize| if n == 1 { "" } else { "s" };
                let ies = if entities == 1 { "y" } else { "ies" };
                format!("{a} article{}, {e} entit{ies}, {m} mention{}", s(articles), s(mentions))
            }
        }
    }

    /// How many articles.
    #[must_use]
    pub fn articles(self, number: usize) -> String {
        let n = counted(number);
        self.pick(format!("{n} 篇"), format!("{n} article{}", if number == 1 { "" } else { "s" }))
    }

    /// The choice that finds the encoding, with what it found.
    #[must_use]
    pub fn detected(self, found: Option<&str>) -> String {
        let auto = self.words().encoding_auto;
        let found = found.map(decode::called);
        found.map_or_else(
            || auto.to_owned(),
            |found| self.pick(format!("{auto}（此篇 {found}）"), format!("{auto} (this: {found})")),
        )
    }

    /// Why something was read so: what it is about (or nothing), the reason, and how sure it is in hundredths.
    #[must_use]
    pub fn because(self, what: &str, code: &str, sure: Option<u8>) -> String {
        let reason = self.reason(code).unwrap_or(code);
        let what = if what.is_empty() { String::new() } else { self.pick(format!("{what}："), format!("{what}: ")) };
        let sure = sure.map_or_else(String::new, |sure| self.pick(format!("（把握 {sure}%）"), format!(" ({sure}% sure)")));
        format!("{what}{reason}{sure}")
    }

    /// How somebody takes part in a meeting; the role as the report writes it where it is not known here.
    #[must_use]
    pub fn part(self, role: &str) -> &str {
        match role {
            "chair" => self.pick("主持", "chairs"),
            "attend" => self.pick("出席", "attends"),
            "observe" => self.pick("列席", "sits in"),
            "speak" => self.pick("讲话", "speaks"),
            "announce" => self.pick("宣布", "announces"),
            _ => role,
        }
    }

    /// What is wrong with a line of the reader's own names, and the remedy.
    #[must_use]
    pub fn bad_line(self, BadLine { line, fault }: &BadLine) -> String {
        let what = match fault {
            LineFault::NoType { name } => self.pick(
                format!("“{name}”没有写类型，请在名称后空一格写上，如 人名"),
                format!("“{name}” has no type: add one behind a space, such as PERSON"),
            ),
            LineFault::NotAType { word } => {
                let types: Vec<&str> = TYPES.iter().map(|(code, label, _)| self.pick(*label, *code)).collect();
                self.pick(
                    format!("“{word}”不是类型，请用：{}", types.join("、")),
                    format!("“{word}” is no type: use one of {}", types.join(", ")),
                )
            }
            LineFault::Twice { name, first } => self.pick(
                format!("“{name}”与第 {first} 行的类型不同，请留下一行"),
                format!("“{name}” has another type in line {first}: keep one of the two lines"),
            ),
            LineFault::TooLong { length } => self.pick(
                format!("名称有 {length} 个字符，最多 {LONGEST_NAME} 个"),
                format!("the name has {length} characters: at most {LONGEST_NAME} are possible"),
            ),
        };
        self.pick(format!("第 {line} 行：{what}"), format!("Line {line}: {what}"))
    }

    /// How many lines of the reader's own names a result was made without.
    #[must_use]
    pub fn unused_lines(self, number: usize) -> String {
        let n = counted(number);
        self.pick(
            format!("自备名单有 {n} 行有误，没有用上"),
            format!("{n} line{} of your own names could not be used", if number == 1 { "" } else { "s" }),
        )
    }

    /// How many more lines are wrong.
    #[must_use]
    pub fn more_bad_lines(self, count: usize) -> String {
        self.pick(format!("还有 {count} 行有误"), format!("{count} more lines are wrong"))
    }

    /// A place in the text as it was given.
    #[must_use]
    pub fn position(self, at: view::Position) -> String {
        let (line, character) = (grouped(&at.line.to_string()), grouped(&(at.offset + 1).to_string()));
        self.pick(
            format!("原文第 {line} 行，全文第 {character} 个字符"),
            format!("line {line} of the original text (character {character} of the whole)"),
        )
    }

    /// A paragraph, by its number and the line of the original text that it begins on.
    #[must_use]
    pub fn paragraph(self, number: usize, line: u32) -> String {
        let line = grouped(&line.to_string());
        self.pick(
            format!("第 {number} 段（原文第 {line} 行起）"),
            format!("Paragraph {number} (from line {line} of the original)"),
        )
    }

    /// A doubt: what, in which article it stands (by its number, from 1), where.
    #[must_use]
    pub fn note(self, note: &view::Note, article: Option<u32>) -> String {
        let about = article.map(|number| self.article(number as usize));
        let at = note.at.map(|at| self.position(at));
        let where_ = [about, at].into_iter().flatten().collect::<Vec<_>>().join(self.pick("，", ", "));
        let reason = self.reason(&note.code).unwrap_or(&note.code);
        if where_.is_empty() {
            reason.to_owned()
        } else {
            self.pick(format!("{where_}：{reason}"), format!("{where_}: {reason}"))
        }
    }

    /// What is known of a text, and how long its analysis took; a saved report took none.
    #[must_use]
    pub fn source(self, length: u32, encoding: &str, millis: Option<f64>) -> String {
        let length = grouped(&length.to_string());
        let encoding = decode::called(encoding);
        let seconds = |millis: f64| if millis < 1000.0 { format!("{millis:.0} ms") } else { format!("{:.1} s", millis / 1000.0) };
        match (self, millis.map(seconds)) {
            (Self::Zh, Some(time)) => format!("{length} 字符 · {encoding} · 用时 {time}"),
            (Self::Zh, None) => format!("{length} 字符 · {encoding} · 由报告打开"),
            (Self::En, Some(time)) => format!("{length} characters · {encoding} · {time}"),
            (Self::En, None) => format!("{length} characters · {encoding} · from a report"),
        }
    }

    /// How far an analysis is.
    #[must_use]
    pub fn progress(self, percent: u8, length: Option<u32>) -> String {
        let Some(length) = length.map(|n| grouped(&n.to_string())) else { return self.words().reading.to_owned() };
        match self {
            Self::Zh => format!("正在分析 {length} 字符：{percent}%"),
            Self::En => format!("Analysing {length} characters: {percent}%"),
        }
    }

    /// Said once an analysis is done.
    #[must_use]
    pub fn done(self, summary: &str) -> String {
        self.pick(format!("分析完成：{summary}。"), format!("Done: {summary}."))
    }

    /// How many characters were typed.
    #[must_use]
    pub fn typed(self, length: u32) -> String {
        let n = grouped(&length.to_string());
        self.pick(format!("{n} 字符"), format!("{n} characters"))
    }

    /// Which page of the text an article stands on.
    #[must_use]
    pub fn page(self, page: u32) -> String {
        self.pick(format!("第 {page} 页"), format!("Page {page}"))
    }

    /// To give so many mentions that kept another type the one of this card as well.
    #[must_use]
    pub fn change_too(self, number: usize, from: EntityType, to: EntityType) -> String {
        let (n, from, to) = (counted(number), self.kind(from), self.kind(to));
        self.pick(format!("另有 {n} 处标为{from}：一并改为{to}"), format!("{n} more marked as {from}: change to {to} too"))
    }

    /// An article without a title.
    #[must_use]
    pub fn article(self, number: usize) -> String {
        self.pick(format!("第 {number} 篇"), format!("Article {number}"))
    }

    /// What was done.
    #[must_use]
    pub fn notice(self, notice: &Notice) -> String {
        let (zh, en) = match notice {
            Notice::Copied => ("已复制到剪贴板", "Copied to the clipboard"),
            Notice::CopiedArticle => ("文章已复制到剪贴板", "Article copied to the clipboard"),
            Notice::Saved => ("文件已交给浏览器下载", "The file is handed to the browser's downloads"),
            Notice::Writing => ("正在生成文件……", "Making the file…"),
            Notice::Forgotten => ("存着的内容已全部清除", "All that was kept is deleted"),
            Notice::Cancelled => ("已取消", "Cancelled"),
            Notice::Undone(edit, words) => {
                let what = self.edit_at(edit, words);
                return self.pick(format!("已撤销：{what}"), format!("Undone: {what}"));
            }
            Notice::Redone(edit, words) => {
                let what = self.edit_at(edit, words);
                return self.pick(format!("已重做：{what}"), format!("Done again: {what}"));
            }
            Notice::Undropped(count) => {
                return self
                    .pick(format!("已取回 {count} 处对不上的更正"), format!("Corrections that did not fit ({count}) are back"));
            }
            Notice::Accepted(count) => {
                let n = counted(*count);
                return self.pick(format!("已确认 {n} 处标记"), format!("Mentions marked as right: {n}"));
            }
            Notice::Rejected(count) => {
                let n = counted(*count);
                return self.pick(format!("已去掉 {n} 处标记"), format!("Mentions removed: {n}"));
            }
            Notice::Added(count) => {
                let n = counted(*count);
                return self.pick(format!("已标出 {n} 处"), format!("Mentions added: {n}"));
            }
            Notice::Retyped(count, kind) => {
                let (n, kind) = (counted(*count), self.kind(*kind));
                return self.pick(format!("{n} 处标记改为{kind}"), format!("Mentions set to {kind}: {n}"));
            }
            Notice::SplitOff(0 | 1) => ("已拆出这一处，单独成为一个条目", "This mention is an entity of its own now"),
            Notice::SplitOff(count) => {
                let n = counted(*count);
                return self.pick(format!("已拆出 {n} 处，另成一个条目"), format!("{n} mentions are an entity of their own now"));
            }
            Notice::NothingToMerge => ("没有别的同类条目可以合并", "There is no other entity of this type to merge with"),
            Notice::MergedEntities(name, count) => {
                let n = counted(*count);
                return self.pick(format!("已合并为“{name}”，共 {n} 处标记"), format!("Merged as “{name}”, {n} mentions in all"));
            }
            Notice::MergedArticles { headline: None } => ("已与下一篇合并", "Merged with the next article"),
            Notice::MergedArticles { headline: Some((headline, parts)) } => {
                let headline = shortened(headline);
                let (zh, en) = match parts {
                    1 => ("一段".to_owned(), "is a paragraph".to_owned()),
                    n => (format!("{n} 段"), format!("is {n} paragraphs")),
                };
                return self.pick(
                    format!("已与下一篇合并；那篇的标题“{headline}”成了正文的{zh}。不合意可以撤销"),
                    format!("Merged with the next article; its headline, “{headline}”, {en} now. Undo takes it back"),
                );
            }
            Notice::NothingToUndo => ("没有可撤销的了", "Nothing to undo"),
            Notice::NothingToRedo => ("没有可重做的了", "Nothing to do again"),
            Notice::Refused(misfit) => {
                let misfit = self.misfit(misfit);
                return self.pick(format!("这一更正没有做成：{misfit}"), format!("This correction was not made: {misfit}"));
            }
            Notice::Displaced(count) => {
                return self.pick(
                    format!("原有的 {count} 处标记与它重叠，已去掉；可以撤销"),
                    format!("Mentions that it runs across ({count}) were removed; Undo brings them back"),
                );
            }
            Notice::Dropped(count) => {
                return self.pick(
                    format!("已丢弃 {count} 处对不上的更正；可以撤销"),
                    format!("Corrections that did not fit ({count}) were dropped; Undo brings them back"),
                );
            }
            Notice::OneOfSeveral { others, kind, offers } => {
                let (n, kind) = (counted(*others), self.kind(*kind));
                let (zh, en) = if *offers { ("，可在卡片里一并改", ": the card can change them too") } else { ("", "") };
                return self.pick(
                    format!("只改了这一处；另外 {n} 处仍是{kind}{zh}"),
                    format!("This mention alone was changed; {n} more are still {kind}{en}"),
                );
            }
            Notice::HeadlineMoved { to, exchanged } => {
                let to = self.article(*to);
                return match exchanged.map(|from| self.article(from)) {
                    Some(from) => self.pick(
                        format!("标题已移到{to}；那里原有的标题换到了{from}。不合意可以撤销"),
                        format!("The headline went to {to}; the one that was there came to {from}. Undo takes it back"),
                    ),
                    None => self.pick(format!("标题已移到{to}"), format!("The headline went to {to}")),
                };
            }
            Notice::AllChecked => ("标记全部核对过了", "All mentions are checked"),
            Notice::TookList => ("名单已加到自备名单里", "The list was added to your own names"),
            Notice::TookPaste => {
                ("粘贴的文字很长，已单独作为一个版面分析", "A long text was pasted; it is analysed as a page of its own")
            }
        };
        self.pick(zh, en).to_owned()
    }

    /// A text could not be read once more to be kept.
    fn not_read_back(self, name: &str) -> (String, String) {
        self.pick(
            (
                format!("浏览器没能再读一遍{name}，所以没有存下它。"),
                "文件多半已移动或改过，也可能是内存不够。请先把更正存为 JSON，再重新打开文件；别的文字照常存着。".to_owned(),
            ),
            (
                format!("The browser could not read {name} once more, so it is not kept."),
                "Most likely the file was moved or changed, or memory ran out. Save your corrections as JSON, then open the file again; other texts are kept as before.".to_owned(),
            ),
        )
    }

    /// What went wrong, and what to do about it.
    #[must_use]
    pub fn fault(self, fault: &Fault, name: Option<&str>) -> (String, String) {
        let name = name.map_or_else(|| self.words().typed.to_owned(), |name| format!("“{name}”"));
        match fault {
            Fault::Reading(failure) => self.failure(failure, &name),
            Fault::Crashed { message } => self.pick(
                (
                    format!("分析{name}时程序出错停下了。"),
                    format!(
                        "多半是内存不够，或程序有误。分析程序已重新启动，您的文字没有丢失：关掉一些别的网页再试；文字很长时请分几份分析。（{message}）"
                    ),
                ),
                (
                    format!("The analysis of {name} broke down."),
                    format!(
                        "Most likely memory ran out, or the program has a fault. A fresh one has been started and your text is not lost: close some other pages and try again; analyse a very long text in parts. ({message})"
                    ),
                ),
            ),
            Fault::BrokeDown { doing, message } => self.broke_down(*doing, message, &name),
            Fault::Closing { corrections } => self.pick(
                (
                    format!("{name}有 {corrections} 处更正还没有存为 JSON。"),
                    "关闭后，这些更正就没有了。要留着，请先选 JSON 下载。".to_owned(),
                ),
                (
                    format!("{name} has corrections ({corrections}) that no JSON file holds."),
                    "Once it is closed they are gone. To keep them, download it as JSON first.".to_owned(),
                ),
            ),
            Fault::NotReread => self.pick(
                (
                    "浏览器没能再读一遍原文，没有重新分析。".to_owned(),
                    "下面的结果和更正都还在。请重新打开报告，或把原文粘贴到上面再分析。".to_owned(),
                ),
                (
                    "The browser could not read the original text once more; it was not analysed anew.".to_owned(),
                    "The results below and your corrections are as they were. Open the report again, or paste its text above and analyse that.".to_owned(),
                ),
            ),
            Fault::Folder { name } => self.pick(
                (format!("“{name}”是文件夹。"), "请打开它，把里面的文本文件拖进来，一次可拖多个。".to_owned()),
                (format!("“{name}” is a folder."), "Open it and drop the text files in it, several at once if you like.".to_owned()),
            ),
            Fault::List { name, failure } => self.pick(
                (
                    self.failure(failure, &format!("名单“{name}”")).0,
                    "请把名单另存为 UTF-8 文本再选；已填的名单没有改动。".to_owned(),
                ),
                (
                    self.failure(failure, &format!("The list “{name}”")).0,
                    "Save the list as UTF-8 text and choose it again; the names that are there are as they were.".to_owned(),
                ),
            ),
            Fault::IsList { .. } => self.is_list(&name),
            Fault::NoWorker { message } => self.pick(
                (
                    "分析程序没能启动。".to_owned(),
                    format!("请重新载入本页；若仍不行，请换用新版的 Chrome、Edge、Firefox 或 Safari。您的文字还在，可先复制下来。（{message}）"),
                ),
                (
                    "The analysis could not start.".to_owned(),
                    format!(
                        "Reload this page; if that does not help, use a current Chrome, Edge, Firefox or Safari. Your text is still here: copy it first. ({message})"
                    ),
                ),
            ),
            Fault::Misfit(misfit) => self.pick(
                (format!("这一更正没有做成：{}。", self.misfit(misfit)), format!("它列在“{}”里，重新分析时再试；别的更正都还在，可以接着做。", self.words().unfit)),
                (format!("This correction was not made: {}.", self.misfit(misfit)), format!("It is listed under “{}” and tried again at the next analysis; all others stand.", self.words().unfit)),
            ),
            Fault::Changed { unfit, differs } => self.changed(unfit.as_ref(), *differs, &name),
            Fault::NotKept { message } => self.pick(
                (
                    "浏览器没能存下内容。".to_owned(),
                    format!("多半是无痕窗口，或存储空间已满。请先把更正存为 JSON，关闭前不要丢下它们。（{message}）"),
                ),
                (
                    "The browser did not keep this.".to_owned(),
                    format!("Most likely the window is private, or its storage is full. Save your corrections as JSON before you close the page. ({message})"),
                ),
            ),
            Fault::NotReadBack => self.not_read_back(&name),
            Fault::NoText => self.pick(
                ("还没有文字。".to_owned(), "请先粘贴版面文字、选择文件，或点“试用示例”。".to_owned()),
                ("There is no text yet.".to_owned(), "Paste a page's text, choose files, or try the sample.".to_owned()),
            ),
            Fault::NotCopied => self.pick(
                ("浏览器不允许复制。".to_owned(), "请改用“下载”，或选中文字后按 Ctrl + C。".to_owned()),
                (
                    "The browser did not allow copying.".to_owned(),
                    "Download the file instead, or select the text and press Ctrl + C.".to_owned(),
                ),
            ),
            Fault::NotSaved => self.pick(
                ("浏览器不允许下载。".to_owned(), "请改用“复制”，粘贴到文本编辑器里保存。".to_owned()),
                (
                    "The browser did not allow the download.".to_owned(),
                    "Copy it instead and save it from a text editor.".to_owned(),
                ),
            ),
        }
    }

    /// A file that was given as a page looks like a list of names.
    fn is_list(self, name: &str) -> (String, String) {
        self.pick(
            (
                format!("{name}像是自备名单，一行一个名称和类型，不像报纸版面。"),
                "要用作名单，请点下面的按钮；不点，就当作版面。".to_owned(),
            ),
            (
                format!("{name} looks like a list of names, a name and its type a line, and not like a newspaper page."),
                "To use it as your own names, press the button below; otherwise it stays a page.".to_owned(),
            ),
        )
    }

    /// What the program broke down at besides an analysis.
    fn broke_down(self, doing: Doing, message: &str, name: &str) -> (String, String) {
        match doing {
            Doing::Correcting => self.pick(
                (
                    format!("更正{name}时程序出错停下了，这一处更正已撤回。"),
                    format!("分析程序已重新启动，其余的更正都还在；可按“重做”再试这一处，或先把更正存为 JSON。（{message}）"),
                ),
                (
                    format!("A correction of {name} broke down and was taken back."),
                    format!("A fresh program has been started, and all other corrections stand: try this one again by Redo, or save your corrections as JSON first. ({message})"),
                ),
            ),
            Doing::Writing => self.pick(
                (
                    format!("{name}的文件没有生成：程序出错停下了。"),
                    format!("多半是内存不够。分析程序已重新启动，文字和更正都还在：请再试一次，或关掉一些别的网页。（{message}）"),
                ),
                (
                    format!("The file of {name} was not made: the program broke down."),
                    format!("Most likely memory ran out. A fresh program has been started; text and corrections are here: try again, or close some other pages. ({message})"),
                ),
            ),
        }
    }

    /// What of a saved report is not as it was.
    fn changed(self, unfit: Option<&(usize, Edit, Misfit)>, differs: Differs, name: &str) -> (String, String) {
        if let Some((count, edit, misfit)) = unfit {
            let (first, why) = (self.edit_name(edit), self.misfit(misfit));
            return self.pick(
                (
                    format!("{name}的更正有 {count} 处对不上，先是这一处：{first}——{why}。"),
                    format!("其余的更正都已重做。对不上的列在“{}”里，也留在存下的 JSON 里；请核对这几处。", self.words().unfit),
                ),
                (
                    format!("{count} of the corrections in {name} do not fit, first this one: {first}. {why}."),
                    format!("All others were made again. Those that do not fit are listed under “{}”, and the JSON that you save keeps them; check these places.", self.words().unfit),
                ),
            );
        }
        let Differs { articles, entities } = differs;
        self.pick(
            (
                format!("{name}与按其更正重做的结果不同：{articles} 篇文章、{entities} 个条目有出入。"),
                "文件多半由别的程序改过，或由别的版本写成。现在显示的是重做的结果；文件本身没有改动。".to_owned(),
            ),
            (
                format!("{name} differs from what its corrections make: {articles} articles and {entities} entities."),
                "It was most likely changed by another program, or written by another version. What is shown is what its corrections make; the file is as it was.".to_owned(),
            ),
        )
    }

    /// Why a saved report is not taken up again.
    fn unfit(self, unfit: &Unfit, name: &str) -> (String, String) {
        match unfit {
            Unfit::NoReport { line, column, damage } => {
                let ((zh, en), remedy) = self.damage(damage);
                let what = self.pick(
                    format!("{name}是剪报的报告，但读不完整：{zh}（文件第 {line} 行第 {column} 字节）。"),
                    format!("{name} is a report of Jianbao, but cannot be read to its end: {en} (line {line}, byte {column} of the file)."),
                );
                (what, remedy.to_owned())
            }
            Unfit::OtherJson => self.pick(
                (
                    format!("{name}是 JSON 文件，但不是剪报的报告。"),
                    "要接着核对，请选从本页下载的 JSON 报告；要分析报纸文字，请把文字复制出来粘贴，或存成文本文件。".to_owned(),
                ),
                (
                    format!("{name} is JSON, but not a report of Jianbao."),
                    "To go on with a report, choose the JSON that this page saved. To analyse a newspaper's text, copy the text out and paste it, or save it as a text file.".to_owned(),
                ),
            ),
            Unfit::OtherVersion { version } => self.pick(
                (
                    format!("{name}是 {version} 版格式的报告，这里读不了。"),
                    "请用写出它的那个版本打开，或重新分析原文。".to_owned(),
                ),
                (
                    format!("{name} is a report of the form {version}, which this page does not know."),
                    "Open it with the version that wrote it, or analyse its text again.".to_owned(),
                ),
            ),
            Unfit::NoText { name: text, .. } => {
                let (zh, en) = match text {
                    Some(text) => (
                        format!("请把它的原文“{text}”也拖进来，或粘贴后分析，报告随即打开。"),
                        format!("Drop its text, “{text}”, here too, or paste and analyse it; the report then opens."),
                    ),
                    None => (
                        "请把当时粘贴的文字再粘贴一次并分析，报告随即打开。".to_owned(),
                        "Paste the text that it was made of once more and analyse it; the report then opens.".to_owned(),
                    ),
                };
                self.pick((format!("{name}里没有原文。"), zh), (format!("{name} does not hold its text."), en))
            }
            Unfit::OtherText { expected, given } => self.pick(
                (
                    format!("{name}里的文字不是报告所依据的文字。"),
                    format!("报告所依据的文字有 {expected} 字符，这份有 {given} 字符{}。报告没有打开，文件没有改动。", if expected == given { "，内容不同" } else { "" }),
                ),
                (
                    format!("The text in {name} is not the one that the report is about."),
                    format!("That one has {expected} characters, this one {given}{}. The report was not opened; the file is as it was.", if expected == given { ", and not the same" } else { "" }),
                ),
            ),
            Unfit::Misplaced { says, at: (start, end), stands } => {
                let (start, end) = (grouped(&(start + 1).to_string()), grouped(&end.to_string()));
                let (says, stands) = (shortened(says), stands.as_deref().map(shortened));
                let zh = stands.as_ref().map_or("那里不是它的位置".to_owned(), |s| format!("原文那里是“{s}”"));
                let en = stands.as_ref().map_or("that is no place for it".to_owned(), |s| format!("the text has “{s}” there"));
                self.pick(
                    (
                        format!("{name}与原文对不上：第 {start} 至 {end} 字符应是“{says}”，{zh}。"),
                        "报告多半由别的程序改过。它没有打开，文件没有改动；可以重新分析原文。".to_owned(),
                    ),
                    (
                        format!("{name} does not fit its text: characters {start} to {end} are said to be “{says}”, but {en}."),
                        "It was most likely changed by another program. It was not opened, and the file is as it was; analyse its text again.".to_owned(),
                    ),
                )
            }
            Unfit::Misnumbered { id } => self.pick(
                (format!("{name}里的编号不连续：{id}。"), "报告多半由别的程序改过。它没有打开，文件没有改动。".to_owned()),
                (
                    format!("The numbers in {name} do not run on: {id}."),
                    "It was most likely changed by another program. It was not opened, and the file is as it was.".to_owned(),
                ),
            ),
        }
    }

    /// What is wrong with a report, in Chinese and in English, and what to do about it.
    fn damage(self, damage: &Damage) -> ((String, String), &'static str) {
        let again = self.pick("请重新下载或取得它，再拖进来。", "Download it again, or get it anew, and drop it here.");
        let (zh, en) = match damage {
            Damage::CutShort => ("文件没有下载完", "it was cut short"),
            Damage::NoJson => ("这里的内容损坏了", "it is damaged there"),
            Damage::OtherValue => ("这里的内容不合报告的格式", "what stands there is not what a report has"),
            Damage::Missing(field) => {
                return ((format!("缺少“{field}”一项"), format!("“{field}” is missing")), again);
            }
            Damage::UnknownWord(word) => {
                let remedy = self.pick(
                    "它多半由较新的版本或别的程序写成，或被手工改过：请用写出它的程序打开，或把这个词改回来。",
                    "It was most likely written by a newer version or another program, or changed by hand: open it with what wrote it, or put the word right.",
                );
                return (
                    (format!("这里的“{word}”本页不认识"), format!("this page does not know “{word}”, which stands there")),
                    remedy,
                );
            }
        };
        ((zh.to_owned(), en.to_owned()), again)
    }

    fn failure(self, failure: &Failure, name: &str) -> (String, String) {
        match failure {
            Failure::Report(unfit) => self.unfit(unfit, name),
            Failure::Malformed { encoding, offset, byte: Some(byte) } => self.pick(
                (
                    format!("{name}读不出来：第 {offset} 字节（0x{byte:02X}）不合 {encoding} 编码。"),
                    "没有替换任何字符。请选它真正的编码再读；若仍不行，文件可能损坏了。".to_owned(),
                ),
                (
                    format!("{name} cannot be read: byte {offset} (0x{byte:02X}) is not {encoding}."),
                    "Nothing was replaced. Name its true encoding; if none fits, the file may be damaged.".to_owned(),
                ),
            ),
            Failure::Malformed { encoding, offset, byte: None } => self.pick(
                (
                    format!("{name}读不出来：在第 {offset} 字节处结束，最后一个 {encoding} 字符不完整。"),
                    "文件可能没有传完：请取得完整的文件，或选它真正的编码再读。".to_owned(),
                ),
                (
                    format!("{name} cannot be read: it ends at byte {offset}, in the middle of a character of {encoding}."),
                    "The file may have been cut short: get the whole of it, or name its true encoding.".to_owned(),
                ),
            ),
            Failure::Binary { offset } => self.pick(
                (
                    format!("{name}不像文本文件：第 {offset} 字节是文本里不会有的。"),
                    "它可能是图片、PDF 或 Word 文档：请用相应的程序打开，把文字复制出来粘贴到这里；若它是没有标记的 UTF-16 文本，请选编码再读。".to_owned(),
                ),
                (
                    format!("{name} does not look like text: byte {offset} is none that a text has."),
                    "It may be a picture, a PDF or a Word file: open it in its own program, copy the text out and paste it here. If it is UTF-16 text without a mark, name the encoding.".to_owned(),
                ),
            ),
            Failure::Pdf => self.pick(
                (
                    format!("{name}是 PDF，不是文本文件。"),
                    "请用 PDF 阅读器打开，全选、复制，粘贴到这里；或用 pdftotext 转成文本文件。选不中文字的 PDF 只有图像，要先做文字识别（OCR）。".to_owned(),
                ),
                (
                    format!("{name} is a PDF, not a text file."),
                    "Open it in a PDF reader, select all, copy, and paste it here; or make a text file of it by pdftotext. A PDF whose text cannot be selected holds pictures only and needs OCR first.".to_owned(),
                ),
            ),
            Failure::Office => self.pick(
                (
                    format!("{name}是 Word、Excel 一类的文档或压缩包，不是文本文件。"),
                    "请用它自己的程序打开，把文字复制出来粘贴到这里，或另存为“纯文本”；压缩包请先解开。".to_owned(),
                ),
                (
                    format!("{name} is an office document or an archive, not a text file."),
                    "Open it in its own program, copy the text out and paste it here, or save it as plain text; unpack an archive first.".to_owned(),
                ),
            ),
            Failure::Unmarked { encoding } => self.pick(
                (
                    format!("{name}像是 {encoding} 文本，但第 0 字节处没有字节顺序标记。"),
                    format!("请选 {encoding} 再读，或把它另存为 UTF-8。"),
                ),
                (
                    format!("{name} looks like {encoding}, but has no byte order mark at byte 0."),
                    format!("Read it again as {encoding}, or save it as UTF-8."),
                ),
            ),
            Failure::Empty { bytes } => self.pick(
                (
                    format!("{name}是空的：{} 字节里没有一个看得见的字。", grouped(&bytes.to_string())),
                    "请看看选的是不是这个文件；若是从 PDF 转来的，那份 PDF 可能只有图像，要先做文字识别（OCR）。".to_owned(),
                ),
                (
                    format!("{name} is empty: its {} bytes hold no character that shows.", grouped(&bytes.to_string())),
                    "Check that this is the file you meant. If it was made from a PDF, that PDF may hold pictures only and need OCR first.".to_owned(),
                ),
            ),
            Failure::TooLong { bytes } => self.pick(
                (
                    format!("{name}太长：{} 字节。", grouped(&bytes.to_string())),
                    "请分成几份，分别分析。".to_owned(),
                ),
                (
                    format!("{name} is too long: {} bytes.", grouped(&bytes.to_string())),
                    "Cut it into several and analyse each.".to_owned(),
                ),
            ),
            Failure::Unreadable { message } => self.pick(
                (
                    format!("浏览器读不了{name}。"),
                    format!("文件可能被移动、改动或正被占用：请重新选择它。（{message}）"),
                ),
                (
                    format!("The browser cannot read {name}."),
                    format!("The file may have been moved, changed or locked: choose it again. ({message})"),
                ),
            ),
        }
    }
}

/// The beginning of a text that is quoted in a message.
fn shortened(text: &str) -> String {
    /// Characters that have room in a message.
    const MOST: usize = 24;
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(MOST).collect();
    if chars.next().is_some() { start + "…" } else { start }
}

/// A count with its thousands apart.
#[must_use]
pub fn counted(number: usize) -> String {
    grouped(&number.to_string())
}

/// So many of so many.
#[must_use]
pub fn of_all(some: usize, all: usize) -> String {
    format!("{} / {}", counted(some), counted(all))
}

/// A number with its thousands apart.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, expect) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-123456.75", "-123,456.75")] {
            assert_eq!(grouped(number), expect);
        }
    }

    /// One set of names: the READMEs' tables have the page's.
    #[test]
    fn the_readmes_name_the_types_as_the_page_does() {
        for kind in EntityType::LISTED {
            let (zh, en) = (Lang::Zh.kind(kind), Lang::En.kind(kind));
            for (text, name) in [(include_str!("../../README.md"), en), (include_str!("../../README.zh-CN.md"), zh)] {
                let row = format!("| `{}` | {name} |", kind.code());
                assert!(text.contains(&row), "no {row}");
            }
        }
    }

    #[test]
    fn places_and_reasons_are_told_in_words() {
        let at = view::Position { line: 1200, offset: 0 };
        assert_eq!(Lang::Zh.position(at), "原文第 1,200 行，全文第 1 个字符");
        let note = view::Note { code: "headline_after_body".into(), article: Some("a2".into()), at: Some(at), end: 9 };
        assert_eq!(Lang::Zh.note(&note, Some(2)), "第 2 篇，原文第 1,200 行，全文第 1 个字符：标题排在正文后面");
        assert_eq!(
            Lang::En.because("Headline", "headline_after_body", Some(73)),
            "Headline: The headline stands behind the body (73% sure)"
        );
    }

    #[test]
    fn what_is_undone_is_quoted_where_there_is_something_to_quote() {
        let undone = |words: &str| Lang::Zh.notice(&Notice::Undone(Edit::SetAside { at: 3 }, words.to_owned()));
        assert_eq!(undone("会议"), "已撤销：整篇归入版面其他文字——会议");
        assert_eq!(undone(""), "已撤销：整篇归入版面其他文字");
    }

    #[test]
    fn the_browser_chooses_the_language() {
        for (tag, expect) in [("zh-CN", Lang::Zh), ("ZH", Lang::Zh), ("", Lang::Zh), ("en-GB", Lang::En), ("de", Lang::En)] {
            assert_eq!(Lang::of(tag), expect, "{tag}");
        }
    }
}
