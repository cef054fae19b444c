//! `settle`: reads services, policies and outages, has each service settled, in order.

use super::error::{Code, Refusal};
use super::read::{self, Members, Read, amount, fields, list, object, payment, period, unique, unique_pairs, word};
use super::settled::{self, Row};
use crate::Lookup;
use crate::calendar::{Instant, Month, Offset, Zone};
use crate::json::Node;
use crate::money::{Currency, Money, Percent};
use crate::policy::{Assignment, Policy, Scope};
use crate::settlement::{Capabilities, ClientState, Entry, settle};
use crate::sla::{
    Charge, ConfirmedOutage, Fee, MaintenanceWindow, Register, Service, Span, SpanState, Tax, TaxMode, Terms,
};

/// A client as it arrives.
struct Client<'n> {
    id: &'n str,
    currency: Currency,
    revision: i64,
    carry: &'n str,
}

/// A fee whose currency is not known yet.
struct RawFee<'n> {
    months: u32,
    amount: &'n str,
    tax: Option<Tax>,
}

struct RawCharge<'n> {
    id: &'n str,
    from: crate::calendar::Date,
    fee: RawFee<'n>,
}

struct RawEntry<'n> {
    net: &'n str,
    tax: &'n str,
    gross: &'n str,
}

struct RawService<'n> {
    id: &'n str,
    client: &'n str,
    period: (&'n str, Month),
    spans: Vec<Span<'n>>,
    assignments: Vec<Assignment<'n>>,
    charges: Vec<RawCharge<'n>>,
    recurring: Option<RawFee<'n>>,
    entries: Vec<RawEntry<'n>>,
}

pub(super) fn answer(members: &Members<'_>) -> Read<Vec<u8>> {
    fields! { members =>
        required as_of "asOf" read::instant;
        required capabilities "capabilities" read_capabilities;
        required zones "zones" |node| list(node, zone);
        required policies "policies" |node| list(node, super::policy::policy);
        required outages "outages" |node| list(node, outage);
        optional maintenance "maintenance" |node| list(node, window);
        required clients "clients" |node| list(node, client);
        required services "services" |node| list(node, service);
    }
    let within = |name: &'static str| move |refusal: Refusal| refusal.member(name);
    unique(zones.iter().map(Zone::name), "name").map_err(within("zones"))?;
    let zones = Lookup::new(zones, Zone::name);
    let policies = policies_by_hash(policies, &zones).map_err(within("policies"))?;
    unique(outages.iter().map(|outage| outage.id), "id").map_err(within("outages"))?;
    let maintenance = maintenance.unwrap_or_default();
    unique(maintenance.iter().map(|(id, _)| *id), "id").map_err(within("maintenance"))?;
    let windows = maintenance.into_iter().map(|(_, window)| window).collect();
    unique(clients.iter().map(|client| client.id), "id").map_err(within("clients"))?;
    let mut clients = client_states(&clients).map_err(within("clients"))?;
    let keys = services.iter().map(|service| (service.id, service.period.0));
    unique_pairs(keys, "id").map_err(within("services"))?;

    let terms = Terms { as_of, policies, zones, register: Register::new(outages, windows) };
    let mut rows = Vec::with_capacity(services.len());
    for (index, raw) in services.into_iter().enumerate() {
        let row = settle_one(&terms, &capabilities, raw, &mut clients);
        rows.push(row.map_err(|refusal| refusal.element(index).member("services"))?);
    }
    Ok(settled::write_rows(&rows))
}

fn settle_one<'n>(
    terms: &Terms<'n>,
    capabilities: &Capabilities,
    raw: RawService<'n>,
    clients: &mut Lookup<'n, (&'n str, ClientState)>,
) -> Read<Row<'n>> {
    let Some((_, state)) = clients.get_mut(raw.client) else {
        return Err(Refusal::new(Code::UnknownClient).member("client"));
    };
    let client = raw.client;
    let currency = state.carry.currency();
    for (index, assignment) in raw.assignments.iter().enumerate() {
        if terms.policies.get(assignment.policy).is_none() {
            return Err(Refusal::new(Code::UnknownPolicy).member("policy").element(index).member("assignments"));
        }
    }
    let entries = entries(&raw.entries, currency)?;
    let service = Service {
        id: raw.id,
        period: raw.period.0,
        month: raw.period.1,
        spans: raw.spans,
        assignments: raw.assignments,
        charges: charges(&raw.charges, currency)?,
        recurring: match raw.recurring {
            None => None,
            Some(raw) => Some(fee(&raw, currency).map_err(|refusal| refusal.member("recurring"))?),
        },
    };
    let settled = settle(terms, capabilities, &service, &entries, state)?;
    Ok(Row { service: service.id, client, currency, period: service.period, settled })
}

