//! A reader's corrections: what each edit does, and what holds whatever the edits are.

mod common;

use jianbao::edit::{Desk, Edit, Fault, Misfit, PartRole, apply};
use jianbao::report::{CodePoints, Entity, EntityType, Report, TextPart};
use jianbao::{Options, analyze};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Two articles and an editors' line.
const PAGE: &str = include_str!("common/corrected.txt");

#[test]
fn articles_are_merged_and_split() {
    let merged = make(&[Edit::MergeArticles { at: at("会议要求") }]);
    assert_eq!(merged.articles.len(), 1);
    let texts: Vec<&str> = merged.articles[0].paragraphs.iter().map(|p| p.text.as_str()).collect();
    assert!(texts.iter().any(|t| t.starts_with("新沟镇重点项目")), "the second headline is body now: {texts:?}");
    assert_eq!(merged.articles[0].byline.len(), 2, "both authors");

    let split = make(&[Edit::SplitArticle { at: at("会议要求") }]);
    assert_eq!(split.articles.len(), 3);
    assert!(split.articles[1].paragraphs[0].text.starts_with("会议要求"));
    // Inside a paragraph, too; the author stays with the first.
    let split = make(&[Edit::SplitArticle { at: at("王小青强调") }]);
    assert!(split.articles[0].paragraphs[0].text.ends_with("讲话。"));
    assert!(split.articles[1].paragraphs[0].text.starts_with("王小青强调") && split.articles[1].byline.is_empty());
    // A caption goes with the text that it stands behind.
    let caption = |words: &str| Edit::SetRole { at: at(words), role: PartRole::Caption, article: Some(at("赵强指出")) };
    let split = make(&[caption("责任编辑"), Edit::SplitArticle { at: at("赵强指出") }]);
    assert_eq!(split.articles.iter().map(|article| article.captions.len()).collect::<Vec<_>>(), [0, 0, 1]);
    let split = make(&[caption("会议要求"), Edit::SplitArticle { at: at("赵强指出") }]);
    assert_eq!(split.articles.iter().map(|article| article.captions.len()).collect::<Vec<_>>(), [0, 1, 0]);
    assert_eq!(fault(&[Edit::SplitArticle { at: at("防汛") }]), Misfit::NoParagraph(at("防汛")));
    assert_eq!(fault(&[Edit::MergeArticles { at: at("赵强指出") }]), Misfit::NothingBehind);
}

/// An office is held while its words are marked as one.
#[test]
fn offices_go_and_change_with_their_marks() {
    let span = |words: &str| (at(words), at(words) + words.chars().count() as u32);
    let offices = |report: &Report, name: &str| -> Vec<String> {
        let person = report.entities.iter().find(|e| e.name == name).expect("the person");
        person.titles.iter().map(|held| held.title.clone()).collect()
    };
    assert_eq!(offices(&make(&[]), "王小青"), ["副市长"]);
    let office = span("副市长");
    assert!(offices(&make(&[Edit::Reject { at: office, everywhere: false }]), "王小青").is_empty());
    assert!(offices(&make(&[Edit::SetType { at: office, kind: EntityType::Term, everywhere: false }]), "王小青").is_empty());
    let moved = make(&[Edit::SetSpan { at: office, to: (office.0 + 1, office.1), everywhere: false }]);
    assert_eq!(offices(&moved, "王小青"), ["市长"]);
    assert_eq!(offices(&moved, "赵强"), ["市委书记"]);
}

#[test]
fn headlines_and_articles_change_places() {
    let moved = make(&[Edit::MoveHeadline { at: at("防汛"), to: at("赵强指出") }]);
    assert_eq!((title(&moved, 0), title(&moved, 1)), (Some("新沟镇重点项目 加快建设"), Some("防汛工作会议召开")));
    let moved = make(&[Edit::MoveArticle { at: at("赵强指出"), before: Some(at("防汛")) }]);
    assert_eq!((title(&moved, 0), title(&moved, 1)), (Some("新沟镇重点项目 加快建设"), Some("防汛工作会议召开")));
    assert_eq!(moved.articles[0].id, "a1");
    assert_eq!(moved.entities[0].mentions[0].article.as_deref(), Some("a1"), "what comes first is named first");
    assert_eq!(fault(&[Edit::MoveArticle { at: at("防汛"), before: Some(at("防汛")) }]), Misfit::NoChange);
}

