//! Used time of a term: by length, by the calendar, by anniversaries.

use crate::calendar::{DAY_MS, Date, HOUR_MS, Instant, MINUTE_MS, Zone};
use crate::money::{Fraction, MoneyError};
use crate::policy::refund::{Edge, MonthDays, Time, Unit};

/// A term, and where the clock stops.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term<'z, 'a> {
    pub zone: &'z Zone<'a>,
    pub from: Instant,
    pub to: Instant,
    pub stop: Instant,
}

/// Used time in whole units, at most all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedTime {
    /// From 0 to `total`.
    pub used: i64,
    /// Where it is 0, all is used.
    pub total: i64,
    /// The policy's word of the unit; `exact` for milliseconds.
    pub unit: &'static str,
}

impl UsedTime {
    fn of(used: i64, total: i64, unit: &'static str) -> Self {
        let total = total.max(0);
        Self { used: used.clamp(0, total), total, unit }
    }

    /// The used share.
    pub fn share(self) -> Result<Fraction, MoneyError> {
        if self.total == 0 { Ok(Fraction::ONE) } else { Fraction::new(self.used, self.total) }
    }
}

fn length_of(unit: Unit) -> i64 {
    match unit {
        Unit::Second => 1_000,
        Unit::Minute => MINUTE_MS,
        Unit::Hour => HOUR_MS,
        Unit::Day => DAY_MS,
    }
}

/// Whole units; a begun one is whole or nothing.
fn units(ms: i64, length: i64, edge: Edge) -> i64 {
    match edge {
        Edge::Down => ms.div_euclid(length),
        Edge::Up => ms.saturating_neg().div_euclid(length).saturating_neg(),
    }
}

impl Term<'_, '_> {
    /// Counted as the policy counts.
    pub fn used(&self, time: Time) -> UsedTime {
        let (used, whole) = (self.stop.since(self.from), self.to.since(self.from));
        let counted = match time {
            Time::Exact => UsedTime::of(used, whole, "exact"),
            Time::Length { unit, used: begun, total } => {
                let length = length_of(unit);
                UsedTime::of(units(used, length, begun), units(whole, length, total), unit.word())
            }
            Time::Calendar { unit, used: begun, month } => {
                let mark = |at: Instant, edge| units(self.zone.wall_ms(at), length_of(unit), edge);
                let (from, to) = (mark(self.from, Edge::Down), mark(self.to, Edge::Down));
                let stop = mark(self.stop, begun);
                let days = |mark: i64| match month {
                    MonthDays::Real => mark,
                    MonthDays::Days(days) => even(mark, days.into()),
                };
                let from = days(from);
                UsedTime::of(days(stop).saturating_sub(from), days(to).saturating_sub(from), unit.word())
            }
        };
        // What has not begun is not used, though a begun unit be whole.
        if used <= 0 { UsedTime { used: 0, ..counted } } else { counted }
    }

    /// The exact share.
    pub fn exact(&self) -> Result<Fraction, MoneyError> {
        self.used(Time::Exact).share()
    }

    /// So many months after the begin, at the same time of the day.
    pub fn anniversary(&self, months: u32) -> Instant {
        let wall = self.zone.wall_ms(self.from);
        let date = Date::from_days(wall.div_euclid(DAY_MS)).plus_months(months);
        // The begin itself, also where its hour comes twice.
        if months == 0 { self.from } else { self.zone.at(date, wall.rem_euclid(DAY_MS)) }
    }

    /// Whole months, by anniversaries of the begin, that are over at an instant.
    pub fn months_until(&self, at: Instant) -> u32 {
        let index = |at: Instant| {
            let (year, month, _) = self.zone.date_at(at).ymd();
            year.saturating_mul(12).saturating_add(month)
        };
        let mut months = u32::try_from(index(at).saturating_sub(index(self.from))).unwrap_or(0);
        while months > 0 && self.anniversary(months) > at {
            months = months.saturating_sub(1);
        }
        months
    }

    /// Whole months of the term.
    pub fn months(&self) -> u32 {
        self.months_until(self.to)
    }

    /// The stop, within the term.
    pub fn stop_within(&self) -> Instant {
        self.stop.max(self.from).min(self.to)
    }
}

