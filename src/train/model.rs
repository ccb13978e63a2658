//! The weights of line roles while they are learned, and the file that they go to.

use crate::layout::crf::{Features, LINE_BUCKETS, LINE_WIDTH, N, PAIR_BUCKETS, PAIR_WIDTH, Scores, UNIT, best};
use crate::layout::weights::{STEP_UNIT, packed};

/// Weights nearer to zero than this are dropped: half of what is stored, without loss on pages held out.
const SMALL: f32 = 0.125;

/// Learned weights of one reading.
#[derive(Clone)]
pub struct Model {
    /// `LINE_BUCKETS * LINE_WIDTH` weights.
    pub line: Vec<f32>,
    /// `PAIR_BUCKETS * PAIR_WIDTH` weights.
    pub pair: Vec<f32>,
    /// `N * N` weights of one state after another, by `from * N + to`.
    pub step: Vec<f32>,
}

impl Default for Model {
    fn default() -> Self {
        Self { line: vec![0.0; LINE_BUCKETS * LINE_WIDTH], pair: vec![0.0; PAIR_BUCKETS * PAIR_WIDTH], step: vec![0.0; N * N] }
    }
}

impl Model {
    /// Adds up the weights of a page's features.
    #[must_use]
    pub fn scores(&self, features: &Features) -> Scores {
        let add = |weights: &[f32], row: &mut [f32]| row.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        Scores::of(
            features,
            |bucket, row| add(&self.line[bucket * LINE_WIDTH..][..LINE_WIDTH], row),
            |bucket, row| add(&self.pair[bucket * PAIR_WIDTH..][..PAIR_WIDTH], row),
            |sum: f32| sum,
        )
    }

    /// The likeliest reading, by number of state.
    #[must_use]
    pub fn best(&self, features: &Features) -> Vec<usize> {
        best(&self.step, &self.scores(features), f32::INFINITY)
    }
}

/// The bytes of both readings' weights.
#[must_use]
pub fn pack(first: &Model, second: &Model) -> Vec<u8> {
    let mut out = Vec::new();
    for model in [first, second] {
        let small = |w: &f32| if w.abs() < SMALL { 0 } else { (w / UNIT).round().clamp(-127.0, 127.0) as i8 }.cast_unsigned();
        out.extend(model.line.iter().map(small));
        out.extend(model.pair.iter().map(small));
        out.extend(model.step.iter().flat_map(|w| ((w / STEP_UNIT).round().clamp(-32000.0, 32000.0) as i16).to_le_bytes()));
    }
    out
}

/// Both models from what [`pack`] made.
#[must_use]
pub fn unpack(file: &[u8]) -> (Model, Model) {
    let weights = |bytes: &[u8]| bytes.iter().map(|b| f32::from(b.cast_signed()) * UNIT).collect();
    let [first, second] = packed(file).map(|part| Model { line: weights(part.line), pair: weights(part.pair), step: part.step });
    (first, second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{cohesion::Topics, features::features, line, weights};
    use crate::source::Source;

    #[test]
    fn the_program_reads_by_what_was_learned() {
        let file = include_bytes!("../../models/layout.bin");
        let (first, second) = unpack(file);
        assert!(pack(&first, &second) == file, "packing gives the same file");
        let source = Source::new(include_str!("../../seeds/jianli.txt"));
        let lines = line::lines(&source);
        let features = features(source.clean(), &lines, &Topics::new(source.clean(), &lines));
        let table = &weights::BUILT_IN.first;
        assert_eq!(first.best(&features), table.best(&table.scores(&features)));
    }
}
