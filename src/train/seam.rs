//! Learns [`crate::layout::seam`]'s network: at which paragraphs articles begin, on pages with gold as tables read them that were not
//! learned from these pages. By the likelihood of each paragraph by itself, stochastic gradient (Adam, Kingma and Ba 2015).

use super::Random;
use super::gold::Page;
use crate::layout::cohesion::Topics;
use crate::layout::read_page;
use crate::layout::seam::{BIAS, CONSTANT, COUNT, HIDDEN, Net, OUTPUT, Row, stretches};
use crate::layout::weights::Tables;

/// Networks that are learned one by one, from weights drawn anew; the one that is written is their mean.
const NETS: usize = 3;
/// Outputs of the hidden layer of each.
const PART: usize = HIDDEN / NETS;
/// Passes over the pages, and paragraphs in an update.
const ROUNDS: usize = 25;
const BATCH: usize = 256;
/// Adam's: step size, and how much of the last means stays.
const RATE: f32 = 3e-3;
const STAYS: [f32; 2] = [0.9, 0.999];

/// A paragraph, and whether an article begins there.
struct Example {
    row: Row,
    begins: bool,
}

/// Learns from pages as the tables read them; the text of the weights.
#[must_use]
pub fn learn(tables: &Tables, pages: &[Page]) -> String {
    let mut examples: Vec<Example> = pages.iter().flat_map(|page| of_page(tables, page)).collect();
    let begin = examples.iter().filter(|example| example.begins).count();
    let scales = Scales::take(&mut examples);
    let mut random = Random::new(5);
    let mut net = Net { hidden: [[0.0; COUNT + 3]; HIDDEN] };
    for part in 0..NETS {
        let weights = fit(&mut examples, &mut random);
        for (hidden, learned) in net.hidden[part * PART..].iter_mut().zip(&weights.hidden) {
            *hidden = scales.undone(learned);
            hidden[OUTPUT] /= NETS as f32;
        }
        net.hidden[0][CONSTANT] += weights.constant / NETS as f32;
    }
    let wrong = examples.iter().filter(|e| (net.odds(&scales.given(&e.row)) > 0.0) != e.begins).count();
    eprintln!("{} paragraphs, an article begins at {begin}, {wrong} wrong", examples.len());
    net.write()
}

/// The paragraphs of a page whose stretches are body alone and hold no more than one beginning, at a place that is looked at.
fn of_page(tables: &Tables, page: &Page) -> Vec<Example> {
    let topics = Topics::new(page.source.clean(), &page.lines);
    let (reading, evidence) = read_page(tables, page.source.clean(), &page.lines, &topics);
    let mut found = Vec::new();
    for stretch in stretches(page.source.clean(), &page.lines, &reading, &evidence, &topics) {
        let articles: Vec<Option<usize>> = stretch.lines.iter().map(|&at| page.article(page.lines[at].span)).collect();
        if articles.contains(&None) {
            continue;
        }
        let changes: Vec<usize> = (1..articles.len()).filter(|&k| articles[k] != articles[k - 1]).collect();
        let begins = |at: usize| changes.first().is_some_and(|&k| stretch.lines[k] == at);
        if changes.len() > 1 || changes.len() == 1 && !stretch.ways.iter().any(|way| begins(way.0)) {
            continue;
        }
        found.extend(stretch.ways.iter().map(|&(at, row)| Example { row, begins: begins(at) }));
    }
    found
}

/// What makes features alike in size.
struct Scales {
    mean: Row,
    size: Row,
}

impl Scales {
    /// Brings all examples to one size.
    fn take(examples: &mut [Example]) -> Self {
        let count = examples.len().max(1) as f32;
        let mean = std::array::from_fn(|at| examples.iter().map(|e| e.row[at]).sum::<f32>() / count);
        let size = std::array::from_fn(|at| {
            let square = examples.iter().map(|e| (e.row[at] - mean[at]).powi(2)).sum::<f32>() / count;
            square.sqrt().max(1e-3)
        });
        for example in examples {
            example.row = std::array::from_fn(|at| (example.row[at] - mean[at]) / size[at]);
        }
        Self { mean, size }
    }

    /// A row as it was.
    fn given(&self, row: &Row) -> Row {
        std::array::from_fn(|at| row[at] * self.size[at] + self.mean[at])
    }

