//! Whether a single space inside a line parts two columns that an extractor set side by side, or stands within a text: a logistic
//! model over how both sides read, how wide they are and where the lines around have theirs. A page is looked at twice; the second
//! time the cuts of the first tell too: where columns stand side by side, they do so for several lines.

use super::line::columns;
use super::{junction, named};
use crate::source::Source;
use crate::span::{Clean, Span};
use std::sync::LazyLock;

/// What a space is judged by; the last [`CONTEXT`] the second time alone.
pub const FEATURES: [&str; COUNT] = [
    "always", "joint", "left_goes_on", "right_goes_on", "left_came", "sentence_ends", "mark_ends", "quote_ends", "figure_ends",
    "single_ends", "opens", "dash", "figure_begins", "mark_begins", "single_begins", "in_bracket", "bracket_open", "in_quote",
    "quote_open", "credit", "photo", "picture", "dateline", "marks_before", "marks_behind", "before_short", "before_middle",
    "behind_short", "behind_middle", "wide", "too_wide", "aligned", "before_fills", "behind_fills", "fills", "other_spaces",
    "mark_and_quote", "page_cut", "cut_near", "cut_aligned",
];
/// How many these are.
pub const COUNT: usize = 40;
/// How many of them speak of the cuts of the first time.
pub const CONTEXT: usize = 3;
/// Values of [`FEATURES`], or their weights.
pub type Row = [f32; COUNT];

/// The learned weights.
pub const BUILT_IN: &str = include_str!("../../models/gap.txt");

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(BUILT_IN));

/// Lines on either side that are looked at.
const REACH: usize = 3;
/// Widths that differ by so many half ems are the same.
const SAME: usize = 1;
/// Below this width, in half ems, a stretch is short.
const SHORT: usize = 8;
/// Below this one it is middling.
const MIDDLE: usize = 16;
/// No page is as wide, in half ems: a longer line is running text without line breaks, and no columns stand on it.
const WIDEST: usize = 400;
/// Widths of columns, in half ems, end here.
const WIDEST_COLUMN: usize = 126;
/// A report from here holds one of these where it begins, and what stands before is another text.
const DATELINES: [&str; 4] = ["本报讯", "晚报讯", "日报讯", "新华社"];
/// Log-odds below which nothing is cut: a cut too many is joined again as a rule, one too few is not made up for.
const LEAST: f32 = -0.8;

/// The weights of [`FEATURES`].
#[derive(Clone)]
pub struct Weights {
    /// When a page is looked at for the first time.
    pub first: Row,
    /// When the cuts of the first time are known.
    pub second: Row,
}

impl Weights {
    /// Reads what [`Weights::write`] made; what it does not name is 0.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let [first, second] = named::read(&FEATURES, text);
        Self { first, second }
    }

    /// The weights as text.
    #[must_use]
    pub fn write(&self) -> String {
        named::write(&FEATURES, &[&self.first, &self.second])
    }
}

/// The lines of a text that hold any, as wide as they are and with their spaces.
pub struct Rows<'a> {
    clean: &'a str,
    lines: Vec<Measures>,
    /// The width that most lines have.
    column: usize,
    /// How many cuts the first look made.
    cuts: usize,
}

struct Measures {
    span: Span<Clean>,
    width: usize,
    /// How wide the line is before each of its spaces.
    spaces: Vec<usize>,
    /// How wide it is before each of those that the first look cut at.
    cuts: Vec<usize>,
}

/// A space of a line: the stretch before it, since the line's beginning or the cut before, and all that is behind it.
#[derive(Clone, Copy)]
pub struct Space<'a> {
    /// Which line, by its number among [`Rows`].
    pub row: usize,
    /// The stretch before.
    pub before: &'a str,
    /// All behind.
    pub behind: &'a str,
}

impl<'a> Rows<'a> {
    /// Measures a text's lines, blank ones left out, and looks at them for the first time.
    #[must_use]
    pub fn new(source: &'a Source) -> Self {
        Self::looked_at(source, &WEIGHTS.first)
    }

