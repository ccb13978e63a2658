//! The report as one page to read and to print: everything in the file, no script, labels in Chinese and English.
//!
//! Invariants: the file refers to nothing outside itself and its policy lets it load nothing; names are told apart by the form
//! of their line and not by colour alone.

use super::xml::Xml;
use super::{REORDERED, name_of};
use crate::report::{Article as Read, Entity, EntityType, Report, Value};
use crate::view::{Article, Part, Run, View};

const STYLE: &str = include_str!("report.css");

/// What the file may load: its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Articles that an entity's row names; more tell a reader nothing.
const LISTED: usize = 40;

pub(super) fn write(report: &Report, view: &View) -> Vec<u8> {
    let mut page = Page { xml: Xml::html(), report, view };
    page.xml.open("html", &[("lang", "zh")]);
    page.head();
    page.xml.open("body", &[]);
    page.xml.line();
    page.summary();
    page.xml.open("main", &[]);
    page.xml.line();
    for (article, read) in view.articles.iter().zip(&report.articles) {
        page.article(article, read);
    }
    page.furniture();
    page.xml.close();
    page.statements();
    page.attendance();
    page.index();
    page.origin();
    page.xml.finish()
}

struct Page<'a> {
    xml: Xml,
    report: &'a Report,
    view: &'a View,
}

