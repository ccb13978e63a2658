//! All that the page knows, and every way in which it changes.
//!
//! Invariants: at most one text is being analysed; texts are analysed in the order given; `session` grows whenever the
//! worker must be replaced; a failure touches the text that failed and nothing else.

use super::corrections::{self, Corrections, Deed};
use super::find::{self, Match};
use super::found::{Arriving, Found};
use super::i18n::Lang;
use super::keep::{Kept, KeptText, Mark};
use super::takeaway::{Goal, Takeaway};
use crate::edit::{self, Differs, Edit, Misfit, Unfit};
use crate::export::{Format, stem};
use crate::report::{CodePoints, EntityType};
use crate::view::Update;
use crate::worker::{Again, Failure, Reply};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use web_sys::{Blob, File};
use yew::Reducible;

/// Rows that a list shows before it is asked for more, and rows that one asking adds.
pub const LIST_STEP: usize = 60;

/// The page's state.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, PartialEq)]
pub struct State {
    /// Language of the interface.
    pub lang: Lang,
    /// Light or dark; none for what the system says.
    pub theme: Option<Theme>,
    /// The texts given, in order.
    pub docs: Vec<Doc>,
    /// The text shown, by its job.
    pub shown: Option<u32>,
    /// Grows whenever the worker is to be replaced by a fresh one.
    pub session: u32,
    /// How the worker of this session is.
    pub worker: Health,
    /// What went wrong, newest last; each until it is put away or mended.
    pub problems: Vec<Problem>,
    /// The last thing done, for a screen reader and in passing.
    pub notice: Option<Notice>,
    /// Grows with every notice, so that one that comes again is seen and heard again.
    pub said: u32,
    /// Whether a notice came and went since the last analysis was done: its outcome is not told once more.
    pub hushed: bool,
    /// Encoding for the files to come; none finds it out.
    pub encoding: Option<String>,
    /// The day of print for the texts to come, ISO 8601.
    pub date: Option<String>,
    /// The reader's own names, as a list.
    pub names: Rc<str>,
    /// Whether the reader has typed some of them: no file holds those.
    names_typed: bool,
    /// Types whose mentions are not marked.
    pub off: BTreeSet<EntityType>,
    /// Whether mentions carry their type's label.
    pub labels: bool,
    /// What the reader looks at: a mention or an article.
    pub target: Option<Target>,
    /// What the reader looked at before putting it away; the ways through the text go on from it.
    last: Option<Target>,
    /// What was undone or done again, until the result has it.
    returning: Option<Edit>,
    /// That place, once it has, and a number that tells it from the one before.
    pub returned: Option<(u32, Match)>,
    /// The format that reports are taken away in.
    pub format: Format,
    /// What a window shows that has no room for all.
    pub pane: Pane,
    /// Whether the source stands beside the articles on a window that has the room.
    pub beside: bool,
    /// Whether texts and corrections are kept on this computer.
    pub remember: bool,
    /// The texts that are kept, by number.
    pub kept: BTreeSet<u32>,
    /// Only entities whose name holds this are listed.
    pub filter: String,
    /// How many rows a list shows, where it is not [`LIST_STEP`].
    pub rows: BTreeMap<List, usize>,
    /// Whether an edit of a mention is one of every mention of its entity.
    pub everywhere: bool,
    /// The text that the reader has selected in an article.
    pub selection: Option<Selection>,
    /// What is being put right of an article.
    pub amending: Option<Amending>,
    /// Whether the keys are shown.
    pub help: bool,
    /// Whether keys without Ctrl do anything.
    pub shortcuts: bool,
    /// Whether files hover over the page.
    pub dropping: bool,
    /// Whether the text field holds text.
    pub drafted: bool,
    /// Whether the reader has typed some of it, so that it stands nowhere else.
    pub typed: bool,
    /// The text that the text field holds as it was analysed; none once it was changed.
    pub boxed: Option<u32>,
    next_job: u32,
    next_problem: u32,
    next_ticket: u32,
}

/// How the worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    Starting,
    Ready,
    /// It could not start.
    Gone,
}

/// A colour scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

/// One of the three panes of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The text as it was given.
    Source,
    Articles,
    /// Legend and index.
    Inspector,
}

/// The panes in the order of their tabs.
pub const PANES: [Pane; 3] = [Pane::Articles, Pane::Source, Pane::Inspector];

impl Pane {
    /// As styles and tests name it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Articles => "articles",
            Self::Inspector => "inspector",
        }
    }
}

/// A list that grows on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    Contents,
    Entities(EntityType),
    Notes,
    /// Corrections that do not fit this reading.
    Waiting,
}

/// One text.
#[derive(Clone, PartialEq)]
pub struct Doc {
    /// Its number.
    pub job: u32,
    /// Its file's name; none for typed text.
    pub name: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// The encoding that the reader named.
    pub encoding: Option<String>,
    /// The day of print that the reader named, ISO 8601.
    pub date: Option<String>,
    /// The day that a saved report told before its text was read anew; it holds where the reader names none.
    pub told_date: Option<String>,
    /// The reader's own names that it was read with.
    pub names: Rc<str>,
    /// Whether it was taken from the text field.
    pub boxed: bool,
    /// Whether it is a saved report that was taken up again.
    pub saved: bool,
    /// The text, by its job, that it is a newer version of, for as long as the reader is to know.
    pub newer_than: Option<u32>,
    /// Whether the reader has typed some of its text, and has not taken it away in a format that holds it: it is here alone.
    alone: bool,
    /// The fingerprint of the text that a saved report needs beside it.
    lacks: Option<String>,
    /// How far it is.
    pub stage: Stage,
    /// What the reader has put right in it.
    pub corrections: Corrections,
    /// What the reader takes away, until it is handed out.
    pub taking: Option<Takeaway>,
    /// Its bytes, once the worker has made them.
    pub written: Option<Blob>,
    /// What has arrived of its result.
    arriving: Arriving,
    /// The result before any correction.
    uncorrected: Option<Rc<Found>>,
}

/// What is being put right of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amending {
    /// The article's key.
    pub article: u32,
    /// Whether its headline alone.
    pub headline: bool,
}

/// Selected text of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// What is selected.
    pub text: String,
    /// Where it stands in the raw text.
    pub at: CodePoints,
    /// Whether it stands in an article's paragraph.
    pub in_body: bool,
}

/// Where a text comes from. Cheap to clone.
#[derive(Clone)]
pub enum Origin {
    Typed(Rc<str>),
    File(File),
}

/// How far a text is.
#[derive(Clone, PartialEq)]
pub enum Stage {
    Waiting,
    Busy { percent: u8, length: Option<u32> },
    Failed,
    Cancelled,
    Done(Rc<Found>),
}

/// In what a result that is shown is older than what the reader has set since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The text field was changed; so many corrections belong to the text before.
    Text { corrections: usize },
    /// The day of print, the names or the encoding were.
    Settings,
    /// The day of print or the names are others than a saved report was made with.
    Report,
    /// Nothing: it is newer than a text whose corrections stay there.
    Newer { than: u32, corrections: usize },
}

/// What the reader looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An article, from 0.
    Article(u32),
    /// The `nth` mention of an entity, both from 0.
    Mention { entity: u32, nth: u32 },
}

/// Which way through the mentions of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Next,
    Previous,
}

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its number.
    pub id: u32,
    /// The text that it is about.
    pub job: Option<u32>,
    /// That text's name.
    pub name: Option<String>,
    /// What it is.
    pub kind: Fault,
}

/// What can go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text could not be read.
    Reading(Failure),
    /// The worker broke down.
    Crashed { message: String },
    /// The worker broke down at what was asked of it about a result.
    BrokeDown { doing: Doing, message: String },
    /// Putting away a text would lose corrections.
    Closing { corrections: usize },
    /// The text of a result could not be read once more.
    NotReread,
    /// A folder was dropped.
    Folder { name: String },
    /// A list of the reader's own names could not be read.
    List { name: String, failure: Failure },
    /// A file that was given as a page looks like such a list.
    IsList { file: File },
    /// The worker did not start.
    NoWorker { message: String },
    /// There is no text to analyse.
    NoText,
    /// The browser did not allow copying.
    NotCopied,
    /// The browser did not allow saving.
    NotSaved,
    /// The browser does not keep texts.
    NotKept { message: String },
    /// A text could not be read once more to be kept.
    NotReadBack,
    /// A correction does not fit.
    Misfit(Misfit),
    /// A saved report was taken up again, not all as it was.
    Changed {
        /// How many of its corrections do not fit any more, the first of them, and why it does not.
        unfit: Option<(usize, Edit, Misfit)>,
        /// In what the rest differs.
        differs: Differs,
    },
}

/// What a worker can be at besides an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// A correction, which was taken back.
    Correcting,
    /// A report that was to be taken away.
    Writing,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    Copied,
    CopiedArticle,
    Saved,
    /// The file is being made.
    Writing,
    Cancelled,
    /// A file of the reader's own names was added to their list.
    TookList,
    /// A pasted text was so long that it was taken as a page of its own.
    TookPaste,
    /// What was kept is deleted.
    Forgotten,
    /// A correction was undone; the words are those that stand there.
    Undone(Edit, String),
    /// It was done again.
    Redone(Edit, String),
    /// So many corrections that did not fit are back.
    Undropped(usize),
    NothingToUndo,
    NothingToRedo,
    /// Every mention has been looked at.
    AllChecked,
    /// A correction does not fit.
    Refused(Misfit),
    /// A correction took out so many mentions that could not stand beside it.
    Displaced(usize),
    /// So many mentions were accepted.
    Accepted(usize),
    /// So many were rejected.
    Rejected(usize),
    /// So many were added.
    Added(usize),
    /// So many have this type now.
    Retyped(usize, EntityType),
    /// So many mentions are an entity of their own now.
    SplitOff(usize),
    /// There is no other entity of the type to merge with.
    NothingToMerge,
    /// Two entities are one of this name, with so many mentions.
    MergedEntities(String, usize),
    /// Two articles are one. The second's headline (its words, where it has more parts its title's) is so many paragraphs now,
    /// where it had one and so had the first.
    MergedArticles {
        headline: Option<(String, usize)>,
    },
    /// One mention has another type now; so many of its entity have the old one, which the card `offers` to change too.
    OneOfSeveral {
        others: usize,
        kind: EntityType,
        offers: bool,
    },
    /// A headline went to the article of this number; that article had one, which went the other way to this number.
    HeadlineMoved {
        to: usize,
        exchanged: Option<usize>,
    },
    /// So many corrections that did not fit were dropped.
    Dropped(usize),
}

impl Notice {
    /// Whether it goes by itself after a while. What went wrong, or is under way, stays until something else is done.
    #[must_use]
    pub fn passes(&self) -> bool {
        !matches!(
            self,
            Self::Writing
                | Self::Refused(_)
                | Self::Displaced(_)
                | Self::OneOfSeveral { .. }
                | Self::HeadlineMoved { .. }
                | Self::MergedArticles { headline: Some(_) }
        )
    }
}

