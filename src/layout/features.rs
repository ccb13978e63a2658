//! What the decoder sees of a line and of its neighbours, as hashed features.
//!
//! Each template has a number; a feature is a template with its values. Order does not matter, repetition does.

use super::cohesion::{Evidence, Topics};
use super::crf::{Features, LINE_BUCKETS, PAIR_BUCKETS, Rows};
use super::junction;
use super::line::{Break, Line};
use super::patterns::{Marks, class};

/// Makes the features of a page's lines. `clean` is the text that the lines' spans index, `topics` are those of the same lines.
#[must_use]
pub fn features(clean: &str, lines: &[Line], topics: &Topics) -> Features {
    let page = Page::of(clean, lines, topics);
    let mut out = Features::default();
    let mut line = Bag::of_line();
    let mut pair = Bag { buckets: Vec::new(), structure: PAIR_BUCKETS, size: PAIR_BUCKETS };
    for at in 0..lines.len() {
        page.line_features(clean, at, &mut line);
        page.pair_features(at, &mut pair);
        out.line.push(line.buckets.drain(..));
        out.pair.push(pair.buckets.drain(..));
    }
    out
}

/// Adds what the first reading tells the second.
pub fn add_evidence(features: &mut Features, evidence: &[Evidence]) {
    let mut bag = Bag::of_line();
    let mut lines = Rows::default();
    for (buckets, evidence) in features.line.iter().zip(evidence) {
        evidence.features(&mut bag);
        lines.push(buckets.iter().copied().chain(bag.buckets.drain(..)));
    }
    features.line = lines;
}

/// Buckets of the features that tell how a line is set; those of its wording have the rest to themselves, since they are
/// many and would drown the others.
pub const STRUCTURE_BUCKETS: usize = LINE_BUCKETS / 4;

/// Collects buckets.
pub struct Bag {
    buckets: Vec<u32>,
    structure: usize,
    size: usize,
}

impl Bag {
    fn of_line() -> Self {
        Self { buckets: Vec::new(), structure: STRUCTURE_BUCKETS, size: LINE_BUCKETS }
    }

    /// Adds the feature of a template with its values.
    pub fn add(&mut self, template: u32, values: &[u32]) {
        self.buckets.push(hash(template, values) % self.structure as u32);
    }

    /// Adds a feature of the line's wording.
    fn word(&mut self, template: u32, values: &[u32]) {
        let room = (self.size - self.structure) as u32;
        self.buckets.push(self.structure as u32 + hash(template, values) % room);
    }
}

fn hash(template: u32, values: &[u32]) -> u32 {
    let mut h = template.wrapping_mul(0x9E37_79B1);
    for &v in values {
        h = (h ^ v.wrapping_add(1)).wrapping_mul(0x85EB_CA6B);
        h ^= h >> 13;
    }
    h.wrapping_mul(0xC2B2_AE35) >> 10
}

/// The pairs and triples of characters inside a page's lines, to tell whether the page itself has the ones that meet where two lines
/// do. A table of counts by hash.
pub struct Grams {
    counts: Vec<u8>,
}

impl Grams {
    /// Collects them. `clean` is the text that the lines' spans index.
    #[must_use]
    pub fn of(clean: &str, lines: &[Line]) -> Self {
        let characters: usize = lines.iter().map(|l| usize::from(l.letters)).sum();
        let mut this = Self { counts: vec![0; (characters * 16).next_power_of_two().clamp(1 << 12, 1 << 22)] };
        for line in lines {
            let (mut before, mut last) = ('\0', '\0');
            for c in line.span.of(clean).chars().filter(|c| !c.is_whitespace()) {
                if last != '\0' {
                    this.see(&[last, c]);
                }
                if before != '\0' {
                    this.see(&[before, last, c]);
                }
                (before, last) = (last, c);
            }
        }
        this
    }

    fn place(&self, gram: &[char]) -> usize {
        let hash = gram.iter().fold(0u32, |h, &c| (h ^ c as u32).wrapping_mul(0x9E37_79B1).rotate_left(15));
        hash.wrapping_mul(0x85EB_CA6B) as usize >> 7 & (self.counts.len() - 1)
    }

