//! The articles of a text, what stands around them, and the report to take away.

use super::article::ArticleView;
use super::index::is_wide;
use super::part;
use crate::ui::browser;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Fault, Found, LIST_STEP, List, Notice, State, Step, Target};
use crate::view::Place;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

/// Bytes of text that are drawn whole, so that the browser finds and copies all of it; of longer texts only what is in
/// sight is drawn.
const EAGER_BYTES: usize = 200_000;

#[derive(Properties, PartialEq)]
pub struct ResultsProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    pub name: Option<String>,
    pub target: Option<Target>,
    pub rows: BTreeMap<List, usize>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The results of one text.
#[component(Results)]
pub fn results(ResultsProps { lang, found, name, target, rows, dispatch }: &ResultsProps) -> Html {
    let words = lang.words();
    let eager = *use_memo(found.clone(), |found| found.size() <= EAGER_BYTES);
    let paged = found.articles.iter().any(|a| a.page != found.articles[0].page);
    let place = wanted(found, *target);
    let onclick = {
        let dispatch = dispatch.clone();
        move |event: MouseEvent| {
            if let Some(target) = event.target_dyn_into::<Element>().and_then(|e| mention(&e)).filter(|_| !selecting()) {
                dispatch.dispatch(Action::Look(target));
            }
        }
    };
    let onkeydown = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| {
            let Some(Target::Mention { entity, .. }) = event.target_dyn_into::<Element>().and_then(|e| mention(&e)) else {
                return;
            };
            match event.key().as_str() {
                "Enter" => {
                    dispatch.dispatch(Action::Visit { entity, step: if event.shift_key() { Step::Previous } else { Step::Next } })
                }
                "Escape" => dispatch.dispatch(Action::LookAway),
                _ => return,
            }
            event.prevent_default();
        }
    };
    html! {
        <section class="sheet" aria-labelledby="results-heading" {onclick} {onkeydown}>
            <header class="sheet-head">
                <h2 id="results-heading" tabindex="-1">{ found.summary(*lang) }</h2>
                <p class="source">
                    if let Some(name) = name {
                        <span class="file-name">{ name }</span>{ " · " }
                    }
                    { lang.source(found.length, &found.encoding, found.millis) }
                    if let Some(date) = &found.date {
                        { format!(" · {} {date}", words.date) }
                    }
                </p>
                { takeaway(*lang, found, name.as_deref(), dispatch) }
            </header>
            if found.articles.is_empty() {
                <div class="nothing"><p><strong>{ words.no_articles }</strong></p><p>{ words.no_articles_hint }</p></div>
            }
            if found.articles.len() > 1 {
                { contents(*lang, found, rows.get(&List::Contents).copied().unwrap_or(LIST_STEP), dispatch) }
            }
            <div class="articles">
                { for (0..).zip(&found.articles).map(|(at, article)| {
                    let wanted = place.filter(|p| p.article == Some(at)).map(|p| p.part);
                    html! {
                        <ArticleView key={at} lang={*lang} article={article.clone()} number={at as usize + 1} {paged} {eager} {wanted} dispatch={dispatch.clone()} />
                    }
                }) }
            </div>
            if !found.furniture.is_empty() {
                <Furniture lang={*lang} found={found.clone()} />
            }
            if !found.notes.is_empty() {
                <details id="notes" class="panel notes">
                    <summary><h3>{ words.notes }<span class="count">{ found.notes.len() }</span></h3></summary>
                    <ul>{ for found.notes.iter().take(LIST_STEP).map(|note| html! {
                        <li><code>{ &note.code }</code>{ note.article.as_ref().map(|a| format!(" {a}")) }</li>
                    }) }</ul>
                </details>
            }
        </section>
    }
}

