//! A time zone as the request gives it: a table of offsets, no database.

use super::date::Date;
use super::instant::Instant;
use super::month::Month;
use super::{DAY_MS, period::Period};
use crate::order::Keyed;

/// The widest offset that a zone may have, in seconds.
const WIDEST_SECONDS: i64 = 64_800;

/// One stretch of constant distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset {
    /// Where it begins; `None` for the first, which has always been.
    pub from: Option<Instant>,
    /// Seconds east of UTC, −64800 to 64800.
    pub seconds: i64,
}

/// The table is empty, out of order, does not begin with `None`, or an offset is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneError;

/// A named table of offsets, checked.
#[derive(Debug, Clone)]
pub struct Zone<'a> {
    name: &'a str,
    offsets: Vec<Offset>,
}

impl<'a> Keyed<'a> for Zone<'a> {
    #[inline(always)]
    fn key(&self) -> &'a str {
        self.name
    }
}

impl<'a> Zone<'a> {
    /// Checks the table.
    ///
    /// # Errors
    /// [`ZoneError`].
    pub fn new(name: &'a str, offsets: Vec<Offset>) -> Result<Self, ZoneError> {
        let mut before = None;
        for offset in &offsets {
            let is_next = match before {
                None => offset.from.is_none(),
                // `None` sorts before every instant, so a second `None` is out of order as well.
                Some(before) => before < offset.from,
            };
            if !is_next || !(-WIDEST_SECONDS..=WIDEST_SECONDS).contains(&offset.seconds) {
                return Err(ZoneError);
            }
            before = Some(offset.from);
        }
        if offsets.is_empty() { Err(ZoneError) } else { Ok(Self { name, offsets }) }
    }

    /// UTC itself.
    #[must_use]
    pub fn utc() -> Self {
        Self { name: "UTC", offsets: vec![Offset { from: None, seconds: 0 }] }
    }

    /// The name it was given.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The civil date on a wall calendar at `instant`.
    #[must_use]
    pub fn date_at(&self, instant: Instant) -> Date {
        Date::from_days(self.wall_ms(instant).div_euclid(DAY_MS))
    }

    /// What the wall clock shows at `instant`, as milliseconds since its 1970.
    #[must_use]
    #[inline(always)]
    pub fn wall_ms(&self, instant: Instant) -> i64 {
        let seconds = self
            .offsets
            .iter()
            .rev()
            .find(|offset| offset.from.is_none_or(|from| from <= instant))
            .map_or(0, |offset| offset.seconds);
        instant.ms().saturating_add(seconds.wrapping_mul(1_000))
    }

    /// The first instant at which the wall clock shows `date` 00:00 or later.
    ///
    /// Where a change of offset skips midnight this is the change; where midnight comes twice, the first one.
    #[must_use]
    pub fn start_of(&self, date: Date) -> Instant {
        // Years have four digits and offsets are checked: neither product leaves 64 bits, and PHP pays for asking.
        self.reached(date.days().wrapping_mul(DAY_MS))
    }

    /// The first instant at which the wall clock shows this time of `date`, or later.
    #[must_use]
    pub fn at(&self, date: Date, ms_of_day: i64) -> Instant {
        self.reached(date.days().saturating_mul(DAY_MS).saturating_add(ms_of_day))
    }

    /// The first instant at which the wall clock shows so many milliseconds since 1970, or more.
    #[inline(always)]
    fn reached(&self, wall_ms: i64) -> Instant {
        let mut start = Instant::from_ms(wall_ms);
        for offset in &self.offsets {
            let reached = Instant::from_ms(wall_ms.saturating_sub(offset.seconds.wrapping_mul(1_000)));
            match offset.from {
                None => start = reached,
                Some(change) if start < change => break,
                Some(change) => start = reached.max(change),
            }
        }
        start
    }

    /// The month on the wall clock. Offsets differ by 36 hours at most, so it is never empty.
    #[must_use]
    pub fn period_of(&self, month: Month) -> Period {
        Period::lasting(self.start_of(month.first_day()), self.start_of(month.next_first_day()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn zone(rows: &[(Option<&str>, i64)]) -> Result<Zone<'static>, ZoneError> {
        let offsets = rows.iter().map(|(from, seconds)| Offset { from: from.map(at), seconds: *seconds });
        Zone::new("test", offsets.collect())
    }

    #[test]
    fn refuses_broken_tables() {
        let late = "2026-03-29T01:00:00Z";
        for rows in [
            &[][..],
            &[(Some(late), 0)],
            &[(None, 0), (None, 3600)],
            &[(None, 0), (Some(late), 3600), (Some(late), 0)],
            &[(None, 64_801)],
        ] {
            assert_eq!(zone(rows).err(), Some(ZoneError));
        }
    }

    #[test]
    fn a_month_follows_the_wall_clock() {
        let berlin = zone(&[(None, 3600), (Some("2026-03-29T01:00:00Z"), 7200)]).unwrap();
        let march = Date::from_ymd(2026, 3, 1).unwrap();
        assert_eq!(berlin.start_of(march), at("2026-02-28T23:00:00Z"));
        assert_eq!(berlin.start_of(march.plus_months(1)), at("2026-03-31T22:00:00Z"));
        assert_eq!(berlin.date_at(at("2026-03-31T22:30:00Z")).ymd(), (2026, 4, 1));
    }

    #[test]
    fn a_skipped_midnight_begins_at_the_change() {
        // Clocks go from 24:00 to 01:00.
        let gap = zone(&[(None, -10_800), (Some("2026-03-01T03:00:00Z"), -7_200)]).unwrap();
        assert_eq!(gap.start_of(Date::from_ymd(2026, 3, 1).unwrap()), at("2026-03-01T03:00:00Z"));
        // Clocks go from 24:00 back to 23:00: the day begins only an hour later.
        let fold = zone(&[(None, -7_200), (Some("2026-03-01T02:00:00Z"), -10_800)]).unwrap();
        assert_eq!(fold.start_of(Date::from_ymd(2026, 3, 1).unwrap()), at("2026-03-01T03:00:00Z"));
        // Clocks go from 01:00 back to 00:00: midnight comes twice, the first one counts.
        let twice = zone(&[(None, 0), (Some("2026-03-01T01:00:00Z"), -3_600)]).unwrap();
        assert_eq!(twice.start_of(Date::from_ymd(2026, 3, 1).unwrap()), at("2026-03-01T00:00:00Z"));
    }
}
