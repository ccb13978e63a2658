//! A run by touch alone, on a telephone: from the text to a corrected report.

use crate::harness::Page;
use crate::reading::with_page;
use jianbao::export::Format;
use serde_json::json;

/// Panes, finding, mentions, corrections, pictures and the report: a finger reaches all of them.
#[test]
fn a_page_is_read_and_corrected_by_touch_alone() {
    with_page(|page| async move {
        page.resize(390, 844).await;
        page.tools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 })).await;
        page.tap("#sample").await;
        page.done().await;
        large_enough(&page, "articles").await;
        // From a line of the source to its headline.
        page.tap("[data-pane=source]").await;
        page.tap("#source .head").await;
        let there = "const r = document.querySelector('.articles .title.lit')?.getBoundingClientRect(); return r && r.top > 0 && r.bottom < innerHeight";
        page.wait_for("the headline is in sight", there).await;
        page.picture("touch line").await;
        // From the index to a mention, and on.
        page.tap("[data-pane=inspector]").await;
        large_enough(&page, "inspector").await;
        if page.run("return !document.getElementById('index').open", vec![]).await == true {
            page.tap("#index summary").await;
        }
        page.tap("#index button[data-entity]").await;
        page.wait_for("the mention", "return document.querySelector('mark.here')").await;
        large_enough(&page, "card").await;
        page.picture("touch card").await;
        page.tap("#next").await;
        page.wait_for("the second", "return document.querySelector('#card .count').textContent.startsWith('2 ')").await;
        // Judged, undone, done again.
        let corrections = |count: usize| match count {
            0 => "return !document.getElementById('corrections')".to_owned(),
            _ => format!("return document.getElementById('corrections')?.textContent === '更正 {count} 次'"),
        };
        page.tap("#accept").await;
        page.wait_for("it is right", &corrections(1)).await;
        page.tap("#undo").await;
        page.wait_for("undone", &corrections(0)).await;
        page.tap("#redo").await;
        page.wait_for("done again", &corrections(1)).await;
        page.tap("#away").await;
        page.wait_for("the card is away", "return !document.getElementById('card')").await;
        page.tap("#next-unchecked").await;
        page.wait_for("the next unchecked", "return document.querySelector('mark.here')").await;
        page.tap("#reject").await;
        page.wait_for("it is none", &corrections(2)).await;
        page.run("document.getElementById('away')?.click()", vec![]).await;
        // Words are found.
        page.tap("#find").await;
        page.wait_for("the field has the focus", "return document.activeElement.id === 'find'").await;
        page.type_text("会议").await;
        page.wait_for("places", "return document.getElementById('found').textContent.startsWith('1 /')").await;
        page.tap("[data-find=next]").await;
        let seen = "const r = document.querySelector('.found-part')?.getBoundingClientRect(); return r && r.bottom > 0 && r.top < innerHeight";
        page.wait_for("the next of them", "return document.getElementById('found').textContent.startsWith('2 /')").await;
        page.wait_for("it is in sight", seen).await;
        page.picture("touch find").await;
        // An article is merged with the next.
        let articles = "return document.querySelectorAll('.articles article').length";
        let before = page.run(articles, vec![]).await.as_u64().expect("a number");
        let title = page.run("return document.querySelector('article[data-article=a2] .title').textContent", vec![]).await;
        page.tap("[data-amends]").await;
        large_enough(&page, "parts").await;
        page.tap("[data-amend=merge]").await;
        page.wait_for("one less", &format!("{articles} === {}", before - 1)).await;
        // The menu itself is the telephone's.
        page.element("#format").await.select_by_value(Format::Markdown.name()).await.expect("the menu has it");
        page.wait_for("it is chosen", "return document.getElementById('format').value === 'markdown'").await;
        page.tap("#download").await;
        let file = String::from_utf8(page.downloaded("jianli.md").await).expect("UTF-8");
        let heading = format!("\n## {}\n", title.as_str().expect("a title"));
        assert!(file.contains("\n## ") && !file.contains(&heading), "the second headline is body now: {file}");
        page.tap("#charts summary").await;
        page.wait_for("three pictures", "return document.querySelectorAll('#charts svg').length === 3").await;
    });
}

/// What can be pressed is large enough for a finger: 24 pixels either way, but for links inside a line.
async fn large_enough(page: &Page, state: &str) {
    let small = "return [...document.querySelectorAll('button:not(.link), select, summary, input:not([type=file])')]
        .map((e) => [e.closest('label') ?? e, e]).map(([l, e]) => [l.getBoundingClientRect(), e])
        .filter(([r]) => r.width > 0 && r.height > 0 && (r.width < 24 || r.height < 24))
        .map(([r, e]) => `${Math.round(r.width)}×${Math.round(r.height)} ${e.outerHTML.slice(0, 90)}`)";
    assert_eq!(page.run(small, vec![]).await, json!([]), "{state}");
}
