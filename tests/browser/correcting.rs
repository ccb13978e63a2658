//! A reader puts right what was read wrongly: by mouse and by keyboard, and takes it back.

use crate::harness::Page;
use crate::reading::{paste, with_page};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use jianbao::edit::apply;
use jianbao::report::Report;
use jianbao::{Options, analyze};
use serde_json::{Value, json};

/// Two articles and an editors' line.
pub const TEXT: &str = include_str!("../common/corrected.txt");

/// Each kind of edit is made by pointing, changes what is shown, and is undone to the letter.
#[test]
fn every_kind_of_edit_is_undone() {
    with_text(|page| async move {
        let before = shown(&page).await;
        let card = |act: &'static str| format!("{LOOK_AT_WANG} {act}");
        let article = |act: &'static str| {
            format!("if (!document.querySelector('.amending')) document.querySelector('[data-amends]').click(); {act}")
        };
        let chosen = |act: &'static str| format!("{SELECT_PROJECT} {act}");
        // What is pressed, what must be there first, what is pressed then.
        let edits: Vec<(&str, String, &str, &str)> = vec![
            ("accept", card(""), "#accept", PRESS),
            (
                "accept all",
                card(""),
                "#accept",
                "document.getElementById('everywhere').click(); setTimeout(() => document.getElementById('accept').click())",
            ),
            ("reject", card(""), "#reject", PRESS),
            ("type", card(""), "#type", "e.selectedIndex = 2; e.dispatchEvent(new Event('change', { bubbles: true }))"),
            ("begin later", card(""), "[data-stretch='1,0']", PRESS),
            ("split off", card(""), "#split-off", PRESS),
            ("merge", card(""), "#merge-into", "e.selectedIndex = 1; e.dispatchEvent(new Event('change', { bubbles: true }))"),
            ("rename", card(""), "#rename", "e.value = '王晓青'; e.dispatchEvent(new Event('change', { bubbles: true }))"),
            ("add", chosen(""), "[data-add='TERM']", PRESS),
            ("paragraph here", chosen(""), "[data-amend='paragraph']", PRESS),
            ("article here", chosen(""), "#chosen [data-amend='split']", PRESS),
            ("merge articles", article(""), "[data-amend='merge']", PRESS),
            ("split article", article(""), ".amending [data-amend='split']", PRESS),
            ("move down", article(""), "[data-amend='down']", PRESS),
            ("set aside", article(""), "[data-amend='aside']", PRESS),
            (
                "headline to",
                article(""),
                "[data-amend='headline']",
                "e.selectedIndex = 1; e.dispatchEvent(new Event('change', { bubbles: true }))",
            ),
            (
                "role",
                article(""),
                ".amending .parts select",
                "e.selectedIndex = 0; e.dispatchEvent(new Event('change', { bubbles: true }))",
            ),
            ("join", article(""), "[data-amend='join']", PRESS),
            (
                "out of furniture",
                "document.getElementById('furniture').open = true".to_owned(),
                "#furniture select",
                "e.selectedIndex = 1; e.dispatchEvent(new Event('change', { bubbles: true }))",
            ),
        ];
        for (name, first, selector, press) in edits {
            page.run(&first, vec![]).await;
            page.element(selector).await;
            page.picture(&format!("before {name}")).await;
            page.run(&format!("const e = document.querySelector(arguments[0]); {press}"), vec![json!(selector)]).await;
            page.wait_for(
                &format!("{name} is made"),
                "return document.getElementById('corrections')?.textContent === '更正 1 次'",
            )
            .await;
            wait_for_change(&page, name, &before, false).await;
            page.picture(&format!("after {name}")).await;
            chord(&page, &[Key::Control], 'z').await;
            page.wait_for(&format!("{name} is undone"), "return !document.getElementById('corrections')").await;
            wait_for_change(&page, name, &before, true).await;
            page.run("getSelection().empty(); document.getElementById('away')?.click()", vec![]).await;
        }
        // And done again, all the way.
        chord(&page, &[Key::Control, Key::Shift], 'z').await;
        wait_for_change(&page, "redo", &before, false).await;
        assert_eq!(page.run("return document.querySelectorAll('#error .problem').length", vec![]).await, 0);
    });
}

