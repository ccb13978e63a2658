//! Which headline goes with which body, where a page mixes them: every way of handing the headlines' lines out has a score, a
//! sum of learned weights, and the best that small changes of the reading lead to is taken.
//!
//! Bodies are numbered from 0; the number behind the last one stands for no body at all. Headline lines are taken in pieces, cut
//! where they have spaces: two headlines side by side may share a line.

use super::cohesion::{LEAD, Topics, char_pairs};
use super::line::{Line, piece};
use super::subject::Subject;
use super::{junction, named};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// What a headline's lines and their body are judged by.
pub const FEATURES: [&str; COUNT] = [
    "wording", "wording_share", "most_wording", "lead_share", "before", "behind", "between", "far", "distance", "same_phrase",
    "same_line", "skips", "next_line", "same_side", "crosses", "woven", "woven_phrase", "apart", "apart_more", "apart_phrase",
    "titled", "open_bracket", "both_sides", "no_body", "subject", "subject_lead",
];
/// How many these are.
pub const COUNT: usize = 26;
/// Values of [`FEATURES`], or their weights.
pub type Row = [f32; COUNT];

const WORDING: usize = 0;
const WORDING_SHARE: usize = 1;
const MOST_WORDING: usize = 2;
const LEAD_SHARE: usize = 3;
const BEFORE: usize = 4;
const BEHIND: usize = 5;
const BETWEEN: usize = 6;
const FAR: usize = 7;
const DISTANCE: usize = 8;
const SAME_PHRASE: usize = 9;
const SAME_LINE: usize = 10;
const SKIPS: usize = 11;
const NEXT_LINE: usize = 12;
const SAME_SIDE: usize = 13;
const CROSSES: usize = 14;
const WOVEN: usize = 15;
const WOVEN_PHRASE: usize = 16;
const APART: usize = 17;
const APART_MORE: usize = 18;
const APART_PHRASE: usize = 19;
const TITLED: usize = 20;
const OPEN_BRACKET: usize = 21;
const BOTH_SIDES: usize = 22;
const NO_BODY: usize = 23;
const SUBJECT: usize = 24;
const SUBJECT_LEAD: usize = 25;

/// The learned weights.
pub const BUILT_IN: &str = include_str!("../../models/placement.txt");

/// A pair of characters that more bodies have says nothing of one.
const EVERYWHERE: usize = 16;
/// Bodies that are looked at for each piece, those that share most wording with it.
const RIVALS: usize = 8;
/// Wording beyond this counts no more; and what is one in the weights' unit.
const MOST_SHARED: f32 = 15.0;
const SHARED_UNIT: f32 = 5.0;
/// How alike a piece and a body are differs by a third as a rule: so many times one is one in the weights' unit.
const SUBJECT_WEIGHT: f32 = 3.0;
/// Pieces that change their body at once, at most.
const LONGEST: usize = 12;
/// What makes a page better by less is no change worth making.
const LEAST_GAIN: f32 = 1e-3;
/// How much is looked at, in pieces of headlines, for each piece that the page has; then the search ends. Printed pages need some
/// hundreds: this keeps the time in proportion on texts that are no pages.
const MOST_LOOKS: usize = 4000;
/// How often all of them are looked at, at most: each time only better ways are taken, and they run out sooner as a rule.
const ROUNDS: usize = 8;
/// The reading's own choice counts as much as its log-odds times this, on a tangled page times the second: there it errs more often.
const READING: [f32; 2] = [1.0, 0.15];
/// No reading is surer.
const SUREST_READING: f32 = 6.0;

/// The weights of [`FEATURES`].
#[derive(Clone, Default)]
pub struct Weights {
    /// Of pages that read from top to bottom.
    pub plain: Row,
    /// Of pages whose articles interrupt one another.
    pub tangled: Row,
}

