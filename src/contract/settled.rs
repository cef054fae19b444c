//! How a settled service looks in the answer of `settle`.

use super::writer::{List, Put, object};
use crate::money::Currency;
use crate::settlement::{Adjustment, Settled};
use crate::sla::{Counted, Entitlement, Exclusion};
use crate::text::Sink;

/// A settled service with what the request called it.
pub(super) struct Row<'s, 'a> {
    pub service: &'a str,
    pub client: &'a str,
    pub currency: Currency,
    pub period: &'a str,
    pub settled: &'s Settled<'a>,
}

/// The answer, to which one service after the other is appended as soon as it is settled.
pub(super) struct Rows {
    sink: Sink,
    is_first: bool,
}

impl Rows {
    /// An answer without a service.
    pub fn start() -> Self {
        let mut sink = Sink::start();
        sink.literal("{\"ok\":true,\"results\":[");
        Self { sink, is_first: true }
    }

    /// Appends a service.
    pub fn put(&mut self, row: &Row<'_, '_>) {
        row.put(self.next());
    }

    /// Where the next service is appended.
    #[inline(always)]
    pub fn next(&mut self) -> &mut Sink {
        if !self.is_first {
            self.sink.literal(",");
        }
        self.is_first = false;
        &mut self.sink
    }

    /// The whole answer.
    pub fn finish(mut self) -> Vec<u8> {
        self.sink.literal("],\"warnings\":[]}");
        self.sink.finish()
    }
}

/// Appends a settled service: the fields of every result in the order of the contract, then its own last ones.
macro_rules! put_result {
    ($sink:expr; $row:expr, $availability:expr; $($name:literal: $value:expr),+ $(,)?) => {{
        let (found, plan) = (&$row.settled.assessment, &$row.settled.plan);
        object!($sink;
            "service": $row.service,
            "client": $row.client,
            "currency": $row.currency,
            "period": $row.period,
            "from": found.period.from(),
            "to": found.period.to(),
            "dueAt": found.due_at,
            "final": found.is_final,
            "policy": found.policy,
            "totalMs": found.total_ms,
            "downtimeMs": found.downtime_ms,
            "excludedMs": found.excluded_ms,
            "availability": $availability,
            "entitlement": &found.entitlement,
            "adjustment": plan.adjustment.as_ref(),
            "route": plan.route.word(),
            "posting": plan.posting,
            "carryBefore": plan.before.carry,
            "carryAfter": plan.after.carry,
            "revision": plan.before.revision,
            "counted": List(found.counted.iter()),
            $($name: $value),+
        );
    }};
}
pub(super) use put_result;

impl Put for &Row<'_, '_> {
    fn put(self, sink: &mut Sink) {
        let found = &self.settled.assessment;
        let availability = found.availability.map(|availability| availability.display);
        put_result!(sink; self, availability; "steps": List(found.steps.iter()));
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