/// A run without the mouse: through articles and mentions, judging each, to the corrected report.
#[test]
fn a_page_is_corrected_by_keyboard_alone() {
    with_text(|page| async move {
        let here = "return document.querySelector('mark.here')?.textContent";
        // To the second article, and to its first mention; back to the first mention of all.
        page.press_keys("jj").await;
        page.wait_for("the second article", "return document.querySelector('article.here')?.dataset.article === 'a2'").await;
        page.press_keys("kn").await;
        page.wait_for("a mention", here).await;
        // Looked at one after the other.
        let unchecked = page.element("#unchecked").await.text().await.expect("a count");
        page.press(Key::Enter).await;
        page.wait_for("one less", &format!("return document.getElementById('unchecked').textContent !== '{unchecked}'")).await;
        page.run(LOOK_AT_WANG, vec![]).await;
        page.wait_for("the person", "return document.querySelector('mark.here')?.textContent === '王小青'").await;
        // Everywhere a body, then a person again; then the second of them is none.
        page.press_keys("e3").await;
        page.wait_for("bodies", "return document.querySelectorAll('.articles mark[data-type=ORG]').length >= 4").await;
        chord(&page, &[Key::Control], 'z').await;
        page.wait_for("persons", "return [...document.querySelectorAll('.articles mark[data-type=PERSON]')].filter((m) => m.textContent === '王小青').length === 3").await;
        page.press_keys("x").await;
        page.wait_for(
            "two are left",
            "return [...document.querySelectorAll('.articles mark')].filter((m) => m.textContent === '王小青').length === 2",
        )
        .await;
        // The keys say what they do, and none fires while one types.
        page.press_keys("?").await;
        page.wait_for("the keys are shown", "return document.getElementById('keys').open").await;
        page.picture("keys").await;
        page.press(Key::Escape).await;
        page.wait_for("they are put away", "return !document.getElementById('keys').open").await;
        let count = "return document.getElementById('corrections').textContent";
        let made = page.run(count, vec![]).await;
        page.run("document.getElementById('index').open = true; document.getElementById('filter').focus()", vec![]).await;
        page.press_keys("xms1").await;
        assert_eq!(page.run("return document.getElementById('filter').value", vec![]).await, "xms1");
        assert_eq!(page.run(count, vec![]).await, made);
        page.run("document.activeElement.blur(); getSelection().empty()", vec![]).await;
        // The articles become one.
        page.press(Key::Escape).await;
        page.press_keys("kkm").await;
        page.wait_for("one article", "return document.querySelectorAll('.articles article').length === 1").await;
        // What is taken away is what the core makes of the same edits.
        page.click("#download").await;
        let saved: Report = serde_json::from_slice(&page.downloaded("防汛工作会议召开.json").await).expect("a report");
        let edits = &saved.corrections.as_ref().expect("corrections").edits;
        assert_eq!(edits.len(), 3, "{edits:?}");
        let machine = analyze(TEXT, &Options::default());
        assert_eq!(saved, apply(&machine, TEXT, edits).expect("the same edits"));
    });
}

/// Words are selected by the mouse wherever it is pressed: also where a mention begins.
#[test]
fn a_selection_begins_at_a_mention() {
    with_text(|page| async move {
        // The second mention of a paragraph that has text before it.
        let ends = "const m = [...document.querySelectorAll('.articles .stretch mark')].find((m) => m.previousSibling?.textContent && m.nextSibling?.textContent.length > 2);
            m.scrollIntoView({ block: 'center' });
            const behind = document.createRange(); behind.setStart(m.nextSibling, 1); behind.setEnd(m.nextSibling, 2);
            const [from, to] = [m.getClientRects()[0], behind.getClientRects()[0]];
            return [from.left + 2, from.top + from.height / 2, to.right - 1, to.top + to.height / 2, m.textContent.replace(/\\s/g, '')]";
        let ends = page.run(ends, vec![]).await;
        for (kind, x, y) in [("mousePressed", 0, 1), ("mouseMoved", 2, 3), ("mouseReleased", 2, 3)] {
            let event = json!({ "type": kind, "x": ends[x], "y": ends[y], "button": "left", "buttons": 1, "clickCount": 1 });
            page.tools("Input.dispatchMouseEvent", event).await;
        }
        page.element("#chosen").await;
        let chosen = page.run("return getSelection().toString().replace(/\\s/g, '')", vec![]).await;
        assert!(chosen.as_str().is_some_and(|words| words.starts_with(ends[4].as_str().expect("words"))), "{chosen} {ends}");
        // The words beside a box are the box's.
        page.click("#chosen label").await;
        page.wait_for("the box is ticked", "return document.querySelector('#chosen input').checked").await;
    });
}

