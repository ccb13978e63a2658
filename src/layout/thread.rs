//! Which body each body line belongs to, by the lines' roles: a body that another one interrupts is taken up again.
//!
//! Bodies are numbered from 0 in the order in which they begin.

use super::cohesion::Topics;
use super::line::{Break, Line};
use super::patterns::class;
use super::role::Role;
use super::subject::Subject;
use super::{junction, named};
use std::sync::LazyLock;

/// What tells which interrupted body a line takes up.
pub const FEATURES: [&str; COUNT] = [
    "wider", "wider_at_end", "column", "joint", "breaks_off", "distance", "wording", "newest", "last_but_one", "same_side",
    "other_side", "subject", "subject_most",
];
/// How many these are.
pub const COUNT: usize = 13;
/// Values of [`FEATURES`], or their weights.
pub type Row = [f32; COUNT];

/// The learned weights.
pub const BUILT_IN: &str = include_str!("../../models/thread.txt");

static WEIGHTS: LazyLock<Row> = LazyLock::new(|| named::read::<COUNT, 1>(&FEATURES, BUILT_IN)[0]);

/// The weights as text.
#[must_use]
pub fn write(weights: &Row) -> String {
    named::write(&FEATURES, &[weights])
}

/// The bodies of a page, as far as it has been read.
pub struct Threads {
    /// The body of each line; none for what is no body line.
    pub owners: Vec<Option<usize>>,
    /// The last line of each body.
    last: Vec<usize>,
    /// How often each body has a line of each width, in half ems.
    widths: Vec<Vec<(u16, u32)>>,
    /// What each body speaks of.
    pub subjects: Vec<Subject>,
    /// The body that the last body line belongs to.
    pub current: Option<usize>,
}

/// How a line is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It begins a body.
    Begins,
    /// It goes on with the body before it.
    GoesOn,
    /// It takes up a body that was interrupted.
    TakesUp,
}

/// A line so many half ems shorter than most lines of its body ends a paragraph, whatever it ends with.
const SHORT: u16 = 5;
/// Half ems beyond which a difference of widths counts no more.
pub(super) const MOST_WIDER: f32 = 16.0;
/// So many half ems are one in the weights' unit.
pub(super) const WIDTH_UNIT: f32 = 4.0;
/// Interrupted bodies that are looked at, late ones first.
const MOST: usize = 12;

impl Threads {
    /// None so far, of a page of so many lines.
    #[must_use]
    pub fn new(lines: usize) -> Self {
        Self { owners: vec![None; lines], last: Vec::new(), widths: Vec::new(), subjects: Vec::new(), current: None }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.last.len()
    }

    /// Gives the next body line to its body, which is then the current one.
    pub fn take(&mut self, lines: &[Line], topics: &Topics, at: usize, role: Role) -> Taken {
        let (body, taken) = match (role, self.current) {
            (Role::ResumeLine | Role::ResumeParagraph, Some(current)) => match self.taken_up(lines, topics, at, role) {
                Some(body) => (body, Taken::TakesUp),
                None => (current, Taken::GoesOn),
            },
            (Role::ArticleStart, _) | (_, None) => (self.last.len(), Taken::Begins),
            (_, Some(current)) => (current, Taken::GoesOn),
        };
        self.give(lines, topics, at, body);
        taken
    }

    /// Gives the next body line to a body, or to a new one.
    pub fn give(&mut self, lines: &[Line], topics: &Topics, at: usize, body: usize) {
        if body == self.last.len() {
            self.last.push(at);
            self.widths.push(Vec::new());
            self.subjects.push(Subject::default());
        }
        self.last[body] = at;
        self.subjects[body] = self.subjects[body].with(&topics.subject(std::iter::once(at)));
        let width = lines[at].width;
        match self.widths[body].iter_mut().find(|(seen, _)| *seen == width) {
            Some((_, count)) => *count += 1,
            None => self.widths[body].push((width, 1)),
        }
        self.owners[at] = Some(body);
        self.current = Some(body);
    }

    /// The width that most lines of a body have, the wider of two.
    fn usual_width(&self, body: usize) -> u16 {
        self.widths[body].iter().map(|&(width, count)| (count, width)).max().map_or(0, |(_, width)| width)
    }

    /// The interrupted bodies, late ones first, and the last line of each.
    pub(super) fn interrupted(&self) -> impl Iterator<Item = (usize, usize)> {
        let current = self.current;
        self.last.iter().copied().enumerate().rev().filter(move |(body, _)| Some(*body) != current).take(MOST)
    }

    /// The interrupted body that a line goes on with: the one that fits best.
    fn taken_up(&self, lines: &[Line], topics: &Topics, at: usize, role: Role) -> Option<usize> {
        let score = |row: &Row| named::score(row, &WEIGHTS);
        self.candidates(lines, topics, at, role)
            .into_iter()
            .max_by(|a, b| score(&a.1).total_cmp(&score(&b.1)))
            .map(|(body, _)| body)
    }

