//! Keeps texts and corrections in the browser's database while the reader wants it, and brings them back at the start.
//!
//! Invariants: nothing is read or written that the reader has not asked for; what is switched off is deleted. That it is
//! switched on is one entry of the local storage, so that a page where it is off touches no database.

use crate::ui::browser::{self, window};
use crate::ui::keep::{Kept, KeptSettings, KeptText, Mark};
use crate::ui::state::{Action, Doc, Origin, Stage, State};
use rexie::{ObjectStore, Rexie, Store, TransactionMode};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The database's name, and that of the entry which tells that it is there.
const NAME: &str = "jianbao";

/// The texts by number.
const TEXTS: &str = "texts";

/// Their corrections by number.
const EDITS: &str = "edits";

/// What was set, under [`THE_ONE`].
const SETTINGS: &str = "settings";

/// The key of what there is one of.
const THE_ONE: u32 = 0;

/// Keeps what is to be kept up to date.
#[hook]
pub fn use_remember(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    // The texts that the database holds.
    let held = use_mut_ref(BTreeSet::<u32>::new);
    {
        let (dispatch, held) = (dispatch.clone(), held.clone());
        use_effect_with((), move |()| {
            if is_on() {
                spawn_local(async move {
                    match read().await {
                        Ok(kept) => {
                            held.borrow_mut().extend(kept.texts.iter().map(|(job, ..)| *job));
                            dispatch.dispatch(Action::Restore(kept));
                        }
                        Err(error) => dispatch.dispatch(Action::NotKept(error.to_string())),
                    }
                });
            }
        });
    }
    let on = state.remember;
    let settings = KeptSettings::new(state.lang, state.theme, state.date.as_deref(), &state.names, state.shortcuts);
    {
        let dispatch = dispatch.clone();
        use_effect_with((on, settings), move |(on, settings)| {
            if *on {
                let settings = settings.clone();
                write(dispatch, async move { put(SETTINGS, THE_ONE, &settings).await });
            }
        });
    }
    // What is there already is written once, and then what differs.
    let written = use_mut_ref(Vec::<Mark>::new);
    let docs: Vec<Doc> = state.docs.iter().filter(|d| matches!(d.stage, Stage::Done(_))).cloned().collect();
    let open: BTreeSet<u32> = state.docs.iter().map(|d| d.job).collect();
    let marks: Vec<Mark> = docs.iter().map(Doc::mark).collect();
    use_effect_with((on, marks, open), move |(on, marks, open)| {
        if !on {
            written.borrow_mut().clear();
            return;
        }
        for (mark, doc) in marks.iter().zip(docs) {
            held.borrow_mut().insert(mark.job);
            keep(&written, mark, doc, &dispatch);
        }
        written.borrow_mut().retain(|mark| open.contains(&mark.job));
        let gone: Vec<u32> = held.borrow().difference(open).copied().collect();
        held.borrow_mut().retain(|job| open.contains(job));
        for job in gone {
            write(dispatch.clone(), async move { delete(job).await });
        }
    });
}

/// Switches keeping on or off; switched off, all that was kept is deleted.
pub fn set(on: bool, dispatch: UseReducerDispatcher<State>) {
    let entry = window().local_storage().ok().flatten();
    let told = entry.as_ref().is_some_and(|s| if on { s.set_item(NAME, "on").is_ok() } else { s.remove_item(NAME).is_ok() });
    if on && !told {
        return dispatch.dispatch(Action::NotKept("localStorage".to_owned()));
    }
    dispatch.dispatch(Action::Remember(on));
    if !on {
        write(dispatch, async { Rexie::delete(NAME).await });
    }
}

fn is_on() -> bool {
    window().local_storage().ok().flatten().is_some_and(|s| s.get_item(NAME).is_ok_and(|entry| entry.is_some()))
}

