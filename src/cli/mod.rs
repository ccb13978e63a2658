//! The command line: options, files and pipes around the library, which knows of none of them.
//!
//! Invariants: what is wrong with the input is said on standard error with the place and the remedy and ends in exit code
//! 2, a failure of the output in 1; an empty text is no fault and gets a warning; a reader that closes the pipe ends the program quietly; output is in the order of the input.

mod analyze;
mod convert;
mod entities;
mod in_order;
mod input;
mod pages;

use crate::entity::Gazetteer;
use crate::export::{FORMATS, Format};
use crate::report::Report;
use crate::{Options, decode};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use std::io::{self, Write};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Turns the raw text of a Chinese newspaper page into its articles and the names in them.
#[derive(Parser)]
#[command(name = "jianbao", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the report of a page as JSON or in another format, or with --ndjson one line of JSON for each page.
    Analyze(AnalyzeArgs),
    /// Check a saved report against its text, make its corrections again, and print it as JSON or in another format.
    Convert(ConvertArgs),
    /// Print the names in each line of standard input, one line of JSON a line: {"entities": [[start, end, "TYPE", value?], …]}.
    Entities(EntitiesArgs),
    /// Read {"id": …, "text": …} a line and print {"id": …, "report": …} for each, on all cores.
    Pages(PagesArgs),
    /// Print the JSON Schema of the report.
    Schema,
}

