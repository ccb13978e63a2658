//! The sample page, read: a snapshot of its articles with the kinds of the names aligned beneath the text.
//!
//! When a change is meant, `INSTA_UPDATE=always cargo test --test sample_page` writes the snapshot anew; its difference is
//! then part of the change.

mod common;

use jianbao::report::{Article, Entity, EntityType, Report, TextPart};
use std::fmt::Write;

/// Characters on a line of the snapshot.
const WIDTH: usize = 36;

#[test]
fn the_sample_page_reads_as_before() {
    let report = common::report(common::SAMPLE);
    insta::assert_snapshot!(Picture::of(common::SAMPLE, &report).text);
}

/// The report as lines of text.
struct Picture<'a> {
    raw: Vec<char>,
    entities: &'a [Entity],
    text: String,
}

impl<'a> Picture<'a> {
    fn of(raw: &str, report: &'a Report) -> Self {
        let mut picture = Self { raw: raw.chars().collect(), entities: &report.entities, text: String::new() };
        for article in &report.articles {
            picture.article(article);
        }
        for part in &report.furniture {
            picture.part("furniture", part);
        }
        picture.persons();
        picture
    }

    fn article(&mut self, article: &Article) {
        let Article { id, start, placement, .. } = article;
        let why = [start, placement].map(|reason| reason.as_ref().map_or("-", |reason| &reason.code));
        self.line(&format!("═══ {id} start: {} headline: {}", why[0], why[1]));
        let head = &article.headline;
        for (name, part) in [("引题 kicker", &head.kicker), ("主题 title", &head.title), ("副题 subtitle", &head.subtitle)]
        {
            if let Some(part) = part {
                self.part(name, part);
            }
        }
        if let Some(dateline) = &article.dateline {
            self.line(&format!("电头 dateline: {}", dateline.text));
        }
        for byline in &article.byline {
            self.line(&format!("署名 {}: {}", byline.role, byline.name));
        }
        article.paragraphs.iter().for_each(|part| self.part("正文 paragraph", part));
        article.captions.iter().for_each(|part| self.part("图说 caption", part));
        if let Some(jump) = &article.jump {
            self.line(&format!("转版 jump {} {}: {}", jump.direction, jump.page, jump.text));
        }
    }

    /// A part's text, and under each line of it the names: a sign of the kind where a name begins, a dash as long as it
    /// goes on; names inside names a row below.
    fn part(&mut self, name: &str, part: &TextPart) {
        self.line(&format!("{name} ({})", part.reason));
        let text: Vec<char> = part.text.chars().collect();
        // Where each raw character stands in the part's text; cleaning keeps their number and order.
        let mut solid = (0..text.len()).filter(|&at| !text[at].is_whitespace());
        let mut place = std::collections::BTreeMap::new();
        for &(start, end) in &part.spans {
            for at in (start as usize..end as usize).filter(|&at| !self.raw[at].is_whitespace()) {
                place.insert(at, solid.next().expect("as many characters as the spans hold"));
            }
        }
        let mut names: Vec<(usize, usize, EntityType)> = Vec::new();
        for entity in self.entities {
            for mention in &entity.mentions {
                let (first, last) = (mention.spans[0].0 as usize, mention.spans[mention.spans.len() - 1].1 as usize - 1);
                if let (Some(&first), Some(&last)) = (place.get(&first), place.get(&last)) {
                    names.push((first, last + 1, entity.kind));
                }
            }
        }
        names.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
        let mut rows: Vec<Vec<Option<(EntityType, bool)>>> = Vec::new();
        for (start, end, kind) in names {
            let depth = rows.iter().position(|row| row[start..end].iter().all(Option::is_none)).unwrap_or(rows.len());
            if depth == rows.len() {
                rows.push(vec![None; text.len()]);
            }
            for (at, cell) in rows[depth].iter_mut().enumerate().take(end).skip(start) {
                *cell = Some((kind, at == start));
            }
        }
        for from in (0..text.len()).step_by(WIDTH) {
            let to = text.len().min(from + WIDTH);
            self.line(&format!("  {}", text[from..to].iter().collect::<String>()));
            for row in rows.iter().filter(|row| row[from..to].iter().any(Option::is_some)) {
                let signs: String = (from..to).map(|at| sign(row[at], text[at])).collect();
                self.line(&format!("  {}", signs.trim_end()));
            }
        }
    }

    /// Each person with the offices held.
    fn persons(&mut self) {
        self.line("═══ persons");
        for person in self.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
            let titles: Vec<&str> = person.titles.iter().map(|held| held.title.as_str()).collect();
            self.line(&format!("{} ×{}: {}", person.name, person.mentions.len(), titles.join("；")));
        }
    }

    fn line(&mut self, line: &str) {
        writeln!(self.text, "{}", line.trim_end()).expect("a string takes lines");
    }
}

/// What stands under a character: as wide as it is, so that the rows align.
fn sign(cell: Option<(EntityType, bool)>, above: char) -> char {
    let narrow = above.is_ascii() || matches!(above, '·' | '—');
    match cell {
        None => [' ', '　'][usize::from(!narrow)],
        Some((_, false)) => ['-', '－'][usize::from(!narrow)],
        Some((kind, true)) => {
            let (wide, ascii) = match kind {
                EntityType::Person => ('人', 'p'),
                EntityType::Title => ('职', 't'),
                EntityType::Org => ('构', 'o'),
                EntityType::Place => ('地', 'l'),
                EntityType::Date => ('日', 'd'),
                EntityType::Time => ('时', 'h'),
                EntityType::Money => ('钱', 'm'),
                EntityType::Percent => ('比', '%'),
                EntityType::Quantity => ('数', 'q'),
                EntityType::Event => ('事', 'e'),
                EntityType::Work => ('书', 'w'),
                EntityType::Term => ('语', 'c'),
            };
            if narrow { ascii } else { wide }
        }
    }
}
