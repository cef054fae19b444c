//! What an invoice will look like once the panel makes it: taxes as the panel counts them, and the balance that it uses.
//! Amounts are integers in the scale of the panel's invoices.

use crate::money::{MoneyError, Percent, Rounding, mul_div};
use crate::sla::TaxMode;

/// Most taxes that a panel puts on one invoice.
pub const MOST_RATES: usize = 2;

/// How the panel taxes.
#[derive(Debug, Clone)]
pub struct InvoiceTax {
    /// Whether lines hold the tax.
    pub mode: TaxMode,
    /// Each its own tax, at most [`MOST_RATES`].
    pub rates: Vec<Percent>,
    /// Rounded for each line, else once for their sum.
    pub per_line: bool,
}

/// A line of an invoice.
#[derive(Debug, Clone, Copy)]
pub struct InvoiceLine {
    /// Negative for a discount.
    pub amount: i64,
    /// Whether taxes apply to it.
    pub taxed: bool,
}

/// The client's balance, and whether the panel uses it by itself.
#[derive(Debug, Clone, Copy)]
pub struct Balance {
    /// Not negative.
    pub amount: i64,
    /// Whether it pays invoices.
    pub used: bool,
}

/// The invoice as it will be.
#[derive(Debug, Clone)]
pub struct InvoicePreview {
    /// The balance before the credits.
    pub balance_before: i64,
    /// Sum of the credits.
    pub credited: i64,
    /// Without tax.
    pub subtotal: i64,
    /// In the order of the rates.
    pub taxes: Vec<i64>,
    /// With tax.
    pub total: i64,
    /// Paid from the balance.
    pub balance_used: i64,
    /// What remains to be paid.
    pub due: i64,
    /// What remains of the balance.
    pub balance_after: i64,
}

/// Adds up one invoice. The credits go to the balance before it is made, none is negative.
///
/// # Errors
/// [`MoneyError::Overflow`] when a sum does not fit.
pub fn preview_invoice(
    tax: Option<&InvoiceTax>,
    balance: Balance,
    credits: &[i64],
    lines: &[InvoiceLine],
) -> Result<InvoicePreview, MoneyError> {
    let charged = sum(lines.iter().map(|line| line.amount));
    let taxes = tax.map_or(Ok(Vec::new()), |tax| tax.of(lines))?;
    let taxed = sum(taxes.iter().copied());
    let (subtotal, total) = match tax.map(|tax| tax.mode) {
        Some(TaxMode::Inclusive) => (charged.saturating_sub(taxed), charged),
        _ => (charged, charged.saturating_add(taxed)),
    };
    let (subtotal, total) = (fitting(subtotal)?, fitting(total)?);
    let credited = sum(credits.iter().copied());
    let available = fitting(credited.saturating_add(i128::from(balance.amount)))?;
    let balance_used = if balance.used && total > 0 { available.min(total) } else { 0 };
    Ok(InvoicePreview {
        balance_before: balance.amount,
        credited: fitting(credited)?,
        subtotal,
        taxes,
        total,
        balance_used,
        // Neither can leave 64 bits: what is used is at most either of them, and at least nothing.
        due: total.saturating_sub(balance_used),
        balance_after: available.saturating_sub(balance_used),
    })
}

impl InvoiceTax {
    /// The tax of each rate.
    fn of(&self, lines: &[InvoiceLine]) -> Result<Vec<i64>, MoneyError> {
        let taxed = lines.iter().filter(|line| line.taxed).map(|line| line.amount);
        let bases: Vec<i64> = if self.per_line { taxed.collect() } else { vec![fitting(sum(taxed))?] };
        let whole = match self.mode {
            TaxMode::Exclusive => Some(Percent::HUNDRED),
            TaxMode::Inclusive => self.rates.iter().try_fold(Percent::HUNDRED, |whole, rate| whole.checked_add(*rate)),
        };
        let whole = whole.ok_or(MoneyError::Overflow)?.units();
        let mut taxes = Vec::with_capacity(self.rates.len());
        for rate in &self.rates {
            let mut parts = Vec::with_capacity(bases.len());
            for base in &bases {
                let part = mul_div(*base, rate.units(), whole, Rounding::HalfUp);
                parts.push(part.ok_or(MoneyError::Overflow)?);
            }
            taxes.push(fitting(sum(parts.into_iter()))?);
        }
        Ok(taxes)
    }
}

/// Exact: a request cannot hold enough amounts to leave 128 bits.
fn sum(amounts: impl Iterator<Item = i64>) -> i128 {
    amounts.fold(0, |sum, amount| sum.saturating_add(i128::from(amount)))
}

/// Only a whole sum has to fit, whatever the order of its parts.
fn fitting(amount: i128) -> Result<i64, MoneyError> {
    i64::try_from(amount).map_err(|_| MoneyError::Overflow)
}
