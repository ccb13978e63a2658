//! Makes one self-contained file of the page that Trunk built.
//!
//! The file holds its style, its scripts and its WebAssembly (compressed; the browser's `DecompressionStream` inflates
//! it), and begins with a Content-Security-Policy that names each script and style by its hash: nothing else runs, and
//! nothing can be sent anywhere.
//!
//! Invariants: nothing in the file refers to another file; what the policy allows is what stands in the file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use lol_html::html_content::{ContentType, Element, TextChunk};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::fmt;
use std::num::NonZeroU64;

/// The most bytes that the finished page may have: what a slow line (1 MB a second) carries in four seconds.
pub const MOST_BYTES: usize = 4_000_000;

/// Where the functions go that `wasm-bindgen` wrote.
const GLUE: &str = "script#jianbao-glue";
/// Where the compressed WebAssembly goes, in [`text_of`] characters.
const WASM: &str = "script#jianbao-wasm";

/// What the page may do, before its scripts and styles (of which `'wasm-unsafe-eval'` lets it compile WebAssembly and
/// evaluates no text): make its worker from a blob, and show an icon that is a `data:` address.
const POLICY: &str =
    "default-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'; worker-src blob:; img-src data:";

/// How long to look for a smaller form of the WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For a build that is looked at once.
    Quick,
    /// For a build that is handed out.
    Thorough,
}

impl Effort {
    /// Rounds of Zopfli. Past ten the page of this project loses less than a thousandth.
    fn rounds(self) -> NonZeroU64 {
        match self {
            Self::Quick => NonZeroU64::MIN,
            Self::Thorough => NonZeroU64::MIN.saturating_add(9),
        }
    }
}

/// Why no page came out.
#[derive(Debug)]
pub enum Error {
    /// The page lacks the place for a part.
    NoPlace(&'static str),
    /// The page refers to something outside itself, or carries what its policy would refuse.
    Refused(String),
    /// A part would end the element that it is put into.
    EndsElement(&'static str),
    /// The HTML cannot be read.
    Html(String),
    /// The WebAssembly cannot be compressed.
    Compression(std::io::Error),
    /// The page is larger than [`MOST_BYTES`].
    TooLarge(usize),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace(place) => write!(f, "index.html has no `{place}`"),
            Self::Refused(what) => write!(f, "the page's policy refuses {what}"),
            Self::EndsElement(place) => write!(f, "the content of `{place}` holds `</script` or `<!--`"),
            Self::Html(why) => write!(f, "index.html cannot be read: {why}"),
            Self::Compression(why) => write!(f, "the WebAssembly cannot be compressed: {why}"),
            Self::TooLarge(bytes) => write!(f, "the page has {bytes} bytes; {MOST_BYTES} are allowed"),
        }
    }
}

impl std::error::Error for Error {}

/// Puts `glue` and `wasm` into `html` and the policy in front of it.
///
/// # Errors
/// Where a place is missing, the page refers to another file or breaks its own policy, or comes out too large.
pub fn bundle(html: &str, glue: &str, wasm: &[u8], effort: Effort) -> Result<String, Error> {
    let packed = text_of(&compress(wasm, effort).map_err(Error::Compression)?);
    let (html, glue) = (without_layout(html), without_layout(glue));
    let filled = fill(&fill(&without_directives(&html)?, GLUE, &glue)?, WASM, &packed)?;
    let page = prepend_policy(&filled, &policy(&filled)?)?;
    if page.len() > MOST_BYTES { Err(Error::TooLarge(page.len())) } else { Ok(page) }
}

/// Scripts, styles and HTML without what is there for those who write them: indents, empty lines, and comments that have lines of
/// their own. Text that a line break or an indent is part of would be changed: where backticks are open at the end of a line,
/// everything stays as it is.
fn without_layout(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut comment: Option<&str> = None;
    for line in text.lines().map(str::trim) {
        if comment.is_none() {
            comment = [("/*", "*/"), ("<!--", "-->")].into_iter().find(|(start, _)| line.starts_with(start)).map(|(_, end)| end);
        }
        if let Some(end) = comment {
            match line.find(end) {
                // Something comes behind it.
                Some(at) if at + end.len() < line.len() => kept.push_str(line),
                Some(_) => {}
                None => continue,
            }
            comment = None;
        } else if !line.starts_with("//") {
            kept.push_str(line);
        }
        if !kept.is_empty() && !kept.ends_with('\n') {
            kept.push('\n');
        }
    }
    kept.truncate(kept.trim_end().len());
    kept
}

