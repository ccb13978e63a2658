//! Pictures of the main states in both themes and three widths: `make screenshots`.

use crate::harness::Page;
use crate::reading::with_page;

/// A telephone, a tablet, a desk.
const WIDTHS: [(u32, u32); 3] = [(360, 740), (1024, 768), (1440, 900)];

/// Goes through the states as a reader does, and saves each as `state-theme-width.png`.
#[test]
#[ignore = "it makes pictures and asserts nothing: `make screenshots`"]
fn the_main_states() {
    with_page(|page| async move {
        take(&page, "empty").await;
        page.click("#analyze").await;
        page.element("#error .problem").await;
        take(&page, "error").await;
        page.click("#sample").await;
        page.done().await;
        page.wait_for("the source", "return document.querySelectorAll('#source li').length > 100").await;
        take(&page, "results").await;
        page.run("document.querySelector('article[data-article=a2] mark[data-type=PERSON]').click()", vec![]).await;
        page.element("#card").await;
        take(&page, "card").await;
        page.click("#away").await;
        page.run("document.querySelector('[data-amends]').click()", vec![]).await;
        page.element(".amending").await;
        page.run("document.querySelector('.amending').scrollIntoView({ block: 'center' })", vec![]).await;
        take(&page, "correcting").await;
        page.run("document.querySelector('[data-amends]').click(); document.getElementById('charts').open = true", vec![]).await;
        page.element("#charts svg").await;
        page.run("document.getElementById('charts').scrollIntoView()", vec![]).await;
        take(&page, "charts").await;
        for pane in ["source", "inspector"] {
            page.resize(360, 740).await;
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
