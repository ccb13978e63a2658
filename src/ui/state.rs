//! All that the page knows, and every way in which it changes.
//!
//! Invariants: at most one text is being analysed; texts are analysed in the order given; `session` grows whenever the
//! worker must be replaced; a failure touches the text that failed and nothing else.

use super::corrections::Corrections;
use super::found::{Arriving, Found};
use super::i18n::Lang;
use crate::edit::{Edit, Misfit};
use crate::report::{CodePoints, EntityType};
use crate::worker::{Failure, Reply};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use web_sys::{Blob, File};
use yew::Reducible;

/// The types in the order in which the legend and the index list them.
pub const TYPES: [EntityType; 12] = [
    EntityType::Person,
    EntityType::Title,
    EntityType::Org,
    EntityType::Place,
    EntityType::Event,
    EntityType::Work,
    EntityType::Term,
    EntityType::Date,
    EntityType::Time,
    EntityType::Money,
    EntityType::Percent,
    EntityType::Quantity,
];

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
    /// Encoding for the files to come; none finds it out.
    pub encoding: Option<String>,
    /// The day of print for the texts to come, ISO 8601.
    pub date: Option<String>,
    /// The reader's own names, as a list.
    pub names: Rc<str>,
    /// Types whose mentions are not marked.
    pub off: BTreeSet<EntityType>,
    /// Whether mentions carry their type's label.
    pub labels: bool,
    /// What the reader looks at: a mention or an article.
    pub target: Option<Target>,
    /// Only entities whose name holds this are listed.
    pub filter: String,
    /// How many rows a list shows, where it is not [`LIST_STEP`].
    pub rows: BTreeMap<List, usize>,
    /// Whether an edit of a mention is one of every mention of its entity.
    pub everywhere: bool,
    /// The text that the reader has selected in an article.
    pub selection: Option<Selection>,
    /// The article, by its key, whose parts are being put right.
    pub amending: Option<u32>,
    /// Whether the keys are shown.
    pub help: bool,
    /// Whether files hover over the page.
    pub dropping: bool,
    /// Whether the text field holds text.
    pub drafted: bool,
    /// The text that the text field holds as it was analysed; none once it was changed.
    pub boxed: Option<u32>,
    next_job: u32,
    next_problem: u32,
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

/// A list that grows on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    Contents,
    Entities(EntityType),
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
    /// The reader's own names that it was read with.
    pub names: Rc<str>,
    /// Whether it was taken from the text field.
    pub boxed: bool,
    /// How far it is.
    pub stage: Stage,
    /// What the reader has put right in it.
    pub corrections: Corrections,
    /// What the corrected report is wanted for.
    pub taking: Option<Take>,
    /// The corrected report's bytes, to be handed out.
    pub written: Option<Blob>,
    /// What has arrived of its result.
    arriving: Arriving,
    /// The result before any correction.
    uncorrected: Option<Rc<Found>>,
}

