//! The roles that a line can have, and the states of the page that they lead through.
//!
//! A state is a role and what is open: whether the article being read already has its headline. So "a headline behind
//! its body" can only follow a body that has none yet, and the decoder weighs both readings of a whole page.

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Role {
    /// Folio, masthead, editors, advertisement.
    Furniture,
    /// First line of a caption.
    Caption,
    /// A further line of a caption.
    CaptionMore,
    /// 引题 before its body.
    KickerBefore,
    /// 主题 before its body.
    TitleBefore,
    /// 副题 before its body.
    SubtitleBefore,
    /// 引题 behind its body.
    KickerAfter,
    /// 主题 behind its body.
    TitleAfter,
    /// 副题 behind its body.
    SubtitleAfter,
    /// First line of an article's body.
    ArticleStart,
    /// First line of a further paragraph.
    ParagraphStart,
    /// A line that goes on with its paragraph.
    Goes,
    /// First line of a further paragraph of an article that another one interrupted.
    ResumeParagraph,
    /// A line that goes on with a paragraph that another article interrupted.
    ResumeLine,
}

use Role::{
    ArticleStart, Caption, CaptionMore, Furniture, Goes, KickerAfter, KickerBefore, ParagraphStart, ResumeLine, ResumeParagraph,
    SubtitleAfter, SubtitleBefore, TitleAfter, TitleBefore,
};

/// All roles, in the order of their numbers.
pub const ROLES: [Role; 14] = [
    Furniture, Caption, CaptionMore, KickerBefore, TitleBefore, SubtitleBefore, KickerAfter, TitleAfter, SubtitleAfter,
    ArticleStart, ParagraphStart, Goes, ResumeParagraph, ResumeLine,
];

impl Role {
    /// Whether the line is a part of a headline.
    #[must_use]
    pub fn is_headline(self) -> bool {
        self.is_before() || self.is_after()
    }

    /// Whether the line is a part of a headline that stands before its body.
    #[must_use]
    pub fn is_before(self) -> bool {
        matches!(self, KickerBefore | TitleBefore | SubtitleBefore)
    }

    /// Whether the line is a part of a headline that stands behind its body.
    #[must_use]
    pub fn is_after(self) -> bool {
        matches!(self, KickerAfter | TitleAfter | SubtitleAfter)
    }

    /// The kind that the role belongs to.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Furniture => Kind::Furniture,
            Caption | CaptionMore => Kind::Caption,
            KickerBefore | TitleBefore | SubtitleBefore => Kind::HeadlineBefore,
            KickerAfter | TitleAfter | SubtitleAfter => Kind::HeadlineAfter,
            ArticleStart => Kind::Start,
            ParagraphStart | Goes | ResumeParagraph | ResumeLine => Kind::Body,
        }
    }

    /// Whether the line is body text.
    #[must_use]
    pub fn is_body(self) -> bool {
        matches!(self, ArticleStart | ParagraphStart | Goes | ResumeParagraph | ResumeLine)
    }
}

/// What a reader would call a line, whatever came before it on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Folio, masthead, editors, advertisement.
    Furniture,
    /// A caption's.
    Caption,
    /// Of a headline before its body.
    HeadlineBefore,
    /// Of a headline behind its body.
    HeadlineAfter,
    /// The first line of an article's body.
    Start,
    /// A further line of a body.
    Body,
}

/// All kinds, in the order of their numbers.
pub const KINDS: [Kind; 6] = [Kind::Furniture, Kind::Caption, Kind::HeadlineBefore, Kind::HeadlineAfter, Kind::Start, Kind::Body];

/// What is open while a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Open {
    /// A body that has no headline so far.
    Untitled,
    /// A body whose headline stood before it.
    Titled,
    /// Nothing: the page begins, or an article got its headline behind it.
    Nothing,
    /// A headline that waits for its body.
    Headline,
}

use Open::{Headline, Nothing, Titled, Untitled};

/// A role and what is open after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// The line's role.
    pub role: Role,
    /// What is open after the line.
    pub open: Open,
}

const fn state(role: Role, open: Open) -> State {
    State { role, open }
}

/// All states, in the order of their numbers.
pub const STATES: [State; 28] = [
    state(Furniture, Untitled),
    state(Furniture, Titled),
    state(Furniture, Nothing),
    state(Furniture, Headline),
    state(Caption, Untitled),
    state(Caption, Titled),
    state(Caption, Nothing),
    state(Caption, Headline),
    state(CaptionMore, Untitled),
    state(CaptionMore, Titled),
    state(CaptionMore, Nothing),
    state(CaptionMore, Headline),
    state(KickerBefore, Headline),
    state(TitleBefore, Headline),
    state(SubtitleBefore, Headline),
    state(KickerAfter, Nothing),
    state(TitleAfter, Nothing),
    state(SubtitleAfter, Nothing),
    state(ArticleStart, Untitled),
    state(ArticleStart, Titled),
    state(ParagraphStart, Untitled),
    state(ParagraphStart, Titled),
    state(Goes, Untitled),
    state(Goes, Titled),
    state(ResumeParagraph, Untitled),
    state(ResumeParagraph, Titled),
    state(ResumeLine, Untitled),
    state(ResumeLine, Titled),
];

/// The state before the first line.
pub const BEGINNING: State = state(Furniture, Nothing);

/// Whether `to` can follow `from`.
#[must_use]
pub fn can_follow(from: State, to: State) -> bool {
    match to.role {
        Furniture | Caption => to.open == from.open,
        CaptionMore => matches!(from.role, Caption | CaptionMore) && to.open == from.open,
        KickerBefore => from.open != Headline || matches!(from.role, KickerBefore | TitleBefore | Furniture),
        TitleBefore | SubtitleBefore | ResumeParagraph | ResumeLine => true,
        KickerAfter | TitleAfter | SubtitleAfter => from.open == Untitled || from.role.is_after(),
        ArticleStart => (from.open == Headline) == (to.open == Titled),
        // A body goes on behind a headline that stands between its lines, its own or another's.
        ParagraphStart | Goes => to.open == from.open || matches!(from.open, Headline | Nothing),
    }
}

/// The state's number in [`STATES`].
///
/// # Panics
/// When there is no such state: a programming error.
#[must_use]
pub fn number(state: State) -> usize {
    STATES.iter().position(|&s| s == state).expect("one of the states")
}
