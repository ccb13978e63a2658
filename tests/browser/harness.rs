//! A real Chromium on the built page: starts a driver and a browser for one test and ends both, however the test ends.
//!
//! Invariants: no test sleeps, each waits for a condition; every test ends with a look at the browser's logs: no request
//! but for the page itself, no violation of the page's policy, no error on the console.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, panic};
use tempfile::TempDir;

/// How long a condition may take to come true: far above what any takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a condition is looked at.
const PERIOD: Duration = Duration::from_millis(25);

/// What a test's browser is like.
#[derive(Clone, Copy)]
pub struct Setup {
    /// What the browser says its reader's languages are.
    pub languages: &'static str,
    /// What the browser is taken before any page runs, as a script.
    pub taken: &'static str,
    /// Whether the test means to see errors on the console.
    pub errors_expected: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self { languages: "zh-CN,zh", taken: "", errors_expected: false }
    }
}

/// Runs `test` in a browser of its own, then looks at what the browser has logged.
pub fn in_browser<F, T>(setup: Setup, test: F)
where
    F: FnOnce(Page) -> T,
    T: Future<Output = ()> + Send + 'static,
{
    let driver = Driver::start();
    let folder = TempDir::new().expect("a folder for the browser");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let outcome = runtime.block_on(async {
        let client = connect(&driver, setup, folder.path()).await;
        let page = Page { client, downloads: folder.path().join("downloads") };
        // The browser's own first page asks for much; what the log holds from here on is the test's.
        page.client.goto("about:blank").await.expect("an empty page");
        page.requests().await;
        page.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": setup.taken })).await;
        let mut outcome = tokio::spawn(test(page.clone())).await;
        if outcome.is_ok() {
            let looked = page.clone();
            outcome = tokio::spawn(async move { looked.assert_quiet(setup).await }).await;
        }
        page.client.close().await.expect("the browser closes");
        outcome
    });
    drop(driver);
    if let Err(failure) = outcome {
        panic::resume_unwind(failure.into_panic());
    }
}

/// A browser's one window.
#[derive(Clone)]
pub struct Page {
    pub client: Client,
    downloads: PathBuf,
}

impl Page {
    /// Opens an address and waits until the page has started.
    pub async fn open(&self, address: &str) {
        self.client.goto(address).await.expect("the page opens");
        self.wait_for("the page is ready", "return document.documentElement.dataset.jianbao === 'ready'").await;
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Runs a script that calls its last argument with the result.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute_async(script, arguments).await.unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Waits until a script returns something that is true, and gives it.
    pub async fn wait_for(&self, what: &str, condition: &str) -> Value {
        let since = Instant::now();
        loop {
            let value = self.run(condition, vec![]).await;
            if !matches!(value, Value::Null | Value::Bool(false)) && value != json!(0) && value != json!("") {
                return value;
            }
            if since.elapsed() > PATIENCE {
                let seen = self.run("return document.body.innerText.slice(0, 2000)", vec![]).await;
                panic!("in vain: {what}\nthe page shows: {}", seen.as_str().unwrap_or_default());
            }
            tokio::time::sleep(PERIOD).await;
        }
    }

    /// The element that a selector finds, as soon as it is there.
    pub async fn element(&self, selector: &str) -> Element {
        self.client
            .wait()
            .at_most(PATIENCE)
            .every(PERIOD)
            .for_element(Locator::Css(selector))
            .await
            .unwrap_or_else(|e| panic!("{selector}: {e}"))
    }

    /// Clicks on the element that a selector finds.
    pub async fn click(&self, selector: &str) {
        self.element(selector).await.click().await.unwrap_or_else(|e| panic!("{selector}: {e}"));
    }

    /// Sends a command to the browser's own tools.
    pub async fn tools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(Post { path: "goog/cdp/execute", body }).await.unwrap_or_else(|e| panic!("{command}: {e}"))
    }

    /// Makes the window's inside so many pixels wide and high.
    pub async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Lets the reader's system be light or dark.
    pub async fn color_scheme(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.tools("Emulation.setEmulatedMedia", features).await;
    }

