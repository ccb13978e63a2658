//! Who said what: a verb of saying, its speaker, and the speech behind or before it.
//!
//! Direct speech is what stands in “”; indirect speech goes to the end of the sentence, and on over those that nothing marks as told
//! by the paper itself. Of “甲。”某某说，乙。 both halves are what was said, the first by the letter. Invariant: speaker, verb and speech lie in texts of one article, and the speeches of one text do not cross.

use super::Kind;
use super::told::{Actor, Name, Told, is_break, is_end};
use super::words::Words;
use std::sync::LazyLock;

/// A stretch of a text in characters, with the index of the text in the article's list.
pub(super) type Stretch = (usize, usize, usize);

/// What was said, in characters of the article's texts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    /// Who, where it is known.
    pub speaker: Option<usize>,
    /// The words for the speaker: a name, 他, 会议.
    pub named: Option<Stretch>,
    /// The verb.
    pub cue: Stretch,
    /// The speech; of direct speech what stands in the quotation marks.
    pub content: Vec<Stretch>,
    pub direct: bool,
}

/// Verbs that speech follows with or without a mark between.
const LOOSE: &[&str] = &["指出", "强调", "要求", "表示", "认为", "说", "希望", "呼吁", "号召", "指示", "重申"];

/// Verbs that speech follows behind a mark alone.
const MARKED: &[&str] = &[
    "介绍", "介绍说", "告诉记者", "对记者说", "告诉笔者", "表示说", "说道", "笑着说", "透露", "坦言", "直言", "感叹", "感慨",
    "感慨道", "感叹道", "解释", "解释说", "解释道", "回忆", "回忆说", "回忆道", "补充", "补充说", "称", "提出", "提到", "谈到",
    "建议", "写道", "回应", "回答", "问", "问道", "宣布", "评价", "总结", "分析", "分析说", "提醒", "承诺", "致辞说",
    "算了一笔账", "竖起大拇指", "安慰", "安慰道", "告诉我", "打趣", "打趣道", "喊道", "答道", "强调说", "补充道",
];

static CUES: LazyLock<Words> = LazyLock::new(|| {
    let all: Vec<&'static str> = LOOSE.iter().chain(MARKED).copied().collect();
    Words::starting(&all)
});

/// Behind these a verb of saying is none.
static NOT_BEFORE: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&[
        "的", "按", "按照", "根据", "有关", "相关", "工作", "提", "新", "总", "具体", "明确提", "目标", "任务", "达到", "符合",
        "小", "据", "传", "听", "虽", "话", "再", "可以", "一般", "就是", "也就是", "换句话", "学", "解", "演", "劝", "胡", "被",
        "号", "简", "名", "职", "自", "不", "没", "没有", "如果", "应该", "不用", "难", "有",
    ])
});

/// What behind a verb makes another word of it, or no speech of what follows.
static NOT_BEHIND: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&[
        "了", "的", "过", "明", "法", "服", "起", "来", "是否", "高", "感谢", "祝贺", "欢迎", "慰问", "敬意", "衷心", "诚挚",
        "热烈", "亲切", "崇高", "哀悼", "支持", "赞赏", "同情", "遗憾", "肯定", "满意", "同意", "赞同", "反对", "由衷", "深切",
        "最", "号", "呼", "职", "谓", "为", "小学", "工程", "问", "到", "着", "的是", "理", "事", "不定",
    ])
});

/// What a phrase between the speaker and the verb ends in: 在讲话中指出, 主持会议并强调.
static LINKS: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&[
        "时", "后", "中", "上", "会上", "并", "还", "也", "又", "就", "则", "地", "着", "期间", "之际", "进一步", "特别", "着重",
        "明确", "最后", "同时", "随后", "再次", "多次", "反复", "严肃", "一再", "曾", "均", "都", "一致", "普遍", "这样", "如是",
        "郑重", "强调并", "并就", "对此", "记者", "媒体", "说话", "讲话", "致辞", "发言", "电", "回应", "道", "说", "则", "更是",
        "接受采访", "接着", "此前", "已", "等", "联名", "批示", "指示", "贺信", "声明", "公报", "致信", "回信", "来信", "来电",
        "共同", "同时还", "联合",
    ])
});

