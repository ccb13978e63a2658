//! The learned weights of both readings, as one small file: whole numbers, most of them zero.

use super::crf::{LINE_BUCKETS, LINE_WIDTH, N, PAIR_BUCKETS, PAIR_WIDTH, Table};
use super::{headline, placement};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Steps from state to state are few and matter most: stored finer, in two bytes.
pub const STEP_UNIT: f32 = 1.0 / 256.0;

static PACKED: &[u8] = include_bytes!("../../models/layout.bin");

/// The learned tables that a page is read with.
pub struct Tables {
    /// The weights of the first reading.
    pub first: Table,
    /// The second reading's.
    pub second: Table,
    /// [`headline`]'s weights.
    pub headline: Cow<'static, [u8]>,
    /// [`placement`]'s weights.
    pub placement: placement::Weights,
}

impl Tables {
    /// Of a file of weights of both readings; `headline` is the table of headline parts, `placement` the text of [`placement`]'s weights.
    #[must_use]
    pub fn of(layout: &[u8], headline: Cow<'static, [u8]>, placement: &str) -> Self {
        let [first, second] = packed(layout).map(|Packed { line, pair, step }| Table::new(line, pair, step));
        Self { first, second, headline, placement: placement::Weights::read(placement) }
    }
}

/// The tables that the program reads with.
pub static BUILT_IN: LazyLock<Tables> =
    LazyLock::new(|| Tables::of(PACKED, Cow::Borrowed(headline::BUILT_IN), placement::BUILT_IN));

/// One reading's weights in a file.
pub struct Packed<'a> {
    /// Signed bytes, each a number of [`super::crf::UNIT`]: [`LINE_WIDTH`] a bucket.
    pub line: &'a [u8],
    /// The same, [`PAIR_WIDTH`] a bucket.
    pub pair: &'a [u8],
    /// The weights of one state after another; in the file whole numbers of [`STEP_UNIT`], of 16 bits, little end first.
    pub step: Vec<f32>,
}

/// Bytes of a reading's weights of lines and of pairs of lines.
const LINE: usize = LINE_BUCKETS * LINE_WIDTH;
const PAIR: usize = PAIR_BUCKETS * PAIR_WIDTH;
/// Bytes of a file: two readings.
pub const SIZE: usize = 2 * (LINE + PAIR + N * N * 2);

/// Both readings' weights; those of a file of another size, such as one to be learned yet, are zero.
#[must_use]
pub fn packed(file: &[u8]) -> [Packed<'_>; 2] {
    static NOTHING: [u8; SIZE] = [0; SIZE];
    let (first, second) = if file.len() == SIZE { file } else { &NOTHING }.split_at(SIZE / 2);
    [first, second].map(|bytes| {
        let (line, rest) = bytes.split_at(LINE);
        let (pair, step) = rest.split_at(PAIR);
        let step = step.as_chunks().0.iter().map(|b| f32::from(i16::from_le_bytes(*b)) * STEP_UNIT).collect();
        Packed { line, pair, step }
    })
}
