//! Month after month under one policy: what each leaves goes into the next.

use super::ask::{Asked, FIRST, Keep, Question, Settled, begin};
use super::input::{Input, Outage, Policy, Service, Window};
use crate::tables::Fault;
use makegood::calendar::{Instant, Period, merge};
use makegood::money::Money;
use std::collections::{HashMap, HashSet, VecDeque};

/// So many services go into one request; a client's are never apart.
const BATCH: usize = 200;

/// What is gone through.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) input: &'a Input,
    pub(super) policy: &'a Policy,
    /// The policy's zone as a request has it.
    pub(super) zone: &'a str,
    pub(super) do_claim: bool,
    pub(super) keep: Keep,
    /// First and last month.
    pub(super) months: (i64, i64),
    /// An outage that is left out.
    pub(super) without: Option<&'a str>,
}

/// What the months before left to a client or a service.
#[derive(Debug, Clone)]
struct Left {
    revision: i64,
    carry: Money,
}

#[derive(Debug, Clone, Default)]
struct Past {
    /// Credits, the latest last; at most eleven months.
    given: VecDeque<Money>,
    used: Vec<Period>,
}

/// The state of a run between two months.
#[derive(Clone)]
pub(super) struct Run<'a> {
    scope: Scope<'a>,
    services: Vec<&'a Service>,
    clients: HashMap<&'a str, Left>,
    past: HashMap<&'a str, Past>,
}

impl<'a> Run<'a> {
    /// A run that begins with nothing given. `services` are in the order of their clients.
    pub(super) fn new(scope: Scope<'a>, services: Vec<&'a Service>) -> Self {
        Self { scope, services, clients: HashMap::new(), past: HashMap::new() }
    }

    /// Settles one month, and keeps what it leaves.
    ///
    /// # Errors
    /// What the core refuses.
    pub(super) fn settle(&mut self, month: i64) -> Result<Vec<Settled>, Fault> {
        let mut all = Vec::new();
        for batch in batches(&self.services) {
            let asked = batch.iter().map(|service| self.asked(service)).collect();
            all.extend(self.question(month, asked).ask(self.scope.input)?);
        }
        for (service, settled) in self.services.iter().zip(&all) {
            let nothing = Money::zero(service.price.currency());
            let left = self.clients.entry(&service.client).or_insert(Left { revision: 0, carry: nothing });
            left.carry = settled.carry_after;
            left.revision = left.revision.saturating_add(i64::from(settled.has_adjustment));
            if self.scope.policy.looks_back {
                self.past.entry(&service.id).or_default().add(settled);
            }
        }
        Ok(all)
    }

    /// What one service would have got in `month`, were there one outage more; nothing is kept.
    ///
    /// # Errors
    /// What the core refuses.
    pub(super) fn try_with(
        &self,
        month: i64,
        service: &'a Service,
        more: &'a Outage,
    ) -> Result<Option<Settled>, Fault> {
        let mut question = self.question(month, vec![self.asked(service)]);
        question.outages.push(more);
        Ok(question.ask(self.scope.input)?.into_iter().next())
    }

