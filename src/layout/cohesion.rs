//! How much of a headline's wording the body before it and the body after it share, and whether two stretches of body
//! speak of the same thing: weighted overlap of character pairs, rare ones counting most.

use super::features::{Bag, may_be_headline};
use super::junction;
use super::line::Line;
use super::role::{Role, STATES};
use super::subject::Subject;
use super::thread::Threads;
use crate::clean::is_han;

/// What a first reading of the page says about a line, for the second.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// The role that the first reading gave.
    pub role: u32,
    /// Overlap of the line's headline with the body before, and with the body after; from 0 to 1.
    overlap: Option<(f32, f32)>,
    /// The same for the whole run of headline lines that it stands in.
    run_overlap: Option<(f32, f32)>,
    /// The same with the first lines of both bodies: a headline repeats the lead, a subhead what follows it.
    lead: Option<(f32, f32)>,
    /// How alike the subject of the run of headline lines is to those of the body before and of the one behind, and of the leads of both.
    run_alike: Option<[f32; 4]>,
    /// How alike the subjects of what stands before a paragraph and of what it begins are.
    sides_alike: Option<f32>,
    /// How alike the subject of what stands from here on is to that of the body before, and of the one of the others that is most so.
    bodies_alike: Option<(f32, f32)>,
    /// Overlap of the bodies on both sides of the line.
    pub(super) sides: Option<f32>,
    /// Where a body may break off or be taken up: how well the line goes on with the line before, and with the best interrupted body.
    joints: Option<(f32, f32)>,
    /// The same of the wording from here on: what it shares with the body before, and with the best of the others.
    shares: Option<(f32, f32)>,
    /// How many headlines of ten the page sets behind their bodies, where it is clear.
    habit: u32,
}

impl Evidence {
    /// Adds what it says to the line's features.
    pub fn features(&self, bag: &mut Bag) {
        bag.add(90, &[self.role]);
        if let Some((before, after)) = self.overlap {
            let lean = leaning(before - after);
            bag.add(91, &[lean]);
            bag.add(92, &[tenths(before), tenths(after)]);
            bag.add(93, &[self.habit, lean / 3]);
        }
        if let Some((before, after)) = self.run_overlap {
            let lean = leaning(before - after);
            bag.add(96, &[lean]);
            bag.add(97, &[tenths(before), tenths(after)]);
            bag.add(98, &[self.habit, lean]);
        }
        if let Some((before, after)) = self.lead {
            let lean = leaning(before - after);
            bag.add(99, &[tenths(before), tenths(after)]);
            bag.add(100, &[lean, self.role]);
        }
        bag.add(94, &[self.habit]);
        if let Some((before, taken_up)) = self.joints {
            let lean = ((taken_up - before).clamp(-6.0, 6.0) + 6.0) as u32;
            bag.add(101, &[lean, level(taken_up)]);
            bag.add(102, &[level(before), level(taken_up)]);
        }
        if let Some((own, other)) = self.shares {
            let lean = (((other - own) * 20.0).clamp(-6.0, 6.0) + 6.0) as u32;
            bag.add(103, &[lean]);
            bag.add(104, &[tenths(own * 2.0), tenths(other * 2.0)]);
            bag.add(105, &[lean, self.role]);
        }
        if let Some([before, behind, lead_before, lead_behind]) = self.run_alike {
            let lean = leaning(before - behind);
            bag.add(106, &[lean]);
            bag.add(107, &[tenths(before), tenths(behind)]);
            bag.add(108, &[self.habit, lean]);
            bag.add(109, &[leaning(lead_before - lead_behind), self.role]);
            bag.add(110, &[tenths(lead_before), tenths(lead_behind)]);
        }
        if let Some(alike) = self.sides_alike {
            // In sixteenths, from -4 to 16 of them: hardly any is less.
            bag.add(111, &[(alike * 16.0 + 4.0).clamp(0.0, 20.0) as u32]);
            bag.add(112, &[tenths(alike), self.role]);
        }
        if let Some((own, other)) = self.bodies_alike {
            let lean = leaning(other - own);
            bag.add(113, &[lean, self.role]);
            bag.add(114, &[tenths(own), tenths(other)]);
        }
        if let Some(sides) = self.sides {
            bag.add(95, &[tenths(sides * 2.0)]);
        }
    }
}

/// A difference of shares, in steps of a tenth.
fn leaning(difference: f32) -> u32 {
    ((difference * 10.0).clamp(-6.0, 6.0) + 6.0) as u32
}

/// Log-odds in steps of two.
fn level(odds: f32) -> u32 {
    (odds.clamp(-6.0, 5.9) / 2.0 + 3.0) as u32
}

