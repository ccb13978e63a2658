//! A page is read: text in, articles and names out, the report's bytes to take away.

use crate::harness::{Page, Setup, built_page, file_address, in_browser, sample};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use jianbao::Options;
use jianbao::report::{EntityType, Report};
use serde_json::json;

#[test]
fn a_pasted_page_becomes_its_articles() {
    with_page(|page| async move {
        paste(&page, &sample()).await;
        page.click("#analyze").await;
        page.done().await;
        let expect = jianbao::analyze(&sample(), &Options::default());
        assert_eq!(titles(&page).await, titles_of(&expect));
        assert_eq!(titles_of(&expect).len(), 8, "the sample page has eight articles");
        page.picture("articles").await;
    });
}

#[test]
fn every_mention_is_marked_where_the_report_has_it() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        let report = jianbao::analyze(&sample(), &Options::default());
        let script = "return [...document.querySelectorAll('.articles mark')]
            .map((m) => [m.dataset.entity, Number(m.dataset.nth), m.textContent])";
        let mut marked: Vec<(String, usize, String)> = serde_json::from_value(page.run(script, vec![]).await).expect("marks");
        marked.sort();
        let mut expect: Vec<_> = report
            .entities
            .iter()
            .flat_map(|e| e.mentions.iter().enumerate().map(|(nth, m)| (e.id.clone(), nth, m)))
            .filter(|(_, _, mention)| mention.article.is_some())
            .map(|(id, nth, mention)| (id, nth, mention.text.clone()))
            .collect();
        expect.sort();
        assert_eq!(marked, expect);
    });
}

/// Colour is not the only sign of a type: each has a label or a line of its own.
#[test]
fn types_differ_by_more_than_colour() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        let script = "const looks = new Map();
            for (const mark of document.querySelectorAll('.articles mark')) {
                const own = getComputedStyle(mark), after = getComputedStyle(mark, '::after'), before = getComputedStyle(mark, '::before');
                looks.set(mark.dataset.type, [own.textDecorationLine, own.textDecorationStyle, own.borderBottomStyle, after.content, before.content].join());
            }
            return [looks.size, new Set(looks.values()).size]";
        let looks = page.run(script, vec![]).await;
        assert!(looks[0].as_u64() >= Some(5), "{looks}");
        assert_eq!(looks[0], looks[1], "two types look the same without their colour");
    });
}

#[test]
fn a_type_is_switched_off_and_on() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        open(&page, "#legend").await;
        let look = "return getComputedStyle(document.querySelector('.articles mark[data-type=\"PERSON\"]')).backgroundColor";
        let marked = page.run(look, vec![]).await;
        page.click("#legend button[data-type='PERSON']").await;
        page.wait_for(
            "the switch is off",
            "return document.querySelector('#legend button[data-type=\"PERSON\"]').getAttribute('aria-pressed') === 'false'",
        )
        .await;
        assert_ne!(page.run(look, vec![]).await, marked);
        page.click("#legend button[data-type='PERSON']").await;
        page.wait_for(
            "the switch is on",
            "return document.querySelector('#legend button[data-type=\"PERSON\"]').getAttribute('aria-pressed') === 'true'",
        )
        .await;
        assert_eq!(page.run(look, vec![]).await, marked);
        // The counts are the report's.
        let report = jianbao::analyze(&sample(), &Options::default());
        let persons: usize = report.entities.iter().filter(|e| e.kind == EntityType::Person).map(|e| e.mentions.len()).sum();
        let count = page.element("#legend button[data-type='PERSON'] .count").await.text().await.expect("a count");
        assert_eq!(count, persons.to_string());
    });
}

