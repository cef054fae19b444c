//! Civil dates of the proleptic Gregorian calendar, counted in days since 1970-01-01.

use super::digits;

/// A civil date without a zone; ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    days: i64,
}

impl Date {
    /// The date `days` days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        Self { days }
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i64 {
        self.days
    }

    /// The date with this year (0 to 9999), month and day; `None` when there is no such day.
    #[must_use]
    pub fn from_ymd(year: i64, month: i64, day: i64) -> Option<Self> {
        let small = |number| u32::try_from(number).ok();
        Self::from_parts(small(year)?, small(month)?, small(day)?)
    }

    /// As [`Date::from_ymd`].
    #[inline]
    pub(crate) fn from_parts(year: u32, month: u32, day: u32) -> Option<Self> {
        let is_date = year <= 9999
            && month.wrapping_sub(1) < 12
            && (day.wrapping_sub(1) < 28 || (29..=days_in_month(year, month)).contains(&day));
        is_date.then(|| Self { days: days_before(year, month).wrapping_add(i64::from(day)).wrapping_sub(1) })
    }

    /// Year, month (1 to 12) and day (1 to 31).
    ///
    /// Eras of 400 years that begin in March, so that the leap day is the last day of a year.
    #[must_use]
    pub fn ymd(self) -> (i64, i64, i64) {
        let shifted = self.days.saturating_add(719_468);
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let leap_days = (day_of_era / 1_460).saturating_sub(day_of_era / 36_524).saturating_add(day_of_era / 146_096);
        let year_of_era = day_of_era.saturating_sub(leap_days) / 365;
        let before = year_of_era.saturating_mul(365).saturating_add(year_of_era / 4).saturating_sub(year_of_era / 100);
        let day_of_year = day_of_era.saturating_sub(before);
        let march_month = day_of_year.saturating_mul(5).saturating_add(2) / 153;
        let month_start = march_month.saturating_mul(153).saturating_add(2) / 5;
        let day = day_of_year.saturating_sub(month_start).saturating_add(1);
        let month = if march_month < 10 { march_month.saturating_add(3) } else { march_month.saturating_sub(9) };
        let year = era.saturating_mul(400).saturating_add(year_of_era);
        (if month <= 2 { year.saturating_add(1) } else { year }, month, day)
    }

    /// Reads `YYYY-MM-DD`, years 1971 to 2099.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return None;
        };
        Self::of(digits(&[y1, y2, y3, y4])?, digits(&[m1, m2])?, digits(&[d1, d2])?)
    }

    /// As [`Date::from_ymd`], of the years 1971 to 2099.
    #[must_use]
    #[inline(always)]
    pub fn of(year: i64, month: i64, day: i64) -> Option<Self> {
        if (1971..=2099).contains(&year) { Self::from_ymd(year, month, day) } else { None }
    }

    /// So many days later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self { days: self.days.saturating_add(days) }
    }

    /// The same day `months` months later; a day that the month lacks becomes its last day.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let (year, month, day) = self.ymd();
        let index = month.saturating_sub(1).saturating_add(i64::from(months));
        let year = year.saturating_add(index.div_euclid(12));
        let month = index.rem_euclid(12).saturating_add(1);
        let small = |number: i64| u32::try_from(number).unwrap_or(0);
        let (year, month) = (small(year), small(month));
        let day = day.min(i64::from(days_in_month(year, month)));
        Self { days: days_before(year, month).saturating_add(day).saturating_sub(1) }
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to the first of this month (1 to 12); years beyond a million would wrap.
///
/// Years begin in March, so that the leap day is the last one; 400 of them are added, so that there is none below 0.
fn days_before(year: u32, month: u32) -> i64 {
    let is_early = month <= 2;
    let year = year.wrapping_add(if is_early { 399 } else { 400 });
    let march_month = month.wrapping_add(if is_early { 9 } else { 0 }).wrapping_sub(if is_early { 0 } else { 3 });
    let leap_days = (year / 4).wrapping_sub(year / 100).wrapping_add(year / 400);
    let day_of_year = march_month.wrapping_mul(153).wrapping_add(2) / 5;
    let days = year.wrapping_mul(365).wrapping_add(leap_days).wrapping_add(day_of_year);
    i64::from(days).wrapping_sub(865_565)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Months, NaiveDate};

    fn oracle(days: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::Duration::days(days)
    }

    #[test]
    fn agrees_with_chrono_on_every_day() {
        for days in -800..48_000 {
            let date = Date::from_days(days);
            let expected = oracle(days);
            let (year, month, day) = date.ymd();
            assert_eq!(
                (year, month, day),
                (i64::from(expected.year()), i64::from(expected.month()), i64::from(expected.day()))
            );
            assert_eq!(Date::from_ymd(year, month, day), Some(date));
        }
    }

    #[test]
    fn adds_months_as_chrono_does() {
        for days in (0..20_000).step_by(7) {
            for months in [1, 2, 3, 6, 11, 12, 24, 120] {
                let expected = oracle(days) + Months::new(months);
                let (year, month, day) = Date::from_days(days).plus_months(months).ymd();
                assert_eq!(
                    (year, month, day),
                    (i64::from(expected.year()), i64::from(expected.month()), i64::from(expected.day()))
                );
            }
        }
    }

    #[test]
    fn reads_real_days_only() {
        assert!(Date::parse("2024-02-29").is_some());
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "1970-12-31",
            "2100-01-01",
            "2026-1-01",
            "2026-01-01Z",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
