//! Three worked examples of a policy: one that earns nothing or the least, one in the middle, one that earns the most.
//! Which outages they have is found by settling; what they come to is what [`settle_full`] says.

use super::fold::{Capabilities, ClientState};
use super::full::{FullClient, FullSettled, settle_full};
use crate::calendar::{DAY_MS, Instant, Month, Offset, Period, Zone};
use crate::money::{Money, MoneyError, Percent};
use crate::monitoring::Subject;
use crate::order::{Index, Lookup};
use crate::policy::full::{Affected, Clock, Component, Components, Family, FullPolicy, PeriodKind, Rule, Schedule};
use crate::policy::{Assignment, Scope};
use crate::sla::full::{ChargeDetail, ChargeKind, Detail, FullService, FullTerms, Given};
use crate::sla::{Charge, ConfirmedOutage, Fee, Register, Service, Span, SpanState};

/// The name of the service and of its client.
pub const EXAMPLE: &str = "example";
/// The month of every example.
pub const EXAMPLE_MONTH: &str = "2026-03";
/// The day of the month on which periods begin, where they are the service's own.
pub const EXAMPLE_ANCHOR: i64 = 15;
/// 2025-01-01T00:00:00Z: from when on the service is active and the policy is promised.
const SINCE: Instant = Instant::from_ms(1_735_689_600_000);
/// 2027-01-01T00:00:00Z: when the month is looked at.
const AS_OF: Instant = Instant::from_ms(1_798_761_600_000);

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 3_600_000;
/// Lengths of outages that are tried.
const LENGTHS: [i64; 25] = [
    20_000,
    MINUTE_MS,
    3 * MINUTE_MS,
    5 * MINUTE_MS,
    10 * MINUTE_MS,
    15 * MINUTE_MS,
    30 * MINUTE_MS,
    HOUR_MS,
    90 * MINUTE_MS,
    2 * HOUR_MS,
    3 * HOUR_MS,
    4 * HOUR_MS,
    6 * HOUR_MS,
    8 * HOUR_MS,
    12 * HOUR_MS,
    18 * HOUR_MS,
    24 * HOUR_MS,
    36 * HOUR_MS,
    2 * DAY_MS,
    3 * DAY_MS,
    5 * DAY_MS,
    7 * DAY_MS,
    10 * DAY_MS,
    14 * DAY_MS,
    28 * DAY_MS,
];
/// The same for outages of parts, of which several are tried.
const PART_LENGTHS: [i64; 10] = [
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    HOUR_MS,
    2 * HOUR_MS,
    4 * HOUR_MS,
    8 * HOUR_MS,
    12 * HOUR_MS,
    24 * HOUR_MS,
    3 * DAY_MS,
    7 * DAY_MS,
];
/// How often an outage is repeated, where each is looked at by itself; a day apart.
const TIMES: [usize; 9] = [2, 3, 4, 5, 6, 8, 10, 14, 20];
/// The longest outage of an example where a longer one would always earn more.
const LONGEST_LIKELY_MS: i64 = 24 * HOUR_MS;
/// The longest outage that is repeated.
const LONGEST_REPEATED_MS: i64 = 18 * HOUR_MS;
/// Parts that have outages in examples.
const MOST_PARTS: usize = 3;
/// Ids of outages, as many as an example has at most.
const IDS: [&str; 20] =
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"];
/// From the period's begin to the first outage: the second day, 10 o'clock.
const FIRST_AFTER_MS: i64 = DAY_MS + 10 * HOUR_MS;
/// Where minutes or slots are counted, outages begin within one: rules say what becomes of it.
const WITHIN_MINUTE_MS: i64 = 20_000;
/// From an outage's begin to its report.
const REPORTED_AFTER_MS: i64 = 10 * MINUTE_MS;
/// Between outages of parts.
const APART_MS: i64 = 8 * DAY_MS;

/// An outage of an example.
#[derive(Debug, Clone, Copy)]
pub struct Happening<'a> {
    /// When.
    pub over: Period,
    /// The part that was down, where there are parts.
    pub component: Option<&'a str>,
    /// How much of the service, where that matters.
    pub affected: Option<Percent>,
    /// When it was reported, where that matters.
    pub reported_at: Option<Instant>,
}

/// One example.
#[derive(Debug)]
pub struct Example<'a> {
    /// `least`, `middle` or `most`.
    pub id: &'static str,
    /// What happens.
    pub outages: Vec<Happening<'a>>,
    /// When the client asks, where that matters.
    pub claims: Vec<Instant>,
    /// What the service is owed.
    pub settled: FullSettled<'a>,
}

