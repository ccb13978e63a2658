//! A reader's corrections, replayed over what the program read.
//!
//! Invariants, whatever the edits: every character that is not white stands in exactly one part; a part's text is that of
//! its spans; mentions nest as the guide allows and never cross, and each stands in one part; the same edits give the same
//! report; leaving out the last edits of a list undoes them. What the reader says of a mention outweighs what was found
//! there before: mentions that cannot stand beside it go.

mod articles;
mod desk;
mod draft;
mod mentions;
mod reload;
mod text;
mod told;

pub use crate::report::{Edit, PartRole};
pub use desk::{Change, Desk};
pub use reload::{Damage, Differs, Reloaded, Unfit, is_json, is_report, read, reload};
pub use told::Told;

use crate::report::{CodePoints, Report};
use std::fmt;

/// An edit that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fault {
    /// The edit's place in the list, from 0.
    pub edit: usize,
    /// Why.
    pub misfit: Misfit,
}

/// Why an edit does not fit.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Misfit {
    /// No part of the page stands at this code point.
    NoPart(u32),
    /// The code point stands in furniture, in no article.
    NoArticle(u32),
    /// No mention stands at this span.
    NoMention(CodePoints),
    /// A mention, or words that are made a headline, must lie in one part, and begin before they end.
    NotInOnePart(CodePoints),
    /// Nothing comes behind it.
    NothingBehind,
    /// A cut there would leave nothing on one side.
    NothingToCut(u32),
    /// No paragraph stands at this code point: an article begins with one, and words of one are made a headline.
    NoParagraph(u32),
    /// The article has no headline.
    NoHeadline(u32),
    /// The edit changes nothing.
    NoChange,
    /// The name is empty.
    NoName,
    /// The text is another one than the report's.
    OtherText {
        /// Code points of the report's text.
        expected: u32,
        /// Code points of the text given.
        given: u32,
    },
}

/// Replays `edits` over what the program read. `raw` is the text that `machine` is about. Earlier corrections that
/// `machine` holds are left aside: their own machine's result is the ground. The report that comes out holds all that is
/// needed to go on from it: the edits, what they were made to, and the text.
///
/// # Errors
/// The first edit that does not fit, and why; or that the text is another one.
pub fn apply(machine: &Report, raw: &str, edits: &[Edit]) -> Result<Report, Fault> {
    let mut desk = Desk::new(machine.clone(), raw)?;
    desk.replay(0, edits)?;
    Ok(desk.report())
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPart(at) => write!(f, "no part of the page stands at code point {at}"),
            Self::NoArticle(at) => write!(f, "code point {at} stands in no article"),
            Self::NoMention((start, end)) => write!(f, "no mention stands at code points {start} to {end}"),
            Self::NotInOnePart((start, end)) => write!(f, "code points {start} to {end} do not lie in one part"),
            Self::NothingBehind => write!(f, "nothing comes behind it"),
            Self::NothingToCut(at) => write!(f, "a cut at code point {at} leaves nothing on one side"),
            Self::NoParagraph(at) => write!(f, "code point {at} stands in no paragraph"),
            Self::NoHeadline(at) => write!(f, "the article at code point {at} has no headline"),
            Self::NoChange => write!(f, "it changes nothing"),
            Self::NoName => write!(f, "the name is empty"),
            Self::OtherText { expected, given } => {
                write!(f, "the text is another one: it has {given} code points, and the report's has {expected} or others")
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "edit {}: {}", self.edit + 1, self.misfit)
    }
}

impl std::error::Error for Fault {}