/// What a phrase without a comma begins with that says when or where: 7日在北京表示.
fn is_setting(told: &Told, start: usize) -> bool {
    matches!(told.line.get(start), '在' | '于' | '对' | '向' | '就' | '从' | '同' | '与')
        || told.within(start, start + 1).iter().any(|n| matches!(n.kind, Kind::Date | Kind::Time))
}

/// How far before 并强调 its subject stands at most, in characters.
const FARTHEST: usize = 200;

/// The longest phrase between speaker and verb, in characters.
const LONGEST_LINK: usize = 48;

/// Finds what is said in one sentence. `actors` are those of the text, by start; `at` is the text's index in `texts`.
pub(super) fn find(
    texts: &[Told],
    at: usize,
    sentence: (usize, usize),
    next: &[(usize, usize)],
    actors: &[Actor],
    out: &mut Vec<Said>,
) {
    let told = &texts[at];
    let line = &told.line;
    let (start, end) = sentence;
    let mut floor = start;
    let mut from = start;
    while from < end {
        let Some((word, len)) = CUES.at(line, from) else {
            from += 1;
            continue;
        };
        let cue = (from, from + len);
        // The words of what is quoted are no cue of the text itself.
        if let Some(&(_, close)) =
            told.quotes[..told.quotes.partition_point(|q| q.0 <= from)].iter().rev().take(4).find(|q| from < q.1)
            && is_speech(told, close)
        {
            from = close.max(from + 1);
            continue;
        }
        from = cue.1;
        if NOT_BEHIND.at(line, cue.1).is_some() {
            continue;
        }
        let Some(speech) = speech(texts, at, sentence, next, cue, LOOSE.contains(&word)) else { continue };
        let speakers = speakers(texts, at, cue, floor, actors, &speech);
        if speakers.is_empty() {
            continue;
        }
        let last = speech.content.last().filter(|s| s.0 == at).map_or(cue.1, |s| s.2);
        for (named, speaker) in speakers {
            out.push(Said {
                speaker,
                named: named.map(|(s, e)| (at, s, e)),
                cue: (at, cue.0, cue.1),
                content: speech.content.clone(),
                direct: speech.direct,
            });
            out.extend(speech.rest.map(|rest| Said {
                speaker,
                named: named.map(|(s, e)| (at, s, e)),
                cue: (at, cue.0, cue.1),
                content: vec![rest],
                direct: false,
            }));
        }
        let floor_before = std::mem::replace(&mut floor, cue.1);
        // Within direct speech nothing else is looked for; indirect speech may hold the next speaker behind a semicolon.
        if speech.direct {
            from = last.max(cue.1);
            floor = from;
        } else if let Some(next) = turn(told, cue.1, end, actors) {
            // 予以高度评价，并强调，…: before the next verb the first one has no speech.
            let to = trim(told, next);
            let these = out.iter().rposition(|said| said.cue.1 != cue.0).map_or(0, |last| last + 1);
            for said in &mut out[these..] {
                said.content.truncate(1);
                said.content[0].2 = to;
            }
            if out.get(these).is_some_and(|said| said.content[0].1 >= to) {
                out.truncate(these);
            }
            from = next;
            // 并强调 has the subject of the verb before it.
            floor = if line.before(next) == '；' { next } else { floor_before.max(next.saturating_sub(FARTHEST)) };
        } else {
            from = end;
        }
    }
}

/// Where, in a sentence, after a semicolon or with 并 another saying begins.
fn turn(told: &Told, from: usize, end: usize, actors: &[Actor]) -> Option<usize> {
    /// The longest speaker with titles behind a semicolon, in characters.
    const LONGEST: usize = 40;
    let line = &told.line;
    (from + 1..end).find(|&at| match line.before(at) {
        '；' => {
            let clause = (at..end.min(at + LONGEST)).find(|k| matches!(line.get(*k), '，' | '：' | '；'));
            clause.is_some_and(|to| {
                (at..to).any(|k| CUES.at(line, k).is_some_and(|(_, len)| k + len == to))
                    && actors.iter().any(|a| a.start >= at && a.end <= to)
            })
        }
        '，' => ["并强调", "并指出", "并要求", "同时强调", "还强调", "还要求", "还指出"]
            .iter()
            .any(|w| line.starts(at, w) && line.get(at + w.chars().count()) == '，'),
        _ => false,
    })
}

