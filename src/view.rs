//! The report as a reader sees it: every mention placed in the clean text of the part that it stands in.
//!
//! Invariants: offsets are bytes of a part's text and lie on character boundaries; the runs of a part, one after the
//! other, are its text; marks nest and never cross. Built from a report and its raw text alone, so that the report's
//! form owes nothing to the page.

use crate::clean::compat::is_invisible;
use crate::edit::{Change, Desk};
use crate::report::{self, Attendance, CodePoints, EntityType, Held, Report, Statement, TextPart, Value};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// A report ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The articles in the order of the page.
    pub articles: Vec<Article>,
    /// Folio, masthead, editors, page numbers, advertisements.
    pub furniture: Vec<Part>,
    /// The entities in the report's order: `e1` is the first.
    pub entities: Vec<Entity>,
    /// Doubts.
    pub notes: Vec<Note>,
}

/// What a corrected report shows anew. Articles and entities go by the keys of [`Desk`]; those that a [`View`] has are
/// keyed by their place in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// The keys of all articles, in their order.
    pub order: Vec<u32>,
    /// What changed of them.
    pub articles: Vec<(u32, Article)>,
    /// The entities that changed; one without places is gone.
    pub entities: Vec<(u32, Entity)>,
    /// The furniture, where it changed.
    pub furniture: Option<Vec<Part>>,
    /// Doubts, all of them: the articles' numbers may differ.
    pub notes: Vec<Note>,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Which page of the text it stands on, from 1.
    pub page: u32,
    /// 引题
    pub kicker: Option<Part>,
    /// 主题
    pub title: Option<Part>,
    /// 副题
    pub subtitle: Option<Part>,
    /// Authors: role and name.
    pub byline: Vec<(String, String)>,
    /// 电头, as printed.
    pub dateline: Option<String>,
    /// The body.
    pub paragraphs: Vec<Part>,
    /// Captions.
    pub captions: Vec<Part>,
    /// 下转 or 上接, as printed.
    pub jump: Option<String>,
    /// Why it begins where it does: the rule's code and its confidence in hundredths.
    pub start: Option<(String, u8)>,
    /// Why its headline was given to it.
    pub placement: Option<(String, u8)>,
}

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Clean text.
    pub text: String,
    /// The mentions, by start, outer before inner.
    pub marks: Vec<Mark>,
    /// Why it is a part of its own: the rule's code; empty where there is nothing to explain.
    pub reason: String,
    /// The line of the raw text that it begins on, from 1.
    pub line: u32,
    /// Where its characters come from: from this byte of the text on, one after the other, they are those of the raw text
    /// from this code point on. Ascending by byte; a space that is kept between two words comes from none.
    pub trace: Vec<(u32, u32)>,
}

/// A mention in a part. As JSON an array, since a long text has very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, u32, EntityType, u32, u32)", into = "(u32, u32, EntityType, u32, u32)")]
pub struct Mark {
    /// First byte of the part's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The entity's type.
    pub kind: EntityType,
    /// The entity, from 0.
    pub entity: u32,
    /// Which of the entity's mentions it is, from 0.
    pub nth: u32,
}

/// One person, body, place or thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its type.
    pub kind: EntityType,
    /// Its fullest name.
    pub name: String,
    /// Its other forms in the text, in the order of first use.
    pub forms: Vec<String>,
    /// Where its mentions stand, in the order of the text.
    pub places: Vec<Place>,
    /// The rules and models that found its mentions, each once; [`Place::rule`] is one of them.
    pub rules: Vec<String>,
    /// Offices of a person.
    pub titles: Vec<Held>,
    /// What a date, sum, share or quantity amounts to.
    pub value: Option<Value>,
    /// The division that a place is: its code, and the names from the province down to its own.
    pub division: Option<(String, Vec<String>)>,
    /// What a person, a body or a meeting said.
    pub statements: Vec<Said>,
    /// Of a person the meetings, of a meeting the persons that took part.
    pub meetings: Vec<Took>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The verb: 强调.
    pub cue: String,
    /// The speech, clean; at most [`LONGEST_SPEECH`] characters of it.
    pub text: String,
    /// Whether it is quoted by the letter.
    pub direct: bool,
    /// Where the verb stands in the raw text.
    pub at: Position,
}

/// One part in a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Took {
    /// `chair`, `attend`, `observe`, `speak` or `announce`.
    pub role: String,
    /// The meeting or the person, from 0; none for a meeting without a name.
    pub entity: Option<u32>,
    /// Where the verb stands in the raw text.
    pub at: Position,
}

/// Characters of a speech that are shown; the report has the whole.
pub const LONGEST_SPEECH: usize = 200;

