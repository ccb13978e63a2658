//! `jianbao convert`: a saved report, its corrections made again, in any of the formats.

use super::{ConvertArgs, Failure, analyze, input};
use crate::decode;
use crate::edit::{self, Reloaded, Unfit};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

pub(super) fn run(args: ConvertArgs, out: &mut impl Write) -> Result<(), Failure> {
    let ConvertArgs { report: path, text, encoding, format, output } = args;
    if output.is_none() {
        analyze::fit_for(format, io::stdout().is_terminal())?;
    }
    let called = input::called(&path);
    let refused = |unfit: Unfit| Failure::input(format!("{called}: {unfit}"));
    let report = edit::read(&read(&path, None)?).map_err(refused)?;
    let name = report.source.name.as_deref();
    let output = output.map(|path| if path.is_dir() { path.join(format.file_name(name)) } else { path });
    analyze::spare([path.as_path()].into_iter().chain(text.as_deref()), output.clone())?;
    let given = text.map(|path| read(&path, encoding.as_deref())).transpose()?;
    let Reloaded { mut desk, edits, unfit, differs, .. } = edit::reload(&report, |_| given.clone()).map_err(refused)?;
    if let Some(given) = given.filter(|given| given != desk.raw()) {
        let (expected, given) = (report.source.length, given.chars().count() as u32);
        return Err(refused(Unfit::OtherText { expected, given }));
    }
    for (at, misfit) in unfit {
        super::say(&format!("warning: {called}: correction {} does not fit and is not made: {misfit}", at + 1));
    }
    if differs.any() {
        super::say(&format!(
            "warning: {called}: {} articles and {} entities differ from what its corrections make, which is what is written",
            differs.articles, differs.entities
        ));
    }
    desk.replay(0, &edits).map_err(|fault| Failure::input(format!("{called}: {fault}")))?;
    let bytes = super::guarded(|| format.write(&desk.report(), desk.raw()))
        .map_err(|fault| Failure::input(format!("{called}: {fault}")))?;
    let Some(file) = output else { return out.write_all(&bytes).map_err(Failure::Output) };
    std::fs::write(&file, bytes).map_err(|error| Failure::File(analyze::cannot_write(&file, &error)))
}

/// The text of a file.
fn read(path: &Path, encoding: Option<&str>) -> Result<String, Failure> {
    let bytes = input::bytes(path).map_err(Failure::input)?;
    let decoded = decode::decode(&bytes, encoding);
    decoded.map(|decoded| decoded.text).map_err(|error| Failure::input(format!("{}: {error}", input::called(path))))
}
