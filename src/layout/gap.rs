//! Whether a single space inside a line parts two columns that an extractor set side by side, or stands within a text: a logistic
//! model over how both sides read, how wide they are and where the lines around have theirs. A page is looked at twice; the second
//! time the cuts of the first tell too: where columns stand side by side, they do so for several lines.

use super::line::columns;
use super::{junction, named};
use crate::span::{Clean, Span};
use std::sync::LazyLock;

/// What a space is judged by; the last [`CONTEXT`] the second time alone.
pub const FEATURES: [&str; COUNT] = [
    "always", "joint", "left_goes_on", "right_goes_on", "left_came", "sentence_ends", "mark_ends", "quote_ends", "figure_ends",
    "single_ends", "opens", "dash", "figure_begins", "mark_begins", "single_begins", "in_bracket", "bracket_open", "in_quote",
    "quote_open", "credit", "photo", "marks_before", "marks_behind", "before_short", "before_middle", "behind_short",
    "behind_middle", "wide", "too_wide", "aligned", "before_fills", "behind_fills", "fills", "other_spaces", "mark_and_quote",
    "page_cut", "cut_near", "cut_aligned",
];
/// How many these are.
pub const COUNT: usize = 38;
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
/// Log-odds of a joint beyond this count no more; they are counted in this unit.
const SUREST_JOINT: f32 = 4.0;
/// Widths, in half ems, of what is short and of what is no more than middling.
const SHORT: usize = 8;
const MIDDLE: usize = 16;

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
    rows: Vec<Measures>,
    /// The width that most lines have.
    column: usize,
    /// How many cuts the first look made.
    cuts: usize,
}

struct Measures {
    span: Span<Clean>,
    width: usize,
    /// How wide the text before each of its spaces is.
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
    /// Measures the lines, and looks at them for the first time.
    #[must_use]
    pub fn new(clean: &'a str, lines: impl Iterator<Item = Span<Clean>>) -> Self {
        Self::looked_at(clean, lines, &WEIGHTS.first)
    }

    /// Like [`Rows::new`], by weights that are not those built in.
    #[must_use]
    pub fn looked_at(clean: &'a str, lines: impl Iterator<Item = Span<Clean>>, weights: &Row) -> Self {
        let rows: Vec<Measures> = lines.map(|span| measures(clean, span)).collect();
        let mut counts = [0usize; 128];
        for row in &rows {
            counts[row.width.min(127)] += 1;
        }
        let near = |width: usize| counts[width.saturating_sub(SAME)..(width + SAME + 1).min(128)].iter().sum::<usize>();
        let column = (MIDDLE..127).max_by_key(|&width| (near(width), width)).unwrap_or(MIDDLE);
        let mut this = Self { clean, rows, column, cuts: 0 };
        let cuts: Vec<Vec<usize>> = (0..this.rows.len()).map(|row| this.first_cuts(row, weights)).collect();
        this.cuts = cuts.iter().map(Vec::len).sum();
        for (row, cuts) in this.rows.iter_mut().zip(cuts) {
            row.cuts = cuts;
        }
        this
    }

    fn first_cuts(&self, row: usize, weights: &Row) -> Vec<usize> {
        let text = self.rows[row].span.of(self.clean);
        let mut cuts = Vec::new();
        if !self.rows[row].spaces.is_empty() {
            columns(text, 0, |before, behind| {
                let cut = sum(&self.features(Space { row, before, behind }), weights) > 0.0;
                if cut {
                    let end = before.as_ptr().addr() - text.as_ptr().addr() + before.len();
                    cuts.push(width(&text[..end]));
                }
                cut
            });
        }
        cuts
    }

    /// Whether columns stand on both sides of a space.
    #[must_use]
    pub fn parts(&self, space: Space<'_>) -> bool {
        sum(&self.features(space), &WEIGHTS.second) > LEAST
    }

