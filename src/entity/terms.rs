//! Which stretches in quotation marks are coined names (TERM): each gets a score, a sum of learned weights of what stands in the
//! marks and around them.

use super::line::Line;
use rustc_hash::FxHashMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// Lengths of a coined name, in characters; what is longer is speech.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=20;
/// Marks that no coined name holds: those of sentences, and marks of names within speech.
const MARKS: [char; 12] = ['，', '。', '！', '？', '；', '：', '、', '…', '“', '”', '《', '》'];
/// Characters on each side of either mark that are looked at together.
const NEAR: usize = 3;
/// From this length on, in characters, all are alike.
const LONG: usize = 12;
/// What begins a name that counts, as 三农 and 双减 do.
const COUNTS: [char; 17] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '双', '两', '几', '多'];
/// What stands between two quoted stretches of one list, if anything.
const IN_LIST: [char; 6] = ['、', '，', '和', '与', '及', '或'];

/// The learned weights.
pub(crate) static BUILT_IN: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("../../models/terms.txt")));

/// A stretch in quotation marks: the places of the marks, in characters of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// The opening mark.
    pub open: usize,
    /// The closing one.
    pub close: usize,
}

impl Quoted {
    /// Whether the two are neighbours in a list.
    fn is_beside(&self, other: &Self, line: &Line) -> bool {
        let (first, second) = if self.open < other.open { (self, other) } else { (other, self) };
        let behind = first.close + 1;
        second.open == behind || second.open == behind + 1 && IN_LIST.contains(&line.get(behind))
    }
}

/// All stretches in double marks, and in single ones within speech, by their ends. A mark that nothing closes falls.
pub(crate) fn quoted(line: &Line) -> Vec<Quoted> {
    let mut all = Vec::new();
    let mut opened = [None; 2];
    for (at, &c) in line.chars.iter().enumerate() {
        match c {
            '“' => opened[0] = Some(at),
            '‘' => opened[1] = Some(at),
            '”' | '’' => all.extend(opened[usize::from(c == '’')].take().map(|open| Quoted { open, close: at })),
            _ => (),
        }
    }
    all
}

/// Whether a quoted stretch is written as a name may be: short, and without the marks of a sentence.
pub(crate) fn is_name(inner: &[char]) -> bool {
    LENGTHS.contains(&inner.len()) && !inner.iter().any(|c| MARKS.contains(c))
}

/// Calls `see` with each sign of the quoted stretch `all[at]`, in an order that never changes:
/// what begins (`h`) and ends (`t`) it, what stands before (`p`) and behind (`a`) the marks, its characters (`i`) and pairs of
/// them (`j`), its length (`l`, and `c` where a numeral begins it), whether it stands in marks again (`m`) or without (`u`), or in a list of its like (`n`), and one that all have (`b`).
pub(crate) fn signs(line: &Line, all: &[Quoted], at: usize, mut see: impl FnMut(&str)) {
    let Quoted { open, close } = all[at];
    let inner = &line.chars[open + 1..close];
    let mut sign = String::new();
    let mut say = |name: char, characters: &[char]| {
        sign.clear();
        sign.push(name);
        sign.extend(characters);
        see(&sign);
    };
    say('b', &[]);
    let length = char::from_digit(inner.len().min(LONG) as u32, 36).unwrap_or('z');
    say('l', &[length]);
    if COUNTS.contains(&inner[0]) {
        say('c', &[length]);
    }
    for near in 1..=NEAR {
        let before = &line.chars[open.saturating_sub(near)..open];
        let behind = &line.chars[close + 1..line.len().min(close + 1 + near)];
        // What is shorter than asked for was said already.
        for (name, characters) in [
            ('p', before),
            ('a', behind),
            ('h', &inner[..near.min(inner.len())]),
            ('t', &inner[inner.len().saturating_sub(near)..]),
        ] {
            if characters.len() == near || near == 1 {
                say(name, characters);
            }
        }
    }
    for (k, c) in inner.iter().enumerate() {
        if !inner[..k].contains(c) {
            say('i', &[*c]);
        }
    }
    inner.windows(2).for_each(|pair| say('j', pair));
    let same = |q: &Quoted| line.chars[q.open + 1..q.close] == *inner;
    if all.iter().filter(|q| same(q)).count() > 1 {
        say('m', &[]);
    } else if line.chars.windows(inner.len()).filter(|w| *w == inner).count() > 1 {
        say('u', &[]);
    }
    if all.iter().any(|q| q.is_beside(&all[at], line)) {
        say('n', &[]);
    }
}

