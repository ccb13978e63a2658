//! No name of the sample page stands in the code: rules know the language, not the page.
//!
//! Tests inside the modules may use what they like; so may the tables beside the code (`src/lexicon/*.txt`).

mod common;

use jianbao::report::EntityType;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Names that stand in the code all the same, each with its reason.
const EXCEPT: &[(&str, &str)] = &[
    ("市委", "a body that every paper has"),
    ("省委", "a body that every paper has"),
    ("政法委", "a body that every paper has"),
    ("市人大", "a body that every paper has"),
    ("市人大常委会", "a body that every paper has"),
];

#[test]
fn no_name_of_the_sample_stands_in_the_code() {
    let report = common::report(common::SAMPLE);
    let is_name = |kind| matches!(kind, EntityType::Person | EntityType::Place | EntityType::Org | EntityType::Term);
    let kept = report.entities.iter().filter(|e| is_name(e.kind));
    let printed = kept.flat_map(|e| e.mentions.iter().map(|m| m.text.as_str()).chain([e.name.as_str()]));
    // A single character is a word of the language.
    let names: BTreeSet<&str> = printed.filter(|name| name.chars().count() > 1).collect();
    assert!(names.len() > 50, "the sample has names");
    let mut faults = Vec::new();
    let mut excepted = BTreeSet::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let code = std::fs::read_to_string(&path).expect("UTF-8");
        let code = without_tests(&code);
        for name in names.iter().filter(|name| code.contains(**name)) {
            if EXCEPT.iter().any(|(except, _)| except == name) {
                excepted.insert(*name);
            } else {
                faults.push(format!("{name} in {}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "names of the sample in the code: {faults:#?}");
    let idle: Vec<&str> = EXCEPT.iter().map(|(name, _)| *name).filter(|name| !excepted.contains(name)).collect();
    assert!(idle.is_empty(), "exceptions that nothing needs: {idle:?}");
}

/// The code before the module of its tests, which ends each file.
fn without_tests(code: &str) -> &str {
    code.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(code)
}

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the source is there") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}