impl Weights {
    /// Reads what [`Weights::write`] made; what it does not name is 0.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let [plain, tangled] = named::read(&FEATURES, text);
        Self { plain, tangled }
    }

    /// The weights as text.
    #[must_use]
    pub fn write(&self) -> String {
        named::write(&FEATURES, &[&self.plain, &self.tangled])
    }
}

/// A piece of a headline's line.
#[derive(Clone)]
pub struct Piece {
    /// The piece by itself.
    pub line: Line,
    /// The line that it is of, by index.
    pub at: usize,
}

/// The pieces of a headline's line: cut at single spaces, but not beside marks and single characters.
#[must_use]
pub fn pieces(clean: &str, line: &Line, at: usize) -> Vec<Piece> {
    let text = line.span.of(clean);
    let mut found: Vec<Piece> = Vec::new();
    let mut from = 0;
    for (cut, _) in text.match_indices([' ', '\u{3000}']).chain([(text.len(), "")]) {
        let (before, after) = (text[from..cut].trim_start(), text[cut..].trim_start());
        if cut < text.len() && (line.letterspaced || !is_phrase(before) || !is_phrase(after)) {
            continue;
        }
        let start = line.span.start as usize + cut - before.len();
        found.push(Piece { line: piece(clean, line, start..start + before.trim_end().len(), from > 0), at });
        from = cut;
    }
    found
}

/// Whether a piece can stand by itself: more than one character, and the first no mark that goes with what stands before.
fn is_phrase(text: &str) -> bool {
    text.chars().nth(1).is_some() && text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '《' | '（' | '—' | '⸺'))
}

/// A page's headline pieces and bodies, and what each pair of them shares.
pub struct Board<'a> {
    pieces: &'a [Piece],
    bodies: usize,
    /// Whether bodies are interrupted and taken up again, or lines stand side by side.
    tangled: bool,
    /// For each piece, the bodies that share wording with it: all of it, and in the lead alone.
    shared: Vec<Vec<(usize, f32, f32)>>,
    /// The most that a body shares with each piece, and the most that a lead does.
    most: Vec<(f32, f32)>,
    /// What each piece speaks of, and what each body and its lead do.
    spoken: Vec<Subject>,
    subjects: Vec<[Subject; 2]>,
    /// The lines of each body.
    lines: Vec<Vec<usize>>,
    /// The bodies of the nearest body lines before and behind each piece.
    near: Vec<(Option<usize>, Option<usize>)>,
    /// The brackets that each piece leaves open or closes.
    brackets: Vec<Vec<(u8, bool)>>,
    /// The body that the reading gave each piece, and what it counts for.
    reading: Vec<(usize, f32)>,
    /// How well one piece goes on in another, from -1 to 1, where it was asked for: the search asks so often that remembering it here,
    /// by two numbers, saves a twentieth of an analysis.
    joints: RefCell<FxHashMap<(usize, usize), f32>>,
    /// How alike a piece is to a body and to its lead, where it was asked for: it is asked for as often as joints are.
    alike: RefCell<FxHashMap<(usize, usize), [f32; 2]>>,
    /// How many pieces of headlines were looked at.
    looks: Cell<usize>,
}

