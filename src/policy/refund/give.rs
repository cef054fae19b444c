//! What a rule gives back, and how used time is counted.

use crate::money::Percent;
use crate::policy::full::{Factor, closed};

closed! {
    /// What used time is counted in.
    Unit {
        /// Seconds.
        Second "second"
        /// Minutes.
        Minute "minute"
        /// Hours.
        Hour "hour"
        /// Days: of 24 hours, or dates.
        Day "day"
    }
    /// Where a begun unit goes.
    Edge {
        /// It is whole.
        Up "up"
        /// It is nothing.
        Down "down"
    }
    /// Which price used time is counted at.
    PriceOf {
        /// What the line cost after coupons.
        Paid "paid"
        /// The line's list price times its discount.
        List "list"
    }
    /// What a begun month costs.
    Rest {
        /// The share of it that is used.
        Share "share"
        /// Begun hours at the hourly price.
        Hourly "hourly"
        /// All of it.
        Month "month"
    }
}

/// How long the months between two dates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthDays {
    /// As long as they are.
    Real,
    /// So many days each, 28 to 31; a date's day is at most that.
    Days(u32),
}

/// How used and whole time are counted; used ÷ total is the used share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// In milliseconds.
    Exact,
    /// used = stop − from, total = to − from, in units of a fixed length.
    Length {
        /// The unit.
        unit: Unit,
        /// Of used time, a begun unit.
        used: Edge,
        /// Of whole time, a begun unit.
        total: Edge,
    },
    /// Units of the zone's wall clock: from and to are set down, the stop by `used`.
    Calendar {
        /// The unit.
        unit: Unit,
        /// Of the stop, a begun unit.
        used: Edge,
        /// How long a month is; other than real only in days.
        month: MonthDays,
    },
}

/// Price × used ÷ total × `times` is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unused {
    /// How time is counted.
    pub time: Time,
    /// How often the used share is kept.
    pub times: Factor,
    /// Of which price.
    pub price: PriceOf,
}

/// Used time at the monthly price is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Monthly {
    /// How time of a begun month is counted.
    pub time: Time,
    /// What a begun month costs.
    pub rest: Rest,
    /// How often all of it is kept.
    pub times: Factor,
}

/// What comes back of a line that goes as the rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Give {
    /// All of it.
    Full,
    /// Nothing: a stated no.
    Nothing,
    /// So many per cent.
    Share(Percent),
    /// What of the time is not used.
    Unused(Unused),
    /// What used time at the monthly price leaves.
    Monthly(Monthly),
}

impl Give {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Nothing => "nothing",
            Self::Share(_) => "share",
            Self::Unused(_) => "unused",
            Self::Monthly(_) => "monthly",
        }
    }

    /// The words, in the order of the contract.
    pub const WORDS: [&'static str; 5] = ["full", "nothing", "share", "unused", "monthly"];

    /// How time is counted, where it is.
    #[must_use]
    pub fn time(self) -> Option<Time> {
        match self {
            Self::Unused(Unused { time, .. }) | Self::Monthly(Monthly { time, .. }) => Some(time),
            Self::Full | Self::Nothing | Self::Share(_) => None,
        }
    }
}
