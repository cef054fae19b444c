//! Three worked examples of a policy: one that earns nothing or the least, one in the middle, one that earns the most.
//! Which outages they have is found by settling; what they come to is what [`settle_full`] says.

use super::fold::{Capabilities, ClientState, Route};
use super::full::{FullClient, FullSettled, settle_full};
use crate::calendar::{DAY_MS, HOUR_MS, Instant, MINUTE_MS, Month, Offset, Period, Zone};
use crate::money::{Money, MoneyError, Percent};
use crate::monitoring::Subject;
use crate::order::{Index, Lookup};
use crate::policy::full::{Affected, Clock, Components, Family, FullPolicy, PeriodKind, Rule, Schedule};
use crate::policy::{Assignment, Scope};
use crate::sla::full::{ChargeDetail, ChargeKind, Detail, FullService, FullTerms, Given};
use crate::sla::{Charge, ConfirmedOutage, Fee, Register, Service, Span, SpanState};

/// The name of the service and of its client.
pub const EXAMPLE: &str = "example";
/// The ids of the three.
pub const EXAMPLE_IDS: [&str; 3] = ["least", "middle", "most"];
/// The month of every example.
pub const EXAMPLE_MONTH: &str = "2026-03";
/// The day of the month on which periods begin, where they are the service's own.
pub const EXAMPLE_ANCHOR: i64 = 15;
/// 2025-01-01T00:00:00Z: from when on the service is active and the policy is promised.
const SINCE: Instant = Instant::from_ms(1_735_689_600_000);
/// 2027-01-01T00:00:00Z: when the month is looked at.
const AS_OF: Instant = Instant::from_ms(1_798_761_600_000);

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
const TIMES: [i64; 9] = [2, 3, 4, 5, 6, 8, 10, 14, 20];
/// How many of the lengths, up to a day, are tried where a longer outage would always earn more.
const LIKELY: usize = 17;
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
/// From the period before to the one of the examples.
const DAYS_OF_FEBRUARY: i64 = 28;
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
    /// Of [`EXAMPLE_IDS`].
    pub id: &'static str,
    /// What happens.
    pub outages: Vec<Happening<'a>>,
    /// When the client asks, where that matters.
    pub claimed_at: Option<Instant>,
    /// What the service is owed.
    pub settled: FullSettled<'a>,
}

impl Example<'_> {
    /// The time that is given.
    #[must_use]
    pub fn extension_ms(&self) -> i64 {
        self.settled.assessment.schema2.map_or(0, |more| more.extension_ms)
    }
}

/// A part that has outages: what they call it, and the length of one that earns the most.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    component: Option<&'a str>,
    best_ms: i64,
}

/// What is tried, and what it earns: so many outages of this length, or one of a part, or without a part one of each.
#[derive(Debug, Clone, Copy)]
struct Trial {
    length_ms: i64,
    times: i64,
    part: Option<usize>,
    worth: i64,
}

/// The first one that earns the most.
fn best(tried: &[Trial]) -> (usize, Trial) {
    let mut found = (0, Trial { length_ms: 0, times: 0, part: None, worth: -1 });
    for (place, trial) in tried.iter().enumerate() {
        if trial.worth > found.1.worth {
            found = (place, *trial);
        }
    }
    found
}

/// The places of the three.
#[inline(never)]
fn chosen(tried: &[Trial]) -> [usize; 3] {
    let last = tried.len().saturating_sub(1);
    let (most, Trial { worth: largest, .. }) = best(tried);
    if largest <= 0 {
        return [0, last / 2, last];
    }
    let (mut least, mut middle) = (0_usize, None);
    let (mut smallest, mut nearest) = (0, u64::MAX);
    for (place, trial) in tried.iter().enumerate() {
        if place == 0 || (trial.worth == 0 && place == least.saturating_add(1)) {
            (least, smallest) = (place, trial.worth);
        }
        let distance = trial.worth.saturating_mul(2).abs_diff(largest);
        if smallest < trial.worth && trial.worth < largest && distance < nearest {
            (middle, nearest) = (Some(place), distance);
        }
    }
    // As far as what is longer earns the same; behind it the next part may begin, which earns nothing.
    let same = tried.iter().skip(most).take_while(|trial| trial.worth == largest).count();
    let end = most.saturating_add(same).saturating_sub(1);
    match middle {
        Some(middle) => [least, middle, most],
        // It earns all or nothing: what is longer earns no more.
        None if most > least => [least, most, most.saturating_add(3).min(end)],
        None => [least, most.midpoint(end), end],
    }
}

/// A service to which things happen under a policy.
#[derive(Debug)]
pub struct Bench<'a> {
    terms: FullTerms<'a>,
    service: FullService<'a>,
    hash: &'a str,
    from: Instant,
    /// Of the first outage.
    first: Instant,
    affected: Option<Percent>,
    is_reported: bool,
    is_claimed: bool,
    parts: Vec<Part<'a>>,
    tried: Vec<Trial>,
}

