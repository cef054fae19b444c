//! Steps of policies of schema 2, beside those that every policy has.

use super::Step;
use crate::calendar::Instant;
use crate::money::{Fraction, Money, Percent};

/// One step. Shares are of the period's fee.
#[derive(Debug, Clone)]
pub enum FullStep<'a> {
    /// One that every policy has.
    Plain(Step<'a>),
    /// The stretch that a rolling year looks at.
    Window {
        /// Its first instant.
        from: Instant,
        /// The first instant after it.
        to: Instant,
    },
    /// Excused time that is no service time.
    Outside {
        /// Milliseconds.
        ms: i64,
    },
    /// What follows is about a part of the service.
    Component {
        /// Its name.
        name: &'a str,
    },
    /// The outage before it was not reported.
    NotReported {
        /// Its id.
        id: &'a str,
    },
    /// What the outage before it weighs.
    Affected {
        /// Its id.
        id: &'a str,
        /// Per cent.
        percent: Percent,
    },
    /// Downtime as the policy measures it.
    Rule {
        /// The rule.
        rule: &'static str,
        /// Its minutes; 0 where it has none.
        minutes: i64,
        /// Milliseconds, rounded down.
        ms: i64,
    },
    /// How long a month is.
    Month {
        /// `days30`, `mean` or `hours730`.
        length: &'static str,
        /// Milliseconds.
        ms: i64,
    },
    /// An incident, and what it earns.
    Incident {
        /// Where it begins.
        from: Instant,
        /// Where it ends.
        to: Instant,
        /// Its downtime, rounded down.
        ms: i64,
        /// What it earns.
        share: Fraction,
    },
    /// What is earned in all.
    Share {
        /// The family that says so.
        family: &'static str,
        /// How much.
        share: Fraction,
    },
    /// A component's cap.
    ComponentCap {
        /// How high it is.
        percent: Percent,
    },
    /// What the shares of all components come to.
    Stacked {
        /// `sum` or `largest`.
        stack: &'static str,
        /// How much.
        share: Fraction,
    },
    /// The service is prolonged.
    Extension {
        /// By so many milliseconds.
        ms: i64,
    },
    /// A cap in amounts, or over more than the period.
    Capped {
        /// `period`, `year`, `client` or `line`.
        per: &'static str,
        /// How high it is.
        limit: Money,
        /// What was given before.
        given: Money,
        /// What is left.
        gross: Money,
    },
    /// Too little to be owed.
    BelowMinimumCredit {
        /// The least.
        minimum: Money,
    },
    /// Nothing is owed because of this.
    Forfeited {
        /// The flag.
        reason: &'static str,
    },
    /// Nothing is owed as nobody asked.
    NotClaimed {
        /// Until when one could.
        until: Instant,
    },
}

impl<'a> From<Step<'a>> for FullStep<'a> {
    fn from(step: Step<'a>) -> Self {
        Self::Plain(step)
    }
}
