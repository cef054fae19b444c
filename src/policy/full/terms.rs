//! What a share is a share of, and what limits it.

use super::counting::closed;
use crate::money::{Currency, Money, Percent};

closed! {
    /// What the fee is.
    FeeBase {
        /// The paid line that covers the period; without one, the regular amount.
        Paid "paid"
        /// The regular amount.
        Recurring "recurring"
        /// The paid line that covers the day before the period.
        Before "before"
        /// What of the covering line was paid in cash.
        Cash "cash"
    }
    /// What a cap limits.
    CapPer {
        /// The share of each incident.
        Incident "incident"
        /// The credit of a period.
        Period "period"
        /// The credits of the twelve months that end with the period.
        Year "year"
        /// The credits of a client.
        Client "client"
    }
    /// What a claim's window follows.
    ClaimFrom {
        /// The end of the last outage that counts.
        Outage "outage"
        /// The end of the period.
        Period "period"
    }
    /// What costs the client the credit.
    Forfeit {
        /// The service was cancelled.
        Cancelled "cancelled"
        /// An invoice is unpaid.
        Unpaid "unpaid"
        /// A payment was charged back.
        Chargeback "chargeback"
        /// The service is sold at a discount.
        Discounted "discounted"
    }
}

/// What the fee is, and whether add-ons belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeeRule {
    /// What it is.
    pub base: FeeBase,
    /// Whether lines of add-ons are added.
    pub add_ons: bool,
}

impl Default for FeeRule {
    fn default() -> Self {
        Self { base: FeeBase::Paid, add_ons: true }
    }
}

/// At most one amount of each currency, none negative.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amounts(Vec<Money>);

impl Amounts {
    /// `None` when a currency comes twice or an amount is negative.
    #[must_use]
    pub fn new(amounts: Vec<Money>) -> Option<Self> {
        let is_first =
            |(place, one): (usize, &Money)| amounts.iter().take(place).all(|other| other.currency() != one.currency());
        let is_list = amounts.iter().enumerate().all(is_first) && amounts.iter().all(|amount| amount.minor() >= 0);
        is_list.then_some(Self(amounts))
    }

    /// The amount in this currency.
    #[must_use]
    pub fn of(&self, currency: Currency) -> Option<Money> {
        self.0.iter().find(|amount| amount.currency() == currency).copied()
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Money] {
        &self.0
    }
}

/// How high a cap is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// So many per cent of the fee; of a year, of twelve fees.
    Percent(Percent),
    /// So much in each currency; others are not bound.
    Amounts(Amounts),
}

/// One cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// What it limits.
    pub per: CapPer,
    /// How high it is.
    pub limit: Limit,
}

/// Caps, each of its kind at most once, none of them nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caps(Vec<Cap>);

impl Default for Caps {
    /// The whole fee of a period.
    fn default() -> Self {
        Self::of_period(Percent::HUNDRED)
    }
}

impl Caps {
    /// The one cap of a schema 1 document.
    #[must_use]
    pub fn of_period(percent: Percent) -> Self {
        Self(vec![Cap { per: CapPer::Period, limit: Limit::Percent(percent) }])
    }

    /// The place of the first cap that is nothing or comes twice.
    ///
    /// # Errors
    /// Its place in the list.
    pub fn new(caps: Vec<Cap>) -> Result<Self, usize> {
        let kind = |cap: &Cap| (cap.per, matches!(cap.limit, Limit::Percent(_)));
        let is_nothing = |cap: &Cap| match &cap.limit {
            Limit::Percent(percent) => *percent == Percent::ZERO,
            Limit::Amounts(amounts) => amounts.all().is_empty() || amounts.all().iter().any(|amount| amount.is_zero()),
        };
        let wrong = |(place, cap): &(usize, &Cap)| {
            is_nothing(cap) || caps.iter().take(*place).any(|other| kind(other) == kind(cap))
        };
        match caps.iter().enumerate().find(wrong) {
            Some((place, _)) => Err(place),
            None => Ok(Self(caps)),
        }
    }

    /// All of them, as written.
    #[must_use]
    pub fn all(&self) -> &[Cap] {
        &self.0
    }

    /// Those of one kind.
    pub fn of(&self, per: CapPer) -> impl Iterator<Item = &Limit> {
        self.0.iter().filter(move |cap| cap.per == per).map(|cap| &cap.limit)
    }
}

/// A credit has to be claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Within so long.
    pub window_ms: i64,
    /// Of what.
    pub from: ClaimFrom,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cap(per: CapPer, percent: &str) -> Cap {
        Cap { per, limit: Limit::Percent(Percent::parse(percent).unwrap()) }
    }

    #[test]
    fn a_kind_of_cap_comes_once() {
        let usd = Money::parse("5", Currency::from_code("USD").unwrap()).unwrap();
        let amount = Cap { per: CapPer::Period, limit: Limit::Amounts(Amounts::new(vec![usd]).unwrap()) };
        assert!(Caps::new(vec![cap(CapPer::Period, "50"), amount, cap(CapPer::Year, "50")]).is_ok());
        assert_eq!(Caps::new(vec![cap(CapPer::Period, "50"), cap(CapPer::Period, "60")]), Err(1));
        assert_eq!(Caps::new(vec![cap(CapPer::Period, "0")]), Err(0));
        assert_eq!(Amounts::new(vec![usd, usd]), None);
    }
}
