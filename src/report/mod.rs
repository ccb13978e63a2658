//! The report: what the program prints, as types. The JSON Schema comes from them.
//!
//! Invariants: spans count Unicode code points of the raw text; the same input gives the same bytes; every non-white
//! character of the page is in exactly one headline part, paragraph, caption or piece of furniture.

mod corrections;
mod edge;
mod line;
mod schema;
mod write;

pub use corrections::{Corrections, Edit, Machine, PartRole};
pub(crate) use edge::Edge;
pub use line::{LineMention, LineReport, line};
pub use schema::{SCHEMA_ID, schema, schema_json};
pub(crate) use write::{INVISIBLE, article_id, entity_id, sha256};
pub use write::{Placed, passages, write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the report's form; grows with every change of it.
pub const SCHEMA_VERSION: &str = "1.0";

/// A half-open range `[start, end)` in Unicode code points of the raw text.
pub type CodePoints = (u32, u32);

/// The report of one text.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Report {
    /// Version of this form.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: String,
    /// The program.
    pub generator: Generator,
    /// The text.
    pub source: SourceInfo,
    /// The articles in the order of the page.
    pub articles: Vec<Article>,
    /// Folio, masthead, editors, page numbers, advertisements.
    pub furniture: Vec<TextPart>,
    /// Persons, bodies, places, dates, sums and the rest, in the order of first mention.
    pub entities: Vec<Entity>,
    /// Who said what, in the order of the text.
    pub statements: Vec<Statement>,
    /// Who took part in which meeting.
    pub attendance: Vec<Attendance>,
    /// Words that stand for a name where it is clear for which: 他, 会议, 该公司. They are no mentions.
    pub references: Vec<Reference>,
    /// Whether lines were put into another order than the text has them in.
    pub reordered: bool,
    /// Doubts.
    pub notes: Vec<Note>,
    /// What a reader has put right; absent where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Box<Corrections>>,
}

/// The program that wrote the report.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Generator {
    /// `jianbao`
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The text that the report is about.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct SourceInfo {
    /// File name, if it had one.
    pub name: Option<String>,
    /// SHA-256 of the decoded text in UTF-8, in hexadecimal.
    #[schemars(extend("pattern" = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// The encoding that it was decoded from.
    pub encoding: String,
    /// Length in code points.
    pub length: u32,
    /// What spans count: `code_point`.
    #[schemars(extend("const" = "code_point"))]
    pub offset_unit: String,
    /// The day the page was printed (ISO 8601), given or read off its folio line.
    pub date: Option<String>,
}

/// One article.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Article {
    /// `a1`, `a2`, …
    pub id: String,
    /// Which page of the text it stands on, from 1.
    pub page: u32,
    /// Kicker, title, subtitle.
    pub headline: Headline,
    /// Authors.
    pub byline: Vec<Byline>,
    /// 电头
    pub dateline: Option<Dateline>,
    /// The body.
    pub paragraphs: Vec<TextPart>,
    /// Captions of its pictures.
    pub captions: Vec<TextPart>,
    /// 下转 or 上接
    pub jump: Option<Jump>,
    /// Why it begins where it does.
    pub start: Option<Reason>,
    /// Why its headline was given to it.
    pub placement: Option<Reason>,
}

/// The headline; each part is null where the page has none.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Headline {
    /// 引题
    pub kicker: Option<TextPart>,
    /// 主题
    pub title: Option<TextPart>,
    /// 副题
    pub subtitle: Option<TextPart>,
}

/// A part of the page.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct TextPart {
    /// Clean text.
    pub text: String,
    /// Where it stands, one range a line.
    pub spans: Vec<CodePoints>,
    /// Which rule or score made it this part.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// One author.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Byline {
    /// Name without white space.
    pub name: String,
    /// `reporter`, `correspondent`, `photographer`, `author`, `editor` or `intern`.
    #[schemars(extend("enum" = ["reporter", "correspondent", "photographer", "author", "editor", "intern"]))]
    pub role: String,
    /// Where the name stands.
    pub spans: Vec<CodePoints>,
}

