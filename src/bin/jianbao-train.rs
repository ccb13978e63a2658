//! The trainer: learns the tables under `models/` from data that it is pointed at.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "jianbao-train", about = "Learns the tables under models/")]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Which characters go together across a line end, from JSON lines of running text.
    Junction {
        /// Files of JSON lines, `.xz` or plain.
        files: Vec<PathBuf>,
        /// The table to write.
        #[arg(long, default_value = "models/junction.bin")]
        out: PathBuf,
    },
    /// What the lines of a page are, from pages with gold.
    Layout {
        /// Folders of pages.
        folders: Vec<PathBuf>,
        /// The table to write.
        #[arg(long, default_value = "models/layout.bin")]
        out: PathBuf,
        /// Leave every third page out (by its place in the order of names), to measure on.
        #[arg(long)]
        hold_out: bool,
    },
}

fn main() -> std::io::Result<()> {
    match Cli::parse().what {
        What::Junction { files, out } => jianbao::train::junction::learn(&files, &out),
        What::Layout { folders, out, hold_out } => {
            let mut pages = Vec::new();
            for folder in folders {
                pages.extend(jianbao::train::gold::pages(&folder)?);
            }
            let kept: Vec<_> = pages.iter().enumerate().filter(|(at, _)| !hold_out || at % 3 != 2).map(|(_, p)| p).collect();
            let (first, second) = jianbao::train::layout::learn(&kept);
            std::fs::write(out, jianbao::layout::weights::pack(&first, &second))
        }
    }
}
