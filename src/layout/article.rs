//! From the lines' roles to articles: headlines to bodies, interrupted bodies together again.

use super::cohesion::{self, Topics};
use super::credit;
use super::crf::Reading;
use super::doubt;
use super::features::features;
use super::habit;
use super::headline;
use super::line::{Line, lines};
use super::pages::pages;
use super::patterns::Marks;
use super::role::{Open, Role, STATES, State};
use super::thread::{Taken, Threads};
use super::weights::Tables;
use super::{Article, Layout, Part, Reason};
use crate::Progress;
use crate::source::Source;
use std::collections::BTreeMap;

/// Reads a text page by page, telling how much of it is read, from 0 to 1.
pub(super) fn read(tables: &Tables, source: &Source, progress: Progress<'_>) -> Layout {
    let lines = lines(source);
    let reordered = lines.windows(2).any(|pair| pair[1].span.start < pair[0].span.start);
    let mut layout = Layout { reordered, ..Layout::default() };
    for (page, range) in pages(source.clean(), &lines).into_iter().enumerate() {
        let end = range.end;
        let lines_of_page = &lines[range];
        let topics = Topics::new(source.clean(), lines_of_page);
        let reading = read_twice(tables, source.clean(), lines_of_page, &topics);
        Assembly::new(tables, source, lines_of_page, &reading, &topics, page, &mut layout).run();
        progress(end as f32 / lines.len() as f32);
    }
    layout
}

/// Reads a page twice: the second reading knows the first one's bodies and weighs what each headline shares with them.
fn read_twice(tables: &Tables, clean: &str, lines: &[Line], topics: &Topics) -> Reading {
    let Tables { first, second, powers, .. } = tables;
    let mut scores = first.scores(&features(clean, lines, None));
    habit::add(clean, lines, &mut scores);
    let evidence = cohesion::evidence(lines, &first.best(&scores), topics);
    let features = features(clean, lines, Some(&evidence));
    let mut scores = second.scores(&features);
    habit::add(clean, lines, &mut scores);
    second.read(&scores, &features, powers)
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

    fn append(&mut self, mut more: Self) {
        self.confidence = self.confidence.min(more.confidence);
        self.lines.append(&mut more.lines);
    }

    fn push(&mut self, line: &Line, confidence: f32) {
        self.confidence = if self.is_empty() { confidence } else { self.confidence.min(confidence) };
        self.lines.push(line.clone());
    }

    /// Cuts the headline into its parts and hands them to an article.
    fn give(self, table: &[u8], clean: &str, lean: f32, article: &mut Article, code: &'static str) {
        let cut = headline::cut(table, clean, &self.lines, lean);
        let part =
            |lines: &[Line]| (!lines.is_empty()).then(|| Part { spans: lines.iter().map(|l| l.span).collect(), reason: code });
        article.placement = Reason { code, confidence: self.confidence };
        article.kicker = part(&self.lines[..cut.title]);
        article.title = part(&self.lines[cut.title..cut.subtitle]);
        article.subtitle = part(&self.lines[cut.subtitle..]);
    }
}

/// Puts the lines of one page together.
struct Assembly<'a> {
    /// The weights of headline parts.
    headlines: &'a [u8],
    source: &'a Source,
    lines: &'a [Line],
    reading: &'a Reading,
    page: usize,
    layout: &'a mut Layout,
    /// Whether the page's headlines have kickers (up to 1) or subtitles (down to -1).
    lean: f32,
    /// A headline that waits for its body.
    waiting: Heads,
    waiting_captions: Vec<Part>,
    /// Headlines behind bodies, by article.
    behind: BTreeMap<usize, Heads>,
    /// Headlines before bodies, by article, in case more of them stands behind.
    before: BTreeMap<usize, Heads>,
    /// The wording of the page.
    topics: &'a Topics,
    threads: Threads,
    /// The index of the page's first article.
    first: usize,
    /// The article of each line.
    owners: Vec<Option<usize>>,
}

impl<'a> Assembly<'a> {
    fn new(
        tables: &'a Tables,
        source: &'a Source,
        lines: &'a [Line],
        reading: &'a Reading,
        topics: &'a Topics,
        page: usize,
        layout: &'a mut Layout,
    ) -> Self {
        let first = layout.articles.len();
        Self {
            headlines: &tables.headline,
            source,
            lines,
            reading,
            page,
            layout,
            lean: kicker_habit(&tables.headline, source.clean(), lines, reading),
            waiting: Heads::default(),
            waiting_captions: Vec::new(),
            behind: BTreeMap::new(),
            before: BTreeMap::new(),
            topics,
            threads: Threads::new(lines.len()),
            first,
            owners: vec![None; lines.len()],
        }
    }