/// Takes the marks off before `end`.
fn trim(told: &Told, end: usize) -> usize {
    let mut end = end;
    while matches!(told.line.before(end), '，' | '；') {
        end -= 1;
    }
    end
}

struct Speech {
    content: Vec<Stretch>,
    /// What goes on behind the verb in other words.
    rest: Option<Stretch>,
    direct: bool,
    /// Whether it stands before the verb.
    before: bool,
    /// Whether a mark stands between verb and speech.
    marked: bool,
}

/// The speech of a verb.
fn speech(
    texts: &[Told],
    at: usize,
    (start, end): (usize, usize),
    next: &[(usize, usize)],
    cue: (usize, usize),
    loose: bool,
) -> Option<Speech> {
    let told = &texts[at];
    let line = &told.line;
    let mark = line.get(cue.1);
    // 韩某主持召开会议时强调 over a headline.
    if told.role == super::Role::Headline && cue.1 == line.len() {
        let title = texts.get(at + 1).filter(|t| t.role == super::Role::Headline)?;
        return Some(Speech {
            content: vec![(at + 1, 0, title.line.len())],
            rest: None,
            direct: false,
            before: false,
            marked: true,
        });
    }
    let marked = matches!(mark, '，' | ',' | '：' | ':');
    let comma = matches!(mark, '，' | ',');
    let begin = if marked { cue.1 + 1 } else { cue.1 };
    // “…，”他说，“…。”
    let earlier = quote_before(told, start, cue.0);
    if line.get(begin) == '“' {
        let &(from, to) = told.quotes.get(told.quotes.partition_point(|q| q.0 < begin + 1)).filter(|q| q.0 == begin + 1)?;
        if is_speech(told, to) || matches!(mark, '：' | ':') && to - from >= SHORTEST_SPEECH {
            let mut content: Vec<Stretch> = Vec::new();
            content.extend(earlier.filter(|_| comma).map(|(from, to)| (at, from, to)));
            content.push((at, from, to));
            // “…。”“…。”
            let mut last = to;
            while let Some(&(from, to)) =
                told.quotes.get(told.quotes.partition_point(|q| q.0 < last + 2)).filter(|q| q.0 == last + 2)
            {
                content.push((at, from, to));
                last = to;
            }
            if last == line.len() {
                content.extend(further(texts, at));
            }
            return Some(Speech { content, rest: None, direct: true, before: false, marked: true });
        }
    }
    if let Some((from, to)) = earlier
        && (is_end(mark) || matches!(mark, '；' | '\0') || comma)
    {
        let content = vec![(at, from, to)];
        // “甲。”某某说，乙。; 说，眼里闪着泪花 tells how.
        let rest = (comma && begin < end && HOW.at(line, begin).is_none() && !is_narrated(told, begin, end))
            .then(|| (at, begin, onward(told, (begin, end), false, next)));
        return Some(Speech { content, rest, direct: true, before: true, marked: true });
    }
    if !marked && !loose || begin >= end || is_end(line.get(begin)) || !marked && is_break(mark) && mark != '“' {
        return None;
    }
    // What a report says the paper takes up itself.
    let opens = start == 0 && told.role == super::Role::Paragraph && !line.ends(cue.0, "报告");
    let to = onward(told, (begin, end), opens, next);
    Some(Speech { content: vec![(at, begin, to)], rest: None, direct: false, before: false, marked: marked || mark == '“' })
}

/// Where indirect speech ends that begins with the rest of a sentence: behind the last of the `next` sentences that go on with it.
/// What `opens` a paragraph goes on to its end, as a rule.
fn onward(told: &Told, (begin, end): (usize, usize), opens: bool, next: &[(usize, usize)]) -> usize {
    let told_to = has_must(told, begin, end);
    // What ends in a quotation is quoted for the paper's own words.
    let quoted = end >= 2 && told.line.get(end - 2) == '”';
    let opens = opens && !quoted;
    let on = next.iter().take(MOST_SENTENCES).take_while(|(from, to)| {
        goes_on(told, *from, *to, told_to) || (opens || is_own(told, *from)) && !is_narrated(told, *from, *to)
    });
    on.last().map_or(end, |(_, to)| *to)
}

