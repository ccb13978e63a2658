//! What every test of the formats holds them to: each is read back by a reader of its own, and what it says is what the
//! report says.

use calamine::{Data, Reader, Xlsx};
use jianbao::export::{FORMATS, Format, Table};
use jianbao::report::{EntityType, Report};
use jianbao::view::{Article, Part, View};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// A report with its text and, from the view, the articles as texts.
pub struct Page {
    raw: String,
    pub report: Report,
    view: View,
}

/// An article, or the furniture, as the formats with a text of their own have it.
pub struct Document {
    id: String,
    text: String,
    /// Type and text of each mention, in the order of the text, outer before inner, and its first byte.
    mentions: Vec<(EntityType, String, usize)>,
}

impl Page {
    pub fn new(raw: &str, name: Option<&str>) -> Self {
        let options = jianbao::Options { name: name.map(str::to_owned), ..Default::default() };
        let report = jianbao::analyze(raw, &options);
        let view = View::new(&report, raw);
        Self { raw: raw.to_owned(), report, view }
    }

    pub fn write(&self, format: Format) -> Vec<u8> {
        format.write(&self.report, &self.raw)
    }

    fn text(&self, format: Format) -> String {
        assert!(format.is_text(), "{format:?}");
        String::from_utf8(self.write(format)).expect("UTF-8")
    }

    fn json(&self, format: Format) -> Value {
        serde_json::from_slice(&self.write(format)).expect("JSON")
    }

    fn table(&self, table: Table) -> Vec<csv::StringRecord> {
        records(&self.write(Format::CsvTable(table)))
    }

    fn furniture(&self) -> Vec<&Part> {
        self.view.furniture.iter().filter(|part| part.reason != "invisible").collect()
    }

    fn documents(&self) -> Vec<Document> {
        let mut parts: Vec<(String, Vec<&Part>)> =
            self.report.articles.iter().zip(&self.view.articles).map(|(r, a)| (r.id.clone(), a.parts().collect())).collect();
        let furniture = self.furniture();
        if !furniture.is_empty() {
            parts.push(("furniture".to_owned(), furniture));
        }
        parts
            .into_iter()
            .map(|(id, parts)| {
                let mut document = Document { id, text: String::new(), mentions: Vec::new() };
                for (at, part) in parts.into_iter().enumerate() {
                    if at > 0 {
                        document.text.push('\n');
                    }
                    let of = |m: &jianbao::view::Mark| part.text[m.start as usize..m.end as usize].to_owned();
                    let shift = document.text.len();
                    document.mentions.extend(part.marks.iter().map(|m| (m.kind, of(m), shift + m.start as usize)));
                    document.text.push_str(&part.text);
                }
                document
            })
            .collect()
    }
}

/// Holds all formats of a text to their rules.
#[track_caller]
pub fn hold(raw: &str, name: Option<&str>) {
    let page = Page::new(raw, name);
    for format in FORMATS {
        assert!(page.write(format) == page.write(format), "the same report gave two files: {format:?}");
    }
    assert_eq!(page.text(Format::Json), page.report.to_json());
    tables(&page);
    archive(&page);
    workbook(&page);
    plain(&page);
    markdown(&page);
    tei(&page);
    html(&page);
    json_ld(&page);
    ninjs(&page);
    web_annotation(&page);
    bio(&page);
    brat(&page);
    doccano(&page);
    label_studio(&page);
}

/// The rows of a CSV file below its header.
pub fn records(bytes: &[u8]) -> Vec<csv::StringRecord> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a byte order mark");
    assert!(text.ends_with(b"\r\n"));
    csv::Reader::from_reader(text).records().map(|row| row.expect("rows of the header's length")).collect()
}

