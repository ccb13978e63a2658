//! WORK (in 《》) and TERM (a coined name in quotation marks).

use super::Kind;
use super::line::{Found, Line};
use super::score;
use crate::clean::is_han;

/// The longest coined name, in characters; what is longer is speech.
const LONGEST_TERM: usize = 9;

/// The longest name of a work with its marks, in characters. The longest names, of regulations that name another in full, have
/// some eighty; what is longer has lost its closing mark.
const LONGEST_WORK: usize = 100;

/// Words that end or fill speech rather than a name.
const SPEECH: &[char] = &[
    '，', '。', '！', '？', '；', '：', '、', '…', '了', '吗', '呢', '吧', '啊', '呀', '嘛', '我', '你', '您', '他', '她', '们',
    '的', '这', '那', '很', '就', '是', '没', '不',
];

/// Nouns that make a quoted string with “十四五” before them a plan.
const PLANS: &[&str] = &["规划纲要", "规划"];

/// Finds works and coined names.
pub(super) fn find(line: &Line, out: &mut Vec<Found>) {
    works(line, out);
    terms(line, out);
}

fn works(line: &Line, out: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        match work_end(line, at) {
            Some(end) => {
                out.push(Found::new(at, end, Kind::Work, score::MARKED, "title-marks"));
                at = end;
            }
            // A mark that nothing closes falls; those behind it count.
            None => at += 1,
        }
    }
}

/// Where the work ends that opens at `at`.
fn work_end(line: &Line, at: usize) -> Option<usize> {
    if line.get(at) != '《' || line.get(at + 1) == '》' {
        return None;
    }
    let mut depth = 0;
    for end in at..line.len().min(at + LONGEST_WORK) {
        match line.get(end) {
            '《' => depth += 1,
            '》' if depth == 1 => return Some(end + 1),
            '》' => depth -= 1,
            _ => (),
        }
    }
    None
}

fn terms(line: &Line, out: &mut Vec<Found>) {
    let mut open: Option<usize> = None;
    for (at, &c) in line.chars.iter().enumerate() {
        match c {
            '“' => open = Some(at),
            '”' => {
                if let Some(start) = open.take() {
                    quoted(line, start, at, out);
                }
            }
            _ => (),
        }
    }
}

fn quoted(line: &Line, open: usize, close: usize, out: &mut Vec<Found>) {
    let inner = &line.chars[open + 1..close];
    // “十四五”规划 is a plan; “十四五”时期 a date.
    if inner.len() == 3 && inner[0] == '十' && inner[2] == '五' {
        if let Some((_, len)) = line.first_of(close + 1, PLANS) {
            out.push(Found::new(open, close + 1 + len, Kind::Work, score::MODEL, "plan"));
        }
        return;
    }
    let speech = inner.iter().any(|c| SPEECH.contains(c));
    let introduced = matches!(line.before(open), '：' | ':');
    let han = inner.iter().filter(|c| is_han(**c) || c.is_ascii_alphanumeric()).count();
    if inner.len() < 2
        || inner.len() > LONGEST_TERM
        || speech
        || introduced
        || han + 1 < inner.len()
        || inner.iter().all(char::is_ascii_digit)
    {
        return;
    }
    out.push(Found::new(open + 1, close, Kind::Term, score::DOUBTFUL, "quotation-marks"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Line::new(text);
        let mut out = Vec::new();
        find(&line, &mut out);
        assert_eq!(out.iter().map(|f| line.string(f.start, f.end)).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn marks() {
        check("根据《中华人民共和国人民陪审员法》，“十问十帮”活动", &["《中华人民共和国人民陪审员法》", "十问十帮"]);
        check("秉承“以企业为本、服务至上”的理念，他说：“好了。”", &[]);
        check("编制“十四五”规划", &["“十四五”规划"]);
        check("《关于〈办法〉的说明》", &["《关于〈办法〉的说明》"]);
        check("《关于《办法》的说明》", &["《关于《办法》的说明》"]);
    }

    #[test]
    fn a_mark_that_nothing_closes_falls() {
        check("印发《通知，并学习《办法》", &["《办法》"]);
        check("《》，办法》，《条例》", &["《条例》"]);
        let far = "字".repeat(LONGEST_WORK);
        check(&format!("《{far}》，《条例》"), &["《条例》"]);
        let longest = format!("《{}》", "字".repeat(LONGEST_WORK - 2));
        check(&longest, &[&longest]);
    }
}
