//! What a page does again and again, told from the places where it is sure and used where it is not (whether blank lines part
//! its paragraphs, with which words its paragraphs open), and what pages hardly ever do, however they are set.

use super::crf::Scores;
use super::features::{blank_ratio, ended, fill};
use super::line::Line;
use super::patterns::Marks;
use super::role::{ROLES, Role};
use rustc_hash::FxHashMap;

/// The learned weights know blank lines in general; the page's own habit adds this share of its log-ratio.
const BLANK_SHARE: f32 = 0.8;
/// No page is surer of its blank lines than this, as accidents happen on every one.
const SUREST: f32 = 3.0;
/// A line that opens as sure paragraphs of the page do, behind the end of a sentence.
const SAME_OPENER: f32 = 2.0;
/// Sure paragraphs with the same first word, before it is a habit.
const OPENERS: usize = 3;
/// A caption without any word or mark that captions have, behind the end of a sentence: that is a paragraph as a rule.
const UNMARKED_CAPTION: f32 = 1.5;
/// A paragraph that begins behind a comma: accidents alone make one.
const BEHIND_COMMA: f32 = 4.0;
/// A headline line that ends with a full stop; headlines have none.
const STOPPED_HEADLINE: f32 = 3.0;
/// What captions have.
const CAPTION_MARKS: u32 = Marks::bit("caption_start") | Marks::bit("caption_end") | Marks::bit("photo_credit");

/// Adds the page's habits to the scores of its lines.
pub fn add(lines: &[Line], scores: &mut Scores) {
    let blank = blank_ratio(lines).map_or(0.0, |ratio| (ratio.max(1.0).ln() * BLANK_SHARE).min(SUREST));
    let opens = |line: &Line| (line.head[0], line.head[1]);
    let mut sure: FxHashMap<(char, char), usize> = FxHashMap::default();
    for pair in lines.windows(2) {
        if ended(&pair[0]) && fill(&pair[0]) >= 4 {
            *sure.entry(opens(&pair[1])).or_default() += 1;
        }
    }
    for (at, line) in lines.iter().enumerate() {
        if !line.marks.any(CAPTION_MARKS) && at > 0 && ended(&lines[at - 1]) {
            scores.add(at, Role::Caption, -UNMARKED_CAPTION);
        }
        if line.tail[0] == '。' {
            for role in ROLES.into_iter().filter(|role| role.is_headline()) {
                scores.add(at, role, -STOPPED_HEADLINE);
            }
        }
        if at > 0 && matches!(lines[at - 1].tail[0], '，' | '、') {
            for role in [Role::ParagraphStart, Role::ResumeParagraph, Role::ArticleStart] {
                scores.add(at, role, -BEHIND_COMMA);
            }
        }
        if at == 0 || !ended(&lines[at - 1]) {
            continue;
        }
        let mut starts = 0.0;
        if line.blanks > 0 {
            starts += blank;
        }
        if sure.get(&opens(line)).is_some_and(|&times| times >= OPENERS) {
            starts += SAME_OPENER;
        }
        for role in [Role::Goes, Role::ResumeLine, Role::CaptionMore] {
            scores.add(at, role, -starts);
        }
    }
}