fn tables(page: &Page) {
    let name = page.report.source.name.clone().unwrap_or_default();
    let articles = page.table(Table::Articles);
    assert_eq!(articles.len(), page.report.articles.len());
    for (row, article) in articles.iter().zip(&page.report.articles) {
        assert_eq!((&row[0], &row[2]), (&*name, &*article.id));
        assert_eq!(row[5], *article.headline.title.as_ref().map_or("", |t| &t.text));
        assert_eq!(row[9], article.paragraphs.iter().map(|p| &*p.text).collect::<Vec<_>>().join("\n"));
    }
    let entities = page.table(Table::Entities);
    assert_eq!(entities.len(), page.report.entities.len());
    for (row, entity) in entities.iter().zip(&page.report.entities) {
        assert_eq!((&row[1], &row[2], &row[3]), (&*entity.id, entity.kind.code(), &*entity.name));
        assert_eq!(row[5], entity.mentions.len().to_string());
    }
    let mentions = page.table(Table::Mentions);
    let chars: Vec<char> = page.raw.chars().collect();
    assert_eq!(mentions.len(), page.report.entities.iter().map(|e| e.mentions.len()).sum::<usize>());
    for row in &mentions {
        let spans: Vec<(usize, usize)> = row[10]
            .split(' ')
            .map(|span| span.split_once("..").expect("a span"))
            .map(|(start, end)| (start.parse().expect("a number"), end.parse().expect("a number")))
            .collect();
        assert_eq!((row[8].parse(), row[9].parse()), (Ok(spans[0].0), Ok(spans[spans.len() - 1].1)));
        let cut: String = spans.iter().flat_map(|&(start, end)| &chars[start..end]).collect();
        assert!(super::common::equal(&row[5], &cut), "{row:?} cuts out {cut:?}");
    }
    let titles = page.table(Table::Titles);
    assert_eq!(titles.len(), page.report.entities.iter().map(|e| e.titles.len()).sum::<usize>());
    let statements = page.table(Table::Statements);
    assert_eq!(statements.len(), page.report.statements.len());
    for (row, statement) in statements.iter().zip(&page.report.statements) {
        assert_eq!((&row[2], &row[8]), (&*statement.id, &*statement.content.text));
        assert_eq!(row[3], *statement.speaker.as_deref().unwrap_or_default());
    }
    let attendance = page.table(Table::Attendance);
    assert_eq!(attendance.len(), page.report.attendance.len());
    for (row, part) in attendance.iter().zip(&page.report.attendance) {
        assert_eq!((&row[4], &row[6]), (&*part.person, &*part.role));
    }
    let references = page.table(Table::References);
    assert_eq!(references.len(), page.report.references.len());
    for (row, reference) in references.iter().zip(&page.report.references) {
        assert_eq!((&row[2], &row[4]), (&*reference.entity, &*reference.text));
    }
}

/// The files in an archive.
pub fn unpack(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("whole");
        files.insert(file.name().expect("UTF-8").into_owned(), bytes);
    }
    files
}

fn archive(page: &Page) {
    let files = unpack(page.write(Format::Csv));
    assert_eq!(files.len(), Table::ALL.len());
    for table in Table::ALL {
        assert_eq!(files[&format!("{}.csv", table.name())], page.write(Format::CsvTable(table)));
    }
}

/// The sheets hold what the CSV files do.
fn workbook(page: &Page) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(page.write(Format::Xlsx))).expect("a workbook");
    assert_eq!(book.sheet_names(), Table::ALL.map(Table::name));
    for table in Table::ALL {
        let sheet = book.worksheet_range(table.name()).expect("a sheet");
        let rows = page.table(table);
        assert_eq!(sheet.height(), rows.len() + 1);
        for (cells, row) in sheet.rows().skip(1).zip(&rows) {
            for (cell, text) in cells.iter().zip(row) {
                match cell {
                    Data::Empty => assert_eq!(text, ""),
                    Data::String(cell) => assert_eq!(cell, text),
                    Data::Float(number) => assert_eq!(Ok(*number), text.parse()),
                    other => panic!("{other:?} in place of {text:?}"),
                }
            }
        }
    }
}

/// What every format that is read says where lines were put into another order.
const WARNING: &str = "原文的几栏或几篇交错，由程序重排";

fn plain(page: &Page) {
    let articles: Vec<String> =
        page.documents().iter().filter(|d| d.id != "furniture").map(|d| format!("{}\n", d.text)).collect();
    let text = page.text(Format::Text);
    let articles = articles.join("\n");
    let warned = text.strip_suffix(&articles).expect("the articles");
    let told = warned.starts_with('【') && warned.contains(WARNING) && warned.ends_with("】\n\n");
    assert_eq!((told, warned.is_empty()), (page.report.reordered, !page.report.reordered), "{warned}");
}

