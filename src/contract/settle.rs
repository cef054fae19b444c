//! `settle`: reads services, policies and outages, has each service settled, in order, and writes it down at once.

use super::error::{Code, Refusal};
use super::lines::{self, RawCharge, RawEntry, RawFee};
use super::policy::Version;
use super::read::{self, Input, Members, Read, branch, fields, list, period, unique, unique_pairs, word};
use super::settle2::{self, RawMore};
use super::settled::{Row, Rows};
use super::terms;
use crate::calendar::{Instant, Month, Zone};
use crate::money::MoneyError;
use crate::policy::{Assignment, Scope};
use crate::settlement::{Capabilities, ClientState, Entry, settle};
use crate::sla::full::FullTerms;
use crate::sla::{Register, Service, Span, SpanState, Terms};
use crate::{Index, Lookup};

/// A service as it arrives.
pub(super) struct RawService<'n> {
    pub id: &'n str,
    pub client: &'n str,
    pub period: (&'n str, Month),
    pub spans: Vec<Span<'n>>,
    pub assignments: Vec<Assignment<'n>>,
    pub charges: Vec<RawCharge<'n>>,
    pub recurring: Option<RawFee<'n>>,
    pub entries: Vec<RawEntry<'n>>,
    pub more: RawMore<'n>,
}

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { branch(members)? =>
        required as_of "asOf" read::instant;
        required capabilities "capabilities" terms::capabilities;
        required zones "zones" |node| list(node, terms::zone);
        required policies "policies" |node| list(node, super::policy::policy);
        required outages "outages" |node| list(node, terms::outage);
        optional maintenance "maintenance" |node| list(node, terms::window);
        required clients "clients" |node| list(node, terms::client);
        required services "services" |node| list(node, service);
    }
    let within = |name: &'static str| move |refusal: Refusal| refusal.member(name);
    unique(zones.iter().map(Zone::name), "name").map_err(within("zones"))?;
    let zones = Lookup::new(zones);
    terms::check_policies(policies.iter().map(Version::names), &zones).map_err(within("policies"))?;
    unique(outages.iter().map(|(outage, _)| outage.id), "id").map_err(within("outages"))?;
    let maintenance = maintenance.unwrap_or_default();
    unique(maintenance.iter().map(|(id, _)| *id), "id").map_err(within("maintenance"))?;
    let windows = maintenance.into_iter().map(|(_, window)| window).collect();
    unique(clients.iter().map(|client| client.id), "id").map_err(within("clients"))?;
    let mut states = terms::client_states(&clients).map_err(within("clients"))?;
    let keys = services.iter().map(|service| (service.id, service.period.0));
    unique_pairs(keys, "id").map_err(within("services"))?;

    let is_full = policies.iter().any(Version::is_full)
        || outages.iter().any(|(_, detail)| detail.is_some())
        || clients.iter().any(|client| client.given.is_some())
        || services.iter().any(RawService::has_more);
    let details = outages.iter().filter_map(|(outage, detail)| Some((outage.id, (*detail)?))).collect();
    let register = Register::new(outages.into_iter().map(|(outage, _)| outage).collect(), windows);
    let mut rows = Rows::start();
    if is_full {
        let mut clients = settle2::clients(&clients, &states).map_err(within("clients"))?;
        let policies = settle2::migrated(policies);
        let terms = FullTerms { as_of, policies, zones, register, details: Index::new(details) };
        for (index, raw) in services.into_iter().enumerate() {
            settle2::settle_one(&terms, &capabilities, raw, &mut clients, rows.next())
                .map_err(|refusal| refusal.element(index).member("services"))?;
        }
        return Ok(rows.finish());
    }
    let policies = Lookup::new(policies.into_iter().filter_map(Version::plain).collect());
    let terms = Terms { as_of, policies, zones, register };
    let mut services = services;
    for (index, raw) in services.iter_mut().enumerate() {
        settle_one(&terms, &capabilities, raw, &mut states, &mut rows)
            .map_err(|refusal| refusal.element(index).member("services"))?;
    }
    Ok(rows.finish())
}

impl RawService<'_> {
    /// Whether it says anything that only policies of schema 2 ask for.
    fn has_more(&self) -> bool {
        self.more.is_some() || self.charges.iter().any(|charge| charge.cash.is_some() || charge.kind.is_some())
    }
}

