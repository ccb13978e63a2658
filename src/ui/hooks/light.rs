//! Source and articles light each other up: what is pointed at, or has the focus, on one side shows on the other. While a
//! mention is looked at and nothing else is pointed at, the line of the source that it begins on is lit.

use super::look::after;
use crate::ui::browser::{document, scroll_to};
use crate::ui::components::GROUP;
use crate::ui::found::Found;
use crate::ui::state::{Action, Pane, State, Target};
use gloo_events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, ScrollLogicalPosition};
use yew::prelude::*;

/// The class of what is lit.
const LIT: &str = "lit";

/// Frames until lines that come into sight are drawn.
const DRAWN: u32 = 3;

/// A part of an article, by the article's key, or of the furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    article: Option<u32>,
    part: u32,
}

/// Frames to wait for the line of a mention: the text of the source may be still on its way.
const PATIENCE: u32 = 30;

/// What finds the mention that is looked at.
const HERE: &str = "mark.here";

/// Listens for what is pointed at and pressed in either pane.
#[hook]
pub fn use_light(found: Option<Rc<Found>>, target: Option<Target>, pane: Pane, dispatch: UseReducerDispatcher<State>) {
    use_effect_with((found, target, pane), move |(found, target, _)| {
        let line = found.as_ref().zip(*target).and_then(|(found, target)| Line::of(found, target));
        // What was lit for another mention, or before a correction.
        unlight();
        let stopped = Rc::new(Cell::new(false));
        if let Some(line) = line {
            line.seek(stopped.clone(), 0);
        }
        let listeners = found.clone().map(|found| {
            let listen = |kind: &'static str| {
                let (found, dispatch) = (found.clone(), dispatch.clone());
                EventListener::new(&document(), kind, move |event: &Event| {
                    let Some(element) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
                    let in_source = is_in(&element, "#source");
                    let piece = Piece::of(&element).filter(|_| in_source || is_in(&element, "#results"));
                    let Some(piece) = piece.filter(|_| kind == "mouseover" || !is_in(&element, HERE)) else {
                        return line.map_or_else(unlight, Line::light);
                    };
                    piece.light();
                    match (in_source, kind) {
                        (true, "click") => piece.turn_to(&found, &dispatch),
                        (true, _) => {}
                        (false, _) => piece.show_source(&found),
                    }
                })
            };
            [listen("mouseover"), listen("focusin"), listen("click")]
        });
        move || {
            stopped.set(true);
            drop(listeners);
        }
    });
}

/// Where a mention begins in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    piece: Piece,
    /// From 1.
    number: u32,
}

impl Line {
    fn of(found: &Found, target: Target) -> Option<Self> {
        let Target::Mention { entity, nth } = target else { return None };
        let place = found.entities.get(entity as usize)?.places.get(nth as usize)?;
        Some(Self { piece: Piece { article: place.article, part: place.part }, number: place.at.line })
    }

    fn selector(self) -> String {
        format!("#source li[data-n=\"{}\"] {}", self.number, self.piece.stretch())
    }

    fn light(self) {
        unlight();
        if let Some(stretch) = element(&self.selector()) {
            let _ = stretch.class_list().add_1(LIT);
        }
    }

    /// Lights it and brings it into sight inside its pane, once it is drawn.
    fn seek(self, stopped: Rc<Cell<bool>>, frame: u32) {
        if stopped.get() {
            return;
        }
        if let Some(stretch) = element(&self.selector()) {
            self.light();
            return show_in_pane(&stretch);
        }
        let group = (self.number.max(1) as usize - 1) / GROUP;
        if let Some(group) = element(&format!("#lines-{group}")) {
            show_in_pane(&group);
        }
        if frame < PATIENCE {
            after(1, move || self.seek(stopped, frame + 1));
        }
    }
}

