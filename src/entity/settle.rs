//! Which finds stand when they meet: nested as the guide allows, never crossing.

use super::Kind;
use super::line::Found;

/// Whether a mention of kind `inner` may stand inside one of kind `outer`.
fn nests(outer: Kind, inner: Kind) -> bool {
    match outer {
        Kind::Title => !matches!(inner, Kind::Title | Kind::Event),
        Kind::Event => inner != Kind::Event,
        _ => false,
    }
}

/// How strong a kind is when two finds cross or exclude each other: marks and numerals are surer than names by rule, and
/// an event, which is found by its topic, is the least sure.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Work => 0,
        Kind::Term => 2,
        Kind::Org | Kind::Person => 3,
        Kind::Title => 4,
        Kind::Place => 5,
        Kind::Date | Kind::Time | Kind::Money | Kind::Percent => 6,
        Kind::Quantity => 7,
        Kind::Event => 8,
    }
}

/// Keeps the finds that fit together, sorted by start, outer before inner.
pub(super) fn settle(mut all: Vec<Found>) -> Vec<Found> {
    all.sort_by_key(|f| (rank(f.kind), f.start, std::cmp::Reverse(f.end)));
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    for f in all {
        // Kept finds are sorted by start; none is longer than an event or a work, so a window suffices.
        let at = kept.partition_point(|k| k.start < f.end);
        let clash = kept[..at].iter().rev().take_while(|k| k.start + LONGEST > f.start).any(|k| k.overlaps(&f) && !fits(k, &f));
        if !clash {
            let to = kept.partition_point(|k| (k.start, std::cmp::Reverse(k.end)) <= (f.start, std::cmp::Reverse(f.end)));
            kept.insert(to, f);
        }
    }
    kept
}

/// No mention is longer than this, in characters.
const LONGEST: usize = 200;

fn fits(a: &Found, b: &Found) -> bool {
    if a.contains(b) && a.len() > b.len() {
        nests(a.kind, b.kind)
    } else if b.contains(a) && b.len() > a.len() {
        nests(b.kind, a.kind)
    } else {
        // The same stretch: a title can be nothing but the organisation's.
        false
    }
}

/// Of finds sorted by start that overlap, the first and longest.
pub(super) fn leftmost(all: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    for f in all {
        if kept.last().is_none_or(|k| k.end <= f.start) {
            kept.push(f);
        }
    }
    kept
}
