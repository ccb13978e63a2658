//! What a reader has put right: the edits, and what they were made to. Plain data; `edit` replays it.
//!
//! Edits name things by where they stand in the raw text, in code points, since an article's or an entity's number
//! changes with what is put right before it.

use super::{Article, Attendance, CodePoints, Entity, EntityType, Note, Reference, Statement, TextPart};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A reader's corrections: with them a saved report can be gone on with, without the text or the program that read it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Corrections {
    /// The edits in their order; the report is what they make of `machine`.
    pub edits: Vec<Edit>,
    /// Edits that do not fit what the program read this time, and wait for a reading that they fit. Nothing is made of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<Edit>,
    /// What the program read, before any edit.
    pub machine: Machine,
    /// The text as it was decoded; the spans count in it.
    pub text: String,
}

/// What the program read, before any edit. The fields are the report's.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[allow(missing_docs)]
pub struct Machine {
    pub articles: Vec<Article>,
    pub furniture: Vec<TextPart>,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    pub attendance: Vec<Attendance>,
    pub references: Vec<Reference>,
    pub notes: Vec<Note>,
}

/// One correction.
///
/// `at` is a code point of the raw text that stands in the article or part that is meant, or the span of the mention that
/// is meant: from the first code point of its first span to the end of its last. With `everywhere`, an edit of a mention
/// is one of all mentions of its entity.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// The article goes on with the one behind it. Headline parts for which there is no room become paragraphs.
    MergeArticles {
        /// In the article.
        at: u32,
    },
    /// A new article begins with this paragraph, or inside it. Captions that stand behind its beginning in the text go with it.
    SplitArticle {
        /// The first code point of the new article.
        at: u32,
    },
    /// Two articles exchange their headlines; one of them may have none.
    MoveHeadline {
        /// In the article that has the headline.
        at: u32,
        /// In the article that it belongs to.
        to: u32,
    },
    /// An article goes to another place in the order.
    MoveArticle {
        /// In the article.
        at: u32,
        /// In the article that it is to stand before; none for the end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<u32>,
    },
    /// A whole article becomes furniture.
    SetAside {
        /// In the article.
        at: u32,
    },
    /// A part becomes another one. A headline part joins the one that is there already.
    SetRole {
        /// In the part.
        at: u32,
        /// What it is.
        role: PartRole,
        /// In the article that it belongs to; without it the part stays in its article, and a piece of furniture becomes
        /// an article of its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<u32>,
    },
    /// Words of a paragraph become the title of their article, or join the one that it has; what stands before them and behind
    /// them stays body.
    MakeHeadline {
        /// The words: from the first code point to the end of the last.
        at: CodePoints,
    },
    /// A paragraph, caption or piece of furniture goes on with the one behind it.
    JoinParagraphs {
        /// In the part.
        at: u32,
    },
    /// A part ends, and another of its role begins. Of a headline's part, the rest goes to the next one: a kicker's to the
    /// title, a title's to the subtitle, a subtitle's to the body.
    SplitParagraph {
        /// The first code point of the second part.
        at: u32,
    },
    /// A mention was looked at and is right.
    Accept {
        /// The mention.
        at: CodePoints,
        /// Whether all mentions of its entity are meant.
        #[serde(default, skip_serializing_if = "is_false")]
        everywhere: bool,
    },
    /// A mention is none.
    Reject {
        /// The mention.
        at: CodePoints,
        /// Whether all mentions of its entity are meant.
        #[serde(default, skip_serializing_if = "is_false")]
        everywhere: bool,
    },
    /// A mention has another type.
    SetType {
        /// The mention.
        at: CodePoints,
        /// Its type.
        #[serde(rename = "type")]
        kind: EntityType,
        /// Whether all mentions of its entity are meant.
        #[serde(default, skip_serializing_if = "is_false")]
        everywhere: bool,
    },
    /// A mention begins or ends elsewhere.
    SetSpan {
        /// The mention.
        at: CodePoints,
        /// Where it stands.
        to: CodePoints,
        /// Whether the entity's other mentions of the same wording are meant too, where the text around them is the same.
        #[serde(default, skip_serializing_if = "is_false")]
        everywhere: bool,
    },
    /// A mention that was not found.
    Add {
        /// Where it stands.
        at: CodePoints,
        /// Its type.
        #[serde(rename = "type")]
        kind: EntityType,
        /// Whether the same words elsewhere are meant too, where nothing else is marked.
        #[serde(default, skip_serializing_if = "is_false")]
        everywhere: bool,
    },
    /// Two entities are one.
    MergeEntities {
        /// A mention of the one that goes.
        at: CodePoints,
        /// A mention of the one that stays.
        into: CodePoints,
    },
    /// A mention is of another entity of the same type.
    SplitEntity {
        /// The mention.
        at: CodePoints,
        /// Whether the entity's other mentions of the same wording go with it.
        #[serde(default, skip_serializing_if = "is_false")]
        everywhere: bool,
    },
    /// An entity's name.
    Rename {
        /// A mention of it.
        at: CodePoints,
        /// Its fullest name.
        name: String,
    },
}

/// What a part may be.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum PartRole {
    /// 引题
    Kicker,
    /// 主题
    Title,
    /// 副题
    Subtitle,
    /// Body text.
    Paragraph,
    /// A picture's caption.
    Caption,
    /// Part of no article.
    Furniture,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_false(flag: &bool) -> bool {
    !flag
}