/// What is added, stretched or put away stays what the reader goes on from, and what is refused is told on the spot.
#[test]
fn the_reader_goes_on_from_what_was_corrected() {
    with_text(|page| async move {
        let here =
            |words: &str| format!("return document.querySelector('mark.here')?.textContent.replace(/\\s/g, '') === '{words}'");
        let look =
            "[...document.querySelectorAll('.articles mark[data-type=TITLE]')].find((m) => m.textContent === '市委书记').click()";
        page.run(look, vec![]).await;
        page.wait_for("the office", &here("市委书记")).await;
        for (key, words) in [("{", "委书记"), ("[", "市委书记"), ("]", "市委书记赵"), ("{", "委书记赵")] {
            page.press_keys(key).await;
            page.wait_for(key, &here(words)).await;
            if key == "]" {
                let told = "return document.getElementById('live').textContent.includes('重叠')";
                page.wait_for("what had to give way is told", told).await;
            }
        }
        // Added, a mention is the one that is looked at.
        page.run(SELECT_PROJECT, vec![]).await;
        page.element("#chosen").await;
        page.press_keys("c").await;
        page.wait_for("the new one", &here("压实责任")).await;
        page.wait_for("nothing is selected", "return !document.getElementById('chosen') && getSelection().isCollapsed").await;
        // Put away, it is where j and k go on from.
        page.press(Key::Escape).await;
        page.wait_for("the card is away", "return !document.getElementById('card')").await;
        page.press_keys("j").await;
        page.wait_for("the next article", "return document.querySelector('article.here')?.dataset.article === 'a2'").await;
        // Nothing comes behind it; each time that is told anew.
        for _ in 0..2 {
            page.run("document.querySelector('#live span').dataset.seen = true", vec![]).await;
            page.press_keys("m").await;
            let told =
                "const s = document.querySelector('#live span'); return !s.dataset.seen && s.textContent.includes('没有做成')";
            page.wait_for("it is told", told).await;
        }
        assert_eq!(page.run("return document.querySelectorAll('#error .problem').length", vec![]).await, 0);
    });
}

/// A message goes when the reader goes on to something else, a confirmation by itself as well.
#[test]
fn messages_go_with_what_they_were_about() {
    with_text(|page| async move {
        let told = |words: &str| format!("return document.getElementById('live').textContent.includes('{words}')");
        let look =
            "[...document.querySelectorAll('.articles mark[data-type=TITLE]')].find((m) => m.textContent === '市委书记').click()";
        for go_on in [Some("u"), None] {
            page.run(look, vec![]).await;
            page.wait_for("the office", "return document.querySelector('mark.here')?.textContent === '市委书记'").await;
            page.press_keys("]").await;
            page.wait_for("what had to give way is told", &told("重叠")).await;
            match go_on {
                Some(key) => page.press_keys(key).await,
                None => page.press(Key::Escape).await,
            }
            page.wait_for("it is told no more", "return document.querySelector('#live:not(.says)')?.textContent === ''").await;
            chord(&page, &[Key::Control], 'z').await;
            page.wait_for("a confirmation", &told("已撤销")).await;
            page.wait_for("it goes by itself", "return document.querySelector('#live:not(.says)')?.textContent === ''").await;
        }
    });
}

