//! Words that stand for a name: 他, 她, 会议, 该公司, 该市, and 公司, 白皮书 or 仪式 where a clause begins. They are no mentions.
//!
//! A word gets an entity where one reading stands out: the only person of the paragraph, the meeting that the article tells
//! of, the last body or place of the kind. Gender is known of nobody; he who was 她 once is not 他 in the same article.

use super::told::{Actor, Told, is_break};
use super::words::Words;
use super::{Entity, Kind};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word stands for, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Meant {
    pub start: usize,
    pub end: usize,
    pub entity: usize,
    /// From 0 to 1.
    pub confidence: f32,
}

/// The only one that can be meant.
const ONLY: f32 = 0.9;
/// The only one of the paragraph before, or the last of several.
const LAST: f32 = 0.75;

/// What an article has told so far.
#[derive(Default)]
pub(super) struct Context {
    /// The meeting that is told of: none before one is, nameless where it has no name.
    pub meeting: Option<Meeting>,
    /// The same, or a ceremony or campaign, which can be attended and says nothing.
    pub occasion: Option<Meeting>,
    /// The persons of this paragraph and the one before, each once, in the order of first mention.
    here: Vec<usize>,
    before: Vec<usize>,
    /// The persons of the last sentence that named any.
    last: Vec<usize>,
    /// The pronoun of those who had one.
    pronouns: FxHashMap<usize, char>,
    /// Bodies and places in the order of their last mention, each once.
    bodies: Vec<usize>,
}

/// A meeting that takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meeting {
    /// Its entity; none for one without a name.
    pub entity: Option<usize>,
}

impl Context {
    /// A new paragraph begins.
    pub fn turn(&mut self) {
        if !self.here.is_empty() {
            self.before = std::mem::take(&mut self.here);
        }
    }

    /// The words of a sentence that stand for names, with whom they mean where that is clear; takes in what the sentence tells.
    pub fn read(&mut self, told: &Told, (start, end): (usize, usize), entities: &[Entity]) -> Vec<(Actor, Option<Meant>)> {
        let mut found = Vec::new();
        let mut names = told.within(start, end).iter().filter(|n| n.end <= end).peekable();
        // Persons that this sentence has persons.
        let mut persons: Vec<usize> = Vec::new();
        let mut at = start;
        while at < end {
            while let Some(name) = names.next_if(|n| n.start <= at) {
                match name.kind {
                    Kind::Person if !is_author(told, name.start) => put(&mut persons, name.entity),
                    Kind::Org | Kind::Place | Kind::Work if !name.inner => {
                        self.bodies.retain(|b| *b != name.entity);
                        self.bodies.push(name.entity);
                        let surplus = self.bodies.len().saturating_sub(MOST_BODIES);
                        self.bodies.drain(..surplus);
                    }
                    Kind::Event if takes_place(told, name.start, name.end) => {
                        self.occasion = Some(Meeting { entity: Some(name.entity) });
                        if is_meeting(&entities[name.entity].name) {
                            self.meeting = self.occasion;
                        }
                    }
                    _ => (),
                }
                // What stands inside a person's, a body's or a meeting's name is no word by itself.
                if matches!(name.kind, Kind::Person | Kind::Org | Kind::Event | Kind::Work) {
                    at = at.max(name.end - 1);
                }
            }
            let step = self.word(told, at, start, &persons, entities);
            if let Some((actor, meant)) = step {
                at = actor.end;
                found.push((actor, meant));
            } else {
                at += 1;
            }
        }
        if !persons.is_empty() {
            for &person in &persons {
                put(&mut self.here, person);
            }
            self.last = persons;
        }
        found
    }

    fn word(
        &mut self,
        told: &Told,
        at: usize,
        floor: usize,
        named: &[usize],
        entities: &[Entity],
    ) -> Option<(Actor, Option<Meant>)> {
        let line = &told.line;
        match line.get(at) {
            c @ ('他' | '她') => {
                if matches!(line.before(at), '其' | '吉' | '排' | '利' | '维' | '由' | '无')
                    || matches!(
                        line.get(at + 1),
                        '们' | '人' | '国' | '乡' | '山' | '日' | '处' | '项' | '杀' | '律' | '用' | '者'
                    )
                {
                    return None;
                }
                let meant = self.person(c, named).map(|(entity, confidence)| {
                    self.pronouns.insert(entity, c);
                    Meant { start: at, end: at + 1, entity, confidence }
                });
                let actor = Actor { start: at, end: at + 1, kind: Kind::Person, entity: meant.map(|m| m.entity) };
                Some((actor, meant))
            }
            '该' if line.before(at) != '应' && line.before(at) != '活' => {
                let (noun, len) = BODIES.at(line, at + 1)?;
                let (kind, entity, confidence) = self.body(noun, entities)?;
                let (start, end) = (at, at + 1 + len);
                Some((Actor { start, end, kind, entity: Some(entity) }, Some(Meant { start, end, entity, confidence })))
            }
            _ if MEETINGS.at(line, at).is_none() => self.noun(told, at, floor, entities),
            _ => {
                let (_, len) = MEETINGS.at(line, at)?;
                let (start, end) = (at, at + len);
                let subject = told.is_subject(start, floor) && !is_break(line.get(end)) && !NO_SUBJECT.has(line.get(end));
                let object = ATTENDED.before(line, start).is_some();
                if CONVENED.before(line, start).is_some() {
                    // 某某委员会第三次会议举行全体会议: a part of the meeting that the sentence has named.
                    if told.within(floor, start).iter().any(|n| n.kind == Kind::Event) && self.meeting.is_some() {
                        return None;
                    }
                    // 召开专题会议: a meeting without a name.
                    self.meeting = Some(Meeting { entity: None });
                    self.occasion = self.meeting;
                    return None;
                }
                if !subject && !object {
                    return None;
                }
                let entity = self.meeting.and_then(|m| m.entity);
                let meant = entity.map(|entity| Meant { start, end, entity, confidence: ONLY });
                Some((Actor { start, end, kind: Kind::Event, entity }, meant))
            }
        }
    }