impl<'a> Board<'a> {
    /// Sets it up. `owners` has the body of each line, where it is body text; `clean` is the text that spans index.
    #[must_use]
    pub fn new(clean: &str, pieces: &'a [Piece], owners: &[Option<usize>], topics: &Topics) -> Self {
        let bodies = owners.iter().flatten().max().map_or(0, |&last| last + 1);
        let mut newest = 0;
        let mut tangled = false;
        for &body in owners.iter().flatten() {
            tangled |= body < newest;
            newest = newest.max(body);
        }
        let mut lines = vec![Vec::new(); bodies];
        for (at, body) in owners.iter().enumerate() {
            if let Some(body) = *body {
                lines[body].push(at);
            }
        }
        // A piece is of a line, and so are its pairs of characters.
        let pairs =
            |piece: &Piece| char_pairs(piece.line.span.of(clean)).into_iter().filter_map(|pair| topics.number(pair)).collect();
        let wording: Vec<Vec<u32>> = pieces.iter().map(pairs).collect();
        let mut found: Vec<Option<Vec<(usize, bool)>>> = vec![None; topics.count()];
        for &pair in wording.iter().flatten() {
            found[pair as usize] = Some(Vec::new());
        }
        for (body, lines) in lines.iter().enumerate() {
            for (place, &line) in lines.iter().enumerate() {
                for &pair in topics.of_line(line) {
                    if let Some(bodies) = &mut found[pair as usize]
                        && bodies.last().is_none_or(|&(last, _)| last != body)
                    {
                        bodies.push((body, place < LEAD));
                    }
                }
            }
        }
        let mut shared = Vec::with_capacity(pieces.len());
        let mut most = Vec::with_capacity(pieces.len());
        for pairs in &wording {
            let mut sums: Vec<(usize, f32, f32)> = Vec::new();
            for holders in
                pairs.iter().filter_map(|&pair| found[pair as usize].as_ref()).filter(|holders| holders.len() <= EVERYWHERE)
            {
                let weight = libm::logf(1.0 + bodies as f32 / holders.len().max(1) as f32);
                for &(body, lead) in holders {
                    let lead = if lead { weight } else { 0.0 };
                    match sums.iter_mut().find(|sum| sum.0 == body) {
                        Some(sum) => (sum.1, sum.2) = (sum.1 + weight, sum.2 + lead),
                        None => sums.push((body, weight, lead)),
                    }
                }
            }
            sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            sums.truncate(RIVALS);
            most.push(sums.iter().fold((0.0f32, 0.0f32), |most, sum| (most.0.max(sum.1), most.1.max(sum.2))));
            shared.push(sums);
        }
        let subjects: Vec<[Subject; 2]> = lines
            .iter()
            .map(|lines| [topics.subject(lines.iter().copied()), topics.subject(lines.iter().take(LEAD).copied())])
            .collect();
        let spoken = pieces.iter().map(|piece| Subject::of(piece.line.span.of(clean))).collect();
        let mut near = vec![(None, None); pieces.len()];
        let (mut last, mut from) = (None, 0);
        for (piece, near) in pieces.iter().zip(&mut near) {
            last = owners[from..piece.at].iter().rev().flatten().next().copied().or(last);
            (near.0, from) = (last, piece.at);
        }
        let (mut next, mut to) = (None, owners.len());
        for (piece, near) in pieces.iter().zip(&mut near).rev() {
            next = owners[piece.at..to].iter().flatten().next().copied().or(next);
            (near.1, to) = (next, piece.at);
        }
        let brackets = pieces.iter().map(|piece| brackets(piece.line.span.of(clean))).collect();
        let reading = vec![(bodies, 0.0); pieces.len()];
        Self {
            pieces,
            bodies,
            tangled,
            shared,
            most,
            spoken,
            subjects,
            lines,
            near,
            brackets,
            reading,
            joints: RefCell::default(),
            alike: RefCell::default(),
            looks: Cell::new(0),
        }
    }

    /// Says which body the reading gave a piece, and how surely (from 0 to 1).
    pub fn was_read(&mut self, piece: usize, body: usize, confidence: f32) {
        let odds = libm::logf(confidence.max(1e-6) / (1.0 - confidence).max(1e-6));
        let share = READING[usize::from(self.tangled)];
        self.reading[piece] = (body, odds.clamp(0.0, SUREST_READING) * share);
    }

    /// Whether the page's articles interrupt one another.
    #[must_use]
    pub fn is_tangled(&self) -> bool {
        self.tangled
    }

    /// How many bodies there are.
    #[must_use]
    pub fn bodies(&self) -> usize {
        self.bodies
    }

    /// The first line of a body, by index; none of no body.
    #[must_use]
    pub fn first_line(&self, body: usize) -> Option<usize> {
        self.lines.get(body).map(|lines| lines[0])
    }

