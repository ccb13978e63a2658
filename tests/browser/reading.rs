//! A page is read: text in, articles and names out, the report's bytes to take away.

use crate::harness::{Page, Setup, built_page, file_address, in_browser, sample};
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
        page.click("#next").await;
        page.wait_for("the second mention is in sight", &seen(1)).await;
        page.click("#previous").await;
        page.wait_for("the first mention is in sight again", &seen(0)).await;
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