    fn see(&mut self, gram: &[char]) {
        let place = self.place(gram);
        self.counts[place] = (self.counts[place] + 1).min(2);
    }

    /// How well the page knows what meets between the end of `first` and the beginning of `second`: nothing (0), the pair of
    /// characters once (1) or more often (2), and with the character before or after it (3).
    #[must_use]
    pub fn met(&self, first: &Line, second: &Line) -> u32 {
        let ([a, b, ..], [d, e, ..]) = (first.tail, second.head);
        let seen = |gram: &[char]| u32::from(self.counts[self.place(gram)]);
        match seen(&[a, d]) {
            0 => 0,
            pair if seen(&[b, a, d]) == 0 && seen(&[a, d, e]) == 0 => pair,
            _ => 3,
        }
    }
}

/// A page's lines with what is asked of them again and again.
struct Page<'a> {
    lines: &'a [Line],
    fill: Vec<u32>,
    end: Vec<u32>,
    joint: Vec<u32>,
    /// How a line goes on with those before the last one, as [`beyond`] tells it.
    back: Vec<[u32; 2]>,
    /// How those behind the next one go on with a line.
    forth: Vec<[u32; 2]>,
    /// How often the page has, inside its lines, the characters that meet between a line and the one before.
    met: Vec<u32>,
    /// How the column's width changes from the lines before to this line and those behind it.
    regime: Vec<[u32; 3]>,
    /// How alike what the lines before a line and those from it on speak of is.
    shift: Vec<u32>,
    /// For each line that may be a headline's, the first and last line of its run of such lines.
    run: Vec<(usize, usize)>,
    has_blanks: u32,
    has_indents: u32,
    /// How much more often a blank line stands where a paragraph surely ends than where it surely goes on.
    blank_habit: u32,
}

/// Beyond the first and last line.
const OUTSIDE: u32 = 99;

impl<'a> Page<'a> {
    fn of(clean: &str, lines: &'a [Line], topics: &Topics) -> Self {
        let n = lines.len();
        let grams = Grams::of(clean, lines);
        let joints: Vec<[Option<f32>; JOINTS]> = (0..n).map(|i| std::array::from_fn(|gap| joint(lines, i, gap))).collect();
        let mut run = vec![(0, 0); n];
        let mut at = 0;
        while at < n {
            let mut end = at;
            while end < n && may_be_headline(lines, end) {
                end += 1;
            }
            if end == at {
                run[at] = (at + 1, at);
                at += 1;
                continue;
            }
            run[at..end].fill((at, end - 1));
            at = end;
        }
        // A tenth of the lines is far more than accidents leave, and less than any page set so has.
        let share = |count: usize| u32::from(count * 10 > n) + u32::from(count * 50 > n);
        Self {
            lines,
            fill: lines.iter().map(fill).collect(),
            end: lines.iter().map(end_class).collect(),
            joint: (0..n).map(|i| if i == 0 { OUTSIDE } else { joints[i - 1][0].map_or(OUTSIDE, bucket) }).collect(),
            back: (0..n).map(|i| beyond((0..i.min(JOINTS)).map(|gap| joints[i - 1 - gap][gap]))).collect(),
            forth: joints.iter().map(|joints| beyond(joints.iter().copied())).collect(),
            regime: (0..n).map(|i| regime(lines, i)).collect(),
            shift: shifts(topics, n),
            met: (0..n).map(|i| if i == 0 { OUTSIDE } else { grams.met(&lines[i - 1], &lines[i]) }).collect(),
            run,
            has_blanks: share(lines.iter().filter(|l| l.blanks > 0).count()),
            blank_habit: blank_habit(lines),
            has_indents: share(lines.iter().filter(|l| l.indent >= 2).count()),
        }
    }

    fn line(&self, at: usize, offset: isize) -> Option<&Line> {
        self.lines.get(at.checked_add_signed(offset)?)
    }

