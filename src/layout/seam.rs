//! Where articles meet without a headline between them, and their wording, their subjects, the headlines on both sides and the columns tell:
//! the line-by-line reading may take two for one there, or one for two. Each body is looked at as a whole, and so are two that
//! meet: another article begins at one of the paragraphs, or at none.
//!
//! A network with one hidden layer over features that have names; `models/seam.txt` has its weights, a feature a line.

use super::cohesion::{Evidence, LEAD, Topics, end_of_body, pairs_of, start_of_body};
use super::crf::Reading;
use super::habit::points_back;
use super::line::Line;
use super::named;
use super::role::{Role, STATES};
use super::subject::Subject;
use super::thread::{MOST_WIDER, WIDTH_UNIT};
use std::ops::Range;
use std::sync::LazyLock;

/// What tells whether another article begins at a paragraph. Of the headlines next to the body on either side: how much more of it is
/// in the part on its side than in the other one (`lean`), than in the body beyond it (`own`), than in the lead of the other part (`lead`),
/// by words and, where `alike` stands, by subjects.
pub const FEATURES: [&str; COUNT] = [
    "reading", "read", "read_odds", "shared", "least_shared", "near", "alike", "alike_near", "alike_lead", "alike_more",
    "near_more", "before_lean", "before_own", "behind_lean", "behind_own", "both_lean", "behind_lead", "behind_read_lean",
    "before_alike", "behind_alike", "both_alike", "before_lead_alike", "behind_lead_alike", "before_read", "behind_read",
    "alone_before", "alone_behind", "headlines_left", "column", "column_near", "blanks", "indent", "apart", "lines_before",
    "lines_behind",
];
/// How many these are.
pub const COUNT: usize = 35;
/// Values of [`FEATURES`].
pub type Row = [f32; COUNT];
/// How many outputs the hidden layer has.
pub const HIDDEN: usize = 24;

/// Where, behind the features' weights, an output of the hidden layer has its bias.
pub const BIAS: usize = COUNT;
/// What it counts for.
pub const OUTPUT: usize = COUNT + 1;
/// What is added to the sum of all outputs; the first output's alone is looked at.
pub const CONSTANT: usize = COUNT + 2;

/// The names of the network's weights.
const NAMES: [&str; COUNT + 3] = {
    let mut names = ["bias"; COUNT + 3];
    let mut at = 0;
    while at < COUNT {
        names[at] = FEATURES[at];
        at += 1;
    }
    names[OUTPUT] = "output";
    names[CONSTANT] = "constant";
    names
};

/// The network.
#[derive(Clone)]
pub struct Net {
    /// For each output of the hidden layer the features' weights, its bias, what it counts for; and in the first the constant.
    pub hidden: [[f32; COUNT + 3]; HIDDEN],
}

impl Net {
    /// Reads what [`Net::write`] made; what it does not name is 0.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self { hidden: named::read(&NAMES, text) }
    }

    /// The weights as text.
    #[must_use]
    pub fn write(&self) -> String {
        named::write(&NAMES, &self.hidden.each_ref())
    }

    /// The log-odds that another article begins.
    #[must_use]
    pub fn odds(&self, row: &Row) -> f32 {
        let outputs = self.hidden.iter().map(|hidden| {
            let sum: f32 = hidden.iter().zip(row).map(|(weight, value)| weight * value).sum();
            (sum + hidden[BIAS]).max(0.0) * hidden[OUTPUT]
        });
        outputs.sum::<f32>() + self.hidden[0][CONSTANT]
    }
}

/// The learned weights.
pub const BUILT_IN: &str = include_str!("../../models/seam.txt");

static NET: LazyLock<Net> = LazyLock::new(|| Net::read(BUILT_IN));

