//! When a rule holds: conditions, all of which must hold. They are looked at in the order of the fields of [`When`].

use crate::calendar::Date;
use crate::money::Percent;
use crate::policy::full::{Amounts, closed};

closed! {
    /// What can be said of a case.
    Fact {
        /// The client is a consumer.
        Consumer "consumer"
        /// The client asked that the service begin within the withdrawal time.
        EarlyStart "earlyStart"
        /// The service was activated.
        Activated "activated"
        /// The term has not begun.
        NotStarted "notStarted"
        /// The order could not be fulfilled.
        FailedOrder "failedOrder"
        /// The charge renews a service.
        Renewal "renewal"
        /// The service is on trial.
        Trial "trial"
        /// The client goes to a smaller plan.
        Downgrade "downgrade"
        /// The client broke the terms.
        Breach "breach"
        /// The service was used to do harm.
        Abuse "abuse"
        /// An invoice is overdue.
        Overdue "overdue"
        /// The client keeps the domain that came with the plan.
        DomainKept "domainKept"
        /// Something was made for this client.
        Customised "customised"
        /// A tax document exists.
        Invoiced "invoiced"
        /// The host cannot provide the service any more.
        OwnFault "ownFault"
    }
    /// From where a window runs.
    Begin {
        /// The order.
        Ordered "ordered"
        /// The activation.
        Activated "activated"
        /// The begin of the plan line's term.
        Started "started"
    }
    /// Where a window ends.
    Ends {
        /// At that instant, which still belongs to it.
        Instant "instant"
        /// With the last day, in the policy's zone.
        Day "day"
    }
    /// Whose refunds a quota counts.
    QuotaPer {
        /// All of the customer's.
        Customer "customer"
        /// The customer's for this product.
        Product "product"
    }
    /// What a waiting time runs from.
    CooldownSince {
        /// The last refund.
        Refund "refund"
        /// The order.
        Ordered "ordered"
    }
}

/// How long a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Days of 24 hours; where the window ends with a day, days of the calendar.
    Days(u32),
    /// Hours.
    Hours(u32),
}

/// A length from an instant on. One in hours ends at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How long.
    pub length: Length,
    /// From where.
    pub from: Begin,
    /// To where.
    pub ends: Ends,
}

impl Window {
    /// The longest in days.
    pub const MOST_DAYS: u32 = 3_660;
    /// The longest in hours.
    pub const MOST_HOURS: u32 = 87_840;
}

/// Which products a rule is for; some are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Products<'a> {
    /// One of these.
    Only(Vec<&'a str>),
    /// None of these.
    Except(Vec<&'a str>),
}

/// A country: two capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country([u8; 2]);

impl Country {
    /// `None` for anything but two capital letters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match *text.as_bytes() {
            [one, two] if one.is_ascii_uppercase() && two.is_ascii_uppercase() => Some(Self([one, two])),
            _ => None,
        }
    }

    /// The letters.
    #[must_use]
    pub fn letters(self) -> [char; 2] {
        self.0.map(char::from)
    }
}

/// How large an order may be: Σ of its lines, with tax, after coupons. A currency without an amount fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderSum {
    /// More than this.
    Above(Amounts),
    /// This or less.
    AtMost(Amounts),
}

/// How long a customer must be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Customer {
    /// Since a day before this one.
    Before(Date),
    /// Since this day or a later one.
    From(Date),
}

/// In what time a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotaIn {
    /// Always.
    Ever,
    /// The calendar year of the stop, in the policy's zone.
    CalendarYear,
    /// So many times 24 hours before the stop.
    Days(u32),
}

/// How many refunds there may have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota<'a> {
    /// Fewer than so many, 1 to 1000.
    pub most: u32,
    /// Whose.
    pub per: QuotaPer,
    /// In what time.
    pub within: QuotaIn,
    /// By one of these rules; none: by any.
    pub rules: Option<Vec<&'a str>>,
}

/// A time that has to pass first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cooldown {
    /// So many hours.
    pub hours: u32,
    /// Since what.
    pub since: CooldownSince,
}

/// All conditions of a rule; what is not there holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When<'a> {
    /// Each is said of the case.
    pub facts: Vec<Fact>,
    /// None is said of it.
    pub without: Vec<Fact>,
    /// Not later.
    pub within: Option<Window>,
    /// Not earlier.
    pub after: Option<Window>,
    /// Used time of the plan line's term is at most this share of it.
    pub used_at_most: Option<Percent>,
    /// Which products.
    pub products: Option<Products<'a>>,
    /// Which countries, at least one.
    pub countries: Option<Vec<Country>>,
    /// How large the order.
    pub order: Option<OrderSum>,
    /// How old the customer.
    pub customer: Option<Customer>,
    /// How many refunds before.
    pub quota: Option<Quota<'a>>,
    /// How long ago the last one, or the order.
    pub cooldown: Option<Cooldown>,
}