/// Every change.
pub enum Action {
    Lang(Lang),
    Theme(Option<Theme>),
    /// Texts to analyse, each with its name.
    Add(Vec<(Option<String>, Origin)>),
    /// The text that stands in the text field, to analyse.
    AddBoxed {
        name: Option<String>,
        text: Rc<str>,
    },
    /// The text field was changed; `any` tells whether it holds text, `typed` whether the reader has typed some of it.
    Edited {
        any: bool,
        typed: bool,
    },
    Retry {
        job: u32,
        encoding: String,
    },
    Again {
        job: u32,
    },
    /// To read the text of a saved report anew.
    Anew {
        job: u32,
        text: Rc<str>,
    },
    /// The reader knows that a text is a newer version of another.
    KnownNewer {
        job: u32,
    },
    Cancel,
    /// To put a text away; where that loses corrections, the reader is asked, unless `sure`.
    Close {
        job: u32,
        sure: bool,
    },
    /// To put away all that could not be read.
    CloseFailed,
    /// A file looks like a list of the reader's own names.
    IsList(File),
    Show {
        job: u32,
    },
    /// Something came from the worker of a session.
    Heard {
        session: u32,
        heard: Heard,
    },
    Encoding(Option<String>),
    Date(Option<String>),
    /// The list of the reader's own names was changed; `typed` tells whether the reader has typed some of them.
    Names {
        names: Rc<str>,
        typed: bool,
    },
    /// The list of a file goes behind what their field holds; with it the file's own page (by its job) is put away.
    TakeList {
        held: String,
        list: String,
        page: Option<u32>,
    },
    Toggle(EntityType),
    ToggleAll,
    /// Whether mentions carry labels.
    Labels(bool),
    Look(Target),
    /// To the next or an earlier mention of an entity.
    Visit {
        entity: u32,
        step: Step,
    },
    /// To the next or an earlier mention in the order of reading; of those that nobody has looked at, where it says so.
    Turn {
        step: Step,
        unchecked: bool,
    },
    /// To the next or an earlier article.
    Leaf(Step),
    /// A correction.
    Edit(Edit),
    /// A correction in the tools of the article that is being put right.
    EditArticle(Edit),
    /// A correction of what the reader looks at or has selected.
    Amend(Amend),
    Undo,
    Redo,
    /// To drop a correction that does not fit this reading, or all of them.
    DropWaiting(Option<Edit>),
    Everywhere(bool),
    Select(Option<Selection>),
    /// Opens what is to be put right of an article, or closes it.
    Amending(Option<Amending>),
    Help(bool),
    /// Whether keys without Ctrl do anything.
    Shortcuts(bool),
    /// The format to take reports away in.
    Format(Format),
    /// To take the report that is shown away.
    Take {
        format: Format,
        goal: Goal,
    },
    /// A report was handed out, or could not be.
    Taken {
        ticket: u32,
        done: bool,
    },
    LookAway,
    /// Whether to keep texts and corrections on this computer.
    Remember(bool),
    /// A text is kept.
    Kept {
        job: u32,
    },
    /// What was kept.
    Restore(Kept),
    /// The browser does not keep anything, in its words.
    NotKept(String),
    /// A text could not be read once more to be kept.
    NotReadBack {
        job: u32,
    },
    /// To another pane.
    Pane(Pane),
    /// Whether the source stands beside the articles.
    Beside(bool),
    Filter(String),
    More(List),
    Dropping(bool),
    Problem(Fault),
    /// Puts a problem away, and with it a text that could not be read.
    Dismiss(u32),
    DismissAll,
    Notice(Notice),
    /// The notice of this number has been there long enough.
    Passed(u32),
}

impl Action {
    /// Whether the reader goes on to something else by it, so that what was said before speaks of the present no more.
    fn goes_on(&self) -> bool {
        !matches!(
            self,
            Self::Heard { .. }
                | Self::Taken { .. }
                | Self::Kept { .. }
                | Self::NotKept(_)
                | Self::NotReadBack { .. }
                | Self::TakeList { .. }
                | Self::Restore(_)
                | Self::Edited { .. }
                | Self::Select(_)
                | Self::Dropping(_)
                | Self::Problem(_)
                | Self::IsList(_)
                | Self::Notice(_)
                | Self::Passed(_)
        )
    }
}

/// A correction, made of the mention that the reader looks at or of the text selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amend {
    /// It is right; on to the next that nobody has looked at.
    Accept,
    Reject,
    /// It has this type; selected text becomes a mention.
    Type(EntityType),
    /// It begins and ends so many characters further on.
    Stretch {
        start: i8,
        end: i8,
    },
    /// It stands where the selected text does.
    Span,
    /// It is of another entity.
    SplitOff,
    /// Its entity is this one.
    MergeInto(u32),
    /// Its entity's name.
    Rename(String),
}

/// What comes from a worker.
pub enum Heard {
    /// A reply, with the report's bytes where it carries them.
    Reply(Reply, Option<Blob>),
    /// It broke down.
    Crashed { message: String },
    /// It could not start.
    NoWorker { message: String },
}

impl State {
    /// The state of an empty page. Texts are numbered from `first_job` on.
    #[must_use]
    pub fn new(lang: Lang, first_job: u32) -> Self {
        Self {
            lang,
            theme: None,
            docs: Vec::new(),
            shown: None,
            session: 0,
            worker: Health::Starting,
            problems: Vec::new(),
            notice: None,
            said: 0,
            hushed: false,
            encoding: None,
            date: None,
            names: "".into(),
            names_typed: false,
            off: BTreeSet::new(),
            labels: true,
            target: None,
            last: None,
            returning: None,
            returned: None,
            format: Format::Json,
            remember: false,
            kept: BTreeSet::new(),
            pane: Pane::Articles,
            beside: true,
            filter: String::new(),
            rows: BTreeMap::new(),
            everywhere: false,
            selection: None,
            amending: None,
            help: false,
            shortcuts: true,
            dropping: false,
            drafted: false,
            typed: false,
            boxed: None,
            next_job: first_job,
            next_problem: 1,
            next_ticket: 1,
        }
    }

    /// A text by its number.
    #[must_use]
    pub fn doc(&self, job: u32) -> Option<&Doc> {
        self.docs.iter().find(|d| d.job == job)
    }