/// Log-odds that leave a doubt worth telling: a quarter to three, as in `doubt.rs`.
const DOUBTFUL: f32 = 1.0986;
/// Body lines that must stand on both sides of a beginning that the reading does not have.
const LEAST: usize = 2;
/// Body lines on either side that are near: they tell a column, and are compared.
const NEAR: usize = 8;
/// Lines that are compared of what is longer: of a part's column, and of the body beyond a headline.
const FAR: usize = 60;
/// Lines and pairs of characters of a headline that are compared: no paper's headline has more, but a list of headlines does.
const MOST_HEADLINES: usize = 12;
const MOST_PAIRS: usize = 300;
/// The reading's log-odds beyond which it is no surer; and how many are one in the weights' unit.
const SUREST: f32 = 9.0;
const ODDS_UNIT: f32 = 3.0;
/// Shares of wording are small: so many times one is one in the weights' unit.
const SHARED_UNIT: f32 = 5.0;
/// A share where there is nothing to compare, about as much as paragraphs of one article have.
const USUAL_SHARE: f32 = 0.2;
/// How many more headlines than bodies there are on a page, at most and at least, for what counts.
const MOST_LEFT: f32 = 3.0;

/// A line at which an article begins, or does not.
pub struct Seam {
    /// The line, by index.
    pub line: usize,
    /// Whether an article begins there.
    pub begins: bool,
    /// How sure that is, from 0 to 1.
    pub sure: f32,
}

/// A run of body lines without a headline between them that was read as one body, or two such that meet.
pub struct Stretch {
    /// Which body it is, or the first of the two, by its place among the page's.
    first: usize,
    /// Its lines, by index.
    pub lines: Vec<usize>,
    /// The line inside at which the reading has an article begin: where two bodies meet.
    pub read: Option<usize>,
    /// The lines at which an article may begin, and what speaks for it.
    pub ways: Vec<(usize, Row)>,
}

/// Where the reading of a page is to be mended, and where it is right but not surely so.
#[must_use]
pub fn found(clean: &str, lines: &[Line], reading: &Reading, evidence: &[Evidence], topics: &Topics) -> Vec<Seam> {
    decided(&stretches(clean, lines, reading, evidence, topics), |row| NET.odds(row))
}

/// Where articles begin, by the log-odds of each way. What is decided of two bodies that meet counts more than what is of one of them, and of
/// three in a row no two pairs are both changed: the second was looked at as if the first were right.
fn decided(stretches: &[Stretch], odds: impl Fn(&Row) -> f32) -> Vec<Seam> {
    let seam = |line: usize, begins: bool, odds: f32| Seam { line, begins, sure: 1.0 / (1.0 + libm::expf(-odds.abs())) };
    let mut alone: Vec<Option<Seam>> = Vec::new();
    let mut found: Vec<Seam> = Vec::new();
    let mut changed: Option<usize> = None;
    for stretch in stretches {
        let ways = || stretch.ways.iter().map(|(line, row)| (*line, odds(row)));
        let best = ways().max_by(|a, b| a.1.total_cmp(&b.1));
        let Some(read) = stretch.read else {
            alone.push(best.filter(|best| best.1 > -DOUBTFUL).map(|(line, odds)| seam(line, odds > 0.0, odds)));
            continue;
        };
        let Some((best, odds)) = best.filter(|_| changed != Some(stretch.first)) else { continue };
        if odds > 0.0 && best == read {
            found.extend((odds < DOUBTFUL).then(|| seam(read, true, odds)));
            continue;
        }
        let (begins, odds) = if odds > 0.0 {
            let other = ways().find(|(line, _)| *line == read).map_or(0.0, |(_, odds)| odds);
            (Some(best), odds - other)
        } else {
            (None, odds)
        };
        for (line, _) in ways() {
            let is_told = line == read || Some(line) == begins;
            found.push(Seam {
                sure: if is_told { seam(line, false, odds).sure } else { 1.0 },
                line,
                begins: Some(line) == begins,
            });
        }
        changed = Some(stretch.first + 1);
        for body in [stretch.first, stretch.first + 1] {
            alone[body] = None;
        }
    }
    found.extend(alone.into_iter().flatten());
    found
}

