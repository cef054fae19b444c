//! A calendar month, the period of an SLA.

use super::date::Date;
use super::digits;

/// A month of a civil calendar, years 1971 to 2099.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i64,
    month: i64,
}

impl Month {
    /// Reads `YYYY-MM`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2] = *text.as_bytes() else {
            return None;
        };
        Self::of(digits(&[y1, y2, y3, y4])?, digits(&[m1, m2])?)
    }

    /// The month with this number, 1 to 12, of a year from 1971 to 2099.
    #[must_use]
    #[inline(always)]
    pub fn of(year: i64, month: i64) -> Option<Self> {
        ((1971..=2099).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::from_ymd(self.year, self.month, 1).unwrap_or(Date::from_days(0))
    }

    /// The first day of the month after it.
    #[must_use]
    pub fn next_first_day(self) -> Date {
        let (year, month) =
            if self.month < 12 { (self.year, self.month.saturating_add(1)) } else { (self.year.saturating_add(1), 1) };
        Date::from_ymd(year, month, 1).unwrap_or(Date::from_days(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_begins() {
        let december = Month::parse("2026-12").unwrap();
        assert_eq!(december.first_day().ymd(), (2026, 12, 1));
        assert_eq!(december.next_first_day().ymd(), (2027, 1, 1));
        for text in ["2026-13", "2026-00", "2026-1", "1970-12", "2100-01", "26-01", "2026-01-01", ""] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }
}
