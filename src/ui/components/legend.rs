//! The types with their counts, as switches.

use super::index::is_wide;
use crate::report::EntityType;
use crate::ui::found::Found;
use crate::ui::i18n::{Lang, counted};
use crate::ui::state::{Action, State};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LegendProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    pub off: BTreeSet<EntityType>,
    pub labels: bool,
    pub dispatch: UseReducerDispatcher<State>,
}

/// A switch for each type, set as its mentions are.
#[component(Legend)]
pub fn legend(LegendProps { lang, found, off, labels, dispatch }: &LegendProps) -> Html {
    let words = lang.words();
    let open = use_memo((), |()| is_wide());
    let all = dispatch.clone();
    let set_labels = {
        let (dispatch, labels) = (dispatch.clone(), *labels);
        move |_| dispatch.dispatch(Action::Labels(!labels))
    };
    html! {
        <details id="legend" class="panel" open={*open}>
            <summary><h2>{ words.legend }</h2></summary>
            <ul class="legend" aria-label={words.legend_hint}>
                { for EntityType::LISTED.iter().map(|&kind| {
                    let count = found.counts.get(&kind).copied().unwrap_or(0);
                    let dispatch = dispatch.clone();
                    html! {
                        <li key={kind.code()}>
                            <button type="button" data-type={kind.code()} aria-pressed={(!off.contains(&kind)).to_string()} title={words.legend_hint}
                                disabled={count == 0} onclick={move |_| dispatch.dispatch(Action::Toggle(kind))}>
                                <span class="swatch" data-type={kind.code()}>{ lang.kind(kind) }</span>
                                <span class="count">{ counted(count) }</span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <p class="legend-all">
                <button type="button" class="quiet" onclick={move |_| all.dispatch(Action::ToggleAll)}>
                    { if off.is_empty() { words.all_off } else { words.all_on } }
                </button>
                <label><input id="labels" type="checkbox" checked={*labels} onchange={set_labels} />{ words.labels }</label>
            </p>
        </details>
    }
}
