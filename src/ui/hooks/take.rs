//! Hands out a corrected report once the worker has written it.

use crate::ui::browser;
use crate::ui::state::{Action, Doc, State, Take};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Saves or copies what was written for the text shown.
#[hook]
pub fn use_take(doc: Option<&Doc>, dispatch: UseReducerDispatcher<State>) {
    let ready = doc.and_then(|d| Some((d.job, d.taking?, d.written.clone()?)));
    let file = doc.map(|d| file_name(d.name.as_deref())).unwrap_or_default();
    use_effect_with(ready.as_ref().map(|r| r.0), move |_| {
        let Some((job, take, report)) = ready else { return };
        spawn_local(async move {
            let done = match take {
                Take::Download => browser::save(&report, &file).is_ok(),
                Take::Copy => match browser::text_of(&report).await {
                    Some(text) => browser::copy(&text).await,
                    None => false,
                },
            };
            dispatch.dispatch(Action::Taken { job, done });
        });
    });
}

/// What a text's report is called as a file.
pub fn file_name(name: Option<&str>) -> String {
    format!("{}.json", name.map_or("jianbao", |n| n.rsplit_once('.').map_or(n, |(stem, _)| stem)))
}
