//! What a monitor said, in our words.

use crate::calendar::Instant;

/// The state a monitor saw. The order is that of observations at the same instant: a `down` is read before an `up`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not reachable: opens a vote.
    Down,
    /// The monitor does not know: closes a vote.
    Unknown,
    /// The monitor was told to look away: closes a vote.
    Maintenance,
    /// Reachable but worse than it should be: closes a vote.
    Degraded,
    /// Reachable: closes a vote.
    Up,
}

impl State {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Unknown => "unknown",
            Self::Maintenance => "maintenance",
            Self::Degraded => "degraded",
            Self::Up => "up",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Down, Self::Unknown, Self::Maintenance, Self::Degraded, Self::Up]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// What sort of message it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A change of state: the only kind that votes.
    State,
    /// The same state again: keeps a living vote fresh.
    Reminder,
    /// A certificate or domain is about to expire.
    Expiry,
    /// Somebody pressed the test button.
    Test,
    /// Somebody acknowledged.
    Ack,
    /// What people wrote on a status page or in the panel.
    Evidence,
    /// Anything else that says nothing about up or down.
    Other,
}

impl Kind {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Reminder => "reminder",
            Self::Expiry => "expiry",
            Self::Test => "test",
            Self::Ack => "ack",
            Self::Evidence => "evidence",
            Self::Other => "other",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::State, Self::Reminder, Self::Expiry, Self::Test, Self::Ack, Self::Evidence, Self::Other]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// How well the instant is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// The message says when the state changed.
    Exact,
    /// The message says when the check ran.
    CheckTime,
    /// The message carries no time; it is when we received it.
    Received,
}

impl Precision {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::CheckTime => "checkTime",
            Self::Received => "received",
        }
    }

    /// The precision with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Exact, Self::CheckTime, Self::Received].into_iter().find(|precision| precision.word() == word)
    }
}

/// One observation of one target by one source; equal keys are the same observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observation<'a> {
    /// Names the edge.
    pub key: &'a str,
    /// Id of the configured monitor account.
    pub source: &'a str,
    /// The monitor's name of what it watches.
    pub target: &'a str,
    /// What it saw.
    pub state: State,
    /// What sort of message.
    pub kind: Kind,
    /// When.
    pub at: Instant,
    /// How well `at` is known.
    pub precision: Precision,
    /// From how many places at once it was seen, where the monitor says so.
    pub locations: Option<i64>,
}
