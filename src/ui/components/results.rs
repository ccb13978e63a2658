//! The articles of a text, what stands around them, and the report to take away.

use super::amend;
use super::article::ArticleView;
use super::charts::Charts;
use super::export::Export;
use super::index::is_wide;
use super::keys;
use super::notes::Notes;
use super::part;
use super::review::Review;
use super::waiting::Waiting;
use crate::edit::{Edit, PartRole};
use crate::entity::gazetteer::Gazetteer;
use crate::export::Format;
use crate::ui::browser;
use crate::ui::found::Found;
use crate::ui::hooks::{Drawn, focus_on, use_near};
use crate::ui::i18n::{Lang, counted};
use crate::ui::state::{Action, Amending, Doc, LIST_STEP, List, State, Target, opening};
use crate::view::{Article, Part};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use web_sys::{Element, HtmlDetailsElement, HtmlSelectElement};
use yew::prelude::*;

/// Bytes of text that are drawn whole, so that the browser finds and copies all of it: those of one page. Of longer texts only
/// what is in sight is drawn, since to draw all of ten pages anew takes longer than a reader waits.
const EAGER_BYTES: usize = 20_000;

/// Articles that come and go together in a long text.
const GROUP: usize = 3;

#[derive(Properties, PartialEq)]
pub struct ResultsProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    pub doc: Doc,
    /// The reader's own names as they are now.
    pub names: Rc<str>,
    /// What its report is taken away as.
    pub format: Format,
    /// What is being put right of an article.
    pub amending: Option<Amending>,
    pub target: Option<Target>,
    pub rows: BTreeMap<List, usize>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The results of one text.
#[component(Results)]
pub fn results(ResultsProps { lang, found, doc, names, format, amending, target, rows, dispatch }: &ResultsProps) -> Html {
    let words = lang.words();
    let eager = *use_memo(found.clone(), |found| found.size() <= EAGER_BYTES);
    // Of a list that was put right since they are told no more.
    let still = Some(names.clone()).filter(|names| *names == doc.names);
    let unused = use_memo(still, |names| names.as_deref().map_or(0, |names| Gazetteer::read(names).1.len()));
    let name = &doc.name;
    let paged = found.articles.iter().any(|a| a.page != found.articles[0].page);
    let place = wanted(found, *target);
    let in_furniture = matches!(*target, Some(Target::Mention { entity, nth }) if found.article_of(entity, nth).is_none());
    let onclick = {
        let dispatch = dispatch.clone();
        move |event: MouseEvent| {
            if let Some(target) = event.target_dyn_into::<Element>().and_then(|e| mention(&e)).filter(|_| !selecting()) {
                dispatch.dispatch(Action::Look(target));
            }
        }
    };
    let onkeydown = {
        move |event: KeyboardEvent| {
            let on_mention = event.target_dyn_into::<Element>().is_some_and(|e| mention(&e).is_some());
            if on_mention && keys::enter_card(&event) {
                event.prevent_default();
            }
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
                    { lang.source(found.length, &found.encoding, (!doc.saved).then_some(found.millis)) }
                    if let Some(date) = &found.date {
                        { format!(" · {} {date}", words.date) }
                    }
                </p>
                <Export lang={*lang} format={*format} dispatch={dispatch.clone()} />
            </header>
            <Review lang={*lang} found={found.clone()} corrections={doc.corrections.len()} unsaved={doc.corrections.unsaved()} can_undo={doc.corrections.can_undo()} can_redo={doc.corrections.can_redo()} dispatch={dispatch.clone()} />
            if !doc.corrections.waiting().is_empty() {
                <Waiting lang={*lang} found={found.clone()} waiting={doc.corrections.waiting().to_vec()} report={doc.saved.then_some(doc.job)} rows={rows.get(&List::Waiting).copied().unwrap_or(LIST_STEP)} dispatch={dispatch.clone()} />
            }
            { doubts(*lang, found, *unused) }
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
                    let amending = amending.filter(|amending| found.keys[range.clone()].contains(&amending.article));
                    html! { <Group key={start} lang={*lang} found={found.clone()} {range} {paged} {eager} {wanted} {amending} dispatch={dispatch.clone()} /> }
                }) }
            </div>
            if !found.furniture.is_empty() {
                <Furniture lang={*lang} found={found.clone()} eager={eager || in_furniture} dispatch={dispatch.clone()} />
            }
            <Charts lang={*lang} found={found.clone()} dispatch={dispatch.clone()} />
            if !found.notes.is_empty() {
                <Notes lang={*lang} found={found.clone()} rows={rows.get(&List::Notes).copied().unwrap_or(LIST_STEP)} dispatch={dispatch.clone()} />
            }
        </section>
    }
}

