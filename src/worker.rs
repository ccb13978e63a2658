//! The worker's side of the page: decodes texts, analyses them, keeps each on a desk to be corrected, and answers with what
//! there is to show, and with its report in the formats of other tools.
//!
//! A message is an array of two: JSON of a [`Request`] or a [`Reply`], and a payload that JSON does not carry (a text, a
//! file, a written report). Invariants: the worker says [`Reply::Ready`] before it reads any request; the replies to one
//! analysis come in the order that [`Reply`] lists them; a long result comes in pieces, each small enough for the page to
//! take between two frames; every [`Request::Edit`] has one answer.

use crate::clean;
use crate::decode::{self, DecodeError};
use crate::edit::{self, Desk, Differs, Edit, Fault, Misfit, Reloaded, Unfit};
use crate::entity::Gazetteer;
use crate::export::Format;
use crate::report::Report;
use crate::view::{self, Article, Entity, Note, Part, Update, View};
use crate::{Options, analyze, analyze_with};
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// To analyse a text, or to take up a saved report again. The payload is the text (a string) or the file, for a report
    /// that was taken up before an array of the file and the text (a `Blob`) that it is about.
    Analyse {
        /// Names the job in the replies.
        job: u32,
        /// The name of the text, for the report.
        name: Option<String>,
        /// The encoding that the reader named; of a file only.
        encoding: Option<String>,
        /// The day the text was printed, ISO 8601.
        date: Option<String>,
        /// The reader's own names, as a list; what is wrong with it the page has told.
        #[serde(default)]
        gazetteer: String,
        /// Whether the page has the result already: after another worker broke down, only the desk is laid anew.
        #[serde(default)]
        known: bool,
    },
    /// To correct a result: the first `keep` edits stay, `more` come behind them.
    Edit {
        /// The job.
        job: u32,
        /// How many edits stay.
        keep: usize,
        /// What comes behind them.
        more: Vec<Edit>,
    },
    /// To write the report, with the corrections that were made, in a format.
    Write {
        /// The job.
        job: u32,
        /// Names the wish in the reply.
        ticket: u32,
        /// The format's name.
        format: String,
        /// Corrections that do not fit this reading, for the report to keep.
        waiting: Vec<Edit>,
    },
    /// To let go of a text.
    Forget {
        /// The job.
        job: u32,
    },
}

/// What the worker answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// The worker has started.
    Ready,
    /// The text is decoded. The payload is the text: a `Blob` of its UTF-8.
    Read {
        /// The job.
        job: u32,
        /// What is known of the report, where it is one that is taken up again.
        report: Option<Again>,
        /// The encoding found or named.
        encoding: String,
        /// Length in code points.
        length: u32,
    },
    /// How far the job is, in hundredths.
    Progress {
        /// The job.
        job: u32,
        /// From 0 to 100.
        percent: u8,
    },
    /// Some articles, in order.
    Articles {
        /// The job.
        job: u32,
        /// They follow those of earlier replies.
        articles: Vec<Article>,
    },
    /// Some entities, in order.
    Entities {
        /// The job.
        job: u32,
        /// They follow those of earlier replies.
        entities: Vec<Entity>,
    },
    /// The job is done.
    Done {
        /// The job.
        job: u32,
        /// What stands in no article.
        furniture: Vec<Part>,
        /// Doubts.
        notes: Vec<Note>,
        /// Whether lines were put into another order than the text has them in.
        reordered: bool,
        /// The day the page was printed, as given or found.
        date: Option<String>,
        /// How long the analysis took, without decoding, in milliseconds.
        millis: f64,
        /// The text's fingerprint.
        sha256: String,
    },
    /// A result was corrected.
    Edited {
        /// The job.
        job: u32,
        /// How many of the edits before stay.
        keep: usize,
        /// Those that were made behind them.
        made: Vec<Edit>,
        /// What there is to show anew.
        update: Update,
        /// The edit that did not fit, if one did not; none behind it was made.
        fault: Option<Fault>,
    },
    /// There is nothing on the desk to correct or to write: the text must be given again.
    Lost {
        /// The job.
        job: u32,
    },
    /// The payload is the report as it was wished for: a `Blob` of the bytes that the command line writes; null where there is
    /// no such format.
    Written {
        /// The job.
        job: u32,
        /// The wish.
        ticket: u32,
    },
    /// The job failed; the worker goes on.
    Failed {
        /// The job.
        job: u32,
        /// Why.
        failure: Failure,
    },
    /// The worker panicked and is gone.
    Panicked {
        /// The panic's message.
        message: String,
    },
}

