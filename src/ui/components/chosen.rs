//! What can be made of the text that the reader has selected.

use crate::edit::Edit;
use crate::report::{CodePoints, EntityType};
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Amend, Selection, State};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChosenProps {
    pub lang: Lang,
    pub selection: Selection,
    /// Whether the reader looks at a mention, which could stand here instead.
    pub mention: bool,
    pub everywhere: bool,
    pub dispatch: UseReducerDispatcher<State>,
}

/// A card at the foot of the window.
#[component(Chosen)]
pub fn chosen(ChosenProps { lang, selection, mention, everywhere, dispatch }: &ChosenProps) -> Html {
    let words = lang.words();
    let at = selection.at;
    let edit = |edit: fn(CodePoints) -> Edit| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Edit(edit(at)));
            dispatch.dispatch(Action::Select(None));
        }
    };
    let set_everywhere = {
        let (dispatch, everywhere) = (dispatch.clone(), *everywhere);
        move |_| dispatch.dispatch(Action::Everywhere(!everywhere))
    };
    let away = dispatch.clone();
    html! {
        // The selection stays while a button is pressed.
        <aside id="chosen" class="card" aria-label={words.chosen} onmousedown={|event: MouseEvent| event.prevent_default()}>
            <p class="card-head">
                <strong lang="zh-Hans">{ format!("“{}”", selection.text) }</strong>
                <button type="button" class="quiet close" aria-label={words.close_plain} onclick={move |_| away.dispatch(Action::Select(None))}><span aria-hidden="true">{ "×" }</span></button>
            </p>
            <p class="amend-row">
                if *mention {
                    <button type="button" data-amend="span" onclick={let d = dispatch.clone(); move |_| d.dispatch(Action::Amend(Amend::Span))}>{ words.span_here }</button>
                }
                if selection.in_body {
                    <button type="button" data-amend="title" onclick={edit(|at| Edit::MakeHeadline { at })}>{ words.as_title }</button>
                    <button type="button" data-amend="split" onclick={edit(|(at, _)| Edit::SplitArticle { at })}>{ words.split_here }</button>
                }
                <button type="button" data-amend="paragraph" onclick={edit(|(at, _)| Edit::SplitParagraph { at })}>{ words.paragraph_here }</button>
            </p>
            <div class="fact"><span>{ words.add_as }</span>
                <ul class="types">{ for EntityType::LISTED.iter().map(|&kind| {
                    let dispatch = dispatch.clone();
                    html! {
                        <li><button type="button" data-add={kind.code()} onclick={move |_| dispatch.dispatch(Action::Amend(Amend::Type(kind)))}>
                            <span class="swatch" data-type={kind.code()}>{ lang.kind(kind) }</span>
                        </button></li>
                    }
                }) }</ul>
            </div>
            <p class="amend-row">
                <label><input type="checkbox" checked={*everywhere} onchange={set_everywhere} />{ words.also_elsewhere }</label>
            </p>
        </aside>
    }
}
