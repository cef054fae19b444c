//! The policy document, schema 1, as checked values.

use super::schedule::Schedule;
use crate::money::{Currency, Money, Percent};
use crate::order::Keyed;

/// 72 hours: how long evidence may come late before a period is settled, unless the policy says otherwise.
pub const DEFAULT_SETTLE_DELAY_MS: i64 = 259_200_000;

/// What announced maintenance means for downtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaintenanceRule {
    /// It is downtime like any other.
    Counted,
    /// It never counts.
    Excluded,
    /// It does not count if it was announced at least this long before it began.
    ExcludedIfAnnounced {
        /// Milliseconds of notice.
        notice_ms: i64,
    },
}

/// Why a document is no policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyError {
    /// The cap is below the smallest share, which could then never be paid.
    Cap,
}

/// The members of a document, each valid by itself.
#[derive(Debug, Clone)]
pub struct PolicyParts<'a> {
    /// SHA-256 of the stored document, in hex; names the version.
    pub hash: &'a str,
    /// For people.
    pub name: &'a str,
    /// Name of the zone whose calendar bounds the periods.
    pub zone: &'a str,
    /// What maintenance means.
    pub maintenance: MaintenanceRule,
    /// From availability to share.
    pub schedule: Schedule,
    /// Largest share of the period's fee; 100 % unless given.
    pub cap: Option<Percent>,
    /// Smallest payout of each currency; none where a currency is missing.
    pub minimum_payout: Vec<Money>,
    /// Milliseconds from the period's end to settlement.
    pub settle_delay_ms: Option<i64>,
}

/// One immutable version of a policy; found by its hash.
#[derive(Debug, Clone)]
pub struct Policy<'a> {
    parts: PolicyParts<'a>,
}

impl<'a> Keyed<'a> for Policy<'a> {
    #[inline(always)]
    fn key(&self) -> &'a str {
        self.parts.hash
    }
}

impl<'a> Policy<'a> {
    /// Checks what the members say together.
    ///
    /// # Errors
    /// [`PolicyError`].
    #[inline(always)]
    pub fn new(parts: PolicyParts<'a>) -> Result<Self, PolicyError> {
        if parts.cap.is_some_and(|cap| cap < parts.schedule.smallest_share()) {
            return Err(PolicyError::Cap);
        }
        Ok(Self { parts })
    }

    /// SHA-256 of the stored document, in hex.
    #[must_use]
    pub fn hash(&self) -> &'a str {
        self.parts.hash
    }

    /// The name for people.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.parts.name
    }

    /// The name of its zone.
    #[must_use]
    pub fn zone(&self) -> &'a str {
        self.parts.zone
    }

    /// What maintenance means.
    #[must_use]
    pub fn maintenance(&self) -> MaintenanceRule {
        self.parts.maintenance
    }

    /// From availability to share.
    #[must_use]
    pub fn schedule(&self) -> &Schedule {
        &self.parts.schedule
    }

    /// Whether a service that was never down could be owed anything: if not, and its ledger holds nothing, there is
    /// nothing to settle.
    #[must_use]
    pub fn owes_without_downtime(&self) -> bool {
        self.schedule().reached(1, 1).is_some()
    }

    /// Largest share of the period's fee.
    #[must_use]
    pub fn cap(&self) -> Percent {
        self.parts.cap.unwrap_or(Percent::HUNDRED)
    }

    /// The smallest payout in this currency, if there is one.
    #[must_use]
    pub fn minimum_payout(&self, currency: Currency) -> Option<Money> {
        self.parts.minimum_payout.iter().find(|minimum| minimum.currency() == currency).copied()
    }

    /// The smallest payouts, a currency each.
    #[must_use]
    pub fn minimum_payouts(&self) -> &[Money] {
        &self.parts.minimum_payout
    }

    /// Milliseconds from the period's end to settlement.
    #[must_use]
    pub fn settle_delay_ms(&self) -> i64 {
        self.parts.settle_delay_ms.unwrap_or(DEFAULT_SETTLE_DELAY_MS)
    }
}
