//! The entities by type; each leads to its mentions in turn.

use crate::report::EntityType;
use crate::ui::browser::window;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Found, LIST_STEP, List, State, Step, TYPES, Target};
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Pixels of width from which the index has room beside the articles.
const WIDE: f64 = 960.0;

#[derive(Properties, PartialEq)]
pub struct IndexProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    pub target: Option<Target>,
    pub filter: String,
    pub rows: BTreeMap<List, usize>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The index with its filter.
#[component(Index)]
pub fn index(IndexProps { lang, found, target, filter, rows, dispatch }: &IndexProps) -> Html {
    let words = lang.words();
    let open = use_memo((), |()| is_wide());
    let seek = filter.trim();
    let sections: Vec<Html> = TYPES
        .iter()
        .filter_map(|&kind| section(*lang, found, *target, kind, seek, rows.get(&List::Entities(kind)).copied(), dispatch))
        .collect();
    let oninput = {
        let dispatch = dispatch.clone();
        move |event: InputEvent| dispatch.dispatch(Action::Filter(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    html! {
        <details id="index" class="panel" open={*open}>
            <summary><h2>{ words.index }</h2></summary>
            if found.entities.is_empty() {
                <p class="none">{ words.no_entities }</p>
            } else {
                <input id="filter" type="search" aria-label={words.filter} placeholder={words.filter} value={filter.clone()} {oninput} />
                if sections.is_empty() {
                    <p class="none">{ words.no_match }</p>
                }
                { for sections }
            }
        </details>
    }
}

/// Whether the window is wide enough for the index to stand open beside the articles.
pub fn is_wide() -> bool {
    window().inner_width().ok().and_then(|w| w.as_f64()).is_some_and(|w| w >= WIDE)
}

fn section(
    lang: Lang,
    found: &Found,
    target: Option<Target>,
    kind: EntityType,
    seek: &str,
    rows: Option<usize>,
    dispatch: &UseReducerDispatcher<State>,
) -> Option<Html> {
    let all = found.index.get(&kind)?;
    let fits = |&&entity: &&u32| {
        let entity = &found.entities[entity as usize];
        seek.is_empty() || entity.name.contains(seek) || entity.forms.iter().any(|f| f.contains(seek))
    };
    let rows = rows.unwrap_or(LIST_STEP);
    // One more than is shown tells whether there are more.
    let mut fitting: Vec<u32> = all.iter().filter(fits).take(rows + 1).copied().collect();
    if fitting.is_empty() {
        return None;
    }
    let more = fitting.len() > rows;
    fitting.truncate(rows);
    let ask = dispatch.clone();
    Some(html! {
        <section key={kind.code()}>
            <h3><span class="swatch" data-type={kind.code()}>{ lang.kind(kind) }</span><span class="count">{ all.len() }</span></h3>
            <ul class="names" lang="zh-Hans">
                { for fitting.into_iter().map(|entity| name(found, target, entity, dispatch)) }
            </ul>
            if more {
                <button type="button" class="quiet" onclick={move |_| ask.dispatch(Action::More(List::Entities(kind)))}>{ lang.words().more }</button>
            }
        </section>
    })
}

fn name(found: &Found, target: Option<Target>, at: u32, dispatch: &UseReducerDispatcher<State>) -> Html {
    let entity = &found.entities[at as usize];
    let count = entity.places.len();
    let nth = match target {
        Some(Target::Mention { entity, nth }) if entity == at => Some(nth + 1),
        _ => None,
    };
    let visit = dispatch.clone();
    html! {
        <li key={at}>
            <button type="button" data-entity={format!("e{}", at + 1)} aria-current={nth.map(|_| "true")}
                onclick={move |_| visit.dispatch(Action::Visit { entity: at, step: Step::Next })}>
                { &entity.name }
                <span class="count">{ nth.map_or_else(|| count.to_string(), |nth| format!("{nth}/{count}")) }</span>
            </button>
        </li>
    }
}
