//! What is typed into a field, told once it stands: not while an input method composes it.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, InputEvent};
use yew::prelude::*;

/// What tells that a field holds something else. Some browsers tell the end of a composition by the second alone, some by both.
const EVENTS: [&str; 2] = ["input", "compositionend"];

/// Tells what the field at `node` holds whenever that changes; `there` says whether it is in the document.
#[hook]
pub fn use_typed(node: &NodeRef, there: bool, typed: impl Fn(String) + Clone + 'static) {
    let node = node.clone();
    use_effect_with(there, move |_| {
        let field = node.cast::<HtmlInputElement>();
        let listeners = field.map(|field| {
            EVENTS.map(|name| {
                let (held, typed) = (field.clone(), typed.clone());
                EventListener::new(&field, name, move |event: &Event| {
                    let composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
                    if !composing {
                        typed(held.value());
                    }
                })
            })
        });
        move || drop(listeners)
    });
}
