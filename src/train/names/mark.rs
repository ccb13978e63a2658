//! Running text with the names that the program finds, for models to learn from: whole articles, so that what one paragraph shows
//! counts in the others.

use super::corpus::{self, Article, Name};
use crate::Options;
use crate::entity::names::TYPES;
use crate::entity::{Role, Text, recognise};
use crate::train::read_text;
use clap::Args;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::io::Result;
use std::path::PathBuf;

/// How to mark text.
#[derive(Args)]
pub struct Mark {
    /// Articles: JSON lines with `paragraphs`.
    #[arg(long = "text", required = true)]
    texts: Vec<PathBuf>,
    /// Paragraphs that are measured on, JSON lines with `text`: whatever shares a stretch with them is left out.
    #[arg(long = "avoid")]
    avoid: Vec<PathBuf>,
    /// Of the articles, those from the first to before the second of so many parts.
    #[arg(long, num_args = 3, value_names = ["FROM", "TO", "PARTS"], default_values_t = [0, 1, 1])]
    share: Vec<usize>,
    /// The column file to write.
    #[arg(long)]
    out: PathBuf,
}

/// A stretch that is shared, in characters.
const SHARED: usize = 20;
/// Neighbours belong to different parts: their numbers are multiplied by this prime first.
const SPREAD: usize = 7919;

#[derive(Deserialize)]
struct Paragraph {
    text: String,
}

impl Mark {
    /// Marks the articles of the share.
    pub fn run(&self) -> Result<()> {
        if self.share[2] == 0 {
            return Err(std::io::Error::other("--share FROM TO PARTS: at least one part"));
        }
        let mut known: FxHashSet<Vec<char>> = FxHashSet::default();
        for path in &self.avoid {
            for row in read_text(path)?.lines() {
                let paragraph: Paragraph = serde_json::from_str(row)?;
                known.extend(plain(&paragraph.text).windows(SHARED).map(<[char]>::to_vec));
            }
        }
        let mut marked = Vec::new();
        let mut number = 0;
        for path in &self.texts {
            for row in read_text(path)?.lines() {
                number += 1;
                if !(self.share[0]..self.share[1]).contains(&(number * SPREAD % self.share[2])) {
                    continue;
                }
                let article: Article = serde_json::from_str(row)?;
                let text = |text| Text { text, role: Role::Paragraph, article: Some(0) };
                let texts: Vec<Text<'_>> = article.paragraphs.iter().map(|p| text(p.as_str())).collect();
                let found = recognise(&texts, &Options::default(), &mut |_| ());
                for (text, mentions) in texts.iter().zip(found.mentions) {
                    if plain(text.text).windows(SHARED).any(|stretch| known.contains(stretch)) {
                        continue;
                    }
                    let characters = |at: u32| text.text[..at as usize].chars().count();
                    let name = |m: &crate::entity::Mention| -> Option<Name> {
                        let kind = TYPES.iter().position(|kind| *kind == m.kind)?;
                        Some((characters(m.span.start), characters(m.span.end), kind))
                    };
                    marked.push((text.text.chars().collect(), outermost(mentions.iter().filter_map(name))));
                }
            }
        }
        corpus::write(&self.out, marked.into_iter())
    }
}

/// A column file holds no name inside another.
fn outermost(names: impl Iterator<Item = Name>) -> Vec<Name> {
    let mut kept: Vec<Name> = Vec::new();
    for name in names {
        if kept.last().is_none_or(|last| last.1 <= name.0) {
            kept.push(name);
        }
    }
    kept
}

/// The characters of a text without white space.
fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
