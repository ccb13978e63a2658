//! Bytes to text: the only stage that can fail. Nothing is replaced silently.

use chardetng::EncodingDetector;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::fmt;

/// A text and the encoding that it was in.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding, as the encoding standard has it.
    pub encoding: &'static str,
}

/// Why bytes are not text.
#[derive(Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The name is of no encoding that is known here.
    UnknownEncoding {
        /// As it was given.
        name: String,
    },
    /// The bytes break the rules of the encoding.
    Malformed {
        /// The encoding that was named, or the likeliest one.
        encoding: &'static str,
        /// Offset of the first bad byte, from 0.
        offset: usize,
        /// Its value; none where the text ends in the middle of a character.
        byte: Option<u8>,
    },
    /// UTF-16 that does not say so: it has no byte order mark.
    Unmarked {
        /// The encoding that fits.
        encoding: &'static str,
    },
    /// A PDF.
    Pdf,
    /// A document of an office program, or an archive.
    Office,
    /// A file of another kind, such as a picture.
    Binary {
        /// Offset of the first byte that no text has, from 0.
        offset: usize,
    },
    /// More bytes than a text may have.
    TooLong {
        /// How many.
        length: usize,
    },
}

/// The encodings that [`decode`] takes by name; others of the encoding standard's labels for the same are taken too.
pub const ENCODINGS: [&str; 5] = ["UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"];

/// Bytes that a text may have at most: offsets are 32 bits wide, and a byte of another encoding may become three of UTF-8.
pub const LONGEST: usize = 1 << 30;

/// Bytes from the first that is not ASCII on that tell the encoding: the detector is slow, and sure after some dozen
/// characters.
const TELLING: usize = 1 << 12;

/// Share of control characters from which on bytes that decode are no text: prose has none, a stray one does no harm.
const CONTROLS: f64 = 0.01;

/// How many times more bytes must be sound UTF-8 than not for the text to be damaged UTF-8 rather than of another
/// encoding, whose bytes form UTF-8's three only by chance.
const DAMAGE: usize = 4;

/// Share of ordinary characters from which on bytes are taken for UTF-16: text has nearly only those, and other bytes read
/// as UTF-16 fall all over Unicode.
const ORDINARY: f64 = 0.9;

