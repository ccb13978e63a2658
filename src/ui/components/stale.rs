//! Tells that the result shown is older than what the reader has set or typed since, or which text a newer one has left behind.

use crate::ui::browser;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Fault, Stale, State};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct StaleProps {
    pub lang: Lang,
    pub stale: Option<Stale>,
    /// The text that is shown.
    pub job: Option<u32>,
    /// What it says.
    pub text: Option<Blob>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// What is out of date, and the remedy. Always in the document, so that it is read out when it comes.
#[component(StaleNote)]
pub fn stale_note(StaleProps { lang, stale, job, text, dispatch }: &StaleProps) -> Html {
    let words = lang.words();
    let act = |action: fn(u32) -> Action, job: u32| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(action(job))
    };
    html! {
        <p id="stale" class="stale" role="status">
            { match (stale, *job) {
                (Some(Stale::Text { corrections }), _) => Html::from(lang.stale_text(*corrections)),
                (Some(Stale::Settings), Some(job)) => html! {
                    <>
                        { words.stale_settings }{ " " }
                        <button id="again" type="button" onclick={act(|job| Action::Again { job }, job)}>{ words.again }</button>
                    </>
                },
                (Some(Stale::Report), Some(job)) => html! {
                    <>
                        { words.stale_report }{ " " }
                        if let Some(text) = text {
                            <button id="again" type="button" onclick={let (text, d) = (text.clone(), dispatch.clone()); move |_| read_anew(job, text.clone(), d.clone())}>{ words.anew }</button>
                        }
                    </>
                },
                (Some(Stale::Newer { than, corrections }), Some(job)) => html! {
                    <>
                        { lang.newer(*corrections) }{ " " }
                        <button id="before" type="button" onclick={act(|job| Action::Show { job }, *than)}>{ words.show_before }</button>
                        <button type="button" class="quiet" onclick={act(|job| Action::KnownNewer { job }, job)}>{ words.dismiss }</button>
                    </>
                },
                _ => Html::default(),
            } }
        </p>
    }
}

/// Has the text of a saved report read anew.
pub fn read_anew(job: u32, text: Blob, dispatch: UseReducerDispatcher<State>) {
    spawn_local(async move {
        dispatch.dispatch(match browser::text_of(&text).await {
            Some(text) => Action::Anew { job, text: text.into() },
            None => Action::Problem(Fault::NotReread),
        });
    });
}