    /// Drops files onto the middle of the window.
    pub async fn drop_files(&self, paths: &[&Path]) {
        let size = self.run("return [innerWidth / 2, innerHeight / 2]", vec![]).await;
        self.drop_at(&size, paths).await;
    }

    /// Drops files onto what a selector finds.
    pub async fn drop_files_on(&self, selector: &str, paths: &[&Path]) {
        let at = self.middle_of(selector).await;
        self.drop_at(&at, paths).await;
    }

    async fn drop_at(&self, at: &Value, paths: &[&Path]) {
        let data = json!({ "items": [], "files": paths, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.tools("Input.dispatchDragEvent", json!({ "type": kind, "x": at[0], "y": at[1], "data": data })).await;
        }
    }

    /// Lets a finger touch what a selector finds, as soon as it is there.
    pub async fn tap(&self, selector: &str) {
        self.element(selector).await;
        let at = self.middle_of(selector).await;
        let finger = json!({ "type": "touchStart", "touchPoints": [{ "x": at[0], "y": at[1] }] });
        self.tools("Input.dispatchTouchEvent", finger).await;
        self.tools("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await;
    }

    /// Brings what a selector finds into sight; where its middle is in the window, once it stands still there.
    pub async fn middle_of(&self, selector: &str) -> Value {
        let script = "const [selector, done] = arguments; let before, same = 0;
            const look = () => {
                const e = document.querySelector(selector), r = e.getClientRects()[0], at = [r.left + r.width / 2, r.top + r.height / 2];
                // Something else may have scrolled it away again, to the very place where it was.
                same = String(at) === before && at[1] >= 0 && at[1] <= innerHeight ? same + 1 : 0;
                before = String(at);
                if (same === 0) { e.scrollIntoView({ block: 'center' }); }
                if (same < 8) { requestAnimationFrame(look); } else { done(at); }
            };
            look()";
        self.run_async(script, vec![json!(selector)]).await
    }

    /// Lets the browser take downloads, or refuse them.
    pub async fn allow_downloads(&self, allowed: bool) {
        let behavior = if allowed { "allow" } else { "deny" };
        let folder = self.downloads.to_str().expect("a path");
        self.tools("Browser.setDownloadBehavior", json!({ "behavior": behavior, "downloadPath": folder })).await;
    }

    /// Waits until the text shown is analysed.
    pub async fn done(&self) {
        self.wait_for("the analysis is done", "return document.getElementById('app').dataset.state === 'done'").await;
    }

    /// Presses a key in whatever has the focus, as a keyboard does.
    pub async fn press(&self, key: Key) {
        let press = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key.into() })
            .then(KeyAction::Up { value: key.into() });
        self.client.perform_actions(press).await.expect("a key press");
    }

    /// Types characters, one key after the other, into whatever has the focus.
    pub async fn press_keys(&self, characters: &str) {
        for character in characters.chars() {
            let press = KeyActions::new("keyboard".to_owned())
                .then(KeyAction::Down { value: character })
                .then(KeyAction::Up { value: character });
            self.client.perform_actions(press).await.expect("a key press");
        }
    }

    /// Puts text in at once, as an input method does.
    pub async fn type_text(&self, text: &str) {
        self.tools("Input.insertText", json!({ "text": text })).await;
    }

    /// Waits for a download with this name and gives its bytes.
    pub async fn downloaded(&self, name: &str) -> Vec<u8> {
        let path = self.downloads.join(name);
        let since = Instant::now();
        // Chromium lays an empty file there first, and fills another.
        let whole = || {
            fs::metadata(&path).is_ok_and(|file| file.len() > 0)
                && names_in(&self.downloads).iter().all(|name| !name.ends_with(".crdownload"))
        };
        while !whole() {
            assert!(since.elapsed() < PATIENCE, "no download of {name}; there is {:?}", names_in(&self.downloads));
            tokio::time::sleep(PERIOD).await;
        }
        fs::read(path).expect("the download")
    }