/// An encoding's name as people write it: one of [`ENCODINGS`] where it is one of them.
#[must_use]
pub fn called(name: &str) -> &str {
    ENCODINGS.into_iter().find(|known| known.eq_ignore_ascii_case(name)).unwrap_or(name)
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ENCODINGS.join(", ");
        match self {
            Self::UnknownEncoding { name } => write!(f, "unknown encoding `{name}`: name one of {names}"),
            Self::Malformed { encoding, offset, byte: Some(byte) } => {
                write!(f, "byte {offset} (0x{byte:02X}) is not {}: name the text's encoding, one of {names}", called(encoding))
            }
            Self::Malformed { encoding, offset, byte: None } => {
                write!(
                    f,
                    "the text ends at byte {offset} in the middle of a character of {}: name its encoding, one of {names}, or take the whole file",
                    called(encoding)
                )
            }
            Self::Unmarked { encoding } => {
                write!(f, "this looks like {encoding} without a byte order mark: name the encoding, or save the text as UTF-8")
            }
            Self::TooLong { length } => {
                write!(f, "{length} bytes are more than the {LONGEST} that a text may have: cut it into several")
            }
            Self::Pdf => write!(f, "this is a PDF: take its text out, for instance by pdftotext, and give that"),
            Self::Office => {
                write!(f, "this is an office document or an archive: unpack it, or save its text as plain text in one of {names}")
            }
            Self::Binary { offset } => {
                write!(
                    f,
                    "byte {offset} is none that a text has; this looks like another kind of file: give plain text in one of {names}"
                )
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// Decodes `bytes` from the encoding named, or from the one that fits: a byte order mark, else UTF-8, else what the
/// detector makes of it, else GB18030 or Big5, whichever has no fault.
///
/// # Errors
/// [`DecodeError`] when the name is unknown or the bytes fit no encoding.
pub fn decode(bytes: &[u8], name: Option<&str>) -> Result<Decoded, DecodeError> {
    if bytes.len() > LONGEST {
        return Err(DecodeError::TooLong { length: bytes.len() });
    }
    if let Some(other) = other_kind(bytes) {
        return Err(other);
    }
    if let Some(name) = name {
        let encoding = Encoding::for_label(name.trim().as_bytes()).map(widest).filter(|e| is_known(e));
        let encoding = encoding.ok_or_else(|| DecodeError::UnknownEncoding { name: name.to_owned() })?;
        // UTF-16 names two orders of bytes, and the mark says which the text has.
        let marked = Encoding::for_bom(bytes).map(|(of, _)| of).filter(|of| is_utf16(of) && is_utf16(encoding));
        return strictly(bytes, marked.unwrap_or(encoding));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return strictly(bytes, encoding);
    }
    let zero = bytes.iter().position(|&b| b == 0);
    let mut furthest = match strictly(bytes, UTF_8) {
        Err(fault) if zero.is_some() || !is_damaged_utf8(bytes) => fault,
        outcome => return outcome,
    };
    if let Some(encoding) = unmarked(bytes) {
        return Err(DecodeError::Unmarked { encoding: encoding.name() });
    }
    if let Some(offset) = zero {
        return Err(DecodeError::Binary { offset });
    }
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let end = bytes.len().min(start + TELLING);
    detector.feed(&bytes[start..end], end == bytes.len());
    let guess = widest(detector.guess(None, chardetng::Utf8Detection::Deny));
    for encoding in [guess, GB18030, BIG5].into_iter().filter(|e| [GB18030, BIG5].contains(e)) {
        match strictly(bytes, encoding) {
            Ok(decoded) => return without_controls(decoded, bytes),
            // Where none fits, the likeliest is the one that reads furthest.
            Err(fault) if fault_at(&fault) > fault_at(&furthest) => furthest = fault,
            Err(_) => {}
        }
    }
    Err(furthest)
}

/// The kinds of file that are given most often by mistake, by how they begin.
fn other_kind(bytes: &[u8]) -> Option<DecodeError> {
    /// ZIP, which today's office documents are, and what the older ones are.
    const OFFICE: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"];
    if bytes.starts_with(b"%PDF-") {
        return Some(DecodeError::Pdf);
    }
    OFFICE.iter().any(|start| bytes.starts_with(start)).then_some(DecodeError::Office)
}

/// Refuses what decodes by chance: bytes with more control characters than any text has.
fn without_controls(decoded: Decoded, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let controls = decoded.text.chars().filter(|&c| is_control(c)).count();
    match bytes.iter().position(|&b| is_control(char::from(b))) {
        Some(offset) if controls as f64 >= CONTROLS * decoded.text.chars().count() as f64 => Err(DecodeError::Binary { offset }),
        _ => Ok(decoded),
    }
}

/// Whether bytes are UTF-8 but for some faults, which another encoding might read as other characters.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().map(char::len_utf8).filter(|&len| len > 2).sum::<usize>();
        bad += chunk.invalid().len();
    }
    good > DAMAGE * bad
}

/// How far bytes were read.
fn fault_at(fault: &DecodeError) -> usize {
    match fault {
        DecodeError::Malformed { offset, .. } => *offset,
        _ => 0,
    }
}

/// Whether an encoding is one of [`ENCODINGS`].
fn is_known(encoding: &'static Encoding) -> bool {
    [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE].contains(&encoding)
}

/// The form of UTF-16 that bytes without a byte order mark read well in.
fn unmarked(bytes: &[u8]) -> Option<&'static Encoding> {
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).unwrap_or_default();
        let ordinary = text.chars().filter(|&c| is_ordinary(c)).count();
        ordinary > 0 && ordinary as f64 >= ORDINARY * text.chars().count() as f64
    })
}

/// Whether `c` is of the kind that Chinese text is made of.
fn is_ordinary(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '‘'..='”' | '—' | '…' | '·' | '\u{3000}'..='〗' | '一'..='\u{9FFF}' | '！'..='～')
}

