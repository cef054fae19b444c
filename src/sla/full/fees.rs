//! The fee of a period, exact: which lines, which part of them, spread over their months.

use super::input::{ChargeKind, FullService};
use crate::calendar::Date;
use crate::explain::{FullStep, Step};
use crate::money::{Fraction, MoneyError, Percent};
use crate::order::place_by;
use crate::policy::full::{FeeBase, FeeRule};
use crate::sla::{Charge, Fee};

/// The fee, and the tax rate of the line that it comes from.
#[derive(Debug, Clone, Copy)]
pub struct FullFee {
    /// A month of it, with tax, in minor units.
    pub exact: Fraction,
    /// The summed rate.
    pub rate: Percent,
}

/// The fee at `date`; `before` is the day before the period. `None` where nothing was paid.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn at<'a>(
    rule: FeeRule,
    service: &FullService<'a>,
    date: Date,
    before: Date,
    steps: &mut Vec<FullStep<'a>>,
) -> Result<Option<FullFee>, MoneyError> {
    let day = if rule.base == FeeBase::Before { before } else { date };
    let plan = covering(service, ChargeKind::Plan, day);
    let plan = plan.into_iter().next().map(|(id, fee)| ("charge", id, fee));
    let recurring = service.plain.recurring.map(|fee| ("recurring", "", fee));
    let base = match rule.base {
        FeeBase::Paid => plan.or(recurring),
        FeeBase::Recurring => recurring,
        FeeBase::Before | FeeBase::Cash => plan,
    };
    let Some((source, id, mut fee)) = base else { return Ok(None) };
    if rule.base == FeeBase::Cash {
        fee = in_cash(service, id, fee);
    }
    let mut lines = vec![(source, id, fee)];
    if rule.add_ons {
        let own = covering(service, ChargeKind::AddOn, day).into_iter();
        lines.extend(
            own.map(|(id, fee)| {
                ("charge", id, if rule.base == FeeBase::Cash { in_cash(service, id, fee) } else { fee })
            }),
        );
    }
    let mut exact = Fraction::ZERO;
    for (source, id, fee) in lines {
        let gross = fee.gross()?;
        exact = exact.plus(Fraction::new(gross.minor(), i64::from(fee.months))?)?;
        steps.push(Step::Fee { source, id, gross, months: fee.months }.into());
    }
    Ok(Some(FullFee { exact, rate: fee.rate() }))
}

/// Lines of this kind that cover the day, by (from, id).
fn covering<'a>(service: &FullService<'a>, kind: ChargeKind, day: Date) -> Vec<(&'a str, Fee)> {
    let mut found: Vec<&Charge<'a>> = Vec::new();
    for (charge, detail) in service.plain.charges.iter().zip(&service.charges) {
        if detail.kind == kind && charge.covers(day) {
            found.push(charge);
        }
    }
    place_by(&mut found, |one, other| (one.from, one.id) > (other.from, other.id));
    found.into_iter().map(|charge| (charge.id, charge.fee)).collect()
}

/// The part of a line that was paid in cash.
fn in_cash(service: &FullService<'_>, id: &str, fee: Fee) -> Fee {
    let both = service.plain.charges.iter().zip(&service.charges);
    let cash = both.filter(|(charge, _)| charge.id == id && charge.fee == fee).find_map(|(_, detail)| detail.cash);
    Fee { amount: cash.unwrap_or(fee.amount), ..fee }
}
