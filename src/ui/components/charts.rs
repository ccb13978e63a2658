//! Pictures of a result, each with its table and a way to save it.

use crate::ui::browser::{self, is_wider_than};
use crate::ui::chart::{Chart, KINDS, Kind};
use crate::ui::found::Found;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Fault, Notice, State, Step};
use js_sys::Array;
use std::rc::Rc;
use web_sys::{Blob, BlobPropertyBag, Element, HtmlDetailsElement};
use yew::prelude::*;

/// Pixels of width up to which a picture is drawn for a narrow window.
const NARROW: f64 = 700.0;

#[derive(Properties, PartialEq)]
pub struct ChartsProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The pictures in a fold; they are drawn when it is opened.
#[component(Charts)]
pub fn charts(ChartsProps { lang, found, dispatch }: &ChartsProps) -> Html {
    let words = lang.words();
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.setter();
        move |event: Event| {
            if let Some(fold) = event.target_dyn_into::<HtmlDetailsElement>().filter(|fold| fold.id() == "charts") {
                open.set(fold.open());
            }
        }
    };
    html! {
        <details id="charts" class="panel charts" {ontoggle}>
            <summary><h3>{ words.charts }</h3></summary>
            if *open {
                { for KINDS.map(|kind| html! { <Figure key={kind.code()} lang={*lang} {kind} found={found.clone()} dispatch={dispatch.clone()} /> }) }
            }
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct FigureProps {
    lang: Lang,
    kind: Kind,
    found: Rc<Found>,
    dispatch: UseReducerDispatcher<State>,
}

/// One picture.
#[component(Figure)]
fn figure(FigureProps { lang, kind, found, dispatch }: &FigureProps) -> Html {
    let words = lang.words();
    // As wide as the window was when the fold was opened.
    let narrow = *use_memo((), |()| !is_wider_than(NARROW));
    let chart = use_memo((found.clone(), *kind, *lang), |(found, kind, lang)| kind.draw(found, *lang, narrow));
    let (title, about) = lang.chart(*kind);
    let Some(chart) = &*chart else {
        return html! { <section class="chart"><h4>{ title }</h4><p class="none">{ words.nothing_to_draw }</p></section> };
    };
    let look = {
        let dispatch = dispatch.clone();
        move |event: MouseEvent| {
            let shown = event.target_dyn_into::<Element>().and_then(|e| e.get_attribute("data-shown")?.parse().ok());
            if let Some(entity) = shown {
                dispatch.dispatch(Action::Visit { entity, step: Step::Next });
            }
        }
    };
    let save = {
        let (chart, dispatch, name) = (chart.clone(), dispatch.clone(), format!("{}.svg", kind.code()));
        let (found, kind, lang) = (found.clone(), *kind, *lang);
        move |_: MouseEvent| {
            // No window narrows a file.
            let wide = narrow.then(|| kind.draw(&found, lang, false)).flatten();
            let chart = wide.as_ref().unwrap_or(&chart);
            let saved = blob(chart).is_some_and(|blob| browser::save(&blob, &name).is_ok());
            dispatch.dispatch(if saved { Action::Notice(Notice::Saved) } else { Action::Problem(Fault::NotSaved) });
        }
    };
    html! {
        <section class="chart" data-chart={kind.code()}>
            <h4>{ title }</h4>
            <p class="hint">{ about }</p>
            <div class="picture" lang="zh-Hans" tabindex="0" role="group" aria-label={title} onclick={look}>{ Html::from_html_unchecked(chart.svg.clone().into()) }</div>
            <p class="chart-ways">
                <button type="button" class="quiet" data-save={kind.code()} onclick={save}>{ words.save_svg }</button>
            </p>
            <details>
                <summary>{ words.as_table }</summary>
                <div class="scrolls" tabindex="0" role="group" aria-label={title}>
                    <table>
                        <thead><tr>{ for chart.head.iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                        <tbody>{ for chart.rows.iter().map(|(entity, row)| line(*entity, row, dispatch)) }</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
}

fn line(entity: u32, row: &[String], dispatch: &UseReducerDispatcher<State>) -> Html {
    let dispatch = dispatch.clone();
    let look = move |_: MouseEvent| dispatch.dispatch(Action::Visit { entity, step: Step::Next });
    let mut cells = row.iter();
    html! {
        <tr>
            <td lang="zh-Hans"><button type="button" class="link" onclick={look}>{ cells.next().cloned().unwrap_or_default() }</button></td>
            { for cells.map(|cell| html! { <td>{ cell }</td> }) }
        </tr>
    }
}

fn blob(chart: &Chart) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    Blob::new_with_str_sequence_and_options(&Array::of1(&chart.file().into()), &options).ok()
}