#[derive(Args)]
struct AnalyzeArgs {
    /// Text of a page; standard input without it, or for `-`.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Encoding of the text: UTF-8, GB18030 (or gbk, gb2312), Big5 (or big5-hkscs), UTF-16LE or UTF-16BE, in either case; found by
    /// itself without it.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    #[command(flatten)]
    known: Known,
    /// The name that the report gives to the text; the file's own without it.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// One report a line, in JSON.
    #[arg(long)]
    ndjson: bool,
    /// What the report is written as.
    #[arg(long, value_name = "NAME", default_value = "json", value_parser = formats())]
    format: Format,
    /// Write to this file, and not to standard output; a folder gets a file for each page.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Args)]
struct ConvertArgs {
    /// A report in JSON, as the page or `analyze` has written it; `-` for standard input.
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    /// The text that it is about, for a report that does not hold it; one with corrections does.
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// Encoding of that text; found by itself without it.
    #[arg(long, value_name = "NAME", requires = "text")]
    encoding: Option<String>,
    /// What the report is written as.
    #[arg(long, value_name = "NAME", default_value = "json", value_parser = formats())]
    format: Format,
    /// Write to this file, or into this folder, and not to standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Args)]
struct EntitiesArgs {
    /// Take each line as a text of its own.
    #[arg(long, required_unless_present = "files")]
    lines: bool,
    /// Taken only to say how a file is given.
    #[arg(hide = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    known: Known,
}

#[derive(Args)]
struct PagesArgs {
    /// One JSON object a line.
    #[arg(long, required_unless_present = "files")]
    ndjson: bool,
    /// Taken only to say how a file is given.
    #[arg(hide = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    known: Known,
}

/// What the user knows of the texts.
#[derive(Args)]
struct Known {
    /// The day the texts were printed, in place of the one that their folio lines tell; relative dates count from it.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
    /// Your own names, which win over what is found: a text with a name a line, a space or tab, and its type (PERSON, TITLE,
    /// ORG, PLACE, DATE, TIME, MONEY, PERCENT, QUANTITY, EVENT, WORK, TERM). Lines that begin with # are comments.
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
}

impl Known {
    /// As the analysis takes it; fails where the list of names cannot be read or has a bad line.
    fn options(self) -> Result<Options, Failure> {
        let gazetteer = self.gazetteer.map(|path| names(&path)).transpose()?.unwrap_or_default();
        Ok(Options { date: self.date, gazetteer, ..Options::default() })
    }
}

/// The user's list of names in a file.
fn names(path: &Path) -> Result<Gazetteer, Failure> {
    /// Bad lines that are told; a file of another kind has nothing but such.
    const MOST: usize = 20;
    let called = input::called(path);
    let bytes = input::bytes(path).map_err(Failure::input)?;
    let decoded = decode::decode(&bytes, None).map_err(|error| Failure::input(format!("{called}: {error}")))?;
    let (gazetteer, bad) = Gazetteer::read(&decoded.text);
    if bad.is_empty() {
        return Ok(gazetteer);
    }
    let mut messages: Vec<String> = bad.iter().take(MOST).map(|line| format!("{called}, {line}")).collect();
    if bad.len() > MOST {
        messages.push(format!("{called}: {} more lines are wrong", bad.len() - MOST));
    }
    Err(Failure::Input(messages))
}

/// Runs the command that the program's arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let done = match Cli::try_parse().unwrap_or_else(|error| with_hint(error).exit()).command {
        Command::Analyze(args) => analyze::run(args, &mut out),
        Command::Convert(args) => convert::run(args, &mut out),
        Command::Entities(args) => reads_standard_input("entities --lines", &args.files)
            .and_then(|()| args.known.options())
            .and_then(|options| entities::run(&options, &mut io::stdin().lock(), &mut out)),
        Command::Pages(args) => reads_standard_input("pages --ndjson", &args.files)
            .and_then(|()| args.known.options())
            .and_then(|options| pages::run(&options, io::stdin(), &mut out)),
        Command::Schema => out.write_all(crate::report::schema_json().as_bytes()).map_err(Failure::Output),
    };
    match done.and_then(|()| out.flush().map_err(Failure::Output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => {
            say(&format!("standard output cannot be written: {error}"));
            ExitCode::FAILURE
        }
        Err(Failure::File(message)) => {
            say(&message);
            ExitCode::FAILURE
        }
        Err(Failure::Input(messages)) => {
            for message in &messages {
                say(message);
            }
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// Exit code for input that cannot be read, the same that unknown options get.
const BAD_INPUT: u8 = 2;

/// Why a command did not finish.
enum Failure {
    /// What is wrong with the input: each message names file, place and remedy.
    Input(Vec<String>),
    /// Standard output does not take what is written.
    Output(io::Error),
    /// A file does not take what is written: the message names it and the remedy.
    File(String),
}

impl Failure {
    fn input(message: String) -> Self {
        Self::Input(vec![message])
    }
}

/// Says how a file is analysed, where something stands in the place of a command that is none.
fn with_hint(mut error: clap::Error) -> clap::Error {
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand)
    {
        let hint = format!("to read a file, say `jianbao analyze {given}`");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![hint.into()]));
    }
    error
}

/// Refuses files for a command that reads standard input alone.
fn reads_standard_input(command: &str, files: &[PathBuf]) -> Result<(), Failure> {
    files.first().map_or(Ok(()), |file| {
        let file = file.display();
        Err(Failure::input(format!("{file}: this command reads standard input: say `jianbao {command} < {file}`")))
    })
}

/// Tells the user on standard error; where even that is closed there is nobody to tell.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "jianbao: {message}");
}

/// Analyses a text. A fault in the program, which has told itself on standard error by then, costs this text alone.
fn report(text: &str, options: &Options) -> Result<Report, String> {
    guarded(|| crate::analyze(text, options))
}

/// Does `work` and makes a message of a fault in the program.
fn guarded<T>(work: impl FnOnce() -> T + panic::UnwindSafe) -> Result<T, String> {
    panic::catch_unwind(work)
        .map_err(|_| "a fault in the program: report it with this text, and leave the text out for now".to_owned())
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is no day: give one such as 2024-09-12"))
}

/// The formats' names, as the help lists them.
fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(FORMATS.map(Format::name)).map(|name| Format::named(&name).unwrap_or(Format::Json))
}
