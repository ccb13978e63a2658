//! What every test of reports holds them to: the JSON Schema, and the rules of the report that a schema cannot say.

// Each test binary uses its own share.
#![allow(dead_code)]

use jianbao::report::{CodePoints, EntityType, Report, TextPart, Value};
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
    report.entities.iter().try_for_each(|e| runs_forward(e.kind, e.value.as_ref()))?;
    told(report, &same)?;
    nesting(&chars, report)
}

/// What is told of entities stands in parts of its article, and names entities that there are.
fn told(report: &Report, same: &impl Fn(&str, &str, &[CodePoints]) -> Result<(), String>) -> Result<(), String> {
    let entities: std::collections::BTreeMap<&str, EntityType> =
        report.entities.iter().map(|e| (e.id.as_str(), e.kind)).collect();
    let articles: std::collections::BTreeMap<&str, Vec<CodePoints>> = report
        .articles
        .iter()
        .map(|a| {
            let heads = [&a.headline.kicker, &a.headline.title, &a.headline.subtitle].into_iter().flatten();
            let mut spans: Vec<CodePoints> =
                heads.chain(&a.paragraphs).chain(&a.captions).flat_map(|p| p.spans.clone()).collect();
            spans.sort_unstable();
            (a.id.as_str(), spans)
        })
        .collect();
    let lies = |article: &str, text: &str, spans: &[CodePoints]| {
        same("an excerpt", text, spans)?;
        let parts = articles.get(article).ok_or_else(|| format!("{text:?} stands in {article:?}"))?;
        let inside = |&(start, end): &CodePoints| {
            let at = parts.partition_point(|p| p.0 <= start);
            at > 0 && end <= parts[at - 1].1
        };
        if !text.is_empty() && spans.iter().all(inside) { Ok(()) } else { Err(format!("{text:?} stands outside of {article}")) }
    };
    let known = |id: Option<&String>, kinds: &[EntityType]| match id.map(|id| entities.get(id.as_str())) {
        None => Ok(()),
        Some(Some(kind)) if kinds.contains(kind) => Ok(()),
        Some(kind) => Err(format!("{id:?} is a {kind:?} and not one of {kinds:?}")),
    };
    for (at, s) in report.statements.iter().enumerate() {
        if s.id != format!("s{}", at + 1) {
            return Err(format!("statement {at} is called {}", s.id));
        }
        known(s.speaker.as_ref(), &[EntityType::Person, EntityType::Org, EntityType::Event])?;
        for part in s.speaker_mention.iter().chain([&s.cue, &s.content]) {
            lies(&s.article, &part.text, &part.spans)?;
        }
    }
    for a in &report.attendance {
        known(Some(&a.person), &[EntityType::Person])?;
        known(a.event.as_ref(), &[EntityType::Event])?;
        lies(&a.article, &a.person_mention.text, &a.person_mention.spans)?;
        lies(&a.article, &a.cue.text, &a.cue.spans)?;
    }
    for r in &report.references {
        known(Some(&r.entity), &[EntityType::Person, EntityType::Org, EntityType::Event, EntityType::Place])?;
        lies(&r.article, &r.text, &r.spans)?;
    }
    let divided = |e: &&jianbao::report::Entity| e.division.is_some() && e.kind != EntityType::Place;
    report.entities.iter().find(divided).map_or(Ok(()), |e| Err(format!("{} has a division", e.id)))
}

/// A date's interval ends no earlier than it begins. (A time's may: 22时至2时.)
fn runs_forward(kind: EntityType, value: Option<&Value>) -> Result<(), String> {
    match value {
        Some(Value::When { start: Some(start), end: Some(end), .. }) if kind == EntityType::Date && start > end => {
            Err(format!("a date runs from {start} to {end}"))
        }
        _ => Ok(()),
    }
}

/// What may stand inside what, by the guide: names, dates, amounts and terms in a title; these and titles in an event; nothing
/// in anything else.
fn may_hold(outer: EntityType, inner: EntityType) -> bool {
    match outer {
        EntityType::Title => !matches!(inner, EntityType::Title | EntityType::Event),
        EntityType::Event => inner != EntityType::Event,
        _ => false,
    }
}

