//! What policies of schema 2 know besides outages, spans and charges.

use crate::calendar::{Instant, Period, Zone};
use crate::money::{Money, Percent};
use crate::order::{Index, Lookup};
use crate::policy::full::{Excuse, Forfeit, FullPolicy};
use crate::sla::{Register, Service};

/// What the services of a request share.
#[derive(Debug)]
pub struct FullTerms<'a> {
    /// Nothing after it is known.
    pub as_of: Instant,
    /// Policies by hash; each one's zone is in `zones`.
    pub policies: Index<'a, FullPolicy<'a>>,
    /// Zones by name.
    pub zones: Lookup<'a, Zone<'a>>,
    /// Outages and maintenance.
    pub register: Register<'a>,
    /// What more is known of some outages, by id.
    pub details: Index<'a, Detail<'a>>,
}

/// What more is known of an outage.
#[derive(Debug, Clone, Copy, Default)]
pub struct Detail<'a> {
    /// The part of the service that was down.
    pub component: Option<&'a str>,
    /// How much of it, in per cent.
    pub affected: Option<Percent>,
    /// When the client said so.
    pub reported_at: Option<Instant>,
}

/// Whether a paid line is for the service itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeKind {
    /// Yes.
    Plan,
    /// For something on top of it.
    AddOn,
}

impl ChargeKind {
    /// The value with this word in the contract.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "plan" => Some(Self::Plan),
            "addOn" => Some(Self::AddOn),
            _ => None,
        }
    }
}

/// What more is known of a charge.
#[derive(Debug, Clone, Copy)]
pub struct ChargeDetail {
    /// What it is for.
    pub kind: ChargeKind,
    /// What of its amount was paid in cash; `None`: all.
    pub cash: Option<Money>,
}

/// What was given before, apart from the entries of this service and period; not negative.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// On the same line: refunds, goodwill, chargebacks.
    pub line: Money,
    /// In the twelve months that end with this one.
    pub year: Money,
}

/// A service with all that is known of it.
#[derive(Debug)]
pub struct FullService<'a> {
    /// What every policy knows.
    pub plain: Service<'a>,
    /// Of each charge, in the same order.
    pub charges: Vec<ChargeDetail>,
    /// The day of the month on which its periods begin.
    pub anchor: i64,
    /// Stretches that can be excused.
    pub excused: Vec<(Period, Excuse)>,
    /// When the client asked for the credit.
    pub claims: Vec<Instant>,
    /// What may cost the client the credit.
    pub flags: Vec<Forfeit>,
    /// What was given before.
    pub given: Given,
    /// Stretches whose downtime was looked at before.
    pub used: Vec<Period>,
}
