//! Learns [`crate::layout::junction`]'s table: logistic regression by stochastic gradient (`AdaGrad`, Duchi et al. 2011) over all
//! n-grams that are not rare, then over those alone that tell most.

use super::{Random, read_text};
use crate::layout::junction::{BUCKETS, UNIT, buckets, pack};
use std::path::{Path, PathBuf};

/// N-grams that are kept.
const KEPT: usize = 100_000;
/// N-grams seen less often than this across the texts are not learned.
const RARE: u8 = 12;
/// Buckets that n-grams are counted in; far more than there are n-grams.
const COUNTED: usize = 1 << 26;
/// Examples of both kinds for each character of text, in either pass.
const PER_CHARACTER: usize = 1;
/// Step size of the first updates.
const RATE: f32 = 0.3;
/// Weights pulled towards zero, so that what is seldom seen stays small.
const DECAY: f32 = 2e-6;
/// Of a hundred wrong neighbours, how many begin a sentence; the others begin with any word.
const SENTENCES: usize = 30;

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
    let characters: usize = texts.iter().map(Vec::len).sum();
    let mut counts = vec![0u8; COUNTED];
    for text in &texts {
        for at in 3..text.len() - 3 {
            for slot in counted(tail(text, at), head(text, at)) {
                counts[slot] = counts[slot].saturating_add(1);
            }
        }
    }
    let mut model = Logistic { weights: vec![0.0; BUCKETS], squares: vec![1e-6; BUCKETS], seen: vec![0; BUCKETS] };
    let frequent = |tail, head| {
        let mut slots = buckets(tail, head).map(Some);
        slots.iter_mut().zip(counted(tail, head)).for_each(|(slot, count)| *slot = slot.filter(|_| counts[count] >= RARE));
        slots
    };
    model.pass(&texts, characters * PER_CHARACTER, frequent);
    let kept = model.telling();
    let telling = |tail, head| buckets(tail, head).map(|slot| Some(slot).filter(|&slot| kept[slot]));
    model.pass(&texts, characters * PER_CHARACTER, telling);
    let table: Vec<i8> = model
        .weights
        .iter()
        .zip(&kept)
        .map(|(w, &kept)| if kept { (w / UNIT).round().clamp(-127.0, 127.0) as i8 } else { 0 })
        .collect();
    std::fs::write(out, pack(&table))
}

fn tail(text: &[char], at: usize) -> [char; 3] {
    [text[at - 1], text[at - 2], text[at - 3]]
}

fn head(text: &[char], at: usize) -> [char; 3] {
    [text[at], text[at + 1], text[at + 2]]
}

/// Where a joint's n-grams are counted. The characters count with those that fold to the same.
fn counted(tail: [char; 3], head: [char; 3]) -> [usize; 6] {
    let mix = |kind: u64, chars: &[char]| {
        let hash = chars.iter().fold(kind, |h, &c| {
            let c = if c.is_ascii_digit() { '0' } else { c };
            (h ^ u64::from(c as u32)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        });
        (hash.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 38) as usize % COUNTED
    };
    let ([a, b, _], [d, e, _]) = (tail, head);
    [mix(1, &[a, d]), mix(2, &[b, a, d]), mix(3, &[a, d, e]), mix(4, &[b, a, d, e]), mix(5, &[a]), mix(6, &[d])]
}

struct Logistic {
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// How often each bucket was updated.
    seen: Vec<u32>,
}

impl Logistic {
    /// Learns from so many examples. `slots` gives the buckets that are learned.
    fn pass(&mut self, texts: &[Vec<char>], examples: usize, slots: impl Fn([char; 3], [char; 3]) -> [Option<usize>; 6]) {
        let mut random = Random::new(7);
        let mut right = 0;
        for step in 0..examples {
            let text = &texts[random.below(texts.len())];
            let at = 3 + random.below(text.len() - 6);
            let goes = step % 2 == 0;
            let next = if goes {
                head(text, at)
            } else {
                let other = &texts[random.below(texts.len())];
                head(other, if random.chance(SENTENCES) { 0 } else { random.below(other.len() - 3) })
            };
            let slots = slots(tail(text, at), next);
            let score: f32 = slots.iter().flatten().map(|&b| self.weights[b]).sum();
            let error = f32::from(u8::from(goes)) - 1.0 / (1.0 + (-score).exp());
            for &b in slots.iter().flatten() {
                let gradient = error - DECAY * self.weights[b];
                self.squares[b] += gradient * gradient;
                self.weights[b] += RATE * gradient / self.squares[b].sqrt();
                self.seen[b] += 1;
            }
            right += usize::from(step * 2 > examples && (score > 0.0) == goes);
        }
        eprintln!("{examples} examples, {:.4} right in the second half", right as f64 * 2.0 / examples.max(1) as f64);
    }

    /// The buckets that tell most: of great weight, and often met.
    fn telling(&self) -> Vec<bool> {
        let tells = |b: usize| self.weights[b] * self.weights[b] * self.seen[b] as f32;
        let mut order: Vec<usize> = (0..BUCKETS).filter(|&b| self.seen[b] > 0).collect();
        order.sort_by(|&a, &b| tells(b).total_cmp(&tells(a)));
        eprintln!("{} n-grams, {} kept", order.len(), order.len().min(KEPT));
        let mut kept = vec![false; BUCKETS];
        order.iter().take(KEPT).for_each(|&b| kept[b] = true);
        kept
    }
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
