//! A saved report taken up again: what it says of its text is held against the text, and its corrections are made again.
//!
//! Invariants: what comes out keeps the report's rules, whatever file went in; what does not fit is told, with its place, and
//! keeps nothing else back.

use super::draft::{around, parts};
use super::{Desk, Edit, Fault, Misfit};
use crate::clean::compat::is_invisible;
use crate::report::{Article, CodePoints, Entity, Report, SCHEMA_VERSION, TextPart, article_id, entity_id, sha256};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A report that was taken up again.
pub struct Reloaded {
    /// What the program read, without corrections.
    pub desk: Desk,
    /// The corrections that fit, in their order; nothing is made of them yet.
    pub edits: Vec<Edit>,
    /// The corrections that do not fit any more, each with its place in the file's list, from 0.
    pub unfit: Vec<(usize, Misfit)>,
    /// These, and those that waited for another reading before and still do.
    pub waiting: Vec<Edit>,
    /// Corrections, made or waiting, that change nothing in this reading; none of them is in `waiting`. They are done, and another
    /// reading may need them.
    pub needless: Vec<Edit>,
    /// In what the file differs from what its own corrections make: it was changed by other means, or by another version.
    pub differs: Differs,
}

/// How much of a report differs from what its corrections make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Differs {
    /// Articles.
    pub articles: usize,
    /// Entities.
    pub entities: usize,
}

/// Why a report is not taken up.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Unfit {
    /// It cannot be read to its end.
    NoReport {
        /// Where reading it ended, from 1.
        line: usize,
        /// The column there, in bytes.
        column: usize,
        /// What is wrong there.
        damage: Damage,
    },
    /// It is JSON, and no report.
    OtherJson,
    /// It has another form.
    OtherVersion {
        /// The form's version.
        version: String,
    },
    /// It does not hold its text, which must be given too.
    NoText {
        /// The text's name.
        name: Option<String>,
        /// The text's fingerprint.
        sha256: String,
    },
    /// The text that was given is not the report's.
    OtherText {
        /// Code points of the report's text.
        expected: u32,
        /// Code points of the text given.
        given: u32,
    },
    /// Something in it is said to stand where the text has something else, or where something else stands already.
    Misplaced {
        /// What the report says.
        says: String,
        /// Where.
        at: CodePoints,
        /// What stands there; none where that is no place for it.
        stands: Option<String>,
    },
    /// An article or an entity does not go by its number.
    Misnumbered {
        /// What it goes by.
        id: String,
    },
}

/// What is wrong with a report that cannot be read to its end.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Damage {
    /// It ends in the middle.
    CutShort,
    /// Something stands there that JSON does not have.
    NoJson,
    /// A word that this version does not know, such as a correction's or a type's.
    UnknownWord(String),
    /// A field that every report has is missing.
    Missing(String),
    /// A value of another kind than a report has there.
    OtherValue,
}

impl Damage {
    /// What a fault of reading is. The word that it is about stands in the fault's own words alone.
    fn of(error: &serde_json::Error) -> Self {
        use serde_json::error::Category;
        let message = error.to_string();
        let word = || message.split('`').nth(1).map(str::to_owned);
        match error.classify() {
            Category::Eof => Self::CutShort,
            Category::Syntax | Category::Io => Self::NoJson,
            Category::Data if message.starts_with("unknown ") => word().map_or(Self::OtherValue, Self::UnknownWord),
            Category::Data if message.starts_with("missing ") => word().map_or(Self::OtherValue, Self::Missing),
            Category::Data => Self::OtherValue,
        }
    }
}

/// Whether a text means to be a report, a damaged one too. A newspaper page does not begin so.
#[must_use]
pub fn is_report(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"schema_version\"")
}

