//! Who took part in which meeting, and how: 主持, 出席, 参加, 列席, 讲话, 宣布.
//!
//! A verb has for its subjects the list of persons before it, with their titles and with bodies between; its object is a
//! meeting's name, or 会议 for the one that the article tells of.

use super::Kind;
use super::references::{Context, Meeting};
use super::told::{Actor, Told, is_break, is_end};
use super::words::Words;
use std::sync::LazyLock;

/// How a person takes part in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 主持
    Chair,
    /// 出席, 参加
    Attend,
    /// 列席
    Observe,
    /// 讲话, 致辞, 作报告
    Speak,
    /// 宣布
    Announce,
}

/// One person's part in a meeting, in characters of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Took {
    pub person: usize,
    pub named: (usize, usize),
    /// The meeting; none where it has no name.
    pub event: Option<usize>,
    pub part: Part,
    pub cue: (usize, usize),
}

const VERBS: [(&str, Part); 28] = [
    ("主持召开", Part::Chair),
    ("主持", Part::Chair),
    ("出席", Part::Attend),
    ("参加", Part::Attend),
    ("列席", Part::Observe),
    ("讲话", Part::Speak),
    ("致辞", Part::Speak),
    ("致词", Part::Speak),
    ("发言", Part::Speak),
    ("作报告", Part::Speak),
    ("作工作报告", Part::Speak),
    ("作主旨报告", Part::Speak),
    ("作主旨演讲", Part::Speak),
    ("作说明", Part::Speak),
    ("作汇报", Part::Speak),
    ("通报了", Part::Speak),
    ("传达了", Part::Speak),
    ("宣布", Part::Announce),
    ("宣读", Part::Speak),
    ("作交流", Part::Speak),
    ("部署工作", Part::Speak),
    ("作点评", Part::Speak),
    ("作主旨发言", Part::Speak),
    ("发表主旨演讲", Part::Speak),
    ("发表主旨讲话", Part::Speak),
    ("发表讲话", Part::Speak),
    ("发表致辞", Part::Speak),
    ("发表演讲", Part::Speak),
];

/// What is done at a meeting alone, whether its sentence names one or not.
const AT_MEETINGS: &[&str] = &["通报了", "传达了", "作点评", "作交流", "作汇报", "作说明"];

static VERB_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(&VERBS.map(|(word, _)| word)));

/// What a meeting is called without its name.
static GATHERINGS: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&[
        "会议", "活动", "仪式", "大会", "座谈会", "座谈", "开幕式", "闭幕式", "启动仪式", "开工仪式", "推进会", "论坛", "全会",
        "开幕会", "闭幕会", "专题会议", "视频会议", "此次会议", "本次会议", "相关活动", "上述活动", "此次活动", "培训会",
        "调度会", "研讨会", "发布会", "签约仪式", "揭牌仪式", "动员会", "现场会",
    ])
});

/// What is opened or begun by saying so.
const BEGUN: &[&str] = &["开幕", "闭幕", "开工", "启动", "开馆", "开赛", "成立", "开园", "开班", "开学", "开营", "投产", "开始"];

/// The longest word before 仪式, in characters.
const SHORT: usize = 6;

/// The longest adverb between 会上 and a verb, in characters.
const ADVERB: usize = 6;

/// How far behind 宣布 it stands, in characters.
const NEAR: usize = 24;

