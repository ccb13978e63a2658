//! The trainer: learns the tables under `models/` from data that it is pointed at.

use clap::{Parser, Subcommand};
use jianbao::layout::weights;
use jianbao::train::gold::{Page, of_folders};
use jianbao::train::measure::is_held_out;
use jianbao::train::{model, names, synthetic};
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "jianbao-train", about = "Learns the tables under models/")]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The names of persons, places and organisations.
    #[command(subcommand)]
    Names(names::Command),
    /// Which stretches in quotation marks are coined names, from JSON lines of `{"text", "entities": [[start, end, type], …]}`.
    Terms {
        /// Files in which every quoted stretch that is no TERM is none.
        #[arg(long)]
        marked: Vec<PathBuf>,
        /// Files in which those quoted stretches alone count that are marked TERM or OTHER.
        #[arg(long)]
        judged: Vec<PathBuf>,
        /// The weights to write.
        #[arg(long, default_value = "models/terms.txt")]
        out: PathBuf,
    },
    /// Which single spaces part columns, from pages with gold. What is learned afterwards needs a program that holds the new weights.
    Gaps {
        /// Folders of pages.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// The weights to write.
        #[arg(long, default_value = "models/gap.txt")]
        out: PathBuf,
    },
    /// Which interrupted body a line takes up, from pages with gold. It needs a program that holds the weights of `gaps`.
    Threads {
        /// Folders of pages.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// The weights to write.
        #[arg(long, default_value = "models/thread.txt")]
        out: PathBuf,
    },
    /// Where two articles meet in one body, from pages with gold that the given table was not learned from.
    Seams {
        /// Folders of pages.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// The table of line roles that reads them.
        #[arg(long)]
        layout: PathBuf,
        /// The weights to write.
        #[arg(long, default_value = "models/seam.txt")]
        out: PathBuf,
    },
    /// What the lines of a page are, from pages with gold.
    Layout {
        /// Folders of pages.
        folders: Vec<PathBuf>,
        /// The table to write.
        #[arg(long, default_value = "models/layout.bin")]
        out: PathBuf,
        /// Articles as JSON lines (`shoulder`, `title`, `sub`, `paragraphs`), to lay out further pages from: `FILE`, or `FILE:COUNT` for so
        /// many of them, evenly taken.
        #[arg(long)]
        articles: Vec<String>,
        /// Folders of pages that were made for training: learned from once each, and never left out.
        #[arg(long)]
        made: Vec<PathBuf>,
        /// How many pages to lay out.
        #[arg(long, default_value_t = 600)]
        lay_out: usize,
        /// Where to write the table of headline parts.
        #[arg(long, default_value = "models/headline.bin")]
        headline_out: PathBuf,
        /// Where to write the weights that tell which headline goes with which body.
        #[arg(long, default_value = "models/placement.txt")]
        placement_out: PathBuf,
        /// Learn the headline parts and where headlines go alone.
        #[arg(long)]
        headlines_only: bool,
        /// Leave every third page out (by its place in the order of names), to measure on.
        #[arg(long)]
        hold_out: bool,
    },
    /// The mean of several tables of line roles, each from trainings of its own.
    Mean {
        /// The tables.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The table to write.
        #[arg(long, default_value = "models/layout.bin")]
        out: PathBuf,
    },
    /// Reads pages with gold by a table of line roles and one of headline parts, and writes each page, its gold and its report
    /// side by side (`OUT/FOLDER/NAME.txt`, `.gold.json`, `.json`), for a scorer to compare.
    Read {
        /// Folders of pages.
        folders: Vec<PathBuf>,
        /// Where to write.
        #[arg(long)]
        out: PathBuf,
        /// The table of line roles.
        #[arg(long, default_value = "models/layout.bin")]
        layout: PathBuf,
        /// The table of headline parts.
        #[arg(long, default_value = "models/headline.bin")]
        headlines: PathBuf,
        /// The weights that tell which headline goes with which body.
        #[arg(long, default_value = "models/placement.txt")]
        placement: PathBuf,
        /// Read those pages alone that `layout --hold-out` leaves out, given the same folders in the same order.
        #[arg(long)]
        held_out: bool,
    },
}

