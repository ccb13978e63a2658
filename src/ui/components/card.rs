//! The entity that the reader looks at: which of its mentions, why and where, what offices, what value, what division, what
//! is told of it.

use super::keys;
use crate::edit::Edit;
use crate::report::{EntityType, Held, Value};
use crate::ui::found::Found;
use crate::ui::hooks::focus_on;
use crate::ui::i18n::{Lang, counted, of_all};
use crate::ui::state::{Action, Amend, State, Step};
use crate::view::{Said, Took, number};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Offices and forms that have room on the card.
const MOST: usize = 8;

/// Statements that are shown without being asked for.
const AT_ONCE: usize = 2;

/// What finds dates that no day of print makes exact.
const TELL_NO_DAY: [&str; 2] = ["fuzzy", "lunar"];

#[derive(Properties, PartialEq)]
pub struct CardProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    /// The entity, from 0.
    pub entity: u32,
    /// Which of its mentions, from 0.
    pub nth: u32,
    /// Whether an edit is one of every mention.
    pub everywhere: bool,
    pub dispatch: UseReducerDispatcher<State>,
}

/// A card at the foot of the window.
#[component(Card)]
pub fn card(props: &CardProps) -> Html {
    let CardProps { lang, found, entity: at, nth, dispatch, .. } = props;
    let words = lang.words();
    let Some(entity) = found.entities.get(*at as usize) else { return Html::default() };
    let step = |step: Step| {
        let (dispatch, entity) = (dispatch.clone(), *at);
        move |_| dispatch.dispatch(Action::Visit { entity, step })
    };
    let away = dispatch.clone();
    let set_date = {
        let dispatch = dispatch.clone();
        move |_| {
            // The card would lie over what comes next.
            focus_on("#date");
            dispatch.dispatch(Action::LookAway);
        }
    };
    let place = entity.places.get(*nth as usize).copied();
    let rule = place.and_then(|p| entity.rules.get(p.rule as usize));
    // The words name a day, and which one the page does not tell.
    let undated = found.date.is_none()
        && matches!(&entity.value, Some(Value::When { start: None, end: None, .. }))
        && rule.is_some_and(|rule| !TELL_NO_DAY.contains(&rule.as_str()));
    html! {
        <aside id="card" class="card" aria-label={entity.name.clone()} onkeydown={|event: KeyboardEvent| keys::leave_card(&event)}>
            <p class="card-head">
                <span class="swatch" data-type={entity.kind.code()}>{ lang.kind(entity.kind) }</span>
                <strong lang="zh-Hans">{ &entity.name }</strong>
                if place.is_some_and(|place| place.checked) {
                    <span class="checked">{ words.checked }</span>
                }
                <span class="turns">
                    <button id="previous" type="button" aria-label={words.previous} title={words.previous} onclick={step(Step::Previous)}><span aria-hidden="true">{ "‹" }</span></button>
                    <span class="count" aria-live="polite">{ of_all(*nth as usize + 1, entity.places.len()) }</span>
                    <button id="next" type="button" aria-label={words.next} title={words.next} onclick={step(Step::Next)}><span aria-hidden="true">{ "›" }</span></button>
                    <button id="away" type="button" class="quiet close" aria-label={words.look_away} title={words.look_away} onclick={move |_| away.dispatch(Action::LookAway)}><span aria-hidden="true">{ "×" }</span></button>
                </span>
            </p>
            { verdicts(props) }
            { change_too(props) }
            { more(props) }
            if !entity.titles.is_empty() {
                <div class="fact"><span>{ words.offices }</span>
                    <ul lang="zh-Hans">{ for entity.titles.iter().take(MOST).map(|held| office(held, found, dispatch)) }</ul>
                </div>
            }
            if !entity.forms.is_empty() {
                <div class="fact"><span>{ words.forms }</span>
                    <ul lang="zh-Hans">{ for entity.forms.iter().take(MOST).map(|form| html! { <li>{ form }</li> }) }</ul>
                </div>
            }
            if undated {
                <div class="fact"><span>{ words.value }</span>
                    <ul><li>{ words.undated }{ " " }<button id="set-date" type="button" class="link" onclick={set_date}>{ words.set_date }</button></li></ul>
                </div>
            } else if let Some(value) = entity.value.as_ref().and_then(|v| lang.value(v)) {
                <div class="fact"><span>{ words.value }</span><ul><li>{ value }</li></ul></div>
            }
            if let Some((code, names)) = &entity.division {
                <div class="fact division"><span>{ words.division }</span><ul><li><span lang="zh-Hans">{ names.join(" › ") }</span>{ format!(" {code}") }</li></ul></div>
            }
            if !entity.meetings.is_empty() {
                <div class="fact meetings"><span>{ if entity.kind == EntityType::Event { words.people } else { words.meetings } }</span>
                    <div>
                        <ul>{ for entity.meetings.iter().take(MOST).map(|took| part(*lang, took, found, dispatch)) }</ul>
                        if entity.meetings.len() > MOST {
                            <details key={*at}>
                                <summary>{ words.all_statements }<span class="count">{ counted(entity.meetings.len()) }</span></summary>
                                <ul>{ for entity.meetings.iter().skip(MOST).map(|took| part(*lang, took, found, dispatch)) }</ul>
                            </details>
                        }
                    </div>
                </div>
            }
            if !entity.statements.is_empty() {
                <div class="fact statements"><span>{ words.statements }</span>
                    <div>
                        <ul lang="zh-Hans">{ for entity.statements.iter().take(AT_ONCE).map(|said| speech(*lang, said)) }</ul>
                        if entity.statements.len() > AT_ONCE {
                            <details key={*at}>
                                <summary>{ words.all_statements }<span class="count">{ counted(entity.statements.len()) }</span></summary>
                                <ul lang="zh-Hans">{ for entity.statements.iter().skip(AT_ONCE).map(|said| speech(*lang, said)) }</ul>
                            </details>
                        }
                    </div>
                </div>
            }
            if let (Some(place), Some(rule)) = (place, rule) {
                <div class="fact"><span>{ words.why }</span><ul><li>{ lang.because("", rule, Some(place.score)) }</li></ul></div>
                <div class="fact"><span>{ words.place }</span><ul><li>{ lang.position(place.at) }</li></ul></div>
            }
        </aside>
    }
}

