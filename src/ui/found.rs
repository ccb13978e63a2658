//! What was found in a text, as the page holds it, and the ways through it.
//!
//! Invariant: a result never changes once it is there; a correction makes another, which shares all that stays.

use super::i18n::Lang;
use super::state::{Step, Target};
use crate::report::{CodePoints, EntityType};
use crate::view::{Article, Entity, Mark, Note, Part, Update, interleaved};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use web_sys::Blob;

/// What was found in a text.
pub struct Found {
    /// The articles in their order.
    pub articles: Vec<Rc<Article>>,
    /// Their keys, in the same order.
    pub keys: Vec<u32>,
    /// The entities by key; one without places is gone.
    pub entities: Vec<Rc<Entity>>,
    pub furniture: Rc<Vec<Part>>,
    pub notes: Vec<Note>,
    /// Entities of each type, those named most often first.
    pub index: BTreeMap<EntityType, Vec<u32>>,
    /// Mentions of each type.
    pub counts: BTreeMap<EntityType, usize>,
    /// Mentions that nobody has looked at.
    pub unchecked: usize,
    pub encoding: String,
    /// Code points of the text.
    pub length: u32,
    pub date: Option<String>,
    pub millis: f64,
    /// The text as it was read.
    pub text: Option<Blob>,
    /// Whether lines were put into another order than the text has them in.
    pub reordered: bool,
    /// Of such a text the articles, by key, whose lines ran through another's.
    pub interleaved: BTreeSet<u32>,
    /// Where each key's article is in the order.
    order: BTreeMap<u32, u32>,
}

/// A result's pieces on their way.
#[derive(Clone, Default, PartialEq)]
pub struct Arriving {
    pub articles: Vec<Rc<Article>>,
    pub entities: Vec<Rc<Entity>>,
    pub encoding: String,
    pub length: u32,
    pub text: Option<Blob>,
    pub reordered: bool,
}

/// The same result, not an equal one.
impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
impl Eq for Found {}

#[cfg(test)]
impl Found {
    /// Of a whole report, as tests look at it.
    pub fn of(report: &crate::report::Report, text: &str) -> Self {
        let crate::view::View { articles, furniture, entities, notes } = crate::view::View::new(report, text);
        let articles = articles.into_iter().map(Rc::new).collect();
        let entities = entities.into_iter().map(Rc::new).collect();
        Self::new(Arriving { articles, entities, ..Arriving::default() }, furniture, notes, None, 1.0)
    }
}

impl Found {
    /// A result as it came.
    #[must_use]
    pub fn new(arrived: Arriving, furniture: Vec<Part>, notes: Vec<Note>, date: Option<String>, millis: f64) -> Self {
        let mut found = Self {
            keys: (0..arrived.articles.len() as u32).collect(),
            articles: arrived.articles,
            entities: arrived.entities,
            furniture: Rc::new(furniture),
            notes,
            index: BTreeMap::new(),
            counts: BTreeMap::new(),
            unchecked: 0,
            encoding: arrived.encoding,
            length: arrived.length,
            date,
            millis,
            text: arrived.text,
            reordered: arrived.reordered,
            interleaved: BTreeSet::new(),
            order: BTreeMap::new(),
        };
        found.count();
        found
    }

    /// The result after a correction.
    #[must_use]
    pub fn updated(&self, update: Update) -> Self {
        let mut articles: BTreeMap<u32, Rc<Article>> = self.keys.iter().copied().zip(self.articles.iter().cloned()).collect();
        articles.extend(update.articles.into_iter().map(|(key, article)| (key, Rc::new(article))));
        let mut entities = self.entities.clone();
        for (key, entity) in update.entities {
            match entities.get_mut(key as usize) {
                Some(there) => *there = Rc::new(entity),
                None => entities.push(Rc::new(entity)),
            }
        }
        let keys: Vec<u32> = update.order.into_iter().filter(|key| articles.contains_key(key)).collect();
        let mut found = Self {
            articles: keys.iter().filter_map(|key| articles.remove(key)).collect(),
            keys,
            entities,
            furniture: update.furniture.map_or_else(|| self.furniture.clone(), Rc::new),
            notes: update.notes,
            index: BTreeMap::new(),
            counts: BTreeMap::new(),
            unchecked: 0,
            encoding: self.encoding.clone(),
            length: self.length,
            date: self.date.clone(),
            millis: self.millis,
            text: self.text.clone(),
            reordered: self.reordered,
            interleaved: BTreeSet::new(),
            order: BTreeMap::new(),
        };
        found.count();
        found
    }

