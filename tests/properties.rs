//! Properties that hold for any text, for any line and for any bytes.

mod common;
#[path = "common/formats.rs"]
mod formats;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::LazyLock;

/// Pieces that a page is made of, and such as no page has.
static PIECES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let odd = [
        "\n", "\n", "\n\n", "\r\n", "\r", "\u{0C}", "\u{2028}", " ", "  ", "　", "\t", "\u{200B}", "\u{FEFF}", "\0", "\u{1F}",
        "\u{301}", "\u{FF9E}", "\u{11A8}", "가", "カ", "⼤", "⺟", "⻓", "\u{F9DD}", "😀", "👨\u{200D}👩", "❤\u{FE0F}", "𠮷",
        "（", ")", "((", ",", "，", "：", "《", "”", "“", "１２", "．", "％", "·", "…", "——", "■", "□", "▲", "①", "第", "版",
        "记者", "通讯员", "摄", "本报讯", "新华社北京8月1日电", "下转第三版", "责任编辑：", "2024年9月12日 星期四", "近日",
        "市委", "会议", "粤港澳", "建设有限公司（以下简称“", "”）", "A1", "hello world", "https://a.b/c", "１，２００元",
        "12.22%", "40亿元", "三分之一", "昨天上午8时30分", "\u{E000}", "\u{10FFFF}",
    ];
    common::SAMPLE.lines().chain(odd).collect()
});

/// Text like a page, with all that can go wrong in one.
fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => any::<prop::sample::Index>().prop_map(|at| at.get(&PIECES).to_string()),
        // Part of a piece, so that sentences begin and end anywhere.
        2 => (any::<prop::sample::Index>(), 0..30_usize, 0..30_usize)
            .prop_map(|(at, skip, take)| at.get(&PIECES).chars().skip(skip).take(take).collect()),
        1 => any::<char>().prop_map(String::from),
    ];
    (prop::collection::vec(piece, 0..40), prop_oneof![Just("\n"), Just("")]).prop_map(|(pieces, between)| pieces.join(between))
}

/// The same cases on every run, so that a change fails by its own fault alone; `PROPTEST_CASES` looks further. A case that
/// fails goes into `fuzz/corpus/`.
fn config() -> ProptestConfig {
    ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_characters(raw in any::<String>()) {
        common::hold_text(&raw);
        common::hold_line(&raw);
    }

    #[test]
    fn any_page(raw in page()) {
        common::hold_text(&raw);
    }

    #[test]
    fn any_page_in_every_format(raw in page(), name in prop::option::of("\\PC{0,12}")) {
        formats::hold(&raw, name.as_deref());
    }

    #[test]
    fn any_line(raw in page()) {
        common::hold_line(&raw.replace('\n', ""));
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        common::hold_bytes(&bytes);
    }

    /// What can be written in an encoding is read from it, found where there is enough of it, and named in any case.
    #[test]
    fn encodings_round_trip(raw in page()) {
        use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};
        let text: String = raw.chars().filter(|&c| c != '\0' && c != '\u{FEFF}').collect();
        for encoding in [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE] {
            // A few characters have no place, or none of their own, in an encoding.
            let has_place = |c: &char| {
                let text = c.to_string();
                let (bytes, _, lost) = encoding.encode(&text);
                encoding.output_encoding() != encoding || (!lost && encoding.decode_without_bom_handling(&bytes).0 == text)
            };
            let text: String = text.chars().filter(has_place).collect();
            let got = jianbao::decode::decode(&common::encode(&text, encoding), Some(encoding.name()));
            prop_assert_eq!(got.map(|decoded| decoded.text), Ok(text), "{}", encoding.name());
        }
    }

    /// Damage in the middle of a text is an error at its place, not other characters.
    #[test]
    fn damaged_utf8_is_told(at in any::<prop::sample::Index>(), byte in 0x80..=0xFF_u8) {
        let text = common::SAMPLE;
        let at = (0..=at.index(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let bytes = [&text.as_bytes()[..at], &[byte], &text.as_bytes()[at..]].concat();
        match jianbao::decode::decode(&bytes, None) {
            Err(jianbao::decode::DecodeError::Malformed { encoding: "UTF-8", offset, .. }) => prop_assert_eq!(offset, at),
            other => prop_assert!(false, "{:?}", other.map(|decoded| decoded.encoding)),
        }
    }
}
