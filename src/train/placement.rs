//! Learns [`crate::layout::placement`]'s weights: for lines and parts of headlines on pages with gold, a choice among the page's
//! bodies when all else is as it should be, by likelihood (Besag's pseudo-likelihood), stochastic gradient (`AdaGrad`).

use super::Random;
use super::choice::{Choice, fit};
use super::gold::Page;
use crate::layout::cohesion::Topics;
use crate::layout::placement::{Board, COUNT, Piece, Weights, pieces};
use crate::layout::role::STATES;

/// One article in so many is learned from as if its body stood on another page.
const BODILESS: usize = 12;

/// Learns from pages; the text of the weights. A choice's features are those of the page with each body, less those of the page as it is.
#[must_use]
pub fn learn(pages: &[&Page]) -> String {
    let mut random = Random::new(5);
    let (mut plain, mut tangled) = (Vec::new(), Vec::new());
    for page in pages {
        let (choices, is_tangled) = choices(page, &mut random);
        if is_tangled { &mut tangled } else { &mut plain }.extend(choices);
    }
    eprint!("Headlines of plain pages: ");
    let plain = fit(&mut plain, &mut random);
    eprint!("Headlines of tangled pages: ");
    Weights { plain, tangled: fit(&mut tangled, &mut random) }.write()
}

/// The choices of a page, and whether it is tangled.
fn choices(page: &Page, random: &mut Random) -> (Vec<Choice<COUNT>>, bool) {
    let clean = page.source.clean();
    let mut owners: Vec<Option<usize>> = page
        .states
        .iter()
        .zip(&page.lines)
        .map(|(&state, line)| page.article(line.span).filter(|_| STATES[state].role.is_body()))
        .collect();
    let articles = page.articles();
    if articles > 1 && random.below(3) == 0 {
        let gone: Vec<usize> = (0..articles).filter(|_| random.below(BODILESS / 3) == 0).collect();
        owners.iter_mut().filter(|owner| owner.is_some_and(|a| gone.contains(&a))).for_each(|owner| *owner = None);
    }
    // Bodies in the order in which they begin, as the reader numbers them.
    let mut numbers: Vec<usize> = Vec::new();
    for owner in owners.iter_mut().flatten() {
        let number = numbers.iter().position(|n| n == owner).unwrap_or_else(|| {
            numbers.push(*owner);
            numbers.len() - 1
        });
        *owner = number;
    }
    let heads: Vec<Piece> = (0..page.lines.len())
        .filter(|&at| STATES[page.states[at]].role.is_headline())
        .flat_map(|at| pieces(clean, &page.lines[at], at))
        .collect();
    let board = Board::new(clean, &heads, &owners, &Topics::new(clean, &page.lines));
    let bodies = board.bodies();
    if bodies == 0 {
        return (Vec::new(), false);
    }
    let right: Vec<usize> = heads
        .iter()
        .map(|piece| page.article(piece.line.span).and_then(|a| numbers.iter().position(|&n| n == a)).unwrap_or(bodies))
        .collect();
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); bodies + 1];
    right.iter().enumerate().for_each(|(piece, &body)| groups[body].push(piece));
    let mut blocks: Vec<Vec<usize>> = (0..heads.len()).map(|piece| vec![piece]).collect();
    blocks.extend(groups.iter().take(bodies).filter(|group| !group.is_empty()).cloned());
    for run in board.runs() {
        for start in run.clone() {
            // A stretch of one article's lines, and its parts at either end.
            let end = (start..run.end).find(|&p| right[p] != right[start]).unwrap_or(run.end);
            if start == run.start || right[start - 1] != right[start] {
                blocks.extend((start + 1..end).map(|cut| (start..cut).collect()));
                blocks.push((start..end).collect());
            } else {
                blocks.push((start..end).collect());
            }
        }
    }
    blocks.sort_unstable();
    blocks.dedup();
    let choices = blocks
        .into_iter()
        .map(|block| {
            let from = right[block[0]];
            let without: Vec<usize> = groups[from].iter().copied().filter(|p| !block.contains(p)).collect();
            let left = board.features(from, &without);
            let stays = board.features(from, &groups[from]);
            let rows = (0..=bodies)
                .map(|to| {
                    if to == from {
                        return [0.0; COUNT];
                    }
                    let mut all = [&groups[to][..], &block[..]].concat();
                    all.sort_unstable();
                    let (with, had) = (board.features(to, &all), board.features(to, &groups[to]));
                    std::array::from_fn(|i| left[i] - stays[i] + with[i] - had[i])
                })
                .collect();
            Choice { rows, right: from }
        })
        .collect();
    (choices, board.is_tangled())
}
