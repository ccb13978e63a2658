//! The report as tables: what the spreadsheet and the CSV files hold.
//!
//! Invariants: each row of a table has a cell for each of its columns; `source` comes first, so that the tables of several
//! pages can be put under one another; `article` and `entity` are the report's identifiers. Offsets are code points of the
//! raw text.

use crate::report::{Article, Attendance, CodePoints, Entity, Excerpt, Reference, Report, Statement, TextPart, Value};
use crate::view::{Part, View, interleaved};
use std::collections::BTreeMap;
use std::fmt;

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A row an article.
    Articles,
    /// A row a person, body, place, date, …
    Entities,
    /// A row a mention, in the order of the text, with what stands around it.
    Mentions,
    /// A row an office that a person holds.
    Titles,
    /// A row a statement: who said what.
    Statements,
    /// A row a person's part in a meeting.
    Attendance,
    /// A row a word that stands for a name.
    References,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(f64),
}

/// Characters of the text before and after a mention that its row shows.
const CONTEXT: usize = 20;

/// Between several values in one cell.
const BETWEEN: &str = "; ";

impl Table {
    /// All tables, in the order of the sheets.
    pub const ALL: [Self; 7] =
        [Self::Articles, Self::Entities, Self::Mentions, Self::Titles, Self::Statements, Self::Attendance, Self::References];

