//! How far an analysis is.

use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Doc, Stage, State};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    pub lang: Lang,
    /// The text that is shown.
    pub doc: Option<Doc>,
    /// The text that is being analysed.
    pub running: Option<Doc>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The progress of what runs, and the state of a text that has no result.
#[component(Progress)]
pub fn progress(ProgressProps { lang, doc, running, dispatch }: &ProgressProps) -> Html {
    let words = lang.words();
    let bar = running.as_ref().and_then(|doc| match &doc.stage {
        Stage::Busy { percent, length } => Some((doc.label(), *percent, *length)),
        _ => None,
    });
    let cancel = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Cancel)
    };
    html! {
        <>
            if let Some((name, percent, length)) = bar {
                <div class="busy">
                    <p id="progress-label"><strong>{ name }</strong>{ " " }{ lang.progress(percent, length) }</p>
                    <progress id="progress" max="100" value={length.map(|_| percent.to_string())} aria-labelledby="progress-label" />
                    <button id="cancel" type="button" onclick={cancel}>{ words.cancel }</button>
                </div>
            }
            { match doc.as_ref().map(|d| (d.job, &d.stage)) {
                Some((_, Stage::Waiting)) => html! { <p class="standstill">{ words.waiting }</p> },
                Some((job, Stage::Cancelled)) => html! {
                    <p class="standstill">
                        { words.cancelled }{ " " }
                        <button type="button" onclick={let d = dispatch.clone(); move |_| d.dispatch(Action::Again { job })}>{ words.again }</button>
                    </p>
                },
                Some((_, Stage::Failed)) => html! { <p class="standstill">{ words.failed }</p> },
                Some((_, Stage::Busy { .. } | Stage::Done(_))) | None => Html::default(),
            } }
        </>
    }
}
