//! The learned weights of both readings, as one small file: whole numbers, most of them zero.

use super::crf::{LINE_BUCKETS, LINE_WIDTH, Model, N, PAIR_BUCKETS, PAIR_WIDTH, Powers};
use super::{headline, placement};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A stored weight is a whole number of this fraction; finer ones read no page better and pack worse.
const UNIT: f32 = 1.0 / 12.0;
/// Weights nearer to zero than this are dropped: half of what is stored, without loss on pages held out.
const SMALL: f32 = 0.125;
/// Steps from state to state are few and matter most: stored finer, in two bytes.
const STEP_UNIT: f32 = 1.0 / 256.0;

static PACKED: &[u8] = include_bytes!("../../models/layout.bin");

/// The learned tables that a page is read with.
pub struct Tables {
    /// The model of the first reading.
    pub first: Model,
    /// The second reading's.
    pub second: Model,
    /// The second's exponentials.
    pub powers: Powers,
    /// [`headline`]'s weights.
    pub headline: Cow<'static, [u8]>,
    /// [`placement`]'s weights.
    pub placement: placement::Weights,
}

impl Tables {
    /// Unpacks what [`pack`] made; `headline` is the table of headline parts, `placement` the text of [`placement`]'s weights.
    #[must_use]
    pub fn of(layout: &[u8], headline: Cow<'static, [u8]>, placement: &str) -> Self {
        let (first, second) = unpack(layout);
        Self { first, powers: Powers::of(&second), second, headline, placement: placement::Weights::read(placement) }
    }
}

/// The tables that the program reads with.
pub static BUILT_IN: LazyLock<Tables> =
    LazyLock::new(|| Tables::of(PACKED, Cow::Borrowed(headline::BUILT_IN), placement::BUILT_IN));

/// The bytes of both models.
#[must_use]
pub fn pack(first: &Model, second: &Model) -> Vec<u8> {
    let mut out = Vec::new();
    for model in [first, second] {
        let small = |w: &f32| if w.abs() < SMALL { 0 } else { (w / UNIT).round().clamp(-127.0, 127.0) as i8 }.cast_unsigned();
        out.extend(model.line.iter().map(small));
        out.extend(model.pair.iter().map(small));
        out.extend(model.step.iter().flat_map(|w| ((w / STEP_UNIT).round().clamp(-32000.0, 32000.0) as i16).to_le_bytes()));
    }
    out
}

/// Both models from what [`pack`] made; a table of another size knows nothing.
#[must_use]
pub fn unpack(layout: &[u8]) -> (Model, Model) {
    let (first, second) = layout.split_at(layout.len() / 2);
    (unpack_one(first), unpack_one(second))
}

/// Bytes of a model's weights of lines and of pairs of lines.
const LINE: usize = LINE_BUCKETS * LINE_WIDTH;
const PAIR: usize = PAIR_BUCKETS * PAIR_WIDTH;
/// Bytes of a table: two models.
pub const SIZE: usize = 2 * (LINE + PAIR + N * N * 2);

fn unpack_one(bytes: &[u8]) -> Model {
    if bytes.len() * 2 != SIZE {
        return Model::default(); // A table to be learned yet.
    }
    let small = |&b: &u8| f32::from(b.cast_signed()) * UNIT;
    Model {
        line: bytes[..LINE].iter().map(small).collect(),
        pair: bytes[LINE..LINE + PAIR].iter().map(small).collect(),
        step: bytes[LINE + PAIR..].chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) * STEP_UNIT).collect(),
    }
}
