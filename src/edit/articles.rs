//! Edits of articles and their parts.

use super::Misfit;
use super::draft::{Draft, Place, Places, first, parts, setting};
use super::text::{BY_READER, Text};
use crate::report::{Article, CodePoints, Headline, PartRole, Reason, TextPart};
use std::rc::Rc;

/// A draft whose articles are being edited.
pub(super) struct Articles<'a> {
    pub(super) draft: &'a mut Draft,
    pub(super) text: &'a Text,
    pub(super) places: &'a Places,
}

impl Articles<'_> {
    pub(super) fn merge(&mut self, at: u32) -> Result<(), Misfit> {
        let at = self.places.article(at)?;
        if at + 1 >= self.draft.articles.len() {
            return Err(Misfit::NothingBehind);
        }
        let behind = Rc::unwrap_or_clone(self.draft.articles.remove(at + 1).1);
        let text = self.text;
        let article = self.article(at);
        let mut heads = Vec::new();
        if is_bare(&article.headline) {
            article.headline = behind.headline;
            article.placement = behind.placement;
        } else {
            let Headline { kicker, title, subtitle } = behind.headline;
            let parts = [kicker, title, subtitle].into_iter().flatten();
            heads.extend(parts.map(|part| text.part(part.spans, setting(PartRole::Paragraph))));
        }
        article.paragraphs.extend(heads.into_iter().chain(behind.paragraphs));
        article.captions.extend(behind.captions);
        Ok(())
    }

    pub(super) fn split(&mut self, at: u32) -> Result<(), Misfit> {
        let place = self.places.part(at)?;
        let (Some(article), PartRole::Paragraph) = (place.article(), place.role) else { return Err(Misfit::NoParagraph(at)) };
        let mut from = place.nth;
        let begins = self.draft.part(place).and_then(|part| part.spans.first()).is_some_and(|span| span.0 == at);
        if !begins {
            self.split_part(at)?;
            from += 1;
        }
        let old = self.article(article);
        // A picture that stands behind the cut goes with what stands there.
        let stays = |caption: &TextPart| caption.spans.first().is_none_or(|span| span.0 < at);
        if from == 0 && is_bare(&old.headline) && !old.captions.iter().any(stays) {
            return Err(Misfit::NothingToCut(at));
        }
        let paragraphs = old.paragraphs.split_off(from);
        let captions = old.captions.extract_if(.., |caption| !stays(caption)).collect();
        let new = Article { paragraphs, captions, page: old.page, start: Some(by_reader()), ..blank() };
        self.draft.put_article(new, Some(article + 1));
        Ok(())
    }

    pub(super) fn move_headline(&mut self, at: u32, to: u32) -> Result<(), Misfit> {
        let (from, to) = (self.places.article(at)?, self.places.article(to)?);
        if from == to {
            return Err(Misfit::NoChange);
        }
        if is_bare(&self.draft.articles[from].1.headline) {
            return Err(Misfit::NoHeadline(at));
        }
        let headline = std::mem::replace(&mut self.article(from).headline, bare());
        let target = self.article(to);
        target.placement = Some(by_reader());
        let exchanged = std::mem::replace(&mut target.headline, headline);
        let source = self.article(from);
        source.placement = (!is_bare(&exchanged)).then(by_reader);
        source.headline = exchanged;
        Ok(())
    }

    pub(super) fn move_article(&mut self, at: u32, before: Option<u32>) -> Result<(), Misfit> {
        let from = self.places.article(at)?;
        let to = before.map(|at| self.places.article(at)).transpose()?.unwrap_or(self.draft.articles.len());
        let to = if to > from { to - 1 } else { to };
        if from == to {
            return Err(Misfit::NoChange);
        }
        let article = self.draft.articles.remove(from);
        self.draft.articles.insert(to, article);
        Ok(())
    }

    pub(super) fn set_aside(&mut self, at: u32) -> Result<(), Misfit> {
        let at = self.places.article(at)?;
        let article = self.draft.articles.remove(at).1;
        for (_, _, part) in parts(&article) {
            let part = self.text.part(part.spans.clone(), setting(PartRole::Furniture));
            self.draft.put_aside(part);
        }
        Ok(())
    }

    pub(super) fn set_role(&mut self, at: u32, role: PartRole, article: Option<u32>) -> Result<(), Misfit> {
        let place = self.places.part(at)?;
        let target = article.map(|at| self.places.article(at)).transpose()?.or(place.article());
        if place.role == role && (role == PartRole::Furniture || target == place.article()) {
            return Err(Misfit::NoChange);
        }
        let Some(part) = self.draft.take(place) else { return Err(Misfit::NoPart(at)) };
        let part = self.text.part(part.spans, setting(role));
        if role == PartRole::Furniture {
            self.draft.put_aside(part);
        } else if let Some(target) = target {
            self.put(target, role, part, Side::ByPlace);
        } else {
            let page = self.draft.articles.iter().rev().find(|(_, a)| parts(a).any(|(_, _, p)| first(p) < at));
            let page = page.map_or(1, |(_, article)| article.page);
            self.draft.put_article(Article { page, start: Some(by_reader()), ..blank() }, None);
            // The new article is the one with the newest key.
            let newest = self.draft.next - 1;
            if let Some(new) = self.draft.articles.iter().position(|(key, _)| *key == newest) {
                self.put(new, role, part, Side::ByPlace);
            }
        }
        Ok(())
    }

    pub(super) fn make_headline(&mut self, at: CodePoints) -> Result<(), Misfit> {
        let misfit = Misfit::NotInOnePart(at);
        let place = self.places.part(at.0)?;
        let last = at.1.checked_sub(1).filter(|last| self.places.part(*last) == Ok(place)).ok_or(misfit.clone())?;
        let article = match (place.article(), place.role) {
            (Some(article), PartRole::Paragraph) => article,
            (_, PartRole::Title) => return Err(Misfit::NoChange),
            _ => return Err(Misfit::NoParagraph(at.0)),
        };
        let spans = self.draft.part(place).ok_or(Misfit::NoPart(at.0))?.spans.clone();
        // In the order of reading, which is another than the text's where lines were put into another order.
        let shown: Vec<u32> = spans.iter().flat_map(|&(from, to)| from..to).filter(|&at| self.text.shows(at)).collect();
        let nth = |at: u32| shown.iter().position(|shown| *shown == at);
        let (from, to) = nth(at.0).zip(nth(last)).filter(|(from, to)| from <= to).ok_or(misfit)?;
        let (before, rest) = if from == 0 { (None, spans) } else { self.text.cut(&spans, at.0).map(|(a, b)| (Some(a), b))? };
        let (words, behind) = match shown.get(to + 1) {
            Some(&next) => self.text.cut(&rest, next).map(|(a, b)| (a, Some(b)))?,
            None => (rest, None),
        };
        let body = [before, behind].into_iter().flatten().map(|spans| self.text.part(spans, setting(PartRole::Paragraph)));
        let body: Vec<TextPart> = body.collect();
        let title = self.text.part(words, setting(PartRole::Title));
        self.article(article).paragraphs.splice(place.nth..=place.nth, body);
        self.put(article, PartRole::Title, title, Side::ByPlace);
        Ok(())
    }

    pub(super) fn join(&mut self, at: u32) -> Result<(), Misfit> {
        let place = self.places.part(at)?;
        let next = Place { nth: place.nth + 1, ..place };
        let (Some(part), Some(more)) = (self.draft.part(place), self.draft.part(next).filter(|_| place.is_list())) else {
            return Err(Misfit::NothingBehind);
        };
        if more.spans.iter().all(|span| self.places.find(span.0).is_none()) {
            return Err(Misfit::NothingBehind);
        }
        let joined = self.text.part([&part.spans[..], &more.spans].concat(), setting(place.role));
        self.draft.take(next);
        self.set(place, joined);
        Ok(())
    }

    pub(super) fn split_part(&mut self, at: u32) -> Result<(), Misfit> {
        let place = self.places.part(at)?;
        let part = self.draft.part(place).ok_or(Misfit::NoPart(at))?;
        let (before, behind) = self.text.cut(&part.spans, at)?;
        self.set(place, self.text.part(before, setting(place.role)));
        let (role, side) = match place.role {
            PartRole::Kicker => (PartRole::Title, Side::Before),
            PartRole::Title => (PartRole::Subtitle, Side::Before),
            PartRole::Subtitle => (PartRole::Paragraph, Side::Before),
            role => (role, Side::At(place.nth + 1)),
        };
        let part = self.text.part(behind, setting(role));
        match place.article() {
            Some(article) => self.put(article, role, part, side),
            None => Rc::make_mut(&mut self.draft.furniture).insert(place.nth + 1, part),
        }
        Ok(())
    }

    fn article(&mut self, at: usize) -> &mut Article {
        Rc::make_mut(&mut self.draft.articles[at].1)
    }

    /// Replaces a part that is there.
    fn set(&mut self, place: Place, part: TextPart) {
        let Some(at) = place.article() else {
            Rc::make_mut(&mut self.draft.furniture)[place.nth] = part;
            return;
        };
        let article = self.article(at);
        match place.role {
            PartRole::Kicker => article.headline.kicker = Some(part),
            PartRole::Title => article.headline.title = Some(part),
            PartRole::Subtitle => article.headline.subtitle = Some(part),
            PartRole::Paragraph => article.paragraphs[place.nth] = part,
            PartRole::Caption => article.captions[place.nth] = part,
            PartRole::Furniture => {}
        }
    }

    /// Gives a part to an article.
    fn put(&mut self, at: usize, role: PartRole, part: TextPart, side: Side) {
        let text = self.text;
        let article = self.article(at);
        let list = match role {
            PartRole::Paragraph | PartRole::Furniture => &mut article.paragraphs,
            PartRole::Caption => &mut article.captions,
            PartRole::Kicker => return join_head(text, &mut article.headline.kicker, part, side),
            PartRole::Title => return join_head(text, &mut article.headline.title, part, side),
            PartRole::Subtitle => return join_head(text, &mut article.headline.subtitle, part, side),
        };
        let nth = match side {
            Side::Before => 0,
            Side::At(nth) => nth,
            Side::ByPlace => list.iter().position(|other| first(other) > first(&part)).unwrap_or(list.len()),
        };
        list.insert(nth, part);
    }
}

