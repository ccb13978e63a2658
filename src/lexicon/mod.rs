//! Tables that any stage may read: embedded at build time, loaded once.

pub mod beginnings;
pub mod chars;
pub mod divisions;
pub mod moon;
pub mod places;
pub mod surnames;
