//! How far the review of a text is, and the way back.

use super::find::Find;
use crate::ui::found::Found;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, State, Step};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ReviewProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    /// Corrections so far.
    pub corrections: usize,
    /// Whether some of them are in no report that was taken away.
    pub unsaved: bool,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    pub dispatch: UseReducerDispatcher<State>,
}

/// A bar that stays in sight.
#[component(Review)]
pub fn review(ReviewProps { lang, found, corrections, unsaved, can_undo, can_redo, dispatch }: &ReviewProps) -> Html {
    let words = lang.words();
    let act = |action: fn() -> Action| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(action())
    };
    html! {
        <div id="review" class="review" role="group" aria-label={words.review}>
            <p><span id="unchecked">{ lang.unchecked(found.unchecked) }</span>
                if *corrections > 0 {
                    <span id="corrections" class="count">{ lang.corrections(*corrections) }</span>
                }
                if *unsaved {
                    <span id="unsaved" class="count">{ words.unsaved }</span>
                }
            </p>
            <span class="review-ways">
                <button id="next-unchecked" type="button" class="quiet" disabled={found.unchecked == 0} title={words.next_unchecked}
                    onclick={act(|| Action::Turn { step: Step::Next, unchecked: true })}>{ words.next_unchecked_short }</button>
                <button id="undo" type="button" class="quiet" disabled={!can_undo} title="Ctrl + Z" onclick={act(|| Action::Undo)}>{ words.undo }</button>
                <button id="redo" type="button" class="quiet" disabled={!can_redo} title="Ctrl + Shift + Z" onclick={act(|| Action::Redo)}>{ words.redo }</button>
                <button id="show-keys" type="button" class="quiet" title="?" onclick={act(|| Action::Help(true))}>{ words.keys }</button>
            </span>
            <Find lang={*lang} found={found.clone()} dispatch={dispatch.clone()} />
        </div>
    }
}