/// The three examples and the first instant of their period.
///
/// # Errors
/// [`MoneyError::Overflow`] when an amount does not fit.
#[inline(never)]
pub fn examples<'a>(policy: FullPolicy<'a>, fee: Money) -> Result<([Example<'a>; 3], Instant), MoneyError> {
    let mut bench = Bench::new(policy, fee).ok_or(MoneyError::Overflow)?;
    let tried = bench.candidates();
    let [least, middle, most] = chosen(&tried);
    let mut example = |id, place: usize| {
        let outages = tried.get(place).map(|(outages, _)| outages.clone()).unwrap_or_default();
        let (claims, settled) = bench.settled(&outages)?;
        Ok::<_, MoneyError>(Example { id, outages, claims, settled })
    };
    let three = [example("least", least)?, example("middle", middle)?, example("most", most)?];
    Ok((three, bench.from))
}

/// What is tried, and what it earns.
type Tried<'a> = Vec<(Vec<Happening<'a>>, i64)>;

/// The places of the three.
fn chosen(tried: &Tried<'_>) -> [usize; 3] {
    let worth = |place: usize| tried.get(place).map_or(0, |(_, worth)| *worth);
    let last = tried.len().saturating_sub(1);
    let largest = tried.iter().map(|(_, worth)| *worth).max().unwrap_or(0);
    let most = tried.iter().position(|(_, worth)| *worth == largest).unwrap_or(last);
    if largest == 0 {
        return [0, last / 2, last];
    }
    let least = tried.iter().take_while(|(_, worth)| *worth == 0).count().saturating_sub(1);
    let distance = |place: &usize| worth(*place).saturating_mul(2).abs_diff(largest);
    let between = (0..tried.len()).filter(|place| (worth(least).saturating_add(1)..largest).contains(&worth(*place)));
    match between.min_by_key(distance) {
        Some(middle) => [least, middle, most],
        // It earns all or nothing: what is longer earns no more.
        None if most > least => [least, most, most.saturating_add(3).min(last)],
        None => [least, last / 2, last],
    }
}

/// A service to which things happen.
struct Bench<'a> {
    terms: FullTerms<'a>,
    service: FullService<'a>,
    policy: FullPolicy<'a>,
    zero: Money,
    from: Instant,
}

impl<'a> Bench<'a> {
    fn new(policy: FullPolicy<'a>, fee: Money) -> Option<Self> {
        let parts = policy.parts();
        let (hash, zone) = (parts.hash, Zone::new(parts.zone, vec![Offset { from: None, seconds: 0 }]).ok()?);
        let month = Month::parse(EXAMPLE_MONTH)?;
        let anchor = if parts.period == PeriodKind::Anniversary { EXAMPLE_ANCHOR } else { 1 };
        let day = month.first_day().plus_days(anchor.saturating_sub(1));
        let before = day.plus_days(-month.first_day().plus_days(-1).ymd().2);
        let monthly = Fee { months: 1, amount: fee, tax: None };
        let zero = Money::zero(fee.currency());
        let from = zone.start_of(day);
        let service = FullService {
            plain: Service {
                id: EXAMPLE,
                period: EXAMPLE_MONTH,
                month,
                spans: vec![Span { from: SINCE, to: None, server: None, state: SpanState::Active }],
                assignments: vec![Assignment { scope: Scope::Service, policy: hash, from: SINCE }],
                charges: [("before", before), ("now", day)].map(|(id, from)| Charge { id, from, fee: monthly }).into(),
                recurring: Some(monthly),
            },
            charges: vec![ChargeDetail { kind: ChargeKind::Plan, cash: None }; 2],
            anchor,
            excused: Vec::new(),
            claims: Vec::new(),
            flags: Vec::new(),
            given: Given { line: zero, year: zero },
            used: Vec::new(),
        };
        let terms = FullTerms {
            as_of: AS_OF,
            policies: Index::new(vec![(hash, policy.clone())]),
            zones: Lookup::new(vec![zone]),
            register: Register::new(Vec::new(), Vec::new()),
            details: Index::new(Vec::new()),
        };
        Some(Self { terms, service, policy, zero, from })
    }

