//! The text as it was read, with the numbers of its lines.

use crate::ui::browser;
use crate::ui::found::Found;
use crate::ui::i18n::Lang;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

/// Lines that are shown at first, and that one asking adds: more than a page of a newspaper has.
const LINES_STEP: usize = 1000;

#[derive(Properties, PartialEq)]
pub struct OriginalProps {
    pub lang: Lang,
    pub found: Rc<Found>,
}

/// The text in a fold; it is fetched from the browser when the fold is opened.
#[component(Original)]
pub fn original(OriginalProps { lang, found }: &OriginalProps) -> Html {
    let words = lang.words();
    let text = use_state(|| None::<Rc<str>>);
    let lines = use_state(|| LINES_STEP);
    let ontoggle = {
        let (found, text) = (found.clone(), text.clone());
        move |event: Event| {
            let open = event.target_unchecked_into::<HtmlDetailsElement>().open();
            if let Some(blob) = found.text.clone().filter(|_| open && text.is_none()) {
                let text = text.clone();
                spawn_local(async move {
                    if let Some(read) = browser::text_of(&blob).await {
                        text.set(Some(read.into()));
                    }
                });
            }
        }
    };
    let more = {
        let lines = lines.clone();
        move |_| lines.set(*lines + LINES_STEP)
    };
    // As an editor counts lines, and as `view::Position` does.
    let text = text.as_ref().map(|text| text.replace("\r\n", "\n"));
    html! {
        <details id="original" class="panel original" {ontoggle}>
            <summary><h3>{ words.original }</h3></summary>
            if let Some(text) = text {
                <ol lang="zh-Hans" tabindex="0" aria-label={words.original}>
                    { for text.split(['\n', '\r']).take(*lines).map(|line| html! { <li>{ line.to_owned() }</li> }) }
                </ol>
                if text.split(['\n', '\r']).nth(*lines).is_some() {
                    <button type="button" class="quiet" onclick={more}>{ words.more }</button>
                }
            }
        </details>
    }
}