#[test]
fn parts_get_other_roles() {
    let (here, next) = (at("新沟镇重点项目 加快"), at("防汛"));
    let role = |role, article| make(&[Edit::SetRole { at: here, role, article }]);
    let words = Some("新沟镇重点项目 加快建设");
    assert_eq!(role(PartRole::Subtitle, None).articles[1].headline.subtitle.as_ref().map(text), words);
    assert_eq!(role(PartRole::Kicker, Some(next)).articles[0].headline.kicker.as_ref().map(text), words);
    assert_eq!(role(PartRole::Paragraph, None).articles[1].paragraphs[0].text, "新沟镇重点项目加快建设", "prose has no spaces");
    assert!(role(PartRole::Furniture, None).furniture.iter().any(|p| Some(text(p)) == words));
    let joined = role(PartRole::Title, Some(next));
    assert_eq!((title(&joined, 0), title(&joined, 1)), (Some("防汛工作会议召开新沟镇重点项目 加快建设"), None));

    let aside = make(&[Edit::SetAside { at: next }]);
    assert_eq!((aside.articles.len(), title(&aside, 0)), (1, Some("新沟镇重点项目 加快建设")));
    let back = make(&[
        Edit::SetAside { at: next },
        Edit::SetRole { at: next, role: PartRole::Title, article: None },
        Edit::SetRole { at: at("会议要求"), role: PartRole::Paragraph, article: Some(next) },
        Edit::SetRole { at: at("本报讯（记者李明"), role: PartRole::Paragraph, article: Some(next) },
    ]);
    assert_eq!((back.articles.len(), title(&back, 0)), (2, Some("防汛工作会议召开")));
    assert_eq!(back.articles[0].paragraphs.len(), 2);
    assert!(back.articles[0].paragraphs[0].text.starts_with("本报讯"), "parts stand in the page's order");
    assert_eq!(back.articles[0].byline[0].name, "李明", "the author is back as well");
}

#[test]
fn paragraphs_are_joined_and_split() {
    let joined = make(&[Edit::JoinParagraphs { at: at("本报讯（记者李明") }]);
    assert_eq!(joined.articles[0].paragraphs.len(), 1);
    assert!(joined.articles[0].paragraphs[0].text.contains("第一位。会议要求"));
    let split = make(&[Edit::SplitParagraph { at: at("王小青强调") }]);
    assert_eq!(split.articles[0].paragraphs.len(), 3);
    // A headline hands the rest on.
    let split = make(&[Edit::SplitParagraph { at: at("加快建设") }]);
    let headline = &split.articles[1].headline;
    assert_eq!(
        (headline.title.as_ref().map(text), headline.subtitle.as_ref().map(text)),
        (Some("新沟镇重点项目"), Some("加快建设"))
    );
    assert_eq!(fault(&[Edit::SplitParagraph { at: at("会议要求") }]), Misfit::NothingToCut(at("会议要求")));
    // A name that is cut through is none.
    let cut = make(&[Edit::SplitParagraph { at: at("太阳科技") }]);
    assert!(entity(&analyze_page(), "湖北金太阳科技有限公司").is_some() && entity(&cut, "湖北金太阳科技有限公司").is_none());
}

