//! How the cost of the whole way grows with the text: a table of 1, 2, 4 and 8 MB, on one core.
//!
//! Cost that grows with the text gives the same characters a second on every line.

mod common;

use std::hint::black_box;
use std::time::Instant;

fn main() {
    // `cargo bench` hands on options of its own; there are none here.
    println!("{:>10} {:>12} {:>10} {:>14}", "MB", "characters", "seconds", "characters/s");
    print("page", common::PAGE);
    for megabytes in [1, 2, 4, 8] {
        print(&megabytes.to_string(), &common::pages(megabytes * 1_000_000));
    }
}

fn print(name: &str, text: &str) {
    let characters = text.chars().count();
    // The best of a few runs, which nothing else on the machine disturbed.
    let seconds = (0..RUNS).map(|_| seconds(text)).fold(f64::INFINITY, f64::min);
    println!("{name:>10} {characters:>12} {seconds:>10.4} {:>14.0}", characters as f64 / seconds);
}

const RUNS: usize = 3;

fn seconds(text: &str) -> f64 {
    let start = Instant::now();
    black_box(jianbao::analyze(black_box(text), &jianbao::Options::default()).to_json());
    start.elapsed().as_secs_f64()
}
