//! Refund policies: one type for each notion of docs/refunds.md. What contradicts itself cannot be made.
//!
//! `crate::refund` computes by them, `crate::review` decides by the [`Review`].

mod document;
mod give;
mod line;
mod payout;
mod review;
mod when;

pub use document::{
    Arrears, GatewayFees, MAX_RULES, RefundParts, RefundPolicy, Round, Rule, StopClock, TaxBy, Vouchers,
};
pub use give::{Edge, Give, MonthDays, Monthly, PriceOf, Rest, Time, Unit, Unused};
pub use line::{Fee, FeeSum, Included, LineKind, LineRule, TermFee, Treatment};
pub use payout::{Destination, Order, Part, Payout, To};
pub use review::{AskedField, PayoutDays, ReasonCode, ReasonRule, Review, ReviewOrder, Role, RoleLimit, Team};
pub use when::{
    Begin, Cooldown, CooldownSince, Country, Customer, Ends, Fact, Length, OrderSum, Products, Quota, QuotaIn,
    QuotaPer, When, Window,
};
