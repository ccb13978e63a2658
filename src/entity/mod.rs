//! The names in flowing text, and who is who.
//!
//! Invariants: mentions of one text may nest but never cross; a mention begins and ends on characters that are not white.

mod again;
mod amounts;
mod attendance;
mod bodies;
mod bounds;
mod dates;
mod divisions;
mod events;
mod feasts;
pub mod gazetteer;
mod initials;
mod levels;
pub(crate) mod line;
mod merge;
pub(crate) mod names;
mod number;
mod offices;
mod orgs;
mod page_date;
mod persons;
mod places;
mod quotes;
mod references;
mod relative;
mod resolve;
mod score;
mod settle;
mod statements;
mod story;
pub(crate) mod terms;
mod times;
mod titles;
mod told;
mod words;

use crate::Options;
use crate::span::{Flow, Span};
use jiff::civil::Date;
use line::{Found, Line};
use rustc_hash::{FxHashMap, FxHashSet};

pub use divisions::Located;
pub use gazetteer::Gazetteer;
pub use settle::nests;
pub use story::{Attendance, Part, Reference, Statement, Story, Stretch};

/// The types of the entity guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The name of one human being.
    Person,
    /// An office, rank, profession or role given to a person.
    Title,
    /// A named organisation.
    Org,
    /// A named place.
    Place,
    /// A calendar expression.
    Date,
    /// A time of day.
    Time,
    /// An amount of money.
    Money,
    /// A percentage, fraction or multiple.
    Percent,
    /// A number with a measure word.
    Quantity,
    /// A named meeting, campaign, competition, disaster.
    Event,
    /// A law, plan, document, book.
    Work,
    /// A coined name in quotation marks.
    Term,
}

/// One stretch of flowing text on its way to recognition.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The flowing text: no line breaks, no padding, canonical characters.
    pub text: &'a str,
    /// What part of the page it is.
    pub role: Role,
    /// The article that it belongs to; none for furniture and for single lines.
    pub article: Option<usize>,
}

/// What a text is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Kicker, title or subtitle.
    Headline,
    /// A paragraph of the body.
    Paragraph,
    /// A caption.
    Caption,
    /// Folio line, masthead, editors.
    Furniture,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where, in bytes of its text.
    pub span: Span<Flow>,
    /// Its type.
    pub kind: Kind,
    /// From 0 (a guess) to 1 (sure).
    pub score: f32,
    /// Which rule or model found it.
    pub rule: &'static str,
    /// The normalised value of a date, time, sum, share or quantity.
    pub value: Option<Value>,
}

/// What a date, a sum or a quantity amounts to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A point or stretch of time; ISO 8601, the end being the last day (or minute) inside.
    When {
        /// How exact it is.
        kind: WhenKind,
        /// First day or minute.
        start: Option<String>,
        /// Last day or minute.
        end: Option<String>,
    },
    /// An amount of money.
    Money {
        /// In whole units of the currency.
        amount: f64,
        /// ISO 4217.
        currency: &'static str,
    },
    /// A share, in hundredths (a half is 50).
    Percent {
        /// Hundredths.
        number: f64,
    },
    /// A number of something.
    Quantity {
        /// How many.
        number: f64,
        /// The unit or measure word as printed.
        unit: String,
    },
}

/// How exact a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenKind {
    /// One day or minute.
    Point,
    /// From a day to a day.
    Interval,
    /// A length of time.
    Duration,
    /// Not to be pinned down.
    Fuzzy,
}

/// All that was found in a list of texts.
#[derive(Default)]
pub struct Recognition {
    /// The mentions of each text, by start, outer before inner.
    pub mentions: Vec<Vec<Mention>>,
    /// The day the page was printed, as its folio line or datelines tell.
    pub date: Option<Date>,
    /// Who and what they are, in the order of first mention.
    pub entities: Vec<Entity>,
    /// What the articles tell of them.
    pub story: Story,
}

/// One person, body, place or thing with all its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its type.
    pub kind: Kind,
    /// Its fullest name, without white space.
    pub name: String,
    /// Its mentions: index of the text, index of the mention in it.
    pub mentions: Vec<(usize, usize)>,
    /// The offices of a person.
    pub titles: Vec<Held>,
    /// The value, where all its mentions have the same.
    pub value: Option<Value>,
    /// The division that a place is.
    pub division: Option<Located>,
}

/// An office that a person holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The office as printed.
    pub title: String,
    /// The organisation or place that it is of.
    pub organization: Option<String>,
    /// The entity of that organisation or place, by index.
    pub entity: Option<usize>,
}

