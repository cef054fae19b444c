//! From observations to outages: one timeline a target, votes, a quorum over independent groups. Knows no JSON.

#[cfg(not(target_arch = "wasm32"))]
mod bulk;
mod confirm;
mod episode;
mod life;
mod listing;
mod observation;
mod outage;
mod source;
mod subject;
mod sweep;
mod tally;
mod timeline;

#[cfg(not(target_arch = "wasm32"))]
pub use bulk::{Change, Room, Watch};
pub use confirm::{ConfirmError, Confirmation, Question, confirm};
pub use life::Silence;
pub use observation::{Kind, Observation, Precision, State};
pub use outage::{Outage, Reason, ReviewItem, Status};
pub use source::{Level, Required, Source};
pub use subject::Subject;
pub use timeline::{Ending, Vote};

use crate::calendar::Period;

/// 24 hours: how long a vote lives without fresh evidence, unless the request says otherwise.
pub const DEFAULT_STALE_AFTER_MS: i64 = 86_400_000;

/// What a person decided about an interval of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Whether what monitors saw there counts.
    pub accepted: bool,
    /// The interval it was about.
    pub over: Period,
}
