//! From what the stages found to the report's types.

use super::edge::Edge;
use super::{
    Article, Attendance, Byline, Dateline, Division, Entity, EntityType, Excerpt, Generator, Headline, Held, Jump, Mention, Note,
    Reason, Reference, Report, SCHEMA_VERSION, SourceInfo, Statement, TextPart, Value,
};
use crate::Options;
use crate::clean::padding::Setting;
use crate::entity::{self, Located, Recognition, Role, Stretch};
use crate::layout::{self, BylineRole, Layout, Part};
use crate::lexicon::divisions::{Level, divisions};
use crate::source::{Passage, Source};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A part's flowing text on its way through recognition.
pub struct Placed {
    passage: Passage,
    role: Role,
    article: Option<usize>,
}

impl Placed {
    /// What recognition sees of it.
    #[must_use]
    pub fn text(&self) -> entity::Text<'_> {
        entity::Text { text: self.passage.text(), role: self.role, article: self.article }
    }
}

/// The flowing texts of all parts: article by article (kicker, title, subtitle, paragraphs, captions), then furniture.
#[must_use]
pub fn passages(source: &Source, layout: &Layout) -> Vec<Placed> {
    let mut placed = Vec::new();
    for (at, article) in layout.articles.iter().enumerate() {
        let heads = [&article.kicker, &article.title, &article.subtitle].into_iter().flatten();
        let mut add = |part: &Part, role: Role| {
            let setting = if role == Role::Headline { Setting::Headline } else { Setting::Prose };
            placed.push(Placed { passage: part.passage(source, setting), role, article: Some(at) });
        };
        heads.for_each(|part| add(part, Role::Headline));
        article.paragraphs.iter().for_each(|part| add(part, Role::Paragraph));
        article.captions.iter().for_each(|part| add(part, Role::Caption));
    }
    for part in &layout.furniture {
        placed.push(Placed { passage: part.passage(source, Setting::Headline), role: Role::Furniture, article: None });
    }
    placed
}

