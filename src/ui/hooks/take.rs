//! Hands out a report once the worker has written it.

use crate::ui::browser;
use crate::ui::state::{Action, Doc, State};
use crate::ui::takeaway::{Goal, Takeaway};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Saves or copies what was written.
#[hook]
pub fn use_takeaway(docs: &[Doc], dispatch: UseReducerDispatcher<State>) {
    let written = |doc: &Doc| Some((doc.taking?, doc.file_stem(), doc.written.clone()?));
    let ready = docs.iter().find_map(written);
    use_effect_with(ready.as_ref().map(|r| r.0), move |_| {
        let Some((Takeaway { ticket, format, goal }, name, file)) = ready else { return };
        spawn_local(async move {
            let done = match goal {
                Goal::Save => browser::save(&file, &format.file_named(&name)).is_ok(),
                Goal::Copy => match browser::text_of(&file).await {
                    Some(text) => browser::copy(&text).await,
                    None => false,
                },
            };
            dispatch.dispatch(Action::Taken { ticket, done });
        });
    });
}
