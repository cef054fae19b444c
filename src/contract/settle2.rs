//! `settle` with policies of schema 2, or with what only they know: docs/policy.md, *Additional input of settle*.

use super::error::{Code, Refusal};
use super::lines::{self, RawCharge};
use super::policy::Version;
use super::policy2::distinct;
use super::read::{self, Input, Read, branch, fields, payment, period};
use super::settle::RawService;
use super::settled2::{FullRow, put};
use super::terms::Client;
use crate::calendar::{Instant, Period};
use crate::money::{Currency, Money};
use crate::policy::full::{Excuse, Forfeit, FullPolicy};
use crate::settlement::{Capabilities, ClientState, FullClient, settle_full};
use crate::sla::Service;
use crate::sla::full::{ChargeDetail, ChargeKind, FullService, FullTerms, Given};
use crate::text::Sink;
use crate::{Index, Lookup};

/// Amounts whose currency is not known yet.
pub(super) struct RawGiven<'n> {
    line: Option<&'n str>,
    year: Option<&'n str>,
}

/// What only policies of schema 2 ask of a service.
pub(super) struct RawMore<'n> {
    pub anchor: Option<i64>,
    pub excused: Option<Vec<(Period, Excuse)>>,
    pub claims: Option<Vec<Instant>>,
    pub flags: Option<Vec<Forfeit>>,
    pub given: Option<RawGiven<'n>>,
    pub used: Option<Vec<Period>>,
}

impl RawMore<'_> {
    /// Whether there is anything.
    pub fn is_some(&self) -> bool {
        let Self { anchor, excused, claims, flags, given, used } = self;
        let stretches = excused.is_some() || used.is_some();
        stretches || anchor.is_some() || claims.is_some() || flags.is_some() || given.is_some()
    }
}

/// The day of a month on which periods begin.
pub(super) fn anchor(node: Input<'_>) -> Read<i64> {
    let day = read::integer(node)?;
    if (1..=31).contains(&day) { Ok(day) } else { Err(Refusal::new(Code::InvalidAnchor)) }
}

pub(super) fn excused(node: Input<'_>) -> Read<(Period, Excuse)> {
    fields! { branch(node)? =>
        required from "from" read::instant;
        required to "to" read::instant;
        required kind "kind" |node| read::one_of(node, Excuse::ALL, Excuse::WORDS);
    }
    Ok((period(from, to)?, kind))
}

pub(super) fn claimed(node: Input<'_>) -> Read<Instant> {
    fields! { branch(node)? =>
        required at "at" read::instant;
    }
    Ok(at)
}

pub(super) fn flags(node: Input<'_>) -> Read<Vec<Forfeit>> {
    distinct(node, Forfeit::ALL, Forfeit::WORDS)
}

pub(super) fn given<'n>(node: Input<'n>) -> Read<RawGiven<'n>> {
    fields! { branch(node)? =>
        optional line "line" read::decimal;
        optional year "year" read::decimal;
    }
    Ok(RawGiven { line, year })
}

pub(super) fn used(node: Input<'_>) -> Read<Period> {
    fields! { branch(node)? =>
        required from "from" read::instant;
        required to "to" read::instant;
    }
    period(from, to)
}

/// An amount that was given, in the client's currency; nothing where it is absent.
fn amount_given(text: Option<&str>, currency: Currency, member: &'static str) -> Read<Money> {
    text.map_or(Ok(Money::zero(currency)), |text| payment(text, currency).map_err(|refusal| refusal.member(member)))
}

/// Each version as one of schema 2.
pub(super) fn migrated(versions: Vec<Version<'_>>) -> Index<'_, FullPolicy<'_>> {
    let full = |version| {
        let policy = match version {
            Version::Plain(policy) => FullPolicy::of_plain(&policy),
            Version::Full(policy) => *policy,
        };
        (policy.parts().hash, policy)
    };
    Index::new(versions.into_iter().map(full).collect())
}

/// The ledgers of clients, and what each was given of late.
pub(super) fn clients<'n>(
    raws: &[Client<'n>],
    states: &Lookup<'n, (&'n str, ClientState)>,
) -> Read<Index<'n, FullClient>> {
    let mut clients = Vec::with_capacity(raws.len());
    for (index, raw) in raws.iter().enumerate() {
        let given = amount_given(raw.given, raw.currency, "given").map_err(|refusal| refusal.element(index))?;
        let Some((_, state)) = states.get(raw.id) else { continue };
        clients.push((raw.id, FullClient { state: *state, given }));
    }
    Ok(Index::new(clients))
}

/// What more is known of charges; cash is a part of the amount.
fn details(raws: &[RawCharge<'_>], currency: Currency) -> Read<Vec<ChargeDetail>> {
    let read = |(index, raw): (usize, &RawCharge<'_>)| {
        let cash = raw.cash.map(|cash| {
            let (cash, amount) = (payment(cash, currency)?, payment(raw.fee.amount, currency)?);
            if cash.minor() > amount.minor() { Err(Refusal::new(Code::InvalidAmount)) } else { Ok(cash) }
        });
        let at = |refusal: Refusal| refusal.member("cash").element(index).member("charges");
        let cash = cash.transpose().map_err(at)?;
        Ok(ChargeDetail { kind: raw.kind.unwrap_or(ChargeKind::Plan), cash })
    };
    raws.iter().enumerate().map(read).collect()
}

/// Settles one service and writes it down.
pub(super) fn settle_one<'n>(
    terms: &FullTerms<'n>,
    capabilities: &Capabilities,
    raw: RawService<'n>,
    clients: &mut Index<'n, FullClient>,
    sink: &mut Sink,
) -> Read<()> {
    let Some(client) = clients.get_mut(raw.client) else {
        return Err(Refusal::new(Code::UnknownClient).member("client"));
    };
    for (index, assignment) in raw.assignments.iter().enumerate() {
        if terms.policies.get(assignment.policy).is_none() {
            return Err(Refusal::new(Code::UnknownPolicy).member("policy").element(index).member("assignments"));
        }
    }
    let currency = client.given.currency();
    let entries = lines::entries(&raw.entries, currency)?;
    let charges = lines::charges(&raw.charges, currency)?;
    let details = details(&raw.charges, currency)?;
    let recurring = match &raw.recurring {
        None => None,
        Some(raw) => Some(lines::fee(raw, currency).map_err(|refusal| refusal.member("recurring"))?),
    };
    let more = raw.more;
    let (line, year) = more.given.map_or((None, None), |given| (given.line, given.year));
    let within = |refusal: Refusal| refusal.member("given");
    let given = Given {
        line: amount_given(line, currency, "line").map_err(within)?,
        year: amount_given(year, currency, "year").map_err(within)?,
    };
    let service = FullService {
        plain: Service {
            id: raw.id,
            period: raw.period.0,
            month: raw.period.1,
            spans: raw.spans,
            assignments: raw.assignments,
            charges,
            recurring,
        },
        charges: details,
        anchor: more.anchor.unwrap_or(1),
        excused: more.excused.unwrap_or_default(),
        claims: more.claims.unwrap_or_default(),
        flags: more.flags.unwrap_or_default(),
        given,
        used: more.used.unwrap_or_default(),
    };
    let settled = settle_full(terms, capabilities, &service, &entries, client)?;
    put(&FullRow { service: raw.id, client: raw.client, currency, period: raw.period.0, settled: &settled }, sink);
    Ok(())
}
