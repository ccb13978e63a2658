//! Learns [`crate::layout::thread`]'s weights: which of the interrupted bodies each line takes up that takes one up, on pages with
//! gold.

use super::Random;
use super::choice::{Choice, fit};
use super::gold::Page;
use crate::layout::cohesion::Topics;
use crate::layout::role::{Role, STATES};
use crate::layout::thread::{COUNT, Threads, write};

/// Learns from pages; the text of the weights.
#[must_use]
pub fn learn(pages: &[Page]) -> String {
    let mut choices: Vec<Choice<COUNT>> = pages.iter().flat_map(of_page).collect();
    eprint!("Bodies taken up: ");
    write(&fit(&mut choices, &mut Random::new(5)))
}

/// The lines of a page that take up a body, all bodies being as they should be so far.
fn of_page(page: &Page) -> Vec<Choice<COUNT>> {
    let topics = Topics::new(page.source.clean(), &page.lines);
    let mut threads = Threads::new(page.lines.len());
    let mut numbers: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        let role = STATES[page.states[at]].role;
        let Some(article) = page.article(line.span).filter(|_| role.is_body()) else { continue };
        let body = numbers.iter().position(|&number| number == article).unwrap_or(numbers.len());
        if body == numbers.len() {
            numbers.push(article);
        } else if matches!(role, Role::ResumeLine | Role::ResumeParagraph) {
            let candidates = threads.candidates(&page.lines, &topics, at, role);
            if let Some(right) = candidates.iter().position(|candidate| candidate.0 == body) {
                found.push(Choice { rows: candidates.into_iter().map(|candidate| candidate.1).collect(), right });
            }
        }
        threads.give(&page.lines, &topics, at, body);
    }
    found
}
