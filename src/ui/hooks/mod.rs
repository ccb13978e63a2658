//! What the page's components do besides drawing: one hook a file.

mod document;
mod drop;
mod keep;
mod keys;
mod look;
mod near;
mod select;
mod take;
mod worker;

use crate::ui::browser::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub use document::use_document;
pub use drop::{texts, use_drop};
pub use keep::{use_escape, use_guard};
pub use keys::{KEYS, TYPE_KEYS, Under, use_keys};
pub use look::{use_arrival, use_look, use_removal, use_trouble};
pub use near::use_near;
pub use select::use_selection;
pub use take::{file_name, use_take};
pub use worker::use_worker;

/// Gives the focus to the element that a selector finds, and opens the fold that it stands in; tells whether there is one.
pub fn focus_on(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| {
        if let Ok(Some(fold)) = element.closest("details") {
            let _ = fold.set_attribute("open", "");
        }
        element.focus().is_ok()
    })
}
