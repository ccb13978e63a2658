//! What the articles tell of their entities: who said what, who took part in which meeting, whom a pronoun means.
//!
//! Invariants: all three lists stand in the order of the texts; what they point to lies in texts of one article; entities are
//! indices of the recognition's list.

use super::references::{Context, Meant};
use super::told::{Actor, Told};
use super::{Entity, Kind, Mention, Role, Text, attendance, statements};
use crate::span::{Flow, Span};
pub use attendance::Part;

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Index of the text.
    pub text: usize,
    /// Where, in bytes of it.
    pub span: Span<Flow>,
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The entity that speaks, by index; none where the text does not tell.
    pub speaker: Option<usize>,
    /// The words for the speaker: a name, 他, 会议.
    pub named: Option<Stretch>,
    /// The verb of saying.
    pub cue: Stretch,
    /// The speech, its stretches; of direct speech what stands in the quotation marks.
    pub content: Vec<Stretch>,
    /// Whether it stands in quotation marks.
    pub direct: bool,
}

/// A word that stands for a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Where.
    pub at: Stretch,
    /// The entity, by index.
    pub entity: usize,
    /// From 0 (a guess) to 1 (sure).
    pub confidence: f32,
}

/// One person's part in a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// The person's entity, by index.
    pub person: usize,
    /// The word for the person.
    pub named: Stretch,
    /// The meeting's entity; none where the text gives it no name.
    pub event: Option<usize>,
    /// How the person takes part.
    pub part: Part,
    /// The verb that says so.
    pub cue: Stretch,
}

/// What the articles tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Words that stand for names.
    pub references: Vec<Reference>,
    /// Who took part in what.
    pub attendance: Vec<Attendance>,
}

/// Reads the articles' headlines and paragraphs. `owner` has the entity of each mention. Linear in the texts.
pub(super) fn read(texts: &[Text<'_>], mentions: &[Vec<Mention>], owner: &[Vec<usize>], entities: &[Entity]) -> Story {
    let mut story = Story::default();
    let mut article: Vec<Told> = Vec::new();
    let mut of = None;
    for (at, text) in texts.iter().enumerate() {
        if text.article != of {
            read_article(&article, entities, &mut story);
            article.clear();
            of = text.article;
        }
        if of.is_some() && matches!(text.role, Role::Headline | Role::Paragraph) {
            article.push(Told::new(at, text, &mentions[at], &owner[at]));
        }
    }
    read_article(&article, entities, &mut story);
    story
}

fn read_article(texts: &[Told], entities: &[Entity], story: &mut Story) {
    let mut context = Context::default();
    let first = story.attendance.len();
    for (at, told) in texts.iter().enumerate() {
        context.turn();
        let sentences = told.sentences();
        let names: Vec<Actor> = told.names.iter().filter_map(actor).collect();
        for (nth, &sentence) in sentences.iter().enumerate() {
            let words = context.read(told, sentence, entities);
            let mut actors: Vec<Actor> =
                names[names.partition_point(|a| a.start < sentence.0)..names.partition_point(|a| a.start < sentence.1)].to_vec();
            actors.extend(words.iter().map(|(actor, _)| *actor));
            actors.sort_by_key(|a| a.start);
            story.references.extend(words.iter().filter_map(|(_, meant)| meant.as_ref()).map(|meant| reference(told, meant)));
            let mut said = Vec::new();
            statements::find(texts, at, sentence, &sentences[nth + 1..], &actors, &mut said);
            story.statements.extend(said.iter().map(|said| statement(texts, said)));
            let mut took = Vec::new();
            attendance::find(told, sentence, &actors, &context, &mut took);
            story.attendance.extend(took.into_iter().map(|took| Attendance {
                person: took.person,
                named: stretch(told, took.named),
                event: took.event,
                part: took.part,
                cue: stretch(told, took.cue),
            }));
        }
    }
    // A part counts once; of headline and body the body tells more.
    let is_head = |a: &Attendance| texts.iter().any(|t| t.text == a.cue.text && t.role == Role::Headline);
    let mut all: Vec<Attendance> = story.attendance.drain(first..).collect();
    let heads: Vec<Attendance> = all.iter().filter(|a| is_head(a)).cloned().collect();
    all.retain(|a| !is_head(a));
    let mut kept: Vec<Attendance> = Vec::with_capacity(all.len());
    let mut seen = rustc_hash::FxHashSet::default();
    for took in
        heads.into_iter().filter(|h| !all.iter().any(|a| (a.person, a.part) == (h.person, h.part))).chain(all.iter().cloned())
    {
        if seen.insert((took.person, took.event, took.part)) {
            kept.push(took);
        }
    }
    story.attendance.extend(kept);
}

/// Whether a name can act.
fn actor(name: &super::told::Name) -> Option<Actor> {
    let acts = match name.kind {
        Kind::Person => true,
        Kind::Org | Kind::Event => !name.inner,
        _ => false,
    };
    acts.then_some(Actor { start: name.start, end: name.end, kind: name.kind, entity: Some(name.entity) })
}

fn stretch(told: &Told, (start, end): (usize, usize)) -> Stretch {
    Stretch { text: told.text, span: told.line.span(start, end) }
}

fn reference(told: &Told, meant: &Meant) -> Reference {
    Reference { at: stretch(told, (meant.start, meant.end)), entity: meant.entity, confidence: meant.confidence }
}

fn statement(texts: &[Told], said: &statements::Said) -> Statement {
    let place = |&(at, start, end): &(usize, usize, usize)| stretch(&texts[at], (start, end));
    Statement {
        speaker: said.speaker,
        named: said.named.as_ref().map(place),
        cue: place(&said.cue),
        content: said.content.iter().map(place).collect(),
        direct: said.direct,
    }
}
