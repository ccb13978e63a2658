//! Whether the end of one line and the beginning of another are one text.
//!
//! A network of two layers over six characters on both sides; learned from running text (`tools/nets/joints.py`): places inside
//! sentences, and which of many beginnings comes next. In whole numbers but for the score itself.
//!
//! The file: magic `JBJ1`; as 16-bit numbers how many characters are known, [`REACH`], how wide an embedding is, how many outputs the
//! first layer has and the second; the embedding; the first layer's part that sees the end, its part that sees the beginning, the
//! second layer, the last one. `src/network.rs` tells the form of each.

use crate::network::{Embedding, FINE, LANES, Layer, Parts, lanes};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::LazyLock;
use wide::i16x8;

/// Characters that are looked at on either side of a joint.
pub const REACH: usize = 6;

/// The characters of a line that are next to a joint, the nearest first; `'\0'` beyond the line.
pub type End = [char; REACH];

/// A text's first characters, white space left out; `'\0'` beyond the end.
#[must_use]
pub fn head(text: &str) -> End {
    filled(text.chars())
}

/// A text's last characters, the very last first, white space left out; `'\0'` beyond the beginning.
#[must_use]
pub fn tail(text: &str) -> End {
    filled(text.chars().rev())
}

fn filled(characters: impl Iterator<Item = char>) -> End {
    let mut characters = characters.filter(|c| !c.is_whitespace());
    std::array::from_fn(|_| characters.next().unwrap_or('\0'))
}

/// The first bytes of the file.
const MAGIC: &[u8; 4] = b"JBJ1";

static NET: LazyLock<Net> = LazyLock::new(|| Net::read(include_bytes!("../../models/junction.bin")));

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// The log-odds that the text goes on from `tail` to `head`.
#[must_use]
pub fn score(tail: End, head: End) -> f32 {
    MEMORY.with_borrow_mut(|memory| NET.score(tail, head, memory))
}

/// Log-odds beyond this, either way, tell no more than it does: of a hundred right joints four are surer, of a hundred
/// wrong ones one.
const SUREST: f32 = 8.0;

/// The same from -1, surely no, to 1, surely yes: one joint must not decide alone.
#[must_use]
pub fn sureness(tail: End, head: End) -> f32 {
    score(tail, head).clamp(-SUREST, SUREST) / SUREST
}

/// The network.
struct Net {
    embedding: Embedding,
    tail: Layer,
    head: Layer,
    hidden: Layer,
    last: Layer,
}

/// Joints that are remembered, of 40 bytes each: most pages have fewer.
const REMEMBERED_JOINTS: usize = 8192;
/// Ends of either side that are remembered, of 0.3 kB each; hardly a page has more lines.
const REMEMBERED_ENDS: usize = 2048;
/// Characters at their places that are remembered of either side, of 0.3 kB each.
const REMEMBERED_PARTS: usize = 16_384;

#[derive(Default)]
struct Memory {
    tails: Side,
    heads: Side,
    /// Joints, by the numbers of both ends: several readings ask for the same ones.
    joints: FxHashMap<(usize, usize), f32>,
    work: Work,
}

/// What the first layer says of one side. In one piece each: what is looked for lies where the processor still has it.
#[derive(Default)]
struct Side {
    /// The numbers of the ends: a line's is held against many beginnings.
    numbers: FxHashMap<End, usize>,
    /// What the layer says of each.
    ends: Vec<i16x8>,
    /// For each character's number and each place which of `parts` it is, from 1 on; 0 of those that are to be added up yet.
    found: Vec<u16>,
    /// What a character adds at its place.
    parts: Vec<i16x8>,
}

/// What the network works in.
#[derive(Default)]
struct Work {
    /// What goes into a layer.
    row: Vec<i16x8>,
    /// What comes out.
    out: Vec<i32>,
}

impl Net {
    /// Reads a file. One that is cut short gives a network that says less; it never panics.
    fn read(bytes: &[u8]) -> Self {
        let mut parts = Parts::of(bytes, MAGIC);
        let [characters, reach, width, outputs, hidden] = std::array::from_fn(|_| parts.short());
        let width = if reach == REACH { width } else { 0 };
        Self {
            embedding: parts.embedding(characters, width),
            tail: parts.layer(outputs, REACH * width, 1),
            head: parts.layer(outputs, REACH * width, 1),
            hidden: parts.layer(hidden, outputs, 1),
            last: parts.layer(1, hidden, 1),
        }
    }

