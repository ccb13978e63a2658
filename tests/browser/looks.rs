//! The page's looks and ways: two languages, light and dark, narrow and wide, by keyboard alone, for every reader.

use crate::harness::{Page, Setup, built, built_page, file_address, in_browser};
use crate::reading::{paste, with_page};
use fantoccini::key::Key;
use serde_json::json;
use std::fs;

/// Pixels of width, from a small telephone to a large screen.
const WIDTHS: [u32; 6] = [360, 414, 768, 1024, 1440, 1920];

#[test]
fn the_browsers_language_is_the_pages_and_can_be_switched() {
    let english = Setup { languages: "en-US,en", ..Setup::default() };
    in_browser(english, |page| async move {
        page.open(&file_address(&built_page())).await;
        assert_eq!(page.element("#analyze").await.text().await.expect("a label"), "Analyse");
        page.click("#lang").await;
        page.wait_for("Chinese", "return document.documentElement.lang === 'zh-Hans'").await;
        assert_eq!(page.element("#analyze").await.text().await.expect("a label"), "分析");
        page.click("#lang").await;
        page.wait_for("English", "return document.documentElement.lang === 'en'").await;
    });
    with_page(|page| async move {
        assert_eq!(page.element("#analyze").await.text().await.expect("a label"), "分析");
    });
}

#[test]
fn light_and_dark_follow_the_system_until_they_are_chosen() {
    in_browser(Setup::default(), |page| async move {
        let paper = "return getComputedStyle(document.body).backgroundColor";
        page.color_scheme("light").await;
        page.open(&file_address(&built_page())).await;
        let light = page.run(paper, vec![]).await;
        page.color_scheme("dark").await;
        let dark = page.run(paper, vec![]).await;
        assert_ne!(light, dark);
        page.open(&file_address(&built_page())).await;
        page.click("#theme").await;
        page.wait_for("light is chosen", "return document.documentElement.dataset.theme === 'light'").await;
        assert_eq!(page.run(paper, vec![]).await, light);
        page.click("#theme").await;
        page.wait_for("dark is chosen", "return document.documentElement.dataset.theme === 'dark'").await;
        page.color_scheme("light").await;
        assert_eq!(page.run(paper, vec![]).await, dark, "what is chosen stays");
    });
}

#[test]
fn nothing_needs_sideways_scrolling() {
    with_page(|page| async move {
        fits(&page, "empty").await;
        page.click("#sample").await;
        page.done().await;
        fits(&page, "done").await;
        page.run("document.querySelectorAll('details').forEach((d) => d.open = true)", vec![]).await;
        page.run("document.querySelector('#index button[data-entity]').click()", vec![]).await;
        page.element("#card").await;
        fits(&page, "card").await;
        page.click("#lang").await;
        fits(&page, "english").await;
    });
}

#[test]
fn axe_finds_nothing() {
    with_page(|page| async move {
        page.run(&axe(), vec![]).await;
        for scheme in ["light", "dark"] {
            page.color_scheme(scheme).await;
            check_access(&page, &format!("empty, {scheme}")).await;
        }
        page.click("#analyze").await;
        page.element("#error .problem").await;
        page.click("#sample").await;
        page.done().await;
        page.run("document.querySelectorAll('details').forEach((d) => d.open = true)", vec![]).await;
        page.run("document.querySelector('#index button[data-entity]').click()", vec![]).await;
        page.element("#card").await;
        page.run("document.querySelector('#remember input').click()", vec![]).await;
        page.wait_for("three pictures", "return document.querySelectorAll('#charts svg').length === 3").await;
        page.run("document.querySelector('[data-amends]').click()", vec![]).await;
        page.element(".amending").await;
        for scheme in ["light", "dark"] {
            page.color_scheme(scheme).await;
            for width in [1440, 1280, 360] {
                page.resize(width, 900).await;
                check_access(&page, &format!("results, {scheme}, {width} pixels")).await;
            }
            for pane in ["source", "inspector", "articles"] {
                page.run(&format!("document.querySelector('button[data-pane={pane}]').click()"), vec![]).await;
                check_access(&page, &format!("{pane}, {scheme}")).await;
            }
        }
        page.run("document.getElementById('forget').click()", vec![]).await;
        // A headline put right where it stands, a text that is changed since, and one that holds no article.
        page.run("document.querySelector('[data-retitles]').click()", vec![]).await;
        page.element(".headline-ways .amending").await;
        page.click("#input").await;
        page.type_text("又及。").await;
        page.wait_for("it is told", "return document.getElementById('stale').textContent !== ''").await;
        both_schemes(&page, "headline").await;
        page.run("document.getElementById('input').value = '{'", vec![]).await;
        page.click("#analyze").await;
        page.wait_for("there is none", "return document.querySelector('.nothing')").await;
        both_schemes(&page, "nothing").await;
    });
}

