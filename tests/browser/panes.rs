//! The three panes: source, articles and inspector; finding words; links to a place.

use crate::correcting::TEXT;
use crate::harness::{Page, Setup, built_page, file_address, in_browser, sample};
use crate::reading::{paste, with_page};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Pointing at an article lights its lines, pointing at a line its article, and pressing a line leads there.
#[test]
fn source_and_articles_light_each_other_up() {
    with_text(&sample(), |page| async move {
        page.resize(1440, 900).await;
        page.wait_for("the source", "return document.querySelectorAll('#source li').length > 100").await;
        let paragraph = "article[data-article=a2] .stretch p";
        point(&page, paragraph).await;
        let lit = "return [...document.querySelectorAll('#source .lit')].map((e) => e.lastChild.textContent).join('').replace(/\\s/g, '')";
        let lines = page.wait_for("its lines are lit", lit).await;
        let text =
            page.run("return document.querySelector(arguments[0]).textContent.replace(/\\s/g, '')", vec![json!(paragraph)]).await;
        assert_eq!(lines, text);
        let seen = "const p = document.querySelector('#source .source-lines').getBoundingClientRect(), l = document.querySelector('#source .lit').getBoundingClientRect();
            return l.top >= p.top && l.bottom <= p.bottom";
        page.wait_for("they are in sight", seen).await;
        page.picture("panes lit").await;
        // From a line to its article.
        page.run("document.querySelector('#source .source-lines').scrollTop = 0", vec![]).await;
        let head = "#source .head";
        point(&page, head).await;
        page.wait_for("the headline is lit", "return document.querySelector('.articles .title.lit')").await;
        page.click(head).await;
        let there = "const r = document.querySelector('.articles .title.lit')?.getBoundingClientRect(); return r && r.top > 0 && r.bottom < innerHeight";
        page.wait_for("the headline is in sight", there).await;
        // By keyboard: an article that is turned to lights its lines.
        page.press(Key::Escape).await;
        page.run("document.activeElement.blur()", vec![]).await;
        page.run("document.querySelector('article[data-article=a3]').focus()", vec![]).await;
        page.wait_for("the article's lines are lit", "return document.querySelector('#source .lit')").await;
    });
}

/// The line that a mention begins on stays lit while the mention is looked at, wherever the mouse goes.
#[test]
fn the_line_of_a_mention_is_lit() {
    with_text(&sample(), |page| async move {
        page.resize(1440, 900).await;
        page.wait_for("the source", "return document.querySelectorAll('#source li').length > 100").await;
        let last = "const all = [...document.querySelectorAll('article[data-article=a3] .stretch mark[data-type=PERSON]')], m = all.at(-1);";
        page.run(&format!("{last} m.scrollIntoView({{ block: 'center' }}); m.click()"), vec![]).await;
        // One line, in sight, that holds the beginning of the mention.
        let lit = "const all = [...document.querySelectorAll('#source .lit')], here = document.querySelector('mark.here'), p = document.querySelector('#source .source-lines').getBoundingClientRect();
            const r = all[0]?.getBoundingClientRect(), words = all[0]?.lastChild.textContent.replace(/\\s/g, '');
            return all.length === 1 && here && words.includes(here.textContent.trim()[0]) && r.top >= p.top && r.bottom <= p.bottom && words";
        let first = page.wait_for("its line is lit", lit).await;
        point(&page, ".stretch p:has(mark.here)").await;
        page.wait_for("all lines of what is pointed at", "return document.querySelectorAll('#source .lit').length > 1").await;
        point(&page, "#review").await;
        assert_eq!(page.wait_for("its line is lit again", lit).await, first);
        page.picture("panes mention").await;
        // On to the next by the card, which keeps the focus.
        page.press_keys("nnnnnnnn").await;
        page.wait_for("another line", &format!("{} && words !== '{}'", lit, first.as_str().expect("words"))).await;
        page.click("#next").await;
        page.wait_for("its line", lit).await;
        // Put right, it is lit still.
        page.click("#accept").await;
        page.wait_for("the next one's line", lit).await;
    });
}