    /// The table's name: `articles`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Entities => "entities",
            Self::Mentions => "mentions",
            Self::Titles => "titles",
            Self::Statements => "statements",
            Self::Attendance => "attendance",
            Self::References => "references",
        }
    }

    /// The names of its columns.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Articles => &[
                "source", "date", "article", "page", "kicker", "title", "subtitle", "byline", "dateline", "text", "captions",
                "jump", "characters", "start", "end", "interleaved",
            ],
            Self::Entities => &[
                "source", "entity", "type", "name", "forms", "mentions", "articles", "titles", "kind", "start", "end", "number",
                "unit", "division", "division_path",
            ],
            Self::Mentions => &[
                "source", "article", "entity", "type", "name", "text", "before", "after", "start", "end", "spans", "rule",
                "score", "checked",
            ],
            Self::Titles => &["source", "entity", "name", "title", "organization", "organization_entity"],
            Self::Statements => &[
                "source", "article", "statement", "speaker", "speaker_name", "speaker_words", "cue", "kind", "content", "start",
                "end",
            ],
            Self::Attendance => &[
                "source", "article", "event", "event_name", "person", "person_name", "role", "person_words", "cue", "start",
                "end",
            ],
            Self::References => &["source", "article", "entity", "name", "text", "start", "end", "confidence"],
        }
    }

    /// Its rows.
    pub(super) fn rows(self, report: &Report, view: &View) -> Vec<Vec<Cell>> {
        let names = names(report);
        let mut rows: Vec<Vec<Cell>> = match self {
            Self::Articles => articles(report, view),
            Self::Entities => report.entities.iter().map(entity).collect(),
            Self::Mentions => mentions(report, view),
            Self::Titles => report.entities.iter().flat_map(titles).collect(),
            Self::Statements => report.statements.iter().map(|s| statement(&names, s)).collect(),
            Self::Attendance => report.attendance.iter().map(|a| attendance(&names, a)).collect(),
            Self::References => report.references.iter().map(|r| reference(&names, r)).collect(),
        };
        let source = report.source.name.as_deref();
        for row in &mut rows {
            row.insert(0, text(source));
        }
        rows
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

fn articles(report: &Report, view: &View) -> Vec<Vec<Cell>> {
    let doubtful = if report.reordered { interleaved(&view.articles) } else { Vec::new() };
    report.articles.iter().enumerate().map(|(at, a)| article(report, a, doubtful.binary_search(&at).is_ok())).collect()
}

/// `interleaved` tells whether its lines ran through another's and were put into order.
fn article(report: &Report, article: &Article, interleaved: bool) -> Vec<Cell> {
    let head = &article.headline;
    let all =
        || [&head.kicker, &head.title, &head.subtitle].into_iter().flatten().chain(&article.paragraphs).chain(&article.captions);
    let spans = || all().flat_map(|part| &part.spans);
    let characters = all().flat_map(|part| part.text.chars()).filter(|c| !c.is_whitespace()).count();
    vec![
        text(report.source.date.as_deref()),
        text(Some(&article.id)),
        number(article.page),
        part(head.kicker.as_ref()),
        part(head.title.as_ref()),
        part(head.subtitle.as_ref()),
        Cell::Text(join(article.byline.iter().map(|b| format!("{} ({})", b.name, b.role)))),
        text(article.dateline.as_ref().map(|d| &*d.text)),
        lines(&article.paragraphs),
        lines(&article.captions),
        text(article.jump.as_ref().map(|j| &*j.text)),
        Cell::Number(characters as f64),
        number(spans().map(|s| s.0).min().unwrap_or(0)),
        number(spans().map(|s| s.1).max().unwrap_or(0)),
        yes(interleaved),
    ]
}

fn entity(entity: &Entity) -> Vec<Cell> {
    let mut forms: Vec<&str> = Vec::new();
    let mut articles: Vec<&str> = Vec::new();
    for mention in &entity.mentions {
        if mention.text != entity.name && !forms.contains(&&*mention.text) {
            forms.push(&mention.text);
        }
        if let Some(article) = mention.article.as_deref().filter(|a| articles.last() != Some(a)) {
            articles.push(article);
        }
    }
    let empty = || Cell::Text(String::new());
    let of = |number: &serde_json::Number| number.as_f64().map_or_else(empty, Cell::Number);
    let [kind, start, end, number, unit] = match &entity.value {
        None => [empty(), empty(), empty(), empty(), empty()],
        Some(Value::When { kind, start, end }) => {
            [text(Some(kind)), text(start.as_deref()), text(end.as_deref()), empty(), empty()]
        }
        Some(Value::Money { amount, currency }) => [empty(), empty(), empty(), of(amount), text(Some(currency))],
        Some(Value::Quantity { number, unit }) => [empty(), empty(), empty(), of(number), text(Some(unit))],
        Some(Value::Percent { number }) => [empty(), empty(), empty(), of(number), text(Some("%"))],
    };
    vec![
        text(Some(&entity.id)),
        text(Some(entity.kind.code())),
        text(Some(&entity.name)),
        Cell::Text(join(forms.into_iter().map(str::to_owned))),
        Cell::Number(entity.mentions.len() as f64),
        Cell::Text(join(articles.into_iter().map(str::to_owned))),
        Cell::Text(join(entity.titles.iter().map(|t| t.title.clone()))),
        kind,
        start,
        end,
        number,
        unit,
        text(entity.division.as_ref().map(|d| &*d.code)),
        Cell::Text(entity.division.iter().flat_map(|d| d.path.iter().chain([&d.name])).cloned().collect::<Vec<_>>().join("/")),
    ]
}

fn titles(entity: &Entity) -> impl Iterator<Item = Vec<Cell>> {
    entity.titles.iter().map(|held| {
        vec![
            text(Some(&entity.id)),
            text(Some(&entity.name)),
            text(Some(&held.title)),
            text(held.organization.as_deref()),
            text(held.entity.as_deref()),
        ]
    })
}

/// The names of entities by their identifiers.
type Names<'a> = BTreeMap<&'a str, &'a str>;

fn names(report: &Report) -> Names<'_> {
    report.entities.iter().map(|e| (&*e.id, &*e.name)).collect()
}

fn statement(names: &Names, statement: &Statement) -> Vec<Cell> {
    let speaker = statement.speaker.as_deref();
    let [start, end] = ends(&statement.content.spans);
    vec![
        text(Some(&statement.article)),
        text(Some(&statement.id)),
        text(speaker),
        text(speaker.and_then(|id| names.get(id).copied())),
        text(statement.speaker_mention.as_ref().map(|m| &*m.text)),
        excerpt(&statement.cue),
        text(Some(&statement.kind)),
        excerpt(&statement.content),
        start,
        end,
    ]
}

