//! How and whereto money comes back.

use crate::money::Percent;
use crate::policy::full::closed;

closed! {
    /// Where money goes.
    Destination {
        /// Back to the payments.
        Payments "payments"
        /// Onto the account.
        AccountCredit "accountCredit"
        /// Onto the next invoice.
        NextInvoice "nextInvoice"
    }
    /// Which payment of a kind of money comes first.
    Order {
        /// The one that holds most.
        Largest "largest"
        /// The newest.
        Newest "newest"
        /// All, in proportion to what they hold.
        Proportional "proportional"
    }
}

/// A part of a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where it goes.
    pub to: Destination,
    /// How much of the whole.
    pub percent: Percent,
}

/// Where a payout goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// There.
    One(Destination),
    /// Where the client wishes, else back to the payments.
    Choice,
    /// In parts, each destination once, each above nothing, a hundred per cent in all.
    Split(Vec<Part>),
}

/// How money comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payout {
    /// Where it goes.
    pub to: To,
    /// Which payment comes first.
    pub order: Order,
}

impl Default for Payout {
    fn default() -> Self {
        Self { to: To::One(Destination::Payments), order: Order::Largest }
    }
}

impl Payout {
    /// Where it goes, with this wish of the client, in parts.
    #[must_use]
    pub fn parts(&self, wish: Option<Destination>) -> Vec<Part> {
        let to = match &self.to {
            To::One(to) => *to,
            To::Choice => wish.unwrap_or(Destination::Payments),
            To::Split(parts) => return parts.clone(),
        };
        vec![Part { to, percent: Percent::HUNDRED }]
    }

    /// Parts that are a whole; `None` for others.
    #[must_use]
    pub fn split(parts: Vec<Part>) -> Option<To> {
        let is_first = |(place, part): (usize, &Part)| parts.iter().take(place).all(|other| other.to != part.to);
        let is_list = parts.iter().enumerate().all(is_first) && parts.iter().all(|part| part.percent > Percent::ZERO);
        let sum = parts.iter().try_fold(Percent::ZERO, |sum, part| sum.checked_add(part.percent))?;
        (is_list && sum == Percent::HUNDRED).then_some(To::Split(parts))
    }
}
