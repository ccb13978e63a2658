//! The tables as a workbook for Excel, WPS, `LibreOffice` (Office Open XML, ECMA-376): a sheet a table, its header bold and
//! frozen.
//!
//! Written part by part, since a library for it adds 0.7 MB to the page, a fifth of what it may weigh. Invariants: no clock's
//! time is in it; a text longer than a cell may be goes on in the row below, and a table longer than a sheet may be in a
//! further sheet, so that nothing is cut off.

use super::tables::{Cell, Table};
use super::xml::Xml;
use super::zip;
use crate::report::Report;
use crate::view::View;
use regex::Regex;
use std::sync::LazyLock;

/// Characters that a cell may hold (Excel's limit, in UTF-16 units).
const CELL: usize = 32_767;

/// Rows that a sheet may hold (Excel's limit).
const ROWS: usize = 1_048_576;

/// Widths of columns, in characters: of those that hold sentences, and of the others.
const WIDE: &str = "48";
const NARROW: &str = "14";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// The cell format of the header, by its place in the styles.
const BOLD: &str = "1";

pub(super) fn write(report: &Report, view: &View) -> Vec<u8> {
    let mut sheets: Vec<(String, Vec<u8>)> = Vec::new();
    for table in Table::ALL {
        let rows: Vec<Vec<Cell>> = table.rows(report, view).into_iter().flat_map(folded).collect();
        let mut pieces: Vec<&[Vec<Cell>]> = rows.chunks(ROWS - 1).collect();
        if pieces.is_empty() {
            pieces.push(&[]);
        }
        for (nth, rows) in (1..).zip(pieces) {
            let name = if nth == 1 { table.name().to_owned() } else { format!("{} {nth}", table.name()) };
            sheets.push((name, sheet(table, rows)));
        }
    }
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "xl/workbook.xml".to_owned())])),
        ("xl/workbook.xml".to_owned(), workbook(&sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), {
            let sheets = (1..=sheets.len()).map(|n| ("worksheet", format!("worksheets/sheet{n}.xml")));
            relations(&sheets.chain([("styles", "styles.xml".to_owned())]).collect::<Vec<_>>())
        }),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    files.extend((1..).zip(sheets).map(|(n, (_, bytes))| (format!("xl/worksheets/sheet{n}.xml"), bytes)));
    zip::pack(&files)
}

fn content_types(sheets: usize) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("Types", &[("xmlns", CONTENT_TYPES)]);
    xml.void("Default", &[("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml")]);
    let mut part = |name: &str, kind: &str| {
        xml.void("Override", &[("PartName", name), ("ContentType", &format!("{CONTENT}{kind}+xml"))]);
    };
    part("/xl/workbook.xml", "sheet.main");
    part("/xl/styles.xml", "styles");
    (1..=sheets).for_each(|n| part(&format!("/xl/worksheets/sheet{n}.xml"), "worksheet"));
    xml.finish()
}

/// Ties a part to others: `rId1` is the first.
fn relations(targets: &[(&str, String)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("Relationships", &[("xmlns", PACKAGE_RELATIONS)]);
    for (n, (kind, target)) in (1..).zip(targets) {
        let (id, kind) = (format!("rId{n}"), format!("{RELATIONS}/{kind}"));
        xml.void("Relationship", &[("Id", &id), ("Type", &kind), ("Target", target)]);
    }
    xml.finish()
}

fn workbook(sheets: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("workbook", &[("xmlns", MAIN), ("xmlns:r", RELATIONS)]);
    xml.open("sheets", &[]);
    for (n, (name, _)) in (1..).zip(sheets) {
        xml.void("sheet", &[("name", name), ("sheetId", &format!("{n}")), ("r:id", &format!("rId{n}"))]);
    }
    xml.finish()
}

/// The two formats of cells: plain, and bold for headers.
fn styles() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("styleSheet", &[("xmlns", MAIN)]);
    xml.open("fonts", &[("count", "2")]);
    for bold in [false, true] {
        xml.open("font", &[]);
        if bold {
            xml.void("b", &[]);
        }
        xml.void("sz", &[("val", "11")]);
        xml.void("name", &[("val", "Calibri")]);
        xml.close();
    }
    xml.close();
    xml.open("fills", &[("count", "2")]);
    for pattern in ["none", "gray125"] {
        xml.open("fill", &[]);
        xml.void("patternFill", &[("patternType", pattern)]);
        xml.close();
    }
    xml.close();
    xml.open("borders", &[("count", "1")]);
    xml.void("border", &[]);
    xml.close();
    xml.open("cellStyleXfs", &[("count", "1")]);
    xml.void("xf", &[]);
    xml.close();
    xml.open("cellXfs", &[("count", "2")]);
    xml.void("xf", &[("xfId", "0"), ("fontId", "0")]);
    xml.void("xf", &[("xfId", "0"), ("fontId", "1"), ("applyFont", "1")]);
    xml.close();
    xml.open("cellStyles", &[("count", "1")]);
    xml.void("cellStyle", &[("name", "Normal"), ("xfId", "0"), ("builtinId", "0")]);
    xml.finish()
}