/// From the index to each mention in turn; for a person, the offices held.
#[test]
fn the_index_leads_to_each_mention_in_turn() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        open(&page, "#index").await;
        let report = jianbao::analyze(&sample(), &Options::default());
        let person = report
            .entities
            .iter()
            .find(|e| !e.titles.is_empty() && e.mentions.iter().filter(|m| m.article.is_some()).count() > 1)
            .expect("someone with an office who is named twice");
        let button = format!("#index button[data-entity='{}']", person.id);
        let seen = |nth: usize| {
            format!(
                "const m = document.querySelector('mark[data-entity=\"{}\"][data-nth=\"{nth}\"]');
                 if (!m || document.activeElement !== m) return false;
                 const r = m.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight",
                person.id
            )
        };
        page.click(&button).await;
        page.wait_for("the first mention is in sight", &seen(0)).await;
        let card = page.element("#card").await.text().await.expect("the card");
        assert!(card.contains(&person.name) && card.contains(&person.titles[0].title), "{card}");
        page.picture("card").await;
        // The card's own buttons keep the focus, so that they can be pressed again.
        let shown = |nth: usize| seen(nth).replace("document.activeElement !== m", "!m.classList.contains('here')");
        page.click("#next").await;
        page.wait_for("the second mention is in sight", &shown(1)).await;
        assert_eq!(page.run("return document.activeElement.id", vec![]).await, "next");
        page.click("#previous").await;
        page.wait_for("the first mention is in sight again", &shown(0)).await;
    });
}

/// The field stays the same one while a word is typed into it, and the counts tell how many entries fit.
#[test]
fn the_index_is_searched_by_a_whole_word() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        open(&page, "#index").await;
        let report = jianbao::analyze(&sample(), &Options::default());
        let word =
            &report.entities.iter().find(|e| e.kind == EntityType::Org && e.name.chars().count() > 3).expect("a body").name;
        let fits = |e: &&jianbao::report::Entity| e.name.contains(word) || e.mentions.iter().any(|m| m.text.contains(word));
        page.click("#filter").await;
        for letter in word.chars() {
            let press = KeyActions::new("keyboard".to_owned())
                .then(KeyAction::Down { value: letter })
                .then(KeyAction::Up { value: letter });
            page.client.perform_actions(press).await.expect("a key press");
        }
        let expect = report.entities.iter().filter(fits).count();
        let listed = format!("return document.querySelectorAll('#index button[data-entity]').length === {expect}");
        page.wait_for("only what fits is listed", &listed).await;
        let field = page.run("return [document.activeElement.id, document.getElementById('filter').value]", vec![]).await;
        assert_eq!(field, json!(["filter", word]));
        let (fit, all) = (
            report.entities.iter().filter(|e| e.kind == EntityType::Org).filter(fits).count(),
            report.entities.iter().filter(|e| e.kind == EntityType::Org).count(),
        );
        let heading =
            "return [...document.querySelectorAll('#index h3')].find((h) => h.querySelector('[data-type=\"ORG\"]')).textContent";
        let heading = page.run(heading, vec![]).await;
        assert!(heading.as_str().is_some_and(|h| h.contains(&format!("{fit} / {all}"))), "{heading}");
        page.picture("filter").await;
        page.press(Key::Escape).await;
        page.wait_for("all are listed", "return document.getElementById('filter').value === '' && !document.querySelector('#index h3').textContent.includes('/')").await;
        assert_eq!(page.run("return document.activeElement.id", vec![]).await, "filter");
    });
}

/// An input method writes into the field without being disturbed.
#[test]
fn the_index_is_searched_with_an_input_method() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        open(&page, "#index").await;
        page.click("#filter").await;
        for composed in ["j", "ji", "jian"] {
            let composing = json!({ "text": composed, "selectionStart": composed.len(), "selectionEnd": composed.len() });
            page.tools("Input.imeSetComposition", composing).await;
            assert_eq!(page.run("return document.getElementById('filter').value", vec![]).await, composed);
        }
        page.tools("Input.insertText", json!({ "text": "监利" })).await;
        let found = "const names = [...document.querySelectorAll('#index button[data-entity]')];
            return document.getElementById('filter').value === '监利' && names.length > 0 && names.length < 40";
        page.wait_for("what fits is listed", found).await;
    });
}

