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

/// The 17 digits of `0000-00-00T00:00:00.000Z` as one number, the last three of them 0 for `0000-00-00T00:00:00Z`; -1
/// for any other text.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_clock(text: &str) -> i64 {
    let (form, unit): (&[u8], i64) = match text.len() {
        20 => (b"0000-00-00T00:00:00Z", 1_000),
        24 => (b"0000-00-00T00:00:00.000Z", 1),
        _ => return -1,
    };
    let mut number: i64 = 0;
    for (byte, expected) in text.bytes().zip(form) {
        if *expected == b'0' && byte.is_ascii_digit() {
            number = number.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')));
        } else if byte != *expected {
            return -1;
        }
    }
    number.wrapping_mul(unit)
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
