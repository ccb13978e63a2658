//! What holds for the whole window: Escape puts the card away, a confirmation goes after a while, and closing the page asks
//! first.

use crate::ui::browser::{document, later, window};
use crate::ui::state::{Action, State};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{BeforeUnloadEvent, Event, KeyboardEvent};
use yew::prelude::*;

/// Puts the card away by Escape, wherever the focus is.
#[hook]
pub fn use_escape(open: bool, dispatch: UseReducerDispatcher<State>) {
    use_effect_with(open, move |&open| {
        let listener = open.then(|| {
            EventListener::new(&document(), "keydown", move |event: &Event| {
                let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|e| e.key() == "Escape" && !e.is_composing());
                // Prevented where it had another meaning.
                if escape && !event.default_prevented() {
                    dispatch.dispatch(Action::LookAway);
                }
            })
        });
        move || drop(listener)
    });
}

/// Milliseconds that a confirmation stays: enough to read a line.
const CONFIRMED_MS: i32 = 5_000;

/// Lets a confirmation of this number go after a while, where it is one that goes by itself.
#[hook]
pub fn use_passing(passes: bool, said: u32, dispatch: UseReducerDispatcher<State>) {
    use_effect_with((passes, said), move |&(passes, said)| {
        if passes {
            later(CONFIRMED_MS, move || dispatch.dispatch(Action::Passed(said)));
        }
    });
}

/// Lets the browser ask before it closes or reloads a page that holds text or results.
#[hook]
pub fn use_guard(holds_work: bool) {
    use_effect_with(holds_work, |&holds_work| {
        let listener = holds_work.then(|| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), "beforeunload", options, |event: &Event| {
                event.prevent_default();
                // What older browsers heed.
                if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                    event.set_return_value("1");
                }
            })
        });
        move || drop(listener)
    });
}
