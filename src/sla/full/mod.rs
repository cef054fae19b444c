//! Policies of schema 2: what docs/policy.md says, in its order. Cold code of its own: who has schema 1 never comes here.

mod assess;
mod counting;
mod families;
mod fees;
mod input;
mod limits;

pub use assess::{FullAssessment, Schema2, assess_full};
pub use counting::{FullCounted, Why};
pub use input::{ChargeDetail, ChargeKind, Detail, FullService, FullTerms, Given};