fn tenths(x: f32) -> u32 {
    (x * 10.0).clamp(0.0, 9.0) as u32
}

/// Body lines of one side that are compared.
const REACH: usize = 150;
/// Lines of a body that make its lead.
pub(super) const LEAD: usize = 6;
/// Body lines on either side of a boundary that are compared.
const NEAR: usize = 12;
/// The same, of which what they speak of is compared.
const WIDE: usize = 16;

/// The pairs of characters of a page's lines, and where each stands. Pairs are numbered from 0.
pub struct Topics {
    /// The pairs, by number, ascending.
    pairs: Vec<u32>,
    /// The numbers of each line's pairs, in their order.
    lines: Vec<Vec<u32>>,
    /// For each pair, where in `places` its lines begin, and how many they are.
    found: Vec<(u32, u32)>,
    /// Lines, ascending for each pair.
    places: Vec<u32>,
    /// What each line speaks of.
    subjects: Vec<Subject>,
    /// How much each pair tells.
    pub(super) weights: Weights,
}

/// Lines from a break on that are compared with what stands before.
const AHEAD: usize = 6;
/// A pair that stands in more lines than this says nothing of what they speak of.
const EVERYWHERE: u32 = 16;

impl Topics {
    /// Collects them. `clean` is the text that the lines' spans index.
    #[must_use]
    pub fn new(clean: &str, lines: &[Line]) -> Self {
        let subjects = lines.iter().map(|l| Subject::of(l.span.of(clean))).collect();
        let mut lines: Vec<Vec<u32>> = lines.iter().map(|l| char_pairs(l.span.of(clean))).collect();
        let mut all: Vec<(u32, u32, u32)> = lines
            .iter()
            .enumerate()
            .flat_map(|(line, pairs)| pairs.iter().enumerate().map(move |(at, &pair)| (pair, line as u32, at as u32)))
            .collect();
        all.sort_unstable();
        let (mut pairs, mut found, mut places): (Vec<u32>, Vec<(u32, u32)>, Vec<u32>) = Default::default();
        for (pair, line, at) in all {
            match found.last_mut().filter(|_| pairs.last() == Some(&pair)) {
                Some(_) if places.last() == Some(&line) => {}
                Some((_, count)) => {
                    places.push(line);
                    *count += 1;
                }
                None => {
                    pairs.push(pair);
                    found.push((places.len() as u32, 1));
                    places.push(line);
                }
            }
            lines[line as usize][at as usize] = pairs.len() as u32 - 1;
        }
        let weights = Weights::of(&lines, pairs.len());
        Self { pairs, lines, found, places, subjects, weights }
    }

    /// The number of a pair that the page has.
    #[must_use]
    pub fn number(&self, pair: u32) -> Option<u32> {
        self.pairs.binary_search(&pair).ok().map(|at| at as u32)
    }

    /// How many different pairs there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pairs.len()
    }

    /// The numbers of a line's pairs, in their order.
    #[must_use]
    pub fn of_line(&self, line: usize) -> &[u32] {
        &self.lines[line]
    }

    /// What some lines speak of together.
    #[must_use]
    pub fn subject(&self, lines: impl Iterator<Item = usize>) -> Subject {
        Subject::sum(lines.map(|line| &self.subjects[line]))
    }

    /// What line `at` and those behind it speak of.
    #[must_use]
    pub fn ahead(&self, at: usize) -> Subject {
        self.subject(at..self.subjects.len().min(at + AHEAD))
    }

    /// How much of the wording of line `at` and those behind it each body before has, from 0 to 1, rare pairs counting most.
    #[must_use]
    pub fn shares(&self, at: usize, threads: &Threads) -> Vec<f32> {
        let mut shares = vec![0.0; threads.count()];
        let mut counted = vec![usize::MAX; threads.count()];
        let mut all = 0.0;
        for (number, pair) in self.lines[at..].iter().take(AHEAD).flatten().enumerate() {
            let (first, count) = self.found[*pair as usize];
            if count > EVERYWHERE {
                continue;
            }
            let weight = 1.0 / (count as f32).sqrt();
            all += weight;
            for &line in self.places[first as usize..(first + count) as usize].iter().take_while(|&&line| (line as usize) < at) {
                if let Some(body) = threads.owners[line as usize].filter(|&body| counted[body] != number) {
                    counted[body] = number;
                    shares[body] += weight;
                }
            }
        }
        if all > 0.0 {
            for share in &mut shares {
                *share /= all;
            }
        }
        shares
    }
}