/// A reader of Markdown gets the parts back, one a block, and no markup that is not ours.
fn markdown(page: &Page) {
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};
    let mut blocks: Vec<String> = Vec::new();
    let text = page.text(Format::Markdown);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH) {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { level: HeadingLevel::H2, .. }) => blocks.push(String::new()),
            Event::Start(Tag::Strong | Tag::BlockQuote(_)) | Event::End(_) | Event::Rule => {}
            Event::Text(text) => blocks.last_mut().expect("text in a block").push_str(&text),
            other => panic!("{other:?} in {text}"),
        }
    }
    let parts: Vec<&str> = page.view.articles.iter().flat_map(|a| a.parts().map(|p| p.text.trim())).collect();
    let warned = usize::from(page.report.reordered);
    assert_eq!(blocks[warned..], parts);
    assert!(blocks[..warned].iter().all(|block| block.contains(WARNING)), "{text}");
}

fn tei(page: &Page) {
    let text = page.text(Format::Tei);
    assert_eq!(text.contains(WARNING), page.report.reordered);
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let ids: BTreeSet<&str> =
        document.descendants().filter_map(|n| n.attribute(("http://www.w3.org/XML/1998/namespace", "id"))).collect();
    let named = |name: &'static str| move |n: &roxmltree::Node| n.has_tag_name(("http://www.tei-c.org/ns/1.0", name));
    let body = document.descendants().find(named("body")).expect("a body");
    let parts: Vec<String> = body
        .descendants()
        .filter(|n| ["head", "p", "fw"].iter().any(|name| named(name)(n)))
        .map(|n| n.descendants().filter_map(|n| n.is_text().then(|| n.text()).flatten()).collect())
        .collect();
    let mut expect: Vec<String> = page.view.articles.iter().flat_map(|a| a.parts().map(|p| p.text.clone())).collect();
    if page.view.articles.is_empty() {
        expect.push(String::new());
    }
    expect.extend(page.view.furniture.iter().map(|part| part.text.clone()));
    // XML has no control characters and reads line breaks as one kind.
    let shown = |text: &String| text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect::<String>();
    assert_eq!(parts.iter().map(shown).collect::<Vec<_>>(), expect.iter().map(shown).collect::<Vec<_>>());
    let marks: Vec<_> = body
        .descendants()
        .filter(|n| {
            let name = n.tag_name().name();
            let marking =
                ["persName", "orgName", "placeName", "roleName", "rs", "title", "term", "date", "time", "measure", "num"];
            marking.contains(&name)
        })
        .collect();
    let mentions: usize =
        page.view.articles.iter().flat_map(Article::parts).chain(&page.view.furniture).map(|p| p.marks.len()).sum();
    assert_eq!(marks.len(), mentions);
    for reference in document.descendants().filter_map(|n| n.attribute("ref")) {
        assert!(reference.strip_prefix('#').is_some_and(|id| ids.contains(id)), "{reference} points to nothing");
    }
}

/// The page is XML too, so that a reader of XML checks that every element is closed.
fn html(page: &Page) {
    let text = page.text(Format::Html);
    assert_eq!(text.contains(WARNING), page.report.reordered);
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(&text, options).expect("well-formed");
    let marks = |name: &str| {
        let place = document.descendants().filter(|n| n.has_tag_name(name));
        place.flat_map(|n| n.descendants().filter(|n| n.has_tag_name("mark"))).count()
    };
    let mentions: usize = page.documents().iter().map(|d| d.mentions.len()).sum();
    assert_eq!(marks("main"), mentions);
    assert!(!document.descendants().any(|n| n.has_tag_name("script") || n.has_attribute("src")));
    let ids: BTreeSet<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    for link in document.descendants().filter_map(|n| n.attribute("href")) {
        assert!(link.strip_prefix('#').is_some_and(|id| ids.contains(id)), "{link} leads nowhere");
    }
    assert!(text.contains("default-src 'none'") || text.contains("default-src &apos;none&apos;"));
}

