//! Files dropped anywhere on the page, and lists of names dropped where those are. Without this the browser would leave the page and open the file.

use super::names::{take_lists, tell_lists};
use crate::ui::browser::document;
use crate::ui::state::{Action, Fault, Origin, State};
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DataTransfer, DragEvent, Element, Event, File, FileList};
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
                let onto = event.target().and_then(|t| t.dyn_into::<Element>().ok());
                let onto_names = onto.is_some_and(|e| e.closest(NAMES).is_ok_and(|found| found.is_some()));
                let Some(data) = event.data_transfer() else { return };
                let files = data.files().map_or_else(Vec::new, |files| listed(&files));
                let folders = folders(&data);
                for name in &folders {
                    dispatch.dispatch(Action::Problem(Fault::Folder { name: name.clone() }));
                }
                let files: Vec<File> = files.into_iter().filter(|file| !folders.contains(&file.name())).collect();
                if onto_names {
                    take_lists(files, None, dispatch.clone());
                } else if !files.is_empty() {
                    give(files, dispatch);
                }
            }),
        ];
        move || drop(listeners)
    });
}

/// What takes lists of the reader's own names.
const NAMES: &str = "details.names";

/// Gives files as texts to analyse, and tells which of them look like lists of names.
pub fn give(files: Vec<File>, dispatch: &UseReducerDispatcher<State>) {
    dispatch.dispatch(Action::Add(files.iter().map(|file| (Some(file.name()), Origin::File(file.clone()))).collect()));
    tell_lists(files, dispatch.clone());
}

/// The names of the folders among what was dropped.
fn folders(data: &DataTransfer) -> Vec<String> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let Some(items) = get(data, "items") else { return Vec::new() };
    let count = get(&items, "length").and_then(|n| n.as_f64()).unwrap_or(0.0) as u32;
    let folder = |at: u32| {
        let item = Reflect::get_u32(&items, at).ok()?;
        // Its name is old, and every browser has it.
        let entry = get(&item, "webkitGetAsEntry")?.dyn_ref::<Function>()?.call0(&item).ok()?;
        get(&entry, "isDirectory")?.is_truthy().then(|| get(&entry, "name")?.as_string())?
    };
    (0..count).filter_map(folder).collect()
}

/// The files of a list.
pub fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|d| d.types().includes(&"Files".into(), 0))
}
