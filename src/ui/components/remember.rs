//! Whether texts and corrections are kept on this computer, what is kept, and its end.

use crate::ui::hooks::set_remember;
use crate::ui::i18n::Lang;
use crate::ui::state::{Doc, Stage, State, labels};
use std::collections::BTreeSet;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RememberProps {
    pub lang: Lang,
    pub on: bool,
    pub docs: Vec<Doc>,
    /// The texts that are kept, by number.
    pub kept: BTreeSet<u32>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// A switch that is off until the reader turns it on.
#[component(Remember)]
pub fn remember(RememberProps { lang, on, docs, kept, dispatch }: &RememberProps) -> Html {
    let (lang, words, on) = (*lang, lang.words(), *on);
    let set = {
        let dispatch = dispatch.clone();
        move |_: Event| set_remember(!on, dispatch.clone())
    };
    let clear = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| set_remember(false, dispatch.clone())
    };
    let names = labels(docs);
    let kept = docs.iter().zip(names).filter(|(doc, _)| kept.contains(&doc.job));
    html! {
        <section id="remember" class="remember" aria-label={words.remember}>
            <label><input type="checkbox" checked={on} onchange={set} />{ words.remember }</label>
            if on {
                <p>{ words.remember_on }</p>
                <ul aria-label={words.kept}>
                    { for kept.map(|(doc, name)| {
                        let length = if let Stage::Done(found) = &doc.stage { found.length } else { 0 };
                        html! { <li key={doc.job}><span lang="zh-Hans">{ name }</span><span class="count">{ lang.kept(length, doc.corrections.len()) }</span></li> }
                    }) }
                </ul>
                <button id="forget" type="button" onclick={clear}>{ words.forget }</button>
            } else {
                <p class="hint">{ words.remember_off }</p>
            }
        </section>
    }
}
