//! Learns the tables under `models/` from data that it is pointed at. Runs natively, on demand, and is no part of the
//! page or the command line.

pub mod choice;
pub mod gap;
pub mod gold;
pub mod headline;
pub mod layout;
pub mod measure;
pub mod model;
pub mod names;
pub mod placement;
pub mod seam;
pub mod synthetic;
pub mod terms;
pub mod thread;

use std::io::Read;
use std::path::Path;

/// Reads a text file, unpacking it where its name ends in `.xz`.
///
/// # Errors
/// When the file cannot be read or unpacked, or is not UTF-8.
pub fn read_text(path: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let bytes = if path.extension().is_some_and(|e| e == "xz") {
        let mut out = Vec::new();
        lzma_rs::xz_decompress(&mut bytes.as_slice(), &mut out)
            .map_err(|e| std::io::Error::other(format!("{}: {e:?}", path.display())))?;
        out
    } else {
        bytes
    };
    let mut text = String::new();
    bytes.as_slice().read_to_string(&mut text)?;
    Ok(text)
}

/// A small generator of numbers (Marsaglia's xorshift, 64 bits): the same seed gives the same training everywhere.
pub struct Random(u64);

impl Random {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    /// True in so many cases of a hundred.
    pub fn chance(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}
