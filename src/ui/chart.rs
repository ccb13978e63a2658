//! Pictures of a result: who appears together with whom, who appears in which article, dates on a line. Each is an SVG whose
//! colours the page's style gives, and a table that says the same.
//!
//! Invariants: the same result gives the same bytes; what is drawn stands in the table; a picture has a bounded number of
//! things in it, those named most often.

use super::found::Found;
use super::i18n::{Lang, counted};
use crate::report::{EntityType, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::TAU;
use std::fmt::Write;

/// Names in the network.
const MOST_NODES: usize = 24;
/// Characters of a name there that have room on a narrow window.
const MOST_CHARS: usize = 4;
/// Lines between them.
const MOST_LINES: usize = 120;
/// Rows of the matrix.
const MOST_ROWS: usize = 20;
/// Its columns.
const MOST_COLUMNS: usize = 40;
/// Dates on the line.
const MOST_DATES: usize = 40;
/// Characters of a name beside a row or below a date.
const MOST_LABEL: usize = 12;

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Who appears together with whom.
    Network,
    /// Who appears in which article, and how often.
    Matrix,
    /// Dates on a line.
    Dates,
}

/// The pictures in their order.
pub const KINDS: [Kind; 3] = [Kind::Network, Kind::Matrix, Kind::Dates];

/// A picture and its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// SVG without colours; its classes are `line`, `dot`, `axis` and those of the types.
    pub svg: String,
    /// The table's header.
    pub head: Vec<String>,
    /// Its rows; the first cell leads to the entity.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// Colours for an SVG that stands alone: those of the page by daylight.
pub const STYLE: &str = "text{font:13px \"Songti SC\",\"Source Han Serif SC\",\"Noto Serif CJK SC\",SimSun,serif;fill:#211d17}\
    .line{stroke:#8b8170;stroke-opacity:.55;fill:none}.axis{stroke:#635b4d}.dot{fill:#98221b}.cell{fill:#1a5ab0}\
    .PERSON{fill:#b3261e}.ORG{fill:#1a5ab0}.PLACE{fill:#1a6e3d}.grid{stroke:#d5cbb5}.small{font-size:11px}";

impl Kind {
    /// As files and tests name it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Matrix => "matrix",
            Self::Dates => "dates",
        }
    }

    /// The picture, fit for a narrow window or a wide one; none where there is too little to draw.
    #[must_use]
    pub fn draw(self, found: &Found, lang: Lang, narrow: bool) -> Option<Chart> {
        match self {
            Self::Network => network(found, lang, narrow),
            Self::Matrix => matrix(found, lang),
            Self::Dates => dates(found, lang),
        }
    }
}

impl Chart {
    /// The picture as a file of its own.
    #[must_use]
    pub fn file(&self) -> String {
        self.svg.replacen('>', &format!("><style>{STYLE}</style>"), 1)
    }
}

/// How often each entity is named in each article, by the articles' places in the order.
fn by_article(found: &Found, entity: u32) -> BTreeMap<u32, usize> {
    let mut counts = BTreeMap::new();
    let places = found.entities[entity as usize].places.len() as u32;
    for article in (0..places).filter_map(|nth| found.article_of(entity, nth)) {
        *counts.entry(article).or_default() += 1;
    }
    counts
}

/// The entities of these types that are named most often.
fn most_named(found: &Found, kinds: &[EntityType], most: usize) -> Vec<u32> {
    let mut all: Vec<u32> = kinds.iter().filter_map(|kind| found.index.get(kind)).flatten().copied().collect();
    all.sort_by_key(|&e| (std::cmp::Reverse(found.entities[e as usize].places.len()), e));
    all.truncate(most);
    all
}