    fn count(&mut self) {
        self.order = self.keys.iter().copied().zip(0..).collect();
        for (at, entity) in (0..).zip(&self.entities).filter(|(_, e)| !e.places.is_empty()) {
            self.index.entry(entity.kind).or_default().push(at);
            *self.counts.entry(entity.kind).or_default() += entity.places.len();
            self.unchecked += entity.places.iter().filter(|place| !place.checked).count();
        }
        if self.reordered {
            self.interleaved = interleaved(&self.articles).into_iter().map(|at| self.keys[at]).collect();
        }
        for list in self.index.values_mut() {
            list.sort_by_key(|&e| std::cmp::Reverse(self.entities[e as usize].places.len()));
        }
    }

    /// What it holds, in words.
    #[must_use]
    pub fn summary(&self, lang: Lang) -> String {
        let entities = self.index.values().map(Vec::len).sum();
        lang.summary(self.articles.len(), self.counts.values().sum(), entities)
    }

    /// The paper and its day, where the page's own lines name the paper and the day is known.
    #[must_use]
    pub fn issue(&self) -> Option<String> {
        /// What newspapers' names end with: 日报, 晚报, 时报.
        const PAPER: char = '报';
        let marks = self.furniture.iter().flat_map(|part| part.marks.iter().map(move |mark| (part, mark)));
        let mut names = marks
            .filter(|(_, mark)| mark.kind == EntityType::Org)
            .filter_map(|(part, mark)| part.text.get(mark.start as usize..mark.end as usize));
        let name = names.find(|name| name.ends_with(PAPER))?;
        Some(format!("{name} {}", self.date.as_ref()?))
    }

    /// All mentions.
    #[must_use]
    pub fn mentions(&self) -> usize {
        self.counts.values().sum()
    }

    /// Bytes of all articles.
    #[must_use]
    pub fn size(&self) -> usize {
        self.articles.iter().map(|a| a.size()).sum()
    }

    /// The article (its place in the order) that a mention stands in; none for furniture.
    #[must_use]
    pub fn article_of(&self, entity: u32, nth: u32) -> Option<u32> {
        let key = self.entities.get(entity as usize)?.places.get(nth as usize)?.article?;
        self.order.get(&key).copied()
    }

    /// The article (its place in the order) that holds the character at this code point of the raw text.
    #[must_use]
    pub fn holding(&self, at: u32) -> Option<usize> {
        self.articles.iter().position(|article| article.parts().any(|part| part.byte(at).is_some()))
    }

    /// The other entities of another type that go by this name: a mention that was given another type has left them.
    #[must_use]
    pub fn namesakes(&self, entity: u32) -> Vec<u32> {
        let Some(this) = self.entities.get(entity as usize) else { return Vec::new() };
        let others = (0..).zip(&self.entities).filter(|(at, e)| *at != entity && e.kind != this.kind && !e.places.is_empty());
        others.filter(|(_, e)| e.name == this.name).map(|(at, _)| at).collect()
    }

    /// Whether a mention of this type stands at this span.
    #[must_use]
    pub fn has(&self, (start, end): CodePoints, kind: EntityType) -> bool {
        let mut places = self.entities.iter().filter(|e| e.kind == kind).flat_map(|e| &e.places);
        places.any(|place| (place.at.offset, place.end) == (start, end))
    }

    /// Where a mention stands in the raw text.
    #[must_use]
    pub fn span(&self, entity: u32, nth: u32) -> Option<CodePoints> {
        let place = self.entities.get(entity as usize)?.places.get(nth as usize)?;
        Some((place.at.offset, place.end))
    }

    /// The part and the mark of a mention.
    fn mark(&self, entity: u32, nth: u32) -> Option<(&Part, &Mark)> {
        let place = self.entities.get(entity as usize)?.places.get(nth as usize)?;
        let part = match self.article_of(entity, nth) {
            Some(article) => self.articles[article as usize].parts().nth(place.part as usize)?,
            None => self.furniture.get(place.part as usize)?,
        };
        part.marks.iter().find(|m| (m.entity, m.nth) == (entity, nth)).map(|mark| (part, mark))
    }