/// Whether a text is JSON, an object or a list. No newspaper page is.
#[must_use]
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A saved report.
///
/// # Errors
/// It is none, or has another form.
pub fn read(json: &str) -> Result<Report, Unfit> {
    #[derive(serde::Deserialize)]
    struct Form {
        schema_version: String,
    }
    let fault = |error: serde_json::Error| {
        if error.is_data() && !is_report(json) {
            return Unfit::OtherJson;
        }
        Unfit::NoReport { line: error.line(), column: error.column(), damage: Damage::of(&error) }
    };
    let version = serde_json::from_str::<Form>(json).map_err(fault)?.schema_version;
    if version != SCHEMA_VERSION {
        return Err(Unfit::OtherVersion { version });
    }
    serde_json::from_str(json).map_err(fault)
}

/// Takes a report up again. `text` finds the text for a report that does not hold it, by its fingerprint.
///
/// # Errors
/// The text is missing or another one, or the report does not fit it.
pub fn reload(report: &Report, text: impl FnOnce(&str) -> Option<String>) -> Result<Reloaded, Unfit> {
    let source = &report.source;
    let own = report.corrections.as_ref().map(|c| c.text.clone());
    let Some(raw) = own.or_else(|| text(&source.sha256)) else {
        return Err(Unfit::NoText { name: source.name.clone(), sha256: source.sha256.clone() });
    };
    let given = raw.chars().count() as u32;
    if given != source.length || sha256(&raw) != source.sha256 {
        return Err(Unfit::OtherText { expected: source.length, given });
    }
    hold(report, &raw)?;
    let other_text = |_| Unfit::OtherText { expected: source.length, given };
    let Some(corrections) = &report.corrections else {
        let desk = Desk::new(report.clone(), &raw).map_err(other_text)?;
        let (edits, unfit, waiting, needless) = <_>::default();
        return Ok(Reloaded { desk, edits, unfit, waiting, needless, differs: Differs::default() });
    };
    let mut trial = Desk::new(report.clone(), &raw).map_err(other_text)?;
    let (mut unfit, mut idle) = (Vec::new(), Vec::new());
    for (at, edit) in corrections.edits.iter().enumerate() {
        match trial.replay(trial.edits().len(), std::slice::from_ref(edit)) {
            Ok(()) => {}
            Err(Fault { misfit: Misfit::NoChange, .. }) => idle.push(edit),
            Err(fault) => unfit.push((at, fault.misfit)),
        }
    }
    let edits = trial.edits().to_vec();
    let differs = if unfit.is_empty() { Differs::between(&trial.report(), report) } else { Differs::default() };
    let mut changes_nothing = |edit: &&Edit| {
        let outcome = trial.replay(edits.len(), std::slice::from_ref(*edit));
        outcome.is_err_and(|fault| fault.misfit == Misfit::NoChange)
    };
    let (needless, still): (Vec<_>, Vec<_>) = corrections.waiting.iter().partition(&mut changes_nothing);
    let needless: Vec<Edit> = idle.into_iter().chain(needless).cloned().collect();
    let waiting: Vec<Edit> = unfit.iter().map(|(at, _)| &corrections.edits[*at]).chain(still).cloned().collect();
    let mut desk = Desk::new(report.clone(), &raw).map_err(other_text)?;
    desk.keep_waiting([&waiting[..], &needless].concat());
    Ok(Reloaded { desk, edits, unfit, waiting, needless, differs })
}

impl Differs {
    fn between(made: &Report, saved: &Report) -> Self {
        fn count<T: PartialEq>(a: &[T], b: &[T]) -> usize {
            a.iter().zip(b).filter(|(a, b)| a != b).count() + a.len().abs_diff(b.len())
        }
        Self { articles: count(&made.articles, &saved.articles), entities: count(&made.entities, &saved.entities) }
    }

