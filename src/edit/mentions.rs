//! Edits of mentions and entities.

use super::Misfit;
use super::draft::{Draft, Place, Places, ends, parts, setting};
use super::text::{BY_READER, Text};
use crate::Options;
use crate::entity;
use crate::report::{CodePoints, Entity, EntityType, Mention, PartRole, Value};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// A draft whose mentions are being edited.
pub(super) struct Mentions<'a> {
    draft: &'a mut Draft,
    text: &'a Text,
    places: &'a Places,
    options: &'a Options,
    /// Made when it is first asked for.
    standing: Option<Standing>,
}

/// Where all mentions stand, so that those near a place are found without a walk over all.
struct Standing {
    /// The lowest code point of each mention and one past its highest, its ends (of a text put into another order they may
    /// stand the other way about), and the key of its entity.
    all: BTreeSet<(CodePoints, CodePoints, usize)>,
    /// The code points from the lowest to the highest of the longest.
    longest: u32,
}

impl<'a> Mentions<'a> {
    /// `options` have the day the page was printed.
    pub(super) fn new(draft: &'a mut Draft, text: &'a Text, places: &'a Places, options: &'a Options) -> Self {
        Self { draft, text, places, options, standing: None }
    }

    pub(super) fn accept(&mut self, at: CodePoints, everywhere: bool) -> Result<(), Misfit> {
        let (key, nth) = self.draft.mention(at)?;
        let chosen = |m: usize| everywhere || m == nth;
        if self.draft.entities[key].mentions.iter().enumerate().all(|(m, mention)| mention.checked || !chosen(m)) {
            return Err(Misfit::NoChange);
        }
        let mentions = self.draft.entity_mut(key).mentions.iter_mut().enumerate();
        mentions.filter(|(m, _)| chosen(*m)).for_each(|(_, mention)| mention.checked = true);
        Ok(())
    }

    pub(super) fn reject(&mut self, at: CodePoints, everywhere: bool) -> Result<(), Misfit> {
        let (key, nth) = self.draft.mention(at)?;
        let entity = self.draft.entity_mut(key);
        if everywhere {
            entity.mentions.clear();
        } else {
            entity.mentions.remove(nth);
        }
        Ok(())
    }

    pub(super) fn set_type(&mut self, at: CodePoints, kind: EntityType, everywhere: bool) -> Result<(), Misfit> {
        let (key, nth) = self.draft.mention(at)?;
        if self.draft.entities[key].kind == kind {
            // It is so already, as with the reader's own names: by now the reader has said so.
            return self.accept(at, everywhere);
        }
        if everywhere || self.draft.entities[key].mentions.len() == 1 {
            let value = self.value(&self.draft.entities[key].name, kind);
            let entity = self.draft.entity_mut(key);
            entity.kind = kind;
            entity.value = value;
            entity.titles.clear();
            entity.division = None;
            entity.mentions.iter_mut().for_each(by_reader);
            for nth in (0..self.draft.entities[key].mentions.len()).rev() {
                // One that stands inside another of its own may have gone by now.
                if let Some(mention) = self.draft.entities[key].mentions.get(nth) {
                    let but = (ends(mention), key);
                    self.displace(&mention.spans.clone(), kind, Some(but));
                }
            }
        } else {
            let mut mention = self.draft.entity_mut(key).mentions.remove(nth);
            by_reader(&mut mention);
            self.put(mention, kind, None);
        }
        Ok(())
    }