/// Finds the mentions in the texts of a page and the entities behind them.
#[must_use]
pub fn recognise(texts: &[Text<'_>], options: &Options, progress: crate::Progress<'_>) -> Recognition {
    let printed = options.date.or_else(|| page_date::read(texts));
    let pieces: Vec<Piece> = texts.iter().enumerate().flat_map(|(at, text)| Piece::all(at, text.text)).collect();
    let mut drafts: Vec<Draft> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        drafts.push(Draft::new(&piece.line, printed, &options.gazetteer));
        if at % PROGRESS_STEP == 0 {
            progress(0.7 * at as f32 / pieces.len() as f32);
        }
    }
    // What the page has shown counts everywhere on it.
    let mut known = Known::default();
    for (Piece { line, .. }, draft) in pieces.iter().zip(&drafts) {
        draft.persons.iter().filter(|p| p.score >= score::EVIDENCE).for_each(|p| known.persons.add(&line.chars[p.start..p.end]));
        draft.orgs.iter().for_each(|o| orgs::learn(&line.chars[o.start..o.end], &mut known.firms));
    }
    // What is a coined name in one paragraph is one in all of its article.
    let mut coined: FxHashMap<usize, FxHashSet<&[char]>> = FxHashMap::default();
    for (Piece { line, text, .. }, draft) in pieces.iter().zip(&drafts) {
        if let Some(article) = texts[*text].article {
            let names = draft.fixed.iter().filter(|f| f.kind == Kind::Term).map(|f| &line.chars[f.start..f.end]);
            coined.entry(article).or_default().extend(names);
        }
    }
    let nobody = Known::default();
    let mut mentions: Vec<Vec<Mention>> = vec![Vec::new(); texts.len()];
    let mut holds = Vec::new();
    for (at, (piece, mut draft)) in pieces.iter().zip(drafts).enumerate() {
        // Furniture tells of other pages and of the paper's makers.
        let known = if texts[piece.text].role == Role::Furniture { &nobody } else { &known };
        let coined = texts[piece.text].article.and_then(|article| coined.get(&article));
        if let Some(coined) = coined {
            draft.recall_terms(&piece.line, coined);
        }
        let (finds, links) = draft.finish(&piece.line, known);
        let list = &mut mentions[piece.text];
        holds.extend(links.iter().filter_map(|(title, person)| {
            // The finds stand by their starts.
            let index = |kind, span: &(usize, usize)| {
                let first = finds.partition_point(|f| f.start < span.0);
                let here = finds[first..].iter().take_while(|f| f.start == span.0);
                here.zip(list.len() + first..).find(|(f, _)| f.kind == kind && f.end == span.1).map(|(_, at)| at)
            };
            Some(resolve::Holds { text: piece.text, title: index(Kind::Title, title)?, person: index(Kind::Person, person)? })
        }));
        list.extend(finds.into_iter().map(|f| piece.mention(f)));
        if at % PROGRESS_STEP == 0 {
            progress(0.7 + 0.3 * at as f32 / pieces.len() as f32);
        }
    }
    let (entities, owner) = resolve::entities(texts, &mentions, &holds);
    let story = story::read(texts, &mentions, &owner, &entities);
    progress(1.0);
    Recognition { mentions, date: printed, entities, story }
}

/// Finds the mentions in one text that stands alone.
#[must_use]
pub fn find(text: &str, options: &Options) -> Vec<Mention> {
    recognise(&[Text { text, role: Role::Paragraph, article: None }], options, &mut |_| ()).mentions.swap_remove(0)
}

/// The mentions of a line where `names` are what the model finds: another guideline's names as the rules make the guide's of them.
#[cfg(feature = "train")]
pub(crate) fn by_the_guide(line: &Line, names: &[(usize, usize, Kind)]) -> Vec<Found> {
    let names = names.iter().map(|&(start, end, kind)| Found::new(start, end, kind, score::MODEL, "model")).collect();
    Draft::with(names, line, None, &Gazetteer::default()).finish(line, &Known::default()).0
}

/// A text, or one of the stretches that a very long one is read in.
struct Piece {
    /// Index of the text.
    text: usize,
    /// Where the piece begins in it, in bytes.
    from: usize,
    line: Line,
}

/// The longest piece, in characters: paragraphs are shorter. Finders compare the finds of a piece with one another; cut
/// into pieces, a text without any line break costs no more than its length.
const LONGEST_PIECE: usize = 4000;

impl Piece {
    /// The pieces of a text; they end where sentences do, if they can.
    fn all(at: usize, text: &str) -> Vec<Self> {
        let mut pieces = Vec::with_capacity(1);
        let mut from = 0;
        loop {
            let rest = &text[from..];
            let mut len = rest.char_indices().nth(LONGEST_PIECE).map_or(rest.len(), |(len, _)| len);
            if len < rest.len() {
                len = rest[..len].rfind(['。', '！', '？']).map_or(len, |end| end + '。'.len_utf8());
            }
            pieces.push(Self { text: at, from, line: Line::new(&rest[..len]) });
            from += len;
            if from == text.len() {
                return pieces;
            }
        }
    }