/// Sentences of indirect speech: a paragraph has fewer.
const MOST_SENTENCES: usize = 40;

/// What follows 他说， without being said: how it was.
static HOW: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&["眼里", "眼中", "眼眶", "脸上", "一边", "边说边", "语气", "声音", "随即", "说着", "笑着", "泪水"])
});

/// Whether a sentence begins with words of who speaks: 我们, 中方.
fn is_own(told: &Told, start: usize) -> bool {
    OWN.at(&told.line, start).is_some()
}

static OWN: LazyLock<Words> = LazyLock::new(|| Words::starting(&["我们", "我", "中方", "我方", "我国", "咱们"]));

/// Whether the paper itself tells a sentence: somebody else acts or speaks in it, or it begins with when and where that was.
fn is_narrated(told: &Told, start: usize, end: usize) -> bool {
    let line = &told.line;
    let names = told.within(start, end);
    let acts = |n: &Name| {
        !n.inner && n.kind == Kind::Person && (n.start < start + 3 || told.is_subject(n.start, start))
            || n.start == start && matches!(n.kind, Kind::Title | Kind::Org | Kind::Event | Kind::Time)
            || n.start == start && n.kind == Kind::Date && is_day(told, n)
    };
    NARRATED.at(line, start).is_some()
        || NARRATED_IN.iter().any(|w| (start..end).any(|k| line.starts(k, w)))
        || line.get(start) == '“'
        || names.iter().any(acts)
        || (start..end).any(|k| is_saying(told, k, end))
}

/// Whether a date says when something was, 8日 or 2019年3月; in speech stand 近年来 and 今年.
fn is_day(told: &Told, date: &Name) -> bool {
    told.line.get(date.start).is_ascii_digit() || matches!(told.line.before(date.end), '日' | '天' | '晚' | '午')
}

/// Whether a verb of saying stands at `at` with its speech behind it.
fn is_saying(told: &Told, at: usize, end: usize) -> bool {
    let line = &told.line;
    CUES.at(line, at).is_some_and(|(_, len)| {
        let behind = at + len;
        behind < end
            && matches!(line.get(behind), '，' | '：' | '“')
            && NOT_BEFORE.before(line, at).is_none()
            && NOT_BEHIND.at(line, behind).is_none()
    })
}

/// What a sentence of the paper's own begins with.
static NARRATED: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&[
        "据", "会上", "会前", "会后", "会议", "会见", "会谈", "双方", "随后", "其间", "期间", "当天", "当日", "当晚", "活动",
        "仪式", "现场", "记者", "图为", "日前", "近日", "截至", "目前", "此前", "此次", "本次", "这是", "今年是", "此外，",
        "另外，", "另据", "在此", "他", "她", "与会", "参加", "出席", "位于", "最后，", "座谈", "调研", "论坛", "大会", "全会",
        "接下来", "一行", "在座谈", "在调研", "在会",
    ])
});

/// What no speech says: who was there.
const NARRATED_IN: &[&str] = &[
    "参加会见", "参加上述", "参加活动", "参加调研", "参加会议", "出席会议", "出席活动", "参加座谈", "陪同", "在座", "分别汇报",
    "交换了意见", "交换意见", "主持会议", "记者", "本报",
];

/// The shortest speech that a colon introduces, in characters.
const SHORTEST_SPEECH: usize = 2;

/// Whether the quotation that ends at `close` is speech rather than a coined name: it ends as speech does.
fn is_speech(told: &Told, close: usize) -> bool {
    close == told.line.len() || is_end(told.line.before(close)) || matches!(told.line.before(close), '，' | '…' | '；' | '—')
}