/// A headline is set as the report has it, whatever column the page set it in; a space that it has stays.
#[test]
fn headlines_flow() {
    with_page(|page| async move {
        let tower: String = "全市防汛抗旱工作会议召开".chars().flat_map(|c| [c, '\n']).collect();
        let text = format!(
            "{tower}本报讯（记者李明）昨日，全市防汛抗旱工作会议召开，副市长王小青出席会议并讲话。会议要求，各地要压实责任。\n\n\
             抓紧抓细抓实 全力攻\n坚克难\n本报讯（记者张华）近日，市委书记赵强到新沟镇调研重点项目建设。他指出，要抢抓工期，确保质量。\n"
        );
        paste(&page, &text).await;
        page.click("#analyze").await;
        page.done().await;
        let report = jianbao::analyze(&text, &Options::default());
        assert_eq!(titles(&page).await, titles_of(&report));
        let script = "return [...document.querySelectorAll('.contents li')].map((l) => l.textContent)";
        let contents: Vec<String> = serde_json::from_value(page.run(script, vec![]).await).expect("titles");
        assert_eq!(contents, titles_of(&report));
        assert_eq!(page.run("return document.querySelectorAll('.article header br').length", vec![]).await, 0);
        // One line each: nothing in them asks for more.
        let high = "return Math.max(...[...document.querySelectorAll('.title')].map((t) => t.getBoundingClientRect().height / parseFloat(getComputedStyle(t).lineHeight)))";
        let lines = page.run(high, vec![]).await;
        assert!(lines.as_f64().is_some_and(|lines| lines < 1.5), "{lines} lines");
    });
}

/// Why and where, in the reader's language, for an article and for a mention.
#[test]
fn reasons_are_told_in_words() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        open(&page, ".why").await;
        let why = page.element(".why").await.text().await.expect("reasons");
        assert!(why.contains("文章从此处开始：") && why.contains("标题归属：标题排在正文") && why.contains("原文第"), "{why}");
        assert!(!why.contains('_'), "{why}");
        page.run("document.querySelector('#index button[data-entity=\"e1\"]').click()", vec![]).await;
        let report = jianbao::analyze(&sample(), &Options::default());
        let start = report.entities[0].mentions[0].spans[0].0 as usize;
        let line = sample().chars().take(start).filter(|&c| c == '\n').count() + 1;
        let card = page.element("#card").await.text().await.expect("the card");
        assert!(card.contains(&format!("原文第 {line} 行，全文第 {} 个字符", start + 1)) && card.contains("把握"), "{card}");
        // The line is there to be looked up.
        let shown = format!(
            "const line = document.querySelector('#source li[data-n=\"{line}\"]')?.cloneNode(true);
            line?.querySelectorAll('.offstage').forEach((e) => e.remove()); return line?.textContent"
        );
        let shown = page.wait_for("the original text", &shown).await;
        assert_eq!(shown.as_str().expect("a line"), sample().lines().nth(line - 1).expect("a line"));
        page.picture("why").await;
        page.click("#lang").await;
        page.wait_for("English", "return document.getElementById('card').textContent.includes('of the original text')").await;
    });
}

/// What is set or typed after an analysis is not passed over in silence.
#[test]
fn results_say_that_they_are_older() {
    with_page(|page| async move {
        paste(&page, "本报讯（记者李明）昨日，全市防汛会议召开。").await;
        page.click("#analyze").await;
        page.done().await;
        // A day that cannot be worked out leads to the field where the day of print is set.
        page.run("document.querySelector('#index button[data-entity] .count').closest('#index').querySelectorAll('button[data-entity]').forEach((b) => { if (b.textContent.includes('昨日')) b.click(); })", vec![]).await;
        page.run("document.getElementById('set-date').click()", vec![]).await;
        assert_eq!(page.run("return document.activeElement.id", vec![]).await, "date");
        let set = "const d = document.getElementById('date'); d.value = '2024-09-12'; d.dispatchEvent(new Event('change', { bubbles: true }))";
        page.run(set, vec![]).await;
        page.click("#again").await;
        page.wait_for("the day is worked out", "return document.querySelector('.source')?.textContent.includes('2024-09-12')")
            .await;
        page.done().await;
        assert_eq!(page.run("return document.getElementById('stale').textContent", vec![]).await, "");
        // A changed text.
        page.click("#input").await;
        page.tools("Input.insertText", json!({ "text": "又及，会议已闭幕。" })).await;
        page.wait_for("it says so", "return document.getElementById('stale').textContent.includes('先前文字')").await;
        page.click("#analyze").await;
        page.wait_for("two texts", "return document.querySelectorAll('#pages li').length === 2").await;
        page.done().await;
        let names = "return [...document.querySelectorAll('#pages .tab-name')].map((n) => n.textContent)";
        let names: Vec<String> = serde_json::from_value(page.run(names, vec![]).await).expect("names");
        assert!(names[0] != names[1] && names.iter().all(|n| !n.contains("本报讯")), "{names:?}");
        let tab = page.element("#pages li").await.text().await.expect("a tab");
        assert!(tab.contains(" 篇"), "{tab}");
    });
}

