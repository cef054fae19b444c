//! What is about to be posted, against the limits that an operator set.

use crate::money::{Currency, Money, MoneyError};
use crate::order::sorted;

/// How much may go out before a person has to look.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Most clients; `None`: any number.
    pub clients: Option<i64>,
    /// Most money in a currency, each currency at most once; one that is missing has no limit.
    pub amounts: Vec<Money>,
}

/// Where a posting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostingState {
    /// It is about to go out.
    Waiting,
    /// It went out within the time that the limits are about.
    Posted,
}

impl PostingState {
    /// The value with this word in the contract.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "waiting" => Some(Self::Waiting),
            "posted" => Some(Self::Posted),
            _ => None,
        }
    }
}

/// One posting.
#[derive(Debug, Clone, Copy)]
pub struct OutgoingPosting<'a> {
    /// Who gets it.
    pub client: &'a str,
    /// Not negative.
    pub amount: Money,
    /// Where it stands.
    pub state: PostingState,
}

/// What goes out in one currency.
#[derive(Debug, Clone, Copy)]
pub struct CurrencyTotal {
    /// Distinct clients.
    pub clients: u32,
    /// Sum of what waits.
    pub waiting: Money,
    /// Sum of what went out.
    pub posted: Money,
    /// Both.
    pub total: Money,
    /// Whether anything waits at all, be it nothing worth.
    waits: bool,
}

/// A limit with more above it than it allows.
#[derive(Debug, Clone, Copy)]
pub struct Exceeded {
    /// `None`: the limit of clients.
    pub currency: Option<Currency>,
    /// The limit: clients, or minor units.
    pub allowed: i64,
    /// What would go out.
    pub value: i64,
}

/// All of it, added up.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Distinct clients.
    pub clients: u32,
    /// In order of currency code.
    pub totals: Vec<CurrencyTotal>,
    /// Clients first, then in order of currency code. Not empty: nothing may go out.
    pub exceeded: Vec<Exceeded>,
}

/// Adds up what goes out and compares it with the limits: equal is within. What went out already exceeds nothing by
/// itself, since holding back would not undo it.
///
/// # Errors
/// [`MoneyError::Overflow`] when a sum does not fit.
pub fn check_outgoing(limits: &Limits, postings: &[OutgoingPosting<'_>]) -> Result<Outgoing, MoneyError> {
    let totals = totals(postings)?;
    let clients = distinct(postings);
    let mut exceeded = Vec::new();
    let mut exceed = |currency, allowed, value| {
        if value > allowed {
            exceeded.push(Exceeded { currency, allowed, value });
        }
    };
    if let (Some(allowed), true) = (limits.clients, totals.iter().any(|total| total.waits)) {
        exceed(None, allowed, i64::from(clients));
    }
    for CurrencyTotal { total, .. } in totals.iter().filter(|total| total.waits) {
        let limit = limits.amounts.iter().find(|limit| limit.currency() == total.currency());
        if let Some(allowed) = limit {
            exceed(Some(total.currency()), allowed.minor(), total.minor());
        }
    }
    Ok(Outgoing { clients, totals, exceeded })
}

fn totals(postings: &[OutgoingPosting<'_>]) -> Result<Vec<CurrencyTotal>, MoneyError> {
    let mut totals: Vec<CurrencyTotal> = Vec::new();
    let mut before = None;
    for (code, client, place) in
        sorted(postings.iter().map(|posting| (posting.amount.currency().code(), posting.client)))
    {
        let Some(posting) = postings.get(place) else { continue };
        if totals.last().is_none_or(|total| total.total.currency().code() != code) {
            let none = Money::zero(posting.amount.currency());
            totals.push(CurrencyTotal { clients: 0, waiting: none, posted: none, total: none, waits: false });
        }
        let Some(total) = totals.last_mut() else { continue };
        total.clients = total.clients.saturating_add(u32::from(before != Some((code, client))));
        before = Some((code, client));
        match posting.state {
            PostingState::Waiting => {
                total.waiting = total.waiting.plus(posting.amount)?;
                total.waits = true;
            }
            PostingState::Posted => total.posted = total.posted.plus(posting.amount)?,
        }
        total.total = total.total.plus(posting.amount)?;
    }
    Ok(totals)
}

fn distinct(postings: &[OutgoingPosting<'_>]) -> u32 {
    let mut count: u32 = 0;
    let mut before = None;
    for (client, _, _) in sorted(postings.iter().map(|posting| (posting.client, ""))) {
        count = count.saturating_add(u32::from(before != Some(client)));
        before = Some(client);
    }
    count
}