    /// The features of a space.
    #[must_use]
    pub fn features(&self, Space { row: at, before, behind }: Space<'_>) -> Row {
        let row = &self.rows[at];
        let width_before = width(before);
        let width_behind = width(behind);
        let last = before.chars().next_back().unwrap_or('\0');
        let first = behind.chars().next().unwrap_or('\0');
        let ended = |c: char| matches!(c, '。' | '！' | '？');
        let joint = |before: &str, behind: &str| {
            junction::score(tail(before), head(behind)).clamp(-SUREST_JOINT, SUREST_JOINT) / SUREST_JOINT
        };
        let around = at.saturating_sub(REACH)..(at + REACH + 1).min(self.rows.len());
        let others = || self.rows[around.clone()].iter().enumerate().filter(|(i, _)| around.start + i != at).map(|(_, row)| row);
        let text = |at: usize| self.rows[at].span.of(self.clean).trim();
        let same = |a: usize, b: usize| a.abs_diff(b) <= SAME;
        let marks = ['，', '。', '、', '；'];
        let is = |told: bool| f32::from(u8::from(told));
        let share = |count: usize| count.min(2) as f32 / 2.0;
        let open = |open: char, close: char| before.rfind(open) > before.rfind(close);
        let closes =
            |open: char, close: char| behind.find(close).is_some_and(|at| behind.find(open).is_none_or(|open| at < open));
        let ends_in_figure = last.is_ascii_alphanumeric();
        [
            1.0,
            joint(before, behind),
            if ended(last) || at + 1 >= self.rows.len() { 0.0 } else { joint(before, text(at + 1)) },
            if at == 0 || ended(text(at - 1).chars().next_back().unwrap_or('\0')) { 0.0 } else { joint(text(at - 1), behind) },
            if at == 0 || ended(text(at - 1).chars().next_back().unwrap_or('\0')) { 0.0 } else { joint(text(at - 1), before) },
            is(ended(last)),
            is(matches!(last, '，' | '、' | '；' | '：')),
            is(matches!(last, '”' | '）' | '》')),
            is(ends_in_figure),
            is(before.chars().nth(1).is_none()),
            is(matches!(first, '“' | '《' | '（')),
            is(matches!(first, '—' | '⸺')),
            is(first.is_ascii_alphanumeric()),
            is(!first.is_alphanumeric() && !matches!(first, '“' | '《' | '（' | '—' | '⸺')),
            is(behind.chars().nth(1).is_none()),
            is(open('（', '）') && closes('（', '）')),
            is(open('（', '）') && !closes('（', '）')),
            is(open('“', '”') && closes('“', '”')),
            is(open('“', '”') && !closes('“', '”')),
            is(["记者", "通讯员"].iter().any(|credit| behind.starts_with(credit) || before.ends_with(credit))),
            is(behind.ends_with('摄')),
            is(before.contains(marks)),
            is(behind.contains(marks)),
            is(width_before < SHORT),
            is((SHORT..MIDDLE).contains(&width_before)),
            is(width_behind < SHORT),
            is((SHORT..MIDDLE).contains(&width_behind)),
            is(row.width > self.column + SAME),
            (row.width as f32 / self.column as f32 - 1.0).clamp(-1.0, 1.5),
            share(others().filter(|other| other.spaces.iter().any(|&space| same(space, width_before))).count()),
            share(others().filter(|other| same(other.width, width_before)).count()),
            share(others().filter(|other| same(other.width, width_behind)).count()),
            share(others().filter(|other| same(other.width, row.width)).count()),
            share(row.spaces.len().saturating_sub(1)),
            is(matches!(last, '，' | '。' | '、' | '：') && first == '“' || last == '”' && !first.is_alphanumeric()),
            is(self.cuts > row.cuts.len()),
            share(others().filter(|other| !other.cuts.is_empty()).count()),
            share(others().filter(|other| other.cuts.iter().any(|&cut| same(cut, width_before))).count()),
        ]
    }
}

fn sum(row: &Row, weights: &Row) -> f32 {
    row.iter().zip(weights).map(|(value, weight)| value * weight).sum()
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

/// The last characters, the very last first.
fn tail(text: &str) -> [char; 3] {
    let mut last = text.chars().rev().filter(|c| !c.is_whitespace());
    std::array::from_fn(|_| last.next().unwrap_or('\0'))
}

fn head(text: &str) -> [char; 3] {
    let mut first = text.chars().filter(|c| !c.is_whitespace());
    std::array::from_fn(|_| first.next().unwrap_or('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::lines;
    use crate::source::Source;

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
        assert!(FEATURES.iter().all(|name| BUILT_IN.contains(name)));
        assert_eq!(Weights::read(BUILT_IN).write(), BUILT_IN);
    }
}
