//! Texts at the edge of what a text is: each gets a report that keeps to all rules.

mod common;

use common::{SAMPLE, hold_line, hold_text, report};

#[test]
fn nothing_gives_nothing() {
    for raw in ["", " ", "\n", "\r\n\r\n", "\u{3000}\t\n \u{0C}\n"] {
        let report = report(raw);
        assert!(report.articles.is_empty() && report.furniture.is_empty() && report.entities.is_empty(), "{raw:?}");
        hold_line(raw);
    }
}

#[test]
fn one_character_is_a_page() {
    for raw in ["会", "a", "，", "😀", "\u{301}", "\0", "\u{200B}", "⼤", "1", "《", "■", "\u{FEFF}会"] {
        hold_text(raw);
        hold_line(raw);
    }
}

/// Who pastes from a page of the web has each paragraph on one line.
#[test]
fn a_text_of_one_line_a_paragraph_is_an_article() {
    for raw in [
        "市府啟用新館\n本報訊（記者陳怡君）臺北市立圖書館新館昨日啟用，市長出席典禮並致詞。\n",
        "渔港码头今日启用\n本报讯（记者王芳）昨日，柳明县渔港码头启用，可停靠渔船百艘，年装卸能力达到三十万吨。\n渔民说，今后出海不必再绕道。\n",
    ] {
        let report = report(raw);
        let [article] = &report.articles[..] else { panic!("{raw}: {} articles", report.articles.len()) };
        assert!(report.furniture.is_empty() && article.headline.title.is_some() && !article.paragraphs.is_empty(), "{raw}");
        hold_text(raw);
    }
}

/// A text with a paragraph a line is one that no page has wrapped: each line stays a paragraph, however it ends.
#[test]
fn lines_that_fill_no_column_are_paragraphs() {
    let short = [
        "九月三日傍晚，临河镇东街的听雨书场重新开张，百余名老听众早早坐满了茶座。",
        "书场主人沈佩兰今年六十八岁，从父亲手里接过书场已有四十个年头。",
        "“停了三年，心里一直空落落的。”她说。",
        "当地居民陈阿福听完一回《岳传》，连声叫好。",
        "据介绍，书场今后每周三、周六晚上开书，票价五元。",
    ];
    let open = format!("本报讯（记者王芳）{}（下转第三版）", short[0].repeat(3));
    let long = format!("{}{}", short[1], short[2]);
    for lines in [&short[..], &[&open, &long]] {
        let raw = format!("听雨书场重开\n{}\n", lines.join("\n"));
        let report = report(&raw);
        let paragraphs: Vec<&str> = report.articles.iter().flat_map(|a| &a.paragraphs).map(|p| &*p.text).collect();
        assert_eq!(paragraphs, lines);
    }
}

#[test]
fn what_shows_nothing_is_told_apart() {
    let raw = "\u{FEFF}会议\u{200B}通报了\0情况。";
    let report = report(raw);
    let hidden: Vec<_> = report.furniture.iter().filter(|part| part.reason == "invisible").collect();
    assert_eq!(hidden.len(), 1);
    assert_eq!(hidden[0].spans, [(0, 1), (3, 4), (7, 8)]);
    let json = report.to_json();
    assert!(json.contains("\"会议通报了情况。\""), "{json}");
}

#[test]
fn line_breaks_of_every_kind_give_the_same_articles() {
    let parts = |raw: &str| {
        let report = report(raw);
        report.articles.into_iter().map(|a| a.paragraphs.into_iter().map(|p| p.text).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let expect = parts(SAMPLE);
    for with in ["\r\n", "\r", "\u{2028}", "\u{85}"] {
        assert_eq!(parts(&SAMPLE.replace('\n', with)), expect, "{with:?}");
    }
}

#[test]
fn several_pages_are_one_text() {
    hold_text(&[SAMPLE, SAMPLE].join("\u{0C}"));
    hold_text(&"\u{0C}".repeat(100));
    hold_text(&"会议。\u{0C}".repeat(50));
}

/// A megabyte without a line break, and lengths of other things at which a rule of more than linear cost would stand still.
#[test]
fn a_great_length_of_anything() {
    let one_line: String = SAMPLE.split_whitespace().collect();
    let long = |piece: &str| piece.repeat(if piece.len() > 1000 { 1 << 20 } else { 1 << 17 } / piece.len());
    for piece in [
        one_line.as_str(),
        "会",
        "，",
        "(",
        "《",
        "“",
        "1",
        " ",
        "\n",
        "\r",
        "会\n",
        "会 ",
        "会议昨日召开 ",
        "会议昨日召开，与会者（ ",
        "a ",
        "\u{200B}会",
        "😀",
        "⼤\u{301}",
        "、市长",
        "记者",
    ] {
        let raw = long(piece);
        let report = jianbao::analyze(&raw, &jianbao::Options::default());
        common::rules(&raw, &report).unwrap_or_else(|fault| panic!("{piece:?}: {fault}"));
    }
}
