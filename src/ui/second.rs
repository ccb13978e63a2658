//! The second reading that a note tells of: the part that it is about, and the correction that takes it.

use super::found::Found;
use super::source::Owner;
use crate::edit::{Edit, PartRole};
use crate::view::{Article, Note, Part};
use std::ops::Range;

/// Where the lines of a note stand: the first part that they have characters in. `stretches` are the text's, in order.
#[must_use]
pub fn place(note: &Note, stretches: &[(Range<u32>, Owner)]) -> Option<Owner> {
    let at = note.at?.offset;
    let (span, owner) = stretches.get(stretches.partition_point(|(span, _)| span.end <= at))?;
    (span.start < note.end).then_some(*owner)
}

/// The correction that takes the second reading of the part at `owner`; none where the lines are no part of their own, or
/// the result has it by now.
#[must_use]
pub fn edit(note: &Note, owner: Owner, found: &Found) -> Option<Edit> {
    let part = part(found, owner)?;
    let (at, end) = part.code_points(0..part.text.len())?;
    let begins = at >= note.at?.offset;
    let whole = begins && end <= note.end;
    let own = owner.article.map(|(order, _)| order as usize);
    let other = note.article.as_deref().and_then(|id| id.strip_prefix('a')?.parse::<usize>().ok()?.checked_sub(1));
    let head = matches!(owner.role, PartRole::Kicker | PartRole::Title | PartRole::Subtitle);
    let role = |role: PartRole| (whole && owner.role != role).then_some(Edit::SetRole { at, role, article: None });
    match note.code.as_str() {
        "may_be_furniture" => role(PartRole::Furniture),
        "may_be_caption" => role(PartRole::Caption),
        "may_be_paragraph" => role(PartRole::Paragraph),
        "may_begin_article" => {
            let inside = found.articles.get(own?)?.paragraphs.first() != Some(part);
            (begins && inside && owner.role == PartRole::Paragraph).then_some(Edit::SplitArticle { at })
        }
        "may_go_on" => {
            let (own, other) = (own?, other?);
            let at = start(found.articles.get(other)?)?;
            (other + 1 == own).then_some(Edit::MergeArticles { at })
        }
        "may_be_headline_of_next" | "may_be_headline_of_previous" => {
            let target = found.articles.get(other?).filter(|_| own != other)?;
            let to = start(target)?;
            if head {
                return Some(Edit::MoveHeadline { at, to });
            }
            (whole && target.title.is_none()).then_some(Edit::SetRole { at, role: PartRole::Title, article: Some(to) })
        }
        _ => None,
    }
}

/// Whether the result has the second reading of the part at `owner` by now, as the first one did not.
#[must_use]
pub fn holds(note: &Note, owner: Owner, found: &Found) -> bool {
    let own = owner.article.and_then(|(order, _)| found.articles.get(order as usize));
    let begins = || own.is_some_and(|article| article.paragraphs.first() == part(found, owner));
    match note.code.as_str() {
        "may_be_furniture" => owner.role == PartRole::Furniture,
        "may_be_caption" => owner.role == PartRole::Caption,
        "may_be_paragraph" => owner.role == PartRole::Paragraph,
        "may_begin_article" => owner.role == PartRole::Paragraph && begins(),
        "may_go_on" => owner.role == PartRole::Paragraph && !begins(),
        _ => false,
    }
}

/// The part at `owner`.
#[must_use]
pub fn part(found: &Found, owner: Owner) -> Option<&Part> {
    match owner.article {
        Some((order, _)) => found.articles.get(order as usize)?.parts().nth(owner.part as usize),
        None => found.furniture.get(owner.part as usize),
    }
}

/// The first code point of an article's first part.
fn start(article: &Article) -> Option<u32> {
    article.parts().find_map(|part| part.code_point(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Desk;
    use crate::ui::source::stretches;
    use crate::view::Position;
    use crate::{Options, analyze};

    const TEXT: &str = include_str!("../../tests/common/corrected.txt");

    /// Whatever a note of any kind offers at any line of a page can be made.
    #[test]
    fn every_offer_can_be_made() {
        let report = analyze(TEXT, &Options::default());
        let found = Found::of(&report, TEXT);
        let whole = stretches(&found);
        let codes = [
            "may_be_furniture", "may_be_caption", "may_be_paragraph", "may_begin_article", "may_go_on",
            "may_be_headline_of_next", "may_be_headline_of_previous",
        ];
        let mut offers = 0;
        let mut offset = 0;
        for (line, text) in (1..).zip(TEXT.split_inclusive('\n')) {
            let end = offset + text.chars().count() as u32;
            for (code, article) in codes.iter().flat_map(|code| ["a1", "a2"].map(|article| (*code, article))) {
                let at = Some(Position { line, offset });
                let note = Note { code: code.to_owned(), article: Some(article.to_owned()), at, end };
                let offer = place(&note, &whole).and_then(|owner| edit(&note, owner, &found));
                if let Some(offer) = offer {
                    offers += 1;
                    let mut desk = Desk::new(report.clone(), TEXT).expect("its text");
                    assert_eq!(desk.replay(0, std::slice::from_ref(&offer)), Ok(()), "{code} {article}, line {line}: {offer:?}");
                    let found = Found::of(&desk.report(), TEXT);
                    let owner = place(&note, &stretches(&found)).expect("a part");
                    let headline = code.starts_with("may_be_headline");
                    assert!(holds(&note, owner, &found) || headline, "{code} {article}, line {line}: {offer:?}");
                }
            }
            offset = end;
        }
        assert!(offers > 10, "{offers}");
    }

    #[test]
    fn nothing_is_read_the_second_way_at_first() {
        let text = include_str!("../../seeds/jianli.txt");
        let found = Found::of(&analyze(text, &Options::default()), text);
        let stretches = stretches(&found);
        for note in &found.notes {
            assert!(place(note, &stretches).is_none_or(|owner| !holds(note, owner, &found)), "{note:?}");
        }
        assert!(!found.notes.is_empty());
    }
}
