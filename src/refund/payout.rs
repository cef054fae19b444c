//! Where a payout goes: back to the payments that it came from, onto the account, onto the next invoice, or in parts.

use super::case::{Case, Payment, Source, Way};
use super::tax::{less, plus, sum};
use crate::money::{MoneyError, Remainder, Rounding, allocate, round_to_scale};
use crate::order::place_by;
use crate::policy::refund::{Destination, Order, Payout, Vouchers};

/// A part of a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanPart<'a> {
    /// Whereto.
    pub to: Destination,
    /// Back to this payment.
    pub payment: Option<&'a str>,
    /// Of this kind of money.
    pub source: Option<Source>,
    /// How it is booked.
    pub way: Way,
    /// In minor units, above 0.
    pub amount: i64,
}

/// The parts of a payout, and what of it the panel cannot book.
#[derive(Debug, Default)]
pub(super) struct Planned<'a> {
    pub parts: Vec<PlanPart<'a>>,
    pub remainder: i64,
}

/// A payment and what it still holds.
#[derive(Debug, Clone, Copy)]
struct Held<'c, 'a> {
    payment: &'c Payment<'a>,
    holds: i64,
}

/// Whether money of this kind can come back at all.
pub(super) fn counts(source: Source, vouchers: Vouchers) -> bool {
    source != Source::Voucher || vouchers == Vouchers::Returned
}

/// What is left of a payment; below 0 where it was charged back after a refund.
pub(super) fn left_of(payment: &Payment<'_>) -> Result<i64, MoneyError> {
    less(less(payment.amount, payment.returned)?, payment.charged_back)
}

/// `units` in proportion to `ratios`, which are not all nothing.
fn in_proportion(units: i64, ratios: &[i64]) -> Result<Vec<i64>, MoneyError> {
    allocate(units, ratios, Remainder::Largest).ok_or(MoneyError::Overflow)
}

/// How money goes that is not sent back to where it came from.
fn way_to(case: &Case<'_>, first: Way, second: Way) -> Way {
    let has = |way: &Way| case.ways.ways.contains(way);
    [first, second].into_iter().find(has).unwrap_or(Way::Task)
}

fn way_back(case: &Case<'_>, payment: &Payment<'_>) -> Way {
    let wanted = match payment.source {
        Source::Cash if payment.refundable_until.is_none_or(|until| case.happened.as_of <= until) => Way::GatewayRefund,
        Source::AccountCredit => Way::AccountCredit,
        _ => Way::Task,
    };
    way_to(case, wanted, wanted)
}

impl<'a> Planned<'a> {
    /// Adds a part: what a panel books is rounded down to what it can book, what a gateway or a person sends is not.
    fn add(&mut self, case: &Case<'_>, part: PlanPart<'a>) -> Result<(), MoneyError> {
        let amount = match part.way {
            Way::AccountCredit | Way::InvoiceLine => {
                let scale = case.currency.exponent();
                round_to_scale(part.amount, scale, case.ways.scale, Rounding::Floor).ok_or(MoneyError::Overflow)?
            }
            Way::GatewayRefund | Way::Task => part.amount,
        };
        self.remainder = plus(self.remainder, less(part.amount, amount)?)?;
        if amount > 0 {
            self.parts.push(PlanPart { amount, ..part });
        }
        Ok(())
    }

    /// Divides an amount over the kinds of money by what they hold, and within each over its payments.
    fn back(&mut self, case: &Case<'a>, held: &[Held<'_, 'a>], order: Order, amount: i64) -> Result<(), MoneyError> {
        let of = |source: Source| held.iter().filter(move |held| held.payment.source == source);
        let mut sums = Vec::with_capacity(Source::ALL.len());
        for source in Source::ALL {
            sums.push(sum(of(*source).map(|held| held.holds))?);
        }
        for (source, amount) in Source::ALL.iter().zip(in_proportion(amount, &sums)?) {
            let mut held: Vec<Held<'_, 'a>> = of(*source).copied().collect();
            let amounts = match order {
                Order::Proportional if amount > 0 => {
                    in_proportion(amount, &held.iter().map(|held| held.holds).collect::<Vec<_>>())?
                }
                _ => {
                    place_by(&mut held, |one, other| match order {
                        Order::Newest => one.payment.at < other.payment.at,
                        _ => one.holds < other.holds,
                    });
                    filled(amount, &held)?
                }
            };
            for (held, amount) in held.iter().zip(amounts) {
                let payment = held.payment;
                let (to, way) = (Destination::Payments, way_back(case, payment));
                let source = Some(payment.source);
                self.add(case, PlanPart { to, payment: Some(payment.id), source, way, amount })?;
            }
        }
        Ok(())
    }
}

/// As much from each as it holds, from the first on.
fn filled(amount: i64, held: &[Held<'_, '_>]) -> Result<Vec<i64>, MoneyError> {
    let mut rest = amount;
    let mut parts = Vec::with_capacity(held.len());
    for held in held {
        let part = rest.min(held.holds);
        parts.push(part);
        rest = less(rest, part)?;
    }
    Ok(parts)
}

/// Plans a payout, which is at most what the payments hold.
pub(super) fn plan<'a>(
    case: &Case<'a>,
    payout: &Payout,
    vouchers: Vouchers,
    amount: i64,
) -> Result<Planned<'a>, MoneyError> {
    let mut planned = Planned::default();
    if amount <= 0 {
        return Ok(planned);
    }
    let mut held = Vec::with_capacity(case.payments.len());
    for payment in case.payments.iter().filter(|payment| counts(payment.source, vouchers)) {
        held.push(Held { payment, holds: left_of(payment)?.max(0) });
    }
    let parts = payout.parts(case.wish);
    let ratios: Vec<i64> = parts.iter().map(|part| part.percent.units()).collect();
    for (part, amount) in parts.iter().zip(in_proportion(amount, &ratios)?) {
        let way = match part.to {
            Destination::Payments => {
                planned.back(case, &held, payout.order, amount)?;
                continue;
            }
            Destination::AccountCredit => way_to(case, Way::AccountCredit, Way::InvoiceLine),
            Destination::NextInvoice => way_to(case, Way::InvoiceLine, Way::AccountCredit),
        };
        planned.add(case, PlanPart { to: part.to, payment: None, source: None, way, amount })?;
    }
    Ok(planned)
}