async fn both_schemes(page: &Page, state: &str) {
    for scheme in ["light", "dark"] {
        page.color_scheme(scheme).await;
        for width in [1440, 390] {
            page.resize(width, 900).await;
            check_access(page, &format!("{state}, {scheme}, {width} pixels")).await;
        }
    }
}

/// From the first press of Tab to the report, and every stop on the way can be seen.
#[test]
fn everything_works_by_keyboard_alone() {
    with_page(|page| async move {
        page.resize(1280, 900).await;
        tab_to(&page, "sample").await;
        page.press(Key::Enter).await;
        page.done().await;
        tab_to(&page, "download").await;
        page.press(Key::Enter).await;
        page.downloaded("jianli.json").await;
        page.run("document.querySelector('#index button[data-entity]').focus()", vec![]).await;
        page.press(Key::Enter).await;
        page.wait_for("a mention has the focus", "return document.activeElement.matches('mark')").await;
        // The card's buttons come right behind the mention, and Escape closes it from there too.
        for id in ["previous", "next", "away"] {
            page.press(Key::Tab).await;
            assert_eq!(page.run("return document.activeElement.id", vec![]).await, id);
        }
        page.press(Key::Escape).await;
        page.wait_for("the card is away", "return !document.getElementById('card')").await;
        page.wait_for("the focus is back", "return document.activeElement.matches('#index button[data-entity]')").await;
    });
}

/// After an analysis the panes are the next stop, and then the legend.
#[test]
fn the_focus_comes_before_legend_and_index() {
    with_page(|page| async move {
        page.resize(1200, 900).await;
        page.click("#sample").await;
        page.done().await;
        page.wait_for("the results have the focus", "return document.activeElement.id === 'results'").await;
        for place in [".panes", ".panes", "#legend"] {
            page.press(Key::Tab).await;
            let there = format!("return document.activeElement.closest('{place}') !== null");
            assert_eq!(page.run(&there, vec![]).await, true, "{place}");
        }
    });
}

/// No word of a label and no number is cut by the end of a line, in either language, with large counts too.
#[test]
fn labels_and_numbers_do_not_break() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        page.run("document.querySelectorAll('#legend, #index').forEach((d) => d.open = true)", vec![]).await;
        page.run("document.querySelector('#index button[data-entity]').click()", vec![]).await;
        page.run("document.querySelector('[data-pane=inspector]').click()", vec![]).await;
        page.wait_for(
            "the index can be seen",
            "return document.querySelector('button[data-pane=inspector]').ariaPressed === 'true'",
        )
        .await;
        page.run("document.querySelectorAll('#legend .count').forEach((c) => c.textContent = '12,345')", vec![]).await;
        for language in ["zh-Hans", "en"] {
            for width in [360, 1280, 1920] {
                page.resize(width, 900).await;
                let broken = "return [...document.querySelectorAll('#legend .swatch, #legend .count, #index .count, #index h3 .swatch, #card .count')]
                    .filter((e) => e.getClientRects().length > 1 || e.scrollWidth > e.parentElement.clientWidth + 1 || e.getBoundingClientRect().height > 2 * parseFloat(getComputedStyle(e).fontSize))
                    .map((e) => e.textContent)";
                assert_eq!(page.run(broken, vec![]).await, json!([]), "{language}, {width} pixels");
            }
            page.click("#lang").await;
            page.wait_for("the language has changed", &format!("return document.documentElement.lang !== '{language}'")).await;
        }
    });
}

