//! Learns the names model (`models/names.bin`) and scores it. `models/README.md` gives the commands.
//!
//! Invariant: the same data and options give the same file, byte for byte.

mod corpus;
mod crf;
mod file;
mod mark;
mod scores;
mod words;

use crate::entity::names::net::Net;
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
    /// Writes what the n-grams of a model say of each character, for the trainer of the network.
    Scores {
        /// The model.
        #[arg(long, default_value = "models/names.bin")]
        model: PathBuf,
        /// Sentences, GUIDELINE=FILE.
        #[arg(long = "set", required = true)]
        set: Set,
        /// Where the files begin that are written: PREFIX.lengths, .characters, .labels, .scores and .transition.
        #[arg(long)]
        out: PathBuf,
    },
    /// Marks running text as the program reads it.
    Mark(mark::Mark),
    /// Writes a set of another guideline as the guide of entities has it.
    Adapt {
        /// Sentences, GUIDELINE=FILE.
        #[arg(long = "set", required = true)]
        set: Set,
        /// Adds the places of one character that the program finds: the guideline has none.
        #[arg(long)]
        short_places: bool,
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
    /// Sets to learn from, GUIDELINE=FILE, those of one guideline one behind the other; with `:open` behind only the blocks that are not
    /// held out, with `:even` or `:odd` every other block.
    #[arg(long = "train", required = true)]
    train: Vec<Set>,
    /// Sets to score.
    #[arg(long = "held")]
    held: Vec<Set>,
    /// The guideline of the model that is written.
    #[arg(long, default_value = "guide")]
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
        Command::Scores { model, set, out } => scores::write(&Weights::read(&std::fs::read(model)?), &set.read()?, out),
        Command::Mark(mark) => mark.run(),
        Command::Adapt { set, short_places, out } => {
            let sentences = set.read()?.into_iter();
            corpus::write(out, sentences.map(|s| (s.line.chars.clone(), s.by_the_guide(*short_places))))
        }
        Command::Score { model, held } => {
            let model = Weights::read(&std::fs::read(model)?);
            for set in held {
                score("n-grams alone", set, |s| s.find(&model, None))?;
                score("with network", set, |s| s.find(&model, Some(Net::built_in())))?;
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
        self.held.iter().try_for_each(|set| score("n-grams alone", set, |s| s.find(&model, None)))
    }

    /// The guidelines of the training sets, in the order in which they are first named.
    fn guidelines(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for set in &self.train {
            if !names.contains(&set.guideline.as_str()) {
                names.push(&set.guideline);
            }
        }
        names
    }

    /// Which of them the model has that is written.
    fn shipped(&self) -> Option<usize> {
        self.guidelines().iter().position(|guideline| *guideline == self.ship)
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
