//! Corrections that do not fit this reading of the text: where each was made, what it was, and a way to drop it.

use super::amend;
use super::stale::read_anew;
use crate::edit::Edit;
use crate::ui::corrections;
use crate::ui::find::{self, Match};
use crate::ui::found::Found;
use crate::ui::hooks::{refocus, show};
use crate::ui::i18n::{Lang, counted};
use crate::ui::state::{Action, List, State, Target};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct WaitingProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    pub waiting: Vec<Edit>,
    /// The text, by its job, where it is a saved report.
    pub report: Option<u32>,
    /// Corrections that are listed.
    pub rows: usize,
    pub dispatch: UseReducerDispatcher<State>,
}

/// Where the focus goes from a button that is gone with its correction.
const NEXT: &[&str] = &["#waiting summary", "#undo"];

/// The corrections in a fold.
#[component(Waiting)]
pub fn waiting(WaitingProps { lang, found, waiting, report, rows, dispatch }: &WaitingProps) -> Html {
    let words = lang.words();
    let places = use_memo((found.clone(), waiting.clone(), *rows), |(found, waiting, rows)| {
        find::places(found, waiting.iter().take(*rows).map(corrections::place))
    });
    let drop = |edit: Option<Edit>| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::DropWaiting(edit.clone()));
            refocus(NEXT);
        }
    };
    let ask = dispatch.clone();
    let row = |(nth, (edit, there)): (usize, (&Edit, &Option<Match>))| {
        html! {
            <li key={nth}>
                <span id={format!("waiting-{nth}")}>{ place(*lang, edit, there.as_ref(), found, dispatch) }</span>
                <button type="button" class="quiet" data-drop={nth.to_string()} aria-describedby={format!("waiting-{nth}")} onclick={drop(Some(edit.clone()))}>{ words.drop }</button>
            </li>
        }
    };
    html! {
        <details id="waiting" class="panel waiting">
            <summary><h3>{ words.unfit }<span class="count">{ counted(waiting.len()) }</span></h3></summary>
            <p class="hint">
                { words.unfit_hint }
                if let Some((job, text)) = report.zip(found.text.clone()) {
                    { " " }<button type="button" class="link" data-anew={job.to_string()} onclick={let d = dispatch.clone(); move |_| read_anew(job, text.clone(), d.clone())}>{ words.anew }</button>
                }
            </p>
            <ul>{ for waiting.iter().zip(&*places).enumerate().map(row) }</ul>
            if waiting.len() > *rows {
                <button type="button" class="quiet" onclick={move |_| ask.dispatch(Action::More(List::Waiting))}>{ words.more }</button>
            }
            if waiting.len() > 1 {
                <button id="drop-all" type="button" class="quiet" onclick={drop(None)}>{ words.drop_all }</button>
            }
        </details>
    }
}

/// Where a correction was made and what it was, as a way there, and the words that stand there.
fn place(lang: Lang, edit: &Edit, place: Option<&Match>, found: &Rc<Found>, dispatch: &UseReducerDispatcher<State>) -> Html {
    let what = lang.edit(edit, corrections::place(edit).0);
    let Some(place) = place.cloned() else { return what.into() };
    let words = place.words(found).unwrap_or_default();
    // Of a mention its own words, of anything else how it begins.
    let words = if place.range.is_empty() { amend::opening(words) } else { words.to_owned() };
    let (dispatch, found) = (dispatch.clone(), found.clone());
    let look = move |_: MouseEvent| {
        // Draws the article, where it is not drawn.
        if let Some((order, _)) = place.article {
            dispatch.dispatch(Action::Look(Target::Article(order)));
        }
        show(found.clone(), place.clone());
    };
    html! { <><button type="button" class="link" onclick={look}>{ what }</button>{ " " }<span class="of" lang="zh-Hans">{ words }</span></> }
}