    /// The text that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&Doc> {
        self.doc(self.shown?)
    }

    /// What was found in the text that is shown.
    #[must_use]
    pub fn found(&self) -> Option<&Rc<Found>> {
        match &self.shown()?.stage {
            Stage::Done(found) => Some(found),
            _ => None,
        }
    }

    /// The text that is being analysed.
    #[must_use]
    pub fn running(&self) -> Option<&Doc> {
        self.docs.iter().find(|d| matches!(d.stage, Stage::Busy { .. }))
    }

    /// In what the result that is shown is out of date.
    #[must_use]
    pub fn stale(&self) -> Option<Stale> {
        let doc = self.shown()?;
        let found = doc.found()?;
        if doc.saved {
            // A report tells its day itself.
            let day = self.date.is_some() && found.date != self.date;
            return (day || doc.names != self.names).then_some(Stale::Report);
        }
        let encoded = matches!(doc.origin, Origin::File(_)) && self.encoding.is_some() && doc.encoding != self.encoding;
        if doc.date != self.date || doc.names != self.names || encoded {
            return Some(Stale::Settings);
        }
        if doc.boxed && self.drafted && self.boxed.and_then(|job| self.doc(job)).is_none() {
            return Some(Stale::Text { corrections: doc.corrections.len() });
        }
        let than = self.doc(doc.newer_than?)?;
        let corrections = than.corrections.len();
        (corrections > 0).then_some(Stale::Newer { than: than.job, corrections })
    }

    /// Whether closing the page would lose something that the reader has done: corrections that no file holds, or text and
    /// names that were typed. What was pasted, chosen or dropped is where it came from, and a text whose report was taken away
    /// has served.
    #[must_use]
    pub fn holds_work(&self) -> bool {
        let kept = |doc: &Doc| self.remember && self.kept.contains(&doc.job);
        let lost = |doc: &Doc| !kept(doc) && (doc.corrections.unsaved() || doc.alone);
        let in_field = self.typed && self.boxed.and_then(|job| self.doc(job)).is_none();
        self.docs.iter().any(lost) || in_field || self.names_typed && !self.remember
    }

    /// In one word for tests and styles: `empty`, `busy`, `done` or `error`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        if self.running().is_some() {
            return "busy";
        }
        match self.shown().map(|d| &d.stage) {
            Some(Stage::Done(_)) => "done",
            Some(Stage::Waiting | Stage::Busy { .. }) => "busy",
            Some(Stage::Failed) => "error",
            Some(Stage::Cancelled) | None if !self.problems.is_empty() => "error",
            Some(Stage::Cancelled) | None => "empty",
        }
    }

    /// How many rows a list shows.
    #[must_use]
    pub fn rows(&self, list: List) -> usize {
        self.rows.get(&list).copied().unwrap_or(LIST_STEP)
    }

    fn doc_mut(&mut self, job: u32) -> Option<&mut Doc> {
        self.docs.iter_mut().find(|d| d.job == job)
    }

    /// Begins with the first text that waits, where none is under way.
    fn advance(&mut self) {
        if self.running().is_some() {
            return;
        }
        if let Some(doc) = self.docs.iter_mut().find(|d| d.stage == Stage::Waiting) {
            doc.stage = Stage::Busy { percent: 0, length: None };
            doc.arriving = Arriving::default();
        }
    }

    fn problem(&mut self, job: Option<u32>, kind: Fault) {
        let name = job.and_then(|j| self.doc(j)).and_then(|d| d.name.clone());
        self.problems.retain(|p| (p.job, &p.kind) != (job, &kind));
        self.problems.push(Problem { id: self.next_problem, job, name, kind });
        self.next_problem += 1;
    }

    fn say(&mut self, notice: Notice) {
        self.notice = Some(notice);
        self.said += 1;
    }

    fn pass(&mut self, said: u32) {
        if self.said == said && self.notice.as_ref().is_some_and(Notice::passes) {
            self.hush();
        }
    }

    fn hush(&mut self) {
        self.hushed |= self.notice.take().is_some();
    }

    /// Replaces the worker by a fresh one, which has to make every correction again.
    fn restart(&mut self) {
        self.session += 1;
        self.worker = Health::Starting;
        self.docs.iter_mut().for_each(Doc::lose_corrections);
    }

    /// Forgets what belongs to the text that was shown.
    fn turn_to(&mut self, job: Option<u32>) {
        if self.shown != job {
            self.shown = job;
            self.hushed = false;
            (self.target, self.last) = (None, None);
            self.filter.clear();
            self.rows.clear();
            self.selection = None;
            self.amending = None;
            self.returning = None;
        }
    }

    /// Has a text analysed with what is set now; one that is under way with that goes on.
    fn queue(&mut self, job: u32, encoding: Option<String>) {
        self.queue_as(job, encoding, None);
    }

    /// The same; of a saved report its text alone, where that is given.
    fn queue_as(&mut self, job: u32, encoding: Option<String>, text: Option<Rc<str>>) {
        self.revive();
        let (date, names, chosen) = (self.date.clone(), Rc::clone(&self.names), self.encoding.clone());
        let Some(doc) = self.doc_mut(job) else { return };
        let read_with = |doc: &Doc| (doc.origin.clone(), doc.saved, doc.date.clone(), doc.names.clone(), doc.encoding.clone());
        let before = read_with(doc);
        if let Some(text) = text {
            (doc.origin, doc.saved) = (Origin::Typed(text), false);
        }
        if !doc.saved {
            (doc.date, doc.names) = (date, names);
        }
        if matches!(doc.origin, Origin::File(_)) {
            doc.encoding = encoding.or(chosen).or_else(|| doc.encoding.take());
        }
        if doc.is_under_way() && read_with(doc) == before {
            return self.turn_to(Some(job));
        }
        let busy = matches!(doc.stage, Stage::Busy { .. });
        doc.stage = Stage::Waiting;
        doc.corrections.renew();
        doc.lacks = None;
        if busy {
            self.restart();
        }
        self.problems.retain(|p| p.job != Some(job));
        self.shown = None;
        self.turn_to(Some(job));
    }

    /// Queues texts; gives the number of the last one.
    fn add(&mut self, texts: Vec<(Option<String>, Origin)>) -> Option<u32> {
        self.revive();
        let mut last = None;
        self.problems.retain(|p| p.kind != Fault::NoText);
        let first = self.next_job;
        for (name, origin) in texts {
            // A saved report goes by its text's name by now.
            let same = |d: &&Doc| (name.is_none() || d.name == name || d.saved) && d.origin == origin;
            if let Some(job) = self.docs.iter().find(same).map(|d| d.job) {
                self.queue(job, None);
                last = Some(job);
                continue;
            }
            while self.doc(self.next_job).is_some() {
                self.next_job += 1;
            }
            let job = self.next_job;
            last = Some(job);
            self.next_job += 1;
            let encoding = if matches!(origin, Origin::File(_)) { self.encoding.clone() } else { None };
            let arriving = Arriving::default();
            let (date, names) = (self.date.clone(), Rc::clone(&self.names));
            let (stage, corrections) = (Stage::Waiting, Corrections::default());
            let (taking, written, uncorrected) = (None, None, None);
            let (boxed, saved, alone, newer_than, told_date, lacks) = (false, false, false, None, None, None);
            self.docs.push(Doc {
                job,
                name,
                origin,
                encoding,
                date,
                told_date,
                names,
                boxed,
                saved,
                newer_than,
                alone,
                lacks,
                stage,
                corrections,
                taking,
                written,
                arriving,
                uncorrected,
            });
        }
        if self.next_job > first {
            self.turn_to(Some(first));
        }
        last
    }

    fn set_remember(&mut self, on: bool) {
        self.remember = on;
        self.kept.clear();
        self.notice = None;
        if !on {
            self.say(Notice::Forgotten);
        }
    }

    /// A text is kept, or could not be read once more to be.
    fn set_kept(&mut self, job: u32, kept: bool) {
        if kept {
            self.kept.insert(job);
            self.problems.retain(|p| (p.job, &p.kind) != (Some(job), &Fault::NotReadBack));
        } else {
            self.kept.remove(&job);
            self.problem(Some(job), Fault::NotReadBack);
        }
    }

    /// Brings back what was kept. Where the reader has given a text by now, that one keeps its number.
    fn restore(&mut self, Kept { settings, texts }: Kept) {
        self.remember = true;
        (self.lang, self.theme) = (settings.lang(), settings.theme());
        self.shortcuts = !settings.no_shortcuts;
        if self.docs.is_empty() {
            // What was typed and what was pasted is kept here alone.
            self.names_typed = !settings.names.trim().is_empty();
            (self.date, self.names) = (settings.date, settings.names.into());
        }
        for (job, KeptText { name, text, report, encoding, date, told_date, names }, edits) in texts {
            let free = self.doc(job).is_none();
            let number = self.add(vec![(name, Origin::Typed(text.into()))]);
            let Some(doc) = number.and_then(|number| self.doc_mut(number)) else { continue };
            if free {
                doc.job = job;
            }
            (doc.encoding, doc.date, doc.names, doc.saved) = (Some(encoding), date, names.into(), report);
            (doc.told_date, doc.alone) = (told_date, !report);
            doc.corrections = Corrections::of_kept(edits);
        }
        self.turn_to(self.docs.first().map(|d| d.job));
    }

    fn add_boxed(&mut self, name: Option<String>, text: Rc<str>) {
        self.drafted = true;
        // The text before, where the field was changed since and the reader still looks at it; or, where that has no corrections, the
        // one before that.
        let before = self.shown().filter(|doc| doc.boxed && self.boxed != Some(doc.job));
        let before =
            before.and_then(|doc| if doc.corrections.len() > 0 { Some(doc.job) } else { doc.newer_than.or(Some(doc.job)) });
        let typed = self.typed;
        self.boxed = self.add(vec![(name, Origin::Typed(text))]);
        if let Some(doc) = self.boxed.and_then(|job| self.doc_mut(job)) {
            (doc.boxed, doc.alone) = (true, typed);
            doc.newer_than = before.filter(|before| *before != doc.job);
        }
    }

    /// Has the text of a saved report read anew; its corrections are made again. The day that the report tells holds where the
    /// reader names no other.
    fn read_anew(&mut self, job: u32, text: Rc<str>) {
        let told = self.doc(job).and_then(|doc| doc.uncorrected.clone());
        self.queue_as(job, None, Some(text));
        if let (Some(doc), Some(told)) = (self.doc_mut(job), told) {
            doc.encoding = Some(told.encoding.clone());
            doc.told_date.clone_from(&told.date);
        }
    }

    /// The files that could not be read, by their jobs; a saved report that waits for its text is none of them.
    pub fn refused(&self) -> impl Iterator<Item = u32> {
        let unread =
            |kind: &Fault| matches!(kind, Fault::Reading(failure) if !matches!(failure, Failure::Report(Unfit::NoText { .. })));
        let told = move |job| self.problems.iter().any(|problem| problem.job == Some(job) && unread(&problem.kind));
        let failed = self.docs.iter().filter(|doc| doc.stage == Stage::Failed && matches!(doc.origin, Origin::File(_)));
        failed.map(|doc| doc.job).filter(move |job| told(*job))
    }

    fn dismiss(&mut self, id: u32) {
        let Some(at) = self.problems.iter().position(|p| p.id == id) else { return };
        let refused = self.problems[at].job.filter(|job| self.refused().any(|refused| refused == *job));
        self.problems.remove(at);
        if let Some(job) = refused {
            self.close(job, false);
        }
    }

    fn cancel(&mut self) {
        let mut any = false;
        for doc in &mut self.docs {
            if doc.is_under_way() {
                doc.stage = Stage::Cancelled;
                doc.arriving = Arriving::default();
                any = true;
            }
        }
        if any {
            self.restart();
            self.say(Notice::Cancelled);
        }
    }

    fn close(&mut self, job: u32, sure: bool) {
        let Some(at) = self.docs.iter().position(|d| d.job == job) else { return };
        let corrections = &self.docs[at].corrections;
        if corrections.unsaved() && !sure {
            let corrections = corrections.to_keep().len();
            self.turn_to(Some(job));
            return self.problem(Some(job), Fault::Closing { corrections });
        }
        let doc = self.docs.remove(at);
        if matches!(doc.stage, Stage::Busy { .. }) {
            self.restart();
        }
        self.problems.retain(|p| p.job != Some(job));
        if self.shown == Some(job) {
            let next = self.docs.get(at).or(self.docs.last()).map(|d| d.job);
            self.turn_to(next);
        }
    }

    fn close_failed(&mut self) {
        for job in self.refused().collect::<Vec<_>>() {
            self.close(job, false);
        }
    }

    fn take_list(&mut self, held: &str, list: &str, page: Option<u32>) {
        // Pressed twice, it was taken already.
        if page.is_some_and(|page| self.doc(page).is_none()) {
            return;
        }
        let list = list.replace("\r\n", "\n");
        let empty = held.trim().is_empty();
        // What the field holds and the state does not know was typed just now.
        self.names_typed = !empty && (self.names_typed || *held != *self.names);
        self.names = if empty { list.into() } else { format!("{}\n{list}", held.trim_end_matches('\n')).into() };
        if let Some(page) = page {
            self.close(page, false);
        }
        self.say(Notice::TookList);
    }

    fn tell_list(&mut self, file: File) {
        let origin = Origin::File(file.clone());
        if let Some(job) = self.docs.iter().find(|doc| doc.origin == origin).map(|doc| doc.job) {
            self.problem(Some(job), Fault::IsList { file });
        }
    }

    fn reply(&mut self, reply: Reply, payload: Option<Blob>) {
        match reply {
            Reply::Ready => self.worker = Health::Ready,
            Reply::Read { job, report, encoding, length } => {
                if let Some(again) = report {
                    self.taken_up(job, again);
                }
                if let Some(doc) = self.doc_mut(job) {
                    doc.arriving.encoding = encoding;
                    doc.arriving.length = length;
                    doc.arriving.text = payload;
                    doc.stage = Stage::Busy { percent: 0, length: Some(length) };
                }
            }
            Reply::Progress { job, percent: done } => {
                if let Some(Stage::Busy { percent, .. }) = self.doc_mut(job).map(|d| &mut d.stage) {
                    *percent = done;
                }
            }
            Reply::Articles { job, articles } => {
                if let Some(doc) = self.doc_mut(job) {
                    doc.arriving.articles.extend(articles.into_iter().map(Rc::new));
                }
            }
            Reply::Entities { job, entities } => {
                if let Some(doc) = self.doc_mut(job) {
                    doc.arriving.entities.extend(entities.into_iter().map(Rc::new));
                }
            }
            Reply::Done { job, furniture, notes, reordered, date, millis, sha256 } => {
                if let Some(doc) = self.doc_mut(job) {
                    let arrived = Arriving { reordered, ..std::mem::take(&mut doc.arriving) };
                    let found = Rc::new(Found::new(arrived, furniture, notes, date, millis));
                    doc.uncorrected = Some(found.clone());
                    doc.stage = Stage::Done(found);
                    (self.notice, self.hushed) = (None, false);
                    self.problems
                        .retain(|p| p.job != Some(job) || matches!(p.kind, Fault::Changed { .. } | Fault::IsList { .. }));
                    // Of several texts, one that could be read is better to see than one that could not.
                    if self.shown().is_some_and(|d| d.stage == Stage::Failed) {
                        self.turn_to(Some(job));
                    }
                    self.give_text(&sha256);
                }
            }
            Reply::Edited { job, keep, made, update, fault } => self.edited(job, keep, &made, update, fault),
            Reply::Lost { job } => {
                if let Some(doc) = self.doc_mut(job) {
                    doc.lose_corrections();
                }
            }
            Reply::Written { job, ticket } => match payload {
                Some(file) => {
                    if let Some(doc) = self.doc_mut(job).filter(|d| d.taking.is_some_and(|t| t.ticket == ticket)) {
                        doc.written = Some(file);
                    }
                }
                None => self.taken(ticket, false),
            },
            Reply::Failed { job, failure } => {
                if let Some(doc) = self.doc_mut(job) {
                    doc.stage = Stage::Failed;
                    if let Failure::Report(Unfit::NoText { sha256, .. }) = &failure {
                        doc.lacks = Some(sha256.clone());
                    }
                    self.problem(Some(job), Fault::Reading(failure));
                }
            }
            Reply::Panicked { message } => self.crash(message),
        }
    }

    /// A result was corrected, or a correction did not fit.
    fn edited(&mut self, job: u32, keep: usize, made: &[Edit], update: Update, fault: Option<edit::Fault>) {
        let before = self.found().filter(|_| self.shown == Some(job)).cloned();
        // A text that is read anew by now gets all its corrections again.
        let Some(doc) = self.doc_mut(job) else { return };
        let Stage::Done(found) = &doc.stage else { return };
        let found = Rc::new(found.updated(update));
        doc.stage = Stage::Done(found.clone());
        let anew = doc.corrections.again();
        let more = keep >= anew;
        doc.corrections.answered(keep, made.to_vec(), fault.as_ref());
        let settled = doc.corrections.ask().is_none();
        if let Some(before) = before {
            let again = |target: Option<Target>| target.and_then(|target| found.again(&before, target));
            (self.target, self.last) = (again(self.target), again(self.last));
            // Whoever adds a mention or moves its ends goes on with it.
            if let [Edit::SetSpan { to: at, everywhere, .. } | Edit::Add { at, everywhere, .. }] = made[..] {
                self.target = found.nearest(at);
                // One that stood there already was found right.
                let added = usize::from(matches!(made[0], Edit::Add { kind, .. } if !before.has(at, kind)));
                let gone = (before.mentions() + added).saturating_sub(found.mentions());
                if more && gone > 0 && !everywhere {
                    self.say(Notice::Displaced(gone));
                }
            }
            if settled && self.returning.is_some() {
                self.go_back();
            } else if more
                && settled
                && let Some(notice) = told(&before, &found, made)
            {
                self.say(notice);
            }
        }
        match fault {
            // An earlier reading needed it, and this one does not.
            Some(fault) if fault.edit < anew && fault.misfit == Misfit::NoChange => {}
            // One that the reader has just made is told in passing, where the reader is.
            Some(fault) if fault.edit >= anew => self.say(Notice::Refused(fault.misfit)),
            Some(fault) => self.problem(Some(job), Fault::Misfit(fault.misfit)),
            None => {}
        }
    }

    fn crash(&mut self, message: String) {
        let job = self.running().map(|d| d.job);
        if job.is_none() {
            return self.break_down(message);
        }
        if let Some(doc) = job.and_then(|j| self.doc_mut(j)) {
            doc.stage = Stage::Failed;
            doc.arriving = Arriving::default();
        }
        self.problem(job, Fault::Crashed { message });
        self.restart();
    }

    /// The worker fell over with no text to analyse: at a correction, which is taken back, or at a report. With nothing to do,
    /// or with many corrections to make again, it would fall over once more.
    fn break_down(&mut self, message: String) {
        let mut broken = None;
        for doc in &mut self.docs {
            let at_edit = doc.corrections.ask().is_some();
            if at_edit && !doc.corrections.take_back() {
                return self.give_up(message);
            }
            let at_report = doc.taking.take().is_some();
            doc.written = None;
            if at_edit || at_report {
                broken = Some((doc.job, if at_edit { Doing::Correcting } else { Doing::Writing }));
            }
        }
        let Some((job, doing)) = broken else { return self.give_up(message) };
        self.notice = None;
        self.problem(Some(job), Fault::BrokeDown { doing, message });
        self.restart();
    }

    /// The worker does not start: another is tried when the reader asks for something again.
    fn give_up(&mut self, message: String) {
        for doc in &mut self.docs {
            if doc.is_under_way() {
                doc.stage = Stage::Failed;
            }
        }
        self.worker = Health::Gone;
        self.problem(None, Fault::NoWorker { message });
    }

    /// Begins to take away the report that is shown: the worker writes it.
    fn take(&mut self, format: Format, goal: Goal) {
        self.revive();
        let ticket = self.next_ticket;
        let Some(doc) = self.shown.and_then(|job| self.doc_mut(job)).filter(|doc| matches!(doc.stage, Stage::Done(_))) else {
            return;
        };
        doc.taking = Some(Takeaway { ticket, format, goal });
        doc.written = None;
        self.next_ticket += 1;
        self.say(Notice::Writing);
    }

    /// A report was handed out, or could not be.
    fn taken(&mut self, ticket: u32, done: bool) {
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.taking.is_some_and(|t| t.ticket == ticket)) else { return };
        doc.written = None;
        let Some(Takeaway { format, goal, .. }) = doc.taking.take() else { return };
        doc.alone &= !done || matches!(format, Format::CsvTable(_) | Format::WebAnnotation);
        // No other format holds the corrections themselves.
        if done && format == Format::Json {
            doc.corrections.taken_away();
            let job = doc.job;
            self.problems.retain(|p| p.job != Some(job) || !matches!(p.kind, Fault::Closing { .. }));
        }
        self.notice = None;
        match (goal, done) {
            (Goal::Save, true) => self.say(Notice::Saved),
            (Goal::Copy, true) => self.say(Notice::Copied),
            (Goal::Save, false) => self.problem(None, Fault::NotSaved),
            (Goal::Copy, false) => self.problem(None, Fault::NotCopied),
        }
    }

    /// Replaces a worker that did not start.
    fn revive(&mut self) {
        if self.worker == Health::Gone {
            self.restart();
            self.problems.retain(|p| !matches!(p.kind, Fault::NoWorker { .. }));
        }
    }

    /// A saved report goes by the name of its text, and its corrections are wanted again.
    fn taken_up(&mut self, job: u32, Again { name, edits, unfit, waiting, needless, differs }: Again) {
        let Some(doc) = self.doc_mut(job) else { return };
        // Given again, it keeps what was put right since.
        let first = waiting.first().cloned();
        if !std::mem::replace(&mut doc.saved, true) {
            doc.name = name.or(doc.name.take());
            // Nothing tells what it was read with; the reader's own names are not used for it.
            doc.names = "".into();
            doc.corrections = Corrections::of_saved(edits, waiting, needless);
        }
        let unfit = first.zip(unfit.first()).map(|(edit, (_, misfit))| (unfit.len(), edit, misfit.clone()));
        if unfit.is_some() || differs.any() {
            self.problem(Some(job), Fault::Changed { unfit, differs });
        }
    }

    /// Lets a saved report that lacked this text be tried again.
    fn give_text(&mut self, sha256: &str) {
        let waiting: Vec<u32> = self.docs.iter().filter(|d| d.lacks.as_deref() == Some(sha256)).map(|d| d.job).collect();
        for job in waiting {
            self.queue(job, None);
        }
    }

    /// The reader is at the article that is being put right: what was looked at elsewhere is left, so that nothing leads back there.
    fn stay_at_amended(&mut self) {
        let Some(found) = self.found() else { return };
        let at = |key| found.keys.iter().position(|&k| k == key).map(|at| at as u32);
        let (Some(here), Some(target)) = (self.amending.and_then(|amending| at(amending.article)), self.target) else { return };
        let there = match target {
            Target::Article(at) => Some(at),
            Target::Mention { entity, nth } => found.article_of(entity, nth),
        };
        if there != Some(here) {
            (self.target, self.last) = (None, Some(Target::Article(here)));
        }
    }

    fn push(&mut self, edit: Edit) {
        self.revive();
        self.problems.retain(|p| !matches!(p.kind, Fault::Misfit(_)));
        // Asked for anew each time: too much is changed by it to go on unnoticed.
        self.everywhere = false;
        self.returning = None;
        if let Some(doc) = self.shown.and_then(|job| self.doc_mut(job)).filter(|doc| matches!(doc.stage, Stage::Done(_))) {
            doc.corrections.push(edit);
        }
    }

    fn undo_or_redo(&mut self, undo: bool) {
        self.revive();
        let Some(doc) = self.shown.and_then(|job| self.doc_mut(job)) else { return };
        let deed = if undo { doc.corrections.undo() } else { doc.corrections.redo() };
        let settled = doc.corrections.ask().is_none();
        self.returning = match &deed {
            Some(Deed::Edit(edit)) => Some(edit.clone()),
            _ => None,
        };
        let at = self.returning.as_ref().map(corrections::place);
        let place = at.zip(self.found()).and_then(|(at, found)| find::place(found, at).zip(Some(found)));
        let words = place.and_then(|(place, found)| place.words(found)).unwrap_or_default().to_owned();
        self.say(match (deed, undo) {
            (Some(Deed::Edit(edit)), true) => Notice::Undone(edit, words),
            (Some(Deed::Edit(edit)), false) => Notice::Redone(edit, words),
            (Some(Deed::Drop(count)), true) => Notice::Undropped(count),
            (Some(Deed::Drop(count)), false) => Notice::Dropped(count),
            (None, true) => Notice::NothingToUndo,
            (None, false) => Notice::NothingToRedo,
        });
        // Undone before the worker came to it.
        if settled {
            self.go_back();
        }
    }

    /// Turns to the place of what was undone or done again: of a mention to the one there, else to the part.
    fn go_back(&mut self) {
        let (Some(found), Some(edit)) = (self.found().cloned(), self.returning.take()) else { return };
        let at = corrections::place(&edit);
        let mention = found.nearest(at).filter(|target| {
            let Target::Mention { entity, nth } = *target else { return false };
            corrections::is_of_mention(&edit) && found.span(entity, nth).is_some_and(|(start, end)| start < at.1 && at.0 < end)
        });
        if let Some(mention) = mention {
            return self.look(mention);
        }
        let Some(place) = find::place(&found, at) else { return };
        if let Some((article, _)) = place.article {
            self.look(Target::Article(article));
        }
        self.returned = Some((self.said, place));
    }

    fn drop_waiting(&mut self, one: Option<&Edit>) {
        let doc = self.shown.and_then(|job| self.doc_mut(job));
        let count = doc.map_or(0, |doc| doc.corrections.drop_waiting(one));
        if count > 0 {
            self.say(Notice::Dropped(count));
        }
    }

    fn amend(&mut self, amend: Amend) {
        let Some(found) = self.found().cloned() else { return };
        let everywhere = self.everywhere;
        if let (Amend::Type(kind), Some(selection)) = (&amend, &self.selection) {
            let edit = Edit::Add { at: selection.at, kind: *kind, everywhere };
            self.push(edit);
            self.selection = None;
            return;
        }
        let Some(Target::Mention { entity, nth }) = self.target else { return };
        let Some(at) = found.span(entity, nth) else { return };
        let edit = match amend {
            Amend::Accept => {
                self.turn(Step::Next, true);
                Edit::Accept { at, everywhere }
            }
            Amend::Reject => Edit::Reject { at, everywhere },
            Amend::Type(kind) => Edit::SetType { at, kind, everywhere },
            Amend::Stretch { start, end } => match found.stretched(entity, nth, start, end) {
                Some(to) => Edit::SetSpan { at, to, everywhere },
                None => return,
            },
            Amend::Span => match &self.selection {
                Some(selection) => Edit::SetSpan { at, to: selection.at, everywhere },
                None => return,
            },
            Amend::SplitOff => Edit::SplitEntity { at, everywhere },
            Amend::MergeInto(other) => match found.span(other, 0) {
                Some(into) => Edit::MergeEntities { at, into },
                None => return,
            },
            Amend::Rename(name) => Edit::Rename { at, name },
        };
        self.selection = None;
        self.push(edit);
    }

    fn turn(&mut self, step: Step, unchecked: bool) {
        let Some(found) = self.found().cloned() else { return };
        match found.turn(self.target.or(self.last), step, unchecked, &self.off) {
            Some(target) => self.look(target),
            None if unchecked => self.say(Notice::AllChecked),
            None => {}
        }
    }

    fn leaf(&mut self, step: Step) {
        let Some(found) = self.found() else { return };
        let Some(last) = (found.articles.len() as u32).checked_sub(1) else { return };
        let now = match self.target.or(self.last) {
            Some(Target::Article(at)) => Some(at),
            Some(Target::Mention { entity, nth }) => found.article_of(entity, nth),
            None => None,
        };
        let next = match (now, step) {
            (None, Step::Next) => 0,
            (None, Step::Previous) => last,
            (Some(at), Step::Next) => (at + 1).min(last),
            (Some(at), Step::Previous) => at.saturating_sub(1),
        };
        self.look(Target::Article(next));
    }

    fn look(&mut self, target: Target) {
        let entity = |target: Option<Target>| match target {
            Some(Target::Mention { entity, .. }) => Some(entity),
            _ => None,
        };
        if entity(self.target) != entity(Some(target)) {
            self.everywhere = false;
        }
        self.target = Some(target);
        self.pane = Pane::Articles;
    }

    fn visit(&mut self, entity: u32, step: Step) {
        let Some(found) = self.found() else { return };
        let count = found.entities.get(entity as usize).map_or(0, |e| e.places.len() as u32);
        let Some(last) = count.checked_sub(1) else { return };
        let nth = match self.target {
            Some(Target::Mention { entity: same, nth }) if same == entity => match step {
                Step::Next if nth >= last => 0,
                Step::Next => nth + 1,
                Step::Previous => nth.checked_sub(1).unwrap_or(last),
            },
            _ if step == Step::Previous => last,
            _ => 0,
        };
        self.look(Target::Mention { entity, nth });
    }
}

