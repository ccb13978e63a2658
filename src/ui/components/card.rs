//! The entity that the reader looks at: which of its mentions, why and where, what offices, what value, what division, what
//! is told of it.

use super::keys;
use crate::report::{EntityType, Held, Value};
use crate::ui::i18n::{Lang, of_all};
use crate::ui::state::{Action, Found, State, Step};
use crate::view::{Said, Took, number};
use std::rc::Rc;
use yew::prelude::*;

/// Offices and forms that have room on the card.
const MOST: usize = 8;

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
    pub dispatch: UseReducerDispatcher<State>,
}

/// A card at the foot of the window.
#[component(Card)]
pub fn card(CardProps { lang, found, entity: at, nth, dispatch }: &CardProps) -> Html {
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
            keys::focus_on("#date");
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
                <span class="turns">
                    <button id="previous" type="button" aria-label={words.previous} title={words.previous} onclick={step(Step::Previous)}><span aria-hidden="true">{ "‹" }</span></button>
                    <span class="count" aria-live="polite">{ of_all(*nth as usize + 1, entity.places.len()) }</span>
                    <button id="next" type="button" aria-label={words.next} title={words.next} onclick={step(Step::Next)}><span aria-hidden="true">{ "›" }</span></button>
                    <button id="away" type="button" class="quiet close" aria-label={words.look_away} title={words.look_away} onclick={move |_| away.dispatch(Action::LookAway)}><span aria-hidden="true">{ "×" }</span></button>
                </span>
            </p>
            if !entity.titles.is_empty() {
                <div class="fact"><span>{ words.offices }</span>
                    <ul lang="zh-Hans">{ for entity.titles.iter().take(MOST).map(|held| office(held, dispatch)) }</ul>
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
                    <ul>{ for entity.meetings.iter().take(MOST).map(|took| part(*lang, took, found, dispatch)) }</ul>
                </div>
            }
            if !entity.statements.is_empty() {
                <div class="fact statements"><span>{ words.statements }</span>
                    <ul lang="zh-Hans">{ for entity.statements.iter().take(MOST).map(|said| speech(*lang, said)) }</ul>
                </div>
            }
            if let (Some(place), Some(rule)) = (place, rule) {
                <div class="fact"><span>{ words.why }</span><ul><li>{ lang.because("", rule, Some(place.score)) }</li></ul></div>
                <div class="fact"><span>{ words.place }</span><ul><li>{ lang.position(place.at) }</li></ul></div>
            }
        </aside>
    }
}

/// An office, with a way to the organisation or place that it names.
fn office(held: &Held, dispatch: &UseReducerDispatcher<State>) -> Html {
    let entity = held.entity.as_deref().and_then(number);
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
    let named = took.entity.and_then(|at| Some((at, found.entities.get(at as usize)?)));
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
