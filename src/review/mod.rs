//! The case machine: what a person, the client or the panel does to a case, and what that sets off.
//!
//! A *question* (an outage, a posting, a run, a claim) goes from open to accepted or refused, once. A *refund* goes from
//! a request over its review to the payment, as docs/refunds.md says. Both are pure: who acts, when, and what the quote
//! says now are data, and what is set off is told, not done.

mod allowed;
mod case;
mod effect;
mod question;
mod step;
mod words;

pub use allowed::{Who, allowed};
pub use case::{Decided, RefundCase};
pub use effect::{Effect, Say, Told};
pub use question::{CaseClosed, CaseState, Matter, Verdict, advance};
pub use step::{Act, Actor, Refused, Taken, take};
pub use words::{Action, Cancellation, Decision, Failure, Hold, State, Wait};