/// What a reader does with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    Download,
    Copy,
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
    /// The text field was changed.
    Text,
    /// The day of print or the encoding was.
    Settings,
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
    /// The worker did not start.
    NoWorker { message: String },
    /// There is no text to analyse.
    NoText,
    /// The browser did not allow copying.
    NotCopied,
    /// The browser did not allow saving.
    NotSaved,
    /// A correction does not fit.
    Misfit(Misfit),
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Copied,
    CopiedArticle,
    Saved,
    Cancelled,
    /// A pasted text was so long that it was taken as a page of its own.
    TookPaste,
    Undone,
    Redone,
    NothingToUndo,
    NothingToRedo,
    /// Every mention has been looked at.
    AllChecked,
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
    /// The text field was changed; `any` tells whether it holds text.
    Edited {
        any: bool,
    },
    Retry {
        job: u32,
        encoding: String,
    },
    Again {
        job: u32,
    },
    Cancel,
    Close {
        job: u32,
    },
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
    /// The list of the reader's own names was changed.
    Names(Rc<str>),
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
    /// A correction of what the reader looks at or has selected.
    Amend(Amend),
    Undo,
    Redo,
    Everywhere(bool),
    Select(Option<Selection>),
    /// Opens an article's parts to be put right, or closes them.
    Amending(Option<u32>),
    Help(bool),
    /// To take the corrected report away.
    Take(Take),
    /// It was handed out, or could not be.
    Taken {
        job: u32,
        done: bool,
    },
    LookAway,
    Filter(String),
    More(List),
    Dropping(bool),
    Problem(Fault),
    Dismiss(u32),
    Notice(Notice),
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
    /// The state of an empty page.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            theme: None,
            docs: Vec::new(),
            shown: None,
            session: 0,
            worker: Health::Starting,
            problems: Vec::new(),
            notice: None,
            encoding: None,
            date: None,
            names: "".into(),
            off: BTreeSet::new(),
            labels: true,
            target: None,
            filter: String::new(),
            rows: BTreeMap::new(),
            everywhere: false,
            selection: None,
            amending: None,
            help: false,
            dropping: false,
            drafted: false,
            boxed: None,
            next_job: 1,
            next_problem: 1,
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
        let doc = self.shown().filter(|d| matches!(d.stage, Stage::Done(_)))?;
        let encoded = matches!(doc.origin, Origin::File(_)) && self.encoding.is_some() && doc.encoding != self.encoding;
        if doc.date != self.date || doc.names != self.names || encoded {
            return Some(Stale::Settings);
        }
        (doc.boxed && self.drafted && self.boxed != Some(doc.job)).then_some(Stale::Text)
    }

    /// Whether closing the page would lose something.
    #[must_use]
    pub fn holds_work(&self) -> bool {
        self.drafted || !self.docs.is_empty() || !self.names.is_empty()
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
            self.target = None;
            self.filter.clear();
            self.rows.clear();
            self.selection = None;
            self.amending = None;
        }
    }

    fn queue(&mut self, job: u32, encoding: Option<String>) {
        self.revive();
        if self.doc(job).is_some_and(|d| matches!(d.stage, Stage::Busy { .. })) {
            self.restart();
        }
        self.problems.retain(|p| p.job != Some(job));
        let (date, names, chosen) = (self.date.clone(), Rc::clone(&self.names), self.encoding.clone());
        if let Some(doc) = self.doc_mut(job) {
            doc.stage = Stage::Waiting;
            (doc.date, doc.names) = (date, names);
            doc.corrections.lost();
            if matches!(doc.origin, Origin::File(_)) {
                doc.encoding = encoding.or(chosen).or_else(|| doc.encoding.take());
            }
            self.shown = None;
            self.turn_to(Some(job));
        }
    }

    /// Queues texts; gives the number of the last one.
    fn add(&mut self, texts: Vec<(Option<String>, Origin)>) -> Option<u32> {
        self.revive();
        let mut last = None;
        self.problems.retain(|p| p.kind != Fault::NoText);
        let first = self.next_job;
        for (name, origin) in texts {
            let same = |d: &&Doc| (name.is_none() || d.name == name) && d.origin == origin;
            if let Some(job) = self.docs.iter().find(same).map(|d| d.job) {
                self.queue(job, None);
                last = Some(job);
                continue;
            }
            let job = self.next_job;
            last = Some(job);
            self.next_job += 1;
            let encoding = if matches!(origin, Origin::File(_)) { self.encoding.clone() } else { None };
            let arriving = Arriving::default();
            let (date, names) = (self.date.clone(), Rc::clone(&self.names));
            let (stage, corrections) = (Stage::Waiting, Corrections::default());
            let (taking, written, uncorrected) = (None, None, None);
            let boxed = false;
            self.docs.push(Doc {
                job,
                name,
                origin,
                encoding,
                date,
                names,
                boxed,
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

    fn add_boxed(&mut self, name: Option<String>, text: Rc<str>) {
        self.drafted = true;
        self.boxed = self.add(vec![(name, Origin::Typed(text))]);
        if let Some(doc) = self.boxed.and_then(|job| self.doc_mut(job)) {
            doc.boxed = true;
        }
    }

    fn cancel(&mut self) {
        let mut any = false;
        for doc in &mut self.docs {
            if matches!(doc.stage, Stage::Waiting | Stage::Busy { .. }) {
                doc.stage = Stage::Cancelled;
                doc.arriving = Arriving::default();
                any = true;
            }
        }
        if any {
            self.restart();
            self.notice = Some(Notice::Cancelled);
        }
    }

    fn close(&mut self, job: u32) {
        let Some(at) = self.docs.iter().position(|d| d.job == job) else { return };
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

    fn reply(&mut self, reply: Reply, payload: Option<Blob>) {
        match reply {
            Reply::Ready => self.worker = Health::Ready,
            Reply::Read { job, encoding, length } => {
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
            Reply::Done { job, furniture, notes, date, millis } => {
                if let Some(doc) = self.doc_mut(job) {
                    let arrived = std::mem::take(&mut doc.arriving);
                    let found = Rc::new(Found::new(arrived, furniture, notes, date, millis, payload));
                    doc.uncorrected = Some(found.clone());
                    doc.stage = Stage::Done(found);
                    self.notice = None;
                    self.problems.retain(|p| p.job != Some(job));
                    // Of several texts, one that could be read is better to see than one that could not.
                    if self.shown().is_some_and(|d| d.stage == Stage::Failed) {
                        self.turn_to(Some(job));
                    }
                }
            }
            Reply::Edited { job, keep, made, update, fault } => {
                let before = self.target_span(job);
                if let Some(doc) = self.doc_mut(job) {
                    doc.corrections.answered(keep, made, fault.as_ref());
                    if let Stage::Done(found) = &doc.stage {
                        doc.stage = Stage::Done(Rc::new(found.updated(update)));
                    }
                }
                if let Some(span) = before {
                    self.target = self.found().and_then(|found| found.nearest(span));
                }
                if let Some(fault) = fault {
                    self.problem(Some(job), Fault::Misfit(fault.misfit));
                }
            }
            Reply::Lost { job } => {
                if let Some(doc) = self.doc_mut(job) {
                    doc.lose_corrections();
                }
            }
            Reply::Written { job } => {
                if let Some(doc) = self.doc_mut(job) {
                    doc.written = payload;
                }
            }
            Reply::Failed { job, failure } => {
                if let Some(doc) = self.doc_mut(job) {
                    doc.stage = Stage::Failed;
                    self.problem(Some(job), Fault::Reading(failure));
                }
            }
            Reply::Panicked { message } => self.crash(message),
        }
    }

    fn crash(&mut self, message: String) {
        let job = self.running().map(|d| d.job);
        if job.is_none() {
            // A worker that falls over with nothing to do would fall over again.
            return self.give_up(message);
        }
        if let Some(doc) = job.and_then(|j| self.doc_mut(j)) {
            doc.stage = Stage::Failed;
            doc.arriving = Arriving::default();
        }
        self.problem(job, Fault::Crashed { message });
        self.restart();
    }

    /// The worker does not start: another is tried when the reader asks for something again.
    fn give_up(&mut self, message: String) {
        for doc in &mut self.docs {
            if matches!(doc.stage, Stage::Waiting | Stage::Busy { .. }) {
                doc.stage = Stage::Failed;
            }
        }
        self.worker = Health::Gone;
        self.problem(None, Fault::NoWorker { message });
    }

    /// The report was handed out.
    fn taken(&mut self, job: u32, done: bool) {
        let Some(doc) = self.doc_mut(job) else { return };
        doc.written = None;
        let Some(take) = doc.taking.take() else { return };
        if done {
            doc.corrections.taken_away();
        }
        match (take, done) {
            (Take::Download, true) => self.notice = Some(Notice::Saved),
            (Take::Copy, true) => self.notice = Some(Notice::Copied),
            (Take::Download, false) => self.problem(None, Fault::NotSaved),
            (Take::Copy, false) => self.problem(None, Fault::NotCopied),
        }
    }

    /// Replaces a worker that did not start.
    fn revive(&mut self) {
        if self.worker == Health::Gone {
            self.restart();
            self.problems.retain(|p| !matches!(p.kind, Fault::NoWorker { .. }));
        }
    }

    /// The mention that the reader looks at in a text, by where it stands.
    fn target_span(&self, job: u32) -> Option<CodePoints> {
        match self.target? {
            Target::Mention { entity, nth } if self.shown == Some(job) => self.found()?.span(entity, nth),
            _ => None,
        }
    }

    fn push(&mut self, edit: Edit) {
        self.problems.retain(|p| !matches!(p.kind, Fault::Misfit(_)));
        // Asked for anew each time: too much is changed by it to go on unnoticed.
        self.everywhere = false;
        if let Some(doc) = self.shown.and_then(|job| self.doc_mut(job)).filter(|doc| matches!(doc.stage, Stage::Done(_))) {
            doc.corrections.push(edit);
        }
    }

    fn undo_or_redo(&mut self, undo: bool) {
        let Some(doc) = self.shown.and_then(|job| self.doc_mut(job)) else { return };
        let any = if undo { doc.corrections.undo() } else { doc.corrections.redo() };
        self.notice = Some(match (any, undo) {
            (true, true) => Notice::Undone,
            (true, false) => Notice::Redone,
            (false, true) => Notice::NothingToUndo,
            (false, false) => Notice::NothingToRedo,
        });
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
        match found.turn(self.target, step, unchecked, &self.off) {
            Some(target) => self.look(target),
            None if unchecked => self.notice = Some(Notice::AllChecked),
            None => {}
        }
    }

    fn leaf(&mut self, step: Step) {
        let Some(found) = self.found() else { return };
        let Some(last) = (found.articles.len() as u32).checked_sub(1) else { return };
        let now = match self.target {
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

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Lang(lang) => state.lang = lang,
            Action::Theme(theme) => state.theme = theme,
            Action::Add(texts) => {
                state.add(texts);
            }
            Action::AddBoxed { name, text } => state.add_boxed(name, text),
            Action::Edited { any } => {
                state.drafted = any;
                state.boxed = None;
            }
            Action::Retry { job, encoding } => {
                // What was chosen did not fit: it holds for this text no more, and was not meant for the next.
                state.encoding = None;
                state.queue(job, Some(encoding));
            }
            Action::Again { job } => state.queue(job, None),
            Action::Cancel => state.cancel(),
            Action::Close { job } => state.close(job),
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
            Action::Names(names) => state.names = names,
            Action::Toggle(kind) => {
                if !state.off.remove(&kind) {
                    state.off.insert(kind);
                }
            }
            Action::ToggleAll => state.off = if state.off.is_empty() { TYPES.into() } else { BTreeSet::new() },
            Action::Labels(labels) => state.labels = labels,
            Action::Look(target) => state.look(target),
            Action::Visit { entity, step } => state.visit(entity, step),
            Action::Turn { step, unchecked } => state.turn(step, unchecked),
            Action::Leaf(step) => state.leaf(step),
            Action::LookAway => state.target = None,
            Action::Edit(edit) => state.push(edit),
            Action::Amend(amend) => state.amend(amend),
            Action::Undo => state.undo_or_redo(true),
            Action::Redo => state.undo_or_redo(false),
            Action::Everywhere(everywhere) => state.everywhere = everywhere,
            Action::Select(selection) => state.selection = selection,
            Action::Amending(article) => state.amending = article,
            Action::Help(help) => state.help = help,
            Action::Take(take) => {
                if let Some(doc) = state.shown.and_then(|job| state.doc_mut(job)) {
                    doc.taking = Some(take);
                }
            }
            Action::Taken { job, done } => state.taken(job, done),
            Action::Filter(filter) => state.filter = filter,
            Action::More(list) => {
                let rows = state.rows(list) + LIST_STEP;
                state.rows.insert(list, rows);
            }
            Action::Dropping(dropping) => state.dropping = dropping,
            Action::Problem(kind) => state.problem(None, kind),
            Action::Dismiss(id) => state.problems.retain(|p| p.id != id),
            Action::Notice(notice) => state.notice = Some(notice),
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

    /// What it goes by: its file's name, else its first headline, else how it begins.
    #[must_use]
    pub fn label(&self) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let found = if let Stage::Done(found) = &self.stage { Some(found) } else { None };
        let title = found.and_then(|f| f.articles.iter().find_map(|a| a.title.as_ref())).map(|t| t.text.as_str());
        let text = match &self.origin {
            Origin::Typed(text) => text,
            Origin::File(_) => "",
        };
        let mut chars = title.unwrap_or_else(|| opening(text)).chars();
        let name: String = chars.by_ref().take(LABEL_CHARS).collect();
        if chars.next().is_some() { name + "…" } else { name }
    }
}

/// Characters of a nameless text that tell it from others.
const LABEL_CHARS: usize = 16;

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
    use crate::view::Entity;

    fn state() -> Rc<State> {
        let state = Rc::new(State::new(Lang::Zh));
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
        hear(&state, Reply::Done { job, furniture: vec![], notes: vec![], date: None, millis: 1.0 })
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
        let late = Reply::Done { job: 1, furniture: vec![], notes: vec![], date: None, millis: 1.0 };
        let after = act(&before, Action::Heard { session: 0, heard: Heard::Reply(late, None) });
        assert_eq!(stages(&after), "b");
    }

    #[test]
    fn a_crash_fails_one_text_and_the_next_goes_on() {
        let state = add(&state(), &["a", "b"]);
        let state = act(&state, Action::Heard { session: 0, heard: Heard::Crashed { message: "unreachable".into() } });
        assert_eq!((stages(&state), state.session), ("fb".into(), 1));
        assert_eq!(state.problems[0].name.as_deref(), Some("a.txt"));
        let state = hear(&hear(&state, Reply::Ready), Reply::Read { job: 2, encoding: "UTF-8".into(), length: 1 });
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
        let state = add(&Rc::new(State::new(Lang::En)), &["a"]);
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
        let state = act(&state, Action::Edited { any: true });
        assert_eq!(state.stale(), Some(Stale::Text));
        let state = done(&boxed(&state, "ab"), 2, 1);
        assert_eq!((state.shown, state.stale()), (Some(2), None));
        assert_eq!(act(&state, Action::Show { job: 1 }).stale(), Some(Stale::Text));
        // Emptied, the field holds no newer version.
        let emptied = act(&state, Action::Edited { any: false });
        assert_eq!(act(&emptied, Action::Show { job: 1 }).stale(), None);
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

    #[test]
    fn there_is_something_to_lose_once_there_is_text() {
        assert!(!state().holds_work());
        assert!(act(&state(), Action::Edited { any: true }).holds_work());
        let state = add(&state(), &["a"]);
        assert!(state.holds_work());
        assert!(!act(&state, Action::Close { job: 1 }).holds_work());
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