/// Takes out what spoke to Trunk.
fn without_directives(html: &str) -> Result<String, Error> {
    rewrite(
        html,
        vec![element!("link[data-trunk]", |el| {
            el.remove();
            Ok(())
        })],
    )
}

/// Puts `content` into the one element that `place` selects.
fn fill(html: &str, place: &'static str, content: &str) -> Result<String, Error> {
    let lower = content.to_ascii_lowercase();
    if lower.contains("</script") || lower.contains("<!--") {
        return Err(Error::EndsElement(place));
    }
    let mut places = 0;
    let filled = rewrite(
        html,
        vec![element!(place, |el| {
            places += 1;
            el.set_inner_content(content, ContentType::Html);
            Ok(())
        })],
    )?;
    if places == 1 { Ok(filled) } else { Err(Error::NoPlace(place)) }
}

/// The policy that allows the scripts and styles of `html` and nothing else.
fn policy(html: &str) -> Result<String, Error> {
    let refused = RefCell::new(Vec::new());
    let scripts = Hashes::default();
    let styles = Hashes::default();
    rewrite(
        html,
        vec![
            element!("*", |el| {
                refused.borrow_mut().extend(outside(el));
                Ok(())
            }),
            text!("script:not([type])", |chunk| {
                scripts.take(chunk);
                Ok(())
            }),
            text!("style", |chunk| {
                styles.take(chunk);
                Ok(())
            }),
        ],
    )?;
    if let Some(what) = refused.into_inner().into_iter().next() {
        return Err(Error::Refused(what));
    }
    Ok(format!("{POLICY}; script-src 'wasm-unsafe-eval' {}; style-src {}", scripts.sources(), styles.sources()))
}

/// What an element wants that the policy would refuse.
fn outside(el: &Element) -> Option<String> {
    el.attributes().iter().find_map(|attribute| {
        let name = attribute.name();
        let elsewhere = matches!(name.as_str(), "src" | "href" | "srcset" | "action") && !attribute.value().starts_with("data:");
        let inline = name == "style" || name.starts_with("on");
        (elsewhere || inline).then(|| format!("<{} {name}=\"{}\">", el.tag_name(), attribute.value()))
    })
}

fn prepend_policy(html: &str, policy: &str) -> Result<String, Error> {
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
    let mut heads = 0;
    let page = rewrite(
        html,
        vec![element!("head", |el| {
            heads += 1;
            el.prepend(&meta, ContentType::Html);
            Ok(())
        })],
    )?;
    if heads == 1 { Ok(page) } else { Err(Error::NoPlace("head")) }
}

/// In the zlib form, which ends with a checksum: a file cut short is found out.
fn compress(bytes: &[u8], effort: Effort) -> std::io::Result<Vec<u8>> {
    // As many blocks as pay: with few of them, code and tables share some, and a little more code packs much worse; so it does with 0,
    // which should mean any number.
    let options = zopfli::Options { iteration_count: effort.rounds(), maximum_block_splits: u16::MAX, ..Default::default() };
    let mut packed = Vec::new();
    zopfli::compress(options, zopfli::Format::Zlib, bytes, &mut packed)?;
    Ok(packed)
}

/// Bytes as text that HTML takes for nothing else: their number, a space, and for every 13 bits, the lowest first, two of the
/// 91 printable characters of ASCII that are not `&`, `<` or `\`. Base64 gives two characters to 12 bits, and the page a
/// twelfth more. `index.html` reads it.
fn text_of(bytes: &[u8]) -> String {
    /// Two characters tell so many bits.
    const BITS: u32 = 13;
    let digits: Vec<char> = ('!'..='~').filter(|c| !matches!(c, '&' | '<' | '\\')).collect();
    let mut text = format!("{} ", bytes.len());
    let (mut value, mut bits) = (0_usize, 0);
    let mut put = |value: usize| text.extend([digits[value / digits.len()], digits[value % digits.len()]]);
    for &byte in bytes {
        value |= usize::from(byte) << bits;
        bits += u8::BITS;
        if bits >= BITS {
            put(value & ((1 << BITS) - 1));
            value >>= BITS;
            bits -= BITS;
        }
    }
    if bits > 0 {
        put(value);
    }
    text
}

type Handlers<'h> = Vec<(std::borrow::Cow<'h, lol_html::Selector>, lol_html::ElementContentHandlers<'h>)>;

fn rewrite(html: &str, handlers: Handlers<'_>) -> Result<String, Error> {
    let settings = handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler);
    rewrite_str(html, settings).map_err(|e| Error::Html(e.to_string()))
}

