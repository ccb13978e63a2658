//! doccano's JSON lines for sequence labelling: an article a line. Offsets count code points of `text`.
//!
//! Mentions nest: the project needs "Allow overlapping entity".

use super::document::{Unit, documents};
use super::name_of;
use crate::report::Report;
use crate::view::View;
use serde::Serialize;

/// A line. doccano keeps the fields that it does not know as the example's metadata.
#[derive(Serialize)]
struct Example<'a> {
    text: &'a str,
    label: Vec<(u32, u32, &'static str)>,
    source: &'a str,
    article: &'a str,
}

pub(super) fn write(report: &Report, view: &View) -> Vec<u8> {
    let mut lines = Vec::new();
    for document in documents(report, view) {
        let at = document.offsets(Unit::CodePoint);
        let label = document.marks.iter().map(|m| (at[m.start as usize], at[m.end as usize], m.kind.code())).collect();
        let example = Example { text: &document.text, label, source: name_of(report), article: document.id };
        serde_json::to_writer(&mut lines, &example).expect("plain data has a JSON form");
        lines.push(b'\n');
    }
    lines
}