    /// The bodies of the nearest body lines before and behind a piece.
    #[must_use]
    pub fn near(&self, piece: usize) -> (Option<usize>, Option<usize>) {
        self.near[piece]
    }

    /// The bodies that pieces may go with: those that share their wording, the nearest ones, their neighbours', and none.
    fn candidates(&self, pieces: &[usize], of: &[usize]) -> Vec<usize> {
        let mut found = vec![self.bodies];
        for &piece in pieces {
            found.extend(self.shared[piece].iter().map(|shared| shared.0));
            found.extend(self.near[piece].0.into_iter().chain(self.near[piece].1));
            found.push(self.reading[piece].0);
            found.extend(piece.checked_sub(1).map(|before| of[before]));
            found.extend(of.get(piece + 1));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The features of one body with these pieces as its headline.
    #[must_use]
    pub fn features(&self, body: usize, pieces: &[usize]) -> Row {
        let mut row = [0.0; COUNT];
        let Some((&first, &last)) = pieces.first().zip(pieces.last()) else { return row };
        if body < self.bodies {
            row[TITLED] = 1.0;
            self.position(body, first, &mut row);
            let start = self.lines[body][0];
            row[BOTH_SIDES] = f32::from(self.pieces[first].at < start && start < self.pieces[last].at);
        }
        let joint = |from: usize, to: usize| {
            *self
                .joints
                .borrow_mut()
                .entry((from, to))
                .or_insert_with(|| junction::sureness(self.pieces[from].line.tail, self.pieces[to].line.head))
        };
        let mut before: Option<usize> = None;
        for &piece in pieces {
            if body < self.bodies {
                self.wording(body, piece, &mut row);
            }
            match before.map(|before| (before, self.pieces[piece].at - self.pieces[before].at)) {
                // Between the two stands another headline's piece.
                Some((before, 0)) if piece - before > 1 => row[SKIPS] += 1.0,
                Some((_, 0)) => row[SAME_LINE] += 1.0,
                Some((before, 1)) => {
                    row[NEXT_LINE] += 1.0;
                    row[SAME_PHRASE] += joint(before, piece);
                }
                // Other headlines' pieces alone stand between the two, each on a line of its own.
                Some((before, lines)) if lines <= piece - before => {
                    row[WOVEN] += 1.0;
                    row[WOVEN_PHRASE] += joint(before, piece);
                }
                Some((before, _)) if body < self.bodies => {
                    row[if row[APART] == 0.0 { APART } else { APART_MORE }] += 1.0;
                    row[APART_PHRASE] += joint(before, piece);
                }
                _ if body == self.bodies => row[NO_BODY] += 1.0,
                _ => {}
            }
            // Where other headlines' pieces stand between the two, all may keep to their sides.
            let skipped = before.filter(|before| piece - before > 1);
            if let Some((before, piece)) = skipped.map(|before| (self.side(before), self.side(piece))) {
                row[SAME_SIDE] += f32::from((before.0 && piece.0) || (before.1 && piece.1));
                row[CROSSES] += f32::from((before.0 && piece.1) || (before.1 && piece.0));
            }
            before = Some(piece);
        }
        row[OPEN_BRACKET] = self.open_brackets(pieces);
        row
    }

    /// Whether a piece begins and whether it ends a line of several pieces.
    fn side(&self, piece: usize) -> (bool, bool) {
        let shares = |other: Option<&Piece>| other.is_some_and(|other| other.at == self.pieces[piece].at);
        let before = shares(piece.checked_sub(1).map(|before| &self.pieces[before]));
        let behind = shares(self.pieces.get(piece + 1));
        (behind && !before, before && !behind)
    }

    fn wording(&self, body: usize, piece: usize, row: &mut Row) {
        let [whole, lead] = *self
            .alike
            .borrow_mut()
            .entry((piece, body))
            .or_insert_with(|| self.subjects[body].each_ref().map(|subject| subject.alike(&self.spoken[piece])));
        row[SUBJECT] += whole * SUBJECT_WEIGHT;
        row[SUBJECT_LEAD] += lead * SUBJECT_WEIGHT;
        let Some(&(_, shared, lead)) = self.shared[piece].iter().find(|shared| shared.0 == body) else { return };
        let (most, most_lead) = self.most[piece];
        row[WORDING] += shared.min(MOST_SHARED) / SHARED_UNIT;
        row[WORDING_SHARE] += shared / most;
        row[MOST_WORDING] += f32::from(shared >= most);
        row[LEAD_SHARE] += if most_lead > 0.0 { lead / most_lead } else { 0.0 };
    }

    fn position(&self, body: usize, piece: usize, row: &mut Row) {
        let at = self.pieces[piece].at;
        let lines = &self.lines[body];
        let (before, behind) = self.near[piece];
        if behind == Some(body) && lines[0] > at {
            row[BEFORE] = 1.0;
        } else if before == Some(body) {
            row[BEHIND] = 1.0;
        } else if behind == Some(body) {
            row[BETWEEN] = 1.0;
        } else {
            row[FAR] = 1.0;
            let next = lines.partition_point(|&line| line < at);
            let distance = lines[next.saturating_sub(1)..lines.len().min(next + 1)].iter().map(|line| line.abs_diff(at)).min();
            row[DISTANCE] = libm::logf(1.0 + distance.unwrap_or(0) as f32);
        }
    }

    /// Brackets and quotes that are never closed or never opened.
    fn open_brackets(&self, pieces: &[usize]) -> f32 {
        let mut open = [0u32; PAIRS.len()];
        let mut astray = 0;
        for &(kind, opens) in pieces.iter().flat_map(|&piece| &self.brackets[piece]) {
            let open = &mut open[usize::from(kind)];
            match (opens, *open) {
                (true, _) => *open += 1,
                (false, 0) => astray += 1,
                (false, _) => *open -= 1,
            }
        }
        (astray + open.iter().sum::<u32>()) as f32
    }

    fn score(&self, weights: &Row, body: usize, pieces: &[usize]) -> f32 {
        self.looks.set(self.looks.get() + pieces.len());
        let row = self.features(body, pieces);
        let learned = named::score(&row, weights);
        let read: f32 = pieces.iter().map(|&p| &self.reading[p]).filter(|read| read.0 == body).map(|read| read.1).sum();
        learned + read / pieces.len().max(1) as f32
    }

    /// The body of each piece, and how sure it is against the other ways to place the same headline, from 0 to 1.
    #[must_use]
    pub fn place(&self, weights: &Weights) -> Vec<(usize, f32)> {
        let weights = if self.tangled { &weights.tangled } else { &weights.plain };
        let goes_on = || self.looks.get() < MOST_LOOKS * self.pieces.len();
        let mut hands = Hands::new(self, self.reading.iter().map(|&(body, _)| body).collect());
        let runs = self.runs();
        for _ in 0..ROUNDS {
            let mut better = false;
            for run in &runs {
                for start in run.clone().take_while(|_| goes_on()) {
                    for end in start + 1..=run.end.min(start + LONGEST) {
                        let moved: Vec<usize> = (start..end).collect();
                        better |= hands.improve(weights, &moved, &self.candidates(&moved, &hands.of));
                    }
                    // Two headlines may take turns, a line each.
                    for last in (start + 2..run.end.min(start + LONGEST)).step_by(2) {
                        let moved: Vec<usize> = (start..=last).step_by(2).collect();
                        better |= hands.improve(weights, &moved, &self.candidates(&moved, &hands.of));
                    }
                }
            }
            // A headline that stands in several places moves as a whole.
            for body in (0..self.bodies).take_while(|_| goes_on()) {
                let moved = hands.groups[body].clone();
                if moved.last().is_some_and(|last| last - moved[0] + 1 > moved.len()) && moved.len() <= LONGEST {
                    better |= hands.improve(weights, &moved, &self.candidates(&moved, &hands.of));
                }
            }
            if !better {
                break;
            }
        }
        let mut placed: Vec<(usize, f32)> = hands.of.iter().map(|&body| (body, 1.0)).collect();
        self.looks.set(0);
        for group in hands.groups.iter().filter(|group| (1..=LONGEST).contains(&group.len())).take_while(|_| goes_on()) {
            let mut all = 1.0;
            hands.ways(weights, group, &self.candidates(group, &hands.of), |way| all += libm::expf(way.gain));
            for &piece in group {
                placed[piece].1 = 1.0 / all;
            }
        }
        placed
    }

    /// The pieces that stand together, without other lines between them.
    #[must_use]
    pub fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for piece in 0..self.pieces.len() {
            match runs.last_mut() {
                Some(run) if self.pieces[piece].at - self.pieces[run.end - 1].at <= 1 => run.end += 1,
                _ => runs.push(piece..piece + 1),
            }
        }
        runs
    }
}

/// Who has which pieces.
struct Hands<'a> {
    board: &'a Board<'a>,
    /// The body of each piece.
    of: Vec<usize>,
    /// The pieces of each body, and of none.
    groups: Vec<Vec<usize>>,
}