/// What is undone or done again is told in the correction's own words, and its place comes into sight.
#[test]
fn what_is_undone_is_told_and_comes_into_sight() {
    with_text(|page| async move {
        page.resize(1280, 500).await;
        let told = |words: &str| format!("return document.getElementById('live').textContent.includes('{words}')");
        let seen = |selector: &str| {
            format!(
                "const r = document.querySelector('{selector}')?.getBoundingClientRect(), bar = document.getElementById('review').getBoundingClientRect();
                return r && r.top >= bar.bottom && r.bottom <= innerHeight"
            )
        };
        let far = "scrollTo(0, document.documentElement.scrollHeight)";
        page.run(LOOK_AT_WANG, vec![]).await;
        page.wait_for("the person", "return document.querySelector('mark.here')?.textContent === '王小青'").await;
        page.press_keys("x").await;
        page.wait_for("how many is told", &told("已去掉 1 处标记")).await;
        page.press(Key::Escape).await;
        page.run(far, vec![]).await;
        chord(&page, &[Key::Control], 'z').await;
        page.wait_for("what is told", &told("已撤销：去掉——王小青")).await;
        page.wait_for("the mention", "return document.querySelector('mark.here')?.textContent === '王小青'").await;
        page.wait_for("it is in sight", &seen("mark.here")).await;
        // Articles that became one: the second's headline is told of.
        page.press_keys("km").await;
        page.wait_for("the headline is told of", &told("那篇的标题“新沟镇重点项目 加快建设”成了正文的一段")).await;
        page.run(far, vec![]).await;
        chord(&page, &[Key::Control], 'z').await;
        page.wait_for("what is told", &told("已撤销：与下一篇合并——防汛工作会议召开")).await;
        page.wait_for("its beginning is in sight", &seen(".found-part")).await;
        page.run(far, vec![]).await;
        chord(&page, &[Key::Control, Key::Shift], 'z').await;
        page.wait_for("what is told", &told("已重做：与下一篇合并——防汛工作会议召开")).await;
        page.wait_for("its beginning is in sight", &seen(".found-part")).await;
    });
}

/// Keys that change what is not in sight say what they did, and to how many.
#[test]
fn keys_say_what_they_did() {
    with_text(|page| async move {
        let told = |words: &str| format!("return document.getElementById('live').textContent.includes('{words}')");
        for (keys, words) in
            [("1", "已确认 1 处标记"), ("e3", "3 处标记改为机构"), ("ex", "已去掉 3 处标记"), ("s", "已拆出这一处")]
        {
            page.run(LOOK_AT_WANG, vec![]).await;
            page.wait_for("the name", "return document.querySelector('mark.here')?.textContent === '王小青'").await;
            page.press_keys(keys).await;
            page.wait_for(keys, &told(words)).await;
            chord(&page, &[Key::Control], 'z').await;
            let persons = "return [...document.querySelectorAll('.articles mark[data-type=PERSON]')].filter((m) => m.textContent === '王小青').length === 3";
            page.wait_for("it is undone", persons).await;
            page.wait_for("what is told", &told("已撤销")).await;
        }
    });
}

/// Tools that a key opens come into sight and have the focus, from where Tab leads to the first of them.
#[test]
fn tools_that_a_key_opens_are_in_sight() {
    with_text(|page| async move {
        page.resize(1280, 500).await;
        page.press_keys("j").await;
        page.wait_for("the article", "return document.querySelector('article.here')").await;
        for (key, end) in [("h", "document.documentElement.scrollHeight"), ("s", "0")] {
            page.run(&format!("scrollTo(0, {end})"), vec![]).await;
            page.press_keys(key).await;
            let opened = "const e = document.activeElement, r = e.getBoundingClientRect(), bar = document.getElementById('review').getBoundingClientRect();
                return e.matches('.amending') && r.top >= Math.min(bar.bottom, innerHeight) && r.top < innerHeight";
            page.wait_for(&format!("{key} opens tools"), opened).await;
            page.press(Key::Tab).await;
            page.wait_for(
                "the first of them",
                "return document.activeElement.closest('.amending') && document.activeElement.matches('button, select')",
            )
            .await;
            page.run("document.querySelector('[aria-expanded=true]').click(); document.activeElement.blur()", vec![]).await;
            page.wait_for("they are closed", "return !document.querySelector('.amending')").await;
        }
    });
}

