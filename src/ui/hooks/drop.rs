//! Files dropped anywhere on the page. Without this the browser would leave the page and open the file.

use crate::ui::browser::document;
use crate::ui::state::{Action, Origin, State};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, FileList};
use yew::prelude::*;

/// Takes files that are dropped on the page, and tells while some hover over it.
#[hook]
pub fn use_drop(dispatch: UseReducerDispatcher<State>) {
    use_effect_with((), move |()| {
        let listen = |event: &'static str, act: fn(&DragEvent, &UseReducerDispatcher<State>)| {
            let dispatch = dispatch.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document(), event, options, move |event: &Event| {
                if let Some(event) = event.dyn_ref::<DragEvent>().filter(|e| holds_files(e)) {
                    event.prevent_default();
                    act(event, &dispatch);
                }
            })
        };
        let listeners = [
            listen("dragover", |_, _| ()),
            listen("dragenter", |_, dispatch| dispatch.dispatch(Action::Dropping(true))),
            listen("dragleave", |event, dispatch| {
                // It left the page, and not one element for another.
                if event.related_target().is_none() {
                    dispatch.dispatch(Action::Dropping(false));
                }
            }),
            listen("drop", |event, dispatch| {
                dispatch.dispatch(Action::Dropping(false));
                if let Some(files) = event.data_transfer().and_then(|d| d.files()) {
                    dispatch.dispatch(Action::Add(texts(&files)));
                }
            }),
        ];
        move || drop(listeners)
    });
}

/// The files of a list, as texts to analyse.
pub fn texts(files: &FileList) -> Vec<(Option<String>, Origin)> {
    (0..files.length()).filter_map(|at| files.get(at)).map(|f| (Some(f.name()), Origin::File(f))).collect()
}

fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|d| d.types().includes(&"Files".into(), 0))
}