impl<'a> Bench<'a> {
    /// A service that costs `fee` a month. `None` never, as the month and the zone are fine.
    #[must_use]
    #[inline(never)]
    pub fn new(policy: FullPolicy<'a>, fee: Money) -> Option<Self> {
        let parts = policy.parts();
        let (hash, counting) = (parts.hash, &parts.counting);
        let zone = Zone::new(parts.zone, vec![Offset { from: None, seconds: 0 }]).ok()?;
        let month = Month::parse(EXAMPLE_MONTH)?;
        let anchor = if parts.period == PeriodKind::Anniversary { EXAMPLE_ANCHOR } else { 1 };
        let day = month.first_day().plus_days(anchor.saturating_sub(1));
        let from = zone.start_of(day);
        let within = if counting.rule == Rule::Exact { 0 } else { WITHIN_MINUTE_MS };
        let affected = if counting.affected == Affected::Share { Percent::parse("50").ok() } else { None };
        let (is_reported, is_claimed) = (counting.clock == Clock::Report, parts.claim.is_some());
        let mut known = Vec::new();
        if let Schedule::Components(components) = &parts.schedule {
            for component in components.of().iter().take(MOST_PARTS) {
                let name = component.name;
                known.push(Part { component: if name == Components::ANY { None } else { Some(name) }, best_ms: 0 });
            }
        }
        let monthly = Fee { months: 1, amount: fee, tax: None };
        let zero = Money::zero(fee.currency());
        let service = FullService {
            plain: Service {
                id: EXAMPLE,
                period: EXAMPLE_MONTH,
                month,
                spans: vec![Span { from: SINCE, to: None, server: None, state: SpanState::Active }],
                assignments: vec![Assignment { scope: Scope::Service, policy: hash, from: SINCE }],
                charges: vec![
                    Charge { id: "before", from: day.plus_days(-DAYS_OF_FEBRUARY), fee: monthly },
                    Charge { id: "now", from: day, fee: monthly },
                ],
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
            policies: Index::new(vec![(hash, policy)]),
            zones: Lookup::new(vec![zone]),
            register: Register::new(Vec::new(), Vec::new()),
            details: Index::new(Vec::new()),
        };
        let first = from.plus_ms(FIRST_AFTER_MS).plus_ms(within);
        let tried = Vec::new();
        Some(Self { terms, service, hash, from, first, affected, is_reported, is_claimed, parts: known, tried })
    }

    /// The policy that it was made with.
    #[must_use]
    pub fn policy(&self) -> Option<&FullPolicy<'a>> {
        self.terms.policies.get(self.hash)
    }

    /// The first instant of the examples' period.
    #[must_use]
    pub fn from(&self) -> Instant {
        self.from
    }