/// What stands before the words and behind them stays body; where they are no words of a paragraph, nothing is done.
#[test]
fn words_become_a_headline() {
    let make_headline = |words: &str| make(&[Edit::MakeHeadline { at: span(words, 0) }]);
    let body = |report: &Report| report.articles[0].paragraphs.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
    let whole = body(&make(&[]));
    for (words, pieces) in [
        ("压实责任", ["会议要求，各地要", "，加强值守，王小青带头落实。"].as_slice()),
        ("会议要求", &["，各地要压实责任，加强值守，王小青带头落实。"]),
        ("带头落实。", &["会议要求，各地要压实责任，加强值守，王小青"]),
        ("会议要求，各地要压实责任，加强值守，王小青带头落实。", &[]),
    ] {
        let made = make_headline(words);
        assert_eq!(title(&made, 0), Some(&*format!("防汛工作会议召开{words}")));
        let expect: Vec<&str> = [&*whole[0]].iter().chain(pieces).copied().collect();
        assert_eq!(body(&made), expect, "{words}");
    }
    let titled = make(&[
        Edit::SetRole { at: at("防汛"), role: PartRole::Furniture, article: None },
        Edit::MakeHeadline { at: span("压实责任", 0) },
    ]);
    assert_eq!(title(&titled, 0), Some("压实责任"));
    assert_eq!(fault(&[Edit::MakeHeadline { at: span("防汛", 0) }]), Misfit::NoChange);
    let across = (at("第一位"), at("各地"));
    assert_eq!(fault(&[Edit::MakeHeadline { at: across }]), Misfit::NotInOnePart(across));
    // Over the end of a line, too.
    let raw = "防汛会议召开\n　　本报讯（记者李明）近日，全市防汛工\n作会议召开，要求压实责任。\n";
    let report = analyze(raw, &Options::default());
    let (start, _) = span_in(raw, "防汛工\n作会议", 0);
    let made = apply(&report, raw, &[Edit::MakeHeadline { at: (start, start + 7) }]).expect("it fits");
    common::hold(raw, &made.to_json());
    assert_eq!(title(&made, 0), Some("防汛会议召开防汛工作会议"));
    // From one column into the next, which stands before it in the text.
    let raw = "图书馆开放\n昨日上午，市图书馆新馆正式向社    新馆的自习室有座位三百个，阅览\n会开放，首日接待读者两千余人，    室全天开放。\n";
    let report = analyze(raw, &Options::default());
    let across = (span_in(raw, "余人，", 0).0, span_in(raw, "新馆的", 0).1 - 1);
    assert!(across.0 > across.1, "the columns were put below one another");
    let made = apply(&report, raw, &[Edit::MakeHeadline { at: across }]).expect("it fits");
    common::hold(raw, &made.to_json());
    assert_eq!(title(&made, 0), Some("图书馆开放余人，新馆"));
    assert_eq!(body(&made), ["昨日上午，市图书馆新馆正式向社会开放，首日接待读者两千", "的自习室有座位三百个，阅览室全天开放。"]);
}

#[test]
fn mentions_are_judged() {
    let (first, second) = (span("王小青", 0), span("王小青", 1));
    let checked = |report: &Report| person(report, "王小青").mentions.iter().map(|m| m.checked).collect::<Vec<_>>();
    assert_eq!(checked(&make(&[Edit::Accept { at: first, everywhere: false }])), [true, false, false]);
    assert_eq!(checked(&make(&[Edit::Accept { at: second, everywhere: true }])), [true, true, true]);
    assert_eq!(checked(&make(&[Edit::Reject { at: first, everywhere: false }])), [false, false]);
    assert!(entity(&make(&[Edit::Reject { at: first, everywhere: true }]), "王小青").is_none());
    assert_eq!(fault(&[Edit::Reject { at: (0, 1), everywhere: false }]), Misfit::NoMention((0, 1)));
}

#[test]
fn types_and_spans_are_changed() {
    let (first, second) = (span("王小青", 0), span("王小青", 1));
    let one = make(&[Edit::SetType { at: second, kind: EntityType::Place, everywhere: false }]);
    assert_eq!(person(&one, "王小青").mentions.len(), 2);
    assert!(one.entities.iter().any(|e| e.name == "王小青" && e.kind == EntityType::Place && e.mentions.len() == 1));
    let all = make(&[Edit::SetType { at: second, kind: EntityType::Org, everywhere: true }]);
    assert!(all.entities.iter().any(|e| e.name == "王小青" && e.kind == EntityType::Org && e.mentions.len() == 3));

    let shorter = |everywhere| make(&[Edit::SetSpan { at: first, to: (first.0 + 1, first.1), everywhere }]);
    let texts = |report: &Report| {
        let named = report.entities.iter().find(|e| e.mentions.iter().any(|m| m.text.contains("小青"))).expect("the person");
        (named.name.clone(), named.mentions.iter().map(|m| m.text.clone()).collect::<Vec<_>>())
    };
    assert_eq!(texts(&shorter(false)), ("王小青".to_owned(), vec!["小青".to_owned(), "王小青".to_owned(), "王小青".to_owned()]));
    assert_eq!(texts(&shorter(true)), ("小青".to_owned(), vec!["小青".to_owned(); 3]));
}

