//! Training texts: column files of characters and tags.

use crate::entity::line::Line;
use crate::entity::names::net::Net;
use crate::entity::names::weights::Weights;
use crate::entity::names::{TYPES as KINDS, find_with};
use crate::entity::{Kind, by_the_guide};
use crate::report::{self, EntityType};
use crate::train::read_text;
use serde::Deserialize;
use std::fmt::Write;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// One sentence with its names.
pub struct Sentence {
    /// The characters.
    pub line: Line,
    /// Its names.
    pub names: Vec<Name>,
}

/// A name: first character, one past the last, type.
pub type Name = (usize, usize, usize);

impl Sentence {
    /// The names that the program finds, by its model and its rules.
    pub fn recognise(&self) -> Vec<Name> {
        let text: String = self.line.chars.iter().collect();
        let kind = |kind| [EntityType::Person, EntityType::Place, EntityType::Org].iter().position(|t| *t == kind);
        let found = report::line(&text, &crate::Options::default()).entities;
        found.iter().filter_map(|m| Some((m.start as usize, m.end as usize, kind(m.kind)?))).collect()
    }

    /// Its names, which follow another guideline, as the guide of entities has them: by the program's rules. Guidelines without places of
    /// one character (中, 美) get those that the program finds.
    pub fn by_the_guide(&self, short_places: bool) -> Vec<Name> {
        let mut names = self.names.clone();
        if short_places {
            let apart = |n: &Name| self.names.iter().all(|own| n.1 <= own.0 || own.1 <= n.0);
            names.extend(self.recognise().into_iter().filter(|n| KINDS[n.2] == Kind::Place && n.1 - n.0 == 1 && apart(n)));
            names.sort_unstable();
        }
        let names: Vec<_> = names.into_iter().map(|(start, end, kind)| (start, end, KINDS[kind])).collect();
        let kind = |kind| KINDS.iter().position(|k| *k == kind);
        by_the_guide(&self.line, &names).iter().filter_map(|f| Some((f.start, f.end, kind(f.kind)?))).collect()
    }

    /// The names that a model finds, with a network's help or without.
    pub fn find(&self, model: &Weights, net: Option<&Net>) -> Vec<Name> {
        let mut found = Vec::new();
        find_with(model, net, &self.line, &mut found);
        found.iter().map(|f| (f.start, f.end, KINDS.iter().position(|t| *t == f.kind).unwrap_or(0))).collect()
    }
}

/// The types' names in the order of the model's labels.
pub const TYPES: [&str; 3] = ["PERSON", "PLACE", "ORG"];
/// The same in column files.
const TAGS: [&str; 3] = ["PER", "LOC", "ORG"];

/// A column file, or a part of it.
#[derive(Clone)]
pub struct Set {
    /// The annotation guideline that it follows.
    pub guideline: String,
    path: PathBuf,
    part: Part,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    All,
    Open,
    Held,
    Even,
    Odd,
}

/// Sentences in a block; neighbours belong to the same documents and are held out together.
const BLOCK: usize = 300;
/// Of so many blocks one is held out.
const BLOCKS: usize = 12;
/// Which one.
const HELD: usize = 5;

impl FromStr for Set {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let (guideline, path) = text.split_once('=').ok_or_else(|| format!("{text}: GUIDELINE=FILE"))?;
        let (path, part) = match path.rsplit_once(':') {
            Some((path, "open")) => (path, Part::Open),
            Some((path, "held")) => (path, Part::Held),
            Some((path, "even")) => (path, Part::Even),
            Some((path, "odd")) => (path, Part::Odd),
            _ => (path, Part::All),
        };
        Ok(Self { guideline: guideline.to_owned(), path: path.into(), part })
    }
}

impl Set {
    /// The sentences of the part.
    pub fn read(&self) -> Result<Vec<Sentence>> {
        let all = read(&self.path)?.into_iter().enumerate();
        let is_in = |block: usize| match self.part {
            Part::All => true,
            Part::Open => block % BLOCKS != HELD,
            Part::Held => block % BLOCKS == HELD,
            Part::Even => block.is_multiple_of(2),
            Part::Odd => !block.is_multiple_of(2),
        };
        Ok(all.filter(|(at, _)| is_in(at / BLOCK)).map(|(_, s)| s).collect())
    }
}

/// Reads a column file.
fn read(path: &Path) -> Result<Vec<Sentence>> {
    let text = read_text(path)?;
    let mut sentences = Vec::new();
    let (mut chars, mut names) = (String::new(), Vec::new());
    let mut n = 0;
    for row in text.lines().chain([""]) {
        if row.trim().is_empty() || row.starts_with("# ") {
            if n > 0 {
                sentences.push(Sentence { line: Line::new(&chars), names: std::mem::take(&mut names) });
                chars.clear();
                n = 0;
            }
            continue;
        }
        let (c, tag) = row
            .split_once(['\t', ' '])
            .ok_or_else(|| Error::other(format!("{}: {row:?} is not a character and a tag", path.display())))?;
        chars.push(c.chars().next().unwrap_or(' '));
        if let Some((mark, kind)) = tag.trim().split_once('-')
            && let Some(kind) = TAGS.iter().position(|t| *t == kind)
        {
            match names.last_mut() {
                Some((_, end, last)) if mark != "B" && *end == n && *last == kind => *end = n + 1,
                _ => names.push((n, n + 1, kind)),
            }
        }
        n += 1;
    }
    Ok(sentences)
}

/// Writes sentences as a column file.
pub fn write(path: &Path, sentences: impl Iterator<Item = (Vec<char>, Vec<Name>)>) -> Result<()> {
    let mut out = String::new();
    for (chars, names) in sentences {
        let mut tags = vec![String::from("O"); chars.len()];
        for (start, end, kind) in names {
            tags[start..end].fill(format!("I-{}", TAGS[kind]));
            tags[start] = format!("B-{}", TAGS[kind]);
        }
        for (c, tag) in chars.iter().zip(tags) {
            let c = if c.is_whitespace() { ' ' } else { *c };
            let _ = writeln!(out, "{c}\t{tag}");
        }
        out.push('\n');
    }
    std::fs::write(path, out)
}

/// An article of running text.
#[derive(Deserialize)]
pub struct Article {
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}
