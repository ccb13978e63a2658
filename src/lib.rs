//! 剪报 Jianbao: the raw text of a Chinese newspaper page, turned into its articles and the names in them.
//!
//! The way is one-directional: [`decode`] makes text of bytes, [`source`] cleans it, [`layout`] finds the articles,
//! [`entity`] the names, [`report`] writes it all down. [`analyze`] goes the whole way; [`edit`] puts right what was read
//! wrongly. Nothing here reads files, a clock or the environment.
#![forbid(unsafe_code)]

#[cfg(feature = "bundle")]
pub mod bundle;
pub mod clean;
#[cfg(feature = "cli")]
pub mod cli;
pub mod decode;
pub mod edit;
pub mod entity;
pub mod export;
#[cfg(feature = "js")]
pub mod js;
pub mod layout;
pub mod lexicon;
pub mod network;
pub mod report;
pub mod source;
pub mod span;
#[cfg(feature = "train")]
pub mod train;
#[cfg(feature = "web")]
pub mod ui;
pub mod view;
#[cfg(feature = "web")]
pub mod worker;

use report::Report;

/// What is known of a text besides its characters.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the file, for the report.
    pub name: Option<String>,
    /// The encoding that the text was decoded from; `UTF-8` where it is not given.
    pub encoding: Option<String>,
    /// The day the text was printed; the page's own folio line serves where it is not given.
    pub date: Option<jiff::civil::Date>,
    /// The user's own names, which win over what is found.
    pub gazetteer: entity::Gazetteer,
}

/// How far an analysis is, from 0 to 1.
pub type Progress<'a> = &'a mut dyn FnMut(f32);

/// Analyses one text of one or several pages. Always gives a report: a doubt is a note in it.
#[must_use]
pub fn analyze(raw: &str, options: &Options) -> Report {
    analyze_with(raw, options, &mut |_| ())
}

/// Like [`analyze`], telling how far it is.
#[must_use]
pub fn analyze_with(raw: &str, options: &Options, progress: Progress<'_>) -> Report {
    let source = source::Source::new(raw);
    progress(0.1);
    let layout = layout::read(&source, &mut |done| progress(0.1 + 0.3 * done));
    let texts = report::passages(&source, &layout);
    let texts_seen: Vec<_> = texts.iter().map(report::Placed::text).collect();
    let recognition = entity::recognise(&texts_seen, options, &mut |done| progress(0.4 + 0.5 * done));
    let report = report::write(&source, &layout, &texts, &recognition, options);
    progress(1.0);
    report
}

/// The examples of the READMEs, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../README.zh-CN.md")]
struct Readme;
