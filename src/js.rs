//! `analyze` for JavaScript.
//!
//! The report is the same as the command line's: [`analyze`] gives it as an object, [`analyze_to_json`] as the very
//! bytes that the command line prints.

use crate::Options;
use crate::entity::Gazetteer;
use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What the report's types, which TypeScript gets from `tsify`, refer to by another name.
#[wasm_bindgen(typescript_custom_section)]
const CODE_POINTS: &str = r"
/** A half-open range `[start, end)` in Unicode code points of the text. */
export type CodePoints = [number, number];
";

/// What is known of a text besides its characters.
#[derive(Deserialize, Default, Tsify)]
#[serde(rename = "Options", default)]
struct JsOptions {
    /// The name of the file, for the report.
    name: Option<String>,
    /// The encoding that the text was decoded from; `UTF-8` where it is not given.
    encoding: Option<String>,
    /// The day the text was printed, `YYYY-MM-DD`; the page's own folio line serves where it is not given.
    date: Option<String>,
    /// Names that win over what is found, a line each with its type: `李小明 PERSON`; lines that begin with `#` are comments.
    gazetteer: Option<String>,
}

/// Analyses a text of one or several pages and gives the report as an object.
///
/// # Errors
/// Throws an `Error` that says what is wrong with `options`.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn analyze(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsError> {
    let report = crate::analyze(text, &read(options)?);
    Ok(report.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// Analyses a text and gives the report as the text that the command line prints.
///
/// # Errors
/// Throws an `Error` that says what is wrong with `options`.
#[wasm_bindgen(js_name = analyzeToJson)]
pub fn analyze_to_json(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<String, JsError> {
    Ok(crate::analyze(text, &read(options)?).to_json())
}

fn read(options: JsValue) -> Result<Options, JsError> {
    if options.is_undefined() || options.is_null() {
        return Ok(Options::default());
    }
    let JsOptions { name, encoding, date, gazetteer } =
        serde_wasm_bindgen::from_value(options).map_err(|e| JsError::new(&format!("options: {e}")))?;
    let date = date
        .map(|day| day.parse().map_err(|e| JsError::new(&format!("options.date: {e}; it is written YYYY-MM-DD"))))
        .transpose()?;
    let (gazetteer, bad) = Gazetteer::read(gazetteer.as_deref().unwrap_or_default());
    if !bad.is_empty() {
        let lines: Vec<String> = bad.iter().map(ToString::to_string).collect();
        return Err(JsError::new(&format!("options.gazetteer: {}", lines.join("; "))));
    }
    Ok(Options { name, encoding, date, gazetteer })
}
