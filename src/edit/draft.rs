//! The report while it is being corrected.
//!
//! Articles and entities have keys that stay theirs through all edits: the program's own are keyed by their place in its
//! report, what a reader makes gets the next free key. An entity that has lost its mentions leaves its place empty. Cheap to
//! clone: what an edit does not touch is shared.

use super::Misfit;
use crate::clean::padding::Setting;
use crate::report::{Article, CodePoints, Entity, INVISIBLE, Mention, PartRole, TextPart};
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Clone, PartialEq)]
pub(super) struct Draft {
    /// In the order of the page, each with its key.
    pub(super) articles: Vec<(u32, Rc<Article>)>,
    pub(super) furniture: Rc<Vec<TextPart>>,
    /// By key. Ids of articles and entities in them are those that the keys would have.
    pub(super) entities: Vec<Rc<Entity>>,
    /// The next article's key.
    pub(super) next: u32,
    /// Entities that were merged into others, by their keys.
    pub(super) merged: Rc<BTreeMap<u32, u32>>,
}

/// Whose a part is. Furniture comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// The article at this place in the order.
    Article(usize),
    Furniture,
}

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) owner: Owner,
    pub(super) role: PartRole,
    /// Among the parts of its role.
    pub(super) nth: usize,
}

impl Place {
    pub(super) fn article(self) -> Option<usize> {
        if let Owner::Article(at) = self.owner { Some(at) } else { None }
    }
}

/// Where each code point stands.
pub(super) struct Places(Vec<Stretch>);

struct Stretch {
    span: CodePoints,
    place: Place,
    /// Which of the part's spans it is.
    nth: usize,
}

impl Places {
    /// The part that a code point stands in, and which of its spans.
    pub(super) fn find(&self, at: u32) -> Option<(Place, usize)> {
        let stretch = &self.0[self.0.partition_point(|s| s.span.0 <= at).checked_sub(1)?];
        (at < stretch.span.1).then_some((stretch.place, stretch.nth))
    }

    pub(super) fn part(&self, at: u32) -> Result<Place, Misfit> {
        self.find(at).map(|found| found.0).ok_or(Misfit::NoPart(at))
    }

    pub(super) fn article(&self, at: u32) -> Result<usize, Misfit> {
        self.part(at)?.article().ok_or(Misfit::NoArticle(at))
    }

    /// The part that a mention stands in; none where it stands in no one part.
    pub(super) fn of_mention(&self, (start, end): CodePoints) -> Option<Place> {
        let (first, nth) = self.find(start)?;
        let (last, last_nth) = self.find(end.checked_sub(1)?)?;
        (first == last && (nth < last_nth || nth == last_nth && start < end)).then_some(first)
    }

    /// What comes first in reading comes first in this order.
    pub(super) fn rank(&self, at: u32) -> (Option<(Place, usize)>, u32) {
        (self.find(at), at)
    }
}

/// From the first code point of a mention's first span to the end of its last.
pub(super) fn ends(mention: &Mention) -> CodePoints {
    around(&mention.spans)
}

/// From the first code point of the first span to the end of the last.
pub(super) fn around(spans: &[CodePoints]) -> CodePoints {
    (spans.first().map_or(0, |s| s.0), spans.last().map_or(0, |s| s.1))
}

/// How white space in a part is taken.
pub(super) fn setting(role: PartRole) -> Setting {
    match role {
        PartRole::Paragraph | PartRole::Caption => Setting::Prose,
        PartRole::Kicker | PartRole::Title | PartRole::Subtitle | PartRole::Furniture => Setting::Headline,
    }
}

/// The parts of an article in the order of reading.
pub(super) fn parts(article: &Article) -> impl Iterator<Item = (PartRole, usize, &TextPart)> {
    let head = &article.headline;
    let heads = [(PartRole::Kicker, &head.kicker), (PartRole::Title, &head.title), (PartRole::Subtitle, &head.subtitle)];
    let heads = heads.into_iter().filter_map(|(role, part)| part.as_ref().map(|part| (role, 0, part)));
    let body = article.paragraphs.iter().enumerate().map(|(nth, part)| (PartRole::Paragraph, nth, part));
    let captions = article.captions.iter().enumerate().map(|(nth, part)| (PartRole::Caption, nth, part));
    heads.chain(body).chain(captions)
}