/// Where a mention stands, and what found it. As JSON an array, since a long text has very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "PlaceArray", into = "PlaceArray")]
pub struct Place {
    /// The article, from 0, or its key; none for furniture.
    pub article: Option<u32>,
    /// The part: of an article in the order of [`Article::parts`], else of the furniture.
    pub part: u32,
    /// What found the mention, as an index into [`Entity::rules`].
    pub rule: u32,
    /// How sure the find is, in hundredths.
    pub score: u8,
    /// Whether a reader has found it right.
    pub checked: bool,
    /// Where in the raw text.
    pub at: Position,
    /// Where the mention ends there, in code points.
    pub end: u32,
}

/// [`Place`]'s fields in their order, the position's two before the end.
type PlaceArray = (Option<u32>, u32, u32, u8, bool, u32, u32, u32);

/// A place in the raw text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 1. Lines end with LF, CR or both, as in an editor.
    pub line: u32,
    /// The code point, from 0, as the report's spans count.
    pub offset: u32,
}

/// A doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A short code.
    pub code: String,
    /// The article that it is about.
    pub article: Option<String>,
    /// Where in the raw text.
    pub at: Option<Position>,
    /// Where the last line that it is about ends there, in code points.
    pub end: u32,
}

/// A piece of a part's text as it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Bytes of the part's text that stand in no (further) mention.
    Text(Range<usize>),
    /// A mention and what it holds.
    Mark {
        /// The mention.
        mark: Mark,
        /// How deep mentions nest inside it: 0 for none.
        height: u8,
        /// Its text and the mentions in it.
        inner: Vec<Run>,
    },
}

impl View {
    /// Places the mentions of a report. `raw` is the text that the report is about. Linear in the text but for a
    /// look-up a mention.
    #[must_use]
    pub fn new(report: &Report, raw: &str) -> Self {
        let index = Index::new(raw);
        let mut spots = Spots::new(raw, &index);
        (0..).zip(&report.articles).for_each(|(at, a)| spots.add_article(at, a, true));
        spots.add_furniture(&report.furniture, true);
        spots.sort();
        let mut entities: Vec<Entity> = (0..).zip(&report.entities).map(|(at, e)| entity(at, e, &mut spots)).collect();
        tell(&report.statements, &report.attendance, &index, &mut (0..).zip(&mut entities).collect());
        let notes = report.notes.iter().map(|n| note(n, &index)).collect();
        let mut parts = spots.finish().into_iter();
        let articles = report.articles.iter().map(|a| article(a, &mut parts)).collect();
        Self { articles, furniture: parts.collect(), entities, notes }
    }
}

impl Update {
    /// What a change on the desk lets a reader see anew. Linear in what changed, but for two walks over the text and its
    /// mentions.
    #[must_use]
    pub fn new(desk: &Desk, change: &Change) -> Self {
        let index = Index::new(desk.raw());
        let mut spots = Spots::new(desk.raw(), &index);
        desk.articles().for_each(|(key, a)| spots.add_article(key, a, change.articles.contains(&key)));
        spots.add_furniture(desk.furniture(), change.furniture);
        spots.sort();
        let changed = desk.entities().filter(|(key, _)| change.entities.contains(key));
        let mut entities: Vec<(u32, Entity)> = changed.map(|(key, e)| (key, entity(key, e, &mut spots))).collect();
        let told = desk.told();
        let mut by_key = entities.iter_mut().map(|(key, e)| (*key, e)).collect();
        tell(&told.statements, &told.attendance, &index, &mut by_key);
        // Undone, an entity may never have been.
        let keys = desk.entities().count() as u32;
        entities.extend(change.entities.range(keys..).map(|&key| (key, Entity::gone())));
        let mut parts = spots.finish().into_iter();
        let changed = desk.articles().filter(|(key, _)| change.articles.contains(key));
        let articles = changed.map(|(key, a)| (key, article(a, &mut parts))).collect();
        let order = desk.articles().map(|(key, _)| key).collect();
        let notes = desk.notes().iter().map(|n| note(n, &index)).collect();
        Self { order, articles, entities, furniture: change.furniture.then(|| parts.collect()), notes }
    }
}

fn note(note: &report::Note, index: &Index) -> Note {
    Note {
        code: note.code.clone(),
        article: note.article.clone(),
        at: note.spans.first().map(|&(start, _)| index.position(start)),
        end: note.spans.last().map_or(0, |s| s.1),
    }
}

/// An article of the parts that come next.
fn article(a: &report::Article, parts: &mut impl Iterator<Item = Part>) -> Article {
    let mut take = |_: &TextPart| parts.next().unwrap_or_else(Part::empty);
    Article {
        page: a.page,
        kicker: a.headline.kicker.as_ref().map(&mut take),
        title: a.headline.title.as_ref().map(&mut take),
        subtitle: a.headline.subtitle.as_ref().map(&mut take),
        paragraphs: a.paragraphs.iter().map(&mut take).collect(),
        captions: a.captions.iter().map(&mut take).collect(),
        byline: a.byline.iter().map(|b| (b.role.clone(), b.name.clone())).collect(),
        dateline: a.dateline.as_ref().map(|d| d.text.clone()),
        jump: a.jump.as_ref().map(|j| j.text.clone()),
        start: a.start.as_ref().map(reason),
        placement: a.placement.as_ref().map(reason),
    }
}

