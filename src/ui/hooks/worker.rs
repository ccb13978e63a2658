//! The worker of the page: started, given one text after the other, listened to, replaced when it breaks down.

use crate::ui::state::{Action, Doc, Health, Heard, Origin, State};
use crate::worker::{Reply, Request, pack, unpack};
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
    let dispatch = state.dispatcher();
    use_effect_with((state.session, doc.as_ref().map(|d| d.job)), move |&(session, _)| {
        if let (Some(analyst), Some(doc)) = (&*analyst.borrow(), doc)
            && let Err(error) = analyst.give(&doc)
        {
            dispatch.dispatch(Action::Heard { session, heard: Heard::Crashed { message: words(&error) } });
        }
    });
}

/// A worker and what listens to it; dropping it ends the worker, whatever it is at.
struct Analyst {
    worker: Worker,
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
        Ok(Self { worker, _message: message, _error: error })
    }

    fn give(&self, doc: &Doc) -> Result<(), JsValue> {
        let request = Request {
            job: doc.job,
            name: doc.name.clone(),
            encoding: doc.encoding.clone(),
            date: doc.date.clone(),
            gazetteer: doc.names.to_string(),
        };
        let payload = match &doc.origin {
            Origin::Typed(text) => JsValue::from(&**text),
            Origin::File(file) => file.into(),
        };
        self.worker.post_message(&pack(&request, &payload))
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
