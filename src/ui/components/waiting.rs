//! Corrections that do not fit this reading of the text: where each was made, what it was, and a way to drop it.

use super::amend;
use super::stale::read_anew;
use crate::edit::Edit;
use crate::report::CodePoints;
use crate::ui::find::Match;
use crate::ui::found::Found;
use crate::ui::hooks::{refocus, show};
use crate::ui::i18n::{Lang, counted};
use crate::ui::second;
use crate::ui::source::{Owner, stretches};
use crate::ui::state::{Action, List, State, Target};
use std::ops::Range;
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
    let stretches = use_memo(found.clone(), |found| stretches(found));
    let drop = |edit: Option<Edit>| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::DropWaiting(edit.clone()));
            refocus(NEXT);
        }
    };
    let ask = dispatch.clone();
    let row = |(nth, edit): (usize, &Edit)| {
        html! {
            <li key={nth}>
                <span id={format!("waiting-{nth}")}>{ place(*lang, edit, &stretches, found, dispatch) }</span>
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
                    { " " }<button type="button" class="link" data-anew={job.to_string()} onclick={read_anew(job, text, dispatch)}>{ words.anew }</button>
                }
            </p>
            <ul>{ for waiting.iter().enumerate().take(*rows).map(row) }</ul>
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
fn place(
    lang: Lang,
    edit: &Edit,
    stretches: &[(Range<u32>, Owner)],
    found: &Rc<Found>,
    dispatch: &UseReducerDispatcher<State>,
) -> Html {
    let (start, end) = at(edit);
    let what = lang.edit(edit, start);
    let owner = stretches.get(stretches.partition_point(|(span, _)| span.end <= start)).filter(|(span, _)| span.start <= start);
    let Some(&(_, owner)) = owner else { return what.into() };
    let Some((part, from)) = second::part(found, owner).and_then(|part| Some((part, part.byte(start)?))) else {
        return what.into();
    };
    // Of a mention its own words, of anything else how it begins.
    let last = end.checked_sub(1).filter(|last| *last >= start).and_then(|last| part.byte(last));
    let until = last.and_then(|last| Some(last + part.text[last..].chars().next()?.len_utf8()));
    // By another reading of the page its end may stand before its beginning.
    let until = until.filter(|until| *until > from);
    let words = until.map_or_else(|| amend::opening(&part.text[from..]), |until| part.text[from..until].to_owned());
    let range = from..until.unwrap_or(from);
    let (dispatch, found, Owner { article, part, .. }) = (dispatch.clone(), found.clone(), owner);
    let look = move |_: MouseEvent| {
        // Draws the article, where it is not drawn.
        if let Some((order, _)) = article {
            dispatch.dispatch(Action::Look(Target::Article(order)));
        }
        show(found.clone(), Match { article, part, range: range.clone() });
    };
    html! { <><button type="button" class="link" onclick={look}>{ what }</button>{ " " }<span class="of" lang="zh-Hans">{ words }</span></> }
}

/// Where a correction was made: the mention's code points, or one code point and nothing behind it.
fn at(edit: &Edit) -> CodePoints {
    match *edit {
        Edit::MergeArticles { at }
        | Edit::SplitArticle { at }
        | Edit::MoveHeadline { at, .. }
        | Edit::MoveArticle { at, .. }
        | Edit::SetAside { at }
        | Edit::SetRole { at, .. }
        | Edit::JoinParagraphs { at }
        | Edit::SplitParagraph { at } => (at, at),
        Edit::Accept { at, .. }
        | Edit::Reject { at, .. }
        | Edit::SetType { at, .. }
        | Edit::SetSpan { at, .. }
        | Edit::Add { at, .. }
        | Edit::MergeEntities { at, .. }
        | Edit::SplitEntity { at, .. }
        | Edit::Rename { at, .. } => at,
    }
}
