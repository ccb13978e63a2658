//! A report on its way out that does not get through: nothing is lost, and it can be asked for again.

use crate::correcting::TEXT;
use crate::harness::{Page, Setup, built_page, file_address, in_browser};
use crate::reading::paste;
use jianbao::edit::apply;
use jianbao::report::Report;
use jianbao::{Options, analyze};
use serde_json::json;

/// Keeps every worker where the test finds it.
const KEEP_WORKERS: &str = "window.workers = []; const Own = Worker;
    window.Worker = class extends Own { constructor(...all) { super(...all); workers.push(this); } };";

/// The browser takes no file, as when the reader calls the download off.
#[test]
fn a_download_that_is_called_off_is_made_again() {
    with_correction(|page| async move {
        page.allow_downloads(false).await;
        page.click("#download").await;
        page.wait_for("it was handed out", "return document.getElementById('live').textContent.includes('已交给浏览器')").await;
        still_there(&page).await;
        page.allow_downloads(true).await;
        page.click("#download").await;
        saved(&page).await;
    });
}

/// The worker dies while it writes.
#[test]
fn a_download_whose_worker_dies_is_made_again() {
    with_correction(|page| async move {
        let kill = "const worker = workers.at(-1); worker.postMessage = () => {};
            document.getElementById('download').click();
            setTimeout(() => { worker.terminate(); worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true })); }, 100)";
        page.run(kill, vec![]).await;
        page.wait_for("it is told", "return document.getElementById('error').textContent.includes('没有生成')").await;
        still_there(&page).await;
        let asks = "return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
        assert_eq!(page.run(asks, vec![]).await, true, "the page asks before it is left");
        page.click("#download").await;
        saved(&page).await;
    });
}

/// The worker is replaced while the report waits for it, since a long analysis before it was cancelled.
#[test]
fn a_download_that_waits_outlives_a_cancelled_analysis() {
    with_correction(|page| async move {
        // Long enough that it is not done before it is cancelled.
        let long = TEXT.repeat(8000);
        let tabs = "return document.querySelectorAll('#pages li').length === 2";
        page.run(
            "const d = new DataTransfer(); d.items.add(new File([arguments[0]], 'long.txt'));
            document.dispatchEvent(new DragEvent('drop', { dataTransfer: d, bubbles: true, cancelable: true }))",
            vec![json!(long)],
        )
        .await;
        page.wait_for("the long text is at work", tabs).await;
        page.run("document.querySelector('#pages li button').click()", vec![]).await;
        page.click("#download").await;
        page.click("#cancel").await;
        saved(&page).await;
        still_there(&page).await;
    });
}

/// The file holds the correction.
async fn saved(page: &Page) {
    let saved: Report = serde_json::from_slice(&page.downloaded("防汛工作会议召开.json").await).expect("a report");
    let edits = &saved.corrections.as_ref().expect("corrections").edits;
    assert_eq!(edits.len(), 1, "{edits:?}");
    assert_eq!(saved, apply(&analyze(TEXT, &Options::default()), TEXT, edits).expect("the same edits"));
}

/// Text, result and correction are there.
async fn still_there(page: &Page) {
    page.wait_for("the correction", "return document.getElementById('corrections')?.textContent === '更正 1 次'").await;
    page.wait_for("the result", "return document.querySelectorAll('.articles article').length === 1").await;
    assert_eq!(page.run("return document.getElementById('input').value", vec![]).await, TEXT);
}

/// A text whose two articles were made one.
fn with_correction<F, T>(test: F)
where
    F: FnOnce(Page) -> T + Send + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    let setup = Setup { taken: KEEP_WORKERS, ..Setup::default() };
    in_browser(setup, |page| async move {
        page.open(&file_address(&built_page())).await;
        page.resize(1280, 900).await;
        paste(&page, TEXT).await;
        page.click("#analyze").await;
        page.done().await;
        page.run("document.querySelector('[data-amends]').click()", vec![]).await;
        page.click("[data-amend='merge']").await;
        page.wait_for("it is made", "return document.querySelectorAll('.articles article').length === 1").await;
        test(page).await;
    });
}
