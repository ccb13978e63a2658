//! Writing XML and HTML into memory.
//!
//! Invariants: what is opened is closed; characters that XML 1.0 does not have become U+FFFD; no white space is added but
//! where [`Xml::line`] is called.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;

/// A document that is being written.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

/// Names and values of an element's attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// An XML document in UTF-8.
    pub(super) fn new() -> Self {
        let mut xml = Self { writer: Writer::new(Vec::new()), open: Vec::new() };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.line();
        xml
    }

    /// An HTML document.
    pub(super) fn html() -> Self {
        let mut xml = Self { writer: Writer::new(Vec::new()), open: Vec::new() };
        xml.write(Event::DocType(BytesText::from_escaped("html")));
        xml.line();
        xml
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let start = start(name, attributes);
        self.write(Event::Start(start));
        self.open.push(name);
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.write(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element without content and end tag.
    pub(super) fn void(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let start = start(name, attributes);
        self.write(Event::Empty(start));
    }

    /// An element that holds text alone.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        self.write(Event::Text(BytesText::new(&allowed(text))));
    }

    /// Text of an element whose content has no escapes: HTML's `style`.
    pub(super) fn plain(&mut self, text: &str) {
        self.write(Event::Text(BytesText::from_escaped(text)));
    }

    /// A line break between elements, for those who look at the file.
    pub(super) fn line(&mut self) {
        self.plain("\n");
    }

    /// The document's bytes, everything closed.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.line();
        self.writer.into_inner()
    }

    fn write(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("memory takes every byte");
    }
}

fn start<'a>(name: &'static str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for &(name, value) in attributes {
        start.push_attribute((name, &*allowed(value)));
    }
    start
}

/// The text without the characters that XML 1.0 does not have.
fn allowed(text: &str) -> Cow<'_, str> {
    let refused = |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    if text.contains(refused) { Cow::Owned(text.replace(refused, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"<&>\"")]);
        xml.text("<&>\u{1}");
        xml.void("c", &[]);
        let expect =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;&amp;&gt;&quot;\">&lt;&amp;&gt;\u{FFFD}<c/></a>\n";
        assert_eq!(String::from_utf8(xml.finish()).unwrap(), expect);
    }
}
