//! The word list of the model: which words there are, how rare each is, and the class that it shares with words that stand in
//! like places.
//!
//! Words come from lists; how often they stand in running text decides which stay; classes are learned by exchange: each word
//! moves to the class in which the text becomes most likely under a bigram model of classes (Kneser and Ney 1993).

use super::corpus::{Article, Sentence};
use crate::clean::is_han;
use crate::entity::names::keys::{self, Buffers, Word};
use crate::train::read_text;
use clap::Args;
use rustc_hash::FxHashMap;
use std::fmt::Write;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};

/// How to make a word list.
#[derive(Args)]
pub struct Make {
    /// Lists of words: JSON lines of `["word", count]`, or lines of a word and its count.
    #[arg(long = "list", required = true)]
    lists: Vec<PathBuf>,
    /// Running text: JSON lines with `paragraphs`.
    #[arg(long = "text", required = true)]
    texts: Vec<PathBuf>,
    /// The word list to write.
    #[arg(long)]
    out: PathBuf,
    /// How many words are kept, the most frequent.
    #[arg(long, default_value_t = 60_000)]
    most: usize,
    /// Classes, fewer than 255.
    #[arg(long, default_value_t = 200)]
    classes: usize,
    /// Passes of exchange.
    #[arg(long, default_value_t = 5)]
    passes: usize,
}

/// Times that a word must stand in the text.
const OFTEN: u32 = 6;
/// Costs are counted in such parts of a natural logarithm.
const STEPS: f64 = 8.0;
/// The highest cost.
const MOST: f64 = 159.0;

/// A word list by n-gram key.
pub type List = FxHashMap<u32, Word>;

impl Make {
    /// Makes the list; `sets` are further text.
    pub fn run(&self, sets: &[Vec<Sentence>]) -> Result<()> {
        let mut texts: Vec<Vec<char>> = Vec::new();
        for path in &self.texts {
            for row in read_text(path)?.lines() {
                let article: Article = serde_json::from_str(row)?;
                texts.extend(article.paragraphs.iter().map(|p| p.chars().collect()));
            }
        }
        texts.extend(sets.iter().flatten().map(|s| s.line.chars.clone()));
        let mut list = List::default();
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for path in &self.lists {
            for (word, count) in read_list(path)? {
                let folded: Vec<u32> = word.chars().map(keys::fold).collect();
                let slot = counts.entry(keys::gram(&folded)).or_insert(0);
                *slot = (*slot).max(count);
            }
        }
        // Characters are words too.
        for c in texts.iter().flatten() {
            counts.entry(keys::gram(&[keys::fold(*c)])).or_insert(1);
        }
        reckon(&mut list, &counts, 1, usize::MAX);
        let mut tokens = Vec::new();
        for round in 0..3 {
            tokens = split(&texts, &list);
            counts.clear();
            tokens.iter().flatten().for_each(|k| *counts.entry(*k).or_insert(0) += 1);
            reckon(&mut list, &counts, OFTEN, if round < 1 { usize::MAX } else { self.most });
            eprintln!("round {round}: {} words", list.len());
        }
        let tokens_kept = split(&texts, &list);
        drop(tokens);
        let classes = exchange(&tokens_kept, &list, self.classes, self.passes);
        let mut rows: Vec<_> = list.iter().map(|(key, word)| (*key, Word { class: classes[key], ..*word })).collect();
        rows.sort_unstable_by_key(|(key, _)| *key);
        let mut out = String::new();
        for (key, word) in rows {
            let _ = writeln!(out, "{key:08x} {} {}", word.class, word.cost);
        }
        std::fs::write(&self.out, out)
    }
}

/// Reads a list that [`Make`] has written.
pub fn read(path: Option<&Path>) -> Result<List> {
    let Some(path) = path else { return Ok(List::default()) };
    let fault = |row: &str| Error::other(format!("{}: {row:?} is not a key, a class and a cost", path.display()));
    read_text(path)?
        .lines()
        .map(|row| {
            let mut parts = row.split(' ');
            let key = parts.next().and_then(|p| u32::from_str_radix(p, 16).ok());
            let class = parts.next().and_then(|p| p.parse().ok());
            let cost = parts.next().and_then(|p| p.parse().ok());
            match (key, class, cost) {
                (Some(key), Some(class), Some(cost)) => Ok((key, Word { class, cost })),
                _ => Err(fault(row)),
            }
        })
        .collect()
}

/// The words of two to four Han characters in a list.
fn read_list(path: &Path) -> Result<Vec<(String, u32)>> {
    let fits = |word: &str| (2..=keys::LONGEST).contains(&word.chars().count()) && word.chars().all(is_han);
    let mut words = Vec::new();
    for row in read_text(path)?.lines() {
        let (word, count) = if row.starts_with('[') {
            serde_json::from_str::<(String, u64)>(row)?
        } else {
            let mut parts = row.split(' ');
            let word = parts.next().unwrap_or_default().to_owned();
            (word, parts.next().and_then(|c| c.parse().ok()).unwrap_or(1))
        };
        if fits(&word) {
            // Counts of different lists are alike in order only.
            words.push((word, count.min(100_000) as u32));
        }
    }
    Ok(words)
}

/// The list of the most frequent words with their costs.
fn reckon(list: &mut List, counts: &FxHashMap<u32, u32>, least: u32, most: usize) {
    let mut rows: Vec<(u32, u32)> = counts.iter().map(|(k, n)| (*n, *k)).filter(|(n, _)| *n >= least).collect();
    rows.sort_unstable_by(|a, b| b.cmp(a));
    rows.truncate(most);
    let total: f64 = rows.iter().map(|(n, _)| f64::from(*n)).sum();
    list.clear();
    for (n, key) in rows {
        let cost = (STEPS * (total / f64::from(n)).ln()).round().clamp(1.0, MOST);
        list.insert(key, Word { class: 1, cost: cost as u8 });
    }
}

