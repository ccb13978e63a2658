//! Tells that the result shown is older than what the reader has set or typed since.

use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Stale, State};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct StaleProps {
    pub lang: Lang,
    pub stale: Option<Stale>,
    /// The text that is shown.
    pub job: Option<u32>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// What is out of date, and the remedy. Always in the document, so that it is read out when it comes.
#[component(StaleNote)]
pub fn stale_note(StaleProps { lang, stale, job, dispatch }: &StaleProps) -> Html {
    let words = lang.words();
    let dispatch = dispatch.clone();
    html! {
        <p id="stale" class="stale" role="status">
            { match (stale, *job) {
                (Some(Stale::Text), _) => html! { { words.stale_text } },
                (Some(Stale::Settings), Some(job)) => html! {
                    <>
                        { words.stale_settings }{ " " }
                        <button id="again" type="button" onclick={move |_| dispatch.dispatch(Action::Again { job })}>{ words.again }</button>
                    </>
                },
                _ => Html::default(),
            } }
        </p>
    }
}
