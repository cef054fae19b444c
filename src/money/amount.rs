//! An amount in one currency.

use super::currency::Currency;
use super::decimal::{Decimal, DecimalError, DecimalText, parse_scaled};
use super::percent::Percent;
use super::rounding::{Rounding, mul_div};

/// An amount in integer minor units of its currency: 12.50 USD is 1250, 0.375 KWD is 375.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why an amount could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyError {
    /// The text is no decimal, or has more decimals than the currency.
    Invalid,
    /// It does not fit 64-bit minor units, or two currencies met.
    Overflow,
}

impl From<DecimalError> for MoneyError {
    fn from(error: DecimalError) -> Self {
        match error {
            DecimalError::TooLarge => Self::Overflow,
            DecimalError::Malformed | DecimalError::TooPrecise => Self::Invalid,
        }
    }
}

impl Money {
    /// `minor` minor units of `currency`.
    #[must_use]
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Reads a decimal string with at most as many decimals as the currency has; never rounds.
    ///
    /// # Errors
    /// [`MoneyError`].
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        Ok(Self::new(parse_scaled(text, currency.exponent())?, currency))
    }

    /// Integer minor units.
    #[must_use]
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// The currency it is counted in.
    #[must_use]
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit or the currencies differ.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Ok(Self::new(self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?, self.currency))
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit or the currencies differ.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Ok(Self::new(self.minor.checked_sub(other.minor).ok_or(MoneyError::Overflow)?, self.currency))
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::Overflow) }
    }

    /// `self × numerator ÷ denominator`, rounded once.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn times(self, numerator: i64, denominator: i64, rounding: Rounding) -> Result<Self, MoneyError> {
        let minor = mul_div(self.minor, numerator, denominator, rounding).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// This share of the amount divided by `parts`, in one division: `self × share ÷ (100 × parts)`.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn share(self, share: Percent, parts: u32, rounding: Rounding) -> Result<Self, MoneyError> {
        const HUNDRED: i64 = Percent::HUNDRED.units();
        let parts = i64::from(parts);
        if parts > i64::MAX / HUNDRED {
            return Err(MoneyError::Overflow);
        }
        self.times(share.units(), HUNDRED.wrapping_mul(parts), rounding)
    }

    /// The decimal form with exactly the currency's decimals.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        Decimal::exact(self.minor, self.currency.exponent())
    }

    /// The decimal form, printed.
    #[must_use]
    pub fn text(self) -> DecimalText {
        self.decimal().text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str, code: &str) -> Money {
        Money::parse(text, Currency::from_code(code).unwrap()).unwrap()
    }

    #[test]
    fn keeps_the_currency_s_decimals() {
        for (text, code, printed) in
            [("12.5", "USD", "12.50"), ("120", "JPY", "120"), ("0.375", "KWD", "0.375"), ("-0", "USD", "0.00")]
        {
            assert_eq!(money(text, code).text().as_str(), printed);
        }
        let usd = Currency::from_code("USD").unwrap();
        assert_eq!(Money::parse("12.345", usd), Err(MoneyError::Invalid));
        assert_eq!(Money::parse("99999999999999999999", usd), Err(MoneyError::Overflow));
    }

    #[test]
    fn currencies_do_not_mix() {
        assert_eq!(money("1", "USD").plus(money("1", "EUR")), Err(MoneyError::Overflow));
        assert_eq!(money("92233720368547758.07", "USD").plus(money("0.01", "USD")), Err(MoneyError::Overflow));
    }

    #[test]
    fn a_share_is_divided_once() {
        let tenth = Percent::parse("10").unwrap();
        // 10.06 ÷ 12 = 0.8383…; 10 % of it is 0.0838… → 0.08.
        assert_eq!(money("10.06", "USD").share(tenth, 12, Rounding::HalfUp), Ok(money("0.08", "USD")));
        assert_eq!(money("0.05", "USD").share(tenth, 1, Rounding::HalfUp), Ok(money("0.01", "USD")));
        assert_eq!(money("0.05", "USD").share(tenth, 1, Rounding::Floor), Ok(money("0.00", "USD")));
        // 100 × 200,000,000 in units of a percentage is more than 64 bits.
        assert_eq!(money("0.05", "USD").share(tenth, 200_000_000, Rounding::Floor), Err(MoneyError::Overflow));
    }
}