/// Finds the parts that a sentence tells of.
pub(super) fn find(told: &Told, (start, end): (usize, usize), actors: &[Actor], context: &Context, out: &mut Vec<Took>) {
    let line = &told.line;
    let persons: Vec<&Actor> = within(actors, start, end).iter().filter(|a| a.kind == Kind::Person).collect();
    if persons.is_empty() {
        return;
    }
    let mut subjects: Vec<&Actor> = Vec::new();
    // One past the last verb, and whether the sentence has told of a meeting.
    let (mut last, mut met) = (start, false);
    let mut at = start;
    let mut verbs = 0;
    spoken_at(told, (start, end), &persons, out);
    while at < end {
        let Some((word, len)) = VERB_WORDS.at(line, at).filter(|_| !is_named(told, at) && !is_quoted(told, at, start)) else {
            at += 1;
            continue;
        };
        let (cue, part) = ((at, at + len), VERBS.iter().find(|(w, _)| *w == word).map_or(Part::Attend, |(_, part)| *part));
        at = cue.1;
        let event = event(told, cue, (start, end), actors, context)
            .or_else(|| context.meeting.filter(|_| AT_MEETINGS.contains(&word) && is_near(told, persons.as_slice(), cue.0)));
        // 会见前来出席某某峰会的某国总统某某: he of whom it is said stands behind.
        if part == Part::Attend
            && let Some((meeting, person)) = said_of(told, cue, end, &persons)
        {
            out.extend(person.entity.map(|entity| Took {
                person: entity,
                named: (person.start, person.end),
                event: Some(meeting),
                part,
                cue,
            }));
            continue;
        }
        let takes = match part {
            Part::Chair => word != "主持" || event.is_some() || is_bare(told, cue.1) || line.get(cue.1) == '并',
            Part::Attend => event.is_some() || word == "出席" && !line.starts(cue.1, "率"),
            Part::Observe => true,
            Part::Speak => {
                AT_MEETINGS.contains(&word) && event.is_some()
                    || met && !line.starts(cue.1, "稿") && !line.starts(cue.1, "精神")
                    || event.is_some() && is_spoken(told, cue)
            }
            Part::Announce => {
                event.is_some_and(|m| m.entity.is_some())
                    && (cue.1..end.min(cue.1 + NEAR)).any(|k| BEGUN.iter().any(|w| line.starts(k, w)))
            }
        };
        if !takes {
            continue;
        }
        let named = group(told, &persons, last, cue.0);
        if !named.is_empty() {
            subjects = named;
        } else if verbs == 0 {
            continue;
        }
        met = true;
        verbs += 1;
        last = cue.1;
        let event = event.and_then(|m| m.entity);
        out.extend(subjects.iter().filter_map(|a| Some(Took { person: a.entity?, named: (a.start, a.end), event, part, cue })));
    }
}

/// 某某在某某座谈会上强调: who speaks there.
fn spoken_at(told: &Told, (start, end): (usize, usize), persons: &[&Actor], out: &mut Vec<Took>) {
    let line = &told.line;
    for meeting in told.within(start, end).iter().filter(|n| n.kind == Kind::Event && !n.inner) {
        if line.before(meeting.start) != '在' || line.get(meeting.end) != '上' {
            continue;
        }
        let verb =
            (meeting.end + 1..end.min(meeting.end + 1 + ADVERB)).find_map(|k| SPEAKS.at(line, k).map(|(_, len)| (k, k + len)));
        let Some(cue) = verb.filter(|cue| !(meeting.end..cue.0).any(|k| is_break(line.get(k)))) else { continue };
        if is_quoted(told, cue.0, start) {
            continue;
        }
        let speakers = group(told, persons, start, meeting.start - 1);
        out.extend(speakers.iter().filter(|a| told.is_subject(a.start, start)).filter_map(|a| {
            let event = Some(meeting.entity);
            Some(Took { person: a.entity?, named: (a.start, a.end), event, part: Part::Speak, cue })
        }));
    }
}

static SPEAKS: LazyLock<Words> =
    LazyLock::new(|| Words::starting(&["强调", "指出", "要求", "表示", "提出", "说", "发言", "致辞", "讲话", "作报告", "介绍"]));

/// Whether a person stands right before a verb.
fn is_near(told: &Told, persons: &[&Actor], verb: usize) -> bool {
    persons.iter().any(|a| a.end == verb && told.is_subject(a.start, 0))
}

/// The person behind a meeting that 的 follows, with nothing but titles and bodies between, and the meeting.
fn said_of<'a>(told: &Told, cue: (usize, usize), end: usize, persons: &[&'a Actor]) -> Option<(usize, &'a Actor)> {
    /// The longest name of a meeting with what stands before it, and the longest title, in characters.
    const LONGEST: usize = 60;
    let name = told.within(cue.1, end.min(cue.1 + LONGEST)).iter().find(|n| n.kind == Kind::Event)?;
    if told.line.get(name.end) != '的' || (cue.1..name.start).any(|k| is_break(told.line.get(k)) || told.line.get(k) == '的') {
        return None;
    }
    let person = persons.iter().find(|a| a.start > name.end).filter(|a| a.start - name.end <= LONGEST)?;
    let mut at = name.end + 1;
    for title in told.within(at, person.start) {
        if matches!(title.kind, Kind::Title | Kind::Org | Kind::Place) && title.start <= at {
            at = at.max(title.end);
        }
    }
    (at == person.start).then_some((name.entity, *person))
}

