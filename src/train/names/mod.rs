//! Learns the names model (`models/names.bin`) and scores it. `models/README.md` gives the commands.
//!
//! Invariant: the same data and options give the same file, byte for byte.

mod corpus;
mod crf;
mod file;
mod words;

use crate::entity::names::weights::Weights;
use clap::{Args, Subcommand};
use corpus::{Name, Sentence, Set};
use std::io::{Error, Result};
use std::path::PathBuf;

/// What to do with the names model.
#[derive(Subcommand)]
pub enum Command {
    /// Makes the word list.
    Words {
        /// How.
        #[command(flatten)]
        make: words::Make,
        /// Sets whose text is used as well.
        #[arg(long = "train")]
        train: Vec<Set>,
    },
    /// Learns a model from annotated sentences.
    Learn(Learn),
    /// Writes running text as a column file, with the names that the program finds: more text to learn from.
    Label {
        /// Running text: JSON lines with `paragraphs`; one paragraph of so many is taken, `FILE:4` is every fourth.
        #[arg(long = "text", required = true)]
        texts: Vec<String>,
        /// The column file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Scores a model on the held-out sets, and the program as it is.
    Score {
        /// The model.
        #[arg(default_value = "models/names.bin")]
        model: PathBuf,
        /// Sets to score, GUIDELINE=FILE; the blocks that learning holds out of a training set: GUIDELINE=FILE:held.
        #[arg(long = "held")]
        held: Vec<Set>,
    },
}

/// How to learn.
///
/// Sets are column files (a character, white space, a BIO tag with PER, LOC, ORG; blank lines part sentences). The weights are
/// shared among the guidelines, and each guideline has its own on top (Daumé 2007).
#[derive(Args)]
pub struct Learn {
    /// The model to write.
    #[arg(long, default_value = "models/names.bin")]
    out: PathBuf,
    /// Sets to learn from, GUIDELINE=FILE; with `:open` behind only the blocks that are not held out.
    #[arg(long = "train", required = true)]
    train: Vec<Set>,
    /// Sets to score.
    #[arg(long = "held")]
    held: Vec<Set>,
    /// The guideline of the model that is written.
    #[arg(long, default_value = "msra")]
    ship: String,
    /// The word list.
    #[arg(long)]
    words: Option<PathBuf>,
    /// Passes over the data.
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    /// Weights that are kept, the largest.
    #[arg(long, default_value_t = 300_000)]
    keep: usize,
    /// How much the more readily a person, a place, an organisation is seen than the weights say.
    #[arg(long, num_args = 3, default_values_t = [1.0, 0.7, 0.7])]
    bold: Vec<f32>,
}

/// Does what the command says.
///
/// # Errors
/// When a file cannot be read or written, or is not what it should be.
pub fn run(command: &Command) -> Result<()> {
    match command {
        Command::Words { make, train } => make.run(&train.iter().map(Set::read).collect::<Result<Vec<_>>>()?),
        Command::Learn(plan) => plan.learn(),
        Command::Label { texts, out } => std::fs::write(out, corpus::label(texts)?),
        Command::Score { model, held } => {
            let model = Weights::read(&std::fs::read(model)?);
            for set in held {
                score("model alone", set, |s| s.find(&model))?;
                score("program", set, Sentence::recognise)?;
            }
            Ok(())
        }
    }
}

impl Learn {
    fn learn(&self) -> Result<()> {
        if self.epochs < crf::CUTS[0].0 || self.shipped().is_none() {
            return Err(Error::other(format!("at least {} passes, and --ship names a training set", crf::CUTS[0].0)));
        }
        let sets = self.train.iter().map(Set::read).collect::<Result<Vec<_>>>()?;
        let words = words::read(self.words.as_deref())?;
        let model = crf::train(self, &sets, &words);
        let bytes = file::write(&model, &words, self);
        std::fs::write(&self.out, &bytes)?;
        println!("{}: {} bytes", self.out.display(), bytes.len());
        let model = Weights::read(&bytes);
        self.held.iter().try_for_each(|set| score("model alone", set, |s| s.find(&model)))
    }

    /// Which of the training sets has the guideline of the model that is written.
    fn shipped(&self) -> Option<usize> {
        self.train.iter().position(|set| set.guideline == self.ship)
    }
}

/// Prints precision, recall and F1 of exact spans, by type and over all.
fn score(who: &str, set: &Set, find: impl Fn(&Sentence) -> Vec<Name>) -> Result<()> {
    let mut counts = [[0_usize; 3]; 4];
    for s in set.read()? {
        let found = find(&s);
        for (t, row) in counts.iter_mut().enumerate() {
            let of = |list: &[Name]| list.iter().filter(|m| t == 3 || m.2 == t).copied().collect::<Vec<_>>();
            let (gold, found) = (of(&s.names), of(&found));
            row[0] += gold.iter().filter(|g| found.contains(g)).count();
            row[1] += found.len();
            row[2] += gold.len();
        }
    }
    for (name, [hit, found, gold]) in corpus::TYPES.iter().chain(&["all"]).zip(counts) {
        let (p, r) = (hit as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
        println!("{who} {:8} {name:7} P {p:.4} R {r:.4} F1 {:.4} (gold {gold})", set.guideline, 2.0 * p * r / (p + r).max(1e-9));
    }
    Ok(())
}