fn sheet(table: Table, rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("worksheet", &[("xmlns", MAIN)]);
    xml.open("sheetViews", &[]);
    xml.open("sheetView", &[("workbookViewId", "0")]);
    xml.void("pane", &[("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen")]);
    xml.close();
    xml.close();
    xml.open("cols", &[]);
    for (n, &name) in (1..).zip(table.columns()) {
        let width = if matches!(name, "text" | "title" | "captions" | "content") { WIDE } else { NARROW };
        let n = format!("{n}");
        xml.void("col", &[("min", &n), ("max", &n), ("width", width), ("customWidth", "1")]);
    }
    xml.close();
    xml.open("sheetData", &[]);
    let head: Vec<Cell> = table.columns().iter().map(|&name| Cell::Text(name.to_owned())).collect();
    row(&mut xml, 1, &head, BOLD);
    for (number, cells) in (2..).zip(rows) {
        row(&mut xml, number, cells, "0");
    }
    xml.finish()
}

fn row(xml: &mut Xml, number: u32, cells: &[Cell], style: &str) {
    xml.open("row", &[("r", &number.to_string())]);
    for (column, cell) in ('A'..).zip(cells) {
        let place = format!("{column}{number}");
        match cell {
            Cell::Text(text) if text.is_empty() => {}
            Cell::Text(text) => {
                xml.open("c", &[("r", &place), ("s", style), ("t", "inlineStr")]);
                xml.open("is", &[]);
                xml.leaf("t", &[("xml:space", "preserve")], &escaped(text));
                xml.close();
                xml.close();
            }
            Cell::Number(number) => {
                xml.open("c", &[("r", &place), ("s", style)]);
                xml.leaf("v", &[], &number.to_string());
                xml.close();
            }
        }
    }
    xml.close();
}

/// A text in which nothing is taken for an escaped character: the form reads `_x0041_` as `A`.
fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    static ESCAPE: LazyLock<Regex> = LazyLock::new(|| Regex::new("_(x[0-9A-Fa-f]{4}_)").expect("a pattern"));
    ESCAPE.replace_all(text, "_x005F_$1")
}

/// A row, and below it rows with what of its texts is too long for a cell.
fn folded(row: Vec<Cell>) -> Vec<Vec<Cell>> {
    let is_long = |cell: &Cell| matches!(cell, Cell::Text(text) if text.encode_utf16().count() > CELL);
    if !row.iter().any(is_long) {
        return vec![row];
    }
    let cut = |cell| if let Cell::Text(text) = cell { cut(&text) } else { vec![cell] };
    let pieces: Vec<Vec<Cell>> = row.into_iter().map(cut).collect();
    let height = pieces.iter().map(Vec::len).max().unwrap_or(1);
    let at = |nth: usize| pieces.iter().map(|p| p.get(nth).cloned().unwrap_or(Cell::Text(String::new()))).collect();
    (0..height).map(at).collect()
}

fn cut(text: &str) -> Vec<Cell> {
    let mut pieces = Vec::new();
    let (mut from, mut size) = (0, 0);
    for (at, c) in text.char_indices() {
        if size + c.len_utf16() > CELL {
            pieces.push(Cell::Text(text[from..at].to_owned()));
            (from, size) = (at, 0);
        }
        size += c.len_utf16();
    }
    pieces.push(Cell::Text(text[from..].to_owned()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_on_below() {
        let long = "𠮷".repeat(CELL);
        let rows = folded(vec![Cell::Text("a1".into()), Cell::Text(long.clone()), Cell::Number(1.0)]);
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.len() == 3));
        assert_eq!(rows.iter().map(|row| row[1].to_string()).collect::<String>(), long);
        assert_eq!(rows[1][0], Cell::Text(String::new()));
    }

    #[test]
    fn what_looks_like_an_escape_is_escaped() {
        assert_eq!(escaped("a_x0041_b"), "a_x005F_x0041_b");
        assert_eq!(escaped("a_xyz_"), "a_xyz_");
    }
}
