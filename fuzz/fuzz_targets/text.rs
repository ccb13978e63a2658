//! Any text gives a report that keeps to all rules.
#![no_main]

#[path = "../../tests/common/mod.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|text: &str| common::hold_text(text));