fn split(texts: &[Vec<char>], list: &List) -> Vec<Vec<u32>> {
    let mut buffers = Buffers::default();
    texts
        .iter()
        .map(|t| {
            buffers.split(t, |keys, known| {
                let words = keys.iter().enumerate().filter_map(|(place, key)| Some((place as u32, *list.get(&key.hash)?)));
                known.extend(words);
            });
            buffers.tokens.iter().map(|t| if t.class == 0 { 0 } else { t.key }).collect()
        })
        .collect()
}

/// Learns the classes of the words. The letters are the paper's: words w and v, classes c and d, neighbours r and l.
#[allow(clippy::many_single_char_names)]
fn exchange(tokens: &[Vec<u32>], list: &List, classes: usize, passes: usize) -> FxHashMap<u32, u8> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    tokens.iter().flatten().for_each(|k| *counts.entry(*k).or_insert(0) += 1);
    let mut order: Vec<(u32, u32)> = list.keys().map(|k| (counts.get(k).copied().unwrap_or(0), *k)).collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    let index: FxHashMap<u32, u32> = order.iter().enumerate().map(|(at, (_, k))| (*k, at as u32 + 1)).collect();
    let size = order.len() + 1;
    // Word 0 is the text's edge and whatever is strange; its class is 0 and stays.
    let mut pairs: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for t in tokens {
        let ids = t.iter().map(|k| index.get(k).copied().unwrap_or(0));
        let mut before = 0;
        for id in ids.chain([0]) {
            *pairs.entry((before, id)).or_insert(0) += 1;
            before = id;
        }
    }
    let mut pairs: Vec<((u32, u32), u32)> = pairs.into_iter().collect();
    pairs.sort_unstable();
    let mut right: Vec<Vec<(u32, u32)>> = vec![Vec::new(); size];
    let mut left: Vec<Vec<(u32, u32)>> = vec![Vec::new(); size];
    for ((a, b), n) in pairs {
        right[a as usize].push((b, n));
        left[b as usize].push((a, n));
    }
    let k = classes + 1;
    let mut class: Vec<usize> = (0..size).map(|at| if at == 0 { 0 } else { 1 + (at - 1) % classes }).collect();
    let mut joint = vec![0_i64; k * k];
    // Of each class: how many words it stands before, and behind.
    let mut sums = vec![[0_i64; 2]; k];
    for a in 0..size {
        for &(b, n) in &right[a] {
            joint[class[a] * k + class[b as usize]] += i64::from(n);
            sums[class[a]][0] += i64::from(n);
            sums[class[b as usize]][1] += i64::from(n);
        }
    }
    let small: Vec<f64> = (0..1 << 16).map(|n| if n == 0 { 0.0 } else { f64::from(n) * f64::from(n).ln() }).collect();
    let f = |n: i64| usize::try_from(n).ok().and_then(|n| small.get(n).copied()).unwrap_or_else(|| n as f64 * (n as f64).ln());
    let (mut r, mut l) = (vec![0_i64; k], vec![0_i64; k]);
    for pass in 0..passes {
        let mut moved = 0;
        for w in 1..size {
            r.fill(0);
            l.fill(0);
            let mut own = 0;
            for &(v, n) in &right[w] {
                if v as usize == w { own = i64::from(n) } else { r[class[v as usize]] += i64::from(n) }
            }
            for &(v, n) in &left[w] {
                if v as usize != w {
                    l[class[v as usize]] += i64::from(n);
                }
            }
            let rs: Vec<usize> = (0..k).filter(|c| r[*c] > 0).collect();
            let ls: Vec<usize> = (0..k).filter(|c| l[*c] > 0).collect();
            let (all_r, all_l) = (r.iter().sum::<i64>() + own, l.iter().sum::<i64>() + own);
            let shift = |joint: &mut [i64], sums: &mut [[i64; 2]], c: usize, sign: i64| {
                for &d in &rs {
                    joint[c * k + d] += sign * r[d];
                }
                for &d in &ls {
                    joint[d * k + c] += sign * l[d];
                }
                joint[c * k + c] += sign * own;
                sums[c][0] += sign * all_r;
                sums[c][1] += sign * all_l;
            };
            let old = class[w];
            shift(&mut joint, &mut sums, old, -1);
            let mut best = (f64::MIN, old);
            for c in 1..k {
                let mut gain = f(joint[c * k + c] + r[c] + l[c] + own) - f(joint[c * k + c]);
                for &d in rs.iter().filter(|d| **d != c) {
                    let n = joint[c * k + d];
                    gain += f(n + r[d]) - f(n);
                }
                for &d in ls.iter().filter(|d| **d != c) {
                    let n = joint[d * k + c];
                    gain += f(n + l[d]) - f(n);
                }
                gain -= f(sums[c][0] + all_r) - f(sums[c][0]) + f(sums[c][1] + all_l) - f(sums[c][1]);
                if gain > best.0 {
                    best = (gain, c);
                }
            }
            moved += usize::from(best.1 != old);
            class[w] = best.1;
            shift(&mut joint, &mut sums, best.1, 1);
        }
        eprintln!("exchange {}: {moved} words moved", pass + 1);
    }
    order.iter().enumerate().map(|(at, (_, key))| (*key, class[at + 1] as u8)).collect()
}
