//! Shows a place that was found: brings it into sight and marks it, without a change to the document where the browser can.

use super::light::{light_found, put_out_found};
use super::look::after;
use crate::ui::browser::{document, scroll_to, window};
use crate::ui::find::Match;
use crate::ui::found::Found;
use js_sys::{Array, Function, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node, Range, ScrollLogicalPosition};
use yew::prelude::*;

/// Frames to wait for a part that is being drawn.
const PATIENCE: u32 = 30;

/// Frames after which the place is set once more: what was drawn above it by then may have pushed it away.
const SETTLED: u32 = 5;

/// The name of the mark, as the style has it.
const NAME: &str = "found";

/// The class of the part that holds the place.
const PART: &str = "found-part";

/// Shows the place at each new `way` to it; takes the mark away where there is none.
#[hook]
pub fn use_find(found: Rc<Found>, place: Option<Match>, way: Option<u32>) {
    use_effect_with(way, move |_| {
        unmark();
        if let (Some(place), Some(_)) = (place, way) {
            seek(found, place, 0);
        }
    });
}

/// Shows the place of what was undone or done again, each by its number.
#[hook]
pub fn use_return(found: Option<Rc<Found>>, returned: Option<(u32, Match)>) {
    use_effect_with(returned.as_ref().map(|(number, _)| *number), move |_| {
        if let Some((found, (_, place))) = found.zip(returned) {
            show(found, place);
        }
    });
}

/// Shows a place once, as [`use_find`] does.
pub fn show(found: Rc<Found>, place: Match) {
    unmark();
    seek(found, place, 0);
}

fn seek(found: Rc<Found>, place: Match, frame: u32) {
    let Some((part, from)) = part(&place) else {
        // The furniture of a long text is drawn once it is opened.
        if let (None, Ok(Some(fold))) = (place.article, document().query_selector("#furniture")) {
            let _ = fold.set_attribute("open", "");
        }
        if frame < PATIENCE {
            after(1, move || seek(found, place, frame + 1));
        }
        return;
    };
    if let Ok(Some(fold)) = part.closest("details") {
        let _ = fold.set_attribute("open", "");
    }
    let _ = part.class_list().add_1(PART);
    light_found(&part, place.range.start, &found);
    if let Some(range) = range(&part, place.range.start - from, place.range.end - from).filter(|range| !range.collapsed()) {
        mark(&range);
    }
    scroll_to(&part, ScrollLogicalPosition::Center);
    after(SETTLED, move || scroll_to(&part, ScrollLogicalPosition::Center));
}

/// The element that shows the beginning of the place, and the first byte of the part that it shows.
fn part(place: &Match) -> Option<(HtmlElement, usize)> {
    let inside = place.article.map_or_else(|| "#furniture".to_owned(), |(_, key)| format!("article[data-key=\"{key}\"]"));
    let all = document().query_selector_all(&format!("{inside} [data-part=\"{}\"]", place.part)).ok()?;
    let elements = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok());
    let from = |element: &HtmlElement| element.get_attribute("data-from")?.parse::<usize>().ok();
    let mut before: Vec<(HtmlElement, usize)> = elements.filter_map(|e| Some((e.clone(), from(&e)?))).collect();
    before.retain(|(_, from)| *from <= place.range.start);
    before.pop()
}

/// The stretch (bytes) of an element's text.
fn range(element: &Element, start: usize, end: usize) -> Option<Range> {
    let range = document().create_range().ok()?;
    let mut at = 0;
    let mut begun = false;
    for node in texts(element) {
        let text = node.text_content()?;
        if !begun && start < at + text.len() {
            range.set_start(&node, utf16(&text, start - at)?).ok()?;
            begun = true;
        }
        if begun && end <= at + text.len() {
            range.set_end(&node, utf16(&text, end - at)?).ok()?;
            return Some(range);
        }
        at += text.len();
    }
    None
}

/// The text nodes of an element, in order.
fn texts(element: &Node) -> Vec<Node> {
    let children = element.child_nodes();
    let children = (0..children.length()).filter_map(|at| children.get(at));
    children.flat_map(|child| if child.node_type() == Node::TEXT_NODE { vec![child] } else { texts(&child) }).collect()
}

/// UTF-16 units before a byte of a text.
fn utf16(text: &str, byte: usize) -> Option<u32> {
    Some(text.get(..byte)?.encode_utf16().count() as u32)
}

/// Marks a range by the browser's highlights; browsers that have none show the part alone.
fn mark(range: &Range) {
    let marked = || -> Option<()> {
        let highlights = highlights()?;
        let make: Function = Reflect::get(&window(), &"Highlight".into()).ok()?.dyn_into().ok()?;
        let highlight = Reflect::construct(&make, &Array::of1(range)).ok()?;
        let set: Function = Reflect::get(&highlights, &"set".into()).ok()?.dyn_into().ok()?;
        set.call2(&highlights, &NAME.into(), &highlight).ok()?;
        Some(())
    };
    let _ = marked();
}

fn unmark() {
    put_out_found();
    if let Ok(Some(part)) = document().query_selector(&format!(".{PART}")) {
        let _ = part.class_list().remove_1(PART);
    }
    if let Some(highlights) = highlights()
        && let Ok(clear) = Reflect::get(&highlights, &"delete".into())
        && let Some(clear) = clear.dyn_ref::<Function>()
    {
        let _ = clear.call1(&highlights, &NAME.into());
    }
}

fn highlights() -> Option<JsValue> {
    let css = Reflect::get(&window(), &"CSS".into()).ok()?;
    Reflect::get(&css, &"highlights".into()).ok().filter(|h| !h.is_undefined())
}