/// Adds what tells whether a body goes on, breaks off or is taken up.
fn thread(lines: &[Line], roles: &[Role], topics: &Topics, out: &mut [Evidence]) {
    let mut threads = Threads::new(lines.len());
    for at in 0..lines.len() {
        if !roles[at].is_body() {
            continue;
        }
        let joint = if at > 0 && roles[at - 1].is_body() { junction::score(lines[at - 1].tail, lines[at].head) } else { -6.0 };
        if let Some(current) = threads.current
            && (roles[at] != Role::Goes || joint < 0.0)
        {
            out[at].joints = threads.best_joint(lines, at).map(|best| (joint, best));
            let shares = topics.shares(at, &threads);
            let best = |keep: &dyn Fn(usize) -> bool| {
                shares.iter().enumerate().filter(|(body, _)| keep(*body)).map(|(_, &share)| share).fold(0.0, f32::max)
            };
            out[at].shares = Some((shares[current], best(&|body| body != current)));
            let ahead = topics.ahead(at);
            let alike = |body: usize| threads.subjects[body].alike(&ahead);
            let others = threads.interrupted().map(|(body, _)| alike(body)).max_by(f32::total_cmp);
            out[at].bodies_alike = others.map(|others| (alike(current), others));
        }
        threads.take(lines, topics, at, roles[at]);
    }
}

/// How much pairs of characters tell: those that are everywhere say nothing.
pub(super) struct Weights(Vec<f32>);

impl Weights {
    /// Of so many pairs, by how many stretches of ten lines have each; `lines` are the numbers of each line's pairs.
    fn of(lines: &[Vec<u32>], count: usize) -> Self {
        let mut spread = vec![(0u16, usize::MAX); count];
        for (stretch, lines) in lines.chunks(10).enumerate() {
            for &pair in lines.iter().flatten() {
                let (count, last) = &mut spread[pair as usize];
                *count += u16::from(*last != stretch && *count < 1000);
                *last = stretch;
            }
        }
        Self(spread.into_iter().map(|(count, _)| (1.0 / f32::from(count)).sqrt()).collect())
    }

    /// How much a pair tells.
    pub(super) fn weight(&self, pair: u32) -> f32 {
        self.0[pair as usize]
    }

    /// How much of some pairs is there too.
    pub(super) fn share(&self, what: &[u32], is_there: impl Fn(u32) -> bool) -> f32 {
        let (mut all, mut there) = (0.0, 0.0);
        for &pair in what {
            let weight = self.0[pair as usize];
            all += weight;
            there += if is_there(pair) { weight } else { 0.0 };
        }
        if all > 0.0 { there / all } else { 0.0 }
    }
}

/// For each pair a bit for each side that it stands on.
struct Sides(Vec<u8>);

const BEFORE: u8 = 1;
const AFTER: u8 = 2;
const LEAD_BEFORE: u8 = 4;
const LEAD_AFTER: u8 = 8;

impl Sides {
    fn mark(&mut self, topics: &Topics, lines: impl Iterator<Item = usize>, side: u8) {
        for &pair in lines.flat_map(|line| topics.of_line(line)) {
            self.0[pair as usize] |= side;
        }
    }

    /// Takes all marks off the pairs of some lines.
    fn clear(&mut self, topics: &Topics, lines: impl Iterator<Item = usize>) {
        for &pair in lines.flat_map(|line| topics.of_line(line)) {
            self.0[pair as usize] = 0;
        }
    }
}

