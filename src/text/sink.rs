//! The answer's text, to which everything is appended here. Generated PHP replaces the bodies of the `mg_text_*`
//! functions by PHP that appends to a string of its own; nothing else may look at the bytes before they are taken.
//!
//! Each of those functions holds a seal, a constant that stands once in the whole module: a copy of the body elsewhere,
//! which PHP could not replace, is noticed when PHP is generated.

use crate::calendar::Instant;
use crate::money::DecimalText;
use core::hint::black_box;

/// Room that the answer about one service with some outages fits into without growing.
const USUAL_BYTES: usize = 6 * 1024;

/// An answer being written. There is one at a time.
#[derive(Debug)]
pub(crate) struct Sink {
    bytes: Vec<u8>,
}

impl Sink {
    /// An empty answer.
    pub fn start() -> Self {
        let mut sink = Self { bytes: Vec::new() };
        mg_text_start(&mut sink);
        sink
    }

    /// Everything that was appended; under PHP nothing, since PHP has it already.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// JSON that stands in the sources: punctuation and names.
    #[inline]
    pub fn literal(&mut self, text: &'static str) {
        mg_text_literal(self, text);
    }

    /// A string, in quotes and with the escapes that it needs.
    #[inline]
    pub fn string(&mut self, text: &str) {
        mg_text_string(self, text);
    }

    /// A number.
    #[inline]
    pub fn integer(&mut self, value: i64) {
        mg_text_integer(self, value);
    }

    /// `units` of 10^-`scale`, at most 9, in quotes: all decimals but the zeros at the end beyond `at_least` of them.
    #[inline]
    pub fn decimal(&mut self, units: i64, scale: u32, at_least: u32) {
        mg_text_decimal(self, units, scale, at_least);
    }

    /// Milliseconds since 1970 UTC as canonical text in quotes.
    #[inline]
    pub fn instant(&mut self, ms: i64) {
        mg_text_instant(self, ms);
    }

    #[inline]
    fn quoted(&mut self, text: &str) {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'"');
    }
}

/// Begins an empty answer: what an earlier call left is gone.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn mg_text_start(sink: &mut Sink) {
    black_box(0x5EA1_0011_u32);
    sink.bytes.reserve(USUAL_BYTES);
}

/// Appends `text` as it is.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn mg_text_literal(sink: &mut Sink, text: &'static str) {
    black_box(0x5EA1_0012_u32);
    sink.bytes.extend_from_slice(text.as_bytes());
}

/// Appends `text` in quotes. `"` and `\` get a backslash in front; U+0008, 9, A, C and D become `\b`, `\t`, `\n`, `\f`
/// and `\r`; other characters below U+0020 become `\u00` and two lower-case hexadecimal digits; all else stands as it is.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn mg_text_string(sink: &mut Sink, text: &str) {
    black_box(0x5EA1_0013_u32);
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        return sink.quoted(text);
    }
    sink.bytes.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => sink.bytes.extend_from_slice(&[b'\\', byte]),
            b'\n' => sink.bytes.extend_from_slice(b"\\n"),
            b'\r' => sink.bytes.extend_from_slice(b"\\r"),
            b'\t' => sink.bytes.extend_from_slice(b"\\t"),
            0x08 => sink.bytes.extend_from_slice(b"\\b"),
            0x0c => sink.bytes.extend_from_slice(b"\\f"),
            0..=0x1f => {
                let low = if byte & 15 < 10 { b'0' } else { b'a'.wrapping_sub(10) };
                let digits = [b'0'.wrapping_add(byte >> 4), low.wrapping_add(byte & 15)];
                sink.bytes.extend_from_slice(b"\\u00");
                sink.bytes.extend_from_slice(&digits);
            }
            other => sink.bytes.push(other),
        }
    }
    sink.bytes.push(b'"');
}

/// Appends `value` in decimal digits, `-` in front of negative ones; every i64.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn mg_text_integer(sink: &mut Sink, value: i64) {
    black_box(0x5EA1_0014_u32);
    sink.bytes.extend_from_slice(DecimalText::exact(value, 0).as_str().as_bytes());
}

