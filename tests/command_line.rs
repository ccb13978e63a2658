//! The command line as a program: what it prints, what it says when the input is bad, and how it ends.

mod common;

use common::SAMPLE;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

fn jianbao(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program with `input` on standard input.
fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = jianbao(args).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let feed = std::thread::spawn(move || {
        // A program that refuses its arguments reads nothing.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    feed.join().expect("the input is written");
    output
}

#[track_caller]
fn good(args: &[&str], input: &[u8]) -> String {
    let output = run(args, input);
    assert!(output.status.success() && output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Bad input: exit code 2, and a message with each of `parts`.
#[track_caller]
fn bad(args: &[&str], input: &[u8], parts: &[&str]) -> String {
    let output = run(args, input);
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{args:?}: {message}");
    for part in parts {
        assert!(message.contains(part), "{args:?}: no `{part}` in {message}");
    }
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A folder can be opened as standard input and not be read.
#[cfg(unix)]
#[test]
fn an_input_that_cannot_be_read_ends() {
    let folder = std::fs::File::open(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let output = jianbao(&["pages", "--ndjson"]).stdin(folder).output().expect("the program ends");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 1: cannot be read"));
}

/// A file of the test's own, in the build folder.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the build folder takes files");
    path
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn analyze_reads_standard_input() {
    let out = good(&["analyze"], SAMPLE.as_bytes());
    common::hold(SAMPLE, &out);
    let report = json(&out);
    assert_eq!(report["source"]["name"], serde_json::Value::Null);
    assert_eq!(report["source"]["encoding"], "UTF-8");
    assert_eq!(good(&["analyze", "-"], SAMPLE.as_bytes()), out);
    assert_eq!(json(&good(&["analyze", "--name", "page"], SAMPLE.as_bytes()))["source"]["name"], "page");
}

#[test]
fn analyze_reads_a_file_in_any_encoding() {
    let path = file("analyze-gb.txt", &gb18030(SAMPLE));
    let path = path.to_str().unwrap();
    for args in [&["analyze", path][..], &["analyze", path, "--encoding", "gbk", "--date", "2024-09-12"]] {
        let out = good(args, b"");
        common::hold(SAMPLE, &out);
        let report = json(&out);
        assert_eq!(report["source"]["name"], "analyze-gb.txt");
        assert_eq!(report["source"]["encoding"], "gb18030");
    }
    assert_eq!(json(&good(&["analyze", path, "--date", "2024-09-12"], b""))["source"]["date"], "2024-09-12");
}

#[test]
fn analyze_prints_a_report_a_line() {
    let first = file("analyze-1.txt", SAMPLE.as_bytes());
    let second = file("analyze-2.txt", "会议通报了情况。".as_bytes());
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
    let out = good(&["analyze", "--ndjson", first, second], b"");
    let names: Vec<_> = out.lines().map(|line| json(line)["source"]["name"].clone()).collect();
    assert_eq!(names, ["analyze-1.txt", "analyze-2.txt"]);
    bad(&["analyze", first, second], b"", &["2 files", "--ndjson"]);
    bad(&["analyze", "--ndjson", "--name", "x", first, second], b"", &["--name", "leave it out"]);
    // One bad file does not take the others with it.
    let out = bad(&["analyze", "--ndjson", first, "nowhere.txt", second], b"", &["nowhere.txt: there is no such file: check"]);
    assert_eq!(out.lines().count(), 2);
}

#[test]
fn analyze_writes_every_format() {
    use jianbao::export::FORMATS;
    let page = file("监利日报.txt", SAMPLE.as_bytes());
    let page = page.to_str().unwrap();
    let report = jianbao::analyze(SAMPLE, &jianbao::Options { name: Some("监利日报.txt".to_owned()), ..Default::default() });
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let expect = format.write(&report, SAMPLE);
        let output = run(&["analyze", "--format", format.name(), page], b"");
        assert!(output.status.success() && output.stdout == expect, "{format:?}: {}", String::from_utf8_lossy(&output.stderr));
        // A folder gets a file with a name of its own, whatever stands for the file is its name.
        let named = folder.path().join("out");
        for (place, written) in
            [(folder.path(), folder.path().join(format.file_name(Some("监利日报.txt")))), (&named, named.clone())]
        {
            assert_eq!(good(&["analyze", "--format", format.name(), "--output", place.to_str().unwrap(), page], b""), "");
            assert_eq!(std::fs::read(written).unwrap(), expect);
        }
    }
    assert!(good(&["analyze", "--help"], b"").contains("label-studio"));
}

#[test]
fn several_pages_go_into_a_folder() {
    let (first, second) = (file("export-1.txt", SAMPLE.as_bytes()), file("export-2.txt", "会议通报了情况。".as_bytes()));
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    good(&["analyze", "--format", "tei", "--output", place, first, second], b"");
    assert!(folder.path().join("export-1.tei.xml").is_file() && folder.path().join("export-2.tei.xml").is_file());
    bad(&["analyze", "--format", "tei", first, second], b"", &["2 files", "a folder", "--output"]);
    bad(&["analyze", "--output", place, first, first], b"", &["export-1.json", "would both be"]);
    bad(&["analyze", "--format", "docx", first], b"", &["docx", "possible values", "label-studio"]);
    bad(&["analyze", "--format", "tei", "--ndjson", first], b"", &["--ndjson is for JSON", "leave"]);
    bad(&["analyze", "--output", place, "--ndjson", first], b"", &["--output takes one report a file"]);
    let output = run(&["analyze", "--output", &format!("{place}/nowhere/a.json"), first], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("its folder is not there: make it first"));
}

/// By whatever path and in whatever format, what is read is not written over.
#[test]
fn no_command_writes_over_what_it_reads() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.txt");
    std::fs::write(&page, SAMPLE).unwrap();
    let (place, path) = (folder.path().to_str().unwrap(), page.to_str().unwrap());
    let around = format!("{place}/./page.txt");
    bad(
        &["analyze", "--format", "text", "--output", place, path],
        b"",
        &["page.txt: the report would be written over it", "--output"],
    );
    bad(&["analyze", "--output", &around, path], b"", &["would be written over it"]);
    assert_eq!(std::fs::read_to_string(&page).unwrap(), SAMPLE);
    let saved = folder.path().join("page.json");
    good(&["analyze", "--output", place, path], b"");
    let report = std::fs::read(&saved).unwrap();
    bad(&["convert", "--text", path, "--output", place, saved.to_str().unwrap()], b"", &["page.json: the report would be"]);
    bad(&["convert", "--text", path, "--output", path, saved.to_str().unwrap()], b"", &["page.txt: the report would be"]);
    assert!(std::fs::read(&saved).unwrap() == report && std::fs::read_to_string(&page).unwrap() == SAMPLE);
}

#[test]
fn bad_input_is_told() {
    bad(&["analyze", "nowhere.txt"], b"", &["nowhere.txt: there is no such file: check"]);
    bad(&["analyze", env!("CARGO_TARGET_TMPDIR")], b"", &["this is a folder: name the files in it"]);
    bad(&["analyze"], b"%PDF-1.7\n1 0 obj\n", &["standard input: this is a PDF", "pdftotext"]);
    bad(&["analyze"], b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", &["standard input: byte 8 ", "another kind of file"]);
    bad(&["analyze"], b"abc\xFF\xFF", &["standard input: byte 3 (0xFF)", "UTF-8, GB18030, Big5"]);
    bad(&["analyze", "--encoding", "utf-8"], b"abc\xFF", &["standard input: byte 3 (0xFF) is not UTF-8"]);
    bad(&["analyze", "--encoding", "klingon"], b"a", &["unknown encoding `klingon`", "UTF-8, GB18030"]);
    bad(&["analyze", "--date", "9月"], b"", &["`9月` is no day: give one such as"]);
    bad(&["analyze", "--no-such-option"], b"", &["--no-such-option", "--help"]);
    bad(&["analyze", "--encoding", "gbk"], b"abc\x81", &["standard input: the text ends at byte 3", "a character of GB18030"]);
    bad(&["entities"], b"", &["--lines"]);
    bad(&["entities", "a.txt"], b"", &["a.txt: ", "reads standard input", "jianbao entities --lines < a.txt"]);
    bad(&["pages", "--ndjson", "a.txt"], b"", &["a.txt: ", "reads standard input", "jianbao pages --ndjson < a.txt"]);
    bad(&["a.txt"], b"", &["unrecognized subcommand 'a.txt'", "to read a file, say `jianbao analyze a.txt`"]);
    bad(&["pages"], b"", &["--ndjson"]);
    bad(&[], b"", &["Usage"]);
    bad(&["entities", "--lines"], b"a\nb\xFFc\n", &["standard input, line 2: byte 1 of the line (0xFF) is not UTF-8"]);
}

/// A report comes out of any text; one of nothing is hardly what was meant.
#[test]
fn an_empty_text_is_warned_of() {
    let file = file("empty.txt", b"");
    for (args, input) in
        [(vec!["analyze", file.to_str().unwrap()], &b""[..]), (vec!["analyze"], " \n\u{3000}\r\n\u{FEFF}".as_bytes())]
    {
        let output = run(&args, input);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.success() && said.contains("warning: ") && said.contains("there is no text in it"), "{said}");
        assert_eq!(json(&String::from_utf8(output.stdout).expect("UTF-8"))["articles"], serde_json::json!([]));
    }
}

#[test]
fn the_help_names_the_encodings_aliases() {
    assert!(good(&["analyze", "--help"], b"").contains("gbk"));
}

#[test]
fn entities_answers_each_line_before_the_next_is_read() {
    let mut child = jianbao(&["entities", "--lines", "--date", "2024-09-12"]).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    for line in ["近日，市委召开会议。", "", "增长１２．２２％\r", "😀\u{200B}会议"] {
        writeln!(stdin, "{line}").unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert!(json(&answer)["entities"].is_array(), "{answer}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn pages_answers_in_order() {
    let lines: String = (0..40)
        .map(|n| match n % 10 {
            3 => "{bad\n".to_owned(),
            7 => format!("{{\"id\": {n}}}\n"),
            _ => format!("{}\n", serde_json::json!({"id": n, "text": if n % 10 == 5 { SAMPLE } else { "会议通报了情况。" }})),
        })
        .collect();
    let out = good(&["pages", "--ndjson"], lines.as_bytes());
    assert_eq!(out.lines().count(), 40);
    for (n, line) in out.lines().enumerate() {
        let answer = json(line);
        match n % 10 {
            3 => assert!(answer["id"].is_null() && answer["error"].as_str().unwrap().starts_with(&format!("line {}: ", n + 1))),
            7 => assert!(answer["id"] == n && answer["error"].as_str().unwrap().contains("missing field `text`")),
            5 => {
                assert_eq!(answer["id"], n);
                common::hold(SAMPLE, &answer["report"].to_string());
            }
            _ => assert!(answer["id"] == n && answer["report"].is_object()),
        }
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let line = format!("{}\n", serde_json::json!({"id": 1, "text": SAMPLE}));
    for (args, input) in [(["pages", "--ndjson"], line.repeat(200)), (["entities", "--lines"], SAMPLE.repeat(20))] {
        let mut child = jianbao(&args).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let feed = std::thread::spawn(move || {
            let _ = stdin.write_all(input.as_bytes());
        });
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut [0; 10]).unwrap();
        drop(stdout);
        assert_eq!(said_at_the_end(child), (Some(0), String::new()), "{args:?}");
        feed.join().unwrap();
    }
}

fn said_at_the_end(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().expect("the program ends");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn schema_prints_the_committed_schema() {
    assert_eq!(good(&["schema"], b""), include_str!("../schema/report-1.0.schema.json"));
}

#[test]
fn own_names_win() {
    let list = file("names.txt", "# 名单\n荆州\tTERM\n阿木 人名\n".as_bytes());
    let list = list.to_str().expect("UTF-8");
    let lines = good(&["entities", "--lines", "--gazetteer", list], "阿木到荆州。\n".as_bytes());
    assert_eq!(lines, "{\"entities\":[[0,2,\"PERSON\"],[3,5,\"TERM\"]]}\n");
    let report = good(&["analyze", "--ndjson", "--gazetteer", list], "阿木到荆州。\n".as_bytes());
    assert!(report.contains("\"rule\":\"user-list\""), "{report}");
    let page = "{\"id\": 1, \"text\": \"阿木到荆州。\"}\n";
    assert!(good(&["pages", "--ndjson", "--gazetteer", list], page.as_bytes()).contains("\"rule\":\"user-list\""));
}

#[test]
fn a_bad_list_of_names_says_which_line_and_what_to_do() {
    let list = file("bad-names.txt", "阿木 PERSON\n荆州\n丰禾 FIRM\n".as_bytes());
    let list = list.to_str().expect("UTF-8");
    for command in [&["analyze"][..], &["entities", "--lines"], &["pages", "--ndjson"]] {
        let args = [command, &["--gazetteer", list]].concat();
        bad(
            &args,
            b"",
            &[
                "bad-names.txt, line 2: `荆州` has no type",
                "bad-names.txt, line 3: `FIRM` is no type: end the line with one of PERSON",
            ],
        );
    }
    bad(&["analyze", "--gazetteer", "nothing.txt"], b"", &["nothing.txt: there is no such file"]);
}

/// Two articles and an editors' line.
const CORRECTED: &str = include_str!("common/corrected.txt");

#[test]
fn a_saved_report_is_written_in_another_format() {
    let report = jianbao::analyze(CORRECTED, &jianbao::Options::default());
    let edits = [jianbao::edit::Edit::MergeArticles { at: 0 }];
    let corrected = jianbao::edit::apply(&report, CORRECTED, &edits).expect("the edit fits");
    let saved = file("corrected.json", corrected.to_json().as_bytes());
    let saved = saved.to_str().expect("UTF-8");
    assert_eq!(good(&["convert", saved], b""), corrected.to_json());
    let tei = jianbao::export::Format::Tei.write(&corrected, CORRECTED);
    assert_eq!(good(&["convert", "-", "--format", "tei"], corrected.to_json().as_bytes()).as_bytes(), tei);
    // A report without its text needs it.
    let plain = report.to_json();
    bad(&["convert", "-"], plain.as_bytes(), &["standard input: it does not hold its text", "--text"]);
    let text = file("corrected.txt", CORRECTED.as_bytes());
    let text = text.to_str().expect("UTF-8");
    assert_eq!(good(&["convert", "-", "--text", text], plain.as_bytes()), plain);
    let other = file("other.txt", "会议召开。\n".as_bytes());
    let other = other.to_str().expect("UTF-8");
    for json in [&plain, &corrected.to_json()] {
        bad(&["convert", "-", "--text", other], json.as_bytes(), &["the text is not the one that it is about"]);
    }
    bad(&["convert", "-"], &plain.as_bytes()[..900], &["standard input: line ", "cut short"]);
    bad(&["convert", "-"], CORRECTED.as_bytes(), &["standard input: line 1, column 1"]);
}

#[test]
fn a_correction_that_does_not_fit_is_told_and_the_rest_written() {
    let report = jianbao::analyze(CORRECTED, &jianbao::Options::default());
    let edits = [jianbao::edit::Edit::MergeArticles { at: 0 }];
    let mut corrected = jianbao::edit::apply(&report, CORRECTED, &edits).expect("the edit fits");
    let unfit = jianbao::edit::Edit::SetAside { at: 9999 };
    corrected.corrections.as_mut().expect("corrections").edits.push(unfit.clone());
    let output = run(&["convert", "-"], corrected.to_json().as_bytes());
    assert!(output.status.success());
    // It is kept apart, and everything else is as it was.
    let corrections = corrected.corrections.as_mut().expect("corrections");
    corrections.waiting.extend(corrections.edits.pop());
    assert_eq!(corrections.waiting, [unfit]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), corrected.to_json());
    assert!(String::from_utf8_lossy(&output.stderr).contains("correction 2 does not fit"), "{output:?}");
}
