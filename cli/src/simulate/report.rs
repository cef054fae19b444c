//! What an owner asks: what each policy would have cost, which months, outages and clients, what an hour earns, and how
//! far away the next step is.

use super::ask::{Asked, Keep, Question, Settled, begin};
use super::input::{Input, Outage, Policy, Service};
use super::options::{Format, Options, month_text};
use super::run::{Run, Scope, free};
use crate::json::text;
use crate::tables::Fault;
use crate::zones;
use makegood::calendar::{Instant, Offset, Period};
use makegood::json::{Manner, parse};
use makegood::money::{Currency, Money};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Lengths of an outage that people ask about.
pub(super) const LENGTHS_MS: [i64; 9] =
    [300_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000, 86_400_000, 259_200_000];
/// The longest outage that is tried.
const LONGEST_MS: i64 = 259_200_000;
/// Of so many outages it is found what they cost.
const MOST_OUTAGES: usize = 60;
/// So many results are asked for that at most.
const MOST_WORK: usize = 60_000;
/// So many results with a credit keep their steps in a page.
const MOST_STEPS: usize = 300;

/// Amounts of one currency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    pub(super) net: Money,
    pub(super) tax: Money,
    pub(super) gross: Money,
    pub(super) posted: Money,
}

/// Amounts by currency, in the order of their codes.
pub(super) type Sums = BTreeMap<&'static str, Sum>;

pub(super) struct Next {
    pub(super) extra_ms: i64,
    pub(super) gross: Money,
    pub(super) extension_ms: i64,
}

/// The service of a month that was down most.
pub(super) struct Worst {
    pub(super) service: String,
    pub(super) availability: Option<String>,
    pub(super) downtime_ms: i64,
    pub(super) gross: Money,
    pub(super) extension_ms: i64,
    /// How much more downtime earns more; `None` where three days more do not.
    pub(super) next: Option<Next>,
}

pub(super) struct MonthOf {
    pub(super) month: i64,
    pub(super) settled: Vec<Settled>,
    pub(super) sums: Sums,
    pub(super) credited: usize,
    pub(super) extension_ms: i64,
    pub(super) worst: Option<Worst>,
}

/// What an outage came to.
#[derive(Debug, Clone, Default)]
pub(super) struct Cost {
    /// For the service for which most of it counted.
    pub(super) counted_ms: i64,
    pub(super) excluded_ms: i64,
    pub(super) exclusion: Option<String>,
    pub(super) services: usize,
    /// What would not have been credited without it; `None`: it was not looked at.
    pub(super) saved: Option<Vec<Money>>,
}

pub(super) struct Sample {
    pub(super) length_ms: i64,
    pub(super) gross: Money,
    pub(super) extension_ms: i64,
}

pub(super) struct PolicyOf<'a> {
    pub(super) policy: &'a Policy,
    pub(super) months: Vec<MonthOf>,
    pub(super) totals: Sums,
    pub(super) extension_ms: i64,
    /// Services with a credit in any month.
    pub(super) credited: usize,
    /// What each client got, most first within a currency.
    pub(super) clients: Vec<(String, Money)>,
    /// In the order of the input.
    pub(super) outages: Vec<Cost>,
    pub(super) samples: Vec<Sample>,
    pub(super) curve: Vec<Sample>,
}

pub(super) struct Report<'a> {
    pub(super) input: &'a Input,
    pub(super) months: (i64, i64),
    pub(super) do_claim: bool,
    pub(super) version: String,
    pub(super) source_hash: String,
    pub(super) policies: Vec<PolicyOf<'a>>,
}

