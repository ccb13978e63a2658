//! What the page asks of the browser: copying, saving, scrolling.

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, Document, HtmlAnchorElement, HtmlDocument, HtmlElement, HtmlTextAreaElement, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition, Url, Window,
};

/// The window.
///
/// # Panics
/// Outside of a browser's page.
pub fn window() -> Window {
    web_sys::window().expect("the page has a window")
}

/// The document.
///
/// # Panics
/// Outside of a browser's page.
pub fn document() -> Document {
    window().document().expect("the window has a document")
}

/// The first language that the browser asks for.
pub fn language() -> String {
    window().navigator().language().unwrap_or_default()
}

/// Whether the window is at least so many pixels wide.
pub fn is_wider_than(pixels: f64) -> bool {
    window().inner_width().ok().and_then(|w| w.as_f64()).is_some_and(|w| w >= pixels)
}

/// A number for the first text of this window that another window's texts hardly have: those of later windows are higher.
pub fn first_number() -> u32 {
    /// The clock is read from here on, in seconds of the usual count, so that the numbers last for 17 years.
    const SINCE: f64 = 1_750_000_000.0;
    /// Numbers a second.
    const RATE: f64 = 8.0;
    let seconds = js_sys::Date::now() / 1000.0 - SINCE;
    (seconds * RATE + js_sys::Math::random() * RATE).max(1.0) as u32
}

/// Copies `text`; tells whether it is on the clipboard.
pub async fn copy(text: &str) -> bool {
    // Browsers define it for secure origins alone; the binding does not know.
    let navigator = window().navigator();
    let there = js_sys::Reflect::get(&navigator, &JsValue::from("clipboard")).is_ok_and(|c| !c.is_undefined());
    if there && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok() {
        return true;
    }
    copy_selected(text).unwrap_or(false)
}

/// Copies by way of a selection, which any origin may.
fn copy_selected(text: &str) -> Result<bool, JsValue> {
    let document = document();
    let body = document.body().ok_or(JsValue::NULL)?;
    let before = document.active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let area: HtmlTextAreaElement = document.create_element("textarea")?.dyn_into()?;
    area.set_value(text);
    area.set_read_only(true);
    area.set_class_name("offstage");
    body.append_child(&area)?;
    area.select();
    let copied = document.dyn_into::<HtmlDocument>()?.exec_command("copy");
    area.remove();
    if let Some(element) = before {
        element.focus()?;
    }
    copied
}

/// The text of a blob.
pub async fn text_of(blob: &Blob) -> Option<String> {
    JsFuture::from(blob.text()).await.ok()?.as_string()
}

/// Hands a blob out as a file.
pub fn save(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken hold of the blob by now or will within this turn; the address may go after it.
    later(REVOKE_AFTER_MS, move || {
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}

/// Runs `then` so many milliseconds later.
pub fn later(milliseconds: i32, then: impl FnOnce() + 'static) {
    let then = wasm_bindgen::closure::Closure::once_into_js(then);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), milliseconds);
}

/// Milliseconds after which a saved file's address is given back; slow disks and questions to the reader take some.
const REVOKE_AFTER_MS: i32 = 60_000;

/// Scrolls an element into sight.
pub fn scroll_to(element: &HtmlElement, at: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(at);
    options.set_behavior(ScrollBehavior::Instant);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Lets a mention take the focus, as long as it has it: no selection by the mouse begins at words that can take it.
pub fn allow_focus(element: &HtmlElement) {
    if element.tag_name() == "MARK" {
        element.set_tab_index(-1);
        let left = element.clone();
        EventListener::once(element, "blur", move |_| {
            let _ = left.remove_attribute("tabindex");
        })
        .forget();
    }
}

/// Gives an element the focus, and scrolls nothing.
pub fn focus(element: &HtmlElement) {
    allow_focus(element);
    let keep = web_sys::FocusOptions::new();
    keep.set_prevent_scroll(true);
    let _ = element.focus_with_options(&keep);
}
