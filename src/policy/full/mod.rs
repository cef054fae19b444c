//! Policies of schema 2: one type for each notion of a published SLA. What contradicts itself cannot be made.
//!
//! docs/policy.md says what each of them means; `crate::sla::full` computes by them.

mod counting;
mod document;
mod quantity;
mod schedule;
mod terms;

pub(crate) use counting::closed;
pub use counting::{Affected, Allowed, Clock, Counting, Daily, Excuse, Excused, Maintenance, Rule};
pub use document::{FullError, FullParts, FullPolicy, Length, PeriodKind};
pub use quantity::{Factor, Minutes, Positive, Share};
pub use schedule::{
    Allowance, Component, Components, Edge, Extension, Family, Flat, FlatWhen, Ladder, MAX_COMPONENTS, MAX_RUNGS,
    Multiple, Per, PerStep, PerUnit, Round, Rung, Schedule, Stack, Tiers,
};
pub use terms::{Amounts, Cap, CapPer, Caps, Claim, ClaimFrom, FeeBase, FeeRule, Forfeit, Limit};
