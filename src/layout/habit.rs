//! What a page does again and again, told from the places where it is sure and used where it is not (whether blank lines part
//! its paragraphs, with which words its paragraphs open), and what pages hardly ever do, however they are set.

use super::crf::Scores;
use super::features::{blank_ratio, ended, fill};
use super::line::{Break, Line};
use super::patterns::Marks;
use super::role::{ROLES, Role, STATES};
use rustc_hash::FxHashMap;

/// The learned weights know blank lines in general; the page's own habit adds this share of its log-ratio.
const BLANK_SHARE: f32 = 0.8;
/// No page is surer of its blank lines than this, as accidents happen on every one.
const SUREST: f32 = 3.0;
/// A line that opens as sure paragraphs of the page do, behind the end of a sentence.
const SAME_OPENER: f32 = 2.0;
/// Sure paragraphs with the same first word, before it is a habit.
const OPENERS: usize = 3;
/// A caption without any word or mark that captions have, behind the end of a sentence: that is a paragraph as a rule.
const UNMARKED_CAPTION: f32 = 1.5;
/// A paragraph that begins behind a comma: accidents alone make one.
const BEHIND_COMMA: f32 = 4.0;
/// An article that begins with a word that points back to what was told before.
const POINTS_BACK: f32 = 5.0;
/// A headline line that ends with a full stop; headlines have none.
const STOPPED_HEADLINE: f32 = 3.0;
/// A headline that ends with a comma, in twelfths: none of 31,676 on printed pages does, and of their 92,000 lines nine are followed so by
/// what is no headline, all of them where columns stand side by side on one line.
const OPEN_HEADLINE: i8 = 72;
/// Two headline lines of which the second goes on with the first, given to two articles; in twelfths.
const PARTED_HEADLINE: i8 = 48;
/// How kickers end, and whole headlines hardly ever: of the kickers of three months of a national daily, half end so, and of
/// its titles one in a thousand.
const KICKER_ENDS: [&str; 8] = ["——", "强调", "强调：", "指出", "指出：", "表示", "通知", "时"];
/// What a meeting does: a title that begins so has its subject in the kicker that names the meeting.
const MEETING_ACTS: [&str; 14] =
    ["研究", "审议", "听取", "传达", "部署", "调度", "安排", "讨论", "学习", "总结", "通报", "动员", "推进", "强调"];
/// Words that point back to what was told before. They begin some 600 further paragraphs of printed pages of a national daily's articles,
/// and no article.
const BACKWARD: [&str; 16] = [
    "会议", "与会", "座谈会上", "论坛上", "活动中", "活动现场", "他", "她", "其中", "同时", "此外", "据了解", "据介绍", "当天",
    "随后", "下一步",
];
/// A line of a body that is wider than its column, by more half ems than marks and figures account for: captions and headlines are.
const WIDER_BODY: f32 = 3.0;
const WIDER_BY: u16 = 3;
/// Lines before and behind that are looked at for a column, and how many of them fill one: less is none, as in a text of one line a
/// paragraph.
const COLUMN_REACH: usize = 7;
const COLUMN_LINES: usize = 4;
/// A line among lines that each end a sentence, which no column's lines do: each is a paragraph.
const WHOLE_PARAGRAPH: f32 = 10.0;
/// Letters of a line that may be a sentence; how many such lines make a habit; and of how many one may be left open, as titles are.
const SENTENCE_LETTERS: u16 = 10;
const SENTENCES: usize = 4;
const ONE_OPEN_OF: usize = 5;
/// Half ems of a line that is wider than columns and typed pages are; and how many such lines make a habit.
const WIDE: u16 = 96;
const WIDE_LINES: usize = 2;
/// What is wider than these eighths of the widest line would fill a column that one does.
const FULL_EIGHTHS: u16 = 7;
/// A line that takes up an interrupted article, on a page that has any: of 373 articles on printed pages with columns side by side 285 are
/// put together with this, 284 without, 278 with twice as much.
const INTERRUPTION: f32 = 1.0;
/// How often the first reading has such a line, or columns on one line, before the page is one that does: fewer are accidents.
const INTERRUPTIONS: usize = 2;
/// A line that goes on although it begins as a report does, with a dateline and a reporter; a collection of short reports has such
/// paragraphs, and twice as much parts one on the pages with gold.
const DATELINED: f32 = 1.5;
const DATELINE: u32 = Marks::bit("wire_start");
const REPORTER: u32 = Marks::bit("reporter_paren");
/// What captions have.
const CAPTION_MARKS: u32 = Marks::bit("caption_start") | Marks::bit("caption_end") | Marks::bit("photo_credit");

