//! A linear-chain conditional random field, trained by stochastic gradients with a step size a feature (Duchi, Hazan, Singer 2011).

use super::Learn;
use super::corpus::Sentence;
use crate::entity::names::keys::{self, Key, Known, Reach, Word};
use crate::entity::names::{LABELS, follows, predecessors, successors};
use crate::train::Random;
use rustc_hash::FxHashMap;

/// Where the order of the sentences and the dropped features come from.
const SEED: u64 = 23;
/// The first step.
const RATE: f32 = 0.25;
/// Transitions speak at every character and learn by so much smaller steps.
const TRANSITION_SHARE: f32 = 0.02;
/// Gradients below this change nothing; most characters of a trained model give no more.
const TINY: f32 = 2e-3;
/// After each pass all weights shrink by this much, so that rare features do not run away.
const SHRINK: f32 = 0.96;
/// The share of features that a step does not see, drawn anew for each character: so that no long n-gram is relied on alone
/// (Srivastava and others 2014). The packed weights are smaller by as much.
const DROPPED: f32 = 0.5;
/// The same after the weights were cut down: fewer features speak for each character then.
pub const DROPPED_LAST: f32 = 0.15;
/// A draw is a number below this.
const DRAWS: usize = 1 << 20;
/// Times that a key must occur to count, by n-gram length: rarer ones only remember the text.
const OFTEN: u32 = 3;

/// A trained model, not yet packed.
pub struct Model {
    /// By key: the first row and the reach.
    pub rows: FxHashMap<u32, (u32, Reach)>,
    /// Weights by row: shared rows, then those of each guideline.
    pub weights: Vec<[f32; LABELS]>,
    /// From label to label.
    pub transition: [[f32; LABELS]; LABELS],
    /// Rows of one guideline.
    pub size: usize,
    /// For each row the labels whose weights may change, as bits.
    masks: Vec<u16>,
}

impl Model {
    /// Where the rows of the guideline that is shipped begin.
    pub fn own_rows(&self, plan: &Learn) -> usize {
        self.size * (plan.shipped().unwrap_or(0) + 1)
    }
}

/// Sentences as rows: for each character the rows that speak for it.
struct Prepared {
    rows: Vec<u32>,
    /// Where each character's rows begin.
    at: Vec<u32>,
    gold: Vec<u8>,
    guideline: usize,
}

/// Trains on the plan's sets.
pub fn train(plan: &Learn, sets: &[Vec<Sentence>], words: &FxHashMap<u32, Word>) -> Model {
    let (rows, size) = index(sets, words);
    eprintln!("{} keys, {size} rows", rows.len());
    let mut data = Vec::new();
    let guidelines = plan.guidelines();
    for (set, sentences) in plan.train.iter().zip(sets) {
        let guideline = guidelines.iter().position(|g| *g == set.guideline).unwrap_or(0);
        data.extend(sentences.iter().map(|s| prepare(s, guideline, &rows, words)));
    }
    let copies = guidelines.len() + 1;
    let mut model = Model {
        rows,
        weights: vec![[0.0; LABELS]; size * copies],
        transition: [[0.0; LABELS]; LABELS],
        size,
        masks: vec![u16::MAX; size],
    };
    let mut squares = vec![1e-2_f32; size * copies];
    let mut order: Vec<usize> = (0..data.len()).collect();
    let mut random = Random::new(SEED);
    let mut work = Work::new();
    for epoch in 0..plan.epochs {
        if let Some((_, times)) = CUTS.iter().find(|(left, _)| epoch + left == plan.epochs) {
            prune(&mut model, plan, words, plan.keep * times);
            // What a character's features say together stays the same.
            let scale = (1.0 - work.dropped) / (1.0 - DROPPED_LAST);
            for w in model.weights.iter_mut().flatten() {
                *w *= scale;
            }
            work.dropped = DROPPED_LAST;
        }
        random.shuffle(&mut order);
        let mut loss = 0.0_f64;
        let rate = RATE * (1.0 - 0.9 * epoch as f32 / plan.epochs as f32);
        for &at in &order {
            loss += work.step(&mut model, &mut squares, &data[at], rate);
        }
        for w in model.weights.iter_mut().flatten() {
            *w *= SHRINK;
        }
        eprintln!("pass {}: loss {loss:.0}", epoch + 1);
    }
    model
}

