//! Explanation steps as `{"key":…,"args":{…}}`: the names of docs/contract.md, *Steps*.

use super::wire::{Amount, At, Printed, Rate};
use crate::explain::{Step, Voted};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// One step.
#[derive(Debug)]
pub(super) struct StepView<'s, 'a>(pub &'s Step<'a>);

/// Views of all steps.
pub(super) fn views<'s, 'a>(steps: &'s [Step<'a>]) -> Vec<StepView<'s, 'a>> {
    steps.iter().map(StepView).collect()
}

impl Serialize for StepView<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut step = serializer.serialize_struct("Step", 2)?;
        step.serialize_field("key", key(self.0))?;
        step.serialize_field("args", &Args(self.0))?;
        step.end()
    }
}

fn key(step: &Step<'_>) -> &'static str {
    match step {
        Step::OutageConfirmed(_) => "outageConfirmed",
        Step::OutageDoubtful(_) => "outageDoubtful",
        Step::OutageRefused { .. } => "outageRefused",
        Step::Period { .. } => "period",
        Step::Policy { .. } => "policy",
        Step::NoPolicy => "noPolicy",
        Step::ServiceTime { .. } => "serviceTime",
        Step::NoService => "noService",
        Step::Outage { .. } => "outage",
        Step::Excluded { .. } => "excluded",
        Step::Downtime { .. } => "downtime",
        Step::Availability { .. } => "availability",
        Step::Fee { .. } => "fee",
        Step::NoFee => "noFee",
        Step::Tier { .. } => "tier",
        Step::NoTier => "noTier",
        Step::Credit { .. } => "credit",
        Step::Cap { .. } => "cap",
        Step::TaxSplit { .. } => "taxSplit",
        Step::Ledger { .. } => "ledger",
        Step::Adjustment { .. } => "adjustment",
        Step::CarryIn { .. } => "carryIn",
        Step::BelowMinimum { .. } => "belowMinimum",
        Step::Posting { .. } => "posting",
        Step::CarryOut { .. } => "carryOut",
        Step::MarkerRows { .. } => "markerRows",
        Step::Balance { .. } => "balance",
        Step::Verdict { .. } => "verdict",
    }
}

struct Args<'s, 'a>(&'s Step<'a>);

/// Writes the named arguments.
macro_rules! args {
    ($serializer:expr; $($name:literal: $value:expr),*) => {{
        let args = $serializer.serialize_struct("Args", 0)?;
        #[allow(unused_mut, reason = "a step without arguments writes nothing")]
        let mut args = args;
        $(args.serialize_field($name, &$value)?;)*
        args.end()
    }};
}

impl Serialize for Args<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self.0 {
            Step::OutageConfirmed(Voted { from, to, votes, needed, reason })
            | Step::OutageDoubtful(Voted { from, to, votes, needed, reason }) => args!(serializer;
                "from": At(from), "to": At(to), "votes": votes, "needed": needed, "reason": reason),
            Step::OutageRefused { from, to } => args!(serializer; "from": At(from), "to": At(to)),
            Step::Period { month, from, to, zone } => args!(serializer;
                "month": month, "from": At(from), "to": At(to), "zone": zone),
            Step::Policy { hash, name, bound_at } => args!(serializer;
                "hash": hash, "name": name, "boundAt": At(bound_at)),
            Step::ServiceTime { ms } | Step::Downtime { ms } => args!(serializer; "ms": ms),
            Step::Outage { id, from, to, counted_ms } => args!(serializer;
                "id": id, "from": At(from), "to": At(to), "countedMs": counted_ms),
            Step::Excluded { id, from, to, ms, reason } => args!(serializer;
                "id": id, "from": At(from), "to": At(to), "ms": ms, "reason": reason),
            Step::Availability { up_ms, total_ms, display } => args!(serializer;
                "upMs": up_ms, "totalMs": total_ms, "display": Printed(display)),
            Step::Fee { source, id, gross, months } => args!(serializer;
                "source": source, "id": id, "gross": Amount(gross), "months": months),
            Step::Tier { below, percent } => args!(serializer; "below": Rate(below), "percent": Rate(percent)),
            Step::Credit { gross } => args!(serializer; "gross": Amount(gross)),
            Step::Cap { percent, gross } => args!(serializer; "percent": Rate(percent), "gross": Amount(gross)),
            Step::TaxSplit { net, tax, rate } => args!(serializer;
                "net": Amount(net), "tax": Amount(tax), "rate": Rate(rate)),
            Step::Ledger { net, tax, gross, entries } => args!(serializer;
                "net": Amount(net), "tax": Amount(tax), "gross": Amount(gross), "entries": entries),
            Step::Adjustment { net, tax, gross } => args!(serializer;
                "net": Amount(net), "tax": Amount(tax), "gross": Amount(gross)),
            Step::BelowMinimum { minimum } => args!(serializer; "minimum": Amount(minimum)),
            Step::CarryIn { amount } | Step::Posting { amount } | Step::CarryOut { amount } => {
                args!(serializer; "amount": Amount(amount))
            }
            Step::MarkerRows { count } => args!(serializer; "count": count),
            Step::Balance { before, rows, now } => args!(serializer;
                "before": Printed(before), "rows": Printed(rows), "now": Printed(now)),
            Step::Verdict { verdict } => args!(serializer; "verdict": verdict),
            Step::NoPolicy | Step::NoService | Step::NoFee | Step::NoTier => args!(serializer;),
        }
    }
}
