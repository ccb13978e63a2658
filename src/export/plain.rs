//! The clean articles as plain text: a line for each part, an empty line between articles.

use crate::view::{Article, View};

pub(super) fn write(view: &View) -> String {
    view.articles.iter().map(Article::plain).collect::<Vec<_>>().join("\n")
}