/// What a correction did, where the page does not show it, or its reader may not expect it.
fn told(before: &Found, found: &Found, made: &[Edit]) -> Option<Notice> {
    let entity_at = |found: &Found, at: CodePoints| match found.nearest(at)? {
        Target::Mention { entity, .. } => Some((entity as usize, found.entities.get(entity as usize)?.clone())),
        Target::Article(_) => None,
    };
    match *made {
        [Edit::Accept { everywhere: true, .. }] if found.unchecked > 0 => {
            Some(Notice::Accepted(before.unchecked.saturating_sub(found.unchecked)))
        }
        [Edit::Reject { .. }] => Some(Notice::Rejected(before.mentions().saturating_sub(found.mentions()))),
        [Edit::Add { everywhere: true, .. }] => {
            Some(found.mentions().saturating_sub(before.mentions())).filter(|added| *added > 0).map(Notice::Added)
        }
        [Edit::SetType { at, kind, everywhere }] => {
            let (key, entity) = entity_at(before, at)?;
            if entity.kind == kind {
                return Some(Notice::Accepted(before.unchecked.saturating_sub(found.unchecked)));
            }
            let displaced = before.mentions().saturating_sub(found.mentions());
            if displaced > 0 {
                return Some(Notice::Displaced(displaced));
            }
            let others = found.entities.get(key).map_or(0, |left| left.places.len());
            if !everywhere && others > 0 && others < entity.places.len() {
                let offers = entity_at(found, at).is_some_and(|(new, _)| found.namesakes(new as u32).contains(&(key as u32)));
                return Some(Notice::OneOfSeveral { others, kind: entity.kind, offers });
            }
            Some(Notice::Retyped(if everywhere { entity.places.len() } else { 1 }, kind))
        }
        [Edit::SplitEntity { at, .. }] => Some(Notice::SplitOff(entity_at(found, at)?.1.places.len())),
        [Edit::MergeEntities { at, .. }] => {
            let (_, entity) = entity_at(found, at)?;
            Some(Notice::MergedEntities(entity.name.clone(), entity.places.len()))
        }
        [Edit::MergeArticles { at }] => {
            let first = before.holding(at)?;
            let headline = |at: usize| {
                let article = before.articles.get(at)?;
                let words = article.title.as_ref().or_else(|| article.heads().next())?;
                Some((words.text.clone(), article.heads().count()))
            };
            Some(Notice::MergedArticles { headline: headline(first).and(headline(first + 1)) })
        }
        [Edit::MoveHeadline { at, to }] => {
            let (from, target) = (before.holding(at)?, before.holding(to)?);
            let number = |at: usize| found.keys.iter().position(|key| *key == before.keys[at]).map(|at| at + 1);
            let exchanged = before.articles[target].heads().next().is_some();
            Some(Notice::HeadlineMoved { to: number(target)?, exchanged: number(from).filter(|_| exchanged) })
        }
        _ => None,
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        if action.goes_on() {
            state.hush();
        }
        match action {
            Action::Lang(lang) => state.lang = lang,
            Action::Theme(theme) => state.theme = theme,
            Action::Add(texts) => {
                state.add(texts);
            }
            Action::AddBoxed { name, text } => state.add_boxed(name, text),
            Action::Edited { any, typed } => {
                (state.drafted, state.typed) = (any, any && (typed || state.typed));
                state.boxed = None;
            }
            Action::Retry { job, encoding } => {
                // What was chosen did not fit: it holds for this text no more, and was not meant for the next.
                state.encoding = None;
                state.queue(job, Some(encoding));
            }
            Action::Again { job } => state.queue(job, None),
            Action::Anew { job, text } => state.read_anew(job, text),
            Action::KnownNewer { job } => {
                if let Some(doc) = state.doc_mut(job) {
                    doc.newer_than = None;
                }
            }
            Action::Cancel => state.cancel(),
            Action::Close { job, sure } => state.close(job, sure),
            Action::CloseFailed => state.close_failed(),
            Action::IsList(file) => state.tell_list(file),
            Action::Show { job } => state.turn_to(Some(job)),
            // A worker that was replaced may have had something on the way.
            Action::Heard { session, .. } if session != state.session => {}
            Action::Heard { heard, .. } => match heard {
                Heard::Reply(reply, payload) => state.reply(reply, payload),
                Heard::Crashed { message } if state.worker == Health::Ready => state.crash(message),
                Heard::Crashed { message } | Heard::NoWorker { message } => state.give_up(message),
            },
            Action::Encoding(encoding) => state.encoding = encoding,
            Action::Date(date) => state.date = date,
            Action::Names { names, typed } => (state.names, state.names_typed) = (names, typed),
            Action::TakeList { held, list, page } => state.take_list(&held, &list, page),
            Action::Toggle(kind) => {
                if !state.off.remove(&kind) {
                    state.off.insert(kind);
                }
            }
            Action::ToggleAll => state.off = if state.off.is_empty() { EntityType::LISTED.into() } else { BTreeSet::new() },
            Action::Labels(labels) => state.labels = labels,
            Action::Look(target) => state.look(target),
            Action::Visit { entity, step } => state.visit(entity, step),
            Action::Turn { step, unchecked } => state.turn(step, unchecked),
            Action::Leaf(step) => state.leaf(step),
            Action::LookAway => state.last = state.target.take().or(state.last),
            Action::Remember(on) => state.set_remember(on),
            Action::Kept { job } => state.set_kept(job, true),
            Action::NotReadBack { job } => state.set_kept(job, false),
            Action::Restore(kept) => state.restore(kept),
            Action::NotKept(message) => {
                state.kept.clear();
                state.problem(None, Fault::NotKept { message });
            }
            Action::Pane(pane) => state.pane = pane,
            Action::Beside(beside) => state.beside = beside,
            Action::Edit(edit) => state.push(edit),
            Action::EditArticle(edit) => {
                state.stay_at_amended();
                state.push(edit);
            }
            Action::Amend(amend) => state.amend(amend),
            Action::Undo => state.undo_or_redo(true),
            Action::Redo => state.undo_or_redo(false),
            Action::DropWaiting(one) => state.drop_waiting(one.as_ref()),
            Action::Everywhere(everywhere) => state.everywhere = everywhere,
            Action::Select(selection) => state.selection = selection,
            Action::Amending(article) => state.amending = article,
            Action::Help(help) => state.help = help,
            Action::Shortcuts(on) => state.shortcuts = on,
            Action::Format(format) => state.format = format,
            Action::Take { format, goal } => state.take(format, goal),
            Action::Taken { ticket, done } => state.taken(ticket, done),
            Action::Filter(filter) => state.filter = filter,
            Action::More(list) => {
                let rows = state.rows(list) + LIST_STEP;
                state.rows.insert(list, rows);
            }
            Action::Dropping(dropping) => state.dropping = dropping,
            Action::Problem(kind) => state.problem(None, kind),
            Action::Dismiss(id) => state.dismiss(id),
            Action::DismissAll => {
                let all: Vec<u32> = state.problems.iter().map(|p| p.id).collect();
                for id in all {
                    state.dismiss(id);
                }
            }
            Action::Notice(notice) => state.say(notice),
            Action::Passed(said) => state.pass(said),
        }
        state.advance();
        Rc::new(state)
    }
}

