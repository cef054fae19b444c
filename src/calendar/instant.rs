//! An instant in milliseconds since 1970 UTC, with its own reader and writer of the canonical form.

use super::date::Date;
use super::{DAY_MS, digits};
use crate::text::mg_text_moment;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The last instant that prints with four digits of year.
    pub const LAST: Self = Self(253_402_300_799_999);
    /// The last instant that is read.
    pub const LAST_READ: Self = Self(Self::END_READ_MS - 1);
    /// 1971-01-01T00:00:00Z, the first instant that is read.
    const FIRST_READ_MS: i64 = 31_536_000_000;
    /// 2100-01-01T00:00:00Z, the first instant that is no longer read.
    const END_READ_MS: i64 = 4_102_444_800_000;

    /// The instant `ms` milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// As [`Instant::from_ms`], within the years 1971 to 2099 that requests may name.
    #[must_use]
    pub fn in_range(ms: i64) -> Option<Self> {
        (Self::FIRST_READ_MS..Self::END_READ_MS).contains(&ms).then_some(Self(ms))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn ms(self) -> i64 {
        self.0
    }

    /// This many milliseconds later, at most [`Instant::LAST`].
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms).min(Self::LAST.0))
    }

    /// This many milliseconds earlier, but not moved beyond the first instant that is read.
    #[must_use]
    pub fn minus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_sub(ms).max(Self::FIRST_READ_MS.min(self.0)))
    }

    /// Milliseconds from `earlier` to here; negative if it is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads `2026-03-04T12:00:00Z` or, with exactly three decimals, `2026-03-04T12:00:00.250Z`; years 1971 to 2099.
    #[must_use]
    #[inline(always)]
    pub fn parse(text: &str) -> Option<Self> {
        match mg_text_moment(text) {
            i64::MIN => None,
            ms => Some(Self(ms)),
        }
    }

    /// The canonical text; milliseconds are printed only when they are not 0.
    #[must_use]
    pub fn text(self) -> InstantText {
        InstantText::of(self)
    }
}

/// Seconds since 1970 of `YYYY-MM-DD?HH:MM:SS` (19 bytes, UTC) and the byte that stands for `?`.
pub(crate) fn civil_seconds(text: &[u8]) -> Option<(i64, u8)> {
    let &[y1, y2, y3, y4, b'-', mo1, mo2, b'-', d1, d2, separator, h1, h2, b':', mi1, mi2, b':', s1, s2] = text else {
        return None;
    };
    let date = Date::from_ymd(digits(&[y1, y2, y3, y4])?, digits(&[mo1, mo2])?, digits(&[d1, d2])?)?;
    let hour = digits(&[h1, h2]).filter(|hour| *hour < 24)?;
    let minute = digits(&[mi1, mi2]).filter(|minute| *minute < 60)?;
    let second = digits(&[s1, s2]).filter(|second| *second < 60)?;
    let of_day = hour.saturating_mul(3_600).saturating_add(minute.saturating_mul(60)).saturating_add(second);
    Some((date.days().saturating_mul(86_400).saturating_add(of_day), separator))
}

/// An instant printed into a fixed buffer.
#[derive(Debug, Clone, Copy)]
pub struct InstantText {
    buffer: [u8; 24],
    length: usize,
}

impl InstantText {
    fn of(instant: Instant) -> Self {
        let ms = instant.0.clamp(0, Instant::LAST.0);
        let (year, month, day) = Date::from_days(ms / DAY_MS).ymd();
        let of_day = ms % DAY_MS;
        let mut text = Self { buffer: *b"0000-00-00T00:00:00.000Z", length: 24 };
        text.put(0, 4, year);
        text.put(5, 2, month);
        text.put(8, 2, day);
        text.put(11, 2, of_day / 3_600_000);
        text.put(14, 2, of_day / 60_000 % 60);
        text.put(17, 2, of_day / 1_000 % 60);
        let millis = of_day % 1_000;
        if millis == 0 {
            if let Some(place) = text.buffer.get_mut(19) {
                *place = b'Z';
            }
            text.length = 20;
        } else {
            text.put(20, 3, millis);
        }
        text
    }

    /// Writes the last `width` digits of `value` from position `at`.
    fn put(&mut self, at: usize, width: usize, value: i64) {
        let mut rest = value;
        for place in self.buffer.iter_mut().skip(at).take(width).rev() {
            let digit = u8::try_from(rest.wrapping_rem(10)).unwrap_or(0);
            *place = b'0'.wrapping_add(digit);
            rest = rest.wrapping_div(10);
        }
    }

    /// The printed text, ASCII, 20 or 24 bytes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.buffer.get(..self.length).unwrap_or(&[]);
        core::str::from_utf8(bytes).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, SecondsFormat};
    use proptest::prelude::*;

    #[test]
    fn reads_the_canonical_form_only() {
        let at = |text| Instant::parse(text).map(Instant::ms);
        assert_eq!(at("2026-03-04T12:00:00Z"), Some(1_772_625_600_000));
        assert_eq!(at("2026-03-04T12:00:00.250Z"), Some(1_772_625_600_250));
        assert_eq!(at("2024-02-29T00:00:00Z"), Some(1_709_164_800_000));
        for text in [
            "2026-03-04 12:00:00Z",
            "2026-03-04T12:00:00",
            "2026-03-04T12:00:00+00:00",
            "2026-03-04T12:00:00.25Z",
            "2026-03-04T24:00:00Z",
            "2026-03-04T12:60:00Z",
            "2026-03-04T12:00:60Z",
            "2026-02-29T12:00:00Z",
            "1970-12-31T23:59:59Z",
            "2100-01-01T00:00:00Z",
            "2026-03-04t12:00:00z",
            "",
            "2026-03-04T12:00:00.000000Z",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_chrono(ms in 31_536_000_000i64..4_102_444_800_000) {
            let form = if ms % 1000 == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
            let oracle = DateTime::from_timestamp_millis(ms).unwrap().to_rfc3339_opts(form, true);
            let printed = Instant::from_ms(ms).text();
            prop_assert_eq!(printed.as_str(), &oracle);
            prop_assert_eq!(Instant::parse(&oracle), Some(Instant::from_ms(ms)));
        }
    }
}