/// When the weights are cut down: how many passes are left, in which those that stay make up for the others, and how many times as
/// many as the plan keeps in the end stay.
pub const CUTS: [(usize, usize); 2] = [(5, 2), (3, 1)];

/// A weight that is alone with its key must be so many times as large as one that has company: a key costs more room than a weight.
const ALONE: f32 = 2.0;

/// Leaves only the largest weights of the guideline that is shipped.
fn prune(model: &mut Model, plan: &Learn, words: &FxHashMap<u32, Word>, keep: usize) {
    let own = model.own_rows(plan);
    let merged = |r: usize, l: usize| (model.weights[r][l] + model.weights[own + r][l]).abs();
    let mut keys: Vec<(u32, u32, Reach)> = model.rows.iter().map(|(key, (first, reach))| (*first, *key, *reach)).collect();
    keys.sort_unstable_by_key(|(first, ..)| *first);
    // By row and label: how large a weight counts.
    let mut sizes = Vec::with_capacity(model.size * LABELS);
    for (first, key, reach) in keys {
        let from = sizes.len();
        let rows = usize::from((reach.to - reach.from + 1).unsigned_abs());
        sizes.extend(
            (first as usize..first as usize + rows).flat_map(|r| (0..LABELS).map(move |l| (r, l))).map(|(r, l)| merged(r, l)),
        );
        let (mut first, mut second, mut at) = (0.0_f32, 0.0_f32, from);
        for (k, size) in sizes.iter().enumerate().skip(from) {
            if *size > first {
                (second, first, at) = (first, *size, k);
            } else if *size > second {
                second = *size;
            }
        }
        if !words.contains_key(&key) {
            sizes[at] = second.max(first / ALONE);
        }
    }
    let at = keep.min(sizes.len() - 1);
    let least = *sizes.clone().select_nth_unstable_by(at, |a, b| b.total_cmp(a)).1;
    for (mask, row) in model.masks.iter_mut().zip(sizes.chunks_exact(LABELS)) {
        *mask = row.iter().enumerate().filter(|(_, size)| **size >= least.max(1e-6)).fold(0, |mask, (l, _)| mask | 1 << l);
    }
    for (r, w) in model.weights.iter_mut().enumerate() {
        let mask = model.masks[r % model.size];
        w.iter_mut().enumerate().filter(|(l, _)| mask >> l & 1 == 0).for_each(|(_, w)| *w = 0.0);
    }
    eprintln!("weights from {least:.3} kept");
}

/// Passes every key on.
struct Seeing<'a, F: FnMut(usize, u32, Reach)> {
    words: &'a FxHashMap<u32, Word>,
    see: &'a mut F,
}

impl<F: FnMut(usize, u32, Reach)> keys::Reader for Seeing<'_, F> {
    fn keys(&mut self, keys: &[Key], known: &mut Known) {
        for (place, key) in keys.iter().enumerate() {
            (self.see)(key.at as usize, key.hash, key.reach());
            known.extend(self.words.get(&key.hash).map(|word| (place as u32, *word)));
        }
    }

    fn number(&mut self, at: usize, number: usize) {
        let (key, reach) = keys::fixed()[number];
        (self.see)(at, key, reach);
    }
}

/// Gives each key that occurs often enough its rows.
fn index(sets: &[Vec<Sentence>], words: &FxHashMap<u32, Word>) -> (FxHashMap<u32, (u32, Reach)>, usize) {
    let mut counts: FxHashMap<u32, (u32, Reach)> = FxHashMap::default();
    let mut buffers = keys::Buffers::default();
    for s in sets.iter().flatten() {
        let mut see = |_, key, reach| counts.entry(key).or_insert((0, reach)).0 += 1;
        keys::each(&s.line, 0, s.line.len(), &mut buffers, &mut Seeing { words, see: &mut see });
    }
    let mut kept: Vec<(u32, Reach)> = counts.into_iter().filter(|(_, (n, _))| *n >= OFTEN).map(|(k, (_, r))| (k, r)).collect();
    kept.sort_by_key(|(k, _)| *k);
    let mut next = 0;
    let rows = kept
        .into_iter()
        .map(|(key, reach)| {
            let first = next;
            next += u32::from((reach.to - reach.from + 1).unsigned_abs());
            (key, (first, reach))
        })
        .collect();
    (rows, next as usize)
}

