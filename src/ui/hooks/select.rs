//! The text that the reader selects in an article or in furniture, as a stretch of the raw text.

use crate::ui::browser::{document, window};
use crate::ui::found::Found;
use crate::ui::state::{Action, Selection, State};
use crate::view::Part;
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};
use yew::prelude::*;

/// Tells what is selected whenever it changes.
#[hook]
pub fn use_selection(found: Option<Rc<Found>>, now: Option<Selection>, dispatch: UseReducerDispatcher<State>) {
    use_effect_with((found, now), move |(found, now)| {
        // What was selected is made use of by now, or put away.
        if let (None, Some(found)) = (now, found)
            && selected(found).is_some()
            && let Ok(Some(selection)) = window().get_selection()
        {
            let _ = selection.remove_all_ranges();
        }
        let listener = found.clone().map(|found| {
            let now = now.clone();
            EventListener::new(&document(), "selectionchange", move |_| {
                let selected = selected(&found);
                // Pressing a button takes no text out of what is selected, but some browsers empty the selection.
                let on_button =
                    document().active_element().is_some_and(|e| e.closest("#chosen").is_ok_and(|found| found.is_some()));
                if selected != now && !(selected.is_none() && on_button) {
                    dispatch.dispatch(Action::Select(selected));
                }
            })
        });
        move || drop(listener)
    });
}

fn selected(found: &Found) -> Option<Selection> {
    let selection = window().get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let mut range = selection.get_range_at(0).ok()?;
    let from = holder(&range.start_container().ok()?)?;
    if holder(&range.end_container().ok()?).is_none_or(|to| !from.is_same_node(Some(&to))) {
        // Three presses select a paragraph, to the beginning of what stands behind it.
        let inside = document().create_range().ok()?;
        inside.set_start(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
        inside.set_end(&from, from.child_nodes().length()).ok()?;
        if String::from(inside.to_string()).trim() != String::from(range.to_string()).trim() {
            return None;
        }
        range = inside;
    }
    let before = document().create_range().ok()?;
    before.set_start(&from, 0).ok()?;
    before.set_end(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
    let (part, in_body) = part(&from, found)?;
    let first: usize = from.get_attribute("data-from")?.parse().ok()?;
    let start = first + String::from(before.to_string()).len();
    let text = String::from(range.to_string());
    let range = start..start + text.len();
    let at = part.code_points(range.clone())?;
    Some(Selection { text: part.text.get(range)?.trim().to_owned(), at, in_body })
}

/// The element that shows a part, around a node.
fn holder(node: &Node) -> Option<Element> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("[data-part]").ok()?
}

/// The part that an element shows, and whether it is a paragraph.
fn part<'a>(element: &Element, found: &'a Found) -> Option<(&'a Part, bool)> {
    let nth: usize = element.get_attribute("data-part")?.parse().ok()?;
    let Some(article) = element.closest("article[data-key]").ok()? else {
        return found.furniture.get(nth).map(|part| (part, false));
    };
    let key: u32 = article.get_attribute("data-key")?.parse().ok()?;
    let article = &found.articles[found.keys.iter().position(|k| *k == key)?];
    let heads = article.heads().count();
    let in_body = (heads..heads + article.paragraphs.len()).contains(&nth);
    article.parts().nth(nth).map(|part| (part, in_body))
}
