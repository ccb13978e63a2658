//! `jianbao analyze`: files or standard input to reports, in any of the formats.

use super::{AnalyzeArgs, Failure, in_order, input};
use crate::export::Format;
use crate::{Options, clean, decode};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(args: AnalyzeArgs, out: &mut impl Write) -> Result<(), Failure> {
    let AnalyzeArgs { mut files, encoding, known, name, ndjson, format, output } = args;
    let known = known.options()?;
    if files.is_empty() {
        files.push(PathBuf::from("-"));
    }
    let folder = output.as_deref().filter(|path| path.is_dir());
    if files.len() > 1 && !ndjson && folder.is_none() {
        let ndjson = if format == Format::Json { "add --ndjson to get one a line, " } else { "" };
        return Err(Failure::input(format!(
            "{} files are {0} reports: {ndjson}name a folder that is there by --output to get a file for each, or give one file",
            files.len()
        )));
    }
    if files.len() > 1 && name.is_some() {
        return Err(Failure::input("--name is for one text: leave it out, each file then goes by its own name".to_owned()));
    }
    if ndjson && format != Format::Json {
        let message = format!("--ndjson is for JSON: leave it out, or leave --format {} out", format.name());
        return Err(Failure::input(message));
    }
    if ndjson && output.is_some() {
        let message = "--output takes one report a file: leave it out, and send the lines to a file by `>`";
        return Err(Failure::input(message.to_owned()));
    }
    if output.is_none() {
        fit_for(format, io::stdout().is_terminal())?;
    }
    let name_of = |path: &Path| name.clone().or_else(|| base_name(path));
    let file_for = |path: &Path| {
        let output = output.as_ref()?;
        Some(folder.map_or_else(|| output.clone(), |folder| folder.join(format.file_name(name_of(path).as_deref()))))
    };
    tell_apart(&files, file_for)?;
    spare(files.iter().map(PathBuf::as_path), files.iter().filter_map(|path| file_for(path)))?;
    let report = |path: PathBuf| -> Result<Written, String> {
        let called = input::called(&path);
        let bytes = input::bytes(&path)?;
        let decoded = decode::decode(&bytes, encoding.as_deref()).map_err(|error| format!("{called}: {error}"))?;
        let options = Options { name: name_of(&path), encoding: Some(decoded.encoding.to_owned()), ..known.clone() };
        let written = super::report(&decoded.text, &options).and_then(|report| {
            if ndjson {
                return Ok(report.to_json_line().into_bytes());
            }
            super::guarded(|| format.write(&report, &decoded.text))
        });
        let written = written.map_err(|fault| format!("{called}: {fault}"))?;
        let empty = clean::is_blank(&decoded.text);
        let warning = empty.then(|| format!("{called}: there is no text in it: check that it is the file you meant"));
        Ok(Written { bytes: written, file: file_for(&path), warning })
    };
    let mut faults = Vec::new();
    let mut unwritten = None;
    let write = |report: Result<Written, String>| match report {
        Ok(Written { bytes, file, warning }) => {
            if let Some(warning) = warning {
                super::say(&format!("warning: {warning}"));
            }
            let Some(file) = file else { return out.write_all(&bytes) };
            std::fs::write(&file, bytes).inspect_err(|error| unwritten = Some(cannot_write(&file, error)))
        }
        Err(fault) => {
            faults.push(fault);
            Ok(())
        }
    };
    let done = in_order::run(files.into_iter(), report, write);
    if let Some(message) = unwritten {
        return Err(Failure::File(message));
    }
    done.map_err(Failure::Output)?;
    if faults.is_empty() { Ok(()) } else { Err(Failure::Input(faults)) }
}

/// What comes of one file.
struct Written {
    bytes: Vec<u8>,
    /// The file that they are for; none for standard output.
    file: Option<PathBuf>,
    warning: Option<String>,
}

fn base_name(path: &Path) -> Option<String> {
    if input::is_standard_input(path) { None } else { path.file_name().map(|name| name.to_string_lossy().into_owned()) }
}

/// Refuses to garble a terminal.
pub(super) fn fit_for(format: Format, is_terminal: bool) -> Result<(), Failure> {
    if format.is_text() || !is_terminal {
        return Ok(());
    }
    let (name, extension) = (format.name(), format.extension());
    Err(Failure::input(format!(
        "{name} is no text and would garble the terminal: add --output page.{extension}, or send it to a file by `>`"
    )))
}

/// Refuses input files whose reports would go to one file.
fn tell_apart(files: &[PathBuf], file_for: impl Fn(&Path) -> Option<PathBuf>) -> Result<(), Failure> {
    let mut taken: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    for path in files {
        let Some(file) = file_for(path) else { continue };
        if let Some(other) = taken.insert(file.clone(), path) {
            return Err(Failure::input(format!(
                "{}: its report and that of {} would both be {}: give them in two runs with two folders",
                input::called(path),
                input::called(other),
                file.display()
            )));
        }
    }
    Ok(())
}

/// Refuses to write over a file that is read, by whatever path.
pub(super) fn spare<'a>(
    inputs: impl IntoIterator<Item = &'a Path>,
    outputs: impl IntoIterator<Item = PathBuf>,
) -> Result<(), Failure> {
    let read = inputs.into_iter().filter(|path| !input::is_standard_input(path));
    let read: BTreeMap<PathBuf, &Path> = read.filter_map(|path| Some((path.canonicalize().ok()?, path))).collect();
    for output in outputs {
        // What is not there yet is nobody's input.
        if let Some(path) = output.canonicalize().ok().and_then(|written| read.get(&written)) {
            return Err(Failure::input(format!(
                "{}: the report would be written over it: name another file or folder by --output",
                input::called(path)
            )));
        }
    }
    Ok(())
}

/// Why a file was not written, and the remedy.
pub(super) fn cannot_write(file: &Path, error: &io::Error) -> String {
    let file = file.display();
    match error.kind() {
        io::ErrorKind::NotFound => format!("{file}: its folder is not there: make it first, or name another"),
        io::ErrorKind::PermissionDenied => format!("{file}: it may not be written: check the permissions, or name another"),
        _ => format!("{file}: cannot be written ({error}): check the disk, or name another file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_text_alone() {
        assert!(fit_for(Format::Tei, true).is_ok());
        assert!(fit_for(Format::Xlsx, false).is_ok());
        let Err(Failure::Input(messages)) = fit_for(Format::Xlsx, true) else { panic!("a workbook on a terminal") };
        assert!(messages[0].contains("--output page.xlsx"), "{messages:?}");
    }
}