fn prepare(s: &Sentence, guideline: usize, rows: &FxHashMap<u32, (u32, Reach)>, words: &FxHashMap<u32, Word>) -> Prepared {
    let n = s.line.len();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut see = |p: usize, key, _| {
        if let Some((first, reach)) = rows.get(&key) {
            for offset in reach.from..=reach.to {
                if let Some(at) = p.checked_add_signed(isize::from(offset)).filter(|at| *at < n) {
                    pairs.push((at as u32, first + u32::from((offset - reach.from).unsigned_abs())));
                }
            }
        }
    };
    keys::each(&s.line, 0, n, &mut keys::Buffers::default(), &mut Seeing { words, see: &mut see });
    pairs.sort_unstable();
    let mut at = vec![0; n + 1];
    for (p, _) in &pairs {
        at[*p as usize + 1] += 1;
    }
    for k in 0..n {
        at[k + 1] += at[k];
    }
    let mut gold = vec![0_u8; n];
    for &(a, b, t) in &s.names {
        let base = 1 + 4 * t as u8;
        if b == a + 1 {
            gold[a] = base + 3;
        } else {
            gold[a..b].fill(base + 1);
            gold[a] = base;
            gold[b - 1] = base + 2;
        }
    }
    Prepared { rows: pairs.into_iter().map(|(_, r)| r).collect(), at, gold, guideline }
}

/// Buffers of one sentence's forward and backward passes.
struct Work {
    scores: Vec<[f32; LABELS]>,
    forward: Vec<[f32; LABELS]>,
    backward: Vec<[f32; LABELS]>,
    scale: Vec<f32>,
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    /// The rows of this step, and where each character's begin.
    rows: Vec<u32>,
    at: Vec<u32>,
    random: Random,
    /// The share of features that are dropped now.
    dropped: f32,
}

impl Work {
    fn new() -> Self {
        Self {
            scores: Vec::new(),
            forward: Vec::new(),
            backward: Vec::new(),
            scale: Vec::new(),
            before: predecessors(),
            after: successors(),
            rows: Vec::new(),
            at: Vec::new(),
            random: Random::new(SEED),
            dropped: DROPPED,
        }
    }

    /// One step on one sentence; its loss.
    fn step(&mut self, model: &mut Model, squares: &mut [f32], s: &Prepared, rate: f32) -> f64 {
        self.drop_some(s);
        let n = s.gold.len();
        if n == 0 {
            return 0.0;
        }
        let own = (model.size * (s.guideline + 1)) as u32;
        self.scores.clear();
        self.scores.resize(n, [0.0; LABELS]);
        for at in 0..n {
            let row = &mut self.scores[at];
            for &r in &self.rows[self.at[at] as usize..self.at[at + 1] as usize] {
                let (a, b) = (&model.weights[r as usize], &model.weights[(r + own) as usize]);
                for l in 0..LABELS {
                    row[l] += a[l] + b[l];
                }
            }
        }
        let mut gold_score = 0.0_f64;
        let mut shift = 0.0_f64;
        for at in 0..n {
            let g = usize::from(s.gold[at]);
            let from = if at == 0 { 0 } else { usize::from(s.gold[at - 1]) };
            gold_score += f64::from(self.scores[at][g] + model.transition[from][g]);
            let most = self.scores[at].iter().copied().fold(f32::MIN, f32::max);
            shift += f64::from(most);
            self.scores[at].iter_mut().for_each(|x| *x = (*x - most).exp());
        }
        let mut moves = [[0.0_f32; LABELS]; LABELS];
        for (a, row) in moves.iter_mut().enumerate() {
            for &b in &self.after[a] {
                row[b] = model.transition[a][b].exp();
            }
        }
        self.sweep(&moves, n);
        let log_z = shift + self.scale.iter().map(|z| f64::from(*z).ln()).sum::<f64>();
        self.update(model, squares, s, &moves, rate, own);
        log_z - gold_score
    }