/// The bodies of a reading, and behind them each two that meet; those that other articles interrupt have no ways.
#[must_use]
pub fn stretches(clean: &str, lines: &[Line], reading: &Reading, evidence: &[Evidence], topics: &Topics) -> Vec<Stretch> {
    let roles: Vec<Role> = reading.states.iter().map(|&state| STATES[state].role).collect();
    let mut bodies: Vec<Vec<usize>> = Vec::new();
    let mut headlines = 0;
    let mut is_open = false;
    for (at, role) in roles.iter().enumerate() {
        if role.is_headline() {
            headlines += usize::from(at == 0 || !roles[at - 1].is_headline());
            is_open = false;
        } else if role.is_body() {
            match bodies.last_mut() {
                Some(body) if is_open && *role != Role::ArticleStart => body.push(at),
                _ => bodies.push(vec![at]),
            }
            is_open = true;
        }
    }
    let left = (headlines as f32 - bodies.len() as f32).clamp(-MOST_LEFT, MOST_LEFT) / MOST_LEFT;
    let met = |pair: &[Vec<usize>]| !(pair[0][pair[0].len() - 1]..pair[1][0]).any(|at| roles[at].is_headline());
    let pairs: Vec<Stretch> = bodies
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| met(pair))
        .map(|(first, pair)| Stretch { first, lines: pair.concat(), read: Some(pair[1][0]), ways: Vec::new() })
        .collect();
    let alone = bodies.into_iter().enumerate();
    let alone = alone.map(|(first, lines)| Stretch { first, lines, read: None, ways: Vec::new() });
    let mut stretches: Vec<Stretch> = alone.chain(pairs).collect();
    let mut page =
        Page { clean, lines, roles, reading, evidence, topics, headlines_left: left, counts: vec![[0; 2]; topics.count()] };
    for stretch in &mut stretches {
        let is_interrupted = stretch.lines.iter().any(|&at| matches!(page.roles[at], Role::ResumeLine | Role::ResumeParagraph));
        if !is_interrupted {
            stretch.ways = page.ways(&stretch.lines);
        }
    }
    stretches
}

/// A page as it was read.
struct Page<'a> {
    /// The text that the lines' spans index.
    clean: &'a str,
    lines: &'a [Line],
    roles: Vec<Role>,
    reading: &'a Reading,
    evidence: &'a [Evidence],
    topics: &'a Topics,
    headlines_left: f32,
    /// How often each pair of characters stands in the two parts of a stretch; zero between stretches.
    counts: Vec<[u32; 2]>,
}

/// The headline on one side of a stretch.
struct Headline {
    is_there: bool,
    /// Whether it is read as this stretch's.
    is_read: bool,
    /// Its pairs of characters.
    pairs: Vec<u32>,
    subject: Subject,
    /// What of its wording the body beyond it has.
    beyond: f32,
}

impl Headline {
    /// A difference that counts where there is a headline.
    fn lean(&self, own: f32, other: f32) -> f32 {
        if self.is_there { own - other } else { 0.0 }
    }
}