    pub(super) fn set_span(&mut self, at: CodePoints, to: CodePoints, everywhere: bool) -> Result<(), Misfit> {
        let (key, nth) = self.draft.mention(at)?;
        let (old, kind) = (self.draft.entities[key].mentions[nth].clone(), self.draft.entities[key].kind);
        let (place, new) = self.mention(to)?;
        if ends(&new) == ends(&old) {
            return Err(Misfit::NoChange);
        }
        if self.places.of_mention(at) != Some(place) {
            return Err(Misfit::NotInOnePart(to));
        }
        self.respan(key, at, new.clone());
        if everywhere && let Some(shift) = self.shift(place, at, ends(&new)) {
            let same = |m: &&Mention| m.text == old.text;
            let others: Vec<CodePoints> = self.draft.entities[key].mentions.iter().filter(same).map(ends).collect();
            for other in others {
                if let Some(found) = self.shifted(other, shift, &new.text)
                    && !self.clashes(&found.spans, kind, Some((other, key)))
                {
                    self.respan(key, other, found);
                }
            }
        }
        let value = self.value(&new.text, kind);
        let entity = self.draft.entity_mut(key);
        if entity.name == old.text && entity.mentions.iter().all(|m| m.text != old.text) {
            entity.name.clone_from(&new.text);
            entity.value = value.or(entity.value.take());
        }
        Ok(())
    }

    pub(super) fn add(&mut self, at: CodePoints, kind: EntityType, everywhere: bool) -> Result<(), Misfit> {
        let (_, mention) = self.mention(at)?;
        if let Ok((key, _)) = self.draft.mention(ends(&mention))
            && self.draft.entities[key].kind == kind
            && !everywhere
        {
            return self.accept(ends(&mention), false);
        }
        let (key, text) = (self.put(mention.clone(), kind, None), mention.text);
        if everywhere {
            for found in self.occurrences(&text) {
                if !self.clashes(&found.spans, kind, None) {
                    self.put(found, kind, Some(key));
                }
            }
        }
        Ok(())
    }

    pub(super) fn merge(&mut self, at: CodePoints, into: CodePoints) -> Result<(), Misfit> {
        let ((gone, _), (kept, _)) = (self.draft.mention(at)?, self.draft.mention(into)?);
        if gone == kept {
            return Err(Misfit::NoChange);
        }
        let Entity { mentions, titles, .. } = std::mem::replace(self.draft.entity_mut(gone), emptied());
        let kind = self.draft.entities[kept].kind;
        for title in titles {
            if !self.draft.entities[kept].titles.contains(&title) {
                self.draft.entity_mut(kept).titles.push(title);
            }
        }
        for mention in mentions {
            self.put(mention, kind, Some(kept));
        }
        Rc::make_mut(&mut self.draft.merged).insert(gone as u32, kept as u32);
        Ok(())
    }

    pub(super) fn split(&mut self, at: CodePoints, everywhere: bool) -> Result<(), Misfit> {
        let (key, nth) = self.draft.mention(at)?;
        let entity = &self.draft.entities[key];
        let text = entity.mentions[nth].text.clone();
        let (kind, value) = (entity.kind, entity.value.clone());
        let goes = |(m, mention): (usize, &Mention)| m == nth || everywhere && mention.text == text;
        if entity.mentions.iter().enumerate().all(goes) {
            return Err(Misfit::NoChange);
        }
        let mentions = entity.mentions.iter().enumerate();
        let (mut gone, kept): (Vec<_>, Vec<_>) =
            mentions.map(|(m, mention)| (goes((m, mention)), mention.clone())).partition(|m| m.0);
        for (_, mention) in &mut gone {
            by_reader(mention);
        }
        self.draft.entity_mut(key).mentions = kept.into_iter().map(|m| m.1).collect();
        let mentions = gone.into_iter().map(|m| m.1).collect();
        self.draft.entities.push(Entity { kind, name: text, mentions, value, ..emptied() }.into());
        Ok(())
    }

