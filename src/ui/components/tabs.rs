//! The texts given, where there are several.

use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Doc, Origin, Stage, State};
use yew::prelude::*;

/// Characters of a nameless text that tell it from others.
const LABEL_CHARS: usize = 8;

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    pub lang: Lang,
    pub docs: Vec<Doc>,
    pub shown: Option<u32>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// A button for each text, and one beside it that puts the text away.
#[component(Tabs)]
pub fn tabs(TabsProps { lang, docs, shown, dispatch }: &TabsProps) -> Html {
    if docs.len() < 2 {
        return Html::default();
    }
    let words = lang.words();
    html! {
        <nav id="pages" class="tabs" aria-label={words.pages}>
            <ul>
                { for docs.iter().map(|doc| {
                    let job = doc.job;
                    let (show, close) = (dispatch.clone(), dispatch.clone());
                    let name = label(*lang, doc);
                    let state = match &doc.stage {
                        Stage::Waiting => "…".to_owned(),
                        Stage::Busy { percent, .. } => format!("{percent}%"),
                        Stage::Failed => "!".to_owned(),
                        Stage::Cancelled => "–".to_owned(),
                        Stage::Done(found) => found.articles.len().to_string(),
                    };
                    html! {
                        <li key={job}>
                            <button type="button" aria-current={(*shown == Some(job)).then_some("page")} onclick={move |_| show.dispatch(Action::Show { job })}>
                                <span class="tab-name">{ &name }</span><span class="count">{ state }</span>
                            </button>
                            <button type="button" class="quiet close" aria-label={format!("{} {name}", words.close)} onclick={move |_| close.dispatch(Action::Close { job })}>
                                <span aria-hidden="true">{ "×" }</span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </nav>
    }
}

fn label(lang: Lang, doc: &Doc) -> String {
    match (&doc.name, &doc.origin) {
        (Some(name), _) => name.clone(),
        (None, Origin::Typed(text)) => text.chars().filter(|c| !c.is_whitespace()).take(LABEL_CHARS).chain(['…']).collect(),
        (None, Origin::File(_)) => lang.words().typed.to_owned(),
    }
}