fn within(actors: &[Actor], start: usize, end: usize) -> &[Actor] {
    &actors[actors.partition_point(|a| a.start < start)..actors.partition_point(|a| a.start < end)]
}

/// Whether the verb stands inside a name: 主持人 in a title.
fn is_named(told: &Told, at: usize) -> bool {
    let before = told.names.partition_point(|n| n.start <= at);
    told.names[..before].iter().rev().take(4).any(|n| n.end > at && n.kind != Kind::Event)
}

/// Whether the place stands in a quotation of speech.
fn is_quoted(told: &Told, at: usize, floor: usize) -> bool {
    let before = told.quotes.partition_point(|q| q.0 <= at);
    told.quotes[..before]
        .iter()
        .rev()
        .take(4)
        .any(|q| q.0 > floor && at < q.1 && (told.line.get(q.1) == '\0' || is_end(told.line.before(q.1))))
}

/// Whether a clause ends right behind a verb.
fn is_bare(told: &Told, end: usize) -> bool {
    is_break(told.line.get(end)) || told.line.get(end) == '\0'
}

/// Whether somebody speaks in 在讲话中, 作讲话 or 讲话。 rather than that a speech is spoken of.
fn is_spoken(told: &Told, cue: (usize, usize)) -> bool {
    let line = &told.line;
    let framed = line.before(cue.0) == '在' && matches!(line.get(cue.1), '中' | '时');
    framed || matches!(line.get(cue.1), '时') || line.ends(cue.1, "了") || line.starts(cue.0, "作")
}

/// The meeting of a verb: its name behind the verb or before it in the sentence, or the one that the article tells of where the
/// verb has a word for it. None where the verb has no meeting at all.
fn event(told: &Told, cue: (usize, usize), (start, end): (usize, usize), actors: &[Actor], context: &Context) -> Option<Meeting> {
    let line = &told.line;
    let clause_end = (cue.1..end).find(|k| is_break(line.get(*k)) && line.get(*k) != '“' && line.get(*k) != '”').unwrap_or(end);
    let events = |from: usize, to: usize| told.within(from, to).iter().filter(|n| n.kind == Kind::Event);
    if let Some(name) = events(cue.1, clause_end).next() {
        return Some(Meeting { entity: Some(name.entity) });
    }
    let told_of = || {
        let before = events(start, cue.0).next_back().map(|n| n.entity);
        Some(Meeting { entity: before.or_else(|| context.occasion.and_then(|m| m.entity)) })
    };
    let object = if line.get(cue.1) == '了' { cue.1 + 1 } else { cue.1 };
    // 出席上线仪式并讲话
    let short = |k: usize| GATHERINGS.at(line, k).is_some_and(|(_, len)| line.get(k + len) == '并');
    if GATHERINGS.at(line, object).is_some()
        || (object..clause_end.min(object + SHORT)).any(short)
        || (object..clause_end).any(|k| GATHERINGS.at(line, k).is_some_and(|(_, len)| k + len == clause_end))
    {
        return told_of();
    }
    // 会议由王某主持; 在会上发言
    let clause = told.clause(cue.0, start);
    let subject = within(actors, clause, cue.0).iter().find(|a| a.kind == Kind::Event);
    if let Some(meeting) = subject {
        return Some(Meeting { entity: meeting.entity });
    }
    if (clause..cue.0).any(|k| line.starts(k, "会上") || line.starts(k, "在讲话") || line.starts(k, "在致辞")) {
        return told_of();
    }
    let has_met = events(start, cue.0).next().is_some();
    has_met.then(told_of).flatten()
}

