//! A linear-chain conditional random field over the lines of a page (Lafferty, `McCallum` and Pereira 2001): the scores of
//! lines and of pairs of lines are sums of learned weights. Decoding (Viterbi) and confidences (forward-backward) leave out what is far
//! less likely than the rest ([`BEAM`]).
//!
//! Invariant: weights are looked up by hashed feature; the same features give the same scores on every machine: sums are made in
//! one order, and exponentials come from a library and not from the machine.

use super::role::{BEGINNING, KINDS, Kind, ROLES, Role, STATES, State, can_follow, number};
use std::sync::LazyLock;

/// Buckets that line features are hashed into.
pub const LINE_BUCKETS: usize = 1 << 15;
/// Buckets that pair features are hashed into.
pub const PAIR_BUCKETS: usize = 1 << 9;
/// Weights a bucket of line features: one a role.
pub const LINE_WIDTH: usize = ROLES.len();
/// Weights a bucket of pair features: one for each role after each role.
pub const PAIR_WIDTH: usize = ROLES.len() * ROLES.len();
/// Number of states.
pub const N: usize = STATES.len();

/// One state after another. Its numbers are small, and the rows that they index have room for all of them: decoding is the
/// innermost loop of a page, and so no bounds are checked there.
#[derive(Clone, Copy)]
struct Move {
    to: u8,
    /// Index of the pair of roles in a row of pair scores.
    roles: u8,
    /// Its place in a table of steps.
    step: u16,
}

impl Move {
    fn to(self) -> usize {
        usize::from(self.to) % ROOM
    }

    fn roles(self) -> usize {
        usize::from(self.roles)
    }

    fn step(self) -> usize {
        usize::from(self.step)
    }
}

/// The place of one role after another in a row of pair weights or scores.
#[must_use]
pub const fn roles(before: Role, role: Role) -> usize {
    before as usize * LINE_WIDTH + role as usize
}

/// Room of a row of states.
const ROOM: usize = N.next_power_of_two();
/// A row of pair scores, with room for every index that [`Move::roles`] can have.
type PairRow = [f32; PAIR_ROOM];
const PAIR_ROOM: usize = PAIR_WIDTH.next_power_of_two();

/// The moves from each state.
static MOVES: LazyLock<[Vec<Move>; N]> = LazyLock::new(|| {
    let step = |from: usize, to: usize| Move {
        to: to as u8,
        roles: roles(STATES[from].role, STATES[to].role) as u8,
        step: (from * N + to) as u16,
    };
    std::array::from_fn(|from| (0..N).filter(|&to| can_follow(STATES[from], STATES[to])).map(|to| step(from, to)).collect())
});

/// A state that is less likely than the others by more than so many nats is not gone on from: what follows would have to make up for it.
/// None of 346 pages is read otherwise than with all states.
pub const BEAM: f32 = 20.0;

/// Learned weights, as they are stored: whole numbers of [`UNIT`] but for the steps.
pub struct Table {
    /// A row of weights for each bucket of line features.
    line: Vec<[i8; LINE_ROOM]>,
    /// A row for each bucket of pair features.
    pair: Vec<[i8; PAIR_WIDTH]>,
    /// `N * N` weights of one state after another, by `from * N + to`.
    step: Vec<f32>,
    /// The exponentials of the steps.
    step_powers: Vec<f32>,
}

/// A stored weight is a whole number of this fraction; finer ones read no page better and pack worse.
pub const UNIT: f32 = 1.0 / 12.0;
/// Room of a row of line weights: a processor adds up so many at once.
const LINE_ROOM: usize = LINE_WIDTH.next_power_of_two();

/// The features of a page.
#[derive(Clone, Default)]
pub struct Features {
    /// Buckets of each line.
    pub line: Rows,
    /// Buckets of each line with the one before it.
    pub pair: Rows,
}

/// Rows of buckets, one behind the other.
#[derive(Clone, Default)]
pub struct Rows {
    buckets: Vec<u32>,
    /// Where each row ends.
    ends: Vec<usize>,
}

impl Rows {
    /// Adds a row.
    pub fn push(&mut self, row: impl Iterator<Item = u32>) {
        self.buckets.extend(row);
        self.ends.push(self.buckets.len());
    }

    /// The rows, in their order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        self.ends.iter().enumerate().map(|(at, &end)| &self.buckets[at.checked_sub(1).map_or(0, |before| self.ends[before])..end])
    }
}

