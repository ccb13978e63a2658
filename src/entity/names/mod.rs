//! PERSON, PLACE and ORG by a trained model: each character is labelled, the best sequence of labels is kept.
//!
//! A linear-chain conditional random field (Lafferty and others 2001) whose n-gram weights are composed into one
//! lookup an n-gram, as vaporetto does for word segmentation; where these are unsure, a small network adds to the scores.
//! `models/README.md` tells what they were trained on.

pub mod keys;
pub mod net;
pub mod packed;
pub mod weights;

use super::Kind;
use super::line::{Found, Line};
use super::score;
use keys::{Key, Known};
use net::Net;
use std::sync::OnceLock;
use weights::{Cell, ROW, Weights};

/// Labels: outside, and for each type the beginning, the middle, the end and a name of one character.
pub const LABELS: usize = 13;
/// The types in the order of their labels.
pub const TYPES: [Kind; 3] = [Kind::Person, Kind::Place, Kind::Org];

/// Rows before the first character: as far back as a key speaks.
const BEFORE: usize = weights::LEAST_OFFSET.unsigned_abs() as usize;
/// Rows before and behind the characters: as far as a key speaks.
const MARGIN: usize = BEFORE + keys::LONGEST;

/// A score no path has.
pub const NEVER: i32 = i32::MIN / 4;

/// Kinds of bodies: by themselves they name none.
const BARE: &[&str] = &[
    "常委会", "政府", "法院", "检察院", "警方", "主席团", "大会秘书处", "委员会", "公司", "集团", "学校", "医院", "银行", "大学",
    "军队", "部队", "党", "党组", "公安局", "派出所", "俱乐部", "协会",
];

/// Where the best labels of a sentence are fewer steps (four nats) better than the second best, by the n-grams alone, the network is
/// asked: for almost half of a newspaper's text. Of 234 marked paragraphs it gets .9136 right (micro F1 of persons, places and bodies, rules apart), as
/// with the network for every sentence; asked for a sixth of the text (one nat), .9075.
const UNSURE: i32 = 96;

/// The longest stretch that is labelled at once, in characters; sentences are shorter.
const LONGEST: usize = 2000;

/// The longest name, in characters; what the model makes longer is no name but a run of something odd.
const LONGEST_NAME: usize = 60;

/// Whether label `b` may follow label `a`.
#[must_use]
pub fn follows(a: usize, b: usize) -> bool {
    let open = |l: usize| l > 0 && matches!((l - 1) % 4, 0 | 1);
    let goes_on = |l: usize| l > 0 && matches!((l - 1) % 4, 1 | 2);
    if open(a) { goes_on(b) && (a - 1) / 4 == (b - 1) / 4 } else { !goes_on(b) }
}

/// The labels that may follow each label.
#[cfg(feature = "train")]
#[must_use]
pub fn successors() -> Vec<Vec<usize>> {
    (0..LABELS).map(|a| (0..LABELS).filter(|&b| follows(a, b)).collect()).collect()
}

/// The labels that may stand before each label.
#[cfg(feature = "train")]
#[must_use]
pub fn predecessors() -> Vec<Vec<usize>> {
    (0..LABELS).map(|b| (0..LABELS).filter(|&a| follows(a, b)).collect()).collect()
}

static MODEL: &[u8] = include_bytes!("../../../models/names.bin");

fn model() -> &'static Weights {
    static LOADED: OnceLock<Weights> = OnceLock::new();
    LOADED.get_or_init(|| Weights::read(MODEL))
}

/// Finds the names of a line.
pub(super) fn find(line: &Line, out: &mut Vec<Found>) {
    find_with(model(), Some(Net::built_in()), line, out);
}

/// Whether the characters `start..end` of a line are a word of the model's list.
pub(super) fn is_word(line: &Line, start: usize, end: usize) -> bool {
    let mut folded = [0; keys::LONGEST];
    let Some(word) = folded.get_mut(..end - start) else { return false };
    word.iter_mut().zip(&line.chars[start..end]).for_each(|(slot, c)| *slot = keys::fold(*c));
    model().get(keys::gram(word)).0.class != 0
}

/// Finds the names of a line by the given weights, and by a network if there is one.
pub(crate) fn find_with(model: &Weights, net: Option<&Net>, line: &Line, out: &mut Vec<Found>) {
    let mut work = Work::default();
    let mut from = 0;
    while from < line.len() {
        let to = sentence_end(line, from);
        work.label(model, net, line, from, to);
        collect(&work.best, from, out);
        from = to;
    }
    let outside = |c: char| c.is_whitespace() || matches!(c, '”' | '’' | '》' | '）' | '，' | '。' | '：' | '；');
    for f in out.iter_mut() {
        // A mark that closes something begins no name.
        while f.start < f.end && outside(line.chars[f.start]) {
            f.start += 1;
        }
        // Nor does a name go on behind a mark that closes what was opened before it.
        f.end = closed(line, f.start, f.end);
        while f.start < f.end && line.chars[f.end - 1].is_whitespace() {
            f.end -= 1;
        }
    }
    out.retain(|f| (1..=LONGEST_NAME).contains(&f.len()));
    out.retain(|f| f.kind != Kind::Org || !BARE.iter().any(|b| b.chars().eq(line.chars[f.start..f.end].iter().copied())));
    // A person's name holds no mark but the one between foreign names.
    out.retain(|f| {
        f.kind != Kind::Person
            || line.chars[f.start..f.end].iter().all(|c| c.is_alphabetic() || matches!(c, '·' | '.' | '-' | ' '))
    });
}