    fn score(&self, tail: End, head: End, memory: &mut Memory) -> f32 {
        let Memory { tails, heads, joints, work } = memory;
        if tails.numbers.len().max(heads.numbers.len()) >= REMEMBERED_ENDS {
            tails.forget_ends();
            heads.forget_ends();
            joints.clear();
        }
        let joint = (self.number(&self.tail, tail, tails), self.number(&self.head, head, heads));
        if let Some(score) = joints.get(&joint) {
            return *score;
        }
        if joints.len() >= REMEMBERED_JOINTS {
            joints.clear();
        }
        let width = self.hidden_width();
        let (tail, head) = (&tails.ends[joint.0 * width..][..width], &heads.ends[joint.1 * width..][..width]);
        work.row.clear();
        work.row.extend(tail.iter().zip(head).map(|(tail, head)| positive(tail.saturating_add(*head)) >> FINE.trailing_zeros()));
        self.hidden.apply(&work.row, &mut work.out);
        let hidden: Vec<i16> = work.out.iter().map(|out| (*out).clamp(0, i32::from(i16::MAX)) as i16).collect();
        work.row.clear();
        work.row.extend(lanes(&hidden));
        self.last.apply(&work.row, &mut work.out);
        let score = work.out.first().map_or(0.0, |out| *out as f32 / UNIT);
        joints.insert(joint, score);
        score
    }

    /// What the second layer sees, in [`LANES`].
    fn hidden_width(&self) -> usize {
        self.tail.outputs().div_ceil(LANES)
    }

    /// The number of an end, whose row is then known.
    fn number(&self, layer: &Layer, end: End, side: &mut Side) -> usize {
        let Side { numbers, ends, found, parts } = side;
        let next = numbers.len();
        *numbers.entry(end).or_insert_with(|| {
            let width = self.hidden_width();
            let start = ends.len();
            ends.extend(&layer.biases);
            found.resize(self.embedding.count * REACH, 0);
            for (place, c) in end.iter().enumerate() {
                let character = fold(*c);
                let part = &mut found[self.embedding.place(character) * REACH + place];
                if *part == 0 {
                    let row: Vec<i16x8> = lanes(self.embedding.row(character)).collect();
                    parts.extend(layer.part(place * row.len(), &row));
                    *part = (parts.len() / width.max(1)).max(1) as u16;
                }
                let part = &parts[(usize::from(*part) - 1) * width..][..width];
                ends[start..].iter_mut().zip(part).for_each(|(sum, part)| *sum = sum.saturating_add(*part));
            }
            if parts.len() >= REMEMBERED_PARTS * width {
                parts.clear();
                found.clear();
            }
            next
        })
    }
}

impl Side {
    /// Whatever was told of ends' numbers holds no longer.
    fn forget_ends(&mut self) {
        self.numbers.clear();
        self.ends.clear();
    }
}

/// A score comes out in such parts.
const UNIT: f32 = 256.0;

/// What goes on to the next layer: nothing below zero.
fn positive(out: i16x8) -> i16x8 {
    out.max(i16x8::splat(0))
}

/// Digits are one character, and so are Latin letters.
fn fold(c: char) -> u32 {
    match c {
        '0'..='9' => '0' as u32,
        'a'..='z' | 'A'..='Z' => 'a' as u32,
        _ => c as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, second: &str) -> f32 {
        score(tail(first), head(second))
    }

    #[test]
    fn words_hold_together() {
        assert!(check("各部门要提高认识，进一", "步完善推进机制") > 1.0);
        assert!(check("经济社会发", "展的重要支撑") > 1.0);
        assert!(check("召开会议", "鸟瞰工业园") < check("召开会", "议研究部署"));
    }

    #[test]
    fn what_is_forgotten_is_told_anew() {
        // More lines and more characters at their places than are remembered.
        let characters: Vec<char> = ('一'..='龥').step_by(3).collect();
        let ends: Vec<End> = characters.windows(REACH).map(|end| std::array::from_fn(|at| end[at])).collect();
        assert!(ends.len() > REMEMBERED_ENDS && characters.len() * REACH > REMEMBERED_PARTS);
        let mut memory = Memory::default();
        for (at, (tail, head)) in ends.iter().zip(ends.iter().rev()).enumerate() {
            let score = NET.score(*tail, *head, &mut memory);
            if at % 97 == 0 {
                assert!((score - NET.score(*tail, *head, &mut Memory::default())).abs() < 1.0 / UNIT, "{at}");
            }
        }
    }

    #[test]
    fn a_cut_file_gives_a_number() {
        let file = include_bytes!("../../models/junction.bin");
        for len in (0..64).chain((64..file.len()).step_by(file.len() / 20)) {
            let net = Net::read(&file[..len]);
            for (first, second) in [("", ""), ("会", "议"), ("经济社会发", "展的重要支撑")] {
                assert!(net.score(tail(first), head(second), &mut Memory::default()).is_finite());
            }
        }
        assert!(Net::read(b"").score(['会'; REACH], ['议'; REACH], &mut Memory::default()).abs() < 1.0 / UNIT);
    }
}