impl Doc {
    /// The worker has to make the corrections again, from the result as it was before them.
    fn lose_corrections(&mut self) {
        self.corrections.lost();
        if let (Stage::Done(_), Some(found)) = (&self.stage, &self.uncorrected) {
            self.stage = Stage::Done(found.clone());
        }
    }

    /// Whether it is being analysed, or waits its turn.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self.stage, Stage::Waiting | Stage::Busy { .. })
    }

    /// The day of print that it is read with: the reader's, or that of the saved report that it was.
    #[must_use]
    pub fn day(&self) -> Option<&String> {
        self.date.as_ref().or(self.told_date.as_ref())
    }

    /// What of it has to be kept anew when it differs.
    #[must_use]
    pub fn mark(&self) -> Mark {
        let encoding = if let Stage::Done(found) = &self.stage { Some(found.encoding.clone()) } else { None };
        let read_with = (self.date.clone(), self.names.to_string(), encoding, self.saved);
        Mark { job: self.job, read_with, corrections: self.corrections.clone() }
    }

    /// What a file that it is taken away in is named after: its own file, else the paper and its day where the page names them,
    /// else what it goes by.
    #[must_use]
    pub fn file_stem(&self) -> String {
        match &self.name {
            Some(name) => stem(name).to_owned(),
            None => self.found().and_then(|found| found.issue()).unwrap_or_else(|| whole_phrases(self.words(), FILE_CHARS)),
        }
    }

    fn found(&self) -> Option<&Rc<Found>> {
        if let Stage::Done(found) = &self.stage { Some(found) } else { None }
    }

    /// What it goes by: its file's name, else its first headline, else how it begins.
    #[must_use]
    pub fn label(&self) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let mut chars = self.words().chars();
        let name: String = chars.by_ref().take(LABEL_CHARS).collect();
        if chars.next().is_some() { name + "…" } else { name }
    }

    /// The first headline of a nameless text, else how it begins.
    fn words(&self) -> &str {
        let title = self.found().and_then(|f| f.articles.iter().find_map(|a| a.title.as_ref()));
        title.map_or_else(
            || match &self.origin {
                Origin::Typed(text) => opening(text),
                Origin::File(_) => "",
            },
            |title| &title.text,
        )
    }
}

/// Characters of a nameless text that tell it from others.
const LABEL_CHARS: usize = 16;

/// Characters of a file's name: as long as headlines are, and no longer than any file system takes.
const FILE_CHARS: usize = 48;

/// A text of at most so many characters, cut where a phrase ends if it is longer and has phrases.
fn whole_phrases(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let parts = |c: char| c.is_whitespace() || "，。；：！？、—…,;:!?".contains(c);
    // A phrase that ends early tells little.
    let phrase = text[..end].rfind(parts).filter(|at| *at > end / 2);
    phrase.map_or(&text[..end], |at| &text[..at]).trim_end_matches(parts).to_owned()
}

/// What the texts go by; those that would go by the same are numbered.
#[must_use]
pub fn labels(docs: &[Doc]) -> Vec<String> {
    let names: Vec<String> = docs.iter().map(Doc::label).collect();
    let number = |at: usize| names[..=at].iter().filter(|name| **name == names[at]).count();
    let alone = |name: &String| names.iter().filter(|other| *other == name).count() == 1;
    let numbered =
        names.iter().enumerate().map(|(at, name)| if alone(name) { name.clone() } else { format!("{name} ({})", number(at)) });
    numbered.collect()
}

