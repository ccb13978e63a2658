//! Learns [`crate::layout::gap`]'s weights: whether both sides of a single space belong together, from pages with gold, by logistic
//! regression, stochastic gradient (`AdaGrad`).

use super::Random;
use super::choice::{Choice, fit};
use super::gold::Page;
use crate::layout::gap::{CONTEXT, COUNT, Row, Rows, Space, Weights};
use crate::layout::line::columns;

/// Learns from pages; the text of the weights.
#[must_use]
pub fn learn(pages: &[Page]) -> String {
    let mut random = Random::new(5);
    let mut look = |weights: &Row| {
        let mut choices: Vec<Choice<COUNT>> = pages.iter().flat_map(|page| of_page(page, weights)).collect();
        let parted = choices.iter().filter(|choice| choice.right == 1).count();
        eprint!("Single spaces, {parted} between columns: ");
        fit(&mut choices, &mut random)
    };
    let mut first = look(&[0.0; COUNT]);
    first[COUNT - CONTEXT..].fill(0.0);
    Weights { first, second: look(&first) }.write()
}

/// The spaces of a page: stay together, or part.
fn of_page(page: &Page, weights: &Row) -> Vec<Choice<COUNT>> {
    let rows = Rows::looked_at(&page.source, weights);
    let mut found = Vec::new();
    for (row, span) in rows.spans().enumerate() {
        let text = rows.text(row);
        columns(text, 0, |before, behind| {
            let at = |part: &str| span.start as usize + part.as_ptr().addr() - text.as_ptr().addr();
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
