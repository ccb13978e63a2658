//! Learns the weights of a choice among several ways, each with features of its own, by likelihood and stochastic gradient (`AdaGrad`,
//! Duchi et al. 2011).

use super::Random;

/// Passes over the choices.
const ROUNDS: usize = 6;
/// Step size of the first updates.
const RATE: f32 = 0.1;
/// Pull towards zero.
const DECAY: f32 = 1e-4;

/// One choice: the features of each way, and the right one.
pub struct Choice<const N: usize> {
    /// The features of each way.
    pub rows: Vec<[f32; N]>,
    /// The right way, by its place among them.
    pub right: usize,
}

/// The weights that make the right ways likely.
pub fn fit<const N: usize>(choices: &mut [Choice<N>], random: &mut Random) -> [f32; N] {
    let mut weights = [0f32; N];
    let mut squares = [1e-6f32; N];
    for round in 0..ROUNDS {
        random.shuffle(choices);
        let mut wrong = 0;
        for choice in &*choices {
            let scores: Vec<f32> = choice.rows.iter().map(|row| row.iter().zip(&weights).map(|(v, w)| v * w).sum()).collect();
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            wrong += usize::from(scores[choice.right] < top);
            let powers: Vec<f32> = scores.iter().map(|score| libm::expf(score - top)).collect();
            let sum: f32 = powers.iter().sum();
            for at in 0..N {
                let expected: f32 = choice.rows.iter().zip(&powers).map(|(row, power)| row[at] * power / sum).sum();
                let gradient = choice.rows[choice.right][at] - expected - DECAY * weights[at];
                squares[at] += gradient * gradient;
                weights[at] += RATE * gradient / squares[at].sqrt();
            }
        }
        if round + 1 == ROUNDS {
            eprintln!("{} choices, {wrong} wrong", choices.len());
        }
    }
    weights
}
