//! From entitlement to a planned posting: the fold of the ledger, minimum, carry-over, route; and what became of a
//! posting whose owner is gone.

mod fold;
mod reconcile;
mod settle;

pub use fold::{Adjustment, Capabilities, ClientState, Entry, Plan, Route, plan};
pub use reconcile::{CreditRow, PANEL_SCALE, PostingClaim, Reconciliation, Verdict, reconcile};
pub use settle::{Settled, settle};
