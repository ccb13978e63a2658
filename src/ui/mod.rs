//! The page.

use yew::{Html, Renderer, component, html};

/// Draws the page into the document's body.
pub fn start() {
    Renderer::<App>::new().render();
}

#[component(App)]
fn app() -> Html {
    html! { <main><h1>{ "剪报 Jianbao" }</h1></main> }
}
