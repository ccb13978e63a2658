//! Whether an element is in sight or near it, so that only what may be seen is in the document; all of it is when the page is
//! printed.

use crate::ui::browser::window;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

/// How far from the window an element counts as near: most of a screen either way, so that scrolling finds it drawn.
const MARGIN: &str = "600px 0px";

/// Pixels of height that a character takes in a column of the page's measure, on the average.
const PIXELS_A_CHARACTER: f64 = 1.1;

/// Bytes of a Chinese character.
const BYTES_A_CHARACTER: f64 = 3.0;

/// What no printed page has.
const UNPRINTED: &str = "#source";

/// The property that keeps an empty element as high as it last was drawn: were all of them flat for a frame, as when a pane is
/// shown again, all would be in sight at once and be drawn.
const HEIGHT: &str = "--height";

/// Pixels of an article of no length.
const LEAST_PIXELS: f64 = 120.0;

/// How an element is drawn.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Out of sight too.
    pub eager: bool,
    /// Bytes of its text, which stand for its height while it has never been drawn.
    pub size: usize,
    /// It stays as it was while its pane is put away, and is there as soon as the pane is.
    pub keeps: bool,
}

/// Whether the element at `node` is near the window, or drawn anyway.
#[hook]
pub fn use_near(node: &NodeRef, drawn: Drawn) -> bool {
    let near = use_state_eq(|| false);
    {
        let near = near.setter();
        let node = node.clone();
        use_effect_with(drawn, move |&Drawn { eager, size, keeps }| {
            let element = if eager { None } else { node.cast::<HtmlElement>() };
            let watch = element.and_then(|element| Watch::new(&element, size, keeps, near));
            move || drop(watch)
        });
    }
    drawn.eager || *near
}

/// An observer that is disconnected when this is dropped.
struct Watch {
    observer: IntersectionObserver,
    _printed: Option<EventListener>,
    _told: Closure<dyn Fn(Array)>,
}

impl Watch {
    fn new(element: &HtmlElement, size: usize, keeps: bool, near: UseStateSetter<bool>) -> Option<Self> {
        let height = (size as f64 / BYTES_A_CHARACTER * PIXELS_A_CHARACTER).max(LEAST_PIXELS);
        let _ = element.style().set_property(HEIGHT, &format!("{height}px"));
        let printed = element.closest(UNPRINTED).is_ok_and(|pane| pane.is_none());
        let print = {
            let near = near.clone();
            move || EventListener::new(&window(), "beforeprint", move |_| near.set(true))
        };
        let printed = printed.then(print);
        let told = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            if let Some(entry) = entries.pop().dyn_ref::<IntersectionObserverEntry>() {
                let height = entry.bounding_client_rect().height();
                let put_away = height == 0.0;
                if !entry.is_intersecting() && put_away && keeps {
                    return;
                }
                if let Some(element) = entry.target().dyn_ref::<HtmlElement>().filter(|_| !entry.is_intersecting() && !put_away) {
                    let _ = element.style().set_property(HEIGHT, &format!("{height}px"));
                }
                near.set(entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let observer = IntersectionObserver::new_with_options(told.as_ref().unchecked_ref(), &options).ok()?;
        observer.observe(element);
        Some(Self { observer, _printed: printed, _told: told })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
