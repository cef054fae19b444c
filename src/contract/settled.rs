//! How a settled service looks in the answer of `settle`.

use super::writer::{Empty, List, Put, answer, object};
use crate::money::Currency;
use crate::settlement::{Adjustment, Settled};
use crate::sla::{Counted, Entitlement, Exclusion};
use crate::text::Sink;

/// A settled service with what the request called it.
pub(super) struct Row<'a> {
    pub service: &'a str,
    pub client: &'a str,
    pub currency: Currency,
    pub period: &'a str,
    pub settled: Settled<'a>,
}

pub(super) fn write_rows(rows: &[Row<'_>]) -> Vec<u8> {
    answer!("ok": true, "results": List(rows.iter()), "warnings": Empty)
}

impl Put for &Row<'_> {
    fn put(self, sink: &mut Sink) {
        let (found, plan) = (&self.settled.assessment, &self.settled.plan);
        object!(sink;
            "service": self.service,
            "client": self.client,
            "currency": self.currency,
            "period": self.period,
            "from": found.period.from(),
            "to": found.period.to(),
            "dueAt": found.due_at,
            "final": found.is_final,
            "policy": found.policy,
            "totalMs": found.total_ms,
            "downtimeMs": found.downtime_ms,
            "excludedMs": found.excluded_ms,
            "availability": found.availability.map(|availability| availability.display),
            "entitlement": &found.entitlement,
            "adjustment": plan.adjustment.as_ref(),
            "route": plan.route.word(),
            "posting": plan.posting,
            "carryBefore": plan.before.carry,
            "carryAfter": plan.after.carry,
            "revision": plan.before.revision,
            "counted": List(found.counted.iter()),
            "steps": List(found.steps.iter()),
        );
    }
}

impl Put for &Entitlement {
    fn put(self, sink: &mut Sink) {
        object!(sink; "net": self.net, "tax": self.tax, "gross": self.gross, "rate": self.rate);
    }
}

impl Put for &Adjustment {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "n": self.n,
            "kind": "sla",
            "net": self.net,
            "tax": self.tax,
            "gross": self.gross,
            "rate": self.rate,
        );
    }
}

impl Put for &Counted<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "outage": self.id,
            "countedMs": self.counted_ms,
            "excludedMs": self.excluded_ms(),
            "exclusion": self.exclusion().map(Exclusion::word),
        );
    }
}
