//! Learns the weights of [`crate::layout::crf`]: conditional likelihood, stochastic gradient (`AdaGrad`), weights pulled to zero.

use super::Random;
use super::gold::Page;
use super::model::Model;
use crate::layout::cohesion;
use crate::layout::crf::{Features, LINE_WIDTH, Lattice, N, PAIR_WIDTH, roles};
use crate::layout::features::{add_evidence, features};
use crate::layout::line::Line;
use crate::layout::role::{BEGINNING, STATES, number};

/// Passes over the pages.
const ROUNDS: usize = 10;
/// Step size of the first updates.
const RATE: f32 = 0.15;
/// Pull towards zero at each update, so that what is seen once does not weigh.
const DECAY: f32 = 2e-4;
/// Of a hundred features of a line, how many an update does not see: a reading must not hang on one word (Srivastava et al. 2014).
const UNSEEN: usize = 40;
/// How often a page that was really extracted counts as it is; one that was laid out for training counts once.
const REAL_WEIGHT: usize = 2;
/// Every so many made pages, one is seen as by an extractor that keeps no blank lines.
const BLANKLESS: usize = 3;
/// Parts that the pages are cut into, so that the second reading learns from first readings of pages unseen.
const FOLDS: usize = 3;

/// One page ready to learn from.
struct Example {
    features: Features,
    states: Vec<usize>,
}

/// Learns both readings' models from `pages`, in an order that `seed` draws.
///
/// # Panics
/// When one of its threads does.
#[must_use]
pub fn learn(pages: &[&Page], seed: u64) -> (Model, Model) {
    let mut variants: Vec<(usize, Vec<Line>)> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        if page.made {
            // There are enough of them to see each in one way only.
            variants.push((at, if at % BLANKLESS == 0 { without_blanks(&page.lines) } else { page.lines.clone() }));
        } else {
            variants.extend((0..REAL_WEIGHT).map(|_| (at, page.lines.clone())));
            variants.push((at, without_blanks(&page.lines)));
        }
    }
    let plain: Vec<Example> = variants
        .iter()
        .map(|(at, lines)| {
            let clean = pages[*at].source.clean();
            let features = features(clean, lines, &cohesion::Topics::new(clean, lines));
            Example { features, states: pages[*at].states.clone() }
        })
        .collect();
    let all: Vec<&Example> = plain.iter().collect();
    let rests: Vec<Vec<&Example>> = (0..FOLDS)
        .map(|fold| variants.iter().zip(&plain).filter(|((at, _), _)| at % FOLDS != fold).map(|(_, e)| e).collect())
        .collect();
    let (first, folds) = std::thread::scope(|scope| {
        let folds: Vec<_> = rests.iter().map(|rest| scope.spawn(|| fit(rest, seed))).collect();
        let first = fit(&all, seed);
        (first, folds.into_iter().map(|f| f.join().expect("a fold that ended")).collect::<Vec<Model>>())
    });
    let mut second: Vec<Example> = Vec::new();
    for (fold, model) in folds.iter().enumerate() {
        for (variant, plain) in variants.iter().zip(&plain).filter(|((at, _), _)| at % FOLDS == fold) {
            let states = model.best(&plain.features);
            let evidence =
                cohesion::evidence(&variant.1, &states, &cohesion::Topics::new(pages[variant.0].source.clean(), &variant.1));
            let mut features = plain.features.clone();
            add_evidence(&mut features, &evidence);
            second.push(Example { features, states: plain.states.clone() });
        }
    }
    (first, fit(&second.iter().collect::<Vec<_>>(), seed))
}

/// The mean of several trainings' models, zero of none: what they agree on stays, what one learned by accident fades.
#[must_use]
pub fn mean(models: &[(Model, Model)]) -> (Model, Model) {
    let share = 1.0 / models.len() as f32;
    let mean = |pick: &dyn Fn(&(Model, Model)) -> &Model| {
        let mut sum = Model::default();
        for model in models.iter().map(pick) {
            let pairs = [(&mut sum.line, &model.line), (&mut sum.pair, &model.pair), (&mut sum.step, &model.step)];
            for (sum, weights) in pairs {
                sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * share);
            }
        }
        sum
    };
    (mean(&|m| &m.0), mean(&|m| &m.1))
}

/// The page as an extractor gives it that keeps no blank lines.
fn without_blanks(lines: &[Line]) -> Vec<Line> {
    lines.iter().map(|l| Line { blanks: 0, ..l.clone() }).collect()
}

fn fit(examples: &[&Example], seed: u64) -> Model {
    let mut model = Model::default();
    let mut squares = Model::default();
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for &at in &order {
            loss += step(&mut model, &mut squares, examples[at], &mut random);
        }
        if round + 1 == ROUNDS {
            eprintln!("{} pages, loss {loss:.1}", examples.len());
        }
    }
    // What was seen in part of the updates is seen always from now on.
    model.line.iter_mut().for_each(|w| *w *= 1.0 - UNSEEN as f32 / 100.0);
    model
}

fn step(model: &mut Model, squares: &mut Model, example: &Example, random: &mut Random) -> f64 {
    let mut seen = Features { pair: example.features.pair.clone(), ..Features::default() };
    for row in example.features.line.iter() {
        seen.line.push(row.iter().copied().filter(|_| !random.chance(UNSEEN)));
    }
    let scores = model.scores(&seen);
    let (loss, gradients) = {
        let powers: Vec<f32> = model.step.iter().map(|weight| libm::expf(*weight)).collect();
        let lattice = Lattice::new(&scores, &powers, libm::expf, f32::INFINITY);
        let loss = lattice.log_sum - scores.of_reading(&model.step, &example.states);
        let mut gradients = Vec::with_capacity(example.states.len());
        for at in 0..example.states.len() {
            let mut line = [0f32; LINE_WIDTH];
            let mut pair = [0f32; PAIR_WIDTH];
            let mut steps = Vec::new();
            let to = example.states[at];
            let from = if at == 0 { number(BEGINNING) } else { example.states[at - 1] };
            let roles = |from: usize, to: usize| roles(STATES[from].role, STATES[to].role);
            line[STATES[to].role as usize] += 1.0;
            pair[roles(from, to)] += 1.0;
            steps.push((from * N + to, 1.0));
            lattice.pairs(at, |f, t, p| {
                if p > 1e-5 {
                    line[STATES[t].role as usize] -= p;
                    pair[roles(f, t)] -= p;
                    steps.push((f * N + t, -p));
                }
            });
            gradients.push((line, pair, steps));
        }
        (loss, gradients)
    };
    for ((line, pair, steps), (lines, pairs)) in gradients.iter().zip(seen.line.iter().zip(seen.pair.iter())) {
        for &bucket in lines {
            update(&mut model.line, &mut squares.line, bucket as usize * LINE_WIDTH, line);
        }
        for &bucket in pairs {
            update(&mut model.pair, &mut squares.pair, bucket as usize * PAIR_WIDTH, pair);
        }
        for &(slot, gradient) in steps {
            update(&mut model.step, &mut squares.step, slot, &[gradient]);
        }
    }
    loss
}

fn update(weights: &mut [f32], squares: &mut [f32], start: usize, gradient: &[f32]) {
    for (i, &g) in gradient.iter().enumerate() {
        if g.abs() < 1e-4 {
            continue;
        }
        let at = start + i;
        let g = g - DECAY * weights[at];
        squares[at] += g * g;
        weights[at] += RATE * g / (1e-3 + squares[at]).sqrt();
    }
}