/// Where the first mark stands in `start..end` that closes more than was opened there, or `end`.
fn closed(line: &Line, start: usize, end: usize) -> usize {
    let mut open = 0_usize;
    for at in start..end {
        match line.chars[at] {
            '“' | '《' | '（' => open += 1,
            '”' | '》' | '）' if open == 0 => return at,
            '”' | '》' | '）' => open -= 1,
            _ => (),
        }
    }
    end
}

/// Where the sentence that begins at `from` ends, one past its last character: no more than so many are labelled at once.
fn sentence_end(line: &Line, from: usize) -> usize {
    let limit = line.len().min(from + LONGEST);
    (from..limit).find(|k| matches!(line.get(*k), '。' | '！' | '？' | '\n')).map_or(limit, |k| k + 1)
}

/// The sentences of a line, each with what the n-grams say of its characters: a score for each label, in steps.
#[cfg(feature = "train")]
pub(crate) fn sentences(model: &Weights, line: &Line) -> Vec<(std::ops::Range<usize>, Vec<[i16; ROW]>)> {
    let mut work = Work::default();
    let mut found = Vec::new();
    let mut from = 0;
    while from < line.len() {
        let to = sentence_end(line, from);
        work.score(model, line, from, to);
        found.push((from..to, work.rows(to - from).to_vec()));
        from = to;
    }
    found
}

fn collect(labels: &[u8], from: usize, out: &mut Vec<Found>) {
    let mut start = 0;
    for (at, &label) in labels.iter().enumerate() {
        if label == 0 {
            continue;
        }
        let kind = TYPES[usize::from(label - 1) / 4];
        match (label - 1) % 4 {
            0 => start = at,
            2 => out.push(Found::new(from + start, from + at + 1, kind, score::MODEL, "model")),
            3 => out.push(Found::new(from + at, from + at + 1, kind, score::WHOLE, "model")),
            _ => (),
        }
    }
}

/// Buffers of one labelling, kept from sentence to sentence.
#[derive(Default)]
struct Work {
    keys: keys::Buffers,
    /// One row of labels a character, with rows before the first and behind the last that no label is read from. A character has some
    /// fifty keys and none weighs more than an `i8` holds.
    scores: Vec<i16>,
    /// For each character and label the best score of the labels up to there.
    paths: Vec<[i32; ROW]>,
    best: Vec<u8>,
    net: net::Buffers,
}

/// Adds the weights of the keys to the scores of the labels.
struct Adding<'a> {
    model: &'a Weights,
    scores: &'a mut [i16],
    /// The keys that the model may know, by their places in the list.
    met: Vec<u32>,
    /// The weights of those that it knows, each with its character.
    found: Vec<(u32, &'a [Cell])>,
}

impl keys::Reader for Adding<'_> {
    fn keys(&mut self, keys: &[Key], known: &mut Known) {
        // Step by step for all keys, so that a processor fetches the next ones while it waits for the first.
        self.met.clear();
        self.met.resize(keys.len(), 0);
        let mut met = 0;
        for (place, key) in keys.iter().enumerate() {
            self.met[met] = place as u32;
            met += usize::from(self.model.may_know(key.hash));
        }
        self.found.clear();
        for place in &self.met[..met] {
            let key = keys[*place as usize];
            let (word, cells) = self.model.get(key.hash);
            if word.class != 0 {
                known.push((*place, word));
            }
            self.found.push((key.at, cells));
        }
        for (at, cells) in &self.found {
            // The buffer has a margin on both sides, so that no cell falls outside.
            let scores = &mut self.scores[*at as usize * ROW..];
            for cell in *cells {
                scores[usize::from(cell.place)] += i16::from(cell.weight);
            }
        }
    }

    fn number(&mut self, at: usize, number: usize) {
        let rows = self.model.fixed(number);
        // The reach of what a table knows is as far before as behind.
        let (scores, _) = self.scores[(at + BEFORE - rows.len() / 2) * ROW..].as_chunks_mut::<ROW>();
        for (row, weights) in scores.iter_mut().zip(rows) {
            row.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
    }
}

impl Work {
    fn label(&mut self, model: &Weights, net: Option<&Net>, line: &Line, from: usize, to: usize) {
        self.score(model, line, from, to);
        self.viterbi(model, to - from);
        if let Some(net) = net
            && self.is_unsure(model, to - from, UNSURE)
        {
            let (rows, _) = self.scores[BEFORE * ROW..].as_chunks_mut::<ROW>();
            net.add(&line.chars[from..to], &mut rows[..to - from], &mut self.net);
            self.viterbi(model, to - from);
        }
    }