/// Lines of a page that may hold headlines alone; their letters at least, on average; of so many lines one may hold a comma or a full stop.
const HEADLINES: usize = 8;
const HEADLINE_LETTERS: usize = 7;
const ONE_SENTENCE_OF: usize = 8;

/// Whether a page holds headlines and nothing else, as the list of a paper's contents does: no line ends a sentence, hardly any has
/// sentences' marks inside, and the lines fill no column. `clean` is the text that the lines' spans index.
#[must_use]
pub fn is_list_of_headlines(clean: &str, lines: &[Line]) -> bool {
    let told = lines.iter().filter(|line| line.span.of(clean).contains(['，', '。', '；'])).count();
    let letters: usize = lines.iter().map(|line| usize::from(line.letters)).sum();
    let mut widths: Vec<u16> = lines.iter().map(|line| line.width / 2).collect();
    widths.sort_unstable();
    let column = widths.chunk_by(|a, b| a == b).map(<[u16]>::len).max().unwrap_or(0);
    lines.len() >= HEADLINES
        && letters >= lines.len() * HEADLINE_LETTERS
        && told * ONE_SENTENCE_OF <= lines.len()
        && column * 3 <= lines.len()
        && !lines.iter().any(|line| line.tail[0] == '。')
}

/// Adds the page's habits to the scores of its lines. `clean` is the text that the lines' spans index.
pub fn add(clean: &str, lines: &[Line], scores: &mut Scores) {
    let blank = blank_ratio(lines).map_or(0.0, |ratio| (libm::logf(ratio.max(1.0)) * BLANK_SHARE).min(SUREST));
    let opens = |line: &Line| (line.head[0], line.head[1]);
    let mut sure: FxHashMap<(char, char), usize> = FxHashMap::default();
    for pair in lines.windows(2) {
        if ended(&pair[0]) && fill(&pair[0]) >= 4 {
            *sure.entry(opens(&pair[1])).or_default() += 1;
        }
    }
    for (at, line) in lines.iter().enumerate() {
        let behind_whole = at > 0 && is_behind_whole(lines, at);
        if !line.marks.any(CAPTION_MARKS) && at > 0 && (ended(&lines[at - 1]) || behind_whole) {
            scores.add(at, Role::Caption, -UNMARKED_CAPTION);
        }
        if at > 0 && goes_with(lines[at - 1].span.of(clean), line.span.of(clean)) {
            for before in ROLES.into_iter().filter(|role| role.is_after()) {
                for role in ROLES.into_iter().filter(|role| role.is_before()) {
                    scores.add_pair(at, before, role, -PARTED_HEADLINE);
                }
            }
        }
        if line.marks.any(DATELINE) && line.marks.any(REPORTER) {
            for role in [Role::ParagraphStart, Role::Goes] {
                scores.add(at, role, -DATELINED);
            }
        }
        if points_back(line.span.of(clean)) {
            scores.add(at, Role::ArticleStart, -POINTS_BACK);
        }
        if line.width > line.column + WIDER_BY && in_column(lines, at) {
            for role in ROLES.into_iter().filter(|role| role.is_body()) {
                scores.add(at, role, -WIDER_BODY);
            }
        }
        if line.tail[0] == '。' {
            for role in ROLES.into_iter().filter(|role| role.is_headline()) {
                scores.add(at, role, -STOPPED_HEADLINE);
            }
        }
        if at > 0 && matches!(lines[at - 1].tail[0], '，' | '、') {
            let side_by_side = [at - 1, at].iter().any(|&at| lines[at].breaks == Break::Gap);
            for before in ROLES.into_iter().filter(|role| role.is_headline() && !side_by_side) {
                for role in ROLES.into_iter().filter(|role| !role.is_headline()) {
                    scores.add_pair(at, before, role, -OPEN_HEADLINE);
                }
            }
            for role in [Role::ParagraphStart, Role::ResumeParagraph, Role::ArticleStart] {
                scores.add(at, role, -BEHIND_COMMA);
            }
        }
        if at == 0 {
            continue;
        }
        let mut starts = if behind_whole { WHOLE_PARAGRAPH } else { 0.0 };
        if starts == 0.0 && !ended(&lines[at - 1]) {
            continue;
        }
        if line.blanks > 0 {
            starts += blank;
        }
        if sure.get(&opens(line)).is_some_and(|&times| times >= OPENERS) {
            starts += SAME_OPENER;
        }
        if is_unwrapped(lines, at) {
            starts += WHOLE_PARAGRAPH;
        }
        for role in [Role::Goes, Role::ResumeLine, Role::CaptionMore] {
            scores.add(at, role, -starts);
        }
    }
}

