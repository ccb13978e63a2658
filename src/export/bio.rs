//! BIO tags by character, for trainers of taggers: a character and its tag a line, an empty line after each sentence.
//!
//! Invariants: columns are parted by a tab; white space is left out; a sentence ends at 。！？ and at a part's end, never
//! inside a mention. A mention in a mention in a mention (an organisation in an office in a meeting) is as deep as the
//! report goes: [`Layers::All`] has a column for each depth, outer first.

use super::document::{Document, documents};
use crate::report::Report;
use crate::view::View;

/// How deep mentions nest by the guide.
const DEPTH: usize = 3;

/// How many columns of tags.
#[derive(Clone, Copy)]
pub(super) enum Layers {
    /// One: mentions that stand in no other.
    Outer,
    /// [`DEPTH`], and a line `-DOCSTART-` before each document, as in `CoNLL` 2003.
    All,
}

pub(super) fn write(report: &Report, view: &View, layers: Layers) -> String {
    let mut text = String::new();
    for document in documents(report, view) {
        let columns = match layers {
            Layers::Outer => 1,
            Layers::All => {
                text.push_str("-DOCSTART-");
                text.push_str(&"\tO".repeat(DEPTH));
                text.push_str("\n\n");
                DEPTH
            }
        };
        lines(&document, columns, &mut text);
    }
    text
}

fn lines(document: &Document, columns: usize, text: &mut String) {
    let mut marks = document.marks.iter().peekable();
    // The mentions around the place, outer first, with whether their first character has been written.
    let mut open: Vec<(crate::view::Mark, bool)> = Vec::new();
    let mut ended = false;
    let mut written = false;
    for (at, c) in document.text.char_indices() {
        open.retain(|(mark, _)| mark.end as usize > at);
        let inside = !open.is_empty();
        while let Some(&mark) = marks.next_if(|m| m.start as usize <= at) {
            open.push((mark, false));
        }
        let sentence_over = ended && !inside && !is_end(c) && !is_closing(c);
        if written && (c == '\n' || sentence_over) {
            text.push('\n');
            (ended, written) = (false, false);
        }
        if c.is_whitespace() {
            continue;
        }
        text.push(c);
        for layer in 0..columns {
            text.push('\t');
            match open.get_mut(layer) {
                Some((mark, begun)) => {
                    text.push_str(if *begun { "I-" } else { "B-" });
                    text.push_str(mark.kind.code());
                    *begun = true;
                }
                None => text.push('O'),
            }
        }
        text.push('\n');
        written = true;
        ended = is_end(c) || ended && is_closing(c);
    }
    if written {
        text.push('\n');
    }
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '》' | '）' | ')' | '】')
}