    #[allow(clippy::similar_names)] // the line itself, the one before, the one after
    fn line_features(&self, clean: &str, at: usize, bag: &mut Bag) {
        let line = &self.lines[at];
        let (fill, fill_p, fill_n) = (self.fill[at], of_line(&self.fill, at, -1), of_line(&self.fill, at, 1));
        let (end, end_p) = (self.end[at], of_line(&self.end, at, -1));
        let head = u32::from(class(line.head[0]));
        let blanks = u32::from(line.blanks.min(2));
        let blanks_n = self.line(at, 1).map_or(3, |l| u32::from(l.blanks.min(2)));
        let joint = self.joint[at];
        let joint_n = of_line(&self.joint, at, 1);
        let (from, to) = self.run[at];
        let headline_like = u32::from(from <= to);

        bag.add(0, &[]);
        bag.add(1, &[end_p, fill_p]);
        bag.add(2, &[end_p, fill_p, fill]);
        bag.add(3, &[end_p, fill_p, head]);
        bag.add(4, &[fill_p, fill, fill_n]);
        bag.add(5, &[end, fill]);
        bag.add(6, &[end, fill, fill_n]);
        bag.add(7, &[u32::from(line.indent.min(6)), self.has_indents]);
        bag.add(8, &[blanks, self.has_blanks, end_p]);
        bag.add(9, &[blanks, blanks_n, headline_like]);
        bag.add(10, &[end_p, fill_p, blanks, fill]);
        let ended = u32::from(end_p == 1 || end_p == 14);
        bag.add(32, &[blanks.min(1), self.blank_habit, ended, fill_p]);
        bag.add(33, &[blanks.min(1), self.blank_habit, ended, fill]);
        bag.add(34, &[ended, fill_p, fill, u32::from(line.marks.0 & OPENERS != 0)]);
        let [near, far, sure] = self.regime[at];
        bag.add(63, &[sure, ended, u32::from(line.indent >= 2)]);
        bag.add(64, &[sure, ended, joint, u32::from(line.marks.0 & OPENERS != 0)]);
        bag.add(120, &[self.shift[at], ended]);
        bag.add(121, &[self.shift[at] / 2, ended, fill_p]);
        bag.add(122, &[self.shift[at] / 2, sure, ended]);
        bag.add(37, &[near, far]);
        bag.add(38, &[near, far, ended, fill_p]);
        bag.add(39, &[near, far, ended, u32::from(line.indent >= 2), u32::from(line.marks.0 & OPENERS != 0)]);
        bag.add(11, &[joint, end_p]);
        bag.add(35, &[joint, self.met[at]]);
        bag.add(36, &[self.met[at], end_p]);
        bag.add(12, &[joint, joint_n, headline_like]);
        // The marks have three of these numbers too, with one value each.
        let (back, forth) = (self.back[at], self.forth[at]);
        bag.add(41, &back);
        bag.add(42, &forth);
        bag.add(43, &[back[0], forth[0], joint]);
        bag.add(44, &[back[0], back[1], end_p]);
        bag.add(13, &[width_class(line), headline_like]);
        bag.add(14, &[end, width_class(line)]);
        bag.add(15, &[head, end]);
        bag.add(16, &[column_step(self.line(at, -1), line), fill]);
        bag.add(17, &[column_step(self.line(at, 1), line), fill]);
        bag.add(18, &[at.min(3) as u32, headline_like]);
        bag.add(19, &[(self.lines.len() - 1 - at).min(3) as u32, headline_like]);
        bag.add(20, &[line.breaks as u32, end_p]);
        if line.letters == 0 {
            bag.add(21, &[]);
        }
        self.marks(at, bag);
        self.wording(clean, at, headline_like, bag);
        if headline_like == 1 {
            self.run_features(clean, at, bag);
        }
        // What stands around a run of short lines tells before from behind.
        let before = self.line(at, -1).map_or(OUTSIDE, |_| end_p * 10 + fill_p.min(9));
        bag.add(30, &[before, fill, blanks]);
        bag.add(31, &[of_line(&self.end, at, 1), fill_n, end, fill]);
    }

    fn marks(&self, at: usize, bag: &mut Bag) {
        for offset in -2..=2isize {
            let Some(line) = self.line(at, offset) else { continue };
            for mark in 0..Marks::kinds() {
                if line.marks.0 & (1 << mark) != 0 {
                    bag.add(40 + offset.unsigned_abs() as u32 * 2 + u32::from(offset > 0), &[mark as u32]);
                    if offset == 0 {
                        bag.add(46, &[mark as u32, width_class(line), of_line(&self.end, at, -1)]);
                        bag.add(47, &[mark as u32, self.fill[at]]);
                    }
                }
            }
        }
    }