    /// The interrupted bodies that a line may take up, and how they fit.
    #[must_use]
    pub fn candidates(&self, lines: &[Line], topics: &Topics, at: usize, role: Role) -> Vec<(usize, Row)> {
        let line = &lines[at];
        let shares = topics.shares(at, self);
        let ahead = topics.ahead(at);
        let alike: Vec<f32> = self.interrupted().map(|(body, _)| self.subjects[body].alike(&ahead)).collect();
        let most = alike.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let is = |told: bool| f32::from(u8::from(told));
        let side = |at: usize| (lines[at].breaks == Break::Gap, lines.get(at + 1).is_some_and(|l| l.breaks == Break::Gap));
        let fits = |nth: usize, body: usize, last: usize| -> Row {
            let before = &lines[last];
            let usual = self.usual_width(body);
            // A line that ends its paragraph may be as short as it likes, but no line is wider than its column.
            let wider = (f32::from(line.width) - f32::from(usual)).clamp(-MOST_WIDER, MOST_WIDER) / WIDTH_UNIT;
            let goes_on = role == Role::ResumeLine;
            let breaks_off = is_open(before) && before.width + SHORT > usual;
            let joint = || junction::sureness(before.tail, line.head);
            let (own, other) = (side(at), side(last));
            let shares_line = own != (false, false) && other != (false, false);
            let named = [
                ("wider", if is_open(line) { wider.abs() } else { 0.0 }),
                ("wider_at_end", if is_open(line) { 0.0 } else { wider.max(0.0) }),
                ("column", is(line.column.abs_diff(before.column) <= 1)),
                ("joint", if goes_on { joint() } else { 0.0 }),
                ("breaks_off", is(breaks_off == goes_on)),
                ("distance", libm::logf((at - last) as f32)),
                ("wording", shares[body]),
                ("newest", is(nth == 0)),
                ("last_but_one", is(at >= 2 && self.owners[at - 2] == Some(body))),
                ("same_side", is(shares_line && own == other)),
                ("other_side", is(shares_line && own != other)),
                ("subject", alike[nth]),
                ("subject_most", is(alike[nth] >= most)),
            ];
            debug_assert_eq!(named.map(|(name, _)| name), FEATURES);
            named.map(|(_, value)| value)
        };
        self.interrupted().enumerate().map(|(nth, (body, last))| (body, fits(nth, body, last))).collect()
    }

    /// How well a line goes on with the interrupted body that broke off in mid-sentence and fits it best: the log-odds of the joint.
    #[must_use]
    pub fn best_joint(&self, lines: &[Line], at: usize) -> Option<f32> {
        self.interrupted()
            .map(|(_, last)| &lines[last])
            .filter(|before| is_open(before))
            .map(|before| junction::score(before.tail, lines[at].head))
            .max_by(f32::total_cmp)
    }
}

/// Whether a line leaves its sentence open.
fn is_open(line: &Line) -> bool {
    !matches!(class(line.tail[0]), 1 | 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line;
    use crate::source::Source;

    /// The body of each line of a page whose lines have these roles.
    fn bodies(text: &str, roles: &[Role]) -> Vec<Option<usize>> {
        let source = Source::new(text);
        let lines = line::lines(&source);
        let topics = Topics::new(source.clean(), &lines);
        let mut threads = Threads::new(lines.len());
        for (at, &role) in roles.iter().enumerate().filter(|(_, role)| role.is_body()) {
            threads.take(&lines, &topics, at, role);
        }
        threads.owners
    }

    #[test]
    fn weights_are_read_as_they_were_written() {
        assert_eq!(write(&WEIGHTS), BUILT_IN);
    }

    #[test]
    fn a_sentence_left_open_is_taken_up() {
        let text = "图书馆昨日开放，馆内有\n水库除险加固工程完工。\n座位三百个。";
        let roles = [Role::ArticleStart, Role::ArticleStart, Role::ResumeLine];
        assert_eq!(bodies(text, &roles), [Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn a_paragraph_goes_to_the_body_that_speaks_of_the_same() {
        let text = "渔港码头今日启用。\n茶园新茶开采上市。\n体育馆更新了照明。\n茶园的新茶销往各地。";
        let roles = [Role::ArticleStart, Role::ArticleStart, Role::ArticleStart, Role::ResumeParagraph];
        assert_eq!(bodies(text, &roles), [Some(0), Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn other_lines_belong_to_no_body() {
        let text = "渔港码头今日启用，\n第二版\n停靠渔船百艘。";
        assert_eq!(bodies(text, &[Role::ArticleStart, Role::Furniture, Role::Goes]), [Some(0), None, Some(0)]);
    }
}
