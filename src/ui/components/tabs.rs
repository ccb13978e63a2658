//! The texts given.

use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Doc, Stage, State, labels};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    pub lang: Lang,
    pub docs: Vec<Doc>,
    pub shown: Option<u32>,
    /// How many files could not be read.
    pub refused: usize,
    pub dispatch: UseReducerDispatcher<State>,
}

/// A button for each text, and one beside it that puts the text away.
#[component(Tabs)]
pub fn tabs(TabsProps { lang, docs, shown, refused, dispatch }: &TabsProps) -> Html {
    if docs.is_empty() {
        return Html::default();
    }
    let words = lang.words();
    let close_failed = dispatch.clone();
    html! {
        <nav id="pages" class="tabs" aria-label={words.pages}>
            <ul>
                { for docs.iter().zip(labels(docs)).map(|(doc, name)| {
                    let job = doc.job;
                    let (show, close) = (dispatch.clone(), dispatch.clone());
                    let state = match &doc.stage {
                        Stage::Waiting => "…".to_owned(),
                        Stage::Busy { percent, .. } => format!("{percent}%"),
                        Stage::Failed => "!".to_owned(),
                        Stage::Cancelled => "–".to_owned(),
                        Stage::Done(found) => lang.articles(found.articles.len()),
                    };
                    html! {
                        <li key={job}>
                            <button type="button" aria-current={(*shown == Some(job)).then_some("page")} onclick={move |_| show.dispatch(Action::Show { job })}>
                                <span class="tab-name">{ &name }</span><span class="count">{ state }</span>
                            </button>
                            <button type="button" class="quiet close" aria-label={format!("{} {name}", words.close)} onclick={move |_| close.dispatch(Action::Close { job, sure: false })}>
                                <span aria-hidden="true">{ "×" }</span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            if *refused > 1 {
                <button id="close-failed" type="button" class="quiet" onclick={move |_| close_failed.dispatch(Action::CloseFailed)}>{ words.close_failed }</button>
            }
        </nav>
    }
}
