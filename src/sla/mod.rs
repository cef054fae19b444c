//! One service in one period: what it was down, how available that makes it, what the policy owes for it before the
//! ledger is looked at.

mod assess;
mod count;
mod fee;
pub mod full;
mod register;
mod service;

pub use assess::{Assessment, Availability, Entitlement, Terms, assess};
pub use count::{Counted, Downtime, Exclusion, count};
pub use fee::{Charge, Fee, FeeSource, Tax, TaxMode};
pub use register::{ConfirmedOutage, MaintenanceWindow, Register};
pub use service::{Service, Span, SpanState};
