//! The report as a reader sees it: every mention placed in the clean text of the part that it stands in.
//!
//! Invariants: offsets are bytes of a part's text and lie on character boundaries; the runs of a part, one after the
//! other, are its text; marks nest and never cross. Built from a report and its raw text alone, so that the report's
//! form owes nothing to the page.

use crate::clean::compat::is_invisible;
use crate::report::{self, CodePoints, EntityType, Held, Report, TextPart, Value};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
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

/// One article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// `a1`, `a2`, …
    pub id: String,
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
    /// The article, from 0; none for furniture.
    pub article: Option<u32>,
    /// The part: of an article in the order of [`Article::parts`], else of the furniture.
    pub part: u32,
    /// What found the mention, as an index into [`Entity::rules`].
    pub rule: u32,
    /// How sure the find is, in hundredths.
    pub score: u8,
    /// Where in the raw text.
    pub at: Position,
}

/// [`Place`]'s fields in their order, the position's two last.
type PlaceArray = (Option<u32>, u32, u32, u8, u32, u32);

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
        let mut spots = Spots::new(report, raw, &index);
        let mut entities: Vec<Entity> = (0..).zip(&report.entities).map(|(at, e)| entity(at, e, &mut spots)).collect();
        tell(report, &index, &mut entities);
        let notes = report
            .notes
            .iter()
            .map(|n| Note {
                code: n.code.clone(),
                article: n.article.clone(),
                at: n.spans.first().map(|&(start, _)| index.position(start)),
            })
            .collect();
        let mut parts = spots.finish().into_iter();
        let mut take = |_: &TextPart| parts.next().unwrap_or_else(Part::empty);
        let articles = report
            .articles
            .iter()
            .map(|a| Article {
                id: a.id.clone(),
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
            })
            .collect();
        Self { articles, furniture: report.furniture.iter().map(&mut take).collect(), entities, notes }
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
        Self { text: String::new(), marks: Vec::new(), reason: String::new(), line: 1 }
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
    fn from((article, part, rule, score, line, offset): PlaceArray) -> Self {
        Self { article, part, rule, score, at: Position { line, offset } }
    }
}

impl From<Place> for PlaceArray {
    fn from(Place { article, part, rule, score, at: Position { line, offset } }: Place) -> Self {
        (article, part, rule, score, line, offset)
    }
}

fn reason(reason: &report::Reason) -> (String, u8) {
    (reason.code.clone(), percent(reason.confidence))
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
            places.push(Place { article, part, rule: rule as u32, score: percent(mention.score), at });
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
fn tell(report: &Report, index: &Index, entities: &mut [Entity]) {
    let position = |spans: &[CodePoints]| index.position(spans.first().map_or(0, |&(start, _)| start));
    for s in &report.statements {
        let Some(entity) = s.speaker.as_deref().and_then(number).and_then(|at| entities.get_mut(at as usize)) else { continue };
        let mut text: String = s.content.text.chars().take(LONGEST_SPEECH).collect();
        if text.len() < s.content.text.len() {
            text.push('…');
        }
        let direct = s.kind == "direct";
        entity.statements.push(Said { cue: s.cue.text.clone(), text, direct, at: position(&s.cue.spans) });
    }
    for a in &report.attendance {
        let (person, event) = (number(&a.person), a.event.as_deref().and_then(number));
        let at = position(&a.cue.spans);
        let mut put = |to: Option<u32>, of: Option<u32>| {
            if let Some(entity) = to.and_then(|to| entities.get_mut(to as usize)) {
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
    index: &'a Index,
    parts: Vec<Spot<'a>>,
    /// Stretches of the raw text with the part that they went to, by start.
    stretches: Vec<Stretch>,
}

struct Spot<'a> {
    part: &'a TextPart,
    /// The article and the part's number, as in [`Place`].
    place: (Option<u32>, u32),
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
    fn new(report: &'a Report, raw: &str, index: &'a Index) -> Self {
        let mut all: Vec<((Option<u32>, u32), &TextPart)> = Vec::new();
        for (at, a) in (0..).zip(&report.articles) {
            let heads = [&a.headline.kicker, &a.headline.title, &a.headline.subtitle].into_iter().flatten();
            let parts = heads.chain(&a.paragraphs).chain(&a.captions);
            all.extend((0..).zip(parts).map(|(part, text)| ((Some(at), part), text)));
        }
        all.extend((0..).zip(&report.furniture).map(|(part, text)| ((None, part), text)));
        let mut spots = Self { index, parts: Vec::with_capacity(all.len()), stretches: Vec::new() };
        for (place, part) in all {
            spots.add(place, part, raw);
        }
        spots.stretches.sort_by_key(|s| s.raw.start);
        spots
    }

    /// Walks a part's raw text beside its clean text: what is kept stands in both in the same order.
    fn add(&mut self, place: (Option<u32>, u32), part: &'a TextPart, raw: &str) {
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
        self.parts.push(Spot { part, place, chars, marks: Vec::new() });
    }

    /// Marks a mention; none where it stands in no part.
    fn put(&mut self, spans: &[CodePoints], kind: EntityType, entity: u32, nth: u32) -> Option<(Option<u32>, u32, Position)> {
        let (&(first, _), &(_, last)) = (spans.first()?, spans.last()?);
        let (part, start) = self.find(first)?;
        let (same, end) = self.find(last.checked_sub(1)?)?;
        let spot = &mut self.parts[part];
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
        let found = chars.partition_point(|c| c.0 < code_point);
        (found < chars.len()).then_some((stretch.part, stretch.chars.start + found))
    }

    fn finish(self) -> Vec<Part> {
        let set = |mut s: Spot<'_>| {
            s.marks.sort_by_key(|m| (m.start, Reverse(m.end)));
            let line = s.part.spans.first().map_or(1, |&(start, _)| self.index.position(start).line);
            Part { text: s.part.text.clone(), marks: s.marks, reason: s.part.reason.clone(), line }
        };
        self.parts.into_iter().map(set).collect()
    }
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
        Part { text: text.into(), marks, reason: String::new(), line: 1 }
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

    #[test]
    fn an_article_as_plain_text() {
        let empty = || None;
        let article = Article {
            id: "a1".into(),
            page: 1,
            kicker: Some(part("引题", &[])),
            title: Some(part("上行 下行", &[])),
            subtitle: empty(),
            byline: vec![],
            dateline: None,
            paragraphs: vec![part("一。", &[]), part("二。", &[])],
            captions: vec![],
            jump: None,
            start: None,
            placement: None,
        };
        assert_eq!(article.plain(), "引题\n上行 下行\n一。\n二。\n");
    }
}