fn network(found: &Found, lang: Lang, narrow: bool) -> Option<Chart> {
    let nodes = most_named(found, &[EntityType::Person], MOST_NODES);
    let articles: Vec<BTreeSet<u32>> = nodes.iter().map(|&e| by_article(found, e).into_keys().collect()).collect();
    let mut ties = Vec::new();
    for a in 0..nodes.len() {
        for b in a + 1..nodes.len() {
            let together = articles[a].intersection(&articles[b]).count();
            if together > 0 {
                ties.push((together, a, b));
            }
        }
    }
    ties.sort_by_key(|&(together, a, b)| (std::cmp::Reverse(together), a, b));
    ties.truncate(MOST_LINES);
    if ties.is_empty() {
        return None;
    }
    // Those that appear together stand beside one another.
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&at| (articles[at].first().copied().unwrap_or(u32::MAX), at));
    // Half of the picture's side, and the distance of the dots from its middle.
    let (middle, ring) = if narrow { (170.0, 90.0) } else { (320.0, 210.0) };
    let mut place = vec![(0.0, 0.0, 0.0); nodes.len()];
    for (nth, &at) in order.iter().enumerate() {
        let angle = TAU * nth as f64 / order.len() as f64 - TAU / 4.0;
        place[at] = (middle + ring * libm::cos(angle), middle + ring * libm::sin(angle), angle);
    }
    let mut svg = open(middle * 2.0, middle * 2.0, lang.chart(Kind::Network).0);
    for &(together, a, b) in &ties {
        let ((x1, y1, _), (x2, y2, _)) = (place[a], place[b]);
        let width = (together as f64).min(6.0);
        // Towards the middle, so that lines between neighbours are told apart.
        let _ =
            write!(svg, r#"<path class="line" stroke-width="{width}" d="M{x1:.1} {y1:.1}Q{middle} {middle} {x2:.1} {y2:.1}"/>"#);
    }
    for (&e, &(x, y, angle)) in nodes.iter().zip(&place) {
        let entity = &found.entities[e as usize];
        let radius = (4.0 + 2.0 * libm::sqrt(entity.places.len() as f64)).min(if narrow { 9.0 } else { f64::INFINITY });
        let (tx, ty) = (x + (radius + 6.0) * libm::cos(angle), y + (radius + 6.0) * libm::sin(angle));
        let (name, anchor, turn) = match libm::cos(angle) {
            // Side by side around a small ring, names have room along its rays alone.
            c if narrow => {
                let degrees = angle.to_degrees() + if c < -0.01 { 180.0 } else { 0.0 };
                let turn = format!(r#" transform="rotate({degrees:.0} {tx:.1} {ty:.1})""#);
                (shortened(&entity.name, MOST_CHARS), if c < -0.01 { "end" } else { "start" }, turn)
            }
            c if c > 0.2 => (entity.name.clone(), "start", String::new()),
            c if c < -0.2 => (entity.name.clone(), "end", String::new()),
            _ => (entity.name.clone(), "middle", String::new()),
        };
        let _ = write!(
            svg,
            r#"<circle class="PERSON" data-shown="{e}" cx="{x:.1}" cy="{y:.1}" r="{radius:.1}"/><text x="{tx:.1}" y="{ty:.1}" dy="4.5" text-anchor="{anchor}"{turn}>{}</text>"#,
            escaped(&name)
        );
    }
    svg.push_str("</svg>");
    let name = |at: usize| found.entities[nodes[at] as usize].name.clone();
    let rows = ties.iter().map(|&(together, a, b)| (nodes[a], vec![name(a), name(b), counted(together)])).collect();
    Some(Chart { svg, head: lang.chart_head(Kind::Network), rows })
}

fn matrix(found: &Found, lang: Lang) -> Option<Chart> {
    let rows = most_named(found, &[EntityType::Person, EntityType::Org, EntityType::Place], MOST_ROWS);
    let columns = found.articles.len().min(MOST_COLUMNS) as u32;
    if rows.is_empty() || columns == 0 {
        return None;
    }
    let (left, top, cell) = (190.0, 26.0, 24.0);
    let (width, height) = (left + cell * f64::from(columns) + 8.0, top + cell * rows.len() as f64 + 8.0);
    let mut svg = open(width, height, lang.chart(Kind::Matrix).0);
    for column in 0..columns {
        let x = left + cell * (f64::from(column) + 0.5);
        let _ = write!(
            svg,
            r#"<line class="grid" x1="{x}" y1="{top}" x2="{x}" y2="{height}"/><text class="small" x="{x}" y="{:.1}" text-anchor="middle">{}</text>"#,
            top - 8.0,
            column + 1
        );
    }
    let mut table = Vec::new();
    for (nth, &e) in rows.iter().enumerate() {
        let entity = &found.entities[e as usize];
        let y = top + cell * (nth as f64 + 0.5);
        let class = entity.kind.code();
        let _ = write!(
            svg,
            r#"<line class="grid" x1="{left}" y1="{y}" x2="{width}" y2="{y}"/><text data-shown="{e}" x="{:.1}" y="{:.1}" text-anchor="end">{}</text>"#,
            left - 10.0,
            y + 4.5,
            escaped(&shortened(&entity.name, MOST_LABEL))
        );
        let counts = by_article(found, e);
        for (&article, &count) in counts.range(..columns) {
            let radius = (2.5 * libm::sqrt(count as f64)).min(cell / 2.0 - 1.0);
            let x = left + cell * (f64::from(article) + 0.5);
            let _ = write!(svg, r#"<circle class="{class}" data-shown="{e}" cx="{x}" cy="{y}" r="{radius:.1}"/>"#);
        }
        let articles: Vec<String> = counts.iter().map(|(article, count)| lang.in_article(article + 1, *count)).collect();
        let mentions = counted(entity.places.len());
        table.push((
            e,
            vec![entity.name.clone(), lang.kind(entity.kind).to_owned(), mentions, articles.join(lang.pick("，", ", "))],
        ));
    }
    svg.push_str("</svg>");
    Some(Chart { svg, head: lang.chart_head(Kind::Matrix), rows: table })
}

fn dates(found: &Found, lang: Lang) -> Option<Chart> {
    // By day: the entities of the day.
    let mut days: BTreeMap<Date, Vec<u32>> = BTreeMap::new();
    for e in most_named(found, &[EntityType::Date], usize::MAX) {
        if let Some(Value::When { start: Some(start), .. }) = &found.entities[e as usize].value
            && let Some(day) = first_day(start)
        {
            days.entry(day).or_default().push(e);
        }
    }
    let mut days: Vec<(Date, Vec<u32>)> = days.into_iter().collect();
    let mentions = |list: &[u32]| list.iter().map(|&e| found.entities[e as usize].places.len()).sum::<usize>();
    if days.len() > MOST_DATES {
        days.sort_by_key(|(day, list)| (std::cmp::Reverse(mentions(list)), *day));
        days.truncate(MOST_DATES);
        days.sort();
    }
    if days.len() < 2 {
        return None;
    }
    // Even steps: one date of a hundred years ago would push all others together.
    let step = 44.0;
    let (left, axis) = (60.0, 64.0);
    let width = left * 2.0 + step * (days.len() - 1) as f64;
    let mut svg = open(width, 190.0, lang.chart(Kind::Dates).0);
    let _ = write!(svg, r#"<line class="axis" x1="20" y1="{axis}" x2="{:.1}" y2="{axis}"/>"#, width - 20.0);
    let mut year = None;
    for (nth, (day, list)) in days.iter().enumerate() {
        let x = left + step * nth as f64;
        let radius = (3.0 + 2.0 * libm::sqrt(mentions(list) as f64)).min(18.0);
        let e = list[0];
        let _ = write!(svg, r#"<circle class="dot" data-shown="{e}" cx="{x}" cy="{axis}" r="{radius:.1}"/>"#);
        if year != Some(day.year()) {
            let _ =
                write!(svg, r#"<text class="small" x="{x}" y="{:.1}" text-anchor="middle">{}</text>"#, axis - 26.0, day.year());
            year = Some(day.year());
        }
        let name = escaped(&shortened(&found.entities[e as usize].name, MOST_LABEL)).into_owned();
        let y = axis + 26.0;
        let _ = write!(svg, r#"<text class="small" x="{x}" y="{y}" transform="rotate(45 {x} {y})">{name}</text>"#);
    }
    svg.push_str("</svg>");
    let row = |(day, list): &(Date, Vec<u32>)| {
        let names: Vec<&str> = list.iter().map(|&e| found.entities[e as usize].name.as_str()).collect();
        (list[0], vec![names.join(lang.pick("、", ", ")), day.to_string(), counted(mentions(list))])
    };
    let rows = days.iter().map(row).collect();
    Some(Chart { svg, head: lang.chart_head(Kind::Dates), rows })
}

/// The first day of a date in ISO 8601, which may be a year or a month.
fn first_day(date: &str) -> Option<Date> {
    let day = date.get(..10).unwrap_or(date);
    [day.to_owned(), format!("{day}-01"), format!("{day}-01-01")].iter().find_map(|day| day.parse().ok())
}

fn open(width: f64, height: f64, title: &str) -> String {
    let title = escaped(title);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{title}">"#
    )
}

/// The first `most` characters of a name.
fn shortened(name: &str, most: usize) -> String {
    let mut chars = name.chars();
    let short: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() { short + "…" } else { short }
}

fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    quick_xml::escape::escape(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, analyze};

    fn found(text: &str) -> Found {
        let options = Options { date: Some("2024-09-12".parse().unwrap()), ..Options::default() };
        Found::of(&analyze(text, &options), text)
    }

    #[test]
    fn pictures_are_svg_and_say_what_their_tables_say() {
        let found = found(include_str!("../../seeds/jianli.txt"));
        for (kind, narrow) in KINDS.into_iter().flat_map(|kind| [(kind, false), (kind, true)]) {
            let chart = kind.draw(&found, Lang::Zh, narrow).unwrap_or_else(|| panic!("{kind:?}: there is something to draw"));
            let file = chart.file();
            let svg = roxmltree::Document::parse(&file).unwrap_or_else(|e| panic!("{kind:?}: {e}"));
            assert!(!chart.svg.contains("style"), "the page's policy allows no style of an element");
            let lines = svg.descendants().filter(|n| n.has_tag_name("path")).count();
            let dots = svg.descendants().filter(|n| n.has_tag_name("circle")).count();
            match kind {
                Kind::Network => assert_eq!(lines, chart.rows.len()),
                Kind::Dates => assert_eq!(dots, chart.rows.len()),
                Kind::Matrix => assert!(dots >= chart.rows.len()),
            }
            assert!(chart.rows.iter().all(|(_, row)| row.len() == chart.head.len()));
            assert_eq!(Some(chart), kind.draw(&found, Lang::Zh, narrow), "the same bytes");
        }
    }

    #[test]
    fn persons_of_one_article_are_tied() {
        let text = "本报讯 市长李小明、副市长王小青出席会议。\n\n李小明调研\n　　本报讯 市长李小明到某镇调研，镇长<赵强>陪同。\n";
        let chart = network(&found(text), Lang::En, false).expect("two are together");
        assert!(chart.rows.iter().any(|(_, row)| row[..] == ["李小明", "王小青", "1"]), "{:?}", chart.rows);
        assert!(network(&found("本报讯 会议召开。"), Lang::En, false).is_none());
    }

    #[test]
    fn dates_stand_in_their_order() {
        let chart =
            dates(&found("本报讯 2024年9月1日，全市防汛会议召开。该工程2023年启动。"), Lang::Zh).expect("two dates or more");
        let days: Vec<&str> = chart.rows.iter().map(|(_, row)| row[1].as_str()).collect();
        assert!(days.is_sorted() && days.first() == Some(&"2023-01-01"), "{days:?}");
        assert_eq!(first_day("2024-09-01T08:30"), "2024-09-01".parse().ok());
        assert_eq!(first_day("2024-W36"), None);
    }
}
