//! What the reader takes away: the report in a format, to a file or to the clipboard.

use crate::export::Format;

/// A report on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takeaway {
    /// Its number.
    pub ticket: u32,
    /// What it is written as.
    pub format: Format,
    /// Where to.
    pub goal: Goal,
}

/// Where a report goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To a file.
    Save,
    /// To the clipboard.
    Copy,
}