/// The speech in quotation marks that ends right before the speaker of a verb, in the same sentence.
fn quote_before(told: &Told, start: usize, cue: usize) -> Option<(usize, usize)> {
    let before = told.quotes.partition_point(|q| q.0 <= cue);
    let &(from, to) = told.quotes[..before].iter().rev().take(4).find(|q| q.1 < cue && is_speech(told, q.1))?;
    (from > start && cue - to <= LONGEST_LINK && !(to + 1..cue).any(|k| is_end(told.line.get(k)))).then_some((from, to))
}

/// The paragraphs that an open quotation goes on in: each begins with “, the last one closes it.
fn further(texts: &[Told], at: usize) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (next, told) in texts.iter().enumerate().skip(at + 1) {
        let Some(&(from, to)) = told.quotes.first().filter(|q| q.0 == 1) else { break };
        found.push((next, from, to));
        if to < told.line.len() {
            break;
        }
    }
    found
}

/// Whether a sentence goes on with the indirect speech before it; `told_to` says that the speech tells what is to be done.
fn goes_on(told: &Told, start: usize, end: usize, told_to: bool) -> bool {
    let line = &told.line;
    let onward = ONWARD.at(line, start).is_some() && !(line.get(start) == '要' && line.get(start + 1) == '求');
    onward
        || (told_to || matches!(line.get(start), '各' | '全'))
            && has_must(told, start, end)
            && !told.within(start, end).iter().any(|n| n.kind == Kind::Person)
}

/// Whether a clause begins with somebody who has to do something: 各部门要.
fn has_must(told: &Told, start: usize, end: usize) -> bool {
    /// How far behind its subject 要 stands, in characters.
    const NEAR: usize = 20;
    let line = &told.line;
    (start..end.min(start + NEAR)).take_while(|k| !is_break(line.get(*k))).any(|k| {
        let other = matches!(
            line.before(k),
            '主' | '重' | '需' | '只' | '首' | '紧' | '纲' | '摘' | '必' | '不' | '简' | '概' | '扼' | '将' | '快'
        ) || matches!(line.get(k + 1), '求' | '素' | '点' | '闻' | '件' | '义' | '塞' | '道' | '领' | '害' | '是');
        line.get(k) == '要' && !other || matches!(line.get(k), '须' | '应') && line.before(k) == '必'
    })
}

/// What a sentence begins with that goes on saying what is to be done.
static ONWARD: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&[
        "要", "必须", "务必", "应当", "希望", "同时，要", "同时要", "还要", "更要", "既要", "也要", "一要", "二要", "三要",
        "四要", "五要", "六要", "一是", "二是", "三是", "四是", "五是", "六是", "七是", "首先，要", "其次，要", "最后，要",
        "要把", "另外，要", "此外，要",
    ])
});

type Speakers = Vec<(Option<(usize, usize)>, Option<usize>)>;

