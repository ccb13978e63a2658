//! Saved reports taken up again: with their corrections, without their text, and such as were changed by other means.

mod common;

use common::{SAMPLE, rules};
use jianbao::edit::{Damage, Differs, Edit, Misfit, Reloaded, Unfit, apply, is_json, is_report, read, reload};
use jianbao::export::FORMATS;
use jianbao::report::{EntityType, Report};
use jianbao::view::View;
use jianbao::{Options, analyze};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Two articles and an editors' line.
const PAGE: &str = include_str!("common/corrected.txt");

fn machine() -> Report {
    analyze(PAGE, &Options { name: Some("page.txt".to_owned()), ..Options::default() })
}

fn at(words: &str) -> u32 {
    PAGE[..PAGE.find(words).expect("the page has it")].chars().count() as u32
}

fn edits() -> Vec<Edit> {
    vec![
        Edit::MergeArticles { at: at("会议要求") },
        Edit::Add { at: (at("压实责任"), at("压实责任") + 4), kind: EntityType::Term, everywhere: false },
        Edit::Rename { at: (at("王小青"), at("王小青") + 3), name: "王晓青".to_owned() },
    ]
}

fn corrected() -> Report {
    apply(&machine(), PAGE, &edits()).expect("the edits fit")
}

fn none(_: &str) -> Option<String> {
    None
}

#[test]
fn a_corrected_report_goes_on_where_it_was_left() {
    let saved = corrected();
    let again = reload(&read(&saved.to_json()).expect("a report"), none).expect("it fits");
    let Reloaded { mut desk, edits: wanted, unfit, differs, .. } = again;
    assert_eq!((&wanted, unfit.len(), differs), (&edits(), 0, Differs::default()));
    assert_eq!(desk.report(), machine(), "nothing is made yet");
    desk.replay(0, &wanted).expect("they fit");
    assert_eq!(desk.report(), saved);
    // And back behind what was saved.
    desk.replay(1, &[]).expect("undone");
    assert_eq!(desk.report().articles, saved.articles);
}

#[test]
fn a_report_without_its_text_asks_for_it() {
    let Err(unfit) = reload(&machine(), none) else { panic!("there is no text") };
    let sha256 = machine().source.sha256;
    assert_eq!(unfit, Unfit::NoText { name: Some("page.txt".to_owned()), sha256: sha256.clone() });
    let given = |asked: &str| (asked == sha256).then(|| PAGE.to_owned());
    assert_eq!(reload(&machine(), given).expect("it fits").desk.report(), machine());
    let longer = format!("{PAGE}。");
    let length = machine().source.length;
    let Err(unfit) = reload(&machine(), |_| Some(longer)) else { panic!("another text") };
    assert_eq!(unfit, Unfit::OtherText { expected: length, given: length + 1 });
    let Err(unfit) = reload(&machine(), |_| Some(PAGE.replacen('防', "妨", 1))) else { panic!("another text") };
    assert_eq!(unfit, Unfit::OtherText { expected: length, given: length });
}

/// What was changed by other means is told with its place.
#[test]
fn what_does_not_fit_is_told() {
    let refused = |change: fn(&mut Report)| {
        let mut report = corrected();
        change(&mut report);
        let told = reload(&report, none).err().expect("it does not fit");
        assert!(!told.to_string().is_empty());
        told
    };
    let (from, to) = (at("防汛工作"), at("防汛工作") + 8);
    let told = refused(|r| r.articles[0].headline.title.as_mut().expect("a title").text = "防汛工作会议召回".to_owned());
    let stands = Some("防汛工作会议召开".to_owned());
    assert_eq!(told, Unfit::Misplaced { says: "防汛工作会议召回".to_owned(), at: (from, to), stands });
    let end = PAGE.chars().count() as u32;
    let Unfit::Misplaced { at, stands: None, .. } = refused(|r| r.furniture[0].spans[0].1 += 9) else { panic!("behind the end") };
    assert!(at.1 > end);
    assert!(matches!(refused(|r| r.entities[0].mentions[0].spans[0].0 += 1), Unfit::Misplaced { stands: Some(_), .. }));
    assert!(matches!(refused(|r| r.entities[1].id = "e9".to_owned()), Unfit::Misnumbered { id } if id == "e9"));
    let told = refused(|r| {
        let again = r.articles[0].paragraphs[0].clone();
        r.furniture.push(again);
    });
    assert!(matches!(told, Unfit::Misplaced { stands: None, .. }), "{told:?}");
}

/// One correction that fits no more keeps no other back.
#[test]
fn corrections_that_do_not_fit_are_told_and_the_others_made() {
    let mut report = corrected();
    let list = &mut report.corrections.as_mut().expect("corrections").edits;
    list.insert(1, Edit::MergeArticles { at: 100_000 });
    let mut again = reload(&report, none).expect("the rest fits");
    assert_eq!((&again.edits, again.unfit), (&edits(), vec![(1, Misfit::NoPart(100_000))]));
    // A report that is written of it keeps it for another reading, and tells of it no more.
    again.desk.replay(0, &again.edits).expect("they fit");
    let kept = again.desk.report();
    let waiting = vec![Edit::MergeArticles { at: 100_000 }];
    assert_eq!(kept.corrections.as_ref().map(|c| &c.waiting), Some(&waiting));
    let once_more = reload(&read(&kept.to_json()).expect("a report"), none).expect("it fits");
    assert_eq!((once_more.edits, once_more.unfit, once_more.waiting), (edits(), vec![], waiting.clone()));
    // One that waited and changes nothing by now is done; the report keeps it for another reading.
    let mut report = corrected();
    let done = edits().pop().expect("a correction");
    report.corrections.as_mut().expect("corrections").waiting = vec![done.clone(), waiting[0].clone()];
    let again = reload(&report, none).expect("it fits");
    assert_eq!((&again.edits, &again.waiting, &again.needless), (&edits(), &waiting, &vec![done.clone()]));
    let kept = again.desk.report().corrections.expect("corrections").waiting;
    assert_eq!(kept, [waiting[0].clone(), done.clone()]);
    // So is one that was made and changes nothing in this reading.
    let mut report = corrected();
    report.corrections.as_mut().expect("corrections").edits.push(done.clone());
    let again = reload(&report, none).expect("it fits");
    assert_eq!((&again.edits, again.unfit, again.waiting, again.needless), (&edits(), vec![], vec![], vec![done]));
    assert_eq!(again.differs, Differs::default());
    // What the corrections do not make is told too.
    let mut report = corrected();
    report.entities[0].name = "李明明".to_owned();
    assert_eq!(reload(&report, none).expect("it fits").differs, Differs { articles: 0, entities: 1 });
}

