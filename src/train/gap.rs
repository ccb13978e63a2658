//! Learns [`crate::layout::gap`]'s weights: whether both sides of a single space belong together, from pages with gold, by logistic
//! regression, stochastic gradient (`AdaGrad`).

use super::Random;
use super::choice::{Choice, fit};
use super::gold::{self, Page};
use crate::layout::gap::{CONTEXT, COUNT, Row, Rows, Space, Weights};
use crate::layout::line::columns;
use std::path::PathBuf;

/// Learns from the pages of `folders`; the text of the weights.
///
/// # Errors
/// When a page cannot be read.
pub fn learn(folders: &[PathBuf]) -> std::io::Result<String> {
    let pages = gold::of_folders(folders)?;
    let mut random = Random::new(5);
    let mut look = |weights: &Row| {
        let mut choices: Vec<Choice<COUNT>> = pages.iter().flat_map(|page| choices(page, weights)).collect();
        let parted = choices.iter().filter(|choice| choice.right == 1).count();
        eprintln!("{} single spaces, {parted} between columns", choices.len());
        fit(&mut choices, &mut random)
    };
    let mut first = [0.0; COUNT];
    first = look(&first);
    first[COUNT - CONTEXT..].fill(0.0);
    Ok(Weights { first, second: look(&first) }.write())
}

/// The spaces of a page: stay together, or part.
fn choices(page: &Page, weights: &Row) -> Vec<Choice<COUNT>> {
    let clean = page.source.clean();
    let lines: Vec<_> = page.source.lines().iter().copied().filter(|line| !line.of(clean).trim().is_empty()).collect();
    let rows = Rows::looked_at(clean, lines.iter().copied(), weights);
    let mut found = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let text = line.of(clean);
        columns(text, 0, |before, behind| {
            let at = |part: &str| line.start as usize + part.as_ptr().addr() - text.as_ptr().addr();
            let parted = page.are_parted(at(before) + before.len(), at(behind));
            if let Some(parted) = parted {
                let features = rows.features(Space { row, before, behind });
                found.push(Choice { rows: vec![[0.0; COUNT], features], right: usize::from(parted) });
            }
            parted == Some(true)
        });
    }
    found
}
