//! TEI P5: the articles as divisions, mentions in the text as names, dates and measures, persons, bodies, places, events and
//! works in lists before it that the mentions refer to.
//!
//! Invariants: the file is valid by `tei_all`; `@ref` points to an `xml:id` of the same file; no white space is added inside
//! paragraphs and headings. Dates carry W3C forms, everything else of ISO 8601 the `-iso` attributes.

use super::xml::Xml;
use super::{REORDERED, name_of, urn};
use crate::report::{Article as Read, Byline, CodePoints, Entity, EntityType, Report, Value};
use crate::view::{Article, Mark, Part, Run, View};
use jiff::civil::Date;

/// What the file says of its origin.
const ORIGIN: &str = "Made by machine from the text of a newspaper page";

pub(super) fn write(report: &Report, view: &View) -> Vec<u8> {
    let mut tei = Tei { xml: Xml::new(), report, view };
    tei.xml.open("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:lang", "zh")]);
    tei.xml.line();
    tei.header();
    tei.lists();
    tei.text();
    tei.xml.finish()
}

struct Tei<'a> {
    xml: Xml,
    report: &'a Report,
    view: &'a View,
}

impl Tei<'_> {
    fn header(&mut self) {
        let (xml, source) = (&mut self.xml, &self.report.source);
        xml.open("teiHeader", &[]);
        xml.open("fileDesc", &[]);
        xml.line();
        xml.open("titleStmt", &[]);
        xml.leaf("title", &[], name_of(self.report));
        xml.close();
        xml.line();
        xml.open("publicationStmt", &[]);
        let revised = match self.report.corrections.as_ref().map_or(0, |corrections| corrections.edits.len()) {
            0 => "not revised".to_owned(),
            1 => "a reader made 1 correction".to_owned(),
            edits => format!("a reader made {edits} corrections"),
        };
        xml.leaf("p", &[("xml:lang", "en")], &format!("{ORIGIN}; {revised}."));
        if self.report.reordered {
            xml.leaf("p", &[], REORDERED);
        }
        xml.close();
        xml.line();
        xml.open("sourceDesc", &[]);
        xml.open("bibl", &[]);
        xml.leaf("title", &[], name_of(self.report));
        if let Some(day) = &source.date {
            match w3c(day) {
                Some(when) => xml.leaf("date", &[("when", when)], day),
                None => xml.leaf("date", &[], day),
            }
        }
        xml.leaf("idno", &[("type", "URI")], &urn(self.report));
        xml.close();
        xml.close();
        xml.close();
        xml.line();
        xml.open("encodingDesc", &[]);
        xml.open("appInfo", &[]);
        let generator = &self.report.generator;
        xml.open("application", &[("ident", &generator.name), ("version", &generator.version)]);
        xml.leaf("label", &[], "剪报 Jianbao");
        for _ in ["application", "appInfo", "encodingDesc", "teiHeader"] {
            xml.close();
        }
        xml.line();
    }

    fn lists(&mut self) {
        let lists = [
            (EntityType::Person, "listPerson"),
            (EntityType::Org, "listOrg"),
            (EntityType::Place, "listPlace"),
            (EntityType::Event, "listEvent"),
            (EntityType::Work, "listBibl"),
        ];
        if !self.report.entities.iter().any(|e| is_listed(e.kind)) {
            return;
        }
        self.xml.open("standOff", &[]);
        self.xml.line();
        for (kind, list) in lists {
            let mut entities = self.report.entities.iter().filter(|e| e.kind == kind).peekable();
            if entities.peek().is_none() {
                continue;
            }
            self.xml.open(list, &[]);
            self.xml.line();
            for entity in entities {
                self.item(entity);
                self.xml.line();
            }
            self.xml.close();
            self.xml.line();
        }
        self.xml.close();
        self.xml.line();
    }

    fn item(&mut self, entity: &Entity) {
        let (item, name) = match entity.kind {
            EntityType::Person => ("person", "persName"),
            EntityType::Org => ("org", "orgName"),
            EntityType::Place => ("place", "placeName"),
            EntityType::Event => ("event", "label"),
            _ => ("bibl", "title"),
        };
        self.xml.open(item, &[("xml:id", &entity.id)]);
        self.xml.leaf(name, &[], &entity.name);
        let mut forms = vec![&*entity.name];
        for mention in &entity.mentions {
            if !forms.contains(&&*mention.text) && entity.kind != EntityType::Event {
                forms.push(&mention.text);
                self.xml.leaf(name, &[("type", "variant")], &mention.text);
            }
        }
        if let Some(division) = &entity.division {
            self.xml.open("location", &[]);
            division.path.iter().for_each(|name| self.xml.leaf("region", &[], name));
            self.xml.close();
            self.xml.leaf("idno", &[("type", "GBT2260")], &division.code);
        }
        for held in &entity.titles {
            self.xml.open("affiliation", &[]);
            self.xml.leaf("roleName", &[], &held.title);
            let body = held.entity.as_ref().and_then(|id| self.report.entities.iter().find(|e| e.id == *id));
            match (body, &held.organization) {
                (Some(body), name) if matches!(body.kind, EntityType::Org | EntityType::Place) => {
                    let element = if body.kind == EntityType::Org { "orgName" } else { "placeName" };
                    let reference = format!("#{}", body.id);
                    self.xml.leaf(element, &[("ref", &reference)], name.as_ref().unwrap_or(&body.name));
                }
                (_, Some(name)) => self.xml.leaf("orgName", &[], name),
                (_, None) => {}
            }
            self.xml.close();
        }
        self.xml.close();
    }

    fn text(&mut self) {
        self.xml.open("text", &[]);
        self.xml.open("body", &[]);
        self.xml.line();
        let mut page = 0;
        for (article, read) in self.view.articles.iter().zip(&self.report.articles) {
            if article.page != page {
                page = article.page;
                self.xml.void("pb", &[("n", &page.to_string())]);
                self.xml.line();
            }
            self.article(article, read);
        }
        if self.view.articles.is_empty() {
            // The body of a text may not be empty.
            self.xml.void("p", &[]);
            self.xml.line();
        }
        for part in &self.view.furniture {
            self.part("fw", &[("type", if part.reason.is_empty() { "other" } else { &part.reason })], part, &[]);
        }
        self.xml.close();
        self.xml.close();
    }

    fn article(&mut self, article: &Article, read: &Read) {
        self.xml.open("div", &[("type", "article"), ("xml:id", &read.id)]);
        self.xml.line();
        let byline = &read.byline;
        for (kind, part) in [("kicker", &article.kicker), ("main", &article.title), ("sub", &article.subtitle)] {
            if let Some(part) = part {
                self.part("head", &[("type", kind)], part, byline);
            }
        }
        for part in &article.paragraphs {
            self.part("p", &[], part, byline);
        }
        for part in &article.captions {
            self.xml.open("figure", &[]);
            self.part("head", &[], part, byline);
            self.xml.close();
            self.xml.line();
        }
        self.xml.close();
        self.xml.line();
    }

    fn part(&mut self, element: &'static str, attributes: super::xml::Attributes<'_>, part: &Part, byline: &[Byline]) {
        self.xml.open(element, attributes);
        self.runs(part, &part.runs(0..part.text.len()), byline);
        self.xml.close();
        self.xml.line();
    }

    fn runs(&mut self, part: &Part, runs: &[Run], byline: &[Byline]) {
        for run in runs {
            match run {
                Run::Text(range) => self.xml.text(&part.text[range.clone()]),
                Run::Mark { mark, inner, .. } => {
                    self.mention(*mark, byline);
                    self.runs(part, inner, byline);
                    self.xml.close();
                }
            }
        }
    }

    /// Begins the element of a mention.
    fn mention(&mut self, mark: Mark, byline: &[Byline]) {
        let entity = &self.report.entities[mark.entity as usize];
        let reference = format!("#{}", entity.id);
        let to = ("ref", &*reference);
        match entity.kind {
            EntityType::Person => match self.role(entity, mark, byline) {
                Some(role) => self.xml.open("persName", &[to, ("role", role)]),
                None => self.xml.open("persName", &[to]),
            },
            EntityType::Org => self.xml.open("orgName", &[to]),
            EntityType::Place => self.xml.open("placeName", &[to]),
            EntityType::Event => self.xml.open("rs", &[("type", "event"), to]),
            EntityType::Work => self.xml.open("title", &[to]),
            EntityType::Term => self.xml.open("term", &[("key", &entity.id)]),
            EntityType::Title => self.xml.open("roleName", &[("key", &entity.id)]),
            EntityType::Date => self.when("date", entity.value.as_ref()),
            EntityType::Time => self.when("time", entity.value.as_ref()),
            EntityType::Money | EntityType::Percent | EntityType::Quantity => self.amount(entity),
        }
    }

    /// The role of a person who is named in the byline.
    fn role<'b>(&self, entity: &Entity, mark: Mark, byline: &'b [Byline]) -> Option<&'b str> {
        let at = self.view.entities[mark.entity as usize].places.get(mark.nth as usize)?.at.offset;
        let begins = |spans: &[CodePoints]| spans.first().is_some_and(|span| span.0 == at);
        byline.iter().find(|b| begins(&b.spans) && b.name == entity.name).map(|b| &*b.role)
    }

    fn when(&mut self, element: &'static str, value: Option<&Value>) {
        let Some(Value::When { kind, start, end }) = value else { return self.xml.open(element, &[]) };
        let (start, end) = (start.as_deref(), end.as_deref());
        let (names, values) = match &**kind {
            "duration" => (["dur-iso", ""], [start, None]),
            "fuzzy" => (["notBefore", "notAfter"], [start, end]),
            _ if start == end => (["when", ""], [start, None]),
            "point" if end.is_none() => (["when", ""], [start, None]),
            _ => (["from", "to"], [start, end]),
        };
        // Days by the W3C's attributes; what else ISO 8601 has by those named after it.
        let days = values.into_iter().flatten().all(|v| w3c(v).is_some());
        let mut attributes: Vec<(String, &str)> = Vec::new();
        for (name, value) in names.into_iter().zip(values) {
            if let Some(value) = value.filter(|v| days || is_iso(v)) {
                attributes.push((if days || name.ends_with("-iso") { name.to_owned() } else { format!("{name}-iso") }, value));
            }
        }
        let attributes: Vec<(&str, &str)> = attributes.iter().map(|(name, value)| (&**name, *value)).collect();
        self.xml.open(element, &attributes);
    }

    fn amount(&mut self, entity: &Entity) {
        match &entity.value {
            Some(Value::Money { amount, currency }) => {
                self.xml.open("measure", &[("type", "currency"), ("quantity", &amount.to_string()), ("unit", currency)]);
            }
            Some(Value::Percent { number }) => {
                self.xml.open("num", &[("type", "percentage"), ("value", &number.to_string())]);
            }
            Some(Value::Quantity { number, unit }) if is_word(unit) => {
                self.xml.open("measure", &[("quantity", &number.to_string()), ("unit", unit)]);
            }
            Some(Value::Quantity { number, .. }) => self.xml.open("measure", &[("quantity", &number.to_string())]),
            _ if entity.kind == EntityType::Percent => self.xml.open("num", &[("type", "percentage")]),
            _ => self.xml.open("measure", &[]),
        }
    }
}

/// Whether entities of a type stand in one of the lists.
fn is_listed(kind: EntityType) -> bool {
    matches!(kind, EntityType::Person | EntityType::Org | EntityType::Place | EntityType::Event | EntityType::Work)
}

/// A day as the W3C's attributes take it.
fn w3c(day: &str) -> Option<&str> {
    (day.len() == 10 && day.parse::<Date>().is_ok()).then_some(day)
}

/// Whether the `-iso` attributes take it.
fn is_iso(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_digit() || ".,DHMPRSTWYZ/:+-".contains(c))
}

/// Whether it is one word, which `@unit` takes: letters, digits, punctuation.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c.is_ascii_punctuation())
}