/// Who speaks: the actor right before the verb, with a phrase between at most, or the subject of an earlier clause.
fn speakers(texts: &[Told], at: usize, cue: (usize, usize), floor: usize, actors: &[Actor], speech: &Speech) -> Speakers {
    let told = &texts[at];
    let line = &told.line;
    // Behind the speech that stands before the verb begins the speaker.
    let floor = speech.content.iter().filter(|s| s.0 == at && s.2 <= cue.0).map(|s| s.2 + 1).fold(floor, usize::max);
    let before = &actors[actors.partition_point(|a| a.start < floor)..actors.partition_point(|a| a.end <= cue.0)];
    let clause = told.clause(cue.0, floor);
    let here = &before[before.partition_point(|a| a.start < clause)..];
    let one = |a: &Actor| vec![(Some((a.start, a.end)), a.entity)];
    let persons: Vec<&Actor> = here.iter().filter(|a| a.kind == Kind::Person).collect();
    if persons.last().is_some_and(|a| after_name(told, a.end) == cue.0) && persons.len() > 1 && is_listed(told, &persons) {
        return persons.iter().map(|a| (Some((a.start, a.end)), a.entity)).collect();
    }
    // The clause's subject, or who stands right before the verb; the others are what is spoken to or of.
    let adjacent = here.last().filter(|a| after_name(told, a.end) == cue.0);
    let subject = here.iter().find(|a| told.is_subject(a.start, floor));
    let leads = |a: &Actor| !is_base(told, a.start) && is_link(told, a, cue, clause, speech);
    if let Some(actor) = [subject, adjacent].into_iter().flatten().find(|a| leads(a)) {
        return one(actor);
    }
    if NOT_BEFORE.before(line, cue.0).is_some() {
        return Vec::new();
    }
    if let Some(actor) = persons.last().filter(|a| leads(a)) {
        return one(actor);
    }
    let marked = speech.marked || speech.direct;
    // Somebody without a name: 村民们说, 气象局负责人表示.
    let unnamed = UNNAMED.before(line, cue.0).map(|(_, len)| line.before(cue.0 - len));
    // 我常对学生说 tells whom, not who.
    if marked && unnamed.is_some_and(|before| !matches!(before, '对' | '向' | '给' | '跟' | '让' | '请' | '教' | '和')) {
        let dated = |n: &&Name| !n.inner && matches!(n.kind, Kind::Date | Kind::Time);
        let from = told.within(clause, cue.0).iter().rev().find(dated).map_or(clause, |date| date.end);
        // 韩国5日发布的数据, 石桥方面9日发表声明: what stands before the day tells whose they are.
        let issued = (from..cue.0).any(|k| line.get(k) == '的' || line.first_of(k, &["发表", "发布", "公布"]).is_some());
        let from = if issued { clause } else { from };
        // 本报讯（记者王芳）村民们说
        let dateline = ["本报讯", "本报", "新华社"].iter().any(|w| line.starts(from, w));
        let from = (from..cue.0).rfind(|k| dateline && matches!(line.get(*k), '）' | '讯')).map_or(from, |k| k + 1);
        let from = if line.get(from) == '据' { from + 1 } else { from };
        return vec![(Some((from, cue.0)), None)];
    }
    // 他走进车间，察看生产线，强调，…
    if here.is_empty() && clause > floor && marked && !speech.before && (clause == cue.0 || LINKS.before(line, cue.0).is_some()) {
        let is_topic = |a: &&Actor| told.is_subject(a.start, floor) && line.get(a.end) != '的';
        let of_persons = before.iter().rev().filter(|a| a.kind != Kind::Org).find(is_topic);
        return of_persons.or_else(|| before.iter().find(is_topic)).map(one).unwrap_or_default();
    }
    Vec::new()
}

/// Where the office behind a name ends: 习近平总书记.
fn after_name(told: &Told, end: usize) -> usize {
    let title = told.within(end, end + 1).iter().find(|n| n.kind == Kind::Title).map(|n| n.end);
    title.unwrap_or_else(|| OFFICES.at(&told.line, end).map_or(end, |(_, len)| end + len))
}

static OFFICES: LazyLock<Words> = LazyLock::new(|| {
    Words::starting(&[
        "总书记", "主席", "总理", "总统", "首相", "同志", "先生", "女士", "老师", "教授", "院士", "书记", "主任", "部长", "省长",
        "市长", "县长", "区长", "院长", "校长", "局长", "医生", "大使", "秘书长", "总经理", "董事长", "等",
    ])
});

/// Whether nothing but when, where and how stands between a speaker and the verb.
fn is_link(told: &Told, actor: &Actor, cue: (usize, usize), clause: usize, speech: &Speech) -> bool {
    let line = &told.line;
    let from = after_name(told, actor.end);
    if from >= cue.0 {
        return from == cue.0;
    }
    if cue.0 - from > LONGEST_LINK || line.get(from) == '的' {
        return false;
    }
    let linked = LINKS.before(line, cue.0).is_some();
    let set = from >= clause && is_setting(told, from);
    match actor.kind {
        Kind::Person => linked || set || speech.direct && speech.marked && from >= clause,
        // A body or a meeting in a longer phrase is what somebody takes part in.
        _ => set || linked && cue.0 - from <= SHORT_LINK,
    }
}

/// The longest adverb between a body and the verb, in characters.
const SHORT_LINK: usize = 3;

/// Whether persons stand in a list: nothing but 、 and 和 between them.
fn is_listed(told: &Told, persons: &[&Actor]) -> bool {
    persons.windows(2).all(|pair| pair[1].start == pair[0].end + 1 && matches!(told.line.get(pair[0].end), '、' | '和' | '与'))
}