/// Whether `c` is a control character that no text has, ASCII's alone: bytes below 0x20 are never part of another character.
fn is_control(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{1A}' | '\u{1B}')
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// GB18030 is the superset of GB2312 and GBK.
fn widest(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == encoding_rs::GBK { GB18030 } else { encoding }
}

fn strictly(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, DecodeError> {
    let bom = match Encoding::for_bom(bytes) {
        Some((of, length)) if of == encoding => length,
        _ => 0,
    };
    let body = &bytes[bom..];
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
        if let Some(at) = text.find('\0') {
            // In the other encodings a byte of zero is that character and nothing else.
            let wide = is_utf16(encoding);
            let offset = if wide { Some(text[..at].encode_utf16().count() * 2) } else { body.iter().position(|&b| b == 0) };
            return Err(DecodeError::Binary { offset: bom + offset.unwrap_or(at) });
        }
        return Ok(Decoded { text: text.into_owned(), encoding: encoding.name() });
    }
    let (offset, cut_off) = first_fault(body, encoding);
    let byte = if cut_off { None } else { body.get(offset).copied() };
    Err(DecodeError::Malformed { encoding: encoding.name(), offset: bom + offset, byte })
}

/// Offset of the first byte that does not decode, and whether all that is wrong there is that the text ends.
fn first_fault(bytes: &[u8], encoding: &'static Encoding) -> (usize, bool) {
    let read = |last: bool| {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3);
        decoder.decode_to_string_without_replacement(bytes, &mut String::with_capacity(room), last)
    };
    let (result, read_to) = read(true);
    let offset = match result {
        encoding_rs::DecoderResult::Malformed(bad, after) => read_to.saturating_sub(usize::from(bad) + usize::from(after)),
        _ => read_to,
    };
    (offset, read(false).0 == encoding_rs::DecoderResult::InputEmpty)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "本报讯（记者李超）近日，荆州市副市长主持召开会议，听取有关工作情况汇报。\n";

    fn check(bytes: &[u8], name: Option<&str>, encoding: &str, text: &str) {
        assert_eq!(decode(bytes, name).map(|d| (d.text, d.encoding.to_owned())), Ok((text.to_owned(), encoding.to_owned())));
    }

    #[test]
    fn encodings_are_found() {
        check(TEXT.as_bytes(), None, "UTF-8", TEXT);
        check(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), None, "UTF-8", TEXT);
        check(&GB18030.encode(TEXT).0, None, "gb18030", TEXT);
        let traditional = "本報訊（記者李超）近日，荊州市副市長主持召開會議，聽取有關工作情況匯報。";
        check(&BIG5.encode(traditional).0, None, "Big5", traditional);
        let le: Vec<u8> = std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        check(&le, None, "UTF-16LE", TEXT);
        let be: Vec<u8> = std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        check(&be, None, "UTF-16BE", TEXT);
    }

    #[test]
    fn encodings_are_named() {
        check(&GB18030.encode(TEXT).0, Some("gbk"), "gb18030", TEXT);
        check(&BIG5.encode("會議").0, Some("big5"), "Big5", "會議");
        // The mark knows the order of bytes better than the name does.
        let big = [&b"\xFE\xFF"[..], &TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()].concat();
        check(&big, Some("utf-16"), "UTF-16BE", TEXT);
        assert_eq!(decode(b"a", Some("klingon")), Err(DecodeError::UnknownEncoding { name: "klingon".into() }));
    }

    #[test]
    fn faults_name_their_place() {
        assert_eq!(
            decode(b"ab\xFFcd", Some("utf-8")),
            Err(DecodeError::Malformed { encoding: "UTF-8", offset: 2, byte: Some(0xFF) })
        );
        assert_eq!(decode(b"\x89PNG\r\n\x1A\n\0\0", None), Err(DecodeError::Binary { offset: 8 }));
        let error = decode(b"\xFF\xFF\xFF", None).unwrap_err().to_string();
        assert!(error.contains("byte 0") && error.contains("GB18030"), "{error}");
        let mut named = GB18030.encode("会议").0.into_owned();
        named.push(0);
        assert_eq!(decode(&named, Some("gb2312")), Err(DecodeError::Binary { offset: 4 }));
        assert_eq!(decode(b"\xBB\xE1\x01\xD2\xE9", None), Err(DecodeError::Binary { offset: 2 }));
        assert_eq!(decode("会议".as_bytes(), Some("latin1")), Err(DecodeError::UnknownEncoding { name: "latin1".into() }));
        assert_eq!(
            decode(&GB18030.encode("会议通报").0[..7], Some("gb18030")),
            Err(DecodeError::Malformed { encoding: "gb18030", offset: 6, byte: None })
        );
        // What is UTF-8 but for a fault is not read as something else, nor is GB18030 faulted as UTF-8.
        let text = TEXT.as_bytes();
        let damaged = [&text[..30], b"\xC4", &text[30..]].concat();
        assert_eq!(decode(&damaged, None), Err(DecodeError::Malformed { encoding: "UTF-8", offset: 30, byte: Some(0xC4) }));
        assert_eq!(
            decode(&text[..text.len() - 2], None),
            Err(DecodeError::Malformed { encoding: "UTF-8", offset: text.len() - 4, byte: None })
        );
        let gb = GB18030.encode(TEXT).0;
        assert_eq!(
            decode(&[&gb[..20], b"\xFF", &gb[20..]].concat(), None),
            Err(DecodeError::Malformed { encoding: "gb18030", offset: 20, byte: Some(0xFF) })
        );
    }

    /// Whatever encoding is named.
    #[test]
    fn files_of_other_kinds_are_called_what_they_are() {
        for name in [None, Some("gb18030"), Some("utf-8")] {
            assert_eq!(decode(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n", name), Err(DecodeError::Pdf));
            assert_eq!(decode(b"PK\x03\x04\x14\0\x06\0", name), Err(DecodeError::Office));
            assert_eq!(decode(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", name), Err(DecodeError::Office));
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_told() {
        for text in [TEXT, "会议", "2024年9月"] {
            let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(decode(&le, None), Err(DecodeError::Unmarked { encoding: "UTF-16LE" }), "{text}");
            assert_eq!(decode(&be, None), Err(DecodeError::Unmarked { encoding: "UTF-16BE" }), "{text}");
            check(&le, Some("utf-16le"), "UTF-16LE", text);
        }
    }

    #[test]
    fn short_texts_are_found() {
        for text in ["会议通报了情况。", "监利市召开推进会", "本报讯（记者"] {
            check(&GB18030.encode(text).0, None, "gb18030", text);
        }
        for text in ["會議聽取有關工作情況匯報", "調研督導畜禽養殖污染治理"] {
            check(&BIG5.encode(text).0, None, "Big5", text);
        }
    }
}
