//! A linear-chain conditional random field over the lines of a page (Lafferty, `McCallum` and Pereira 2001): the scores of
//! lines and of pairs of lines are sums of learned weights; decoding (Viterbi) and confidences (forward-backward) are exact.
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
    from: u8,
    to: u8,
    /// Index of the pair of roles in a row of pair scores.
    roles: u8,
}

impl Move {
    fn from(self) -> usize {
        usize::from(self.from) % ROOM
    }

    fn to(self) -> usize {
        usize::from(self.to) % ROOM
    }

    fn roles(self) -> usize {
        usize::from(self.roles)
    }

    /// Its place in a table of steps.
    fn step(self) -> usize {
        usize::from(self.from) * N + usize::from(self.to)
    }
}

/// Room of a row of states.
const ROOM: usize = N.next_power_of_two();
/// A row of pair scores, with room for every index that [`Move::roles`] can have.
type PairRow = [f32; PAIR_ROOM];
const PAIR_ROOM: usize = PAIR_WIDTH.next_power_of_two();

/// All moves there are, by the state that they lead to.
static MOVES: LazyLock<Vec<Move>> = LazyLock::new(|| {
    let roles = |from: usize, to: usize| STATES[from].role as usize * LINE_WIDTH + STATES[to].role as usize;
    (0..N)
        .flat_map(|to| {
            (0..N).filter(move |&from| can_follow(STATES[from], STATES[to])).map(move |from| Move {
                from: from as u8,
                to: to as u8,
                roles: roles(from, to) as u8,
            })
        })
        .collect()
});

/// The moves from the state before the first line.
static BEGINNINGS: LazyLock<Vec<Move>> = LazyLock::new(|| {
    let begin = number(BEGINNING);
    MOVES.iter().copied().filter(|m| m.from() == begin).collect()
});

/// The moves that lead to line `at`.
fn moves(at: usize) -> &'static [Move] {
    if at == 0 { &BEGINNINGS } else { &MOVES }
}

/// Learned weights.
#[derive(Clone)]
pub struct Model {
    /// `LINE_BUCKETS * LINE_WIDTH` weights.
    pub line: Vec<f32>,
    /// `PAIR_BUCKETS * PAIR_WIDTH` weights.
    pub pair: Vec<f32>,
    /// `N * N` weights of one state after another, by `from * N + to`.
    pub step: Vec<f32>,
}

/// The features of a page.
#[derive(Clone, Default)]
pub struct Features {
    /// Buckets of each line.
    pub line: Vec<Vec<u32>>,
    /// Buckets of each line with the one before it.
    pub pair: Vec<Vec<u32>>,
}

/// A reading of a page.
pub struct Reading {
    /// The state of each line, by number.
    pub states: Vec<usize>,
    /// The probability of each line's role, from 0 to 1.
    pub confidence: Vec<f32>,
    /// The likeliest kind of line besides the one that was read, with its probability.
    pub second: Vec<(Kind, f32)>,
}

impl Default for Model {
    fn default() -> Self {
        Self { line: vec![0.0; LINE_BUCKETS * LINE_WIDTH], pair: vec![0.0; PAIR_BUCKETS * PAIR_WIDTH], step: vec![0.0; N * N] }
    }
}

/// The sums of weights that decoding works on.
pub struct Scores {
    /// One row a line: a score for each role.
    line: Vec<[f32; LINE_WIDTH]>,
    /// One row a line: a score for each role after each role.
    pair: Vec<PairRow>,
    /// What was added to pairs besides the weights: line, place in its row, score.
    added: Vec<(usize, usize, f32)>,
}

impl Scores {
    /// Adds to the score of a role at a line.
    pub fn add(&mut self, at: usize, role: Role, score: f32) {
        self.line[at][role as usize] += score;
    }

    /// Adds to the score of a role at a line when the line before has another one.
    pub fn add_pair(&mut self, at: usize, before: Role, role: Role, score: f32) {
        let place = before as usize * LINE_WIDTH + role as usize;
        self.pair[at][place] += score;
        self.added.push((at, place, score));
    }
}

/// Adds the weights of each bucket, `W` of them, to the beginning of a row.
fn add<const W: usize>(table: &[f32], buckets: &[u32], row: &mut [f32]) {
    let row = row.first_chunk_mut::<W>().expect("a row has room for a bucket's weights");
    for &bucket in buckets {
        let weights = table[bucket as usize * W..].first_chunk::<W>().expect("a bucket is in the table");
        for (sum, weight) in row.iter_mut().zip(weights) {
            *sum += weight;
        }
    }
}

impl Model {
    /// Adds up the weights of a page's features.
    #[must_use]
    pub fn scores(&self, features: &Features) -> Scores {
        let mut scores = Scores {
            line: Vec::with_capacity(features.line.len()),
            pair: Vec::with_capacity(features.pair.len()),
            added: Vec::new(),
        };
        for (line, pair) in features.line.iter().zip(&features.pair) {
            let mut row = [0.0; LINE_WIDTH];
            add::<LINE_WIDTH>(&self.line, line, &mut row);
            scores.line.push(row);
            let mut row = [0.0; PAIR_ROOM];
            add::<PAIR_WIDTH>(&self.pair, pair, &mut row);
            scores.pair.push(row);
        }
        scores
    }