impl Draft {
    pub(super) fn places(&self) -> Places {
        let mut stretches = Vec::new();
        let mut add = |place: Place, part: &TextPart| {
            let spans = part.spans.iter().enumerate();
            stretches.extend(spans.map(|(nth, &span)| Stretch { span, place, nth }));
        };
        for (at, (_, article)) in self.articles.iter().enumerate() {
            for (role, nth, part) in parts(article) {
                add(Place { owner: Owner::Article(at), role, nth }, part);
            }
        }
        // No edit touches what shows nothing.
        for (nth, part) in self.furniture.iter().enumerate().filter(|(_, part)| part.reason != INVISIBLE) {
            add(Place { owner: Owner::Furniture, role: PartRole::Furniture, nth }, part);
        }
        stretches.sort_by_key(|s| s.span);
        Places(stretches)
    }

    /// The articles by their keys.
    pub(super) fn by_key(&self) -> BTreeMap<u32, &Rc<Article>> {
        self.articles.iter().map(|(key, article)| (*key, article)).collect()
    }

    pub(super) fn part(&self, place: Place) -> Option<&TextPart> {
        let Some(article) = place.article() else { return self.furniture.get(place.nth) };
        let article = &self.articles.get(article)?.1;
        match place.role {
            PartRole::Kicker => article.headline.kicker.as_ref(),
            PartRole::Title => article.headline.title.as_ref(),
            PartRole::Subtitle => article.headline.subtitle.as_ref(),
            PartRole::Paragraph => article.paragraphs.get(place.nth),
            PartRole::Caption => article.captions.get(place.nth),
            PartRole::Furniture => None,
        }
    }

    /// Takes a part out of where it stands.
    pub(super) fn take(&mut self, place: Place) -> Option<TextPart> {
        let Some(at) = place.article() else {
            let furniture = Rc::make_mut(&mut self.furniture);
            return (place.nth < furniture.len()).then(|| furniture.remove(place.nth));
        };
        let article = Rc::make_mut(&mut self.articles.get_mut(at)?.1);
        match place.role {
            PartRole::Kicker => article.headline.kicker.take(),
            PartRole::Title => article.headline.title.take(),
            PartRole::Subtitle => article.headline.subtitle.take(),
            PartRole::Paragraph => (place.nth < article.paragraphs.len()).then(|| article.paragraphs.remove(place.nth)),
            PartRole::Caption => (place.nth < article.captions.len()).then(|| article.captions.remove(place.nth)),
            PartRole::Furniture => None,
        }
    }

    /// Puts a piece of furniture where it stands on the page.
    pub(super) fn put_aside(&mut self, part: TextPart) {
        let furniture = Rc::make_mut(&mut self.furniture);
        let behind = |other: &TextPart| other.reason == INVISIBLE || first(other) > first(&part);
        let at = furniture.iter().position(behind).unwrap_or(furniture.len());
        furniture.insert(at, part);
    }

    /// Puts a new article where its first part stands on the page.
    pub(super) fn put_article(&mut self, article: Article, at: Option<usize>) {
        let start = parts(&article).map(|(_, _, part)| first(part)).min();
        let behind = |other: &Article| parts(other).map(|(_, _, part)| first(part)).min() > start;
        let at = at.or_else(|| self.articles.iter().position(|(_, other)| behind(other))).unwrap_or(self.articles.len());
        self.articles.insert(at, (self.next, Rc::new(article)));
        self.next += 1;
    }

    /// The mention with these ends: its entity's key, and which of the entity's it is.
    pub(super) fn mention(&self, at: CodePoints) -> Result<(usize, usize), Misfit> {
        let mut all = self.entities.iter().enumerate();
        all.find_map(|(entity, e)| e.mentions.iter().position(|m| ends(m) == at).map(|nth| (entity, nth)))
            .ok_or(Misfit::NoMention(at))
    }

    /// The key of the entity that this one is now, after merging.
    pub(super) fn now(&self, mut key: u32) -> u32 {
        while let Some(&into) = self.merged.get(&key) {
            key = into;
        }
        key
    }

    pub(super) fn entity_mut(&mut self, key: usize) -> &mut Entity {
        Rc::make_mut(&mut self.entities[key])
    }
}

/// The first code point of a part.
pub(super) fn first(part: &TextPart) -> u32 {
    part.spans.iter().map(|s| s.0).min().unwrap_or(0)
}
