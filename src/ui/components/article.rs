//! One article, set as a newspaper sets it.

use super::amend::{Amend, AmendHeadline};
use super::part;
use crate::ui::browser;
use crate::ui::found::Found;
use crate::ui::hooks::{Drawn, use_near};
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Amending, Fault, LIST_STEP, Notice, State};
use crate::view::{Article, Part};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Bytes of text that are drawn or left out as one; more would take longer than a frame.
const STRETCH_BYTES: usize = 12_000;

#[derive(Properties, PartialEq)]
pub struct ArticleProps {
    pub lang: Lang,
    pub article: Rc<Article>,
    /// Its key.
    pub id: u32,
    /// Its place on the page, from 1.
    pub number: usize,
    /// The whole result, where the article is being put right, and whether its headline alone is.
    pub amending: Option<(Rc<Found>, bool)>,
    /// Whether to tell which page of the text it stands on.
    pub paged: bool,
    /// Whether its lines ran through another's and were put into order.
    pub interleaved: bool,
    /// Whether all of it is drawn, out of sight too.
    pub whole: bool,
    /// The part that must be drawn, since the reader wants to see it.
    pub wanted: Option<u32>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// An article as a card.
#[component(ArticleView)]
pub fn article_view(props: &ArticleProps) -> Html {
    let ArticleProps { lang, article, id, number, paged, whole, wanted, dispatch, .. } = props;
    // The stretches of a long article come and go by themselves.
    let eager = *whole || article.size() <= 2 * STRETCH_BYTES;
    let words = lang.words();
    let before_title = usize::from(article.kicker.is_some());
    let label = article.title.as_ref().map_or_else(|| lang.article(*number), |t| t.text.clone());
    html! {
        <article class="article" data-article={format!("a{number}")} data-key={id.to_string()} aria-label={label} tabindex="-1">
            <header lang="zh-Hans">
                if let Some(kicker) = &article.kicker {
                    <p class="kicker" data-part="0" data-from="0">{ part::set_headline(kicker, *lang) }</p>
                }
                if let Some(title) = &article.title {
                    <h3 class="title" data-part={before_title.to_string()} data-from="0">{ part::set_headline(title, *lang) }</h3>
                } else {
                    <h3 class="no-title" lang={lang.tag()}>{ words.no_headline }</h3>
                }
                if let Some(subtitle) = &article.subtitle {
                    <p class={if subtitle.text.starts_with(['—', '―']) { "subtitle dashed" } else { "subtitle" }} data-part={(before_title + usize::from(article.title.is_some())).to_string()} data-from="0">{ part::set_headline(subtitle, *lang) }</p>
                }
            </header>
            { headline_ways(props) }
            if props.interleaved {
                <p class="hint interleaved">{ words.interleaved }</p>
            }
            { credits(props, *paged) }
            { stretches(article).into_iter().map(|pieces| {
                let wanted = wanted.is_some_and(|part| pieces.iter().any(|(at, _)| *at == part));
                let key = format!("{:?}", pieces[0]);
                html! { <Stretch {key} lang={*lang} article={article.clone()} {pieces} {eager} {wanted} /> }
            }).collect::<Html>() }
            { foot(props, dispatch) }
        </article>
    }
}

/// Who wrote it, which page it stands on.
fn credits(ArticleProps { lang, article, .. }: &ArticleProps, paged: bool) -> Html {
    // The dateline stands in the text.
    if article.byline.is_empty() && !paged {
        return Html::default();
    }
    html! {
        <ul class="credits">
            if paged {
                <li>{ lang.page(article.page) }</li>
            }
            // Of articles that became one, both may name the same author.
            { for article.byline.iter().enumerate().filter(|(at, who)| !article.byline[..*at].contains(who)).map(|(_, (role, name))| html! {
                <li><span class="role">{ lang.role(role) }</span><span lang="zh-Hans">{ name }</span></li>
            }) }
        </ul>
    }
}

/// A way to put the headline right where it stands, and the tools for it once they are asked for.
fn headline_ways(ArticleProps { lang, id, number, amending, dispatch, .. }: &ArticleProps) -> Html {
    let found = amending.as_ref().filter(|(_, headline)| *headline).map(|(found, _)| found);
    let next = found.is_none().then_some(Amending { article: *id, headline: true });
    let amend = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Amending(next))
    };
    html! {
        <div class="headline-ways">
            <button type="button" class="quiet" data-retitles={id.to_string()} aria-expanded={found.is_some().to_string()} onclick={amend}>{ lang.words().amend_headline }</button>
            if let Some(found) = found {
                <AmendHeadline lang={*lang} {found} at={number - 1} dispatch={dispatch.clone()} />
            }
        </div>
    }
}

