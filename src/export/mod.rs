//! The report in the formats of other tools: one file a format, [`FORMATS`] the list of them.
//!
//! Invariants: every format comes out of every report; the same report and text give the same bytes, natively and in the
//! browser. Formats that stand off the raw text count as the report does, in code points; those that carry a text of their
//! own carry the clean text and count in it, in the unit of their tool.

mod bio;
mod brat;
mod csv;
mod doccano;
mod document;
mod html;
mod json_ld;
mod label_studio;
mod markdown;
mod ninjs;
mod plain;
mod tables;
mod tei;
mod web_annotation;
mod xlsx;
mod xml;
mod zip;

pub use tables::Table;

use crate::report::{Entity, Report};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;

/// All formats, in the order in which they are offered.
pub const FORMATS: [Format; 22] = [
    Format::Json,
    Format::Xlsx,
    Format::Csv,
    Format::CsvTable(Table::Articles),
    Format::CsvTable(Table::Entities),
    Format::CsvTable(Table::Mentions),
    Format::CsvTable(Table::Titles),
    Format::CsvTable(Table::Statements),
    Format::CsvTable(Table::Attendance),
    Format::CsvTable(Table::References),
    Format::Markdown,
    Format::Text,
    Format::Html,
    Format::Tei,
    Format::JsonLd,
    Format::Ninjs,
    Format::WebAnnotation,
    Format::Bio,
    Format::Conll,
    Format::Brat,
    Format::Doccano,
    Format::LabelStudio,
];

/// A format that a report can be taken away in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The report as it is.
    Json,
    /// A workbook with a sheet for each table.
    Xlsx,
    /// All tables, a CSV file each, in a ZIP archive.
    Csv,
    /// One table as CSV.
    CsvTable(Table),
    /// The clean articles in Markdown (`CommonMark`).
    Markdown,
    /// The clean articles as plain text, a line for each part.
    Text,
    /// A page to read and to print, with the names marked.
    Html,
    /// TEI P5.
    Tei,
    /// schema.org's `NewsArticle` in JSON-LD.
    JsonLd,
    /// IPTC ninjs 3.0.
    Ninjs,
    /// W3C Web Annotation, standing off the raw text.
    WebAnnotation,
    /// A character and its BIO tag a line.
    Bio,
    /// A character and its BIO tags, outer, middle and inner, a line.
    Conll,
    /// brat standoff: a `.txt` and an `.ann` for each article, in a ZIP archive.
    Brat,
    /// doccano's JSON lines.
    Doccano,
    /// Label Studio's tasks with predictions.
    LabelStudio,
}

/// What is to be said of a format besides its content.
struct Facts {
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
}

