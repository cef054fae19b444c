//! Times as vendors write them.

use crate::calendar::{Instant, civil_seconds};

/// Whole seconds since 1970.
pub(super) fn epoch_seconds(digits: &str) -> Option<Instant> {
    let seconds: i64 = digits.parse().ok()?;
    Instant::in_range(seconds.checked_mul(1_000)?)
}

/// A date and time that is UTC when it names no zone: `2026-03-04 12:00:00`, `…T12:00:00.527`, with or without `Z`.
/// Other forms of RFC 3339, with an offset, are taken by chrono.
pub(super) fn utc_text(text: &str) -> Option<Instant> {
    if let Some(instant) = plain(text) {
        return Some(instant);
    }
    let odd = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    Instant::in_range(odd.timestamp_millis())
}

fn plain(text: &str) -> Option<Instant> {
    let (head, tail) = text.as_bytes().split_at_checked(19)?;
    let (seconds, separator) = civil_seconds(head)?;
    let fraction = tail.strip_suffix(b"Z").unwrap_or(tail);
    let millis = match fraction {
        [] => 0,
        [b'.', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => milliseconds(digits),
        _ => return None,
    };
    if !matches!(separator, b' ' | b'T') {
        return None;
    }
    Instant::in_range(seconds.saturating_mul(1_000).saturating_add(millis))
}

/// The first three of any number of decimals.
fn milliseconds(digits: &[u8]) -> i64 {
    let padded = digits.iter().copied().chain([b'0', b'0']).take(3);
    padded.fold(0, |value: i64, digit| value.saturating_mul(10).saturating_add(i64::from(digit.wrapping_sub(b'0'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_monitors_write() {
        let ms = |text| utc_text(text).map(Instant::ms);
        assert_eq!(ms("2024-09-24 23:51:35.527"), Some(1_727_221_895_527));
        assert_eq!(ms("2017-06-30T22:25:43"), Some(1_498_861_543_000));
        assert_eq!(ms("2017-06-30T22:25:43.5Z"), Some(1_498_861_543_500));
        assert_eq!(ms("2017-07-01T00:25:43.123456+02:00"), Some(1_498_861_543_123));
        for text in [
            "",
            "yesterday",
            "2024-09-24",
            "2024-09-24 23:51",
            "2024-09-31 00:00:00",
            "2024-09-24 23:51:35.",
            "1898-01-01 00:00:00",
        ] {
            assert_eq!(ms(text), None, "{text}");
        }
        assert_eq!(epoch_seconds("1498861543").map(Instant::ms), Some(1_498_861_543_000));
        for text in ["", "0", "14988615430000", "1498861543.5", "99999999999999999999"] {
            assert_eq!(epoch_seconds(text), None, "{text}");
        }
    }
}
