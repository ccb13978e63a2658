//! Learns [`crate::layout::headline`]'s table: a choice among all cuts of each headline, by likelihood, stochastic gradient.

use super::Random;
use super::gold::Page;
use super::synthetic::{self, Article};
use crate::layout::headline::{BUCKETS, Cut, UNIT, cuts, features};
use crate::layout::role::{Role, STATES};

/// Passes over the headlines.
const ROUNDS: usize = 10;
/// Step size of the first updates.
const RATE: f32 = 0.2;
/// Pull towards zero.
const DECAY: f32 = 1e-3;
/// Of a hundred features, how many an update does not see.
const UNSEEN: usize = 40;
/// How often a page's headline counts; that of an article set for training counts once.
const PAGE_WEIGHT: usize = 3;
/// Headlines of more lines are rare and take long.
const MOST_LINES: usize = 9;

/// One headline: its cuts' features, and which cut is right.
struct Example {
    cuts: Vec<Vec<u32>>,
    right: usize,
}

/// Learns from the headlines of `pages` and from those of `articles`, set for training.
#[must_use]
pub fn learn(pages: &[&Page], articles: &[Article]) -> Vec<u8> {
    let mut random = Random::new(41);
    let mut examples: Vec<Example> = Vec::new();
    for article in articles {
        collect(&synthetic::headline_alone(article, &mut random), &mut examples);
    }
    for page in pages {
        (0..PAGE_WEIGHT).for_each(|_| collect(page, &mut examples));
    }
    let mut weights = vec![0f32; BUCKETS];
    let mut squares = vec![1e-3f32; BUCKETS];
    for round in 0..ROUNDS {
        random.shuffle(&mut examples);
        let (mut right, mut several) = (0, 0);
        for example in &examples {
            let seen: Vec<Vec<u32>> = {
                let salt = random.below(1 << 30) as u32;
                // The same feature is unseen in all cuts of one update.
                example
                    .cuts
                    .iter()
                    .map(|c| {
                        c.iter()
                            .copied()
                            .filter(|b| (b ^ salt).wrapping_mul(0x9E37_79B1) >> 8 & 0xFFFF >= UNSEEN as u32 * 655)
                            .collect()
                    })
                    .collect()
            };
            let scores: Vec<f32> = seen.iter().map(|c| c.iter().map(|&b| weights[b as usize]).sum()).collect();
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let sum: f32 = scores.iter().map(|s| (s - top).exp()).sum();
            several += 1;
            right += usize::from((scores[example.right] - top).abs() < 1e-6);
            for (at, (cut, score)) in seen.iter().zip(&scores).enumerate() {
                let gradient = f32::from(u8::from(at == example.right)) - (score - top).exp() / sum;
                if gradient.abs() < 1e-3 {
                    continue;
                }
                for &b in cut {
                    let b = b as usize;
                    let g = gradient - DECAY * weights[b];
                    squares[b] += g * g;
                    weights[b] += RATE * g / squares[b].sqrt();
                }
            }
        }
        if round + 1 == ROUNDS {
            eprintln!(
                "{several} headlines of several lines, {:.4} cut right in the last pass",
                right as f64 / f64::from(several.max(1))
            );
        }
    }
    weights
        .iter()
        .map(|w| ((w * (1.0 - UNSEEN as f32 / 100.0) / UNIT).round().clamp(-127.0, 127.0) as i8).cast_unsigned())
        .collect()
}

/// The headlines of a page: runs of lines of one headline, with the cut that its gold has.
fn collect(page: &Page, examples: &mut Vec<Example>) {
    let roles: Vec<Role> = page.states.iter().map(|&s| STATES[s].role).collect();
    let kind = |r: Role| match r {
        Role::KickerBefore | Role::KickerAfter => 0,
        Role::TitleBefore | Role::TitleAfter => 1,
        _ => 2,
    };
    let mut at = 0;
    while at < roles.len() {
        if !roles[at].is_headline() {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < roles.len()
            && roles[end].is_headline()
            && roles[end].is_before() == roles[at].is_before()
            && kind(roles[end]) >= kind(roles[end - 1])
        {
            end += 1;
        }
        let count = |k: usize| roles[at..end].iter().filter(|&&r| kind(r) == k).count();
        let cut = Cut { title: count(0), subtitle: count(0) + count(1) };
        if end - at > 1 && end - at <= MOST_LINES && count(1) > 0 {
            let lines = &page.lines[at..end];
            let all: Vec<Cut> = cuts(lines.len()).collect();
            if let Some(right) = all.iter().position(|&c| c == cut) {
                examples.push(Example { cuts: all.iter().map(|&c| features(page.source.clean(), lines, c)).collect(), right });
            }
        }
        at = end;
    }
}
