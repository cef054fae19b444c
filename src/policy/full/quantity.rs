//! Numbers of a policy that have a range of their own, and shares of the fee.

use crate::money::{Percent, parse_scaled};
use core::num::NonZeroU32;

/// Milliseconds above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Positive(i64);

impl Positive {
    /// `None` at or below 0.
    #[must_use]
    pub fn of(ms: i64) -> Option<Self> {
        (ms > 0).then_some(Self(ms))
    }

    /// The milliseconds.
    #[must_use]
    pub fn ms(self) -> i64 {
        self.0
    }
}

/// Minutes of a counting rule, 1 to 1440.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes(i64);

impl Minutes {
    /// `None` out of range.
    #[must_use]
    pub fn of(minutes: i64) -> Option<Self> {
        (1..=1_440).contains(&minutes).then_some(Self(minutes))
    }

    /// How many.
    #[must_use]
    pub fn count(self) -> i64 {
        self.0
    }

    /// In milliseconds.
    #[must_use]
    pub fn ms(self) -> i64 {
        self.0.saturating_mul(60_000)
    }
}

/// A multiple above 0, at most a million, with at most nine decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor(i64);

impl Factor {
    /// Units of one.
    pub const ONE: i64 = 1_000_000_000;
    /// The factor that changes nothing.
    pub const ONCE: Self = Self(Self::ONE);
    const DECIMALS: u32 = 9;
    const MOST: i64 = 1_000_000_000_000_000;

    /// Reads a decimal string; `None` out of range.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let units = parse_scaled(text, Self::DECIMALS).ok()?;
        (1..=Self::MOST).contains(&units).then_some(Self(units))
    }

    /// In units of 10^-9.
    #[must_use]
    pub fn units(self) -> i64 {
        self.0
    }
}

/// A share of the period's fee, above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// So many per cent.
    Percent(Percent),
    /// Numerator ÷ denominator.
    Fraction(NonZeroU32, NonZeroU32),
    /// So much of the month, by the policy's length of a month.
    Time(Positive),
    /// So many monthly fees.
    Months(NonZeroU32),
}

impl Share {
    /// Whether `other` is written in the same unit and is not more than this.
    #[must_use]
    pub fn is_plainly_at_least(self, other: Self) -> bool {
        match (self, other) {
            (Self::Percent(one), Self::Percent(other)) => one >= other,
            (Self::Time(one), Self::Time(other)) => one >= other,
            (Self::Months(one), Self::Months(other)) => one >= other,
            (Self::Fraction(one, over), Self::Fraction(other, under)) => {
                let product =
                    |one: NonZeroU32, other: NonZeroU32| u64::from(one.get()).saturating_mul(u64::from(other.get()));
                product(one, under) >= product(other, over)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_end_where_they_say() {
        assert_eq!((Positive::of(0), Positive::of(1).map(Positive::ms)), (None, Some(1)));
        assert_eq!((Minutes::of(0), Minutes::of(1_441)), (None, None));
        assert_eq!(Minutes::of(1_440).map(Minutes::ms), Some(86_400_000));
        for text in ["0", "-1", "1000000.000000001", "0.0000000001", "", "1e1"] {
            assert_eq!(Factor::parse(text), None, "{text}");
        }
        assert_eq!(Factor::parse("2.5").map(Factor::units), Some(2_500_000_000));
        assert_eq!(Factor::parse("1000000").map(Factor::units), Some(1_000_000_000_000_000));
    }

    #[test]
    fn shares_of_one_unit_are_compared() {
        let part = |one, over| Share::Fraction(NonZeroU32::new(one).unwrap(), NonZeroU32::new(over).unwrap());
        assert!(part(1, 30).is_plainly_at_least(part(2, 60)));
        assert!(!part(1, 31).is_plainly_at_least(part(2, 60)));
        let month = Share::Months(NonZeroU32::MIN);
        assert!(!month.is_plainly_at_least(part(1, 30)) && !part(1, 30).is_plainly_at_least(month));
    }
}
