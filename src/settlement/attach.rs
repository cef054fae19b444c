//! Which lines of credit an invoice takes, where the balance cannot pay a part of it. Taxed as the panel does it: the tax
//! of an invoice is that of the sum of its taxed lines, rounded once; so a line is worth what the total falls by.
//! Amounts are integers in the scale of the panel's invoices.

use crate::money::{MoneyError, Percent, Rounding, mul_div};

/// A line of an invoice that is not approved yet.
#[derive(Debug, Clone, Copy)]
pub struct DraftLine {
    /// Of one piece, without tax; negative for a discount.
    pub price: i64,
    /// At least 1.
    pub quantity: i64,
    /// Whether the invoice's rate applies to it.
    pub taxed: bool,
}

/// Credit that waits for an invoice.
#[derive(Debug, Clone, Copy)]
pub struct Attachable {
    /// What is left of it, with tax; not negative.
    pub amount: i64,
    /// Whether the fee that it gives back was taxed.
    pub taxed: bool,
}

/// A line to be added, with its signs turned: the invoice's total falls by `gross`, its tax by `tax`.
#[derive(Debug, Clone, Copy)]
pub struct AttachedLine {
    /// Place of its credit.
    pub credit: usize,
    /// Without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
    /// With tax: net + tax.
    pub gross: i64,
    /// Whether the invoice's rate applies to it.
    pub taxed: bool,
}

/// What an invoice charges. No part of it falls below zero by a line of credit.
#[derive(Debug, Clone, Copy)]
pub struct Draft {
    rate: Percent,
    taxed: i64,
    untaxed: i64,
}

impl Draft {
    /// Adds up the lines of an invoice; without a rate none of them is taxed.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when a sum does not fit.
    pub fn of(rate: Option<Percent>, lines: &[DraftLine]) -> Result<Self, MoneyError> {
        let rate = rate.unwrap_or(Percent::ZERO);
        let (mut taxed, mut untaxed) = (0_i128, 0_i128);
        for line in lines {
            let sum = if line.taxed && rate != Percent::ZERO { &mut taxed } else { &mut untaxed };
            // A product of two 64-bit numbers, and as many as a request holds: 128 bits hold them.
            *sum = sum.saturating_add(i128::from(line.price).saturating_mul(i128::from(line.quantity)));
        }
        let fitting = |sum| i64::try_from(sum).map_err(|_| MoneyError::Overflow);
        Ok(Self { rate, taxed: fitting(taxed)?, untaxed: fitting(untaxed)? })
    }

    /// What is to be paid.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn total(self) -> Result<i64, MoneyError> {
        let total = self.taxed.checked_add(self.untaxed).and_then(|net| net.checked_add(self.tax()?));
        total.ok_or(MoneyError::Overflow)
    }

    fn tax(self) -> Option<i64> {
        mul_div(self.taxed, self.rate.units(), Percent::HUNDRED.units(), Rounding::HalfUp)
    }

    /// The largest line that is worth at most `limit`, which is above 0; `None` when there is none. It stands where the fee
    /// stood, with tax or without, unless the invoice charges nothing there.
    fn take(&mut self, limit: i64, was_taxed: bool) -> Option<(i64, i64, bool)> {
        let taxed = self.taxed > 0 && (was_taxed || self.untaxed <= 0);
        if !taxed {
            let net = limit.min(self.untaxed);
            self.untaxed = self.untaxed.checked_sub(net.max(0))?;
            return (net > 0).then_some((net, 0, false));
        }
        let before = self.tax()?;
        // Two roundings, each of at most a half, are all that lies between a line's tax and its exact one: so no larger line
        // is worth as little as the limit, and at most three lines are looked at.
        let whole = Percent::HUNDRED.checked_add(self.rate)?;
        let most = mul_div(limit.saturating_add(1), Percent::HUNDRED.units(), whole.units(), Rounding::Floor)?;
        let mut net = most.min(self.taxed);
        while net > 0 {
            let after = Self { taxed: self.taxed.checked_sub(net)?, ..*self };
            let tax = before.checked_sub(after.tax()?)?;
            if net.checked_add(tax)? <= limit {
                *self = after;
                return Some((net, tax, true));
            }
            net = net.saturating_sub(1);
        }
        None
    }

    /// The lines that take at most `room` off the total, each credit in turn as much of it as it can.
    fn within(mut self, mut room: i64, credits: &[Attachable]) -> Vec<AttachedLine> {
        let mut lines = Vec::new();
        for (credit, Attachable { amount, taxed }) in credits.iter().enumerate() {
            let limit = room.min(*amount);
            if limit > 0
                && let Some((net, tax, taxed)) = self.take(limit, *taxed)
            {
                let gross = net.saturating_add(tax);
                room = room.saturating_sub(gross);
                lines.push(AttachedLine { credit, net, tax, gross, taxed });
            }
        }
        lines
    }
}

/// The lines of credit that the invoice takes, in the order of the credits. Where less would be left to pay than
/// `least_due`, but not nothing, they take less, so that it is left.
///
/// # Errors
/// [`MoneyError::Overflow`] when the invoice's total does not fit.
pub fn attach_credits(draft: Draft, least_due: i64, credits: &[Attachable]) -> Result<Vec<AttachedLine>, MoneyError> {
    let total = draft.total()?;
    let lines = draft.within(total, credits);
    let after = lines.iter().fold(total, |total, line| total.saturating_sub(line.gross));
    let is_too_little = after > 0 && after < least_due;
    Ok(if is_too_little { draft.within(total.saturating_sub(least_due), credits) } else { lines })
}
