//! What the page's components do besides drawing: one hook a file.

mod document;
mod drop;
mod look;
mod near;
mod worker;

pub use document::use_document;
pub use drop::{texts, use_drop};
pub use look::{use_arrival, use_look};
pub use near::use_near;
pub use worker::use_worker;
