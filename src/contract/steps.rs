//! Explanation steps as `{"key":…,"args":{…}}`: the names of docs/contract.md, *Steps*.

use super::writer::Put;
use crate::explain::{Step, Voted};
use crate::text::Sink;

/// Appends a step with its named arguments.
macro_rules! step {
    ($sink:expr; $key:literal) => {
        $sink.literal(concat!("{\"key\":\"", $key, "\",\"args\":{}}"))
    };
    ($sink:expr; $key:literal, $first:literal: $value:expr $(, $name:literal: $next:expr)*) => {{
        $sink.literal(concat!("{\"key\":\"", $key, "\",\"args\":{\"", $first, "\":"));
        $value.put($sink);
        $(
            $sink.literal(concat!(",\"", $name, "\":"));
            $next.put($sink);
        )*
        $sink.literal("}}");
    }};
}

impl Put for &Step<'_> {
    fn put(self, sink: &mut Sink) {
        match *self {
            Step::OutageConfirmed(Voted { from, to, votes, needed, reason }) => step!(sink; "outageConfirmed",
                "from": from, "to": to, "votes": votes, "needed": needed, "reason": reason),
            Step::OutageDoubtful(Voted { from, to, votes, needed, reason }) => step!(sink; "outageDoubtful",
                "from": from, "to": to, "votes": votes, "needed": needed, "reason": reason),
            Step::OutageRefused { from, to } => step!(sink; "outageRefused", "from": from, "to": to),
            Step::Period { month, from, to, zone } => step!(sink; "period",
                "month": month, "from": from, "to": to, "zone": zone),
            Step::Policy { hash, name, bound_at } => step!(sink; "policy",
                "hash": hash, "name": name, "boundAt": bound_at),
            Step::NoPolicy => step!(sink; "noPolicy"),
            Step::ServiceTime { ms } => step!(sink; "serviceTime", "ms": ms),
            Step::NoService => step!(sink; "noService"),
            Step::Outage { id, from, to, counted_ms } => step!(sink; "outage",
                "id": id, "from": from, "to": to, "countedMs": counted_ms),
            Step::Excluded { id, from, to, ms, reason } => step!(sink; "excluded",
                "id": id, "from": from, "to": to, "ms": ms, "reason": reason),
            Step::Downtime { ms } => step!(sink; "downtime", "ms": ms),
            Step::Availability { up_ms, total_ms, display } => step!(sink; "availability",
                "upMs": up_ms, "totalMs": total_ms, "display": display),
            Step::Fee { source, id, gross, months } => step!(sink; "fee",
                "source": source, "id": id, "gross": gross, "months": months),
            Step::NoFee => step!(sink; "noFee"),
            Step::Tier { below, percent } => step!(sink; "tier", "below": below, "percent": percent),
            Step::NoTier => step!(sink; "noTier"),
            Step::Credit { gross } => step!(sink; "credit", "gross": gross),
            Step::Cap { percent, gross } => step!(sink; "cap", "percent": percent, "gross": gross),
            Step::TaxSplit { net, tax, rate } => step!(sink; "taxSplit", "net": net, "tax": tax, "rate": rate),
            Step::Ledger { net, tax, gross, entries } => step!(sink; "ledger",
                "net": net, "tax": tax, "gross": gross, "entries": entries),
            Step::Adjustment { net, tax, gross } => step!(sink; "adjustment", "net": net, "tax": tax, "gross": gross),
            Step::CarryIn { amount } => step!(sink; "carryIn", "amount": amount),
            Step::BelowMinimum { minimum } => step!(sink; "belowMinimum", "minimum": minimum),
            Step::Posting { amount } => step!(sink; "posting", "amount": amount),
            Step::CarryOut { amount } => step!(sink; "carryOut", "amount": amount),
            Step::MarkerRows { count } => step!(sink; "markerRows", "count": count),
            Step::Balance { before, rows, now } => step!(sink; "balance", "before": before, "rows": rows, "now": now),
            Step::Verdict { verdict } => step!(sink; "verdict", "verdict": verdict),
        }
    }
}
