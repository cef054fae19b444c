//! One service under a policy of either schema: assess, then plan.

use super::fold::{Capabilities, ClientState, Entry, Plan, plan};
use crate::money::{Money, MoneyError};
use crate::sla::full::{FullAssessment, FullService, FullTerms, assess_full};

/// A client's ledger, and what the client was given of late.
#[derive(Debug, Clone, Copy)]
pub struct FullClient {
    /// The ledger.
    pub state: ClientState,
    /// Credits that count towards a cap of the client, not negative.
    pub given: Money,
}

/// What is owed to one service for one period, and what is to be done about it.
#[derive(Debug, Clone)]
pub struct FullSettled<'a> {
    /// What is owed, and why; its steps include those of the plan.
    pub assessment: FullAssessment<'a>,
    /// What is to be done.
    pub plan: Plan,
}

/// Settles one service against its client's ledger. A final result moves the ledger on, a preview leaves it; what it is
/// owed counts as given for the client's next service either way.
///
/// # Errors
/// [`MoneyError::Overflow`] when an amount does not fit.
#[cold]
#[inline(never)]
pub fn settle_full<'a>(
    terms: &FullTerms<'a>,
    capabilities: &Capabilities,
    service: &FullService<'a>,
    entries: &[Entry],
    client: &mut FullClient,
) -> Result<FullSettled<'a>, MoneyError> {
    let mut assessment = assess_full(terms, service, client.given)?;
    let mut steps = Vec::new();
    let plan = plan(&assessment.entitlement, entries, client.state, assessment.minimum, capabilities, &mut steps)?;
    assessment.steps.extend(steps.into_iter().map(Into::into));
    if assessment.is_final {
        client.state = plan.after;
    }
    client.given = client.given.plus(assessment.entitlement.gross)?;
    Ok(FullSettled { assessment, plan })
}
