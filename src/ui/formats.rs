//! The formats in words, in the groups that the menu has.

use super::i18n::Lang;
use crate::export::{Format, Table};

/// Formats of one use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The report and its tables.
    Data,
    /// The articles, to read.
    Reading,
    /// Standards of editions and of news.
    Standards,
    /// Tools that annotate and learn.
    Annotation,
}

/// The groups in their order.
pub const GROUPS: [Group; 4] = [Group::Data, Group::Reading, Group::Standards, Group::Annotation];

/// The group of a format.
#[must_use]
pub fn group(format: Format) -> Group {
    match format {
        Format::Json | Format::Xlsx | Format::Csv | Format::CsvTable(_) => Group::Data,
        Format::Markdown | Format::Text | Format::Html => Group::Reading,
        Format::Tei | Format::JsonLd | Format::Ninjs | Format::WebAnnotation => Group::Standards,
        Format::Bio | Format::Conll | Format::Brat | Format::Doccano | Format::LabelStudio => Group::Annotation,
    }
}

impl Lang {
    /// A group's name.
    #[must_use]
    pub fn group(self, group: Group) -> &'static str {
        let (zh, en) = match group {
            Group::Data => ("数据与表格", "Data and tables"),
            Group::Reading => ("阅读", "Reading"),
            Group::Standards => ("出版与新闻标准", "Standards"),
            Group::Annotation => ("标注与训练", "Annotation and training"),
        };
        self.pick(zh, en)
    }

    /// A format's name, and what it is for.
    #[must_use]
    pub fn format(self, format: Format) -> (&'static str, &'static str) {
        let (zh, en) = match format {
            Format::Json => (("JSON", "完整的报告，供程序使用"), ("JSON", "The whole report, for programs")),
            Format::Xlsx => (
                ("Excel 工作簿", "Excel、WPS、LibreOffice，每张表一页"),
                ("Excel workbook", "Excel, WPS, LibreOffice: a sheet a table"),
            ),
            Format::Csv => (("CSV 各表（ZIP）", "R、pandas、OpenRefine"), ("CSV, all tables (ZIP)", "R, pandas, OpenRefine")),
            Format::CsvTable(Table::Articles) => (("CSV 文章表", "每篇一行"), ("CSV, articles", "A row an article")),
            Format::CsvTable(Table::Entities) => {
                (("CSV 实体表", "每个人、机构、地方一行"), ("CSV, entities", "A row a person, body or place"))
            }
            Format::CsvTable(Table::Mentions) => {
                (("CSV 出现处", "每处一行，附前后文"), ("CSV, mentions", "A row a mention, with its context"))
            }
            Format::CsvTable(Table::Titles) => (("CSV 任职表", "谁任何职"), ("CSV, titles", "Who holds which office")),
            Format::CsvTable(Table::Statements) => (("CSV 言论表", "谁说了什么"), ("CSV, statements", "Who said what")),
            Format::CsvTable(Table::Attendance) => {
                (("CSV 与会表", "谁出席何会"), ("CSV, attendance", "Who took part in which meeting"))
            }
            Format::CsvTable(Table::References) => {
                (("CSV 指代表", "他、会议、该公司等各指什么"), ("CSV, references", "What 他, 会议, 该公司 stand for"))
            }
            Format::Markdown => (("Markdown", "整理好的文章，供笔记软件使用"), ("Markdown", "The clean articles, for notes")),
            Format::Text => (("纯文本", "整理好的文章"), ("Plain text", "The clean articles")),
            Format::Html => {
                (("网页（可打印）", "单个文件，标出名称，附索引"), ("Web page to print", "One file, names marked, with an index"))
            }
            Format::Tei => {
                (("TEI P5", "数字人文版本，oXygen、TEI Publisher"), ("TEI P5", "Digital editions: oXygen, TEI Publisher"))
            }
            Format::JsonLd => (("schema.org JSON-LD", "关联数据、网页"), ("schema.org JSON-LD", "Linked data, the web")),
            Format::Ninjs => (("IPTC ninjs 3.0", "新闻编辑系统"), ("IPTC ninjs 3.0", "Newsroom systems")),
            Format::WebAnnotation => {
                (("W3C Web Annotation", "原文上的标注，Recogito"), ("W3C Web Annotation", "On the original text: Recogito"))
            }
            Format::Bio => (("BIO 逐字", "训练序列标注模型"), ("BIO by character", "Training taggers")),
            Format::Conll => {
                (("CoNLL 逐字（嵌套）", "训练嵌套标注模型"), ("CoNLL by character, nested", "Training nested taggers"))
            }
            Format::Brat => (("brat（ZIP）", "brat 标注"), ("brat (ZIP)", "brat")),
            Format::Doccano => {
                (("doccano", "doccano 导入，须允许重叠实体"), ("doccano", "Import into doccano; allow overlapping entities"))
            }
            Format::LabelStudio => (("Label Studio", "Label Studio 预标注"), ("Label Studio", "Label Studio predictions")),
        };
        self.pick(zh, en)
    }
}