/// A reading of a page.
pub struct Reading {
    /// The state of each line, by number.
    pub states: Vec<usize>,
    /// The probability of each line's role, from 0 to 1.
    pub confidence: Vec<f32>,
    /// The likeliest kind of line besides the one that was read, with its probability.
    pub second: Vec<(Kind, f32)>,
    /// The probability that an article begins at each line.
    pub starts: Vec<f32>,
}

/// The sums of weights that decoding works on.
pub struct Scores {
    /// One row a line: a score for each role.
    line: Vec<[f32; LINE_WIDTH]>,
    /// One row a line: a score for each role after each role.
    pair: Vec<PairRow>,
}

impl Scores {
    /// Makes them of `line` and `pair`, which add the weights of a bucket to a row, and of what a whole row of these is worth.
    #[must_use]
    pub fn of<S: Copy + Default>(
        features: &Features,
        line: impl Fn(usize, &mut [S; LINE_ROOM]),
        pair: impl Fn(usize, &mut [S; PAIR_WIDTH]),
        score: impl Fn(S) -> f32,
    ) -> Self {
        let mut scores =
            Self { line: Vec::with_capacity(features.line.iter().len()), pair: Vec::with_capacity(features.pair.iter().len()) };
        for (lines, pairs) in features.line.iter().zip(features.pair.iter()) {
            let mut row = [S::default(); LINE_ROOM];
            for &bucket in lines {
                line(bucket as usize, &mut row);
            }
            scores.line.push(std::array::from_fn(|role| score(row[role])));
            let mut row = [S::default(); PAIR_WIDTH];
            for &bucket in pairs {
                pair(bucket as usize, &mut row);
            }
            let mut sums = [0.0; PAIR_ROOM];
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum = score(value));
            scores.pair.push(sums);
        }
        scores
    }

    /// The score of one reading; `step` are the weights of one state after another.
    #[must_use]
    pub fn of_reading(&self, step: &[f32], states: &[usize]) -> f64 {
        let mut score = 0.0;
        for (at, &to) in states.iter().enumerate() {
            let from = if at == 0 { number(BEGINNING) } else { states[at - 1] };
            let roles = roles(STATES[from].role, STATES[to].role);
            score += f64::from(step[from * N + to] + self.pair[at][roles] + self.line[at][STATES[to].role as usize]);
        }
        score
    }

    /// Adds to the score of a role at a line.
    pub fn add(&mut self, at: usize, role: Role, score: f32) {
        self.line[at][role as usize] += score;
    }

    /// Adds to the score of a role at a line when the line before has another one: a whole number of [`UNIT`], as the weights are.
    pub fn add_pair(&mut self, at: usize, before: Role, role: Role, units: i8) {
        self.pair[at][roles(before, role)] += f32::from(units) * UNIT;
    }
}

impl Table {
    /// Of the stored weights: of lines and pairs of lines signed bytes, bucket by bucket, of steps by `from * N + to`.
    #[must_use]
    pub fn new(line: &[u8], pair: &[u8], step: Vec<f32>) -> Self {
        let filled = |row: &[u8; LINE_WIDTH]| std::array::from_fn(|at| row.get(at).map_or(0, |byte| byte.cast_signed()));
        let line = line.as_chunks().0.iter().map(filled).collect();
        let pair = pair.as_chunks().0.iter().map(|row: &[u8; PAIR_WIDTH]| row.map(u8::cast_signed)).collect();
        let step_powers = step.iter().map(|&weight| libm::expf(weight)).collect();
        Self { line, pair, step, step_powers }
    }

    /// Adds up the weights of a page's features.
    #[must_use]
    pub fn scores(&self, features: &Features) -> Scores {
        Scores::of(
            features,
            |bucket, row| add(&self.line[bucket], row),
            |bucket, row| add(&self.pair[bucket], row),
            |sum: i16| f32::from(sum) * UNIT,
        )
    }

    /// The likeliest reading, by number of state.
    #[must_use]
    pub fn best(&self, scores: &Scores) -> Vec<usize> {
        best(&self.step, scores, BEAM)
    }

    /// The likeliest reading and how sure each line's role is.
    #[must_use]
    pub fn read(&self, scores: &Scores) -> Reading {
        self.read_within(scores, BEAM)
    }

