//! Times as vendors write them.

use crate::calendar::{Instant, civil_seconds, digits};

/// Whole seconds since 1970.
pub(super) fn epoch_seconds(digits: &str) -> Option<Instant> {
    let seconds: i64 = digits.parse().ok()?;
    Instant::in_range(seconds.checked_mul(1_000)?)
}

/// Whole milliseconds since 1970.
pub(super) fn epoch_ms(digits: &str) -> Option<Instant> {
    Instant::in_range(digits.parse().ok()?)
}

/// Seconds since 1970, with any number of decimals or none.
pub(super) fn epoch_decimal(text: &str) -> Option<Instant> {
    let Some((whole, decimals)) = text.split_once('.') else { return epoch_seconds(text) };
    let decimals = Some(decimals.as_bytes()).filter(|all| !all.is_empty() && all.iter().all(u8::is_ascii_digit))?;
    Some(epoch_seconds(whole)?.plus_ms(milliseconds(decimals)))
}

/// A date and time that is UTC when it names no zone: `2026-03-04 12:00:00`, `…T12:00:00.527`, with or without `Z`, or
/// with an offset (`+02:00`, `-0800`).
pub(super) fn utc_text(text: &str) -> Option<Instant> {
    let (head, tail) = text.as_bytes().split_at_checked(19)?;
    let (seconds, separator) = civil_seconds(head)?;
    if !matches!(separator, b' ' | b'T' | b't') {
        return None;
    }
    let (decimals, zone) = match tail {
        [b'.', rest @ ..] => {
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            rest.split_at_checked(length).filter(|_| length > 0)?
        }
        _ => (&[][..], tail),
    };
    let local = seconds.saturating_mul(1_000).saturating_add(milliseconds(decimals));
    Instant::in_range(local.saturating_sub(offset_ms(zone)?))
}

/// As [`utc_text`], but a text that names no zone is not a time.
pub(super) fn zoned(text: &str) -> Option<Instant> {
    let tail = text.get(19..)?.trim_start_matches(|mark: char| mark == '.' || mark.is_ascii_digit());
    if tail.is_empty() { None } else { utc_text(text) }
}

/// How far ahead of UTC a zone is: nothing or `Z` are UTC itself.
fn offset_ms(zone: &[u8]) -> Option<i64> {
    let (sign, hours, minutes) = match zone {
        [] | [b'Z' | b'z'] => return Some(0),
        &[sign, h1, h2, b':', m1, m2] | &[sign, h1, h2, m1, m2] => (sign, [h1, h2], [m1, m2]),
        _ => return None,
    };
    let hours = digits(&hours).filter(|hours| *hours < 24)?;
    let minutes = digits(&minutes).filter(|minutes| *minutes < 60)?;
    let ahead = hours.saturating_mul(3_600_000).saturating_add(minutes.saturating_mul(60_000));
    match sign {
        b'+' => Some(ahead),
        b'-' => Some(ahead.saturating_neg()),
        _ => None,
    }
}

/// The first three of any number of decimals.
fn milliseconds(digits: &[u8]) -> i64 {
    let padded = digits.iter().copied().chain([b'0', b'0', b'0']).take(3);
    padded.fold(0, |value: i64, digit| value.saturating_mul(10).saturating_add(i64::from(digit.wrapping_sub(b'0'))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, FixedOffset, SecondsFormat};
    use proptest::prelude::*;

    #[test]
    fn reads_what_monitors_write() {
        let ms = |text| utc_text(text).map(Instant::ms);
        assert_eq!(ms("2024-09-24 23:51:35.527"), Some(1_727_221_895_527));
        assert_eq!(ms("2017-06-30T22:25:43"), Some(1_498_861_543_000));
        assert_eq!(ms("2017-06-30T22:25:43.5Z"), Some(1_498_861_543_500));
        assert_eq!(ms("2017-07-01T00:25:43.123456+02:00"), Some(1_498_861_543_123));
        assert_eq!(ms("2017-06-30T14:25:43-0800"), Some(1_498_861_543_000));
        assert_eq!(ms("2017-06-30t22:25:43.1z"), Some(1_498_861_543_100));
        for text in [
            "",
            "2024-09-24 23:51:35.5x",
            "2024-09-24 23:51:35 +00:00",
            "2024-09-24 23:51:35+24:00",
            "2024-09-24 23:51:35+02:60",
            "2024-09-24 23:51:35*02:00",
            "2024-09-24_23:51:35",
            "0001-01-01T00:00:00Z",
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

    #[test]
    fn a_time_without_a_zone_is_none_where_one_is_needed() {
        let ms = |text| zoned(text).map(Instant::ms);
        assert_eq!(ms("2017-06-30T22:25:43Z"), Some(1_498_861_543_000));
        assert_eq!(ms("2017-07-01 00:25:43.5+02:00"), Some(1_498_861_543_500));
        for text in ["", "2017-06-30T22:25:43", "2017-06-30T22:25:43.5", "2017-06-30 22:25", "2017-06-30T22:25:43 Z"] {
            assert_eq!(ms(text), None, "{text}");
        }
    }

    #[test]
    fn reads_seconds_and_milliseconds_since_1970() {
        assert_eq!(epoch_ms("1498861543123").map(Instant::ms), Some(1_498_861_543_123));
        assert_eq!(epoch_ms("1498861543"), None);
        for (text, ms) in [
            ("1435781430.781", 1_435_781_430_781),
            ("1435781430", 1_435_781_430_000),
            ("1435781430.7", 1_435_781_430_700),
            ("1705314600.123956", 1_705_314_600_123),
        ] {
            assert_eq!(epoch_decimal(text).map(Instant::ms), Some(ms), "{text}");
        }
        for text in ["", ".5", "1435781430.", "1435781430.+1", "1.435781430e9", "NaN"] {
            assert_eq!(epoch_decimal(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn offsets_are_taken_as_chrono_takes_them(ms in 31_600_000_000i64..4_102_000_000_000, minutes in -1439i32..1440) {
            let zone = FixedOffset::east_opt(minutes * 60).unwrap();
            let text = DateTime::from_timestamp_millis(ms).unwrap().with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Nanos, true);
            prop_assert_eq!(utc_text(&text), Some(Instant::from_ms(ms)), "{}", text);
        }
    }
}