    /// The three examples.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when an amount does not fit.
    #[inline(never)]
    pub fn examples(&mut self) -> Result<Vec<Example<'a>>, MoneyError> {
        if self.parts.is_empty() {
            self.try_whole();
        } else {
            self.try_parts();
        }
        let mut examples = Vec::with_capacity(3);
        for (place, id) in chosen(&self.tried).into_iter().zip(EXAMPLE_IDS) {
            let outages = self.tried.get(place).map_or_else(Vec::new, |trial| self.happenings(*trial));
            let settled = self.settled(&outages)?;
            examples.push(Example { id, outages, claimed_at: self.service.claims.first().copied(), settled });
        }
        Ok(examples)
    }

    /// The service after these outages.
    #[inline(never)]
    fn settled(&mut self, outages: &[Happening<'a>]) -> Result<FullSettled<'a>, MoneyError> {
        let (mut confirmed, mut details) = (Vec::new(), Vec::new());
        self.service.claims.clear();
        for (happening, id) in outages.iter().zip(IDS) {
            let Happening { over, component, affected, reported_at } = *happening;
            confirmed.push(ConfirmedOutage { id, subject: Subject::Service(EXAMPLE), over });
            details.push((id, Detail { component, affected, reported_at }));
            if self.is_claimed {
                self.service.claims = vec![over.to()];
            }
        }
        self.terms.register = Register::new(confirmed, Vec::new());
        self.terms.details = Index::new(details);
        let capabilities = Capabilities { way: Some(Route::AccountCredit), postable_scale: Vec::new() };
        let zero = self.service.given.line;
        let mut client = FullClient { state: ClientState { revision: 0, carry: zero }, given: zero };
        settle_full(&self.terms, &capabilities, &self.service, &[], &mut client)
    }

    fn happenings(&self, trial: Trial) -> Vec<Happening<'a>> {
        let mut all = Vec::new();
        for day in 0..trial.times {
            all.push(self.happening(day.saturating_mul(DAY_MS), trial.length_ms, None));
        }
        let mut after = 0_i64;
        for (place, part) in self.parts.iter().enumerate() {
            let length_ms = if trial.part.is_some() { trial.length_ms } else { part.best_ms };
            if trial.part.is_none_or(|wanted| wanted == place) && length_ms > 0 {
                all.push(self.happening(after, length_ms, part.component));
            }
            after = after.saturating_add(APART_MS);
        }
        all
    }

    fn happening(&self, after_ms: i64, length_ms: i64, component: Option<&'a str>) -> Happening<'a> {
        let from = self.first.plus_ms(after_ms);
        let reported_at = if self.is_reported { Some(from.plus_ms(REPORTED_AFTER_MS)) } else { None };
        let over = Period::lasting(from, from.plus_ms(length_ms));
        Happening { over, component, affected: self.affected, reported_at }
    }

    /// Settles it, and keeps what it earns, money or, where that is given, time; what does not fit is not kept.
    #[inline(never)]
    fn try_out(&mut self, length_ms: i64, times: i64, part: Option<usize>) {
        let trial = Trial { length_ms, times, part, worth: 0 };
        let outages = self.happenings(trial);
        if let Ok(settled) = self.settled(&outages) {
            let extension_ms = settled.assessment.schema2.map_or(0, |more| more.extension_ms);
            let worth = settled.assessment.entitlement.gross.minor().max(extension_ms);
            self.tried.push(Trial { worth, ..trial });
        }
    }

    /// One outage, ever longer; then the one that earns the most again and again.
    fn try_whole(&mut self) {
        for length in LENGTHS {
            self.try_out(length, 1, None);
        }
        if let [.., fourth, third, second, last] = self.tried.as_slice()
            && fourth.worth < third.worth
            && third.worth < second.worth
            && second.worth < last.worth
        {
            // Nothing ends it: what may well happen says more than a month without service.
            self.tried.truncate(LIKELY);
        }
        let (_, Trial { length_ms, .. }) = best(&self.tried);
        let is_per_incident =
            self.policy().is_some_and(|policy| policy.parts().schedule.families().any(Family::is_per_incident));
        if is_per_incident && length_ms <= LONGEST_REPEATED_MS {
            for times in TIMES {
                self.try_out(length_ms, times, None);
            }
        }
    }

    /// One outage of each part, ever longer; then the one of each part that earns the most.
    fn try_parts(&mut self) {
        for place in 0..self.parts.len() {
            let before = self.tried.len();
            for length in PART_LENGTHS {
                self.try_out(length, 0, Some(place));
            }
            let (_, Trial { length_ms, worth, .. }) = best(self.tried.get(before..).unwrap_or_default());
            if let Some(part) = self.parts.get_mut(place).filter(|_| worth > 0) {
                part.best_ms = length_ms;
            }
        }
        if self.parts.len() > 1 {
            self.try_out(0, 0, None);
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
        assert!(TIMES.into_iter().all(|times| times <= IDS.len().try_into().unwrap()));
        assert_eq!(LENGTHS[LIKELY - 1], DAY_MS);
        let minutes = [1, 3, 5, 10, 15, 30, 60, 90, 120, 180, 240, 360, 480, 720, 1_080, 1_440, 2_160, 2_880];
        let longer = [4_320, 7_200, 10_080, 14_400, 20_160, 40_320];
        let lengths: Vec<i64> = minutes.into_iter().chain(longer).map(|length| length * 60_000).collect();
        assert_eq!(LENGTHS.split_first(), Some((&20_000, &lengths[..])));
        assert_eq!(
            PART_LENGTHS,
            [5, 30, 60, 120, 240, 480, 720, 1_440, 4_320, 10_080].map(|length: i64| length * 60_000)
        );
        let others = [LONGEST_REPEATED_MS, FIRST_AFTER_MS, REPORTED_AFTER_MS, APART_MS];
        assert_eq!(others, [64_800_000, 122_400_000, 600_000, 691_200_000]);
    }

    #[test]
    fn three_are_chosen_in_order() {
        let trial = |worth: &i64| Trial { length_ms: 1, times: 1, part: None, worth: *worth };
        let tried = |worths: &[i64]| worths.iter().map(trial).collect::<Vec<_>>();
        for (worths, expected) in [
            (&[0, 0, 10, 25, 50, 50][..], [1, 3, 4]),
            (&[0, 0, 10, 10, 10, 10, 10], [1, 2, 5]),
            (&[0, 10], [0, 1, 1]),
            (&[5, 10, 20, 30], [0, 1, 3]),
            (&[0, 0, 0, 0, 0], [0, 2, 4]),
            (&[7, 7, 7], [0, 1, 2]),
            // Two parts one behind the other: what is longer and earns as much is of the same part.
            (&[0, 0, 10, 10, 0, 0, 0, 0, 10], [1, 2, 3]),
            (&[0, 0, 0, 10, 0, 0, 0, 0, 10], [2, 3, 3]),
            (&[7, 7, 7, 0, 0, 0, 7], [0, 1, 2]),
            (&[7, 0, 0], [2, 0, 0]),
        ] {
            assert_eq!(chosen(&tried(worths)), expected, "{worths:?}");
        }
    }
}
