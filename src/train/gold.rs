//! Pages with gold structure: the files that the page scorer reads.

use crate::layout::line::{self, Line};
use crate::layout::role::{BEGINNING, Open, Role, STATES, State, can_follow, number};
use crate::source::Source;
use crate::span::{Clean, Span};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// A page and what each of its lines is.
pub struct Page {
    /// File name without its ending.
    pub name: String,
    /// The text.
    pub source: Source,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The state of each line, by number.
    pub states: Vec<usize>,
    /// Whether it was laid out for training, and not found so.
    pub made: bool,
    /// What each code point belongs to.
    owners: Vec<Option<Owner>>,
    /// The code point that each byte of the raw text begins.
    at_char: Vec<u32>,
}

impl Page {
    /// The article that most of a stretch belongs to, by its number in the gold.
    #[must_use]
    pub fn article(&self, span: Span<Clean>) -> Option<usize> {
        owner(&self.source, &self.owners, &self.at_char, span)?.article()
    }

    /// Whether the characters on both sides of a space, given by where one ends and the other begins in the clean text, in bytes, belong
    /// to different articles or parts of the page. Nothing where that is not to be told: in furniture, between two headlines, between two
    /// paragraphs of an article.
    #[must_use]
    pub fn are_parted(&self, end: usize, start: usize) -> Option<bool> {
        let of = |at: usize, len: usize| {
            let raw = self.source.to_raw(Span::new(at, at + len));
            self.owners[self.at_char[raw.start as usize] as usize]
        };
        let clean = self.source.clean();
        let last = clean[..end].chars().next_back()?.len_utf8();
        let first = clean[start..].chars().next()?.len_utf8();
        let (before, behind) = (of(end - last, last)?, of(start, first)?);
        let headline = |owner: &Owner| matches!(owner, Owner::Kicker(_) | Owner::Title(_) | Owner::Subtitle(_));
        match (before, behind) {
            (Owner::Furniture, Owner::Furniture) => None,
            _ if headline(&before) && headline(&behind) => (before.article() == behind.article()).then_some(false),
            (Owner::Body(a, p), Owner::Body(b, q)) if a == b && p != q => None,
            _ => Some(before != behind),
        }
    }

    /// How many articles the page has.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.owners.iter().flatten().filter_map(Owner::article).max().map_or(0, |last| last + 1)
    }
}

#[derive(Deserialize)]
struct Gold {
    articles: Vec<GoldArticle>,
    furniture: Vec<serde_json::Value>,
}

type Ranges = Vec<(usize, usize)>;

#[derive(Deserialize)]
struct GoldArticle {
    kicker: Ranges,
    title: Ranges,
    sub: Ranges,
    paragraphs: Vec<Ranges>,
    captions: Vec<Ranges>,
}

/// What a character belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Furniture,
    Kicker(usize),
    Title(usize),
    Subtitle(usize),
    Body(usize, usize),
    Caption(usize, usize),
}

impl Owner {
    fn article(&self) -> Option<usize> {
        match *self {
            Self::Furniture => None,
            Self::Kicker(a) | Self::Title(a) | Self::Subtitle(a) | Self::Body(a, _) | Self::Caption(a, _) => Some(a),
        }
    }
}

/// Reads every page under `folder`, in the order of their names.
///
/// # Errors
/// When a file cannot be read or its gold is not of the form.
pub fn pages(folder: &Path) -> std::io::Result<Vec<Page>> {
    paths(folder)?.iter().map(|p| page(p)).collect()
}

/// Reads the pages of several folders, one folder after the other.
///
/// # Errors
/// As [`pages`].
pub fn of_folders(folders: &[PathBuf]) -> std::io::Result<Vec<Page>> {
    let all: Vec<Vec<Page>> = folders.iter().map(|folder| pages(folder)).collect::<Result<_, _>>()?;
    Ok(all.into_iter().flatten().collect())
}

/// The texts of all pages under `folder` that have gold, in the order of their names.
///
/// # Errors
/// When the folder cannot be read.
pub fn paths(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt") && p.with_extension("gold.json").exists())
        .collect();
    paths.sort();
    Ok(paths)
}

fn page(path: &Path) -> std::io::Result<Page> {
    let text = std::fs::read_to_string(path)?;
    let gold: Gold = serde_json::from_str(&std::fs::read_to_string(path.with_extension("gold.json"))?)?;
    let owners = owners(&gold, text.chars().count());
    Ok(labelled(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), &text, &owners))
}

/// A page of which the owner of every character is known (none for white space).
pub(super) fn labelled(name: String, text: &str, owners: &[Option<Owner>]) -> Page {
    let source = Source::new(text);
    let lines = line::lines(&source);
    let mut at_char = vec![0u32; source.raw().len() + 1];
    for (count, (at, _)) in text.char_indices().enumerate() {
        at_char[at] = count as u32;
    }
    at_char[text.len()] = text.chars().count() as u32;
    let of_line: Vec<Owner> =
        lines.iter().map(|l| owner(&source, owners, &at_char, l.span).unwrap_or(Owner::Furniture)).collect();
    let states = states(&of_line);
    Page { name, source, lines, states, made: false, owners: owners.to_vec(), at_char }
}

fn owner(source: &Source, owners: &[Option<Owner>], at_char: &[u32], span: Span<Clean>) -> Option<Owner> {
    let raw = source.to_raw(span);
    let range = at_char[raw.start as usize] as usize..at_char[raw.end as usize] as usize;
    majority(owners[range].iter().flatten().copied())
}