/// Writes of a text what is not written.
fn keep(written: &Rc<RefCell<Vec<Mark>>>, mark: &Mark, doc: Doc, dispatch: &UseReducerDispatcher<State>) {
    let before = written.borrow().iter().find(|m| m.job == mark.job).cloned();
    if before.as_ref() == Some(mark) {
        return;
    }
    written.borrow_mut().retain(|m| m.job != mark.job);
    written.borrow_mut().push(mark.clone());
    let job = mark.job;
    let edits = mark.corrections.to_keep();
    if before.as_ref().is_none_or(|before| before.corrections.to_keep() != edits) {
        write(dispatch.clone(), async move { put(EDITS, job, &edits).await });
    }
    if before.is_none_or(|before| before.read_with != mark.read_with) {
        let (told, written) = (dispatch.clone(), written.clone());
        write(dispatch.clone(), async move {
            if let Some(kept) = text_of(&doc).await {
                put(TEXTS, job, &kept).await?;
                told.dispatch(Action::Kept { job });
            } else {
                // It is tried again at the next change.
                written.borrow_mut().retain(|m| m.job != job);
                told.dispatch(Action::NotReadBack { job });
            }
            Ok(())
        });
    }
}

/// What is to be kept of a text.
async fn text_of(doc: &Doc) -> Option<KeptText> {
    let Stage::Done(found) = &doc.stage else { return None };
    let text = match &doc.origin {
        Origin::Typed(text) => text.to_string(),
        Origin::File(file) if doc.saved => browser::text_of(file).await?,
        Origin::File(_) => browser::text_of(found.text.as_ref()?).await?,
    };
    Some(KeptText {
        name: doc.name.clone(),
        text,
        report: doc.saved,
        encoding: found.encoding.clone(),
        date: doc.date.clone(),
        told_date: doc.told_date.clone(),
        names: doc.names.to_string(),
    })
}

fn write(dispatch: UseReducerDispatcher<State>, work: impl Future<Output = rexie::Result<()>> + 'static) {
    spawn_local(async move {
        if let Err(error) = work.await {
            dispatch.dispatch(Action::NotKept(error.to_string()));
        }
    });
}

async fn open() -> rexie::Result<Rexie> {
    let stores = [TEXTS, EDITS, SETTINGS].map(ObjectStore::new);
    stores.into_iter().fold(Rexie::builder(NAME).version(1), rexie::RexieBuilder::add_object_store).build().await
}

async fn put(store: &str, key: u32, value: &impl Serialize) -> rexie::Result<()> {
    let json = serde_json::to_string(value).unwrap_or_default();
    let database = open().await?;
    if !is_on() {
        // Switched off meanwhile: opening made it anew.
        database.close();
        return Rexie::delete(NAME).await;
    }
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite)?;
    transaction.store(store)?.put(&json.into(), Some(&key.into())).await?;
    transaction.done().await?;
    database.close();
    Ok(())
}

async fn delete(job: u32) -> rexie::Result<()> {
    let database = open().await?;
    let transaction = database.transaction(&[TEXTS, EDITS], TransactionMode::ReadWrite)?;
    transaction.store(TEXTS)?.delete(job.into()).await?;
    transaction.store(EDITS)?.delete(job.into()).await?;
    transaction.done().await?;
    database.close();
    Ok(())
}

async fn read() -> rexie::Result<Kept> {
    let database = open().await?;
    let transaction = database.transaction(&[TEXTS, EDITS, SETTINGS], TransactionMode::ReadOnly)?;
    let texts = transaction.store(TEXTS)?;
    let edits = transaction.store(EDITS)?;
    let settings = get(&transaction.store(SETTINGS)?, &THE_ONE.into()).await?.unwrap_or_default();
    let mut kept = Kept { settings, texts: Vec::new() };
    for key in texts.get_all_keys(None, None).await? {
        let Some(text) = get(&texts, &key).await? else { continue };
        let corrections = get(&edits, &key).await?.unwrap_or_default();
        kept.texts.push((key.as_f64().unwrap_or_default() as u32, text, corrections));
    }
    transaction.done().await?;
    database.close();
    Ok(kept)
}

/// A value; none for one that is not there, or of another form.
async fn get<T: DeserializeOwned>(store: &Store, key: &JsValue) -> rexie::Result<Option<T>> {
    let json = store.get(key.clone()).await?.and_then(|value| value.as_string());
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}