/// Of two mentions that share a character, one holds the other, as the guide allows.
fn nesting(chars: &[char], report: &Report) -> Result<(), String> {
    let under = |spans: &[CodePoints]| spans.iter().flat_map(|&(start, end)| start as usize..end as usize).collect::<Vec<_>>();
    let all = || report.entities.iter().flat_map(|e| e.mentions.iter().map(move |m| (e.kind, m)));
    let kinds: Vec<EntityType> = all().map(|(kind, _)| kind).collect();
    let mentions: Vec<Vec<usize>> = all().map(|(_, m)| under(&m.spans)).collect();
    let mut at: Vec<Vec<usize>> = vec![Vec::new(); chars.len()];
    for (mention, places) in mentions.iter().enumerate() {
        for &place in places.iter().filter(|&&place| !chars[place].is_whitespace()) {
            at[place].push(mention);
        }
    }
    let mut met = std::collections::BTreeSet::new();
    for here in at {
        for (nth, &a) in here.iter().enumerate() {
            met.extend(here[nth + 1..].iter().map(|&b| (a, b)));
        }
    }
    for (a, b) in met {
        let solid = |mention: usize| {
            mentions[mention].iter().filter(|&&p| !chars[p].is_whitespace()).collect::<std::collections::BTreeSet<_>>()
        };
        let (inner, outer) = if mentions[a].len() < mentions[b].len() { (a, b) } else { (b, a) };
        if !solid(inner).is_subset(&solid(outer)) {
            return Err(format!("two mentions cross: {:?} and {:?}", mentions[inner], mentions[outer]));
        }
        if solid(inner) == solid(outer) || !may_hold(kinds[outer], kinds[inner]) {
            return Err(format!("a {:?} in a {:?}: {:?}", kinds[inner], kinds[outer], mentions[inner]));
        }
    }
    Ok(())
}

/// Whether two texts are equal once folded by NFKC and without white space; a radical of the supplement, which NFKC leaves
/// alone, may stand for its ideograph.
pub fn equal(text: &str, raw: &str) -> bool {
    let fold = |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let (text, raw) = (fold(text), fold(raw));
    text.len() == raw.len() && text.iter().zip(&raw).all(|(a, b)| a == b || ('\u{2E80}'..='\u{2EFF}').contains(b))
}

/// Everything that holds for any text. Fuzzing, the saved corpus and the property tests all come here.
#[track_caller]
pub fn hold_text(raw: &str) {
    hold_source(raw);
    let json = jianbao::analyze(raw, &jianbao::Options::default()).to_json();
    hold(raw, &json);
    assert!(json == jianbao::analyze(raw, &jianbao::Options::default()).to_json(), "the same text gave two reports: {raw:?}");
}

