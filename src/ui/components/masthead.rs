//! The nameplate, and the page's own settings.

use crate::ui::browser::window;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, State, Theme};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MastheadProps {
    pub lang: Lang,
    pub theme: Option<Theme>,
    pub dispatch: UseReducerDispatcher<State>,
}

/// The nameplate with the switches for language and colours.
#[component(Masthead)]
pub fn masthead(MastheadProps { lang, theme, dispatch }: &MastheadProps) -> Html {
    let words = lang.words();
    let other = lang.other();
    let theme_now = theme.unwrap_or_else(system_theme);
    let (theme_next, name) = match theme_now {
        Theme::Light => (Theme::Dark, words.theme_dark),
        Theme::Dark => (Theme::Light, words.theme_light),
    };
    let to_lang = dispatch.clone();
    let to_theme = dispatch.clone();
    html! {
        <header class="masthead">
            <div class="nameplate">
                <h1><span lang="zh-Hans">{ "剪报" }</span><small lang="en">{ "Jianbao" }</small></h1>
                <p>{ words.tagline }</p>
            </div>
            <div class="switches">
                <button id="lang" type="button" class="quiet" lang={other.tag()} onclick={move |_| to_lang.dispatch(Action::Lang(other))}>
                    { words.other_lang }
                </button>
                <button id="theme" type="button" class="quiet" onclick={move |_| to_theme.dispatch(Action::Theme(Some(theme_next)))}>
                    <span class="moon" aria-hidden="true">{ "◐" }</span>{ name }
                </button>
            </div>
        </header>
    }
}

fn system_theme() -> Theme {
    let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|m| m.matches());
    if dark { Theme::Dark } else { Theme::Light }
}
