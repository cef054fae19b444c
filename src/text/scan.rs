//! Questions about the bytes of a request: docs/engine.md, *Text primitives*, the pure ones.

use super::words;
use core::mem::MaybeUninit;

/// A string between two quotes: its bytes are `open + 1 .. close`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Mark {
    /// Where the quote in front of it stands.
    pub open: u32,
    /// Where the quote behind it stands.
    pub close: u32,
    /// Its number in [`words::LIST`], 0 when it is not there.
    pub word: u32,
}

/// Whether a text holds neither a backslash nor a control character (U+0000 to 1F, 7F to 9F): its strings stand for
/// themselves, and its quotes come in pairs.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_is_plain(text: &str) -> bool {
    let mut before = 0;
    text.bytes().all(|byte| {
        let is_control = byte < b' ' || byte == 0x7f || (before == 0xc2 && byte < 0xa0);
        before = byte;
        !is_control && byte != b'\\'
    })
}

/// How many strings a plain text holds: every second quote ends one. Where `room` is enough they are written there,
/// else nothing is. `list` is [`words::LIST`]: its words, each behind a space, are numbered from 1.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_marks(text: &str, list: &'static str, room: &mut [MaybeUninit<Mark>]) -> usize {
    let quotes = text.bytes().filter(|byte| *byte == b'"').count();
    let count = quotes >> 1;
    if count > room.len() {
        return count;
    }
    let mut places = text.bytes().zip(0_u32..).filter(|(byte, _)| *byte == b'"').map(|(_, place)| place);
    for mark in room.iter_mut() {
        let (Some(open), Some(close)) = (places.next(), places.next()) else { break };
        let string = text.get(to_usize(open).saturating_add(1)..to_usize(close)).unwrap_or("");
        mark.write(Mark { open, close, word: words::number(list, string) });
    }
    count
}

/// How many bytes at the beginning of `text` are among those of `set`.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_span(text: &str, set: &'static str) -> usize {
    text.bytes().take_while(|byte| set.as_bytes().contains(byte)).count()
}

/// The numbers of `0000-00-00T00:00:00Z` or `0000-00-00T00:00:00.000Z`, any digits: from above, 7 bits each for month, day,
/// hour, minute, second, under the year, and 10 for milliseconds; -1 for any other text.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_clock(text: &str) -> i64 {
    let form: &[u8] = match text.len() {
        20 => b"YYYY-NN-DDTHH:MM:SSZ",
        24 => b"YYYY-NN-DDTHH:MM:SS.FFFZ",
        _ => return -1,
    };
    let mut packed: i64 = 0;
    let mut number: i64 = 0;
    for (byte, expected) in text.bytes().zip(form) {
        match *expected {
            b'-' | b'T' | b':' | b'.' | b'Z' => {
                if byte != *expected {
                    return -1;
                }
                let bits = if *expected == b'Z' && text.len() == 24 { 10 } else { 7 };
                packed = (packed << bits) | number;
                number = 0;
            }
            _ if byte.is_ascii_digit() => {
                number = number.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')))
            }
            _ => return -1,
        }
    }
    if text.len() == 20 { packed << 10 } else { packed }
}

/// The strings of a plain text.
pub(crate) fn marks(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::with_capacity(USUAL_STRINGS);
    let count = mg_text_marks(text, words::LIST, marks.spare_capacity_mut());
    if count > marks.capacity() {
        marks.reserve_exact(count);
        mg_text_marks(text, words::LIST, marks.spare_capacity_mut());
    }
    // SAFETY: there was room for all of them, and so they were written.
    unsafe { marks.set_len(count) };
    marks
}

/// Strings in a request about one service with some outages.
const USUAL_STRINGS: usize = 400;

/// An index from a place in a text, which no request is too long for.
pub(crate) fn to_usize(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_texts_stand_for_themselves() {
        for text in ["", "{\"a\": 1}", " ~é\u{a0}\u{2028}ÂÃ"] {
            assert!(mg_text_is_plain(text), "{text:?}");
        }
        for text in ["\\", "a\nb", "\0", "\u{7f}", "\u{80}", "é\u{9f}"] {
            assert!(!mg_text_is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn strings_are_marked() {
        let text = r#"{"from":"x","é":["",1]}""#;
        let found: Vec<(&str, u32)> = marks(text)
            .iter()
            .map(|mark| (text.get(to_usize(mark.open) + 1..to_usize(mark.close)).unwrap(), mark.word))
            .collect();
        assert_eq!(found, [("from", words::number_of("from")), ("x", 0), ("é", 0), ("", 0)]);
        assert_eq!(marks(&r#""a""#.repeat(1_000)).len(), 1_000);
    }

    #[test]
    fn clocks_are_packed() {
        let parts = |packed: i64| {
            [(45, 14), (38, 7), (31, 7), (24, 7), (17, 7), (10, 7), (0, 10)]
                .map(|(at, bits)| (packed >> at) & ((1 << bits) - 1))
        };
        assert_eq!(parts(mg_text_clock("2026-03-04T12:34:56Z")), [2026, 3, 4, 12, 34, 56, 0]);
        assert_eq!(parts(mg_text_clock("9999-99-99T99:99:99.999Z")), [9999, 99, 99, 99, 99, 99, 999]);
        for text in [
            "",
            "2026-03-04T12:34:56z",
            "2026-03-04T12:34:56.12Z",
            "2026-03-04 12:34:56Z",
            "2026-3-004T12:34:56Z",
            "2026-03-04T12:34:5éZ",
            "+026-03-04T12:34:56Z",
        ] {
            assert_eq!(mg_text_clock(text), -1, "{text}");
        }
    }

    proptest! {
        #[test]
        fn plain_is_without_backslash_and_control(text in "[a\\\\\u{0}-\u{ff}]{0,6}") {
            let expected = !text.chars().any(|character| character == '\\' || character.is_control());
            prop_assert_eq!(mg_text_is_plain(&text), expected);
        }

        #[test]
        fn a_span_ends_at_the_first_stranger(text in "[0-9a-g]{0,8}") {
            let expected = text.find(|found| !"0123456789abcdef".contains(found)).unwrap_or(text.len());
            prop_assert_eq!(mg_text_span(&text, "0123456789abcdef"), expected);
        }
    }
}
