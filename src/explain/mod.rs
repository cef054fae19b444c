//! Explanation steps: keys and arguments, no sentences. Whoever follows them gets the amount.
//!
//! The closed list of docs/contract.md, *Steps*; names on the wire are these in camelCase. Texts are data elsewhere.

mod full;
pub mod policy;
pub mod refund;

pub use full::FullStep;

use crate::calendar::Instant;
use crate::money::{Decimal, Money, Percent};

/// One step of an explanation. Times in `_ms` are milliseconds; words are those of the contract.
#[derive(Debug, Clone)]
pub enum Step<'a> {
    /// An outage that counts.
    OutageConfirmed(Voted),
    /// An outage that does not count as long as nobody accepts it.
    OutageDoubtful(Voted),
    /// An outage that a person refused.
    OutageRefused {
        /// Where it began.
        from: Instant,
        /// Where it ended.
        to: Instant,
    },
    /// The period that is settled.
    Period {
        /// `YYYY-MM`.
        month: &'a str,
        /// Its first instant.
        from: Instant,
        /// The first instant after it.
        to: Instant,
        /// The zone whose wall clock bounds it.
        zone: &'a str,
    },
    /// The policy in force.
    Policy {
        /// The version: SHA-256 of the document.
        hash: &'a str,
        /// The name in the document.
        name: &'a str,
        /// The instant at which it had to be in force.
        bound_at: Instant,
    },
    /// No policy is in force.
    NoPolicy,
    /// Time in which the service was active, up to now.
    ServiceTime {
        /// Milliseconds.
        ms: i64,
    },
    /// The service was never active in the period.
    NoService,
    /// One outage, as far as it touches the service in the period.
    Outage {
        /// Its id.
        id: &'a str,
        /// Where it first touches.
        from: Instant,
        /// Where it last touches.
        to: Instant,
        /// Milliseconds of it that count and were not counted before.
        counted_ms: i64,
    },
    /// A stretch of the outage before it that does not count.
    Excluded {
        /// The outage's id.
        id: &'a str,
        /// Where the stretch begins.
        from: Instant,
        /// Where it ends.
        to: Instant,
        /// Its length.
        ms: i64,
        /// `maintenance` or `suspended`.
        reason: &'static str,
    },
    /// The sum of what counts.
    Downtime {
        /// Milliseconds.
        ms: i64,
    },
    /// Up time over total time.
    Availability {
        /// Milliseconds up.
        up_ms: i64,
        /// Milliseconds in all.
        total_ms: i64,
        /// Per cent, rounded down.
        display: Decimal,
    },
    /// The line that was paid for the period.
    Fee {
        /// `charge` or `recurring`.
        source: &'static str,
        /// The charge's id; empty for the recurring amount.
        id: &'a str,
        /// What was paid, with tax.
        gross: Money,
        /// Months that it covers.
        months: u32,
    },
    /// Nothing was paid for the period.
    NoFee,
    /// The tier that was reached.
    Tier {
        /// Availability is below this.
        below: Percent,
        /// Share of the fee.
        percent: Percent,
    },
    /// Availability is at or above every tier.
    NoTier,
    /// The share of the fee.
    Credit {
        /// Rounded once.
        gross: Money,
    },
    /// The cap, when it is lower.
    Cap {
        /// Share of the fee.
        percent: Percent,
        /// What remains.
        gross: Money,
    },
    /// What of the credit is tax.
    TaxSplit {
        /// Without tax.
        net: Money,
        /// The tax.
        tax: Money,
        /// The summed rate.
        rate: Percent,
    },
    /// What the ledger already holds.
    Ledger {
        /// Sum of net.
        net: Money,
        /// Sum of tax.
        tax: Money,
        /// Sum of gross.
        gross: Money,
        /// How many entries.
        entries: u32,
    },
    /// The difference to what the ledger holds.
    Adjustment {
        /// Of net.
        net: Money,
        /// Of tax.
        tax: Money,
        /// Of gross.
        gross: Money,
    },
    /// What earlier entries left over.
    CarryIn {
        /// May be negative.
        amount: Money,
    },
    /// Less than what is paid out.
    BelowMinimum {
        /// The policy's minimum payout.
        minimum: Money,
    },
    /// What the panel books.
    Posting {
        /// A multiple of what the panel can post.
        amount: Money,
    },
    /// What is left for later entries.
    CarryOut {
        /// May be negative.
        amount: Money,
    },
    /// Rows of the panel's credit log that carry the posting's marker.
    MarkerRows {
        /// How many.
        count: u32,
    },
    /// Whether the panel's balance adds up.
    Balance {
        /// Before the claim.
        before: Decimal,
        /// Sum of the rows since.
        rows: Decimal,
        /// Now.
        now: Decimal,
    },
    /// What became of a posting.
    Verdict {
        /// `posted`, `notPosted` or `review`.
        verdict: &'static str,
    },
}

/// What the monitors said about one outage.
#[derive(Debug, Clone, Copy)]
pub struct Voted {
    /// Where it began.
    pub from: Instant,
    /// Where it ended, or how far it is known.
    pub to: Instant,
    /// Most groups that were down at one instant of it.
    pub votes: u32,
    /// Groups that have to be down.
    pub needed: u32,
    /// Why it was classed so.
    pub reason: &'static str,
}
