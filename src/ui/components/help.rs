//! All keys, in a dialog.

use crate::report::EntityType;
use crate::ui::hooks::{KEYS, TYPE_KEYS};
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, State};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct HelpProps {
    pub lang: Lang,
    pub open: bool,
    /// Whether keys without Ctrl do anything.
    pub shortcuts: bool,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The dialog; the browser keeps the focus in it and closes it by Escape.
#[component(Help)]
pub fn help(HelpProps { lang, open, shortcuts, dispatch }: &HelpProps) -> Html {
    let words = lang.words();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(*open, move |&open| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                if open && !dialog.open() {
                    let _ = dialog.show_modal();
                } else if !open && dialog.open() {
                    dialog.close();
                }
            }
        });
    }
    let close = {
        let dispatch = dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Action::Help(false)))
    };
    let (on_close, on_press) = (close.clone(), close);
    let switch = {
        let (dispatch, next) = (dispatch.clone(), !shortcuts);
        move |_: Event| dispatch.dispatch(Action::Shortcuts(next))
    };
    html! {
        <dialog id="keys" ref={node} class="keys" aria-labelledby="keys-heading" onclose={move |_| on_close.emit(())}>
            <h2 id="keys-heading">{ words.keys_heading }</h2>
            <dl>
                { for KEYS.iter().map(|entry| html! {
                    <div><dt>{ for entry.0.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ lang.key(entry) }</dd></div>
                }) }
            </dl>
            <ul class="type-keys">
                { for EntityType::LISTED.iter().zip(TYPE_KEYS).map(|(&kind, key)| html! {
                    <li><kbd>{ key }</kbd><span class="swatch" data-type={kind.code()}>{ lang.kind(kind) }</span></li>
                }) }
            </ul>
            <p class="hint">{ words.keys_hint }</p>
            <label><input id="shortcuts" type="checkbox" checked={*shortcuts} onchange={switch} />{ words.shortcuts }</label>
            <button id="close-keys" type="button" autofocus=true onclick={move |_| on_press.emit(())}>{ words.close_plain }</button>
        </dialog>
    }
}