    fn wording(&self, clean: &str, at: usize, headline_like: u32, bag: &mut Bag) {
        let line = &self.lines[at];
        let head = line.head.map(|c| c as u32);
        let tail = line.tail.map(|c| c as u32);
        bag.word(50, &[head[0], headline_like]);
        bag.word(51, &[head[0], head[1]]);
        bag.word(52, &[head[0], head[1], head[2], headline_like]);
        bag.word(53, &[tail[0], headline_like]);
        bag.word(54, &[tail[1], tail[0]]);
        bag.word(55, &[tail[2], tail[1], tail[0]]);
        if let Some(before) = self.line(at, -1) {
            bag.word(56, &[before.tail[1] as u32, before.tail[0] as u32]);
        }
        if let Some(after) = self.line(at, 1) {
            bag.word(57, &[after.head[0] as u32, after.head[1] as u32, headline_like]);
        }
        let mut commas = 0;
        let mut stops = 0;
        let mut spaces = 0;
        let mut quotes = 0;
        for ch in line.span.of(clean).chars() {
            match ch {
                '，' | '、' => commas += 1,
                '。' | '；' | '！' | '？' => stops += 1,
                '“' | '《' => quotes += 1,
                ' ' | '\u{3000}' => spaces += 1,
                _ => {}
            }
        }
        bag.add(60, &[commas.min(3), stops.min(2), self.fill[at]]);
        bag.add(61, &[spaces.min(2), headline_like, u32::from(line.letterspaced)]);
        bag.add(62, &[quotes.min(2), headline_like, commas.min(2)]);
    }

    fn run_features(&self, clean: &str, at: usize, bag: &mut Bag) {
        let (from, to) = self.run[at];
        let line = &self.lines[at];
        let length = (to - from + 1).min(6) as u32;
        let place = (at - from).min(4) as u32;
        let rest = (to - at).min(4) as u32;
        bag.add(70, &[length, place]);
        bag.add(71, &[length, rest]);
        let before = from.checked_sub(1).map_or(OUTSIDE, |i| self.end[i] * 10 + self.fill[i].min(9));
        let after = self.lines.get(to + 1).map_or(OUTSIDE, |l| l.marks.0 & 1);
        bag.add(72, &[before, after, place.min(2)]);
        bag.add(73, &[length, place, after]);
        bag.add(
            74,
            &[self.lines[from].blanks.min(1).into(), self.lines.get(to + 1).map_or(2, |l| l.blanks.min(1).into()), place, rest],
        );
        bag.add(75, &[difference(self.line(at, -1), line), difference(self.line(at, 1), line)]);
        bag.add(76, &[self.line(at, 1).map_or(3, |l| l.blanks.min(1).into()), line.blanks.min(1).into(), length, place]);
        let mut last = 0;
        for c in line.span.of(clean).chars().filter(|c| !c.is_whitespace()).take(24) {
            let c = if c.is_ascii_digit() { '0' } else { c } as u32;
            bag.word(80, &[c]);
            bag.word(81, &[last, c]);
            last = c;
        }
    }

    fn pair_features(&self, at: usize, bag: &mut Bag) {
        let line = &self.lines[at];
        bag.add(1, &[self.joint[at]]);
        bag.add(8, &[self.joint[at], self.met[at]]);
        let [near, far, sure] = self.regime[at];
        bag.add(11, &[sure, u32::from(at > 0 && ended(&self.lines[at - 1]))]);
        bag.add(9, &[near]);
        bag.add(10, &[far]);
        bag.add(2, &[line.blanks.min(2).into()]);
        bag.add(3, &[difference(self.line(at, -1), line)]);
        bag.add(4, &[of_line(&self.end, at, -1)]);
        bag.add(5, &[line.breaks as u32]);
        bag.add(6, &[line.blanks.min(1).into(), self.blank_habit]);
        bag.add(7, &[line.blanks.min(1).into(), self.joint[at]]);
        bag.add(12, &self.back[at]);
        bag.add(13, &[self.back[at][0], if at == 0 { OUTSIDE } else { self.forth[at - 1][0] }]);
    }
}

