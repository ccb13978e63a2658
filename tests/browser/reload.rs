//! A report that was saved is dropped on the page again: with its corrections, without its text, cut short, changed.

use crate::correcting::TEXT;
use crate::harness::Page;
use crate::looks::{axe, check_access};
use crate::reading::with_page;
use fantoccini::key::Key;
use jianbao::edit::{Edit, PartRole, apply};
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

/// The corrected report as a file, and the folder that holds it.
fn saved() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let report = file(folder.path(), "saved.json", &corrected().to_json());
    (folder, report)
}

/// What was corrected is there again, goes on, and is undone to what the program read.
#[test]
fn a_corrected_report_goes_on() {
    let (folder, report) = saved();
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

/// What the reader sets has no part in a saved report until its text is read anew; the corrections are made again.
#[test]
fn a_saved_report_is_read_anew_with_own_names() {
    let (folder, report) = saved();
    for again in ["#again", "#analyze"] {
        let report = report.clone();
        with_page(move |page| read_anew(page, report, again));
    }
}

async fn read_anew(page: Page, report: PathBuf, again: &str) {
    page.drop_files(&[&report]).await;
    page.done().await;
    assert_eq!(page.run("return document.getElementById('stale').textContent", vec![]).await, "");
    let set = "const n = document.getElementById('names'); n.value = '压实责任 TERM'; n.dispatchEvent(new Event('change', { bubbles: true }))";
    page.run(set, vec![]).await;
    page.wait_for("it is told", "return document.getElementById('stale').textContent.includes('没有用上现在的自备名单')").await;
    page.click(again).await;
    let found =
        "return [...document.querySelectorAll('.articles mark[data-type=TERM]')].some((m) => m.textContent === '压实责任')";
    page.wait_for("the name is found", found).await;
    page.wait_for("the correction is made again", "return document.querySelectorAll('.articles article').length === 1").await;
    assert_eq!(page.run("return document.getElementById('corrections').textContent", vec![]).await, "更正 1 次");
    assert_eq!(page.run("return document.getElementById('stale').textContent", vec![]).await, "");
    let source = page.element(".source").await.text().await.expect("what is known of it");
    assert!(source.contains("page.txt") && source.contains("用时"), "{source}");
}

/// Where the browser cannot read its text once more, that is told, and all is as it was.
#[test]
fn a_report_that_cannot_be_read_anew_says_so() {
    let (folder, report) = saved();
    with_page(|page| async move {
        page.drop_files(&[&report]).await;
        page.done().await;
        page.wait_for("a correction", "return document.getElementById('corrections')?.textContent === '更正 1 次'").await;
        page.run("Blob.prototype.text = () => Promise.reject(new Error('gone'))", vec![]).await;
        page.click("#analyze").await;
        page.wait_for("it is told", "return document.getElementById('error').textContent.includes('没能再读一遍原文')").await;
        assert_eq!(page.run("return document.getElementById('corrections').textContent", vec![]).await, "更正 1 次");
        drop(folder);
    });
}

/// A correction that waited and changes nothing in the saved reading counts as done.
#[test]
fn a_needless_correction_of_a_saved_report_is_done() {
    let folder = TempDir::new().expect("a folder");
    let mut report = corrected();
    let needless = Edit::SetRole { at: 0, role: PartRole::Title, article: None };
    report.corrections.as_mut().expect("corrections").waiting.push(needless);
    let file = file(folder.path(), "saved.json", &report.to_json());
    with_page(|page| async move {
        page.drop_files(&[&file]).await;
        page.done().await;
        page.wait_for("the others are made", "return document.getElementById('corrections')?.textContent === '更正 1 次'").await;
        assert_eq!(page.run("return document.querySelectorAll('#waiting, #error .problem, #unsaved').length", vec![]).await, 0);
        page.click("#download").await;
        assert_eq!(String::from_utf8(page.downloaded("page.json").await), Ok(report.to_json()), "it is kept for another reading");
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
    let unknown = file(folder.path(), "unknown.json", &json.replace("merge_articles", "glue_articles"));
    let other = file(folder.path(), "other.json", "{\"a\":1}");
    let mut unfit = corrected();
    unfit.corrections.as_mut().expect("corrections").edits.push(Edit::SetAside { at: 9999 });
    let unfit = file(folder.path(), "unfit.json", &unfit.to_json());
    with_page(|page| async move {
        told(&page, &cut, &["cut.json", "没有下载完"]).await;
        told(&page, &unknown, &["unknown.json", "“glue_articles”本页不认识"]).await;
        told(&page, &other, &["other.json", "不是剪报的报告"]).await;
        told(&page, &changed, &["changed.json", "防汛工作会议召回", "防汛工作会议召开"]).await;
        page.picture("reload changed").await;
        told(&page, &unfit, &["1 处对不上", "整篇归入版面其他文字——那里没有文字"]).await;
        page.wait_for("the rest is made", "return document.querySelectorAll('.articles article').length === 1").await;
        // With the messages go the files that cannot be read.
        page.click("#dismiss-all").await;
        page.wait_for("they are put away", "return document.querySelectorAll('#pages li').length === 1").await;
        drop(folder);
    });
}

/// Corrections that do not fit stay in sight with their places and words, are dropped and come back, and the rest is saved.
#[test]
fn corrections_that_do_not_fit_stay_in_sight() {
    const WORDS: &str = "压实责任";
    let at = TEXT[..TEXT.find(WORDS).expect("it is there")].chars().count() as u32;
    let place = format!("原文第 {} 字：名称改为“责任制” {WORDS}", at + 1);
    let renamed = Edit::Rename { at: (at, at + 4), name: "责任制".to_owned() };
    let aside = Edit::SetAside { at: 9999 };
    let mut unfit = corrected();
    unfit.corrections.as_mut().expect("corrections").edits.extend([renamed, aside.clone()]);
    let folder = TempDir::new().expect("a folder");
    let file = file(folder.path(), "unfit.json", &unfit.to_json());
    with_page(|page| async move {
        let count = |count: usize| match count {
            0 => "return !document.getElementById('waiting')".to_owned(),
            _ => format!("return document.querySelector('#waiting .count')?.textContent === '{count}'"),
        };
        page.drop_files(&[&file]).await;
        page.wait_for("two do not fit", &count(2)).await;
        page.click("#error .problem button").await;
        page.wait_for("the message is put away", "return !document.querySelector('#error .problem')").await;
        page.click("#waiting summary").await;
        let rows = page.run("return [...document.querySelectorAll('#waiting li')].map((li) => li.textContent)", vec![]).await;

        assert!(rows[0].as_str().is_some_and(|row| row.starts_with(&place)), "{rows}");
        assert!(rows[1].as_str().is_some_and(|row| row.starts_with("原文第 10,000 字：")), "{rows}");
        page.run(&axe(), vec![]).await;
        for scheme in ["light", "dark"] {
            page.color_scheme(scheme).await;
            for width in [390, 1280] {
                page.resize(width, 844).await;
                check_access(&page, &format!("waiting, {scheme}, {width} pixels")).await;
            }
        }
        // The place leads to its words.
        page.click("#waiting li .link").await;
        page.wait_for("the words", &format!("return [...(CSS.highlights.get('found') ?? [])].map(String).join() === '{WORDS}'"))
            .await;
        // One and all are dropped, and come back.
        press(&page, "[data-drop='1']").await;
        page.wait_for("one is left", &count(1)).await;
        page.wait_for("it is told", "return document.getElementById('live').textContent.includes('已丢弃 1 处')").await;
        page.click("#undo").await;
        page.wait_for("it is back", &count(2)).await;
        press(&page, "#drop-all").await;
        page.wait_for("none is left", &count(0)).await;
        page.wait_for("the focus is not lost", "return document.activeElement.id === 'undo'").await;
        page.press(Key::Enter).await;
        page.wait_for("both are back", &count(2)).await;
        assert_eq!(page.run("return document.getElementById('corrections').textContent", vec![]).await, "更正 1 次");
        page.run("document.getElementById('waiting').open = true", vec![]).await;
        press(&page, "[data-drop='0']").await;
        page.wait_for("one is left", &count(1)).await;
        page.click("#download").await;
        let saved: Report = serde_json::from_slice(&page.downloaded("page.json").await).expect("a report");
        assert_eq!(saved.corrections.expect("corrections").waiting, [aside]);
        drop(folder);
    });
}

/// Clicks on what a selector finds, clear of the bar above the articles, once it stands still.
async fn press(page: &Page, selector: &str) {
    page.middle_of(selector).await;
    page.click(selector).await;
}

async fn told(page: &Page, file: &Path, parts: &[&str]) {
    page.drop_files(&[file]).await;
    for part in parts {
        let said = format!("return [...document.querySelectorAll('#error .problem')].at(-1)?.textContent.includes('{part}')");
        page.wait_for(&format!("the message has {part}"), &said).await;
    }
}