#[test]
fn mentions_are_added() {
    let words = span("重点项目", 0);
    let one = make(&[Edit::Add { at: words, kind: EntityType::Term, everywhere: false }]);
    assert_eq!(entity(&one, "重点项目").map(|e| e.mentions.len()), Some(1));
    let all = make(&[Edit::Add { at: words, kind: EntityType::Term, everywhere: true }]);
    assert_eq!(entity(&all, "重点项目").map(|e| e.mentions.len()), Some(2));
    assert!(entity(&all, "重点项目").is_some_and(|e| e.mentions.iter().all(|m| m.checked && m.rule == "reader")));
    // What cannot stand beside it goes: a person in an organisation.
    let inner = span("金太阳", 0);
    let added = make(&[Edit::Add { at: inner, kind: EntityType::Person, everywhere: false }]);
    assert!(entity(&added, "金太阳").is_some() && entity(&added, "湖北金太阳科技有限公司").is_none());
    // A sum is worked out.
    let raw = "本报讯（记者李明）昨日，全市筹资四十亿元整治河道。";
    let report = analyze(raw, &Options::default());
    let sum = span_in(raw, "四十亿元", 0);
    let edits = [Edit::Reject { at: sum, everywhere: false }, Edit::Add { at: sum, kind: EntityType::Money, everywhere: false }];
    let value = apply(&report, raw, &edits).unwrap().entities.into_iter().find(|e| e.kind == EntityType::Money).unwrap().value;
    assert_eq!(serde_json::to_value(value).unwrap(), serde_json::json!({ "amount": 4_000_000_000_u64, "currency": "CNY" }));
    assert_eq!(
        fault(&[Edit::Add { at: (0, at("会议要求")), kind: EntityType::Term, everywhere: false }]),
        Misfit::NotInOnePart((0, at("会议要求")))
    );
}

#[test]
fn entities_are_merged_split_and_renamed() {
    let (wang, zhao) = (span("王小青", 0), span("赵强", 0));
    let merged = make(&[Edit::MergeEntities { at: zhao, into: wang }]);
    assert_eq!(person(&merged, "王小青").mentions.len(), 5);
    assert!(entity(&merged, "赵强").is_none() && person(&merged, "王小青").titles.len() > 1, "the offices of both");
    let apart = make(&[Edit::SplitEntity { at: wang, everywhere: false }]);
    let counts: Vec<usize> = apart.entities.iter().filter(|e| e.name == "王小青").map(|e| e.mentions.len()).collect();
    assert_eq!(counts, [1, 2]);
    let merged_and_split =
        make(&[Edit::MergeEntities { at: zhao, into: wang }, Edit::SplitEntity { at: zhao, everywhere: true }]);
    assert_eq!((person(&merged_and_split, "王小青").mentions.len(), person(&merged_and_split, "赵强").mentions.len()), (3, 2));
    let renamed = make(&[Edit::Rename { at: wang, name: " 王晓青 ".to_owned() }]);
    assert_eq!(person(&renamed, "王晓青").mentions.len(), 3);
    assert_eq!(fault(&[Edit::Rename { at: wang, name: " ".to_owned() }]), Misfit::NoName);
}

#[test]
fn a_fault_names_its_edit_and_another_text_is_refused() {
    let report = analyze_page();
    let edits = [Edit::Accept { at: span("王小青", 0), everywhere: false }, Edit::SetAside { at: 100_000 }];
    assert_eq!(apply(&report, PAGE, &edits).unwrap_err(), Fault { edit: 1, misfit: Misfit::NoPart(100_000) });
    let other = PAGE.replace('甲', "乙") + "。";
    let misfit = apply(&report, &other, &[]).unwrap_err().misfit;
    assert_eq!(misfit, Misfit::OtherText { expected: report.source.length, given: report.source.length + 1 });
}