/// An office, with a way to the organisation or place that it names, while there is one.
fn office(held: &Held, found: &Found, dispatch: &UseReducerDispatcher<State>) -> Html {
    let there = |at: &u32| found.entities.get(*at as usize).is_some_and(|e| !e.places.is_empty());
    let entity = held.entity.as_deref().and_then(number).filter(there);
    html! {
        <li>
            { &held.title }
            if let (Some(organization), Some(entity)) = (&held.organization, entity) {
                { " " }
                <button type="button" class="link" onclick={let d = dispatch.clone(); move |_| d.dispatch(Action::Visit { entity, step: Step::Next })}>
                    { format!("↗ {organization}") }
                </button>
            } else if let Some(organization) = &held.organization {
                <span class="of">{ format!(" {organization}") }</span>
            }
        </li>
    }
}

/// A part in a meeting, with a way to the meeting or the person.
fn part(lang: Lang, took: &Took, found: &Found, dispatch: &UseReducerDispatcher<State>) -> Html {
    let named = took.entity.and_then(|at| Some((at, found.entities.get(at as usize).filter(|e| !e.places.is_empty())?)));
    html! {
        <li title={lang.position(took.at)}>
            { lang.part(&took.role) }{ " " }
            if let Some((entity, other)) = named {
                <button type="button" class="link" lang="zh-Hans" onclick={let d = dispatch.clone(); move |_| d.dispatch(Action::Visit { entity, step: Step::Next })}>
                    { &other.name }
                </button>
            } else {
                <span class="of">{ lang.words().unnamed_meeting }</span>
            }
        </li>
    }
}

/// A statement with its verb.
fn speech(lang: Lang, said: &Said) -> Html {
    let text = if said.direct { format!("“{}”", said.text) } else { said.text.clone() };
    html! { <li title={lang.position(said.at)}><span class="of">{ format!("{}：", said.cue) }</span>{ text }</li> }
}

/// Right or wrong, of which type, here or everywhere.
fn verdicts(CardProps { lang, found, entity: at, everywhere, dispatch, .. }: &CardProps) -> Html {
    let words = lang.words();
    let Some(entity) = found.entities.get(*at as usize) else { return Html::default() };
    let act = |amend: Amend| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Amend(amend.clone()))
    };
    let set_type = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let chosen = usize::try_from(event.target_unchecked_into::<HtmlSelectElement>().selected_index());
            if let Some(&kind) = chosen.ok().and_then(|at| EntityType::LISTED.get(at)) {
                dispatch.dispatch(Action::Amend(Amend::Type(kind)));
            }
        }
    };
    let set_everywhere = {
        let (dispatch, everywhere) = (dispatch.clone(), *everywhere);
        move |_| dispatch.dispatch(Action::Everywhere(!everywhere))
    };
    html! {
        <p class="amend-row">
            <button id="accept" type="button" onclick={act(Amend::Accept)}>{ words.accept }<kbd>{ "Enter" }</kbd></button>
            <button id="reject" type="button" onclick={act(Amend::Reject)}>{ words.reject }<kbd>{ "x" }</kbd></button>
            <label>{ words.kind }
                <select class="acts" id="type" onchange={set_type}>
                    { for EntityType::LISTED.iter().map(|&kind| html! { <option selected={kind == entity.kind}>{ lang.kind(kind) }</option> }) }
                </select>
            </label>
            if entity.places.len() > 1 {
                <label><input id="everywhere" type="checkbox" checked={*everywhere} onchange={set_everywhere} />{ lang.everywhere(entity.places.len()) }</label>
            }
        </p>
    }
}

