//! Files come in, by choice and by drop, and the report goes out as the command line prints it.

use crate::harness::{Page, built, sample};
use crate::reading::{paste, with_page};
use encoding_rs::{BIG5, GB18030};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

#[test]
fn the_download_is_what_the_command_line_prints() {
    with_page(|page| async move {
        paste(&page, &sample()).await;
        page.click("#analyze").await;
        page.done().await;
        page.click("#download").await;
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"))
            .arg("analyze")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command line");
        command.stdin.take().expect("its input").write_all(sample().as_bytes()).expect("the text goes in");
        let printed = command.wait_with_output().expect("its output").stdout;
        // It is named after the first headline, the whole of it.
        assert_eq!(
            String::from_utf8(page.downloaded("推进供应链体系建设加快构建现代化产业体系.json").await),
            String::from_utf8(printed)
        );
    });
}

#[test]
fn a_gb18030_file_is_read_and_its_report_is_the_command_lines() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("版面.txt");
    fs::write(&file, GB18030.encode(&sample()).0).expect("a file");
    with_page(|page| async move {
        choose(&page, &[&file]).await;
        page.done().await;
        let source = page.element(".source").await.text().await.expect("what is known of the file");
        assert!(source.contains("版面.txt") && source.contains("GB18030"), "{source}");
        page.click("#download").await;
        let downloaded = page.downloaded("版面.json").await;
        let printed =
            Command::new(env!("CARGO_BIN_EXE_jianbao")).arg("analyze").arg(&file).output().expect("the command line").stdout;
        assert_eq!(String::from_utf8(downloaded), String::from_utf8(printed));
        drop(folder);
    });
}

/// Several files become several pages, each kept while another is looked at.
#[test]
fn several_files_become_several_pages() {
    let folder = TempDir::new().expect("a folder");
    let big5 = folder.path().join("big5.txt");
    fs::write(&big5, BIG5.encode(TRADITIONAL).0).expect("a file");
    with_page(|page| async move {
        page.drop_files(&[&built("seeds/jianli.txt"), &big5]).await;
        page.wait_for("two pages", "return document.querySelectorAll('#pages li').length === 2").await;
        page.done().await;
        page.click("#pages li:nth-child(2) button").await;
        page.done().await;
        page.wait_for("the second page", "return document.querySelector('.source')?.textContent.includes('Big5')").await;
        let articles = page.element(".articles").await.text().await.expect("the articles");
        assert!(articles.contains("臺北市"), "{articles}");
        page.click("#pages li:nth-child(1) button").await;
        page.wait_for("the first page", "return document.querySelector('.source')?.textContent.includes('jianli.txt')").await;
        drop(folder);
    });
}

/// The message names the file and the place; what was typed stays.
#[test]
fn a_binary_file_is_refused_with_its_place() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("photo.png");
    fs::write(&file, PICTURE).expect("a file");
    with_page(|page| async move {
        paste(&page, "已经打好的字").await;
        page.drop_files(&[&file]).await;
        let message = page.element("#error .problem").await.text().await.expect("a message");
        assert!(message.contains("photo.png") && message.contains("不像文本文件"), "{message}");
        let offset = PICTURE.iter().position(|&b| b == 0).expect("a null");
        assert!(message.contains(&format!("第 {offset} 字节")), "{message}");
        assert_eq!(typed(&page).await, "已经打好的字");
        page.picture("binary").await;
        // The page goes on.
        page.click("#analyze").await;
        page.done().await;
        drop(folder);
    });
}

