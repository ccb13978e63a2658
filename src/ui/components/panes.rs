//! The switch between source, articles and inspector on a window that has no room for all of them.

use crate::ui::i18n::Lang;
use crate::ui::state::{Action, PANES, Pane, State};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PanesProps {
    pub lang: Lang,
    pub pane: Pane,
    /// Whether the source stands beside the articles where there is room.
    pub beside: bool,
    pub dispatch: UseReducerDispatcher<State>,
}

/// Three tabs, of which a wide window shows none, and a button for the source, which only a wide one shows.
#[component(Panes)]
pub fn panes(PanesProps { lang, pane, beside, dispatch }: &PanesProps) -> Html {
    let (words, now, beside) = (lang.words(), *pane, *beside);
    let set_beside = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Beside(!beside))
    };
    html! {
        <div class="panes" role="group" aria-label={words.panes}>
            { for PANES.map(|pane| {
                let dispatch = dispatch.clone();
                let turn = move |_: MouseEvent| dispatch.dispatch(Action::Pane(pane));
                html! {
                    <button type="button" data-pane={pane.code()} aria-pressed={(pane == now).to_string()} onclick={turn}>{ lang.pane(pane) }</button>
                }
            }) }
            <button id="beside" type="button" class="quiet" aria-pressed={beside.to_string()} onclick={set_beside}>{ words.beside }</button>
        </div>
    }
}
