//! IPTC ninjs 3.0: the page as a composite, its articles as associated items.
//!
//! Invariants: names of properties and their forms are those of <http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json>, which
//! allows no others; persons, bodies and places have the same `uri` in every article.

use super::{by_article, name_of, pretty, urn};
use crate::report::{Article, Entity, EntityType, Report, TextPart};
use serde::Serialize;

/// The language of all text: Chinese, in either script.
const LANGUAGE: &str = "zh";

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    standard: Option<Standard>,
    r#type: &'static str,
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ed_note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    located: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headlines: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objects: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    info_sources: Vec<Source<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    associations: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

/// A headline, body or description.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Text<'a> {
    role: &'static str,
    content_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_count: Option<usize>,
    value: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    uri: String,
    literal: &'a str,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    role: &'static str,
}

pub(super) fn write(report: &Report) -> Vec<u8> {
    let urn = urn(report);
    let named = by_article(report);
    let none = Vec::new();
    // A day's beginning in China: the form wants a time.
    let content_created = report.source.date.as_ref().map(|day| format!("{day}T00:00:00+08:00"));
    pretty(&Item {
        uri: urn.clone(),
        standard: Some(Standard {
            name: "ninjs",
            version: "3.0",
            schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#",
        }),
        r#type: "composite",
        language: LANGUAGE,
        title: Some(name_of(report)),
        content_created: content_created.clone(),
        ed_note: Some(format!("Read by {} {}", report.generator.name, report.generator.version)),
        associations: report
            .articles
            .iter()
            .map(|a| Item { content_created: content_created.clone(), ..item(&urn, a, named.get(&*a.id).unwrap_or(&none)) })
            .collect(),
        ..Item::default()
    })
}

fn item<'a>(urn: &str, article: &'a Article, entities: &[&'a Entity]) -> Item<'a> {
    let head = &article.headline;
    let heads = [("kicker", &head.kicker), ("main", &head.title), ("subtitle", &head.subtitle)];
    let of = |kind: EntityType| {
        let named = |e: &&'a Entity| Named { name: &e.name, uri: format!("{urn}:{}", e.id), literal: &e.id };
        entities.iter().filter(|e| e.kind == kind).map(named).collect()
    };
    let by = article.byline.iter().map(|b| &*b.name).collect::<Vec<_>>().join("、");
    let body = article.paragraphs.iter().map(|p| &*p.text).collect::<Vec<_>>().join("\n");
    let dateline = article.dateline.as_ref();
    Item {
        name: Some(&article.id),
        uri: format!("{urn}:{}", article.id),
        r#type: "text",
        language: LANGUAGE,
        by: (!by.is_empty()).then_some(by),
        located: dateline.and_then(|d| d.place.as_deref()),
        headlines: heads.into_iter().filter_map(|(role, part)| Some(text(role, part.as_ref()?))).collect(),
        bodies: (!body.is_empty())
            .then(|| Text {
                role: "main",
                content_type: "text/plain",
                char_count: Some(body.chars().count()),
                value: body.into(),
            })
            .into_iter()
            .collect(),
        descriptions: article.captions.iter().map(|caption| text("caption", caption)).collect(),
        people: of(EntityType::Person),
        organisations: of(EntityType::Org),
        places: of(EntityType::Place),
        events: of(EntityType::Event),
        subjects: of(EntityType::Term),
        objects: of(EntityType::Work),
        info_sources: dateline
            .and_then(|d| d.agency.as_deref())
            .map(|name| Source { name, role: "agency" })
            .into_iter()
            .collect(),
        ..Item::default()
    }
}

fn text<'a>(role: &'static str, part: &'a TextPart) -> Text<'a> {
    Text { role, content_type: "text/plain", char_count: None, value: (&*part.text).into() }
}
