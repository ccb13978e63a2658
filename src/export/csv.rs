//! The tables as CSV (RFC 4180): a byte order mark, by which spreadsheets know UTF-8, a header row, lines that end in CR LF.
//!
//! Cells are the text as it is. A spreadsheet takes one that begins with `=`, `+`, `-` or `@` for a formula; the workbook has no
//! such risk, as its cells say that they are text.

use super::tables::{Cell, Table};
use super::zip;
use crate::report::Report;
use crate::view::View;
use csv::{Terminator, WriterBuilder};

/// All tables in one archive.
pub(super) fn all(report: &Report, view: &View) -> Vec<u8> {
    let files: Vec<_> = Table::ALL.iter().map(|&t| (format!("{}.csv", t.name()), one(t, report, view))).collect();
    zip::pack(&files)
}

/// One table.
pub(super) fn one(table: Table, report: &Report, view: &View) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(table.columns()).expect("memory takes every byte");
    for row in table.rows(report, view) {
        writer.write_record(row.iter().map(Cell::to_string)).expect("every row has the header's length");
    }
    writer.into_inner().expect("memory takes every byte")
}
