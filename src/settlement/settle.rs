//! One service: assess, then plan.

use super::fold::{Capabilities, ClientState, Entry, Plan, plan};
use crate::money::MoneyError;
use crate::sla::{Assessment, Service, Terms, assess};

/// What is owed to one service for one period, and what is to be done about it.
#[derive(Debug, Clone)]
pub struct Settled<'a> {
    /// What is owed, and why; its steps include those of the plan.
    pub assessment: Assessment<'a>,
    /// What is to be done.
    pub plan: Plan,
}

/// Settles one service against its client's ledger. A final result moves the ledger on, a preview leaves it.
///
/// # Errors
/// [`MoneyError::Overflow`] when an amount does not fit.
#[inline(always)]
pub fn settle<'a>(
    terms: &Terms<'a>,
    capabilities: &Capabilities,
    service: &Service<'a>,
    entries: &[Entry],
    client: &mut ClientState,
) -> Result<Settled<'a>, MoneyError> {
    let mut assessment = assess(terms, service, client.carry.currency())?;
    // By itself, as a list that may grow lies in memory: what remains are numbers, which move for nothing.
    let mut steps = core::mem::take(&mut assessment.steps);
    let plan = plan(&assessment.entitlement, entries, *client, assessment.minimum, capabilities, &mut steps)?;
    assessment.steps = steps;
    if assessment.is_final {
        *client = plan.after;
    }
    Ok(Settled { assessment, plan })
}