#[test]
fn damaged_files_are_told_from_pages() {
    let json = corrected().to_json();
    assert!(is_report(&json) && is_report(&json[..json.len() / 2]) && !is_report(PAGE) && !is_report("{\"a\": 1}"));
    let cut = read(&json[..json.floor_char_boundary(json.len() / 2)]).expect_err("cut short");
    assert!(matches!(cut, Unfit::NoReport { line, damage: Damage::CutShort, .. } if line > 100), "{cut}");
    for (from, to, expect) in [
        ("merge_articles", "glue_articles", Damage::UnknownWord("glue_articles".to_owned())),
        ("\"articles\":", "\"pieces\":", Damage::Missing("articles".to_owned())),
        ("\"articles\": [", "\"articles\": 1, \"pieces\": [", Damage::OtherValue),
        ("\"articles\":", "\"articles\"", Damage::NoJson),
    ] {
        let damaged = json.replacen(from, to, 1);
        assert!(matches!(read(&damaged), Err(Unfit::NoReport { damage, .. }) if damage == expect), "{from}");
    }
    assert_eq!(read("{\"a\": 1}"), Err(Unfit::OtherJson));
    assert!(is_json("\n[1]") && !is_json(PAGE) && !is_json("[本报讯]"));
    let other = read(&json.replacen("\"1.0\"", "\"2.0\"", 1)).expect_err("another form");
    assert_eq!(other, Unfit::OtherVersion { version: "2.0".to_owned() });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    /// Whatever numbers and texts stand in a file, it is refused, or what comes of it keeps the rules.
    #[test]
    fn no_file_breaks_the_rules(changes in prop::collection::vec((any::<prop::sample::Index>(), 0..40_u32), 1..3)) {
        let mut json = corrected().to_json();
        for (which, by) in changes {
            let numbers: Vec<(usize, usize)> = json
                .match_indices(|c: char| c.is_ascii_digit())
                .map(|(at, c)| (at, at + c.len()))
                .filter(|&(at, _)| json[..at].ends_with("  "))
                .collect();
            let (from, to) = numbers[which.index(numbers.len())];
            json.replace_range(from..to, &by.to_string());
        }
        if let Ok(report) = read(&json)
            && let Ok(Reloaded { mut desk, edits, .. }) = reload(&report, none)
        {
            prop_assert_eq!(desk.replay(0, &edits), Ok(()));
            let report = desk.report();
            prop_assert_eq!(rules(PAGE, &report), Ok(()));
            let _ = View::new(&report, PAGE);
            for format in FORMATS {
                prop_assert!(!format.write(&report, PAGE).is_empty());
            }
        }
    }
}

/// Of two columns side by side, names that are cut by the end of the same row cross in the text, not in the articles.
#[test]
fn names_cut_in_one_row_of_two_columns_are_taken_up_again() {
    let raw = [
        "防汛工作会议召开　　　　　　　　　　图书馆新馆开放",
        "　　本报讯（记者李明）近日，全市防　　　　　　本报讯（记者王五）近日，市图书",
        "汛工作会议在市委礼堂召开，部署今年　　　　馆新馆正式开放，市民可以免费借阅",
        "的防汛工作，要求各地守住堤防安全。　　　　各类图书，周末也照常开放不休息。",
    ]
    .join("\n");
    let report = analyze(&raw, &Options::default());
    let cut = report.entities.iter().flat_map(|e| &e.mentions).filter(|m| m.spans.len() > 1 && m.text.chars().count() < 9);
    let ends: Vec<(u32, u32)> = cut.map(|m| (m.spans[0].0, m.spans[m.spans.len() - 1].1)).collect();
    let cross = |a: &(u32, u32), b: &(u32, u32)| a.0 < b.0 && b.0 < a.1 && a.1 < b.1;
    assert!(ends.iter().any(|a| ends.iter().any(|b| cross(a, b))), "the text has no such names: {ends:?}");
    let again = reload(&report, |_| Some(raw.clone())).unwrap_or_else(|unfit| panic!("{unfit}"));
    assert_eq!(again.desk.report(), report);
}

/// Every report that the program writes is taken up again.
#[test]
fn the_sample_page_is_taken_up_again() {
    for raw in [SAMPLE, "", " \u{200B}", "⼤会⻓\u{FEFF}召开", "一\u{0C}二\r\n三"] {
        let report = analyze(raw, &Options::default());
        let json = report.to_json();
        let again = reload(&read(&json).expect("a report"), |_| Some(raw.to_owned())).unwrap_or_else(|e| panic!("{raw:?}: {e}"));
        assert_eq!(again.desk.report().to_json(), json);
    }
}
