//! Foreign payloads → observations. One file a vendor; none knows money, or another vendor.
//!
//! What is not understood is said so and never votes. What carries no time of its own is marked, never guessed.
//! A new vendor is a file with `read`, a line in `vendors!`, and its vectors.

mod alerts;
mod base64;
mod delivery;
mod form;
mod heard;
mod labels;
mod mapping;
mod payload;
mod time;

pub use base64::decode_base64;
pub use delivery::{Body, Channel, Delivery, Normalized, Sighted, Status, normalize};
pub use heard::Window;
pub use mapping::{Form, Kinds, Mapping, Pointer, States, Time};
pub use payload::Problem;

use heard::Reading;

/// The files of vendors, and their words in the contract.
macro_rules! vendors {
    ($($module:ident $word:literal)*) => {
        $(mod $module;)*
        /// In the order in which `describe` lists them.
        static VENDORS: &[Vendor] = &[$(Vendor { word: $word, read: $module::read }),*];
    };
}

vendors! {
    pingdom "pingdom"
    uptimerobot "uptimerobot"
    uptime_kuma "uptime-kuma"
    hetrixtools "hetrixtools"
    better_stack "better-stack"
    statuscake "statuscake"
    alertmanager "alertmanager"
    prometheus "prometheus"
    grafana "grafana"
    zabbix "zabbix"
    nagios "nagios"
    updown "updown"
    site24x7 "site24x7"
    checkly "checkly"
    cloudwatch "cloudwatch"
    datadog "datadog"
    freshping "freshping"
    statuspage "statuspage"
    mapped "mapped"
    csv "csv"
    manual "manual"
    panel "panel"
}

/// A monitoring service whose messages are understood.
#[derive(Debug, Clone, Copy)]
pub struct Vendor {
    word: &'static str,
    read: fn(&str, &Delivery<'_>) -> Reading,
}

impl PartialEq for Vendor {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

impl Eq for Vendor {}

impl Vendor {
    /// Every vendor, in the order in which `describe` lists them.
    #[must_use]
    pub fn all() -> &'static [Self] {
        VENDORS
    }

    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.word
    }

    /// Whether a mapping says how to read it.
    #[must_use]
    pub fn is_mapped(self) -> bool {
        self.word == "mapped"
    }

    /// The vendor with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        VENDORS.iter().find(|vendor| vendor.word == word).copied()
    }
}