impl Page<'_> {
    fn head(&mut self) {
        let xml = &mut self.xml;
        xml.open("head", &[]);
        xml.void("meta", &[("charset", "utf-8")]);
        xml.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
        xml.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        xml.leaf("title", &[], &format!("{} · 剪报 Jianbao", name_of(self.report)));
        xml.open("style", &[]);
        xml.plain(STYLE);
        xml.close();
        xml.close();
        xml.line();
    }

    fn summary(&mut self) {
        let source = &self.report.source;
        self.xml.open("header", &[]);
        self.xml.leaf("h1", &[], name_of(self.report));
        let mut facts = vec![format!("{} 篇 articles", self.view.articles.len()), format!("{} 字 characters", source.length)];
        facts.extend(source.date.clone());
        self.xml.leaf("p", &[("class", "facts")], &facts.join(" · "));
        self.xml.open("ul", &[("class", "legend")]);
        for kind in EntityType::LISTED {
            if self.report.entities.iter().any(|e| e.kind == kind) {
                let (zh, en) = kind.names();
                self.xml.open("li", &[]);
                self.xml.leaf("mark", &[("class", kind.code())], &format!("{zh} {en}"));
                self.xml.close();
            }
        }
        self.xml.close();
        self.xml.open("nav", &[]);
        self.xml.leaf("h2", &[], "目录 Contents");
        self.xml.open("ol", &[]);
        for (article, read) in self.view.articles.iter().zip(&self.report.articles) {
            self.xml.open("li", &[]);
            let title = article.title.as_ref().map_or("（无题 untitled）", |t| &t.text);
            self.xml.leaf("a", &[("href", &format!("#{}", read.id))], title);
            self.xml.close();
        }
        for _ in ["ol", "nav", "header"] {
            self.xml.close();
        }
        self.xml.line();
    }

    fn article(&mut self, article: &Article, read: &Read) {
        self.xml.open("article", &[("id", &read.id)]);
        for (element, class, part) in
            [("p", "kicker", &article.kicker), ("h2", "title", &article.title), ("p", "subtitle", &article.subtitle)]
        {
            if let Some(part) = part {
                self.part(element, class, part);
            }
        }
        let mut facts: Vec<String> = read.byline.iter().map(|b| format!("{} {}", role(&b.role), b.name)).collect();
        facts.extend(read.dateline.as_ref().map(|d| format!("电头 Dateline {}", d.text)));
        facts.extend(read.jump.as_ref().map(|j| format!("转接 Jump {}", j.text)));
        facts.push(format!("第{0}页 page {0}", article.page));
        self.xml.leaf("p", &[("class", "facts")], &facts.join(" · "));
        for part in &article.paragraphs {
            self.part("p", "", part);
        }
        for part in &article.captions {
            self.part("p", "caption", part);
        }
        self.xml.close();
        self.xml.line();
    }

    fn part(&mut self, element: &'static str, class: &str, part: &Part) {
        let class = [("class", class)];
        self.xml.open(element, if class[0].1.is_empty() { &[] } else { &class });
        self.runs(part, &part.runs(0..part.text.len()));
        self.xml.close();
        self.xml.line();
    }

    fn runs(&mut self, part: &Part, runs: &[Run]) {
        for run in runs {
            match run {
                Run::Text(range) => self.xml.text(&part.text[range.clone()]),
                Run::Mark { mark, inner, .. } => {
                    let (zh, en) = mark.kind.names();
                    self.xml.open("mark", &[("class", mark.kind.code()), ("title", &format!("{zh} {en}"))]);
                    self.runs(part, inner);
                    self.xml.close();
                }
            }
        }
    }

    fn furniture(&mut self) {
        if self.view.furniture.is_empty() {
            return;
        }
        self.xml.open("section", &[("class", "furniture")]);
        self.xml.leaf("h2", &[], "版面其他文字 Page furniture");
        for part in &self.view.furniture {
            self.part("p", "", part);
        }
        self.xml.close();
        self.xml.line();
    }

    fn statements(&mut self) {
        if self.report.statements.is_empty() {
            return;
        }
        self.section("讲话要点 Statements", &["讲话者 Speaker", "内容 Content", "文章 Article"]);
        for statement in &self.report.statements {
            let said = statement.speaker_mention.as_ref().map_or("", |m| &m.text);
            let speaker = self.name(statement.speaker.as_deref()).unwrap_or(said).to_owned();
            self.xml.open("tr", &[]);
            self.xml.leaf("td", &[], &speaker);
            self.xml.leaf("td", &[], &format!("{}：{}", statement.cue.text, statement.content.text));
            self.link(&statement.article);
            self.xml.close();
            self.xml.line();
        }
        self.end();
    }

    fn attendance(&mut self) {
        if self.report.attendance.is_empty() {
            return;
        }
        self.section("与会情况 Attendance", &["会议 Meeting", "人名 Person", "身份 Role", "文章 Article"]);
        for part in &self.report.attendance {
            let event = self.name(part.event.as_deref()).unwrap_or("（未具名 unnamed）").to_owned();
            let person = self.name(Some(&part.person)).unwrap_or(&part.person_mention.text).to_owned();
            self.xml.open("tr", &[]);
            self.xml.leaf("td", &[], &event);
            self.xml.leaf("td", &[], &person);
            self.xml.leaf("td", &[], part_in(&part.role));
            self.link(&part.article);
            self.xml.close();
            self.xml.line();
        }
        self.end();
    }

    /// Begins a section that is one table.
    fn section(&mut self, heading: &str, columns: &[&str]) {
        self.xml.open("section", &[("class", "index")]);
        self.xml.leaf("h2", &[], heading);
        self.table(columns);
    }

    /// Ends it.
    fn end(&mut self) {
        for _ in ["tbody", "table", "section"] {
            self.xml.close();
        }
        self.xml.line();
    }

    /// Begins a table with its header; its rows are to follow.
    fn table(&mut self, columns: &[&str]) {
        self.xml.open("table", &[]);
        self.xml.open("thead", &[]);
        self.xml.open("tr", &[]);
        for head in columns {
            self.xml.leaf("th", &[("scope", "col")], head);
        }
        self.xml.close();
        self.xml.close();
        self.xml.open("tbody", &[]);
    }

    /// A cell that leads to an article.
    fn link(&mut self, article: &str) {
        self.xml.open("td", &[]);
        self.xml.leaf("a", &[("href", &format!("#{article}"))], article);
        self.xml.close();
    }

    /// The name of an entity.
    fn name(&self, id: Option<&str>) -> Option<&str> {
        let at = crate::view::number(id?)?;
        self.report.entities.get(at as usize).map(|e| &*e.name)
    }

    fn index(&mut self) {
        self.xml.open("section", &[("class", "index")]);
        self.xml.leaf("h2", &[], "索引 Index");
        for kind in EntityType::LISTED {
            let mut entities = self.report.entities.iter().filter(|e| e.kind == kind).peekable();
            if entities.peek().is_none() {
                continue;
            }
            let (zh, en) = kind.names();
            self.xml.leaf("h3", &[], &format!("{zh} {en}"));
            self.table(&["名称 Name", detail(kind), "次数 Mentions", "文章 Articles"]);
            for entity in entities {
                self.row(entity);
            }
            self.xml.close();
            self.xml.close();
            self.xml.line();
        }
        self.xml.close();
        self.xml.line();
    }

    fn row(&mut self, entity: &Entity) {
        self.xml.open("tr", &[]);
        self.xml.leaf("td", &[], &entity.name);
        let titles = || entity.titles.iter().map(|t| &*t.title).collect::<Vec<_>>().join("、");
        let division = entity.division.as_ref().map(|d| format!("{} {}", d.path.join(""), d.code).trim().to_owned());
        self.xml.leaf("td", &[], &entity.value.as_ref().map(said).or(division).unwrap_or_else(titles));
        self.xml.leaf("td", &[("class", "number")], &entity.mentions.len().to_string());
        self.xml.open("td", &[]);
        let mut articles: Vec<&str> = Vec::new();
        for article in entity.mentions.iter().filter_map(|m| m.article.as_deref()) {
            if articles.last() != Some(&article) {
                articles.push(article);
            }
        }
        for (at, article) in articles.iter().take(LISTED).enumerate() {
            if at > 0 {
                self.xml.text(" ");
            }
            self.xml.leaf("a", &[("href", &format!("#{article}"))], article);
        }
        if articles.len() > LISTED {
            self.xml.text(" …");
        }
        self.xml.close();
        self.xml.close();
        self.xml.line();
    }

    fn origin(&mut self) {
        let generator = &self.report.generator;
        self.xml.open("footer", &[]);
        self.xml.leaf("p", &[], &format!("由程序读出 Read by machine: {} {}", generator.name, generator.version));
        if self.report.reordered {
            self.xml.leaf("p", &[], REORDERED);
        }
        self.xml.leaf("p", &[], &format!("原文 SHA-256 of the text: {}", self.report.source.sha256));
        self.xml.close();
    }
}

/// What the second column of a type's table holds.
fn detail(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "职务 Titles",
        EntityType::Place => "所属 Division",
        _ => "值 Value",
    }
}

fn role(role: &str) -> &'static str {
    match role {
        "reporter" => "记者 Reporter",
        "correspondent" => "通讯员 Correspondent",
        "photographer" => "摄影 Photographer",
        "editor" => "编辑 Editor",
        "intern" => "实习生 Intern",
        _ => "作者 Author",
    }
}

/// A part in a meeting.
fn part_in(role: &str) -> &'static str {
    match role {
        "chair" => "主持 Chair",
        "observe" => "列席 Observer",
        "speak" => "讲话 Speaker",
        "announce" => "宣布 Announcer",
        _ => "出席 Attendee",
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::When { start, end, .. } if start == end => start.clone().unwrap_or_default(),
        Value::When { start, end, .. } => [start, end].into_iter().flatten().cloned().collect::<Vec<_>>().join(" – "),
        Value::Money { amount, currency } => format!("{amount} {currency}"),
        Value::Quantity { number, unit } => format!("{number} {unit}"),
        Value::Percent { number } => format!("{number}%"),
    }
}