/// The names of an object's members are among those that are allowed.
#[track_caller]
fn members(value: &Value, allowed: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("an object: {value}"));
    for name in object.keys() {
        assert!(allowed.contains(&&**name), "`{name}` is no member: {value}");
    }
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).map_or(&[], |list| list.as_array().expect("a list"))
}

/// schema.org's types and those of their properties that are used.
fn json_ld(page: &Page) {
    let graph = page.json(Format::JsonLd);
    assert_eq!(graph["@context"], "https://schema.org");
    let nodes = list(&graph, "@graph");
    let ids: BTreeSet<&str> = nodes.iter().map(|n| n["@id"].as_str().expect("an identifier")).collect();
    assert_eq!(ids.len(), nodes.len());
    for node in nodes {
        let own: &[&str] = match node["@type"].as_str().expect("a type") {
            "PublicationIssue" => &["datePublished"],
            "NewsArticle" => &[
                "inLanguage", "isPartOf", "printPage", "datePublished", "headline", "alternativeHeadline", "dateline", "author",
                "contributor", "editor", "articleBody", "image", "mentions",
            ],
            "Person" => &["alternateName", "jobTitle", "affiliation"],
            "Place" => &["alternateName", "identifier", "containedInPlace"],
            "Event" => &["alternateName", "attendee"],
            "Quotation" => &["text", "isPartOf", "creator"],
            "Organization" | "CreativeWork" | "DefinedTerm" => &["alternateName"],
            other => panic!("{other}"),
        };
        members(node, &[own, &["@type", "@id", "name"]].concat());
        let lists = ["mentions", "affiliation", "attendee"].iter().flat_map(|name| list(node, name));
        for reference in lists.chain(node.get("isPartOf")).chain(node.get("creator")) {
            assert!(ids.contains(reference["@id"].as_str().expect("a reference")), "{reference}");
        }
    }
    let articles: Vec<&Value> = nodes.iter().filter(|n| n["@type"] == "NewsArticle").collect();
    assert_eq!(articles.len(), page.report.articles.len());
    for (node, article) in articles.into_iter().zip(&page.report.articles) {
        assert_eq!(node.get("headline").and_then(Value::as_str), article.headline.title.as_ref().map(|t| &*t.text));
    }
}

