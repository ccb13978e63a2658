//! How sure a find is: one ladder for all finders, from the surest down.
//!
//! The reader sees the score; `merge` and `recognise` compare it with thresholds, so a rule's step says what it may
//! overrule. Figures are by judgement, in the order that mistakes were seen on newspapers.

/// Marks that nothing else has delimit it: 《》.
pub(super) const MARKED: f32 = 0.99;
/// A numeral with its unit: money, a share.
pub(super) const COUNTED: f32 = 0.98;
/// A form that nothing else has: a date, a clock, a byline, a name behind an office.
pub(super) const FORMAL: f32 = 0.97;
/// A whole name that a table has, or a place in a list of the surest kind.
pub(super) const LISTED: f32 = 0.95;
/// From this score on a rule overrules the model where they cross: a place or level with its body (某县政协), a measure that is
/// no other word, a part of the day.
pub(super) const SURE: f32 = 0.93;
/// The model's names, and what an unmistakable word begins or ends: a title before its name, a known body, a foreign name.
pub(super) const MODEL: f32 = 0.9;
/// A head and an ending with a free name between; a model's name of one character. From here on a rule's organisation swallows
/// the names that the model sees inside.
pub(super) const WHOLE: f32 = 0.85;
/// From this score on a person counts as seen for the rest of the page: all that is [`WHOLE`] or better.
pub(super) const EVIDENCE: f32 = 0.84;
/// Words that are common words too: short forms of places, coined names, a measure that is a noun as well. No rule of this
/// step or below stands where the model saw nothing, a few that say so apart.
pub(super) const DOUBTFUL: f32 = 0.8;
/// An ending alone: a meeting by its topic, a company without a place.
pub(super) const GUESSED: f32 = 0.75;
/// A neighbour's kind: an item of a list of companies.
pub(super) const SHARED: f32 = 0.7;