    pub(super) fn rename(&mut self, at: CodePoints, name: &str) -> Result<(), Misfit> {
        let (key, _) = self.draft.mention(at)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(Misfit::NoName);
        }
        if self.draft.entities[key].name == name {
            return Err(Misfit::NoChange);
        }
        name.clone_into(&mut self.draft.entity_mut(key).name);
        Ok(())
    }

    /// A new mention at a span, and the part that it stands in.
    fn mention(&self, at: CodePoints) -> Result<(Place, Mention), Misfit> {
        let misfit = Misfit::NotInOnePart(at);
        let at = self.text.trim(at).ok_or(misfit.clone())?;
        let place = self.places.of_mention(at).ok_or(misfit.clone())?;
        let part = self.draft.part(place).ok_or(misfit.clone())?;
        let flow = self.text.flow(part, setting(place.role));
        let range = flow.range(at).ok_or(misfit)?;
        Ok((place, new(&flow.text()[range.clone()], flow.spans(&range))))
    }

    /// Gives a mention to an entity: the one named, else one of that type that has its wording, else a new one. Mentions
    /// that cannot stand beside it go.
    fn put(&mut self, mention: Mention, kind: EntityType, into: Option<usize>) -> usize {
        self.displace(&mention.spans, kind, None);
        let home = into.or_else(|| {
            let names = |e: &Entity| e.name == mention.text || e.mentions.iter().any(|m| m.text == mention.text);
            self.draft.entities.iter().position(|e| e.kind == kind && !e.mentions.is_empty() && names(e))
        });
        let key = home.unwrap_or_else(|| {
            let (name, value) = (mention.text.clone(), self.value(&mention.text, kind));
            self.draft.entities.push(Entity { kind, name, value, ..emptied() }.into());
            self.draft.entities.len() - 1
        });
        let rank = self.places.rank(ends(&mention).0);
        let places = self.places;
        let mentions = &mut self.draft.entity_mut(key).mentions;
        let nth = mentions.iter().position(|m| places.rank(ends(m).0) > rank).unwrap_or(mentions.len());
        self.standing.iter_mut().for_each(|s| s.add(&mention, key));
        mentions.insert(nth, mention);
        key
    }

    /// The mentions whose ends stand around one of these spans or in them: the ends and the entity's key of each.
    fn near(&mut self, spans: &[CodePoints]) -> Vec<(CodePoints, usize)> {
        let standing = self.standing.get_or_insert_with(|| Standing::of(self.draft));
        let (start, end) = extent(spans);
        let from = ((start.saturating_sub(standing.longest), 0), (0, 0), 0);
        let begin_before = standing.all.range(from..((end, 0), (0, 0), 0));
        begin_before.filter(|(extent, ..)| extent.1 > start).map(|&(_, ends, key)| (ends, key)).collect()
    }

    /// Whether the mention with these ends may stand beside one of this type at these spans.
    fn fits(&self, spans: &[CodePoints], kind: EntityType, (at, key): (CodePoints, usize)) -> bool {
        let entity = &self.draft.entities[key];
        entity.mentions.iter().find(|m| ends(m) == at).is_none_or(|m| fit(spans, kind, &m.spans, entity.kind))
    }

    /// Takes the mention with these ends out of an entity.
    fn take_out(&mut self, (at, key): (CodePoints, usize)) {
        let mentions = &mut self.draft.entity_mut(key).mentions;
        let gone = mentions.iter().position(|m| ends(m) == at).map(|nth| mentions.remove(nth));
        if let (Some(standing), Some(gone)) = (&mut self.standing, gone) {
            standing.all.remove(&(extent(&gone.spans), at, key));
        }
    }

    /// Takes out the mentions that cannot stand beside one of this type at these spans.
    fn displace(&mut self, spans: &[CodePoints], kind: EntityType, but: Option<(CodePoints, usize)>) {
        for near in self.near(spans) {
            if Some(near) != but && !self.fits(spans, kind, near) {
                self.take_out(near);
            }
        }
    }

    /// Whether a mention stands in the way of one of this type at these spans.
    fn clashes(&mut self, spans: &[CodePoints], kind: EntityType, but: Option<(CodePoints, usize)>) -> bool {
        self.near(spans).into_iter().any(|near| Some(near) != but && !self.fits(spans, kind, near))
    }

    /// Puts a mention of an entity at another place.
    fn respan(&mut self, key: usize, at: CodePoints, new: Mention) {
        let kind = self.draft.entities[key].kind;
        self.take_out((at, key));
        self.put(new, kind, Some(key));
    }

    /// How far (in bytes of the flowing text) a mention's new beginning stands before its old one, negative behind it.
    fn shift(&self, place: Place, old: CodePoints, new: CodePoints) -> Option<isize> {
        let flow = self.text.flow(self.draft.part(place)?, setting(place.role));
        Some(flow.range(old)?.start.cast_signed() - flow.range(new)?.start.cast_signed())
    }

    /// The words `text`, begun so far before the mention at `at`; none where other words stand there.
    fn shifted(&self, at: CodePoints, shift: isize, text: &str) -> Option<Mention> {
        let place = self.places.of_mention(at)?;
        let flow = self.text.flow(self.draft.part(place)?, setting(place.role));
        let start = flow.range(at)?.start.checked_add_signed(-shift)?;
        let range = start..start + text.len();
        (flow.text().get(range.clone()) == Some(text)).then(|| new(text, flow.spans(&range)))
    }

    /// Everywhere that these words stand.
    fn occurrences(&self, text: &str) -> Vec<Mention> {
        let articles = self.draft.articles.iter().flat_map(|(_, a)| parts(a).map(|(role, _, part)| (role, part)));
        let furniture = self.draft.furniture.iter().map(|part| (PartRole::Furniture, part));
        let mut found = Vec::new();
        for (role, part) in articles.chain(furniture).filter(|(_, part)| part.text.contains(text)) {
            let flow = self.text.flow(part, setting(role));
            let ranges = flow.text().match_indices(text).map(|(at, _)| Range { start: at, end: at + text.len() });
            found.extend(ranges.map(|range| new(text, flow.spans(&range))).filter(|m| self.places.of_mention(ends(m)).is_some()));
        }
        found
    }

    /// What a name of this type amounts to.
    fn value(&self, text: &str, kind: EntityType) -> Option<Value> {
        let found = entity::find(text, self.options).into_iter();
        let mut whole = found.filter(|m| m.span.len() == text.len() && EntityType::from(m.kind) == kind);
        whole.find_map(|m| m.value.as_ref().map(Value::from))
    }
}

