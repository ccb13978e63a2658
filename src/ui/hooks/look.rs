//! Brings into sight what the reader asked for.

use crate::ui::browser::{document, focus, scroll_to, window};
use crate::ui::found::Found;
use crate::ui::state::Target;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ScrollLogicalPosition};
use yew::prelude::*;

/// Frames to wait for an element that is being drawn.
const PATIENCE: u32 = 30;

/// Frames after which the place is set once more: what was drawn above it by then may have pushed it away.
const SETTLED: u32 = 4;

/// Whoever goes on and on, by the card's buttons, by the field that finds words or by undoing, stays there.
const STAYS: &str = "#card .turns, .find, #undo, #redo";

/// Where a correction is made one after the other, so does the focus.
const STAYS_AT_WORK: &str = "button, input, select, textarea, summary";

/// The class of the mention that is looked at.
const HERE: &str = "here";

/// Scrolls to the target whenever it changes, or the result does: what is drawn anew has lost its mark and the focus.
#[hook]
pub fn use_look(shown: Option<u32>, found: Option<Rc<Found>>, target: Option<Target>) {
    let last = use_mut_ref(|| None::<(Option<u32>, Target, bool)>);
    use_effect_with((shown, found, target), move |&(shown, _, target)| {
        unmark();
        let mut from_index = false;
        let stays = last.borrow().is_some_and(|(text, before, _)| (text, Some(before)) == (shown, target));
        let seek = Seek { stopped: Rc::new(Cell::new(false)), stays };
        let place = |at| if stays { ScrollLogicalPosition::Nearest } else { at };
        match target {
            // The reader goes on where the mention was asked for, or stays at it.
            None => {
                if let Some((text, Target::Mention { entity, nth }, from_index)) = last.take()
                    && text == shown
                    && (nothing_has_focus() || has_focus("mark"))
                {
                    let asked = element(&format!("#index [data-entity=\"e{}\"]", entity + 1)).filter(|_| from_index);
                    if let Some(there) = asked.or_else(|| element(&mark(entity, nth))) {
                        focus(&there);
                    }
                }
            }
            Some(Target::Article(article)) => {
                let selector = format!("article[data-article=\"a{}\"]", article + 1);
                seek.clone().run(selector, place(ScrollLogicalPosition::Start), 0);
            }
            Some(Target::Mention { entity, nth }) => {
                // Whoever goes on by the card's buttons came from where the first was asked for.
                let asked = has_focus("#index")
                    || (stays || has_focus("#card")) && last.borrow().is_some_and(|(.., from_index)| from_index);
                from_index = asked;
                seek.clone().run(mark(entity, nth), place(ScrollLogicalPosition::Center), 0);
            }
        }
        *last.borrow_mut() = target.map(|target| (shown, target, from_index));
        move || seek.stopped.set(true)
    });
}

/// Turns to the results when those of another text are there: errors, tabs and results come into sight together, and
/// the focus goes before legend and index. Whoever goes through the tabs stays there.
#[hook]
pub fn use_arrival(done: Option<u32>) {
    use_effect_with(done, |done| {
        if done.is_some()
            && let (Some(outcome), Some(results)) = (element("#outcome"), element("#results"))
        {
            scroll_to(&outcome, ScrollLogicalPosition::Start);
            if !has_focus("#pages") {
                focus(&results);
            }
        }
    });
}

/// Brings a new problem into sight. The focus goes to it where nothing else asks for it.
#[hook]
pub fn use_trouble(problem: Option<u32>, shown: bool) {
    use_effect_with(problem, move |problem| {
        if problem.is_some()
            && let Some(box_) = element("#error")
        {
            scroll_to(&box_, ScrollLogicalPosition::Nearest);
            if !shown && !has_focus(".intake") {
                focus(&box_);
            }
        }
    });
}

/// Keeps the focus among the texts when one of them is put away, which takes its button along.
#[hook]
pub fn use_removal(texts: usize) {
    let before = use_mut_ref(|| 0);
    use_effect_with(texts, move |&texts| {
        if texts < before.replace(texts)
            && nothing_has_focus()
            && let Some(next) = element("#pages [aria-current]").or_else(|| element("#input"))
        {
            focus(&next);
        }
    });
}

/// Brings tools into sight that open where they were not asked for by a button beside them, and gives them the focus; whoever
/// pressed that button stays there.
#[hook]
pub fn use_opened(tools: &NodeRef) {
    let tools = tools.clone();
    use_effect_with((), move |()| {
        if let Some(tools) = tools.cast::<HtmlElement>() {
            scroll_to(&tools, ScrollLogicalPosition::Nearest);
            if !has_focus("[data-amends], [data-retitles]") {
                focus(&tools);
            }
        }
    });
}

/// Gives the focus to the first that there is of these, once what is pressed now is done and has taken the focus along.
pub fn refocus(selectors: &'static [&'static str]) {
    after(1, move || {
        if nothing_has_focus()
            && let Some(next) = selectors.iter().find_map(|selector| element(selector))
        {
            focus(&next);
        }
    });
}

/// A search for an element that may not be drawn yet.
#[derive(Clone)]
struct Seek {
    stopped: Rc<Cell<bool>>,
    /// Whether it was looked at before.
    stays: bool,
}

impl Seek {
    /// Looks for the element in this frame and those that follow; then once more, when all around it is drawn.
    fn run(self, selector: String, at: ScrollLogicalPosition, frame: u32) {
        if self.stopped.get() {
            return;
        }
        let Some(found) = element(&selector) else {
            if frame < PATIENCE {
                after(1, move || self.run(selector, at, frame + 1));
            }
            return;
        };
        // A closed fold around it would hide it.
        if let Ok(Some(fold)) = found.closest("details") {
            let _ = fold.set_attribute("open", "");
        }
        let _ = found.class_list().add_1(HERE);
        scroll_to(&found, at);
        if !has_focus(if self.stays { STAYS_AT_WORK } else { STAYS }) {
            focus(&found);
        }
        after(SETTLED, move || {
            if let Some(found) = element(&selector).filter(|_| !self.stopped.get()) {
                // The reader may have gone on by now, to tools inside it too.
                let at_it = document().active_element().is_some_and(|e| e.is_same_node(Some(&found)));
                if nothing_has_focus() || at_it {
                    scroll_to(&found, at);
                    focus(&found);
                } else if has_focus(STAYS) {
                    scroll_to(&found, at);
                }
            }
        });
    }
}

/// Runs `then` some frames later.
pub(super) fn after(frames: u32, then: impl FnOnce() + 'static) {
    let then: Box<dyn FnOnce()> = Box::new(then);
    let next = Closure::once_into_js(move || if frames > 1 { after(frames - 1, then) } else { then() });
    let _ = window().request_animation_frame(next.unchecked_ref());
}

/// What finds a mention.
fn mark(entity: u32, nth: u32) -> String {
    format!("mark[data-entity=\"e{}\"][data-nth=\"{nth}\"]", entity + 1)
}

fn unmark() {
    if let Some(before) = element(&format!(".{HERE}")) {
        let _ = before.class_list().remove_1(HERE);
    }
}

fn nothing_has_focus() -> bool {
    document().active_element().is_none_or(|e| e.tag_name() == "BODY")
}

/// Whether what has the focus is, or stands in, what the selector finds.
fn has_focus(selector: &str) -> bool {
    document().active_element().is_some_and(|e| e.closest(selector).is_ok_and(|found| found.is_some()))
}

fn element(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}
