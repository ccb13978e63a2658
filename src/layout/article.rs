//! From the lines' roles to articles: headlines to bodies, interrupted bodies together again.

use super::cohesion::{self, Evidence, Topics};
use super::credit;
use super::crf::{Reading, Scores};
use super::doubt;
use super::features::{add_evidence, features};
use super::habit;
use super::headline;
use super::line::{self, Line, lines};
use super::pages::pages;
use super::patterns::Marks;
use super::placement::{Board, Piece, pieces};
use super::role::{Kind, Open, Role, STATES, State};
use super::seam::{self, Seam};
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
        let twice = read_twice(tables, source.clean(), lines_of_page, &topics);
        let reading = mended(tables, source.clean(), lines_of_page, &topics, twice);
        Assembly::new(tables, source, lines_of_page, &reading, &topics, page, &mut layout).run();
        progress(end as f32 / lines.len() as f32);
    }
    layout
}

/// A page that was read twice.
pub(super) struct Twice {
    /// The second reading.
    pub reading: Reading,
    /// What the first one told it.
    pub evidence: Vec<Evidence>,
    /// The second one's scores.
    scores: Scores,
}

/// Reads a page twice: the second reading knows the first one's bodies and weighs what each headline shares with them.
pub(super) fn read_twice(tables: &Tables, clean: &str, lines: &[Line], topics: &Topics) -> Twice {
    let Tables { first, second, .. } = tables;
    let mut features = features(clean, lines, topics);
    let mut scores = first.scores(&features);
    habit::add(clean, lines, &mut scores);
    let states = first.best(&scores);
    let evidence = cohesion::evidence(lines, &states, topics);
    add_evidence(&mut features, &evidence);
    let mut scores = second.scores(&features);
    habit::add(clean, lines, &mut scores);
    habit::add_interruptions(lines, &states, &mut scores);
    Twice { reading: second.read(&scores), evidence, scores }
}

/// What is decided of a line's role counts more than its own scores and its neighbours'.
const DECIDED: f32 = 100.0;
/// How often a reading is looked at: what one look parts or joins may be parted or joined further.
const LOOKS: usize = 3;

/// Mends a reading where articles meet without a headline between them, and tells how sure it is there.
fn mended(tables: &Tables, clean: &str, lines: &[Line], topics: &Topics, twice: Twice) -> Reading {
    let Twice { mut reading, evidence, mut scores } = twice;
    let begins = |reading: &Reading, at: usize| STATES[reading.states[at]].role == Role::ArticleStart;
    // What the first look decides of a line holds.
    let mut decided: BTreeMap<usize, Seam> = BTreeMap::new();
    for _ in 0..LOOKS {
        for seam in seam::found(clean, lines, &reading, &evidence, topics) {
            decided.entry(seam.line).or_insert_with(|| {
                scores.add(seam.line, Role::ArticleStart, if seam.begins { DECIDED } else { -DECIDED });
                seam
            });
        }
        if decided.values().all(|seam| seam.begins == begins(&reading, seam.line)) {
            break;
        }
        reading = tables.second.read(&scores);
    }
    for seam in decided.into_values() {
        let is_so = STATES[reading.states[seam.line]].role.is_body() && begins(&reading, seam.line) == seam.begins;
        if is_so {
            let other = (if seam.begins { Kind::Body } else { Kind::Start }, 1.0 - seam.sure);
            let (confidence, second) = (&mut reading.confidence[seam.line], &mut reading.second[seam.line]);
            *confidence = confidence.min(seam.sure);
            *second = if other.1 > second.1 { other } else { *second };
        }
    }
    reading
}

/// The lines of one headline.
#[derive(Default)]
struct Heads {
    lines: Vec<Line>,
    /// The least sure of its lines.
    confidence: f32,
    /// The last line of the page that it has a piece of, by index.
    last: Option<usize>,
    /// Whether a piece of it stands next to its body.
    beside: bool,
}

