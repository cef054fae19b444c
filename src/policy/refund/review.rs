//! Who decides, by when, and what is asked for.

use crate::money::{Currency, Money};
use crate::policy::full::{Amounts, closed};

closed! {
    /// Why a client asks.
    ReasonCode {
        /// It is not needed any more.
        NotNeeded "notNeeded"
        /// It is not what was described.
        NotAsDescribed "notAsDescribed"
        /// It was down.
        Outage "outage"
        /// It is slow.
        Performance "performance"
        /// It was paid twice.
        Duplicate "duplicate"
        /// It was ordered by mistake.
        Mistake "mistake"
        /// The client does not know the charge.
        UnknownCharge "unknownCharge"
        /// The price rose.
        PriceIncrease "priceIncrease"
        /// The client moved to another host.
        MovedAway "movedAway"
        /// Anything else.
        Other "other"
    }
    /// Who looks at a case.
    Team {
        /// Those who know the invoices.
        Billing "billing"
        /// Those who know the machines.
        Technical "technical"
        /// Those who know the offers.
        Sales "sales"
    }
    /// What a client is asked for.
    AskedField {
        /// Something that shows it.
        Evidence "evidence"
        /// The ticket.
        Ticket "ticket"
        /// The domain.
        Domain "domain"
        /// The invoice.
        Invoice "invoice"
        /// Where to pay to.
        BankAccount "bankAccount"
        /// Why, in words.
        Explanation "explanation"
    }
    /// What a member of staff is.
    Role {
        /// Answers clients.
        Agent "agent"
        /// Leads a team.
        Lead "lead"
        /// Owns the house.
        Owner "owner"
    }
    /// What comes first.
    ReviewOrder {
        /// The service ends, then money goes.
        CancelFirst "cancelFirst"
        /// Money goes, then the service ends.
        PayFirst "payFirst"
    }
}

/// What a role may decide alone; a currency without an amount: any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLimit {
    /// The role.
    pub role: Role,
    /// How much.
    pub amounts: Amounts,
}

/// Working days until money is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayoutDays<'a> {
    /// By which method it was paid.
    pub method: &'a str,
    /// At least.
    pub from: u32,
    /// At most.
    pub to: u32,
}

/// What a reason means for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonRule {
    /// The reason.
    pub code: ReasonCode,
    /// Who looks at it.
    pub route: Team,
    /// Whether it takes longer.
    pub complex: bool,
    /// What the client is asked for.
    pub fields: Vec<AskedField>,
}

/// Who decides, by when, and what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review<'a> {
    /// Working days for a simple case, 1 to 60.
    pub simple_days: u32,
    /// Working days for a complex one, 1 to 60.
    pub complex_days: u32,
    /// Above this a case is complex; a currency without an amount: never.
    pub complex_above: Amounts,
    /// Above this a second person confirms; a currency without an amount: never.
    pub second_above: Amounts,
    /// What roles may decide alone, each once.
    pub limits: Vec<RoleLimit>,
    /// Days of 24 hours in which a decision can be appealed.
    pub appeal_days: u32,
    /// What comes first.
    pub order: ReviewOrder,
    /// How long payouts take, by method, each once.
    pub payout_days: Vec<PayoutDays<'a>>,
    /// Reasons that mean something, each once.
    pub reasons: Vec<ReasonRule>,
}

impl Default for Review<'_> {
    fn default() -> Self {
        Self {
            simple_days: 3,
            complex_days: 5,
            complex_above: Amounts::default(),
            second_above: Amounts::default(),
            limits: Vec::new(),
            appeal_days: 14,
            order: ReviewOrder::CancelFirst,
            payout_days: Vec::new(),
            reasons: Vec::new(),
        }
    }
}

impl Review<'_> {
    /// Working days of a method that is not named.
    pub const USUAL_PAYOUT_DAYS: (u32, u32) = (5, 10);

    /// What a reason means: billing, simple, nothing asked for where it is not listed.
    #[must_use]
    pub fn reason(&self, code: ReasonCode) -> ReasonRule {
        let listed = self.reasons.iter().find(|reason| reason.code == code).cloned();
        listed.unwrap_or(ReasonRule { code, route: Team::Billing, complex: false, fields: Vec::new() })
    }

    /// The most that a role may decide alone; `None`: any amount.
    #[must_use]
    pub fn limit(&self, role: Role, currency: Currency) -> Option<Money> {
        self.limits.iter().find(|limit| limit.role == role)?.amounts.of(currency)
    }

    /// Working days until money is there: at least, at most.
    #[must_use]
    pub fn payout_days(&self, method: Option<&str>) -> (u32, u32) {
        let named = self.payout_days.iter().find(|days| Some(days.method) == method);
        named.map_or(Self::USUAL_PAYOUT_DAYS, |days| (days.from, days.to))
    }
}