impl Entity {
    fn gone() -> Self {
        Self {
            kind: EntityType::Term,
            name: String::new(),
            forms: Vec::new(),
            places: Vec::new(),
            rules: Vec::new(),
            titles: Vec::new(),
            value: None,
            division: None,
            statements: Vec::new(),
            meetings: Vec::new(),
        }
    }
}

impl Article {
    /// Kicker, title, subtitle, paragraphs, captions: those that there are, in this order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.heads().chain(&self.paragraphs).chain(&self.captions)
    }

    /// Kicker, title and subtitle.
    pub fn heads(&self) -> impl Iterator<Item = &Part> {
        [&self.kicker, &self.title, &self.subtitle].into_iter().flatten()
    }

    /// The article as plain text: a line for each of its parts.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for part in self.parts() {
            text.push_str(&part.text);
            text.push('\n');
        }
        text
    }

    /// Bytes of all its parts: how much there is to set.
    #[must_use]
    pub fn size(&self) -> usize {
        self.parts().map(|p| p.text.len()).sum()
    }
}

impl Part {
    fn empty() -> Self {
        Self { text: String::new(), marks: Vec::new(), reason: String::new(), line: 1, trace: Vec::new() }
    }

    /// Where the character that begins at this byte of the text stands in the raw text, in code points; none in an empty
    /// part.
    #[must_use]
    pub fn code_point(&self, byte: usize) -> Option<u32> {
        let after = self.trace.partition_point(|&(from, _)| from as usize <= byte);
        let &(from, code_point) = self.trace.get(after.checked_sub(1)?)?;
        Some(code_point + self.text.get(from as usize..byte)?.chars().count() as u32)
    }

    /// The code points of the raw text from the first to the last character of a stretch (bytes) of the text.
    #[must_use]
    pub fn code_points(&self, range: Range<usize>) -> Option<CodePoints> {
        let text = self.text.get(range.clone())?;
        let start = range.start + (text.len() - text.trim_start().len());
        let last = start + text.trim().char_indices().next_back()?.0;
        Some((self.code_point(start)?, self.code_point(last)? + 1))
    }

    /// The byte of the text at which the character of this code point of the raw text begins; none where the part has none.
    #[must_use]
    pub fn byte(&self, code_point: u32) -> Option<usize> {
        let mut next = self.trace.iter().skip(1).map(|&(byte, _)| byte as usize).chain([self.text.len()]);
        self.trace.iter().find_map(|&(from, first)| {
            let (from, end) = (from as usize, next.next()?);
            let steps = code_point.checked_sub(first)? as usize;
            let at = self.text[from..end].trim_end().char_indices().nth(steps)?.0;
            Some(from + at)
        })
    }

    /// The runs of a stretch (bytes) of the text. No mark may cross its ends: see [`Part::cuts`].
    #[must_use]
    pub fn runs(&self, range: Range<usize>) -> Vec<Run> {
        let from = self.marks.partition_point(|m| (m.start as usize) < range.start);
        let to = self.marks.partition_point(|m| (m.start as usize) < range.end);
        weave(range, &mut &self.marks[from..to])
    }

    /// Cuts the text into stretches of at least `size` bytes (the last may be shorter) that no mark crosses, so that
    /// a very long part can be set piece by piece.
    #[must_use]
    pub fn cuts(&self, size: usize) -> Vec<Range<usize>> {
        let mut cuts = Vec::new();
        let mut start = 0;
        while self.text.len() - start > size {
            let mut end = start + size;
            while !self.text.is_char_boundary(end) {
                end += 1;
            }
            let before = self.marks.partition_point(|m| (m.start as usize) < end);
            // Only an outermost mark that began in this stretch can cross its end.
            let from = self.marks.partition_point(|m| (m.start as usize) < start);
            end = self.marks[from..before].iter().map(|m| m.end as usize).fold(end, usize::max);
            cuts.push(start..end);
            start = end;
        }
        if start < self.text.len() || cuts.is_empty() {
            cuts.push(start..self.text.len());
        }
        cuts
    }
}

impl From<(u32, u32, EntityType, u32, u32)> for Mark {
    fn from((start, end, kind, entity, nth): (u32, u32, EntityType, u32, u32)) -> Self {
        Self { start, end, kind, entity, nth }
    }
}

impl From<Mark> for (u32, u32, EntityType, u32, u32) {
    fn from(Mark { start, end, kind, entity, nth }: Mark) -> Self {
        (start, end, kind, entity, nth)
    }
}

impl From<PlaceArray> for Place {
    fn from((article, part, rule, score, checked, line, offset, end): PlaceArray) -> Self {
        Self { article, part, rule, score, checked, at: Position { line, offset }, end }
    }
}

impl From<Place> for PlaceArray {
    fn from(Place { article, part, rule, score, checked, at: Position { line, offset }, end }: Place) -> Self {
        (article, part, rule, score, checked, line, offset, end)
    }
}

