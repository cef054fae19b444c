//! From entitlement to a planned posting: the fold of the ledger, minimum, carry-over, route; what became of a posting
//! whose owner is gone; what is about to go out; what it will do to the next invoices; what of it an invoice takes as
//! lines of its own; worked examples.

mod attach;
mod examples;
mod fold;
mod full;
mod invoice;
mod outgoing;
mod reconcile;
mod settle;

pub use attach::{Attachable, AttachedLine, Draft, DraftLine, attach_credits};
pub use examples::{Bench, EXAMPLE, EXAMPLE_ANCHOR, EXAMPLE_IDS, EXAMPLE_MONTH, Example, Happening};
pub use fold::{Adjustment, Capabilities, ClientState, Entry, Plan, Route, plan};
pub use full::{FullClient, FullSettled, settle_full};
pub use invoice::{Balance, InvoiceLine, InvoicePreview, InvoiceTax, MOST_RATES, preview_invoice};
pub use outgoing::{CurrencyTotal, Exceeded, Limits, Outgoing, OutgoingPosting, PostingState, check_outgoing};
pub use reconcile::{CreditRow, PANEL_SCALE, PostingClaim, Reconciliation, Verdict, reconcile};
pub use settle::{Settled, settle};
