//! The keys of the workbench, wherever the focus is but in a field. What each does stands in [`KEYS`], which the page shows.

use super::look::after;
use crate::report::EntityType;
use crate::ui::browser::document;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, Amend, Amending, Notice, Pane, State, Step, Target};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};
use yew::prelude::*;

/// Keys, and what they do in Chinese and in English.
pub const KEYS: [(&[&str], &str, &str); 16] = [
    (&["j", "k"], "下一篇、上一篇文章", "Next and previous article"),
    (&["n", "p"], "下一处、上一处标记", "Next and previous mention"),
    (&["u"], "下一处未核对的标记", "Next mention that nobody has checked"),
    (&["Enter", "Space"], "标记无误，到下一处未核对的", "The mention is right; on to the next unchecked"),
    (&["x"], "不是名称，去掉标记", "It is no name: reject the mention"),
    (&["1–9", "a", "b", "c"], "改类别；选中文字时，添加为此类", "Set the type; selected text becomes a mention of it"),
    (&["e"], "只改这一处，或改每一处", "This mention only, or every one of its entity"),
    (&["[", "{"], "标记开头向前一字、向后一字", "The mention begins one character earlier, later"),
    (&["]", "}"], "标记结尾向后一字、向前一字", "The mention ends one character later, earlier"),
    (&["m"], "与另一条目合并；看文章时，与下一篇合并", "Merge with another entity; of an article, with the next one"),
    (&["s"], "拆出这一处；看文章时，拆分文章", "Split the mention off; of an article, split it"),
    (&["h"], "看文章时，更正标题", "Of an article, correct its headline"),
    (&["/"], "在文章中查找", "Find in the articles"),
    (&["Ctrl + Z"], "撤销，不限步数", "Undo, without limit"),
    (&["Ctrl + Shift + Z", "Ctrl + Y"], "重做", "Redo"),
    (&["?", "Esc"], "显示按键、关闭", "Show these keys; close"),
];

/// The keys of the types, in the order of [`EntityType::LISTED`].
pub const TYPE_KEYS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c"];

impl Lang {
    /// What keys do.
    #[must_use]
    pub fn key(self, (_, zh, en): &(&[&str], &'static str, &'static str)) -> &'static str {
        self.pick(zh, en)
    }
}

/// What the keys act on.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, PartialEq)]
pub struct Under {
    pub target: Option<Target>,
    /// The key of the article that is the target.
    pub article: Option<u32>,
    /// A code point in it.
    pub article_at: Option<u32>,
    pub everywhere: bool,
    /// Whether there is a result.
    pub any: bool,
    pub help: bool,
    /// Whether keys without Ctrl do anything.
    pub shortcuts: bool,
}

/// Listens for the keys.
#[hook]
pub fn use_keys(under: Under, dispatch: UseReducerDispatcher<State>) {
    use_effect_with(under, move |&under| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&document(), "keydown", options, move |event: &Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|e| !e.default_prevented() && !e.is_composing()) else {
                return;
            };
            if let Some(action) = action(event, under) {
                event.prevent_default();
                dispatch.dispatch(action);
            }
        });
        move || drop(listener)
    });
}

fn action(event: &KeyboardEvent, under: Under) -> Option<Action> {
    let focus = document().active_element();
    if focus.as_ref().is_some_and(|e| is(e, "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"))
    {
        return None;
    }
    let key = event.key();
    if event.ctrl_key() || event.meta_key() {
        return match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
            _ if event.alt_key() || !under.any || under.help => None,
            ("z", false) => Some(Action::Undo),
            ("z", true) | ("y", false) => Some(Action::Redo),
            _ => None,
        };
    }
    if event.alt_key() || !under.shortcuts {
        return None;
    }
    if key == "?" {
        return Some(Action::Help(!under.help));
    }
    if !under.any || under.help {
        return None;
    }
    let mention = matches!(under.target, Some(Target::Mention { .. }));
    let stretch = |start, end| Action::Amend(Amend::Stretch { start, end });
    let on_mention = |amend: Amend| mention.then_some(Action::Amend(amend));
    if let Some(at) = TYPE_KEYS.iter().position(|k| *k == key) {
        return Some(Action::Amend(Amend::Type(EntityType::LISTED[at])));
    }
    match key.as_str() {
        "j" => Some(Action::Leaf(Step::Next)),
        "k" => Some(Action::Leaf(Step::Previous)),
        "n" => Some(Action::Turn { step: Step::Next, unchecked: false }),
        "p" => Some(Action::Turn { step: Step::Previous, unchecked: false }),
        "u" => Some(Action::Turn { step: Step::Next, unchecked: true }),
        // A button that has the focus is pressed by these.
        "Enter" | " " if focus.as_ref().is_none_or(|e| !is(e, "button, a, summary, input, dialog")) => on_mention(Amend::Accept),
        "x" => on_mention(Amend::Reject),
        "e" if mention => Some(Action::Everywhere(!under.everywhere)),
        "[" => mention.then(|| stretch(-1, 0)),
        "{" => mention.then(|| stretch(1, 0)),
        "]" => mention.then(|| stretch(0, 1)),
        "}" => mention.then(|| stretch(0, -1)),
        "/" => {
            // On a narrow window the field is there once its pane is.
            super::focus_on("#find");
            after(1, || {
                super::focus_on("#find");
            });
            Some(Action::Pane(Pane::Articles))
        }
        "m" if mention => {
            let any = super::focus_on("#merge-into");
            Some(if any { Action::Select(None) } else { Action::Notice(Notice::NothingToMerge) })
        }
        "m" => under.article_at.map(|at| Action::Edit(crate::edit::Edit::MergeArticles { at })),
        "s" if mention => on_mention(Amend::SplitOff),
        "s" => under.article.map(|article| Action::Amending(Some(Amending { article, headline: false }))),
        "h" => under.article.map(|article| Action::Amending(Some(Amending { article, headline: true }))),
        _ => None,
    }
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}
