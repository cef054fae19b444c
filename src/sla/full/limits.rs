//! From a share to a credit: one product, one rounding, then caps, the least credit, forfeits and claims.

use super::families::part;
use super::fees::FullFee;
use super::input::Given;
use crate::calendar::{Instant, Period};
use crate::explain::{FullStep, Step};
use crate::money::{Currency, Fraction, Money, MoneyError, Rounding};
use crate::policy::full::{CapPer, Claim, ClaimFrom, Forfeit, FullParts, Limit};

/// Months of a year.
const YEAR: i64 = 12;

/// The largest share of one incident.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn incident_cap(
    parts: &FullParts<'_>,
    fee: Option<FullFee>,
    currency: Currency,
) -> Result<Option<Fraction>, MoneyError> {
    let mut cap: Option<Fraction> = None;
    for limit in parts.caps.of(CapPer::Incident) {
        let share = match (limit, fee) {
            (Limit::Percent(percent), _) => part(*percent)?,
            (Limit::Amounts(amounts), Some(fee)) if !fee.exact.is_zero() => match amounts.of(currency) {
                Some(amount) => Fraction::whole(amount.minor()).over(fee.exact)?,
                None => continue,
            },
            (Limit::Amounts(_), _) => continue,
        };
        cap = Some(cap.map_or(Ok(share), |cap| cap.least(share))?);
    }
    Ok(cap)
}

/// The credit, within every cap.
///
/// # Errors
/// [`MoneyError::Overflow`].
#[inline(never)]
pub fn credit(
    parts: &FullParts<'_>,
    fee: FullFee,
    share: Fraction,
    given: Given,
    client: Money,
    steps: &mut Vec<FullStep<'_>>,
) -> Result<Money, MoneyError> {
    let currency = client.currency();
    let zero = Money::zero(currency);
    let mut gross = Money::new(fee.exact.times(share)?.rounded(Rounding::HalfUp)?, currency);
    steps.push(Step::Credit { gross }.into());
    let of_fee =
        |share: Fraction| Ok::<_, MoneyError>(Money::new(fee.exact.times(share)?.rounded(Rounding::Floor)?, currency));
    for (per, given) in [(CapPer::Period, zero), (CapPer::Year, given.year), (CapPer::Client, client)] {
        for limit in parts.caps.of(per) {
            let limit = match limit {
                Limit::Percent(percent) if per == CapPer::Period => {
                    let cap = of_fee(part(*percent)?)?;
                    if gross.minor() > cap.minor() {
                        gross = cap;
                        steps.push(Step::Cap { percent: *percent, gross }.into());
                    }
                    continue;
                }
                Limit::Percent(percent) => {
                    let fees = if per == CapPer::Year { YEAR } else { 1 };
                    of_fee(part(*percent)?.times(Fraction::whole(fees))?)?
                }
                Limit::Amounts(amounts) => match amounts.of(currency) {
                    Some(limit) => limit,
                    None => continue,
                },
            };
            gross = within(gross, per.word(), limit, given, steps)?;
        }
    }
    gross = within(gross, "line", of_fee(Fraction::ONE)?, given.line, steps)?;
    if let Some(minimum) = parts.minimum_credit.of(currency).filter(|least| (1..least.minor()).contains(&gross.minor()))
    {
        steps.push(FullStep::BelowMinimumCredit { minimum });
        gross = zero;
    }
    Ok(gross)
}

/// What is left of `gross` under a limit of which some was given before.
fn within(
    gross: Money,
    per: &'static str,
    limit: Money,
    given: Money,
    steps: &mut Vec<FullStep<'_>>,
) -> Result<Money, MoneyError> {
    let left = limit.minus(given)?.minor().max(0);
    if gross.minor() <= left {
        return Ok(gross);
    }
    let gross = Money::new(left, gross.currency());
    steps.push(FullStep::Capped { per, limit, given, gross });
    Ok(gross)
}

/// The first flag of the service that the policy lists, in the order of the policy.
#[must_use]
pub fn forfeit(parts: &FullParts<'_>, flags: &[Forfeit]) -> Option<Forfeit> {
    parts.forfeits.iter().find(|forfeit| flags.contains(forfeit)).copied()
}

/// Until when it could be claimed, where nobody did in time.
#[must_use]
pub fn unclaimed(claim: Claim, claims: &[Instant], period: Period, last: Instant, as_of: Instant) -> Option<Instant> {
    let begin = match claim.from {
        ClaimFrom::Outage => last,
        ClaimFrom::Period => period.to(),
    };
    let until = begin.plus_ms(claim.window_ms);
    let in_time = |at: &&Instant| (period.from()..=until.min(as_of)).contains(*at);
    claims.iter().find(in_time).is_none().then_some(until)
}
