//! The report taken away from the page in each format: the file, the clipboard, the menu.

use crate::correcting::TEXT;
use crate::files::choose;
use crate::harness::{Page, built, sample};
use crate::reading::{paste, with_page};
use jianbao::export::{FORMATS, Format, Table};

/// Every file that the page makes is, byte for byte, the one that the program makes outside of a browser.
#[test]
fn each_format_is_what_the_command_line_writes() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("监利日报.txt");
    std::fs::write(&file, sample()).expect("a file");
    let options =
        jianbao::Options { name: Some("监利日报.txt".to_owned()), encoding: Some("UTF-8".to_owned()), ..Default::default() };
    let report = jianbao::analyze(&sample(), &options);
    with_page(|page| async move {
        choose(&page, &[&file]).await;
        page.done().await;
        for format in FORMATS {
            take(&page, format).await;
            page.click("#download").await;
            let bytes = page.downloaded(&format.file_name(Some("监利日报.txt"))).await;
            assert!(bytes == format.write(&report, &sample()), "{format:?} differs");
            let begins: &[u8] = match format {
                Format::Xlsx | Format::Csv | Format::Brat => b"PK\x03\x04",
                Format::CsvTable(_) => b"\xEF\xBB\xBFsource,",
                Format::Html => b"<!DOCTYPE html>",
                Format::Tei => b"<?xml",
                _ => b"",
            };
            assert!(bytes.starts_with(begins), "{format:?}");
            // The tables of references need not name her.
            if format.is_text() && !matches!(format, Format::Bio | Format::Conll | Format::CsvTable(Table::References)) {
                assert!(String::from_utf8(bytes).expect("UTF-8").contains("韩旭"), "{format:?}");
            }
        }
        drop(folder);
    });
}

/// The file of a page that was pasted is named after the paper and its day, or else after its first headline.
#[test]
fn a_pasted_page_names_its_file() {
    with_page(|page| async move {
        for (head, name) in [("监利日报 2024年9月12日 星期四 第3版\n", "监利日报 2024-09-12.md"), ("", "防汛工作会议召开.md")]
        {
            page.run("document.getElementById('input').value = ''", vec![]).await;
            paste(&page, &format!("{head}{TEXT}")).await;
            page.click("#analyze").await;
            page.done().await;
            take(&page, Format::Markdown).await;
            page.click("#download").await;
            assert!(String::from_utf8(page.downloaded(name).await).expect("UTF-8").contains("王小青"));
            page.click("#pages .close").await;
            page.wait_for("it is put away", "return !document.getElementById('pages')").await;
        }
    });
}

/// What is text goes to the clipboard; what is not says that it does not.
#[test]
fn text_is_copied_and_an_archive_is_not() {
    with_page(|page| async move {
        paste(&page, &sample()).await;
        page.click("#analyze").await;
        page.done().await;
        take(&page, Format::Tei).await;
        page.click("#copy").await;
        page.wait_for("it is copied", "return document.getElementById('live').textContent.includes('已复制')").await;
        // Where it is pasted, it is what was made.
        page.run("document.getElementById('filter').focus()", vec![]).await;
        let area =
            "const area = document.createElement('textarea'); area.id = 'pasted'; document.body.append(area); area.focus()";
        page.run(area, vec![]).await;
        let keys = serde_json::json!({ "type": "keyDown", "commands": ["paste"], "key": "v", "modifiers": 2 });
        page.tools("Input.dispatchKeyEvent", keys).await;
        let pasted = page.wait_for("it is pasted", "return document.getElementById('pasted').value").await;
        assert!(pasted.as_str().expect("text").contains("<persName"), "{pasted}");
        take(&page, Format::Xlsx).await;
        page.wait_for("copying is off", "return document.getElementById('copy').disabled").await;
    });
}

/// The menu in both languages, both themes and two widths.
#[test]
fn the_menu_is_seen_whole() {
    with_page(|page| async move {
        choose(&page, &[&built("seeds/jianli.txt")]).await;
        page.done().await;
        take(&page, Format::LabelStudio).await;
        for (width, height) in [(1280, 800), (360, 740)] {
            page.resize(width, height).await;
            for scheme in ["light", "dark"] {
                page.color_scheme(scheme).await;
                page.run("document.getElementById('format').scrollIntoView({ block: 'center' })", vec![]).await;
                let whole = "const r = document.querySelector('.takeaway').getBoundingClientRect();
                    return r.left >= 0 && r.right <= document.documentElement.clientWidth && r.height > 0";
                page.wait_for("nothing of the menu is cut off", whole).await;
                page.picture(&format!("takeaway-{width}-{scheme}")).await;
            }
        }
    });
}

/// Chooses a format as a reader does.
async fn take(page: &Page, format: Format) {
    page.element("#format").await.select_by_value(format.name()).await.expect("the menu has it");
    let chosen = format!("return document.getElementById('format').value === '{}'", format.name());
    page.wait_for("it is chosen", &chosen).await;
}