    /// Draws the features of this step.
    fn drop_some(&mut self, s: &Prepared) {
        self.rows.clear();
        self.at.clear();
        self.at.push(0);
        let least = (self.dropped * DRAWS as f32).floor();
        for at in 0..s.gold.len() {
            for &r in &s.rows[s.at[at] as usize..s.at[at + 1] as usize] {
                if self.random.below(DRAWS) as f32 >= least {
                    self.rows.push(r);
                }
            }
            self.at.push(self.rows.len() as u32);
        }
    }

    /// Scaled forward and backward probabilities.
    fn sweep(&mut self, moves: &[[f32; LABELS]; LABELS], n: usize) {
        self.forward.clear();
        self.forward.resize(n, [0.0; LABELS]);
        self.backward.clear();
        self.backward.resize(n, [0.0; LABELS]);
        self.scale.clear();
        self.scale.resize(n, 1.0);
        for at in 0..n {
            let mut row = [0.0_f32; LABELS];
            for (l, x) in row.iter_mut().enumerate() {
                *x = if at == 0 {
                    if follows(0, l) { moves[0][l] } else { 0.0 }
                } else {
                    self.before[l].iter().map(|&a| self.forward[at - 1][a] * moves[a][l]).sum()
                } * self.scores[at][l];
            }
            if at + 1 == n {
                (0..LABELS).filter(|&l| !follows(l, 0)).for_each(|l| row[l] = 0.0);
            }
            let z = row.iter().sum::<f32>().max(1e-30);
            for x in &mut row {
                *x /= z;
            }
            self.scale[at] = z;
            self.forward[at] = row;
        }
        for l in 0..LABELS {
            self.backward[n - 1][l] = if follows(l, 0) { 1.0 } else { 0.0 };
        }
        for at in (0..n - 1).rev() {
            let mut row = [0.0_f32; LABELS];
            for (l, x) in row.iter_mut().enumerate() {
                *x = self.after[l].iter().map(|&b| moves[l][b] * self.scores[at + 1][b] * self.backward[at + 1][b]).sum::<f32>()
                    / self.scale[at + 1];
            }
            self.backward[at] = row;
        }
    }

    fn update(&self, model: &mut Model, squares: &mut [f32], s: &Prepared, moves: &[[f32; LABELS]; LABELS], rate: f32, own: u32) {
        let mut turn = [[0.0_f32; LABELS]; LABELS];
        for at in 0..s.gold.len() {
            let g = usize::from(s.gold[at]);
            let mut grad = [0.0_f32; LABELS];
            let mut size = 0.0_f32;
            for (l, slope) in grad.iter_mut().enumerate() {
                *slope = (if l == g { 1.0 } else { 0.0 }) - self.forward[at][l] * self.backward[at][l];
                size = size.max(slope.abs());
            }
            if size < TINY {
                continue;
            }
            let from = if at == 0 { 0 } else { usize::from(s.gold[at - 1]) };
            turn[from][g] += 1.0;
            for a in 0..LABELS {
                let before = if at == 0 { if a == 0 { 1.0 } else { 0.0 } } else { self.forward[at - 1][a] };
                if before > 1e-6 {
                    for &b in &self.after[a] {
                        turn[a][b] -= before * moves[a][b] * self.scores[at][b] * self.backward[at][b] / self.scale[at];
                    }
                }
            }
            let square = grad.iter().map(|x| x * x).sum::<f32>();
            for &r in &self.rows[self.at[at] as usize..self.at[at + 1] as usize] {
                let mask = model.masks[r as usize];
                if mask == 0 {
                    continue;
                }
                for r in [r, r + own] {
                    let q = &mut squares[r as usize];
                    *q += square;
                    let step = rate / q.sqrt();
                    let w = &mut model.weights[r as usize];
                    for l in 0..LABELS {
                        if mask >> l & 1 == 1 {
                            w[l] += step * grad[l];
                        }
                    }
                }
            }
        }
        for (a, row) in turn.iter().enumerate() {
            for &b in &self.after[a] {
                model.transition[a][b] += TRANSITION_SHARE * rate * row[b];
            }
        }
    }
}