impl Page<'_> {
    /// Whether a line is a headline's or a body's: captions and furniture part nothing.
    fn parts(&self, at: usize) -> bool {
        self.roles[at].is_headline() || self.roles[at].is_body()
    }

    /// The headline before line `first` of a body, with nothing but captions and furniture between them.
    fn headline_before(&self, first: usize) -> Headline {
        let end = (0..first).rev().find(|&at| self.parts(at)).map_or(0, |at| at + 1);
        let lines = (0..end).rev().take(MOST_HEADLINES).take_while(|&at| self.roles[at].is_headline());
        let start = lines.last().unwrap_or(end);
        let beyond = if start < end { start_of_body(&self.roles, start, FAR)..start } else { 0..0 };
        self.headline(start..end, beyond, Role::is_before)
    }

    /// The headline behind line `last` of a body, with nothing but captions and furniture between them.
    fn headline_behind(&self, last: usize) -> Headline {
        let start = (last + 1..self.roles.len()).find(|&at| self.parts(at)).unwrap_or(self.roles.len());
        let lines = (start..self.roles.len()).take(MOST_HEADLINES).take_while(|&at| self.roles[at].is_headline());
        let end = lines.last().map_or(start, |at| at + 1);
        let beyond = if start < end { end..end_of_body(&self.roles, end, FAR) } else { 0..0 };
        self.headline(start..end, beyond, Role::is_after)
    }

    /// The headline of some lines, or none; `beyond` is what stands on its other side, `is_read` tells of a role that it is this body's.
    fn headline(&self, lines: Range<usize>, beyond: Range<usize>, is_read: impl Fn(Role) -> bool) -> Headline {
        let mut pairs = pairs_of(self.topics, lines.clone());
        pairs.truncate(MOST_PAIRS);
        let bodies: Vec<usize> = beyond.filter(|&at| self.roles[at].is_body()).collect();
        Headline {
            is_there: !lines.is_empty(),
            is_read: lines.clone().any(|at| is_read(self.roles[at])),
            subject: self.topics.subject(lines),
            beyond: self.share_in(&pairs, &bodies),
            pairs,
        }
    }

    /// How much of some pairs stands in some lines.
    fn share_in(&self, pairs: &[u32], lines: &[usize]) -> f32 {
        let there = pairs_of(self.topics, lines.iter().copied());
        self.topics.weights.share(pairs, |pair| there.binary_search(&pair).is_ok())
    }

    /// How much of some pairs stands in the first (0) or second (1) part of the stretch.
    fn share_of(&self, pairs: &[u32], part: usize) -> f32 {
        self.topics.weights.share(pairs, |pair| self.counts[pair as usize][part] > 0)
    }

    fn subject(&self, lines: &[usize]) -> Subject {
        self.topics.subject(lines.iter().copied())
    }

    /// The width that most of some lines have, the wider of two, in half ems.
    fn column(&self, lines: &[usize]) -> f32 {
        let mut widths: Vec<u16> = lines.iter().map(|&at| self.lines[at].width).collect();
        widths.sort_unstable();
        widths.chunk_by(|a, b| a == b).max_by_key(|same| (same.len(), same[0])).map_or(0.0, |same| f32::from(same[0]))
    }

    /// How many columns' widths, in the weights' unit, two lists of lines are apart.
    fn step(&self, before: &[usize], behind: &[usize]) -> f32 {
        (self.column(before) - self.column(behind)).abs().min(MOST_WIDER) / WIDTH_UNIT
    }

    /// The log-odds of the reading that an article begins at a line, in the weights' unit.
    fn odds(&self, at: usize) -> f32 {
        let begins = self.reading.starts[at].clamp(1e-4, 1.0 - 1e-4);
        libm::logf(begins / (1.0 - begins)).clamp(-SUREST, SUREST) / ODDS_UNIT
    }

    /// Whether an article may begin at a line of a stretch.
    fn may_begin(&self, body: &[usize], k: usize) -> bool {
        match self.roles[body[k]] {
            Role::ArticleStart => k > 0,
            Role::ParagraphStart if k >= LEAST && k + LEAST <= body.len() => {
                !points_back(self.lines[body[k]].span.of(self.clean))
            }
            _ => false,
        }
    }

    /// The lines of a stretch at which an article may begin, and what speaks for each.
    fn ways(&mut self, body: &[usize]) -> Vec<(usize, Row)> {
        let may: Vec<bool> = (0..body.len()).map(|k| self.may_begin(body, k)).collect();
        if !may.contains(&true) {
            return Vec::new();
        }
        let (before, behind) = (self.headline_before(body[0]), self.headline_behind(body[body.len() - 1]));
        let first_lead = &body[..body.len().min(LEAD)];
        let behind_in = |page: &Self, lead: &[usize]| if behind.is_there { page.share_in(&behind.pairs, lead) } else { 0.0 };
        let behind_first_lead = behind_in(self, first_lead);
        let (whole, first_lead) = (self.subject(body), self.subject(first_lead));
        let mut first = Subject::default();
        let mut shared = Shared::default();
        for &at in body {
            for &pair in self.topics.of_line(at) {
                let count = &mut self.counts[pair as usize][1];
                shared.all[1] += if *count == 0 { f64::from(self.topics.weights.weight(pair)) } else { 0.0 };
                *count += 1;
            }
        }
        let is = |told: bool| f32::from(u8::from(told));
        let mut found: Vec<(usize, Row)> = Vec::new();
        for (k, &at) in body.iter().enumerate() {
            if may[k] {
                let (lead, near) = (&body[k..body.len().min(k + LEAD)], &body[k..body.len().min(k + NEAR)]);
                let near_before = &body[k.saturating_sub(NEAR)..k];
                let second = whole.without(&first);
                let lead_subject = self.subject(lead);
                let [before_first, before_second] = [0, 1].map(|part| self.share_of(&before.pairs, part));
                let [behind_first, behind_second] = [0, 1].map(|part| self.share_of(&behind.pairs, part));
                let before_lean = before.lean(before_first, before_second);
                let behind_lean = behind.lean(behind_second, behind_first);
                let before_alike = before.lean(first.alike(&before.subject), second.alike(&before.subject));
                let behind_alike = behind.lean(second.alike(&behind.subject), first.alike(&behind.subject));
                let both = |a: f32, b: f32| if before.is_there && behind.is_there { a.min(b) } else { 0.0 };
                let read = is(self.roles[at] == Role::ArticleStart);
                let alike = first.alike(&second);
                let alike_near = self.subject(near_before).alike(&self.subject(near));
                let named = [
                    ("reading", self.odds(at)),
                    ("read", read),
                    ("read_odds", read * self.odds(at)),
                    ("shared", shared.share() * SHARED_UNIT),
                    ("least_shared", 0.0),
                    ("near", self.evidence[at].sides.unwrap_or(USUAL_SHARE) * SHARED_UNIT),
                    ("alike", alike),
                    ("alike_near", alike_near),
                    ("alike_lead", first.alike(&lead_subject)),
                    ("alike_more", alike),
                    ("near_more", alike_near),
                    ("before_lean", before_lean),
                    ("before_own", before.lean(before_first, before.beyond)),
                    ("behind_lean", behind_lean),
                    ("behind_own", behind.lean(behind_second, behind.beyond)),
                    ("both_lean", both(before_lean, behind_lean)),
                    ("behind_lead", behind.lean(behind_in(self, lead), behind_first_lead)),
                    ("behind_read_lean", is(behind.is_read) * behind_lean),
                    ("before_alike", before_alike),
                    ("behind_alike", behind_alike),
                    ("both_alike", both(before_alike, behind_alike)),
                    ("before_lead_alike", before.lean(first_lead.alike(&before.subject), lead_subject.alike(&before.subject))),
                    ("behind_lead_alike", behind.lean(lead_subject.alike(&behind.subject), first_lead.alike(&behind.subject))),
                    ("before_read", is(before.is_read)),
                    ("behind_read", is(behind.is_read)),
                    ("alone_before", is(!before.is_there)),
                    ("alone_behind", is(!behind.is_there)),
                    ("headlines_left", self.headlines_left),
                    ("column", self.step(&body[k.saturating_sub(FAR)..k], &body[k..body.len().min(k + FAR)])),
                    ("column_near", self.step(near_before, near)),
                    ("blanks", is(self.lines[at].blanks > 0)),
                    ("indent", is(self.lines[at].indent >= 2)),
                    ("apart", is(at - body[k - 1] > 1)),
                    ("lines_before", libm::logf(k as f32)),
                    ("lines_behind", libm::logf((body.len() - k) as f32)),
                ];
                debug_assert_eq!(named.map(|(name, _)| name), FEATURES);
                found.push((at, named.map(|(_, value)| value)));
            }
            first = first.with(&self.subject(&[at]));
            for &pair in self.topics.of_line(at) {
                shared.pass(&mut self.counts[pair as usize], f64::from(self.topics.weights.weight(pair)));
            }
        }
        for &pair in body.iter().flat_map(|&at| self.topics.of_line(at)) {
            self.counts[pair as usize] = [0; 2];
        }
        beside_the_least(&mut found);
        found
    }
}

