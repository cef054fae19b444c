//! What a subject's outages are called and why.

use super::timeline::Vote;
use crate::calendar::Period;

/// What is done about an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It counts.
    Confirmed,
    /// A person has to look.
    Review,
    /// Shown, can be accepted by hand, nobody is asked.
    Unconfirmed,
    /// A person said no.
    Refused,
}

impl Status {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Review => "review",
            Self::Unconfirmed => "unconfirmed",
            Self::Refused => "refused",
        }
    }
}

/// Why an outage has its status. Of confirmed parts the weakest one names the whole: later in this order is weaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Enough independent groups, or not enough of them.
    Quorum,
    /// The only group is trusted.
    Trusted,
    /// One monitor saw it from enough places at once.
    Locations,
    /// A person accepted.
    Accepted,
    /// A person refused.
    Refused,
    /// A needed message carried no time.
    ReceivedTime,
    /// A monitor fell silent, so the end is not known.
    Stale,
    /// Enough groups, but not of a level that is required.
    Level,
    /// There is only one group.
    SingleMonitor,
    /// Who does not say down is not heard at all.
    Silent,
}

impl Reason {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Quorum => "quorum",
            Self::Trusted => "trusted",
            Self::Locations => "locations",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::ReceivedTime => "receivedTime",
            Self::Stale => "stale",
            Self::Level => "level",
            Self::SingleMonitor => "singleMonitor",
            Self::Silent => "silent",
        }
    }
}

/// One outage of the subject.
#[derive(Debug, Clone)]
pub struct Outage<'a> {
    /// When.
    pub over: Period,
    /// Whether it still lasts.
    pub open: bool,
    /// What is done about it.
    pub status: Status,
    /// Why.
    pub reason: Reason,
    /// The most that was said for it at one instant of it: groups, or their weights where the quorum is given.
    pub most_votes: u32,
    /// The votes that overlap or support it, by (from, source, target); of very many the first.
    pub votes: Vec<Vote<'a>>,
}

/// A question to a person; a new one whenever the evidence changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewItem {
    /// The stretch in question.
    pub over: Period,
    /// Why it is asked.
    pub reason: Reason,
}
