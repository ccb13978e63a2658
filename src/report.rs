//! The report: what the program prints, as types. The JSON Schema comes from them.
//!
//! Invariants: spans count Unicode code points of the raw text; the same input gives the same bytes; every non-white
//! character of the page is in exactly one headline part, paragraph, caption or piece of furniture.

use crate::Options;
use crate::clean::padding::Setting;
use crate::entity::{self, Recognition, Role};
use crate::layout::{self, BylineRole, Layout, Part};
use crate::source::{Passage, Source};
use crate::span::{Clean, Raw, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Version of the report's form; grows with every change of it.
pub const SCHEMA_VERSION: &str = "1.0";

/// A half-open range `[start, end)` in Unicode code points of the raw text.
pub type CodePoints = (u32, u32);

/// The report of one text.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Report {
    /// Version of this form.
    pub schema_version: String,
    /// The program.
    pub generator: Generator,
    /// The text.
    pub source: SourceInfo,
    /// The articles in the order of the page.
    pub articles: Vec<Article>,
    /// Folio, masthead, editors, page numbers, advertisements.
    pub furniture: Vec<TextPart>,
    /// Persons, bodies, places, dates, sums and the rest, in the order of first mention.
    pub entities: Vec<Entity>,
    /// Whether lines were put into another order than the text has them in.
    pub reordered: bool,
    /// Doubts.
    pub notes: Vec<Note>,
}

/// The program that wrote the report.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Generator {
    /// `jianbao`
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The text that the report is about.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct SourceInfo {
    /// File name, if it had one.
    pub name: Option<String>,
    /// SHA-256 of the decoded text in UTF-8, in hexadecimal.
    pub sha256: String,
    /// The encoding that it was decoded from.
    pub encoding: String,
    /// Length in code points.
    pub length: u32,
    /// What spans count: `code_point`.
    pub offset_unit: String,
    /// The day the page was printed (ISO 8601), given or read off its folio line.
    pub date: Option<String>,
}

/// One article.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Article {
    /// `a1`, `a2`, …
    pub id: String,
    /// Which page of the text it stands on, from 1.
    pub page: u32,
    /// Kicker, title, subtitle.
    pub headline: Headline,
    /// Authors.
    pub byline: Vec<Byline>,
    /// 电头
    pub dateline: Option<Dateline>,
    /// The body.
    pub paragraphs: Vec<TextPart>,
    /// Captions of its pictures.
    pub captions: Vec<TextPart>,
    /// 下转 or 上接
    pub jump: Option<Jump>,
    /// Why it begins where it does.
    pub start: Option<Reason>,
    /// Why its headline was given to it.
    pub placement: Option<Reason>,
}

/// The headline; each part is null where the page has none.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Headline {
    /// 引题
    pub kicker: Option<TextPart>,
    /// 主题
    pub title: Option<TextPart>,
    /// 副题
    pub subtitle: Option<TextPart>,
}

/// A part of the page.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct TextPart {
    /// Clean text.
    pub text: String,
    /// Where it stands, one range a line.
    pub spans: Vec<CodePoints>,
    /// Which rule or score made it this part.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// One author.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Byline {
    /// Name without white space.
    pub name: String,
    /// `reporter`, `correspondent`, `photographer`, `author`, `editor` or `intern`.
    pub role: String,
    /// Where the name stands.
    pub spans: Vec<CodePoints>,
}

/// 电头
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Dateline {
    /// As printed, without white space.
    pub text: String,
    /// `本报`, `新华社`.
    pub agency: Option<String>,
    /// The place named.
    pub place: Option<String>,
    /// The date as printed.
    pub date: Option<String>,
    /// Where it stands.
    pub spans: Vec<CodePoints>,
}

/// A jump line.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Jump {
    /// As printed.
    pub text: String,
    /// `to` (下转) or `from` (上接).
    pub direction: String,
    /// The page as printed.
    pub page: String,
    /// Where it stands.
    pub spans: Vec<CodePoints>,
}

/// Why something was read as it was.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Reason {
    /// A short code.
    pub code: String,
    /// From 0 to 1, in hundredths.
    pub confidence: f32,
}

/// A doubt.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Note {
    /// A short code.
    pub code: String,
    /// The article that it is about.
    pub article: Option<String>,
    /// Where.
    pub spans: Vec<CodePoints>,
}

/// One person, body, place or thing.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Entity {
    /// `e1`, `e2`, …
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Its fullest name.
    pub name: String,
    /// Where it is named.
    pub mentions: Vec<Mention>,
    /// The offices of a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<Held>,
    /// What a date, sum, share or quantity amounts to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

