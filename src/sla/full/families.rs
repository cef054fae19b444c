//! From downtime to a share of the fee, exact: one function for each family of docs/policy.md.

use super::counting::Incident;
use crate::explain::{FullStep, Step};
use crate::money::{Fraction, MoneyError, Percent};
use crate::policy::Tier;
use crate::policy::full::{
    Allowance, Edge, Extension, Family, Flat, FlatWhen, Ladder, Multiple, Per, PerStep, PerUnit, Round, Share, Tiers,
};

/// What a share, which does not fit, is refused with.
type Exact<T> = Result<T, MoneyError>;

/// Downtime as a schedule looks at it.
#[derive(Debug, Clone)]
pub struct Measure {
    /// All downtime, in milliseconds; never more than the service time.
    pub down: Fraction,
    /// What it is compared with, in milliseconds, above 0.
    pub total: Fraction,
    /// The length of a month, in milliseconds, above 0.
    pub month: Fraction,
    /// Incidents in order of time; empty where nobody looks at them.
    pub incidents: Vec<Incident>,
    /// The largest share of an incident.
    pub incident_cap: Option<Fraction>,
}

/// Per cent as a fraction of the whole.
///
/// # Errors
/// [`MoneyError::Overflow`] never, as it fits.
pub fn part(percent: Percent) -> Exact<Fraction> {
    Fraction::new(percent.units(), Percent::HUNDRED.units())
}

impl Measure {
    /// Time that was up, in milliseconds.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn up(&self) -> Exact<Fraction> {
        self.total.beyond(self.down)
    }

    fn availability(&self) -> Exact<Fraction> {
        self.up()?.over(self.total)
    }

    fn is_below(&self, edge: Percent, who: Edge) -> Exact<bool> {
        let order = self.availability()?.compare(part(edge)?)?;
        Ok(order.is_lt() || (order.is_eq() && who == Edge::AtOrBelow))
    }

    /// Whether the promise, if there is one, was broken.
    fn is_due(&self, below: Option<Percent>) -> Exact<bool> {
        below.map_or(Ok(true), |edge| self.is_below(edge, Edge::Below))
    }

    fn of(&self, share: Share) -> Exact<Fraction> {
        match share {
            Share::Percent(percent) => part(percent),
            Share::Fraction(numerator, denominator) => {
                Fraction::new(i64::from(numerator.get()), i64::from(denominator.get()))
            }
            Share::Time(time) => Fraction::whole(time.ms()).over(self.month),
            Share::Months(months) => Ok(Fraction::whole(i64::from(months.get()))),
        }
    }

    /// The sum over all downtime, or over the incidents, of which each is capped and explained.
    fn sum(
        &self,
        per: Per,
        steps: &mut Vec<FullStep<'_>>,
        earned: impl Fn(Fraction) -> Exact<Fraction>,
    ) -> Exact<Fraction> {
        if per == Per::Period {
            return earned(self.down);
        }
        let mut sum = Fraction::ZERO;
        for incident in &self.incidents {
            let share = self.capped(earned(incident.ms)?)?;
            steps.push(explained(incident, share)?);
            sum = sum.plus(share)?;
        }
        Ok(sum)
    }

    fn capped(&self, share: Fraction) -> Exact<Fraction> {
        self.incident_cap.map_or(Ok(share), |cap| share.least(cap))
    }
}

fn explained<'a>(incident: &Incident, share: Fraction) -> Exact<FullStep<'a>> {
    let ms = incident.ms.rounded(crate::money::Rounding::Floor)?;
    Ok(FullStep::Incident { from: incident.over.from(), to: incident.over.to(), ms, share })
}

/// The share that a family earns, with its steps. An extension earns none.
///
/// # Errors
/// [`MoneyError::Overflow`].
#[inline(never)]
pub fn share(family: &Family, measure: &Measure, steps: &mut Vec<FullStep<'_>>) -> Exact<Fraction> {
    let share = match family {
        Family::UptimeTiers(tiers) | Family::RollingYear(_, tiers) => return tier(tiers, measure, steps),
        Family::PerUnit(family) => per_unit(family, measure, steps),
        Family::Ladder(family) => ladder(family, measure, steps),
        Family::Multiple(family) => multiple(family, measure, steps),
        Family::PerStep(family) => per_step(family, measure),
        Family::Flat(family) => flat(family, measure, steps),
        Family::Proportional(below) => proportional(*below, measure),
        Family::Extension(_) => return Ok(Fraction::ZERO),
    }?;
    steps.push(FullStep::Share { family: family.word(), share });
    Ok(share)
}

