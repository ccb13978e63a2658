//! Each pane keeps the place to which the reader has scrolled it while another one is shown in its stead.

use crate::ui::browser::{document, window};
use crate::ui::state::Pane;
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
}

/// Goes back to where the reader was in a pane when it is turned to again; one that is new begins at its beginning.
#[hook]
pub fn use_places(text: Option<u32>, pane: Pane) {
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
        }
        before.is_some()
    };
    use_effect_with((text, pane), move |_| {
        if !turned {
            return;
        }
        let places = places.borrow();
        if let Some(lines) = element(LINES).filter(|_| pane == Pane::Source) {
            lines.set_scroll_top(places.lines);
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