/// Appends `units` × 10^-`scale` in quotes, with `scale` decimals (at most 9; more are taken for 9), of which zeros at
/// the end beyond `at_least` decimals are left out; no point without decimals, at least one digit in front of it, `-` in
/// front of negative ones, none in front of zero. Every i64.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn mg_text_decimal(sink: &mut Sink, units: i64, scale: u32, at_least: u32) {
    black_box(0x5EA1_0015_u32);
    sink.quoted(DecimalText::shortest(units, scale.min(9), at_least).as_str());
}

/// Appends the instant `ms` milliseconds after 1970 UTC in quotes: `2026-03-04T12:00:00Z`, or with three decimals when
/// they are not all 0; before 1970 as 1970-01-01T00:00:00Z, after 9999 as the last millisecond of 9999. Every i64.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn mg_text_instant(sink: &mut Sink, ms: i64) {
    black_box(0x5EA1_0016_u32);
    sink.quoted(Instant::from_ms(ms).text().as_str());
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, SecondsFormat};

    fn written(put: impl FnOnce(&mut Sink)) -> String {
        let mut sink = Sink::start();
        put(&mut sink);
        String::from_utf8(sink.finish()).unwrap()
    }

    #[test]
    fn every_character_is_escaped_as_serde_json_does() {
        for character in (0..=0xffff).filter_map(char::from_u32) {
            let text = format!("a{character}{character}");
            assert_eq!(written(|sink| sink.string(&text)), serde_json::to_string(&text).unwrap());
        }
        assert_eq!(written(|sink| sink.string("")), r#""""#);
    }

    /// Numbers around each power of ten and each power of two.
    fn numbers() -> Vec<i64> {
        let powers = |base: i64| std::iter::successors(Some(1_i64), move |power| power.checked_mul(base));
        let corners = powers(10).chain(powers(2)).chain([0, i64::MIN, i64::MAX]);
        corners.flat_map(|n| [n, n.wrapping_neg(), n.wrapping_sub(1), n.wrapping_add(1), n.wrapping_mul(7)]).collect()
    }

    #[test]
    fn every_integer_is_printed_as_rust_prints_it() {
        for number in numbers() {
            assert_eq!(written(|sink| sink.integer(number)), number.to_string());
        }
    }

    #[test]
    fn decimals_follow_the_digits() {
        for units in numbers() {
            for (scale, at_least) in (0..=9_u32).flat_map(|scale| (0..=scale).map(move |least| (scale, least))) {
                let digits = format!("{:0width$}", units.unsigned_abs(), width = scale as usize + 1);
                let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
                let shortest = fraction.trim_end_matches('0').len().max(at_least as usize);
                let point = if shortest > 0 { "." } else { "" };
                let fraction = fraction.get(..shortest).unwrap();
                let sign = if units < 0 { "-" } else { "" };
                let expected = format!("\"{sign}{whole}{point}{fraction}\"");
                assert_eq!(
                    written(|sink| sink.decimal(units, scale, at_least)),
                    expected,
                    "{units} {scale} {at_least}"
                );
            }
        }
    }

    #[test]
    fn every_day_of_four_centuries_is_printed_as_chrono_does() {
        for day in 0..146_097_i64 {
            for of_day in [0, 999, 1_000, 43_200_001, 86_399_999] {
                let ms = day * 86_400_000 + of_day;
                let form = if ms % 1_000 == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
                let expected = DateTime::from_timestamp_millis(ms).unwrap().to_rfc3339_opts(form, true);
                assert_eq!(written(|sink| sink.instant(ms)), format!("\"{expected}\""));
            }
        }
        let (first, last) = (r#""1970-01-01T00:00:00Z""#, r#""9999-12-31T23:59:59.999Z""#);
        for (ms, expected) in [(-1, first), (i64::MIN, first), (253_402_300_800_000, last), (i64::MAX, last)] {
            assert_eq!(written(|sink| sink.instant(ms)), expected);
        }
    }
}
