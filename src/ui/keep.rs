//! What the page keeps on this computer when the reader has asked for it: the texts and their corrections, and what was set.

use super::corrections::Corrections;
use super::i18n::Lang;
use super::state::Theme;
use crate::edit::Edit;
use serde::{Deserialize, Serialize};

/// One text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptText {
    /// Its file's name.
    pub name: Option<String>,
    /// The text, or the saved report that was given.
    pub text: String,
    /// Whether it is a saved report.
    pub report: bool,
    /// The encoding that the text was read in.
    pub encoding: String,
    /// The day of print that the reader named.
    pub date: Option<String>,
    /// The day that a saved report told before its text was read anew.
    #[serde(default)]
    pub told_date: Option<String>,
    /// The reader's own names that it was read with.
    pub names: String,
}

/// What was set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSettings {
    /// Whether the interface is in English.
    pub english: bool,
    /// The colour scheme; none for what the system says.
    pub dark: Option<bool>,
    /// The day of print.
    pub date: Option<String>,
    /// The reader's own names.
    pub names: String,
    /// Whether keys without Ctrl are switched off.
    #[serde(default)]
    pub no_shortcuts: bool,
}

/// All that was kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// What was set.
    pub settings: KeptSettings,
    /// The texts by their numbers, each with its corrections.
    pub texts: Vec<(u32, KeptText, Vec<Edit>)>,
}

impl KeptSettings {
    /// Of what is set.
    #[must_use]
    pub fn new(lang: Lang, theme: Option<Theme>, date: Option<&str>, names: &str, shortcuts: bool) -> Self {
        Self {
            no_shortcuts: !shortcuts,
            english: lang == Lang::En,
            dark: theme.map(|theme| theme == Theme::Dark),
            date: date.map(str::to_owned),
            names: names.to_owned(),
        }
    }

    /// The interface's language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        if self.english { Lang::En } else { Lang::Zh }
    }

    /// The colour scheme.
    #[must_use]
    pub fn theme(&self) -> Option<Theme> {
        self.dark.map(|dark| if dark { Theme::Dark } else { Theme::Light })
    }
}

/// What of a text has to be written when it differs: its corrections and what it was read with.
#[derive(Clone, PartialEq)]
pub struct Mark {
    /// Its number.
    pub job: u32,
    /// What it was read with: the day, the names, the encoding; and whether it is a saved report.
    pub read_with: (Option<String>, String, Option<String>, bool),
    /// Its corrections.
    pub corrections: Corrections,
}
