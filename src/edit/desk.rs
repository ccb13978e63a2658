//! Where a report lies while it is corrected: the text, what the program read, and every edit so far.

use super::articles::Articles;
use super::draft::{Draft, Place, Places, ends, parts};
use super::mentions::Mentions;
use super::text::Text;
use super::told::{Told, key_of};
use super::{Edit, Fault, Misfit};
use crate::Options;
use crate::report::{
    Article, Byline, CodePoints, Corrections, Dateline, Entity, EntityType, Held, Jump, Machine, Note, Report, TextPart,
    article_id, entity_id, sha256,
};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A report and its corrections.
///
/// Articles and entities go by keys here, which stay theirs through all edits; in [`Desk::report`] they are numbered as
/// they come.
pub struct Desk {
    text: Text,
    machine: Report,
    credits: Credits,
    told: Told,
    draft: Draft,
    edits: Vec<Edit>,
    /// Edits that do not fit this reading; the report keeps them.
    waiting: Vec<Edit>,
    /// The draft before each edit, where it is kept: see [`Desk::thin_out`].
    before: Vec<Option<Draft>>,
}

/// What differs between a desk before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Keys of the articles that are new or have other parts, and of those whose mentions changed.
    pub articles: BTreeSet<u32>,
    /// Keys of the entities that changed, or whose mentions stand elsewhere.
    pub entities: BTreeSet<u32>,
    /// Whether furniture or its mentions changed.
    pub furniture: bool,
}

/// Byline, datelines and jumps of the whole text. They point into parts, and belong to the article that has the part.
struct Credits {
    bylines: Vec<Byline>,
    datelines: Vec<Dateline>,
    jumps: Vec<Jump>,
}

impl Desk {
    /// Lays a report on the desk, without its corrections: what the program read. `raw` is the text that it is about.
    ///
    /// # Errors
    /// The text is another one.
    pub fn new(mut machine: Report, raw: &str) -> Result<Self, Fault> {
        let text = Text::new(raw);
        if machine.source.length != text.len() || machine.source.sha256 != sha256(raw) {
            let misfit = Misfit::OtherText { expected: machine.source.length, given: text.len() };
            return Err(Fault { edit: 0, misfit });
        }
        if let Some(corrections) = machine.corrections.take() {
            let Machine { articles, furniture, entities, statements, attendance, references, notes } = corrections.machine;
            machine = Report { articles, furniture, entities, statements, attendance, references, notes, ..machine };
        }
        let draft = Draft {
            articles: (0..).zip(machine.articles.iter().cloned().map(Rc::new)).collect(),
            furniture: Rc::new(machine.furniture.clone()),
            entities: machine.entities.iter().cloned().map(Rc::new).collect(),
            next: machine.articles.len() as u32,
            merged: Rc::default(),
        };
        let (credits, told) = (Credits::of(&machine.articles), Told::of(&machine));
        Ok(Self { text, machine, credits, told, draft, edits: Vec::new(), waiting: Vec::new(), before: Vec::new() })
    }