fn reason(reason: &report::Reason) -> (String, u8) {
    (reason.code.clone(), percent(reason.confidence))
}

/// The articles (their places in the order) of which a part goes on behind lines of another article.
#[must_use]
pub fn interleaved(articles: &[impl Borrow<Article>]) -> Vec<usize> {
    let begins = |part: &Part| part.trace.iter().map(|&(_, code_point)| code_point).collect::<Vec<_>>();
    let parts = |at: usize| articles[at].borrow().parts();
    let of = |at: usize| parts(at).flat_map(begins).map(move |code_point| (code_point, at));
    let mut lines: Vec<(u32, usize)> = (0..articles.len()).flat_map(of).collect();
    lines.sort_unstable();
    let rank = |code_point: u32| lines.partition_point(|line| line.0 < code_point);
    let other_between = |at: usize, a: usize, b: usize| lines[a.min(b)..a.max(b)].iter().any(|line| line.1 != at);
    let runs_through =
        |at: usize, part: &Part| part.trace.windows(2).any(|pair| other_between(at, rank(pair[0].1), rank(pair[1].1)));
    (0..articles.len()).filter(|&at| parts(at).any(|part| runs_through(at, part))).collect()
}

/// A share from 0 to 1 in hundredths.
#[must_use]
pub fn percent(share: f64) -> u8 {
    #[expect(clippy::cast_sign_loss, reason = "held in the range of the type first")]
    let percent = (share * 100.0).round().clamp(0.0, 100.0) as u8;
    percent
}

fn entity(at: u32, e: &report::Entity, spots: &mut Spots<'_>) -> Entity {
    let mut forms: Vec<String> = Vec::new();
    let mut rules: Vec<String> = Vec::new();
    let mut places = Vec::new();
    for mention in &e.mentions {
        if mention.text != e.name && !forms.contains(&mention.text) && forms.len() < MAX_FORMS {
            forms.push(mention.text.clone());
        }
        let rule = rules.iter().position(|r| *r == mention.rule).unwrap_or_else(|| {
            rules.push(mention.rule.clone());
            rules.len() - 1
        });
        if let Some((article, part, at)) = spots.put(&mention.spans, e.kind, at, places.len() as u32) {
            let (score, end) = (percent(mention.score), mention.spans.last().map_or(at.offset, |s| s.1));
            places.push(Place { article, part, rule: rule as u32, score, checked: mention.checked, at, end });
        }
    }
    let division = e.division.as_ref().map(|d| {
        let names = d.path.iter().chain(std::iter::once(&d.name)).cloned().collect();
        (d.code.clone(), names)
    });
    Entity {
        kind: e.kind,
        name: e.name.clone(),
        forms,
        places,
        rules,
        titles: e.titles.clone(),
        value: e.value.clone(),
        division,
        statements: Vec::new(),
        meetings: Vec::new(),
    }
}

/// Gives entities what they said and where they took part.
fn tell(statements: &[Statement], attendance: &[Attendance], index: &Index, entities: &mut BTreeMap<u32, &mut Entity>) {
    let position = |spans: &[CodePoints]| index.position(spans.first().map_or(0, |&(start, _)| start));
    for s in statements {
        let Some(entity) = s.speaker.as_deref().and_then(number).and_then(|at| entities.get_mut(&at)) else { continue };
        let mut text: String = s.content.text.chars().take(LONGEST_SPEECH).collect();
        if text.len() < s.content.text.len() {
            text.push('…');
        }
        let direct = s.kind == "direct";
        entity.statements.push(Said { cue: s.cue.text.clone(), text, direct, at: position(&s.cue.spans) });
    }
    for a in attendance {
        let (person, event) = (number(&a.person), a.event.as_deref().and_then(number));
        let at = position(&a.cue.spans);
        let mut put = |to: Option<u32>, of: Option<u32>| {
            if let Some(entity) = to.and_then(|to| entities.get_mut(&to)) {
                entity.meetings.push(Took { role: a.role.clone(), entity: of, at });
            }
        };
        put(person, event);
        put(event, person);
    }
}

/// The entity of an identifier (`e1`), from 0.
#[must_use]
pub fn number(id: &str) -> Option<u32> {
    id.strip_prefix('e')?.parse::<u32>().ok()?.checked_sub(1)
}

/// Other forms of a name that are listed; more tell a reader nothing.
const MAX_FORMS: usize = 12;

/// Runs of `range`: takes from `marks` what lies in it.
fn weave(range: Range<usize>, marks: &mut &[Mark]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = range.start;
    loop {
        let mark = marks.first().filter(|m| (m.start as usize) < range.end);
        let next = mark.map_or(range.end, |m| m.start as usize);
        if next > at {
            runs.push(Run::Text(at..next));
            at = next;
        }
        let Some(&mark) = mark else { return runs };
        *marks = &marks[1..];
        // A mark that crosses the end of its outer one would not be a tree: it ends with it.
        let end = (mark.end as usize).min(range.end);
        if end <= at {
            continue;
        }
        let inner = weave(at..end, marks);
        let height = inner.iter().map(|r| if let Run::Mark { height, .. } = r { height + 1 } else { 0 }).max().unwrap_or(0);
        runs.push(Run::Mark { mark, height, inner });
        at = end;
    }
}

