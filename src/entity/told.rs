//! A text of an article as it is read for what happens in it: sentences, clauses, quotations, and the names in them.
//!
//! Invariant: positions count characters of the text's [`Line`].

use super::line::Line;
use super::words::Words;
use super::{Kind, Mention, Role, Text};
use std::sync::LazyLock;

/// One text.
pub(super) struct Told {
    /// Index of the text.
    pub text: usize,
    pub role: Role,
    pub line: Line,
    /// The names, by start, outer before inner.
    pub names: Vec<Name>,
    /// Quotations in “”: their first character and one past the last inside; where nothing closes one, its end is the text's.
    pub quotes: Vec<(usize, usize)>,
}

/// A mention in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// Index of the entity.
    pub entity: usize,
    /// Whether it stands inside another mention.
    pub inner: bool,
}

/// Somebody or something that acts in a sentence: a person, a body, a meeting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Actor {
    pub start: usize,
    pub end: usize,
    /// PERSON, ORG or EVENT.
    pub kind: Kind,
    /// The entity, where it is known.
    pub entity: Option<usize>,
}

impl Told {
    pub fn new(at: usize, text: &Text<'_>, mentions: &[Mention], owner: &[usize]) -> Self {
        let line = Line::new(text.text);
        let mut outer = 0;
        let names = mentions
            .iter()
            .zip(owner)
            .map(|(m, &entity)| {
                let (start, end) = (line.index(m.span.start), line.index(m.span.end));
                let inner = end <= outer;
                outer = outer.max(end);
                Name { start, end, kind: m.kind, entity, inner }
            })
            .collect();
        let quotes = quotes(&line);
        Self { text: at, role: text.role, line, names, quotes }
    }

    /// The sentences, with their closing marks. A quotation of several sentences is part of the sentence that it stands in.
    pub fn sentences(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut quotes = self.quotes.iter().copied().peekable();
        let (mut start, mut at) = (0, 0);
        while at < self.line.len() {
            if let Some((_, end)) = quotes.next_if(|q| q.0 <= at + 1)
                && end < self.line.len()
                && end > at
            {
                at = end;
                while quotes.next_if(|q| q.0 <= at).is_some() {}
                // A quotation that is a sentence by itself ends the one that it stands in, unless its speaker follows.
                at += 1;
                if is_end(self.line.before(at - 1)) && self.opens_sentence(at) {
                    found.push((start, at));
                    start = at;
                }
                continue;
            }
            if is_end(self.line.get(at)) {
                at += 1;
                while is_end(self.line.get(at)) || matches!(self.line.get(at), '”' | '’' | '）' | ')' | '》') {
                    at += 1;
                }
                found.push((start, at));
                start = at;
            } else {
                at += 1;
            }
        }
        if start < self.line.len() {
            found.push((start, self.line.len()));
        }
        found
    }

    /// Whether what follows a whole quotation does not belong to it: a speaker with a verb of saying in the same clause does.
    fn opens_sentence(&self, at: usize) -> bool {
        /// The longest speaker with titles, in characters.
        const LONGEST: usize = 40;
        let clause = (at..self.line.len().min(at + LONGEST)).find(|k| is_break(self.line.get(*k)));
        // 说。 and 说，“ end what began with the quotation; 说：“ begins anew.
        clause.is_none_or(|end| self.line.get(end) == '：' || SAYING.before(&self.line, end).is_none())
    }

    /// Where the clause begins that holds `at`, not before `floor`.
    pub fn clause(&self, at: usize, floor: usize) -> usize {
        let mut at = at;
        while at > floor && !is_break(self.line.before(at)) {
            at -= 1;
        }
        at
    }

    /// Whether a name that begins at `start` stands where a subject does: at the beginning of a clause, behind nothing but
    /// dates, titles and places.
    pub fn is_subject(&self, start: usize, floor: usize) -> bool {
        let mut at = start;
        loop {
            if at <= floor || is_break(self.line.before(at)) || self.line.before(at) == '）' {
                return true;
            }
            // 市委副书记、市长李某
            if self.line.before(at) == '、' && self.ending(at - 1).is_some_and(|n| n.kind == Kind::Title) {
                at -= 1;
            }
            if let Some(name) = self.ending(at) {
                if !matches!(name.kind, Kind::Title | Kind::Date | Kind::Time | Kind::Place | Kind::Org) {
                    return false;
                }
                at = name.start;
            } else if let Some((_, len)) = SETTINGS.before(&self.line, at) {
                at -= len;
            } else {
                return false;
            }
        }
    }

    /// The outermost name that ends at `end`.
    pub fn ending(&self, end: usize) -> Option<&Name> {
        /// Names that begin between an outer one's begin and end.
        const NESTED: usize = 12;
        let first = self.names.partition_point(|n| n.start < end);
        self.names[..first].iter().rev().take(NESTED).find(|n| n.end == end && !n.inner)
    }

    /// The names that begin in a stretch.
    pub fn within(&self, start: usize, end: usize) -> &[Name] {
        &self.names[self.names.partition_point(|n| n.start < start)..self.names.partition_point(|n| n.start < end)]
    }

    /// The text from `start` to `end`.
    pub fn slice(&self, start: usize, end: usize) -> String {
        self.line.chars[start..end].iter().collect()
    }
}

/// What may stand before a subject in its clause.
static SETTINGS: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&["据", "随后", "会上", "会前", "会后", "其间", "期间", "同时", "最后", "当天", "对此", "就此"])
});

/// What a clause with a speaker behind the speech ends in.
static SAYING: LazyLock<Words> = LazyLock::new(|| {
    Words::ending(&[
        "说", "说道", "表示", "指出", "强调", "介绍", "感慨", "感叹", "坦言", "告诉记者", "称", "问", "问道", "道", "回忆",
        "回答",
    ])
});

/// Whether the character ends a sentence.
pub(super) fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?')
}

/// Whether the character ends a clause.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '：' | ':' | '“' | '”') || is_end(c)
}

fn quotes(line: &Line) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (at, c) in line.chars.iter().enumerate() {
        match c {
            '“' => open.push(at + 1),
            '”' => found.extend(open.pop().map(|start| (start, at))),
            _ => (),
        }
    }
    found.extend(open.into_iter().map(|start| (start, line.len())));
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let told = Told::new(0, &Text { text, role: Role::Paragraph, article: Some(0) }, &[], &[]);
        assert_eq!(told.sentences().iter().map(|(s, e)| told.slice(*s, *e)).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn sentences_hold_their_quotations() {
        check("会议开了。代表来了！", &["会议开了。", "代表来了！"]);
        check("他说：“好。真好！”大家笑了。", &["他说：“好。真好！”", "大家笑了。"]);
        check("“好。”王芳说。大家笑了。", &["“好。”王芳说。", "大家笑了。"]);
        check("他说：“好。”王芳说：“对。”", &["他说：“好。”", "王芳说：“对。”"]);
        check("落实“双减”要求。“没有完。还在说", &["落实“双减”要求。", "“没有完。", "还在说"]);
    }
}