fn owners(gold: &Gold, length: usize) -> Vec<Option<Owner>> {
    let mut owners = vec![None; length];
    let mut set = |ranges: &[(usize, usize)], owner: Owner| {
        for &(start, end) in ranges {
            owners[start..end].fill(Some(owner));
        }
    };
    for (a, article) in gold.articles.iter().enumerate() {
        set(&article.kicker, Owner::Kicker(a));
        set(&article.title, Owner::Title(a));
        set(&article.sub, Owner::Subtitle(a));
        article.paragraphs.iter().enumerate().for_each(|(p, r)| set(r, Owner::Body(a, p)));
        article.captions.iter().enumerate().for_each(|(c, r)| set(r, Owner::Caption(a, c)));
    }
    for piece in &gold.furniture {
        // Either one range or a list of them.
        let ranges: Ranges = serde_json::from_value(piece.clone())
            .or_else(|_| serde_json::from_value(piece.clone()).map(|r| vec![r]))
            .unwrap_or_default();
        set(&ranges, Owner::Furniture);
    }
    owners
}

fn majority(owners: impl Iterator<Item = Owner>) -> Option<Owner> {
    let mut counts: Vec<(Owner, usize)> = Vec::new();
    for owner in owners {
        match counts.iter_mut().find(|c| c.0 == owner) {
            Some(c) => c.1 += 1,
            None => counts.push((owner, 1)),
        }
    }
    counts.into_iter().max_by_key(|c| c.1).map(|c| c.0)
}

fn states(owners: &[Owner]) -> Vec<usize> {
    let articles = owners.iter().filter_map(Owner::article).max().map_or(0, |last| last + 1);
    let first_body: Vec<Option<usize>> =
        (0..articles).map(|a| owners.iter().position(|o| matches!(o, Owner::Body(b, _) if *b == a))).collect();
    let titled: Vec<bool> = (0..articles)
        .map(|a| {
            owners
                .iter()
                .position(|o| matches!(o, Owner::Title(b) | Owner::Kicker(b) if *b == a))
                .is_some_and(|t| first_body[a].is_none_or(|b| t < b))
        })
        .collect();
    let mut last_body: Option<(usize, usize)> = None;
    let mut last: Option<Owner> = None;
    let mut from = BEGINNING;
    let mut states = Vec::with_capacity(owners.len());
    for (at, &owner) in owners.iter().enumerate() {
        let before = |a: usize| first_body[a].is_none_or(|b| at < b);
        let role = match owner {
            Owner::Furniture => Role::Furniture,
            Owner::Caption(..) if last == Some(owner) => Role::CaptionMore,
            Owner::Caption(..) => Role::Caption,
            Owner::Kicker(a) => {
                if before(a) {
                    Role::KickerBefore
                } else {
                    Role::KickerAfter
                }
            }
            Owner::Title(a) => {
                if before(a) {
                    Role::TitleBefore
                } else {
                    Role::TitleAfter
                }
            }
            Owner::Subtitle(a) => {
                if before(a) {
                    Role::SubtitleBefore
                } else {
                    Role::SubtitleAfter
                }
            }
            Owner::Body(a, p) => match last_body {
                _ if first_body[a] == Some(at) => Role::ArticleStart,
                Some((b, q)) if a == b => {
                    if p == q {
                        Role::Goes
                    } else {
                        Role::ParagraphStart
                    }
                }
                // A paragraph seen before goes on.
                _ if owners[..at].contains(&owner) => Role::ResumeLine,
                _ => Role::ResumeParagraph,
            },
        };
        let article = match owner {
            Owner::Body(a, _) => Some(a),
            _ => None,
        };
        let open = match role {
            Role::Furniture | Role::Caption | Role::CaptionMore => from.open,
            r if r.is_before() => Open::Headline,
            r if r.is_after() => Open::Nothing,
            Role::ArticleStart => {
                if from.open == Open::Headline {
                    Open::Titled
                } else {
                    Open::Untitled
                }
            }
            _ => {
                if article.is_some_and(|a| titled[a]) {
                    Open::Titled
                } else {
                    Open::Untitled
                }
            }
        };
        let state = nearest(from, State { role, open });
        states.push(number(state));
        from = state;
        if let Owner::Body(a, p) = owner {
            last_body = Some((a, p));
        }
        last = Some(owner);
    }
    states
}

/// The state itself where it can follow, else the one with the same role, else with the nearest role, that can.
fn nearest(from: State, wanted: State) -> State {
    let role = wanted.role;
    let substitutes = [
        role,
        match role {
            Role::KickerAfter => Role::KickerBefore,
            Role::SubtitleAfter => Role::SubtitleBefore,
            Role::CaptionMore => Role::Caption,
            Role::TitleAfter | Role::KickerBefore => Role::TitleBefore,
            Role::ParagraphStart | Role::Goes | Role::ResumeParagraph | Role::ResumeLine => Role::ArticleStart,
            other => other,
        },
    ];
    let fits = |s: &State| can_follow(from, *s);
    if fits(&wanted) {
        return wanted;
    }
    substitutes
        .iter()
        .find_map(|&r| STATES.iter().copied().find(|s| s.role == r && fits(s)))
        .unwrap_or(State { role: Role::TitleBefore, open: Open::Headline })
}