impl Format {
    /// The format of a name; none for a name that is none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        FORMATS.into_iter().find(|format| format.name() == name)
    }

    /// What the command line calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The end of a file's name, without the dot before it.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.facts().extension
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.facts().media_type
    }

    /// Whether its bytes are UTF-8, fit for a terminal and the clipboard.
    #[must_use]
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Xlsx | Self::Csv | Self::Brat)
    }

    /// A name for the file, after the name of the source; what no file system takes becomes `_`.
    #[must_use]
    pub fn file_name(self, source: Option<&str>) -> String {
        self.file_named(source.map_or("", stem))
    }

    /// A name for the file that begins with these words, none of which is an extension; what no file system takes becomes `_`.
    #[must_use]
    pub fn file_named(self, words: &str) -> String {
        let stem: String = words
            .trim()
            .chars()
            .map(|c| if c.is_control() || matches!(c, '/' | '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
            .collect();
        let stem = if stem.trim_matches('.').is_empty() { "jianbao" } else { &stem };
        format!("{stem}.{}", self.extension())
    }

    /// The report in this format. `raw` is the text that the report is about.
    #[must_use]
    pub fn write(self, report: &Report, raw: &str) -> Vec<u8> {
        let view = || View::new(report, raw);
        match self {
            Self::Json => report.to_json().into_bytes(),
            Self::Xlsx => xlsx::write(report, &view()),
            Self::Csv => csv::all(report, &view()),
            Self::CsvTable(table) => csv::one(table, report, &view()),
            Self::Markdown => markdown::write(report, &view()).into_bytes(),
            Self::Text => plain::write(report, &view()).into_bytes(),
            Self::Html => html::write(report, &view()),
            Self::Tei => tei::write(report, &view()),
            Self::JsonLd => json_ld::write(report),
            Self::Ninjs => ninjs::write(report),
            Self::WebAnnotation => web_annotation::write(report, raw),
            Self::Bio => bio::write(report, &view(), bio::Layers::Outer).into_bytes(),
            Self::Conll => bio::write(report, &view(), bio::Layers::All).into_bytes(),
            Self::Brat => brat::write(report, &view()),
            Self::Doccano => doccano::write(report, &view()),
            Self::LabelStudio => label_studio::write(report, &view()),
        }
    }

    fn facts(self) -> Facts {
        let (name, extension, media_type) = match self {
            Self::Json => ("json", "json", "application/json"),
            Self::Xlsx => ("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Self::Csv => ("csv", "csv.zip", "application/zip"),
            Self::CsvTable(Table::Articles) => ("csv-articles", "articles.csv", CSV),
            Self::CsvTable(Table::Entities) => ("csv-entities", "entities.csv", CSV),
            Self::CsvTable(Table::Mentions) => ("csv-mentions", "mentions.csv", CSV),
            Self::CsvTable(Table::Titles) => ("csv-titles", "titles.csv", CSV),
            Self::CsvTable(Table::Statements) => ("csv-statements", "statements.csv", CSV),
            Self::CsvTable(Table::Attendance) => ("csv-attendance", "attendance.csv", CSV),
            Self::CsvTable(Table::References) => ("csv-references", "references.csv", CSV),
            Self::Markdown => ("markdown", "md", "text/markdown;charset=utf-8"),
            Self::Text => ("text", "txt", "text/plain;charset=utf-8"),
            Self::Html => ("html", "html", "text/html;charset=utf-8"),
            Self::Tei => ("tei", "tei.xml", "application/tei+xml"),
            Self::JsonLd => ("json-ld", "jsonld", "application/ld+json"),
            Self::Ninjs => ("ninjs", "ninjs.json", "application/json"),
            Self::WebAnnotation => {
                ("web-annotation", "annotations.jsonld", "application/ld+json;profile=\"http://www.w3.org/ns/anno.jsonld\"")
            }
            Self::Bio => ("bio", "bio", "text/plain;charset=utf-8"),
            Self::Conll => ("conll", "conll", "text/plain;charset=utf-8"),
            Self::Brat => ("brat", "brat.zip", "application/zip"),
            Self::Doccano => ("doccano", "doccano.jsonl", "application/x-ndjson"),
            Self::LabelStudio => ("label-studio", "label-studio.json", "application/json"),
        };
        Facts { name, extension, media_type }
    }
}

const CSV: &str = "text/csv;charset=utf-8;header=present";

/// The name of a page that has none and no headline.
const UNNAMED: &str = "jianbao";

/// What files that are read say where lines were put into another order.
const REORDERED: &str = "原文的几栏或几篇交错，由程序重排，未必都对 \
    Columns or articles run through one another in the text; the program put them into reading order, which may be wrong in places";

/// A file's name without its extension.
#[must_use]
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// An identifier of the report's text, made of its fingerprint: the same text has the same one.
fn urn(report: &Report) -> String {
    format!("urn:jianbao:page:{}", report.source.sha256)
}

/// The text's name; of one that has none its first headline, or the program's name.
fn name_of(report: &Report) -> &str {
    let headline = || report.articles.iter().find_map(|article| Some(&*article.headline.title.as_ref()?.text));
    report.source.name.as_deref().or_else(headline).unwrap_or(UNNAMED)
}

/// The entities that each article names, in the report's order.
fn by_article(report: &Report) -> BTreeMap<&str, Vec<&Entity>> {
    let mut named: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
    for entity in &report.entities {
        for article in entity.mentions.iter().filter_map(|m| m.article.as_deref()) {
            let entities = named.entry(article).or_default();
            if !entities.last().is_some_and(|last| std::ptr::eq(*last, entity)) {
                entities.push(entity);
            }
        }
    }
    named
}

/// Indented JSON with a line break at the end.
fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).expect("plain data has a JSON form");
    json.push(b'\n');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_formats_apart() {
        for (at, format) in FORMATS.into_iter().enumerate() {
            assert_eq!(Format::named(format.name()), Some(format));
            assert!(FORMATS[..at].iter().all(|f| f.extension() != format.extension()), "{format:?}");
        }
        assert_eq!(Format::named("docx"), None);
    }

    #[test]
    fn files_are_named_after_the_source() {
        let name = |source| Format::Tei.file_name(source);
        assert_eq!(name(Some("荆州日报 2024.09.12.txt")), "荆州日报 2024.09.12.tei.xml");
        assert_eq!(name(Some("a/b:c?.txt")), "a_b_c_.tei.xml");
        assert_eq!(name(Some(".txt")), "jianbao.tei.xml");
        assert_eq!(name(Some("..")), "jianbao.tei.xml");
        assert_eq!(name(None), "jianbao.tei.xml");
        assert_eq!(Format::Tei.file_named(" 增长12.5% "), "增长12.5%.tei.xml");
    }
}