/// The parts of a report, and where each code point of the raw text came to stand.
struct Spots<'a> {
    raw: &'a str,
    index: &'a Index,
    parts: Vec<Spot<'a>>,
    /// Stretches of the raw text with the part that they went to, by start.
    stretches: Vec<Stretch>,
}

struct Spot<'a> {
    part: &'a TextPart,
    /// The article and the part's number, as in [`Place`].
    place: (Option<u32>, u32),
    /// Whether it is to be set; of others it matters only where they stand.
    set: bool,
    /// For each character of the text: the raw code point that it came from, and its first byte in the text.
    chars: Vec<(u32, u32)>,
    marks: Vec<Mark>,
}

struct Stretch {
    raw: Range<u32>,
    part: usize,
    /// Its characters, as indices into [`Spot::chars`].
    chars: Range<usize>,
}

impl<'a> Spots<'a> {
    fn new(raw: &'a str, index: &'a Index) -> Self {
        Self { raw, index, parts: Vec::new(), stretches: Vec::new() }
    }

    fn add_article(&mut self, key: u32, a: &'a report::Article, set: bool) {
        let heads = [&a.headline.kicker, &a.headline.title, &a.headline.subtitle].into_iter().flatten();
        let parts = heads.chain(&a.paragraphs).chain(&a.captions);
        (0..).zip(parts).for_each(|(at, part)| self.add((Some(key), at), part, set));
    }

    fn add_furniture(&mut self, furniture: &'a [TextPart], set: bool) {
        (0..).zip(furniture).for_each(|(at, part)| self.add((None, at), part, set));
    }

    /// To be done before anything is looked for.
    fn sort(&mut self) {
        self.stretches.sort_by_key(|s| s.raw.start);
    }

    /// Walks a part's raw text beside its clean text: what is kept stands in both in the same order.
    fn add(&mut self, place: (Option<u32>, u32), part: &'a TextPart, set: bool) {
        if !set {
            let stretch = |&(start, end): &CodePoints| Stretch { raw: start..end, part: self.parts.len(), chars: 0..0 };
            self.stretches.extend(part.spans.iter().map(stretch));
            return self.parts.push(Spot { part, place, set, chars: Vec::new(), marks: Vec::new() });
        }
        let raw = self.raw;
        let mut chars = Vec::with_capacity(part.text.len() / 3);
        let mut clean = part.text.char_indices().peekable();
        for &(start, end) in &part.spans {
            let first = chars.len();
            let range = self.index.byte(raw, start)..self.index.byte(raw, end);
            let text = raw.get(range).unwrap_or_default();
            for (code_point, c) in (start..end).zip(text.chars()) {
                if c.is_whitespace() || is_invisible(c) {
                    continue;
                }
                // A kept space stands before the character that follows it.
                if let Some((byte, _)) = clean.next_if(|&(_, c)| c == ' ') {
                    chars.push((code_point, byte as u32));
                }
                if let Some((byte, _)) = clean.next() {
                    chars.push((code_point, byte as u32));
                }
            }
            self.stretches.push(Stretch { raw: start..end, part: self.parts.len(), chars: first..chars.len() });
        }
        self.parts.push(Spot { part, place, set, chars, marks: Vec::new() });
    }

    /// Marks a mention; none where it stands in no part.
    fn put(&mut self, spans: &[CodePoints], kind: EntityType, entity: u32, nth: u32) -> Option<(Option<u32>, u32, Position)> {
        let (&(first, _), &(_, last)) = (spans.first()?, spans.last()?);
        let (part, start) = self.find(first)?;
        let (same, end) = self.find(last.checked_sub(1)?)?;
        let spot = &mut self.parts[part];
        if !spot.set && same == part {
            return Some((spot.place.0, spot.place.1, self.index.position(first)));
        }
        if same != part || end < start {
            return None;
        }
        let text = spot.part.text.as_str();
        // A space before the first character is no part of the name.
        let start = start + usize::from(text[spot.chars[start].1 as usize..].starts_with(' '));
        let raw = spot.chars.get(end)?.0;
        let after = spot.chars[end..].iter().find(|c| c.0 != raw).map_or(text.len(), |c| c.1 as usize);
        let start = spot.chars.get(start)?.1;
        let end = (start as usize + text.get(start as usize..after)?.trim_end().len()) as u32;
        if end <= start {
            return None;
        }
        spot.marks.push(Mark { start, end, kind, entity, nth });
        Some((spot.place.0, spot.place.1, self.index.position(first)))
    }

