//! W3C Web Annotation: an annotation a mention, standing off the raw text.
//!
//! Invariants: positions are code points of the raw text, as the recommendation asks; the quote is the raw text at the position,
//! line breaks and padding included. A mention that goes on elsewhere (in another column) has a target for each piece.

use super::{name_of, pretty, urn};
use crate::clean::compat::is_invisible;
use crate::report::{CodePoints, Entity, Mention, Report};
use serde::Serialize;

/// Code points before and after a quote that tell it from others of the same wording.
const CONTEXT: usize = 20;

#[derive(Serialize)]
struct Page<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "partOf")]
    part_of: Collection<'a>,
    #[serde(rename = "startIndex")]
    start_index: u32,
    items: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Collection<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'a str,
    total: usize,
    generator: Generator<'a>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: (Tag<'a>, Tag<'a>, Identity),
    target: Vec<Target>,
}

#[derive(Serialize)]
struct Generator<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Tag<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct Identity {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    source: String,
}

#[derive(Serialize)]
struct Target {
    #[serde(rename = "type")]
    kind: &'static str,
    source: String,
    selector: (Quote, Position),
}

#[derive(Serialize)]
struct Quote {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    kind: &'static str,
    start: u32,
    end: u32,
}

pub(super) fn write(report: &Report, raw: &str) -> Vec<u8> {
    let chars: Vec<char> = raw.chars().collect();
    let urn = urn(report);
    let mentions = report.entities.iter().flat_map(|e| e.mentions.iter().map(move |m| (e, m)));
    let items: Vec<Annotation> = (1..).zip(mentions).map(|(n, (e, m))| annotation(&urn, &chars, n, e, m)).collect();
    pretty(&Page {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("{urn}:annotations:1"),
        kind: "AnnotationPage",
        part_of: Collection {
            id: format!("{urn}:annotations"),
            kind: "AnnotationCollection",
            label: name_of(report),
            total: items.len(),
            generator: Generator { kind: "Software", name: &report.generator.name },
        },
        start_index: 0,
        items,
    })
}

fn annotation<'a>(urn: &str, chars: &[char], number: u32, entity: &'a Entity, mention: &Mention) -> Annotation<'a> {
    let target = |(start, end)| Target {
        kind: "SpecificResource",
        source: urn.to_owned(),
        selector: (quote(chars, start, end), Position { kind: "TextPositionSelector", start, end }),
    };
    Annotation {
        id: format!("{urn}:m{number}"),
        kind: "Annotation",
        motivation: "identifying",
        body: (
            Tag { kind: "TextualBody", purpose: "classifying", value: entity.kind.code() },
            Tag { kind: "TextualBody", purpose: "tagging", value: &entity.name },
            Identity { kind: "SpecificResource", purpose: "identifying", source: format!("{urn}:{}", entity.id) },
        ),
        target: pieces(chars, &mention.spans).into_iter().map(target).collect(),
    }
}

/// A mention's spans, those put together that only line breaks and padding part.
fn pieces(chars: &[char], spans: &[CodePoints]) -> Vec<CodePoints> {
    let mut pieces: Vec<CodePoints> = Vec::new();
    for &(start, end) in spans {
        let goes_on = |last: &CodePoints| {
            chars
                .get(last.1 as usize..start as usize)
                .is_some_and(|gap| gap.iter().all(|&c| c.is_whitespace() || is_invisible(c)))
        };
        match pieces.last_mut().filter(|last| goes_on(last)) {
            Some(last) => last.1 = end,
            None => pieces.push((start, end)),
        }
    }
    pieces
}

fn quote(chars: &[char], start: u32, end: u32) -> Quote {
    let (start, end) = (start as usize, end as usize);
    let text = |from: usize, to: usize| chars.get(from..to.min(chars.len())).unwrap_or_default().iter().collect();
    Quote {
        kind: "TextQuoteSelector",
        exact: text(start, end),
        prefix: text(start.saturating_sub(CONTEXT), start),
        suffix: text(end, end.saturating_add(CONTEXT)),
    }
}
