//! From the lines' roles to articles: headlines to bodies, interrupted bodies together again.

use super::cohesion;
use super::credit;
use super::crf::Reading;
use super::features::features;
use super::habit;
use super::headline;
use super::junction;
use super::line::{Break, Line, lines};
use super::patterns::Marks;
use super::role::{Open, Role, STATES, State};
use super::weights::MODELS;
use super::{Article, Layout, Part, Reason};
use crate::source::Source;
use crate::span::{Clean, Span};
use std::collections::BTreeMap;

/// Reads the page twice: the second reading knows the first one's bodies and weighs what each headline shares with them.
pub(super) fn read(source: &Source) -> Layout {
    let lines = lines(source);
    let (first, second) = &*MODELS;
    let mut scores = first.scores(&features(source.clean(), &lines, None));
    habit::add(&lines, &mut scores);
    let evidence = cohesion::evidence(source.clean(), &lines, &first.best(&scores));
    let mut scores = second.scores(&features(source.clean(), &lines, Some(&evidence)));
    habit::add(&lines, &mut scores);
    let reading = second.read(&scores);
    assemble(source, &lines, &reading)
}

/// The lines of one headline.
#[derive(Default)]
struct Heads {
    lines: Vec<Line>,
    /// The least sure of its lines.
    confidence: f32,
}

impl Heads {
    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn push(&mut self, line: &Line, confidence: f32) {
        self.confidence = if self.is_empty() { confidence } else { self.confidence.min(confidence) };
        self.lines.push(line.clone());
    }

    /// Cuts the headline into its parts and hands them to an article.
    fn give(self, clean: &str, lean: f32, article: &mut Article, code: &'static str) {
        let cut = headline::cut(clean, &self.lines, lean);
        let part =
            |lines: &[Line]| (!lines.is_empty()).then(|| Part { spans: lines.iter().map(|l| l.span).collect(), reason: code });
        article.placement = Reason { code, confidence: self.confidence };
        article.kicker = part(&self.lines[..cut.title]);
        article.title = part(&self.lines[cut.title..cut.subtitle]);
        article.subtitle = part(&self.lines[cut.subtitle..]);
    }
}

/// A body that may go on after an interruption.
struct Body {
    article: usize,
    /// The last line of it so far.
    last: usize,
}

fn assemble(source: &Source, lines: &[Line], reading: &Reading) -> Layout {
    let mut layout = Layout::default();
    let clean = source.clean();
    let lean = kicker_habit(clean, lines, reading);
    let mut waiting = Heads::default();
    let mut waiting_captions: Vec<Part> = Vec::new();
    let mut behind: BTreeMap<usize, Heads> = BTreeMap::new();
    let mut bodies: Vec<Body> = Vec::new();
    let mut current: Option<usize> = None;
    let mut page = 0;
    let mut last_role = Role::Furniture;
    for (at, line) in lines.iter().enumerate() {
        let State { role, open } = STATES[reading.states[at]];
        let confidence = reading.confidence[at];
        page += usize::from(line.breaks == Break::Page);
        let part = |reason: &'static str| Part { spans: vec![line.span], reason };
        match role {
            Role::Furniture => layout.furniture.push(part("furniture")),
            Role::Caption | Role::CaptionMore => {
                let list = if open == Open::Headline || layout.articles.is_empty() {
                    &mut waiting_captions
                } else {
                    let article = current.unwrap_or(layout.articles.len() - 1);
                    &mut layout.articles[article].captions
                };
                match list.last_mut() {
                    Some(caption) if role == Role::CaptionMore => caption.spans.push(line.span),
                    _ => list.push(part("caption")),
                }
            }
            _ if role.is_before() => waiting.push(line, confidence),
            // Without a body before it, a headline waits for one to come.
            _ if role.is_after() => match current {
                Some(article) => behind.entry(article).or_default().push(line, confidence),
                None => waiting.push(line, confidence),
            },
            _ => {
                let resumed = match role {
                    Role::ResumeLine | Role::ResumeParagraph => resume(source, lines, &bodies, at, role, current),
                    _ => current,
                };
                let article = match resumed {
                    Some(article) if role != Role::ArticleStart => article,
                    _ => {
                        layout.articles.push(Article {
                            page,
                            start: start_reason(line, last_role, confidence),
                            ..Article::default()
                        });
                        bodies.push(Body { article: layout.articles.len() - 1, last: at });
                        layout.articles.len() - 1
                    }
                };
                if resumed != current && resumed.is_some() && role != Role::ArticleStart {
                    layout.reordered = true;
                }
                current = Some(article);
                let this = &mut layout.articles[article];
                if !waiting.is_empty() && this.paragraphs.is_empty() {
                    std::mem::take(&mut waiting).give(clean, lean, this, "headline_before_body");
                }
                this.captions.append(&mut waiting_captions);
                let goes = matches!(role, Role::Goes | Role::ResumeLine);
                match this.paragraphs.last_mut() {
                    Some(paragraph) if goes => paragraph.spans.push(line.span),
                    _ => this.paragraphs.push(part(paragraph_reason(lines, at))),
                }
                bodies[article].last = at;
            }
        }
        last_role = role;
    }
    for (article, mut heads) in behind {
        let article = &mut layout.articles[article];
        // Lines on both sides of a body are one headline, those before it first.
        let before: Vec<Span<Clean>> =
            [&article.kicker, &article.title, &article.subtitle].into_iter().flatten().flat_map(|p| p.spans.clone()).collect();
        let mut all: Vec<Line> =
            if before.is_empty() { Vec::new() } else { lines.iter().filter(|l| before.contains(&l.span)).cloned().collect() };
        all.append(&mut heads.lines);
        heads.lines = all;
        heads.give(clean, lean, article, "headline_after_body");
    }
    if !waiting.is_empty() || !waiting_captions.is_empty() {
        let mut article = Article { page, captions: waiting_captions, ..Article::default() };
        if !waiting.is_empty() {
            waiting.give(clean, lean, &mut article, "headline_without_body");
        }
        layout.articles.push(article);
    }
    for article in &mut layout.articles {
        credit::find(source, article);
    }
    layout
}

