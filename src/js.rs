//! `analyze` for JavaScript.
//!
//! The report is the same as the command line's: [`analyze`] gives it as an object, [`analyze_to_json`] as the very
//! bytes that the command line prints.

use crate::Options;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// The types of the report as TypeScript sees them.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What is known of a text besides its characters. */
export interface Options {
    /** The name of the file, for the report. */
    name?: string;
    /** The encoding that the text was decoded from; `UTF-8` where it is not given. */
    encoding?: string;
    /** The day the text was printed, `YYYY-MM-DD`; the page's own folio line serves where it is not given. */
    date?: string;
}
"#;

/// [`Options`] as JavaScript gives them.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct JsOptions {
    name: Option<String>,
    encoding: Option<String>,
    date: Option<String>,
}

/// Analyses a text of one or several pages and gives the report as an object.
///
/// # Errors
/// Throws an `Error` that says what is wrong with `options`.
#[wasm_bindgen(unchecked_return_type = "any")]
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
    let JsOptions { name, encoding, date } =
        serde_wasm_bindgen::from_value(options).map_err(|e| JsError::new(&format!("options: {e}")))?;
    let date = date
        .map(|day| day.parse().map_err(|e| JsError::new(&format!("options.date: {e}; it is written YYYY-MM-DD"))))
        .transpose()?;
    Ok(Options { name, encoding, date })
}