/// The part that must be drawn for the target to be seen.
fn wanted(found: &Found, target: Option<Target>) -> Option<Place> {
    match target? {
        Target::Article(article) => Some(Place { article: Some(article), part: 0 }),
        Target::Mention { entity, nth } => found.entities.get(entity as usize)?.places.get(nth as usize).copied(),
    }
}

fn takeaway(lang: Lang, found: &Rc<Found>, name: Option<&str>, dispatch: &UseReducerDispatcher<State>) -> Html {
    let words = lang.words();
    let file = format!("{}.json", name.map_or("jianbao", |n| n.rsplit_once('.').map_or(n, |(stem, _)| stem)));
    let download = {
        let (found, dispatch) = (found.clone(), dispatch.clone());
        move |_| {
            let saved = found.json.as_ref().is_some_and(|json| browser::save(json, &file).is_ok());
            dispatch.dispatch(if saved { Action::Notice(Notice::Saved) } else { Action::Problem(Fault::NotSaved) });
        }
    };
    let copy = {
        let (found, dispatch) = (found.clone(), dispatch.clone());
        move |_| {
            let (json, dispatch) = (found.json.clone(), dispatch.clone());
            spawn_local(async move {
                let text = match &json {
                    Some(json) => browser::text_of(json).await,
                    None => None,
                };
                let copied = match text {
                    Some(text) => browser::copy(&text).await,
                    None => false,
                };
                dispatch.dispatch(if copied { Action::Notice(Notice::Copied) } else { Action::Problem(Fault::NotCopied) });
            });
        }
    };
    html! {
        <p class="takeaway">
            <button id="download" type="button" onclick={download}>{ words.download }</button>
            <button id="copy" type="button" onclick={copy}>{ words.copy }</button>
        </p>
    }
}

fn contents(lang: Lang, found: &Found, rows: usize, dispatch: &UseReducerDispatcher<State>) -> Html {
    let words = lang.words();
    let ask = dispatch.clone();
    html! {
        <details class="contents" open={is_wide()}>
            <summary><h3>{ words.contents }</h3></summary>
            <ol lang="zh-Hans">
                { for (0..).zip(&found.articles).take(rows).map(|(at, article)| {
                    let dispatch = dispatch.clone();
                    let title = article.title.as_ref().map_or_else(|| words.untitled.to_owned(), |t| t.lines().collect::<Vec<_>>().join("　"));
                    html! {
                        <li key={at}><button type="button" class="link" onclick={move |_| dispatch.dispatch(Action::Look(Target::Article(at)))}>{ title }</button></li>
                    }
                }) }
            </ol>
            if found.articles.len() > rows {
                <button type="button" class="quiet" onclick={move |_| ask.dispatch(Action::More(List::Contents))}>{ words.more }</button>
            }
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct FurnitureProps {
    lang: Lang,
    found: Rc<Found>,
}

/// What stands in no article.
#[component(Furniture)]
fn furniture(FurnitureProps { lang, found }: &FurnitureProps) -> Html {
    let words = lang.words();
    html! {
        <details id="furniture" class="panel furniture">
            <summary><h3>{ words.furniture }<span class="count">{ found.furniture.len() }</span></h3></summary>
            <p class="hint">{ words.furniture_hint }</p>
            <ul lang="zh-Hans">{ for found.furniture.iter().map(|piece| html! { <li>{ part::set(piece, None, false, *lang) }</li> }) }</ul>
        </details>
    }
}

/// The mention that an element is, or stands in.
fn mention(element: &Element) -> Option<Target> {
    let mark = element.closest("mark[data-entity]").ok()??;
    let entity = mark.get_attribute("data-entity")?.strip_prefix('e')?.parse::<u32>().ok()?.checked_sub(1)?;
    let nth = mark.get_attribute("data-nth")?.parse().ok()?;
    Some(Target::Mention { entity, nth })
}

/// Whether the reader is selecting text, and not pointing at something.
fn selecting() -> bool {
    browser::window().get_selection().ok().flatten().is_some_and(|s| !s.is_collapsed())
}
