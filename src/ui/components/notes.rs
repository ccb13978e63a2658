//! Where the page can be read otherwise: each doubt leads to its place, and its second reading can be taken.

use super::amend;
use crate::edit::Edit;
use crate::ui::find::Match;
use crate::ui::found::Found;
use crate::ui::hooks::show;
use crate::ui::i18n::{Lang, counted};
use crate::ui::second;
use crate::ui::source::{Owner, stretches};
use crate::ui::state::{Action, List, State, Target};
use crate::view::Note;
use std::rc::Rc;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NotesProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    /// Notes that are listed.
    pub rows: usize,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The notes in a fold.
#[component(Notes)]
pub fn notes(NotesProps { lang, found, rows, dispatch }: &NotesProps) -> Html {
    let words = lang.words();
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.setter();
        move |event: Event| {
            if let Some(fold) = event.target_dyn_into::<HtmlDetailsElement>() {
                open.set(fold.open());
            }
        }
    };
    let stretches = use_memo((found.clone(), *open), |(found, open)| if *open { stretches(found) } else { Vec::new() });
    let ask = dispatch.clone();
    let row = |(nth, note): (usize, &Note)| {
        let owner = second::place(note, &stretches);
        let edit = owner.and_then(|owner| second::edit(note, owner, found));
        let is_so = owner.is_some_and(|owner| second::holds(note, owner, found));
        html! {
            <li key={nth}>
                { place(*lang, note, owner, found, dispatch) }
                if let Some(edit) = edit {
                    { " " }<button type="button" class="quiet" data-second={note.code.clone()} onclick={take(edit, dispatch)}>{ words.read_so }</button>
                } else if is_so {
                    { " " }<span class="of">{ words.is_read_so }</span>
                }
            </li>
        }
    };
    html! {
        <details id="notes" class="panel notes" {ontoggle}>
            <summary><h3>{ words.notes }<span class="count">{ counted(found.notes.len()) }</span></h3></summary>
            if *open {
                <ul>{ for found.notes.iter().enumerate().take(*rows).map(row) }</ul>
                if found.notes.len() > *rows {
                    <button type="button" class="quiet" onclick={move |_| ask.dispatch(Action::More(List::Notes))}>{ words.more }</button>
                }
            }
        </details>
    }
}

/// What the doubt is, as a way to its place.
fn place(lang: Lang, doubt: &Note, owner: Option<Owner>, found: &Rc<Found>, dispatch: &UseReducerDispatcher<State>) -> Html {
    let Some(owner) = owner else { return Html::from(lang.note(doubt, None)) };
    let (dispatch, found, Owner { article, part, .. }) = (dispatch.clone(), found.clone(), owner);
    let label = lang.note(doubt, article.map(|(order, _)| order + 1));
    let words = second::part(&found, owner).map_or_else(String::new, |part| amend::opening(&part.text));
    let look = move |_: MouseEvent| {
        // Draws the article, where it is not drawn.
        if let Some((order, _)) = article {
            dispatch.dispatch(Action::Look(Target::Article(order)));
        }
        show(found.clone(), Match { article, part, range: 0..0 });
    };
    html! { <><button type="button" class="link" onclick={look}>{ label }</button>{ " " }<span class="of" lang="zh-Hans">{ words }</span></> }
}

fn take(edit: Edit, dispatch: &UseReducerDispatcher<State>) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(Action::Edit(edit.clone())))
}