    /// Whether anything does.
    #[must_use]
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

/// Holds what the program read, as the report has it, against the text.
fn hold(report: &Report, raw: &str) -> Result<(), Unfit> {
    let chars: Vec<char> = raw.chars().collect();
    let held = Held { chars: &chars };
    let machine = report.corrections.as_ref().map(|c| &c.machine);
    for (articles, furniture, entities) in
        [Some((&report.articles, &report.furniture, &report.entities)), machine.map(|m| (&m.articles, &m.furniture, &m.entities))]
            .into_iter()
            .flatten()
    {
        held.parts(articles, furniture)?;
        held.credits(articles)?;
        held.mentions(entities, &held.order(articles, furniture))?;
    }
    let told = machine
        .map_or((&report.statements, &report.attendance, &report.references), |m| (&m.statements, &m.attendance, &m.references));
    for s in told.0 {
        let excerpts = s.speaker_mention.iter().chain([&s.cue, &s.content]);
        excerpts.into_iter().try_for_each(|e| held.says(&e.text, &e.spans))?;
    }
    told.1.iter().flat_map(|a| [&a.person_mention, &a.cue]).try_for_each(|e| held.says(&e.text, &e.spans))?;
    told.2.iter().try_for_each(|r| held.says(&r.text, &r.spans))
}

/// The text that a report is held against.
struct Held<'a> {
    chars: &'a [char],
}

impl Held<'_> {
    /// Every part stands where it says, no two of them in one place.
    fn parts(&self, articles: &[Article], furniture: &[TextPart]) -> Result<(), Unfit> {
        let mut taken = vec![false; self.chars.len()];
        let named = articles.iter().enumerate().find(|(at, a)| a.id != article_id(*at));
        if let Some((_, article)) = named {
            return Err(Unfit::Misnumbered { id: article.id.clone() });
        }
        for part in articles.iter().flat_map(|a| parts(a).map(|(.., part)| part)).chain(furniture) {
            self.says(&part.text, &part.spans)?;
            for &(start, end) in &part.spans {
                let place = &mut taken[start as usize..end as usize];
                let twice = place.iter().zip(&self.chars[start as usize..]).any(|(taken, c)| *taken && !c.is_whitespace());
                if twice {
                    return Err(Unfit::Misplaced { says: part.text.clone(), at: (start, end), stands: None });
                }
                place.fill(true);
            }
        }
        Ok(())
    }

    fn credits(&self, articles: &[Article]) -> Result<(), Unfit> {
        for article in articles {
            article.byline.iter().try_for_each(|b| self.says(&b.name, &b.spans))?;
            article.dateline.iter().try_for_each(|d| self.says(&d.text, &d.spans))?;
            article.jump.iter().try_for_each(|j| self.says(&j.text, &j.spans))?;
        }
        Ok(())
    }

    /// The place of each code point in the order of reading, part by part; none of what stands in no part.
    fn order(&self, articles: &[Article], furniture: &[TextPart]) -> Vec<Option<u32>> {
        let mut order = vec![None; self.chars.len()];
        let mut next = 0..;
        for part in articles.iter().flat_map(|a| parts(a).map(|(.., part)| part)).chain(furniture) {
            for &(start, end) in &part.spans {
                order[start as usize..end as usize].iter_mut().for_each(|place| *place = next.next());
            }
        }
        order
    }

    /// Every mention stands where it says, and no two cross. Of two columns that the text has side by side, names that are
    /// cut by the ends of the same row cross in the text and do not in the order of reading.
    fn mentions(&self, entities: &[Entity], order: &[Option<u32>]) -> Result<(), Unfit> {
        let mut all = Vec::new();
        for (at, entity) in entities.iter().enumerate() {
            if entity.id != entity_id(at) || entity.mentions.is_empty() {
                return Err(Unfit::Misnumbered { id: entity.id.clone() });
            }
            for mention in &entity.mentions {
                self.says(&mention.text, &mention.spans)?;
                let at = around(&mention.spans);
                let place = |at: u32| order.get(at as usize).copied().flatten();
                let Some((first, last)) = place(at.0).zip(place(at.1 - 1)).filter(|(first, last)| first <= last) else {
                    return Err(Unfit::Misplaced { says: mention.text.clone(), at, stands: None });
                };
                all.push(((first, last + 1), mention));
            }
        }
        all.sort_by_key(|&((start, end), _)| (start, std::cmp::Reverse(end)));
        let mut open: Vec<CodePoints> = Vec::new();
        for (at, mention) in all {
            open.retain(|outer| outer.1 > at.0);
            if open.iter().any(|outer| *outer == at || outer.1 < at.1) {
                let at = around(&mention.spans);
                return Err(Unfit::Misplaced { says: mention.text.clone(), at, stands: None });
            }
            open.push(at);
        }
        Ok(())
    }

    /// The text under spans is this one: equal but for white space and compatibility forms.
    fn says(&self, text: &str, spans: &[CodePoints]) -> Result<(), Unfit> {
        let mut stands = String::new();
        for &at in spans {
            match self.chars.get(at.0 as usize..at.1 as usize).filter(|under| !under.is_empty()) {
                Some(under) => stands.extend(under),
                None => return Err(Unfit::Misplaced { says: text.to_owned(), at, stands: None }),
            }
        }
        if spans.is_empty() || !same(text, &stands) {
            return Err(Unfit::Misplaced { says: text.to_owned(), at: around(spans), stands: Some(stands) });
        }
        Ok(())
    }
}