/// A headline is given to another article where it stands, and an article without one takes it back.
#[test]
fn a_headline_is_moved_where_it_stands() {
    with_text(|page| async move {
        let titles = "return [...document.querySelectorAll('.articles article')].map((a) => a.querySelector('.title')?.textContent ?? '').join()";
        let before = page.run(titles, vec![]).await;
        page.click("article[data-article=a1] [data-retitles]").await;
        let near = "const h = document.querySelector('article[data-article=a1] header').getBoundingClientRect(), m = document.querySelector('.amending').getBoundingClientRect();
            return m.top >= h.bottom && m.top - h.bottom < 80";
        page.wait_for("the tools stand below it", near).await;
        page.picture("headline").await;
        // The first headline becomes body, so that one of the two articles has none.
        let choose = "const e = document.querySelector(arguments[0]); e.selectedIndex = arguments[1]; e.dispatchEvent(new Event('change', { bubbles: true }))";
        page.run(choose, vec![json!(".amending .parts select"), json!(3)]).await;
        page.wait_for("it has none", "return document.querySelector('article[data-article=a1] .no-title')").await;
        page.wait_for("it takes another's", "return document.querySelector('.amending select')?.ariaLabel.startsWith('取用')")
            .await;
        page.run(choose, vec![json!(".amending select"), json!(1)]).await;
        page.wait_for("the other has none", "return document.querySelector('article[data-article=a2] .no-title')").await;
        for _ in 0..2 {
            chord(&page, &[Key::Control], 'z').await;
        }
        page.wait_for("as before", &format!("{titles} === {before}")).await;
        // By keyboard; the article keeps its tools.
        page.run("document.querySelector('[data-retitles]').click(); document.activeElement.blur()", vec![]).await;
        page.wait_for("they are closed", "return !document.querySelector('.amending')").await;
        page.press_keys("jh").await;
        page.run(choose, vec![json!("[data-amend=headline]"), json!(1)]).await;
        let swapped: Vec<&str> = before.as_str().expect("titles").rsplit(',').collect();
        page.wait_for("they are exchanged", &format!("{titles} === '{}'", swapped.join(","))).await;
    });
}

/// Of several mentions, the one that is given another type leaves its entity: that is told, and the others can follow.
#[test]
fn one_mention_of_several_is_told_and_the_others_can_follow() {
    with_text(|page| async move {
        let bodies = |count: usize| {
            format!(
                "return [...document.querySelectorAll('.articles mark[data-type=ORG]')].filter((m) => m.textContent === '王小青').length === {count}"
            )
        };
        page.run(LOOK_AT_WANG, vec![]).await;
        page.wait_for("the person", "return document.querySelector('mark.here')?.textContent === '王小青'").await;
        page.press_keys("3").await;
        page.wait_for("one is a body", &bodies(1)).await;
        page.wait_for("it is told", "return document.getElementById('live').textContent.includes('另外 2 处仍是人名')").await;
        page.picture("one of several").await;
        page.click("[data-too=PERSON]").await;
        page.wait_for("all are", &bodies(3)).await;
        page.wait_for("nothing is left to follow", "return !document.querySelector('[data-too]')").await;
    });
}

/// With the reader's own names that say the same, a correction is done already: its mention stays checked, and nothing complains.
#[test]
fn a_correction_that_own_names_make_needless_is_done() {
    with_text(|page| async move {
        page.run(LOOK_AT_WANG, vec![]).await;
        page.wait_for("the person", "return document.querySelector('mark.here')?.textContent === '王小青'").await;
        page.press_keys("e3").await;
        page.wait_for("a correction", "return document.getElementById('corrections')").await;
        page.press(Key::Escape).await;
        page.run("document.querySelector('details.names').open = true; const n = document.getElementById('names'); n.value = '王小青 ORG'; n.dispatchEvent(new Event('change', { bubbles: true }))", vec![]).await;
        page.click("#again").await;
        page.done().await;
        page.wait_for("it is made again", "return document.getElementById('corrections')?.textContent === '更正 1 次'").await;
        page.run(LOOK_AT_WANG, vec![]).await;
        page.wait_for("it is checked", "return document.querySelector('#card .checked')").await;
        assert_eq!(page.run("return document.querySelectorAll('#error .problem, #waiting').length", vec![]).await, 0);
    });
}

