//! What the page's components do besides drawing: one hook a file.

mod document;
mod drop;
mod keep;
mod look;
mod near;
mod worker;

pub use document::use_document;
pub use drop::{texts, use_drop};
pub use keep::{use_escape, use_guard};
pub use look::{use_arrival, use_look, use_removal, use_trouble};
pub use near::use_near;
pub use worker::use_worker;
