//! A service under a policy of either schema: counted, measured, owed, with every step.

use super::counting::{FullCounted, Tally, View, Why, count, incidents, measured, weighed};
use super::families::{Measure, extension, part, share};
use super::fees;
use super::input::{FullService, FullTerms};
use super::limits::{credit, forfeit, incident_cap, unclaimed};
use crate::calendar::{DAY_MS, Date, Instant, Month, Period, Zone};
use crate::explain::{FullStep, Step};
use crate::money::{Decimal, Fraction, Money, MoneyError, Rounding};
use crate::policy::full::{
    Affected, Component, Components, Family, FullParts, FullPolicy, Length, PeriodKind, Rule, Schedule, Stack,
};
use crate::policy::{DEFAULT_SETTLE_DELAY_MS, in_force};
use crate::sla::Entitlement;

/// The outcome for one service and period.
#[derive(Debug, Clone)]
pub struct FullAssessment<'a> {
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
    /// What availability is measured in, of the whole window.
    pub total_ms: i64,
    /// What counts as down, rounded down.
    pub downtime_ms: i64,
    /// What was left out.
    pub excluded_ms: i64,
    /// Per cent, rounded down to six decimals.
    pub availability: Option<Decimal>,
    /// What is owed.
    pub entitlement: Entitlement,
    /// One row an outage.
    pub counted: Vec<FullCounted<'a>>,
    /// How it came about.
    pub steps: Vec<FullStep<'a>>,
    /// What only policies of schema 2 say.
    pub schema2: Option<Schema2>,
}

/// What only policies of schema 2 say.
#[derive(Debug, Clone, Copy)]
pub struct Schema2 {
    /// By how much the service is prolonged.
    pub extension_ms: i64,
    /// What could still be claimed, and until when.
    pub claimable: Option<(Money, Instant)>,
    /// When the credit ends.
    pub expires_at: Option<Instant>,
}

/// Assesses one service; `client` is what its client was given before.
///
/// # Errors
/// [`MoneyError::Overflow`] when an amount does not fit.
#[inline(never)]
pub fn assess_full<'a>(
    terms: &FullTerms<'a>,
    service: &FullService<'a>,
    client: Money,
) -> Result<FullAssessment<'a>, MoneyError> {
    let first_active = service.plain.first_active();
    let bound = in_force(&service.plain.assignments, |candidate| {
        let policy = terms.policies.get(candidate.policy)?;
        let zone = terms.zones.get(policy.parts().zone)?;
        let period = period_of(policy.parts().period, zone, service);
        let first = first_active.filter(|first| *first < period.to());
        Some((first.map_or(period.from(), |first| first.max(period.from())), (policy, zone, period)))
    });
    match bound {
        Some((bound_at, (policy, zone, period))) => {
            Case { terms, service, client, policy, zone, period, bound_at }.assess()
        }
        None => Ok(without_policy(terms, service, client)),
    }
}

fn period_of(kind: PeriodKind, zone: &Zone<'_>, service: &FullService<'_>) -> Period {
    let month = service.plain.month;
    match kind {
        PeriodKind::Calendar => zone.period_of(month),
        PeriodKind::Anniversary => {
            let (first, next) = (month.first_day(), month.next_first_day());
            Period::lasting(
                zone.start_of(anchored(first, service.anchor)),
                zone.start_of(anchored(next, service.anchor)),
            )
        }
    }
}

/// The day with this number of the month that begins at `first`, or its last day.
fn anchored(first: Date, anchor: i64) -> Date {
    let days = first.plus_months(1).days().saturating_sub(first.days());
    first.plus_days(anchor.min(days).saturating_sub(1))
}

fn without_policy<'a>(terms: &FullTerms<'a>, service: &FullService<'a>, client: Money) -> FullAssessment<'a> {
    let utc = Zone::utc();
    let month: Month = service.plain.month;
    let period = utc.period_of(month);
    let due_at = period.to().plus_ms(DEFAULT_SETTLE_DELAY_MS);
    let step = Step::Period { month: service.plain.period, from: period.from(), to: period.to(), zone: utc.name() };
    FullAssessment {
        period,
        due_at,
        is_final: terms.as_of >= due_at,
        policy: None,
        minimum: None,
        total_ms: 0,
        downtime_ms: 0,
        excluded_ms: 0,
        availability: None,
        entitlement: Entitlement::none(client.currency()),
        counted: Vec::new(),
        steps: vec![step.into(), Step::NoPolicy.into()],
        schema2: None,
    }
}