    /// The part that a raw code point stands in, and its first character there as an index into [`Spot::chars`].
    fn find(&self, code_point: u32) -> Option<(usize, usize)> {
        let at = self.stretches.partition_point(|s| s.raw.start <= code_point).checked_sub(1)?;
        let stretch = &self.stretches[at];
        if !stretch.raw.contains(&code_point) {
            return None;
        }
        let chars = &self.parts[stretch.part].chars[stretch.chars.clone()];
        if !self.parts[stretch.part].set {
            return Some((stretch.part, 0));
        }
        let found = chars.partition_point(|c| c.0 < code_point);
        (found < chars.len()).then_some((stretch.part, stretch.chars.start + found))
    }

    fn finish(self) -> Vec<Part> {
        let set = |mut s: Spot<'_>| {
            s.marks.sort_by_key(|m| (m.start, Reverse(m.end)));
            let line = s.part.spans.first().map_or(1, |&(start, _)| self.index.position(start).line);
            let trace = trace(&s.chars, &s.part.text);
            Part { text: s.part.text.clone(), marks: s.marks, reason: s.part.reason.clone(), line, trace }
        };
        self.parts.into_iter().filter(|spot| spot.set).map(set).collect()
    }
}

/// [`Part::trace`], from each character's code point and first byte.
fn trace(chars: &[(u32, u32)], text: &str) -> Vec<(u32, u32)> {
    let mut trace = Vec::new();
    let mut next = None;
    for &(code_point, byte) in chars.iter().filter(|c| !text[c.1 as usize..].starts_with(' ')) {
        // A kept space breaks the run: it counts as a character and comes from none.
        let after_space = byte > 0 && text.as_bytes()[byte as usize - 1] == b' ';
        if next != Some(code_point) || after_space {
            trace.push((byte, code_point));
        }
        next = Some(code_point + 1);
    }
    trace
}

/// Where code points stand: their bytes and their lines.
struct Index {
    /// Byte offsets of every [`STEP`]th code point; the rest is counted from there.
    bytes: Vec<usize>,
    /// The code points that lines begin with, the first line left out.
    lines: Vec<u32>,
}

/// Code points between two kept offsets.
const STEP: usize = 64;

impl Index {
    fn new(raw: &str) -> Self {
        let mut index = Self { bytes: Vec::with_capacity(raw.len() / STEP), lines: Vec::new() };
        let mut chars = raw.char_indices().enumerate().peekable();
        while let Some((at, (byte, c))) = chars.next() {
            if at % STEP == 0 {
                index.bytes.push(byte);
            }
            if c == '\n' || c == '\r' && chars.peek().is_none_or(|&(_, (_, next))| next != '\n') {
                index.lines.push(at as u32 + 1);
            }
        }
        index
    }

    fn byte(&self, raw: &str, code_point: u32) -> usize {
        let code_point = code_point as usize;
        let Some(&from) = self.bytes.get(code_point / STEP) else { return raw.len() };
        raw[from..].char_indices().nth(code_point % STEP).map_or(raw.len(), |(at, _)| from + at)
    }

    fn position(&self, code_point: u32) -> Position {
        let line = self.lines.partition_point(|&start| start <= code_point) as u32 + 1;
        Position { line, offset: code_point }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, analyze};

    /// The text that runs show.
    fn text(part: &Part, runs: &[Run]) -> String {
        runs.iter()
            .map(|r| match r {
                Run::Text(range) => part.text[range.clone()].to_owned(),
                Run::Mark { inner, .. } => text(part, inner),
            })
            .collect()
    }

    /// Runs as text with the marks in brackets.
    fn show(part: &Part, runs: &[Run]) -> String {
        runs.iter()
            .map(|r| match r {
                Run::Text(range) => part.text[range.clone()].to_owned(),
                Run::Mark { inner, height, .. } => format!("[{}]{height}", show(part, inner)),
            })
            .collect()
    }

    fn mark(start: u32, end: u32) -> Mark {
        Mark { start, end, kind: EntityType::Org, entity: 0, nth: 0 }
    }

    fn part(text: &str, marks: &[(u32, u32)]) -> Part {
        let marks = marks.iter().map(|&(s, e)| mark(s, e)).collect();
        Part { text: text.into(), marks, reason: String::new(), line: 1, trace: Vec::new() }
    }

    fn runs(part: &Part) -> Vec<Run> {
        part.runs(0..part.text.len())
    }

    fn check(part: &Part, expect: &str) {
        let runs = runs(part);
        assert_eq!(show(part, &runs), expect);
        assert_eq!(text(part, &runs), part.text, "runs make up the text");
    }

    #[test]
    fn marks_nest() {
        check(&part("abcdef", &[(1, 5), (1, 3), (2, 3)]), "a[[b[c]0]1de]2f");
        check(&part("abcdef", &[(0, 6), (0, 6)]), "[[abcdef]0]1");
        check(&part("abc", &[]), "abc");
        check(&part("", &[]), "");
    }