    fn mention(&self, f: Found) -> Mention {
        let span = self.line.span(f.start, f.end);
        let span = Span::new(self.from + span.start as usize, self.from + span.end as usize);
        Mention { span, kind: f.kind, score: f.score, rule: f.rule, value: f.value }
    }
}

/// Texts between two reports of progress.
const PROGRESS_STEP: usize = 64;

/// What the page has shown.
#[derive(Default)]
struct Known {
    persons: persons::Known,
    /// Short names of companies that it gives in full.
    firms: persons::Known,
}

/// The finds of one text before the page has been seen.
struct Draft {
    /// The user's own names, by start.
    own: Vec<Found>,
    /// Works, terms, dates, times, amounts.
    fixed: Vec<Found>,
    places: Vec<Found>,
    orgs: Vec<Found>,
    persons: Vec<Found>,
}

impl Draft {
    fn new(line: &Line, date: Option<Date>, gazetteer: &Gazetteer) -> Self {
        let mut model = Vec::new();
        names::find(line, &mut model);
        Self::with(model, line, date, gazetteer)
    }

    /// With these names as the model's.
    fn with(mut model: Vec<Found>, line: &Line, date: Option<Date>, gazetteer: &Gazetteer) -> Self {
        let mut fixed = Vec::new();
        quotes::find(line, &mut fixed);
        let terms = fixed.clone();
        let mut days = Vec::new();
        dates::find(line, date, &mut days);
        days.retain(|d| !terms.iter().any(|t| t.overlaps(d)));
        times::find(line, &mut days);
        days.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
        let days = settle::leftmost(days);
        let mut taken = days.clone();
        taken.extend(terms);
        taken.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
        amounts::find(line, &taken, &mut fixed);
        fixed.extend(days);
        let mut places = Vec::new();
        places::find(line, &mut places);
        let mut rules = Vec::new();
        orgs::find(line, &places, &mut rules);
        let mut persons = Vec::new();
        persons::find(line, &rules, &mut persons);
        rules.append(&mut persons);
        rules.append(&mut places);
        model.retain(|f| f.kind != Kind::Place || !places::is_turned(line, f.end));
        model.iter_mut().filter(|f| f.kind == Kind::Person && places::ends_as_place(line, f)).for_each(|f| f.kind = Kind::Place);
        model.iter_mut().filter(|f| f.kind == Kind::Person).for_each(|f| persons::trim(line, f));
        model.iter_mut().filter(|f| f.kind == Kind::Org).for_each(|f| orgs::trim(line, f));
        // A name in quotation marks is a name.
        fixed.retain(|f| f.kind != Kind::Term || !model.iter().any(|m| (m.start, m.end) == (f.start, f.end)));
        let mut draft = Self { own: gazetteer.find(line), fixed, places: Vec::new(), orgs: Vec::new(), persons: Vec::new() };
        let mut names = merge::merge(model, rules);
        bounds::mend(line, &mut names);
        levels::part(line, &mut names);
        names.retain(|f| !bounds::is_bare(line, f));
        for f in names {
            match f.kind {
                Kind::Person => draft.persons.push(f),
                Kind::Org => draft.orgs.push(f),
                _ => draft.places.push(f),
            }
        }
        draft.take_in_own();
        draft
    }

    /// Puts the user's own names in the place of what they do not fit with.
    fn take_in_own(&mut self) {
        for (kinds, list) in [
            (&[Kind::Person][..], &mut self.persons),
            (&[Kind::Org], &mut self.orgs),
            (&[Kind::Place], &mut self.places),
            (&[Kind::Date, Kind::Time, Kind::Money, Kind::Percent, Kind::Quantity, Kind::Work, Kind::Term], &mut self.fixed),
        ] {
            gazetteer::make_way(&self.own, list);
            let of_kind = self.own.iter().filter(|f| kinds.contains(&f.kind)).cloned();
            let before = list.len();
            list.extend(of_kind);
            if list.len() > before {
                list.sort_by_key(|f| f.start);
            }
        }
    }

    /// Marks what stands in quotation marks and is a coined name elsewhere in the article.
    fn recall_terms(&mut self, line: &Line, coined: &FxHashSet<&[char]>) {
        for terms::Quoted { open, close } in terms::quoted(line) {
            let found = Found::new(open + 1, close, Kind::Term, score::DOUBTFUL, "quotation-marks");
            let lists = [&self.fixed, &self.places, &self.orgs, &self.persons, &self.own];
            if coined.contains(&line.chars[open + 1..close]) && !lists.iter().any(|l| l.iter().any(|f| f.overlaps(&found))) {
                self.fixed.push(found);
            }
        }
    }