/// Words selected in the body become the headline of an article, and two headlines that change places are told.
#[test]
fn a_headline_is_chosen_by_selecting_it() {
    with_text(|page| async move {
        let title =
            |words: &str| format!("return document.querySelector('article[data-article=a1] .title')?.textContent === '{words}'");
        // The headline is body, so that the article has none.
        page.click("article[data-article=a1] [data-retitles]").await;
        let choose = "const e = document.querySelector(arguments[0]); e.selectedIndex = arguments[1]; e.dispatchEvent(new Event('change', { bubbles: true }))";
        page.run(choose, vec![json!(".amending .parts select"), json!(3)]).await;
        page.wait_for("it has none", "return document.querySelector('article[data-article=a1] .no-title')").await;
        // Its paragraphs are offered.
        page.run(choose, vec![json!(".amending .parts select"), json!(1)]).await;
        page.wait_for("it is there again", &title("防汛工作会议召开")).await;
        page.run(choose, vec![json!(".amending .parts select"), json!(3)]).await;
        page.wait_for("it has none", "return document.querySelector('article[data-article=a1] .no-title')").await;
        page.run(SELECT_PROJECT, vec![]).await;
        page.element("#chosen").await;
        page.picture("as headline").await;
        page.click("[data-amend=title]").await;
        page.wait_for("the words", &title("压实责任")).await;
        // In one step, back and forth.
        let corrections =
            |count: usize| format!("return document.getElementById('corrections').textContent === '更正 {count} 次'");
        page.wait_for("one more", &corrections(4)).await;
        let pieces = "return document.querySelectorAll('article[data-article=a1] .stretch p').length";
        assert_eq!(page.run(pieces, vec![]).await, 4);
        chord(&page, &[Key::Control], 'z').await;
        page.wait_for("one less", &corrections(3)).await;
        page.wait_for("it has none", "return document.querySelector('article[data-article=a1] .no-title')").await;
        assert_eq!(page.run(pieces, vec![]).await, 3);
        chord(&page, &[Key::Control, Key::Shift], 'z').await;
        page.wait_for("the words", &title("压实责任")).await;
        page.run(choose, vec![json!(".amending [data-amend=headline]"), json!(1)]).await;
        page.wait_for(
            "it is told",
            "return document.getElementById('live').textContent.startsWith('标题已移到第 2 篇；那里原有的标题换到了第 1 篇')",
        )
        .await;
    });
}

/// A text that is changed after it was corrected gets a page of its own, and the page says where the corrections are.
#[test]
fn corrections_of_the_text_before_are_told_of() {
    with_text(|page| async move {
        page.run(LOOK_AT_WANG, vec![]).await;
        page.click("#accept").await;
        page.wait_for("a correction", "return document.getElementById('corrections')").await;
        page.click("#input").await;
        page.type_text("又及，会议已闭幕。").await;
        page.wait_for("it is told before", "return document.getElementById('stale').textContent.includes('1 处更正留在这一页')")
            .await;
        page.click("#analyze").await;
        page.wait_for("and after", "return document.getElementById('stale').textContent.includes('1 处更正没有带过来')").await;
        page.picture("newer text").await;
        page.click("#before").await;
        page.wait_for("there they are", "return document.getElementById('corrections')?.textContent === '更正 1 次'").await;
        page.click("#pages li:last-child button").await;
        page.click("#stale .quiet").await;
        page.wait_for("it is known", "return document.getElementById('stale').textContent === ''").await;
    });
}

/// A text with corrections that no file holds is put away only when the reader is sure.
#[test]
fn putting_a_corrected_text_away_asks_first() {
    with_text(|page| async move {
        page.run(LOOK_AT_WANG, vec![]).await;
        page.click("#accept").await;
        page.wait_for("a correction", "return document.getElementById('corrections')").await;
        page.click("#pages .close").await;
        page.wait_for("it asks", "return document.querySelector('#error [data-close]')").await;
        page.picture("closing").await;
        assert_eq!(page.run("return document.querySelectorAll('#pages li').length", vec![]).await, 1);
        // Saved, it asks no more; the format that is chosen stays.
        page.element("#format").await.select_by_value("tei").await.expect("the menu has it");
        page.click("#error [data-save]").await;
        page.downloaded("防汛工作会议召开.json").await;
        assert_eq!(page.run("return document.getElementById('format').value", vec![]).await, "tei");
        page.wait_for("the question is gone", "return !document.querySelector('#error .problem')").await;
        page.click("#undo").await;
        page.wait_for("undone", "return !document.getElementById('corrections')").await;
        page.click("#pages .close").await;
        page.click("#error [data-close]").await;
        page.wait_for("it is put away", "return !document.getElementById('pages')").await;
    });
}

