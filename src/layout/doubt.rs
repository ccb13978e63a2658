//! Doubts: where a second reading of a line is nearly as likely as the one that was taken, a note says what it would be.

use super::Note;
use super::crf::Reading;
use super::line::Line;
use super::role::{Kind, STATES};

/// A second reading less likely than this is no doubt worth telling.
const CLOSE: f32 = 0.25;

/// The notes on a page's lines. `owners` has the article of each line, by index, where it has one.
#[must_use]
pub(super) fn notes(lines: &[Line], reading: &Reading, owners: &[Option<usize>]) -> Vec<Note> {
    let mut found: Vec<Note> = Vec::new();
    let mut last: Option<(usize, &'static str)> = None;
    let kind = |at: usize| STATES[reading.states[at]].role.kind();
    for (at, line) in lines.iter().enumerate() {
        let (second, likelihood) = reading.second[at];
        if likelihood < CLOSE {
            continue;
        }
        let code = code(kind(at), second);
        let article = match code {
            "may_be_headline_of_next" => nearest_body(owners, kind, at + 1..lines.len()),
            "may_be_headline_of_previous" | "may_go_on" => nearest_body(owners, kind, (0..at).rev()),
            _ => owners[at],
        };
        // Neighbouring lines with the same doubt share a note.
        match found.last_mut() {
            Some(note) if last == Some((at.wrapping_sub(1), code)) && note.article == article => {
                note.spans.push(line.span);
                note.confidence = note.confidence.max(likelihood);
            }
            _ => found.push(Note { code, article, spans: vec![line.span], confidence: likelihood }),
        }
        last = Some((at, code));
    }
    found
}

/// What the line would be by its second reading.
fn code(read: Kind, second: Kind) -> &'static str {
    match (read, second) {
        (_, Kind::HeadlineBefore) => "may_be_headline_of_next",
        (_, Kind::HeadlineAfter) => "may_be_headline_of_previous",
        (_, Kind::Furniture) => "may_be_furniture",
        (_, Kind::Caption) => "may_be_caption",
        (_, Kind::Start) => "may_begin_article",
        (Kind::Start, Kind::Body) => "may_go_on",
        (_, Kind::Body) => "may_be_paragraph",
    }
}

/// The article of the nearest body line among `lines`.
fn nearest_body(owners: &[Option<usize>], kind: impl Fn(usize) -> Kind, mut lines: impl Iterator<Item = usize>) -> Option<usize> {
    lines.find(|&at| matches!(kind(at), Kind::Start | Kind::Body)).and_then(|at| owners[at])
}