/// Asks everything.
///
/// # Errors
/// What the core refuses, or a time zone that nobody knows.
pub(super) fn make<'a>(input: &'a Input, options: &Options) -> Result<Report<'a>, Vec<Fault>> {
    let work = |policy| policy_of(input, policy, options);
    let found: Vec<Result<PolicyOf<'_>, Fault>> = std::thread::scope(|scope| {
        let threads: Vec<_> = input.policies.iter().map(|policy| scope.spawn(move || work(policy))).collect();
        threads
            .into_iter()
            .zip(&input.policies)
            .map(|(thread, policy)| thread.join().unwrap_or_else(|_| Err(stopped(policy))))
            .collect()
    });
    let (mut policies, mut faults) = (Vec::new(), Vec::new());
    for found in found {
        match found {
            Ok(policy) => policies.push(policy),
            Err(fault) if faults.contains(&fault) => (),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let answer = makegood::call(br#"{"contract":1,"command":"describe"}"#);
    let answer = String::from_utf8_lossy(&answer);
    let named = |name| parse(&answer, Manner::Strict).map(|node| text(&node, name).to_owned()).unwrap_or_default();
    let (version, source_hash) = (named("version"), named("sourceHash"));
    Ok(Report { input, months: options.months, do_claim: options.do_claim, version, source_hash, policies })
}

fn stopped(policy: &Policy) -> Fault {
    Fault::of(&policy.file, "internal", "The computation stopped.", "Please report it with the files.")
}

fn policy_of<'a>(input: &'a Input, policy: &'a Policy, options: &Options) -> Result<PolicyOf<'a>, Fault> {
    let zone = zone(policy, options.months)?;
    let (do_claim, months) = (options.do_claim, options.months);
    let keep = match options.format {
        Format::Json => Keep::All,
        Format::Html => Keep::Credited,
        Format::Table => Keep::None,
    };
    let scope = Scope { input, policy, zone: &zone, do_claim, keep, months, without: None };
    let mut months = all_months(scope)?;
    let samples = sample(scope, &LENGTHS_MS)?;
    let curve = if options.format == Format::Html { sample(scope, &curve_lengths())? } else { Vec::new() };
    let outages = costs(scope, &months)?;
    let mut totals = Sums::new();
    let mut kept = 0_usize;
    let mut clients: BTreeMap<(&'static str, String), Money> = BTreeMap::new();
    let mut credited: Vec<String> = Vec::new();
    for settled in months.iter_mut().flat_map(|month| &mut month.settled) {
        add(&mut totals, settled, policy)?;
        let is_credited = !settled.gross.is_zero() || settled.extension_ms > 0;
        if is_credited {
            credited.push(settled.service.clone());
        }
        if !settled.gross.is_zero() {
            let key = (settled.gross.currency().code(), settled.client.clone());
            let client = clients.entry(key).or_insert(Money::zero(settled.gross.currency()));
            *client = client.plus(settled.gross).map_err(|_| too_much(policy))?;
        }
        kept = kept.saturating_add(usize::from(is_credited));
        if options.format == Format::Html && kept > MOST_STEPS {
            settled.raw = String::new();
        }
    }
    credited.sort_unstable();
    credited.dedup();
    let mut clients: Vec<(String, Money)> = clients.into_iter().map(|((_, client), sum)| (client, sum)).collect();
    clients.sort_by_key(|(_, sum)| (sum.currency().code(), std::cmp::Reverse(sum.minor())));
    let extension_ms = months.iter().fold(0_i64, |sum, month| sum.saturating_add(month.extension_ms));
    Ok(PolicyOf { policy, months, totals, extension_ms, credited: credited.len(), clients, outages, samples, curve })
}

fn too_much(policy: &Policy) -> Fault {
    Fault::of(
        &policy.file,
        "amount_overflow",
        "The sum of all credits does not fit.",
        "Look at fewer months or services.",
    )
}

/// The policy's zone as a request has it.
fn zone(policy: &Policy, months: (i64, i64)) -> Result<String, Fault> {
    let (from, to) = (begin(months.0.saturating_sub(13)), begin(months.1.saturating_add(3)));
    let unknown = || {
        let message = format!("The time zone {:?} is not known.", policy.zone);
        Fault::of(
            &policy.file,
            "unknown_zone",
            &message,
            "Write a name of the IANA database, like Europe/Berlin, or UTC.",
        )
    };
    // A document that lacks a zone is the core's to refuse.
    let name = if policy.zone.is_empty() { "UTC" } else { &policy.zone };
    let offsets = zones::offsets(name, from, to).ok_or_else(unknown)?;
    let one = |Offset { from, seconds }: &Offset| {
        let from = from.map(|from| from.text().as_str().to_owned());
        format!(r#"{{"from":{},"seconds":{seconds}}}"#, crate::json::quote_or_null(from.as_deref()))
    };
    let offsets: Vec<String> = offsets.iter().map(one).collect();
    Ok(format!(r#"{{"name":{},"tzdata":null,"offsets":[{}]}}"#, crate::json::quote(name), offsets.join(",")))
}

fn all_months(scope: Scope<'_>) -> Result<Vec<MonthOf>, Fault> {
    let mut run = Run::new(scope, scope.input.services.iter().collect());
    let mut months = Vec::new();
    for month in scope.months.0..=scope.months.1 {
        // Before it is settled: what would have been needed for more.
        let before = run.clone();
        let settled = run.settle(month)?;
        let mut sums = Sums::new();
        for one in &settled {
            add(&mut sums, one, scope.policy)?;
        }
        let worst = worst(&before, scope, month, &settled)?;
        let credited = settled.iter().filter(|one| !one.gross.is_zero() || one.extension_ms > 0).count();
        let extension_ms = settled.iter().fold(0_i64, |sum, one| sum.saturating_add(one.extension_ms));
        months.push(MonthOf { month, settled, sums, credited, extension_ms, worst });
    }
    Ok(months)
}

fn add(sums: &mut Sums, settled: &Settled, policy: &Policy) -> Result<(), Fault> {
    let currency = settled.gross.currency();
    let nothing = Money::zero(currency);
    let sum =
        sums.entry(currency.code()).or_insert(Sum { net: nothing, tax: nothing, gross: nothing, posted: nothing });
    let posting = settled.posting.unwrap_or(nothing);
    let pairs = [
        (&mut sum.net, settled.net),
        (&mut sum.tax, settled.tax),
        (&mut sum.gross, settled.gross),
        (&mut sum.posted, posting),
    ];
    for (sum, amount) in pairs {
        *sum = sum.plus(amount).map_err(|_| too_much(policy))?;
    }
    Ok(())
}

fn worst<'a>(before: &Run<'a>, scope: Scope<'a>, month: i64, settled: &[Settled]) -> Result<Option<Worst>, Fault> {
    let services = scope.input.services.iter().zip(settled);
    // Of equals the first.
    let Some((service, found)) = services.rev().max_by_key(|(_, settled)| settled.downtime_ms) else { return Ok(None) };
    let next = next(before, scope, month, service, found)?;
    Ok(Some(Worst {
        service: found.service.clone(),
        availability: found.availability.clone(),
        downtime_ms: found.downtime_ms,
        gross: found.gross,
        extension_ms: found.extension_ms,
        next,
    }))
}

/// The shortest further outage, in whole minutes, that earns more.
fn next<'a>(
    before: &Run<'a>,
    scope: Scope<'a>,
    month: i64,
    service: &'a Service,
    found: &Settled,
) -> Result<Option<Next>, Fault> {
    let Some(room) = Period::new(found.from, found.to).and_then(|over| free(scope.input, service, over)) else {
        return Ok(None);
    };
    let with = |minutes: i64| -> Result<Option<Next>, Fault> {
        let extra_ms = minutes.saturating_mul(60_000);
        let more = what_if(scope.policy, &service.id, "simulate/one-more", room.from(), extra_ms);
        let settled = before.try_with(month, service, &more)?;
        let more =
            settled.filter(|more| more.gross.minor() > found.gross.minor() || more.extension_ms > found.extension_ms);
        Ok(more.map(|more| Next { extra_ms, gross: more.gross, extension_ms: more.extension_ms }))
    };
    let (mut none, mut some) = (0_i64, room.length_ms().min(LONGEST_MS).div_euclid(60_000));
    let Some(mut best) = with(some)? else { return Ok(None) };
    while some.saturating_sub(none) > 1 {
        let middle = none.saturating_add(some).div_euclid(2);
        match with(middle)? {
            None => none = middle,
            Some(found) => (some, best) = (middle, found),
        }
    }
    Ok(Some(best))
}

fn what_if(policy: &Policy, service: &str, id: &str, from: Instant, length_ms: i64) -> Outage {
    Outage {
        line: 0,
        id: id.to_owned(),
        subject: format!("service:{service}"),
        from,
        to: from.plus_ms(length_ms),
        title: None,
        component: policy.component.clone(),
        affected: None,
        reported_at: Some(from.text().as_str().to_owned()),
    }
}

/// What one outage of each length earns the example in the last month, were it the only one.
fn sample(scope: Scope<'_>, lengths: &[i64]) -> Result<Vec<Sample>, Fault> {
    const NOON_OF_THE_TENTH_MS: i64 = 820_800_000;
    let Scope { input, policy, zone, do_claim, .. } = scope;
    let month = scope.months.1;
    let from = begin(month).plus_ms(NOON_OF_THE_TENTH_MS);
    let named = |place: usize| {
        let mut id = String::new();
        let _ = write!(id, "example-{place}");
        id
    };
    let each = |place| Service { id: named(place), client: named(place), ..input.example.clone() };
    let services: Vec<Service> = (0..lengths.len()).map(each).collect();
    let outage = |(place, length): (usize, &i64)| what_if(policy, &named(place), &named(place), from, *length);
    let outages: Vec<Outage> = lengths.iter().enumerate().map(outage).collect();
    let nothing = Money::zero(input.example.price.currency());
    let ask = |service| Asked { service, revision: 0, carry: nothing, given_year: nothing, used: Vec::new() };
    let asked = services.iter().map(ask).collect();
    let outages = outages.iter().collect();
    let question = Question { policy, zone, month, asked, outages, windows: Vec::new(), do_claim, keep: Keep::None };
    let settled = question.ask(input)?;
    let samples = settled.into_iter().zip(lengths);
    Ok(samples
        .map(|(one, length_ms)| Sample { length_ms: *length_ms, gross: one.gross, extension_ms: one.extension_ms })
        .collect())
}

/// From a minute to three days, each about a thirtieth longer than the one before, in whole seconds.
pub(super) fn curve_lengths() -> Vec<i64> {
    let mut lengths = vec![60_000_i64];
    while let Some(last) = lengths.last().copied().filter(|last| *last < LONGEST_MS) {
        let next = last.saturating_mul(31).div_euclid(30).div_euclid(1_000).saturating_mul(1_000);
        lengths.push(next.min(LONGEST_MS));
    }
    lengths
}

/// What each outage came to, and what it would have spared had it not been.
fn costs(scope: Scope<'_>, months: &[MonthOf]) -> Result<Vec<Cost>, Fault> {
    let input = scope.input;
    let places: std::collections::HashMap<&str, usize> =
        input.outages.iter().enumerate().map(|(place, outage)| (outage.id.as_str(), place)).collect();
    let mut costs = vec![Cost::default(); input.outages.len()];
    for (place, own) in counted(scope.policy, &places, months) {
        let Some(cost) = costs.get_mut(place) else { continue };
        let services = cost.services.saturating_add(1);
        if (own.counted_ms, own.excluded_ms) >= (cost.counted_ms, cost.excluded_ms) {
            *cost = own;
        }
        cost.services = services;
    }
    let weight = |cost: &Cost| i128::from(cost.counted_ms).saturating_mul(i128::try_from(cost.services).unwrap_or(0));
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(costs.get(*place).map_or(0, weight)));
    let mut work = 0_usize;
    for place in order.into_iter().take(MOST_OUTAGES) {
        let (Some(cost), Some(outage)) = (costs.get_mut(place), input.outages.get(place)) else { continue };
        if cost.counted_ms == 0 {
            cost.saved = Some(Vec::new());
            continue;
        }
        let about = Without::of(scope, outage);
        work = work.saturating_add(about.work());
        if work <= MOST_WORK {
            cost.saved = Some(about.saved(months)?);
        }
    }
    Ok(costs)
}

/// What counted of each outage for each service: an outage over the end of a month has a part in both.
fn counted(policy: &Policy, places: &std::collections::HashMap<&str, usize>, months: &[MonthOf]) -> Vec<(usize, Cost)> {
    let mut own: BTreeMap<(usize, &str), Cost> = BTreeMap::new();
    for settled in months.iter().flat_map(|month| &month.settled) {
        for row in &settled.counted {
            let Some(place) = places.get(row.outage.as_str()) else { continue };
            let cost = own.entry((*place, &settled.service)).or_default();
            let is_more = row.excluded_ms > cost.excluded_ms;
            if policy.rolls {
                cost.counted_ms = cost.counted_ms.max(row.counted_ms);
                cost.excluded_ms = cost.excluded_ms.max(row.excluded_ms);
            } else {
                cost.counted_ms = cost.counted_ms.saturating_add(row.counted_ms);
                cost.excluded_ms = cost.excluded_ms.saturating_add(row.excluded_ms);
            }
            if is_more || cost.exclusion.is_none() {
                cost.exclusion.clone_from(&row.exclusion);
            }
        }
    }
    own.into_iter().map(|((place, _), cost)| (place, cost)).collect()
}

/// The months and services for which one outage may make a difference.
struct Without<'a> {
    scope: Scope<'a>,
    services: Vec<&'a Service>,
}

impl<'a> Without<'a> {
    fn of(scope: Scope<'a>, outage: &'a Outage) -> Self {
        let of_client = |service: &&Service| service.is_subject(&outage.subject);
        let mut clients: Vec<&str> =
            scope.input.services.iter().filter(of_client).map(|service| service.client.as_str()).collect();
        clients.sort_unstable();
        clients.dedup();
        let is_touched = |service: &&Service| clients.binary_search(&service.client.as_str()).is_ok();
        let services = scope.input.services.iter().filter(is_touched).collect();
        let months = if scope.policy.looks_back { scope.months } else { around(scope.months, outage) };
        Self { scope: Scope { months, without: Some(&outage.id), keep: Keep::None, ..scope }, services }
    }

    fn months(&self) -> std::ops::RangeInclusive<i64> {
        self.scope.months.0..=self.scope.months.1
    }

    fn work(&self) -> usize {
        self.months().count().saturating_mul(self.services.len())
    }

    fn saved(&self, months: &[MonthOf]) -> Result<Vec<Money>, Fault> {
        let overflow = || too_much(self.scope.policy);
        let mut sums: BTreeMap<&'static str, (Money, Money)> = BTreeMap::new();
        let mut put = |gross: Money, is_with: bool| {
            let currency: Currency = gross.currency();
            let both = sums.entry(currency.code()).or_insert((Money::zero(currency), Money::zero(currency)));
            let sum = if is_with { &mut both.0 } else { &mut both.1 };
            *sum = sum.plus(gross).map_err(|_| overflow())?;
            Ok::<(), Fault>(())
        };
        let mut run = Run::new(self.scope, self.services.clone());
        let ids: std::collections::HashSet<&str> = self.services.iter().map(|service| service.id.as_str()).collect();
        for month in self.months() {
            for settled in run.settle(month)? {
                put(settled.gross, false)?;
            }
            let with = months.iter().filter(|known| known.month == month).flat_map(|known| &known.settled);
            for settled in with.filter(|settled| ids.contains(settled.service.as_str())) {
                put(settled.gross, true)?;
            }
        }
        let saved = sums.into_values().map(|(with, without)| with.minus(without).map_err(|_| overflow()));
        saved.filter(|saved| saved.as_ref().map_or(true, |saved| !saved.is_zero())).collect()
    }
}

/// The months that an outage may touch in any zone and with any anchor.
fn around(months: (i64, i64), outage: &Outage) -> (i64, i64) {
    let month = |at: Instant| {
        let (year, month, _) = makegood::calendar::Date::from_days(at.ms().div_euclid(86_400_000)).ymd();
        year.saturating_mul(12).saturating_add(month).saturating_sub(1)
    };
    let from = month(outage.from).saturating_sub(1).max(months.0);
    (from, month(outage.to).saturating_add(1).min(months.1))
}

/// `2025-12` to `2026-11`
pub(super) fn months_text(months: (i64, i64)) -> (String, String) {
    (month_text(months.0), month_text(months.1))
}
