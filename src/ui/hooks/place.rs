//! Each pane keeps the place to which the reader has scrolled it while another one is shown in its stead. The source goes where
//! the reader is among the articles, once that is elsewhere than when the source was left.

use super::light::Line;
use crate::ui::browser::{document, window};
use crate::ui::found::Found;
use crate::ui::state::{Pane, Target};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The lines of the source, which scroll inside their pane.
const LINES: &str = "#source .source-lines";

/// What the tabs turn, and the tabs, which stay in sight above it.
const DESK: &str = ".desk";
const TABS: &str = ".panes";

/// Where the reader is in each pane of a text.
#[derive(Default)]
struct Places {
    text: Option<u32>,
    pane: Option<Pane>,
    /// How far the window is scrolled, by pane; none in one that was not left yet.
    window: [Option<f64>; 3],
    /// How far the lines of the source are.
    lines: i32,
    /// The line of what stood before the reader among the articles.
    read: Option<Line>,
    /// The line that the source was brought to last.
    followed: Option<Line>,
}

/// Goes back to where the reader was in a pane when it is turned to again; one that is new begins at its beginning.
#[hook]
pub fn use_places(text: Option<u32>, pane: Pane, found: Option<&Rc<Found>>, target: Option<Target>) {
    let places = use_mut_ref(Places::default);
    let turned = {
        // Until this is drawn, the pane that is left is as the reader has it.
        let mut places = places.borrow_mut();
        let before = places.pane.replace(pane).filter(|before| *before != pane);
        if places.text != text {
            *places = Places { text, pane: Some(pane), ..Places::default() };
        } else if let Some(before) = before {
            places.window[before as usize] = window().scroll_y().ok();
            if let Some(lines) = element(LINES).filter(|_| before == Pane::Source) {
                places.lines = lines.scroll_top();
            }
            if before == Pane::Articles {
                places.read = found.and_then(|found| Line::in_sight(found));
            }
        }
        before.is_some()
    };
    use_effect_with((text, pane), move |_| {
        if !turned {
            return;
        }
        let mut places = places.borrow_mut();
        if pane == Pane::Source {
            if let Some(lines) = element(LINES) {
                lines.set_scroll_top(places.lines);
            }
            // The line of a mention that is looked at comes into sight by itself.
            if places.followed != places.read && !matches!(target, Some(Target::Mention { .. })) {
                places.followed = places.read;
                places.read.into_iter().for_each(Line::follow);
            }
        }
        let beginning = || {
            let (desk, tabs) = (element(DESK)?.get_bounding_client_rect(), element(TABS)?.get_bounding_client_rect());
            (desk.top() < tabs.bottom()).then_some(window().scroll_y().ok()? + desk.top() - tabs.height())
        };
        if let Some(place) = places.window[pane as usize].or_else(beginning) {
            window().scroll_to_with_x_and_y(0.0, place);
        }
    });
}

fn element(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}
