//! What a reader waits for in the text of a whole issue, sixty pages and 300,000 characters: `make bench` prints it.
//!
//! Each step is done in the page as a reader does it, and its time runs until what it changes is painted. Beside it stands
//! the longest time for which the page answered nothing. `ISSUE=file` measures another text.

use crate::files::choose;
use crate::harness::sample;
use crate::reading::with_page;
use std::{env, fs};
use tempfile::TempDir;

/// Pages of the text that is measured where no other is named.
const PAGES: usize = 60;

/// What the steps share: `step(act, shown)` does something and waits until what it changes is there and painted.
const TOOLS: &str = "window.all = (s) => [...document.querySelectorAll(s)];
    window.one = (s) => document.querySelector(s);
    window.words = (s) => one(s)?.textContent ?? '';
    window.key = (key, more = {}) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
    window.put = (s, value) => { const e = one(s); e.value = value; e.dispatchEvent(new InputEvent('input', { bubbles: true })); };
    window.frame = () => new Promise((then) => requestAnimationFrame(() => setTimeout(then)));
    window.take = async (format) => { const f = one('#format'); f.value = format; f.dispatchEvent(new Event('change', { bubbles: true })); await frame(); one('#download').click(); await frame(); };
    window.held = [];
    new PerformanceObserver((list) => held.push(...list.getEntries())).observe({ type: 'longtask' });
    window.step = async (act, shown) => {
        await frame(); await frame();
        const since = performance.now();
        await act();
        while (!shown()) { await frame(); if (performance.now() - since > 30000) return ['in vain', 0]; }
        await frame();
        const until = performance.now();
        await frame(); await frame();
        const tasks = held.filter((t) => t.startTime + t.duration > since && t.startTime < until);
        return [until - since, Math.max(0, ...tasks.map((t) => t.duration))];
    };";

