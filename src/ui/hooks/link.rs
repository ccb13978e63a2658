//! The address tells what the reader looks at: `#a3` for an article, `#a3-e12` for an entity's first mention in it, `#a3-e12.2`
//! for a later one. It carries no text.

use crate::ui::browser::window;
use crate::ui::found::Found;
use crate::ui::state::{Action, State, Target};
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// Keeps the address and the target together: what is looked at is written there, what comes there is looked at.
#[hook]
pub fn use_link(found: Option<Rc<Found>>, target: Option<Target>, dispatch: UseReducerDispatcher<State>) {
    {
        let (found, dispatch) = (found.clone(), dispatch.clone());
        // What the page was opened with is for its first text.
        let followed = use_mut_ref(|| false);
        use_effect_with(found.is_some(), move |&there| {
            if there
                && !followed.replace(true)
                && let Some(target) = found.as_ref().and_then(|found| read(found, &hash()))
            {
                dispatch.dispatch(Action::Look(target));
            }
        });
    }
    {
        let found = found.clone();
        use_effect_with(found.clone(), move |_| {
            let listener = EventListener::new(&window(), "hashchange", move |_| {
                if let Some(target) = found.as_ref().and_then(|found| read(found, &hash())) {
                    dispatch.dispatch(Action::Look(target));
                }
            });
            move || drop(listener)
        });
    }
    use_effect_with(target, move |&target| {
        let Some(link) = target.zip(found.as_ref()).map(|(target, found)| write(found, target)) else { return };
        if let Ok(history) = window().history() {
            // Nothing is lost where a browser does not allow it.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&link));
        }
    });
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The link to a target.
fn write(found: &Found, target: Target) -> String {
    match target {
        Target::Article(at) => format!("#a{}", at + 1),
        Target::Mention { entity, nth } => {
            let article = found.article_of(entity, nth);
            let before = (0..nth).filter(|&other| found.article_of(entity, other) == article).count();
            let article = article.map_or_else(|| "#f".to_owned(), |at| format!("#a{}", at + 1));
            let later = if before > 0 { format!(".{}", before + 1) } else { String::new() };
            format!("{article}-e{}{later}", entity + 1)
        }
    }
}

/// The target of a link; none for one that leads nowhere in this text.
fn read(found: &Found, link: &str) -> Option<Target> {
    let link = link.strip_prefix('#')?;
    let (article, entity) = link.split_once('-').map_or((link, None), |(article, entity)| (article, Some(entity)));
    let number = |text: &str| text.parse::<u32>().ok()?.checked_sub(1);
    let at = match article {
        "f" => None,
        _ => Some(number(article.strip_prefix('a')?).filter(|&at| (at as usize) < found.articles.len())?),
    };
    let Some(entity) = entity else { return at.map(Target::Article) };
    let (entity, later) = entity.strip_prefix('e')?.split_once('.').unwrap_or((entity.strip_prefix('e')?, "1"));
    let (entity, later) = (number(entity)?, number(later)?);
    let places = found.entities.get(entity as usize)?.places.len() as u32;
    let nth = (0..places).filter(|&nth| found.article_of(entity, nth) == at).nth(later as usize)?;
    Some(Target::Mention { entity, nth })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, analyze};

    #[test]
    fn links_lead_back_and_carry_no_text() {
        let text = include_str!("../../../seeds/jianli.txt");
        let found = Found::of(&analyze(text, &Options::default()), text);
        let mentions = (0..)
            .zip(&found.entities)
            .flat_map(|(entity, e)| (0..e.places.len() as u32).map(move |nth| Target::Mention { entity, nth }));
        let articles = (0..found.articles.len() as u32).map(Target::Article);
        for target in mentions.chain(articles) {
            let link = write(&found, target);
            assert!(link.is_ascii());
            assert_eq!(read(&found, &link), Some(target), "{link}");
        }
        for nowhere in ["", "#", "#a0", "#a999", "#a1-e0", "#a1-e99999", "#x", "#a1-e1.99", "#results", "#a1-"] {
            assert_eq!(read(&found, nowhere), None, "{nowhere}");
        }
    }
}