fn attendance(names: &Names, part: &Attendance) -> Vec<Cell> {
    let event = part.event.as_deref();
    let [start, end] = ends(&part.person_mention.spans);
    vec![
        text(Some(&part.article)),
        text(event),
        text(event.and_then(|id| names.get(id).copied())),
        text(Some(&part.person)),
        text(names.get(&*part.person).copied()),
        text(Some(&part.role)),
        excerpt(&part.person_mention),
        excerpt(&part.cue),
        start,
        end,
    ]
}

fn reference(names: &Names, reference: &Reference) -> Vec<Cell> {
    let [start, end] = ends(&reference.spans);
    vec![
        text(Some(&reference.article)),
        text(Some(&reference.entity)),
        text(names.get(&*reference.entity).copied()),
        text(Some(&reference.text)),
        start,
        end,
        Cell::Number(reference.confidence),
    ]
}

fn excerpt(excerpt: &Excerpt) -> Cell {
    text(Some(&excerpt.text))
}

/// Where spans begin and end.
fn ends(spans: &[CodePoints]) -> [Cell; 2] {
    [spans.first().map_or(0, |s| s.0), spans.last().map_or(0, |s| s.1)].map(number)
}

fn mentions(report: &Report, view: &View) -> Vec<Vec<Cell>> {
    let contexts = contexts(view);
    let mut rows = Vec::new();
    for (at, entity) in report.entities.iter().enumerate() {
        // The view's places are the mentions in their order, without those that stand in no part.
        let mut places = view.entities[at].places.iter().enumerate().peekable();
        for mention in &entity.mentions {
            let Some((&(start, _), &(_, end))) = mention.spans.first().zip(mention.spans.last()) else { continue };
            let place = places.next_if(|(_, place)| (place.at.offset, place.end) == (start, end));
            let around = place.and_then(|(nth, _)| contexts.get(&(at as u32, nth as u32)));
            let (before, after) = around.copied().unwrap_or_default();
            let row = vec![
                text(mention.article.as_deref()),
                text(Some(&entity.id)),
                text(Some(entity.kind.code())),
                text(Some(&entity.name)),
                text(Some(&mention.text)),
                text(Some(before)),
                text(Some(after)),
                number(start),
                number(end),
                Cell::Text(spans(&mention.spans)),
                text(Some(&mention.rule)),
                Cell::Number(mention.score),
                yes(mention.checked),
            ];
            rows.push((start, std::cmp::Reverse(end), row));
        }
    }
    rows.sort_by_key(|&(start, end, _)| (start, end));
    rows.into_iter().map(|(_, _, row)| row).collect()
}

/// What stands before and after each mention in its part, by entity and number of the mention.
fn contexts(view: &View) -> BTreeMap<(u32, u32), (&str, &str)> {
    let parts = view.articles.iter().flat_map(crate::view::Article::parts).chain(&view.furniture);
    parts
        .flat_map(|part| part.marks.iter().map(move |m| ((m.entity, m.nth), around(part, m.start as usize, m.end as usize))))
        .collect()
}

fn around(part: &Part, start: usize, end: usize) -> (&str, &str) {
    let (before, after) = (&part.text[..start], &part.text[end..]);
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}

/// Spans as `29..31 40..42`, which no spreadsheet takes for a date.
fn spans(spans: &[CodePoints]) -> String {
    spans.iter().map(|(start, end)| format!("{start}..{end}")).collect::<Vec<_>>().join(" ")
}

fn text(text: Option<&str>) -> Cell {
    Cell::Text(text.unwrap_or_default().to_owned())
}

fn yes(holds: bool) -> Cell {
    text(holds.then_some("yes"))
}

fn number(number: u32) -> Cell {
    Cell::Number(f64::from(number))
}

fn part(part: Option<&TextPart>) -> Cell {
    text(part.map(|p| &*p.text))
}

fn lines(parts: &[TextPart]) -> Cell {
    Cell::Text(parts.iter().map(|p| &*p.text).collect::<Vec<_>>().join("\n"))
}

fn join(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(BETWEEN)
}