/// The members that the ninjs 3.0 schema gives to an item, as far as they are used, with what it asks of them.
fn ninjs(page: &Page) {
    fn item(value: &Value, own: &[&str]) {
        let all = [
            "uri", "type", "language", "title", "contentCreated", "edNote", "by", "located", "headlines", "bodies",
            "descriptions", "people", "organisations", "places", "events", "subjects", "objects", "infoSources",
        ];
        members(value, &[&all[..], own].concat());
        assert!(value["uri"].as_str().expect("a URI").starts_with("urn:"));
        assert!(["text", "composite"].contains(&value["type"].as_str().expect("a type")));
        for text in ["headlines", "bodies", "descriptions"].iter().flat_map(|name| list(value, name)) {
            members(text, &["role", "contentType", "charCount", "value"]);
            assert!(text["value"].is_string());
        }
        let named = ["people", "organisations", "places", "events", "subjects", "objects"];
        for thing in named.iter().flat_map(|name| list(value, name)) {
            members(thing, &["name", "uri", "literal"]);
        }
        for source in list(value, "infoSources") {
            members(source, &["name", "role"]);
        }
    }
    let root = page.json(Format::Ninjs);
    item(&root, &["standard", "associations"]);
    members(&root["standard"], &["name", "version", "schema"]);
    let items = list(&root, "associations");
    assert_eq!(items.len(), page.report.articles.len());
    for (value, article) in items.iter().zip(&page.report.articles) {
        item(value, &["name"]);
        assert_eq!(value["name"], *article.id, "an associated item has a name");
        let body = list(value, "bodies");
        let text = article.paragraphs.iter().map(|p| &*p.text).collect::<Vec<_>>().join("\n");
        assert_eq!(body.first().map_or("", |b| b["value"].as_str().expect("text")), text);
        assert!(body.iter().all(|b| b["charCount"] == text.chars().count()));
    }
    // The schema itself, where whoever runs the test has it.
    if let Ok(path) = std::env::var("JIANBAO_NINJS_SCHEMA") {
        let schema = std::fs::read_to_string(&path).expect("the schema that JIANBAO_NINJS_SCHEMA names");
        // What it refers to outside itself, the form of coordinates, is not used.
        let schema = schema.replace("https://geojson.org/schema/GeoJSON.json#", "#/$defs/newsObjectType");
        let schema: Value = serde_json::from_str(&schema).expect("JSON");
        let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema");
        let faults: Vec<String> = validator.iter_errors(&root).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

/// Each target's position cuts its quote out of the raw text, and all of them together the mention.
fn web_annotation(page: &Page) {
    let root = page.json(Format::WebAnnotation);
    members(&root, &["@context", "id", "type", "partOf", "startIndex", "items"]);
    assert_eq!((&root["@context"], &root["type"]), (&"http://www.w3.org/ns/anno.jsonld".into(), &"AnnotationPage".into()));
    members(&root["partOf"], &["id", "type", "label", "total", "generator"]);
    let chars: Vec<char> = page.raw.chars().collect();
    let text = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    let mentions: Vec<_> = page.report.entities.iter().flat_map(|e| e.mentions.iter().map(move |m| (e, m))).collect();
    assert_eq!(list(&root, "items").len(), mentions.len());
    assert_eq!(root["partOf"]["total"], mentions.len());
    for (item, (entity, mention)) in list(&root, "items").iter().zip(mentions) {
        members(item, &["id", "type", "motivation", "body", "target"]);
        assert_eq!(item["body"][0]["value"], entity.kind.code());
        let mut whole = String::new();
        for target in list(item, "target") {
            members(target, &["type", "source", "selector"]);
            let [quote, position] = list(target, "selector") else { panic!("two selectors: {target}") };
            members(quote, &["type", "exact", "prefix", "suffix"]);
            members(position, &["type", "start", "end"]);
            let at = |name: &str| usize::try_from(position[name].as_u64().expect("a number")).expect("in the text");
            let (start, end) = (at("start"), at("end"));
            assert_eq!(quote["exact"], text(start, end));
            let (prefix, suffix) = (quote["prefix"].as_str().expect("text"), quote["suffix"].as_str().expect("text"));
            assert!(text(0, start).ends_with(prefix) && text(end, chars.len()).starts_with(suffix));
            whole += &text(start, end);
        }
        let shown = |c: &char| !jianbao::clean::compat::is_invisible(*c);
        assert!(super::common::equal(&mention.text, &whole.chars().filter(shown).collect::<String>()), "{mention:?}: {whole:?}");
    }
}

/// Types and texts of what the tags of one column mark.
fn chunks(lines: &str, column: usize) -> Vec<(String, String)> {
    let mut chunks: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for line in lines.lines().filter(|line| !line.starts_with("-DOCSTART-")) {
        if line.is_empty() {
            // A part ends, and with it every mention.
            open = false;
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let (character, tag) = (fields[0], fields[column]);
        assert_eq!(character.chars().count(), 1, "{line:?}");
        match tag.split_once('-') {
            Some(("B", kind)) => chunks.push((kind.to_owned(), character.to_owned())),
            Some(("I", kind)) => {
                let last = chunks.last_mut().filter(|last| open && last.0 == kind);
                last.unwrap_or_else(|| panic!("{line:?} goes on with nothing")).1 += character;
            }
            _ => assert_eq!(tag, "O"),
        }
        open = tag != "O";
    }
    chunks
}

fn bio(page: &Page) {
    let (outer, all) = (page.text(Format::Bio), page.text(Format::Conll));
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let documents = page.documents();
    let characters: String = outer.lines().filter_map(|line| line.chars().next()).collect();
    assert_eq!(characters, documents.iter().map(|d| solid(&d.text)).collect::<String>());
    // Mentions of each depth, from how many others hold them.
    let mut depths: [Vec<(String, String)>; 3] = Default::default();
    for document in &documents {
        let mut open: Vec<usize> = Vec::new();
        for (kind, text, at) in &document.mentions {
            open.retain(|end| end > at);
            if let Some(depth) = depths.get_mut(open.len()) {
                depth.push((kind.code().to_owned(), solid(text)));
            }
            open.push(at + text.len());
        }
    }
    assert_eq!(chunks(&outer, 1), depths[0]);
    for (depth, expect) in depths.iter().enumerate() {
        assert_eq!(&chunks(&all, depth + 1), expect);
    }
}

fn brat(page: &Page) {
    let files = unpack(page.write(Format::Brat));
    let read = |name: String| String::from_utf8(files[&name].clone()).expect("UTF-8");
    let configuration = read("annotation.conf".to_owned());
    let documents = page.documents();
    assert_eq!(files.len(), 1 + 2 * documents.len());
    for document in &documents {
        assert_eq!(read(format!("{}.txt", document.id)), document.text);
        let chars: Vec<char> = document.text.chars().collect();
        let mut mentions = Vec::new();
        let mut ids = BTreeSet::new();
        for line in read(format!("{}.ann", document.id)).lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                [id, place, text] if id.starts_with('T') => {
                    let [kind, start, end] = place.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
                    let cut: String = chars[start.parse().expect("a number")..end.parse().expect("a number")].iter().collect();
                    assert_eq!(cut, text);
                    assert!(configuration.lines().any(|line| line == kind));
                    assert!(ids.insert(id.to_owned()));
                    mentions.push((kind.to_owned(), text.to_owned()));
                }
                ["*", tied] => {
                    let tied = tied.strip_prefix("Equiv ").expect("a relation that is configured");
                    assert!(tied.split(' ').all(|id| ids.contains(id)));
                }
                [id, note, _] if id.starts_with('#') => {
                    assert!(note.strip_prefix("AnnotatorNotes ").is_some_and(|id| ids.contains(id)));
                }
                _ => panic!("{line}"),
            }
        }
        assert_eq!(mentions, expected(document));
    }
}

fn expected(document: &Document) -> Vec<(String, String)> {
    document.mentions.iter().map(|(kind, text, _)| (kind.code().to_owned(), text.clone())).collect()
}

fn doccano(page: &Page) {
    let text = page.text(Format::Doccano);
    let documents = page.documents();
    assert_eq!(text.lines().count(), documents.len());
    for (line, document) in text.lines().zip(&documents) {
        let example: Value = serde_json::from_str(line).expect("JSON");
        members(&example, &["text", "label", "source", "article"]);
        assert_eq!(example["text"], *document.text);
        let chars: Vec<char> = document.text.chars().collect();
        let cut = |label: &Value| {
            let at = |n: usize| usize::try_from(label[n].as_u64().expect("a number")).expect("in the text");
            (label[2].as_str().expect("a type").to_owned(), chars[at(0)..at(1)].iter().collect::<String>())
        };
        assert_eq!(list(&example, "label").iter().map(cut).collect::<Vec<_>>(), expected(document));
    }
}

fn label_studio(page: &Page) {
    let root = page.json(Format::LabelStudio);
    let tasks = root.as_array().expect("a list");
    let documents = page.documents();
    assert_eq!(tasks.len(), documents.len());
    for (task, document) in tasks.iter().zip(&documents) {
        members(task, &["data", "predictions"]);
        assert_eq!(task["data"]["text"], *document.text);
        // JavaScript's units.
        let units: Vec<u16> = document.text.encode_utf16().collect();
        let [prediction] = list(task, "predictions") else { panic!("one prediction: {task}") };
        let cut = |region: &Value| {
            assert_eq!(
                (&region["from_name"], &region["to_name"], &region["type"]),
                (&"label".into(), &"text".into(), &"labels".into())
            );
            let value = &region["value"];
            let at = |name: &str| usize::try_from(value[name].as_u64().expect("a number")).expect("in the text");
            let text = String::from_utf16(&units[at("start")..at("end")]).expect("whole characters");
            assert_eq!(value["text"], *text);
            (value["labels"][0].as_str().expect("a type").to_owned(), text)
        };
        assert_eq!(list(prediction, "result").iter().map(cut).collect::<Vec<_>>(), expected(document));
    }
}
