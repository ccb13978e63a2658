//! What the document as a whole shows of the state: language, colour scheme, name.

use crate::ui::browser::document;
use crate::ui::i18n::Lang;
use crate::ui::state::Theme;
use yew::prelude::*;

/// Sets the document's language, colour scheme and name: while the page is drawn, since after it all would be styled twice.
#[hook]
pub fn use_document(lang: Lang, theme: Option<Theme>) {
    use_memo((lang, theme), |&(lang, theme)| {
        let document = document();
        document.set_title(match lang {
            Lang::Zh => "剪报 Jianbao",
            Lang::En => "Jianbao 剪报",
        });
        if let Some(root) = document.document_element() {
            // A document always takes these attributes.
            let _ = root.set_attribute("lang", lang.tag());
            let _ = match theme {
                None => root.remove_attribute("data-theme"),
                Some(Theme::Light) => root.set_attribute("data-theme", "light"),
                Some(Theme::Dark) => root.set_attribute("data-theme", "dark"),
            };
        }
    });
}
