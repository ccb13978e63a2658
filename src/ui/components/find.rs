//! A field that finds words in the articles.

use crate::ui::find::{MOST, Match, find};
use crate::ui::found::Found;
use crate::ui::hooks::{use_find, use_typed};
use crate::ui::i18n::{Lang, of_all};
use crate::ui::state::{Action, State, Target};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FindProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The field, how many places there are, and the ways through them. The field keeps its own text, so that an input method
/// composes in it undisturbed.
#[component(Find)]
pub fn find_field(FindProps { lang, found, dispatch }: &FindProps) -> Html {
    let words = lang.words();
    let field = use_node_ref();
    let sought = use_state_eq(String::new);
    {
        let sought = sought.setter();
        use_typed(&field, true, move |words| sought.set(words));
    }
    // The place that is shown, and a number that tells each way to one from the last; 0 before the first.
    let at = use_state_eq(|| (0_usize, 0_u32));
    let matches = use_memo((found.clone(), (*sought).clone()), |(found, sought)| find(found, sought));
    let shown: Option<Match> = matches.get(at.0.min(matches.len().saturating_sub(1))).cloned();
    use_find(found.clone(), shown.clone(), (at.1 > 0).then_some(at.1));
    let show = {
        let (at, matches, dispatch) = (at.clone(), matches.clone(), dispatch.clone());
        move |nth: usize| {
            let Some(place) = matches.get(nth) else { return at.set((0, 0)) };
            // Draws the article, where it is not drawn.
            if let Some((order, _)) = place.article {
                dispatch.dispatch(Action::Look(Target::Article(order)));
            }
            at.set((nth, at.1 + 1));
        }
    };
    {
        // What is typed is shown at once: the first place of it.
        let show = show.clone();
        use_effect_with((*sought).clone(), move |_| show(0));
    }
    let go = {
        let (at, all) = (at.0, matches.len());
        Callback::from(move |step: isize| {
            if all > 0 {
                show((at.min(all - 1) + all).wrapping_add_signed(step) % all);
            }
        })
    };
    let onkeydown = {
        let (go, sought) = (go.clone(), sought.setter());
        move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            let field: HtmlInputElement = event.target_unchecked_into();
            match event.key().as_str() {
                "Enter" => {
                    event.prevent_default();
                    go.emit(if event.shift_key() { -1 } else { 1 });
                }
                // The field is left, so that the keys go through the articles again.
                "Escape" => {
                    event.prevent_default();
                    field.set_value("");
                    sought.set(String::new());
                    let _ = field.blur();
                }
                _ => {}
            }
        }
    };
    let step = |by: isize| {
        let go = go.clone();
        move |_: MouseEvent| go.emit(by)
    };
    let none = matches.is_empty();
    let count = match (sought.trim().is_empty(), none, at.1) {
        (true, ..) => String::new(),
        (_, true, _) => words.not_found.to_owned(),
        (.., 0) => lang.places(matches.len(), matches.len() == MOST),
        _ => of_all(at.0.min(matches.len() - 1) + 1, matches.len()) + if matches.len() == MOST { "+" } else { "" },
    };
    html! {
        <span class="find" role="search">
            <input id="find" ref={field} type="search" aria-label={words.find} placeholder={words.find} title="/" {onkeydown} />
            <span id="found" class="count" role="status">{ count }</span>
            <button type="button" class="quiet" data-find="previous" aria-label={words.find_previous} title="Shift + Enter" disabled={none} onclick={step(-1)}><span aria-hidden="true">{ "‹" }</span></button>
            <button type="button" class="quiet" data-find="next" aria-label={words.find_next} title="Enter" disabled={none} onclick={step(1)}><span aria-hidden="true">{ "›" }</span></button>
        </span>
    }
}