/// The mentions of the same name that kept another type, each entity of them a button that changes its type too.
fn change_too(CardProps { lang, found, entity: at, dispatch, .. }: &CardProps) -> Html {
    let Some(entity) = found.entities.get(*at as usize).filter(|e| e.places.iter().any(|place| place.checked)) else {
        return Html::default();
    };
    let others = found.namesakes(*at).into_iter().take(MOST).filter_map(|other| {
        let (there, at) = (&found.entities[other as usize], found.span(other, 0)?);
        let (kind, dispatch) = (entity.kind, dispatch.clone());
        let change = move |_| dispatch.dispatch(Action::Edit(Edit::SetType { at, kind, everywhere: true }));
        Some(html! { <button type="button" data-too={there.kind.code()} onclick={change}>{ lang.change_too(there.places.len(), there.kind, kind) }</button> })
    });
    let others: Vec<Html> = others.collect();
    if others.is_empty() {
        Html::default()
    } else {
        html! { <p class="amend-row">{ for others }</p> }
    }
}

/// Where it begins and ends, whose it is, what it is called.
fn more(CardProps { lang, found, entity: at, nth, everywhere, dispatch }: &CardProps) -> Html {
    let words = lang.words();
    let Some(entity) = found.entities.get(*at as usize) else { return Html::default() };
    let act = |amend: Amend| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Amend(amend.clone()))
    };
    let stretch = |start: i8, end: i8, sign: &'static str, label: &'static str| {
        let fits = found.stretched(*at, *nth, start, end).is_some();
        html! { <button type="button" data-stretch={format!("{start},{end}")} aria-label={label} title={label} disabled={!fits} onclick={act(Amend::Stretch { start, end })}><span aria-hidden="true">{ sign }</span></button> }
    };
    let others = alike(found, *at);
    let merge = {
        let (dispatch, others) = (dispatch.clone(), others.clone());
        move |event: Event| {
            let menu: HtmlSelectElement = event.target_unchecked_into();
            let chosen = usize::try_from(menu.selected_index()).ok().and_then(|at| others.get(at.checked_sub(1)?));
            if let Some(&other) = chosen {
                dispatch.dispatch(Action::Amend(Amend::MergeInto(other)));
            }
            menu.set_selected_index(0);
        }
    };
    let rename = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            dispatch.dispatch(Action::Amend(Amend::Rename(name)));
        }
    };
    html! {
        <details class="more-amends">
            <summary>{ words.more_amends }</summary>
            <div class="amend-row">
                <span class="stretches" role="group" aria-label={words.bounds}>
                    { stretch(-1, 0, "⇤", words.begin_earlier) }{ stretch(1, 0, "↦", words.begin_later) }
                    { stretch(0, -1, "↤", words.end_earlier) }{ stretch(0, 1, "⇥", words.end_later) }
                </span>
                if entity.places.len() > 1 {
                    <button id="split-off" type="button" onclick={act(Amend::SplitOff)}>{ lang.split_off(*everywhere) }<kbd>{ "s" }</kbd></button>
                }
                if !others.is_empty() {
                    <select class="acts" id="merge-into" aria-label={words.merge_into} onchange={merge}>
                        // The one that is inserted last would be chosen otherwise.
            <option selected=true>{ words.merge_into }</option>
                        { for others.iter().map(|&other| html! { <option lang="zh-Hans">{ &found.entities[other as usize].name }</option> }) }
                    </select>
                }
                <label key={entity.name.clone()}>{ words.name }<input id="rename" type="text" lang="zh-Hans" value={entity.name.clone()} onchange={rename} /></label>
            </div>
        </details>
    }
}

/// Entities that the menu of [`more`] has room for.
const MOST_OTHERS: usize = 100;

/// Entities of the same type: those that share a character with the name first, then those named most often.
fn alike(found: &Found, at: u32) -> Vec<u32> {
    let entity = &found.entities[at as usize];
    let mut others: Vec<u32> =
        found.index.get(&entity.kind).into_iter().flatten().copied().filter(|other| *other != at).collect();
    let apart = |other: &u32| !found.entities[*other as usize].name.chars().any(|c| entity.name.contains(c));
    others.sort_by_cached_key(apart);
    others.truncate(MOST_OTHERS);
    others
}
