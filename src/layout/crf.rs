//! A linear-chain conditional random field over the lines of a page (Lafferty, `McCallum` and Pereira 2001): the scores of
//! lines and of pairs of lines are sums of learned weights; decoding (Viterbi) and confidences (forward-backward) are exact.
//!
//! Invariant: weights are looked up by hashed feature; the same features give the same scores on every machine, since
//! weights are whole numbers scaled by a power of two.

use super::role::{BEGINNING, ROLES, STATES, can_follow, number};
use std::sync::LazyLock;

/// Buckets that line features are hashed into.
pub const LINE_BUCKETS: usize = 1 << 15;
/// Buckets that pair features are hashed into.
pub const PAIR_BUCKETS: usize = 1 << 8;
/// Weights a bucket of line features: one a role.
pub const LINE_WIDTH: usize = ROLES.len();
/// Weights a bucket of pair features: one for each role after each role.
pub const PAIR_WIDTH: usize = ROLES.len() * ROLES.len();
/// Number of states.
pub const N: usize = STATES.len();

/// For each state the states that can come before it.
static BEFORE: LazyLock<Vec<Vec<usize>>> =
    LazyLock::new(|| STATES.iter().map(|&to| (0..N).filter(|&from| can_follow(STATES[from], to)).collect()).collect());

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
#[derive(Default)]
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
    pair: Vec<[f32; PAIR_WIDTH]>,
}

impl Model {
    /// Adds up the weights of a page's features.
    #[must_use]
    pub fn scores(&self, features: &Features) -> Scores {
        let add = |table: &[f32], width: usize, buckets: &[u32], row: &mut [f32]| {
            for &bucket in buckets {
                let at = bucket as usize * width;
                for (sum, weight) in row.iter_mut().zip(&table[at..at + width]) {
                    *sum += weight;
                }
            }
        };
        let mut scores = Scores { line: Vec::with_capacity(features.line.len()), pair: Vec::with_capacity(features.pair.len()) };
        for (line, pair) in features.line.iter().zip(&features.pair) {
            let mut row = [0.0; LINE_WIDTH];
            add(&self.line, LINE_WIDTH, line, &mut row);
            scores.line.push(row);
            let mut row = [0.0; PAIR_WIDTH];
            add(&self.pair, PAIR_WIDTH, pair, &mut row);
            scores.pair.push(row);
        }
        scores
    }

    fn step_score(&self, scores: &Scores, at: usize, from: usize, to: usize) -> f32 {
        let roles = STATES[from].role as usize * LINE_WIDTH + STATES[to].role as usize;
        self.step[from * N + to] + scores.pair[at][roles]
    }

    /// The likeliest reading.
    #[must_use]
    pub fn read(&self, features: &Features) -> Reading {
        let scores = self.scores(features);
        let lines = scores.line.len();
        if lines == 0 {
            return Reading { states: Vec::new(), confidence: Vec::new() };
        }
        let mut best = vec![[f32::NEG_INFINITY; N]; lines];
        let mut back = vec![[0u8; N]; lines];
        let begin = number(BEGINNING);
        for at in 0..lines {
            for to in 0..N {
                let own = scores.line[at][STATES[to].role as usize];
                if at == 0 {
                    if BEFORE[to].contains(&begin) {
                        best[0][to] = own + self.step_score(&scores, 0, begin, to);
                    }
                    continue;
                }
                for &from in &BEFORE[to] {
                    let score = best[at - 1][from] + self.step_score(&scores, at, from, to) + own;
                    if score > best[at][to] {
                        best[at][to] = score;
                        back[at][to] = from as u8;
                    }
                }
            }
        }
        let mut states = vec![0; lines];
        states[lines - 1] = (0..N).max_by(|&a, &b| best[lines - 1][a].total_cmp(&best[lines - 1][b])).unwrap_or(0);
        for at in (1..lines).rev() {
            states[at - 1] = usize::from(back[at][states[at]]);
        }
        let confidence = self.confidence(&scores, &states);
        Reading { states, confidence }
    }

    fn confidence(&self, scores: &Scores, states: &[usize]) -> Vec<f32> {
        let lattice = Lattice::new(self, scores);
        (0..states.len())
            .map(|at| {
                let role = STATES[states[at]].role;
                (0..N).filter(|&s| STATES[s].role == role).map(|s| lattice.state(at, s)).sum::<f32>().clamp(0.0, 1.0)
            })
            .collect()
    }
}