    /// The text.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.text.raw()
    }

    /// The text's fingerprint.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.machine.source.sha256
    }

    /// The edits so far.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The articles in their order, each with its key. Their ids mean nothing here.
    pub fn articles(&self) -> impl Iterator<Item = (u32, &Article)> {
        self.draft.articles.iter().map(|(key, article)| (*key, &**article))
    }

    /// The furniture.
    #[must_use]
    pub fn furniture(&self) -> &[TextPart] {
        &self.draft.furniture
    }

    /// The entities by key; one without mentions is gone. Ids in them are those that the keys would have.
    pub fn entities(&self) -> impl Iterator<Item = (u32, &Entity)> {
        (0..).zip(self.draft.entities.iter().map(|e| &**e))
    }

    /// What is told of entities. Ids are those that the articles' places and the entities' keys would have.
    #[must_use]
    pub fn told(&self) -> Told {
        self.told.in_draft(&self.draft, &self.draft.places())
    }

    /// The program's notes. Each names its article by the number that it has now.
    #[must_use]
    pub fn notes(&self) -> Vec<Note> {
        let order: BTreeMap<u32, usize> = self.draft.articles.iter().map(|a| a.0).zip(0..).collect();
        let number = |id: &String| order.get(&key_of(id)?).map(|at| article_id(*at));
        let note = |note: &Note| Note { article: note.article.as_ref().and_then(number), ..note.clone() };
        self.machine.notes.iter().map(note).collect()
    }

    /// Gives the report edits to keep that do not fit this reading of the text.
    pub fn keep_waiting(&mut self, waiting: Vec<Edit>) {
        self.waiting = waiting;
    }

    /// Keeps the first `keep` edits and makes `more` behind them. So edits are undone, and made again.
    ///
    /// # Errors
    /// The first edit that does not fit, and why. Those before it are made.
    pub fn replay(&mut self, keep: usize, more: &[Edit]) -> Result<(), Fault> {
        if keep < self.edits.len() {
            let from = (0..=keep).rev().find(|&at| self.before[at].is_some()).unwrap_or(0);
            let again: Vec<Edit> = self.edits.drain(from..).take(keep - from).collect();
            if let Some(draft) = self.before.drain(from..).next().flatten() {
                self.draft = draft;
            }
            again.into_iter().try_for_each(|edit| self.make(edit))?;
        }
        more.iter().try_for_each(|edit| self.make(edit.clone()))
    }

    /// Like [`Desk::replay`], telling what differs afterwards.
    ///
    /// # Errors
    /// As [`Desk::replay`] does; the change is told then too.
    pub fn replay_and_tell(&mut self, keep: usize, more: &[Edit]) -> (Change, Result<(), Fault>) {
        let before = self.draft.clone();
        let outcome = self.replay(keep, more);
        (self.change_since(&before), outcome)
    }

    fn make(&mut self, edit: Edit) -> Result<(), Fault> {
        let before = self.draft.clone();
        if let Err(misfit) = self.change(&edit, &before) {
            self.draft = before;
            return Err(Fault { edit: self.edits.len(), misfit });
        }
        self.before.push(Some(before));
        self.edits.push(edit);
        self.thin_out();
        Ok(())
    }

    /// Of the drafts before long-past edits, keeps one in [`SPARSE`]: between them, edits are made again.
    fn thin_out(&mut self) {
        if let Some(old) = self.before.len().checked_sub(RECENT).filter(|old| old % SPARSE != 0) {
            self.before[old] = None;
        }
    }

    /// Makes an edit. `old` is the draft as it is.
    fn change(&mut self, edit: &Edit, old: &Draft) -> Result<(), Misfit> {
        let places = self.draft.places();
        let date = self.machine.source.date.as_deref().and_then(|day| day.parse().ok());
        let options = &Options { date, ..Options::default() };
        let mut articles = Articles { draft: &mut self.draft, text: &self.text, places: &places };
        match *edit {
            Edit::MergeArticles { at } => articles.merge(at),
            Edit::SplitArticle { at } => articles.split(at),
            Edit::MoveHeadline { at, to } => articles.move_headline(at, to),
            Edit::MoveArticle { at, before } => articles.move_article(at, before),
            Edit::SetAside { at } => articles.set_aside(at),
            Edit::SetRole { at, role, article } => articles.set_role(at, role, article),
            Edit::MakeHeadline { at } => articles.make_headline(at),
            Edit::JoinParagraphs { at } => articles.join(at),
            Edit::SplitParagraph { at } => articles.split_part(at),
            _ => {
                let mut mentions = Mentions::new(&mut self.draft, &self.text, &places, options);
                match *edit {
                    Edit::Accept { at, everywhere } => mentions.accept(at, everywhere),
                    Edit::Reject { at, everywhere } => mentions.reject(at, everywhere),
                    Edit::SetType { at, kind, everywhere } => mentions.set_type(at, kind, everywhere),
                    Edit::SetSpan { at, to, everywhere } => mentions.set_span(at, to, everywhere),
                    Edit::Add { at, kind, everywhere } => mentions.add(at, kind, everywhere),
                    Edit::MergeEntities { at, into } => mentions.merge(at, into),
                    Edit::SplitEntity { at, everywhere } => mentions.split(at, everywhere),
                    Edit::Rename { at, ref name } => mentions.rename(at, name),
                    _ => Ok(()),
                }
            }
        }?;
        let mut pairs = old.articles.iter().zip(&self.draft.articles);
        let same_articles = old.articles.len() == self.draft.articles.len()
            && pairs.all(|((key, article), (now, article_now))| key == now && Rc::ptr_eq(article, article_now));
        if !(same_articles && Rc::ptr_eq(&old.furniture, &self.draft.furniture)) {
            self.settle(old);
        }
        self.settle_offices(old);
        Ok(())
    }

    /// After an edit of mentions: an office whose words are marked as one no more is held by nobody, one whose marks were all
    /// moved goes by their new words, and one whose body is marked no more names none.
    fn settle_offices(&mut self, before: &Draft) {
        let marked = |draft: &Draft| -> BTreeSet<String> {
            let titles = draft.entities.iter().filter(|e| e.kind == EntityType::Title);
            titles.flat_map(|e| &e.mentions).map(|m| m.text.split_whitespace().collect()).collect()
        };
        let changed = |(now, then): (&Rc<Entity>, &Rc<Entity>)| !Rc::ptr_eq(now, then);
        let entities = &self.draft.entities;
        if entities.len() == before.entities.len() && !entities.iter().zip(&before.entities).any(changed) {
            return;
        }
        let (then, now) = (marked(before), marked(&self.draft));
        let lost: Vec<&String> = then.difference(&now).collect();
        let gained: Vec<&String> = now.difference(&then).collect();
        let moved = if let ([_], [new]) = (&*lost, &*gained) { Some(*new) } else { None };
        let gone = |held: &Held| {
            let key = held.entity.as_deref().and_then(key_of).map(|key| self.draft.now(key) as usize);
            key.is_some_and(|key| self.draft.entities.get(key).is_none_or(|e| e.mentions.is_empty()))
        };
        let settled = |held: &Held| -> Option<Held> {
            let mut held = held.clone();
            if lost.contains(&&held.title) {
                held.title.clone_from(moved?);
            }
            if gone(&held) {
                (held.organization, held.entity) = (None, None);
            }
            Some(held)
        };
        let mut all: Vec<(usize, Vec<Held>)> = Vec::new();
        for (key, entity) in self.draft.entities.iter().enumerate().filter(|(_, e)| !e.titles.is_empty()) {
            let titles: Vec<Held> = entity.titles.iter().filter_map(settled).collect();
            if titles != entity.titles {
                all.push((key, titles));
            }
        }
        for (key, titles) in all {
            self.draft.entity_mut(key).titles = titles;
        }
    }

    /// After an edit of articles: empty ones go, credits go with their parts, and so do mentions that no longer stand in one
    /// part.
    fn settle(&mut self, before: &Draft) {
        self.draft.articles.retain(|(_, article)| parts(article).next().is_some());
        let places = self.draft.places();
        let old = before.by_key();
        for (at, (key, article)) in self.draft.articles.iter_mut().enumerate() {
            if old.get(key).is_none_or(|there| !Rc::ptr_eq(there, article)) {
                self.credits.give(Rc::make_mut(article), at, &places);
            }
        }
        for entity in &mut self.draft.entities {
            if entity.mentions.iter().any(|m| places.of_mention(ends(m)).is_none()) {
                Rc::make_mut(entity).mentions.retain(|m| places.of_mention(ends(m)).is_some());
            }
        }
    }

    fn change_since(&self, before: &Draft) -> Change {
        let mut change = Change { furniture: !Rc::ptr_eq(&before.furniture, &self.draft.furniture), ..Change::default() };
        let (places, places_before) = (self.draft.places(), before.places());
        let old = before.by_key();
        for (key, article) in &self.draft.articles {
            if old.get(key).is_none_or(|there| !Rc::ptr_eq(there, article)) {
                change.articles.insert(*key);
            }
        }
        // Articles and furniture that a changed entity's mentions stand in, now or before.
        for (key, entity) in self.draft.entities.iter().enumerate() {
            let there = before.entities.get(key);
            if there.is_some_and(|there| Rc::ptr_eq(there, entity)) {
                continue;
            }
            change.entities.insert(key as u32);
            let now = entity.mentions.iter().map(|m| (places.of_mention(ends(m)), &self.draft));
            let then = there.into_iter().flat_map(|e| &e.mentions).map(|m| (places_before.of_mention(ends(m)), before));
            for (place, draft) in now.chain(then) {
                match place.map(Place::article) {
                    Some(Some(at)) => drop(change.articles.insert(draft.articles[at].0)),
                    Some(None) => change.furniture = true,
                    None => {}
                }
            }
        }
        // An entity that only gave way at its end.
        for key in self.draft.entities.len()..before.entities.len() {
            change.entities.insert(key as u32);
            for mention in &before.entities[key].mentions {
                match places_before.of_mention(ends(mention)).map(Place::article) {
                    Some(Some(at)) => drop(change.articles.insert(before.articles[at].0)),
                    Some(None) => change.furniture = true,
                    None => {}
                }
            }
        }
        // Entities whose mentions stand in what changed.
        for (key, entity) in self.draft.entities.iter().enumerate() {
            let stands_elsewhere = |m: &crate::report::Mention| match places.of_mention(ends(m)).map(Place::article) {
                Some(Some(at)) => change.articles.contains(&self.draft.articles[at].0),
                Some(None) => change.furniture,
                None => false,
            };
            if entity.mentions.iter().any(stands_elsewhere) {
                change.entities.insert(key as u32);
            }
        }
        change
    }

    /// The corrected report; that of the program where there is no edit, made or waiting.
    #[must_use]
    pub fn report(&self) -> Report {
        if self.edits.is_empty() && self.waiting.is_empty() {
            return self.machine.clone();
        }
        let places = self.draft.places();
        let articles = self.draft.articles.iter().enumerate();
        let articles = articles.map(|(at, (_, article))| Article { id: article_id(at), ..(**article).clone() }).collect();
        let machine = &self.machine;
        let (entities, numbers) = self.numbered(&places);
        let Told { statements, attendance, references } = self.told.in_draft(&self.draft, &places).numbered(&numbers);
        Report {
            articles,
            furniture: self.draft.furniture.to_vec(),
            entities,
            statements,
            attendance,
            references,
            notes: self.notes(),
            corrections: Some(Box::new(Corrections {
                edits: self.edits.clone(),
                waiting: self.waiting.clone(),
                machine: Machine {
                    articles: machine.articles.clone(),
                    furniture: machine.furniture.clone(),
                    entities: machine.entities.clone(),
                    statements: machine.statements.clone(),
                    attendance: machine.attendance.clone(),
                    references: machine.references.clone(),
                    notes: machine.notes.clone(),
                },
                text: self.raw().to_owned(),
            })),
            schema_version: machine.schema_version.clone(),
            generator: machine.generator.clone(),
            source: machine.source.clone(),
            reordered: machine.reordered,
        }
    }

    /// The entities in the order of their first mentions, numbered so, and the number of each key.
    fn numbered(&self, places: &Places) -> (Vec<Entity>, Vec<Option<String>>) {
        let mut order: Vec<(usize, Entity)> = Vec::new();
        for (key, entity) in self.draft.entities.iter().enumerate().filter(|(_, e)| !e.mentions.is_empty()) {
            let mut entity = (**entity).clone();
            entity.mentions.sort_by_key(|m| places.rank(ends(m).0));
            for mention in &mut entity.mentions {
                let place = places.of_mention(ends(mention));
                mention.article = place.and_then(Place::article).map(article_id);
            }
            order.push((key, entity));
        }
        order.sort_by_key(|(_, e)| places.rank(e.mentions.first().map_or(0, |m| ends(m).0)));
        let mut numbers = vec![None; self.draft.entities.len()];
        for (number, (key, _)) in order.iter().enumerate() {
            numbers[*key] = Some(entity_id(number));
        }
        for (key, entity) in &mut order {
            entity.id = numbers[*key].clone().unwrap_or_default();
            for held in &mut entity.titles {
                held.entity = held.entity.as_ref().and_then(|id| numbers.get(self.draft.now(key_of(id)?) as usize)?.clone());
            }
        }
        (order.into_iter().map(|(_, entity)| entity).collect(), numbers)
    }
}

/// Drafts before the last so many edits are all kept, so that undoing them takes no time.
const RECENT: usize = 64;

/// One in so many of the earlier drafts is kept.
const SPARSE: usize = 32;

impl Credits {
    fn of(articles: &[Article]) -> Self {
        Self {
            bylines: articles.iter().flat_map(|a| a.byline.iter().cloned()).collect(),
            datelines: articles.iter().filter_map(|a| a.dateline.clone()).collect(),
            jumps: articles.iter().filter_map(|a| a.jump.clone()).collect(),
        }
    }

    /// Gives the article at this place in the order what stands in its parts.
    fn give(&self, article: &mut Article, at: usize, places: &Places) {
        let here = |spans: &[CodePoints]| spans.first().is_some_and(|s| places.article(s.0) == Ok(at));
        article.byline = self.bylines.iter().filter(|b| here(&b.spans)).cloned().collect();
        article.dateline = self.datelines.iter().find(|d| here(&d.spans)).cloned();
        article.jump = self.jumps.iter().find(|j| here(&j.spans)).cloned();
    }
}