/// Adds to the scores of a page whose articles interrupt one another, by its first reading, or whose lines hold columns side by side:
/// there they do so more often than the weights of all pages together expect.
pub fn add_interruptions(lines: &[Line], first: &[usize], scores: &mut Scores) {
    let takes_up = |role: Role| matches!(role, Role::ResumeLine | Role::ResumeParagraph);
    let times =
        lines.iter().zip(first).filter(|&(line, &state)| line.breaks == Break::Gap || takes_up(STATES[state].role)).count();
    if times < INTERRUPTIONS {
        return;
    }
    for at in 0..lines.len() {
        for role in ROLES.into_iter().filter(|&role| takes_up(role)) {
            scores.add(at, role, INTERRUPTION);
        }
    }
}

/// Whether a line begins with a word that points back to what was told before: no article begins so.
#[must_use]
pub fn points_back(text: &str) -> bool {
    BACKWARD.iter().any(|word| text.starts_with(word))
}

/// Whether the lines around a line fill its column, whatever the line itself does.
fn in_column(lines: &[Line], at: usize) -> bool {
    let near = &lines[at.saturating_sub(COLUMN_REACH)..lines.len().min(at + COLUMN_REACH + 1)];
    near.iter().filter(|line| line.width.abs_diff(lines[at].column) <= 1).count() >= COLUMN_LINES
}

/// Whether the lines around a line that may be sentences end as such: the text has a paragraph a line.
fn is_unwrapped(lines: &[Line], at: usize) -> bool {
    let near = &lines[at.saturating_sub(COLUMN_REACH)..lines.len().min(at + COLUMN_REACH + 1)];
    let sentences = near.iter().filter(|line| line.letters >= SENTENCE_LETTERS);
    let open = sentences.clone().filter(|line| !ended(line)).count();
    let sentences = sentences.count();
    sentences >= SENTENCES && open * ONE_OPEN_OF <= sentences
}

/// Whether the line before is one of several that are too wide for a column and fill none, being of many widths: it is a whole
/// paragraph, however it ends.
fn is_behind_whole(lines: &[Line], at: usize) -> bool {
    if lines[at - 1].width < WIDE {
        return false;
    }
    let near = &lines[at.saturating_sub(COLUMN_REACH)..lines.len().min(at + COLUMN_REACH + 1)];
    let wide: Vec<u16> = near.iter().map(|line| line.width).filter(|&width| width >= WIDE).collect();
    let widest = wide.iter().copied().max().unwrap_or(0);
    let full = wide.iter().filter(|&&width| width >= widest / 8 * FULL_EIGHTHS).count();
    wide.len() >= WIDE_LINES && full * 2 <= wide.len()
}

/// Whether a headline's line cannot do without the line before it: that one ends as kickers do, or names the meeting whose acts
/// the line tells.
fn goes_with(before: &str, line: &str) -> bool {
    KICKER_ENDS.iter().any(|end| before.ends_with(end))
        || before.ends_with('会') | before.ends_with("会议") && MEETING_ACTS.iter().any(|act| line.starts_with(act))
}

#[cfg(test)]
mod tests {
    use super::{goes_with, is_list_of_headlines};
    use crate::layout::line::lines;
    use crate::source::Source;

    #[test]
    fn kickers_and_the_titles_that_go_on() {
        assert!(goes_with("某市长在调研时强调", "以实干开新局"));
        assert!(goes_with("市委召开常委会会议", "研究部署安全生产工作"));
        assert!(!goes_with("市委召开常委会会议", "甲乙调研工业园区"));
        assert!(!goes_with("重点项目集中开工", "研究部署安全生产工作"));
    }

    #[test]
    fn lists_of_headlines_and_columns_of_text() {
        let is_list = |text: &str| {
            let source = Source::new(text);
            is_list_of_headlines(source.clean(), &lines(&source))
        };
        let headlines = [
            "甲市召开全市安全生产工作会议", "乙县今年新修农村公路八十公里", "一座老桥的新生", "丙镇：荒山变果园",
            "青年干部走进田间地头", "我市三家企业入选省级名单", "“夜校”里的年轻人", "让每一滴水都流进庄稼地里",
            "丁村的文化广场建好了",
        ];
        assert!(is_list(&headlines.join("\n")));
        assert!(is_list(&headlines.join("\n\n")));
        assert!(!is_list(&headlines[..5].join("\n")), "too few");
        // A column of text, and names.
        assert!(!is_list(
            &["昨日甲市召开全市安全生产工作", "会议传达学习上级文件精神听取", "有关情况汇报研究部署下一阶段"]
                .repeat(4)
                .join("\n")
        ));
        assert!(!is_list(&["张三", "李四", "王小明", "赵六"].repeat(4).join("\n")));
        assert!(!is_list(&format!("{}\n昨日，甲市召开会议。", headlines.join("\n"))));
    }
}
