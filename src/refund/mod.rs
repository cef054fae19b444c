//! What comes back of what was paid, to the cent, before anybody commits: docs/refunds.md.
//!
//! [`quote`] asks the rules in turn, keeps what they keep of each line with one rounding, reverses tax by a running
//! remainder, limits it by what was paid and not given back, and divides it over the payments. [`take_back`] is for a
//! payment that is reversed. Amounts are integers of minor units, all shares exact.

mod case;
mod changed;
mod claim;
mod eligible;
mod examples;
mod line;
mod payout;
mod quote;
mod step;
mod take_back;
mod tax;
mod time;

pub use case::{
    Arrear, Case, Happened, Line, Past, Payment, Quantity, Source, Tier, Units, Usage, Way, Ways,
};
pub use changed::{Change, Figure, Figures, LineFigures, PartFigures, changes};
pub use eligible::Reason;
pub use examples::{Example, Examples, REFUND_EXAMPLE_IDS};
pub use line::{Deduction, DeductionKind, LineQuote, TREATMENTS};
pub use payout::PlanPart;
pub use quote::{Quote, RuleLooked, Stop, WAITS, quote};
pub use step::RefundStep;
pub use take_back::{Credit, TakenBack, take_back};
pub use tax::{Sums, total};
