//! An article being put right: its place, its headline, and the role of each of its parts.

use crate::edit::{Edit, PartRole};
use crate::ui::found::Found;
use crate::ui::hooks::use_opened;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, LIST_STEP, State};
use crate::view::{Article, Part};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement};
use yew::prelude::*;

/// Roles in the order of a page.
const ROLES: [PartRole; 6] =
    [PartRole::Kicker, PartRole::Title, PartRole::Subtitle, PartRole::Paragraph, PartRole::Caption, PartRole::Furniture];

/// Characters of a part, and of a headline, that tell it from others.
const OPENING_CHARS: usize = 18;

/// Other articles that a headline may be given to: those nearest, either way.
const NEIGHBOURS: usize = 30;

/// Parts of an article without a headline of which one may be it.
const FIRST: usize = 6;

#[derive(Properties, PartialEq)]
pub struct AmendProps {
    pub lang: Lang,
    pub found: Rc<Found>,
    /// Its place in the order, from 0.
    pub at: usize,
    pub dispatch: UseReducerDispatcher<State>,
}

/// What can be put right in an article.
#[component(Amend)]
pub fn amend(AmendProps { lang, found, at, dispatch }: &AmendProps) -> Html {
    let words = lang.words();
    let shown = use_state(|| LIST_STEP);
    let node = use_node_ref();
    use_opened(&node);
    let article = &found.articles[*at];
    let Some(here) = start(article) else { return Html::default() };
    let edit = |edit: Edit| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::EditArticle(edit.clone()))
    };
    let neighbour = |at: Option<usize>| at.and_then(|at| start(found.articles.get(at)?));
    let (above, below) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
    let behind_below = neighbour(Some(at + 2));
    let parts: Vec<(PartRole, &Part)> = roles(article).collect();
    let more = {
        let shown = shown.clone();
        move |_| shown.set(*shown + LIST_STEP)
    };
    html! {
        <section ref={node} class="amending" tabindex="-1" aria-label={words.amend_article} onkeydown={by_escape(dispatch)}>
            <p class="amend-row">
                if below.is_some() {
                    <button type="button" data-amend="merge" onclick={edit(Edit::MergeArticles { at: here })}>{ words.merge_next }</button>
                }
                if let Some(above) = above {
                    <button type="button" data-amend="up" onclick={edit(Edit::MoveArticle { at: here, before: Some(above) })}>{ words.move_up }</button>
                }
                if below.is_some() {
                    <button type="button" data-amend="down" onclick={edit(Edit::MoveArticle { at: here, before: behind_below })}>{ words.move_down }</button>
                }
                <button type="button" data-amend="aside" onclick={edit(Edit::SetAside { at: here })}>{ words.set_aside }</button>
                if found.articles.len() > 1 && article.heads().next().is_some() {
                    { headline_to(*lang, found, *at, here, dispatch) }
                }
            </p>
            <ol class="parts">
                { for parts.iter().zip(0..).take(*shown).map(|((role, part), nth)| {
                    let next = parts.get(nth + 1).is_some_and(|(next, _)| next == role);
                    row(*lang, (*role, part), nth > 0, next, dispatch)
                }) }
            </ol>
            if parts.len() > *shown {
                <button type="button" class="quiet" onclick={more}>{ words.more }</button>
            }
        </section>
    }
}

/// What can be put right in a headline: whose it is, and what each of its parts is.
#[component(AmendHeadline)]
pub fn amend_headline(AmendProps { lang, found, at, dispatch }: &AmendProps) -> Html {
    let node = use_node_ref();
    use_opened(&node);
    let article = &found.articles[*at];
    let Some(here) = start(article) else { return Html::default() };
    let heads: Vec<_> = roles(article).take(article.heads().count()).collect();
    html! {
        <section ref={node} class="amending" tabindex="-1" aria-label={lang.words().amend_headline} onkeydown={by_escape(dispatch)}>
            if found.articles.len() > 1 {
                <p class="amend-row">
                    if heads.is_empty() {
                        { headline_from(*lang, found, *at, here, dispatch) }
                    } else {
                        { headline_to(*lang, found, *at, here, dispatch) }
                    }
                </p>
            }
            if heads.is_empty() {
                <p class="hint">{ lang.words().title_hint }</p>
                <ol class="parts">{ for roles(article).take(FIRST).map(|part| row(*lang, part, false, false, dispatch)) }</ol>
            } else {
                <ol class="parts">{ for heads.into_iter().map(|part| row(*lang, part, false, false, dispatch)) }</ol>
            }
        </section>
    }
}

/// Escape closes the tools, and leads back to their article.
fn by_escape(dispatch: &UseReducerDispatcher<State>) -> impl Fn(KeyboardEvent) + use<> {
    let dispatch = dispatch.clone();
    move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            let article = event.target_dyn_into::<Element>().and_then(|tool| tool.closest("article").ok().flatten());
            if let Some(article) = article.and_then(|article| article.dyn_into::<HtmlElement>().ok()) {
                let _ = article.focus();
            }
            dispatch.dispatch(Action::Amending(None));
        }
    }
}