/// Long after, too: of old drafts few are kept.
#[test]
fn many_edits_are_undone_one_by_one() {
    let report = analyze_page();
    let at = span("王小青", 0);
    let edits: Vec<Edit> = (0..150).map(|n| Edit::Rename { at, name: format!("王{n}") }).collect();
    let mut desk = Desk::new(report.clone(), PAGE).unwrap();
    desk.replay(0, &edits).unwrap();
    for keep in (0..edits.len()).rev() {
        desk.replay(keep, &[]).unwrap();
        if keep % 7 == 0 {
            assert_eq!(desk.report(), apply(&report, PAGE, &edits[..keep]).unwrap(), "{keep} edits");
        }
    }
    assert_eq!(desk.report().to_json(), report.to_json());
}

/// A saved report is what is needed to go on.
#[test]
fn a_corrected_report_holds_its_own_ground() {
    let edits = [Edit::MergeArticles { at: at("会议要求") }, Edit::Accept { at: span("王小青", 0), everywhere: true }];
    let report = make(&edits);
    let saved: Report = serde_json::from_str(&report.to_json()).unwrap();
    let corrections = saved.corrections.clone().unwrap();
    assert_eq!((corrections.edits.as_slice(), corrections.text.as_str()), (&edits[..], PAGE));
    assert_eq!(apply(&saved, &corrections.text, &corrections.edits).unwrap(), report);
    assert_eq!(apply(&saved, PAGE, &[]).unwrap(), analyze_page());
}

/// What changes is told, and nothing else.
#[test]
fn a_change_is_told() {
    let mut desk = Desk::new(analyze_page(), PAGE).unwrap();
    let (change, outcome) = desk.replay_and_tell(0, &[Edit::Accept { at: span("赵强", 0), everywhere: false }]);
    assert_eq!((outcome, change.articles.into_iter().collect::<Vec<_>>(), change.furniture), (Ok(()), vec![1], false));
    let (change, _) = desk.replay_and_tell(1, &[Edit::SplitArticle { at: at("会议要求") }]);
    assert_eq!(change.articles.into_iter().collect::<Vec<_>>(), [0, 2]);
    let (change, _) = desk.replay_and_tell(1, &[]);
    assert_eq!(change.articles.into_iter().collect::<Vec<_>>(), [0]);
}

/// Where an edit is aimed, before the text is known.
type Aim = prop::sample::Index;

fn any_edit() -> impl Strategy<Value = (u8, Aim, Aim, u8, bool)> {
    (0..18_u8, any::<Aim>(), any::<Aim>(), any::<u8>(), any::<bool>())
}

/// An edit of this sort, aimed at what there is.
fn aimed((sort, one, two, pick, flag): (u8, Aim, Aim, u8, bool), raw: &str, report: &Report) -> Edit {
    let length = raw.chars().count().max(1);
    let (at, to) = (one.index(length) as u32, two.index(length) as u32);
    let mentions: Vec<CodePoints> = report.entities.iter().flat_map(|e| e.mentions.iter().map(ends)).collect();
    let mention = |aim: &Aim| if mentions.is_empty() { (at, to) } else { mentions[aim.index(mentions.len())] };
    let (m, other) = (mention(&one), mention(&two));
    let kinds = [EntityType::Person, EntityType::Title, EntityType::Event, EntityType::Org, EntityType::Money, EntityType::Date];
    let kind = kinds[pick as usize % kinds.len()];
    let roles =
        [PartRole::Kicker, PartRole::Title, PartRole::Subtitle, PartRole::Paragraph, PartRole::Caption, PartRole::Furniture];
    let near = |by: i64| (i64::from(m.0) + by % 4 - 1).max(0) as u32;
    match sort {
        0 => Edit::MergeArticles { at },
        1 => Edit::SplitArticle { at },
        2 => Edit::MoveHeadline { at, to },
        3 => Edit::MoveArticle { at, before: flag.then_some(to) },
        4 => Edit::SetAside { at },
        5 | 6 => Edit::SetRole { at, role: roles[pick as usize % roles.len()], article: flag.then_some(to) },
        7 => Edit::JoinParagraphs { at },
        8 => Edit::SplitParagraph { at },
        9 => Edit::Accept { at: m, everywhere: flag },
        10 => Edit::Reject { at: m, everywhere: flag },
        11 => Edit::SetType { at: m, kind, everywhere: flag },
        12 => Edit::SetSpan { at: m, to: (near(i64::from(pick)), m.1 + u32::from(pick / 4 % 3)), everywhere: flag },
        13 => Edit::Add { at: (at, at + u32::from(pick % 6)), kind, everywhere: flag },
        14 => Edit::MergeEntities { at: m, into: other },
        15 => Edit::SplitEntity { at: m, everywhere: flag },
        16 => Edit::MakeHeadline { at: if flag { m } else { (at, at + u32::from(pick % 9)) } },
        _ => Edit::Rename { at: m, name: format!("名{pick}") },
    }
}

