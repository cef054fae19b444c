//! Tax reversed at each line's own rates, by a running remainder: parts sum to the whole whatever the split.

use crate::money::{Fraction, MoneyError, Percent, Rounding};
use crate::policy::refund::TaxBy;
use crate::sla::{Tax, TaxMode};

/// An amount in its three forms; net + tax = gross.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
    /// With tax.
    pub gross: i64,
}

impl Sums {
    /// A value in a line's own mode, with its tax.
    pub(super) fn of(mode: Option<Tax>, value: i64, tax: i64) -> Result<Self, MoneyError> {
        Ok(match mode {
            Some(Tax { mode: TaxMode::Inclusive, .. }) => Self { net: less(value, tax)?, tax, gross: value },
            _ => Self { net: value, tax, gross: plus(value, tax)? },
        })
    }

    pub(super) fn plus(self, other: Self) -> Result<Self, MoneyError> {
        let [net, tax, gross] = [(self.net, other.net), (self.tax, other.tax), (self.gross, other.gross)];
        Ok(Self { net: plus(net.0, net.1)?, tax: plus(tax.0, tax.1)?, gross: plus(gross.0, gross.1)? })
    }
}

pub(super) fn plus(one: i64, other: i64) -> Result<i64, MoneyError> {
    one.checked_add(other).ok_or(MoneyError::Overflow)
}

pub(super) fn less(one: i64, other: i64) -> Result<i64, MoneyError> {
    one.checked_sub(other).ok_or(MoneyError::Overflow)
}

pub(super) fn sum(values: impl Iterator<Item = i64>) -> Result<i64, MoneyError> {
    let mut all = 0;
    for value in values {
        all = plus(all, value)?;
    }
    Ok(all)
}

/// The sum of amounts.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn total(amounts: &[i64]) -> Result<i64, MoneyError> {
    sum(amounts.iter().copied())
}

/// So many per cent as a share.
pub(super) fn share(percent: Percent) -> Result<Fraction, MoneyError> {
    Fraction::new(percent.units(), Percent::HUNDRED.units())
}

/// What tax makes of an amount before it, in the line's own mode.
pub(super) fn with_tax_inside(tax: Option<Tax>, amount: Fraction) -> Result<Fraction, MoneyError> {
    match tax {
        Some(Tax { mode: TaxMode::Inclusive, rate }) => amount.times(Fraction::ONE.plus(share(rate)?)?),
        _ => Ok(amount),
    }
}

/// What of a line's price its tax is reversed by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taxed {
    pub tax: Option<Tax>,
    /// In the line's own mode, like `given`.
    pub price: i64,
    pub given: i64,
    pub given_tax: i64,
}

impl Taxed {
    /// The most tax that can come back with a value: none with none, and what is inside is not more than all of it.
    fn most(&self, value: i64) -> i64 {
        match self.tax {
            Some(Tax { mode: TaxMode::Exclusive, .. }) if value > 0 => i64::MAX,
            _ => value,
        }
    }

    /// The tax of an amount at the line's rates.
    fn on(&self, amount: i64) -> Result<i64, MoneyError> {
        let Some(Tax { mode, rate }) = self.tax else { return Ok(0) };
        let rate = share(rate)?;
        let rate = match mode {
            TaxMode::Exclusive => rate,
            TaxMode::Inclusive => rate.over(Fraction::ONE.plus(rate)?)?,
        };
        rate.times(Fraction::whole(amount))?.rounded(Rounding::HalfUp)
    }
}

/// The tax of what comes back of each line: of all that came back so far, less what was given and what the lines before
/// it got; never below 0, and none without a value.
pub(super) fn reversed(lines: &[Taxed], values: &[i64], by: TaxBy) -> Result<Vec<i64>, MoneyError> {
    let mut taxes: Vec<i64> = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        let (mut price, mut back, mut had) = (0, 0, 0);
        for (at, other) in lines.iter().enumerate() {
            let is_together = at == place || (by == TaxBy::Sum && other.tax == line.tax);
            if is_together {
                price = plus(price, other.price)?;
                back = plus(back, other.given)?;
                had = plus(had, other.given_tax)?;
                if at <= place {
                    back = plus(back, values.get(at).copied().unwrap_or(0))?;
                    had = plus(had, taxes.get(at).copied().unwrap_or(0))?;
                }
            }
        }
        let so_far = if price == 0 { 0 } else { part(line.on(price)?, back, price)? };
        let value = values.get(place).copied().unwrap_or(0);
        taxes.push(less(so_far, had)?.clamp(0, line.most(value).max(0)));
    }
    Ok(taxes)
}

/// amount × part ÷ whole, half up.
pub(super) fn part(amount: i64, part: i64, whole: i64) -> Result<i64, MoneyError> {
    Fraction::new(part, whole)?.times(Fraction::whole(amount))?.rounded(Rounding::HalfUp)
}
