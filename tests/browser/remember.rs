//! Texts and corrections are kept on this computer when the reader asks for it, and only then.

use crate::correcting::TEXT;
use crate::harness::{Page, Setup, built_page, file_address, in_browser};
use crate::reading::paste;
use serde_json::json;

/// Off by default, kept when it is on, there again with its corrections, gone with one click.
#[test]
fn what_is_kept_comes_back_until_it_is_deleted() {
    in_browser(Setup::default(), |page| async move {
        let address = file_address(&built_page());
        page.open(&address).await;
        page.resize(1280, 900).await;
        paste(&page, TEXT).await;
        page.run("const n = document.getElementById('names'); n.value = '阿木 PERSON'; n.dispatchEvent(new Event('change', { bubbles: true }))", vec![]).await;
        page.click("#analyze").await;
        page.done().await;
        assert_eq!(kept(&page).await, json!([[], 0]), "nothing is kept by default");
        page.click("#remember input").await;
        page.wait_for("the text is kept", "return document.querySelectorAll('#remember li').length === 1").await;
        // A correction made since is kept too.
        page.run("document.querySelector('[data-amends]').click()", vec![]).await;
        page.click("[data-amend='merge']").await;
        page.wait_for("it is made", "return document.querySelectorAll('.articles article').length === 1").await;
        page.wait_for("it is listed", "return document.querySelector('#remember li')?.textContent.includes('更正 1 次')").await;
        page.run("document.getElementById('remember').scrollIntoView()", vec![]).await;
        page.picture("remember").await;
        let stored = "const done = arguments[0]; const o = indexedDB.open('jianbao'); o.onsuccess = () => { const r = o.result.transaction('edits').objectStore('edits').getAll();
            r.onsuccess = () => { o.result.close(); done(r.result.join()); } }";
        let since = std::time::Instant::now();
        while !page.run_async(stored, vec![]).await.to_string().contains("merge_articles") {
            assert!(since.elapsed().as_secs() < 30, "the correction is not stored");
        }
        // Opened anew.
        leave(&page).await;
        page.open(&address).await;
        page.done().await;
        let names =
            "return document.getElementById('names').value === '阿木 PERSON' && document.querySelector('details.names').open";
        page.wait_for("the names are in their field", names).await;
        page.wait_for("the correction is there", "return document.querySelectorAll('.articles article').length === 1").await;
        page.click("#undo").await;
        page.wait_for("it is undone", "return document.querySelectorAll('.articles article').length === 2").await;
        // All of it goes with one click.
        page.click("#forget").await;
        page.wait_for(
            "it is off",
            "return !document.querySelector('#remember input').checked && !document.querySelector('#remember li')",
        )
        .await;
        let since = std::time::Instant::now();
        while kept(&page).await != json!([[], 0]) {
            assert!(since.elapsed().as_secs() < 30, "something is still kept");
        }
        leave(&page).await;
        page.open(&address).await;
        page.wait_for("the page is empty", "return document.getElementById('app').dataset.state === 'empty'").await;
    });
}

/// The databases there are, and how many entries the local storage has.
async fn kept(page: &Page) -> serde_json::Value {
    let script =
        "const done = arguments[0]; indexedDB.databases().then((all) => done([all.map((d) => d.name), localStorage.length]))";
    page.run_async(script, vec![]).await
}

/// Leaves the page, whatever it asks.
async fn leave(page: &Page) {
    let _ = page.client.goto("about:blank").await;
    let _ = page.client.accept_alert().await;
    page.client.goto("about:blank").await.expect("an empty page");
}