    /// The service after these outages, and when its client asks.
    fn settled(&mut self, outages: &[Happening<'a>]) -> Result<(Vec<Instant>, FullSettled<'a>), MoneyError> {
        let (mut confirmed, mut details) = (Vec::new(), Vec::new());
        for (happening, id) in outages.iter().zip(IDS) {
            let Happening { over, component, affected, reported_at } = *happening;
            confirmed.push(ConfirmedOutage { id, subject: Subject::Service(EXAMPLE), over });
            details.push((id, Detail { component, affected, reported_at }));
        }
        self.terms.register = Register::new(confirmed, Vec::new());
        self.terms.details = Index::new(details);
        let asked = self.policy.parts().claim.and_then(|_| outages.last()).map(|happening| happening.over.to());
        self.service.claims = asked.into_iter().collect();
        let capabilities = Capabilities { account_credit: true, postable_scale: Vec::new() };
        let mut client = FullClient { state: ClientState { revision: 0, carry: self.zero }, given: self.zero };
        let settled = settle_full(&self.terms, &capabilities, &self.service, &[], &mut client)?;
        Ok((self.service.claims.clone(), settled))
    }

    /// What these outages earn: money or, where that is given, time; `None` where it does not fit.
    fn worth(&mut self, outages: &[Happening<'a>]) -> Option<i64> {
        let (_, settled) = self.settled(outages).ok()?;
        let extension_ms = settled.assessment.schema2.map_or(0, |more| more.extension_ms);
        Some(settled.assessment.entitlement.gross.minor().max(extension_ms))
    }

    fn happening(&self, after_ms: i64, length_ms: i64, component: Option<&'a str>) -> Happening<'a> {
        let counting = &self.policy.parts().counting;
        let within = if counting.rule == Rule::Exact { 0 } else { WITHIN_MINUTE_MS };
        let from = self.from.plus_ms(FIRST_AFTER_MS).plus_ms(within).plus_ms(after_ms);
        Happening {
            over: Period::lasting(from, from.plus_ms(length_ms)),
            component,
            affected: if counting.affected == Affected::Share { Percent::parse("50").ok() } else { None },
            reported_at: (counting.clock == Clock::Report).then(|| from.plus_ms(REPORTED_AFTER_MS)),
        }
    }

    /// Adds what can be settled to what was tried.
    fn try_out(&mut self, outages: Vec<Happening<'a>>, tried: &mut Tried<'a>) {
        if let Some(worth) = self.worth(&outages) {
            tried.push((outages, worth));
        }
    }

    fn candidates(&mut self) -> Tried<'a> {
        let mut tried = Vec::new();
        let policy = self.policy.clone();
        match &policy.parts().schedule {
            Schedule::One(family) => self.of_whole(family, &mut tried),
            Schedule::Components(components) => self.of_parts(components, &mut tried),
        }
        tried
    }

    /// One outage, ever longer; then the one that earns the most again and again.
    fn of_whole(&mut self, family: &Family, tried: &mut Tried<'a>) {
        for length in LENGTHS {
            let outage = self.happening(0, length, None);
            self.try_out(vec![outage], tried);
        }
        let lately: Vec<i64> = tried.iter().rev().take(4).map(|(_, worth)| *worth).collect();
        if lately.iter().zip(lately.iter().skip(1)).all(|(longer, shorter)| longer > shorter) {
            // Nothing ends it: what may well happen says more than a month without service.
            let is_likely =
                |outages: &[Happening<'_>]| outages.iter().all(|one| one.over.length_ms() <= LONGEST_LIKELY_MS);
            tried.retain(|(outages, _)| is_likely(outages));
        }
        let largest = tried.iter().map(|(_, worth)| *worth).max().unwrap_or(0);
        let best = tried.iter().find(|(_, worth)| *worth == largest).and_then(|(outages, _)| outages.first());
        let length = best.map_or(0, |one| one.over.length_ms());
        if !family.is_per_incident() || length > LONGEST_REPEATED_MS {
            return;
        }
        for times in TIMES {
            let outages = (0_i64..).take(times);
            let outages = outages.map(|day| self.happening(day.saturating_mul(DAY_MS), length, None)).collect();
            self.try_out(outages, tried);
        }
    }

    /// One outage of each part, ever longer; then the one of each part that earns the most.
    fn of_parts(&mut self, components: &Components<'a>, tried: &mut Tried<'a>) {
        let mut all = Vec::new();
        for (Component { name, .. }, place) in components.of().iter().zip(0_i64..).take(MOST_PARTS) {
            let after = place.saturating_mul(APART_MS);
            let component = Some(*name).filter(|name| *name != Components::ANY);
            let mut own = Vec::new();
            for length in PART_LENGTHS {
                let outage = self.happening(after, length, component);
                self.try_out(vec![outage], &mut own);
            }
            let largest = own.iter().map(|(_, worth)| *worth).max().unwrap_or(0);
            let best = own.iter().find(|(_, worth)| *worth == largest && largest > 0);
            all.extend(best.and_then(|(outages, _)| outages.first()).copied());
            tried.append(&mut own);
        }
        if all.len() > 1 {
            self.try_out(all, tried);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_what_they_are_called() {
        assert_eq!(SINCE.text().as_str(), "2025-01-01T00:00:00Z");
        assert_eq!(AS_OF.text().as_str(), "2027-01-01T00:00:00Z");
        assert!(TIMES.into_iter().all(|times| times <= IDS.len()));
    }

    #[test]
    fn three_are_chosen_in_order() {
        let tried = |worths: &[i64]| worths.iter().map(|worth| (Vec::new(), *worth)).collect::<Tried<'_>>();
        for (worths, expected) in [
            (&[0, 0, 10, 25, 50, 50][..], [1, 3, 4]),
            (&[0, 0, 10, 10, 10, 10, 10], [1, 2, 5]),
            (&[0, 10], [0, 1, 1]),
            (&[5, 10, 20, 30], [0, 1, 3]),
            (&[0, 0, 0, 0, 0], [0, 2, 4]),
            (&[7, 7, 7], [0, 1, 2]),
        ] {
            assert_eq!(chosen(&tried(worths)), expected, "{worths:?}");
        }
    }
}
