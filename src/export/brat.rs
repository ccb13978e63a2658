//! brat's standoff format: for each article its text and its annotations, with the configuration that names the types.
//!
//! Invariants: offsets count code points of the `.txt` beside; the mentions of one entity are tied by `Equiv`; values go
//! into notes.

use super::document::{Document, Unit, documents};
use super::zip;
use crate::report::{EntityType, Report, Value};
use crate::view::View;
use std::collections::BTreeMap;
use std::fmt::Write;

pub(super) fn write(report: &Report, view: &View) -> Vec<u8> {
    let mut files = vec![("annotation.conf".to_owned(), configuration().into_bytes())];
    for document in documents(report, view) {
        files.push((format!("{}.ann", document.id), annotations(report, &document).into_bytes()));
        files.push((format!("{}.txt", document.id), document.text.into_bytes()));
    }
    zip::pack(&files)
}

fn annotations(report: &Report, document: &Document) -> String {
    let offsets = document.offsets(Unit::CodePoint);
    let mut lines = String::new();
    let mut same: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut notes = String::new();
    for (number, &mark) in (1..).zip(&document.marks) {
        let (start, end) = (offsets[mark.start as usize], offsets[mark.end as usize]);
        // Writing to a string does not fail.
        let _ = writeln!(lines, "T{number}\t{} {start} {end}\t{}", mark.kind.code(), document.of(mark));
        same.entry(mark.entity).or_default().push(format!("T{number}"));
        if let Some(value) = &report.entities[mark.entity as usize].value {
            let _ = writeln!(notes, "#{number}\tAnnotatorNotes T{number}\t{}", said(value));
        }
    }
    for mentions in same.values().filter(|mentions| mentions.len() > 1) {
        let _ = writeln!(lines, "*\tEquiv {}", mentions.join(" "));
    }
    lines + &notes
}

fn said(value: &Value) -> String {
    match value {
        Value::When { kind, start, end } => {
            let ends: Vec<&str> = [start, end].into_iter().flatten().map(String::as_str).collect();
            format!("{kind} {}", ends.join("/")).trim_end().to_owned()
        }
        Value::Money { amount, currency } => format!("{amount} {currency}"),
        Value::Quantity { number, unit } => format!("{number} {unit}"),
        Value::Percent { number } => format!("{number}%"),
    }
}

fn configuration() -> String {
    let types = EntityType::LISTED.map(EntityType::code).join("\n");
    format!(
        "[entities]\n{types}\n\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\
         Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n\n[events]\n\n[attributes]\n"
    )
}
