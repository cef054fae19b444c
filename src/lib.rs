//! Makegood's core: one pure function from a request to an answer, behind several thin doors.
//!
//! [`call`] takes the bytes of a request and gives the bytes of its answer, as docs/contract.md describes them. There
//! is no clock, no randomness and no input or output here: all that is known arrives in the request.
//!
//! ```
//! let request = br#"{"contract":1,"command":"reconcilePosting","currency":"USD","amount":"1.00","marker":"makegood:1",
//!     "balanceBefore":"0.00","balanceNow":"1.00","rows":[{"id":"41","amount":"1.00","description":"makegood:1 March"}]}"#;
//! let answer = String::from_utf8(makegood::call(request))?;
//! assert!(answer.starts_with(r#"{"ok":true,"verdict":"posted","row":"41","#));
//! # Ok::<(), std::string::FromUtf8Error>(())
//! ```
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        reason = "a test that panics has failed, which is its job"
    )
)]

pub mod calendar;
pub mod contract;
mod doors;
pub mod explain;
pub mod intake;
pub mod json;
pub mod money;
pub mod monitoring;
mod order;
pub mod policy;
pub mod refund;
pub mod review;
pub mod settlement;
pub mod sla;
mod text;

pub use contract::call;
pub use order::{Index, Keyed, Lookup};

/// The README's example, compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
