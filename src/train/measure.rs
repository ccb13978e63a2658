//! Reads pages by tables that are given, so that a scorer can tell how good these are: on pages that they were not learned from.

use crate::entity::Recognition;
use crate::layout::{self, weights::Tables};
use crate::source::Source;
use crate::{Options, report};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Whether a training that holds pages out leaves out the page at this place in the order of all pages.
#[must_use]
pub fn is_held_out(at: usize) -> bool {
    at % 3 == 2
}

/// Reads the pages of `folders` by the tables `layout`, `headlines` and `placement`, all of them or those held out, and writes each to
/// `out`/FOLDER, with its gold and the report of its structure.
///
/// # Errors
/// When a file cannot be read or written.
pub fn read(
    folders: &[PathBuf],
    out: &Path,
    layout: &Path,
    headlines: &Path,
    placement: &Path,
    held_out: bool,
) -> std::io::Result<()> {
    let tables = Tables::of(&std::fs::read(layout)?, Cow::Owned(std::fs::read(headlines)?), &std::fs::read_to_string(placement)?);
    let mut at = 0;
    for folder in folders {
        let to = out.join(folder.file_name().unwrap_or_default());
        std::fs::create_dir_all(&to)?;
        for path in super::gold::paths(folder)? {
            if !held_out || is_held_out(at) {
                let text = std::fs::read_to_string(&path)?;
                let name = path.file_name().unwrap_or_default();
                let gold = path.with_extension("gold.json");
                std::fs::write(to.join(name).with_extension("json"), structure(&tables, &text))?;
                std::fs::write(to.join(name).with_extension("gold.json"), std::fs::read(gold)?)?;
                std::fs::write(to.join(name), text)?;
            }
            at += 1;
        }
    }
    Ok(())
}

/// The report of a page's structure, without names.
fn structure(tables: &Tables, text: &str) -> String {
    let source = Source::new(text);
    let layout = layout::read_by(tables, &source, &mut |_| ());
    let texts = report::passages(&source, &layout);
    let nothing = Recognition { mentions: vec![Vec::new(); texts.len()], ..Recognition::default() };
    report::write(&source, &layout, &texts, &nothing, &Options::default()).to_json()
}