    /// What the n-grams say of the characters.
    fn score(&mut self, model: &Weights, line: &Line, from: usize, to: usize) {
        let n = to - from;
        self.scores.clear();
        self.scores.resize((n + MARGIN) * ROW, 0);
        let mut adding = Adding { model, scores: &mut self.scores, met: Vec::new(), found: Vec::new() };
        keys::each(line, from, to, &mut self.keys, &mut adding);
    }

    /// The scores of the first `n` characters.
    fn rows(&self, n: usize) -> &[[i16; ROW]] {
        &self.scores[BEFORE * ROW..].as_chunks::<ROW>().0[..n]
    }

    fn viterbi(&mut self, model: &Weights, n: usize) {
        self.best.clear();
        self.best.resize(n, 0);
        self.paths.clear();
        let (rows, _) = self.scores[BEFORE * ROW..].as_chunks::<ROW>();
        // Before the first character nothing is open.
        let mut last = [NEVER; ROW];
        last[0] = 0;
        for row in &rows[..n] {
            let mut next = [NEVER; ROW];
            for (so_far, steps) in last.iter().zip(&model.transition) {
                for (slot, step) in next.iter_mut().zip(steps) {
                    *slot = (*slot).max(so_far + step);
                }
            }
            for (slot, score) in next.iter_mut().zip(row) {
                *slot += i32::from(*score);
            }
            self.paths.push(next);
            last = next;
        }
        // The sentence ends outside a name or at a name's end. Of labels that score alike the first one counts.
        let first_best = |score: &dyn Fn(usize) -> i32| (0..LABELS).max_by_key(|&l| (score(l), LABELS - l)).unwrap_or(0);
        let mut label = first_best(&|l| if follows(l, 0) { last[l] } else { NEVER });
        for at in (0..n).rev() {
            self.best[at] = label as u8;
            if let Some(before) = at.checked_sub(1).map(|before| &self.paths[before]) {
                label = first_best(&|a| before[a] + model.transition[a][label]);
            }
        }
    }

    /// Whether other labels of the sentence are fewer than `by` steps worse than the best ones: those with another label at one of its
    /// characters.
    fn is_unsure(&self, model: &Weights, n: usize, by: i32) -> bool {
        let rows = self.rows(n);
        // The best score of what comes behind a character with each label.
        let mut rest: [i32; ROW] = std::array::from_fn(|l| if l < LABELS && follows(l, 0) { 0 } else { NEVER });
        let mut most = None;
        for at in (0..n).rev() {
            let best = usize::from(self.best[at]);
            let whole = |l: usize| self.paths[at][l] + rest[l];
            let most = *most.get_or_insert(whole(best));
            if (0..LABELS).any(|l| l != best && most - whole(l) < by) {
                return true;
            }
            let mut before = [NEVER; ROW];
            for ((steps, score), rest) in model.before.iter().zip(&rows[at]).zip(rest) {
                for (slot, step) in before.iter_mut().zip(steps) {
                    *slot = (*slot).max(step + i32::from(*score) + rest);
                }
            }
            rest = before;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &mut out);
        out.iter().map(|f| format!("{}/{:?}", line.string(f.start, f.end), f.kind)).collect()
    }

    #[test]
    fn names_of_the_news() {
        assert_eq!(names("昨天在北京会见法国总统马克龙。"), ["北京/Place", "法国/Place", "马克龙/Person"]);
    }

    #[test]
    fn second_best_labels_are_found() {
        for text in ["王士春", "到监利", "新沟镇"] {
            let mut work = Work::default();
            work.score(model(), &Line::new(text), 0, 3);
            work.viterbi(model(), 3);
            let rows = work.rows(3);
            let step = |from: usize, at: usize, to: usize| model().transition[from][to] + i32::from(rows[at][to]);
            let mut all: Vec<i32> = (0..LABELS.pow(3))
                .map(|k| [k / LABELS / LABELS, k / LABELS % LABELS, k % LABELS])
                .filter(|&[a, b, c]| follows(0, a) && follows(a, b) && follows(b, c) && follows(c, 0))
                .map(|[a, b, c]| step(0, 0, a) + step(a, 1, b) + step(b, 2, c))
                .collect();
            all.sort_unstable_by_key(|score| std::cmp::Reverse(*score));
            let margin = all[0] - all[1];
            assert!(work.is_unsure(model(), 3, margin + 1) && !work.is_unsure(model(), 3, margin), "{text}: {margin}");
        }
    }

    #[test]
    fn labels_follow_one_another() {
        // A name of one type does not go on as another's.
        assert!(follows(0, 1) && follows(1, 2) && follows(1, 3) && follows(3, 0) && follows(4, 1));
        assert!(!follows(0, 2) && !follows(1, 0) && !follows(1, 7) && !follows(0, 3));
    }
}
