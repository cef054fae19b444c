//! Counting → availability → tier → entitlement: what the service's policy owes for the period.

use super::count::{Counted, Downtime, count};
use super::fee::{self, FeeSource};
use super::register::Register;
use super::service::Service;
use crate::calendar::{Instant, Period, Zone};
use crate::explain::Step;
use crate::money::{Currency, Decimal, Money, MoneyError, Percent, Rounding};
use crate::order::Lookup;
use crate::policy::{DEFAULT_SETTLE_DELAY_MS, Policy, in_force};

/// What the services of a request share.
#[derive(Debug)]
pub struct Terms<'a> {
    /// Nothing after it is known.
    pub as_of: Instant,
    /// Policies by hash; each one's zone is in `zones`.
    pub policies: Lookup<'a, Policy<'a>>,
    /// Zones by name.
    pub zones: Lookup<'a, Zone<'a>>,
    /// Outages and maintenance.
    pub register: Register<'a>,
}

/// Up time over total time, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Availability {
    /// Milliseconds up.
    pub up_ms: i64,
    /// Milliseconds in all, above 0.
    pub total_ms: i64,
    /// Per cent with six decimals, rounded down: for display only.
    pub display: Decimal,
}

impl Availability {
    const DECIMALS: u32 = 6;

    /// `None` when there is no time at all.
    #[must_use]
    pub fn of(up_ms: i64, total_ms: i64) -> Option<Self> {
        if total_ms <= 0 {
            return None;
        }
        let floor = crate::money::mul_div(up_ms, 100_000_000, total_ms, Rounding::Floor);
        Some(Self { up_ms, total_ms, display: Decimal::exact(floor.unwrap_or(0), Self::DECIMALS) })
    }
}

/// What is owed for a period before the ledger is looked at; net + tax = gross.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entitlement {
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// With tax.
    pub gross: Money,
    /// The rate on the line it is a share of.
    pub rate: Percent,
}

impl Entitlement {
    /// Nothing.
    #[must_use]
    pub fn none(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { net: zero, tax: zero, gross: zero, rate: Percent::ZERO }
    }

    /// Splits `gross` at `rate`: net rounded half up, the tax is the rest.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn of_gross(gross: Money, rate: Percent) -> Result<Self, MoneyError> {
        let with_tax = Percent::HUNDRED.checked_add(rate).ok_or(MoneyError::Overflow)?;
        let net = gross.times(Percent::HUNDRED.units(), with_tax.units(), Rounding::HalfUp)?;
        Ok(Self { net, tax: gross.minus(net)?, gross, rate })
    }
}

/// The outcome for one service and period.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// The period on the policy's wall clock.
    pub period: Period,
    /// When it may be settled.
    pub due_at: Instant,
    /// Whether that has come.
    pub is_final: bool,
    /// The version in force.
    pub policy: Option<&'a str>,
    /// The smallest payout of that version in the client's currency.
    pub minimum: Option<Money>,
    /// Service time of the whole period.
    pub total_ms: i64,
    /// What counts as down.
    pub downtime_ms: i64,
    /// What was left out.
    pub excluded_ms: i64,
    /// `None` without policy or service time.
    pub availability: Option<Availability>,
    /// What is owed.
    pub entitlement: Entitlement,
    /// One row an outage.
    pub counted: Vec<Counted<'a>>,
    /// How it came about.
    pub steps: Vec<Step<'a>>,
}

/// Steps beside those of outages: capacity, so that the list does not grow.
const OTHER_STEPS: usize = 20;

/// Assesses one service; amounts are in `currency`.
///
/// # Errors
/// [`MoneyError::Overflow`] when an amount does not fit.
#[inline(always)]
pub fn assess<'a>(terms: &Terms<'a>, service: &Service<'a>, currency: Currency) -> Result<Assessment<'a>, MoneyError> {
    let first_active = service.first_active();
    let bound = in_force(&service.assignments, |candidate| {
        let policy = terms.policies.get(candidate.policy)?;
        let zone = terms.zones.get(policy.zone())?;
        let period = zone.period_of(service.month);
        let first = first_active.filter(|first| *first < period.to());
        Some((first.map_or(period.from(), |first| first.max(period.from())), (policy, zone, period)))
    });
    match bound {
        Some((bound_at, (policy, zone, period))) => {
            Case { terms, service, currency, policy, zone, period, bound_at }.assess()
        }
        None => Ok(without_policy(terms, service, currency)),
    }
}

#[inline(always)]
fn without_policy<'a>(terms: &Terms<'a>, service: &Service<'a>, currency: Currency) -> Assessment<'a> {
    let utc = Zone::utc();
    let period = utc.period_of(service.month);
    let due_at = period.to().plus_ms(DEFAULT_SETTLE_DELAY_MS);
    let mut steps = Vec::with_capacity(OTHER_STEPS);
    steps.push(Step::Period { month: service.period, from: period.from(), to: period.to(), zone: utc.name() });
    steps.push(Step::NoPolicy);
    Assessment {
        period,
        due_at,
        is_final: terms.as_of >= due_at,
        policy: None,
        minimum: None,
        total_ms: 0,
        downtime_ms: 0,
        excluded_ms: 0,
        availability: None,
        entitlement: Entitlement::none(currency),
        counted: Vec::new(),
        steps,
    }
}

