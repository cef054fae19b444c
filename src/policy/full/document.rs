//! The policy document, schema 2, as checked values.

use super::counting::{Counting, closed};
use super::schedule::{Edge, Family, Schedule, Tiers};
use super::terms::{Amounts, CapPer, Caps, Claim, FeeRule, Forfeit, Limit};
use crate::policy::{DEFAULT_SETTLE_DELAY_MS, Policy};

closed! {
    /// What bounds a period.
    PeriodKind {
        /// The months of the calendar.
        Calendar "calendar"
        /// The service's own day of the month.
        Anniversary "anniversary"
    }
    /// How long a month is where downtime is compared with it.
    Length {
        /// As long as the period.
        Period "period"
        /// 30 days.
        Days30 "days30"
        /// 365.2425 ÷ 12 days.
        Mean "mean"
        /// 730 hours.
        Hours730 "hours730"
    }
}

/// Why a document is no policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FullError {
    /// This cap could never be used, or a tier could never be paid under it: its place in the list.
    Cap(usize),
    /// A component's cap is below its first tier: its place in the list.
    ComponentCap(usize),
}

/// The members of a document, each valid by itself.
#[derive(Debug, Clone)]
pub struct FullParts<'a> {
    /// SHA-256 of the stored document, in hex; names the version.
    pub hash: &'a str,
    /// The document's schema: 2, or 1 for one that was migrated.
    pub schema: u32,
    /// For people.
    pub name: &'a str,
    /// Name of the zone whose calendar bounds the periods.
    pub zone: &'a str,
    /// What bounds a period.
    pub period: PeriodKind,
    /// How long a month is.
    pub length: Length,
    /// From outages to downtime.
    pub counting: Counting,
    /// From downtime to a share.
    pub schedule: Schedule<'a>,
    /// What it is a share of.
    pub fee: FeeRule,
    /// What limits it.
    pub caps: Caps,
    /// Below this nothing is owed.
    pub minimum_credit: Amounts,
    /// Below this nothing is paid out yet.
    pub minimum_payout: Amounts,
    /// Whether it has to be claimed.
    pub claim: Option<Claim>,
    /// What costs the client the credit.
    pub forfeits: Vec<Forfeit>,
    /// How long a credit lasts.
    pub expires_after_ms: Option<i64>,
    /// From the period's end to settlement.
    pub settle_delay_ms: i64,
}

/// One immutable version of a policy of either schema; found by its hash.
#[derive(Debug, Clone)]
pub struct FullPolicy<'a> {
    parts: FullParts<'a>,
}

impl<'a> FullPolicy<'a> {
    /// Checks what the members say together.
    ///
    /// # Errors
    /// [`FullError`].
    pub fn new(parts: FullParts<'a>) -> Result<Self, FullError> {
        let has_incidents = parts.schedule.families().any(Family::is_per_incident);
        let smallest = match &parts.schedule {
            Schedule::One(family) => family.smallest_tier(),
            Schedule::Components(_) => None,
        };
        for (place, cap) in parts.caps.all().iter().enumerate() {
            let never_pays = match (cap.per, &cap.limit) {
                (CapPer::Incident, _) => !has_incidents,
                (CapPer::Period, Limit::Percent(percent)) => smallest.is_some_and(|smallest| *percent < smallest),
                _ => false,
            };
            if never_pays {
                return Err(FullError::Cap(place));
            }
        }
        if let Schedule::Components(components) = &parts.schedule {
            let never_pays = |component: &super::Component<'_>| {
                component.cap.zip(component.family.smallest_tier()).is_some_and(|(cap, smallest)| cap < smallest)
            };
            if let Some(place) = components.of().iter().position(never_pays) {
                return Err(FullError::ComponentCap(place));
            }
        }
        Ok(Self { parts })
    }

    /// What a schema 1 document means.
    #[must_use]
    pub fn of_plain(plain: &Policy<'a>) -> Self {
        let tiers = Tiers { tiers: plain.schedule().clone(), edge: Edge::Below };
        Self {
            parts: FullParts {
                hash: plain.hash(),
                schema: 1,
                name: plain.name(),
                zone: plain.zone(),
                period: PeriodKind::Calendar,
                length: Length::Period,
                counting: Counting { maintenance: plain.maintenance().into(), ..Counting::default() },
                schedule: Schedule::One(Family::UptimeTiers(tiers)),
                // Such a document was written before anybody asked for add-ons.
                fee: FeeRule { add_ons: false, ..FeeRule::default() },
                caps: Caps::of_period(plain.cap()),
                minimum_credit: Amounts::default(),
                minimum_payout: Amounts::new(plain.minimum_payouts().to_vec()).unwrap_or_default(),
                claim: None,
                forfeits: Vec::new(),
                expires_after_ms: None,
                settle_delay_ms: plain.settle_delay_ms(),
            },
        }
    }

    /// What the document says.
    #[must_use]
    pub fn parts(&self) -> &FullParts<'a> {
        &self.parts
    }
}

/// The delay of a document that names none.
impl FullParts<'_> {
    /// 72 hours.
    pub const SETTLE_DELAY_MS: i64 = DEFAULT_SETTLE_DELAY_MS;
}