/// 电头
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Dateline {
    /// As printed, without white space.
    pub text: String,
    /// `本报`, `新华社`.
    pub agency: Option<String>,
    /// The place named.
    pub place: Option<String>,
    /// The date as printed.
    pub date: Option<String>,
    /// Where it stands.
    pub spans: Vec<CodePoints>,
}

/// A jump line.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Jump {
    /// As printed.
    pub text: String,
    /// `to` (下转) or `from` (上接).
    #[schemars(extend("enum" = ["to", "from"]))]
    pub direction: String,
    /// The page as printed.
    pub page: String,
    /// Where it stands.
    pub spans: Vec<CodePoints>,
}

/// Why something was read as it was.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Reason {
    /// A short code.
    pub code: String,
    /// From 0 to 1, in hundredths.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f64,
}

/// A doubt: another reading that is nearly as likely as the one that was taken.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Note {
    /// What the text would be by the other reading: a short code.
    pub code: String,
    /// The article that the text would belong to or touch.
    pub article: Option<String>,
    /// Where.
    pub spans: Vec<CodePoints>,
    /// How likely the other reading is, from 0 to 1, in hundredths.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f64,
}

/// One person, body, place or thing.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Entity {
    /// `e1`, `e2`, …
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Its fullest name.
    pub name: String,
    /// Where it is named.
    pub mentions: Vec<Mention>,
    /// The offices of a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<Held>,
    /// What a date, sum, share or quantity amounts to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The division of China that a place is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<Division>,
}

/// A division of China.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Division {
    /// Six digits by GB/T 2260; a town's nine by GB/T 10114.
    #[schemars(extend("pattern" = "^[0-9]{6}([0-9]{3})?$"))]
    pub code: String,
    /// Its full name.
    pub name: String,
    /// `province`, `city` (prefecture), `county` (also a district or a city of that rank) or `town`.
    #[schemars(extend("enum" = ["province", "city", "county", "town"]))]
    pub level: String,
    /// What it belongs to, the province first.
    pub path: Vec<String>,
    /// From 0 to 1, in hundredths: lower where the page had to decide between namesakes.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f64,
}

/// A stretch of an article.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Excerpt {
    /// Clean text; a line break parts what stands in several paragraphs.
    pub text: String,
    /// Where it stands, one range a line.
    pub spans: Vec<CodePoints>,
}

/// Who said what.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Statement {
    /// `s1`, `s2`, …
    pub id: String,
    /// The article.
    pub article: String,
    /// The entity that speaks: a person, a body or a meeting; null where the text does not tell which.
    pub speaker: Option<String>,
    /// The words for the speaker: a name, 他, 会议, 村民们.
    pub speaker_mention: Option<Excerpt>,
    /// The verb of saying.
    pub cue: Excerpt,
    /// The speech; of direct speech what stands in the quotation marks.
    pub content: Excerpt,
    /// `direct` (in quotation marks) or `indirect`.
    #[schemars(extend("enum" = ["direct", "indirect"]))]
    pub kind: String,
}

/// One person's part in a meeting.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Attendance {
    /// The article.
    pub article: String,
    /// The meeting's entity; null where the text gives it no name.
    pub event: Option<String>,
    /// The person's entity.
    pub person: String,
    /// `chair` (主持), `attend` (出席, 参加), `observe` (列席), `speak` (讲话, 致辞) or `announce` (宣布).
    #[schemars(extend("enum" = ["chair", "attend", "observe", "speak", "announce"]))]
    pub role: String,
    /// The word for the person.
    pub person_mention: Excerpt,
    /// The verb that says so.
    pub cue: Excerpt,
}