fn read_capabilities(node: &Node<'_>) -> Read<Capabilities> {
    fields! { object(node)? =>
        required routes "routes" |node| list(node, |node| word(node, |route| (route == "accountCredit").then_some(())));
        optional postable_scale "postableScale" |node| list(node, read_scale);
    }
    let postable_scale = postable_scale.unwrap_or_default();
    unique(postable_scale.iter().map(|(currency, _)| currency.code()), "currency")
        .map_err(|refusal| refusal.member("postableScale"))?;
    Ok(Capabilities { account_credit: !routes.is_empty(), postable_scale })
}

fn read_scale(node: &Node<'_>) -> Read<(Currency, u32)> {
    fields! { object(node)? =>
        required currency "currency" read::currency;
        required scale "scale" read::scale;
    }
    Ok((currency, scale))
}

fn zone<'n>(node: &'n Node<'_>) -> Read<Zone<'n>> {
    fields! { object(node)? =>
        required name "name" read::id;
        optional _tzdata "tzdata" read::id;
        required offsets "offsets" |node| list(node, offset);
    }
    Zone::new(name, offsets).map_err(|_| Refusal::new(Code::InvalidZone).member("offsets"))
}

fn offset(node: &Node<'_>) -> Read<Offset> {
    // Null is a value here, not an absence: the first stretch has always been.
    let from_or_always = |node: &Node<'_>| match node {
        Node::Null => Ok(None),
        node => read::instant(node).map(Some),
    };
    fields! { object(node)? =>
        required from "from" from_or_always;
        required seconds "seconds" read::integer;
    }
    Ok(Offset { from, seconds })
}

fn policies_by_hash<'n>(policies: Vec<Policy<'n>>, zones: &Lookup<'n, Zone<'n>>) -> Read<Lookup<'n, Policy<'n>>> {
    unique(policies.iter().map(Policy::hash), "hash")?;
    for (index, policy) in policies.iter().enumerate() {
        if zones.get(policy.zone()).is_none() {
            return Err(Refusal::new(Code::UnknownZone).member("zone").member("document").element(index));
        }
    }
    Ok(Lookup::new(policies, Policy::hash))
}

fn outage<'n>(node: &'n Node<'_>) -> Read<ConfirmedOutage<'n>> {
    fields! { object(node)? =>
        required id "id" read::key;
        required subject "subject" read::subject;
        required from "from" read::instant;
        required to "to" read::instant;
    }
    Ok(ConfirmedOutage { id, subject, over: period(from, to)? })
}

fn window<'n>(node: &'n Node<'_>) -> Read<(&'n str, MaintenanceWindow<'n>)> {
    fields! { object(node)? =>
        required id "id" read::id;
        required subject "subject" read::subject_or_everything;
        required from "from" read::instant;
        required to "to" read::instant;
        optional announced_at "announcedAt" read::instant;
    }
    Ok((id, MaintenanceWindow { subject, over: period(from, to)?, announced_at }))
}

fn client<'n>(node: &'n Node<'_>) -> Read<Client<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required currency "currency" read::currency;
        required revision "revision" read::counter;
        required carry "carry" read::decimal;
    }
    Ok(Client { id, currency, revision, carry })
}

fn client_states<'n>(clients: &[Client<'n>]) -> Read<Lookup<'n, (&'n str, ClientState)>> {
    let mut states = Vec::with_capacity(clients.len());
    for (index, client) in clients.iter().enumerate() {
        let carry = amount(client.carry, client.currency).map_err(|refusal| refusal.member("carry").element(index))?;
        states.push((client.id, ClientState { revision: client.revision, carry }));
    }
    Ok(Lookup::new(states, |(id, _)| *id))
}

fn service<'n>(node: &'n Node<'_>) -> Read<RawService<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required client "client" read::id;
        required period "period" read::month;
        required spans "spans" read_spans;
        required assignments "assignments" |node| list(node, assignment);
        required charges "charges" |node| list(node, charge);
        optional recurring "recurring" raw_fee;
        required entries "entries" raw_entries;
    }
    Ok(RawService { id, client, period, spans, assignments, charges, recurring, entries })
}

