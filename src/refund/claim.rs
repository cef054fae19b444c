//! From the entitlement to what is paid: what is kept besides, and the limit of what was paid and not given back.

use super::case::{Case, Source};
use super::line::{Asked, Deduction, DeductionKind};
use super::payout::{counts, left_of};
use super::tax::{Sums, less, plus, sum};
use crate::money::{Fraction, Money, MoneyError, Rounding};
use crate::policy::refund::{Arrears, FeeSum, GatewayFees};

/// What lines come to. In minor units, with tax.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineSums {
    /// What all of them cost.
    pub gross: i64,
    /// What those cost that the rule decides.
    pub by_rule: i64,
    /// What was given back of them before.
    pub given: i64,
    /// What comes back now.
    pub back: Sums,
    /// What of the new lines is not used at the stop, where the plan changes.
    pub new: Option<i64>,
}

/// What is paid, and why not more.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub deductions: Vec<Deduction<'a>>,
    pub claim: i64,
    pub limit: i64,
    pub waived: i64,
    pub due: Option<i64>,
    pub payout: i64,
}

/// Takes things off a claim, each at most what is left of it.
struct Rest<'a> {
    amount: i64,
    deductions: Vec<Deduction<'a>>,
}

impl<'a> Rest<'a> {
    fn take(&mut self, kind: DeductionKind, id: Option<&'a str>, amount: i64) -> Result<(), MoneyError> {
        let amount = amount.min(self.amount);
        if amount > 0 {
            self.amount = less(self.amount, amount)?;
            self.deductions.push(Deduction { kind, id, amount });
        }
        Ok(())
    }
}

/// What the gateway took of money, as far as its lines come back.
fn gateway_fees(case: &Case<'_>, sums: &LineSums) -> Result<i64, MoneyError> {
    if sums.gross == 0 {
        return Ok(0);
    }
    let cash = case.payments.iter().filter(|payment| payment.source == Source::Cash);
    let fees = sum(cash.map(|payment| payment.fee))?;
    Fraction::new(sums.back.gross, sums.gross)?.times(Fraction::whole(fees))?.rounded(Rounding::Floor)
}

pub(super) fn claim<'a>(asked: &Asked<'_, 'a>, case: &Case<'a>, sums: &LineSums) -> Result<Claim<'a>, MoneyError> {
    let parts = asked.policy.parts();
    let balance = less(sums.back.gross, sums.new.unwrap_or(0))?;
    let due = sums.new.map(|_| balance.min(0).saturating_neg());
    let mut rest = Rest { amount: balance.max(0), deductions: Vec::new() };
    for fee in asked.fees.iter().filter(|fee| !fee.taxed) {
        let amount = match (&fee.sum, asked.fee_share(fee)?) {
            (FeeSum::Amounts(amounts), _) => amounts.of(case.currency).map_or(0, Money::minor),
            (_, Some(share)) => share.times(Fraction::whole(sums.by_rule))?.rounded(Rounding::HalfUp)?,
            _ => 0,
        };
        rest.take(DeductionKind::Fee, Some(fee.id), amount)?;
    }
    let by_law = asked.rule.is_some_and(|rule| rule.statutory);
    if parts.gateway_fees == GatewayFees::Kept && !by_law {
        rest.take(DeductionKind::GatewayFee, None, gateway_fees(case, sums)?)?;
    }
    if parts.arrears == Arrears::Offset {
        for arrear in &case.arrears {
            rest.take(DeductionKind::Arrears, Some(arrear.id), arrear.amount)?;
        }
    }
    let (mut paid, mut left) = (0, 0);
    for payment in case.payments.iter().filter(|payment| counts(payment.source, parts.vouchers)) {
        paid = plus(paid, payment.amount)?;
        left = plus(left, left_of(payment)?)?;
    }
    // Of what was paid this much has to stay: asked again after it was paid, a quote pays nothing more.
    let owed = less(less(sums.gross, sums.given)?, rest.amount)?.max(0);
    let limit = less(less(left, case.credited)?, owed)?.max(0);
    let possible = rest.amount.min(limit);
    let never_paid = less(sums.gross, paid)?.max(0);
    let waived = less(rest.amount, possible)?.min(never_paid);
    let rest_due = less(rest.amount, case.refunded)?.max(0);
    let payout = possible.min(rest_due).min(case.decided.unwrap_or(possible));
    Ok(Claim { deductions: rest.deductions, claim: rest.amount, limit, waived, due, payout })
}