/// A saved report that is taken up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// The name of the text that it is about.
    pub name: Option<String>,
    /// Its corrections, to be made again.
    pub edits: Vec<Edit>,
    /// Those that do not fit any more, each with its place in the list, from 0.
    pub unfit: Vec<(usize, Misfit)>,
    /// These, and those that waited for another reading before and still do.
    pub waiting: Vec<Edit>,
    /// Corrections, made or waiting, that change nothing in this reading; none of them is in `waiting`.
    pub needless: Vec<Edit>,
    /// In what the file differs from what its corrections make.
    pub differs: Differs,
}

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The bytes break the rules of the encoding.
    Malformed {
        /// The encoding that was named, or the likeliest one.
        encoding: String,
        /// Offset of the first bad byte, from 0.
        offset: u64,
        /// Its value; none where the text ends in the middle of a character.
        byte: Option<u8>,
    },
    /// A file of another kind.
    Binary {
        /// Offset of the first byte that no text has, from 0.
        offset: u64,
    },
    /// A PDF.
    Pdf,
    /// A document of an office program, or an archive.
    Office,
    /// UTF-16 that does not say so.
    Unmarked {
        /// The encoding that fits.
        encoding: String,
    },
    /// There is nothing but white space in it.
    Empty {
        /// Its length.
        bytes: u64,
    },
    /// More than a text may have.
    TooLong {
        /// Its length.
        bytes: u64,
    },
    /// The browser could not read the file.
    Unreadable {
        /// The browser's words.
        message: String,
    },
    /// It is a report, and cannot be taken up again.
    Report(Unfit),
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Malformed { encoding, offset, byte } => {
                Self::Malformed { encoding: decode::called(encoding).to_owned(), offset: offset as u64, byte }
            }
            DecodeError::Pdf => Self::Pdf,
            DecodeError::Office => Self::Office,
            DecodeError::Binary { offset } => Self::Binary { offset: offset as u64 },
            DecodeError::Unmarked { encoding } => Self::Unmarked { encoding: encoding.to_owned() },
            DecodeError::TooLong { length } => Self::TooLong { bytes: length as u64 },
            // The page offers known names alone.
            DecodeError::UnknownEncoding { name } => Self::Malformed { encoding: name, offset: 0, byte: None },
        }
    }
}

/// Bytes of text that one reply carries; setting them takes the page a few milliseconds.
const BATCH_BYTES: usize = 24 << 10;

/// Mentions of the entities that one reply carries, for the same reason; an entity's mentions stay together.
const BATCH_MENTIONS: usize = 4_000;

/// A text of every kind of name, analysed once at the start: the tables are unpacked while the reader still reads.
const WARM_UP: &str = "本报讯（记者张三）昨日上午，某市副市长李四在市委主持召开会议，投资40亿元，增长12％。";

/// Listens for messages from the page.
pub fn serve() {
    std::panic::set_hook(Box::new(|panic| send(&Reply::Panicked { message: panic.to_string() }, &JsValue::NULL)));
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Some((request, payload)) = unpack::<Request>(&event.data()) {
            answer(request, &payload);
        }
    });
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    send(&Reply::Ready, &JsValue::NULL);
    let _ = analyze(WARM_UP, &Options::default());
}

/// A message as it goes through `postMessage`.
pub fn pack(message: &impl Serialize, payload: &JsValue) -> JsValue {
    let json = serde_json::to_string(message).unwrap_or_default();
    Array::of2(&JsValue::from(json), payload).into()
}