/// A service with its policy in force.
struct Case<'t, 'a> {
    terms: &'t FullTerms<'a>,
    service: &'t FullService<'a>,
    client: Money,
    policy: &'t FullPolicy<'a>,
    zone: &'t Zone<'a>,
    period: Period,
    bound_at: Instant,
}

/// A tally with what its window and the policy's length of a month make of it.
struct Found<'a> {
    tally: Tally<'a>,
    /// Service time of the whole window, in milliseconds.
    time_ms: i64,
    measure: Measure,
}

impl<'t, 'a> Case<'t, 'a> {
    fn parts(&self) -> &'t FullParts<'a> {
        self.policy.parts()
    }

    fn assess(&self) -> Result<FullAssessment<'a>, MoneyError> {
        let (parts, period) = (self.parts(), self.period);
        let due_at = period.to().plus_ms(parts.settle_delay_ms);
        let (from, to) = (period.from(), period.to());
        let mut steps: Vec<FullStep<'a>> = vec![
            Step::Period { month: self.service.plain.period, from, to, zone: self.zone.name() }.into(),
            Step::Policy { hash: parts.hash, name: parts.name, bound_at: self.bound_at }.into(),
        ];
        let main = match &parts.schedule {
            Schedule::One(family) => Some(family),
            Schedule::Components(_) => None,
        };
        let used: Vec<(Period, Why)> = self.service.used.iter().map(|over| (*over, Why::Used)).collect();
        let found = self.find(main, None, &used)?;
        let mut out = FullAssessment {
            period,
            due_at,
            is_final: self.terms.as_of >= due_at,
            policy: Some(parts.hash),
            minimum: parts.minimum_payout.of(self.client.currency()),
            total_ms: found.time_ms,
            downtime_ms: found.measure.down.rounded(Rounding::Floor)?,
            excluded_ms: found.tally.rows.iter().fold(0, |sum, row| sum.saturating_add(row.excluded_ms())),
            availability: None,
            entitlement: Entitlement::none(self.client.currency()),
            counted: Vec::new(),
            steps: Vec::new(),
            schema2: None,
        };
        let expires_at = parts.expires_after_ms.map(|ms| due_at.plus_ms(ms));
        let mut more = Schema2 { extension_ms: 0, claimable: None, expires_at };
        self.explain_time(main, &found, &mut steps);
        if found.time_ms > 0 {
            out.availability = Some(display(&found.measure)?);
            if main.is_some() {
                self.explain_downtime(&found, &mut steps)?;
            }
            out.entitlement = self.owed(main, &found, &mut more, &mut steps)?;
        }
        out.counted = found.tally.rows;
        out.steps = steps;
        out.schema2 = (parts.schema == 2).then_some(more);
        Ok(out)
    }

    /// Counts what a family looks at, and measures it.
    fn find(
        &self,
        family: Option<&Family>,
        component: Option<&'a str>,
        taken: &[(Period, Why)],
    ) -> Result<Found<'a>, MoneyError> {
        let parts = self.parts();
        let window = self.window(family);
        let view = View {
            terms: self.terms,
            service: self.service,
            counting: &parts.counting,
            zone: self.zone,
            window,
            component,
            before: taken,
        };
        let tally = count(&view);
        let is_outside = parts.counting.excused == crate::policy::full::Excused::Outside;
        let out_ms = if is_outside { tally.excused_ms } else { 0 };
        // Before the service began it is as good as up, in a rolling year.
        let ahead_ms = if is_rolling(family) && tally.active_ms > 0 { self.ahead(window) } else { 0 };
        let time_ms = tally.active_ms.saturating_sub(out_ms).saturating_add(ahead_ms);
        let (most, length) = (Fraction::whole(time_ms), Fraction::whole(self.period.length_ms()));
        let down = weighed(&measured(parts.counting.rule, &tally.left))?.least(most)?;
        let nominal = nominal_ms(parts.length).map(Fraction::whole);
        let total = match nominal.filter(|_| !is_rolling(family)) {
            None => most,
            Some(nominal) => nominal.times(most)?.over(length)?,
        };
        let needs_incidents = family.is_some_and(Family::is_per_incident);
        let incidents = if needs_incidents {
            incidents(parts.counting.rule, &tally.left, tally.rows.len(), most)?
        } else {
            Vec::new()
        };
        let month = nominal.unwrap_or(length);
        Ok(Found { tally, time_ms, measure: Measure { down, total, month, incidents, incident_cap: None } })
    }

    fn window(&self, family: Option<&Family>) -> Period {
        match family {
            Some(Family::RollingYear(days, _)) => {
                let from = self.period.to().minus_ms(i64::from(*days).saturating_mul(DAY_MS));
                Period::lasting(from, self.period.to())
            }
            _ => self.period,
        }
    }

    /// Time of the window before the service's first active instant.
    fn ahead(&self, window: Period) -> i64 {
        let first = self.service.plain.first_active().unwrap_or(window.from());
        window.ending(first).map_or(0, Period::length_ms)
    }

    /// The time in which the service was active, and what of it is none.
    fn explain_time(&self, family: Option<&Family>, found: &Found<'a>, steps: &mut Vec<FullStep<'a>>) {
        if is_rolling(family) {
            let window = self.window(family);
            steps.push(FullStep::Window { from: window.from(), to: window.to() });
        }
        steps.push(Step::ServiceTime { ms: found.tally.service_ms }.into());
        let is_outside = self.parts().counting.excused == crate::policy::full::Excused::Outside;
        if is_outside && found.tally.excused_ms > 0 {
            steps.push(FullStep::Outside { ms: found.tally.excused_ms });
        }
        if found.time_ms <= 0 {
            steps.push(Step::NoService.into());
        }
    }

    /// Outages, downtime and availability.
    fn explain_downtime(&self, found: &Found<'a>, steps: &mut Vec<FullStep<'a>>) -> Result<(), MoneyError> {
        let counting = &self.parts().counting;
        for row in &found.tally.rows {
            let (id, from, to) = (row.id, row.touches.from(), row.touches.to());
            steps.push(Step::Outage { id, from, to, counted_ms: row.counted_ms }.into());
            for (over, why) in &row.excluded {
                let (from, to) = (over.from(), over.to());
                steps.push(Step::Excluded { id, from, to, ms: over.length_ms(), reason: why.word() }.into());
            }
            if row.is_unreported {
                steps.push(FullStep::NotReported { id });
            }
            if counting.affected == Affected::Share {
                steps.push(FullStep::Affected { id, percent: row.weight });
            }
        }
        let ms = found.measure.down.rounded(Rounding::Floor)?;
        if counting.rule != Rule::Exact {
            let minutes = counting.rule.minutes().map_or(0, crate::policy::full::Minutes::count);
            steps.push(FullStep::Rule { rule: counting.rule.word(), minutes, ms });
        }
        steps.push(Step::Downtime { ms }.into());
        if let Some(ms) = nominal_ms(self.parts().length) {
            steps.push(FullStep::Month { length: self.parts().length.word(), ms });
        }
        let (up, total) = (found.measure.up()?, found.measure.total);
        let (up_ms, total_ms) = (up.rounded(Rounding::Floor)?, total.rounded(Rounding::Floor)?);
        steps.push(Step::Availability { up_ms, total_ms, display: display(&found.measure)? }.into());
        Ok(())
    }

    fn owed(
        &self,
        main: Option<&Family>,
        found: &Found<'a>,
        more: &mut Schema2,
        steps: &mut Vec<FullStep<'a>>,
    ) -> Result<Entitlement, MoneyError> {
        let (parts, currency) = (self.parts(), self.client.currency());
        let mut last = last_counted(&found.tally);
        if let Some(Family::Extension(family)) = main {
            let ms = extension(family, &found.measure)?;
            steps.push(FullStep::Extension { ms });
            let kept = ms > 0 && self.is_kept(Money::zero(currency), last.unwrap_or(self.period.to()), more, steps);
            more.extension_ms = if kept { ms } else { 0 };
            return Ok(Entitlement::none(currency));
        }
        let before = self.zone.date_at(self.period.from()).plus_days(-1);
        let Some(fee) = fees::at(parts.fee, self.service, self.zone.date_at(self.bound_at), before, steps)? else {
            steps.push(Step::NoFee.into());
            return Ok(Entitlement::none(currency));
        };
        let cap = incident_cap(parts, Some(fee), currency)?;
        let share = match &parts.schedule {
            Schedule::One(family) => share(family, &Measure { incident_cap: cap, ..found.measure.clone() }, steps)?,
            Schedule::Components(components) => {
                last = None;
                self.stacked(components, cap, &mut last, steps)?
            }
        };
        let mut gross = credit(parts, fee, share, self.service.given, self.client, steps)?;
        if gross.minor() > 0 && !self.is_kept(gross, last.unwrap_or(self.period.to()), more, steps) {
            gross = Money::zero(currency);
        }
        let split = Entitlement::of_gross(gross, fee.rate)?;
        steps.push(Step::TaxSplit { net: split.net, tax: split.tax, rate: split.rate }.into());
        Ok(split)
    }

    /// Whether neither a forfeit nor a missing claim takes away what would be owed.
    fn is_kept(&self, gross: Money, last: Instant, more: &mut Schema2, steps: &mut Vec<FullStep<'a>>) -> bool {
        let parts = self.parts();
        if let Some(reason) = forfeit(parts, &self.service.flags) {
            steps.push(FullStep::Forfeited { reason: reason.word() });
            return false;
        }
        let missing =
            parts.claim.and_then(|claim| unclaimed(claim, &self.service.claims, self.period, last, self.terms.as_of));
        let Some(until) = missing else { return true };
        steps.push(FullStep::NotClaimed { until });
        more.claimable = (self.terms.as_of <= until).then_some((gross, until));
        false
    }

    /// The share that all components come to.
    fn stacked(
        &self,
        components: &Components<'a>,
        cap: Option<Fraction>,
        last: &mut Option<Instant>,
        steps: &mut Vec<FullStep<'a>>,
    ) -> Result<Fraction, MoneyError> {
        let mut taken: Vec<(Period, Why)> = self.service.used.iter().map(|over| (*over, Why::Used)).collect();
        let mut sum = Fraction::ZERO;
        for Component { name, family, cap: own } in components.of() {
            steps.push(FullStep::Component { name });
            let mut found = self.find(Some(family), Some(name), &taken)?;
            self.explain_time(Some(family), &found, steps);
            if found.time_ms <= 0 {
                continue;
            }
            self.explain_downtime(&found, steps)?;
            found.measure.incident_cap = cap;
            *last = (*last).max(last_counted(&found.tally));
            let mut earned = share(family, &found.measure, steps)?;
            if let Some(percent) = own.filter(|percent| {
                part(*percent).and_then(|cap| earned.compare(cap)).is_ok_and(core::cmp::Ordering::is_gt)
            }) {
                earned = part(percent)?;
                steps.push(FullStep::ComponentCap { percent });
            }
            match components.stack() {
                Stack::Sum => {
                    sum = sum.plus(earned)?;
                    let counted = measured(self.parts().counting.rule, &found.tally.left);
                    taken.extend(counted.into_iter().map(|piece| (piece.over, Why::Counted)));
                }
                Stack::Largest if earned.compare(sum)?.is_gt() => sum = earned,
                Stack::Largest => {}
            }
        }
        steps.push(FullStep::Stacked { stack: components.stack().word(), share: sum });
        Ok(sum)
    }
}

/// The end, within the window, of the last outage of which anything counts.
fn last_counted(tally: &Tally<'_>) -> Option<Instant> {
    tally.rows.iter().filter(|row| row.counted_ms > 0).map(|row| row.touches.to()).max()
}

fn is_rolling(family: Option<&Family>) -> bool {
    matches!(family, Some(Family::RollingYear(..)))
}

/// The length of a month; `None`: that of the period.
fn nominal_ms(length: Length) -> Option<i64> {
    match length {
        Length::Period => None,
        Length::Days30 => Some(2_592_000_000),
        Length::Mean => Some(2_629_746_000),
        Length::Hours730 => Some(2_628_000_000),
    }
}

/// Availability in per cent, rounded down to six decimals.
fn display(measure: &Measure) -> Result<Decimal, MoneyError> {
    const DECIMALS: u32 = 6;
    let percent = measure.up()?.over(measure.total)?.times(Fraction::whole(100_000_000))?;
    Ok(Decimal::exact(percent.rounded(Rounding::Floor)?, DECIMALS))
}
