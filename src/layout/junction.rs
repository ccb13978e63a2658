//! Whether the end of one line and the beginning of another are one word or phrase.
//!
//! A logistic model over the two to four characters around the joint, its n-grams hashed, learned from running text:
//! places inside sentences against ends and beginnings that never stood together.

/// Buckets of the table.
pub const BUCKETS: usize = 1 << 17;

/// Weights are whole numbers of this fraction.
pub const UNIT: f32 = 1.0 / 24.0;

static TABLE: &[u8; BUCKETS] = include_bytes!("../../models/junction.bin");

/// The buckets of a joint: `tail` ends the first line (the very last character first), `head` begins the second.
#[must_use]
pub fn buckets(tail: [char; 3], head: [char; 3]) -> [usize; 4] {
    let [a, b, _] = tail.map(fold);
    let [d, e, _] = head.map(fold);
    [hash(1, &[a, d]), hash(2, &[b, a, d]), hash(3, &[a, d, e]), hash(4, &[b, a, d, e])]
}

/// The log-odds that the text goes on from `tail` to `head`.
#[must_use]
pub fn score(tail: [char; 3], head: [char; 3]) -> f32 {
    let buckets = buckets(tail, head);
    buckets.iter().map(|&b| f32::from(TABLE[b].cast_signed())).sum::<f32>() * UNIT
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
    (h.wrapping_mul(0xC2B2_AE35) >> 15) as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    fn check(first: &str, second: &str) -> f32 {
        let mut tail = ['\0'; 3];
        first.chars().rev().take(3).enumerate().for_each(|(i, c)| tail[i] = c);
        let mut head = ['\0'; 3];
        second.chars().take(3).enumerate().for_each(|(i, c)| head[i] = c);
        super::score(tail, head)
    }

    #[test]
    fn words_hold_together() {
        assert!(check("各部门要提高认识，进一", "步完善推进机制") > 1.0);
        assert!(check("经济社会发", "展的重要支撑") > 1.0);
        assert!(check("召开会议", "鸟瞰工业园") < check("召开会", "议研究部署"));
    }
}