/// The files that are given most often by mistake are called what they are.
#[test]
fn a_pdf_is_called_one() {
    let folder = TempDir::new().expect("a folder");
    let files =
        [("a.pdf", &b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n"[..], "是 PDF"), ("a.docx", b"PK\x03\x04\x14\0\x06\0", "Word")];
    with_page(move |page| async move {
        for (name, bytes, called) in files {
            let file = folder.path().join(name);
            fs::write(&file, bytes).expect("a file");
            page.drop_files(&[&file]).await;
            let told =
                format!("return [...document.querySelectorAll('#error .problem')].at(-1)?.textContent.includes('{called}')");
            page.wait_for(&format!("{name} is called {called}"), &told).await;
        }
        page.picture("pdf").await;
    });
}

/// A folder is told from its files; all that is told goes with one click.
#[test]
fn a_folder_is_told_and_all_messages_are_put_away_at_once() {
    let folder = TempDir::new().expect("a folder");
    let pages = folder.path().join("一月");
    fs::create_dir(&pages).expect("a folder in it");
    let file = folder.path().join("photo.png");
    fs::write(&file, PICTURE).expect("a file");
    with_page(|page| async move {
        page.drop_files(&[&pages, &file]).await;
        page.wait_for("two messages", "return document.querySelectorAll('#error .problem').length === 2").await;
        let messages = page.element("#error").await.text().await.expect("messages");
        assert!(messages.contains("一月") && messages.contains("photo.png"), "{messages}");
        page.click("#dismiss-all").await;
        page.wait_for("none", "return document.querySelectorAll('#error .problem').length === 0").await;
        drop(folder);
    });
}

/// A file that is refused once more is told once, and of many messages the last stand in full.
#[test]
fn messages_do_not_pile_up() {
    let folder = TempDir::new().expect("a folder");
    let pictures: Vec<_> = (1..=4).map(|n| folder.path().join(format!("{n}.png"))).collect();
    pictures.iter().for_each(|file| fs::write(file, PICTURE).expect("a file"));
    with_page(|page| async move {
        let told = |all: usize, seen: usize| {
            format!(
                "const all = [...document.querySelectorAll('#error .remedies')];
                return all.length === {all} && all.filter((p) => p.checkVisibility()).length === {seen}
                    && document.querySelectorAll('#pages li').length === {all}"
            )
        };
        for _ in 0..2 {
            page.drop_files_on("h1", &[&pictures[0]]).await;
            page.wait_for("it is told once", &told(1, 1)).await;
        }
        let paths: Vec<&Path> = pictures.iter().map(|path| &**path).collect();
        page.drop_files_on("h1", &paths).await;
        page.wait_for("two stand in full", &told(4, 2)).await;
        page.picture("many problems").await;
        page.click("#error summary").await;
        page.wait_for("the others in a fold", &told(4, 4)).await;
        page.click("#close-failed").await;
        page.wait_for("all are put away", "return !document.querySelector('#error .problem, #pages li')").await;
        drop(folder);
    });
}

/// While the field is empty, the button analyses the file that is shown again, and says so.
#[test]
fn a_file_that_is_shown_is_analysed_again() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("page.txt");
    fs::write(&file, "本报讯 昨日，阿木来到监利市。\n").expect("a file");
    with_page(|page| async move {
        let button = "return document.getElementById('analyze').textContent";
        assert_eq!(page.run(button, vec![]).await, "分析");
        choose(&page, &[&file]).await;
        page.done().await;
        assert_eq!(page.run(button, vec![]).await, "重新分析");
        // White space says nothing.
        paste(&page, " \n　").await;
        assert_eq!(page.run(button, vec![]).await, "重新分析");
        page.run("const n = document.getElementById('names'); n.value = '阿木 TERM'; n.dispatchEvent(new Event('change', { bubbles: true }))", vec![]).await;
        page.click("#analyze").await;
        page.wait_for(
            "it is read with the name",
            "return document.querySelector('.articles mark[data-type=TERM]')?.textContent === '阿木'",
        )
        .await;
        assert_eq!(page.run("return document.querySelectorAll('#error .problem').length", vec![]).await, 0);
        drop(folder);
    });
}

/// A list of names that is dropped as a page is known for one, and its bad lines are told where the result is.
#[test]
fn a_list_of_names_is_told_from_a_page() {
    let folder = TempDir::new().expect("a folder");
    let list = folder.path().join("names.txt");
    fs::write(&list, "阿木 PERSON\n丰禾铝业 ORG\n金太阳\n").expect("a file");
    with_page(|page| async move {
        page.drop_files_on("h1", &[&list]).await;
        page.click("#error [data-as-names]").await;
        page.wait_for("they are the reader's", "return document.getElementById('names').value.startsWith('阿木 PERSON')").await;
        page.wait_for("the page is put away", "return !document.querySelector('#pages, #error .problem')").await;
        paste(&page, "本报讯 昨日，阿木来到监利市。").await;
        page.click("#analyze").await;
        page.done().await;
        page.wait_for("a bad line is told", "return document.getElementById('unused')?.textContent.includes('有 1 行有误')")
            .await;
        page.click("#unused button").await;
        page.wait_for("the list has the focus", "return document.activeElement.id === 'names'").await;
        // Put right, the line is told of no more.
        page.run("const n = document.getElementById('names'); n.value = n.value.trimEnd() + ' TERM'; n.dispatchEvent(new Event('change', { bubbles: true }))", vec![]).await;
        page.wait_for(
            "no bad line is told",
            "return document.getElementById('stale').textContent !== '' && !document.getElementById('unused')",
        )
        .await;
        drop(folder);
    });
}

/// Bytes that break off get their place too, and another encoding is offered.
#[test]
fn a_damaged_file_offers_other_encodings() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("damaged.txt");
    let mut bytes = GB18030.encode("监利市召开会议。").0.into_owned();
    bytes.push(0x81);
    fs::write(&file, bytes).expect("a file");
    with_page(|page| async move {
        let gb18030 = page.element("#encoding").await;
        gb18030.select_by_label("GB18030").await.expect("the encoding is offered");
        choose(&page, &[&file]).await;
        let message = page.element("#error .problem").await.text().await.expect("a message");
        assert!(message.contains("damaged.txt") && message.contains("第 16 字节"), "{message}");
        page.element("#error button[data-encoding='Big5']").await;
        drop(folder);
    });
}

