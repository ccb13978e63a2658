//! The report to take away: a menu of formats, each to a file and, where it is text, to the clipboard.

use crate::export::{FORMATS, Format};
use crate::ui::formats::{GROUPS, group};
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, State};
use crate::ui::takeaway::Goal;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ExportProps {
    pub lang: Lang,
    pub format: Format,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The menu; `hooks::use_takeaway` hands out what the worker makes of it.
#[component(Export)]
pub fn export(ExportProps { lang, format, dispatch }: &ExportProps) -> Html {
    let (lang, format, words) = (*lang, *format, lang.words());
    let choose = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            if let Some(format) = Format::named(&event.target_unchecked_into::<HtmlSelectElement>().value()) {
                dispatch.dispatch(Action::Format(format));
            }
        }
    };
    let take = |goal: Goal| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Take { format, goal })
    };
    let copies = format.is_text();
    html! {
        <div class="takeaway">
            <select id="format" aria-label={words.format} aria-describedby="format-use" onchange={choose}>
                { for GROUPS.map(|of| html! {
                    <optgroup label={lang.group(of)}>
                        { for FORMATS.into_iter().filter(|&f| group(f) == of).map(|f| html! {
                            <option value={f.name()} selected={f == format}>{ lang.format(f).0 }</option>
                        }) }
                    </optgroup>
                }) }
            </select>
            <button id="download" type="button" onclick={take(Goal::Save)}>{ words.download }</button>
            <button id="copy" type="button" disabled={!copies} title={(!copies).then_some(words.no_copy)} onclick={take(Goal::Copy)}>
                { words.copy }
            </button>
            <p id="format-use" class="hint">{ lang.format(format).1 }</p>
        </div>
    }
}
