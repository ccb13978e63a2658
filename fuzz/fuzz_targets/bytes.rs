//! Any bytes are a text, or an error that tells place and remedy.
#![no_main]

#[path = "../../tests/common/mod.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::hold_bytes(bytes));
