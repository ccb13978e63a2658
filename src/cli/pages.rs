//! `jianbao pages --ndjson`: many pages, one JSON object a line, on all cores and in order.
//!
//! A page is `{"id": …, "text": …}`, with `name` and `date` if they are known; its answer is `{"id": …, "report": …}`, or
//! `{"id": …, "error": …}` for a line that is no page. Blank lines are passed over.

use super::{Failure, day, in_order, input};
use crate::Options;
use crate::report::Report;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::{BufReader, Stdin, Write};

/// What a line asks for.
#[derive(Deserialize)]
struct Page {
    id: Box<RawValue>,
    text: String,
    /// The name that the report gives to the text.
    name: Option<String>,
    /// The day the page was printed, `YYYY-MM-DD`.
    date: Option<String>,
}

/// As much as can be told of a line that is no page.
#[derive(Deserialize)]
struct Named {
    id: Box<RawValue>,
}

#[derive(Serialize)]
struct Reported<'a> {
    id: &'a RawValue,
    report: Report,
}

#[derive(Serialize)]
struct Refused<'a> {
    id: Option<&'a RawValue>,
    error: String,
}

pub(super) fn run(options: &Options, lines: Stdin, out: &mut impl Write) -> Result<(), Failure> {
    let mut lines = BufReader::new(lines);
    let mut numbers = 1..;
    let mut readable = true;
    let jobs = std::iter::from_fn(|| {
        // An input that cannot be read is not asked again.
        let number = numbers.next().filter(|_| readable)?;
        let line = input::line(&mut lines, number).transpose()?;
        readable = line.is_ok();
        Some((number, line))
    });
    let mut failure = None;
    let work = |(number, line): (usize, Result<Vec<u8>, Failure>)| line.map(|line| answer(line, number, options));
    let write = |answer: Result<Option<String>, Failure>| match answer {
        Ok(Some(json)) => out.write_all(json.as_bytes()).and_then(|()| out.flush()),
        Ok(None) => Ok(()),
        Err(fault) => {
            failure = Some(fault);
            Ok(())
        }
    };
    in_order::run(jobs, work, write).map_err(Failure::Output)?;
    failure.map_or(Ok(()), Err)
}

/// The line of JSON that answers a line; none for a blank one.
fn answer(line: Vec<u8>, number: usize, options: &Options) -> Option<String> {
    if line.trim_ascii().is_empty() {
        return None;
    }
    let mut json = match input::utf8(line) {
        Ok(line) => match report(&line, options) {
            Ok((id, report)) => written(&Reported { id: &id, report }),
            Err(fault) => {
                let named = serde_json::from_str::<Named>(&line).ok().filter(|_| is_object(&line));
                written(&Refused { id: named.as_ref().map(|n| &*n.id), error: format!("line {number}: {fault}") })
            }
        },
        Err(fault) => written(&Refused { id: None, error: format!("line {number}: {fault}") }),
    };
    json.push('\n');
    Some(json)
}

fn report(line: &str, options: &Options) -> Result<(Box<RawValue>, Report), String> {
    let remedy = r#"give a JSON object {"id": …, "text": "…"} on one line"#;
    if !is_object(line) {
        return Err(format!("this is no JSON object: {remedy}"));
    }
    let page: Page = serde_json::from_str(line).map_err(|error| {
        // A line is always line 1 of its own JSON: the column is the place.
        let column = error.column();
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        format!("{what} at column {column}: {remedy}")
    })?;
    let date = page.date.as_deref().map(day).transpose()?.or(options.date);
    let report = super::report(&page.text, &Options { name: page.name, date, ..options.clone() })?;
    Ok((page.id, report))
}

/// Whether a line begins as an object does; JSON's arrays would pass for the same by position.
fn is_object(line: &str) -> bool {
    line.trim_start().starts_with('{')
}

fn written(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).expect("an answer has a JSON form")
}

#[cfg(test)]
mod tests {
    use super::{Options, answer};

    fn check(line: &str, expect: &str) {
        let got = answer(line.as_bytes().to_vec(), 7, &Options::default()).unwrap();
        assert!(got.starts_with(expect) && got.ends_with("}\n") && got.lines().count() == 1, "{got}");
    }

    #[test]
    fn answers_carry_the_id_as_it_was_written() {
        check(r#"{"id": 1, "text": "会议。"}"#, r#"{"id":1,"report":{"schema_version""#);
        check(r#"{"text": "", "id": {"b": 1e400, "a": 2}}"#, r#"{"id":{"b": 1e400, "a": 2},"report":{"#);
    }

    #[test]
    fn bad_lines_are_answered() {
        check("会议", r#"{"id":null,"error":"line 7: this is no JSON object: give "#);
        check(r#"[1, "x"]"#, r#"{"id":null,"error":"line 7: this is no JSON object: give "#);
        check(r#"{"id": 1, "text""#, r#"{"id":null,"error":"line 7: EOF while parsing an object at column 16: "#);
        check(r#"{"id": "x"}"#, r#"{"id":"x","error":"line 7: missing field `text` at column 11: "#);
        check(r#"{"id": "x", "text": 5}"#, r#"{"id":"x","error":"line 7: invalid type: "#);
        check(r#"{"id": "x", "text": "\ud800"}"#, r#"{"id":"x","error":"line 7: "#);
        check(r#"{"id": "x", "text": "", "date": "9月"}"#, r#"{"id":"x","error":"line 7: `9月` is no day"#);
        let got = answer(b"{\"id\": \"\xFF\"}".to_vec(), 2, &Options::default()).unwrap();
        assert!(got.starts_with(r#"{"id":null,"error":"line 2: byte 8 of the line (0xFF) is not UTF-8"#), "{got}");
        assert_eq!(answer(b"  ".to_vec(), 1, &Options::default()), None);
    }
}
