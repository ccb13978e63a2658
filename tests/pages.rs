//! Every page of a folder of one's own keeps to all rules: `JIANBAO_PAGES=FOLDER cargo test --test pages`.

mod common;

use std::path::PathBuf;

#[test]
fn pages_of_a_folder() {
    let Some(folder) = std::env::var_os("JIANBAO_PAGES") else {
        eprintln!("skipped: JIANBAO_PAGES names no folder of pages");
        return;
    };
    let mut folders = vec![PathBuf::from(folder)];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("JIANBAO_PAGES: {}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("a file").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt") {
                let bytes = std::fs::read(&path).expect("a file");
                let decoded = jianbao::decode::decode(&bytes, None).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                println!("{}", path.display());
                common::hold_text(&decoded.text);
                count += 1;
            }
        }
    }
    println!("{count} pages");
}
