//! The page: what the reader gives, what the worker found in it, and the file to take away.
//!
//! Invariants: all that changes is in [`state::State`] and changes by an [`state::Action`] alone (but for what the
//! browser itself keeps: the text being typed, what is scrolled into sight); no text reaches the network, nor the disk
//! unless the reader asks for it;
//! no element has a `style` attribute, which the page's policy forbids.

mod app;
mod browser;
mod chart;
mod components;
mod corrections;
mod find;
mod formats;
mod found;
mod hooks;
mod i18n;
mod keep;
mod reasons;
mod second;
mod source;
mod state;
mod takeaway;

/// Draws the page into the document's body.
pub fn start() {
    yew::Renderer::<app::App>::new().render();
}
