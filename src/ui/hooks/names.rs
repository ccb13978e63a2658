//! A file with a list of the reader's own names, chosen or dropped: its lines go behind those that the field holds. Given as a
//! page, it is told from one.

use crate::decode;
use crate::entity::gazetteer::Gazetteer;
use crate::ui::browser::document;
use crate::ui::state::{Action, Fault, State};
use crate::worker::Failure;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlTextAreaElement};
use yew::prelude::*;

/// Adds the lists in these files to the reader's own names. A file that was given as a page stays one (by its job) until it is read.
pub fn take_lists(files: Vec<File>, page: Option<u32>, dispatch: UseReducerDispatcher<State>) {
    spawn_local(async move {
        for file in files {
            dispatch.dispatch(match read(&file).await {
                Ok(list) => Action::TakeList { held: held(), list, page },
                Err(failure) => Action::Problem(Fault::List { name: file.name(), failure }),
            });
        }
    });
}

/// Bytes of the longest file that is looked into: a list of some ten thousand names.
const LONGEST_LIST: f64 = 250_000.0;

/// Tells which of the files that were given as pages look like lists of names.
pub fn tell_lists(files: Vec<File>, dispatch: UseReducerDispatcher<State>) {
    spawn_local(async move {
        for file in files.into_iter().filter(|file| file.size() <= LONGEST_LIST) {
            if read(&file).await.is_ok_and(|text| Gazetteer::is_list(&text)) {
                dispatch.dispatch(Action::IsList(file));
            }
        }
    });
}

async fn read(file: &File) -> Result<String, Failure> {
    let words = |e: JsValue| e.dyn_into::<js_sys::Error>().map_or_else(|e| format!("{e:?}"), |e| e.message().into());
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|error| Failure::Unreadable { message: words(error) })?;
    Ok(decode::decode(&Uint8Array::new(&buffer).to_vec(), None)?.text)
}

/// What the field holds, told to the state or not.
fn held() -> String {
    let field = document().get_element_by_id("names").and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok());
    field.map_or_else(String::new, |field| field.value())
}
