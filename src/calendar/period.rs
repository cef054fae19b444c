//! Half-open stretches of time and their algebra.

use super::instant::Instant;
use crate::order::sort_by_key;

/// The time from `from` (inside) to `to` (outside); never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    from: Instant,
    to: Instant,
}

impl Period {
    /// `None` when `to` is not after `from`.
    #[must_use]
    pub fn new(from: Instant, to: Instant) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// As [`Period::new`], stretched to one millisecond where it would be empty.
    #[must_use]
    pub fn lasting(from: Instant, to: Instant) -> Self {
        Self { from, to: to.max(Instant::from_ms(from.ms().saturating_add(1))) }
    }

    /// The first instant inside.
    #[must_use]
    pub fn from(self) -> Instant {
        self.from
    }

    /// The first instant after it.
    #[must_use]
    pub fn to(self) -> Instant {
        self.to
    }

    /// Its length in milliseconds, above 0.
    #[must_use]
    pub fn length_ms(self) -> i64 {
        self.to.since(self.from)
    }

    /// What both have in common.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// The part at or after `instant`.
    #[must_use]
    pub fn starting(self, instant: Instant) -> Option<Self> {
        Self::new(self.from.max(instant), self.to)
    }

    /// The part before `instant`.
    #[must_use]
    pub fn ending(self, instant: Instant) -> Option<Self> {
        Self::new(self.from, self.to.min(instant))
    }

    /// The same, up to `to` where that is later.
    #[must_use]
    pub fn reaching(self, to: Instant) -> Self {
        Self { from: self.from, to: self.to.max(to) }
    }

    /// The same with so many milliseconds more at each end.
    #[must_use]
    pub fn widened(self, ms: i64) -> Self {
        Self { from: self.from.minus_ms(ms), to: self.to.plus_ms(ms) }
    }

    /// Whether they share an instant.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// The union of `periods` as disjoint, sorted periods that do not touch.
#[must_use]
pub fn merge(mut periods: Vec<Period>) -> Vec<Period> {
    sort_by_key(&mut periods, |period| (period.from, period.to));
    let mut merged: Vec<Period> = Vec::with_capacity(periods.len());
    for period in periods {
        match merged.last_mut() {
            Some(last) if period.from <= last.to => last.to = last.to.max(period.to),
            _ => merged.push(period),
        }
    }
    merged
}

/// Whether one of `periods`, which are in order and do not overlap, shares an instant with `over`.
#[must_use]
pub fn touches(periods: &[Period], over: Period) -> bool {
    let at = periods.partition_point(|period| period.to <= over.from);
    periods.get(at).is_some_and(|period| period.from < over.to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: i64, to: i64) -> Period {
        Period::new(Instant::from_ms(from), Instant::from_ms(to)).unwrap()
    }

    #[test]
    fn the_end_is_outside() {
        assert!(!period(0, 10).overlaps(period(10, 20)));
        assert_eq!(period(0, 10).and(period(10, 20)), None);
        assert_eq!(period(0, 15).and(period(10, 20)), Some(period(10, 15)));
        assert_eq!(Period::new(Instant::from_ms(5), Instant::from_ms(5)), None);
    }

    #[test]
    fn a_union_joins_what_touches() {
        assert_eq!(
            merge(vec![period(5, 9), period(0, 3), period(3, 4), period(6, 7)]),
            vec![period(0, 4), period(5, 9)]
        );
    }
}