/// A word that stands for a name.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Reference {
    /// The article.
    pub article: String,
    /// The entity that it stands for.
    pub entity: String,
    /// The word.
    pub text: String,
    /// Where it stands.
    pub spans: Vec<CodePoints>,
    /// From 0 to 1, in hundredths.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f64,
}

/// The twelve types.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum EntityType {
    Person,
    Title,
    Org,
    Place,
    Date,
    Time,
    Money,
    Percent,
    Quantity,
    Event,
    Work,
    Term,
}

/// One mention.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Mention {
    /// The article; null in furniture.
    pub article: Option<String>,
    /// The name as printed, clean.
    pub text: String,
    /// Where it stands.
    pub spans: Vec<CodePoints>,
    /// Which rule or model found it.
    pub rule: String,
    /// From 0 to 1, in hundredths.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub score: f64,
    /// Whether a reader has looked at it and found it right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
}

/// An office that a person holds.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Held {
    /// The office as printed.
    pub title: String,
    /// The organisation or place that it is of.
    pub organization: Option<String>,
    /// That organisation's or place's entity.
    pub entity: Option<String>,
}

/// A normalised value.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Value {
    /// DATE, TIME
    When {
        /// `point`, `interval`, `duration` or `fuzzy`.
        #[schemars(extend("enum" = ["point", "interval", "duration", "fuzzy"]))]
        kind: String,
        /// ISO 8601.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        /// ISO 8601; the last day or minute inside.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<String>,
    },
    /// MONEY
    Money {
        /// In whole units.
        #[cfg_attr(feature = "js", tsify(type = "number"))]
        amount: serde_json::Number,
        /// ISO 4217.
        currency: String,
    },
    /// QUANTITY
    Quantity {
        /// How many.
        #[cfg_attr(feature = "js", tsify(type = "number"))]
        number: serde_json::Number,
        /// Unit or measure word as printed.
        unit: String,
    },
    /// PERCENT
    Percent {
        /// Hundredths.
        #[cfg_attr(feature = "js", tsify(type = "number"))]
        number: serde_json::Number,
    },
}

impl EntityType {
    /// The twelve types in the order in which readers see them listed.
    pub const LISTED: [Self; 12] = [
        Self::Person,
        Self::Title,
        Self::Org,
        Self::Place,
        Self::Event,
        Self::Work,
        Self::Term,
        Self::Date,
        Self::Time,
        Self::Money,
        Self::Percent,
        Self::Quantity,
    ];

    /// Its name in Chinese and in English.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Person => ("人名", "Person"),
            Self::Title => ("职务", "Title"),
            Self::Org => ("机构", "Organisation"),
            Self::Place => ("地名", "Place"),
            Self::Date => ("日期", "Date"),
            Self::Time => ("时间", "Time"),
            Self::Money => ("金额", "Money"),
            Self::Percent => ("比率", "Percent"),
            Self::Quantity => ("数量", "Quantity"),
            Self::Event => ("会议活动", "Event"),
            Self::Work => ("著作文件", "Work"),
            Self::Term => ("专用词语", "Term"),
        }
    }

    /// As the report writes it: `PERSON`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Title => "TITLE",
            Self::Org => "ORG",
            Self::Place => "PLACE",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Money => "MONEY",
            Self::Percent => "PERCENT",
            Self::Quantity => "QUANTITY",
            Self::Event => "EVENT",
            Self::Work => "WORK",
            Self::Term => "TERM",
        }
    }
}

impl Report {
    /// The bytes that command line and page hand out: indented JSON and a line break at the end.
    ///
    /// # Panics
    /// Never: every value of a report has a JSON form.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a report has a JSON form");
        json.push('\n');
        json
    }

    /// The report on one line, with a line break at the end.
    ///
    /// # Panics
    /// Never: every value of a report has a JSON form.
    #[must_use]
    pub fn to_json_line(&self) -> String {
        let mut json = serde_json::to_string(self).expect("a report has a JSON form");
        json.push('\n');
        json
    }
}
