//! Working days and office hours, as data.

use super::date::Date;
use super::instant::Instant;
use super::zone::Zone;
use super::{DAY_MS, MINUTE_MS};

/// When somebody is there.
#[derive(Debug, Clone)]
pub struct Office<'a> {
    zone: Zone<'a>,
    /// Monday to Sunday.
    days: [bool; 7],
    closes_ms: i64,
    holidays: Vec<Date>,
}

impl<'a> Office<'a> {
    /// The most holidays that a list may have.
    pub const MOST_HOLIDAYS: usize = 1_000;

    /// An office that is open on these days of the week (1 is Monday, 7 Sunday), from and to so many minutes after
    /// midnight, but not on holidays. `None` when there is no such day, a number is out of range, it closes before it
    /// opens, or there are too many holidays.
    #[must_use]
    pub fn new(zone: Zone<'a>, week: &[i64], opens: u16, closes: u16, holidays: Vec<Date>) -> Option<Self> {
        let mut days = [false; 7];
        for day in week {
            let place = usize::try_from(day.checked_sub(1)?).ok()?;
            *days.get_mut(place)? = true;
        }
        let closes_ms = i64::from(closes).saturating_mul(MINUTE_MS);
        let is_office =
            !week.is_empty() && opens < closes && closes_ms < DAY_MS && holidays.len() <= Self::MOST_HOLIDAYS;
        is_office.then_some(Self { zone, days, closes_ms, holidays })
    }

    /// Monday to Friday from 9 to 5, UTC, without holidays.
    #[must_use]
    pub fn usual() -> Self {
        let days = [true, true, true, true, true, false, false];
        Self { zone: Zone::utc(), days, closes_ms: 17 * 60 * MINUTE_MS, holidays: Vec::new() }
    }

    /// Whether somebody is there on this day.
    #[must_use]
    pub fn is_working(&self, date: Date) -> bool {
        // The first day that is counted, 1970-01-01, was a Thursday.
        let place = date.days().saturating_add(3).rem_euclid(7);
        let is_weekday = usize::try_from(place).ok().and_then(|place| self.days.get(place)) == Some(&true);
        is_weekday && !self.holidays.contains(&date)
    }

    /// When it closes on this day.
    fn closing(&self, date: Date) -> Instant {
        self.zone.at(date, self.closes_ms)
    }

    /// The first working day from this one on.
    fn working_from(&self, date: Date) -> Date {
        let mut day = date;
        while !self.is_working(day) {
            day = day.plus_days(1);
        }
        day
    }

    /// The end of office hours of the n-th working day after the day of `at`. What comes after hours, or on no working
    /// day, counts as of the next working day.
    #[must_use]
    pub fn closing_after(&self, at: Instant, working_days: u32) -> Instant {
        let date = self.zone.date_at(at);
        let is_late = self.is_working(date) && at >= self.closing(date);
        let mut day = self.working_from(if is_late { date.plus_days(1) } else { date });
        for _ in 0..working_days {
            day = self.working_from(day.plus_days(1));
        }
        self.closing(day)
    }

    /// The end of office hours of the first working day after the day of `at`, whatever the hour.
    #[must_use]
    pub fn next_closing(&self, at: Instant) -> Instant {
        self.closing(self.working_from(self.zone.date_at(at).plus_days(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Offset;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn berlin() -> Zone<'static> {
        let change = |from, seconds| Offset { from: Some(at(from)), seconds };
        let offsets = vec![
            Offset { from: None, seconds: 3600 },
            change("2026-03-29T01:00:00Z", 7200),
            change("2026-10-25T01:00:00Z", 3600),
        ];
        Zone::new("Europe/Berlin", offsets).unwrap()
    }

    fn office() -> Office<'static> {
        let holidays = vec![Date::parse("2026-12-25").unwrap(), Date::parse("2027-01-01").unwrap()];
        Office::new(berlin(), &[1, 2, 3, 4, 5], 9 * 60, 17 * 60, holidays).unwrap()
    }

    #[test]
    fn no_office_without_a_day_or_an_hour() {
        let with = |week: &[i64], opens, closes| Office::new(Zone::utc(), week, opens, closes, vec![]).is_some();
        assert!(with(&[7], 0, 1) && with(&[1, 1], 0, 1_439));
        for (week, opens, closes) in
            [(&[][..], 0, 1), (&[0], 0, 1), (&[8], 0, 1), (&[1], 5, 5), (&[1], 6, 5), (&[1], 0, 1_440)]
        {
            assert!(!with(week, opens, closes), "{week:?} {opens} {closes}");
        }
        let holidays = |count: i64| Office::new(Zone::utc(), &[1], 0, 1, (0..count).map(Date::from_days).collect());
        assert!(holidays(1_000).is_some() && holidays(1_001).is_none());
    }

    /// Worked out on a wall calendar: 2026-12-24 is a Thursday.
    #[test]
    fn deadlines_are_ends_of_office_hours() {
        for (asked, days, due) in [
            // Monday before hours, within them, at the last instant, at closing time.
            ("2026-11-23T03:00:00Z", 3, "2026-11-26T16:00:00Z"),
            ("2026-11-23T10:00:00Z", 3, "2026-11-26T16:00:00Z"),
            ("2026-11-23T15:59:59.999Z", 3, "2026-11-26T16:00:00Z"),
            ("2026-11-23T16:00:00Z", 3, "2026-11-27T16:00:00Z"),
            // Monday there, while it is Sunday in UTC.
            ("2026-11-22T23:30:00Z", 1, "2026-11-24T16:00:00Z"),
            // Friday after hours and Saturday count as Monday.
            ("2026-11-27T18:00:00Z", 1, "2026-12-01T16:00:00Z"),
            ("2026-11-28T09:00:00Z", 1, "2026-12-01T16:00:00Z"),
            ("2026-11-28T09:00:00Z", 0, "2026-11-30T16:00:00Z"),
            // Over Christmas Day and a weekend; in summer time.
            ("2026-12-24T10:00:00Z", 1, "2026-12-28T16:00:00Z"),
            ("2026-12-30T10:00:00Z", 5, "2027-01-07T16:00:00Z"),
            ("2026-03-27T10:00:00Z", 1, "2026-03-30T15:00:00Z"),
        ] {
            assert_eq!(office().closing_after(at(asked), days), at(due), "{asked} {days}");
        }
    }

    #[test]
    fn another_working_day_is_never_the_same_one() {
        for (late, due) in [
            ("2026-11-26T16:00:00Z", "2026-11-27T16:00:00Z"),
            ("2026-11-26T09:00:00Z", "2026-11-27T16:00:00Z"),
            ("2026-11-27T16:05:00Z", "2026-11-30T16:00:00Z"),
            ("2026-12-24T23:30:00Z", "2026-12-28T16:00:00Z"),
        ] {
            assert_eq!(office().next_closing(at(late)), at(due), "{late}");
        }
    }
}
