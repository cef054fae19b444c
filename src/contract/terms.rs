//! What the services of a `settle` request share: capabilities, zones, policies, outages, maintenance, clients.

use super::error::{Code, Refusal};
use super::read::{self, Input, Read, amount, branch, fields, list, period, unique, word};
use crate::Lookup;
use crate::calendar::{Offset, Zone};
use crate::money::Currency;
use crate::settlement::{Capabilities, ClientState, Route};
use crate::sla::full::Detail;
use crate::sla::{ConfirmedOutage, MaintenanceWindow};

/// A client as it arrives.
pub(super) struct Client<'n> {
    pub id: &'n str,
    pub currency: Currency,
    pub revision: i64,
    pub carry: &'n str,
    pub given: Option<&'n str>,
}

pub(super) fn capabilities(node: Input<'_>) -> Read<Capabilities> {
    fields! { branch(node)? =>
        required routes "routes" |node| list(node, |node| word(node, Route::from_capability));
        optional postable_scale "postableScale" |node| list(node, read_scale);
    }
    let postable_scale = postable_scale.unwrap_or_default();
    unique(postable_scale.iter().map(|(currency, _)| currency.code()), "currency")
        .map_err(|refusal| refusal.member("postableScale"))?;
    Ok(Capabilities { way: routes.first().copied(), postable_scale })
}

pub(super) fn read_scale(node: Input<'_>) -> Read<(Currency, u32)> {
    fields! { branch(node)? =>
        required currency "currency" read::currency;
        required scale "scale" read::scale;
    }
    Ok((currency, scale))
}

pub(super) fn zone<'n>(node: Input<'n>) -> Read<Zone<'n>> {
    fields! { branch(node)? =>
        required name "name" read::id;
        optional _tzdata "tzdata" read::id;
        required offsets "offsets" |node| list(node, offset);
    }
    Zone::new(name, offsets).map_err(|_| Refusal::new(Code::InvalidZone).member("offsets"))
}

pub(super) fn offset(node: Input<'_>) -> Read<Offset> {
    // Null is a value here, not an absence: the first stretch has always been.
    let from_or_always = |node: Input<'_>| if read::null(node) { Ok(None) } else { read::instant(node).map(Some) };
    fields! { branch(node)? =>
        required from "from" from_or_always;
        required seconds "seconds" read::integer;
    }
    Ok(Offset { from, seconds })
}

/// Refuses versions of one hash, and zones that nobody listed.
pub(super) fn check_policies<'k>(
    policies: impl Iterator<Item = (&'k str, &'k str)> + Clone,
    zones: &Lookup<'_, Zone<'_>>,
) -> Read<()> {
    unique(policies.clone().map(|(hash, _)| hash), "hash")?;
    for (index, (_, zone)) in policies.enumerate() {
        if zones.get(zone).is_none() {
            return Err(Refusal::new(Code::UnknownZone).member("zone").member("document").element(index));
        }
    }
    Ok(())
}

/// An outage as it arrives, with what more may be known of it.
pub(super) type RawOutage<'n> = (ConfirmedOutage<'n>, Option<Detail<'n>>);

pub(super) fn outage<'n>(node: Input<'n>) -> Read<RawOutage<'n>> {
    fields! { branch(node)? =>
        required id "id" read::key;
        required subject "subject" read::subject;
        required from "from" read::instant;
        required to "to" read::instant;
        optional component "component" read::id;
        optional affected "affected" read::percent;
        optional reported_at "reportedAt" read::instant;
    }
    let is_plain = component.is_none() && affected.is_none() && reported_at.is_none();
    let detail = (!is_plain).then_some(Detail { component, affected, reported_at });
    Ok((ConfirmedOutage { id, subject, over: period(from, to)? }, detail))
}

pub(super) fn window<'n>(node: Input<'n>) -> Read<(&'n str, MaintenanceWindow<'n>)> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required subject "subject" read::subject_or_everything;
        required from "from" read::instant;
        required to "to" read::instant;
        optional announced_at "announcedAt" read::instant;
    }
    Ok((id, MaintenanceWindow { subject, over: period(from, to)?, announced_at }))
}

pub(super) fn client<'n>(node: Input<'n>) -> Read<Client<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required currency "currency" read::currency;
        required revision "revision" read::counter;
        required carry "carry" read::decimal;
        optional given "given" read::decimal;
    }
    Ok(Client { id, currency, revision, carry, given })
}

pub(super) fn client_states<'n>(clients: &[Client<'n>]) -> Read<Lookup<'n, (&'n str, ClientState)>> {
    let mut states = Vec::with_capacity(clients.len());
    for (index, client) in clients.iter().enumerate() {
        let carry = amount(client.carry, client.currency).map_err(|refusal| refusal.member("carry").element(index))?;
        states.push((client.id, ClientState { revision: client.revision, carry }));
    }
    Ok(Lookup::new(states))
}
