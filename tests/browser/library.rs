//! `analyze` as JavaScript has it, and that WebAssembly reads a page as the machine's own code does, to the byte.

use crate::harness::{Page, Setup, built, file_address, in_browser, sample};
use crate::server::{Served, Server};
use jianbao::Options;
use serde_json::{Value, json};

#[test]
fn the_example_page_shows_the_entities() {
    with_library(|page| async move {
        let shown = page.wait_for("the example shows something", "return document.getElementById('report').textContent").await;
        let shown: Value = serde_json::from_str(shown.as_str().expect("text")).expect("JSON");
        page.wait_for("nothing asks to wait", "return !document.getElementById('wait')").await;
        let options = Options {
            name: Some("page.txt".to_owned()),
            date: Some("2024-09-02".parse().expect("a date")),
            ..Options::default()
        };
        let report = jianbao::analyze("本报讯（记者 李明）9月1日，长江大学开学。", &options);
        assert_eq!(shown, json!(report.entities));
    });
}

/// By double click no module loads: the page says what to do.
#[test]
fn the_example_page_says_that_it_must_be_served() {
    in_browser(Setup { errors_expected: true, ..Setup::default() }, |page| async move {
        page.client.goto(&file_address(&built("examples/analyze.html"))).await.expect("the example opens");
        let message = page.element("#wait").await.text().await.expect("a message");
        assert!(message.contains("make js") && message.contains("http.server"), "{message}");
    });
}

/// Names of the reader's own.
const NAMES: &str = "野家 ORG\n王士春 PERSON\n";

#[test]
fn webassembly_gives_the_bytes_that_native_code_gives() {
    with_library(|page| async move {
        let texts = [
            sample(),
            sample().replace('\n', "\r\n"),
            String::new(),
            " \n\u{feff}\u{3000}\n".to_owned(),
            "𠮷野家😀 9月1日至3日，1.5亿元、12.22%、3万吨。\r\n\r\n责任编辑：王\u{2ed3}林".to_owned(),
        ];
        for text in texts {
            let given = json!({ "name": "页.txt", "encoding": "GB18030", "date": "2024-09-02", "gazetteer": NAMES });
            let printed = call(&page, "analyzeToJson", vec![json!(text), given]).await;
            let options = Options {
                name: Some("页.txt".to_owned()),
                encoding: Some("GB18030".to_owned()),
                date: Some("2024-09-02".parse().expect("a date")),
                gazetteer: jianbao::entity::Gazetteer::read(NAMES).0,
            };
            assert_eq!(printed.as_str().expect("text"), jianbao::analyze(&text, &options).to_json());
        }
    });
}

#[test]
fn the_object_is_the_report() {
    with_library(|page| async move {
        let script = "const [text, done] = arguments;
            import(location.origin + '/pkg/jianbao.js')
                .then(async ({ default: init, analyze, analyzeToJson }) => {
                    await init();
                    return [JSON.stringify(analyze(text)), JSON.stringify(JSON.parse(analyzeToJson(text)))];
                })
                .then(done, (error) => done([error.message]))";
        let both = page.run_async(script, vec![json!(sample())]).await;
        assert_eq!(both[0], both[1]);
        assert!(both[0].as_str().is_some_and(|object| object.contains("articles")), "{both}");
    });
}

#[test]
fn wrong_options_are_named() {
    with_library(|page| async move {
        let date = call(&page, "analyze", vec![json!("页"), json!({ "date": "2024-02-30" })]).await;
        assert!(date.as_str().is_some_and(|e| e.contains("options.date") && e.contains("YYYY-MM-DD")), "{date}");
        let name = call(&page, "analyze", vec![json!("页"), json!({ "name": 5 })]).await;
        assert!(name.as_str().is_some_and(|e| e.contains("options") && e.contains("string")), "{name}");
    });
}

/// Calls a function of the library; an error is its message.
async fn call(page: &Page, function: &str, arguments: Vec<Value>) -> Value {
    let script = "const [name, given, done] = arguments;
        import(location.origin + '/pkg/jianbao.js')
            .then(async (library) => { await library.default(); return library[name](...given); })
            .then(done, (error) => done(error.message))";
    page.run_async(script, vec![json!(function), json!(arguments)]).await
}

fn with_library<F, T>(test: F)
where
    F: FnOnce(Page) -> T + Send + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    let file_at = |path, file, content_type| Served { path, file: built(file), content_type };
    let server = Server::start(vec![
        file_at("/examples/analyze.html", "examples/analyze.html", "text/html"),
        file_at("/pkg/jianbao.js", "pkg/jianbao.js", "text/javascript"),
        file_at("/pkg/jianbao_bg.wasm", "pkg/jianbao_bg.wasm", "application/wasm"),
    ]);
    let address = server.address.clone();
    // The library is several files, and a page without an icon is asked for one: the log is not quiet.
    in_browser(Setup { errors_expected: true, ..Setup::default() }, |page| async move {
        page.client.goto(&address).await.expect("the example opens");
        test(page).await;
    });
}