    /// 公司, 产业园, 白皮书 where a clause begins, and 仪式 where somebody attends it: the only one that is called so among those that the
    /// article has named of late.
    fn noun(&self, told: &Told, at: usize, floor: usize, entities: &[Entity]) -> Option<(Actor, Option<Meant>)> {
        let line = &told.line;
        let (noun, len) = NOUNS.at(line, at)?;
        let (start, end) = (at, at + len);
        let named = |entity: usize| entities[entity].name.trim_end_matches('》').ends_with(noun);
        if OCCASIONS.contains(&noun) {
            let attended = ATTENDED.before(line, start).is_some();
            let held = told.is_subject(start, floor) && noun != "活动" && !is_break(line.get(end));
            let entity = self.occasion?.entity.filter(|entity| named(*entity) || noun == "活动")?;
            let actor = Actor { start, end, kind: Kind::Event, entity: Some(entity) };
            return (attended || held).then_some((actor, Some(Meant { start, end, entity, confidence: ONLY })));
        }
        if !told.is_subject(start, floor) || NO_NOUN.has(line.get(end)) {
            return None;
        }
        let mut fitting = self.bodies.iter().copied().filter(|entity| named(*entity) && entities[*entity].name != noun);
        let entity = fitting.next()?;
        let only = fitting.next().is_none();
        let actor = Actor { start, end, kind: entities[entity].kind, entity: Some(entity) };
        only.then_some((actor, Some(Meant { start, end, entity, confidence: LAST })))
    }

    /// Whom a pronoun means.
    fn person(&self, pronoun: char, named: &[usize]) -> Option<(usize, f32)> {
        let fits = |p: &&usize| self.pronouns.get(p).is_none_or(|known| *known == pronoun);
        let only = |list: &[usize]| {
            let mut fitting = list.iter().filter(fits);
            fitting.next().filter(|_| fitting.next().is_none()).copied()
        };
        if !named.is_empty() {
            let confidence = if self.here.iter().any(|p| !named.contains(p)) { LAST } else { ONLY };
            return only(named).map(|p| (p, confidence));
        }
        if !self.here.is_empty() {
            return only(&self.here).map(|p| (p, ONLY)).or_else(|| only(&self.last).map(|p| (p, LAST)));
        }
        only(&self.before).map(|p| (p, LAST))
    }

    /// What 该公司 or 该市 means.
    fn body(&self, noun: &str, entities: &[Entity]) -> Option<(Kind, usize, f32)> {
        let fits = |at: &&usize| {
            let entity = &entities[**at];
            let places = matches!(noun, "市" | "县" | "区" | "省" | "州" | "镇" | "乡" | "村");
            let ends = |ending: &str| entity.name.ends_with(ending);
            (entity.kind == Kind::Place) == places
                && match noun {
                    "公司" | "企业" | "集团" => ["公司", "集团", "厂", "企业", "股份"].iter().any(|e| ends(e)),
                    "校" => ["学校", "中学", "小学", "大学", "学院"].iter().any(|e| ends(e)),
                    "院" => ["院"].iter().any(|e| ends(e)),
                    "区" => ends("区") && !ends("社区"),
                    "市" => ends("市"),
                    _ => ends(noun),
                }
        };
        let mut fitting = self.bodies.iter().rev().filter(fits);
        let entity = *fitting.next()?;
        Some((entities[entity].kind, entity, if fitting.next().is_none() { ONLY } else { LAST }))
    }
}

/// Bodies and places that are kept in mind.
const MOST_BODIES: usize = 40;

fn put(list: &mut Vec<usize>, entity: usize) {
    if !list.contains(&entity) {
        list.push(entity);
    }
}

/// Whether a person stands in the byline that a paragraph begins with.
fn is_author(told: &Told, at: usize) -> bool {
    /// The longest dateline with its byline, in characters.
    const LONGEST: usize = 60;
    let head = &told.line.chars[..at.min(LONGEST)];
    at < LONGEST
        && head
            .iter()
            .rposition(|c| *c == '（')
            .is_some_and(|open| !head[open..].contains(&'）') && BYLINES.iter().any(|w| told.slice(open, at).contains(w)))
}

