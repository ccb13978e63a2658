//! Source and articles light each other up: what is pointed at, or has the focus, on one side shows on the other. While a
//! mention is looked at and nothing else is pointed at, the line of the source that it begins on is lit.

use super::look::after;
use crate::ui::browser::{document, scroll_to, text_of, window};
use crate::ui::components::GROUP;
use crate::ui::found::Found;
use crate::ui::source::line_of;
use crate::ui::state::{Action, Pane, State, Target};
use crate::view::Part;
use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement, ScrollLogicalPosition};
use yew::prelude::*;

/// The class of what is lit.
const LIT: &str = "lit";

/// The class of the line that a place found begins on: it stays, wherever the mouse goes.
const FOUND: &str = "found-line";

/// The attribute of the part that holds a place found, with that line's number.
const NUMBER: &str = "data-line";

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
        put_out(LIT);
        let stopped = Rc::new(Cell::new(false));
        if let Some(line) = line {
            line.seek(LIT, stopped.clone(), 0);
        }
        let listeners = found.clone().map(|found| {
            let listen = |kind: &'static str| {
                let (found, dispatch) = (found.clone(), dispatch.clone());
                EventListener::new(&document(), kind, move |event: &Event| {
                    let Some(element) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
                    let in_source = is_in(&element, "#source");
                    let piece = Piece::of(&element).filter(|_| in_source || is_in(&element, "#results"));
                    let Some(piece) = piece.filter(|_| kind == "mouseover" || !is_in(&element, HERE)) else {
                        return line.map_or_else(|| put_out(LIT), |line| line.light(LIT));
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

/// Where something begins in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
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

    /// The line that the part before the reader's eyes begins on: the one that holds a place found, else the first in the
    /// window.
    pub fn in_sight(found: &Found) -> Option<Self> {
        let top = element("#review").map_or(0.0, |bar| bar.get_bounding_client_rect().bottom());
        let bottom = window().inner_height().ok()?.as_f64()?;
        let seen = |part: &HtmlElement| {
            let place = part.get_bounding_client_rect();
            place.bottom() > top && place.top() < bottom
        };
        if let Some(part) = element(".found-part").filter(seen) {
            let number = part.get_attribute(NUMBER).and_then(|line| line.parse().ok());
            return Self::of_part(Piece::of(&part)?, found).map(|line| Self { number: number.unwrap_or(line.number), ..line });
        }
        let all = document().query_selector_all(".articles [data-part]").ok()?;
        let mut parts = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok());
        let part = parts.find(seen)?;
        Self::of_part(Piece::of(&part)?, found)
    }

    fn of_part(piece: Piece, found: &Found) -> Option<Self> {
        piece.shown(found).map(|part| Self { piece, number: part.line })
    }

    /// Brings it into sight as what the reader is at, once what was lit for another pane is put out.
    pub fn follow(self) {
        after(1, move || self.seek(LIT, Rc::default(), 0));
    }

    fn selector(self) -> String {
        format!("#source li[data-n=\"{}\"] {}", self.number, self.piece.stretch())
    }

    fn light(self, class: &str) {
        put_out(class);
        if let Some(stretch) = element(&self.selector()) {
            let _ = stretch.class_list().add_1(class);
        }
    }

    /// Lights it and brings it into sight inside its pane, once it is drawn.
    fn seek(self, class: &'static str, stopped: Rc<Cell<bool>>, frame: u32) {
        if stopped.get() {
            return;
        }
        if let Some(stretch) = element(&self.selector()) {
            self.light(class);
            return show_in_pane(&stretch);
        }
        let group = (self.number.max(1) as usize - 1) / GROUP;
        if let Some(group) = element(&format!("#lines-{group}")) {
            show_in_pane(&group);
        }
        if frame < PATIENCE {
            after(1, move || self.seek(class, stopped, frame + 1));
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

    /// The part itself.
    fn shown(self, found: &Found) -> Option<&Part> {
        match self.article {
            Some(key) => {
                found.keys.iter().position(|k| *k == key).and_then(|at| found.articles[at].parts().nth(self.part as usize))
            }
            None => found.furniture.get(self.part as usize),
        }
    }

    fn light(self) {
        put_out(LIT);
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
        let group = self.shown(found).map(|part| (part.line.max(1) as usize - 1) / GROUP);
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
        // What is not drawn comes when it is looked at or opened.
        if element(&self.in_articles()).is_none() {
            match self.article {
                Some(key) => {
                    if let Some(at) = found.keys.iter().position(|k| *k == key) {
                        dispatch.dispatch(Action::Look(Target::Article(at as u32)));
                    }
                }
                None => {
                    if let Some(fold) = element("#furniture") {
                        let _ = fold.set_attribute("open", "");
                    }
                }
            }
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

thread_local! {
    /// Stops the last [`light_found`], if it still looks for its line.
    static LIGHTING: RefCell<Rc<Cell<bool>>> = RefCell::default();
}

/// Lights the line of the source that a place found begins on, and brings it into sight there. `part` shows the place, which
/// is this byte of it.
pub fn light_found(part: &HtmlElement, byte: usize, found: &Found) {
    let Some(piece) = Piece::of(part) else { return };
    let Some((offset, text)) = piece.shown(found).and_then(|part| part.code_point(byte)).zip(found.text.clone()) else { return };
    let part = part.clone();
    let stopped = Rc::new(Cell::new(false));
    LIGHTING.with_borrow_mut(|last| std::mem::replace(last, stopped.clone()).set(true));
    spawn_local(async move {
        let Some(text) = text_of(&text).await.filter(|_| !stopped.get()) else { return };
        let number = line_of(&text, offset);
        let _ = part.set_attribute(NUMBER, &number.to_string());
        Line { piece, number }.seek(FOUND, stopped, 0);
    });
}

/// Takes away what [`light_found`] has lit.
pub fn put_out_found() {
    LIGHTING.with_borrow(|last| last.set(true));
    put_out(FOUND);
}

fn put_out(class: &str) {
    while let Some(lit) = element(&format!(".{class}")) {
        let _ = lit.class_list().remove_1(class);
    }
}

/// Scrolls the source's lines alone, and only as far as is needed; once more when those around the place are laid out.
fn show_in_pane(line: &HtmlElement) {
    scroll_pane(line);
    let line = line.clone();
    after(DRAWN, move || scroll_pane(&line));
}

fn scroll_pane(line: &HtmlElement) {
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
