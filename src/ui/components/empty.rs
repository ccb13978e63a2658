//! What stands where results will be.

use crate::ui::i18n::Lang;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    pub lang: Lang,
}

/// How to use the page, before it has been used.
#[component(Empty)]
pub fn empty(EmptyProps { lang }: &EmptyProps) -> Html {
    let words = lang.words();
    html! {
        <section class="empty" aria-labelledby="empty-heading">
            <h2 id="empty-heading">{ words.empty_heading }</h2>
            <ol>
                <li>{ words.empty_1 }</li>
                <li>{ words.empty_2 }</li>
                <li>{ words.empty_3 }</li>
            </ol>
        </section>
    }
}