/// A key on a closed menu corrects nothing, the letters' keys can be switched off, and `/` finds the field in any pane.
#[test]
fn keys_do_what_is_meant_and_no_more() {
    with_text(|page| async move {
        page.run(LOOK_AT_WANG, vec![]).await;
        page.element("#type").await;
        page.run("document.getElementById('type').focus()", vec![]).await;
        page.press(Key::Down).await;
        page.press(Key::Escape).await;
        page.press_keys("机").await;
        page.press(Key::Escape).await;
        assert_eq!(page.run("return document.getElementById('type').selectedIndex", vec![]).await, 0, "still a person");
        page.run("document.activeElement.blur(); document.getElementById('show-keys').click()", vec![]).await;
        page.click("#shortcuts").await;
        page.click("#close-keys").await;
        page.run(LOOK_AT_WANG, vec![]).await;
        page.press_keys("x3?").await;
        chord(&page, &[Key::Control], 'z').await;
        page.wait_for("Ctrl + Z is there", "return document.getElementById('live').textContent.includes('没有可撤销的了')").await;
        assert_eq!(page.run("return document.getElementById('corrections')", vec![]).await, Value::Null);
        page.click("#show-keys").await;
        page.click("#shortcuts").await;
        page.click("#close-keys").await;
        page.resize(360, 740).await;
        page.click("[data-pane=inspector]").await;
        page.wait_for("the inspector", "return document.querySelector('.rail').offsetHeight > 0").await;
        page.run("document.activeElement.blur()", vec![]).await;
        page.press_keys("/").await;
        page.wait_for("the field has the focus", "return document.activeElement.id === 'find'").await;
    });
}

/// What is pressed is the element itself.
const PRESS: &str = "e.click()";

/// Looks at a mention of a person who is named three times.
const LOOK_AT_WANG: &str = "[...document.querySelectorAll('.articles mark')].find((m) => m.textContent === '王小青').click();";

/// Selects words that no mention holds.
const SELECT_PROJECT: &str = "const walk = document.createTreeWalker([...document.querySelectorAll('.articles p')].find((p) => p.textContent.startsWith('会议要求')), NodeFilter.SHOW_TEXT);
    let node; while ((node = walk.nextNode()) && !node.data.includes('压实责任'));
    const at = node.data.indexOf('压实责任'); getSelection().setBaseAndExtent(node, at, node, at + 4);";

/// All that is shown of the articles: parts, text, mentions, and how many are unchecked.
async fn shown(page: &Page) -> Value {
    let script = "return [document.getElementById('unchecked').textContent, document.querySelector('.card-head strong')?.textContent === '王晓青',
        [...document.querySelectorAll('#index button[data-entity]')].map((b) => b.textContent.replace(/\\d+ \\/ /, '')).sort(),
        [...document.querySelectorAll('.articles article')].map((a) => [...a.querySelectorAll('[data-part]')].map((p) => [p.className.replace(/ ?\\b(lit|found-part)\\b/g, ''), p.textContent, [...p.querySelectorAll('mark')].map((m) => m.dataset.type + m.dataset.entity + m.textContent)]))]";
    page.run(script, vec![]).await
}

async fn wait_for_change(page: &Page, name: &str, before: &Value, same: bool) {
    let since = std::time::Instant::now();
    loop {
        let now = shown(page).await;
        if (now == *before) == same {
            return;
        }
        assert!(since.elapsed().as_secs() < 20, "{name}: {} as before\n{now}", if same { "not" } else { "still" });
    }
}

/// Presses a key while others are held.
async fn chord(page: &Page, held: &[Key], character: char) {
    let mut press = KeyActions::new("keyboard".to_owned());
    for &key in held {
        press = press.then(KeyAction::Down { value: key.into() });
    }
    press = press.then(KeyAction::Down { value: character }).then(KeyAction::Up { value: character });
    for &key in held {
        press = press.then(KeyAction::Up { value: key.into() });
    }
    page.client.perform_actions(press).await.expect("a key press");
}

fn with_text<F, T>(test: F)
where
    F: FnOnce(Page) -> T + Send + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    with_page(|page| async move {
        page.resize(1280, 900).await;
        paste(&page, TEXT).await;
        page.click("#analyze").await;
        page.done().await;
        page.wait_for("the results have the focus", "return document.activeElement.id === 'results'").await;
        test(page).await;
    });
}