/// A message as it came; none for one that is not ours.
#[must_use]
pub fn unpack<T: for<'a> Deserialize<'a>>(data: &JsValue) -> Option<(T, JsValue)> {
    let pair = data.dyn_ref::<Array>()?;
    Some((serde_json::from_str(&pair.get(0).as_string()?).ok()?, pair.get(1)))
}

thread_local! {
    /// The results that the page shows, by job.
    static DESKS: RefCell<BTreeMap<u32, Desk>> = const { RefCell::new(BTreeMap::new()) };
}

fn answer(request: Request, payload: &JsValue) {
    match request {
        Request::Analyse { job, name, encoding, date, gazetteer, known } => {
            let tell = |reply: &Reply, payload: &JsValue| {
                if !known {
                    send(reply, payload);
                }
            };
            let (payload, about) = match payload.dyn_ref::<Array>() {
                Some(pair) => (pair.get(0), Some(pair.get(1))),
                None => (payload.clone(), None),
            };
            match read(encoding.as_deref(), &payload) {
                Ok((text, _)) if edit::is_report(&text) => {
                    if let Err(unfit) = take_up(job, &text, about.as_ref(), tell) {
                        send(&Reply::Failed { job, failure: Failure::Report(unfit) }, &JsValue::NULL);
                    }
                }
                // Told here, since no newspaper page is JSON.
                Ok((text, _)) if edit::is_json(&text) => {
                    send(&Reply::Failed { job, failure: Failure::Report(Unfit::OtherJson) }, &JsValue::NULL);
                }
                Ok((text, encoding)) => {
                    let date = date.as_deref().and_then(|day| day.parse().ok());
                    let gazetteer = Gazetteer::read(&gazetteer).0;
                    analyse(job, &text, &Options { name, encoding: Some(encoding), date, gazetteer }, tell);
                }
                Err(failure) => send(&Reply::Failed { job, failure }, &JsValue::NULL),
            }
        }
        Request::Edit { job, keep, more } => edit(job, keep, &more),
        Request::Write { job, ticket, format, waiting } => write(job, ticket, &format, waiting),
        Request::Forget { job } => drop(DESKS.with_borrow_mut(|desks| desks.remove(&job))),
    }
}

fn analyse(job: u32, text: &str, options: &Options, tell: impl Fn(&Reply, &JsValue)) {
    let length = text.chars().count() as u32;
    let encoding = options.encoding.clone().unwrap_or_default();
    tell(&Reply::Read { job, report: None, encoding, length }, &blob(text.as_bytes(), "text/plain"));
    let mut told = 0;
    let started = now();
    let report = analyze_with(text, options, &mut |done| {
        let percent = view::percent(f64::from(done));
        if percent > told {
            told = percent;
            tell(&Reply::Progress { job, percent }, &JsValue::NULL);
        }
    });
    let millis = now() - started;
    show(job, &report, text, millis, tell);
    // A text is its own: this does not fail.
    if let Ok(desk) = Desk::new(report, text) {
        DESKS.with_borrow_mut(|desks| desks.insert(job, desk));
    }
}

/// Takes up a saved report. Its text is in it, or given beside it, or that of another result that the page shows.
fn take_up(job: u32, json: &str, about: Option<&JsValue>, tell: impl Fn(&Reply, &JsValue)) -> Result<(), Unfit> {
    let report = edit::read(json)?;
    let given = about.and_then(|blob| String::from_utf8(bytes(blob).ok()?).ok());
    let shown = |sha256: &str| {
        DESKS.with_borrow(|desks| desks.values().find(|desk| desk.sha256() == sha256).map(|desk| desk.raw().to_owned()))
    };
    let Reloaded { desk, edits, unfit, waiting, needless, differs } =
        edit::reload(&report, |sha256| given.or_else(|| shown(sha256)))?;
    let (machine, text) = (desk.report(), desk.raw());
    let again = Again { name: report.source.name, edits, unfit, waiting, needless, differs };
    let (encoding, length) = (report.source.encoding, report.source.length);
    tell(&Reply::Read { job, report: Some(again), encoding, length }, &blob(text.as_bytes(), "text/plain"));
    show(job, &machine, text, 0.0, tell);
    DESKS.with_borrow_mut(|desks| desks.insert(job, desk));
    Ok(())
}

