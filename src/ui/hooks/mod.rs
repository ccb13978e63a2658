//! What the page's components do besides drawing: one hook a file.

mod document;
mod drop;
mod find;
mod keep;
mod keys;
mod light;
mod link;
mod look;
mod menus;
mod names;
mod near;
mod place;
mod remember;
mod select;
mod take;
mod typed;
mod worker;

use crate::ui::browser::{self, document};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub use document::use_document;
pub use drop::{give, listed, use_drop};
pub use find::{show, use_find, use_return};
pub use keep::{use_escape, use_guard, use_passing};
pub use keys::{KEYS, TYPE_KEYS, Under, use_keys};
pub use light::use_light;
pub use link::use_link;
pub use look::{refocus, use_arrival, use_look, use_opened, use_removal, use_trouble};
pub use menus::use_menus;
pub use names::take_lists;
pub use near::{Drawn, use_near};
pub use place::use_places;
pub use remember::{set as set_remember, use_remember};
pub use select::use_selection;
pub use take::use_takeaway;
pub use typed::use_typed;
pub use worker::use_worker;

/// Gives the focus to the element that a selector finds, and opens the fold that it stands in; tells whether there is one.
pub fn focus_on(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| {
        if let Ok(Some(fold)) = element.closest("details") {
            let _ = fold.set_attribute("open", "");
        }
        browser::allow_focus(&element);
        element.focus().is_ok()
    })
}
