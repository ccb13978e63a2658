//! A long text: the page stays alive, shows how far it is, and stops when it is told to.

use crate::files::{choose, typed};
use crate::harness::{Page, sample};
use crate::reading::{paste, with_page};
use std::fs;
use tempfile::TempDir;

/// Bytes of the long text: long enough that it is not done before it is cancelled.
const LONG: usize = 5_000_000;

/// Paragraphs that may be drawn at once: a hundredth of what the long text has in all.
const MOST_DRAWN: u64 = 1000;

#[test]
fn a_long_analysis_is_cancelled_and_the_next_one_runs() {
    with_long_text(|page, _| async move {
        paste(&page, "监利市今天召开会议。").await;
        page.wait_for("there is progress", "return document.getElementById('progress')?.value > 0").await;
        page.click("#cancel").await;
        page.wait_for("it says that it stopped", "return document.body.innerText.includes('已取消')").await;
        page.wait_for("nothing runs", "return !document.getElementById('progress')").await;
        assert_eq!(typed(&page).await, "监利市今天召开会议。");
        page.click("#analyze").await;
        page.done().await;
    });
}

/// While the worker works, the page answers: the language changes before the analysis ends.
#[test]
fn the_page_answers_while_it_works() {
    with_long_text(|page, _| async move {
        page.wait_for("it works", "return document.getElementById('app').dataset.state === 'busy'").await;
        page.click("#lang").await;
        page.wait_for("the language has changed", "return document.documentElement.lang === 'en'").await;
        assert_eq!(page.run("return document.getElementById('app').dataset.state", vec![]).await, "busy");
        page.click("#cancel").await;
    });
}

/// To the end: all articles are there to be scrolled to, and few are drawn.
#[test]
fn a_long_text_is_shown_in_parts() {
    with_long_text(|page, text| async move {
        page.done().await;
        let articles = jianbao::analyze(&text, &jianbao::Options::default()).articles.len();
        let heading = page.element("#results-heading").await.text().await.expect("a heading").replace(',', "");
        assert!(heading.starts_with(&format!("{articles} 篇文章")), "{heading}");
        let drawn = "return document.querySelectorAll('.articles article p').length";
        let at_first = page.run(drawn, vec![]).await;
        assert!(at_first.as_u64().is_some_and(|n| 0 < n && n < MOST_DRAWN), "{at_first} paragraphs are drawn at once");
        let to_the_end = format!(
            "window.scrollTo(0, document.documentElement.scrollHeight);
             return document.querySelector('[data-article=\"a{articles}\"] p')?.textContent"
        );
        page.wait_for("the last article is drawn", &to_the_end).await;
        let at_last = page.run(drawn, vec![]).await;
        assert!(at_last.as_u64().is_some_and(|n| n < MOST_DRAWN), "{at_last} paragraphs are drawn at the end");
    });
}

/// Of several pages only what is near is drawn, and all of it once they are printed.
#[test]
fn all_articles_are_printed() {
    let text = format!("{}\n\u{C}", sample()).repeat(4);
    let articles = jianbao::analyze(&text, &jianbao::Options::default()).articles.len();
    with_page(move |page| async move {
        paste(&page, &text).await;
        page.click("#analyze").await;
        page.done().await;
        let drawn = format!("return document.querySelectorAll('.articles article').length === {articles}");
        assert_eq!(page.run(&drawn, vec![]).await, false);
        page.run("window.dispatchEvent(new Event('beforeprint'))", vec![]).await;
        page.wait_for("all are drawn", &drawn).await;
    });
}

fn with_long_text<F, T>(check: F)
where
    F: FnOnce(Page, String) -> T + Send + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    let text = format!("{}\n", sample()).repeat(LONG / sample().len());
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("long.txt");
    fs::write(&file, &text).expect("a file");
    with_page(|page| async move {
        choose(&page, &[&file]).await;
        check(page, text).await;
        drop(folder);
    });
}