const BYLINES: &[&str] = &["记者", "通讯员", "作者", "实习生"];

/// Whether an event is a meeting that can say something.
fn is_meeting(name: &str) -> bool {
    ["会议", "会", "论坛", "峰会"].iter().any(|e| name.ends_with(e)) && !name.ends_with("博览会") && !name.ends_with("运动会")
}

/// Whether the sentence has the event take place, or somebody take part in it.
fn takes_place(told: &Told, start: usize, end: usize) -> bool {
    let line = &told.line;
    HELD.at(line, end).is_some()
        || HOLDING.before(line, start).is_some()
        || told.ending(start).is_some_and(|name| HOLDING.before(line, name.start).is_some())
        // 日前在京召开 behind the name
        || (line.get(end) == '在' || told.within(end, end + 1).iter().any(|n| n.kind == Kind::Date))
            && (end..line.len().min(end + 16)).any(|k| !is_break(line.get(k)) && HELD.at(line, k).is_some())
}

static HELD: LazyLock<Words> =
    LazyLock::new(|| Words::starting(&["召开", "举行", "举办", "开幕", "闭幕", "结束", "强调", "指出", "要求"]));

static HOLDING: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&["召开", "召开了", "举行", "举行了", "举办", "主持", "主持召开", "出席", "参加", "列席", "在"])
});

/// What a meeting is called without its name.
static MEETINGS: LazyLock<Words> = LazyLock::new(|| Words::starting(&["会议", "大会", "全会", "座谈会", "论坛", "推进会"]));

/// What stands behind 会议 in another word (会议室) or makes no subject of it.
static NO_SUBJECT: LazyLock<Words> =
    LazyLock::new(|| Words::starting(&["室", "精", "厅", "纪", "堂", "的", "、", "和", "上", "召", "后", "前", "中"]));

/// What a meeting follows that somebody takes part in.
static ATTENDED: LazyLock<Words> =
    LazyLock::new(|| Words::ending(&["出席", "参加", "列席", "主持", "出席了", "参加了", "主持了"]));

/// What makes a meeting without a name.
static CONVENED: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&[
        "召开", "召开了", "召开专题", "召开视频", "召开工作", "召开全体", "召开紧急", "召开专题工作", "召开电视电话", "召开调度",
        "召开现场", "召开专题调度", "举行", "召开党组", "召开常委", "召开座谈",
    ])
});

/// What stands for the one body, place, work or occasion of the article that is called so.
static NOUNS: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&[
        "公司", "集团", "合作社", "产业园", "养老院", "保护站", "大桥", "走廊", "白皮书", "规划纲要", "研究所", "研究院",
        "俱乐部", "博物馆", "图书馆", "保护区", "开发区", "工业园", "科技园", "仪式", "活动", "研讨会", "峰会", "招待会",
        "博览会",
    ])
});

/// Those of them that somebody takes part in.
const OCCASIONS: &[&str] = &["仪式", "活动", "研讨会", "峰会", "招待会", "博览会"];

/// What stands behind 公司 in another word, or between it and its like.
static NO_NOUN: LazyLock<Words> =
    LazyLock::new(|| Words::starting(&["法", "化", "制", "、", "们", "和", "与", "等", "类", "型", "债"]));

/// What 该 points to.
static BODIES: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&[
        "公司", "企业", "集团", "厂", "市", "县", "区", "省", "州", "镇", "乡", "村", "校", "院", "局", "所", "社区", "中心",
    ])
});

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::entity::{Role, Text, recognise};

    /// The words of an article's paragraphs that stand for a name, each with the name.
    fn check(paragraphs: &[&str], expect: &[(&str, &str)]) {
        let texts: Vec<Text<'_>> = paragraphs.iter().map(|text| Text { text, role: Role::Paragraph, article: Some(0) }).collect();
        let found = recognise(&texts, &Options::default(), &mut |_| ());
        let tell = |r: &crate::entity::Reference| (r.at.span.of(paragraphs[r.at.text]), found.entities[r.entity].name.as_str());
        assert_eq!(found.story.references.iter().map(tell).collect::<Vec<_>>(), expect, "{paragraphs:?}");
    }

    #[test]
    fn a_noun_stands_for_the_only_one_of_its_kind() {
        let firm = "丰禾铝业有限公司";
        check(&["丰禾铝业有限公司落户石桥镇。去年，公司增产三成。", "公司法规定，上市公司要公开。"], &[("公司", firm)]);
        check(&["丰禾铝业有限公司和柳明化工有限公司投产。去年，公司增产三成。"], &[]);
    }

    #[test]
    fn the_meeting_that_was_named_is_attended() {
        let meeting = "全市防汛工作会议";
        check(&["近日，全市防汛工作会议召开。会议强调，要守住堤防。"], &[("会议", meeting)]);
        check(&["近日，全市防汛工作会议召开。市长李小明出席活动。"], &[("活动", meeting)]);
        check(&["市长李小明召开专题会议。会议强调，要守住堤防。"], &[]);
    }
}