/// A date as a count of days in which each month has `days` of them; a later day of a month is its last.
fn even(date: i64, days: i64) -> i64 {
    let (year, month, day) = Date::from_days(date).ymd();
    year.saturating_mul(12).saturating_add(month).saturating_mul(days).saturating_add(day.min(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Offset;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    /// One hour east of UTC, two from the end of March on.
    fn berlin() -> Zone<'static> {
        let offset = |from: Option<&str>, seconds| Offset { from: from.map(at), seconds };
        Zone::new("Berlin", vec![offset(None, 3_600), offset(Some("2026-03-29T01:00:00Z"), 7_200)]).unwrap()
    }

    fn counted(time: Time, from: &str, to: &str, stop: &str) -> (i64, i64) {
        let used = Term { zone: &berlin(), from: at(from), to: at(to), stop: at(stop) }.used(time);
        (used.used, used.total)
    }

    /// March in Berlin, stopped on the 10th at 13:00.
    const MARCH: [&str; 3] = ["2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z", "2026-03-10T12:00:00Z"];

    #[test]
    fn units_have_edges() {
        let [from, to, stop] = MARCH;
        let length = |unit, used, total| Time::Length { unit, used, total };
        let calendar = |used| Time::Calendar { unit: Unit::Day, used, month: MonthDays::Real };
        for (time, used, total) in [
            // 31 days but an hour: 743 hours. 9 days and 13 hours are gone.
            (Time::Exact, 229 * HOUR_MS, 743 * HOUR_MS),
            (length(Unit::Hour, Edge::Up, Edge::Down), 229, 743),
            (length(Unit::Day, Edge::Up, Edge::Down), 10, 30),
            (length(Unit::Day, Edge::Down, Edge::Up), 9, 31),
            (calendar(Edge::Up), 10, 31),
            (calendar(Edge::Down), 9, 31),
            (Time::Calendar { unit: Unit::Day, used: Edge::Up, month: MonthDays::Days(30) }, 10, 30),
        ] {
            assert_eq!(counted(time, from, to, stop), (used, total), "{time:?}");
        }
    }

    #[test]
    fn nothing_is_used_before_and_all_after() {
        let [from, to, _] = MARCH;
        let calendar = Time::Calendar { unit: Unit::Day, used: Edge::Up, month: MonthDays::Real };
        assert_eq!(counted(calendar, from, to, "2026-02-01T00:00:00Z"), (0, 31));
        assert_eq!(counted(calendar, "2026-03-01T10:00:00Z", to, "2026-03-01T10:00:00Z"), (0, 31));
        assert_eq!(counted(calendar, from, to, "2026-06-01T00:00:00Z"), (31, 31));
        let nothing = UsedTime::of(0, 0, "day");
        assert_eq!(nothing.share(), Ok(Fraction::ONE));
    }

    /// Huawei's example: begun 10:30, over 23:59:59, asked 18:40; both ends set down to the hour: 14 d 8 h of 31 d 13 h.
    #[test]
    fn both_ends_are_set_down_to_the_hour() {
        let hours = Time::Calendar { unit: Unit::Hour, used: Edge::Down, month: MonthDays::Real };
        let found = counted(hours, "2024-01-01T09:30:00Z", "2024-02-01T22:59:59Z", "2024-01-15T17:40:00Z");
        assert_eq!(found, (14 * 24 + 8, 31 * 24 + 13));
    }

    #[test]
    fn months_go_by_the_day_and_the_hour_of_the_begin() {
        let zone = berlin();
        let term = Term {
            zone: &zone,
            from: at("2026-01-31T11:00:00Z"),
            to: at("2027-01-31T11:00:00Z"),
            stop: at("2026-03-31T09:59:59Z"),
        };
        assert_eq!(term.anniversary(1), at("2026-02-28T11:00:00Z"));
        // Summer time: noon is an hour earlier.
        assert_eq!(term.anniversary(2), at("2026-03-31T10:00:00Z"));
        assert_eq!((term.months(), term.months_until(term.stop)), (12, 1));
        assert_eq!(term.months_until(at("2026-03-31T10:00:00Z")), 2);
        assert_eq!(term.months_until(at("2025-01-01T00:00:00Z")), 0);
        assert_eq!(Term { stop: at("2030-01-01T00:00:00Z"), ..term }.stop_within(), term.to);
        assert_eq!(Term { stop: at("2020-01-01T00:00:00Z"), ..term }.stop_within(), term.from);
    }
}