/// The reader's own names win, and a bad line says what is wrong and stays.
#[test]
fn own_names_win_over_what_is_found() {
    with_page(|page| async move {
        paste(&page, "本报讯（记者李明）近日，阿木到荆州。").await;
        page.click("#analyze").await;
        page.done().await;
        page.click(".names summary").await;
        let list = "阿木 人名\\n荆州 TERM\\n丰禾 FIRM";
        let set = format!(
            "const n = document.getElementById('names'); n.value = '{list}'; n.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        );
        page.run(&set, vec![]).await;
        page.wait_for(
            "the bad line is told",
            "return document.getElementById('names-faults').textContent.includes('第 3 行：“FIRM”')",
        )
        .await;
        page.click("#again").await;
        let found =
            "return [...document.querySelectorAll('#index button[data-entity]')].some((b) => b.textContent.includes('阿木'))";
        page.wait_for("the name is found", found).await;
        page.done().await;
        let kept = page.run("return document.getElementById('names').value.split('\\n').length", vec![]).await;
        assert_eq!(kept, json!(3));
        page.click("#lang").await;
        page.wait_for(
            "English",
            "return document.getElementById('names-faults').textContent.includes('Line 3: “FIRM” is no type')",
        )
        .await;
    });
}

/// A list chosen goes behind what is typed, one dropped onto the field too; one that is no text changes nothing.
#[test]
fn own_names_come_from_files() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let chosen = file("one.txt", &encoding_rs::GB18030.encode("阿木 人名\r\n").0);
    let dropped = file("two.txt", "荆州 TERM".as_bytes());
    let picture = file("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    with_page(|page| async move {
        page.click("details.names summary").await;
        page.click("#names").await;
        page.type_text("野家 ORG").await;
        let holds = |list: &str| format!("return document.getElementById('names').value.trim() === '{list}'");
        page.element("#names-file").await.send_keys(chosen.to_str().expect("a path")).await.expect("a file is chosen");
        page.wait_for("it is added", &holds("野家 ORG\\n阿木 人名")).await;
        page.drop_files_on("#names", &[&dropped]).await;
        page.wait_for("so is the other", &holds("野家 ORG\\n阿木 人名\\n荆州 TERM")).await;
        page.picture("own names").await;
        page.drop_files_on("#names", &[&picture]).await;
        page.wait_for("it is told", "return document.getElementById('error').textContent.includes('photo.png')").await;
        page.wait_for("nothing is changed", &holds("野家 ORG\\n阿木 人名\\n荆州 TERM")).await;
        assert_eq!(page.run("return document.querySelectorAll('#pages li').length", vec![]).await, 0, "none is a page");
        paste(&page, "本报讯（记者李明）近日，阿木到荆州。").await;
        page.click("#analyze").await;
        page.done().await;
        let found =
            "return [...document.querySelectorAll('.articles mark[data-type=TERM]')].some((m) => m.textContent === '荆州')";
        page.wait_for("the list wins", found).await;
        drop(folder);
    });
}

