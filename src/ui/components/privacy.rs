//! Where the text goes: nowhere.

use crate::ui::i18n::Lang;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PrivacyProps {
    pub lang: Lang,
}

/// The line on privacy, and how to check it.
#[component(Privacy)]
pub fn privacy(PrivacyProps { lang }: &PrivacyProps) -> Html {
    let words = lang.words();
    html! {
        <footer id="privacy" class="privacy">
            <p>{ words.privacy }</p>
            <details>
                <summary>{ words.privacy_how }</summary>
                <p>{ words.privacy_check }</p>
            </details>
        </footer>
    }
}
