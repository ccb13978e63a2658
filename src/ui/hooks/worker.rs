//! The worker of the page: started, given one text after the other and the corrections of each, listened to, replaced when it
//! breaks down.

use crate::edit::Edit;
use crate::ui::state::{Action, Doc, Health, Heard, Origin, Stage, State};
use crate::ui::takeaway::Takeaway;
use crate::worker::{Reply, Request, pack, unpack};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker};
use yew::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A worker with this page's own WebAssembly; index.html defines it.
    #[wasm_bindgen(catch, js_name = jianbaoSpawnWorker)]
    fn spawn_worker() -> Result<Worker, JsValue>;
}

/// Keeps a worker for the state's session, and gives it the text whose turn it is.
#[hook]
pub fn use_worker(state: &UseReducerHandle<State>) {
    let analyst = use_mut_ref(|| None::<Analyst>);
    {
        let (analyst, dispatch) = (analyst.clone(), state.dispatcher());
        use_effect_with(state.session, move |&session| {
            let hear: Rc<dyn Fn(Heard)> = Rc::new(move |heard| dispatch.dispatch(Action::Heard { session, heard }));
            match Analyst::start(&hear) {
                Ok(started) => *analyst.borrow_mut() = Some(started),
                Err(error) => hear(Heard::NoWorker { message: words(&error) }),
            }
            move || drop(analyst.borrow_mut().take())
        });
    }
    let doc = state.running().filter(|_| state.worker == Health::Ready).cloned();
    let (dispatch, giving) = (state.dispatcher(), analyst.clone());
    use_effect_with((state.session, doc.as_ref().map(|d| d.job)), move |&(session, _)| {
        if let (Some(analyst), Some(doc)) = (&mut *giving.borrow_mut(), doc)
            && let Err(error) = analyst.give(&doc, false)
        {
            dispatch.dispatch(Action::Heard { session, heard: Heard::Crashed { message: words(&error) } });
        }
    });
    use_corrections(state, &analyst);
}

/// A question to the worker about a result that it keeps.
#[derive(Clone, PartialEq)]
enum Ask {
    Edit { keep: usize, more: Vec<Edit> },
    Write(Takeaway),
}

/// Gives the worker the corrections of each text, one question after the other, and lets go of texts that are put away.
#[hook]
fn use_corrections(state: &UseReducerHandle<State>, analyst: &Rc<RefCell<Option<Analyst>>>) {
    let ready = state.worker == Health::Ready;
    let done = |doc: &&Doc| matches!(doc.stage, Stage::Done(_));
    let ask = state.docs.iter().filter(done).find_map(|doc| {
        let edit = doc.corrections.ask().map(|(keep, more)| Ask::Edit { keep, more });
        let write = doc.taking.filter(|_| doc.written.is_none()).map(Ask::Write);
        edit.or(write).map(|ask| (doc.job, doc.corrections.answers(), ask))
    });
    // The same question is not asked twice: what was undone and done again while the worker was at it comes as an answer.
    let asked = use_mut_ref(|| None);
    let doc = ask.as_ref().and_then(|(job, ..)| state.doc(*job)).cloned();
    let (dispatch, asking) = (state.dispatcher(), analyst.clone());
    use_effect_with((state.session, ready, ask), move |(session, ready, ask)| {
        let (Some((job, answers, ask)), Some(doc), true) = (ask, doc, *ready) else { return };
        let ticket = if let Ask::Write(takeaway) = ask { Some(takeaway.ticket) } else { None };
        let question = (*session, *job, *answers, ticket);
        if asked.replace(Some(question)) == Some(question) {
            return;
        }
        if let Some(analyst) = &mut *asking.borrow_mut()
            && let Err(error) = analyst.ask(&doc, ask.clone())
        {
            dispatch.dispatch(Action::Heard { session: *session, heard: Heard::Crashed { message: words(&error) } });
        }
    });
    let jobs: BTreeSet<u32> = state.docs.iter().map(|d| d.job).collect();
    let analyst = analyst.clone();
    use_effect_with(jobs, move |jobs| {
        if let Some(analyst) = &mut *analyst.borrow_mut() {
            analyst.forget(jobs);
        }
    });
}

/// A worker and what listens to it; dropping it ends the worker, whatever it is at.
struct Analyst {
    worker: Worker,
    /// The texts that it has.
    held: BTreeSet<u32>,
    _message: Closure<dyn Fn(MessageEvent)>,
    _error: Closure<dyn Fn(ErrorEvent)>,
}

impl Analyst {
    fn start(hear: &Rc<dyn Fn(Heard)>) -> Result<Self, JsValue> {
        let worker = spawn_worker()?;
        let heard = Rc::clone(hear);
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if let Some((reply, payload)) = unpack::<Reply>(&data) {
                heard(Heard::Reply(reply, payload.dyn_into::<Blob>().ok()));
            } else if let Some(message) = start_failure(&data) {
                heard(Heard::NoWorker { message });
            }
        });
        let heard = Rc::clone(hear);
        let error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            heard(Heard::Crashed { message: event.message() });
        });
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        Ok(Self { worker, held: BTreeSet::new(), _message: message, _error: error })
    }

    /// Gives it a text; `known` where the page has the result already.
    fn give(&mut self, doc: &Doc, known: bool) -> Result<(), JsValue> {
        let (name, encoding, date) = (doc.name.clone(), doc.encoding.clone(), doc.day().cloned());
        let request = Request::Analyse { job: doc.job, name, encoding, date, gazetteer: doc.names.to_string(), known };
        let payload = match &doc.origin {
            Origin::Typed(text) => JsValue::from(&**text),
            Origin::File(file) => file.into(),
        };
        let about = match &doc.stage {
            Stage::Done(found) if doc.saved => found.text.clone(),
            _ => None,
        };
        let payload = about.map_or(payload.clone(), |text| js_sys::Array::of2(&payload, &text).into());
        self.held.insert(doc.job);
        self.worker.post_message(&pack(&request, &payload))
    }

    /// Asks about a result. A worker that took another's place gets the text first.
    fn ask(&mut self, doc: &Doc, ask: Ask) -> Result<(), JsValue> {
        if !self.held.contains(&doc.job) {
            self.give(doc, true)?;
        }
        let job = doc.job;
        let request = match ask {
            Ask::Edit { keep, more } => Request::Edit { job, keep, more },
            Ask::Write(Takeaway { ticket, format, .. }) => {
                let (format, waiting) = (format.name().to_owned(), doc.corrections.kept_aside());
                Request::Write { job, ticket, format, waiting }
            }
        };
        self.worker.post_message(&pack(&request, &JsValue::NULL))
    }

    /// Lets it forget the texts that are not among `jobs`.
    fn forget(&mut self, jobs: &BTreeSet<u32>) {
        for job in std::mem::take(&mut self.held) {
            if jobs.contains(&job) {
                self.held.insert(job);
            } else {
                // A worker that is gone has forgotten already.
                let _ = self.worker.post_message(&pack(&Request::Forget { job }, &JsValue::NULL));
            }
        }
    }
}

impl Drop for Analyst {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// What index.html's part of the worker says when WebAssembly does not start there.
fn start_failure(data: &JsValue) -> Option<String> {
    js_sys::Reflect::get(data, &"jianbaoStartFailed".into()).ok()?.as_string()
}

fn words(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |e| e.message().into())
}
