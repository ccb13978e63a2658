//! The direction of imports, as `ARCHITECTURE.md` draws it: a module uses what stands left of it and nothing else, and the
//! core knows nothing of browsers, files, clocks or the environment.
//!
//! Held for the code itself; tests inside the modules may look where they like.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// The modules from left to right: each may use those before it. `lexicon`, `network` and `span` are leaves. `clean` is rules over
/// characters, which `source` puts to use. `decode` stands alone: it makes the text that everything else begins with.
const ORDER: [&str; 19] = [
    "lexicon", "network", "span", "clean", "source", "decode", "layout", "entity", "report", "edit", "view", "export", "js",
    "worker", "ui", "train", "cli", "bundle", "bin",
];

/// The first module that may know of a browser or of the machine.
const FIRST_OUTSIDE: &str = "js";

/// What `lib.rs` itself defines as plain data, open to every module: options, and the callback that tells the progress.
const ROOT_DATA: [&str; 2] = ["Options", "Progress"];

/// What of `std::io` writes into memory.
const IN_MEMORY: [&str; 2] = ["std::io::Cursor", "std::io::Write"];

/// What the core does not know of, as beginnings of paths.
const FOREIGN: [&str; 14] = [
    "yew", "gloo", "web_sys", "js_sys", "wasm_bindgen", "serde_wasm_bindgen", "clap", "std::fs", "std::env", "std::io",
    "std::net", "std::process", "std::thread", "std::time",
];

#[test]
fn modules_use_only_what_stands_left_of_them() {
    let mut faults = Vec::new();
    for file in files() {
        for used in file.uses.iter().filter(|path| path[0] == "crate" && path.len() > 1) {
            let name = used[1].as_str();
            let outside = rank(&file.module) >= rank(FIRST_OUTSIDE);
            let root = !ORDER.contains(&name);
            // What stands outside the core calls `analyze` and its like; the core itself uses only the plain data.
            let allowed = if root { outside || ROOT_DATA.contains(&name) } else { rank(name) <= rank(&file.module) };
            if !allowed {
                faults.push(format!("{} uses {}", file.path.display(), used.join("::")));
            }
        }
    }
    assert!(faults.is_empty(), "imports against the direction: {faults:#?}");
}

#[test]
fn the_core_knows_no_browser_and_no_machine() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| rank(&file.module) < rank(FIRST_OUTSIDE)) {
        for used in &file.uses {
            let used = used.join("::");
            let foreign = FOREIGN.iter().any(|foreign| used == *foreign || used.starts_with(&format!("{foreign}::")));
            if foreign && !IN_MEMORY.contains(&&*used) {
                faults.push(format!("{} uses {used}", file.path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "the core reaches outside: {faults:#?}");
}

#[test]
fn paths_are_found_however_they_are_written() {
    let source = "
        use crate::{layout::{self, Part}, source as s};
        use super::super::report;
        fn f(x: crate::span::Raw) { std::fs::read(\"\"); super::neighbour(); }
        mod inner { use super::super::entity; }
        #[cfg(test)] mod tests { use crate::cli; }
    ";
    let found: Vec<String> = uses(source, &["clean", "width"]).iter().map(|path| path.join("::")).collect();
    let expect = [
        "crate::clean::entity", "crate::clean::neighbour", "crate::layout", "crate::layout::Part", "crate::report",
        "crate::source", "crate::span::Raw", "std::fs::read",
    ];
    assert_eq!(found, expect);
}

fn rank(module: &str) -> usize {
    ORDER
        .iter()
        .position(|&m| m == module)
        .unwrap_or_else(|| panic!("give the module `{module}` a place in ORDER and in ARCHITECTURE.md"))
}

struct File {
    path: PathBuf,
    /// The module at the top that it belongs to.
    module: String,
    uses: BTreeSet<Vec<String>>,
}

/// Every file of the source but `lib.rs`, which joins them all.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).expect("the source is there");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(&root).expect("below the source").with_extension("");
                let mut names: Vec<&str> = inside.iter().map(|name| name.to_str().expect("UTF-8")).collect();
                if names.last() == Some(&"mod") {
                    names.pop();
                }
                if names != ["lib"] {
                    let source = std::fs::read_to_string(&path).expect("UTF-8");
                    files.push(File { module: names[0].to_owned(), uses: uses(&source, &names), path: inside });
                }
            }
        }
    }
    assert!(files.len() > 10);
    files
}

/// The paths that the source of `module` uses, from the root of their crate.
fn uses(source: &str, module: &[&str]) -> BTreeSet<Vec<String>> {
    let module = std::iter::once("crate").chain(module.iter().copied()).map(str::to_owned).collect();
    let mut found = Uses { module, paths: BTreeSet::new() };
    found.visit_file(&syn::parse_file(source).expect("Rust"));
    found.paths
}

struct Uses {
    /// Where the visit is, from `crate` on.
    module: Vec<String>,
    paths: BTreeSet<Vec<String>>,
}

impl Uses {
    /// Takes a path down, with `self` and `super` resolved.
    fn add(&mut self, path: &[String]) {
        let mut full = match path[0].as_str() {
            "self" | "super" => self.module.clone(),
            _ => Vec::new(),
        };
        for name in path {
            match name.as_str() {
                "self" => {}
                "super" => drop(full.pop()),
                _ => full.push(name.clone()),
            }
        }
        if full.len() > 1 {
            self.paths.insert(full);
        }
    }

    fn add_tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| before.iter().cloned().chain([name.to_string()]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.add(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.add(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.add_tree(item, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let only_for_tests =
            item.attrs.iter().any(|a| a.path().is_ident("cfg") && a.parse_args::<syn::Ident>().is_ok_and(|i| i == "test"));
        if !only_for_tests {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&names);
        visit::visit_path(self, path);
    }
}
