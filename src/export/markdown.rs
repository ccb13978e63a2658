//! The clean articles in Markdown: the title a heading, kicker and subtitle strong, captions quoted, a rule between articles. Where
//! lines were put into another order, it says so first.
//!
//! Invariant: what `CommonMark` or its usual extensions would take for markup is escaped, so that a reader gets the text back.

use super::REORDERED;
use crate::report::Report;
use crate::view::{Article, View};

pub(super) fn write(report: &Report, view: &View) -> String {
    let warning = report.reordered.then(|| format!("> {REORDERED}\n"));
    warning.into_iter().chain(view.articles.iter().map(article)).collect::<Vec<_>>().join("\n---\n\n")
}

fn article(article: &Article) -> String {
    let mut blocks = Vec::new();
    let mut add = |before: &str, text: &str, after: &str| {
        // A part is one line; what only looks like one would end the block.
        let text = text.split(['\n', '\r']).map(|line| escape(line.trim())).collect::<Vec<_>>().join(" ");
        if !text.trim().is_empty() {
            blocks.push(format!("{before}{text}{after}\n"));
        }
    };
    let heads = [(&article.kicker, "**", "**"), (&article.title, "## ", ""), (&article.subtitle, "**", "**")];
    for (part, before, after) in heads {
        if let Some(part) = part {
            add(before, &part.text, after);
        }
    }
    article.paragraphs.iter().for_each(|part| add("", &part.text, ""));
    article.captions.iter().for_each(|part| add("> ", &part.text, ""));
    blocks.join("\n")
}

/// Escapes every character that can be markup anywhere, and what can be at the beginning or the end of a line.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let last = line.len().saturating_sub(1);
    for (at, c) in line.char_indices() {
        let anywhere = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$');
        let first = at == 0 && matches!(c, '#' | '+' | '-' | '=');
        let numbered = digits > 0 && at == digits && matches!(c, '.' | ')');
        let closing = c == '#' && at == last;
        if anywhere || first || numbered || closing {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_is_escaped() {
        let check = |line: &str, expect: &str| assert_eq!(escape(line), expect);
        check("*[注]*", "\\*\\[注\\]\\*");
        check("12. 会议", "12\\. 会议");
        check("1.5亿元", "1\\.5亿元");
        check("增长1.5%", "增长1.5%");
        check("# 一 #", "\\# 一 \\#");
        check("- 一", "\\- 一");
        check("a<b>&amp;", "a\\<b\\>\\&amp;");
    }
}
