//! Policies: the document, what makes it valid, and which version is in force. A policy with wrong tiers cannot exist.

mod binding;
mod document;
pub mod full;
pub mod refund;
mod schedule;

pub use binding::{Assignment, Scope, in_force};
pub use document::{DEFAULT_SETTLE_DELAY_MS, MaintenanceRule, Policy, PolicyError, PolicyParts};
pub use schedule::{MAX_TIERS, Schedule, ScheduleError, Tier};