/// Why it was read so, and a way to take it along.
fn foot(ArticleProps { lang, article, id, number, amending, .. }: &ArticleProps, dispatch: &UseReducerDispatcher<State>) -> Html {
    let words = lang.words();
    let copy = {
        let (article, dispatch) = (article.clone(), dispatch.clone());
        move |_| {
            let (article, dispatch) = (article.clone(), dispatch.clone());
            spawn_local(async move {
                let copied = browser::copy(&article.plain()).await;
                dispatch.dispatch(if copied { Action::Notice(Notice::CopiedArticle) } else { Action::Problem(Fault::NotCopied) });
            });
        }
    };
    let found = amending.as_ref().filter(|(_, headline)| !headline).map(|(found, _)| found);
    let amend = {
        let (dispatch, next) = (dispatch.clone(), found.is_none().then_some(Amending { article: *id, headline: false }));
        move |_| dispatch.dispatch(Action::Amending(next))
    };
    let why = |label: &str, reason: &Option<(String, u8)>| match reason {
        Some((code, confidence)) => html! { <li>{ lang.because(label, code, Some(*confidence)) }</li> },
        None => Html::default(),
    };
    let paragraphs = article.paragraphs.iter().zip(1..).take(LIST_STEP).filter(|(part, _)| !part.reason.is_empty());
    html! {
        <footer class="article-foot">
            <button type="button" class="quiet" data-amends={id.to_string()} aria-expanded={found.is_some().to_string()} onclick={amend}>{ words.amend_article }</button>
            <button type="button" class="quiet" data-copy={format!("a{number}")} onclick={copy}>{ words.copy_article }</button>
            if let Some(found) = found {
                <Amend lang={*lang} {found} at={number - 1} dispatch={dispatch.clone()} />
            }
            if article.start.is_some() || article.placement.is_some() {
                <details class="why">
                    <summary>{ words.why }</summary>
                    <ul>
                        { why(words.why_start, &article.start) }
                        { why(words.why_headline, &article.placement) }
                        { for paragraphs.map(|(part, number)| html! {
                            <li>{ lang.because(&lang.paragraph(number, part.line), &part.reason, None) }</li>
                        }) }
                    </ul>
                </details>
            }
        </footer>
    }
}

/// A stretch of a part, by the part's number among the article's and its bytes.
type Piece = (u32, Range<usize>);

#[derive(Properties, PartialEq)]
struct StretchProps {
    lang: Lang,
    article: Rc<Article>,
    pieces: Vec<Piece>,
    eager: bool,
    wanted: bool,
}

/// A stretch of the body.
#[component(Stretch)]
fn stretch(StretchProps { lang, article, pieces, eager, wanted }: &StretchProps) -> Html {
    let node = use_node_ref();
    let size = pieces.iter().map(|(_, range)| range.len()).sum();
    let near = use_near(&node, Drawn { eager: *eager, size, keeps: false });
    let heads = article.heads().count() as u32;
    let captions = heads + article.paragraphs.len() as u32;
    html! {
        <div ref={node} class={classes!("stretch", (!eager).then_some("lazy"))} lang="zh-Hans">
            if near || *wanted {
                { for pieces.iter().map(|(at, range)| {
                    let list = if *at < captions { &article.paragraphs } else { &article.captions };
                    let part = &list[(at - if *at < captions { heads } else { captions }) as usize];
                    let class = match *at {
                        at if at >= captions => "caption",
                        _ if range.start > 0 => "goes-on",
                        at if is_subhead(list, (at - heads) as usize) => "subhead",
                        _ => "",
                    };
                    html! { <p {class} data-part={at.to_string()} data-from={range.start.to_string()}>{ part::set(part, Some(range.clone()), *lang) }</p> }
                }) }
            }
        </div>
    }
}

/// Whether a paragraph is a heading within the body (小标题): short, without an end of its own, and longer ones around it.
fn is_subhead(body: &[Part], at: usize) -> bool {
    /// Characters that such a heading has at most.
    const LONGEST: usize = 16;
    /// Characters that a paragraph with a heading has at least.
    const BODY: usize = 40;
    let around = at.checked_sub(1).and_then(|before| body.get(before)).zip(body.get(at + 1));
    let long = |part: &Part| part.text.chars().nth(BODY).is_some();
    let text = body[at].text.trim_end();
    text.chars().nth(LONGEST).is_none()
        && !text.ends_with(|c: char| c.is_ascii_punctuation() || "。，、；：！？…”’）》】—".contains(c))
        && around.is_some_and(|(before, behind)| {
            long(before) && long(behind) && before.text.trim_end().ends_with(['。', '！', '？', '”'])
        })
}

/// The body in stretches of some [`STRETCH_BYTES`].
fn stretches(article: &Article) -> Vec<Vec<Piece>> {
    let heads = article.heads().count() as u32;
    let mut stretches = Vec::new();
    let mut open: Vec<Piece> = Vec::new();
    let mut size = 0;
    for (at, part) in (heads..).zip(article.paragraphs.iter().chain(&article.captions)) {
        for range in part.cuts(STRETCH_BYTES) {
            size += range.len();
            open.push((at, range));
            if size >= STRETCH_BYTES {
                stretches.push(std::mem::take(&mut open));
                size = 0;
            }
        }
    }
    if !open.is_empty() {
        stretches.push(open);
    }
    stretches
}
