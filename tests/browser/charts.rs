//! The pictures of a result: drawn, told as tables, saved as files, and leading to what they show.

use crate::harness::sample;
use crate::reading::{paste, with_page};
use serde_json::json;

#[test]
fn pictures_are_drawn_told_and_saved() {
    with_page(|page| async move {
        page.resize(1440, 900).await;
        paste(&page, &sample()).await;
        page.click("#analyze").await;
        page.done().await;
        page.run("document.getElementById('charts').open = true", vec![]).await;
        page.wait_for("three pictures", "return document.querySelectorAll('#charts svg').length === 3").await;
        for kind in ["network", "matrix", "dates"] {
            let there = "const c = document.querySelector(`[data-chart=${arguments[0]}]`); c.querySelector('details').open = true; c.scrollIntoView();
                return [c.querySelector('svg').getBoundingClientRect().height > 50, c.querySelectorAll('tbody tr').length > 1]";
            assert_eq!(page.run(there, vec![json!(kind)]).await, json!([true, true]), "{kind}");
            for scheme in ["light", "dark"] {
                page.color_scheme(scheme).await;
                page.picture(&format!("chart {kind} {scheme}")).await;
            }
            page.click(&format!("[data-save={kind}]")).await;
            let file = String::from_utf8(page.downloaded(&format!("{kind}.svg")).await).expect("UTF-8");
            let svg = roxmltree::Document::parse(&file).expect("XML");
            assert!(svg.root_element().has_tag_name("svg") && file.contains("<style>"));
        }
        // Drawn on a telephone, the network fits there.
        page.run("document.getElementById('charts').open = false", vec![]).await;
        page.resize(390, 844).await;
        page.wait_for("they are gone", "return !document.querySelector('#charts svg')").await;
        page.run("document.getElementById('charts').open = true", vec![]).await;
        let fits = "const c = document.querySelector('[data-chart=network] .picture'); c?.scrollIntoView(); return c && c.scrollWidth <= c.clientWidth && c.scrollHeight > 200";
        page.wait_for("the whole network is in sight", fits).await;
        page.picture("chart network narrow").await;
        // A dot leads to whom it stands for.
        page.run(
            "document.querySelector('[data-chart=network] circle').dispatchEvent(new MouseEvent('click', { bubbles: true }))",
            vec![],
        )
        .await;
        page.wait_for("the person's card", "return document.querySelector('#card .swatch')?.dataset.type === 'PERSON'").await;
    });
}