/// The hashes of elements' texts, each of which comes in chunks.
#[derive(Default)]
struct Hashes {
    running: RefCell<Sha256>,
    done: RefCell<Vec<String>>,
}

impl Hashes {
    fn take(&self, chunk: &TextChunk) {
        self.running.borrow_mut().update(chunk.as_str());
        if chunk.last_in_text_node() {
            let hash = self.running.borrow_mut().finalize_reset();
            self.done.borrow_mut().push(format!("'sha256-{}'", BASE64.encode(hash)));
        }
    }

    /// As the policy writes them.
    fn sources(&self) -> String {
        self.done.borrow().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html><head><style>p{}</style></head><body><p>页</p><script>1</script><script id="jianbao-glue"></script><script id="jianbao-wasm" type="text/plain"></script></body></html>"#;

    fn made(page: &str) -> Result<String, Error> {
        bundle(page, "let glue = 1 < 2;", b"\0asm", Effort::Quick)
    }

    #[test]
    fn policy_comes_first_and_names_every_script_and_style() {
        let page = made(PAGE).unwrap();
        let head = page.split_once("<head>").unwrap().1;
        assert!(head.starts_with(r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; "#));
        for part in ["1", "let glue = 1 < 2;", "p{}"] {
            let hash = BASE64.encode(Sha256::digest(part));
            assert!(head.contains(&format!("'sha256-{hash}'")), "no hash of {part}");
        }
        assert_eq!(head.matches("sha256-").count(), 3, "data is no script");
        assert!(!page.contains("unsafe-inline"));
    }

    #[test]
    fn webassembly_inflates_to_what_it_was() {
        let page = made(PAGE).unwrap();
        let packed = page.split_once(r#"type="text/plain">"#).unwrap().1.split_once('<').unwrap().0;
        assert_eq!(packed, text_of(&compress(b"\0asm", Effort::Quick).unwrap()));
        let packed = bytes_of(packed);
        assert_eq!(packed[0] & 0x0F, 8, "zlib's sign for deflate");
    }

    #[test]
    fn layout_goes_and_nothing_else() {
        let text = "<p>\n  a // b\n\n  /* one */\n  /**\n   * two\n   */\n  // three\n  <!-- four\n  -->\n  let c = `d`; // e\n  /* f */ g\n</p>";
        assert_eq!(without_layout(text), "<p>\na // b\nlet c = `d`; // e\n/* f */ g\n</p>");
        assert_eq!(without_layout("let a = `\n  b`;\n"), "let a = `\n  b`;\n");
    }

    /// As `index.html` reads it.
    fn bytes_of(text: &str) -> Vec<u8> {
        let (length, text) = text.split_once(' ').unwrap();
        let digit = |c: u8| usize::from(c - 33) - usize::from(c > b'&') - usize::from(c > b'<') - usize::from(c > b'\\');
        let (mut bytes, mut value, mut bits) = (Vec::new(), 0, 0);
        for pair in text.as_bytes().chunks(2) {
            value |= (digit(pair[0]) * 91 + digit(pair[1])) << bits;
            bits += 13;
            while bits >= 8 {
                bytes.push(value as u8);
                value >>= 8;
                bits -= 8;
            }
        }
        bytes.truncate(length.parse().unwrap());
        bytes
    }

    #[test]
    fn bytes_as_text_are_bytes_again() {
        let all: Vec<u8> = (0..40_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for bytes in [&all[..], &all[..13], &all[..1], b"", &[0xFF; 26]] {
            let text = text_of(bytes);
            assert!(!text.contains(['&', '<', '\\']) && text.chars().all(|c| c == ' ' || c.is_ascii_graphic()));
            assert_eq!(bytes_of(&text), bytes);
        }
        assert!(text_of(&all).len() < BASE64.encode(&all).len() * 12 / 13 + 16);
    }

    #[test]
    fn a_page_that_needs_another_file_is_refused() {
        for outside in [
            r#"<script src="a.js"></script>"#, r#"<link rel="stylesheet" href="a.css">"#, r#"<p style="color:red">"#,
            r#"<p onclick="go()">"#, r#"<form action="/x">"#,
        ] {
            let page = PAGE.replace("<p>", outside);
            assert!(matches!(made(&page), Err(Error::Refused(_))), "{outside}");
        }
    }

    #[test]
    fn a_page_without_its_places_is_refused() {
        assert!(matches!(made("<html><head></head></html>"), Err(Error::NoPlace(GLUE))));
        assert!(matches!(bundle(PAGE, "'</Script>'", b"", Effort::Quick), Err(Error::EndsElement(GLUE))));
    }
}
