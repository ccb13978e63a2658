//! What the n-grams say of marked sentences, as the trainer of the network (`tools/nets/names.py`) reads it.

use super::corpus::Sentence;
use crate::entity::names::weights::Weights;
use crate::entity::names::{LABELS, keys, sentences};
use std::io::Result;
use std::path::Path;

/// Writes files of little-endian numbers: of each sentence its length, of each character its code point as the model sees it (both 16
/// bits), its label (8 bits) and its scores in steps, one a label (16 bits); and `PREFIX.transition`, the scores from label to label (32 bits).
pub fn write(model: &Weights, marked: &[Sentence], prefix: &Path) -> Result<()> {
    let (mut lengths, mut characters, mut labels, mut scores) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for sentence in marked {
        let mut gold = vec![0_u8; sentence.line.len()];
        for &(start, end, kind) in &sentence.names {
            let first = 1 + kind as u8 * 4;
            gold[start..end].fill(first + 1);
            gold[start] = if end - start == 1 { first + 3 } else { first };
            if end - start > 1 {
                gold[end - 1] = first + 2;
            }
        }
        for (range, rows) in sentences(model, &sentence.line) {
            lengths.extend((range.len() as u16).to_le_bytes());
            characters.extend(
                sentence.line.chars[range.clone()]
                    .iter()
                    .flat_map(|c| (u16::try_from(keys::fold(*c)).unwrap_or(0)).to_le_bytes()),
            );
            labels.extend(&gold[range]);
            scores.extend(rows.iter().flat_map(|row| row[..LABELS].iter().flat_map(|score| score.to_le_bytes())));
        }
    }
    let transition: Vec<u8> =
        model.transition.iter().flat_map(|row| row[..LABELS].iter().flat_map(|s| s.to_le_bytes())).collect();
    let files =
        [("lengths", lengths), ("characters", characters), ("labels", labels), ("scores", scores), ("transition", transition)];
    files.into_iter().try_for_each(|(name, bytes)| std::fs::write(format!("{}.{name}", prefix.display()), bytes))
}