/// Whether the page's two-part headlines are kicker and title (up to 1) or title and subtitle (down to -1).
fn kicker_habit(clean: &str, lines: &[Line], reading: &Reading) -> f32 {
    let side = |at: usize| {
        let role = STATES[reading.states[at]].role;
        (role.is_before(), role.is_after())
    };
    let (mut kickers, mut subtitles) = (0, 0);
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        while end < lines.len() && side(end) == side(at) {
            end += 1;
        }
        if side(at) != (false, false) {
            let cut = headline::cut(clean, &lines[at..end], 0.0);
            kickers += i32::from(cut.title > 0);
            subtitles += i32::from(cut.subtitle < end - at);
        }
        at = end;
    }
    // One of each is added, so that a single headline makes no habit.
    (kickers - subtitles) as f32 / (kickers + subtitles + 2) as f32
}

/// The interrupted body that a line goes on with: the one whose last line and this one fit best, late ones first.
fn resume(source: &Source, lines: &[Line], bodies: &[Body], at: usize, role: Role, current: Option<usize>) -> Option<usize> {
    let _ = source;
    let line = &lines[at];
    let best = bodies
        .iter()
        .filter(|b| Some(b.article) != current)
        .map(|b| {
            let last = &lines[b.last];
            let ended = matches!(super::patterns::class(last.tail[0]), 1 | 2);
            let width = -(i32::from(last.column) - i32::from(line.column)).abs() as f32 * WIDTH_COST;
            let joint = if role == Role::ResumeLine { junction::score(last.tail, line.head) } else { 0.0 };
            let open = if ended == (role == Role::ResumeParagraph) { OPEN_FITS } else { 0.0 };
            let near = -((at - b.last) as f32).ln() * DISTANCE_COST;
            (width + joint + open + near, b.article)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|b| b.1).or(current)
}

/// A half em of difference between the columns' widths.
const WIDTH_COST: f32 = 0.3;
/// A sentence left open that a line in mid-sentence takes up, or one that ended before a new paragraph.
const OPEN_FITS: f32 = 3.0;
/// Each e-fold of lines in between.
const DISTANCE_COST: f32 = 0.5;

fn start_reason(line: &Line, before: Role, confidence: f32) -> Reason {
    let code = if line.marks.any(Marks::bit("wire_start")) {
        "dateline"
    } else if before.is_before() {
        "under_headline"
    } else if before.is_after() {
        "after_headline"
    } else {
        "new_topic"
    };
    Reason { code, confidence }
}

fn paragraph_reason(lines: &[Line], at: usize) -> &'static str {
    let line = &lines[at];
    let Some(before) = at.checked_sub(1).map(|i| &lines[i]) else { return "text_begins" };
    if line.indent >= 2 {
        "indent"
    } else if super::features::fill(before) >= 3 {
        "short_line_before"
    } else if line.marks.any(Marks::bit("opener")) || line.marks.any(Marks::bit("wire_start")) {
        "opener"
    } else if line.blanks > 0 {
        "blank_line"
    } else {
        "reading"
    }
}
