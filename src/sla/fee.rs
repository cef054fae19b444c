//! What was paid for a period: the line that covers it, its tax, its months.

use crate::calendar::Date;
use crate::money::{Money, MoneyError, Percent, Rounding};

/// Whether a line's amount holds the tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxMode {
    /// The amount is net; tax comes on top.
    Exclusive,
    /// The amount is gross; tax is inside.
    Inclusive,
}

impl TaxMode {
    /// The value with this word in the contract.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "exclusive" => Some(Self::Exclusive),
            "inclusive" => Some(Self::Inclusive),
            _ => None,
        }
    }
}

/// The tax on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tax {
    /// Whether the amount holds it.
    pub mode: TaxMode,
    /// All rates, summed.
    pub rate: Percent,
}

/// An amount for a number of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fee {
    /// Months that it covers, 1 to 120.
    pub months: u32,
    /// As written on the line, not negative.
    pub amount: Money,
    /// `None`: untaxed.
    pub tax: Option<Tax>,
}

impl Fee {
    /// What was paid: exclusive tax is added, rounded half up at the currency's decimals.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn gross(&self) -> Result<Money, MoneyError> {
        match self.tax {
            Some(Tax { mode: TaxMode::Exclusive, rate }) => {
                self.amount.plus(self.amount.share(rate, 1, Rounding::HalfUp)?)
            }
            _ => Ok(self.amount),
        }
    }

    /// The summed rate; 0 when untaxed.
    #[must_use]
    pub fn rate(&self) -> Percent {
        self.tax.map_or(Percent::ZERO, |tax| tax.rate)
    }
}

/// A paid invoice line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge<'a> {
    /// Its id.
    pub id: &'a str,
    /// The first day that it covers.
    pub from: Date,
    /// The amount and its months.
    pub fee: Fee,
}

impl Charge<'_> {
    /// Whether it covers `date`.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        self.from <= date && date < self.from.plus_months(self.fee.months)
    }
}

/// Where a period's fee was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeeSource<'a> {
    /// On this paid line.
    Charge(&'a str),
    /// In the amount that is asked regularly.
    Recurring,
}

/// The fee at `date`: the first charge (by from, then id) that covers it, else the recurring amount.
#[must_use]
pub(super) fn at<'a>(date: Date, charges: &[Charge<'a>], recurring: Option<Fee>) -> Option<(FeeSource<'a>, Fee)> {
    let charge = charges.iter().filter(|charge| charge.covers(date)).min_by_key(|charge| (charge.from, charge.id));
    match charge {
        Some(charge) => Some((FeeSource::Charge(charge.id), charge.fee)),
        None => recurring.map(|fee| (FeeSource::Recurring, fee)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn fee(amount: &str, tax: Option<(TaxMode, &str)>) -> Fee {
        let amount = Money::parse(amount, Currency::from_code("USD").unwrap()).unwrap();
        Fee { months: 1, amount, tax: tax.map(|(mode, rate)| Tax { mode, rate: Percent::parse(rate).unwrap() }) }
    }

    #[test]
    fn gross_is_what_was_paid() {
        let gross = |fee: Fee| fee.gross().unwrap().text().as_str().to_owned();
        assert_eq!(gross(fee("10.00", None)), "10.00");
        assert_eq!(gross(fee("10.00", Some((TaxMode::Inclusive, "20")))), "10.00");
        assert_eq!(gross(fee("10.00", Some((TaxMode::Exclusive, "20")))), "12.00");
        assert_eq!(gross(fee("0.25", Some((TaxMode::Exclusive, "10")))), "0.28");
    }

    #[test]
    fn the_first_covering_line_counts() {
        let day = |text| Date::parse(text).unwrap();
        let line = |id, from, months| Charge { id, from: day(from), fee: Fee { months, ..fee("1.00", None) } };
        let charges = [line("b", "2026-01-31", 1), line("year", "2025-03-01", 12), line("a", "2026-01-31", 1)];
        let found = |date| at(day(date), &charges, Some(fee("9.00", None))).map(|(source, _)| source);
        assert_eq!(found("2026-02-10"), Some(FeeSource::Charge("year")));
        assert_eq!(found("2026-02-28"), Some(FeeSource::Charge("year")));
        assert_eq!(found("2026-03-01"), Some(FeeSource::Recurring));
        let short = [line("b", "2026-01-31", 1), line("a", "2026-01-31", 1)];
        assert_eq!(at(day("2026-02-27"), &short, None).map(|(source, _)| source), Some(FeeSource::Charge("a")));
        assert_eq!(at(day("2026-02-28"), &short, None), None);
    }
}