/// What cleaning promises for any text.
#[track_caller]
fn hold_source(raw: &str) {
    use jianbao::clean::padding::Setting;
    use jianbao::source::{Passage, Source};
    use jianbao::span::Span;
    let source = Source::new(raw);
    let clean = source.clean();
    assert_eq!(Source::new(clean).clean(), clean, "cleaning clean text changes it");

    // Clean characters come from the raw ones in their order, each from its own.
    let mut end = 0;
    let mut traced = 0;
    for (at, c) in clean.char_indices() {
        let span = source.to_raw(Span::new(at, at + c.len_utf8()));
        assert!(span.start >= end && span.end > span.start && raw.get(span.range()).is_some(), "{at}: {span:?} after {end}");
        assert_eq!(source.to_clean(span), Span::new(at, at + c.len_utf8()), "there and back");
        end = span.end;
        traced += span.len();
    }
    let taken_out: usize = source.taken_out().iter().map(|span| span.len()).sum();
    assert_eq!(traced + taken_out, raw.len(), "every raw byte is kept or taken out");

    // Raw to clean and back never shrinks: what is kept of a stretch stays in it.
    let bounds: Vec<usize> = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
    for (from, to) in
        [(0, 1), (0, 3), (1, 2), (1, 3)].map(|(a, b)| (bounds[bounds.len() * a / 4], bounds[(bounds.len() - 1) * b / 3]))
    {
        if from < to {
            let back = source.to_raw(source.to_clean(Span::new(from, to)));
            for kept in source.to_raw_kept(source.to_clean(Span::new(0, raw.len()))) {
                let (start, end) = (kept.start.max(from as u32), kept.end.min(to as u32));
                assert!(start >= end || (back.start <= start && back.end >= end), "{from}..{to} came back as {back:?}");
            }
        }
    }

    // Lines cover the clean text; flowing text keeps every character that is not white, and traces to it.
    assert_eq!(source.lines().iter().map(|line| line.len() + 1).sum::<usize>(), clean.len() + 1);
    for setting in [Setting::Prose, Setting::Headline] {
        let passage = Passage::new(&source, source.lines(), setting);
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(solid(passage.text()), solid(clean));
        let spans = passage.to_clean(Span::new(0, passage.text().len()));
        assert_eq!(solid(passage.text()), spans.iter().map(|s| solid(s.of(clean))).collect::<String>());
        assert!(spans.iter().all(|s| s.of(clean).trim() == s.of(clean)), "white space at the end of a stretch");
    }
}

/// Everything that holds for any line that stands alone.
#[track_caller]
pub fn hold_line(raw: &str) {
    let report = jianbao::report::line(raw, &jianbao::Options::default());
    let chars: Vec<char> = raw.chars().collect();
    for mention in &report.entities {
        let (start, end) = (mention.start as usize, mention.end as usize);
        assert!(start < end && end <= chars.len(), "{mention:?} in {} characters", chars.len());
        assert!(!chars[start].is_whitespace() && !chars[end - 1].is_whitespace(), "{mention:?} ends in white space: {raw:?}");
        assert_eq!(runs_forward(mention.kind, mention.value.as_ref()), Ok(()), "{raw:?}");
    }
    // By start, outer before inner: those that are still open hold the next.
    let mut open: Vec<&jianbao::report::LineMention> = Vec::new();
    for mention in &report.entities {
        open.retain(|outer| outer.end > mention.start);
        for outer in &open {
            let inside = outer.end >= mention.end && outer.end - outer.start > mention.end - mention.start;
            assert!(inside && may_hold(outer.kind, mention.kind), "{mention:?} in {outer:?}: {raw:?}");
        }
        open.push(mention);
    }
    let json = report.to_json_line();
    assert_eq!(json.matches('\n').count(), 1);
    assert!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON")["entities"].is_array());
}

/// Everything that holds for any bytes: text that keeps to its rules, or an error that tells place and remedy.
#[track_caller]
pub fn hold_bytes(bytes: &[u8]) {
    use jianbao::decode::{DecodeError, ENCODINGS, decode};
    for name in [None].into_iter().chain(ENCODINGS.map(Some)) {
        match decode(bytes, name) {
            Ok(decoded) => {
                assert!(!decoded.text.contains('\0'));
                // Nothing was replaced: the decoder that replaces finds nothing to replace.
                let encoding = encoding_rs::Encoding::for_label(decoded.encoding.as_bytes()).expect("a known encoding");
                let (text, replaced) = encoding.decode_with_bom_removal(bytes);
                assert!(!replaced && text == decoded.text, "{} as {}", text, decoded.text);
                if name.is_none() {
                    hold_text(&decoded.text);
                }
            }
            Err(DecodeError::Malformed { offset, byte, .. }) => assert_eq!(byte, byte.and(bytes.get(offset).copied())),
            Err(DecodeError::Binary { offset }) => assert!(bytes[offset] < 0x20),
            Err(DecodeError::Unmarked { encoding }) => assert!(decode(bytes, Some(encoding)).is_ok() || bytes.contains(&0)),
            Err(DecodeError::Pdf | DecodeError::Office) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// The bytes of a text in an encoding; `encoding_rs` writes no UTF-16.
pub fn encode(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    match encoding.name() {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => encoding.encode(text).0.into_owned(),
    }
}