impl<'a> Hands<'a> {
    fn new(board: &'a Board<'a>, of: Vec<usize>) -> Self {
        let mut groups = vec![Vec::new(); board.bodies + 1];
        for (piece, &body) in of.iter().enumerate() {
            groups[body].push(piece);
        }
        Self { board, of, groups }
    }

    /// Hands the pieces to the candidate that makes the page better by most, if one does.
    fn improve(&mut self, weights: &Row, moved: &[usize], candidates: &[usize]) -> bool {
        let mut best: Option<Way> = None;
        self.ways(weights, moved, candidates, |way| {
            if way.gain > best.as_ref().map_or(LEAST_GAIN, |best| best.gain) {
                best = Some(way);
            }
        });
        let Some(way) = best else { return false };
        for (body, pieces) in way.groups {
            for &piece in &pieces {
                self.of[piece] = body;
            }
            self.groups[body] = pieces;
        }
        true
    }

    /// Every way to hand the pieces to a candidate: what it had stays beside them, or goes back to where they came from.
    fn ways(&self, weights: &Row, moved: &[usize], candidates: &[usize], mut each: impl FnMut(Way)) {
        let mut losers: Vec<usize> = moved.iter().map(|&piece| self.of[piece]).collect();
        losers.sort_unstable();
        losers.dedup();
        let without = |body: usize| -> Vec<usize> { self.groups[body].iter().copied().filter(|p| !moved.contains(p)).collect() };
        let merged = |a: &[usize], b: &[usize]| {
            let mut all = [a, b].concat();
            all.sort_unstable();
            all
        };
        let score = |body: usize, pieces: &[usize]| self.board.score(weights, body, pieces);
        let had_all: f32 = losers.iter().map(|&body| score(body, &self.groups[body])).sum();
        for &to in candidates.iter().filter(|&&to| losers != [to]) {
            let before = had_all + if losers.contains(&to) { 0.0 } else { score(to, &self.groups[to]) };
            let had = without(to);
            let left: Vec<Group> = losers.iter().filter(|&&body| body != to).map(|&body| (body, without(body))).collect();
            let mut ways = vec![left.iter().cloned().chain([(to, merged(&had, moved))]).collect::<Vec<_>>()];
            if let [(from, rest)] = &left[..]
                && !had.is_empty()
                && to < self.board.bodies
            {
                ways.push(vec![(*from, merged(rest, &had)), (to, moved.to_vec())]);
            }
            for groups in ways {
                let gain = groups.iter().map(|(body, pieces)| score(*body, pieces)).sum::<f32>() - before;
                each(Way { gain, groups });
            }
        }
    }
}

