//! The clean articles as plain text: a line for each part, an empty line between articles. Where lines were put into another
//! order, a line in brackets says so first.

use super::REORDERED;
use crate::report::Report;
use crate::view::{Article, View};

pub(super) fn write(report: &Report, view: &View) -> String {
    let warning = report.reordered.then(|| format!("【{REORDERED}】\n"));
    warning.into_iter().chain(view.articles.iter().map(Article::plain)).collect::<Vec<_>>().join("\n")
}
