//! The way of the Tab key between a mention and its card, which stands elsewhere in the document.

use crate::ui::browser::document;
use crate::ui::hooks::focus_on;
use web_sys::Element;
use yew::prelude::*;

/// The mention that the card is about.
const MENTION: &str = "mark.here";

/// From the mention on, Tab leads into its card. Tells whether it did.
pub fn enter_card(event: &KeyboardEvent) -> bool {
    event.key() == "Tab" && !event.shift_key() && focus_on("#previous")
}

/// Past either end of the card, Tab leads back to the mention, or on from there.
pub fn leave_card(event: &KeyboardEvent) {
    if event.key() != "Tab" {
        return;
    }
    let Some(from) = event.target_dyn_into::<Element>() else { return };
    if event.shift_key() && from.id() == "previous" {
        if focus_on(MENTION) {
            event.prevent_default();
        }
    } else if !event.shift_key() && is_last(&from) {
        // The browser then goes on from the mention.
        focus_on(MENTION);
    }
}

/// Whether no button of the card stands behind this one.
fn is_last(button: &Element) -> bool {
    let buttons = document().query_selector_all("#card :is(button, input, select)").ok();
    buttons.and_then(|all| all.get(all.length().checked_sub(1)?)).is_some_and(|last| last == **button)
}