/// Lines of the sample page and of this file's, and such as break what is counted carelessly.
fn page() -> impl Strategy<Value = String> {
    let odd = ["\n", "\r\n", "\u{0C}", "　", "\u{200B}", "\u{301}", "e\u{301}", "é \u{200B}\u{301}", "⻓", "１２％", "😀", "«"];
    let pieces: Vec<&'static str> = common::SAMPLE.lines().chain(PAGE.lines()).chain(odd).collect();
    prop::collection::vec(any::<Aim>().prop_map(move |at| *at.get(&pieces)), 1..24).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    /// The report's rules hold after any edits; fewer edits are the state before; the same edits give the same bytes.
    #[test]
    fn any_edits(raw in page(), sorts in prop::collection::vec(any_edit(), 1..24)) {
        let machine = analyze(&raw, &Options::default());
        let mut desk = Desk::new(machine.clone(), &raw).expect("its own text");
        let mut reports = vec![machine.clone()];
        for sort in sorts {
            let edit = aimed(sort, &raw, &desk.report());
            let keep = desk.edits().len();
            if desk.replay(keep, std::slice::from_ref(&edit)).is_ok() {
                let report = desk.report();
                if let Err(fault) = common::rules(&raw, &report) {
                    prop_assert!(false, "{fault} after {edit:?} in {raw:?}");
                }
                reports.push(report);
            } else {
                prop_assert_eq!(&desk.report(), reports.last().expect("a report"), "a refused edit changes nothing");
            }
        }
        let edits = desk.edits().to_vec();
        let report = apply(&machine, &raw, &edits).expect("the same edits");
        prop_assert_eq!(report.to_json(), desk.report().to_json());
        common::validate(&report.to_json());
        for keep in [edits.len() / 2, 0] {
            desk.replay(keep, &[]).expect("a part of them");
            prop_assert_eq!(&desk.report(), &reports[keep]);
        }
    }
}

fn analyze_page() -> Report {
    analyze(PAGE, &Options::default())
}

/// The page with these edits, held to all rules.
#[track_caller]
fn make(edits: &[Edit]) -> Report {
    let report = apply(&analyze_page(), PAGE, edits).unwrap_or_else(|fault| panic!("{fault}"));
    common::hold(PAGE, &report.to_json());
    report
}

#[track_caller]
fn fault(edits: &[Edit]) -> Misfit {
    apply(&analyze_page(), PAGE, edits).expect_err("a fault").misfit
}

/// The code point where these words first stand.
#[track_caller]
fn at(words: &str) -> u32 {
    span_in(PAGE, words, 0).0
}

/// Where these words stand for the `nth` time.
#[track_caller]
fn span(words: &str, nth: usize) -> CodePoints {
    span_in(PAGE, words, nth)
}

#[track_caller]
fn span_in(raw: &str, words: &str, nth: usize) -> CodePoints {
    let byte = raw.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words} stands {nth} times")).0;
    let start = raw[..byte].chars().count() as u32;
    (start, start + words.chars().count() as u32)
}

fn ends(mention: &jianbao::report::Mention) -> CodePoints {
    (mention.spans[0].0, mention.spans[mention.spans.len() - 1].1)
}

fn text(part: &TextPart) -> &str {
    &part.text
}

fn title(report: &Report, article: usize) -> Option<&str> {
    report.articles[article].headline.title.as_ref().map(text)
}

fn entity<'a>(report: &'a Report, name: &str) -> Option<&'a Entity> {
    report.entities.iter().find(|e| e.name == name)
}

#[track_caller]
fn person<'a>(report: &'a Report, name: &str) -> &'a Entity {
    report.entities.iter().find(|e| e.name == name && e.kind == EntityType::Person).unwrap_or_else(|| panic!("no {name}"))
}
