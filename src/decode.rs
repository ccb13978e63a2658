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
    /// A file of another kind (a picture, a PDF, an archive).
    Binary {
        /// Offset of the first byte that no text has, from 0.
        offset: usize,
    },
}

/// The encodings that [`decode`] takes by name; others of the encoding standard's labels for the same are taken too.
pub const ENCODINGS: [&str; 5] = ["UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"];

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ENCODINGS.join(", ");
        match self {
            Self::UnknownEncoding { name } => write!(f, "unknown encoding `{name}`: name one of {names}"),
            Self::Malformed { encoding, offset, byte: Some(byte) } => {
                write!(f, "byte {offset} (0x{byte:02X}) is not {encoding}: name the text's encoding, one of {names}")
            }
            Self::Malformed { encoding, offset, byte: None } => {
                write!(
                    f,
                    "the text ends at byte {offset} in the middle of a character of {encoding}: name its encoding, one of {names}, or take the whole file"
                )
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
    if let Some(name) = name {
        let encoding =
            Encoding::for_label(name.trim().as_bytes()).ok_or_else(|| DecodeError::UnknownEncoding { name: name.to_owned() })?;
        return strictly(bytes, widest(encoding));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return strictly(bytes, encoding);
    }
    if let Some(offset) = bytes.iter().position(|&b| b == 0) {
        return Err(DecodeError::Binary { offset });
    }
    let utf8 = match strictly(bytes, UTF_8) {
        Ok(decoded) => return Ok(decoded),
        Err(error) => error,
    };
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = widest(detector.guess(None, chardetng::Utf8Detection::Deny));
    [guess, GB18030, BIG5].into_iter().filter(|e| [GB18030, BIG5].contains(e)).find_map(|e| strictly(bytes, e).ok()).ok_or(utf8)
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
            let offset = if encoding == UTF_16LE || encoding == UTF_16BE { text[..at].encode_utf16().count() * 2 } else { at };
            return Err(DecodeError::Binary { offset: bom + offset });
        }
        return Ok(Decoded { text: text.into_owned(), encoding: encoding.name() });
    }
    let offset = bom + first_fault(body, encoding);
    Err(DecodeError::Malformed { encoding: encoding.name(), offset, byte: bytes.get(offset).copied() })
}

/// Offset of the first byte that does not decode.
fn first_fault(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out =
        String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut out, true);
    match result {
        encoding_rs::DecoderResult::Malformed(bad, after) => read.saturating_sub(usize::from(bad) + usize::from(after)),
        _ => read,
    }
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
    }
}