/// The wording of the two parts of a stretch.
#[derive(Default)]
struct Shared {
    /// What the pairs of each part weigh.
    all: [f64; 2],
    /// What those weigh that both have.
    both: f64,
}

impl Shared {
    /// A pair goes from the second part to the first.
    fn pass(&mut self, [first, second]: &mut [u32; 2], weight: f64) {
        self.all[0] += if *first == 0 { weight } else { 0.0 };
        self.all[1] -= if *second == 1 { weight } else { 0.0 };
        self.both += match (*first > 0, *second > 1) {
            (false, true) => weight,
            (true, false) => -weight,
            _ => 0.0,
        };
        *first += 1;
        *second -= 1;
    }

    /// How much of the part that has less the other one has too.
    fn share(&self) -> f32 {
        let least = self.all[0].min(self.all[1]);
        if least > 0.0 { (self.both / least).clamp(0.0, 1.0) as f32 } else { 0.0 }
    }
}

/// Holds the ways of a stretch against the one whose two parts have least in common.
fn beside_the_least(ways: &mut [(usize, Row)]) {
    let place = |name: &str| FEATURES.iter().position(|feature| *feature == name).unwrap_or_default();
    let least = |ways: &[(usize, Row)], at: usize| ways.iter().map(|way| way.1[at]).fold(f32::INFINITY, f32::min);
    let (shared, least_shared) = (place("shared"), place("least_shared"));
    let lowest = least(ways, shared);
    for (_, row) in &mut *ways {
        row[least_shared] = f32::from(u8::from(row[shared] <= lowest));
    }
    for name in ["alike_more", "near_more"] {
        let lowest = least(ways, place(name));
        for (_, row) in &mut *ways {
            row[place(name)] -= lowest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line;
    use crate::layout::role::{Kind, Open, State, number};
    use crate::source::Source;

    const TEXT: &str = "果园里苹果丰收，果农忙着采\n摘，一筐筐苹果装上货车。\n种植大户说，今年苹果比去年\n多收三成，果农收入增加。\n\
                        球队昨晚在决赛中攻入两球，\n夺得冠军，球迷涌上街头。\n主教练说，球员在决赛中踢得\n很好，下个赛季再夺冠军。";

    /// The stretches of a text whose lines have these roles.
    fn stretches_by(text: &str, roles: &[Role]) -> Vec<Stretch> {
        let source = Source::new(text);
        let lines = line::lines(&source);
        let topics = Topics::new(source.clean(), &lines);
        let open = |role: Role| match role {
            Role::TitleBefore => Open::Headline,
            Role::TitleAfter => Open::Nothing,
            _ => Open::Untitled,
        };
        let reading = Reading {
            states: roles.iter().map(|&role| number(State { role, open: open(role) })).collect(),
            confidence: vec![0.9; roles.len()],
            second: vec![(Kind::Body, 0.1); roles.len()],
            starts: roles.iter().map(|&role| if role == Role::ArticleStart { 0.9 } else { 0.1 }).collect(),
        };
        stretches(source.clean(), &lines, &reading, &vec![Evidence::default(); lines.len()], &topics)
    }

    /// The stretches of [`TEXT`] with an article's beginning at the lines `starts` and another paragraph at the other even lines.
    fn stretches_of(starts: &[usize]) -> Vec<Stretch> {
        let role = |at: usize| match at % 2 {
            _ if starts.contains(&at) => Role::ArticleStart,
            0 => Role::ParagraphStart,
            _ => Role::Goes,
        };
        stretches_by(TEXT, &(0..8).map(role).collect::<Vec<_>>())
    }

    fn value(stretch: &Stretch, line: usize, feature: &str) -> i32 {
        let row = stretch.ways.iter().find(|way| way.0 == line).expect("a way").1;
        (row[FEATURES.iter().position(|name| *name == feature).expect("a feature")] * 1000.0) as i32
    }

    #[test]
    fn weights_are_read_as_they_were_written() {
        assert_eq!(Net::read(BUILT_IN).write(), BUILT_IN);
    }

    #[test]
    fn each_paragraph_of_a_body_may_begin_another_article() {
        let found = stretches_of(&[0]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].ways.iter().map(|way| way.0).collect::<Vec<_>>(), [2, 4, 6]);
        assert_eq!(value(&found[0], 4, "least_shared"), 1000, "no word of the first two paragraphs comes again");
        assert_eq!(value(&found[0], 4, "shared"), 0);
        assert!(value(&found[0], 2, "shared") > 0 && value(&found[0], 6, "shared") > 0);
        assert!(value(&found[0], 4, "alike") < value(&found[0], 2, "alike"));
        assert_eq!(value(&found[0], 4, "alike_more"), 0);
    }

    #[test]
    fn bodies_that_meet_are_looked_at_together_too() {
        let found = stretches_of(&[0, 4]);
        assert_eq!(
            found.iter().map(|stretch| (stretch.lines.len(), stretch.read)).collect::<Vec<_>>(),
            [(4, None), (4, None), (8, Some(4))]
        );
        assert_eq!(value(&found[2], 4, "read"), 1000);
        assert!(value(&found[2], 4, "reading") > value(&found[2], 2, "reading"));
    }

    #[test]
    fn headlines_lean_to_their_sides() {
        let text = format!("果园苹果丰收\n{TEXT}\n球队决赛夺冠");
        let body = [Role::ArticleStart, Role::Goes, Role::ParagraphStart, Role::Goes, Role::ParagraphStart, Role::Goes];
        let roles = [&[Role::TitleBefore][..], &body, &[Role::ParagraphStart, Role::Goes, Role::TitleAfter]].concat();
        let found = stretches_by(&text, &roles);
        assert_eq!(found.len(), 1);
        for feature in ["before_lean", "behind_lean", "both_lean", "before_alike", "behind_alike", "behind_lead"] {
            assert!(value(&found[0], 5, feature) > 0, "{feature}");
        }
        assert_eq!((value(&found[0], 5, "before_read"), value(&found[0], 5, "behind_read")), (1000, 1000));
        assert_eq!((value(&found[0], 5, "alone_before"), value(&found[0], 5, "alone_behind")), (0, 0));
    }

    #[test]
    fn what_points_back_or_is_interrupted_begins_nothing() {
        let text = TEXT.replace("球队昨晚", "会议昨晚");
        let roles = |third: Role| {
            [
                Role::ArticleStart,
                Role::Goes,
                third,
                Role::Goes,
                Role::ParagraphStart,
                Role::Goes,
                Role::ParagraphStart,
                Role::Goes,
            ]
        };
        let lines = |third: Role| stretches_by(&text, &roles(third))[0].ways.iter().map(|way| way.0).collect::<Vec<_>>();
        assert_eq!(lines(Role::ParagraphStart), [2, 6]);
        assert!(lines(Role::ResumeParagraph).is_empty());
    }

    /// Stretches of two lines a body: the odds that an article begins at the second line of each body alone, and for each two that meet
    /// those of the second line and of the beginning between them.
    fn decided_of(alone: &[f32], pairs: &[(usize, f32, f32)]) -> Vec<(usize, bool)> {
        let way = |line: usize, odds: f32| {
            let mut row = [0.0; COUNT];
            row[0] = odds;
            (line, row)
        };
        let single = alone.iter().enumerate().map(|(body, &odds)| Stretch {
            first: body,
            lines: vec![body * 2, body * 2 + 1],
            read: None,
            ways: vec![way(body * 2 + 1, odds)],
        });
        let pair = pairs.iter().map(|&(first, other, read)| Stretch {
            first,
            lines: (first * 2..first * 2 + 4).collect(),
            read: Some(first * 2 + 2),
            ways: vec![way(first * 2 + 1, other), way(first * 2 + 2, read)],
        });
        let mut found: Vec<_> =
            decided(&single.chain(pair).collect::<Vec<_>>(), |row| row[0]).iter().map(|s| (s.line, s.begins)).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn one_body_is_parted_where_that_is_likelier_than_not() {
        assert_eq!(decided_of(&[2.0], &[]), [(1, true)]);
        assert_eq!(decided_of(&[-0.5], &[]), [(1, false)], "a doubt");
        assert_eq!(decided_of(&[-2.0], &[]), []);
    }

    #[test]
    fn two_bodies_are_joined_or_parted_elsewhere() {
        let far = -3.0;
        assert_eq!(decided_of(&[far, far], &[(0, far, 3.0)]), []);
        assert_eq!(decided_of(&[far, far], &[(0, far, 0.5)]), [(2, true)], "a doubt");
        assert_eq!(decided_of(&[far, far], &[(0, far, -2.0)]), [(1, false), (2, false)]);
        assert_eq!(decided_of(&[far, far], &[(0, 3.0, 1.0)]), [(1, true), (2, false)]);
        // What both tell together holds against what one tells alone.
        assert_eq!(decided_of(&[2.0, 2.0], &[(0, far, -2.0)]), [(1, false), (2, false)]);
        // Of three in a row two are joined.
        assert_eq!(decided_of(&[far; 3], &[(0, far, -2.0), (1, far, -2.0)]), [(1, false), (2, false)]);
    }
}