/// Forward and backward sums of a page, scaled line by line.
pub struct Lattice<'a> {
    model: &'a Model,
    scores: &'a Scores,
    forward: Vec<[f32; N]>,
    backward: Vec<[f32; N]>,
    /// exp(score - max) of each line's own row, and what was taken off.
    scale: Vec<f32>,
    own: Vec<[f32; N]>,
    step: Vec<f32>,
    pair: Vec<[f32; PAIR_WIDTH]>,
    /// Logarithm of the sum over all readings.
    pub log_sum: f64,
}

impl<'a> Lattice<'a> {
    /// Runs both passes.
    #[must_use]
    pub fn new(model: &'a Model, scores: &'a Scores) -> Self {
        let lines = scores.line.len();
        let mut this = Self {
            model,
            scores,
            forward: vec![[0.0; N]; lines],
            backward: vec![[0.0; N]; lines],
            scale: vec![1.0; lines],
            own: Vec::with_capacity(lines),
            step: model.step.iter().map(|w| w.exp()).collect(),
            pair: scores.pair.iter().map(|row| row.map(f32::exp)).collect(),
            log_sum: 0.0,
        };
        for row in &scores.line {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut own = [0.0; N];
            for (state, value) in own.iter_mut().enumerate() {
                *value = (row[STATES[state].role as usize] - top).exp();
            }
            this.log_sum += f64::from(top);
            this.own.push(own);
        }
        let begin = number(BEGINNING);
        for at in 0..lines {
            let mut sum = 0.0;
            for to in 0..N {
                let into: f32 = if at == 0 {
                    if BEFORE[to].contains(&begin) { this.pass(0, begin, to) } else { 0.0 }
                } else {
                    BEFORE[to].iter().map(|&from| this.forward[at - 1][from] * this.pass(at, from, to)).sum()
                };
                let value = into * this.own[at][to];
                this.forward[at][to] = value;
                sum += value;
            }
            let sum = sum.max(f32::MIN_POSITIVE);
            this.forward[at].iter_mut().for_each(|v| *v /= sum);
            this.scale[at] = sum;
            this.log_sum += f64::from(sum).ln();
        }
        if lines > 0 {
            this.backward[lines - 1] = [1.0; N];
        }
        for at in (1..lines).rev() {
            let mut row = [0.0; N];
            for to in 0..N {
                let value = this.backward[at][to] * this.own[at][to] / this.scale[at];
                for &from in &BEFORE[to] {
                    row[from] += value * this.pass(at, from, to);
                }
            }
            this.backward[at - 1] = row;
        }
        this
    }

    fn pass(&self, at: usize, from: usize, to: usize) -> f32 {
        self.step[from * N + to] * self.pair[at][STATES[from].role as usize * LINE_WIDTH + STATES[to].role as usize]
    }

    /// The probability that line `at` is in `state`.
    #[must_use]
    pub fn state(&self, at: usize, state: usize) -> f32 {
        self.forward[at][state] * self.backward[at][state]
    }

    /// Calls `each(from, to, probability)` for every pair of states at line `at` and the line before.
    pub fn pairs(&self, at: usize, mut each: impl FnMut(usize, usize, f32)) {
        let begin = number(BEGINNING);
        for to in 0..N {
            let value = self.backward[at][to] * self.own[at][to] / self.scale[at];
            if at == 0 {
                if BEFORE[to].contains(&begin) {
                    each(begin, to, value * self.pass(0, begin, to));
                }
                continue;
            }
            for &from in &BEFORE[to] {
                each(from, to, self.forward[at - 1][from] * value * self.pass(at, from, to));
            }
        }
    }

    /// The score of one reading.
    #[must_use]
    pub fn score_of(&self, states: &[usize]) -> f64 {
        let mut score = 0.0;
        for (at, &to) in states.iter().enumerate() {
            let from = if at == 0 { number(BEGINNING) } else { states[at - 1] };
            score += f64::from(self.model.step_score(self.scores, at, from, to) + self.scores.line[at][STATES[to].role as usize]);
        }
        score
    }
}