/// The persons of the list that ends before a verb, not before `floor`.
fn group<'a>(told: &Told, persons: &[&'a Actor], floor: usize, verb: usize) -> Vec<&'a Actor> {
    let mut found: Vec<&Actor> = Vec::new();
    let mut right = verb;
    for person in persons.iter().rev().filter(|a| a.start >= floor && a.end <= verb) {
        let fits = if found.is_empty() { leads_to_verb(told, person, right, floor) } else { is_joint(told, person.end, right) };
        if !fits {
            break;
        }
        found.push(person);
        right = person.start;
    }
    found.reverse();
    found
}

/// Whether what stands between a list's last person and the verb lets the person be its subject.
fn leads_to_verb(told: &Told, person: &Actor, verb: usize, floor: usize) -> bool {
    let line = &told.line;
    if line.get(person.end) == '的' {
        return false;
    }
    let clause = told.clause(verb, floor);
    if clause <= person.start {
        return true;
    }
    // Across commas: a list that goes on with people without a name, or the sentence's subject with another verb.
    let others = told.slice(person.end, verb);
    OTHERS.iter().any(|w| others.contains(w)) || told.is_subject(person.start, floor)
}

/// People without a name in a list.
const OTHERS: &[&str] = &["负责人", "代表", "同志", "成员", "领导", "人员", "委员", "干部"];

/// Whether two persons of a list have nothing but titles and bodies between them.
fn is_joint(told: &Told, from: usize, to: usize) -> bool {
    /// The longest title with its body between two persons of a list, in characters.
    const LONGEST: usize = 60;
    let line = &told.line;
    to - from <= LONGEST
        && matches!(line.get(from), '、' | '，' | '和' | '与' | '及' | '以' | '（' | ' ' | '等')
        && !(from..to).any(|k| {
            is_end(line.get(k))
                || line.get(k) == '；'
                || VERB_WORDS.at(line, k).is_some_and(|_| !is_named(told, k))
                || ACTS.at(line, k).is_some_and(|_| !is_named(told, k))
        })
}

/// Verbs that tell of something else that somebody does.
static ACTS: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&[
        "强调", "指出", "要求", "表示", "调研", "考察", "陪同", "会见", "听取", "介绍", "汇报", "宣布", "率", "检查", "看望",
        "慰问", "了解", "说",
    ])
});

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::entity::{Role, Text, recognise};

    /// Who takes part in what in a paragraph.
    fn check(text: &str, expect: &[&str]) {
        let texts = [Text { text, role: Role::Paragraph, article: Some(0) }];
        let found = recognise(&texts, &Options::default(), &mut |_| ());
        let name = |at: usize| found.entities[at].name.as_str();
        let tell = |a: &crate::entity::Attendance| format!("{} {:?} {}", name(a.person), a.part, a.event.map_or("-", name));
        assert_eq!(found.story.attendance.iter().map(tell).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn parts() {
        check(
            "近日，全市防汛工作会议召开。市长李小明出席会议并讲话，市委副书记王芳主持会议。",
            &["李小明 Attend 全市防汛工作会议", "李小明 Speak 全市防汛工作会议", "王芳 Chair 全市防汛工作会议"],
        );
        check(
            "市长李小明主持召开专题会议，副市长王芳、陈一平出席会议。",
            &["李小明 Chair -", "王芳 Attend -", "陈一平 Attend -"],
        );
        check("会议由市长李小明主持。", &["李小明 Chair -"]);
        check("市长李小明在全市防汛工作会议上强调，要守住堤防。", &["李小明 Speak 全市防汛工作会议"]);
        check("近日，全市防汛工作会议召开。副市长王芳通报了汛情。", &["王芳 Speak 全市防汛工作会议"]);
        check("市长李小明出席全市防汛工作会议的开幕式并会见王芳。", &["李小明 Attend 全市防汛工作会议"]);
        check("市长李小明会见前来出席全市防汛工作会议的副市长王芳。", &["王芳 Attend 全市防汛工作会议"]);
    }

    #[test]
    fn no_parts() {
        check("市长李小明参加植树。主持人王芳说，市长李小明主持市政府工作。", &[]);
        check("会议学习了李小明的讲话。", &[]);
    }
}
