//! The formats that a report is taken away in, read back by readers of their own.

mod common;
#[path = "common/formats.rs"]
mod formats;

use common::SAMPLE;
use formats::{Page, hold, records, unpack};
use jianbao::edit::{Edit, apply};
use jianbao::export::{Format, Table};

/// A page of every kind of name and value, with characters of four bytes before and in the names.
const ASTRAL: &str = "　　𠮷田市防汛工作会议召开\n　　本报讯（记者李𠮷）𠮷市副市长王𠮷青9月1日在𠮷田市委主持召\n\
    开会议，安排资金1.2亿元，完成85.5%，下达粮食3万吨，上午8时30分学习《防汛条例》。\n　　他表示，𠮷田市委要落实“三防工程”。\n";

/// Two articles side by side, line by line.
const INTERLEAVED: &str = "市图书馆新馆昨日正式开放          新沟镇重点项目加快建设\n\
    本报讯（记者李明）昨日上午，市图    本报讯（记者张华）近日，市委书记\n\
    书馆新馆正式向社会开放，首日接待    赵强到新沟镇调研重点项目建设，听\n\
    读者两千余人，自习室有座位三百个    取了湖北金太阳科技公司的汇报。赵\n\
    ，阅览室全天开放。                  强指出，要抢抓工期，确保质量。\n";

#[test]
fn the_sample_page_in_every_format() {
    hold(SAMPLE, Some("监利日报 2024-09-12.txt"));
}

#[test]
fn columns_put_into_order() {
    hold(INTERLEAVED, None);
}

#[test]
fn characters_of_four_bytes() {
    hold(ASTRAL, None);
    let page = Page::new(ASTRAL, None);
    assert!(page.report.entities.iter().any(|e| e.name.contains('𠮷')), "the page names someone with such a character");
}

#[test]
fn nothing_in_every_format() {
    for raw in ["", " \n", "\u{200B}", "\0", "责任编辑：李明"] {
        hold(raw, None);
    }
}

#[test]
fn markup_in_the_text_stays_text() {
    hold(
        "<b>会议</b>&amp;召开 | *要求* _x0041_ `a` [b](c) $1$\n　　本报讯 <script>alert(1)</script> 会议召开，通报“]]>”情况。\n",
        Some("<\"&'>.txt"),
    );
}

/// A sheet's cell holds 32,767 characters at most.
#[test]
fn a_text_longer_than_a_cell_is_whole() {
    use calamine::{Reader, Xlsx};
    let raw = format!("本报讯 {}\n", "会议通报了𠮷田市的情况，".repeat(5_000));
    let page = Page::new(&raw, None);
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(page.write(Format::Xlsx))).expect("a workbook");
    let sheet = book.worksheet_range("articles").expect("a sheet");
    let column = sheet.rows().next().expect("a header").iter().position(|c| *c == "text").expect("a column");
    let whole: String = sheet.rows().skip(1).map(|row| row[column].to_string()).collect();
    let expect: String = page.report.articles.iter().flat_map(|a| &a.paragraphs).map(|p| &*p.text).collect();
    assert_eq!(whole.replace('\n', ""), expect);
    assert!(sheet.height() > 2);
}

#[test]
fn the_tables_say_who_holds_which_title() {
    let page = Page::new(SAMPLE, None);
    let titles = records(&page.write(Format::CsvTable(Table::Titles)));
    assert!(titles.iter().any(|row| &row[2] == "韩旭" && &row[3] == "荆州市副市长" && &row[4] == "荆州市"));
    let mentions = records(&page.write(Format::CsvTable(Table::Mentions)));
    assert!(mentions.iter().any(|row| &row[4] == "韩旭" && row[7].starts_with("主持召开")), "mentions stand in their context");
}

#[test]
fn tei_gives_values_and_roles() {
    let tei = String::from_utf8(Page::new(SAMPLE, None).write(Format::Tei)).expect("UTF-8");
    for part in
        ["<persName ref=\"#e5\" role=\"reporter\">李超</persName>", "<head type=\"kicker\">", "<measure type=\"currency\""]
    {
        assert!(tei.contains(part), "{part}");
    }
}

#[test]
fn files_for_readers_say_what_may_be_wrong() {
    let mut page = Page::new(SAMPLE, None);
    let says = |page: &Page, format: Format, words: &str| String::from_utf8(page.write(format)).expect("UTF-8").contains(words);
    assert!(says(&page, Format::Tei, "; not revised.") && !says(&page, Format::Tei, "run through one another"));
    let at = page.report.articles[0].paragraphs[0].spans[0].0;
    page.report = apply(&page.report, SAMPLE, &[Edit::SetAside { at }]).expect("an edit that fits");
    page.report.reordered = true;
    assert!(says(&page, Format::Tei, "; a reader made 1 correction."));
    for format in [Format::Tei, Format::Html, Format::Markdown, Format::Text] {
        assert!(says(&page, format, "run through one another"), "{format:?}");
    }
}

#[test]
fn the_articles_table_marks_those_that_ran_through_one_another() {
    let page = Page::new(INTERLEAVED, None);
    assert!(page.report.reordered);
    let marked = |page: &Page| {
        let rows = records(&page.write(Format::CsvTable(Table::Articles)));
        rows.iter().filter(|row| &row[row.len() - 1] == "yes").count()
    };
    assert_eq!((marked(&page), marked(&Page::new(SAMPLE, None))), (2, 0));
}

#[test]
fn a_nameless_text_goes_by_its_first_headline() {
    let title = |name| String::from_utf8(Page::new(ASTRAL, name).write(Format::Tei)).expect("UTF-8");
    assert!(title(None).contains("<titleStmt><title>𠮷田市防汛工作会议召开</title>"), "{}", title(None));
    assert!(title(Some("page.txt")).contains("<titleStmt><title>page.txt</title>"));
}

#[test]
fn archives_name_articles() {
    let files = unpack(Page::new(SAMPLE, None).write(Format::Brat));
    assert!(files.contains_key("a1.txt") && files.contains_key("a1.ann"));
}
