//! Label Studio's tasks with predictions: an article a task. Offsets count UTF-16 units of `data.text`, since the tool marks text in
//! the browser.
//!
//! The labelling configuration that fits: `<View><Labels name="label" toName="text"><Label value="PERSON"/>…</Labels><Text
//! name="text" value="$text"/></View>`.

use super::document::{Unit, documents};
use super::{name_of, pretty};
use crate::report::Report;
use crate::view::View;
use serde::Serialize;

#[derive(Serialize)]
struct Task<'a> {
    data: Data<'a>,
    predictions: [Prediction<'a>; 1],
}

#[derive(Serialize)]
struct Data<'a> {
    text: &'a str,
    source: &'a str,
    article: &'a str,
}

#[derive(Serialize)]
struct Prediction<'a> {
    model_version: String,
    result: Vec<Region<'a>>,
}

#[derive(Serialize)]
struct Region<'a> {
    id: String,
    from_name: &'static str,
    to_name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: Marked<'a>,
    score: f64,
}

#[derive(Serialize)]
struct Marked<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    labels: [&'static str; 1],
}

pub(super) fn write(report: &Report, view: &View) -> Vec<u8> {
    let documents = documents(report, view);
    let tasks: Vec<Task> = documents
        .iter()
        .map(|document| {
            let at = document.offsets(Unit::Utf16);
            let region = |(number, &mark): (usize, &crate::view::Mark)| Region {
                id: format!("{}-m{}", document.id, number + 1),
                from_name: "label",
                to_name: "text",
                kind: "labels",
                value: Marked {
                    start: at[mark.start as usize],
                    end: at[mark.end as usize],
                    text: document.of(mark),
                    labels: [mark.kind.code()],
                },
                score: f64::from(view.entities[mark.entity as usize].places[mark.nth as usize].score) / 100.0,
            };
            Task {
                data: Data { text: &document.text, source: name_of(report), article: document.id },
                predictions: [Prediction {
                    model_version: format!("{} {}", report.generator.name, report.generator.version),
                    result: document.marks.iter().enumerate().map(region).collect(),
                }],
            }
        })
        .collect();
    pretty(&tasks)
}