    fn asked(&self, service: &'a Service) -> Asked<'a> {
        let nothing = Money::zero(service.price.currency());
        let left = self.clients.get(service.client.as_str());
        let past = self.past.get(service.id.as_str());
        let given = past.and_then(|past| sum(nothing, past.given.iter().copied()));
        Asked {
            service,
            revision: left.map_or(0, |left| left.revision),
            carry: left.map_or(nothing, |left| left.carry),
            given_year: given.unwrap_or(nothing),
            used: past.map(|past| past.used.clone()).unwrap_or_default(),
        }
    }

    fn question(&self, month: i64, asked: Vec<Asked<'a>>) -> Question<'a> {
        let Scope { input, policy, zone, do_claim, without, keep, .. } = self.scope;
        let near = near(policy, month);
        let subjects = Subjects::of(&asked);
        let is_near = |outage: &&Outage| near.overlaps(Period::lasting(outage.from, outage.to));
        let is_kept = |outage: &&Outage| Some(outage.id.as_str()) != without && subjects.has(&outage.subject);
        let outages: Vec<&Outage> = input.outages.iter().filter(is_near).filter(is_kept).collect();
        let is_window =
            |window: &&Window| near.overlaps(Period::lasting(window.from, window.to)) && subjects.has(&window.subject);
        let windows: Vec<&Window> = input.windows.iter().filter(is_window).collect();
        Question { policy, zone, month, asked, outages, windows, do_claim, keep }
    }
}

/// What outages and maintenance of some services may be about.
struct Subjects<'a>(HashSet<(&'static str, &'a str)>);

impl<'a> Subjects<'a> {
    fn of(asked: &[Asked<'a>]) -> Self {
        let both = |asked: &Asked<'a>| {
            let service: &'a Service = asked.service;
            let server = service.server.as_deref().map(|server| ("server", server));
            std::iter::once(("service", service.id.as_str())).chain(server)
        };
        Self(asked.iter().flat_map(both).collect())
    }

    fn has(&self, subject: &str) -> bool {
        match subject.split_once(':') {
            Some(("server", id)) => self.0.contains(&("server", id)),
            Some(("service", id)) => self.0.contains(&("service", id)),
            _ => subject == "*",
        }
    }
}

impl Past {
    fn add(&mut self, settled: &Settled) {
        self.given.push_back(settled.gross);
        if self.given.len() > 11 {
            self.given.pop_front();
        }
        // What earned nothing may still count in a later year's sum.
        if !settled.gross.is_zero() {
            self.used.extend(&settled.stretches);
            self.used = merge(std::mem::take(&mut self.used));
        }
    }
}

/// The outages that a request carries: for a policy that does not look back only those about its month. Which of them
/// count is the core's to say.
fn near(policy: &Policy, month: i64) -> Period {
    let from = if policy.looks_back { FIRST } else { begin(month.saturating_sub(1)) };
    Period::lasting(from, begin(month.saturating_add(3)))
}

/// Services in groups, no client's apart.
fn batches<'s, 'a>(services: &'s [&'a Service]) -> Vec<&'s [&'a Service]> {
    let mut batches = Vec::new();
    let mut rest = services;
    while !rest.is_empty() {
        let mut cut = rest.len().min(BATCH);
        while let (Some(before), Some(after)) = (rest.get(cut.saturating_sub(1)), rest.get(cut))
            && before.client == after.client
        {
            cut = cut.saturating_add(1);
        }
        let Some((batch, after)) = rest.split_at_checked(cut) else { break };
        batches.push(batch);
        rest = after;
    }
    batches
}

/// `None` where it does not fit.
pub(super) fn sum(nothing: Money, amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
    amounts.into_iter().try_fold(nothing, |sum, amount| sum.plus(amount).ok())
}

/// A month of which the service has `outage` free time, the longest stretch of it without outage and maintenance.
pub(super) fn free(input: &Input, service: &Service, month: Period) -> Option<Period> {
    const MARGIN_MS: i64 = 60_000;
    let outages = input.outages.iter().map(|outage| (&outage.subject, outage.from, outage.to));
    let windows = input.windows.iter().map(|window| (&window.subject, window.from, window.to));
    let taken = outages.chain(windows).filter(|(subject, _, _)| service.is_subject(subject));
    let taken = merge(taken.map(|(_, from, to)| Period::lasting(from, to)).collect());
    let mut from = month.from();
    let mut best: Option<Period> = None;
    let ends = Period::lasting(month.to(), month.to());
    for over in taken.iter().filter(|over| over.overlaps(month)).chain(std::iter::once(&ends)) {
        if let Some(gap) = Period::new(whole_minute(from).plus_ms(MARGIN_MS), over.from().minus_ms(MARGIN_MS))
            && best.is_none_or(|best| gap.length_ms() > best.length_ms())
        {
            best = Some(gap);
        }
        from = from.max(over.to());
    }
    best
}

/// The next full minute.
fn whole_minute(at: Instant) -> Instant {
    Instant::from_ms(at.ms().saturating_add(59_999).div_euclid(60_000).saturating_mul(60_000))
}
