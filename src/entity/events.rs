//! EVENT: meetings with their body, number or topic, ceremonies, campaigns, competitions.

use super::Kind;
use super::line::{Found, Line};
use super::score;
use super::words::Words;
use crate::clean::is_han;
use std::sync::LazyLock;

/// What an event's name ends with; longer before shorter.
const ENDINGS: &[&str] = &[
    "新闻发布会", "启动仪式", "奠基仪式", "开工仪式", "签约仪式", "揭牌仪式", "开幕式", "闭幕式", "颁奖典礼", "表彰大会",
    "动员大会", "代表大会", "运动会", "推进会", "座谈会", "动员会", "现场会", "研讨会", "交流会", "博览会", "交易会", "洽谈会",
    "推介会", "展览会", "音乐会", "演唱会", "发布会", "报告会", "调度会", "部署会", "联席会议", "会议", "大会", "全会", "论坛",
    "峰会", "仪式", "锦标赛", "联赛", "大赛", "比赛", "世界杯", "亚运会", "奥运会", "冬奥会", "文化节", "艺术节", "电影节",
    "旅游节", "活动", "专项行动", "行动", "革命", "督察",
];

static ENDING_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(ENDINGS));

/// What leaves an event bare when nothing else stands before the ending.
const BARE: &[&str] = &[
    "专题", "视频", "电视电话", "全体", "工作", "调度", "现场", "重要", "紧急", "专题工作", "相关", "有关", "系列", "各项",
    "此次", "本次", "这次", "该", "主题", "本届", "新闻", "例行", "召开", "本", "主题党日", "志愿服务", "文化", "体育", "经营",
    "经济", "生产", "教学", "实践", "教育", "宣传", "群众", "日常", "专项", "社会", "户外", "此项", "大型", "重大", "各类",
    "多种", "联席",
];

/// What before 革命 makes no campaign of it: verbs, and what a party does to itself.
static NOT_CAMPAIGNS: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&["自我", "社会", "继续", "坚持", "进行", "干", "闹", "从事", "投身", "领导", "无产阶级", "世界", "主义"])
});

/// Who sends inspections.
const SENDERS: &[&str] = &["中央", "国家", "省级", "省委", "市级"];

/// After these an event's name begins.
const OPENERS: &[&str] = &[
    "召开了", "召开", "举行了", "举行", "举办了", "举办", "主持", "出席", "参加", "列席", "开展了", "开展", "主办的", "承办的",
    "承办", "启动了", "组织", "迎来", "听取", "采取", "采用", "贯彻", "落实", "传达", "学习", "围绕", "对", "在", "于", "和",
    "与", "及", "是", "的", "将", "为", "由", "到", "做好", "了", "推进", "获得", "成为",
];

static OPENER_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(OPENERS));

/// Finds events. `inner` are finds that may stand inside (terms, organisations, places, dates).
pub(super) fn find(line: &Line, inner: &[Found], out: &mut Vec<Found>) {
    let mut floor = 0;
    let mut quoted = false;
    for at in 0..line.len() {
        let c = line.get(at);
        if !quoted && OPENER_WORDS.before(line, at).is_some() {
            floor = floor.max(at);
        }
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '，' | '。' | '；' | '：' | '！' | '？' | '（' | '）' | '(' | ')' | '《' | '》' | '、' => floor = at + 1,
            _ => (),
        }
        if quoted || !is_han(c) {
            continue;
        }
        let Some((word, len)) = ENDING_WORDS.at(line, at) else { continue };
        let end = at + len;
        if let Some(f) = event(line, floor, at, end, word, inner) {
            floor = end;
            out.push(f);
        }
    }
}

fn event(line: &Line, floor: usize, at: usize, end: usize, word: &str, inner: &[Found]) -> Option<Found> {
    /// The longest event, in characters before its ending.
    const LONGEST: usize = 48;
    let start = floor.max(at.saturating_sub(LONGEST));
    // 会议 inside a longer ending, 大会堂, 行动力, 活动室.
    let next = line.get(end);
    if matches!(
        (word, next),
        ("大会", '堂')
            | ("行动", '力' | '计' | '起' | '不' | '方')
            | ("活动", '室' | '中' | '场' | '阵' | '力')
            | ("会议", '室' | '精' | '纪' | '厅' | '中')
            | ("督察", '组' | '员' | '局' | '办' | '室' | '专' | '长' | '队' | '区')
            | ("革命", '老' | '军' | '烈' | '先' | '传' | '根' | '性' | '家' | '战' | '文' | '英' | '史' | '党' | '和')
    ) {
        return None;
    }
    let size = at.checked_sub(start).filter(|size| *size > 0)?;
    if word == "革命" {
        // 能源革命, 新技术革命: what is to be changed is named, in one word.
        let named =
            (2..=4).contains(&size) && (start..at).all(|k| is_han(line.get(k))) && NOT_CAMPAIGNS.before(line, at).is_none();
        return named.then(|| Found::new(start, end, Kind::Event, score::GUESSED, "campaign"));
    }
    if word == "督察" {
        // An inspection is named by who sends it, at its beginning: 省级生态环境保护督察.
        let from = (start..at).find(|k| SENDERS.iter().any(|w| line.starts(*k, w)) && line.get(k + 2) != '\0')?;
        return (at > from + 2).then(|| Found::new(from, end, Kind::Event, score::DOUBTFUL, "campaign"));
    }
    if matches!(word, "活动" | "行动" | "专项行动") {
        // A campaign is named by its quotation marks.
        if line.before(at) != '”' {
            return None;
        }
        let open = (0..at).rev().find(|k| line.get(*k) == '“')?;
        return (open >= start).then(|| Found::new(open, end, Kind::Event, score::DOUBTFUL, "campaign"));
    }
    // 第三次会议: a number by itself names the session.
    let text: String = line.chars[start..at].iter().collect();
    if BARE.contains(&text.as_str()) || size < 2 {
        return None;
    }
    let numbered = text.contains('第') && (text.contains('次') || text.contains('届'));
    let marked = text.contains('”');
    let body = inner.iter().any(|f| start <= f.start && f.end <= at);
    let topical = size >= 4 && !text.starts_with(['此', '这', '该', '各', '每']);
    if !(numbered || marked || body || topical)
        || text.chars().next().is_some_and(|c| !is_han(c) && !c.is_ascii_digit() && c != '“')
    {
        return None;
    }
    if text.contains('”') != text.contains('“') {
        return None;
    }
    Some(Found::new(start, end, Kind::Event, score::GUESSED, "named-by-topic"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &[], &mut out);
        assert_eq!(out.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn meetings() {
        check("昨天召开第三次会议，市长主持会议。", &["第三次会议"]);
        check("出席春季农业生产现场推进会", &["春季农业生产现场推进会"]);
        check("召开专题会议，会议室，大会堂，现场会", &[]);
    }

    #[test]
    fn campaigns() {
        check("开展“春风”活动，志愿活动", &["“春风”活动"]);
        check("推进能源革命、新技术革命，自我革命，革命老区", &["能源革命", "新技术革命"]);
        check("对省级生态环境保护督察反馈的问题，中央督察组，督察", &["省级生态环境保护督察"]);
    }
}
