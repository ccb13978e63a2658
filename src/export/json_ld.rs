//! schema.org in JSON-LD: each article a `NewsArticle`, each entity that the vocabulary has a type for a thing of its own.
//!
//! Invariants: things are tied by `@id`; properties are those that schema.org gives to the type.

use super::{by_article, pretty, urn};
use crate::report::{Article, Byline, Entity, EntityType, Report, TextPart};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Issue(Issue<'a>),
    Article(Box<NewsArticle<'a>>),
    Thing(Thing<'a>),
    Quotation(Quotation<'a>),
}

/// The page that the articles stand on.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Issue<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    in_language: &'static str,
    is_part_of: Reference,
    print_page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternative_headline: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributor: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editor: Vec<Author<'a>>,
    article_body: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    image: Vec<Image<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Reference>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Author<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    job_title: &'a str,
}

#[derive(Serialize)]
struct Image<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    caption: &'a str,
}

#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: String,
}

/// A person, body, place, event, work or term.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternate_name: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    job_title: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    affiliation: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attendee: Vec<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contained_in_place: Vec<Area<'a>>,
}

/// What somebody said.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Quotation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    text: &'a str,
    is_part_of: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Reference>,
}

/// A division that a place belongs to.
#[derive(Serialize)]
struct Area<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

pub(super) fn write(report: &Report) -> Vec<u8> {
    let urn = urn(report);
    let named = by_article(report);
    let none = Vec::new();
    let mut graph = vec![Node::Issue(Issue {
        kind: "PublicationIssue",
        id: &urn,
        name: report.source.name.as_deref(),
        date_published: report.source.date.as_deref(),
    })];
    for article in &report.articles {
        let entities = named.get(&*article.id).unwrap_or(&none);
        graph.push(Node::Article(Box::new(news(report, &urn, article, entities))));
    }
    let bodies = report.entities.iter().filter(|e| e.kind == EntityType::Org).map(|e| &*e.id).collect();
    let attendees = attendees(report);
    graph.extend(report.entities.iter().filter_map(|e| thing(&urn, e, &bodies, &attendees)).map(Node::Thing));
    graph.extend(report.statements.iter().map(|s| {
        let refer = |id: &String| Reference { id: format!("{urn}:{id}") };
        let (id, creator) = (format!("{urn}:{}", s.id), s.speaker.as_ref().map(refer));
        Node::Quotation(Quotation { kind: "Quotation", id, text: &s.content.text, is_part_of: refer(&s.article), creator })
    }));
    pretty(&Graph { context: "https://schema.org", graph })
}

fn news<'a>(report: &'a Report, urn: &str, article: &'a Article, entities: &[&'a Entity]) -> NewsArticle<'a> {
    let head = &article.headline;
    let whole = |part: &'a Option<TextPart>| part.as_ref().map(|p| &*p.text);
    let by = |wanted: fn(&str) -> bool| article.byline.iter().filter(|b| wanted(&b.role)).map(author).collect();
    NewsArticle {
        kind: "NewsArticle",
        id: format!("{urn}:{}", article.id),
        in_language: "zh",
        is_part_of: Reference { id: urn.to_owned() },
        print_page: article.page.to_string(),
        date_published: report.source.date.as_deref(),
        headline: whole(&head.title),
        alternative_headline: [whole(&head.kicker), whole(&head.subtitle)].into_iter().flatten().collect(),
        dateline: article.dateline.as_ref().map(|d| &*d.text),
        author: by(|role| !matches!(role, "photographer" | "editor")),
        contributor: by(|role| role == "photographer"),
        editor: by(|role| role == "editor"),
        article_body: article.paragraphs.iter().map(|p| &*p.text).collect::<Vec<_>>().join("\n"),
        image: article.captions.iter().map(|c| Image { kind: "ImageObject", caption: &c.text }).collect(),
        mentions: entities
            .iter()
            .filter(|e| kind(e.kind).is_some())
            .map(|e| Reference { id: format!("{urn}:{}", e.id) })
            .collect(),
    }
}

fn author(byline: &Byline) -> Author<'_> {
    Author { kind: "Person", name: &byline.name, job_title: &byline.role }
}

/// schema.org's type for an entity; none for dates, sums and other values, and for offices, which their holders carry.
fn kind(kind: EntityType) -> Option<&'static str> {
    Some(match kind {
        EntityType::Person => "Person",
        EntityType::Org => "Organization",
        EntityType::Place => "Place",
        EntityType::Event => "Event",
        EntityType::Work => "CreativeWork",
        EntityType::Term => "DefinedTerm",
        _ => return None,
    })
}

/// The persons at each meeting, each once.
fn attendees(report: &Report) -> BTreeMap<&str, Vec<&str>> {
    let mut attendees: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for part in &report.attendance {
        let Some(event) = &part.event else { continue };
        let persons = attendees.entry(event).or_default();
        if !persons.contains(&&*part.person) {
            persons.push(&part.person);
        }
    }
    attendees
}

fn thing<'a>(urn: &str, entity: &'a Entity, bodies: &BTreeSet<&str>, attendees: &BTreeMap<&str, Vec<&str>>) -> Option<Thing<'a>> {
    let mut forms: Vec<&str> = Vec::new();
    for mention in entity.mentions.iter().filter(|m| m.text != entity.name) {
        if !forms.contains(&&*mention.text) {
            forms.push(&mention.text);
        }
    }
    let refer = |id: &str| Reference { id: format!("{urn}:{id}") };
    let division = entity.division.as_ref();
    Some(Thing {
        kind: kind(entity.kind)?,
        id: format!("{urn}:{}", entity.id),
        name: &entity.name,
        alternate_name: forms,
        job_title: entity.titles.iter().map(|t| &*t.title).collect(),
        // A place is no affiliation by the vocabulary.
        affiliation: entity
            .titles
            .iter()
            .filter_map(|t| t.entity.as_deref())
            .filter(|id| bodies.contains(id))
            .map(refer)
            .collect(),
        attendee: attendees.get(&*entity.id).into_iter().flatten().map(|id| refer(id)).collect(),
        identifier: division.map(|d| &*d.code),
        contained_in_place: division.iter().flat_map(|d| &d.path).map(|name| Area { kind: "AdministrativeArea", name }).collect(),
    })
}