    fn finish(mut self, line: &Line, known: &Known) -> (Vec<Found>, Vec<titles::Link>) {
        let longer: Vec<&Found> = self.places.iter().chain(&self.orgs).collect();
        persons::recall(line, &known.persons, &longer, &mut self.persons);
        orgs::recall(line, &known.firms, &mut self.persons, &mut self.places, &mut self.orgs);
        // What the page has shown does not win over the list.
        gazetteer::make_way(&self.own, &mut self.persons);
        gazetteer::make_way(&self.own, &mut self.orgs);
        let persons = self.persons;
        let mut taken = vec![false; line.len()];
        for p in &persons {
            taken[p.start..p.end].fill(true);
        }
        self.places.retain(|p| !taken[p.start..p.end].contains(&true));
        self.orgs.retain(|p| !taken[p.start..p.end].contains(&true));
        let mut names = self.orgs.clone();
        names.extend(self.places.iter().cloned());
        names.sort_by_key(|f| f.start);
        let mut titles = Vec::new();
        let mut edges: Vec<usize> =
            self.fixed.iter().filter(|f| matches!(f.kind, Kind::Date | Kind::Time)).map(|f| f.end).collect();
        edges.sort_unstable();
        let mut links = titles::find(line, &persons, &names, &edges, &mut titles);
        gazetteer::give_titles(&self.own, &persons, &mut titles, &mut links);
        let mut events = Vec::new();
        let mut inner = names.clone();
        inner.extend(self.fixed.iter().cloned());
        inner.sort_by_key(|f| f.start);
        events::find(line, &inner, &mut events);
        events.extend(self.own.iter().filter(|f| f.kind == Kind::Event).cloned());
        let mut all = self.fixed;
        for list in [names, persons, titles, events] {
            all.extend(list);
        }
        (settle::settle(all), links)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str) -> Vec<&str> {
        find(text, &Options::default()).iter().filter(|m| m.kind == kind).map(|m| m.span.of(text)).collect()
    }

    #[test]
    fn kinds_of_names() {
        assert_eq!(of(Kind::Place, "他们到罗德岛和朱衣河旅行。"), ["罗德岛", "朱衣河"]);
        assert_eq!(of(Kind::Person, "外交部长王毅集体会见记者，对记者来说，"), ["王毅"]);
        assert_eq!(of(Kind::Place, "黑龙江省哈尔滨市推进就地城镇化"), ["黑龙江省", "哈尔滨市"]);
        assert_eq!(of(Kind::Date, "（今日谈）近日"), ["近日"]);
        assert_eq!(of(Kind::Org, "丰禾铝业集团投产，丰禾集团增产，项目包括丰禾、易兆联等。")[2..], ["丰禾", "易兆联"]);
        assert_eq!(of(Kind::Org, "案件由市人民法院审理。"), ["市人民法院"]);
        assert_eq!(of(Kind::Place, "近日，东华生态铝示范产业园举行仪式"), ["东华生态铝示范产业园"]);
    }

    /// A coined name is one in every paragraph of its article, and not in the next article.
    #[test]
    fn a_coined_name_counts_through_its_article() {
        let say = |text, article| Text { text, role: Role::Paragraph, article: Some(article) };
        let plain = "他说，“亮诺晒绩”很好。";
        let texts = [say("推行“亮诺晒绩”制度。", 0), say(plain, 0), say(plain, 1)];
        let found = recognise(&texts, &Options::default(), &mut |_| ());
        let terms = |at: usize| found.mentions[at].iter().filter(|m| m.kind == Kind::Term).count();
        assert_eq!([terms(0), terms(1), terms(2)], [1, 1, 0]);
    }

    /// A text that is read in pieces gives what its sentences give, each at its place.
    #[test]
    fn a_very_long_text_is_read_in_pieces() {
        let sentence = "近日，副市长李明主持召开会议，通报了12.5%的增长。";
        let one = find(sentence, &Options::default());
        let many = find(&sentence.repeat(500), &Options::default());
        assert!(Piece::all(0, &sentence.repeat(500)).len() > 1 && !one.is_empty());
        assert_eq!(many.len(), 500 * one.len());
        for (at, mention) in many.iter().enumerate() {
            let (round, first) = (at / one.len() * sentence.len(), &one[at % one.len()]);
            let place = (round + first.span.start as usize, round + first.span.end as usize);
            assert_eq!((mention.span, mention.kind), (Span::new(place.0, place.1), first.kind));
        }
    }
}