/// The line that a place found begins on is lit and in sight; on a narrow window the source goes where the reader is.
#[test]
fn the_source_follows_what_is_found_and_read() {
    with_text(&sample(), |page| async move {
        page.resize(1440, 900).await;
        page.wait_for("the source", "return document.querySelectorAll('#source li').length > 100").await;
        let lit = "const all = [...document.querySelectorAll('#source .found-line')], p = document.querySelector('#source .source-lines').getBoundingClientRect(), r = all[0]?.getBoundingClientRect();
            return all.length === 1 && r.top >= p.top && r.bottom <= p.bottom && p.height > 0 && all[0].closest('li').dataset.n";
        page.press_keys("/").await;
        page.wait_for("the field has the focus", "return document.activeElement.id === 'find'").await;
        page.type_text("供应链").await;
        let line = |nth: usize| {
            let text = sample();
            let at = text.match_indices("供应链").nth(nth).expect("the sample has it").0;
            text[..at].matches('\n').count() + 1
        };
        let mut seen = Vec::new();
        for nth in 1..=2 {
            // What is typed is shown at once, the next place by Enter.
            if nth > 1 {
                page.press(Key::Enter).await;
            }
            page.wait_for("the count", &format!("return document.getElementById('found').textContent.startsWith('{nth} /')"))
                .await;
            let number = page.wait_for("its line", lit).await.as_str().expect("a number").parse::<usize>().expect("a number");
            seen.push(number);
        }
        let lines: Vec<usize> = (0..sample().matches("供应链").count()).map(line).collect();
        assert!(seen.iter().all(|number| lines.contains(number)), "{seen:?} of {lines:?}");
        point(&page, "#review").await;
        page.wait_for("it stays lit", lit).await;
        page.picture("panes found").await;
        // One pane at a time.
        page.resize(390, 844).await;
        page.run("document.querySelector('article[data-article=a4] .stretch p').scrollIntoView()", vec![]).await;
        turn(&page, "source").await;
        let there = "const p = document.querySelector('#source .source-lines').getBoundingClientRect(), l = document.querySelector('#source .lit'), r = l?.getBoundingClientRect();
            return r && r.top >= p.top && r.bottom <= p.bottom && r.top < innerHeight && l.dataset.piece";
        let piece = page.wait_for("the article's lines", there).await;
        let key = page.run("return document.querySelector('article[data-article=a4]').dataset.key", vec![]).await;
        assert!(piece.as_str().is_some_and(|piece| piece.starts_with(&format!("{}.", key.as_str().expect("a key")))), "{piece}");
        page.picture("panes followed").await;
    });
}

/// On a narrow window each pane keeps the place that the reader has scrolled it to, and the tabs are always at hand.
#[test]
fn each_pane_keeps_its_place() {
    with_text(&sample(), |page| async move {
        page.resize(390, 844).await;
        page.run("document.querySelector('article[data-article=a4]').scrollIntoView()", vec![]).await;
        let place = page.wait_for("a place far below", "return scrollY > 2000 && scrollY").await;
        turn(&page, "source").await;
        page.wait_for("the source, where the articles are", "return document.querySelector('#source .lit')").await;
        page.wait_for("it begins below the tabs", BEGINS).await;
        let still = "const at = document.querySelector('.source-lines').scrollTop, last = window.last; window.last = at; return at > 0 && at === last";
        page.wait_for("the line of the article, and nothing moves", still).await;
        page.run("document.querySelector('.source-lines').scrollTop = 321", vec![]).await;
        turn(&page, "inspector").await;
        page.wait_for("the index begins below the tabs", BEGINS).await;
        turn(&page, "articles").await;
        page.wait_for("where it was left", &format!("return Math.abs(scrollY - {place}) <= 1")).await;
        turn(&page, "source").await;
        page.wait_for("the line where it was left", "return document.querySelector('.source-lines').scrollTop === 321").await;
        // What is looked at comes into sight, wherever the reader was.
        turn(&page, "inspector").await;
        page.run("document.querySelector('#index').open = true", vec![]).await;
        page.click("#index button[data-entity]").await;
        let seen = "const r = document.querySelector('mark.here')?.getBoundingClientRect(), t = document.querySelector('#review').getBoundingClientRect(), c = document.getElementById('card')?.getBoundingClientRect();
            return r && c && r.top >= t.bottom && r.bottom <= c.top";
        page.wait_for("the mention between the bars and its card", seen).await;
    });
}

/// What is shown begins right below the tabs.
const BEGINS: &str = "const d = document.querySelector('.desk').getBoundingClientRect(), t = document.querySelector('.panes').getBoundingClientRect();
    return t.top >= 0 && Math.abs(d.top - t.bottom) <= 24";

