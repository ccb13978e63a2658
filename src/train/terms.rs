//! Learns which stretches in quotation marks are coined names (`models/terms.txt`): logistic regression over their signs.

use super::read_text;
use crate::entity::line::Line;
use crate::entity::terms::{Weights, is_name, quoted, signs};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::path::PathBuf;

/// Steps over all examples.
const ROUNDS: usize = 250;
/// Step size of the first (`AdaGrad`).
const RATE: f32 = 0.3;
/// Pull towards zero, in examples.
const DECAY: f32 = 1.0;
/// A sign of fewer examples is passed over.
const FEWEST: usize = 2;
/// A smaller weight is left out of the file.
const SMALL: f32 = 0.1;
/// How much the more readily a coined name is seen than the weights say; F1 on examples kept apart is level from 0.6 to 1.1.
const BOLD: f32 = 1.0;

/// A paragraph with marks, in code points.
#[derive(Deserialize)]
struct Row {
    text: String,
    entities: Vec<(usize, usize, String)>,
}

/// A quoted stretch: its signs by number, and whether it is a coined name.
struct Example {
    signs: Vec<usize>,
    right: bool,
}

/// The signs that were seen, numbered as they came.
#[derive(Default)]
struct Signs {
    names: Vec<String>,
    numbers: FxHashMap<String, usize>,
}

impl Signs {
    fn number(&mut self, sign: &str) -> usize {
        *self.numbers.entry(sign.to_owned()).or_insert_with(|| {
            self.names.push(sign.to_owned());
            self.names.len() - 1
        })
    }
}

/// Learns from JSON lines of `{"text", "entities": [[start, end, type], …]}`: `marked` ones, in which every quoted stretch that is
/// no TERM is none, and `judged` ones, in which those alone count that are marked TERM or OTHER. Gives the text of the weights.
///
/// # Errors
/// When a file cannot be read or a line is no such object.
pub fn learn(marked: &[PathBuf], judged: &[PathBuf]) -> std::io::Result<String> {
    let mut known = Signs::default();
    let mut examples = Vec::new();
    for (files, all) in [(marked, true), (judged, false)] {
        for file in files {
            for row in read_text(file)?.lines().map(serde_json::from_str::<Row>) {
                take(&row?, all, &mut known, &mut examples);
            }
        }
    }
    let names = known.names;
    let weights = fit(&examples, names.len());
    let right = examples.iter().filter(|e| (score(e, &weights) > -BOLD) == e.right).count();
    eprintln!(
        "{} quoted stretches, {} of them coined names; {right} right",
        examples.len(),
        examples.iter().filter(|e| e.right).count()
    );
    let mut kept: Vec<(String, f32)> = names.into_iter().zip(weights).collect();
    for (name, weight) in &mut kept {
        if name == "b" {
            *weight += BOLD;
        }
    }
    kept.retain(|(_, weight)| weight.abs() >= SMALL);
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Weights::write(&kept))
}

/// Takes the quoted stretches of a row as examples: all of them, or those that are judged.
fn take(row: &Row, all: bool, known: &mut Signs, examples: &mut Vec<Example>) {
    let line = Line::new(&row.text);
    let stretches = quoted(&line);
    for (at, q) in stretches.iter().enumerate() {
        if !is_name(&line.chars[q.open + 1..q.close]) {
            continue;
        }
        let is = |kind: &str| row.entities.iter().any(|(start, end, k)| (*start, *end) == (q.open + 1, q.close) && k == kind);
        let right = is("TERM");
        if !right && !all && !is("OTHER") {
            continue;
        }
        let mut seen = Vec::new();
        signs(&line, &stretches, at, |sign| seen.push(known.number(sign)));
        examples.push(Example { signs: seen, right });
    }
}

fn score(example: &Example, weights: &[f32]) -> f32 {
    example.signs.iter().map(|&s| weights[s]).sum()
}

fn fit(examples: &[Example], signs: usize) -> Vec<f32> {
    let mut counts = vec![0; signs];
    examples.iter().flat_map(|e| &e.signs).for_each(|&s| counts[s] += 1);
    let mut weights = vec![0f32; signs];
    let mut squares = vec![1e-6f32; signs];
    for _ in 0..ROUNDS {
        let mut gradient: Vec<f32> = weights.iter().map(|w| DECAY * w).collect();
        for example in examples {
            let error = 1.0 / (1.0 + libm::expf(-score(example, &weights))) - f32::from(u8::from(example.right));
            example.signs.iter().for_each(|&s| gradient[s] += error);
        }
        for s in 0..signs {
            if counts[s] >= FEWEST {
                squares[s] += gradient[s] * gradient[s];
                weights[s] -= RATE * gradient[s] / squares[s].sqrt();
            }
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_stands_behind() {
        let row = |text: &str, kind: &str| Row { text: text.into(), entities: vec![(1, 3, kind.into())] };
        let (mut known, mut examples) = (Signs::default(), Vec::new());
        for _ in 0..20 {
            take(&row("“晨读”制度", "TERM"), false, &mut known, &mut examples);
            take(&row("“晨读”了，“未判”", "OTHER"), false, &mut known, &mut examples);
        }
        assert_eq!(examples.len(), 40);
        let weights = fit(&examples, known.names.len());
        assert!(examples.iter().all(|e| (score(e, &weights) > 0.0) == e.right));
        assert!(weights[known.numbers["a制度"]] > 0.2 && weights[known.numbers["a了"]] < -0.2);
    }
}