impl Standing {
    fn of(draft: &Draft) -> Self {
        let mut standing = Self { all: BTreeSet::new(), longest: 0 };
        for (key, entity) in draft.entities.iter().enumerate() {
            entity.mentions.iter().for_each(|m| standing.add(m, key));
        }
        standing
    }

    fn add(&mut self, mention: &Mention, key: usize) {
        let (start, end) = extent(&mention.spans);
        self.longest = self.longest.max(end - start);
        self.all.insert(((start, end), ends(mention), key));
    }
}

/// The lowest code point of spans, and one past the highest.
fn extent(spans: &[CodePoints]) -> CodePoints {
    (spans.iter().map(|s| s.0).min().unwrap_or(0), spans.iter().map(|s| s.1).max().unwrap_or(0))
}

/// Whether two mentions may both stand: apart, or one in the other as the guide allows.
fn fit(a: &[CodePoints], kind_a: EntityType, b: &[CodePoints], kind_b: EntityType) -> bool {
    let meet = a.iter().any(|a| b.iter().any(|b| a.0 < b.1 && b.0 < a.1));
    let holds = |outer: &[CodePoints], inner: &[CodePoints]| inner.iter().all(|i| outer.iter().any(|o| o.0 <= i.0 && i.1 <= o.1));
    !meet
        || match (holds(a, b), holds(b, a)) {
            (true, false) => entity::nests(kind_a.into(), kind_b.into()),
            (false, true) => entity::nests(kind_b.into(), kind_a.into()),
            _ => false,
        }
}

fn new(text: &str, spans: Vec<CodePoints>) -> Mention {
    Mention { article: None, text: text.to_owned(), spans, rule: BY_READER.to_owned(), score: 1.0, checked: true }
}

fn by_reader(mention: &mut Mention) {
    BY_READER.clone_into(&mut mention.rule);
    mention.score = 1.0;
    mention.checked = true;
}

fn emptied() -> Entity {
    Entity {
        id: String::new(),
        kind: EntityType::Term,
        name: String::new(),
        mentions: Vec::new(),
        titles: Vec::new(),
        value: None,
        division: None,
    }
}
