//! Pictures of the main states in both themes and three widths: `make screenshots`.

use crate::harness::{Page, sample};
use crate::reading::with_page;
use serde_json::json;

/// A telephone, a tablet, a desk.
const WIDTHS: [(u32, u32); 3] = [(390, 844), (960, 768), (1440, 900)];

/// Goes through the states as a reader does, and saves each as `state-theme-width.png`.
#[test]
#[ignore = "it makes pictures and asserts nothing: `make screenshots`"]
fn the_main_states() {
    with_page(|page| async move {
        take(&page, "empty").await;
        page.click("#analyze").await;
        page.element("#error .problem").await;
        take(&page, "error").await;
        // Long enough that it is not done before it is cancelled.
        let drop = "const d = new DataTransfer(); d.items.add(new File([arguments[0].repeat(arguments[1])], '2024-09.txt'));
            document.dispatchEvent(new DragEvent('drop', { dataTransfer: d, bubbles: true, cancelable: true }))";
        page.run(drop, vec![json!(sample()), json!(1500)]).await;
        page.wait_for("there is progress", "return document.getElementById('progress')?.value > 0").await;
        take(&page, "analysing").await;
        page.click("#cancel").await;
        page.click("#pages .close").await;
        page.click("#sample").await;
        page.done().await;
        page.wait_for("the source", "return document.querySelectorAll('#source li').length > 100").await;
        take(&page, "results").await;
        page.run("document.querySelector('article[data-article=a2] mark[data-type=PERSON]').click()", vec![]).await;
        page.element("#card").await;
        take(&page, "card").await;
        page.click("#away").await;
        page.run("document.querySelector('[data-retitles]').click()", vec![]).await;
        page.element(".headline-ways .amending").await;
        page.run("document.querySelector('.article header').scrollIntoView({ block: 'center' })", vec![]).await;
        take(&page, "headline").await;
        page.run("document.querySelector('[data-amends]').click()", vec![]).await;
        page.element(".amending").await;
        page.run("document.querySelector('.amending').scrollIntoView({ block: 'center' })", vec![]).await;
        take(&page, "correcting").await;
        page.run("document.querySelector('[data-amends]').click(); document.getElementById('charts').open = true", vec![]).await;
        page.element("#charts svg").await;
        page.run("document.getElementById('charts').scrollIntoView()", vec![]).await;
        take(&page, "charts").await;
        for pane in ["source", "inspector"] {
            page.resize(390, 844).await;
            page.click(&format!("[data-pane={pane}]")).await;
            page.run("document.querySelector('.panes').scrollIntoView()", vec![]).await;
            take(&page, pane).await;
        }
    });
}

async fn take(page: &Page, state: &str) {
    for (width, height) in WIDTHS {
        page.resize(width, height).await;
        for theme in ["light", "dark"] {
            page.color_scheme(theme).await;
            page.wait_for("nothing moves", "return document.getAnimations().every((a) => a.playState !== 'running')").await;
            page.picture(&format!("{state}-{theme}-{width}")).await;
        }
    }
}
