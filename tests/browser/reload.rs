//! A report that was saved is dropped on the page again: with its corrections, without its text, cut short, changed.

use crate::correcting::TEXT;
use crate::harness::Page;
use crate::reading::with_page;
use jianbao::edit::{Edit, apply};
use jianbao::report::Report;
use jianbao::{Options, analyze};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn machine() -> Report {
    analyze(TEXT, &Options { name: Some("page.txt".to_owned()), ..Options::default() })
}

fn corrected() -> Report {
    apply(&machine(), TEXT, &[Edit::MergeArticles { at: 0 }]).expect("the edit fits")
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    path
}

/// What was corrected is there again, goes on, and is undone to what the program read.
#[test]
fn a_corrected_report_goes_on() {
    let folder = TempDir::new().expect("a folder");
    let report = file(folder.path(), "saved.json", &corrected().to_json());
    with_page(|page| async move {
        page.drop_files(&[&report]).await;
        page.done().await;
        page.wait_for("the correction is made again", "return document.querySelectorAll('.articles article').length === 1").await;
        let source = page.element(".source").await.text().await.expect("what is known of it");
        assert!(source.contains("page.txt") && source.contains("由报告打开"), "{source}");
        page.wait_for("it is counted", "return document.getElementById('corrections').textContent === '更正 1 次'").await;
        assert_eq!(page.run("return document.getElementById('unsaved')", vec![]).await, serde_json::Value::Null);
        page.picture("reloaded").await;
        // As it was saved, to the letter.
        page.click("#download").await;
        assert_eq!(String::from_utf8(page.downloaded("page.json").await), Ok(corrected().to_json()));
        page.click("#undo").await;
        page.wait_for("it is undone", "return document.querySelectorAll('.articles article').length === 2").await;
        page.element("#unsaved").await;
        drop(folder);
    });
}

/// A report that lacks its text says so, and opens once the text is there.
#[test]
fn a_report_waits_for_its_text() {
    let folder = TempDir::new().expect("a folder");
    let report = file(folder.path(), "saved.json", &machine().to_json());
    let text = file(folder.path(), "page.txt", TEXT);
    with_page(|page| async move {
        page.drop_files(&[&report]).await;
        let message = page.element("#error .problem").await.text().await.expect("a message");
        assert!(message.contains("saved.json") && message.contains("page.txt"), "{message}");
        page.picture("reload without text").await;
        page.drop_files(&[&text]).await;
        page.wait_for("the report is open", "return document.querySelector('.source')?.textContent.includes('由报告打开')").await;
        assert_eq!(page.run("return document.querySelectorAll('#pages li').length", vec![]).await, 2);
        assert_eq!(page.run("return document.querySelectorAll('#error .problem').length", vec![]).await, 0);
        // Both together.
        for _ in 0..2 {
            page.click("#pages .close").await;
        }
        page.drop_files(&[&report, &text]).await;
        page.wait_for("the report is open", "return document.querySelector('.source')?.textContent.includes('由报告打开')").await;
        drop(folder);
    });
}

/// What does not fit is told with its place, and what was typed stays.
#[test]
fn a_damaged_report_says_what_is_wrong() {
    let folder = TempDir::new().expect("a folder");
    let json = corrected().to_json();
    let cut = file(folder.path(), "cut.json", &json[..json.floor_char_boundary(json.len() / 2)]);
    let changed = file(folder.path(), "changed.json", &json.replace("防汛工作会议召开\",", "防汛工作会议召回\","));
    let mut unfit = corrected();
    unfit.corrections.as_mut().expect("corrections").edits.push(Edit::SetAside { at: 9999 });
    let unfit = file(folder.path(), "unfit.json", &unfit.to_json());
    with_page(|page| async move {
        told(&page, &cut, &["cut.json", "没有下载完"]).await;
        told(&page, &changed, &["changed.json", "防汛工作会议召回", "防汛工作会议召开"]).await;
        page.picture("reload changed").await;
        told(&page, &unfit, &["1 处对不上", "没有文字"]).await;
        page.wait_for("the rest is made", "return document.querySelectorAll('.articles article').length === 1").await;
        drop(folder);
    });
}

async fn told(page: &Page, file: &Path, parts: &[&str]) {
    page.drop_files(&[file]).await;
    for part in parts {
        let said = format!("return [...document.querySelectorAll('#error .problem')].at(-1)?.textContent.includes('{part}')");
        page.wait_for(&format!("the message has {part}"), &said).await;
    }
}
