//! Makes one self-contained file of the page that Trunk built, in the folder that Trunk names. Trunk runs it (`Trunk.toml`).

use jianbao::bundle::{Effort, bundle};
use std::path::Path;
use std::{env, fs, process};

fn main() {
    if let Err(why) = run() {
        eprintln!("bundle: {why}");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let folder = env::var("TRUNK_STAGING_DIR").map_err(|_| "TRUNK_STAGING_DIR is not set; `trunk build` sets it".to_owned())?;
    let folder = Path::new(&folder);
    let effort = if env::var("TRUNK_PROFILE").is_ok_and(|p| p == "release") { Effort::Thorough } else { Effort::Quick };
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))
    };
    let text = |name: &str| String::from_utf8(read(name)?).map_err(|e| format!("{name}: {e}"));
    let page = bundle(&text("index.html")?, &text("page.js")?, &read("page_bg.wasm")?, effort).map_err(|e| e.to_string())?;
    for name in ["page.js", "page_bg.wasm"] {
        fs::remove_file(folder.join(name)).map_err(|e| format!("{name}: {e}"))?;
    }
    fs::write(folder.join("index.html"), &page).map_err(|e| format!("index.html: {e}"))?;
    println!("index.html: {} bytes", page.len());
    Ok(())
}
