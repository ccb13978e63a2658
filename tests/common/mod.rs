//! What every test of reports holds them to: the JSON Schema, and the rules of the report that a schema cannot say.

// Each test binary uses its own share.
#![allow(dead_code)]

use jianbao::report::{CodePoints, Report, TextPart};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The sample page.
pub const SAMPLE: &str = include_str!("../../seeds/jianli.txt");

/// Analyses `raw` and holds the report to all rules.
#[track_caller]
pub fn report(raw: &str) -> Report {
    let report = jianbao::analyze(raw, &jianbao::Options::default());
    hold(raw, &report.to_json());
    report
}

/// Holds a report in JSON to the schema and to the rules that a schema cannot say.
#[track_caller]
pub fn hold(raw: &str, json: &str) {
    validate(json);
    if let Err(fault) = rules(raw, &serde_json::from_str(json).expect("a report")) {
        panic!("{fault}\nin the report of {:?}", raw.chars().take(400).collect::<String>());
    }
}

/// Holds a report in JSON to the schema.
#[track_caller]
pub fn validate(json: &str) {
    static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let schema = serde_json::to_value(jianbao::report::schema()).expect("the schema as JSON");
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema of draft 2020-12")
    });
    let report = serde_json::from_str(json).expect("JSON");
    let faults: Vec<String> = VALIDATOR.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "the report breaks its schema: {faults:#?}");
}

/// The rules that a schema cannot say: spans inside the text, the text of a part is that of its spans, every non-white
/// character in exactly one part, and names that point to what there is.
pub fn rules(raw: &str, report: &Report) -> Result<(), String> {
    let chars: Vec<char> = raw.chars().collect();
    if report.source.length as usize != chars.len() {
        return Err(format!("the length is {} and not {}", report.source.length, chars.len()));
    }
    let under = |what: &str, spans: &[CodePoints]| -> Result<String, String> {
        let mut text = String::new();
        for &(start, end) in spans {
            if start >= end || end as usize > chars.len() {
                return Err(format!("{what}: {start}..{end} is no span of a text of {}", chars.len()));
            }
            text.extend(&chars[start as usize..end as usize]);
        }
        Ok(text)
    };
    let same = |what: &str, text: &str, spans: &[CodePoints]| {
        let raw = under(what, spans)?;
        if equal(text, &raw) { Ok(()) } else { Err(format!("{what}: the text is {text:?}, its spans hold {raw:?}")) }
    };
    let mut claimed = vec![false; chars.len()];
    let mut claim = |what: &str, part: &TextPart| {
        same(what, &part.text, &part.spans)?;
        for &(start, end) in &part.spans {
            for at in start as usize..end as usize {
                if std::mem::replace(&mut claimed[at], true) && !chars[at].is_whitespace() {
                    return Err(format!("{what}: character {at} ({:?}) is in two parts", chars[at]));
                }
            }
        }
        Ok(())
    };
    for (at, article) in report.articles.iter().enumerate() {
        if article.id != format!("a{}", at + 1) {
            return Err(format!("article {at} is called {}", article.id));
        }
        let head = &article.headline;
        let heads = [("kicker", &head.kicker), ("title", &head.title), ("subtitle", &head.subtitle)];
        heads.iter().filter_map(|(what, part)| part.as_ref().map(|part| (what, part))).try_for_each(|(w, p)| claim(w, p))?;
        article.paragraphs.iter().try_for_each(|part| claim("paragraph", part))?;
        article.captions.iter().try_for_each(|part| claim("caption", part))?;
    }
    report.furniture.iter().try_for_each(|part| claim("furniture", part))?;
    if let Some(at) = (0..chars.len()).find(|&at| !claimed[at] && !chars[at].is_whitespace()) {
        return Err(format!("character {at} ({:?}) is in no part", chars[at]));
    }
    for article in &report.articles {
        for byline in &article.byline {
            same("byline", &byline.name, &byline.spans)?;
        }
        if let Some(dateline) = &article.dateline {
            same("dateline", &dateline.text, &dateline.spans)?;
        }
        if let Some(jump) = &article.jump {
            same("jump", &jump.text, &jump.spans)?;
        }
    }
    let is_article = |id: &Option<String>| id.as_ref().is_none_or(|id| report.articles.iter().any(|a| a.id == *id));
    let is_entity = |id: &Option<String>| id.as_ref().is_none_or(|id| report.entities.iter().any(|e| e.id == *id));
    for (at, entity) in report.entities.iter().enumerate() {
        if entity.id != format!("e{}", at + 1) || entity.mentions.is_empty() {
            return Err(format!("entity {at} is called {} and has {} mentions", entity.id, entity.mentions.len()));
        }
        for mention in &entity.mentions {
            same("mention", &mention.text, &mention.spans)?;
            if mention.text.is_empty() || mention.text.trim() != mention.text || !is_article(&mention.article) {
                return Err(format!("{}: a mention {:?} in article {:?}", entity.id, mention.text, mention.article));
            }
        }
        if !entity.titles.iter().all(|held| is_entity(&held.entity)) {
            return Err(format!("{}: a title names an entity that is not there", entity.id));
        }
    }
    let mut all: Vec<(u32, u32)> = Vec::new();
    for mention in report.entities.iter().flat_map(|e| &e.mentions) {
        all.push((mention.spans[0].0, mention.spans[mention.spans.len() - 1].1));
    }
    if !report.reordered {
        all.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
        let mut open: Vec<u32> = Vec::new();
        for (start, end) in all {
            open.retain(|&outer| outer > start);
            if open.iter().any(|&outer| outer < end) {
                return Err(format!("the mention {start}..{end} crosses another"));
            }
            open.push(end);
        }
    }
    Ok(())
}

/// Whether two texts are equal once folded by NFKC and without white space; a radical of the supplement, which NFKC leaves
/// alone, may stand for its ideograph.
fn equal(text: &str, raw: &str) -> bool {
    let fold = |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let (text, raw) = (fold(text), fold(raw));
    text.len() == raw.len() && text.iter().zip(&raw).all(|(a, b)| a == b || ('\u{2E80}'..='\u{2EFF}').contains(b))
}