/// No line ends between a mention and its label, which hangs on the mention's first piece: that has a width, also where the
/// paper begins a line of a headline with the mention.
#[test]
fn labels_stand_with_their_mentions() {
    const TEXT: &str = "全市上下众志成城抗洪抢险\n王小青带队一线督导检查\n　　本报讯（记者李明）昨日，监利市防汛抗旱准备工作会议召开，副市长王小青、韩旭出席会议并强调，要压实责任，加快构建现代化产业体系。\n　　会议要求，各地要加强值守，王小青带头落实。\n";
    with_page(|page| async move {
        paste(&page, TEXT).await;
        page.click("#analyze").await;
        page.done().await;
        let begins = "return document.querySelectorAll('.title wbr + mark').length";
        assert_eq!(page.run(begins, vec![]).await, 1, "a line of the headline begins with a mention");
        for width in (360..=640).step_by(20) {
            page.resize(width, 900).await;
            let alone = "return [...document.querySelectorAll('.articles mark')].filter((m) => m.getClientRects()[0].width < 1).map((m) => m.textContent)";
            assert_eq!(page.run(alone, vec![]).await, json!([]), "{width} pixels");
        }
    });
}

/// The card of a mention hides nothing of its paragraph, nor of legend and index, where the window has a rail; elsewhere it takes
/// little more than a third of the window.
#[test]
fn the_card_leaves_the_articles_readable() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        for width in [1024, 1280, 1440, 1920] {
            page.resize(width, 800).await;
            page.run("document.querySelector('article[data-article=a2] .stretch mark[data-type=PERSON]').click()", vec![]).await;
            page.element("#card").await;
            let apart = "const c = document.getElementById('card').getBoundingClientRect(), p = document.querySelector('mark.here')?.closest('p').getBoundingClientRect(),
                r = document.querySelector('.rail').getBoundingClientRect();
                return p && c.height > 0 && c.left >= 0 && c.right <= p.left && r.height > 0 && c.top >= r.bottom && c.bottom <= innerHeight";
            page.wait_for(&format!("the card stands beside the text at {width} pixels"), apart).await;
            page.picture(&format!("card beside-{width}")).await;
            page.press(Key::Escape).await;
        }
        page.resize(390, 844).await;
        page.run("document.querySelector('article[data-article=a2] .stretch mark[data-type=PERSON]').click()", vec![]).await;
        let low = "const c = document.getElementById('card')?.getBoundingClientRect(); return c && c.height > 0 && c.height < 0.36 * innerHeight && c.bottom === innerHeight";
        page.wait_for("the card at the foot", low).await;
        page.picture("card beside-390").await;
    });
}

/// Presses Tab until the element with this id has the focus.
async fn tab_to(page: &Page, id: &str) {
    const MOST: usize = 200;
    for _ in 0..MOST {
        page.press(Key::Tab).await;
        let script =
            "const e = document.activeElement, s = getComputedStyle(e), l = e.labels?.[0] ? getComputedStyle(e.labels[0]) : s;
            const seen = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
            return [e.id, seen(s) || seen(l), e.outerHTML.slice(0, 200)]";
        let focus = page.run(script, vec![]).await;
        assert_eq!(focus[1], true, "the focus cannot be seen on {}", focus[2]);
        if focus[0] == id {
            return;
        }
    }
    panic!("{MOST} presses of Tab do not reach #{id}");
}

async fn fits(page: &Page, state: &str) {
    for width in WIDTHS {
        page.resize(width, 900).await;
        page.picture(&format!("{state}-{width}")).await;
        let script = "const wide = document.documentElement.scrollWidth - innerWidth;
            const out = wide > 0 ? [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5).map((e) => e.outerHTML.slice(0, 120)) : [];
            return [wide, out.slice(0, 5)]";
        let overflow = page.run(script, vec![]).await;
        assert!(overflow[0].as_i64() <= Some(0), "{state} at {width} pixels: {overflow:#}");
    }
}

/// The script of axe, for [`check_access`].
pub fn axe() -> String {
    fs::read_to_string(built("node_modules/axe-core/axe.min.js")).expect("axe-core")
}

/// Lets axe look at the page; its script was run there before.
pub async fn check_access(page: &Page, state: &str) {
    page.wait_for("colours stand still", "return document.getAnimations().every((a) => a.playState !== 'running')").await;
    page.picture(&format!("axe {state}")).await;
    let script = "const done = arguments[0]; axe.run(document, { preload: false })
        .then((r) => done(r.violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary)])), (e) => done([String(e)]))";
    let violations = page.run_async(script, vec![]).await;
    assert_eq!(violations, json!([]), "{state}: {violations:#}");
}