fn settle_one<'n>(
    terms: &Terms<'n>,
    capabilities: &Capabilities,
    raw: &mut RawService<'n>,
    clients: &mut Lookup<'n, (&'n str, ClientState)>,
    rows: &mut Rows,
) -> Read<()> {
    let Some((_, state)) = clients.get_mut(raw.client) else {
        return Err(Refusal::new(Code::UnknownClient).member("client"));
    };
    let client = raw.client;
    let currency = state.carry.currency();
    for (index, assignment) in raw.assignments.iter_mut().enumerate() {
        let Some(policy) = terms.policies.get(assignment.policy) else {
            return Err(Refusal::new(Code::UnknownPolicy).member("policy").element(index).member("assignments"));
        };
        // The same text at the policy's own place is found again without being read.
        assignment.policy = policy.hash();
    }
    let entries = lines::entries(&raw.entries, currency)?;
    let service = Service {
        id: raw.id,
        period: raw.period.0,
        month: raw.period.1,
        spans: core::mem::take(&mut raw.spans),
        assignments: core::mem::take(&mut raw.assignments),
        charges: lines::charges(&raw.charges, currency)?,
        recurring: match &raw.recurring {
            None => None,
            Some(raw) => Some(lines::fee(raw, currency).map_err(|refusal| refusal.member("recurring"))?),
        },
    };
    Ok(put_settled(terms, capabilities, &service, &entries, (client, state), rows)?)
}

/// Settles a service of this client, and writes it down.
#[inline(never)]
pub(super) fn put_settled<'n>(
    terms: &Terms<'n>,
    capabilities: &Capabilities,
    service: &Service<'n>,
    entries: &[Entry],
    (client, state): (&'n str, &mut ClientState),
    rows: &mut Rows,
) -> Result<(), MoneyError> {
    let currency = state.carry.currency();
    let settled = settle(terms, capabilities, service, entries, state)?;
    rows.put(&Row { service: service.id, client, currency, period: service.period, settled: &settled });
    Ok(())
}

fn service<'n>(node: Input<'n>) -> Read<RawService<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required client "client" read::id;
        required period "period" read::month;
        required spans "spans" read_spans;
        required assignments "assignments" |node| list(node, assignment);
        required charges "charges" |node| list(node, lines::charge);
        optional recurring "recurring" lines::raw_fee;
        required entries "entries" lines::raw_entries;
        optional anchor "anchor" settle2::anchor;
        optional excused "excused" |node| read::elements(node, settle2::excused);
        optional claims "claims" |node| read::elements(node, settle2::claimed);
        optional flags "flags" settle2::flags;
        optional given "given" settle2::given;
        optional used "used" |node| read::elements(node, settle2::used);
    }
    let more = RawMore { anchor, excused, claims, flags, given, used };
    Ok(RawService { id, client, period, spans, assignments, charges, recurring, entries, more })
}

fn read_spans<'n>(node: Input<'n>) -> Read<Vec<Span<'n>>> {
    let spans = list(node, span)?;
    match out_of_order(&spans) {
        None => Ok(spans),
        Some(index) => Err(Refusal::new(Code::InvalidSpans).element(index)),
    }
}

/// The first span that begins before the one in front of it has ended.
pub(super) fn out_of_order(spans: &[Span<'_>]) -> Option<usize> {
    let mut free_from: Option<Option<Instant>> = None;
    for (index, span) in spans.iter().enumerate() {
        // After a span without an end there is no room for another one.
        if free_from.is_some_and(|free| free.is_none_or(|free| span.from < free)) {
            return Some(index);
        }
        free_from = Some(span.to);
    }
    None
}

fn span<'n>(node: Input<'n>) -> Read<Span<'n>> {
    fields! { branch(node)? =>
        required from "from" read::instant;
        optional to "to" read::instant;
        optional server "server" read::id;
        required state "state" |node| word(node, SpanState::from_word);
    }
    if let Some(to) = to {
        period(from, to)?;
    }
    Ok(Span { from, to, server, state })
}

fn assignment<'n>(node: Input<'n>) -> Read<Assignment<'n>> {
    fields! { branch(node)? =>
        required scope "scope" |node| word(node, Scope::from_word);
        required policy "policy" read::hash;
        required from "from" read::instant;
    }
    Ok(Assignment { scope, policy, from })
}
