//! The page starts wherever it lies, and says why where it cannot.

use crate::harness::{Setup, built_page, file_address, in_browser};
use crate::server::{Served, Server};
use std::fs;
use tempfile::TempDir;

const FAILING: Setup = Setup { languages: "zh-CN,zh", taken: "", errors_expected: true };

#[test]
fn from_a_server_under_a_path() {
    starts_from_a_server("/news/papers/jianbao.html", "text/html; charset=utf-8");
}

#[test]
fn from_a_server_that_names_no_charset() {
    starts_from_a_server("/index.html", "text/html");
}

/// The type of the page itself must be HTML for any browser to show it; that of nothing else matters, as there is nothing
/// else. A server that knows no types sends none, and the browser looks at the content.
#[test]
fn from_a_server_that_knows_no_types() {
    starts_from_a_server("/a/", "");
}

#[test]
fn by_double_click() {
    in_browser(Setup::default(), |page| async move {
        page.open(&file_address(&built_page())).await;
    });
}

/// The folder's name needs escaping in an address.
#[test]
fn by_double_click_in_a_folder_with_a_chinese_name() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("剪报 100%.html");
    fs::copy(built_page(), &file).expect("a copy");
    let address = url::Url::from_file_path(&file).expect("an address").to_string();
    in_browser(Setup::default(), |page| async move { page.open(&address).await });
}

#[test]
fn a_file_cut_short_says_so() {
    let whole = fs::read_to_string(built_page()).expect("the page");
    let data = whole.find(r#"<script id="jianbao-wasm""#).expect("the WebAssembly");
    let damaged = format!("{}{}", &whole[..data + 2000], &whole[data + 3000..]);
    fails_to_start(&damaged, FAILING, "没有下载完整", "cut short");
}

#[test]
fn a_browser_without_webassembly_is_told() {
    let whole = fs::read_to_string(built_page()).expect("the page");
    let setup = Setup { taken: "delete globalThis.WebAssembly", ..FAILING };
    fails_to_start(&whole, setup, "浏览器缺少 WebAssembly", "This browser lacks WebAssembly");
}

#[test]
fn a_browser_too_old_to_inflate_is_told() {
    let whole = fs::read_to_string(built_page()).expect("the page");
    let setup = Setup { taken: "delete globalThis.DecompressionStream; delete globalThis.Worker", ..FAILING };
    fails_to_start(&whole, setup, "浏览器缺少 DecompressionStream、Worker", "This browser lacks DecompressionStream, Worker");
}

/// A fault after the start covers nothing that the user typed, and what stops the page is told from what does not.
#[test]
fn a_fault_later_leaves_the_text() {
    in_browser(FAILING, |page| async move {
        page.open(&file_address(&built_page())).await;
        page.run("window.dispatchEvent(new ErrorEvent('error', { message: 'x', error: new Error('small') }))", vec![]).await;
        assert_eq!(page.run("return document.getElementById('shell-failure')", vec![]).await, serde_json::Value::Null);
        let fault = "window.dispatchEvent(new ErrorEvent('error', { message: 'unreachable', error: new WebAssembly.RuntimeError('unreachable') }))";
        page.run(fault, vec![]).await;
        let message = page.element("#shell-failure").await.text().await.expect("a message");
        assert!(message.contains("内存不够") && message.contains("out of memory") && message.contains("Reload"), "{message}");
        page.picture("fault").await;
    });
}

fn starts_from_a_server(path: &'static str, content_type: &'static str) {
    let server = Server::start(vec![Served { path, file: built_page(), content_type }]);
    let address = server.address.clone();
    in_browser(Setup::default(), |page| async move { page.open(&address).await });
    assert_eq!(server.asked(), [format!("GET {path}")], "one request is all that the page needs");
}

fn fails_to_start(html: &str, setup: Setup, zh: &'static str, en: &'static str) {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("page.html");
    fs::write(&file, html).expect("a copy");
    in_browser(setup, |page| async move {
        page.client.goto(&file_address(&file)).await.expect("the page opens");
        let message = page.element("#shell-failure").await.text().await.expect("a message");
        assert!(message.contains(zh) && message.contains(en), "{message}");
    });
}