/// What is done, and what then must be so. `before` holds a word that tells a change.
const STEPS: [(&str, &str, &str); 35] = [
    (
        "to the middle, at once",
        "scrollTo(0, document.documentElement.scrollHeight / 2)",
        "all('.articles article').some((a) => { const r = a.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0 && a.querySelector('p'); })",
    ),
    (
        "scrolling, 120 frames",
        "for (let n = 0; n < 120; n++) { scrollBy(0, 120); await new Promise(requestAnimationFrame); }",
        "true",
    ),
    (
        "back to the top, at once",
        "scrollTo(0, 0)",
        "one('.articles article').getBoundingClientRect().top < innerHeight && one('.articles article p')",
    ),
    (
        "to the middle again",
        "scrollTo(0, document.documentElement.scrollHeight / 2)",
        "all('.articles article').some((a) => { const r = a.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0 && a.querySelector('p'); })",
    ),
    (
        "to an article in the list",
        "one('.contents').open = true; all('.contents button')[30].click()",
        "one('article.here')?.dataset.article === 'a31'",
    ),
    ("j, the next article", "document.activeElement.blur(); key('j')", "one('article.here')?.dataset.article === 'a32'"),
    ("n, the next mention", "key('n')", "one('mark.here') && one('#card')"),
    (
        "pointing at a paragraph",
        "one('article.lit, .lit')?.classList.remove('lit'); one('article[data-article=a32] .stretch p').dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))",
        "one('article[data-article=a32] .lit')",
    ),
    ("accept", "one('#accept').click()", "words('#corrections').includes('1')"),
    ("undo", "key('z', { ctrlKey: true })", "!one('#corrections')"),
    ("redo", "key('z', { ctrlKey: true, shiftKey: true })", "words('#corrections').includes('1')"),
    (
        "to the name that comes most",
        "one('#index').open = true; one('#index ul.names button').click()",
        "one('#index button[aria-current]') && one('mark.here')",
    ),
    (
        "reject everywhere",
        "one('#everywhere')?.click(); await frame(); one('#reject').click()",
        "words('#corrections').includes('2')",
    ),
    ("undo everywhere", "key('z', { ctrlKey: true })", "words('#corrections').includes('1')"),
    ("an article's parts", "one('#away')?.click(); one('[data-amends]').click()", "one('.amending')"),
    ("merge articles", "one('[data-amend=merge]').click()", "words('#corrections').includes('2')"),
    ("undo merging", "key('z', { ctrlKey: true })", "words('#corrections').includes('1')"),
    ("find, one character", "put('#find', '会')", "words('#found').includes('999')"),
    ("find, a word", "put('#find', '出席会议')", "!words('#found').includes('999') && words('#found')"),
    ("to the place found", "one('[data-find=next]').click()", "one('.found-part')"),
    ("filter the index", "put('#filter', '王')", "words('#index .entries').includes('/')"),
    ("a type off", "one('#legend').open = true; one('#legend button[data-type=PERSON]').click()", "one('.off-PERSON')"),
    ("English", "one('#lang').click()", "document.documentElement.lang === 'en'"),
    ("back to Chinese", "one('#lang').click()", "document.documentElement.lang === 'zh-Hans'"),
    ("dark", "one('#theme').click()", "document.documentElement.dataset.theme === 'dark'"),
    ("light", "one('#theme').click()", "document.documentElement.dataset.theme === 'light'"),
    ("the source put away", "one('#beside').click()", "one('#source').offsetHeight === 0"),
    ("the source beside", "one('#beside').click()", "one('#source li')?.offsetHeight > 0"),
    ("English again", "one('#lang').click()", "document.documentElement.lang === 'en'"),
    ("the pictures", "one('#charts').open = true", "all('#charts svg').length === 3"),
    ("a pane", "one('button[data-pane=inspector]').click()", "one('.desk').dataset.pane === 'inspector'"),
    ("JSON", "one('#download').click(); await frame()", "words('#live').startsWith('The file')"),
    ("Excel", "await take('xlsx')", "words('#live').startsWith('The file')"),
    ("web page", "await take('html')", "words('#live').startsWith('The file')"),
    ("TEI", "await take('tei')", "words('#live').startsWith('The file')"),
];

#[test]
#[ignore = "measures and holds nothing: make bench"]
fn waiting() {
    let text = match env::var_os("ISSUE") {
        Some(file) => fs::read_to_string(file).expect("the text"),
        None => format!("{}\n\u{C}", sample()).repeat(PAGES),
    };
    println!("{} characters", text.chars().count());
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("issue.txt");
    fs::write(&file, &text).expect("a file");
    with_page(|page| async move {
        page.resize(1440, 900).await;
        page.run(TOOLS, vec![]).await;
        let since = std::time::Instant::now();
        choose(&page, &[&file]).await;
        page.done().await;
        let read = since.elapsed().as_millis();
        page.wait_for("the source", "return document.querySelectorAll('#source li').length > 30").await;
        let tasks = page.run("const t = held.map((t) => t.duration); return [t.length, Math.max(0, ...t)]", vec![]).await;
        println!("{:<30} {read:>8} ms, longest task {:>6.0} ms of {}", "reading it", tasks[1].as_f64().unwrap_or(0.0), tasks[0]);
        println!("{:<30} {}", "", page.element(".source").await.text().await.expect("words"));
        for (name, act, shown) in STEPS {
            let script = format!(
                "const done = arguments[0]; step(async () => {{ {act} }}, () => {shown}).then(done, (e) => done([String(e), 0]))"
            );
            let took = page.run_async(&script, vec![]).await;
            println!(
                "{name:<30} {:>8.0} ms, longest task {:>6.0} ms{}",
                took[0].as_f64().unwrap_or(f64::NAN),
                took[1].as_f64().unwrap_or(0.0),
                took[0].as_str().unwrap_or_default()
            );
        }
        drop(folder);
    });
}