/// Whether two texts are equal by the report's rule: without white space and what shows nothing, folded by NFKC; a radical,
/// which NFKC leaves alone, may stand for its ideograph.
fn same(text: &str, raw: &str) -> bool {
    fn solid(text: &str) -> impl Iterator<Item = char> {
        text.nfkc().filter(|&c| !c.is_whitespace() && !is_invisible(c))
    }
    let (mut text, mut raw) = (solid(text), solid(raw));
    loop {
        match (text.next(), raw.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || ('\u{2E80}'..='\u{2EFF}').contains(&b) => {}
            _ => return false,
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoReport { line, column, damage } => {
                write!(f, "line {line}, column {column}: ")?;
                match damage {
                    Damage::CutShort => write!(f, "the report was cut short: get the whole file"),
                    Damage::NoJson => {
                        write!(f, "no JSON stands there: it is no report, or was changed; give the one that was saved")
                    }
                    Damage::UnknownWord(word) => write!(
                        f,
                        "{word:?} is nothing that this program knows: a newer version or another program wrote it; use that one"
                    ),
                    Damage::Missing(field) => {
                        write!(f, "the report lacks {field:?}: another program wrote or changed it; save the report again")
                    }
                    Damage::OtherValue => {
                        write!(f, "a report has another kind of value there: the file was changed; save the report again")
                    }
                }
            }
            Self::OtherJson => write!(f, "it is JSON, and no report: give a file that `analyze` or the page has written"),
            Self::OtherVersion { version } => write!(
                f,
                "it has the form {version}, and this program knows {SCHEMA_VERSION}: use the program that wrote it, or analyse its text again"
            ),
            Self::NoText { name, .. } => match name {
                Some(name) => write!(f, "it does not hold its text: give {name} too, by --text"),
                None => write!(f, "it does not hold its text: give the text too, by --text"),
            },
            Self::OtherText { expected, given } => write!(
                f,
                "the text is not the one that it is about: that one has {expected} code points, this one {given} or others; give the right one"
            ),
            Self::Misplaced { says, at: (start, end), stands: Some(stands) } => write!(
                f,
                "at code points {start} to {end} it says {says:?}, but the text has {stands:?}: the report was changed by other means"
            ),
            Self::Misplaced { says, at: (start, end), stands: None } => {
                write!(f, "code points {start} to {end} are no place for {says:?}: the report was changed by other means")
            }
            Self::Misnumbered { id } => write!(f, "{id:?} does not go by its number: the report was changed by other means"),
        }
    }
}

impl std::error::Error for Unfit {}
