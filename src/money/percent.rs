//! A percentage with at most nine decimals, kept exact.

use super::decimal::{Decimal, DecimalError, DecimalText, parse_scaled};

/// Decimals that a percentage can have.
pub const PERCENT_DECIMALS: u32 = 9;

/// A percentage in units of 10^-9 per cent; a sum of rates may exceed 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(i64);

/// The text is no percentage between 0 and 100 with at most nine decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PercentError;

impl Percent {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The whole.
    pub const HUNDRED: Self = Self(100_000_000_000);

    /// Reads `"0"` to `"100"`.
    ///
    /// # Errors
    /// [`PercentError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, PercentError> {
        let units = parse_scaled(text, PERCENT_DECIMALS).map_err(|_: DecimalError| PercentError)?;
        let inside = (0..=Self::HUNDRED.0).contains(&units) && !text.starts_with('-');
        if inside { Ok(Self(units)) } else { Err(PercentError) }
    }

    /// So many units of 10^-9 per cent; `None` outside of 0 to 100.
    #[must_use]
    pub fn of_units(units: i64) -> Option<Self> {
        (0..=Self::HUNDRED.0).contains(&units).then_some(Self(units))
    }

    /// The sum; `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Units of 10^-9 per cent, so that `units ÷ Percent::HUNDRED.units()` is the ratio.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    /// The shortest decimal form: `20`, `99.95`.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        Decimal { units: self.0, scale: PERCENT_DECIMALS, at_least: 0 }
    }

    /// The shortest decimal form, printed.
    #[must_use]
    pub fn text(self) -> DecimalText {
        self.decimal().text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_zero_to_a_hundred() {
        for (text, printed) in [("0", "0"), ("100", "100"), ("99.950", "99.95"), ("0.000000001", "0.000000001")] {
            assert_eq!(Percent::parse(text).map(|found| found.text().as_str().to_owned()), Ok(printed.to_owned()));
        }
        for text in ["-0", "-1", "100.000000001", "0.0000000001", "", "1e1", "20%"] {
            assert_eq!(Percent::parse(text), Err(PercentError), "{text}");
        }
    }
}
