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