fn read_spans<'n>(node: &'n Node<'_>) -> Read<Vec<Span<'n>>> {
    let spans = list(node, span)?;
    let mut free_from: Option<Option<Instant>> = None;
    for (index, span) in spans.iter().enumerate() {
        // After a span without an end there is no room for another one.
        if free_from.is_some_and(|free| free.is_none_or(|free| span.from < free)) {
            return Err(Refusal::new(Code::InvalidSpans).element(index));
        }
        free_from = Some(span.to);
    }
    Ok(spans)
}

fn span<'n>(node: &'n Node<'_>) -> Read<Span<'n>> {
    fields! { object(node)? =>
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

fn assignment<'n>(node: &'n Node<'_>) -> Read<Assignment<'n>> {
    fields! { object(node)? =>
        required scope "scope" |node| word(node, Scope::from_word);
        required policy "policy" read::hash;
        required from "from" read::instant;
    }
    Ok(Assignment { scope, policy, from })
}

fn charge<'n>(node: &'n Node<'_>) -> Read<RawCharge<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required from "from" read::date;
        required months "months" read::months;
        required amount "amount" read::decimal;
        optional tax "tax" read_tax;
    }
    Ok(RawCharge { id, from, fee: RawFee { months, amount, tax } })
}

fn raw_fee<'n>(node: &'n Node<'_>) -> Read<RawFee<'n>> {
    fields! { object(node)? =>
        required months "months" read::months;
        required amount "amount" read::decimal;
        optional tax "tax" read_tax;
    }
    Ok(RawFee { months, amount, tax })
}

fn read_tax(node: &Node<'_>) -> Read<Tax> {
    fields! { object(node)? =>
        required mode "mode" |node| word(node, TaxMode::from_word);
        required rates "rates" |node| list(node, read::percent);
    }
    let sum = rates.iter().try_fold(Percent::ZERO, |sum, rate| sum.checked_add(*rate));
    let rate = sum.ok_or_else(|| Refusal::new(Code::AmountOverflow).member("rates"))?;
    Ok(Tax { mode, rate })
}

fn raw_entries<'n>(node: &'n Node<'_>) -> Read<Vec<RawEntry<'n>>> {
    let numbered = list(node, |node| {
        fields! { object(node)? =>
            required n "n" read::integer;
            required net "net" read::decimal;
            required tax "tax" read::decimal;
            required gross "gross" read::decimal;
        }
        Ok((n, RawEntry { net, tax, gross }))
    })?;
    let mut entries = Vec::with_capacity(numbered.len());
    for (index, ((n, entry), expected)) in numbered.into_iter().zip(1_i64..).enumerate() {
        if n != expected {
            return Err(Refusal::new(Code::InvalidEntries).member("n").element(index));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn fee(raw: &RawFee<'_>, currency: Currency) -> Read<Fee> {
    let amount = payment(raw.amount, currency).map_err(|refusal| refusal.member("amount"))?;
    Ok(Fee { months: raw.months, amount, tax: raw.tax })
}

fn charges<'n>(raws: &[RawCharge<'n>], currency: Currency) -> Read<Vec<Charge<'n>>> {
    let read = |(index, raw): (usize, &RawCharge<'n>)| {
        let fee = fee(&raw.fee, currency).map_err(|refusal| refusal.element(index).member("charges"))?;
        Ok(Charge { id: raw.id, from: raw.from, fee })
    };
    raws.iter().enumerate().map(read).collect()
}

fn entries(raws: &[RawEntry<'_>], currency: Currency) -> Read<Vec<Entry>> {
    let read = |(index, raw): (usize, &RawEntry<'_>)| {
        entry(raw, currency).map_err(|refusal| refusal.element(index).member("entries"))
    };
    raws.iter().enumerate().map(read).collect()
}

fn entry(raw: &RawEntry<'_>, currency: Currency) -> Read<Entry> {
    let part =
        |text: &str, name: &str| -> Read<Money> { amount(text, currency).map_err(|refusal| refusal.member(name)) };
    let (net, tax, gross) = (part(raw.net, "net")?, part(raw.tax, "tax")?, part(raw.gross, "gross")?);
    if net.plus(tax) == Ok(gross) {
        Ok(Entry { net, tax, gross })
    } else {
        Err(Refusal::new(Code::InvalidEntries).member("gross"))
    }
}
