//! The page's structure: lines, their roles, the articles that they make.
//!
//! Invariant: every non-white character of the page lies in exactly one of kicker, title, subtitle, paragraph, caption
//! and furniture. Byline, dateline and jump point into these.

mod article;
pub mod cohesion;
mod columns;
mod credit;
pub mod crf;
mod doubt;
pub mod features;
pub mod gap;
pub mod habit;
pub mod headline;
pub mod junction;
pub mod line;
mod named;
mod pages;
pub mod patterns;
pub mod placement;
pub mod role;
pub mod seam;
pub mod subject;
pub mod thread;
pub mod weights;

use crate::Progress;
use crate::clean::padding::Setting;
use crate::source::{Passage, Source};
use crate::span::{Clean, Span};

/// What the page holds.
#[derive(Default)]
pub struct Layout {
    /// The articles, in the order of the page.
    pub articles: Vec<Article>,
    /// Folio lines, mastheads, editors, page numbers, advertisements.
    pub furniture: Vec<Part>,
    /// Doubts worth telling.
    pub notes: Vec<Note>,
    /// Whether lines were put into another order than the text has them in.
    pub reordered: bool,
}

/// One article.
#[derive(Default)]
pub struct Article {
    /// 引题, set above the title.
    pub kicker: Option<Part>,
    /// 主题.
    pub title: Option<Part>,
    /// 副题, set below the title.
    pub subtitle: Option<Part>,
    /// Who wrote it, in the order of the text.
    pub byline: Vec<Byline>,
    /// 电头: `本报讯`, `新华社北京8月1日电`.
    pub dateline: Option<Dateline>,
    /// The body.
    pub paragraphs: Vec<Part>,
    /// Captions of the article's pictures.
    pub captions: Vec<Part>,
    /// 下转 or 上接.
    pub jump: Option<Jump>,
    /// Which page of the text it stands on, from 0.
    pub page: usize,
    /// Why the article begins where it does.
    pub start: Reason,
    /// Why the headline was given to this body.
    pub placement: Reason,
}

/// A part of the page: stretches of the clean text in reading order, one a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Stretches without white space at their ends.
    pub spans: Vec<Span<Clean>>,
    /// Which rule or score made it this.
    pub reason: &'static str,
}

/// Why something was read as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reason {
    /// A short code, such as `headline_after_body`; empty where there is nothing to explain.
    pub code: &'static str,
    /// From 0 (a guess) to 1 (sure).
    pub confidence: f32,
}

/// One author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// Name without white space.
    pub name: String,
    /// What the page says that the person did.
    pub role: BylineRole,
    /// Where the name stands.
    pub spans: Vec<Span<Clean>>,
}

/// What an author did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BylineRole {
    /// 记者
    Reporter,
    /// 通讯员
    Correspondent,
    /// 摄, 摄影
    Photographer,
    /// 作者, or a name without a role
    Author,
    /// 编辑
    Editor,
    /// 实习生
    Intern,
}

/// Where the report was sent from, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// `本报`, `新华社`.
    pub agency: Option<String>,
    /// The place named.
    pub place: Option<String>,
    /// The date as printed.
    pub date: Option<String>,
    /// The whole of it.
    pub spans: Vec<Span<Clean>>,
}

/// A line that sends the reader to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Whether the rest is there (下转), or the beginning (上接).
    pub onward: bool,
    /// The page as printed, such as `三` or `A5`.
    pub page: String,
    /// The whole of it.
    pub spans: Vec<Span<Clean>>,
}

/// A doubt: another reading that is nearly as likely.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// What the text would be by the other reading: a short code.
    pub code: &'static str,
    /// The article that the text would belong to or touch, by index.
    pub article: Option<usize>,
    /// Where.
    pub spans: Vec<Span<Clean>>,
    /// How likely the other reading is, from 0 to 1.
    pub confidence: f32,
}

impl Part {
    /// The part's flowing text.
    #[must_use]
    pub fn passage(&self, source: &Source, setting: Setting) -> Passage {
        Passage::new(source, &self.spans, setting)
    }
}

/// Finds the articles of a text, telling how much of it is read, from 0 to 1.
#[must_use]
pub fn read(source: &Source, progress: Progress<'_>) -> Layout {
    read_by(&weights::BUILT_IN, source, progress)
}

/// Like [`read`], by tables that are not those built in: to measure what was just learned.
#[must_use]
pub fn read_by(tables: &weights::Tables, source: &Source, progress: Progress<'_>) -> Layout {
    article::read(tables, source, progress)
}

/// A page's lines as they are read before [`seam`] mends where articles meet: to learn that from.
#[cfg(feature = "train")]
#[must_use]
pub fn read_page(
    tables: &weights::Tables,
    clean: &str,
    lines: &[line::Line],
    topics: &cohesion::Topics,
) -> (crf::Reading, Vec<cohesion::Evidence>) {
    let twice = article::read_twice(tables, clean, lines, topics);
    (twice.reading, twice.evidence)
}
