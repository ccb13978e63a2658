//! The entities by type; each leads to its mentions in turn.

use crate::report::EntityType;
use crate::ui::browser::is_wider_than;
use crate::ui::found::Found;
use crate::ui::hooks::use_typed;
use crate::ui::i18n::{Lang, counted, of_all};
use crate::ui::state::{Action, LIST_STEP, List, State, Step, Target};
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
    let seek = filter.trim();
    let sections: Vec<Html> = EntityType::LISTED
        .iter()
        .filter_map(|&kind| section(*lang, found, *target, kind, seek, rows.get(&List::Entities(kind)).copied(), dispatch))
        .collect();
    // The field keeps its own text, so that an input method composes in it undisturbed.
    let field = use_node_ref();
    {
        let dispatch = dispatch.clone();
        use_typed(&field, !found.entities.is_empty(), move |words| dispatch.dispatch(Action::Filter(words)));
    }
    let onkeydown = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            if event.key() == "Escape" && !event.is_composing() && !field.value().is_empty() {
                event.prevent_default();
                field.set_value("");
                dispatch.dispatch(Action::Filter(String::new()));
            }
        }
    };
    html! {
        <details id="index" class="panel" open=true>
            <summary><h2>{ words.index }</h2></summary>
            if found.entities.is_empty() {
                <p class="none">{ words.no_entities }</p>
            } else {
                <input id="filter" ref={field} type="search" aria-label={words.filter} placeholder={words.filter} {onkeydown} />
                // In an element of their own: the field before them must stay the same one however many there are.
                <div class="entries">
                    if sections.is_empty() {
                        <p class="none">{ words.no_match }</p>
                    }
                    { for sections }
                </div>
            }
        </details>
    }
}

/// Whether the window is wide enough for the index to stand open beside the articles.
pub fn is_wide() -> bool {
    is_wider_than(WIDE)
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
    let mut fitting: Vec<u32> = all.iter().filter(fits).copied().collect();
    let fit = fitting.len();
    if fit == 0 {
        return None;
    }
    let more = fit > rows;
    fitting.truncate(rows);
    let count = if seek.is_empty() { counted(fit) } else { of_all(fit, all.len()) };
    let ask = dispatch.clone();
    Some(html! {
        <section key={kind.code()}>
            <h3><span class="swatch" data-type={kind.code()}>{ lang.kind(kind) }</span><span class="count">{ count }</span></h3>
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
                <span class="count">{ nth.map_or_else(|| counted(count), |nth| of_all(nth as usize, count)) }</span>
            </button>
        </li>
    }
}
