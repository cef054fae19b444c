//! Steps of a quote: who follows them gets the amount. Amounts are in minor units.

use super::line::DeductionKind;
use crate::calendar::Instant;
use crate::money::Decimal;
use crate::policy::refund::{Destination, LineKind};

/// One step; the words are those of docs/refunds.md.
#[derive(Debug, Clone)]
pub enum RefundStep<'a> {
    /// Where the clock stops.
    Stop {
        /// By which instant.
        by: &'static str,
        /// When.
        at: Instant,
    },
    /// A rule that does not hold.
    RuleFailed {
        /// Its id.
        rule: &'a str,
        /// The code of the reason.
        reason: &'static str,
    },
    /// The rule that decides.
    Rule {
        /// Its id.
        rule: &'a str,
    },
    /// No rule holds.
    NoRule,
    /// What follows is about this line.
    Line {
        /// Its id.
        id: &'a str,
        /// What it is for.
        kind: LineKind,
        /// After coupons and vouchers that are kept.
        price: i64,
    },
    /// Used time.
    UsedTime {
        /// In units.
        used: i64,
        /// Of so many.
        total: i64,
        /// The unit.
        unit: &'static str,
    },
    /// Used quantity.
    UsedUnits {
        /// As it was written.
        used: &'a str,
        /// Of so many.
        granted: &'a str,
    },
    /// Used months.
    UsedMonths {
        /// Whole ones.
        months: u32,
        /// The begun one: an exact share, hours, or months.
        rest: String,
    },
    /// What is kept.
    Kept {
        /// How much.
        amount: i64,
    },
    /// What was used beyond the plan.
    Overage {
        /// Of what.
        id: &'a str,
        /// How much.
        quantity: Decimal,
        /// What it costs.
        amount: i64,
    },
    /// A fee.
    Fee {
        /// Which.
        id: &'a str,
        /// How high.
        amount: i64,
    },
    /// What comes back of the line.
    LineBack {
        /// Without tax.
        net: i64,
        /// The tax.
        tax: i64,
        /// With tax.
        gross: i64,
    },
    /// What the new lines cost.
    NewCost {
        /// With tax.
        amount: i64,
    },
    /// What is kept besides.
    Deduction {
        /// What for.
        kind: DeductionKind,
        /// How much.
        amount: i64,
    },
    /// The most that can come back.
    Limit {
        /// How much.
        amount: i64,
    },
    /// What was never paid.
    Waived {
        /// How much.
        amount: i64,
    },
    /// Nothing may be paid as long as this is so.
    Waits {
        /// `dispute` or `arrears`.
        on: &'static str,
    },
    /// What refunds of these lines gave before.
    Refunded {
        /// How much.
        amount: i64,
    },
    /// What a person decided to pay at most.
    Decided {
        /// How much.
        amount: i64,
    },
    /// What comes back.
    Payout {
        /// How much.
        amount: i64,
    },
    /// A part of it.
    Part {
        /// Whereto.
        to: Destination,
        /// How much.
        amount: i64,
    },
}