/// Weights by sign.
#[derive(Default)]
pub(crate) struct Weights(FxHashMap<Box<str>, f32>);

impl Weights {
    /// Reads a file of lines `SIGN WEIGHT`; a line that is no such is passed over.
    pub fn read(text: &str) -> Self {
        let of = |line: &str| {
            let (sign, weight) = line.rsplit_once(' ')?;
            Some((sign.into(), weight.parse().ok()?))
        };
        Self(text.lines().filter_map(of).collect())
    }

    /// The file of weights, by sign.
    #[cfg_attr(not(any(feature = "train", test)), expect(dead_code, reason = "the trainer writes"))]
    pub fn write(weights: &[(String, f32)]) -> String {
        weights.iter().fold(String::new(), |mut out, (sign, weight)| {
            let _ = writeln!(out, "{sign} {weight:.2}");
            out
        })
    }

    /// Which of the stretches are coined names. Neighbours in a list (that hold no others) are of one mind; what is a coined name in one place is one
    /// wherever it stands in marks.
    pub fn coined(&self, line: &Line, all: &[Quoted]) -> Vec<bool> {
        let inner = |q: &Quoted| &line.chars[q.open + 1..q.close];
        let scores: Vec<Option<f32>> = all
            .iter()
            .enumerate()
            .map(|(at, q)| {
                is_name(inner(q)).then(|| {
                    let mut sum = 0.0;
                    signs(line, all, at, |sign| sum += self.0.get(sign).copied().unwrap_or(0.0));
                    sum
                })
            })
            .collect();
        let mut coined = vec![false; all.len()];
        let mut from = 0;
        while from < all.len() {
            let end = (from + 1..all.len())
                .take_while(|&k| all[k].is_beside(&all[k - 1], line))
                .last()
                .map_or(from + 1, |last| last + 1);
            let list = from..end;
            if scores[list.clone()].iter().flatten().sum::<f32>() > 0.0 {
                list.clone().for_each(|k| coined[k] = scores[k].is_some());
            }
            from = end;
        }
        let named: Vec<&[char]> = (0..all.len()).filter(|&k| coined[k]).map(|k| inner(&all[k])).collect();
        all.iter().map(|q| named.contains(&inner(q))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_pair() {
        let places = |text: &str| quoted(&Line::new(text)).iter().map(|q| (q.open, q.close)).collect::<Vec<_>>();
        assert_eq!(places("“甲”和‘乙’"), [(0, 2), (4, 6)]);
        assert_eq!(places("“说‘乙’好”"), [(2, 4), (0, 6)]);
        assert_eq!(places("”甲“乙“丙”"), [(4, 6)]);
    }

    #[test]
    fn signs_of_a_stretch() {
        let line = Line::new("推行“晨读”“晨读”制");
        let all = quoted(&line);
        let mut seen = Vec::new();
        signs(&line, &all, 1, |sign| seen.push(sign.to_owned()));
        assert_eq!(
            seen,
            ["b", "l2", "p”", "a制", "h晨", "t读", "p读”", "h晨读", "t晨读", "p晨读”", "i晨", "i读", "j晨读", "m", "n"]
        );
    }

    #[test]
    fn weights_add_up() {
        let weights = Weights::read(&Weights::write(&[("b".into(), -1.0), ("a制".into(), 2.5), ("no".into(), 9.0)]));
        let coined = |text: &str| {
            let line = Line::new(text);
            weights.coined(&line, &quoted(&line))
        };
        assert_eq!(coined("“晨读”制，“暮诵”课"), [true, false]);
        // A list is of one mind; what is said twice is one thing.
        assert_eq!(coined("“晨读”、“暮诵”制"), [true, true]);
        assert_eq!(coined("用“晨读”，兴“晨读”制"), [true, true]);
        assert_eq!(coined("“晨，读”制"), [false]);
    }
}