/// A service with its policy in force.
struct Case<'t, 'a> {
    terms: &'t Terms<'a>,
    service: &'t Service<'a>,
    currency: Currency,
    policy: &'t Policy<'a>,
    zone: &'t Zone<'a>,
    period: Period,
    bound_at: Instant,
}

impl<'a> Case<'_, 'a> {
    #[inline(always)]
    fn assess(&self) -> Result<Assessment<'a>, MoneyError> {
        let period = self.period;
        let due_at = period.to().plus_ms(self.policy.settle_delay_ms());
        let mut total_ms: i64 = 0;
        for span in self.service.spans.iter().filter(|span| span.is_active()) {
            total_ms = total_ms.saturating_add(span.within(period).map_or(0, Period::length_ms));
        }
        let nothing = Downtime { service_ms: 0, counted_ms: 0, excluded_ms: 0, rows: Vec::new(), excluded: Vec::new() };
        let down = period
            .ending(self.terms.as_of)
            .map_or(nothing, |horizon| count(self.service, self.policy.maintenance(), &self.terms.register, horizon));

        let stretches = down.rows.len().saturating_add(down.excluded.len());
        let mut steps = Vec::with_capacity(OTHER_STEPS.saturating_add(stretches));
        let (from, to) = (period.from(), period.to());
        steps.push(Step::Period { month: self.service.period, from, to, zone: self.zone.name() });
        let (hash, name) = (self.policy.hash(), self.policy.name());
        steps.push(Step::Policy { hash, name, bound_at: self.bound_at });
        steps.push(Step::ServiceTime { ms: down.service_ms });

        let up_ms = total_ms.saturating_sub(down.counted_ms);
        let availability = Availability::of(up_ms, total_ms);
        let entitlement = match availability {
            None => {
                steps.push(Step::NoService);
                Entitlement::none(self.currency)
            }
            Some(availability) => {
                explain_downtime(&down, availability, &mut steps);
                self.entitlement(availability, &mut steps)?
            }
        };
        Ok(Assessment {
            period,
            due_at,
            is_final: self.terms.as_of >= due_at,
            policy: Some(hash),
            minimum: self.policy.minimum_payout(self.currency),
            total_ms,
            downtime_ms: down.counted_ms,
            excluded_ms: down.excluded_ms,
            availability,
            entitlement,
            counted: down.rows,
            steps,
        })
    }

    /// The share of the fee that the availability earns, capped, split into net and tax.
    #[inline(always)]
    fn entitlement(&self, availability: Availability, steps: &mut Vec<Step<'a>>) -> Result<Entitlement, MoneyError> {
        let date = self.zone.date_at(self.bound_at);
        let Some((source, fee)) = fee::at(date, &self.service.charges, self.service.recurring) else {
            steps.push(Step::NoFee);
            return Ok(Entitlement::none(self.currency));
        };
        let paid = fee.gross()?;
        let (source, id) = match source {
            FeeSource::Charge(id) => ("charge", id),
            FeeSource::Recurring => ("recurring", ""),
        };
        steps.push(Step::Fee { source, id, gross: paid, months: fee.months });

        let tier = self.policy.schedule().reached(availability.up_ms, availability.total_ms);
        steps.push(tier.map_or(Step::NoTier, |tier| Step::Tier { below: tier.below, percent: tier.percent }));
        let share = tier.map_or(Percent::ZERO, |tier| tier.percent);
        let mut gross = paid.share(share, fee.months, Rounding::HalfUp)?;
        steps.push(Step::Credit { gross });
        let cap = paid.share(self.policy.cap(), fee.months, Rounding::Floor)?;
        if gross.minor() > cap.minor() {
            gross = cap;
            steps.push(Step::Cap { percent: self.policy.cap(), gross });
        }
        let split = Entitlement::of_gross(gross, fee.rate())?;
        steps.push(Step::TaxSplit { net: split.net, tax: split.tax, rate: split.rate });
        Ok(split)
    }
}

fn explain_downtime<'a>(down: &Downtime<'a>, availability: Availability, steps: &mut Vec<Step<'a>>) {
    let mut excluded = down.excluded.iter();
    for row in &down.rows {
        let (from, to) = (row.touches.from(), row.touches.to());
        steps.push(Step::Outage { id: row.id, from, to, counted_ms: row.counted_ms });
        for (over, why) in excluded.by_ref().take(row.stretches) {
            let (from, to) = (over.from(), over.to());
            steps.push(Step::Excluded { id: row.id, from, to, ms: over.length_ms(), reason: why.word() });
        }
    }
    steps.push(Step::Downtime { ms: down.counted_ms });
    let Availability { up_ms, total_ms, display } = availability;
    steps.push(Step::Availability { up_ms, total_ms, display });
}