/// What makes the reading doubtful as a whole, with a way to the doubts; and how many lines of the reader's own names it was made
/// without, with a way to these.
fn doubts(lang: Lang, found: &Found, unused: usize) -> Html {
    if !found.reordered && found.notes.is_empty() && unused == 0 {
        return Html::default();
    }
    html! {
        <p id="doubts" class="hint">
            if found.reordered {
                { lang.words().reordered }{ " " }
            }
            if !found.notes.is_empty() {
                <button type="button" class="link" onclick={|_| { focus_on("#notes summary"); }}>{ lang.doubts(found.notes.len()) }</button>{ " " }
            }
            if unused > 0 {
                <span id="unused">{ lang.unused_lines(unused) }{ " " }<button type="button" class="link" onclick={|_| { focus_on("#names"); }}>{ lang.words().see_names }</button></span>
            }
        </p>
    }
}

/// The article, and the part of it, that must be drawn for the target to be seen.
fn wanted(found: &Found, target: Option<Target>) -> Option<(u32, u32)> {
    match target? {
        Target::Article(article) => Some((article, 0)),
        Target::Mention { entity, nth } => {
            let place = found.entities.get(entity as usize)?.places.get(nth as usize)?;
            Some((found.article_of(entity, nth)?, place.part))
        }
    }
}

/// Articles up to which their list stands open: more would hide the first of them.
const MOST_CONTENTS: usize = 40;

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
    let open = use_memo((), |()| is_wide() && found.articles.len() <= MOST_CONTENTS);
    let ask = dispatch.clone();
    html! {
        <details class="contents" open={*open}>
            <summary><h3>{ words.contents }</h3></summary>
            <ol lang="zh-Hans">
                { for (0..).zip(&found.articles).take(*rows).map(|(at, article)| {
                    let dispatch = dispatch.clone();
                    let look = move |_| dispatch.dispatch(Action::Look(Target::Article(at)));
                    let doubt = doubt(*lang, found, at);
                    html! {
                        <li key={at}>
                            <button type="button" class="link" onclick={look}>{ heading(*lang, article) }</button>
                            if let Some(doubt) = doubt {
                                <details class="doubtful" lang={lang.tag()}><summary aria-label={lang.doubtful(at as usize + 1, article.title.as_ref().map(|title| title.text.as_str()))}>{ words.doubtful }</summary><p>{ doubt }</p></details>
                            }
                        </li>
                    }
                }) }
            </ol>
            if found.articles.len() > *rows {
                <button type="button" class="quiet" onclick={move |_| ask.dispatch(Action::More(List::Contents))}>{ words.more }</button>
            }
        </details>
    }
}

/// Hundredths below which a headline's place is less sure than not.
const DOUBTFUL: u8 = 50;

/// Why an article's reading is doubtful: its lines ran through another's, or its headline may be another's.
fn doubt(lang: Lang, found: &Found, at: u32) -> Option<String> {
    let (key, article) = (found.keys[at as usize], &found.articles[at as usize]);
    if found.interleaved.contains(&key) {
        return Some(lang.words().interleaved.to_owned());
    }
    let (code, sure) = article.placement.as_ref().filter(|(_, sure)| *sure < DOUBTFUL)?;
    Some(lang.because(lang.words().why_headline, code, Some(*sure)))
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
    /// What is being put right of one of them.
    amending: Option<Amending>,
    dispatch: UseReducerDispatcher<State>,
}

