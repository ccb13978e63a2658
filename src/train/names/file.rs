//! Packs a trained model: merges what is shared with the guideline's own, prunes, quantises.

use super::Learn;
use super::crf::{DROPPED_LAST, Model};
use crate::entity::names::LABELS;
use crate::entity::names::keys::{Reach, Word};
use crate::entity::names::weights::{LEAST_OFFSET, MAGIC, put_varint};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Steps a unit of score; weights beyond 127 steps are cut.
const STEPS: f32 = 24.0;
/// The least weight that is worth its place, in steps.
const LEAST: u8 = 5;
/// The same of a weight that is alone with its key: such keys are rare ones, and a key takes more room than a weight.
const LEAST_ALONE: u8 = 11;

/// The model's file.
pub fn write(model: &Model, words: &FxHashMap<u32, Word>, plan: &Learn) -> Vec<u8> {
    let own = model.own_rows(plan);
    let merged = |row: usize, l: usize| (1.0 - DROPPED_LAST) * (model.weights[row][l] + model.weights[own + row][l]);
    let mut entries: BTreeMap<u32, (Word, Vec<(u8, i8)>)> = BTreeMap::new();
    words.iter().collect::<BTreeMap<_, _>>().into_iter().for_each(|(key, word)| {
        entries.entry(*key).or_default().0 = *word;
    });
    let rows: BTreeMap<u32, (u32, Reach)> = model.rows.iter().map(|(k, r)| (*k, *r)).collect();
    for (key, (first, reach)) in rows {
        let mut cells = Vec::new();
        for offset in reach.from..=reach.to {
            for l in 0..LABELS {
                let w = merged(first as usize + usize::from((offset - reach.from).unsigned_abs()), l);
                let steps = (w * STEPS).round().clamp(-127.0, 127.0) as i8;
                if steps != 0 {
                    cells.push(((offset - LEAST_OFFSET).unsigned_abs() * LABELS as u8 + l as u8, steps));
                }
            }
        }
        let least = if cells.len() == 1 { LEAST_ALONE } else { LEAST };
        cells.retain(|(_, w)| w.unsigned_abs() >= least);
        if !cells.is_empty() {
            cells.sort_by_key(|(_, w)| std::cmp::Reverse(w.unsigned_abs()));
            cells.truncate(255);
            cells.sort_unstable();
            entries.entry(key).or_default().1 = cells;
        }
    }
    let mut out = MAGIC.to_vec();
    for row in &model.transition {
        // A name begins the more readily by the plan's boldness.
        let bold = |l: usize| if l > 0 && matches!((l - 1) % 4, 0 | 3) { plan.bold[(l - 1) / 4] } else { 0.0 };
        out.extend(
            row.iter()
                .enumerate()
                .map(|(l, w)| ((w + bold(l)) * STEPS).round().clamp(-127.0, 127.0) as i8)
                .map(i8::cast_unsigned),
        );
    }
    put_varint(&mut out, entries.len() as u32);
    let mut last = 0;
    for key in entries.keys() {
        put_varint(&mut out, key - last);
        last = *key;
    }
    out.extend(entries.values().map(|(word, _)| word.class));
    out.extend(entries.values().map(|(_, cells)| cells.len() as u8));
    out.extend(entries.values().filter(|(word, _)| word.class != 0).map(|(word, _)| word.cost));
    out.extend(entries.values().flat_map(|(_, cells)| cells.iter().map(|(place, _)| *place)));
    out.extend(entries.values().flat_map(|(_, cells)| cells.iter().map(|(_, w)| w.cast_unsigned())));
    out
}
