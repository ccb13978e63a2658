//! The saved corpus of the fuzz targets, run as plain tests: what once broke, and what is likely to.

mod common;

use std::path::Path;

/// Runs `hold` over the files of `fuzz/corpus/TARGET`.
fn run(target: &str, hold: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let entries = std::fs::read_dir(&folder).expect("the corpus is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        println!("{}", path.display());
        hold(&std::fs::read(&path).expect("a file"));
    }
}

#[test]
fn texts() {
    run("text", |bytes| common::hold_text(&String::from_utf8_lossy(bytes)));
}

#[test]
fn lines() {
    run("line", |bytes| common::hold_line(&String::from_utf8_lossy(bytes)));
}

#[test]
fn bytes() {
    run("bytes", common::hold_bytes);
}