/// Some articles that are drawn, or left out, as one.
#[component(Group)]
fn group(GroupProps { lang, found, range, paged, eager, wanted, amending, dispatch }: &GroupProps) -> Html {
    let node = use_node_ref();
    let size = found.articles[range.clone()].iter().map(|a| a.size()).sum();
    let near = use_near(&node, Drawn { eager: *eager, size, keeps: false });
    html! {
        <div ref={node} class={classes!("articles", (!eager).then_some("lazy"))}>
            if near || wanted.is_some() || amending.is_some() {
                { for range.clone().map(|at| {
                    let wanted = wanted.filter(|w| w.0 == at as u32).map(|w| w.1);
                    let (article, id) = (found.articles[at].clone(), found.keys[at]);
                    let amending = amending.filter(|a| a.article == id).map(|a| (found.clone(), a.headline));
                    let interleaved = found.interleaved.contains(&id);
                    html! {
                        <ArticleView key={id} lang={*lang} {article} {id} number={at + 1} {amending} paged={*paged} {interleaved} whole={*eager} {wanted} dispatch={dispatch.clone()} />
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
    /// Whether it is drawn before it is opened.
    eager: bool,
    dispatch: UseReducerDispatcher<State>,
}

/// What stands in no article.
#[component(Furniture)]
fn furniture(FurnitureProps { lang, found, eager, dispatch }: &FurnitureProps) -> Html {
    let words = lang.words();
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.setter();
        move |event: Event| {
            if let Some(fold) = event.target_dyn_into::<HtmlDetailsElement>() {
                open.set(fold.open());
            }
        }
    };
    let piece = |(nth, part): (usize, &Part)| {
        html! {
            <li>
                <span data-part={nth.to_string()} data-from="0">{ part::set(part, None, *lang) }</span>
                if let Some(at) = part.code_point(0) {
                    { into_article(*lang, found, at, dispatch) }
                }
            </li>
        }
    };
    html! {
        <details id="furniture" class="panel furniture" {ontoggle}>
            <summary><h3>{ words.furniture }<span class="count">{ counted(found.furniture.len()) }</span></h3></summary>
            <p class="hint">{ words.furniture_hint }</p>
            if *eager || *open {
                <ul lang="zh-Hans">{ for found.furniture.iter().enumerate().take(MOST_FURNITURE).map(piece) }</ul>
            }
        </details>
    }
}

/// Pieces of furniture that are listed: a whole issue has fewer.
const MOST_FURNITURE: usize = 500;

/// Articles that a piece of furniture may be put into: those whose text stands nearest to it.
const NEAREST: usize = 8;

/// A choice of the article that a piece of furniture belongs to.
fn into_article(lang: Lang, found: &Rc<Found>, at: u32, dispatch: &UseReducerDispatcher<State>) -> Html {
    let words = lang.words();
    let starts = (0..).zip(&found.articles).filter_map(|(nth, article)| Some((nth, amend::start(article)?)));
    let mut near: Vec<(usize, u32)> = starts.collect();
    near.sort_by_key(|(_, start)| start.abs_diff(at));
    near.truncate(NEAREST);
    let onchange = {
        let (dispatch, near) = (dispatch.clone(), near.clone());
        move |event: Event| {
            let menu: HtmlSelectElement = event.target_unchecked_into();
            let article = match menu.selected_index() {
                0 => return,
                1 => None,
                nth => near.get(nth as usize - 2).map(|(_, start)| *start),
            };
            dispatch.dispatch(Action::Edit(Edit::SetRole { at, role: PartRole::Paragraph, article }));
            menu.set_selected_index(0);
        }
    };
    html! {
        <select class="acts" aria-label={words.into_article} lang={lang.tag()} {onchange}>
            // The one that is inserted last would be chosen otherwise.
            <option selected=true>{ words.into_article }</option>
            <option>{ words.own_article }</option>
            { for near.iter().map(|(nth, _)| html! { <option>{ amend::name(lang, found, *nth) }</option> }) }
        </select>
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
