//! `checkOutgoing`: what is about to be posted, against the operator's limits.

use super::Refusal;
use super::error::Code;
use super::read::{self, Input, Members, Read, branch, fields, list, payment, unique, word};
use super::writer::{Empty, List, Put, answer, object};
use crate::money::{Currency, Decimal, Money};
use crate::settlement::{CurrencyTotal, Exceeded, Limits, Outgoing, OutgoingPosting, PostingState, check_outgoing};
use crate::text::Sink;

/// An amount with its currency, not yet looked at together.
struct RawAmount<'n> {
    currency: Currency,
    amount: &'n str,
}

struct RawLimits<'n> {
    clients: Option<i64>,
    amounts: Vec<RawAmount<'n>>,
}

struct RawPosting<'n> {
    id: &'n str,
    client: &'n str,
    amount: RawAmount<'n>,
    state: PostingState,
}

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { branch(members)? =>
        required limits "limits" limits;
        required postings "postings" |node| list(node, posting);
    }
    let within = |name: &'static str| move |refusal: Refusal| refusal.member(name);
    let read = amounts(&limits.amounts).map_err(within("amounts")).map_err(within("limits"))?;
    let limits = Limits { clients: limits.clients, amounts: read };
    unique(postings.iter().map(|posting| posting.id), "id").map_err(|refusal| refusal.member("postings"))?;
    let mut outgoing = Vec::with_capacity(postings.len());
    for (index, posting) in postings.iter().enumerate() {
        let amount = paid(&posting.amount).map_err(|refusal| refusal.element(index).member("postings"))?;
        outgoing.push(OutgoingPosting { client: posting.client, amount, state: posting.state });
    }
    Ok(view(&check_outgoing(&limits, &outgoing)?))
}

fn limits<'n>(node: Input<'n>) -> Read<RawLimits<'n>> {
    fields! { branch(node)? =>
        optional clients "clients" count;
        required amounts "amounts" |node| list(node, limit);
    }
    Ok(RawLimits { clients, amounts })
}

/// A number of clients. Beyond 64 bits the nearest that fits, which no request can exceed.
fn count(node: Input<'_>) -> Read<i64> {
    let count = read::integer(node)?;
    if count < 0 { Err(Refusal::new(Code::InvalidLimit)) } else { Ok(count) }
}

fn limit<'n>(node: Input<'n>) -> Read<RawAmount<'n>> {
    fields! { branch(node)? =>
        required currency "currency" read::currency;
        required amount "amount" read::decimal;
    }
    Ok(RawAmount { currency, amount })
}

fn posting<'n>(node: Input<'n>) -> Read<RawPosting<'n>> {
    fields! { branch(node)? =>
        required id "id" read::id;
        required client "client" read::id;
        required currency "currency" read::currency;
        required amount "amount" read::decimal;
        required state "state" |node| word(node, PostingState::from_word);
    }
    Ok(RawPosting { id, client, amount: RawAmount { currency, amount }, state })
}

fn amounts(raws: &[RawAmount<'_>]) -> Read<Vec<Money>> {
    unique(raws.iter().map(|raw| raw.currency.code()), "currency")?;
    let read = |(index, raw)| paid(raw).map_err(|refusal| refusal.element(index));
    raws.iter().enumerate().map(read).collect()
}

fn paid(raw: &RawAmount<'_>) -> Read<Money> {
    payment(raw.amount, raw.currency).map_err(|refusal| refusal.member("amount"))
}

fn view(found: &Outgoing) -> Vec<u8> {
    answer!(
        "ok": true,
        "held": !found.exceeded.is_empty(),
        "clients": found.clients,
        "totals": List(found.totals.iter()),
        "exceeded": List(found.exceeded.iter()),
        "warnings": Empty,
    )
}

impl Put for &CurrencyTotal {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "currency": self.total.currency(),
            "clients": self.clients,
            "waiting": self.waiting,
            "posted": self.posted,
            "total": self.total,
        );
    }
}

impl Put for &Exceeded {
    fn put(self, sink: &mut Sink) {
        let (limit, scale) = self.currency.map_or(("clients", 0), |currency| ("amount", currency.exponent()));
        object!(sink;
            "limit": limit,
            "currency": self.currency,
            "allowed": Decimal::exact(self.allowed, scale),
            "value": Decimal::exact(self.value, scale),
        );
    }
}
