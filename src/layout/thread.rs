//! Which body each body line belongs to, by the lines' roles: a body that another one interrupts is taken up again.
//!
//! Bodies are numbered from 0 in the order in which they begin.

use super::cohesion::Topics;
use super::junction;
use super::line::Line;
use super::patterns::class;
use super::role::Role;

/// The bodies of a page, as far as it has been read.
pub struct Threads {
    /// The body of each line; none for what is no body line.
    pub owners: Vec<Option<usize>>,
    /// The last line of each body.
    last: Vec<usize>,
    /// How often each body has a line of each width, in half ems.
    widths: Vec<Vec<(u16, u32)>>,
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

/// A half em of difference between the widths of a line and of most lines of the body.
const WIDTH_COST: f32 = 0.3;
/// A line so many half ems shorter than most lines of its body ends a paragraph, whatever it ends with.
const SHORT: u16 = 5;
/// A sentence left open that a line in mid-sentence takes up, or one that ended before a new paragraph.
const OPEN_FITS: f32 = 3.0;
/// Each e-fold of lines in between.
const DISTANCE_COST: f32 = 0.5;
/// All of the wording that is not everywhere on the page shared with a body.
const TOPIC_FITS: f32 = 12.0;
/// Interrupted bodies that are looked at, late ones first.
const MOST: usize = 12;

impl Threads {
    /// None so far, of a page of so many lines.
    #[must_use]
    pub fn new(lines: usize) -> Self {
        Self { owners: vec![None; lines], last: Vec::new(), widths: Vec::new(), current: None }
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
        if body == self.last.len() {
            self.last.push(at);
            self.widths.push(Vec::new());
        }
        self.last[body] = at;
        let width = lines[at].width;
        match self.widths[body].iter_mut().find(|(seen, _)| *seen == width) {
            Some((_, count)) => *count += 1,
            None => self.widths[body].push((width, 1)),
        }
        self.owners[at] = Some(body);
        self.current = Some(body);
        taken
    }

    /// The width that most lines of a body have, the wider of two.
    fn usual_width(&self, body: usize) -> u16 {
        self.widths[body].iter().map(|&(width, count)| (count, width)).max().map_or(0, |(_, width)| width)
    }

    /// The interrupted bodies, late ones first, and the last line of each.
    fn interrupted(&self) -> impl Iterator<Item = (usize, usize)> {
        let current = self.current;
        self.last.iter().copied().enumerate().rev().filter(move |(body, _)| Some(*body) != current).take(MOST)
    }

    /// The interrupted body that a line goes on with: the one whose last line and wording fit best.
    fn taken_up(&self, lines: &[Line], topics: &Topics, at: usize, role: Role) -> Option<usize> {
        let line = &lines[at];
        let shares = topics.shares(at, self);
        self.interrupted()
            .map(|(body, last)| {
                let before = &lines[last];
                let usual = self.usual_width(body);
                // A line that ends its paragraph may be as short as it likes, but no line is wider than its column.
                let wider = f32::from(line.width) - f32::from(usual);
                let width = -(if is_open(line) { wider.abs() } else { wider.max(0.0) }) * WIDTH_COST;
                let joint = if role == Role::ResumeLine { junction::score(before.tail, line.head) } else { 0.0 };
                let breaks_off = is_open(before) && before.width + SHORT > usual;
                let open = if breaks_off == (role == Role::ResumeLine) { OPEN_FITS } else { 0.0 };
                let near = -libm::logf((at - last) as f32) * DISTANCE_COST;
                (width + joint + open + near + shares[body] * TOPIC_FITS, body)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, body)| body)
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