/// A person's card tells what they said and where they were, a meeting's who was there, a place's what it belongs to.
#[test]
fn cards_tell_of_statements_meetings_and_divisions() {
    with_page(|page| async move {
        paste(&page, "本报讯（记者李明）近日，监利市召开全市防汛工作会议。市长王小青主持会议。王小青强调，要守住堤防。").await;
        page.click("#analyze").await;
        page.done().await;
        let card = async |name: &str| {
            let open = format!(
                "[...document.querySelectorAll('#index button[data-entity]')].find((b) => b.textContent.includes('{name}')).click()"
            );
            page.run(&open, vec![]).await;
            page.wait_for("the card", &format!("return document.querySelector('#card strong')?.textContent.includes('{name}')"))
                .await;
            page.element("#card").await.text().await.expect("the card")
        };
        let person = card("王小青").await;
        assert!(person.contains("强调：要守住堤防。") && person.contains("主持 全市防汛工作会议"), "{person}");
        let meeting = card("全市防汛工作会议").await;
        assert!(meeting.contains("主持 王小青"), "{meeting}");
        let place = card("监利市").await;
        assert!(place.contains("湖北省 › 荆州市 › 监利市 421088"), "{place}");
    });
}

/// A doubt leads to its place.
#[test]
fn doubts_lead_to_their_places() {
    // Whether the middle is a headline, and whose, nobody can say.
    const TEXT: &str = "昨日，渔港码头启用，可停靠渔船百\n艘，渔民十分高兴。\n\n渔港新貌\n\n柳明山茶园的新茶开采，将于月底上\n市。茶农们正在忙碌。\n";
    with_page(|page| async move {
        paste(&page, TEXT).await;
        page.click("#analyze").await;
        page.done().await;
        // Told above the articles.
        page.click("#doubts button").await;
        page.wait_for("the doubts have the focus", "return document.activeElement.matches('#notes summary')").await;
        page.click("#notes li button").await;
        let seen = "const r = document.querySelector('.found-part')?.getBoundingClientRect(); return r && r.top > 0 && r.bottom < innerHeight";
        page.wait_for("it is in sight", seen).await;
        page.picture("doubt").await;
    });
}

/// Even a single text can be put away.
#[test]
fn a_single_text_is_put_away() {
    with_page(|page| async move {
        page.click("#sample").await;
        page.done().await;
        assert_eq!(
            page.run("return document.getElementById('input').value", vec![]).await,
            sample(),
            "the sample is there to be read"
        );
        page.click("#pages .close").await;
        page.wait_for("nothing is shown", "return document.getElementById('app').dataset.state === 'empty'").await;
        assert_eq!(page.run("return document.activeElement.id", vec![]).await, "input");
    });
}

/// The page asks before it is left while it alone holds what the reader has done, and only then.
#[test]
fn leaving_asks_while_there_is_something_to_lose() {
    with_page(|page| async move {
        page.resize(1280, 900).await;
        let asks = async |what: &str, expect: bool| {
            let asks = "return String(!window.dispatchEvent(new Event('beforeunload', { cancelable: true })))";
            page.wait_for(what, &format!("{asks} === '{expect}'")).await;
        };
        asks("nothing is there", false).await;
        page.click("#sample").await;
        page.done().await;
        asks("the sample is at hand", false).await;
        // Corrections, until a file holds them.
        page.run("document.querySelector('#index button[data-entity]').click()", vec![]).await;
        page.click("#accept").await;
        asks("a correction", true).await;
        page.click("#download").await;
        page.downloaded("jianli.json").await;
        asks("it is saved", false).await;
        // Text that was pasted, and such as was typed.
        page.element("#format").await.select_by_value("text").await.expect("the menu has it");
        page.click("#copy").await;
        page.wait_for("it is copied", "return document.getElementById('live').textContent.includes('已复制')").await;
        page.click("#pages .close").await;
        page.wait_for("it is put away", "return !document.getElementById('pages')").await;
        page.run("const f = document.getElementById('input'); f.value = ''; f.dispatchEvent(new InputEvent('input', { bubbles: true })); f.focus()", vec![]).await;
        let keys = json!({ "type": "keyDown", "commands": ["paste"], "key": "v", "modifiers": 2 });
        page.tools("Input.dispatchKeyEvent", keys).await;
        page.wait_for("it is pasted", "return document.getElementById('input').value").await;
        asks("what is pasted stands elsewhere too", false).await;
        page.type_text("又及").await;
        asks("what is typed does not", true).await;
        // Names of one's own.
        page.run("const f = document.getElementById('input'); f.value = ''; f.dispatchEvent(new InputEvent('input', { bubbles: true }))", vec![]).await;
        asks("it is deleted", false).await;
        page.run("const n = document.getElementById('names'); n.value = '阿木 PERSON'; n.dispatchEvent(new Event('change', { bubbles: true }))", vec![]).await;
        asks("a name is typed", true).await;
    });
}