    /// The likeliest reading, by number of state.
    #[must_use]
    pub fn best(&self, scores: &Scores) -> Vec<usize> {
        let lines = scores.line.len();
        if lines == 0 {
            return Vec::new();
        }
        let mut back = vec![[0u8; ROOM]; lines];
        let mut last = [0.0; ROOM];
        for (at, back) in back.iter_mut().enumerate() {
            let mut best = [f32::NEG_INFINITY; ROOM];
            let pair = &scores.pair[at];
            for m in moves(at) {
                let score = last[m.from()] + self.step[m.step()] + pair[m.roles()];
                if score > best[m.to()] {
                    best[m.to()] = score;
                    back[m.to()] = m.from;
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

    /// The likeliest reading and how sure each line's role is. `features` are those that the scores were made of.
    #[must_use]
    pub fn read(&self, scores: &Scores, features: &Features, powers: &Powers) -> Reading {
        let states = self.best(scores);
        let mut pair: Vec<_> = features.pair.iter().map(|row| powers.row(row)).collect();
        for &(at, place, score) in &scores.added {
            pair[at][place] *= libm::expf(score);
        }
        let lattice = Lattice::of(scores, powers.step.clone(), pair);
        let mut confidence = Vec::with_capacity(states.len());
        let mut second = Vec::with_capacity(states.len());
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
            let others = KINDS.into_iter().filter(|&kind| kind != read.kind()).map(|kind| (kind, kinds[kind as usize]));
            second.push(others.fold((Kind::Body, 0.0), |best, other| if other.1 > best.1 { other } else { best }));
        }
        Reading { states, confidence, second }
    }
}

/// The exponentials of a model's weights: those of a line's sum are the products of its features', and no line needs its own.
pub struct Powers {
    step: Vec<f32>,
    pair: Vec<f32>,
}

impl Powers {
    /// Works them out, once a model.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let powers = |weights: &[f32]| weights.iter().map(|&w| if w == 0.0 { 1.0 } else { libm::expf(w) }).collect();
        Self { step: powers(&model.step), pair: powers(&model.pair) }
    }

    fn row(&self, buckets: &[u32]) -> PairRow {
        let mut row = [1.0; PAIR_ROOM];
        for &bucket in buckets {
            let at = bucket as usize * PAIR_WIDTH;
            row.iter_mut().zip(&self.pair[at..at + PAIR_WIDTH]).for_each(|(product, power)| *product *= power);
        }
        row
    }
}

/// Forward and backward sums of a page, scaled line by line.
pub struct Lattice {
    forward: Vec<[f32; ROOM]>,
    backward: Vec<[f32; ROOM]>,
    /// exp(score - max) of each line's own row, and what was taken off.
    scale: Vec<f32>,
    own: Vec<[f32; ROOM]>,
    step: Vec<f32>,
    pair: Vec<PairRow>,
    /// Logarithm of the sum over all readings.
    pub log_sum: f64,
}

impl Lattice {
    /// Runs both passes over a page that is learned from.
    #[must_use]
    pub fn new(model: &Model, scores: &Scores) -> Self {
        let step = model.step.iter().map(|w| libm::expf(*w)).collect();
        Self::of(scores, step, scores.pair.iter().map(|row| row.map(libm::expf)).collect())
    }

    fn of(scores: &Scores, step: Vec<f32>, pair: Vec<PairRow>) -> Self {
        let lines = scores.line.len();
        let mut this = Self {
            forward: vec![[0.0; ROOM]; lines],
            backward: vec![[0.0; ROOM]; lines],
            scale: vec![1.0; lines],
            own: Vec::with_capacity(lines),
            step,
            pair,
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
        for at in 0..lines {
            let mut row = [0.0; ROOM];
            let before = if at == 0 { [1.0; ROOM] } else { this.forward[at - 1] };
            let pair = &this.pair[at];
            for m in moves(at) {
                row[m.to()] += before[m.from()] * (this.step[m.step()] * pair[m.roles()]);
            }
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
            for m in moves(at) {
                row[m.from()] += value[m.to()] * (this.step[m.step()] * pair[m.roles()]);
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
        for m in moves(at) {
            let before = if at == 0 { 1.0 } else { self.forward[at - 1][m.from()] };
            each(m.from(), m.to(), before * value[m.to()] * (self.step[m.step()] * self.pair[at][m.roles()]));
        }
    }
}

impl Model {
    /// The score of one reading.
    #[must_use]
    pub fn score_of(&self, scores: &Scores, states: &[usize]) -> f64 {
        let mut score = 0.0;
        for (at, &to) in states.iter().enumerate() {
            let from = if at == 0 { number(BEGINNING) } else { states[at - 1] };
            let roles = STATES[from].role as usize * LINE_WIDTH + STATES[to].role as usize;
            let step = self.step[from * N + to] + scores.pair[at][roles];
            score += f64::from(step + scores.line[at][STATES[to].role as usize]);
        }
        score
    }
}
