//! Learns [`crate::layout::junction`]'s table: logistic regression by stochastic gradient (`AdaGrad`, Duchi et al. 2011).

use super::{Random, read_text};
use crate::layout::junction::{BUCKETS, UNIT, buckets};
use std::path::{Path, PathBuf};

/// Examples of each kind drawn from every so many characters of text.
const EVERY: usize = 4;
/// Step size of the first updates.
const RATE: f32 = 0.3;
/// Weights pulled towards zero, so that rare n-grams stay small and the table packs well.
const DECAY: f32 = 2e-6;

/// Learns from every string value under `paragraphs`, `text`, `content`, `title` of the JSON lines in `files`, and writes the
/// table to `out`.
///
/// # Errors
/// When a file cannot be read or written.
pub fn learn(files: &[PathBuf], out: &Path) -> std::io::Result<()> {
    let mut texts: Vec<Vec<char>> = Vec::new();
    for file in files {
        for line in read_text(file)?.lines() {
            let value: serde_json::Value = serde_json::from_str(line)?;
            collect(&value, &mut texts);
        }
    }
    texts.retain(|t| t.len() > 12);
    let mut random = Random::new(7);
    let mut weights = vec![0f32; BUCKETS];
    let mut squares = vec![1e-6f32; BUCKETS];
    let order: usize = texts.iter().map(Vec::len).sum::<usize>() / EVERY;
    let (mut right, mut seen) = (0usize, 0usize);
    for step in 0..order * 2 {
        let text = &texts[random.below(texts.len())];
        let at = 3 + random.below(text.len() - 6);
        let tail = [text[at - 1], text[at - 2], text[at - 3]];
        let goes = step % 2 == 0;
        let head = if goes {
            [text[at], text[at + 1], text[at + 2]]
        } else {
            let other = &texts[random.below(texts.len())];
            // A wrong neighbour begins a line: half of them begin a sentence, the others any word.
            let from = if random.below(2) == 0 { 0 } else { random.below(other.len() - 3) };
            [other[from], other[from + 1], other[from + 2]]
        };
        let slots = buckets(tail, head);
        let score: f32 = slots.iter().map(|&b| weights[b]).sum();
        let error = f32::from(u8::from(goes)) - 1.0 / (1.0 + (-score).exp());
        for b in slots {
            let gradient = error - DECAY * weights[b];
            squares[b] += gradient * gradient;
            weights[b] += RATE * gradient / squares[b].sqrt();
        }
        if step > order {
            seen += 1;
            right += usize::from((score > 0.0) == goes);
        }
    }
    eprintln!("{} texts, {} examples, {:.4} right in the second half", texts.len(), order * 2, right as f64 / seen.max(1) as f64);
    let table: Vec<u8> = weights.iter().map(|w| ((w / UNIT).round().clamp(-127.0, 127.0) as i8).cast_unsigned()).collect();
    std::fs::write(out, table)
}

fn collect(value: &serde_json::Value, texts: &mut Vec<Vec<char>>) {
    match value {
        serde_json::Value::String(s) => {
            for line in s.lines() {
                texts.push(line.chars().filter(|c| !c.is_whitespace()).collect());
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|v| collect(v, texts)),
        serde_json::Value::Object(map) => {
            map.iter().filter(|(k, _)| !matches!(k.as_str(), "id" | "date" | "url")).for_each(|(_, v)| collect(v, texts));
        }
        _ => {}
    }
}
