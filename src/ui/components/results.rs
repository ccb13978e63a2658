//! The articles of a text, what stands around them, and the report to take away.

use super::article::ArticleView;
use super::index::is_wide;
use super::keys;
use super::original::Original;
use super::part;
use crate::ui::browser;
use crate::ui::hooks::use_near;
use crate::ui::i18n::{Lang, counted};
use crate::ui::state::{Action, Fault, Found, LIST_STEP, List, Notice, State, Step, Target, opening};
use crate::view::Article;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

/// Bytes of text that are drawn whole, so that the browser finds and copies all of it; of longer texts only what is in
/// sight is drawn.
const EAGER_BYTES: usize = 200_000;

/// Articles that come and go together in a long text.
const GROUP: usize = 8;

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
                    dispatch
                        .dispatch(Action::Visit { entity, step: if event.shift_key() { Step::Previous } else { Step::Next } });
                }
                "Tab" if keys::enter_card(&event) => {}
                _ => return,
            }
            event.prevent_default();
        }
    };
    html! {
        <section class="sheet" aria-labelledby="results-heading" {onclick} {onkeydown}>
            <header class="sheet-head">
                <h2 id="results-heading">{ found.summary(*lang) }</h2>
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
                <Contents lang={*lang} found={found.clone()} rows={rows.get(&List::Contents).copied().unwrap_or(LIST_STEP)} dispatch={dispatch.clone()} />
            }
            <div class="articles">
                { for (0..found.articles.len()).step_by(GROUP).map(|start| {
                    let range = start..(start + GROUP).min(found.articles.len());
                    let wanted = place.filter(|&(at, _)| range.contains(&(at as usize)));
                    html! { <Group key={start} lang={*lang} found={found.clone()} {range} {paged} {eager} {wanted} dispatch={dispatch.clone()} /> }
                }) }
            </div>
            if !found.furniture.is_empty() {
                <Furniture lang={*lang} found={found.clone()} />
            }
            if found.text.is_some() {
                <Original lang={*lang} found={found.clone()} />
            }
            if !found.notes.is_empty() {
                <details id="notes" class="panel notes">
                    <summary><h3>{ words.notes }<span class="count">{ counted(found.notes.len()) }</span></h3></summary>
                    <ul>{ for found.notes.iter().take(LIST_STEP).map(|note| html! {
                        <li>{ lang.note(note) }</li>
                    }) }</ul>
                </details>
            }
        </section>
    }
}

/// The article, and the part of it, that must be drawn for the target to be seen.
fn wanted(found: &Found, target: Option<Target>) -> Option<(u32, u32)> {
    match target? {
        Target::Article(article) => Some((article, 0)),
        Target::Mention { entity, nth } => {
            let place = found.entities.get(entity as usize)?.places.get(nth as usize)?;
            Some((place.article?, place.part))
        }
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

/// Characters of an untitled article that tell it from others.
const OPENING_CHARS: usize = 16;

#[derive(Properties, PartialEq)]
struct ContentsProps {
    lang: Lang,
    found: Rc<Found>,
    rows: usize,
    dispatch: UseReducerDispatcher<State>,
}

/// The titles, each a way to its article.
#[component(Contents)]
fn contents(ContentsProps { lang, found, rows, dispatch }: &ContentsProps) -> Html {
    let words = lang.words();
    let open = use_memo((), |()| is_wide());
    let ask = dispatch.clone();
    html! {
        <details class="contents" open={*open}>
            <summary><h3>{ words.contents }</h3></summary>
            <ol lang="zh-Hans">
                { for (0..).zip(&found.articles).take(*rows).map(|(at, article)| {
                    let dispatch = dispatch.clone();
                    let look = move |_| dispatch.dispatch(Action::Look(Target::Article(at)));
                    html! { <li key={at}><button type="button" class="link" onclick={look}>{ heading(*lang, article) }</button></li> }
                }) }
            </ol>
            if found.articles.len() > *rows {
                <button type="button" class="quiet" onclick={move |_| ask.dispatch(Action::More(List::Contents))}>{ words.more }</button>
            }
        </details>
    }
}

/// The title, or how the article begins.
fn heading(lang: Lang, article: &Article) -> Html {
    if let Some(title) = &article.title {
        return Html::from(title.text.clone());
    }
    let opening: String = article.parts().next().map_or("", |p| opening(&p.text)).chars().take(OPENING_CHARS).collect();
    html! { <><span class="untitled" lang={lang.tag()}>{ lang.words().untitled }</span>{ opening }{ "…" }</> }
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    lang: Lang,
    found: Rc<Found>,
    /// The articles, from 0.
    range: Range<usize>,
    /// Whether to tell which page of the text each stands on.
    paged: bool,
    /// Whether they are drawn even out of sight.
    eager: bool,
    /// The article, and the part of it, that must be drawn, since the reader wants to see it.
    wanted: Option<(u32, u32)>,
    dispatch: UseReducerDispatcher<State>,
}

/// Some articles that are drawn, or left out, as one.
#[component(Group)]
fn group(GroupProps { lang, found, range, paged, eager, wanted, dispatch }: &GroupProps) -> Html {
    let node = use_node_ref();
    let size = found.articles[range.clone()].iter().map(|a| a.size()).sum();
    let near = use_near(&node, *eager, size);
    html! {
        <div ref={node} class={classes!("articles", (!eager).then_some("lazy"))}>
            if near || wanted.is_some() {
                { for range.clone().map(|at| {
                    let wanted = wanted.filter(|w| w.0 == at as u32).map(|w| w.1);
                    let article = found.articles[at].clone();
                    html! {
                        <ArticleView key={at} lang={*lang} {article} number={at + 1} paged={*paged} whole={*eager} {wanted} dispatch={dispatch.clone()} />
                    }
                }) }
            }
        </div>
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
            <summary><h3>{ words.furniture }<span class="count">{ counted(found.furniture.len()) }</span></h3></summary>
            <p class="hint">{ words.furniture_hint }</p>
            <ul lang="zh-Hans">{ for found.furniture.iter().map(|piece| html! { <li>{ part::set(piece, None, *lang) }</li> }) }</ul>
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
