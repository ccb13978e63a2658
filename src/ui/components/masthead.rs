//! The nameplate, and the page's own settings.

use crate::ui::browser::window;
use crate::ui::i18n::Lang;
use crate::ui::state::{Action, State, Theme};
use gloo_events::EventListener;
use web_sys::MediaQueryList;
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
    let system = use_system_theme();
    let theme_now = theme.unwrap_or(system);
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

/// The colour scheme that the system asks for, now and whenever it changes.
#[hook]
fn use_system_theme() -> Theme {
    let media = use_memo((), |()| window().match_media("(prefers-color-scheme: dark)").ok().flatten());
    let dark = use_state_eq(|| media.as_ref().as_ref().is_some_and(MediaQueryList::matches));
    {
        let (media, dark) = (media.clone(), dark.setter());
        use_effect_with((), move |()| {
            let listener = (*media).clone().map(|media| {
                let target = media.clone();
                EventListener::new(&target, "change", move |_| dark.set(media.matches()))
            });
            move || drop(listener)
        });
    }
    if *dark { Theme::Dark } else { Theme::Light }
}