    fn run(mut self) {
        let mut last = Role::Furniture;
        for at in 0..self.lines.len() {
            let State { role, open } = STATES[self.reading.states[at]];
            let (line, confidence) = (&self.lines[at], self.reading.confidence[at]);
            match role {
                Role::Furniture => self.layout.furniture.push(part(line, "furniture")),
                Role::Caption | Role::CaptionMore => self.caption(at, role, open),
                // Without a body before it, a headline waits for one to come.
                _ if role.is_headline() => match self.current() {
                    Some(article) if role.is_after() => {
                        self.owners[at] = Some(article);
                        self.behind.entry(article).or_default().push(line, confidence);
                    }
                    _ => self.waiting.push(line, confidence),
                },
                _ => self.body(at, role, last),
            }
            last = role;
        }
        self.finish();
    }

    /// The article that the last body line belongs to.
    fn current(&self) -> Option<usize> {
        self.threads.current.map(|body| self.first + body)
    }

    fn caption(&mut self, at: usize, role: Role, open: Open) {
        let articles = self.layout.articles.len();
        let owner = self.current().filter(|_| open != Open::Headline);
        let list = match owner {
            Some(article) => &mut self.layout.articles[article].captions,
            None => &mut self.waiting_captions,
        };
        self.owners[at] = owner.or(Some(articles));
        let line = &self.lines[at];
        match list.last_mut() {
            Some(caption) if role == Role::CaptionMore => caption.spans.push(line.span),
            _ => list.push(part(line, "caption")),
        }
    }

    fn body(&mut self, at: usize, role: Role, last: Role) {
        let line = &self.lines[at];
        let taken = self.threads.take(self.lines, self.topics, at, role);
        if taken == Taken::Begins {
            let start = start_reason(line, last, self.reading.confidence[at]);
            self.layout.articles.push(Article { page: self.page, start, ..Article::default() });
        }
        self.layout.reordered |= taken == Taken::TakesUp;
        let article = self.first + self.threads.current.unwrap_or_default();
        self.owners[at] = Some(article);
        let this = &mut self.layout.articles[article];
        if !self.waiting.is_empty() && this.paragraphs.is_empty() {
            self.before.insert(article, std::mem::take(&mut self.waiting));
        }
        this.captions.append(&mut self.waiting_captions);
        let goes = matches!(role, Role::Goes | Role::ResumeLine);
        match this.paragraphs.last_mut() {
            Some(paragraph) if goes => paragraph.spans.push(line.span),
            _ => this.paragraphs.push(part(line, paragraph_reason(self.lines, at))),
        }
    }

    /// Hands the headlines out, and an article of its own to what is left.
    fn finish(mut self) {
        let clean = self.source.clean();
        for (article, mut heads) in self.before {
            // Lines on both sides of a body are one headline, those before it first.
            let code = match self.behind.remove(&article) {
                Some(behind) => {
                    heads.append(behind);
                    "headline_after_body"
                }
                None => "headline_before_body",
            };
            heads.give(self.headlines, clean, self.lean, &mut self.layout.articles[article], code);
        }
        for (article, heads) in self.behind {
            heads.give(self.headlines, clean, self.lean, &mut self.layout.articles[article], "headline_after_body");
        }
        if !self.waiting.is_empty() || !self.waiting_captions.is_empty() {
            let mut article = Article { page: self.page, captions: self.waiting_captions, ..Article::default() };
            if !self.waiting.is_empty() {
                self.waiting.give(self.headlines, clean, self.lean, &mut article, "headline_without_body");
            }
            self.layout.articles.push(article);
        }
        for article in &mut self.layout.articles[self.first..] {
            credit::find(self.source, article);
        }
        let articles = self.layout.articles.len();
        let owners: Vec<Option<usize>> = self.owners.into_iter().map(|o| o.filter(|&article| article < articles)).collect();
        self.layout.notes.extend(doubt::notes(self.lines, self.reading, &owners));
    }
}

fn part(line: &Line, reason: &'static str) -> Part {
    Part { spans: vec![line.span], reason }
}

/// Whether the page's two-part headlines are kicker and title (up to 1) or title and subtitle (down to -1).
fn kicker_habit(table: &[u8], clean: &str, lines: &[Line], reading: &Reading) -> f32 {
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
            let cut = headline::cut(table, clean, &lines[at..end], 0.0);
            kickers += i32::from(cut.title > 0);
            subtitles += i32::from(cut.subtitle < end - at);
        }
        at = end;
    }
    // One of each is added, so that a single headline makes no habit.
    (kickers - subtitles) as f32 / (kickers + subtitles + 2) as f32
}

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
