//! What is told of entities (who said what, who took part where, what stands for whom) after edits.
//!
//! The program reads it; edits keep what still holds: the words must stand in one article, and their entity must be there and
//! of a type that can say or do so. Where a mention stands at the words, it tells whose they are.

use super::draft::{Draft, Places, around, ends};
use crate::report::{Attendance, CodePoints, EntityType, Excerpt, Reference, Report, Statement, article_id, entity_id};
use std::collections::BTreeMap;

/// What is told of entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who took part in which meeting.
    pub attendance: Vec<Attendance>,
    /// Words that stand for a name.
    pub references: Vec<Reference>,
}

/// The key in an id: 2 in `a3` and in `e3`.
pub(super) fn key_of(id: &str) -> Option<u32> {
    id.get(1..)?.parse::<u32>().ok()?.checked_sub(1)
}

impl Told {
    pub(super) fn of(report: &Report) -> Self {
        let Report { statements, attendance, references, .. } = report;
        Self { statements: statements.clone(), attendance: attendance.clone(), references: references.clone() }
    }

    /// What still holds in a draft; ids are those of the articles' places and of the entities' keys.
    pub(super) fn in_draft(&self, draft: &Draft, places: &Places) -> Self {
        let people = Whose::new(draft);
        let statement = |s: &Statement| {
            let parts = s.speaker_mention.iter().chain([&s.cue, &s.content]);
            let article = together(places, parts.flat_map(|e| &e.spans))?;
            let kinds = [EntityType::Person, EntityType::Org, EntityType::Event];
            let speaker = people.of(s.speaker.as_deref(), s.speaker_mention.as_ref(), &kinds);
            Some(Statement { article: article_id(article), speaker, ..s.clone() })
        };
        let attendance = |a: &Attendance| {
            let article = together(places, a.person_mention.spans.iter().chain(&a.cue.spans))?;
            let person = people.of(Some(&a.person), Some(&a.person_mention), &[EntityType::Person])?;
            let event = people.of(a.event.as_deref(), None, &[EntityType::Event]);
            Some(Attendance { article: article_id(article), person, event, ..a.clone() })
        };
        let reference = |r: &Reference| {
            let article = together(places, &r.spans)?;
            let kinds = [EntityType::Person, EntityType::Org, EntityType::Event, EntityType::Place];
            let entity = people.of(Some(&r.entity), None, &kinds)?;
            Some(Reference { article: article_id(article), entity, ..r.clone() })
        };
        Self {
            statements: self.statements.iter().filter_map(statement).collect(),
            attendance: self.attendance.iter().filter_map(attendance).collect(),
            references: self.references.iter().filter_map(reference).collect(),
        }
    }

    /// The same with ids that are numbered: `numbers` has each key's.
    pub(super) fn numbered(mut self, numbers: &[Option<String>]) -> Self {
        let number = |id: &str| numbers.get(key_of(id)? as usize)?.clone();
        for (at, s) in self.statements.iter_mut().enumerate() {
            s.id = format!("s{}", at + 1);
            s.speaker = s.speaker.as_deref().and_then(number);
        }
        for a in &mut self.attendance {
            a.person = number(&a.person).unwrap_or_default();
            a.event = a.event.as_deref().and_then(number);
        }
        for r in &mut self.references {
            r.entity = number(&r.entity).unwrap_or_default();
        }
        self
    }
}

/// The article that all these spans stand in, each in one part.
fn together<'a>(places: &Places, spans: impl IntoIterator<Item = &'a CodePoints>) -> Option<usize> {
    let mut article = None;
    for &span in spans {
        let here = places.of_mention(span)?.article()?;
        if *article.get_or_insert(here) != here {
            return None;
        }
    }
    article
}

/// Which entity a mention is of, by its ends.
struct Whose<'a> {
    draft: &'a Draft,
    mentions: BTreeMap<CodePoints, usize>,
}

impl<'a> Whose<'a> {
    fn new(draft: &'a Draft) -> Self {
        let entities = draft.entities.iter().enumerate();
        Self { draft, mentions: entities.flat_map(|(key, e)| e.mentions.iter().map(move |m| (ends(m), key))).collect() }
    }

    /// The entity (its key's id) that words are for: that of the mention at them, else the one that the program named, if it
    /// is there.
    fn of(&self, named: Option<&str>, words: Option<&Excerpt>, kinds: &[EntityType]) -> Option<String> {
        let at = words.map(|w| around(&w.spans));
        let key = at.and_then(|at| self.mentions.get(&at).copied()).or_else(|| Some(self.draft.now(key_of(named?)?) as usize))?;
        let entity = self.draft.entities.get(key)?;
        (!entity.mentions.is_empty() && kinds.contains(&entity.kind)).then(|| entity_id(key))
    }
}
