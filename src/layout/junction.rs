//! Whether the end of one line and the beginning of another are one text.
//!
//! A network of two layers over six characters on both sides; learned from running text (`tools/nets/joints.py`): places inside
//! sentences, and which of many beginnings comes next. In whole numbers but for the score itself.
//!
//! The file: magic `JBJ1`; as 16-bit numbers how many characters are known, [`REACH`], how wide an embedding is, how many outputs the
//! first layer has and the second; the embedding; the first layer's part that sees the end, its part that sees the beginning, the
//! second layer, the last one. `src/network.rs` tells the form of each.

use crate::network::{Embedding, LANES, Layer, Parts, lanes};
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

/// Ends of either side that are remembered, of 0.6 kB each; most pages have fewer lines.
const REMEMBERED: usize = 2048;
/// Joints that are remembered, of 60 bytes each: some four for a line.
const REMEMBERED_JOINTS: usize = 4 * REMEMBERED;

/// What the first layer says of ends: a line's is held against many beginnings.
type Known = FxHashMap<End, Vec<i32>>;

#[derive(Default)]
struct Memory {
    tails: Known,
    heads: Known,
    /// Joints are asked for by several readings.
    joints: FxHashMap<(End, End), f32>,
    work: Work,
}

/// What the network works in.
#[derive(Default)]
struct Work {
    /// What goes into a layer.
    row: Vec<i16>,
    lanes: Vec<i16x8>,
    /// What comes out.
    out: Vec<i32>,
}

impl Work {
    /// Puts a row, filled up with zeros, through a layer.
    fn apply(&mut self, layer: &Layer, row: impl Iterator<Item = i16>) {
        self.row.clear();
        self.row.extend(row);
        self.row.resize(self.row.len().next_multiple_of(LANES), 0);
        self.lanes.clear();
        self.lanes.extend(lanes(&self.row));
        layer.apply(&self.lanes, &mut self.out);
    }
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
        if let Some(score) = joints.get(&(tail, head)) {
            return *score;
        }
        if joints.len() >= REMEMBERED_JOINTS {
            joints.clear();
        }
        let joint = (tail, head);
        let (tail, head) = (self.side(&self.tail, tail, tails, work), self.side(&self.head, head, heads, work));
        work.apply(&self.hidden, tail.iter().zip(head).map(|(tail, head)| positive(tail + head)));
        let hidden = std::mem::take(&mut work.out);
        work.apply(&self.last, hidden.iter().map(|out| positive(*out)));
        let score = work.out.first().map_or(0.0, |out| *out as f32 / UNIT);
        joints.insert(joint, score);
        score
    }

    fn side<'a>(&self, layer: &Layer, end: End, known: &'a mut Known, work: &mut Work) -> &'a [i32] {
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.entry(end).or_insert_with(|| {
            work.apply(layer, end.iter().flat_map(|c| self.embedding.row(fold(*c))).copied());
            work.out.clone()
        })
    }
}

/// A score comes out in such parts.
const UNIT: f32 = 256.0;

/// What goes on to the next layer: nothing below zero.
fn positive(out: i32) -> i16 {
    out.clamp(0, i32::from(i16::MAX)) as i16
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
