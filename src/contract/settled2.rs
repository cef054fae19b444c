//! How a service that was settled with policies of schema 2 looks in the answer of `settle`.

use super::settled::put_result;
use super::writer::{List, Put, object};
use crate::calendar::Instant;
use crate::explain::FullStep;
use crate::money::{Currency, Fraction, Money};
use crate::settlement::FullSettled;
use crate::sla::full::{FullCounted, Schema2, Why};
use crate::text::Sink;

/// A settled service with what the request called it.
pub(super) struct FullRow<'s, 'a> {
    pub service: &'a str,
    pub client: &'a str,
    pub currency: Currency,
    pub period: &'a str,
    pub settled: &'s FullSettled<'a>,
}

/// Appends a service: the fields of every result, and before its steps what only schema 2 says.
#[inline(never)]
pub(super) fn put(row: &FullRow<'_, '_>, sink: &mut Sink) {
    let found = &row.settled.assessment;
    let steps = List(found.steps.iter());
    match found.schema2 {
        Some(schema2) => put_result!(sink; row, found.availability; "schema2": schema2, "steps": steps),
        None => put_result!(sink; row, found.availability; "steps": steps),
    }
}

impl Put for Schema2 {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "extensionMs": self.extension_ms,
            "claimable": self.claimable.map(|(gross, until)| Claimable { gross, until }),
            "expiresAt": self.expires_at,
        );
    }
}

struct Claimable {
    gross: Money,
    until: Instant,
}

impl Put for Claimable {
    fn put(self, sink: &mut Sink) {
        object!(sink; "gross": self.gross, "until": self.until);
    }
}

impl Put for &FullCounted<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "outage": self.id,
            "countedMs": self.counted_ms,
            "excludedMs": self.excluded_ms(),
            "exclusion": self.exclusion().map(Why::word),
        );
    }
}

impl Put for Fraction {
    fn put(self, sink: &mut Sink) {
        sink.string(&self.text());
    }
}

/// Appends a step with its named arguments.
macro_rules! step {
    ($sink:expr; $key:literal, $($name:literal: $value:expr),+) => {{
        $sink.literal(concat!("{\"key\":\"", $key, "\",\"args\":"));
        object!($sink; $($name: $value),+);
        $sink.literal("}");
    }};
}

impl Put for &FullStep<'_> {
    fn put(self, sink: &mut Sink) {
        match *self {
            FullStep::Plain(ref step) => step.put(sink),
            FullStep::Window { from, to } => step!(sink; "window", "from": from, "to": to),
            FullStep::Outside { ms } => step!(sink; "outside", "ms": ms),
            FullStep::Component { name } => step!(sink; "component", "name": name),
            FullStep::NotReported { id } => step!(sink; "notReported", "id": id),
            FullStep::Affected { id, percent } => step!(sink; "affected", "id": id, "percent": percent),
            FullStep::Rule { rule, minutes, ms } => step!(sink; "rule", "rule": rule, "minutes": minutes, "ms": ms),
            FullStep::Month { length, ms } => step!(sink; "month", "length": length, "ms": ms),
            FullStep::Incident { from, to, ms, share } => step!(sink; "incident",
                "from": from, "to": to, "ms": ms, "share": share),
            FullStep::Share { family, share } => step!(sink; "share", "family": family, "share": share),
            FullStep::ComponentCap { percent } => step!(sink; "componentCap", "percent": percent),
            FullStep::Stacked { stack, share } => step!(sink; "stacked", "stack": stack, "share": share),
            FullStep::Extension { ms } => step!(sink; "extension", "ms": ms),
            FullStep::Capped { per, limit, given, gross } => step!(sink; "capped",
                "per": per, "limit": limit, "given": given, "gross": gross),
            FullStep::BelowMinimumCredit { minimum } => step!(sink; "belowMinimumCredit", "minimum": minimum),
            FullStep::Forfeited { reason } => step!(sink; "forfeited", "reason": reason),
            FullStep::NotClaimed { until } => step!(sink; "notClaimed", "until": until),
        }
    }
}
