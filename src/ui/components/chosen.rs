//! What can be made of the text that the reader has selected.

use crate::edit::{Edit, PartRole};
use crate::report::EntityType;
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
    let at = selection.at.0;
    let act = |action: fn(u32) -> Action| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(action(at));
            dispatch.dispatch(Action::Select(None));
        }
    };
    let set_everywhere = {
        let (dispatch, everywhere) = (dispatch.clone(), *everywhere);
        move |_| dispatch.dispatch(Action::Everywhere(!everywhere))
    };
    let as_title = {
        let (dispatch, Selection { begins, behind, .. }) = (dispatch.clone(), selection.clone());
        move |_: MouseEvent| {
            // It becomes a part of its own first.
            let cuts = [(!begins).then_some(at), behind].into_iter().flatten().map(|at| Edit::SplitParagraph { at });
            let edits = cuts.chain([Edit::SetRole { at, role: PartRole::Title, article: None }]);
            edits.for_each(|edit| dispatch.dispatch(Action::Edit(edit)));
            dispatch.dispatch(Action::Select(None));
        }
    };
    let away = dispatch.clone();
    html! {
        // The selection stays while a button is pressed.
        <aside id="chosen" class="card" aria-label={words.chosen} onmousedown={|event: MouseEvent| event.prevent_default()}>
            <p class="card-head">
                <strong lang="zh-Hans">{ format!("“{}”", selection.text) }</strong>
                <button type="button" class="quiet close" aria-label={words.close_plain} onclick={move |_| away.dispatch(Action::Select(None))}><span aria-hidden="true">{ "×" }</span></button>
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
                if *mention {
                    <button type="button" data-amend="span" onclick={let d = dispatch.clone(); move |_| d.dispatch(Action::Amend(Amend::Span))}>{ words.span_here }</button>
                }
                if selection.in_body {
                    <button type="button" data-amend="title" onclick={as_title}>{ words.as_title }</button>
                    <button type="button" data-amend="split" onclick={act(|at| Action::Edit(Edit::SplitArticle { at }))}>{ words.split_here }</button>
                }
                <button type="button" data-amend="paragraph" onclick={act(|at| Action::Edit(Edit::SplitParagraph { at }))}>{ words.paragraph_here }</button>
            </p>
        </aside>
    }
}
