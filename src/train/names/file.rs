//! Packs a trained model: merges what is shared with the guideline's own, prunes, quantises.

use super::Learn;
use super::crf::{DROPPED_LAST, Model};
use crate::entity::names::LABELS;
use crate::entity::names::keys::{Reach, Word};
use crate::entity::names::packed::write::{Item, pack, varint};
use crate::entity::names::weights::{FAR, GRAIN, LEAST_OFFSET, LOW_BITS, MAGIC, Stream};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Steps a unit of score; what is beyond 127 steps is cut.
const STEPS: f32 = 24.0;

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
                let grains = f32::from(127 / GRAIN);
                let steps = (w * STEPS / f32::from(GRAIN)).round().clamp(-grains, grains) as i8;
                if steps != 0 {
                    cells.push(((offset - LEAST_OFFSET).unsigned_abs() * LABELS as u8 + l as u8, steps));
                }
            }
        }
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
    varint(&mut out, entries.len() as u32);
    let mut items = Vec::new();
    let mut last = 0;
    for (key, (word, cells)) in &entries {
        let mut byte = |stream: Stream, byte| items.push(Item::Byte(stream.table(), byte));
        let (high, low) = ((key - last) >> LOW_BITS, (key - last) & ((1 << LOW_BITS) - 1));
        last = *key;
        byte(Stream::Distance, high.min(u32::from(FAR)) as u8);
        if high >= u32::from(FAR) {
            let low = high & ((1 << LOW_BITS) - 1);
            items.extend([Item::Bits(LOW_BITS, high >> LOW_BITS), Item::Bits(LOW_BITS, low)]);
        }
        items.push(Item::Bits(LOW_BITS, low));
        let mut byte = |stream: Stream, byte| items.push(Item::Byte(stream.table(), byte));
        byte(Stream::Class, word.class);
        if word.class > 0 {
            byte(Stream::Cost, word.cost);
        }
        byte(Stream::Count(word.class > 0), cells.len() as u8);
        let mut before: Option<(u8, i8)> = None;
        for (place, weight) in cells {
            byte(Stream::Place(before.map(|(place, _)| place)), *place);
            let context = before.map(|(last, weight)| (weight < 0, last / LABELS as u8 == place / LABELS as u8));
            byte(Stream::Weight(context), weight.cast_unsigned());
            before = Some((*place, *weight));
        }
    }
    out.extend(pack(&items, Stream::TABLES));
    out
}