    /// Like [`Rows::new`], by weights that are not those built in.
    #[must_use]
    pub fn looked_at(source: &'a Source, weights: &Row) -> Self {
        let clean = source.clean();
        let lines: Vec<Measures> =
            source.lines().iter().filter(|line| !line.of(clean).trim().is_empty()).map(|&line| measures(clean, line)).collect();
        let mut counts = [0usize; WIDEST_COLUMN + SAME + 1];
        for row in &lines {
            if let Some(count) = counts.get_mut(row.width) {
                *count += 1;
            }
        }
        let near = |width: usize| counts[width - SAME..=width + SAME].iter().sum::<usize>();
        let column = (MIDDLE..=WIDEST_COLUMN).max_by_key(|&width| (near(width), width)).unwrap_or(MIDDLE);
        let mut this = Self { clean, lines, column, cuts: 0 };
        let cuts: Vec<Vec<usize>> = (0..this.lines.len()).map(|row| this.first_cuts(row, weights)).collect();
        this.cuts = cuts.iter().map(Vec::len).sum();
        for (row, cuts) in this.lines.iter_mut().zip(cuts) {
            row.cuts = cuts;
        }
        this
    }

    /// The text of a line, by its number.
    #[must_use]
    pub fn text(&self, row: usize) -> &'a str {
        self.lines[row].span.of(self.clean)
    }

    /// The lines' places, in order.
    pub fn spans(&self) -> impl Iterator<Item = Span<Clean>> {
        self.lines.iter().map(|row| row.span)
    }

    /// Whether columns may stand on a line at all.
    fn may_part(&self, row: usize) -> bool {
        self.lines[row].width <= WIDEST
    }

    fn first_cuts(&self, row: usize, weights: &Row) -> Vec<usize> {
        let mut cuts = Vec::new();
        if !self.lines[row].spaces.is_empty() && self.may_part(row) {
            columns(self.text(row), 0, |before, behind| {
                let space = Space { row, before, behind };
                let cut = named::score(&self.features(space), weights) > 0.0;
                if cut {
                    cuts.push(self.width_to(space));
                }
                cut
            });
        }
        cuts
    }

    /// How wide the line is before a space.
    fn width_to(&self, Space { row, before, .. }: Space<'_>) -> usize {
        let text = self.text(row);
        width(&text[..before.as_ptr().addr() - text.as_ptr().addr() + before.len()])
    }

    /// Whether columns stand on both sides of a space.
    #[must_use]
    pub fn parts(&self, space: Space<'_>) -> bool {
        self.may_part(space.row) && named::score(&self.features(space), &WEIGHTS.second) > LEAST
    }

    /// The features of a space.
    #[must_use]
    pub fn features(&self, space: Space<'_>) -> Row {
        let Space { row: at, before, behind } = space;
        let row = &self.lines[at];
        let from_start = self.width_to(space);
        let (width_before, width_behind) = (width(before), width(behind));
        let last = before.chars().next_back().unwrap_or('\0');
        let first = behind.chars().next().unwrap_or('\0');
        let ended = |text: &str| text.ends_with(['。', '！', '？']);
        let joint = |before: &str, behind: &str| junction::sureness(junction::tail(before), junction::head(behind));
        let previous = at.checked_sub(1).map(|at| self.text(at).trim()).filter(|text| !ended(text));
        let next = (at + 1 < self.lines.len() && !ended(before)).then(|| self.text(at + 1).trim());
        let around = at.saturating_sub(REACH)..(at + REACH + 1).min(self.lines.len());
        let others = |like: &dyn Fn(&Measures) -> bool| {
            let count = around.clone().filter(|&other| other != at && self.may_part(other) && like(&self.lines[other])).count();
            count.min(2) as f32 / 2.0
        };
        let same = |a: usize, b: usize| a.abs_diff(b) <= SAME;
        let has = |widths: &[usize]| widths.iter().any(|&width| same(width, from_start));
        let marks = ['，', '。', '、', '；'];
        let is = |told: bool| f32::from(u8::from(told));
        let open = |open: char, close: char| before.rfind(open) > before.rfind(close);
        let closes =
            |open: char, close: char| behind.find(close).is_some_and(|at| behind.find(open).is_none_or(|open| at < open));
        let (opens, dash) = (matches!(first, '“' | '《' | '（'), matches!(first, '—' | '⸺'));
        let named = [
            ("always", 1.0),
            ("joint", joint(before, behind)),
            ("left_goes_on", next.map_or(0.0, |next| joint(before, next))),
            ("right_goes_on", previous.map_or(0.0, |previous| joint(previous, behind))),
            ("left_came", previous.map_or(0.0, |previous| joint(previous, before))),
            ("sentence_ends", is(ended(before))),
            ("mark_ends", is(matches!(last, '，' | '、' | '；' | '：'))),
            ("quote_ends", is(matches!(last, '”' | '）' | '》'))),
            ("figure_ends", is(last.is_ascii_alphanumeric())),
            ("single_ends", is(before.chars().nth(1).is_none())),
            ("opens", is(opens)),
            ("dash", is(dash)),
            ("figure_begins", is(first.is_ascii_alphanumeric())),
            ("mark_begins", is(!first.is_alphanumeric() && !opens && !dash)),
            ("single_begins", is(behind.chars().nth(1).is_none())),
            ("in_bracket", is(open('（', '）') && closes('（', '）'))),
            ("bracket_open", is(open('（', '）') && !closes('（', '）'))),
            ("in_quote", is(open('“', '”') && closes('“', '”'))),
            ("quote_open", is(open('“', '”') && !closes('“', '”'))),
            ("credit", is(["记者", "通讯员"].iter().any(|word| behind.starts_with(word) || before.ends_with(word)))),
            ("photo", is(["摄", "摄影", "报道"].iter().any(|word| behind.ends_with(word)))),
            ("picture", is(matches!(first, '▲' | '▼' | '◀' | '▶' | '△' | '①'..='⑳') || behind.starts_with("图"))),
            ("dateline", is(DATELINES.iter().any(|word| behind.contains(word)))),
            ("marks_before", is(before.contains(marks))),
            ("marks_behind", is(behind.contains(marks))),
            ("before_short", is(width_before < SHORT)),
            ("before_middle", is((SHORT..MIDDLE).contains(&width_before))),
            ("behind_short", is(width_behind < SHORT)),
            ("behind_middle", is((SHORT..MIDDLE).contains(&width_behind))),
            ("wide", is(row.width > self.column + SAME)),
            ("too_wide", (row.width as f32 / self.column as f32 - 1.0).clamp(-1.0, 1.5)),
            ("aligned", others(&|other| has(&other.spaces))),
            ("before_fills", others(&|other| same(other.width, width_before))),
            ("behind_fills", others(&|other| same(other.width, width_behind))),
            ("fills", others(&|other| same(other.width, row.width))),
            ("other_spaces", row.spaces.len().saturating_sub(1).min(2) as f32 / 2.0),
            (
                "mark_and_quote",
                is(matches!(last, '，' | '。' | '、' | '：') && first == '“' || last == '”' && !first.is_alphanumeric()),
            ),
            ("page_cut", is(self.cuts > row.cuts.len())),
            ("cut_near", others(&|other| !other.cuts.is_empty())),
            ("cut_aligned", others(&|other| has(&other.cuts))),
        ];
        debug_assert_eq!(named.map(|(name, _)| name), FEATURES);
        named.map(|(_, value)| value)
    }
}

