//! What went wrong, and what the reader can do about it: the last of it in full, the rest in a fold.

use crate::decode::ENCODINGS;
use crate::export::Format;
use crate::ui::hooks::take_lists;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Fault, Problem, State};
use crate::ui::takeaway::Goal;
use crate::worker::Failure;
use yew::prelude::*;

/// Problems that are told in full; more would push the results out of sight.
const MOST: usize = 2;

#[derive(Properties, PartialEq)]
pub struct ProblemsProps {
    pub lang: Lang,
    pub problems: Vec<Problem>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The list of problems, with the remedies as buttons. It is always in the document, so that what comes is read out.
#[component(Problems)]
pub fn problems(ProblemsProps { lang, problems, dispatch }: &ProblemsProps) -> Html {
    let all = dispatch.clone();
    let (earlier, last) = problems.split_at(problems.len().saturating_sub(MOST));
    html! {
        <section id="error" class="problems" tabindex="-1" role="alert" aria-label={lang.words().problems}>
            if !earlier.is_empty() {
                <details key="earlier" class="problem"><summary>{ lang.earlier_problems(earlier.len()) }</summary>
                    { for earlier.iter().map(|problem| show(*lang, problem, dispatch)) }
                </details>
            }
            { for last.iter().map(|problem| show(*lang, problem, dispatch)) }
            if problems.len() > 1 {
                <p key="all" class="all-problems"><button id="dismiss-all" type="button" class="quiet" onclick={move |_| all.dispatch(Action::DismissAll)}>{ lang.words().dismiss_all }</button></p>
            }
        </section>
    }
}

fn show(lang: Lang, problem: &Problem, dispatch: &UseReducerDispatcher<State>) -> Html {
    let words = lang.words();
    let (what, remedy) = lang.fault(&problem.kind, problem.name.as_deref());
    let id = problem.id;
    let dismiss = dispatch.clone();
    let again =
        problem.job.filter(|_| matches!(problem.kind, Fault::Crashed { .. } | Fault::Reading(Failure::Unreadable { .. })));
    html! {
        <div key={id} class="problem">
            <p class="what">{ what }</p>
            <p>{ remedy }</p>
            <p class="remedies">
                { encodings(lang, problem, dispatch) }
                if let (Some(job), Fault::Closing { .. }) = (problem.job, &problem.kind) {
                    <button type="button" data-save={job.to_string()} onclick={let d = dispatch.clone(); move |_| save(job, &d)}>{ words.save_json }</button>
                    <button type="button" data-close={job.to_string()} onclick={let d = dispatch.clone(); move |_| d.dispatch(Action::Close { job, sure: true })}>{ words.close_anyway }</button>
                }
                if let (Some(job), Fault::IsList { file }) = (problem.job, &problem.kind) {
                    <button type="button" data-as-names={job.to_string()} onclick={let (d, file) = (dispatch.clone(), file.clone()); move |_| take_lists(vec![file.clone()], Some(job), d.clone())}>{ words.as_names }</button>
                }
                if let Some(job) = again {
                    <button type="button" onclick={let d = dispatch.clone(); move |_| d.dispatch(Action::Again { job })}>{ words.again }</button>
                }
                <button type="button" class="quiet" onclick={move |_| dismiss.dispatch(Action::Dismiss(id))}>{ if matches!(problem.kind, Fault::Closing { .. }) { words.keep_open } else { words.dismiss } }</button>
            </p>
        </div>
    }
}

/// Takes the report of a text away as JSON, which holds its corrections.
fn save(job: u32, dispatch: &UseReducerDispatcher<State>) {
    dispatch.dispatch(Action::Show { job });
    dispatch.dispatch(Action::Take { format: Format::Json, goal: Goal::Save });
}

fn encodings(lang: Lang, problem: &Problem, dispatch: &UseReducerDispatcher<State>) -> Html {
    let (Some(job), Fault::Reading(failure)) = (problem.job, &problem.kind) else { return Html::default() };
    let tried = match failure {
        Failure::Malformed { encoding, .. } => encoding.as_str(),
        Failure::Binary { .. } | Failure::Unmarked { .. } => "",
        Failure::Pdf
        | Failure::Office
        | Failure::Empty { .. }
        | Failure::TooLong { .. }
        | Failure::Unreadable { .. }
        | Failure::Report(_) => {
            return Html::default();
        }
    };
    html! {
        <>
            <span>{ lang.words().encodings_offer }</span>
            { for ENCODINGS.iter().filter(|name| !name.eq_ignore_ascii_case(tried)).map(|&name| {
                let dispatch = dispatch.clone();
                let retry = move |_| dispatch.dispatch(Action::Retry { job, encoding: name.to_owned() });
                html! { <button key={name} type="button" data-encoding={name} onclick={retry}>{ name }</button> }
            }) }
        </>
    }
}