    /// A mention's span, begun and ended so many characters further on; none past the ends of its part.
    #[must_use]
    pub fn stretched(&self, entity: u32, nth: u32, start: i8, end: i8) -> Option<CodePoints> {
        let (part, mark) = self.mark(entity, nth)?;
        let (start, end) = (moved(&part.text, mark.start as usize, start)?, moved(&part.text, mark.end as usize, end)?);
        if start < end { part.code_points(start..end) } else { None }
    }

    /// What was looked at in an earlier state of the result, as it is now; none where nothing stands in its place.
    #[must_use]
    pub fn again(&self, before: &Self, target: Target) -> Option<Target> {
        match target {
            Target::Mention { entity, nth } => self.nearest(before.span(entity, nth)?),
            Target::Article(at) => {
                let key = before.keys.get(at as usize)?;
                let start = || before.articles[at as usize].parts().find_map(|part| part.code_point(0));
                // One that went into another is looked at there.
                let now = self.order.get(key).copied().or_else(|| self.holding(start()?).map(|at| at as u32));
                now.map(Target::Article)
            }
        }
    }

    /// The mention at this span, else one that meets it, else the next in the text; none where there is none behind it.
    #[must_use]
    pub fn nearest(&self, (start, end): CodePoints) -> Option<Target> {
        let all =
            (0..).zip(&self.entities).flat_map(|(e, entity)| (0..).zip(&entity.places).map(move |(n, place)| (e, n, place)));
        let rank = |offset: u32, until: u32| {
            let (same, meets) = ((offset, until) == (start, end), offset < end && start < until);
            (!same, !meets, offset < start, offset, until)
        };
        let nearest = all.min_by_key(|(_, _, place)| rank(place.at.offset, place.end))?;
        let (entity, nth, place) = nearest;
        (place.end > start).then_some(Target::Mention { entity, nth })
    }

    /// The next or an earlier mention in the order of reading, furniture last; of those that nobody has looked at, where it
    /// says so. Types that are `off` are passed over. Behind the last comes the first.
    #[must_use]
    pub fn turn(&self, from: Option<Target>, step: Step, unchecked: bool, off: &BTreeSet<EntityType>) -> Option<Target> {
        let fits = |m: &&Mark| {
            let checked = || self.entities[m.entity as usize].places.get(m.nth as usize).is_some_and(|place| place.checked);
            !(off.contains(&m.kind) || unchecked && checked())
        };
        let articles = self.articles.len();
        let marks = |at: usize| -> Vec<&Mark> {
            match self.articles.get(at) {
                Some(article) => article.parts().flat_map(|part| &part.marks).collect(),
                None => self.furniture.iter().flat_map(|part| &part.marks).collect(),
            }
        };
        let (start, here) = match from {
            Some(Target::Article(at)) => (at as usize, None),
            Some(Target::Mention { entity, nth }) => {
                (self.article_of(entity, nth).map_or(articles, |at| at as usize), Some((entity, nth)))
            }
            None => (0, None),
        };
        let target = |m: &Mark| Target::Mention { entity: m.entity, nth: m.nth };
        let first = marks(start);
        let at = here.and_then(|here| first.iter().position(|m| (m.entity, m.nth) == here));
        let rounds = (1..=articles + 1).map(|round| match step {
            Step::Next => (start + round) % (articles + 1),
            Step::Previous => (start + articles + 1 - round) % (articles + 1),
        });
        match step {
            Step::Next => {
                let rest = first.iter().copied().skip(at.map_or(0, |at| at + 1)).find(fits);
                rest.map(target).or_else(|| rounds.into_iter().find_map(|at| marks(at).into_iter().find(fits).map(target)))
            }
            Step::Previous => {
                let rest = first.iter().copied().take(at.unwrap_or(0)).rev().find(fits);
                rest.map(target).or_else(|| rounds.into_iter().find_map(|at| marks(at).into_iter().rev().find(fits).map(target)))
            }
        }
    }
}

/// The boundary so many characters behind the one at `at` (before it where negative); spaces count for nothing.
fn moved(text: &str, at: usize, by: i8) -> Option<usize> {
    let solid = |(_, c): &(usize, char)| *c != ' ';
    match by {
        0 => Some(at),
        1.. => {
            let (from, c) = text[at..].char_indices().filter(solid).nth(by.unsigned_abs() as usize - 1)?;
            Some(at + from + c.len_utf8())
        }
        _ => text[..at].char_indices().rev().filter(solid).nth(by.unsigned_abs() as usize - 1).map(|(from, _)| from),
    }
}