/// Turns to a pane by its tab, which is in sight.
async fn turn(page: &Page, pane: &str) {
    let at = format!(
        "const r = document.querySelector('button[data-pane={pane}]').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    );
    assert_eq!(page.run(&at, vec![]).await, true, "the tab of {pane} is in sight");
    page.click(&format!("button[data-pane={pane}]")).await;
    let pressed = format!("return document.querySelector('button[data-pane={pane}]').ariaPressed === 'true'");
    page.wait_for("the tab is pressed", &pressed).await;
}

/// Every character that shows is counted in the bar, and none is without a place.
#[test]
fn every_character_has_a_place_in_the_bar() {
    with_text(&sample(), |page| async move {
        page.resize(1440, 900).await;
        let all = sample().chars().filter(|c| !c.is_whitespace()).count();
        let said = page.wait_for("the bar", "return document.querySelector('#coverage p')?.textContent").await;
        let said = said.as_str().expect("words").replace(',', "");
        assert!(said.starts_with(&format!("{all} 字全部有归属")), "{said} and not {all}");
        assert_eq!(page.run("return document.querySelectorAll('#coverage rect.unplaced').length", vec![]).await, 0);
        // One stretch behind the other, from end to end.
        let whole = "const all = [...document.querySelectorAll('#coverage rect')].map((r) => [r.x.baseVal.value, Math.floor(r.width.baseVal.value)]);
            return all.length > 1 && all.every(([x, w], n) => x + w === (all[n + 1]?.[0] ?? document.querySelector('#coverage svg').viewBox.baseVal.width))";
        assert_eq!(page.run(whole, vec![]).await, true);
    });
}

/// On a narrow window one pane shows at a time; whatever is looked at turns to the articles.
#[test]
fn panes_fold_to_tabs() {
    with_text(TEXT, |page| async move {
        page.resize(360, 740).await;
        let shown = "return ['.rail', '.sheet', '.source-pane'].map((s) => document.querySelector(s).offsetHeight > 0)";
        for (pane, expect) in
            [("articles", [false, true, false]), ("source", [false, false, true]), ("inspector", [true, false, false])]
        {
            page.click(&format!("[data-pane={pane}]")).await;
            page.wait_for(
                "the tab is pressed",
                &format!("return document.querySelector('button[data-pane={pane}]').ariaPressed === 'true'"),
            )
            .await;
            assert_eq!(page.run(shown, vec![]).await, json!(expect), "{pane}");
            for scheme in ["light", "dark"] {
                page.color_scheme(scheme).await;
                page.picture(&format!("pane {pane} {scheme}")).await;
            }
        }
        page.run("document.querySelector('#index').open = true", vec![]).await;
        page.click("#index button[data-entity]").await;
        page.wait_for("the articles", "return document.querySelector('.sheet').offsetHeight > 0").await;
        page.wait_for("the mention", "return document.querySelector('mark.here')").await;
        // Wide enough for two, then for all three; the source can be put away.
        page.resize(1240, 800).await;
        assert_eq!(page.run(shown, vec![]).await, json!([true, true, true]));
        page.resize(1100, 800).await;
        assert_eq!(page.run(shown, vec![]).await, json!([true, true, false]));
        page.resize(1440, 900).await;
        assert_eq!(page.run(shown, vec![]).await, json!([true, true, true]));
        page.click("#beside").await;
        page.wait_for("the source is away", "return document.querySelector('.source-pane').offsetHeight === 0").await;
    });
}

/// Width, padding and line breaks count for nothing, and each place comes into sight.
#[test]
fn words_are_found_as_a_reader_means_them() {
    let text = "上 下一心抓防汛\n　　本报讯 全市增长１２．５％，各地上下\n一心，守住堤防。\n责任编辑：王芳\n";
    with_text(text, |page| async move {
        page.press_keys("/").await;
        page.wait_for("the field has the focus", "return document.activeElement.id === 'find'").await;
        page.type_text("上下一心").await;
        let marked = "return [...(CSS.highlights.get('found') ?? [])].map(String).join()";
        for (nth, (count, expect)) in
            [("1 / 2", "上 下一心"), ("2 / 2", "上下一心"), ("1 / 2", "上 下一心")].into_iter().enumerate()
        {
            // The first is shown as it is typed.
            if nth > 0 {
                page.press(Key::Enter).await;
            }
            page.wait_for("the count", &format!("return document.getElementById('found').textContent === '{count}'")).await;
            page.wait_for("the mark", &format!("{marked} === '{expect}'")).await;
        }
        assert_eq!(page.run("return document.activeElement.id", vec![]).await, "find", "one can go on");
        page.picture("find").await;
        for (words, count) in [("12.5%", "1 / 1"), ("王 芳", "1 / 1"), ("没有的词", "没有找到")] {
            page.press(Key::Escape).await;
            page.wait_for("the field is left", "return document.activeElement.id !== 'find'").await;
            page.press_keys("/").await;
            page.type_text(words).await;
            page.wait_for(words, &format!("return document.getElementById('found').textContent === '{count}'")).await;
        }
        page.press(Key::Escape).await;
        page.wait_for("nothing is marked", "return !CSS.highlights.has('found')").await;
    });
}

/// What an input method composes is no word yet: it is looked for once it stands.
#[test]
fn words_are_found_once_they_are_composed() {
    let text = "Ａ股上下一心抓防汛\n　　本报讯 全市各地上下一心，守住堤防，Ａ股、Fang股上涨。\n责任编辑：王芳\n";
    with_text(text, |page| async move {
        page.click("#find").await;
        for composed in ["f", "fa", "fang"] {
            let composing = json!({ "text": composed, "selectionStart": composed.len(), "selectionEnd": composed.len() });
            page.tools("Input.imeSetComposition", composing).await;
            let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done([
                document.getElementById('find').value, document.getElementById('found').textContent, CSS.highlights.has('found')])))";
            assert_eq!(page.run_async(drawn, vec![]).await, json!([composed, "", false]));
        }
        page.tools("Input.insertText", json!({ "text": "守住" })).await;
        page.wait_for("it is found", "return document.getElementById('found').textContent === '1 / 1'").await;
        page.wait_for("it is marked", "return [...(CSS.highlights.get('found') ?? [])].map(String).join() === '守住'").await;
    });
}