/// How alike what the lines before each line and those from it on speak of is, in twelfths from -2 of them on: hardly any is less.
fn shifts(topics: &Topics, lines: usize) -> Vec<u32> {
    const REACH: usize = 10;
    (0..lines)
        .map(|at| {
            let [before, behind] = [at.saturating_sub(REACH)..at, at..lines.min(at + REACH)].map(|range| topics.subject(range));
            (before.alike(&behind) * 12.0 + 2.0).clamp(0.0, 13.0) as u32
        })
        .collect()
}

/// How the column's width changes at a line, in steps (0 where there is nothing to compare): from the widest of the lines near it
/// before to the widest from it on, which changes at the very line; from the width that most lines before have to the width of most
/// from it on, which no single line disturbs; and this one again where the two say the same. Articles are set in columns of their own.
fn regime(lines: &[Line], at: usize) -> [u32; 3] {
    const NEAR: usize = 3;
    const FAR: usize = 8;
    let (before, behind) = lines.split_at(at);
    let widest = |lines: &[Line]| lines.iter().map(|l| l.width).max();
    let usual = |lines: &[Line]| {
        let count = |width: u16| lines.iter().filter(|l| l.width.abs_diff(width) <= 1).count();
        lines.iter().map(|l| (count(l.width), l.width)).max().filter(|&(count, _)| count > 1).map(|(_, width)| width)
    };
    let step = |(from, to): (Option<u16>, Option<u16>)| match (from, to) {
        (Some(from), Some(to)) => match i32::from(to) - i32::from(from) {
            ..=-8 => 1,
            -7..=-4 => 2,
            -3..=-2 => 3,
            -1..=1 => 4,
            2..=3 => 5,
            4..=7 => 6,
            8.. => 7,
        },
        _ => 0,
    };
    let near = (widest(&before[at.saturating_sub(NEAR)..]), widest(&behind[..NEAR.min(behind.len())]));
    let far = (usual(&before[at.saturating_sub(FAR)..]), usual(&behind[..FAR.min(behind.len())]));
    let same = |a: Option<u16>, b: Option<u16>| a.zip(b).is_some_and(|(a, b)| a.abs_diff(b) <= 1);
    let sure = if same(near.0, far.0) && same(near.1, far.1) { step(far) } else { 0 };
    [step(near), step(far), sure]
}

fn of_line(values: &[u32], at: usize, offset: isize) -> u32 {
    at.checked_add_signed(offset).and_then(|i| values.get(i)).copied().unwrap_or(OUTSIDE)
}

/// Whether a line could be a headline's by its looks: without the marks that end sentences and clauses, and shorter or longer
/// than its column, or set apart from what stands before and after.
#[must_use]
pub fn may_be_headline(lines: &[Line], at: usize) -> bool {
    /// Half ems of the longest headline line seen.
    const LONGEST: u16 = 76;
    let line = &lines[at];
    let end = class(line.tail[0]);
    if matches!(end, 1 | 3 | 5) || line.width > LONGEST {
        return false;
    }
    let fill = fill(line);
    let apart_before = at == 0 || line.blanks > 0 && ended(&lines[at - 1]) || ended(&lines[at - 1]) && fill == 0;
    let apart_after = lines.get(at + 1).is_none_or(|next| next.blanks > 0 || next.marks.0 & 1 != 0);
    fill >= 5 || line.letterspaced || end == 8 || apart_before && apart_after || fill == 0 && (apart_before || apart_after)
}

/// The marks of lines that begin a paragraph: dateline, opener, speech.
const OPENERS: u32 = Marks::bit("wire_start") | Marks::bit("opener") | Marks::bit("speech");