    /// The weights of an output for rows as they were.
    fn undone(&self, learned: &[f32; COUNT + 2]) -> [f32; COUNT + 3] {
        let mut hidden = [0.0; COUNT + 3];
        hidden[..COUNT + 2].copy_from_slice(learned);
        for at in 0..COUNT {
            hidden[at] /= self.size[at];
            hidden[BIAS] -= hidden[at] * self.mean[at];
        }
        hidden
    }
}

/// The weights of one network while it learns.
struct Weights {
    /// For each output the features' weights, its bias, what it counts for.
    hidden: [[f32; COUNT + 2]; PART],
    constant: f32,
}

impl Weights {
    fn zero() -> Self {
        Self { hidden: [[0.0; COUNT + 2]; PART], constant: 0.0 }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut f32> {
        self.hidden.iter_mut().flatten().chain(std::iter::once(&mut self.constant))
    }

    /// Adds the gradient of one example.
    fn learn(&self, example: &Example, gradient: &mut Self) {
        let sums: [f32; PART] = std::array::from_fn(|k| {
            let hidden = &self.hidden[k];
            hidden.iter().zip(&example.row).map(|(weight, value)| weight * value).sum::<f32>() + hidden[BIAS]
        });
        let odds = sums.iter().zip(&self.hidden).map(|(sum, hidden)| sum.max(0.0) * hidden[OUTPUT]).sum::<f32>() + self.constant;
        let error = 1.0 / (1.0 + libm::expf(-odds)) - f32::from(u8::from(example.begins));
        gradient.constant += error;
        for ((sum, hidden), gradient) in
            sums.iter().zip(&self.hidden).zip(&mut gradient.hidden).filter(|((sum, _), _)| **sum > 0.0)
        {
            gradient[OUTPUT] += error * sum;
            gradient[BIAS] += error * hidden[OUTPUT];
            for (slot, value) in gradient.iter_mut().zip(&example.row) {
                *slot += error * hidden[OUTPUT] * value;
            }
        }
    }
}

fn fit(examples: &mut [Example], random: &mut Random) -> Weights {
    let mut weights = Weights::zero();
    let spread = (2.0 / COUNT as f32).sqrt();
    for weight in weights.all() {
        *weight = (random.below(2001) as f32 / 1000.0 - 1.0) * spread;
    }
    let (mut means, mut squares) = (Weights::zero(), Weights::zero());
    let mut steps = 0;
    for _ in 0..ROUNDS {
        random.shuffle(examples);
        for batch in examples.chunks(BATCH) {
            let mut gradient = Weights::zero();
            for example in batch {
                weights.learn(example, &mut gradient);
            }
            steps += 1;
            let [first, second] = STAYS.map(|stays| 1.0 - stays.powi(steps));
            for (((weight, gradient), mean), square) in weights.all().zip(gradient.all()).zip(means.all()).zip(squares.all()) {
                let gradient = *gradient / batch.len() as f32;
                *mean += (gradient - *mean) * (1.0 - STAYS[0]);
                *square += (gradient * gradient - *square) * (1.0 - STAYS[1]);
                *weight -= RATE * (*mean / first) / ((*square / second).sqrt() + 1e-8);
            }
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_for_rows_as_they_were_say_the_same() {
        let row = |at: usize| std::array::from_fn(|k| (at * k % 7) as f32 + k as f32);
        let mut examples: Vec<Example> = (0..20).map(|at| Example { row: row(at), begins: at % 2 == 0 }).collect();
        let scales = Scales::take(&mut examples);
        let learned: [f32; COUNT + 2] = std::array::from_fn(|k| k as f32 / 40.0 - 0.3);
        let hidden = scales.undone(&learned);
        for (at, example) in examples.iter().enumerate() {
            let sum = |row: &Row, weights: &[f32]| row.iter().zip(weights).map(|(v, w)| v * w).sum::<f32>() + weights[COUNT];
            let (learned_sum, given_sum) = (sum(&example.row, &learned), sum(&row(at), &hidden));
            assert!((learned_sum - given_sum).abs() < 1e-2, "{learned_sum} {given_sum}");
            assert!(scales.given(&example.row).iter().zip(row(at)).all(|(a, b): (&f32, f32)| (a - b).abs() < 1e-2));
        }
    }
}