    fn read_within(&self, scores: &Scores, beam: f32) -> Reading {
        let states = best(&self.step, scores, beam);
        let lattice = Lattice::new(scores, &self.step_powers, power, beam);
        let mut confidence = Vec::with_capacity(states.len());
        let mut second = Vec::with_capacity(states.len());
        let mut starts = Vec::with_capacity(states.len());
        for (at, &state) in states.iter().enumerate() {
            let read = STATES[state].role;
            let mut own = 0.0;
            let mut kinds = [0f32; KINDS.len()];
            for (other, State { role, .. }) in STATES.iter().enumerate() {
                let mass = lattice.state(at, other);
                own += if *role == read { mass } else { 0.0 };
                kinds[role.kind() as usize] += mass;
            }
            confidence.push(own.clamp(0.0, 1.0));
            starts.push(kinds[Kind::Start as usize]);
            let others = KINDS.into_iter().filter(|&kind| kind != read.kind()).map(|kind| (kind, kinds[kind as usize]));
            second.push(others.fold((Kind::Body, 0.0), |best, other| if other.1 > best.1 { other } else { best }));
        }
        Reading { states, confidence, second, starts }
    }
}

/// Adds a row of stored weights to their sums.
fn add<const W: usize>(weights: &[i8; W], sums: &mut [i16; W]) {
    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum = sum.saturating_add(i16::from(*weight)));
}

/// The exponentials of whole numbers of [`UNIT`], from -[`MOST_UNITS`] on: hardly a pair's sum is another.
static POWERS: LazyLock<Vec<f32>> =
    LazyLock::new(|| (-MOST_UNITS..=MOST_UNITS).map(|units| libm::expf(units as f32 * UNIT)).collect());
const MOST_UNITS: i32 = 1000;

/// The exponential of a sum of stored weights.
fn power(sum: f32) -> f32 {
    let units = (sum / UNIT).clamp(-MOST_UNITS as f32, MOST_UNITS as f32) + MOST_UNITS as f32 + 0.5;
    POWERS[units as usize]
}

/// The likeliest reading, by number of state; `step` are the weights of one state after another, `beam` is [`BEAM`] or infinite.
#[must_use]
pub fn best(step: &[f32], scores: &Scores, beam: f32) -> Vec<usize> {
    let lines = scores.line.len();
    if lines == 0 {
        return Vec::new();
    }
    let mut back = vec![[0u8; ROOM]; lines];
    let mut last = [f32::NEG_INFINITY; ROOM];
    last[number(BEGINNING)] = 0.0;
    for (at, back) in back.iter_mut().enumerate() {
        let mut best = [f32::NEG_INFINITY; ROOM];
        let pair = &scores.pair[at];
        let floor = last.into_iter().fold(f32::NEG_INFINITY, f32::max) - beam;
        for ((from, moves), &before) in MOVES.iter().enumerate().zip(&last).filter(|(_, before)| **before >= floor) {
            for m in moves {
                let score = before + step[m.step()] + pair[m.roles()];
                if score > best[m.to()] {
                    best[m.to()] = score;
                    back[m.to()] = from as u8;
                }
            }
        }
        for (score, state) in best.iter_mut().zip(&STATES) {
            *score += scores.line[at][state.role as usize];
        }
        last = best;
    }
    let mut states = vec![0; lines];
    states[lines - 1] = (0..N).max_by(|&a, &b| last[a].total_cmp(&last[b])).unwrap_or(0);
    for at in (1..lines).rev() {
        states[at - 1] = usize::from(back[at][states[at]]);
    }
    states
}

/// The state before the first line is sure.
static FIRST: LazyLock<[f32; ROOM]> = LazyLock::new(|| {
    let mut row = [0.0; ROOM];
    row[number(BEGINNING)] = 1.0;
    row
});

/// Forward and backward sums of a page, scaled line by line.
pub struct Lattice<'a> {
    forward: Vec<[f32; ROOM]>,
    backward: Vec<[f32; ROOM]>,
    /// exp(score - max) of each line's own row, and what was taken off.
    scale: Vec<f32>,
    own: Vec<[f32; ROOM]>,
    step: &'a [f32],
    pair: Vec<PairRow>,
    /// Logarithm of the sum over all readings within the beam.
    pub log_sum: f64,
}