    #[test]
    fn crossing_marks_are_cut_and_not_lost_text() {
        check(&part("abcdef", &[(0, 4), (2, 6)]), "[ab[cd]0]1ef");
    }

    #[test]
    fn long_parts_are_cut_between_marks() {
        let long = part("会议听取有关工作情况", &[(3, 15), (3, 9)]);
        let cuts = long.cuts(4);
        assert_eq!(cuts, [0..15, 15..21, 21..27, 27..30]);
        let joined: String = cuts.into_iter().map(|c| text(&long, &long.runs(c))).collect();
        assert_eq!(joined, long.text);
    }

    fn report(raw: &str, mentions: &[(EntityType, &str, &[CodePoints])]) -> Report {
        let mut report = analyze(raw, &Options::default());
        report.entities = mentions
            .iter()
            .map(|&(kind, name, spans)| report::Entity {
                id: String::new(),
                kind,
                name: name.to_owned(),
                mentions: vec![report::Mention {
                    article: None,
                    text: name.to_owned(),
                    spans: spans.to_vec(),
                    rule: String::new(),
                    score: 1.0,
                    checked: false,
                }],
                titles: Vec::new(),
                value: None,
                division: None,
            })
            .collect();
        report
    }

    #[test]
    fn mentions_find_their_place_in_the_clean_text() {
        let raw = "　　会议由荆州市\r\n副市长项 红、\u{200B}王⻓青主持，增长１２％，会议听取了有关工作情况的汇报。";
        let place = |of: &str| {
            let at = raw.find(of).unwrap();
            let start = raw[..at].chars().count() as u32;
            (start, start + of.chars().count() as u32)
        };
        let mut report = report(
            raw,
            &[
                (EntityType::Title, "荆州市副市长", &[place("荆州市"), place("副市长")]),
                (EntityType::Place, "荆州市", &[place("荆州市")]),
                (EntityType::Person, "项红", &[place("项 红")]),
                (EntityType::Person, "王长青", &[place("王⻓青")]),
                (EntityType::Percent, "12%", &[place("１２％")]),
            ],
        );
        // The page is one paragraph of two lines, whatever the layout makes of it.
        let end = raw.chars().count() as u32;
        let part = TextPart {
            text: "会议由荆州市副市长项红、王长青主持，增长12%，会议听取了有关工作情况的汇报。".to_owned(),
            spans: vec![(2, 8), (10, end)],
            reason: String::new(),
        };
        report.articles.clear();
        report.furniture = vec![part];
        let view = View::new(&report, raw);
        let marked: Vec<String> = view
            .articles
            .iter()
            .flat_map(Article::parts)
            .chain(&view.furniture)
            .flat_map(|p| p.marks.iter().map(|m| p.text[m.start as usize..m.end as usize].to_owned()))
            .collect();
        assert_eq!(marked, ["荆州市副市长", "荆州市", "项红", "王长青", "12%"]);
        assert!(view.entities.iter().all(|e| e.places.len() == 1));
        let lines: Vec<u32> = view.entities.iter().map(|e| e.places[0].at.line).collect();
        assert_eq!(lines, [1, 1, 2, 2, 2]);
        assert_eq!(view.entities[2].places[0].at.offset, place("项 红").0);
        assert_eq!(view.furniture[0].line, 1);
    }

    #[test]
    fn characters_are_traced_to_the_raw_text_and_back() {
        let raw = "　　会 议由荆州市\r\n主持 hello world，\u{200B}增长１２％。";
        let view = View::new(&analyze(raw, &Options::default()), raw);
        let chars: Vec<char> = raw.chars().collect();
        let mut seen = 0;
        for part in view.articles.iter().flat_map(Article::parts).chain(&view.furniture) {
            for (byte, c) in part.text.char_indices().filter(|(_, c)| *c != ' ' && !is_invisible(*c)) {
                let code_point = part.code_point(byte).unwrap();
                let folded = crate::source::Source::new(&chars[code_point as usize].to_string()).clean().to_owned();
                assert!(folded == c.to_string() || c.is_ascii(), "{c} is traced to {folded}");
                assert_eq!(part.byte(code_point), Some(byte));
                seen += 1;
            }
        }
        assert_eq!(seen, chars.iter().filter(|c| !c.is_whitespace() && !is_invisible(**c)).count());
    }

