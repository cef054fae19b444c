//! What a schema 1 document means, written as schema 2.

use crate::contract::writer::{List, Put, object};
use crate::money::Money;
use crate::policy::{MaintenanceRule, Policy, Tier};
use crate::text::Sink;

/// Written as a document of schema 2.
pub(super) struct Migrated<'p>(pub &'p Policy<'p>);

impl Put for Migrated<'_> {
    fn put(self, sink: &mut Sink) {
        let policy = self.0;
        object!(sink;
            "schema": 2_i64,
            "name": policy.name(),
            "zone": policy.zone(),
            "counting": Counting(policy.maintenance()),
            "schedule": Tiers(policy.schedule().tiers()),
            "fee": PlanAlone,
            "caps": List([Cap(policy)].into_iter()),
            "minimumPayout": List(policy.minimum_payouts().iter().map(AmountIn)),
            "settleDelayMs": policy.settle_delay_ms(),
        );
    }
}

/// Schema 1 knows no add-ons.
struct PlanAlone;

impl Put for PlanAlone {
    fn put(self, sink: &mut Sink) {
        object!(sink; "addOns": false);
    }
}

struct Counting(MaintenanceRule);

impl Put for Counting {
    fn put(self, sink: &mut Sink) {
        object!(sink; "maintenance": self.0);
    }
}

impl Put for MaintenanceRule {
    fn put(self, sink: &mut Sink) {
        let (rule, notice_ms) = match self {
            Self::Counted => ("counted", None),
            Self::Excluded => ("excluded", None),
            Self::ExcludedIfAnnounced { notice_ms } => ("excludedIfAnnounced", Some(notice_ms)),
        };
        object!(sink; "rule": rule, "noticeMs": notice_ms);
    }
}

struct Tiers<'p>(&'p [Tier]);

impl Put for Tiers<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "family": "uptimeTiers", "tiers": List(self.0.iter()));
    }
}

impl Put for &Tier {
    fn put(self, sink: &mut Sink) {
        object!(sink; "below": self.below, "percent": self.percent);
    }
}

struct Cap<'p>(&'p Policy<'p>);

impl Put for Cap<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "per": "period", "percent": self.0.cap());
    }
}

struct AmountIn<'p>(&'p Money);

impl Put for AmountIn<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "currency": self.0.currency(), "amount": *self.0);
    }
}
