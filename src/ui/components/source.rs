//! The pane of the source: the text as it was given, its lines tinted by the article that they went to, and a bar that shows
//! where every character went.

use crate::edit::PartRole;
use crate::ui::browser;
use crate::ui::found::Found;
use crate::ui::hooks::{Drawn, use_near};
use crate::ui::i18n::Lang;
use crate::ui::source::{COLUMNS, Column, Coverage, Line, Owner, TINTS, lay_out};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Bytes of text whose lines are all drawn, those of one page; of longer texts only those in sight.
const EAGER_BYTES: usize = 20_000;

/// Lines that come and go together.
pub const GROUP: usize = 60;

#[derive(Properties, PartialEq)]
pub struct SourceProps {
    pub lang: Lang,
    pub found: Rc<Found>,
}

/// The pane. `hooks::use_light` ties it to the articles.
#[component(SourcePane)]
pub fn source(SourceProps { lang, found }: &SourceProps) -> Html {
    let (lang, words) = (*lang, lang.words());
    let text = use_state(|| None::<Rc<str>>);
    {
        // The text stays the same through all corrections.
        let (blob, text) = (found.text.clone(), text.setter());
        use_effect_with((), move |()| {
            spawn_local(async move {
                if let Some(blob) = blob
                    && let Some(read) = browser::text_of(&blob).await
                {
                    text.set(Some(read.into()));
                }
            });
        });
    }
    // Out of sight, it stays as it was.
    let node = use_node_ref();
    let near = use_near(&node, Drawn::default());
    let drawn = use_mut_ref(|| None::<Rc<Found>>);
    if near {
        drawn.replace(Some(found.clone()));
    }
    let laid = use_memo((drawn.borrow().clone(), (*text).clone()), |(found, text)| {
        let text = text.clone()?;
        let (lines, coverage) = lay_out(found.as_ref()?, &text);
        Some((text, Rc::new(lines), coverage))
    });
    let Some((text, lines, coverage)) = &*laid else {
        return html! { <section id="source" ref={node} class="source-pane" aria-label={words.original} /> };
    };
    let eager = text.len() <= EAGER_BYTES;
    html! {
        <section id="source" ref={node} class="source-pane" aria-labelledby="source-heading">
            <h2 id="source-heading">{ words.original }</h2>
            { bar(lang, coverage) }
            <div class="source-lines" lang="zh-Hans" tabindex="0" role="group" aria-label={words.original}>
                { for (0..lines.len()).step_by(GROUP).map(|start| {
                    let range = start..(start + GROUP).min(lines.len());
                    html! { <Lines key={start} {lang} text={text.clone()} lines={lines.clone()} {range} {eager} /> }
                }) }
            </div>
        </section>
    }
}

/// Where every character went, in the order of the text.
fn bar(lang: Lang, coverage: &Coverage) -> Html {
    let said = lang.coverage(coverage);
    let width = coverage.columns.len().max(1);
    let class = |column: &Column| match column {
        Column::Article(nth) => format!("t{}", nth % TINTS),
        Column::Furniture => "furniture".to_owned(),
        Column::Unplaced => "unplaced".to_owned(),
    };
    let mut from = 0;
    let mut run = |columns: &[Column]| {
        let (at, width) = (from, columns.len());
        from += width;
        html! { <rect class={class(&columns[0])} x={at.to_string()} y="0" width={format!("{width}.05")} height="1" /> }
    };
    html! {
        <div id="coverage" class="coverage">
            <svg viewBox={format!("0 0 {} 1", width.min(COLUMNS))} preserveAspectRatio="none" aria-hidden="true">
                { for coverage.columns.chunk_by(|a, b| class(a) == class(b)).map(&mut run) }
            </svg>
            <p class={classes!("hint", (coverage.unplaced > 0).then_some("unplaced"))}>{ said }</p>
        </div>
    }
}

#[derive(Properties)]
struct LinesProps {
    lang: Lang,
    text: Rc<str>,
    lines: Rc<Vec<Line>>,
    range: Range<usize>,
    eager: bool,
}

/// Lines that look the same need no drawing.
impl PartialEq for LinesProps {
    fn eq(&self, other: &Self) -> bool {
        let same = |props: &Self| (props.lang, props.range.clone(), props.eager);
        same(self) == same(other)
            && Rc::ptr_eq(&self.text, &other.text)
            && self.lines.get(self.range.clone()) == other.lines.get(self.range.clone())
    }
}

/// Some lines that are drawn, or left out, as one.
#[component(Lines)]
fn lines(LinesProps { lang, text, lines, range, eager }: &LinesProps) -> Html {
    let node = use_node_ref();
    let here = &lines[range.clone()];
    let size = here.iter().map(|line| line.bytes.len() + LEAST_BYTES).sum();
    let near = use_near(&node, Drawn { eager: *eager, size, keeps: true });
    html! {
        <ol ref={node} id={format!("lines-{}", range.start / GROUP)} class={classes!((!eager).then_some("lazy"))}>
            if near {
                { for here.iter().zip(range.clone()).map(|(line, at)| {
                    let before = at.checked_sub(1).and_then(|at| lines[at].pieces.iter().rev().find_map(|(_, owner)| *owner));
                    html! { <li data-n={(at + 1).to_string()}>{ for pieces(*lang, text, line, before) }</li> }
                }) }
            }
        </ol>
    }
}

/// Bytes that an empty line is as high as.
const LEAST_BYTES: usize = 60;

fn pieces(lang: Lang, text: &str, line: &Line, before: Option<Owner>) -> Vec<Html> {
    let mut last = before;
    let mut set = |(bytes, owner): &(Range<usize>, Option<Owner>)| {
        let shown = text[bytes.clone()].to_owned();
        let Some(owner) = owner else { return Html::from(shown) };
        let begins = last != Some(*owner);
        last = Some(*owner);
        let class = classes!(
            owner.article.map(|(at, _)| format!("t{}", at % TINTS)),
            match owner.role {
                PartRole::Kicker | PartRole::Subtitle => "side",
                PartRole::Title => "head",
                PartRole::Paragraph => "body",
                PartRole::Caption => "picture",
                PartRole::Furniture => "aside",
            }
        );
        let piece = owner.article.map_or_else(|| format!("f.{}", owner.part), |(_, key)| format!("{key}.{}", owner.part));
        html! {
            <span {class} data-piece={piece} title={lang.owner(owner)}>
                if begins {
                    <span class="offstage" lang={lang.tag()}>{ lang.owner(owner) }</span>
                }
                { shown }
            </span>
        }
    };
    line.pieces.iter().map(&mut set).collect()
}
