//! Text primitives: dumb work on bytes, exported by the wasm file so that PHP can do it on its own strings.
//!
//! docs/engine.md says what a primitive may be. Nothing here decides anything about money; each function does in PHP
//! what it does here, byte for byte.
#![allow(
    unsafe_code,
    reason = "PHP finds a primitive by the name under which it is exported, and answers whether bytes are text"
)]

mod compare;
pub(crate) mod phrases;
mod scan;
mod sink;
mod slice;
pub(crate) mod words;

pub(crate) use compare::mg_text_compare;
pub(crate) use phrases::{Form, Measured, Phrase, Phrases, form};
pub(crate) use scan::{COMMA, END, KEY, Tokens, mg_text_moment, mg_text_span, mg_text_units, mg_text_whole};
pub(crate) use sink::Sink;
pub(crate) use slice::Slice;

/// Whether the bytes are UTF-8 throughout.
#[unsafe(no_mangle)]
#[inline(never)]
pub fn mg_text_is_utf8(bytes: &[u8]) -> bool {
    core::str::from_utf8(bytes).is_ok()
}

/// The bytes as text, if they are UTF-8 throughout.
pub fn utf8(bytes: &[u8]) -> Option<&str> {
    // SAFETY: the primitive looked at these very bytes, which stay borrowed.
    mg_text_is_utf8(bytes).then(|| unsafe { core::str::from_utf8_unchecked(bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_the_standard_library_calls_text() {
        let rows: [&[u8]; 8] = [
            b"",
            b"plain",
            "\u{e9}\u{20ac}\u{1f600}\u{ffff}".as_bytes(),
            b"\xff",
            b"cut \xe2\x82",
            b"\xed\xa0\x80",
            b"\xc0\xaf",
            b"\xf4\x90\x80\x80",
        ];
        for row in rows {
            assert_eq!(utf8(row), core::str::from_utf8(row).ok(), "{row:?}");
        }
    }
}