impl<'a> Lattice<'a> {
    /// Runs both passes over a page. `step` are the exponentials of the weights of one state after another, `power` gives that of a pair's
    /// score, `beam` is [`BEAM`] (of a line's states together) or infinite.
    #[must_use]
    pub fn new(scores: &Scores, step: &'a [f32], power: impl Fn(f32) -> f32, beam: f32) -> Self {
        let lines = scores.line.len();
        let mut this = Self {
            forward: vec![[0.0; ROOM]; lines],
            backward: vec![[0.0; ROOM]; lines],
            scale: vec![1.0; lines],
            own: Vec::with_capacity(lines),
            step,
            pair: vec![[0.0; PAIR_ROOM]; lines],
            log_sum: 0.0,
        };
        for row in &scores.line {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let powers = row.map(|score| libm::expf(score - top));
            let mut own = [0.0; ROOM];
            for (value, state) in own.iter_mut().zip(&STATES) {
                *value = powers[state.role as usize];
            }
            this.log_sum += f64::from(top);
            this.own.push(own);
        }
        let least = libm::expf(-beam);
        for at in 0..lines {
            let mut row = [0.0; ROOM];
            let mut pair = [0.0; PAIR_ROOM];
            let mut raised = None;
            for ((moves, state), &before) in MOVES.iter().zip(&STATES).zip(this.before(at)).filter(|(_, before)| **before > least)
            {
                // A role's states stand together.
                if raised != Some(state.role) {
                    let roles = state.role as usize * LINE_WIDTH..(state.role as usize + 1) * LINE_WIDTH;
                    pair[roles.clone()].iter_mut().zip(&scores.pair[at][roles]).for_each(|(value, score)| *value = power(*score));
                    raised = Some(state.role);
                }
                for m in moves {
                    row[m.to()] += before * (this.step[m.step()] * pair[m.roles()]);
                }
            }
            this.pair[at] = pair;
            row.iter_mut().zip(&this.own[at]).for_each(|(v, own)| *v *= own);
            let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            for value in &mut row {
                *value /= sum;
            }
            this.forward[at] = row;
            this.scale[at] = sum;
            this.log_sum += f64::from(sum).ln();
        }
        if lines > 0 {
            this.backward[lines - 1] = [1.0; ROOM];
        }
        for at in (1..lines).rev() {
            let mut value = this.backward[at];
            value.iter_mut().zip(&this.own[at]).for_each(|(v, own)| *v *= own / this.scale[at]);
            let mut row = [0.0; ROOM];
            let pair = &this.pair[at];
            for ((moves, sum), _) in MOVES.iter().zip(&mut row).zip(this.before(at)).filter(|(_, before)| **before > least) {
                *sum = moves.iter().map(|m| value[m.to()] * (this.step[m.step()] * pair[m.roles()])).sum();
            }
            this.backward[at - 1] = row;
        }
        this
    }

    /// The probability that line `at` is in `state`.
    #[must_use]
    pub fn state(&self, at: usize, state: usize) -> f32 {
        self.forward[at][state] * self.backward[at][state]
    }

    /// Calls `each(from, to, probability)` for every pair of states at line `at` and the line before.
    pub fn pairs(&self, at: usize, mut each: impl FnMut(usize, usize, f32)) {
        let mut value = self.backward[at];
        value.iter_mut().zip(&self.own[at]).for_each(|(v, own)| *v *= own / self.scale[at]);
        for ((from, moves), before) in MOVES.iter().enumerate().zip(self.before(at)) {
            for m in moves {
                each(from, m.to(), before * value[m.to()] * (self.step[m.step()] * self.pair[at][m.roles()]));
            }
        }
    }

    /// The forward sums that lead to line `at`.
    fn before(&self, at: usize) -> &[f32; ROOM] {
        at.checked_sub(1).map_or(&FIRST, |before| &self.forward[before])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{cohesion::Topics, features::features, line, weights};
    use super::*;
    use crate::source::Source;

    fn sample() -> Features {
        let source = Source::new(include_str!("../../seeds/jianli.txt"));
        let lines = line::lines(&source);
        features(source.clean(), &lines, &Topics::new(source.clean(), &lines))
    }

    #[test]
    fn what_is_left_out_changes_nothing() {
        let table = &weights::BUILT_IN.first;
        let scores = table.scores(&sample());
        let [part, all] = [BEAM, f32::INFINITY].map(|beam| table.read_within(&scores, beam));
        assert_eq!(part.states, all.states);
        for (part, all) in part.confidence.iter().zip(&all.confidence) {
            assert!((part - all).abs() < 1e-3, "{part} {all}");
        }
    }

    #[test]
    fn powers_are_exponentials() {
        for units in [-999, -37, 0, 5, 240] {
            let sum = units as f32 * UNIT;
            assert!((power(sum) / libm::expf(sum) - 1.0).abs() < 1e-4, "{units}");
        }
    }
}