/// How often a blank line stands where a paragraph surely ends, over how often where it surely goes on; none on a page without
/// blank lines.
#[must_use]
pub fn blank_ratio(lines: &[Line]) -> Option<f32> {
    let (mut ends, mut ends_blank, mut goes, mut goes_blank) = (0usize, 0usize, 0usize, 0usize);
    for pair in lines.windows(2) {
        let blank = usize::from(pair[1].blanks > 0);
        if ended(&pair[0]) && fill(&pair[0]) >= 4 {
            ends += 1;
            ends_blank += blank;
        } else if matches!(end_class(&pair[0]), 5 | 12) && fill(&pair[0]) <= 2 {
            goes += 1;
            goes_blank += blank;
        }
    }
    // A half is added on both sides, so that few lines do not make it sure.
    let rate = |part: usize, whole: usize| (part as f32 + 0.5) / (whole as f32 + 1.0);
    (ends_blank + goes_blank > 0).then(|| rate(ends_blank, ends) / rate(goes_blank, goes))
}

/// Nothing (0), about equally often (1), or up to ever surer (5).
fn blank_habit(lines: &[Line]) -> u32 {
    match blank_ratio(lines) {
        None => 0,
        Some(..2.0) => 1,
        Some(2.0..4.0) => 2,
        Some(4.0..8.0) => 3,
        Some(8.0..20.0) => 4,
        Some(_) => 5,
    }
}

/// Whether a line ends as a sentence does.
#[must_use]
pub fn ended(line: &Line) -> bool {
    matches!(end_class(line), 1 | 14)
}

/// How a line fills its column: 0 beyond, 1 full, 2 to 7 ever shorter.
#[must_use]
pub fn fill(line: &Line) -> u32 {
    let gap = i32::from(line.column) - i32::from(line.width);
    match gap {
        _ if line.letterspaced => 1,
        ..=-1 => 0,
        0..=1 => 1,
        2..=3 => 2,
        4..=5 => 3,
        6..=8 => 4,
        9..=14 => 5,
        _ if gap * 2 < i32::from(line.column) => 6,
        _ => 7,
    }
}

/// How a line ends: a closing mark behind the end of a sentence counts as that end.
fn end_class(line: &Line) -> u32 {
    let last = class(line.tail[0]);
    let before = class(line.tail[1]);
    match (last, before) {
        (2 | 6, 1) => 14,
        _ => u32::from(last),
    }
}

fn width_class(line: &Line) -> u32 {
    match line.width {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        9..=12 => 3,
        13..=16 => 4,
        17..=22 => 5,
        23..=28 => 6,
        29..=36 => 7,
        37..=46 => 8,
        47..=60 => 9,
        _ => 10,
    }
}

fn column_step(neighbour: Option<&Line>, line: &Line) -> u32 {
    neighbour.map_or(OUTSIDE, |n| match i32::from(n.column) - i32::from(line.column) {
        ..=-9 => 0,
        -8..=-3 => 1,
        -2..=2 => 2,
        3..=8 => 3,
        _ => 4,
    })
}

fn difference(neighbour: Option<&Line>, line: &Line) -> u32 {
    neighbour.map_or(OUTSIDE, |n| match i32::from(n.width) - i32::from(line.width) {
        ..=-12 => 0,
        -11..=-5 => 1,
        -4..=-2 => 2,
        -1..=1 => 3,
        2..=4 => 4,
        5..=11 => 5,
        _ => 6,
    })
}

fn bucket(score: f32) -> u32 {
    // What is surer comes too seldom to be learned apart.
    (score.clamp(-6.0, 6.0) + 6.0) as u32
}

/// Lines that are looked at for each line's joint, from the next one on.
const JOINTS: usize = 4;

/// How well a line goes on in the one that stands so many lines behind the next one: the log-odds. What ends a sentence is asked of the
/// next line alone.
fn joint(lines: &[Line], from: usize, gap: usize) -> Option<f32> {
    let next = lines.get(from + 1 + gap)?;
    (gap == 0 || !ended(&lines[from])).then(|| junction::score(lines[from].tail, next.head))
}

/// How much better the best of the joints beyond the nearest is than that one, and how good it is, in steps; the joints are given from
/// the nearest on. What another text interrupts goes on beyond it.
fn beyond(mut joints: impl Iterator<Item = Option<f32>>) -> [u32; 2] {
    let Some(nearest) = joints.next().flatten() else { return [OUTSIDE; 2] };
    let best = joints.flatten().max_by(f32::total_cmp);
    best.map_or([OUTSIDE; 2], |best| [bucket(best - nearest) / 2, bucket(best) / 2])
}

const _: () = assert!(Break::Line as u32 == 0);