/// Writes the report. `texts` are [`passages`] of the same layout.
#[must_use]
pub fn write(source: &Source, layout: &Layout, texts: &[Placed], found: &Recognition, options: &Options) -> Report {
    let edge = Edge::new(source);
    let mut next = texts.iter();
    let mut take = |part: &Part| TextPart {
        text: next.next().map_or_else(String::new, |t| t.passage.text().to_owned()),
        spans: edge.spans(&part.spans),
        reason: part.reason.to_owned(),
    };
    let articles = layout
        .articles
        .iter()
        .enumerate()
        .map(|(at, a)| Article {
            id: article_id(at),
            page: a.page as u32 + 1,
            headline: Headline {
                kicker: a.kicker.as_ref().map(&mut take),
                title: a.title.as_ref().map(&mut take),
                subtitle: a.subtitle.as_ref().map(&mut take),
            },
            paragraphs: a.paragraphs.iter().map(&mut take).collect(),
            captions: a.captions.iter().map(&mut take).collect(),
            byline: a
                .byline
                .iter()
                .map(|b| Byline { name: b.name.clone(), role: role_name(b.role).to_owned(), spans: edge.spans(&b.spans) })
                .collect(),
            dateline: a.dateline.as_ref().map(|d| Dateline {
                text: edge.text(&d.spans),
                agency: d.agency.clone(),
                place: d.place.clone(),
                date: d.date.clone(),
                spans: edge.spans(&d.spans),
            }),
            jump: a.jump.as_ref().map(|j| Jump {
                text: edge.text(&j.spans),
                direction: if j.onward { "to" } else { "from" }.to_owned(),
                page: j.page.clone(),
                spans: edge.spans(&j.spans),
            }),
            start: reason(a.start),
            placement: reason(a.placement),
        })
        .collect();
    let mut furniture: Vec<TextPart> = layout.furniture.iter().map(&mut take).collect();
    furniture.extend(taken_out(source, &edge));
    let entities = found.entities.iter().enumerate().map(|(at, e)| entity_of(at, e, texts, found, &edge)).collect();
    let date = options.date.or(found.date).map(|d| d.to_string());
    Report {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: Generator { name: "jianbao".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        source: SourceInfo {
            name: options.name.clone(),
            sha256: sha256(source.raw()),
            encoding: options.encoding.clone().unwrap_or_else(|| "UTF-8".to_owned()),
            length: edge.count(source.raw().len()),
            offset_unit: "code_point".to_owned(),
            date,
        },
        articles,
        furniture,
        entities,
        statements: statements(texts, found, &edge),
        attendance: attendance(texts, found, &edge),
        references: references(texts, found, &edge),
        reordered: layout.reordered,
        notes: layout
            .notes
            .iter()
            .map(|n| Note {
                code: n.code.to_owned(),
                article: n.article.map(article_id),
                spans: edge.spans(&n.spans),
                confidence: hundredths(n.confidence),
            })
            .collect(),
        corrections: None,
    }
}

fn entity_of(at: usize, e: &entity::Entity, texts: &[Placed], found: &Recognition, edge: &Edge<'_>) -> Entity {
    Entity {
        id: entity_id(at),
        kind: e.kind.into(),
        name: e.name.clone(),
        mentions: e
            .mentions
            .iter()
            .map(|&(text, mention)| {
                let placed = &texts[text];
                let m = &found.mentions[text][mention];
                Mention {
                    article: placed.article.map(article_id),
                    text: m.span.of(placed.passage.text()).to_owned(),
                    spans: edge.spans(&placed.passage.to_clean(m.span)),
                    rule: m.rule.to_owned(),
                    score: hundredths(m.score),
                    checked: false,
                }
            })
            .collect(),
        titles: e
            .titles
            .iter()
            .map(|t| Held { title: t.title.clone(), organization: t.organization.clone(), entity: t.entity.map(entity_id) })
            .collect(),
        value: e.value.as_ref().map(Into::into),
        division: e.division.map(division),
    }
}

fn division(located: Located) -> Division {
    let table = divisions();
    let division = table.get(located.division);
    let mut path: Vec<String> =
        table.above(located.division).map(|up| table.get(up).name.to_owned()).filter(|name| !name.is_empty()).collect();
    path.reverse();
    let level = match division.level {
        Level::Province => "province",
        Level::City => "city",
        Level::County => "county",
        Level::Town => "town",
    };
    Division {
        code: division.code.to_string(),
        name: division.name.to_owned(),
        level: level.to_owned(),
        path,
        confidence: hundredths(located.confidence),
    }
}

fn statements(texts: &[Placed], found: &Recognition, edge: &Edge<'_>) -> Vec<Statement> {
    let all = found.story.statements.iter().enumerate();
    all.map(|(at, s)| Statement {
        id: format!("s{}", at + 1),
        article: article_of(texts, s.cue),
        speaker: s.speaker.map(entity_id),
        speaker_mention: s.named.map(|named| excerpt(texts, &[named], edge)),
        cue: excerpt(texts, &[s.cue], edge),
        content: excerpt(texts, &s.content, edge),
        kind: if s.direct { "direct" } else { "indirect" }.to_owned(),
    })
    .collect()
}

fn attendance(texts: &[Placed], found: &Recognition, edge: &Edge<'_>) -> Vec<Attendance> {
    let all = found.story.attendance.iter();
    all.map(|a| Attendance {
        article: article_of(texts, a.cue),
        event: a.event.map(entity_id),
        person: entity_id(a.person),
        role: match a.part {
            entity::Part::Chair => "chair",
            entity::Part::Attend => "attend",
            entity::Part::Observe => "observe",
            entity::Part::Speak => "speak",
            entity::Part::Announce => "announce",
        }
        .to_owned(),
        person_mention: excerpt(texts, &[a.named], edge),
        cue: excerpt(texts, &[a.cue], edge),
    })
    .collect()
}

fn references(texts: &[Placed], found: &Recognition, edge: &Edge<'_>) -> Vec<Reference> {
    let all = found.story.references.iter();
    all.map(|r| {
        let Excerpt { text, spans } = excerpt(texts, &[r.at], edge);
        let confidence = hundredths(r.confidence);
        Reference { article: article_of(texts, r.at), entity: entity_id(r.entity), text, spans, confidence }
    })
    .collect()
}

fn excerpt(texts: &[Placed], stretches: &[Stretch], edge: &Edge<'_>) -> Excerpt {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (nth, s) in stretches.iter().enumerate() {
        let passage = &texts[s.text].passage;
        if nth > 0 && stretches[nth - 1].text != s.text {
            text.push('\n');
        }
        text.push_str(s.span.of(passage.text()));
        spans.extend(edge.spans(&passage.to_clean(s.span)));
    }
    Excerpt { text, spans }
}

