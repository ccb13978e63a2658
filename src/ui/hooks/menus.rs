//! Menus that correct something as soon as an entry is chosen: a key that would choose one in a closed menu opens it first, so
//! that nothing is corrected on the way to the entry that is meant.

use crate::ui::browser::document;
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement, KeyboardEvent};
use yew::prelude::*;

/// Marks such a menu.
const ACTS: &str = "select.acts";

/// Keys besides characters that choose in a closed menu.
const CHOOSE: [&str; 8] = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];

/// Listens for keys on such menus.
#[hook]
pub fn use_menus() {
    use_effect_with((), |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&document(), "keydown", options, |event: &Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|e| !(e.alt_key() || e.ctrl_key() || e.meta_key())) else {
                return;
            };
            let key = event.key();
            let chooses = CHOOSE.contains(&key.as_str()) || (key != " " && key.chars().count() == 1);
            let menu = event.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok());
            let Some(menu) = menu.filter(|menu| chooses && menu.matches(ACTS).unwrap_or(false)) else { return };
            // Browsers that do not know the word tell keys of an open menu to the menu alone.
            if menu.matches(":open").unwrap_or(false) {
                return;
            }
            event.prevent_default();
            if let Ok(show) = Reflect::get(&menu, &"showPicker".into())
                && let Some(show) = show.dyn_ref::<Function>()
            {
                // Refused, the menu stays closed and nothing is chosen.
                let _ = show.call0(&menu);
            }
        });
        move || drop(listener)
    });
}