fn tier(tiers: &Tiers, measure: &Measure, steps: &mut Vec<FullStep<'_>>) -> Exact<Fraction> {
    let mut reached: Option<Tier> = None;
    for tier in tiers.tiers.tiers() {
        if !measure.is_below(tier.below, tiers.edge)? {
            break;
        }
        reached = Some(*tier);
    }
    let step = reached.map_or(Step::NoTier, |tier| Step::Tier { below: tier.below, percent: tier.percent });
    steps.push(step.into());
    reached.map_or(Ok(Fraction::ZERO), |tier| part(tier.percent))
}

/// Units of downtime beyond what is free.
fn units(ms: Fraction, beyond_ms: i64, unit_ms: i64, round: Round) -> Exact<Fraction> {
    let units = ms.beyond(Fraction::whole(beyond_ms))?.over(Fraction::whole(unit_ms))?;
    whole(units, round)
}

fn whole(units: Fraction, round: Round) -> Exact<Fraction> {
    match round {
        Round::Up => units.up(),
        Round::Down => units.down(),
        Round::Proportional => Ok(units),
    }
}

fn per_unit(family: &PerUnit, measure: &Measure, steps: &mut Vec<FullStep<'_>>) -> Exact<Fraction> {
    if !measure.is_due(family.below)? {
        return Ok(Fraction::ZERO);
    }
    let share = measure.of(family.share)?;
    measure.sum(family.per, steps, |ms| units(ms, family.beyond_ms, family.unit.ms(), family.round)?.times(share))
}

fn ladder(family: &Ladder, measure: &Measure, steps: &mut Vec<FullStep<'_>>) -> Exact<Fraction> {
    measure.sum(family.per(), steps, |ms| {
        let mut reached = Fraction::ZERO;
        for rung in family.rungs().iter().filter(|_| !ms.is_zero()) {
            if ms.compare(Fraction::whole(rung.from_ms))?.is_lt() {
                break;
            }
            reached = measure.of(rung.share)?;
        }
        Ok(reached)
    })
}

fn multiple(family: &Multiple, measure: &Measure, steps: &mut Vec<FullStep<'_>>) -> Exact<Fraction> {
    use crate::policy::full::Factor;
    let free = match family.beyond {
        Allowance::Time(ms) => Fraction::whole(ms),
        Allowance::Promise(percent) => Fraction::ONE.minus(part(percent)?)?.times(measure.total)?,
    };
    let factor = Fraction::new(family.factor.units(), Factor::ONE)?;
    measure.sum(family.per, steps, |ms| {
        let share = ms.beyond(free)?.times(factor)?.over(measure.total)?;
        family.decimals.map_or(Ok(share), |decimals| share.to_decimals(decimals))
    })
}

fn per_step(family: &PerStep, measure: &Measure) -> Exact<Fraction> {
    let gap = part(family.below())?.beyond(measure.availability()?)?;
    whole(gap.over(part(family.step())?)?, family.round)?.times(part(family.percent())?)
}

fn flat(family: &Flat, measure: &Measure, steps: &mut Vec<FullStep<'_>>) -> Exact<Fraction> {
    let share = measure.of(family.share)?;
    match family.when {
        FlatWhen::Below(edge) if measure.is_below(edge, Edge::Below)? => Ok(share),
        FlatWhen::Below(_) => Ok(Fraction::ZERO),
        FlatWhen::Incidents { at_least, most } => {
            let (share, mut sum, mut times) = (measure.capped(share)?, Fraction::ZERO, 0_u32);
            for incident in &measure.incidents {
                let is_long = !incident.ms.compare(Fraction::whole(at_least.ms()))?.is_lt();
                let earned = if is_long && times < most { share } else { Fraction::ZERO };
                times = times.saturating_add(u32::from(is_long));
                steps.push(explained(incident, earned)?);
                sum = sum.plus(earned)?;
            }
            Ok(sum)
        }
    }
}

fn proportional(below: Option<Percent>, measure: &Measure) -> Exact<Fraction> {
    if measure.is_due(below)? { measure.down.over(measure.total) } else { Ok(Fraction::ZERO) }
}

/// Milliseconds by which the service is prolonged, rounded down.
///
/// # Errors
/// [`MoneyError::Overflow`].
pub fn extension(family: &Extension, measure: &Measure) -> Exact<i64> {
    use crate::policy::full::Factor;
    let factor = Fraction::new(family.factor.units(), Factor::ONE)?;
    let unit = Fraction::whole(family.unit.ms());
    let earned = |ms| units(ms, family.beyond_ms, family.unit.ms(), family.round)?.times(unit)?.times(factor);
    let sum = measure.sum(family.per, &mut Vec::new(), earned)?;
    sum.rounded(crate::money::Rounding::Floor)
}
