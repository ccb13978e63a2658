//! The reader's own list of names, which wins over what is found: typed, or from a file.

use crate::entity::gazetteer::{BadLine, Gazetteer};
use crate::ui::hooks::{listed, take_lists};
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, State};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
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

/// A text field that folds away, and what is wrong with its lines. The field keeps its own text, but for a list from elsewhere.
#[component(Names)]
pub fn names(NamesProps { lang, names, dispatch }: &NamesProps) -> Html {
    let words = lang.words();
    let field = use_node_ref();
    {
        // A list that comes from elsewhere: from a file, or from an earlier visit.
        let field = field.clone();
        use_effect_with(Rc::clone(names), move |names| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>().filter(|field| field.value() != **names) {
                field.set_value(names);
                if let Ok(Some(fold)) = field.closest("details") {
                    let _ = fold.set_attribute("open", "");
                }
            }
        });
    }
    let bad = use_memo(Rc::clone(names), |names| Gazetteer::read(names).1);
    let onchange = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            dispatch.dispatch(Action::Names { typed: !text.trim().is_empty(), names: text.into() });
        }
    };
    let choose = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(files) = input.files() {
                take_lists(listed(&files), None, dispatch.clone());
            }
            // The same file may be chosen again after it was changed.
            input.set_value("");
        }
    };
    let tell = |line: &BadLine| html! { <li>{ lang.bad_line(line) }</li> };
    html! {
        <details class="names">
            <summary>{ words.names }</summary>
            <p id="names-hint" class="hint">{ words.names_hint }</p>
            <textarea id="names" ref={field} lang="zh-Hans" rows="5" spellcheck="false" autocomplete="off" aria-label={words.names}
                aria-describedby="names-hint names-faults" aria-invalid={(!bad.is_empty()).then_some("true")} {onchange} />
            <span class="file-choice">
                <input id="names-file" type="file" multiple=true onchange={choose} />
                <label for="names-file">{ words.names_file }</label>
            </span>
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