/// The address tells what is looked at, in no word of the text, and leads there.
#[test]
fn links_lead_to_what_was_looked_at() {
    in_browser(Setup::default(), |page| async move {
        let address = file_address(&built_page());
        page.open(&format!("{address}#a2-e1")).await;
        page.resize(1440, 900).await;
        paste(&page, TEXT).await;
        page.click("#analyze").await;
        page.done().await;
        // Entity 1 is not named in article 2: it leads nowhere, and nothing breaks.
        assert_eq!(page.run("return document.querySelector('mark.here')", vec![]).await, Value::Null);
        page.run("location.hash = '#a2'", vec![]).await;
        page.wait_for("the article", "return document.querySelector('article.here')?.dataset.article === 'a2'").await;
        page.run(
            "[...document.querySelectorAll('article[data-article=a2] mark')].find((m) => m.textContent === '赵强').click()",
            vec![],
        )
        .await;
        page.wait_for("the address", "return /^#a2-e\\d+$/.test(location.hash)").await;
        let link = page.run("return location.hash", vec![]).await;
        let link = link.as_str().expect("a link").to_owned();
        assert!(link.is_ascii());
        // Opened anew, with the same text.
        page.client.goto("about:blank").await.expect("an empty page");
        page.open(&format!("{address}{link}")).await;
        paste(&page, TEXT).await;
        page.click("#analyze").await;
        page.done().await;
        page.wait_for("the mention", "return document.querySelector('mark.here')?.textContent === '赵强'").await;
    });
}

/// Moves the mouse onto what a selector finds; brings it into sight where it is not.
async fn point(page: &Page, selector: &str) {
    let script = "const e = document.querySelector(arguments[0]), top = e.getClientRects()[0].top; if (top < 0 || top > innerHeight - 50) { e.scrollIntoView({ block: 'center' }); }
        const r = e.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2]";
    let at = page.run(script, vec![json!(selector)]).await;
    page.tools("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": at[0], "y": at[1] })).await;
}

fn with_text<F, T>(text: &str, test: F)
where
    F: FnOnce(Page) -> T + Send + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    let text = text.to_owned();
    with_page(|page| async move {
        page.resize(1440, 900).await;
        paste(&page, &text).await;
        page.click("#analyze").await;
        page.done().await;
        page.wait_for("the results have the focus", "return document.activeElement.id === 'results'").await;
        test(page).await;
    });
}