impl Heads {
    /// Adds a piece of a headline's line; one that directly follows another of the same line goes on with it, unless a dash opens it as it
    /// opens subtitles: some extractors set them behind the title's last line. `lines` are the page's, `clean` is the text that they index.
    fn push(&mut self, piece: &Piece, confidence: f32, lines: &[Line], clean: &str) {
        let whole = &lines[piece.at];
        self.confidence = if self.lines.is_empty() { confidence } else { self.confidence.min(confidence) };
        let goes_on = |last: &&mut Line| {
            self.last == Some(piece.at)
                && clean[last.span.end as usize..piece.line.span.start as usize].trim().is_empty()
                && !matches!(piece.line.head[0], '—' | '⸺')
        };
        match self.lines.last_mut().filter(goes_on) {
            Some(last) if last.span.start == whole.span.start && piece.line.span.end == whole.span.end => *last = whole.clone(),
            Some(last) => {
                let part = last.span.start as usize..piece.line.span.end as usize;
                *last = line::piece(clean, whole, part, last.span.start > whole.span.start);
            }
            None => self.lines.push(piece.line.clone()),
        }
        self.last = Some(piece.at);
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
    tables: &'a Tables,
    source: &'a Source,
    lines: &'a [Line],
    reading: &'a Reading,
    page: usize,
    layout: &'a mut Layout,
    /// Whether the page's headlines have kickers (up to 1) or subtitles (down to -1).
    lean: f32,
    /// Captions that wait for a body.
    waiting_captions: Vec<Part>,
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
            tables,
            source,
            lines,
            reading,
            page,
            layout,
            lean: kicker_habit(&tables.headline, source.clean(), lines, reading),
            waiting_captions: Vec::new(),
            topics,
            threads: Threads::new(lines.len()),
            first,
            owners: vec![None; lines.len()],
        }
    }

    fn run(mut self) {
        let heads = self.reading.states.iter().filter(|state| STATES[**state].role.is_headline()).count();
        // Verse has no marks either, and is read as a body.
        if heads * 8 >= self.lines.len() && habit::is_list_of_headlines(self.source.clean(), self.lines) {
            return self.list_of_headlines();
        }
        let mut last = Role::Furniture;
        for at in 0..self.lines.len() {
            let State { role, open } = STATES[self.reading.states[at]];
            match role {
                Role::Furniture => self.layout.furniture.push(part(&self.lines[at], "furniture")),
                Role::Caption | Role::CaptionMore => self.caption(at, role, open),
                _ if role.is_headline() => {}
                _ => self.body(at, role, last),
            }
            last = role;
        }
        self.finish();
    }

    /// Makes an article of each headline of a page that holds nothing else: of each line, or of each block where blank lines part them.
    fn list_of_headlines(self) {
        let blanks = self.lines.iter().skip(1).filter(|line| line.blanks > 0).count();
        let blocks = blanks * 2 > self.lines.len();
        let mut open: Vec<Line> = Vec::new();
        let close = |open: &mut Vec<Line>, layout: &mut Layout| {
            let heads = Heads { lines: std::mem::take(open), confidence: 1.0, ..Heads::default() };
            if !heads.lines.is_empty() {
                let mut article = Article { page: self.page, ..Article::default() };
                heads.give(&self.tables.headline, self.source.clean(), self.lean, &mut article, "headline_without_body");
                layout.articles.push(article);
            }
        };
        for (line, state) in self.lines.iter().zip(&self.reading.states) {
            if line.blanks > 0 || !blocks {
                close(&mut open, self.layout);
            }
            match STATES[*state].role {
                Role::Furniture => self.layout.furniture.push(part(line, "furniture")),
                _ => open.push(line.clone()),
            }
        }
        close(&mut open, self.layout);
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
        this.captions.append(&mut self.waiting_captions);
        let goes = matches!(role, Role::Goes | Role::ResumeLine);
        match this.paragraphs.last_mut() {
            Some(paragraph) if goes => paragraph.spans.push(line.span),
            _ => this.paragraphs.push(part(line, paragraph_reason(self.lines, at))),
        }
    }

    /// Hands the headlines out, and an article of its own to what is left.
    fn finish(mut self) {
        if !self.waiting_captions.is_empty() {
            let captions = std::mem::take(&mut self.waiting_captions);
            self.layout.articles.push(Article { page: self.page, captions, ..Article::default() });
        }
        self.headlines();
        for article in &mut self.layout.articles[self.first..] {
            credit::find(self.source, article);
        }
        let articles = self.layout.articles.len();
        let owners: Vec<Option<usize>> = self.owners.into_iter().map(|o| o.filter(|&article| article < articles)).collect();
        self.layout.notes.extend(doubt::notes(self.lines, self.reading, &owners));
    }

    fn headlines(&mut self) {
        let clean = self.source.clean();
        let role = |at: usize| STATES[self.reading.states[at]].role;
        let heads: Vec<Piece> = (0..self.lines.len())
            .filter(|&at| role(at).is_headline())
            .flat_map(|at| pieces(clean, &self.lines[at], at))
            .collect();
        let mut board = Board::new(clean, &heads, &self.threads.owners, self.topics);
        let bodies = board.bodies();
        // The body that begins next from each line on.
        let mut begins = vec![None; self.lines.len()];
        for (body, line) in (0..bodies).filter_map(|body| Some((body, board.first_line(body)?))) {
            begins[line] = Some(body);
        }
        for at in (1..begins.len()).rev() {
            begins[at - 1] = begins[at - 1].or(begins[at]);
        }
        for (number, piece) in heads.iter().enumerate() {
            // Without a body before it, a headline waits for one to come.
            let before = board.near(number).0.filter(|_| role(piece.at).is_after());
            board.was_read(number, before.or(begins[piece.at]).unwrap_or(bodies), self.reading.confidence[piece.at]);
        }
        let mut found: BTreeMap<usize, Heads> = BTreeMap::new();
        // The article and the line of the last piece that has no body.
        let mut bodyless: Option<(usize, usize)> = None;
        let placed = board.place(&self.tables.placement);
        for (number, (piece, &(body, sure))) in heads.iter().zip(&placed).enumerate() {
            let article = if body < bodies {
                self.first + body
            } else {
                let article = match bodyless {
                    Some((article, line)) if piece.at <= line + 1 => article,
                    // Captions without a body are that article's.
                    None if self.layout.articles.len() > self.first + bodies => self.first + bodies,
                    _ => {
                        self.layout.articles.push(Article { page: self.page, ..Article::default() });
                        self.layout.articles.len() - 1
                    }
                };
                bodyless = Some((article, piece.at));
                article
            };
            self.owners[piece.at] = Some(article);
            let heads = found.entry(article).or_default();
            let (before, behind) = board.near(number);
            heads.beside |= before == Some(body) || behind == Some(body);
            heads.push(piece, self.reading.confidence[piece.at].min(sure), self.lines, clean);
        }
        for (article, heads) in found {
            let code = match board.first_line(article - self.first) {
                None => "headline_without_body",
                Some(_) if !heads.beside => "headline_by_wording",
                Some(start) if heads.last.is_some_and(|last| last < start) => "headline_before_body",
                Some(_) => "headline_after_body",
            };
            heads.give(&self.tables.headline, clean, self.lean, &mut self.layout.articles[article], code);
        }
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

#[cfg(test)]
mod tests {
    use crate::layout::read;
    use crate::source::Source;

    #[test]
    fn a_list_of_headlines_has_an_article_for_each() {
        let headlines = [
            "甲市召开全市安全生产工作会议", "乙县今年新修农村公路八十公里", "一座老桥的新生", "丙镇：荒山变果园",
            "青年干部走进田间地头", "我市三家企业入选省级名单", "“夜校”里的年轻人", "让每一滴水都流进庄稼地里",
            "丁村的文化广场建好了",
        ];
        let titles = |text: &str| {
            let source = Source::new(text);
            let layout = read(&source, &mut |_| ());
            layout.articles.iter().flat_map(|a| &a.title).map(|t| t.spans[0].of(source.clean()).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(titles(&headlines.join("\n")), headlines);
        // Where blank lines part the headlines, a line without one before it belongs to the headline above.
        let blocks = headlines.join("\n\n").replacen("\n\n", "\n", 1);
        assert_eq!(titles(&blocks).len(), headlines.len() - 1);
    }

    #[test]
    fn a_subtitle_on_the_title_s_last_line_is_one() {
        let text = "各地阅读活动蓬勃开展\n书香飘进千家万户 ——来自三个村庄的见闻\n昨日上午，市图书馆新馆正式向社\n会开放，首日接待读者两千余人。";
        let source = Source::new(text);
        let layout = read(&source, &mut |_| ());
        let words = |part: &Option<crate::layout::Part>| -> Vec<String> {
            part.iter().flat_map(|part| &part.spans).map(|span| span.of(source.clean()).to_owned()).collect()
        };
        assert_eq!(words(&layout.articles[0].title), ["各地阅读活动蓬勃开展", "书香飘进千家万户"]);
        assert_eq!(words(&layout.articles[0].subtitle), ["——来自三个村庄的见闻"]);
    }
}