/// A body and the pieces of its headline.
type Group = (usize, Vec<usize>);

/// A way to hand some pieces out.
struct Way {
    /// By how much the page becomes better.
    gain: f32,
    /// The bodies that it touches.
    groups: Vec<Group>,
}

/// Brackets that come in pairs.
const PAIRS: [[char; 2]; 3] = [['（', '）'], ['“', '”'], ['《', '》']];

/// The brackets of a text in their order: which pair, and whether it opens.
fn brackets(text: &str) -> Vec<(u8, bool)> {
    let kind = |c: char| PAIRS.iter().position(|pair| pair.contains(&c)).map(|kind| (kind as u8, PAIRS[kind][0] == c));
    text.chars().filter_map(kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::lines;
    use crate::source::Source;

    /// Plain weights, so that a new training changes no test.
    const WEIGHTS: &str = "wording 2 2\nnext_line 1 1\nsame_line 1 1\ndistance -0.5 -0.5\nno_body -3 -3";

    /// The headline pieces of a page by body. `owners` has the body of each line: a headline's line has none.
    fn placed(text: &str, owners: &[Option<usize>]) -> Vec<Vec<String>> {
        let source = Source::new(text);
        let lines = lines(&source);
        let clean = source.clean();
        let heads: Vec<Piece> =
            (0..lines.len()).filter(|&at| owners[at].is_none()).flat_map(|at| pieces(clean, &lines[at], at)).collect();
        let board = Board::new(clean, &heads, owners, &Topics::new(clean, &lines));
        let mut found = vec![Vec::new(); board.bodies() + 1];
        for (piece, (body, _)) in heads.iter().zip(board.place(&Weights::read(WEIGHTS))) {
            found[body].push(piece.line.span.of(clean).to_owned());
        }
        found
    }

    #[test]
    fn two_headlines_before_two_bodies_go_where_their_words_are() {
        let text = "柳明山茶园新茶开采，月底上市\n渔港码头今日启用，停靠渔船百艘\n昨日，渔港码头启用，可停靠渔船百艘。\n柳明山茶园的新茶开采，将于月底上市。";
        let found = placed(text, &[None, None, Some(0), Some(1)]);
        assert_eq!(found, [vec!["渔港码头今日启用，停靠渔船百艘"], vec!["柳明山茶园新茶开采，月底上市"], vec![]]);
    }

    #[test]
    fn headlines_side_by_side_are_parted() {
        let text =
            "渔港码头今日启用 柳明山新茶开采上市\n昨日，渔港码头启用，可停靠\n柳明山茶园的新茶开采，将于\n渔船百艘。\n月底上市。";
        let found = placed(text, &[None, Some(0), Some(1), Some(0), Some(1)]);
        assert_eq!(found, [vec!["渔港码头今日启用"], vec!["柳明山新茶开采上市"], vec![]]);
    }

    #[test]
    fn a_headline_is_cut_at_spaces_between_phrases_alone() {
        let cut = |text: &str| -> Vec<String> {
            let source = Source::new(text);
            let lines = lines(&source);
            pieces(source.clean(), &lines[0], 0).iter().map(|piece| piece.line.span.of(source.clean()).to_owned()).collect()
        };
        assert_eq!(cut("携手推进一体化 奋进新征程"), ["携手推进一体化", "奋进新征程"]);
        assert_eq!(cut("读《江边集》 有感"), ["读《江边集》", "有感"]);
        assert_eq!(cut("（下转第二版 ）"), ["（下转第二版 ）"]);
        assert_eq!(cut("新 茶 开 采 上 市"), ["新 茶 开 采 上 市"]);
    }

    #[test]
    fn weights_are_read_as_they_were_written() {
        let weights = Weights::read(BUILT_IN);
        assert_eq!(weights.write(), BUILT_IN);
    }
}