/// After several files, of which one fails, the reader sees the error, the tabs and the first page at once.
#[test]
fn errors_and_tabs_stay_in_sight() {
    let folder = TempDir::new().expect("a folder");
    let picture = folder.path().join("photo.png");
    fs::write(&picture, PICTURE).expect("a file");
    with_page(|page| async move {
        for (width, height) in [(1280, 800), (360, 740)] {
            page.resize(width, height).await;
            choose(&page, &[&built("seeds/jianli.txt"), &picture]).await;
            let seen = "const seen = (s) => { const r = document.querySelector(s)?.getBoundingClientRect(); return r && r.height > 0 && r.top >= 0 && r.bottom <= innerHeight; };
                return seen('#error .problem') && seen('#pages') && seen('#results-heading')";
            page.wait_for("error, tabs and results are in sight", seen).await;
            page.picture(&format!("several-{width}")).await;
            for _ in 0..2 {
                page.click("#pages .close").await;
            }
            page.wait_for("all are put away", "return !document.getElementById('pages')").await;
        }
        drop(folder);
    });
}

/// An empty file is no success.
#[test]
fn an_empty_file_says_so() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("empty.txt");
    fs::write(&file, " \r\n\u{3000}\n").expect("a file");
    with_page(|page| async move {
        choose(&page, &[&file]).await;
        let message = page.element("#error .problem").await.text().await.expect("a message");
        assert!(message.contains("empty.txt") && message.contains("是空的"), "{message}");
        assert_eq!(page.run("return document.getElementById('results-heading')", vec![]).await, serde_json::Value::Null);
        drop(folder);
    });
}

/// The encoding that an error offered holds for that file: the menu tells it, and the next file is read by itself.
#[test]
fn an_encoding_that_was_offered_does_not_stick() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("gb.txt");
    fs::write(&file, GB18030.encode("本报讯（记者李明）监利市召开会议。").0).expect("a file");
    let next = folder.path().join("next.txt");
    fs::write(&next, "本报讯（记者李明）监利市召开会议。").expect("a file");
    with_page(|page| async move {
        page.element("#encoding").await.select_by_label("UTF-8").await.expect("the encoding is offered");
        choose(&page, &[&file]).await;
        page.click("#error button[data-encoding='GB18030']").await;
        page.done().await;
        let menu = page.run("return document.getElementById('encoding').selectedOptions[0].textContent", vec![]).await;
        assert_eq!(menu, "自动识别（此篇 GB18030）");
        choose(&page, &[&next]).await;
        page.wait_for("the next file is read", "return document.querySelector('.source')?.textContent.includes('next.txt')")
            .await;
        let source = page.element(".source").await.text().await.expect("what is known of the file");
        assert!(source.contains("UTF-8"), "{source}");
        drop(folder);
    });
}

/// Chooses files as the browser's dialog does.
pub async fn choose(page: &Page, paths: &[&Path]) {
    let list: Vec<_> = paths.iter().map(|path| path.to_str().expect("a path")).collect();
    page.element("#files").await.send_keys(&list.join("\n")).await.expect("files are chosen");
}

/// What stands in the text field.
pub async fn typed(page: &Page) -> String {
    page.run("return document.getElementById('input').value", vec![]).await.as_str().expect("text").to_owned()
}

const TRADITIONAL: &str = "市府啟用新館\n本報訊（記者陳怡君）臺北市立圖書館新館昨日啟用，市長出席典禮並致詞。\n";

/// The beginning of a picture.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0\\r\xa8f";