impl Piece {
    /// The piece that an element shows, or stands in; of an article that has the focus, its first.
    fn of(element: &Element) -> Option<Self> {
        let number = |element: &Element, name: &str| element.get_attribute(name)?.parse::<u32>().ok();
        if let Ok(Some(stretch)) = element.closest("[data-piece]") {
            let piece = stretch.get_attribute("data-piece")?;
            let (article, part) = piece.split_once('.')?;
            return Some(Self { article: article.parse().ok(), part: part.parse().ok()? });
        }
        if element.has_attribute("data-key") {
            return Some(Self { article: number(element, "data-key"), part: 0 });
        }
        let holder = element.closest("[data-part]").ok()??;
        let part = number(&holder, "data-part")?;
        let article = holder.closest("[data-key]").ok()?.and_then(|article| number(&article, "data-key"));
        Some(Self { article, part })
    }

    /// Where it stands among the articles.
    fn in_articles(self) -> String {
        match self.article {
            Some(key) => format!("article[data-key=\"{key}\"] [data-part=\"{}\"]", self.part),
            None => format!("#furniture [data-part=\"{}\"]", self.part),
        }
    }

    /// Where it stands in the source.
    fn in_source(self) -> String {
        format!("#source {}", self.stretch())
    }

    /// What finds its stretches of the source.
    fn stretch(self) -> String {
        let article = self.article.map_or_else(|| "f".to_owned(), |key| key.to_string());
        format!("[data-piece=\"{article}.{}\"]", self.part)
    }

    fn light(self) {
        unlight();
        let Ok(all) = document().query_selector_all(&format!("{}, {}", self.in_articles(), self.in_source())) else { return };
        for element in (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<Element>().ok()) {
            let _ = element.class_list().add_1(LIT);
        }
    }

    /// Brings its lines into sight inside the pane of the source, where that is shown.
    fn show_source(self, found: &Found) {
        if let Some(line) = element(&self.in_source()) {
            return show_in_pane(&line);
        }
        // The lines may not be drawn.
        let part = match self.article {
            Some(key) => {
                found.keys.iter().position(|k| *k == key).and_then(|at| found.articles[at].parts().nth(self.part as usize))
            }
            None => found.furniture.get(self.part as usize),
        };
        let group = part.map(|part| (part.line.max(1) as usize - 1) / GROUP);
        if let Some(group) = group.and_then(|group| element(&format!("#lines-{group}"))) {
            show_in_pane(&group);
            after(DRAWN, move || {
                if let Some(line) = element(&self.in_source()) {
                    self.light();
                    show_in_pane(&line);
                }
            });
        }
    }

    /// Turns to it among the articles.
    fn turn_to(self, found: &Found, dispatch: &UseReducerDispatcher<State>) {
        dispatch.dispatch(Action::Pane(Pane::Articles));
        let show = move || match element(&self.in_articles()) {
            Some(part) => {
                if let Ok(Some(fold)) = part.closest("details") {
                    let _ = fold.set_attribute("open", "");
                }
                self.light();
                scroll_to(&part, ScrollLogicalPosition::Center);
                true
            }
            None => false,
        };
        if element(&self.in_articles()).is_none()
            && let Some(at) = self.article.and_then(|key| found.keys.iter().position(|k| *k == key))
        {
            dispatch.dispatch(Action::Look(Target::Article(at as u32)));
        }
        // The pane is turned to first.
        after(1, move || {
            if !show() {
                after(DRAWN, move || {
                    show();
                });
            }
        });
    }
}

/// Lights the part that an element shows up on both sides, and brings its lines into sight.
pub fn follow(element: &Element, found: &Found) {
    if let Some(piece) = Piece::of(element) {
        piece.light();
        piece.show_source(found);
    }
}

fn unlight() {
    while let Some(lit) = element(&format!(".{LIT}")) {
        let _ = lit.class_list().remove_1(LIT);
    }
}

/// Scrolls the source's lines alone, and only as far as is needed.
fn show_in_pane(line: &HtmlElement) {
    let Some(pane) = element("#source .source-lines").filter(|pane| pane.offset_height() > 0) else { return };
    let (top, above) = (line.get_bounding_client_rect().top(), pane.get_bounding_client_rect().top());
    let (height, room) = (line.get_bounding_client_rect().height(), f64::from(pane.client_height()));
    let at = top - above;
    if at < 0.0 || at + height > room {
        pane.set_scroll_top(pane.scroll_top() + (at - room / 3.0) as i32);
    }
}

fn is_in(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

fn element(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}
