//! A part's text with its mentions marked.

use crate::ui::i18n::Lang;
use crate::view::{Mark, Part, Run};
use std::ops::Range;
use yew::prelude::*;

/// Deepest nesting that underlines keep apart; deeper ones share a line.
const MAX_HEIGHT: u8 = 2;

/// A part's text, or the stretch `range` (bytes) of it.
pub fn set(part: &Part, range: Option<Range<usize>>, lang: Lang) -> Html {
    let runs = part.runs(range.unwrap_or(0..part.text.len()));
    runs.iter().map(|run| set_run(part, run, &[], lang)).collect()
}

/// A kicker, title or subtitle: where the paper begins a new line, so may the page.
pub fn set_headline(part: &Part, lang: Lang) -> Html {
    let breaks: Vec<usize> = part.trace.iter().skip(1).map(|&(byte, _)| byte as usize).collect();
    part.runs(0..part.text.len()).iter().map(|run| set_run(part, run, &breaks, lang)).collect()
}

/// A run with the places (bytes of the part's text, ascending) before which a line may end.
fn set_run(part: &Part, run: &Run, breaks: &[usize], lang: Lang) -> Html {
    match run {
        Run::Text(range) => set_text(&part.text, range, breaks),
        Run::Mark { mark, height, inner } => {
            let Mark { start, kind, entity, nth, .. } = *mark;
            // Before the mention and not in it: its label goes with its first character.
            let begins = breaks.contains(&(start as usize));
            let breaks = &breaks[breaks.partition_point(|&at| at <= start as usize)..];
            html! {
                <>
                if begins {
                    <wbr />
                }
                <mark class={format!("h{} l{}", height.min(&MAX_HEIGHT), begun(inner).min(MAX_HEIGHT))} data-type={kind.code()} data-entity={format!("e{}", entity + 1)}
                    data-nth={nth.to_string()} title={lang.kind(kind)}>
                    { for inner.iter().map(|run| set_run(part, run, breaks, lang)) }
                </mark>
                </>
            }
        }
    }
}

fn set_text(text: &str, range: &Range<usize>, breaks: &[usize]) -> Html {
    let mut from = range.start;
    let mut pieces = Vec::new();
    for &at in breaks.iter().filter(|at| range.contains(*at)) {
        pieces.push(Html::from(text[from..at].to_owned()));
        pieces.push(html! { <wbr /> });
        from = at;
    }
    pieces.push(Html::from(text[from..range.end].to_owned()));
    pieces.into_iter().collect()
}

/// How many mentions inside begin where the outer one begins: their labels stand first.
fn begun(inner: &[Run]) -> u8 {
    match inner.first() {
        Some(Run::Mark { inner, .. }) => begun(inner) + 1,
        _ => 0,
    }
}