fn edit(job: u32, keep: usize, more: &[Edit]) {
    let reply = DESKS.with_borrow_mut(|desks| {
        let Some(desk) = desks.get_mut(&job) else { return Reply::Lost { job } };
        let keep = keep.min(desk.edits().len());
        let (change, outcome) = desk.replay_and_tell(keep, more);
        let made = desk.edits()[keep..].to_vec();
        Reply::Edited { job, keep, made, update: Update::new(desk, &change), fault: outcome.err() }
    });
    send(&reply, &JsValue::NULL);
}

fn write(job: u32, ticket: u32, format: &str, waiting: Vec<Edit>) {
    DESKS.with_borrow_mut(|desks| {
        let Some(desk) = desks.get_mut(&job) else { return send(&Reply::Lost { job }, &JsValue::NULL) };
        desk.keep_waiting(waiting);
        let written = |format: Format| blob(&format.write(&desk.report(), desk.raw()), format.media_type());
        send(&Reply::Written { job, ticket }, &Format::named(format).map_or(JsValue::NULL, written));
    });
}

fn read(encoding: Option<&str>, payload: &JsValue) -> Result<(String, String), Failure> {
    if let Some(text) = payload.as_string() {
        // One that was kept was a file in some encoding.
        return Ok((text, encoding.unwrap_or("UTF-8").to_owned()));
    }
    let bytes = bytes(payload)
        .map_err(|e| Failure::Unreadable { message: e.as_string().unwrap_or_else(|| js_sys::JsString::from(e).into()) })?;
    let decoded = decode::decode(&bytes, encoding)?;
    if clean::is_blank(&decoded.text) {
        return Err(Failure::Empty { bytes: bytes.len() as u64 });
    }
    Ok((decoded.text, decoded.encoding.to_owned()))
}

fn bytes(payload: &JsValue) -> Result<Vec<u8>, JsValue> {
    let words = |e: JsValue| e.dyn_into::<js_sys::Error>().map_or_else(|e| e, |e| e.message().into());
    let file = payload.dyn_ref::<Blob>().ok_or_else(|| JsValue::from("not a file"))?;
    let buffer = FileReaderSync::new().and_then(|r| r.read_as_array_buffer(file)).map_err(words)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn show(job: u32, report: &Report, text: &str, millis: f64, tell: impl Fn(&Reply, &JsValue)) {
    let view = View::new(report, text);
    let mut articles = Vec::new();
    let mut size = 0;
    for article in view.articles {
        size += article.size();
        articles.push(article);
        if size > BATCH_BYTES {
            size = 0;
            tell(&Reply::Articles { job, articles: std::mem::take(&mut articles) }, &JsValue::NULL);
        }
    }
    tell(&Reply::Articles { job, articles }, &JsValue::NULL);
    let mut entities = Vec::new();
    let mut size = 0;
    for entity in view.entities {
        size += entity.places.len();
        entities.push(entity);
        if size > BATCH_MENTIONS {
            size = 0;
            tell(&Reply::Entities { job, entities: std::mem::take(&mut entities) }, &JsValue::NULL);
        }
    }
    tell(&Reply::Entities { job, entities }, &JsValue::NULL);
    let (date, sha256) = (report.source.date.clone(), report.source.sha256.clone());
    let (furniture, notes, reordered) = (view.furniture, view.notes, report.reordered);
    let done = Reply::Done { job, furniture, notes, reordered, date, millis, sha256 };
    tell(&done, &JsValue::NULL);
}

/// Bytes that are held by the browser, outside of the page's memory.
fn blob(bytes: &[u8], kind: &str) -> JsValue {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let bytes = Uint8Array::from(bytes);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &options).map_or(JsValue::NULL, Into::into)
}

fn send(reply: &Reply, payload: &JsValue) {
    // Posting fails for values that cannot be copied; strings and blobs can.
    let _ = scope().post_message(&pack(reply, payload));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn now() -> f64 {
    scope().performance().map_or(0.0, |p| p.now())
}
