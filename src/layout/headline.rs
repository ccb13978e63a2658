//! The parts of one headline: which of its lines are 引题, 主题, 副题.
//!
//! Type size is lost in text, so the parts are told apart by their wording, their lengths, where their lines break and how their
//! widths differ. Every way to cut the lines into kicker, title and subtitle gets a score, a sum of learned weights; the best one
//! is taken. Invariant: the parts are stretches of lines, in the order of the lines, and there is always a title.

use super::junction;
use super::line::Line;
use super::patterns::class;
use std::ops::Range;

/// Buckets of the table.
pub const BUCKETS: usize = 1 << 15;
/// Weights are whole numbers of this fraction.
pub const UNIT: f32 = 1.0 / 24.0;

/// The table that the program reads with.
pub(super) static BUILT_IN: &[u8; BUCKETS] = include_bytes!("../../models/headline.bin");

/// Lines of a headline that are weighed; what a longer run has beyond them goes to its last part.
const WEIGHED: usize = 10;

/// One way to cut a headline: where the title begins and where it ends, as indices of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// First line of the title; lines before are the kicker.
    pub title: usize,
    /// One past the title's last line; lines from here on are the subtitle.
    pub subtitle: usize,
}

/// How far a page that always does the same outweighs the learned weights, in their whole numbers (24 are one e-fold).
const HABIT: f32 = 60.0;

/// The best cut of a headline's lines. `table` has the learned weights, `clean` is the text that the lines' spans index, `lean`
/// what the page's other headlines have: kickers (up to 1) or subtitles (down to -1).
#[must_use]
pub fn cut(table: &[u8], clean: &str, lines: &[Line], lean: f32) -> Cut {
    let weighed = &lines[..lines.len().min(WEIGHED)];
    let score = |cut: &Cut| {
        let learned: f32 = features(clean, weighed, *cut).iter().map(|&b| f32::from(table[b as usize].cast_signed())).sum();
        let sides = i8::from(cut.title > 0) - i8::from(cut.subtitle < weighed.len());
        learned + HABIT * lean * f32::from(sides)
    };
    let mut best =
        cuts(weighed.len()).max_by(|a, b| score(a).total_cmp(&score(b))).unwrap_or(Cut { title: 0, subtitle: lines.len() });
    if best.subtitle == weighed.len() {
        best.subtitle = lines.len();
    }
    best
}

/// All cuts of so many lines.
pub fn cuts(lines: usize) -> impl Iterator<Item = Cut> {
    (0..lines).flat_map(move |title| (title + 1..=lines).map(move |subtitle| Cut { title, subtitle }))
}

/// The buckets of one cut's features.
#[must_use]
pub fn features(clean: &str, lines: &[Line], cut: Cut) -> Vec<u32> {
    let mut bag = Vec::with_capacity(128);
    let parts = [(0, 0..cut.title), (1, cut.title..cut.subtitle), (2, cut.subtitle..lines.len())];
    add(&mut bag, 1, &[parts.iter().map(|(kind, range)| u32::from(!range.is_empty()) << kind).sum(), lines.len().min(6) as u32]);
    let mut before: Option<(u32, Range<usize>)> = None;
    for (kind, range) in parts {
        if range.is_empty() {
            continue;
        }
        part(clean, lines, kind, &range, &mut bag);
        if let Some((last_kind, last)) = before {
            let place = last_kind * 3 + kind;
            let (a, b) = (&lines[last.end - 1], &lines[range.start]);
            add(&mut bag, 20, &[place, joint(a, b)]);
            add(&mut bag, 21, &[place, b.blanks.min(1).into(), joint(a, b)]);
            add(&mut bag, 22, &[place, u32::from(class(a.tail[0])), u32::from(class(b.head[0]))]);
            add(&mut bag, 23, &[place, step(widest(&lines[last.clone()]), widest(&lines[range.clone()]))]);
            add(&mut bag, 24, &[place, last.len().min(4) as u32, range.len().min(4) as u32]);
            add(&mut bag, 25, &[place, b.blanks.min(1).into()]);
            add(&mut bag, 26, &[place, step(a.width, b.width), step(widest(&lines[last.clone()]), a.width)]);
        }
        before = Some((kind, range));
    }
    bag
}

