//! Whether the end of one line and the beginning of another are one word or phrase.
//!
//! A logistic model over the one to four characters around the joint: the n-grams that tell most have a weight each, found by
//! hash; learned from running text: places inside sentences against ends and beginnings that never stood together.

use std::sync::LazyLock;

/// Places that n-grams are hashed into; few of them hold a weight, so that an n-gram without one seldom meets another's.
pub const BUCKETS: usize = 1 << 21;

/// Weights are whole numbers of this fraction.
pub const UNIT: f32 = 1.0 / 8.0;

static TABLE: LazyLock<Vec<i8>> = LazyLock::new(|| unpack(include_bytes!("../../models/junction.bin")));

/// The buckets of a joint: `tail` ends the first line (the very last character first), `head` begins the second.
#[must_use]
pub fn buckets(tail: [char; 3], head: [char; 3]) -> [usize; 6] {
    let [a, b, _] = tail.map(fold);
    let [d, e, _] = head.map(fold);
    [hash(1, &[a, d]), hash(2, &[b, a, d]), hash(3, &[a, d, e]), hash(4, &[b, a, d, e]), hash(5, &[a]), hash(6, &[d])]
}

/// The log-odds that the text goes on from `tail` to `head`.
#[must_use]
pub fn score(tail: [char; 3], head: [char; 3]) -> f32 {
    let sum: i32 = buckets(tail, head).iter().map(|&b| i32::from(TABLE[b])).sum();
    sum as f32 * UNIT
}

/// Log-odds beyond this, either way, tell no more than it does.
const SUREST: f32 = 4.0;

/// The same from -1, surely no, to 1, surely yes: one joint must not decide alone.
#[must_use]
pub fn sureness(tail: [char; 3], head: [char; 3]) -> f32 {
    score(tail, head).clamp(-SUREST, SUREST) / SUREST
}

/// Digits are one character, and so are Latin letters.
fn fold(c: char) -> u32 {
    match c {
        '0'..='9' => '0' as u32,
        'a'..='z' | 'A'..='Z' => 'a' as u32,
        _ => c as u32,
    }
}

fn hash(kind: u32, chars: &[u32]) -> usize {
    let mut h = kind.wrapping_mul(0x9E37_79B1);
    for &c in chars {
        h = (h ^ c).wrapping_mul(0x85EB_CA6B);
        h ^= h >> 15;
    }
    (h.wrapping_mul(0xC2B2_AE35) >> 11) as usize % BUCKETS
}

/// In the file: a gap of so many empty buckets that no weight follows, and the gap goes on.
const LONG_GAP: u8 = 255;

/// The file of a table: the length of what follows (four bytes, little end first), the gap of empty buckets before each weight, the
/// weights.
#[must_use]
pub fn pack(table: &[i8]) -> Vec<u8> {
    let (mut gaps, mut weights) = (Vec::new(), Vec::new());
    let mut gap = 0;
    for &weight in table {
        if weight == 0 {
            gap += 1;
            continue;
        }
        gaps.extend(std::iter::repeat_n(LONG_GAP, gap / usize::from(LONG_GAP)));
        gaps.push((gap % usize::from(LONG_GAP)) as u8);
        weights.push(weight.cast_unsigned());
        gap = 0;
    }
    let mut out = (gaps.len() as u32).to_le_bytes().to_vec();
    out.append(&mut gaps);
    out.append(&mut weights);
    out
}

/// The table of a file that [`pack`] made.
fn unpack(file: &[u8]) -> Vec<i8> {
    let mut table = vec![0; BUCKETS];
    let Some((length, rest)) = file.split_first_chunk::<4>() else { return table };
    let (gaps, weights) = rest.split_at(rest.len().min(u32::from_le_bytes(*length) as usize));
    let mut weights = weights.iter();
    let mut at = 0;
    for &gap in gaps {
        at += usize::from(gap);
        if gap != LONG_GAP
            && let (Some(place), Some(weight)) = (table.get_mut(at), weights.next())
        {
            *place = weight.cast_signed();
            at += 1;
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, second: &str) -> f32 {
        let mut tail = ['\0'; 3];
        first.chars().rev().take(3).enumerate().for_each(|(i, c)| tail[i] = c);
        let mut head = ['\0'; 3];
        second.chars().take(3).enumerate().for_each(|(i, c)| head[i] = c);
        score(tail, head)
    }

    #[test]
    fn words_hold_together() {
        assert!(check("各部门要提高认识，进一", "步完善推进机制") > 1.0);
        assert!(check("经济社会发", "展的重要支撑") > 1.0);
        assert!(check("召开会议", "鸟瞰工业园") < check("召开会", "议研究部署"));
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let mut table = vec![0; BUCKETS];
        for (at, weight) in [(0, 5), (1, -7), (256, 1), (257, -128), (900, 3), (BUCKETS - 1, 127)] {
            table[at] = weight;
        }
        assert_eq!(unpack(&pack(&table)), table);
    }
}