/// Where among others a part is put.
#[derive(Clone, Copy)]
enum Side {
    Before,
    At(usize),
    /// Where it stands on the page.
    ByPlace,
}

impl Place {
    /// Whether an article may have several parts of this role.
    fn is_list(self) -> bool {
        matches!(self.role, PartRole::Paragraph | PartRole::Caption | PartRole::Furniture)
    }
}

/// A headline's part takes more in.
fn join_head(text: &Text, slot: &mut Option<TextPart>, part: TextPart, side: Side) {
    *slot = Some(match slot.take() {
        None => part,
        Some(there) => {
            let part_first = matches!(side, Side::Before) || first(&part) < first(&there);
            let (a, b) = if part_first { (part, there) } else { (there, part) };
            let spans: Vec<CodePoints> = a.spans.into_iter().chain(b.spans).collect();
            text.part(spans, setting(PartRole::Title))
        }
    });
}

fn bare() -> Headline {
    Headline { kicker: None, title: None, subtitle: None }
}

fn is_bare(headline: &Headline) -> bool {
    headline.kicker.is_none() && headline.title.is_none() && headline.subtitle.is_none()
}

fn blank() -> Article {
    Article {
        id: String::new(),
        page: 1,
        headline: bare(),
        byline: Vec::new(),
        dateline: None,
        paragraphs: Vec::new(),
        captions: Vec::new(),
        jump: None,
        start: None,
        placement: None,
    }
}

fn by_reader() -> Reason {
    Reason { code: BY_READER.to_owned(), confidence: 1.0 }
}
