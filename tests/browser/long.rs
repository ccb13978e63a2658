//! A long text: the page stays alive, shows how far it is, and stops when it is told to.

use crate::files::{choose, typed};
use crate::harness::{Page, sample};
use crate::reading::{paste, with_page};
use std::fs;
use tempfile::TempDir;

/// Bytes of the long text: long enough that it is not done before it is cancelled.
const LONG: usize = 5_000_000;

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
        let shown = page.run("return document.querySelectorAll('.articles article').length", vec![]).await;
        assert_eq!(shown, articles);
        let drawn = page.run("return document.querySelectorAll('.articles article p').length", vec![]).await;
        assert!(drawn.as_u64().is_some_and(|drawn| drawn > 0 && drawn < 20_000), "{drawn} paragraphs are drawn at once");
        page.run("document.querySelector('.articles article:last-child').scrollIntoView()", vec![]).await;
        page.wait_for(
            "the last article is drawn",
            "return document.querySelector('.articles article:last-child p')?.textContent",
        )
        .await;
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
