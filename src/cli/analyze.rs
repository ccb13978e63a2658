//! `jianbao analyze`: files or standard input to reports.

use super::{AnalyzeArgs, Failure, in_order, input};
use crate::{Options, clean, decode};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(args: AnalyzeArgs, out: &mut impl Write) -> Result<(), Failure> {
    let AnalyzeArgs { mut files, encoding, known, name, ndjson } = args;
    let known = known.options()?;
    if files.is_empty() {
        files.push(PathBuf::from("-"));
    }
    if files.len() > 1 && !ndjson {
        return Err(Failure::input(format!(
            "{} files are {0} reports: add --ndjson to get one a line, or give one file",
            files.len()
        )));
    }
    if files.len() > 1 && name.is_some() {
        return Err(Failure::input("--name is for one text: leave it out, each file then goes by its own name".to_owned()));
    }
    // The report, and what to say besides.
    let report = |path: PathBuf| -> Result<(String, Option<String>), String> {
        let bytes = input::bytes(&path)?;
        let decoded =
            decode::decode(&bytes, encoding.as_deref()).map_err(|error| format!("{}: {error}", input::called(&path)))?;
        let name = name.clone().or_else(|| base_name(&path));
        let options = Options { name, encoding: Some(decoded.encoding.to_owned()), ..known.clone() };
        let report = super::report(&decoded.text, &options).map_err(|fault| format!("{}: {fault}", input::called(&path)))?;
        let empty = clean::is_blank(&decoded.text);
        let warning =
            empty.then(|| format!("{}: there is no text in it: check that it is the file you meant", input::called(&path)));
        Ok((if ndjson { report.to_json_line() } else { report.to_json() }, warning))
    };
    let mut faults = Vec::new();
    let write = |report: Result<(String, Option<String>), String>| match report {
        Ok((report, warning)) => {
            if let Some(warning) = warning {
                super::say(&format!("warning: {warning}"));
            }
            out.write_all(report.as_bytes())
        }
        Err(fault) => {
            faults.push(fault);
            Ok(())
        }
    };
    in_order::run(files.into_iter(), report, write).map_err(Failure::Output)?;
    if faults.is_empty() { Ok(()) } else { Err(Failure::Input(faults)) }
}

fn base_name(path: &Path) -> Option<String> {
    if input::is_standard_input(path) { None } else { path.file_name().map(|name| name.to_string_lossy().into_owned()) }
}
