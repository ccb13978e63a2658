//! The JSON Schema of the report, made from its types.

use super::{Report, SCHEMA_VERSION};
use schemars::Schema;
use schemars::generate::SchemaSettings;

/// The schema's `$id`; the version in it is [`SCHEMA_VERSION`].
pub const SCHEMA_ID: &str = "urn:jianbao:schema:report:1.0";

/// The schema of [`Report`], in JSON Schema's draft 2020-12.
#[must_use]
pub fn schema() -> Schema {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Report>();
    schema.insert("$id".to_owned(), SCHEMA_ID.into());
    schema.insert("version".to_owned(), SCHEMA_VERSION.into());
    schema
}

/// The schema as indented JSON with a line break at the end: the bytes of `schema/report-1.0.schema.json`.
///
/// # Panics
/// Never: a schema has a JSON form.
#[must_use]
pub fn schema_json() -> String {
    let mut json = serde_json::to_string_pretty(&schema()).expect("a schema has a JSON form");
    json.push('\n');
    json
}