    /// What a change lets be seen anew, put into what was seen before, is what the corrected report shows.
    #[test]
    fn an_update_brings_a_view_up_to_date() {
        use crate::edit::Edit;
        let raw = include_str!("../seeds/jianli.txt");
        let report = analyze(raw, &Options::default());
        let View { articles, mut furniture, entities, .. } = View::new(&report, raw);
        let mut articles: BTreeMap<u32, Article> = (0..).zip(articles).collect();
        let mut entities: BTreeMap<u32, Entity> = (0..).zip(entities).collect();
        let start = |nth: usize| report.articles[nth].paragraphs[0].spans[0].0;
        let mention = |nth: usize| (report.entities[nth].mentions[0].spans[0].0, report.entities[nth].mentions[0].spans[0].1);
        let edits = [
            Edit::SplitArticle { at: report.articles[0].paragraphs[1].spans[0].0 },
            Edit::MergeArticles { at: start(2) },
            Edit::SetAside { at: start(4) },
            Edit::Accept { at: mention(3), everywhere: true },
            Edit::SplitEntity { at: mention(0), everywhere: false },
            Edit::SetType { at: mention(5), kind: EntityType::Event, everywhere: false },
        ];
        let mut desk = Desk::new(report.clone(), raw).unwrap();
        for (keep, more) in (0..).zip(edits.chunks(1)).chain([(2, &edits[3..])]) {
            let (change, outcome) = desk.replay_and_tell(keep, more);
            assert_eq!(outcome, Ok(()));
            let update = Update::new(&desk, &change);
            articles.extend(update.articles);
            entities.extend(update.entities);
            furniture = update.furniture.unwrap_or(furniture);
            let all: std::collections::BTreeSet<u32> = (0..1000).collect();
            let whole = Update::new(&desk, &Change { articles: all.clone(), entities: all, furniture: true });
            assert_eq!(whole.order, update.order);
            assert!(whole.articles.iter().all(|(key, article)| articles[key] == *article));
            assert!(whole.entities.iter().filter(|(_, e)| !e.places.is_empty()).all(|(key, entity)| entities[key] == *entity));
            assert_eq!(whole.furniture.as_ref(), Some(&furniture));
        }
    }

    #[test]
    fn every_part_of_the_seed_page_is_shown_whole() {
        let raw = include_str!("../seeds/jianli.txt");
        let report = analyze(raw, &Options::default());
        let view = View::new(&report, raw);
        assert_eq!(view.articles.len(), report.articles.len());
        let mentions: usize = report.entities.iter().map(|e| e.mentions.len()).sum();
        let parts: Vec<&Part> = view.articles.iter().flat_map(Article::parts).chain(&view.furniture).collect();
        assert_eq!(parts.iter().map(|p| p.marks.len()).sum::<usize>(), mentions, "every mention has a place");
        for part in parts {
            assert_eq!(text(part, &runs(part)), part.text);
            for mark in &part.marks {
                let entity = &report.entities[mark.entity as usize];
                let shown = &part.text[mark.start as usize..mark.end as usize];
                assert_eq!(shown.replace(' ', ""), entity.mentions[mark.nth as usize].text.replace(' ', ""));
            }
        }
    }

    #[test]
    fn entities_have_what_is_told_of_them() {
        let raw = "本报讯（记者陈一）近日，市长李小明主持召开全市防汛工作会议。李小明强调，要守住堤防。";
        let view = View::new(&analyze(raw, &Options::default()), raw);
        let at = |name: &str| view.entities.iter().position(|e| e.name == name).unwrap();
        let (person, meeting) = (&view.entities[at("李小明")], &view.entities[at("全市防汛工作会议")]);
        assert_eq!((person.statements[0].cue.as_str(), person.statements[0].text.as_str()), ("强调", "要守住堤防。"));
        assert_eq!((person.meetings[0].role.as_str(), person.meetings[0].entity), ("chair", Some(at("全市防汛工作会议") as u32)));
        assert_eq!(meeting.meetings[0].entity, Some(at("李小明") as u32));
    }

    #[test]
    fn a_view_survives_the_way_to_the_page() {
        let raw = include_str!("../seeds/jianli.txt");
        let view = View::new(&analyze(raw, &Options::default()), raw);
        let json = serde_json::to_string(&view).unwrap();
        assert_eq!(serde_json::from_str::<View>(&json).unwrap(), view);
    }

    /// An article of body text alone.
    fn body(paragraphs: Vec<Part>) -> Article {
        Article {
            page: 1,
            kicker: None,
            title: None,
            subtitle: None,
            byline: vec![],
            dateline: None,
            paragraphs,
            captions: vec![],
            jump: None,
            start: None,
            placement: None,
        }
    }

    #[test]
    fn articles_that_run_through_one_another_are_known() {
        // Of one paragraph each, whose lines begin at these code points.
        let article = |lines: &[u32]| {
            let trace = (0..).zip(lines).map(|(nth, &at)| (nth * 3, at)).collect();
            body(vec![Part { trace, ..part(&"字".repeat(lines.len()), &[]) }])
        };
        let all = [article(&[0, 10]), article(&[20, 40]), article(&[30, 50]), article(&[60, 70])];
        assert_eq!(interleaved(&all), [1, 2]);
    }

    #[test]
    fn an_article_as_plain_text() {
        let (kicker, title) = (Some(part("引题", &[])), Some(part("上行 下行", &[])));
        let article = Article { kicker, title, ..body(vec![part("一。", &[]), part("二。", &[])]) };
        assert_eq!(article.plain(), "引题\n上行 下行\n一。\n二。\n");
    }
}