fn main() -> std::io::Result<()> {
    match Cli::parse().what {
        What::Names(command) => names::run(&command),
        What::Gaps { folders, out } => std::fs::write(out, jianbao::train::gap::learn(&of_folders(&folders)?)),
        What::Threads { folders, out } => std::fs::write(out, jianbao::train::thread::learn(&of_folders(&folders)?)),
        What::Terms { marked, judged, out } => std::fs::write(out, jianbao::train::terms::learn(&marked, &judged)?),
        What::Mean { files, out } => {
            let read = |file: &PathBuf| {
                let bytes = std::fs::read(file)?;
                let other = || std::io::Error::other(format!("{}: no table of this program's line roles", file.display()));
                (bytes.len() == weights::SIZE).then(|| model::unpack(&bytes)).ok_or_else(other)
            };
            let models = files.iter().map(read).collect::<Result<Vec<_>, _>>()?;
            let (first, second) = jianbao::train::layout::mean(&models);
            std::fs::write(out, model::pack(&first, &second))
        }
        What::Read { folders, out, layout, headlines, placement, held_out } => {
            jianbao::train::measure::read(&folders, &out, &layout, &headlines, &placement, held_out)
        }
        What::Seams { folders, layout, out } => {
            let tables = jianbao::layout::weights::Tables::of(&std::fs::read(layout)?, std::borrow::Cow::Borrowed(&[]), "");
            std::fs::write(out, jianbao::train::seam::learn(&tables, &of_folders(&folders)?))
        }
        What::Layout { folders, out, articles, made, lay_out, headline_out, placement_out, headlines_only, hold_out } => {
            let pages = of_folders(&folders)?;
            let kept: Vec<_> =
                pages.iter().enumerate().filter(|(at, _)| !hold_out || !is_held_out(*at)).map(|(_, p)| p).collect();
            let mut printed = of_folders(&made)?;
            for page in &mut printed {
                page.made = true;
            }
            let extracted: Vec<&Page> = kept.iter().copied().chain(&printed).collect();
            std::fs::write(placement_out, jianbao::train::placement::learn(&extracted))?;
            let mut laid_out = Vec::new();
            if !articles.is_empty() {
                let held: String = pages
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| hold_out && is_held_out(*at))
                    .map(|(_, p)| synthetic::squeezed(p.source.clean()))
                    .collect();
                let mut pool = synthetic::pool(&articles)?;
                pool.retain(|a| !a.is_on(&held));
                eprintln!("{} articles to lay out", pool.len());
                let mut random = jianbao::train::Random::new(23);
                std::fs::write(headline_out, jianbao::train::headline::learn(&extracted, &pool))?;
                if headlines_only {
                    return Ok(());
                }
                laid_out.extend((0..lay_out).map(|number| synthetic::page(&pool, &mut random, number)));
            }
            // Printed pages and pages that are laid out here err in different ways: four trainings with each, and their mean.
            let mut kinds = vec![laid_out, printed];
            kinds.retain(|more| !more.is_empty());
            if kinds.is_empty() {
                kinds.push(Vec::new());
            }
            let learn = |&(more, seed): &(&Vec<Page>, u64)| {
                jianbao::train::layout::learn(&kept.iter().copied().chain(more).collect::<Vec<_>>(), seed)
            };
            let trainings: Vec<_> = kinds.iter().flat_map(|more| [11, 12, 13, 14].map(|seed| (more, seed))).collect();
            let models: Vec<_> = trainings.chunks(trainings_at_once()).flat_map(|some| at_once(some, learn)).collect();
            let (first, second) = jianbao::train::layout::mean(&models);
            std::fs::write(out, model::pack(&first, &second))
        }
    }
}

/// How many trainings run beside one another. Each has threads of its own for a part of its time.
fn trainings_at_once() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).div_ceil(2)
}

/// What `work` makes of each of `given`, in their order, each on a thread of its own.
fn at_once<T: Sync, R: Send>(given: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = given.iter().map(|one| scope.spawn(|| work(one))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a training that ended")).collect()
    })
}