/// How a text begins, without the dateline and byline that many begin with: 本报讯（记者某某）.
#[must_use]
pub fn opening(text: &str) -> &str {
    /// The longest such dateline, in bytes: some twelve characters.
    const DATELINE: usize = 36;
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if !line.starts_with("本报") && !line.starts_with("新华社") {
        return line;
    }
    let Some(end) = line.find(['讯', '电']).filter(|&end| end < DATELINE) else { return line };
    let rest = line[end..].trim_start_matches(['讯', '电']).trim_start();
    let rest = rest.strip_prefix(['（', '(']).and_then(|r| r.split_once(['）', ')'])).map_or(rest, |(_, rest)| rest);
    if rest.is_empty() { line } else { rest.trim_start() }
}

impl PartialEq for Origin {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Typed(a), Self::Typed(b)) => Rc::ptr_eq(a, b) || a == b,
            // A file that is chosen again is another object.
            (Self::File(a), Self::File(b)) => {
                let stamp = |f: &File| (f.name(), f.size().to_bits(), f.last_modified().to_bits());
                stamp(a) == stamp(b)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::keep::KeptSettings;
    use crate::view::Entity;

    fn state() -> Rc<State> {
        let state = Rc::new(State::new(Lang::Zh, 1));
        act(&state, Action::Heard { session: 0, heard: Heard::Reply(Reply::Ready, None) })
    }

    fn act(state: &Rc<State>, action: Action) -> Rc<State> {
        Rc::clone(state).reduce(action)
    }

    fn hear(state: &Rc<State>, reply: Reply) -> Rc<State> {
        act(state, Action::Heard { session: state.session, heard: Heard::Reply(reply, None) })
    }

    fn add(state: &Rc<State>, texts: &[&str]) -> Rc<State> {
        let texts = texts.iter().map(|&t| (Some(format!("{t}.txt")), Origin::Typed(t.into()))).collect();
        act(state, Action::Add(texts))
    }

    fn done(state: &Rc<State>, job: u32, mentions: usize) -> Rc<State> {
        let at = crate::view::Position { line: 1, offset: 0 };
        let places =
            vec![crate::view::Place { article: None, part: 0, rule: 0, score: 90, checked: false, at, end: 1 }; mentions];
        let (name, rules) = ("某市".into(), vec!["model".into()]);
        let entity = Entity {
            kind: EntityType::Place,
            name,
            forms: vec![],
            places,
            rules,
            titles: vec![],
            value: None,
            division: None,
            statements: vec![],
            meetings: vec![],
        };
        let state = hear(state, Reply::Entities { job, entities: vec![entity] });
        hear(
            &state,
            Reply::Done { job, furniture: vec![], notes: vec![], reordered: false, date: None, millis: 1.0, sha256: "f".into() },
        )
    }

    fn take(format: Format, goal: Goal) -> Action {
        Action::Take { format, goal }
    }

    /// A saved report with one correction.
    fn again(edit: &Edit) -> Again {
        Again {
            name: Some("a.txt".into()),
            edits: vec![edit.clone()],
            unfit: vec![],
            waiting: vec![],
            needless: vec![],
            differs: Differs::default(),
        }
    }

    fn stages(state: &State) -> String {
        let letter = |d: &Doc| match d.stage {
            Stage::Waiting => 'w',
            Stage::Busy { .. } => 'b',
            Stage::Failed => 'f',
            Stage::Cancelled => 'c',
            Stage::Done(_) => 'd',
        };
        state.docs.iter().map(letter).collect()
    }

    #[test]
    fn one_text_after_the_other() {
        let state = add(&state(), &["a", "b"]);
        assert_eq!((stages(&state), state.shown), ("bw".into(), Some(1)));
        let state = done(&state, 1, 1);
        assert_eq!((stages(&state), state.word()), ("db".into(), "busy"));
        let state = done(&state, 2, 1);
        assert_eq!((stages(&state), state.word(), state.shown), ("dd".into(), "done", Some(1)));
    }

    #[test]
    fn a_text_given_again_is_analysed_again_and_not_twice() {
        let state = done(&add(&state(), &["a"]), 1, 1);
        let state = add(&state, &["a"]);
        assert_eq!((stages(&state), state.shown), ("b".into(), Some(1)));
    }

    #[test]
    fn cancelling_keeps_the_texts_and_replaces_the_worker() {
        let state = act(&add(&done(&add(&state(), &["a"]), 1, 1), &["b", "c"]), Action::Cancel);
        assert_eq!((stages(&state), state.session, state.worker), ("dcc".into(), 1, Health::Starting));
        let state = act(&state, Action::Again { job: 3 });
        assert_eq!(stages(&state), "dcb");
    }

    #[test]
    fn what_a_replaced_worker_says_is_not_heard() {
        let before = act(&act(&add(&state(), &["a"]), Action::Cancel), Action::Again { job: 1 });
        let late = Reply::Done {
            job: 1,
            furniture: vec![],
            notes: vec![],
            reordered: false,
            date: None,
            millis: 1.0,
            sha256: "f".into(),
        };
        let after = act(&before, Action::Heard { session: 0, heard: Heard::Reply(late, None) });
        assert_eq!(stages(&after), "b");
    }

    #[test]
    fn a_crash_fails_one_text_and_the_next_goes_on() {
        let state = add(&state(), &["a", "b"]);
        let state = act(&state, Action::Heard { session: 0, heard: Heard::Crashed { message: "unreachable".into() } });
        assert_eq!((stages(&state), state.session), ("fb".into(), 1));
        assert_eq!(state.problems[0].name.as_deref(), Some("a.txt"));
        let state = hear(&hear(&state, Reply::Ready), Reply::Read { job: 2, report: None, encoding: "UTF-8".into(), length: 1 });
        let state = done(&state, 2, 1);
        assert_eq!((state.word(), state.shown), ("done", Some(2)), "the text that could be read is shown");
    }

    #[test]
    fn a_worker_that_falls_over_with_nothing_to_do_is_not_started_again_by_itself() {
        let state = act(&state(), Action::Heard { session: 0, heard: Heard::Crashed { message: "memory".into() } });
        assert_eq!((state.session, state.problems.len()), (0, 1));
        assert_eq!(add(&state, &["a"]).session, 1, "a text that is added tries another");
    }

    #[test]
    fn a_worker_that_does_not_start_is_tried_again_when_asked_for() {
        let state = add(&Rc::new(State::new(Lang::En, 1)), &["a"]);
        let state = act(&state, Action::Heard { session: 0, heard: Heard::NoWorker { message: "no".into() } });
        assert_eq!((stages(&state), state.session, state.problems.len()), ("f".into(), 0, 1));
        let state = act(&state, Action::Again { job: 1 });
        assert_eq!((stages(&state), state.session, state.problems.len()), ("b".into(), 1, 0));
    }

    #[test]
    fn an_error_of_reading_goes_when_another_encoding_fits() {
        let failure = Failure::Binary { offset: 8 };
        let state = hear(&add(&state(), &["a"]), Reply::Failed { job: 1, failure });
        assert_eq!((state.word(), state.problems.len()), ("error", 1));
        let state = act(&state, Action::Retry { job: 1, encoding: "UTF-16LE".into() });
        assert_eq!((stages(&state), state.problems.len()), ("b".into(), 0));
    }

    #[test]
    fn an_encoding_that_did_not_fit_is_not_chosen_for_the_next_file() {
        let state = act(&state(), Action::Encoding(Some("UTF-8".into())));
        let state = add(&state, &["a"]);
        let state = hear(&state, Reply::Failed { job: 1, failure: Failure::Binary { offset: 8 } });
        assert_eq!(state.encoding.as_deref(), Some("UTF-8"));
        let state = act(&state, Action::Retry { job: 1, encoding: "GB18030".into() });
        assert_eq!(state.encoding, None);
    }

    #[test]
    fn a_result_older_than_the_day_of_print_says_so_until_it_is_analysed_again() {
        let state = done(&add(&state(), &["a"]), 1, 1);
        assert_eq!(state.stale(), None);
        let state = act(&state, Action::Date(Some("2024-09-12".into())));
        assert_eq!(state.stale(), Some(Stale::Settings));
        let state = done(&act(&state, Action::Again { job: 1 }), 1, 1);
        assert_eq!((state.stale(), state.docs[0].date.as_deref()), (None, Some("2024-09-12")));
    }

    #[test]
    fn a_result_older_than_the_text_field_says_so() {
        let boxed = |state: &Rc<State>, text: &str| act(state, Action::AddBoxed { name: None, text: text.into() });
        let state = done(&boxed(&state(), "a"), 1, 1);
        assert_eq!(state.stale(), None);
        let state = act(&state, Action::Edited { any: true, typed: true });
        assert_eq!(state.stale(), Some(Stale::Text { corrections: 0 }));
        let state = done(&boxed(&state, "ab"), 2, 1);
        assert_eq!((state.shown, state.stale()), (Some(2), None));
        // What the field holds has a page of its own; typed on, it has none.
        let first = act(&state, Action::Show { job: 1 });
        assert_eq!(first.stale(), None);
        assert_eq!(act(&first, Action::Edited { any: true, typed: true }).stale(), Some(Stale::Text { corrections: 0 }));
        // Emptied, the field holds no newer version.
        let emptied = act(&state, Action::Edited { any: false, typed: true });
        assert_eq!(act(&emptied, Action::Show { job: 1 }).stale(), None);
    }

    #[test]
    fn a_files_name_ends_with_a_phrase() {
        for (text, expect) in [
            ("防汛会议召开", "防汛会议召开"),
            ("防汛会议召开，图书馆", "防汛会议召开"),
            ("防汛会议召 开图书馆", "防汛会议召"),
            ("——防汛会议召开图书馆", "——防汛会议召开"),
            ("江城：防汛会议召开图书馆", "江城：防汛会议召"),
            ("防汛会议召开图书馆", "防汛会议召开图书"),
        ] {
            assert_eq!(whole_phrases(text, 8), expect);
        }
    }

    #[test]
    fn a_text_goes_by_how_it_begins() {
        for (text, expect) in [
            ("\n　　防汛会议召开\n本报讯", "防汛会议召开"),
            ("本报讯（记者李明）近日，会议召开。", "近日，会议召开。"),
            ("本报北京9月1日电 (记者 李明) 会议召开。", "会议召开。"),
            ("本报讯", "本报讯"),
            ("", ""),
        ] {
            assert_eq!(opening(text), expect);
        }
        let boxed = |state: &Rc<State>, text: &str| act(state, Action::AddBoxed { name: None, text: text.into() });
        let state = boxed(&boxed(&add(&state(), &["a"]), "会议召开\n一"), "会议召开\n二");
        assert_eq!(labels(&state.docs), ["a.txt", "会议召开 (1)", "会议召开 (2)"]);
    }

    /// The bytes are the browser's: here they are missing, as when it has given them up.
    #[test]
    fn what_cannot_be_taken_away_is_told() {
        let state = done(&add(&state(), &["a"]), 1, 1);
        let state = act(&state, take(Format::Tei, Goal::Copy));
        assert_eq!(state.docs[0].taking, Some(Takeaway { ticket: 1, format: Format::Tei, goal: Goal::Copy }));
        assert_eq!(state.format, Format::Json, "what is chosen stays");
        // What was asked for before is told of no more.
        let state = act(&state, take(Format::Json, Goal::Save));
        let state = hear(&hear(&state, Reply::Written { job: 1, ticket: 1 }), Reply::Written { job: 1, ticket: 2 });
        assert_eq!((state.docs[0].taking, &state.notice, state.problems.len()), (None, &None, 1));
        assert_eq!(state.problems[0].kind, Fault::NotSaved);
    }

    #[test]
    fn a_saved_report_waits_for_its_text_and_keeps_what_is_put_right() {
        let lacks = Failure::Report(Unfit::NoText { name: Some("a.txt".into()), sha256: "f".into() });
        let state = hear(&add(&state(), &["report"]), Reply::Failed { job: 1, failure: lacks });
        assert_eq!((stages(&state), state.problems.len()), ("f".into(), 1));
        let state = act(&state, Action::Dismiss(state.problems[0].id));
        // Its text comes.
        let state = done(&add(&state, &["a"]), 2, 1);
        assert_eq!((stages(&state), state.shown), ("bd".into(), Some(1)));
        let edit = Edit::SetAside { at: 3 };
        let read = Reply::Read { job: 1, report: Some(again(&edit)), encoding: "UTF-8".into(), length: 9 };
        let state = done(&hear(&state, read.clone()), 1, 1);
        let corrections = &state.docs[0].corrections;
        assert_eq!((corrections.ask(), corrections.unsaved()), (Some((0, vec![edit.clone()])), false));
        assert_eq!((state.docs[0].name.as_deref(), state.problems.len()), (Some("a.txt"), 0));
        // More is put right, and the file given again.
        let state = act(&state, Action::Edit(Edit::SetAside { at: 7 }));
        let state = done(&hear(&add(&state, &["report"]), read), 1, 1);
        assert_eq!((stages(&state), state.docs[0].corrections.len()), ("dd".into(), 2));
    }

    #[test]
    fn what_was_kept_comes_back_with_its_corrections() {
        let kept = |text: &str, report| KeptText {
            name: Some(format!("{text}.txt")),
            text: text.into(),
            report,
            encoding: "GB18030".into(),
            date: Some("2024-09-12".into()),
            told_date: None,
            names: String::new(),
        };
        let edit = Edit::SetAside { at: 3 };
        let texts = vec![(2, kept("a", false), vec![edit.clone()]), (5, kept("b", true), vec![])];
        let state = act(&state(), Action::Restore(Kept { texts, ..Kept::default() }));
        assert_eq!((stages(&state), state.shown, state.remember), ("bw".into(), Some(2), true));
        assert_eq!(state.docs.iter().map(|d| d.job).collect::<Vec<_>>(), [2, 5]);
        assert_eq!((state.docs[0].corrections.to_keep(), state.docs[1].saved), (vec![edit], true));
        assert!(state.holds_work(), "they are not known to be kept yet");
        let state = act(&act(&state, Action::Kept { job: 2 }), Action::Kept { job: 5 });
        assert!(!state.holds_work());
        // What cannot be read once more to be kept touches no other text.
        let unread = act(&state, Action::NotReadBack { job: 2 });
        assert_eq!((&unread.kept, unread.problems.len(), unread.holds_work()), (&BTreeSet::from([5]), 1, true));
        assert_eq!(unread.problems[0].name.as_deref(), Some("a.txt"));
        let kept = act(&unread, Action::Kept { job: 2 });
        assert_eq!((kept.problems.len(), kept.holds_work()), (0, false));
        // Another text gets a number of its own.
        assert!(![2, 5].contains(&add(&state, &["c"]).docs[2].job));
        assert!(act(&state, Action::Remember(false)).holds_work());
    }

    #[test]
    fn what_the_reader_has_done_can_be_lost_and_nothing_else() {
        let start = state();
        let typed = |state: &Rc<State>, typed| act(state, Action::Edited { any: true, typed });
        assert!(!start.holds_work() && typed(&start, true).holds_work() && !typed(&start, false).holds_work());
        assert!(typed(&typed(&start, true), false).holds_work(), "pasted behind what was typed");
        assert!(!act(&typed(&start, true), Action::Edited { any: false, typed: true }).holds_work(), "emptied");
        // Analysed, then gone from the field.
        let analysed = done(&act(&typed(&start, true), Action::AddBoxed { name: None, text: "a".into() }), 1, 1);
        assert!(act(&analysed, Action::Edited { any: false, typed: true }).holds_work(), "the text is here alone");
        // A file is where it was; its corrections are here alone.
        let file = done(&add(&start, &["a"]), 1, 1);
        assert!(!file.holds_work());
        assert!(act(&file, Action::Edit(Edit::SetAside { at: 3 })).holds_work());
        // What was typed has served once its report is taken away, until it is changed.
        let boxed = done(&act(&typed(&start, true), Action::AddBoxed { name: None, text: "a".into() }), 1, 1);
        assert!(boxed.holds_work());
        let taken = act(&act(&boxed, take(Format::Json, Goal::Copy)), Action::Taken { ticket: 1, done: true });
        assert!(!taken.holds_work() && typed(&taken, false).holds_work());
        let restored =
            Kept { settings: KeptSettings { names: "阿木 人名".into(), ..KeptSettings::default() }, texts: vec![] };
        let restored = act(&start, Action::Restore(restored));
        assert!(!restored.holds_work() && act(&restored, Action::Remember(false)).holds_work(), "what was kept is forgotten");
        for typed in [false, true] {
            assert_eq!(act(&start, Action::Names { names: "阿木 人名".into(), typed }).holds_work(), typed);
        }
    }

    #[test]
    fn corrections_of_a_text_that_was_changed_since_are_told_of() {
        let boxed = |state: &Rc<State>, text: &str| act(state, Action::AddBoxed { name: None, text: text.into() });
        let state = act(&done(&boxed(&state(), "a"), 1, 1), Action::Edit(Edit::SetAside { at: 3 }));
        let state = act(&state, Action::Edited { any: true, typed: true });
        assert_eq!(state.stale(), Some(Stale::Text { corrections: 1 }));
        let state = done(&boxed(&state, "ab"), 2, 1);
        assert_eq!(state.stale(), Some(Stale::Newer { than: 1, corrections: 1 }));
        assert_eq!(act(&state, Action::KnownNewer { job: 2 }).stale(), None);
        assert_eq!(act(&state, Action::Close { job: 1, sure: true }).stale(), None);
    }

    #[test]
    fn a_saved_report_is_read_anew_with_the_readers_own_names() {
        let edit = Edit::SetAside { at: 3 };
        let state = add(&state(), &["report"]);
        let state =
            done(&hear(&state, Reply::Read { job: 1, report: Some(again(&edit)), encoding: "Big5".into(), length: 9 }), 1, 1);
        assert_eq!(state.stale(), None);
        let state = act(&state, Action::Names { names: "阿木 人名".into(), typed: true });
        assert_eq!(state.stale(), Some(Stale::Report));
        let state = act(&state, Action::Anew { job: 1, text: "a".into() });
        let doc = &state.docs[0];
        assert_eq!(
            (stages(&state), doc.saved, doc.encoding.as_deref(), &*doc.names),
            ("b".into(), false, Some("Big5"), "阿木 人名")
        );
        let state = done(&state, 1, 1);
        assert_eq!((state.docs[0].corrections.ask(), state.stale()), (Some((0, vec![edit])), None));
    }

    /// While the report itself is being read again, too: what is told of it then is too late.
    #[test]
    fn a_saved_report_that_is_under_way_is_read_anew_all_the_same() {
        let edit = Edit::SetAside { at: 3 };
        let read = Reply::Read { job: 1, report: Some(again(&edit)), encoding: "Big5".into(), length: 9 };
        let state = done(&hear(&add(&state(), &["report"]), read.clone()), 1, 1);
        let state = act(&act(&state, Action::Edit(Edit::SetAside { at: 7 })), Action::Again { job: 1 });
        let anew = |state: &Rc<State>| act(state, Action::Anew { job: 1, text: "a".into() });
        let state = anew(&state);
        assert_eq!((stages(&state), state.session, state.docs[0].saved), ("b".into(), 1, false));
        let late = act(&state, Action::Heard { session: 0, heard: Heard::Reply(read, None) });
        assert_eq!((late.docs[0].saved, late.docs[0].corrections.len()), (false, 2));
        // Pressed twice, it goes on.
        assert_eq!(anew(&state).session, 1);
    }

    #[test]
    fn a_file_that_is_refused_again_is_told_once() {
        let refuse = |state: &Rc<State>, text: &str, job| {
            let picture = (Some("a.png".into()), Origin::Typed(text.into()));
            hear(&act(state, Action::Add(vec![picture])), Reply::Failed { job, failure: Failure::Binary { offset: 8 } })
        };
        let state = refuse(&refuse(&state(), "a", 1), "a", 1);
        assert_eq!((state.problems.len(), stages(&state)), (1, "f".into()));
        // Two of one name from two folders are two.
        let state = refuse(&state, "b", 2);
        assert_eq!((state.problems.len(), stages(&state)), (2, "ff".into()));
    }

    #[test]
    fn a_text_that_is_under_way_is_not_begun_again_unless_what_is_set_has_changed() {
        let state = add(&state(), &["a", "b"]);
        let again = act(&add(&state, &["a"]), Action::Again { job: 1 });
        assert_eq!((stages(&again), again.session), ("bw".into(), 0));
        let dated = act(&act(&state, Action::Date(Some("2024-09-12".into()))), Action::Again { job: 1 });
        assert_eq!((stages(&dated), dated.session), ("bw".into(), 1));
    }

    /// The names that a file holds are not typed, whatever list stood there before.
    #[test]
    fn a_list_is_taken_and_its_page_put_away() {
        let list =
            |held: &str, page| Action::TakeList { held: held.into(), list: "阿木 PERSON\r\n丰禾 ORG\r\n".into(), page };
        let once = act(&done(&add(&state(), &["a"]), 1, 1), list("", Some(1)));
        assert_eq!((&*once.names, once.docs.len(), &once.notice), ("阿木 PERSON\n丰禾 ORG\n", 0, &Some(Notice::TookList)));
        let pressed_again = act(&once, list(&once.names, Some(1)));
        assert_eq!((&pressed_again.names, &pressed_again.notice), (&once.names, &once.notice));
        let twice = act(&once, list(&once.names, None));
        assert_eq!((twice.names.lines().count(), twice.holds_work()), (4, false));
        // Typed, and not told yet.
        assert!(act(&once, list("金太阳 ORG", None)).holds_work());
    }

    #[test]
    fn what_was_typed_is_not_put_away_with_files_that_could_not_be_read() {
        let state = add(&state(), &["a", "b", "c"]);
        let state = done(&state, 1, 1);
        let refuse = |state: &Rc<State>, job, failure| hear(state, Reply::Failed { job, failure });
        let state = refuse(&refuse(&state, 2, Failure::Binary { offset: 8 }), 3, Failure::Report(Unfit::OtherJson));
        assert_eq!(stages(&state), "dff");
        // What was typed is nowhere else.
        let state = act(&state, Action::CloseFailed);
        assert_eq!((stages(&state), state.problems.len()), ("dff".into(), 2));
    }

    #[test]
    fn a_text_with_corrections_is_put_away_only_when_the_reader_is_sure() {
        let state = done(&add(&state(), &["a"]), 1, 1);
        let state = act(&state, Action::Edit(Edit::SetAside { at: 3 }));
        let state = act(&state, Action::Close { job: 1, sure: false });
        assert_eq!((stages(&state), state.problems.len()), ("d".into(), 1));
        assert_eq!(state.problems[0].kind, Fault::Closing { corrections: 1 });
        let state = act(&state, Action::Close { job: 1, sure: true });
        assert_eq!((stages(&state), state.problems.len()), (String::new(), 0));
    }

    #[test]
    fn an_answer_about_an_earlier_reading_makes_no_correction_of_the_new_one() {
        let state = done(&add(&state(), &["a"]), 1, 1);
        let edit = Edit::SetAside { at: 3 };
        let state = act(&act(&state, Action::Edit(edit.clone())), Action::Again { job: 1 });
        let late =
            Reply::Edited { job: 1, keep: 0, made: vec![edit.clone()], update: crate::view::Update::default(), fault: None };
        let state = done(&hear(&state, late), 1, 1);
        assert_eq!(state.docs[0].corrections.ask(), Some((0, vec![edit])));
    }

    #[test]
    fn a_worker_that_falls_over_a_correction_or_a_report_is_replaced() {
        let crash = |state: &Rc<State>| {
            let heard = Heard::Crashed { message: "memory".into() };
            let state = act(state, Action::Heard { session: state.session, heard });
            (hear(&state, Reply::Ready), state.problems.last().map(|p| p.kind.clone()))
        };
        let broke = |doing| Some(Fault::BrokeDown { doing, message: "memory".into() });
        let state = act(&done(&add(&state(), &["a"]), 1, 1), Action::Edit(Edit::SetAside { at: 3 }));
        let (state, told) = crash(&state);
        assert_eq!((told, state.docs[0].corrections.len(), state.session), (broke(Doing::Correcting), 0, 1));
        assert!(state.docs[0].corrections.can_redo());
        let (state, told) = crash(&act(&state, take(Format::Json, Goal::Save)));
        assert_eq!((told, state.docs[0].taking, state.session), (broke(Doing::Writing), None, 2));
        assert!(act(&state, take(Format::Json, Goal::Save)).docs[0].taking.is_some(), "it can be asked for again");
        // Gone for good, it is tried again at the next correction.
        let state = act(&state, Action::Heard { session: 2, heard: Heard::Crashed { message: "memory".into() } });
        assert_eq!(act(&state, Action::Edit(Edit::SetAside { at: 3 })).session, 3);
    }

    /// A text of two articles, and two mentions of an entity.
    fn two_articles() -> Rc<State> {
        let text = "防汛会议召开\n    本报讯 近日，全市防汛会议召开。\n图书馆开放\n    本报讯 昨日，市图书馆开放。\n";
        let articles = crate::view::View::new(&crate::analyze(text, &crate::Options::default()), text).articles;
        assert_eq!(articles.len(), 2);
        done(&hear(&add(&state(), &["a"]), Reply::Articles { job: 1, articles }), 1, 2)
    }

    /// What is told of edits, each made to what the one before has left.
    fn told_of<const N: usize>(text: &str, edits: [Edit; N]) -> [Option<Notice>; N] {
        let report = crate::analyze(text, &crate::Options::default());
        let mut found = Found::of(&report, text);
        let mut desk = edit::Desk::new(report, text).expect("its text");
        edits.map(|edit| {
            let (change, outcome) = desk.replay_and_tell(desk.edits().len(), std::slice::from_ref(&edit));
            assert_eq!(outcome, Ok(()), "{edit:?}");
            let before = std::mem::replace(&mut found, Found::new(Arriving::default(), vec![], vec![], None, 1.0));
            found = before.updated(Update::new(&desk, &change));
            told(&before, &found, &[edit])
        })
    }

    #[test]
    fn an_edit_tells_what_it_did() {
        const TEXT: &str = include_str!("../../tests/common/corrected.txt");
        let span = |words: &str, nth: usize| {
            let byte = TEXT.match_indices(words).nth(nth).expect("it stands there").0;
            let start = TEXT[..byte].chars().count() as u32;
            (start, start + words.chars().count() as u32)
        };
        let (first, second) = (span("王小青", 0), span("王小青", 1));
        let retype = |at, kind, everywhere| Edit::SetType { at, kind, everywhere };
        let (person, org) = (EntityType::Person, EntityType::Org);
        // The type that it has already is found right.
        let told = told_of(TEXT, [retype(first, person, false), retype(first, person, true)]);
        assert_eq!(told, [Some(Notice::Accepted(1)), Some(Notice::Accepted(2))]);
        let told = told_of(TEXT, [retype(first, org, false), retype(second, org, false), retype(first, person, true)]);
        let of_several = |others, offers| Some(Notice::OneOfSeveral { others, kind: person, offers });
        assert_eq!(told, [of_several(2, true), of_several(1, true), Some(Notice::Retyped(2, person))]);
        // The card offers what goes by the same name.
        let renamed = Edit::Rename { at: first, name: "王晓青".into() };
        assert_eq!(told_of(TEXT, [renamed, retype(first, org, false)])[1], of_several(2, false));
        // What it cannot stand beside goes.
        let office = span("市委书记", 0);
        assert_eq!(told_of(TEXT, [retype(office, person, false)]), [Some(Notice::Displaced(1))]);
        // One, and all of the same words.
        let merge = Edit::MergeEntities { at: span("赵强", 0), into: first };
        let split = |everywhere| Edit::SplitEntity { at: first, everywhere };
        assert_eq!(told_of(TEXT, [split(false)]), [Some(Notice::SplitOff(1))]);
        assert_eq!(told_of(TEXT, [merge, split(true)])[1], Some(Notice::SplitOff(3)));
        // A headline of two parts goes by its title.
        let at = span("新沟镇重点项目", 0).0;
        let parts = Edit::SplitParagraph { at: span("加快建设", 0).0 };
        let kicker = Edit::SetRole { at, role: edit::PartRole::Kicker, article: None };
        let title = Edit::SetRole { at: span("加快建设", 0).0, role: edit::PartRole::Title, article: None };
        let told = told_of(TEXT, [parts, kicker, title, Edit::MergeArticles { at: 0 }]);
        assert_eq!(told[3], Some(Notice::MergedArticles { headline: Some(("加快建设".into(), 2)) }));
    }

    #[test]
    fn undoing_leads_to_the_place_once_the_result_has_it() {
        let state = two_articles();
        let at = state.found().and_then(|found| found.articles[1].parts().next()?.code_point(0)).expect("a place");
        let edit = Edit::SetAside { at };
        let answer = |state: &Rc<State>, made: Vec<Edit>| {
            let update = crate::view::Update { order: vec![0, 1], ..crate::view::Update::default() };
            hear(state, Reply::Edited { job: 1, keep: 0, made, update, fault: None })
        };
        let state = answer(&act(&state, Action::Edit(edit.clone())), vec![edit.clone()]);
        let undone = act(&state, Action::Undo);
        assert_eq!(undone.notice, Some(Notice::Undone(edit.clone(), "图书馆开放".into())));
        assert_eq!(undone.returned, None);
        let back = answer(&undone, vec![]);
        assert_eq!((back.target, back.returned.as_ref().map(|(_, place)| place.part)), (Some(Target::Article(1)), Some(0)));
        // Undone before the worker came to it, it is there at once.
        let state = act(&act(&two_articles(), Action::Edit(edit)), Action::Undo);
        assert_eq!(state.target, Some(Target::Article(1)));
    }

    /// The words are quoted, not what stands behind them, and the way leads to them, not to a name among them.
    #[test]
    fn undoing_a_headline_made_of_words_tells_of_these_alone() {
        let text = "防汛会议召开\n    本报讯 近日，全市防汛会议召开。\n图书馆开放\n    本报讯 昨日，市图书馆开放。\n";
        let at = text[..text.find("昨日，市").expect("it is there")].chars().count() as u32;
        let edit = Edit::MakeHeadline { at: (at, at + 4) };
        let answer = |state: &Rc<State>, made: Vec<Edit>| {
            let update = crate::view::Update { order: vec![0, 1], ..crate::view::Update::default() };
            hear(state, Reply::Edited { job: 1, keep: 0, made, update, fault: None })
        };
        let named = {
            let state = two_articles();
            let Stage::Done(found) = &state.docs[0].stage else { panic!("it is done") };
            let mut entity = (*found.entities[0]).clone();
            let place = crate::view::Place { at: crate::view::Position { line: 4, offset: at }, end: at + 2, ..entity.places[0] };
            entity.places = vec![place];
            let update = crate::view::Update { order: vec![0, 1], entities: vec![(0, entity)], ..crate::view::Update::default() };
            hear(&state, Reply::Edited { job: 1, keep: 0, made: vec![], update, fault: None })
        };
        let state = answer(&act(&named, Action::Edit(edit.clone())), vec![edit.clone()]);
        let undone = act(&state, Action::Undo);
        assert_eq!(undone.notice, Some(Notice::Undone(edit.clone(), "昨日，市".into())));
        let back = answer(&undone, vec![]);
        assert_eq!(back.target, Some(Target::Article(1)));
        assert_eq!(act(&back, Action::Redo).notice, Some(Notice::Redone(edit, "昨日，市".into())));
    }

    /// Whoever puts an article right stays there, whatever was looked at before.
    #[test]
    fn putting_an_article_right_leaves_what_was_looked_at_elsewhere() {
        let state = two_articles();
        let state =
            act(&act(&state, Action::Look(Target::Article(1))), Action::Amending(Some(Amending { article: 0, headline: false })));
        let edit = Edit::SetAside { at: 0 };
        let state = act(&state, Action::EditArticle(edit.clone()));
        assert_eq!((state.target, state.last), (None, Some(Target::Article(0))));
        let state = act(&act(&state, Action::Look(Target::Article(0))), Action::EditArticle(edit));
        assert_eq!(state.target, Some(Target::Article(0)));
    }

    #[test]
    fn what_was_said_goes_with_the_next_deed_and_only_a_confirmation_by_itself() {
        let state = done(&add(&state(), &["a"]), 1, 1);
        let state = act(&state, Action::Undo);
        assert_eq!(state.notice, Some(Notice::NothingToUndo));
        let later = act(&act(&state, Action::Select(None)), Action::Passed(state.said - 1));
        assert_eq!(later.notice, Some(Notice::NothingToUndo), "another one has passed");
        let passed = act(&state, Action::Passed(state.said));
        assert_eq!((&passed.notice, passed.hushed), (&None, true));
        assert_eq!(act(&state, Action::Leaf(Step::Next)).notice, None);
        // What went wrong stays until the reader goes on.
        let edit = Edit::SetAside { at: 3 };
        let refused = Reply::Edited {
            job: 1,
            keep: 0,
            made: vec![],
            update: crate::view::Update::default(),
            fault: Some(crate::edit::Fault { edit: 0, misfit: Misfit::NoArticle(3) }),
        };
        let state = hear(&act(&state, Action::Edit(edit)), refused);
        let state = act(&state, Action::Passed(state.said));
        assert_eq!(state.notice, Some(Notice::Refused(Misfit::NoArticle(3))));
        assert_eq!(act(&state, Action::Edit(Edit::SetAside { at: 7 })).notice, None);
        assert!(!done(&act(&state, Action::Again { job: 1 }), 1, 1).hushed, "a new outcome is told");
    }

    #[test]
    fn mentions_come_in_turn_both_ways() {
        let mut state = done(&add(&state(), &["a"]), 1, 3);
        let mut seen = Vec::new();
        for step in [Step::Next, Step::Next, Step::Next, Step::Next, Step::Previous, Step::Previous] {
            state = act(&state, Action::Visit { entity: 0, step });
            if let Some(Target::Mention { nth, .. }) = state.target {
                seen.push(nth);
            }
        }
        assert_eq!(seen, [0, 1, 2, 0, 2, 1]);
    }
}