/// A part: its role, how it begins, and what can be done there.
fn row(lang: Lang, (role, part): (PartRole, &Part), inside: bool, next: bool, dispatch: &UseReducerDispatcher<State>) -> Html {
    let words = lang.words();
    let Some(at) = part.code_point(0) else { return Html::default() };
    let onchange = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            if let Some(&role) = usize::try_from(chosen).ok().and_then(|at| ROLES.get(at)) {
                dispatch.dispatch(Action::EditArticle(Edit::SetRole { at, role, article: None }));
            }
        }
    };
    let edit = |edit: Edit| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::EditArticle(edit.clone()))
    };
    html! {
        <li key={at}>
            <select class="acts" aria-label={words.role} {onchange}>
                { for ROLES.iter().map(|&r| html! { <option selected={r == role}>{ lang.part_role(r) }</option> }) }
            </select>
            <span class="opening" lang="zh-Hans">{ opening(&part.text) }</span>
            if role == PartRole::Paragraph && inside {
                <button type="button" class="quiet" data-amend="split" onclick={edit(Edit::SplitArticle { at })}>{ words.split_here }</button>
            }
            if next {
                <button type="button" class="quiet" data-amend="join" onclick={edit(Edit::JoinParagraphs { at })}>{ words.join_next }</button>
            }
        </li>
    }
}

/// A choice of the article that the headline belongs to.
fn headline_to(lang: Lang, found: &Rc<Found>, at: usize, here: u32, dispatch: &UseReducerDispatcher<State>) -> Html {
    let edit = move |to: u32| Edit::MoveHeadline { at: here, to };
    other_article(lang, found, near(found, at).collect(), lang.words().headline_to, edit, dispatch)
}

/// A choice of the article whose headline belongs here.
fn headline_from(lang: Lang, found: &Rc<Found>, at: usize, here: u32, dispatch: &UseReducerDispatcher<State>) -> Html {
    let titled = |other: &(usize, u32)| found.articles[other.0].heads().next().is_some();
    let edit = move |at: u32| Edit::MoveHeadline { at, to: here };
    other_article(lang, found, near(found, at).filter(titled).collect(), lang.words().headline_from, edit, dispatch)
}

/// The articles nearest to one, each with its first code point.
fn near(found: &Found, at: usize) -> impl Iterator<Item = (usize, u32)> {
    let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(found.articles.len());
    near.filter(move |other| *other != at).filter_map(|other| Some((other, start(&found.articles[other])?)))
}

/// A menu of other articles; the one that is chosen makes an edit.
fn other_article(
    lang: Lang,
    found: &Rc<Found>,
    others: Vec<(usize, u32)>,
    label: &'static str,
    edit: impl Fn(u32) -> Edit + 'static,
    dispatch: &UseReducerDispatcher<State>,
) -> Html {
    let names = others.iter().map(|&(other, _)| html! { <option>{ name(lang, found, other) }</option> }).collect::<Html>();
    let onchange = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let menu: HtmlSelectElement = event.target_unchecked_into();
            let chosen = usize::try_from(menu.selected_index()).ok().and_then(|at| others.get(at.checked_sub(1)?));
            if let Some(&(_, other)) = chosen {
                dispatch.dispatch(Action::EditArticle(edit(other)));
            }
            menu.set_selected_index(0);
        }
    };
    html! {
        <select class="acts" data-amend="headline" aria-label={label} {onchange}>
            // The one that is inserted last would be chosen otherwise.
            <option selected=true>{ label }</option>
            { names }
        </select>
    }
}

/// What an article goes by in a menu.
pub fn name(lang: Lang, found: &Found, at: usize) -> String {
    let article = &found.articles[at];
    let text = article.title.as_ref().or_else(|| article.parts().next()).map_or("", |part| &part.text);
    format!("{} {}", lang.article(at + 1), opening(text))
}

/// The first code point of an article's first part.
pub fn start(article: &Article) -> Option<u32> {
    article.parts().find_map(|part| part.code_point(0))
}

/// How a part begins.
pub fn opening(text: &str) -> String {
    let mut chars = text.chars();
    let opening: String = chars.by_ref().take(OPENING_CHARS).collect();
    if chars.next().is_some() { opening + "…" } else { opening }
}

fn roles(article: &Article) -> impl Iterator<Item = (PartRole, &Part)> {
    let heads = [(PartRole::Kicker, &article.kicker), (PartRole::Title, &article.title), (PartRole::Subtitle, &article.subtitle)];
    let heads = heads.into_iter().filter_map(|(role, part)| Some((role, part.as_ref()?)));
    let body = article.paragraphs.iter().map(|part| (PartRole::Paragraph, part));
    heads.chain(body).chain(article.captions.iter().map(|part| (PartRole::Caption, part)))
}
