//! Where a text comes in: typed, pasted, chosen, or the sample.

use super::names::Names;
use super::stale::read_anew;
use crate::clean::is_blank;
use crate::decode::ENCODINGS;
use crate::ui::hooks::{give, listed};
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Fault, Notice, Origin, State};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Blob, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A real page, to try.
const SAMPLE: &str = include_str!("../../../seeds/jianli.txt");

/// Its file's name.
const SAMPLE_NAME: &str = "jianli.txt";

/// UTF-16 units from which a pasted text is a page of its own: a text field grows slow with more.
const LONG_PASTE: u32 = 300_000;

/// What the browser calls text that comes as a whole from elsewhere.
const PUT_IN: [&str; 2] = ["insertFromPaste", "insertFromDrop"];

#[derive(Properties, PartialEq)]
pub struct InputProps {
    pub lang: Lang,
    pub encoding: Option<String>,
    /// The encoding that the file shown was read in.
    pub found: Option<String>,
    pub date: Option<String>,
    /// The reader's own names.
    pub names: Rc<str>,
    /// Whether the state knows the field to hold text, that text to be changed since it was analysed, and some of it to be typed.
    pub edited: (bool, bool, bool),
    /// The text that is shown, by its job, and of a saved report what it says.
    pub shown: Option<(u32, Option<Blob>)>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The text field and what stands around it. The field keeps its own text: nothing but the reader's hand changes it. While it is
/// blank, its button analyses the text that is shown again.
#[component(Input)]
pub fn input(InputProps { lang, encoding, found, date, names, edited, shown, dispatch }: &InputProps) -> Html {
    let words = lang.words();
    let field = use_node_ref();
    // How long its text is, and whether that says nothing.
    let holds = use_state_eq(|| (0, true));
    let (length, blank) = *holds;
    let analyze = {
        let (field, shown, dispatch) = (field.clone(), shown.clone(), dispatch.clone());
        Callback::from(move |()| {
            let text = field.cast::<HtmlTextAreaElement>().map(|f| f.value()).unwrap_or_default();
            match &shown {
                _ if !is_blank(&text) => dispatch.dispatch(Action::AddBoxed { name: None, text: text.into() }),
                Some((job, None)) => dispatch.dispatch(Action::Again { job: *job }),
                Some((job, Some(text))) => read_anew(*job, text.clone(), dispatch.clone()),
                None => dispatch.dispatch(Action::Problem(Fault::NoText)),
            }
        })
    };
    let oninput = {
        let (holds, edited, dispatch) = (holds.setter(), *edited, dispatch.clone());
        move |event: InputEvent| {
            let now = held(&event.target_unchecked_into());
            holds.set(now);
            let any = !now.1;
            // What a browser's extension sends may be no input event of the browser's own, whatever its name.
            let put_in = event.dyn_ref::<InputEvent>().is_some_and(|event| PUT_IN.contains(&event.input_type().as_str()));
            let typed = !blank || !put_in;
            if edited != (any, true, typed) {
                dispatch.dispatch(Action::Edited { any, typed });
            }
        }
    };
    let onkeydown = {
        let analyze = analyze.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                analyze.emit(());
            }
        }
    };
    let onpaste = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let data = event.dyn_ref::<web_sys::ClipboardEvent>().and_then(web_sys::ClipboardEvent::clipboard_data);
            let Some(text) = data.and_then(|d| d.get_data("text/plain").ok()) else { return };
            if text.len() as u32 > LONG_PASTE {
                event.prevent_default();
                dispatch.dispatch(Action::Add(vec![(None, Origin::Typed(text.into()))]));
                dispatch.dispatch(Action::Notice(Notice::TookPaste));
            }
        }
    };
    let choose = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(files) = input.files().filter(|f| f.length() > 0) {
                give(listed(&files), &dispatch);
            }
            // The same file may be chosen again after it was changed.
            input.set_value("");
        }
    };
    let sample = {
        let (field, holds, dispatch) = (field.clone(), holds.setter(), dispatch.clone());
        move |_| {
            let name = Some(SAMPLE_NAME.to_owned());
            // Where nothing has been typed, the reader sees the text that the results come from.
            if let Some(field) = field.cast::<HtmlTextAreaElement>().filter(|field| held(field).1) {
                field.set_value(SAMPLE);
                holds.set(held(&field));
                dispatch.dispatch(Action::AddBoxed { name, text: SAMPLE.into() });
            } else {
                dispatch.dispatch(Action::Add(vec![(name, Origin::Typed(SAMPLE.into()))]));
            }
        }
    };
    let set_date = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            dispatch.dispatch(Action::Date(Some(value).filter(|v| !v.is_empty())));
        }
    };
    let set_encoding = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            dispatch.dispatch(Action::Encoding(Some(value).filter(|v| !v.is_empty())));
        }
    };
    html! {
        <section class="intake" aria-labelledby="input-heading">
            <h2 id="input-heading" class="offstage">{ words.input_heading }</h2>
            <label class="offstage" for="input">{ words.input_label }</label>
            <textarea id="input" ref={field} lang="zh-Hans" placeholder={words.placeholder} spellcheck="false" autocomplete="off"
                {oninput} {onkeydown} {onpaste} />
            <div class="intake-actions">
                <button id="analyze" type="button" class="primary" title={words.analyze_hint} onclick={move |_| analyze.emit(())}>{ if blank && shown.is_some() { words.again } else { words.analyze } }</button>
                <span class="file-choice">
                    <input id="files" type="file" multiple=true onchange={choose} />
                    <label for="files">{ words.files }</label>
                </span>
                <button id="sample" type="button" onclick={sample}>{ words.sample }</button>
                <span class="count" aria-live="off">{ if length > 0 { lang.typed(length) } else { String::new() } }</span>
                <span class="intake-options">
                    <label>{ words.date }<input id="date" type="date" value={date.clone()} onchange={set_date} /></label>
                    <label>{ words.encoding }
                        <select id="encoding" onchange={set_encoding}>
                            <option value="" selected={encoding.is_none()}>{ lang.detected(found.as_deref()) }</option>
                            { for ENCODINGS.iter().map(|&name| html! {
                                <option value={name} selected={encoding.as_deref() == Some(name)}>{ name }</option>
                            }) }
                        </select>
                    </label>
                </span>
            </div>
            <p class="hint">{ words.drop_hint }</p>
            <Names lang={*lang} names={Rc::clone(names)} dispatch={dispatch.clone()} />
        </section>
    }
}

/// How long a field's text is, in UTF-16 units, and whether it says nothing.
fn held(field: &HtmlTextAreaElement) -> (u32, bool) {
    (field.text_length(), is_blank(&field.value()))
}
