//! Foreign payloads → observations. One file a vendor; none knows money, or another vendor.
//!
//! What is not understood is said so and never votes. What carries no time of its own is marked, never guessed.

mod base64;
mod delivery;
mod form;
mod payload;
mod pingdom;
mod time;
mod uptime_kuma;
mod uptimerobot;

pub use base64::decode_base64;
pub use delivery::{Body, Delivery, Normalized, Sighted, Status, normalize};
pub use payload::Problem;

use crate::calendar::Instant;
use crate::monitoring::{Kind, Precision, State};

/// A monitoring service whose messages are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    /// pingdom.com
    Pingdom,
    /// uptimerobot.com
    UptimeRobot,
    /// Uptime Kuma, self-hosted
    UptimeKuma,
}

impl Vendor {
    /// Every vendor, in the order in which `describe` lists them.
    pub const ALL: [Self; 3] = [Self::Pingdom, Self::UptimeRobot, Self::UptimeKuma];

    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pingdom => "pingdom",
            Self::UptimeRobot => "uptimerobot",
            Self::UptimeKuma => "uptime-kuma",
        }
    }

    /// The vendor with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.word() == word)
    }
}

/// What a vendor's message says about one target.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sighting {
    target: String,
    label: Option<String>,
    address: Option<String>,
    location: Option<String>,
    state: State,
    kind: Kind,
    /// When, by the message itself; `None` when it carries no time.
    at: Option<(Instant, Precision)>,
}

/// A message that was understood: `None` says nothing about any target.
type Reading = Result<Option<Sighting>, Problem>;