/// The twelve types.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum EntityType {
    Person,
    Title,
    Org,
    Place,
    Date,
    Time,
    Money,
    Percent,
    Quantity,
    Event,
    Work,
    Term,
}

/// One mention.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Mention {
    /// The article; null in furniture.
    pub article: Option<String>,
    /// The name as printed, clean.
    pub text: String,
    /// Where it stands.
    pub spans: Vec<CodePoints>,
    /// Which rule or model found it.
    pub rule: String,
    /// From 0 to 1, in hundredths.
    pub score: f32,
}

/// An office that a person holds.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
pub struct Held {
    /// The office as printed.
    pub title: String,
    /// The organisation or place that it names.
    pub organization: Option<String>,
    /// That organisation's or place's entity.
    pub entity: Option<String>,
}

/// A normalised value.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[serde(untagged)]
pub enum Value {
    /// DATE, TIME
    When {
        /// `point`, `interval`, `duration` or `fuzzy`.
        kind: String,
        /// ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        /// ISO 8601; the last day or minute inside.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<String>,
    },
    /// MONEY
    Money {
        /// In whole units.
        amount: serde_json::Number,
        /// ISO 4217.
        currency: String,
    },
    /// QUANTITY
    Quantity {
        /// How many.
        number: serde_json::Number,
        /// Unit or measure word as printed.
        unit: String,
    },
    /// PERCENT
    Percent {
        /// Hundredths.
        number: serde_json::Number,
    },
}

impl Report {
    /// The bytes that command line and page hand out: indented JSON and a line break at the end.
    ///
    /// # Panics
    /// Never: every value of a report has a JSON form.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a report has a JSON form");
        json.push('\n');
        json
    }

    /// The report on one line, with a line break at the end.
    ///
    /// # Panics
    /// Never: every value of a report has a JSON form.
    #[must_use]
    pub fn to_json_line(&self) -> String {
        let mut json = serde_json::to_string(self).expect("a report has a JSON form");
        json.push('\n');
        json
    }
}

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
    let furniture = layout.furniture.iter().map(&mut take).collect();
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
        reordered: layout.reordered,
        notes: layout
            .notes
            .iter()
            .map(|n| Note { code: n.code.to_owned(), article: n.article.map(article_id), spans: edge.spans(&n.spans) })
            .collect(),
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
                }
            })
            .collect(),
        titles: e
            .titles
            .iter()
            .map(|t| Held { title: t.title.clone(), organization: t.organization.clone(), entity: t.entity.map(entity_id) })
            .collect(),
        value: e.value.as_ref().map(Into::into),
    }
}

fn article_id(at: usize) -> String {
    format!("a{}", at + 1)
}

fn entity_id(at: usize) -> String {
    format!("e{}", at + 1)
}

fn reason(r: layout::Reason) -> Option<Reason> {
    (!r.code.is_empty()).then(|| Reason { code: r.code.to_owned(), confidence: hundredths(r.confidence) })
}

fn hundredths(x: f32) -> f32 {
    (x * 100.0).round() / 100.0
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

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// The edge where bytes become code points.
struct Edge<'a> {
    source: &'a Source,
    /// Code points before each block of `BLOCK` bytes of the raw text.
    blocks: Vec<u32>,
}

/// Bytes a block: few enough to count in no time, many enough to keep the table small.
const BLOCK: usize = 128;

impl<'a> Edge<'a> {
    fn new(source: &'a Source) -> Self {
        let mut blocks = Vec::with_capacity(source.raw().len() / BLOCK + 1);
        let mut count = 0;
        for (at, &byte) in source.raw().as_bytes().iter().enumerate() {
            if at % BLOCK == 0 {
                blocks.push(count);
            }
            count += u32::from(is_first(byte));
        }
        Self { source, blocks }
    }

    /// Code points before byte `at` of the raw text.
    fn count(&self, at: usize) -> u32 {
        let Some(last) = self.blocks.len().checked_sub(1) else { return 0 };
        let block = (at / BLOCK).min(last);
        let rest = &self.source.raw().as_bytes()[block * BLOCK..at];
        self.blocks[block] + rest.iter().filter(|&&b| is_first(b)).count() as u32
    }

    fn span(&self, span: Span<Raw>) -> CodePoints {
        (self.count(span.start as usize), self.count(span.end as usize))
    }

    fn spans(&self, spans: &[Span<Clean>]) -> Vec<CodePoints> {
        spans.iter().map(|&s| self.span(self.source.to_raw(s))).collect()
    }

    fn text(&self, spans: &[Span<Clean>]) -> String {
        Passage::new(self.source, spans, Setting::Prose).text().to_owned()
    }
}

/// Whether a byte begins a code point of UTF-8.
fn is_first(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
