//! The reader's own list of names, which wins over what is found.

use crate::entity::gazetteer::{BadLine, Gazetteer};
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, State};
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Bad lines that are told at once.
const MOST: usize = 8;

#[derive(Properties, PartialEq)]
pub struct NamesProps {
    pub lang: Lang,
    /// The list as the state knows it.
    pub names: Rc<str>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// A text field that folds away, and what is wrong with its lines. The field keeps its own text.
#[component(Names)]
pub fn names(NamesProps { lang, names, dispatch }: &NamesProps) -> Html {
    let words = lang.words();
    let bad = use_memo(Rc::clone(names), |names| Gazetteer::read(names).1);
    let onchange = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            dispatch.dispatch(Action::Names(text.into()));
        }
    };
    let tell = |line: &BadLine| html! { <li>{ lang.bad_line(line) }</li> };
    html! {
        <details class="names">
            <summary>{ words.names }</summary>
            <p id="names-hint" class="hint">{ words.names_hint }</p>
            <textarea id="names" lang="zh-Hans" rows="5" spellcheck="false" autocomplete="off" aria-label={words.names}
                aria-describedby="names-hint names-faults" aria-invalid={(!bad.is_empty()).then_some("true")} {onchange} />
            <div id="names-faults" role="status">
                if !bad.is_empty() {
                    <ul class="faults">
                        { for bad.iter().take(MOST).map(tell) }
                        if bad.len() > MOST {
                            <li>{ lang.more_bad_lines(bad.len() - MOST) }</li>
                        }
                    </ul>
                }
            </div>
        </details>
    }
}