fn part(clean: &str, lines: &[Line], kind: u32, range: &Range<usize>, bag: &mut Vec<u32>) {
    let own = &lines[range.clone()];
    let text: Vec<char> = own.iter().flat_map(|l| l.span.of(clean).chars()).collect();
    let letters: Vec<char> = text.iter().copied().filter(|c| !c.is_whitespace()).collect();
    let spaces = text.iter().filter(|c| c.is_whitespace()).count();
    let commas = letters.iter().filter(|c| matches!(c, '，' | '、')).count();
    add(bag, 2, &[kind, (letters.len() / 3).min(16) as u32]);
    add(bag, 3, &[kind, own.len().min(6) as u32, (letters.len() / 4).min(12) as u32]);
    add(bag, 4, &[kind, spaces.min(3) as u32, commas.min(2) as u32]);
    let (first, last) = (letters.first().copied().unwrap_or('\0'), letters.last().copied().unwrap_or('\0'));
    add(bag, 5, &[kind, u32::from(class(first)), u32::from(class(last))]);
    add(bag, 6, &[kind, first as u32]);
    add(bag, 7, &[kind, last as u32]);
    for n in 2..=3 {
        if letters.len() >= n {
            let code = |chars: &[char]| chars.iter().fold(n as u32, |h, &c| h.wrapping_mul(0x0101_0193) ^ fold(c));
            add(bag, 8, &[kind, code(&letters[..n])]);
            add(bag, 9, &[kind, code(&letters[letters.len() - n..])]);
        }
    }
    if let Some((_, full)) = own.split_last().filter(|(_, full)| !full.is_empty()) {
        // What wraps at the width of its box fills each line but the last.
        let narrowest = full.iter().map(|l| l.width).min().unwrap_or(0);
        add(bag, 17, &[kind, own.len().min(4) as u32, step(narrowest, widest(own))]);
        add(
            bag,
            18,
            &[kind, step(narrowest, widest(own)), own.windows(2).map(|pair| joint(&pair[0], &pair[1])).min().unwrap_or(9)],
        );
    }
    let phrases = phrases(&text);
    add(bag, 19, &[kind, phrases.len().min(4) as u32, u32::from(phrases.windows(2).all(|pair| pair[0] == pair[1]))]);
    add(bag, 27, &[kind, phrases.iter().copied().max().unwrap_or(0).min(24)]);
    for (at, pair) in own.windows(2).enumerate() {
        let is_last = u32::from(at + 2 == own.len());
        add(bag, 12, &[kind, joint(&pair[0], &pair[1])]);
        add(bag, 13, &[kind, pair[1].blanks.min(1).into(), joint(&pair[0], &pair[1])]);
        add(bag, 14, &[kind, step(pair[0].width, pair[1].width), is_last]);
        add(bag, 15, &[kind, u32::from(class(pair[0].tail[0])), u32::from(class(pair[1].head[0]))]);
        add(bag, 16, &[kind, pair[1].blanks.min(1).into()]);
    }
}

/// Lengths of what spaces, commas and a bracket part.
fn phrases(text: &[char]) -> Vec<u32> {
    text.split(|c| c.is_whitespace() || matches!(c, '，' | '（' | '：'))
        .map(|phrase| phrase.len() as u32)
        .filter(|&len| len > 0)
        .collect()
}

/// Digits are one character.
fn fold(c: char) -> u32 {
    if c.is_ascii_digit() { '0' as u32 } else { c as u32 }
}

fn widest(lines: &[Line]) -> u16 {
    lines.iter().map(|l| l.width).max().unwrap_or(0)
}

/// How the width changes, in steps.
fn step(a: u16, b: u16) -> u32 {
    match i32::from(b) - i32::from(a) {
        ..=-13 => 0,
        -12..=-6 => 1,
        -5..=-3 => 2,
        -2..=-1 => 3,
        0 => 4,
        1..=2 => 5,
        3..=5 => 6,
        6..=12 => 7,
        _ => 8,
    }
}

/// Log-odds of the joint in whole numbers; headlines are too few to learn apart what is beyond four either way.
fn joint(a: &Line, b: &Line) -> u32 {
    (junction::score(a.tail, b.head).clamp(-4.0, 4.0) + 4.0) as u32
}

fn add(bag: &mut Vec<u32>, template: u32, values: &[u32]) {
    let mut h = template.wrapping_mul(0x9E37_79B1);
    for &v in values {
        h = (h ^ v.wrapping_add(1)).wrapping_mul(0x85EB_CA6B);
        h ^= h >> 13;
    }
    bag.push((h.wrapping_mul(0xC2B2_AE35) >> 10) % BUCKETS as u32);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_has_a_title() {
        assert_eq!(cuts(3).count(), 6);
        assert!(cuts(4).all(|c| c.title < c.subtitle && c.subtitle <= 4));
    }
}
