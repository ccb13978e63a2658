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
    runs.iter().map(|run| set_run(part, run, lang)).collect()
}

fn set_run(part: &Part, run: &Run, lang: Lang) -> Html {
    match run {
        Run::Text(range) => Html::from(part.text[range.clone()].to_owned()),
        Run::Mark { mark, height, inner } => {
            let Mark { kind, entity, nth, .. } = *mark;
            html! {
                <mark class={format!("h{} l{}", height.min(&MAX_HEIGHT), begun(inner).min(MAX_HEIGHT))} data-type={kind.code()} data-entity={format!("e{}", entity + 1)}
                    data-nth={nth.to_string()} title={lang.kind(kind)} tabindex="-1">
                    { for inner.iter().map(|run| set_run(part, run, lang)) }
                </mark>
            }
        }
    }
}

/// How many mentions inside begin where the outer one begins: their labels stand first.
fn begun(inner: &[Run]) -> u8 {
    match inner.first() {
        Some(Run::Mark { inner, .. }) => begun(inner) + 1,
        _ => 0,
    }
}
