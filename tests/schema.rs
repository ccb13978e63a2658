//! The schema in `schema/` is the one that the types give, and reports keep to it.

mod common;

use jianbao::report::{SCHEMA_ID, SCHEMA_VERSION, schema, schema_json};

#[test]
fn the_committed_schema_is_current() {
    let committed = include_str!("../schema/report-1.0.schema.json");
    assert!(committed == schema_json(), "run: cargo run -- schema > schema/report-{SCHEMA_VERSION}.schema.json");
}

#[test]
fn the_schema_says_what_it_is() {
    let schema = serde_json::to_value(schema()).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["$id"], SCHEMA_ID);
    assert!(SCHEMA_ID.ends_with(SCHEMA_VERSION));
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn the_sample_page_keeps_to_it() {
    common::report(common::SAMPLE);
}

#[test]
#[should_panic(expected = "breaks its schema")]
fn a_broken_report_does_not() {
    let json = common::report(common::SAMPLE).to_json();
    common::validate(&json.replace("\"offset_unit\": \"code_point\"", "\"offset_unit\": \"byte\""));
}