/// The pairs of some lines, each once, ascending.
pub(super) fn pairs_of(topics: &Topics, lines: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut pairs: Vec<u32> = lines.flat_map(|line| topics.of_line(line)).copied().collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Weighs the wording of a page that has been read once.
#[must_use]
pub fn evidence(lines: &[Line], states: &[usize], topics: &Topics) -> Vec<Evidence> {
    let roles: Vec<Role> = states.iter().map(|&s| STATES[s].role).collect();
    let bodies = |range: std::ops::Range<usize>| range.filter(|&i| roles[i].is_body());
    let mut out: Vec<Evidence> = roles.iter().map(|&r| Evidence { role: r as u32, ..Evidence::default() }).collect();
    let mut sides = Sides(vec![0; topics.count()]);
    let mut behind = 0;
    let mut ahead = 0;
    let mut at = 0;
    while at < lines.len() {
        // Also what only looks like a headline is weighed: the first reading may have taken it for a subhead.
        let candidate = |i: usize| roles[i].is_headline() || may_be_headline(lines, i);
        if candidate(at) {
            let mut end = at + 1;
            while end < lines.len() && candidate(end) {
                end += 1;
            }
            let start_before = start_of_body(&roles, at, REACH);
            let end_after = end_of_body(&roles, end, REACH);
            sides.mark(topics, bodies(start_before..at), BEFORE);
            sides.mark(topics, bodies(end..end_after), AFTER);
            sides.mark(topics, bodies(start_before..at.min(start_before + LEAD)), LEAD_BEFORE);
            sides.mark(topics, bodies(end..end_after.min(end + LEAD)), LEAD_AFTER);
            let share = |what: &[u32], side: u8| topics.weights.share(what, |pair| sides.0[pair as usize] & side != 0);
            let run = pairs_of(topics, at..end);
            let run_overlap = Some((share(&run, BEFORE), share(&run, AFTER)));
            let lead = Some((share(&run, LEAD_BEFORE), share(&run, LEAD_AFTER)));
            let spoken = topics.subject(at..end);
            let alike =
                [start_before..at, end..end_after, start_before..at.min(start_before + LEAD), end..end_after.min(end + LEAD)]
                    .map(|range| topics.subject(bodies(range)).alike(&spoken));
            for (i, line) in out[at..end].iter_mut().enumerate() {
                line.run_alike = Some(alike);
                line.run_overlap = run_overlap;
                line.lead = lead;
                let own = pairs_of(topics, std::iter::once(at + i));
                let overlap = (share(&own, BEFORE), share(&own, AFTER));
                line.overlap = Some(overlap);
                let more = overlap.0 - overlap.1;
                behind += usize::from(more > 0.2);
                ahead += usize::from(more < -0.2);
            }
            sides.clear(topics, bodies(start_before..at).chain(bodies(end..end_after)));
            at = end;
            continue;
        }
        if matches!(roles[at], Role::ArticleStart | Role::ParagraphStart | Role::ResumeParagraph) && at > 0 {
            let before = pairs_of(topics, bodies(at.saturating_sub(NEAR)..at));
            if !before.is_empty() {
                let wide = |range| topics.subject(bodies(range));
                out[at].sides_alike = Some(wide(at.saturating_sub(WIDE)..at).alike(&wide(at..(at + WIDE).min(lines.len()))));
                let after = pairs_of(topics, bodies(at..(at + NEAR).min(lines.len())));
                out[at].sides = Some(topics.weights.share(&after, |pair| before.binary_search(&pair).is_ok()));
            }
        }
        at += 1;
    }
    thread(lines, &roles, topics, &mut out);
    let told = behind + ahead;
    let habit = if told < 3 { 5 } else { ((behind * 4 + told / 2) / told) as u32 };
    for line in &mut out {
        line.habit = habit;
    }
    out
}

/// Where the body that ends before line `end` begins, at most `reach` lines above.
pub(super) fn start_of_body(roles: &[Role], end: usize, reach: usize) -> usize {
    let mut at = end;
    while at > 0 && end - at < reach && !roles[at - 1].is_headline() {
        at -= 1;
        if roles[at] == Role::ArticleStart {
            break;
        }
    }
    at
}

/// Where the body that begins at line `start` ends, one line past it, at most `reach` lines below.
pub(super) fn end_of_body(roles: &[Role], start: usize, reach: usize) -> usize {
    let mut at = start;
    while at < roles.len() && at - start < reach && !roles[at].is_headline() && (at == start || roles[at] != Role::ArticleStart) {
        at += 1;
    }
    at
}

/// The pairs of neighbouring ideographs, letters and digits of a line.
pub(super) fn char_pairs(text: &str) -> Vec<u32> {
    let mut pairs = Vec::with_capacity(text.len() / 3);
    let mut last: Option<char> = None;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let letter = is_han(c) || c.is_alphanumeric();
        if let (true, Some(before)) = (letter, last) {
            pairs.push((before as u32).wrapping_mul(0x9E37_79B1) ^ c as u32);
        }
        last = letter.then_some(c);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line;
    use crate::source::Source;

    #[test]
    fn pairs_are_numbered_in_order_and_know_their_lines() {
        let source = Source::new("市图书馆新馆开放\n图书馆里图书馆外\n新馆");
        let lines = line::lines(&source);
        let topics = Topics::new(source.clean(), &lines);
        assert!(topics.pairs.is_sorted());
        for (at, line) in lines.iter().enumerate() {
            let numbers: Vec<u32> =
                char_pairs(line.span.of(source.clean())).into_iter().filter_map(|p| topics.number(p)).collect();
            assert_eq!(topics.of_line(at), numbers);
            assert!(!numbers.is_empty());
        }
        let places = |words: &str| {
            let (first, count) = topics.found[topics.number(char_pairs(words)[0]).unwrap() as usize];
            &topics.places[first as usize..(first + count) as usize]
        };
        assert_eq!(places("图书"), [0, 1]);
        assert_eq!(places("新馆"), [0, 2]);
        assert_eq!(topics.number(char_pairs("开馆")[0]), None);
    }
}