    /// Saves a picture of the window where `SCREENSHOTS` names a folder.
    pub async fn picture(&self, name: &str) {
        if let Some(folder) = env::var_os("SCREENSHOTS") {
            let shot = self.tools("Page.captureScreenshot", json!({})).await;
            let bytes = BASE64.decode(shot["data"].as_str().expect("a picture")).expect("a picture");
            fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).expect("a folder for pictures");
        }
    }

    /// The addresses that the browser has asked for, besides those that lead nowhere (`blob:` and `data:`).
    pub async fn requests(&self) -> Vec<String> {
        let messages = self.log("performance").await;
        let messages = messages.iter().map(|entry| {
            serde_json::from_str::<Value>(entry["message"].as_str().unwrap_or_default()).expect("an event of the browser")
        });
        messages
            .filter(|m| m["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|m| m["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
            .filter(|address| !address.starts_with("blob:") && !address.starts_with("data:"))
            .collect()
    }

    /// The errors and warnings on the console.
    async fn complaints(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        entries
            .iter()
            .filter(|e| e["level"] == "SEVERE" || e["level"] == "WARNING")
            .filter_map(|e| e["message"].as_str().map(str::to_owned))
            .collect()
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.client.issue_cmd(Post { path: "se/log", body: json!({ "type": kind }) }).await.expect("a log");
        log.as_array().cloned().expect("a list")
    }

    async fn assert_quiet(&self, setup: Setup) {
        let address = self.client.current_url().await.expect("an address");
        let page = address.as_str().split(['#', '?']).next().expect("an address");
        let others: Vec<_> = self.requests().await.into_iter().filter(|asked| asked != page && asked != "about:blank").collect();
        let complaints = self.complaints().await;
        if !setup.errors_expected {
            assert!(others.is_empty(), "the page asked for {others:?}");
            assert!(complaints.is_empty(), "on the console: {complaints:#?}");
        }
    }
}

/// The finished page. Panics with the remedy where it is not there.
pub fn built_page() -> PathBuf {
    built("dist/index.html")
}

/// A file of the project. Panics with the remedy where it is not there.
pub fn built(path: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    assert!(path.exists(), "{} is not there: run `make build js` first, or `make test`", path.display());
    path
}

/// A `file:` address.
pub fn file_address(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The text of the sample page.
pub fn sample() -> String {
    fs::read_to_string(built("seeds/jianli.txt")).expect("the sample page")
}

async fn connect(driver: &Driver, setup: Setup, folder: &Path) -> Client {
    let downloads = folder.join("downloads");
    fs::create_dir(&downloads).expect("a folder for downloads");
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", &profile,
    ];
    let mut options = json!({
        "args": arguments,
        "prefs": { "intl.accept_languages": setup.languages, "download.default_directory": downloads },
    });
    if let Ok(chromium) = env::var("CHROMIUM") {
        options["binary"] = json!(chromium);
    }
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "timeouts": { "script": PATIENCE.as_millis() as u64 },
    });
    let Value::Object(capabilities) = wanted else { unreachable!("an object") };
    ClientBuilder::new(HttpConnector::new())
        .capabilities(Capabilities::from_iter(capabilities))
        .connect(&driver.address)
        .await
        .expect("chromedriver starts Chromium; the two must have the same version (CHROMEDRIVER, CHROMIUM)")
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A running chromedriver.
struct Driver {
    process: Child,
    address: String,
    /// Kept open: the driver would end at its next line without it.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    fn start() -> Self {
        let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| panic!("{program}: {e}; run tools/setup.sh test, or name the program in CHROMEDRIVER"));
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let mut said = String::new();
        let port = loop {
            let before = said.len();
            assert!(output.read_line(&mut said).is_ok_and(|n| n > 0), "{program} did not start: {said}");
            if let Some((_, port)) = said[before..].split_once("started successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        Self { process, address: format!("http://127.0.0.1:{port}"), _output: output }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A command of chromedriver's own.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
