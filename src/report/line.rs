//! The names in one line that stands alone: `jianbao entities --lines`.

use super::edge::Edge;
use super::{EntityType, Value};
use crate::Options;
use crate::clean::padding::Setting;
use crate::entity;
use crate::source::{Passage, Source};
use serde::ser::{Serialize, SerializeTuple, Serializer};

/// What was found in a line.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct LineReport {
    /// The mentions by start, outer before inner.
    pub entities: Vec<LineMention>,
}

/// A mention; in JSON `[start, end, "TYPE"]`, or `[start, end, "TYPE", value]` where it has a value.
#[derive(Clone, Debug, PartialEq)]
pub struct LineMention {
    /// First code point of the line as it was given.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Its type.
    pub kind: EntityType,
    /// The normalised value of a date, time, sum, share or quantity.
    pub value: Option<Value>,
}

/// Finds the names in one line.
#[must_use]
pub fn line(raw: &str, options: &Options) -> LineReport {
    let source = Source::new(raw);
    let passage = Passage::new(&source, source.lines(), Setting::Prose);
    let edge = Edge::new(&source);
    let entities = entity::find(passage.text(), options)
        .into_iter()
        .filter_map(|mention| {
            let spans = edge.spans(&passage.to_clean(mention.span));
            Some(LineMention {
                start: spans.first()?.0,
                end: spans.last()?.1,
                kind: mention.kind.into(),
                value: mention.value.as_ref().map(Into::into),
            })
        })
        .collect();
    LineReport { entities }
}

impl LineReport {
    /// One line of JSON, with a line break at the end.
    ///
    /// # Panics
    /// Never: every mention has a JSON form.
    #[must_use]
    pub fn to_json_line(&self) -> String {
        let mut json = serde_json::to_string(self).expect("a line's report has a JSON form");
        json.push('\n');
        json
    }
}

impl Serialize for LineMention {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(if self.value.is_some() { 4 } else { 3 })?;
        tuple.serialize_element(&self.start)?;
        tuple.serialize_element(&self.end)?;
        tuple.serialize_element(&self.kind)?;
        if let Some(value) = &self.value {
            tuple.serialize_element(value)?;
        }
        tuple.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_the_fourth_element() {
        let mention = |value| LineMention { start: 1, end: 3, kind: EntityType::Percent, value };
        let report = LineReport { entities: vec![mention(None), mention(Some(Value::Percent { number: 5.into() }))] };
        assert_eq!(report.to_json_line(), "{\"entities\":[[1,3,\"PERCENT\"],[1,3,\"PERCENT\",{\"number\":5}]]}\n");
    }
}