/// Whether words stand before an actor that make it what something goes by: 按照市委要求.
fn is_base(told: &Told, start: usize) -> bool {
    /// The longest title before a name, in characters.
    const NEAR: usize = 8;
    let from = told.clause(start, start.saturating_sub(NEAR));
    BASES.at(&told.line, from).is_some() || BASES_END.before(&told.line, start).is_some()
}

static BASES: LazyLock<Words> = LazyLock::new(|| Words::starting(BASE_WORDS));
static BASES_END: LazyLock<Words> = LazyLock::new(|| Words::ending(BASE_WORDS));
const BASE_WORDS: &[&str] = &["按照", "按", "根据", "遵照", "依照", "依据", "围绕", "落实", "符合", "达到", "对照", "贯彻"];

/// Speakers without a name.
static UNNAMED: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&[
        "负责人", "负责同志", "相关人士", "业内人士", "知情人士", "专家", "专家们", "学者", "村民", "村民们", "居民", "居民们",
        "市民", "群众", "工作人员", "发言人", "代表们", "与会人员", "与会者", "与会代表", "学生", "学生们", "家长", "游客",
        "游客们", "经营者", "商户", "职工", "员工", "有关部门", "农户", "司机", "老人", "同学", "同学们", "老师", "志愿者",
        "医生", "民警", "网友", "读者", "观众", "乘客", "顾客", "业主", "主办方", "承办方", "法院", "警方", "嘉宾", "人士",
        "官员", "媒体", "相关人员", "校方", "院方", "店主", "老板", "摊主", "患者", "消费者", "农民", "干部", "队员", "教练",
        "球迷", "用户", "市民们", "爷爷", "奶奶", "大爷", "大妈", "阿姨", "叔叔", "部门", "各方", "他们", "她们", "学员", "老乡",
        "乡亲们", "父母", "母亲", "父亲", "白皮书", "报告", "文章", "综述", "社论", "评论员文章", "批示", "声明", "公报", "通报",
        "评估结果", "调查结果", "数据显示", "家属", "网民", "外媒", "舆论", "分析人士", "观察人士", "技术员", "队长", "客商",
        "投资者", "从业者", "主席团",
    ])
});

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::entity::{Kind, Role, Text, recognise};

    /// What is said in the paragraphs of one article, by whom.
    fn said(paragraphs: &[&str]) -> Vec<String> {
        let texts: Vec<Text<'_>> = paragraphs.iter().map(|text| Text { text, role: Role::Paragraph, article: Some(0) }).collect();
        let found = recognise(&texts, &Options::default(), &mut |_| ());
        let of = |s: &crate::entity::Stretch| s.span.of(paragraphs[s.text]);
        let tell = |s: &crate::entity::Statement| {
            let speaker = s.speaker.map(|at| found.entities[at].name.as_str());
            let named = speaker.or_else(|| s.named.as_ref().map(of)).unwrap_or_default();
            let content: Vec<&str> = s.content.iter().map(of).collect();
            format!("{named} {}{} {}", of(&s.cue), if s.direct { "：" } else { "，" }, content.join("|"))
        };
        found.story.statements.iter().map(tell).collect()
    }

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(said(&[text]), expect, "{text}");
    }

    #[test]
    fn indirect_speech() {
        check(
            "市长李小明强调，要守住堤防；要转移群众。要查险情。会议结束。",
            &["李小明 强调， 要守住堤防；要转移群众。要查险情。"],
        );
        check("市长李小明主持会议并要求，要加快进度。", &["李小明 要求， 要加快进度。"]);
        check("就防汛工作，市长李小明在讲话中指出，水位偏高。", &["李小明 指出， 水位偏高。"]);
        check("会议指出，各部门要落实责任。", &["会议 指出， 各部门要落实责任。"]);
        check("市住建局负责人表示，工程月底完工。", &["市住建局负责人 表示， 工程月底完工。"]);
    }

    #[test]
    fn direct_speech() {
        check("“路修好了。”村支书李小明说。", &["李小明 说： 路修好了。"]);
        check("村支书李小明说：“路修好了。大家高兴。”", &["李小明 说： 路修好了。大家高兴。"]);
        check("“路修好了，”村支书李小明说，“大家高兴。”", &["李小明 说： 路修好了，|大家高兴。"]);
        let two = said(&["村支书李小明说：“路修好了。", "“大家高兴。”村里热闹。"]);
        assert_eq!(two, ["李小明 说： 路修好了。|大家高兴。"]);
    }

    #[test]
    fn speech_goes_on_to_the_end_of_its_paragraph() {
        check(
            "市长李小明表示，水位偏高。今年以来雨水多于往年。我们一定守住堤防。据介绍，工程月底完工。",
            &["李小明 表示， 水位偏高。今年以来雨水多于往年。我们一定守住堤防。"],
        );
        // Behind the paragraph's first sentence the paper may speak again.
        check("会场坐满了人。市长李小明表示，水位偏高。今年以来雨水多于往年。", &["李小明 表示， 水位偏高。"]);
        check("市长李小明表示，水位偏高。副市长王芳参加。", &["李小明 表示， 水位偏高。"]);
        check("市长李小明指出，要守住“生命堤”。石桥镇修好了三座水库。", &["李小明 指出， 要守住“生命堤”。"]);
    }

    #[test]
    fn both_halves_around_the_speaker_are_what_was_said() {
        check("“路修好了。”村支书李小明说，车也通了。", &["李小明 说： 路修好了。", "李小明 说， 车也通了。"]);
        check("“路修好了。”村支书李小明说，眼里闪着泪花。", &["李小明 说： 路修好了。"]);
        check("“路修好了。”村支书李小明说，眼下正忙。", &["李小明 说： 路修好了。", "李小明 说， 眼下正忙。"]);
        check("“路修好了。”村支书李小明补充道。", &["李小明 补充道： 路修好了。"]);
        check("“路修好了。”村支书李小明介绍，“车也通了。”", &["李小明 介绍： 路修好了。|车也通了。"]);
    }

    #[test]
    fn documents_and_people_without_a_name_speak() {
        check("白皮书指出，水位偏高。", &["白皮书 指出， 水位偏高。"]);
        check("市长李小明作出批示指出，要守住堤防。", &["李小明 指出， 要守住堤防。"]);
        check("韩国5日发布的评估结果称，水位偏高。", &["韩国5日发布的评估结果 称， 水位偏高。"]);
        check("石桥方面9日发表声明称，水位偏高。", &["石桥方面9日发表声明 称， 水位偏高。"]);
    }

    #[test]
    fn a_verb_right_before_another_has_no_speech() {
        check("市长李小明予以高度评价，并强调，要加快进度。", &["李小明 强调， 要加快进度。"]);
        check("市长李小明指出，水位偏高，并强调，要守住堤防。", &["李小明 指出， 水位偏高", "李小明 强调， 要守住堤防。"]);
    }

    #[test]
    fn no_speech() {
        check("李小明按照市委要求，加快进度。", &[]);
        check("会议对李小明表示祝贺。工程达到设计要求，按期完工。", &[]);
        check("落实“双减”要求，也就是说，作业要少。", &[]);
        check("我常对学生说：“作业要少。”", &[]);
    }

    #[test]
    fn a_pronoun_speaks_for_its_person() {
        let found = said(&["市长李小明走进社区，看望老人。他强调，要办好实事。"]);
        assert_eq!(found, ["李小明 强调， 要办好实事。"]);
        // Two persons, and nothing says which.
        let found = said(&["市长李小明看望医生王芳。他强调，要办好实事。"]);
        assert_eq!(found, ["他 强调， 要办好实事。"]);
    }

    #[test]
    fn a_meeting_speaks_by_its_name() {
        let found = said(&["近日，全市防汛工作会议召开。", "会议强调，要守住堤防。"]);
        assert_eq!(found, ["全市防汛工作会议 强调， 要守住堤防。"]);
        let texts = [Text {
            text: "近日，市政府召开专题会议。会议强调，要守住堤防。", role: Role::Paragraph, article: Some(0)
        }];
        let found = recognise(&texts, &Options::default(), &mut |_| ());
        assert!(found.story.references.iter().all(|r| found.entities[r.entity].kind != Kind::Event));
    }
}