/// The article of a stretch; what is told of entities stands in articles alone.
fn article_of(texts: &[Placed], at: Stretch) -> String {
    texts[at.text].article.map(article_id).unwrap_or_default()
}

/// The reason of the piece of furniture that holds the characters that show nothing.
pub(crate) const INVISIBLE: &str = "invisible";

/// The id of the article at this place, from 0.
pub(crate) fn article_id(at: usize) -> String {
    format!("a{}", at + 1)
}

/// The id of the entity at this place, from 0.
pub(crate) fn entity_id(at: usize) -> String {
    format!("e{}", at + 1)
}

fn reason(r: layout::Reason) -> Option<Reason> {
    (!r.code.is_empty()).then(|| Reason { code: r.code.to_owned(), confidence: hundredths(r.confidence) })
}

/// As a double, which JSON and JavaScript write with two places.
fn hundredths(x: f32) -> f64 {
    f64::from((x * 100.0).round()) / 100.0
}

fn role_name(role: BylineRole) -> &'static str {
    match role {
        BylineRole::Reporter => "reporter",
        BylineRole::Correspondent => "correspondent",
        BylineRole::Photographer => "photographer",
        BylineRole::Author => "author",
        BylineRole::Editor => "editor",
        BylineRole::Intern => "intern",
    }
}

impl From<entity::Kind> for EntityType {
    fn from(kind: entity::Kind) -> Self {
        use entity::Kind;
        match kind {
            Kind::Person => Self::Person,
            Kind::Title => Self::Title,
            Kind::Org => Self::Org,
            Kind::Place => Self::Place,
            Kind::Date => Self::Date,
            Kind::Time => Self::Time,
            Kind::Money => Self::Money,
            Kind::Percent => Self::Percent,
            Kind::Quantity => Self::Quantity,
            Kind::Event => Self::Event,
            Kind::Work => Self::Work,
            Kind::Term => Self::Term,
        }
    }
}

impl From<EntityType> for entity::Kind {
    fn from(kind: EntityType) -> Self {
        match kind {
            EntityType::Person => Self::Person,
            EntityType::Title => Self::Title,
            EntityType::Org => Self::Org,
            EntityType::Place => Self::Place,
            EntityType::Date => Self::Date,
            EntityType::Time => Self::Time,
            EntityType::Money => Self::Money,
            EntityType::Percent => Self::Percent,
            EntityType::Quantity => Self::Quantity,
            EntityType::Event => Self::Event,
            EntityType::Work => Self::Work,
            EntityType::Term => Self::Term,
        }
    }
}

impl From<&entity::Value> for Value {
    fn from(value: &entity::Value) -> Self {
        use entity::WhenKind;
        match value {
            entity::Value::When { kind, start, end } => Self::When {
                kind: match kind {
                    WhenKind::Point => "point",
                    WhenKind::Interval => "interval",
                    WhenKind::Duration => "duration",
                    WhenKind::Fuzzy => "fuzzy",
                }
                .to_owned(),
                start: start.clone(),
                end: end.clone(),
            },
            entity::Value::Money { amount, currency } => {
                Self::Money { amount: number(*amount), currency: (*currency).to_owned() }
            }
            entity::Value::Percent { number: n } => Self::Percent { number: number(*n) },
            entity::Value::Quantity { number: n, unit } => Self::Quantity { number: number(*n), unit: unit.clone() },
        }
    }
}

/// Whole numbers without a fraction, others rounded to a millionth (what binary fractions blur).
fn number(x: f64) -> serde_json::Number {
    let rounded = (x * 1e6).round() / 1e6;
    if rounded.fract() == 0.0 && rounded.abs() < 9e15 {
        serde_json::Number::from(rounded as i64)
    } else {
        serde_json::Number::from_f64(rounded).unwrap_or_else(|| 0.into())
    }
}

/// The characters that cleaning took out, as one part: they belong to no word, and still every character of the page is
/// accounted for.
fn taken_out(source: &Source, edge: &Edge<'_>) -> Option<TextPart> {
    let spans = source.taken_out();
    (!spans.is_empty()).then(|| TextPart {
        text: spans.iter().map(|s| s.of(source.raw())).collect(),
        spans: spans.iter().map(|&s| edge.span(s)).collect(),
        reason: INVISIBLE.to_owned(),
    })
}

/// The SHA-256 of a text in UTF-8, in hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