/// Where a text's columns ran through one another, the page says so above the articles.
#[test]
fn a_text_put_into_another_order_says_so() {
    const TEXT: &str =
        "昨日上午，市图书馆新馆正式向社    新馆的自习室有座位三百个，阅览\n会开放，首日接待读者两千余人    室全天开放。\n";
    const TWO: &str = "市图书馆新馆昨日正式开放          新沟镇重点项目加快建设\n\
        本报讯（记者李明）昨日上午，市图    本报讯（记者张华）近日，市委书记\n\
        书馆新馆正式向社会开放，首日接待    赵强到新沟镇调研重点项目建设，听\n\
        读者两千余人，自习室有座位三百个    取了湖北金太阳科技公司的汇报。赵\n\
        ，阅览室全天开放。                  强指出，要抢抓工期，确保质量。\n";
    with_page(|page| async move {
        assert!(jianbao::analyze(TEXT, &Options::default()).reordered);
        paste(&page, TEXT).await;
        page.click("#analyze").await;
        page.done().await;
        let told = page.element("#doubts").await.text().await.expect("words");
        assert!(told.contains("按阅读顺序重排"), "{told}");
        // The list of the articles marks those that it is true of.
        page.run("const f = document.getElementById('input'); f.value = ''; f.dispatchEvent(new InputEvent('input', { bubbles: true }))", vec![]).await;
        paste(&page, TWO).await;
        page.click("#analyze").await;
        page.done().await;
        let marked = "return [...document.querySelectorAll('.contents .doubtful summary')].map((d) => d.textContent).join() === '存疑,存疑'";
        page.wait_for("both are marked", marked).await;
        // By mouse, finger and key the mark says why.
        open(&page, ".contents").await;
        page.run("document.querySelector('.contents .doubtful summary').focus()", vec![]).await;
        page.press(Key::Enter).await;
        let why = "const p = document.querySelector('.contents .doubtful p'); return p.checkVisibility() && p.textContent.includes('与别篇交错')";
        page.wait_for("why", why).await;
        page.picture("doubtful").await;
    });
}

#[test]
fn without_text_the_page_says_what_to_do() {
    with_page(|page| async move {
        page.click("#analyze").await;
        let message = page.element("#error .problem").await.text().await.expect("a message");
        assert!(message.contains("还没有文字") && message.contains("试用示例"), "{message}");
    });
}

/// Runs a test on the page, opened from the disk.
pub fn with_page<F, T>(test: F)
where
    F: FnOnce(Page) -> T + Send + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    in_browser(Setup::default(), |page| async move {
        page.open(&file_address(&built_page())).await;
        test(page).await;
    });
}

/// Puts text into the field as the browser's own paste does.
pub async fn paste(page: &Page, text: &str) {
    page.click("#input").await;
    page.tools("Input.insertText", json!({ "text": text })).await;
}

/// Opens a part of the page that stands closed where there is little room.
async fn open(page: &Page, selector: &str) {
    // Wide enough for the pane that holds it to stand beside the articles.
    page.resize(1440, 900).await;
    page.element(selector).await;
    page.run("document.querySelector(arguments[0]).open = true", vec![json!(selector)]).await;
}

/// The titles shown; an article without one counts as an empty title.
async fn titles(page: &Page) -> Vec<String> {
    let script =
        "return [...document.querySelectorAll('.articles article')].map((a) => a.querySelector('.title')?.textContent ?? '')";
    serde_json::from_value(page.run(script, vec![]).await).expect("titles")
}

fn titles_of(report: &Report) -> Vec<String> {
    report.articles.iter().map(|a| a.headline.title.as_ref().map_or_else(String::new, |t| t.text.clone())).collect()
}