fn measures(clean: &str, span: Span<Clean>) -> Measures {
    let (mut width, mut spaces, mut blank) = (0, Vec::new(), false);
    for c in span.of(clean).trim().chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if blank {
            spaces.push(width);
        }
        blank = false;
        width += if c.is_ascii() { 1 } else { 2 };
    }
    Measures { span, width, spaces, cuts: Vec::new() }
}

fn width(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::lines;

    fn stretches(text: &str) -> Vec<String> {
        let source = Source::new(text);
        lines(&source).iter().map(|line| line.span.of(source.clean()).to_owned()).collect()
    }

    #[test]
    fn a_headline_beside_a_body_is_parted() {
        let text = "本报讯（记者 赵小田）今年以来，江城市大力发展新 柳明山春茶上市\n\
            茶产业，全市茶园面积已达三万余亩，茶农收入比去 带动茶农增收\n\
            年增加两成。在柳明山茶园里，茶农们正忙着采摘春\n\
            茶，现场一派繁忙景象。据了解，柳明山茶园今年新\n\
            茶产量预计可达五百吨左右。\n";
        let found = stretches(text);
        assert!(found.contains(&"柳明山春茶上市".to_owned()) && found.contains(&"带动茶农增收".to_owned()), "{found:?}");
    }

    #[test]
    fn what_reads_on_is_not_parted() {
        let text = "昨日上午，市图书馆新馆正式向社会开放， “首日接待读者两千\n\
            余人， 比去年同期增加一成。”馆长 赵小田说，新馆的自习室有座\n\
            位三百个， 阅览室全天开放， 读者可以凭身份证进馆看书。\n";
        assert_eq!(stretches(text).len(), 3);
    }

    #[test]
    fn weights_are_read_as_they_were_written() {
        assert_eq!(Weights::read(BUILT_IN).write(), BUILT_IN);
    }
}
