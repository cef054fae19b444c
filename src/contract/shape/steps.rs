//! The arguments of explanation steps, by key: the list of docs/contract.md, *Steps*.

use super::scalars::{
    AMOUNT, COUNT, DURATION_MS, HASH, ID, INSTANT, KEY, MONTH, MONTHS, PERCENT, QUANTITY_TEXT, RATE, RULE_ID,
    SHARE_TEXT, TEXT,
};
use super::words::{
    CAPPED_PER, DEDUCTION_KIND, EARNING, EXCLUSION, FEE_SOURCE, FORFEIT, LINE_KIND, OTHER_LENGTH, OTHER_RULE, REASON,
    REFUND_CLOCK, REFUND_DESTINATION, REFUND_REASON, REFUND_UNIT, REFUND_WAITS, STACK, VERDICT,
};
use super::{Field, Object, StepUnion, required};

const FROM: Field = required("from", INSTANT, "");
const TO: Field = required("to", INSTANT, "");
const NET: Field = required("net", AMOUNT, "");
const TAX: Field = required("tax", AMOUNT, "");
const GROSS: Field = required("gross", AMOUNT, "");
const VOTED: &[Field] = &[
    FROM,
    TO,
    required("votes", COUNT, "Most groups that were down at one instant of it."),
    required("needed", COUNT, ""),
    required("reason", REASON, ""),
];

/// Declares the arguments of each step of a union.
macro_rules! steps {
    ($($union:ident $name:literal $about:literal { $($key:literal $what:literal $fields:expr;)+ })+) => {
        $(pub(super) static $union: StepUnion = StepUnion {
            name: $name,
            about: $about,
            members: &[$({
                static ARGS: Object = Object { name: $key, about: $what, fields: $fields };
                &ARGS
            },)+],
        };)+

        /// The unions of all commands; each key stands in one of them.
        pub static STEPS: &[&StepUnion] = &[$(&$union,)+];
    };
}

steps! {
    CONFIRM_STEP "ConfirmStep" "Steps of `confirm`." {
        "outageConfirmed" "An outage that counts." VOTED;
        "outageDoubtful" "An outage that does not count as long as nobody accepts it." VOTED;
        "outageRefused" "An outage that a person refused." &[FROM, TO];
    }
    SETTLE_STEP "SettleStep" "Steps of `settle`, in this order. Who follows them gets the amount." {
        "period" "The period that is settled." &[required("month", MONTH, ""), FROM, TO, required("zone", ID, "")];
        "policy" "The policy in force." &[
            required("hash", HASH, ""),
            required("name", ID, ""),
            required("boundAt", INSTANT, "The instant at which it had to be in force."),
        ];
        "noPolicy" "No policy is in force." &[];
        "window" "The days that a rolling year looks at." &[FROM, TO];
        "serviceTime" "Time in which the service was active, up to `asOf`." &[required("ms", DURATION_MS, "")];
        "outside" "Excused time that is no service time." &[required("ms", DURATION_MS, "Of the whole period.")];
        "component" "What follows, up to its share, is about a part of the service." &[required("name", ID, "")];
        "noService" "The service was never active in the period." &[];
        "outage" "One outage, as far as it touches the service in the period." &[
            required("id", KEY, ""),
            FROM,
            TO,
            required("countedMs", DURATION_MS, "What counts and was not counted before."),
        ];
        "excluded" "A stretch of the outage before it that does not count." &[
            required("id", KEY, "The outage's."),
            FROM,
            TO,
            required("ms", DURATION_MS, ""),
            required("reason", EXCLUSION, ""),
        ];
        "notReported" "The outage before it was never reported." &[required("id", KEY, "The outage's.")];
        "affected" "What the time of the outage before it weighs." &[
            required("id", KEY, "The outage's."),
            required("percent", PERCENT, ""),
        ];
        "rule" "Downtime as the policy measures it." &[
            required("rule", OTHER_RULE, ""),
            required("minutes", COUNT, "Of the rule; 0 where it has none."),
            required("ms", DURATION_MS, "Rounded down."),
        ];
        "downtime" "The sum of what counts." &[required("ms", DURATION_MS, "")];
        "month" "The length of a month, of which service time has its part." &[
            required("length", OTHER_LENGTH, ""),
            required("ms", DURATION_MS, ""),
        ];
        "availability" "Up time over total time." &[
            required("upMs", DURATION_MS, ""),
            required("totalMs", DURATION_MS, ""),
            required("display", PERCENT, "Rounded down to 6 decimals."),
        ];
        "extension" "The service is prolonged." &[required("ms", DURATION_MS, "")];
        "fee" "What was paid for the period; one for each line, and their sum counts." &[
            required("source", FEE_SOURCE, ""),
            required("id", TEXT, "The charge's; empty for the recurring amount."),
            required("gross", AMOUNT, "With tax."),
            required("months", MONTHS, "That it covers."),
        ];
        "noFee" "Nothing was paid for the period." &[];
        "tier" "The tier that was reached." &[
            required("below", PERCENT, "Availability is below this."),
            required("percent", PERCENT, "The share of the fee."),
        ];
        "noTier" "Availability is at or above every tier." &[];
        "incident" "An incident and the share that it earns." &[
            FROM,
            TO,
            required("ms", DURATION_MS, "Its downtime, rounded down."),
            required("share", SHARE_TEXT, ""),
        ];
        "share" "The share of the fee that was earned." &[required("family", EARNING, ""), required("share", SHARE_TEXT, "")];
        "componentCap" "The cap of a component, when it is lower: its share." &[required("percent", PERCENT, "")];
        "stacked" "What the shares of all components come to." &[
            required("stack", STACK, ""),
            required("share", SHARE_TEXT, ""),
        ];
        "credit" "The share of the fee, rounded once." &[GROSS];
        "cap" "The cap, when it is lower." &[required("percent", PERCENT, "The share of the fee."), GROSS];
        "capped" "Another cap, when it is lower." &[
            required("per", CAPPED_PER, ""),
            required("limit", AMOUNT, ""),
            required("given", AMOUNT, "Before."),
            required("gross", AMOUNT, "What is left of the credit."),
        ];
        "belowMinimumCredit" "Too little to be owed: nothing is." &[required("minimum", AMOUNT, "")];
        "forfeited" "Nothing is owed because of this." &[required("reason", FORFEIT, "")];
        "notClaimed" "Nothing is owed as nobody asked in time." &[required("until", INSTANT, "The last instant.")];
        "taxSplit" "What of the credit is tax." &[NET, TAX, required("rate", RATE, "The summed rate.")];
        "ledger" "What the ledger already holds." &[NET, TAX, GROSS, required("entries", COUNT, "How many.")];
        "adjustment" "The difference to what the ledger holds." &[NET, TAX, GROSS];
        "carryIn" "What earlier entries left over." &[required("amount", AMOUNT, "May be negative.")];
        "belowMinimum" "Less than what is paid out." &[required("minimum", AMOUNT, "The policy's minimum payout.")];
        "posting" "What the panel books." &[required("amount", AMOUNT, "")];
        "carryOut" "What is left for later entries." &[required("amount", AMOUNT, "May be negative.")];
    }
    RECONCILE_STEP "ReconcileStep" "Steps of `reconcilePosting`." {
        "markerRows" "Rows of the credit log that carry the marker." &[required("count", COUNT, "")];
        "balance" "Whether the panel's balance adds up." &[
            required("before", AMOUNT, "Before the claim."),
            required("rows", AMOUNT, "Sum of the rows since."),
            required("now", AMOUNT, ""),
        ];
        "verdict" "What became of the posting." &[required("verdict", VERDICT, "")];
    }
    REFUND_STEP "RefundStep" "Steps of `quoteRefund`, in this order. Who follows them gets the payout." {
        "stop" "Where the clock stops." &[required("by", REFUND_CLOCK, ""), required("at", INSTANT, "")];
        "ruleFailed" "A rule that does not hold." &[required("rule", RULE_ID, ""), required("reason", REFUND_REASON, "")];
        "refundRule" "The rule that decides." &[required("rule", RULE_ID, "")];
        "noRule" "No rule holds: nothing comes back." &[];
        "line" "What follows, up to `lineBack`, is about this line." &[
            required("id", ID, ""),
            required("kind", LINE_KIND, ""),
            required("price", AMOUNT, "In its own mode, after coupons and vouchers that are kept."),
        ];
        "usedTime" "Used time." &[
            required("used", COUNT, "In units; exact: milliseconds."),
            required("total", COUNT, "0: all is used."),
            required("unit", REFUND_UNIT, ""),
        ];
        "usedUnits" "Used quantity." &[required("used", QUANTITY_TEXT, ""), required("granted", QUANTITY_TEXT, "")];
        "usedMonths" "Used months." &[
            required("months", COUNT, "Whole ones."),
            required("rest", SHARE_TEXT, "The begun one: its share, hours, or 1 where it is whole."),
        ];
        "kept" "What is kept as the rule or the kind of line says." &[required("amount", AMOUNT, "")];
        "overage" "What was used beyond the plan." &[
            required("id", ID, "Of the usage."),
            required("quantity", QUANTITY_TEXT, "Beyond."),
            required("amount", AMOUNT, ""),
        ];
        "feeKept" "A fee." &[required("id", RULE_ID, ""), required("amount", AMOUNT, "")];
        "lineBack" "What comes back of the line." &[NET, TAX, GROSS];
        "newCost" "What of the new plan is not used." &[required("amount", AMOUNT, "With tax.")];
        "deduction" "What else does not come back." &[required("kind", DEDUCTION_KIND, ""), required("amount", AMOUNT, "")];
        "limit" "What was paid and not given back, less what has to stay." &[required("amount", AMOUNT, "")];
        "waived" "What of the claim was never paid." &[required("amount", AMOUNT, "")];
        "waits" "Nothing may be paid as long as this is so." &[required("for", REFUND_WAITS, "")];
        "refunded" "What refunds of these lines gave before." &[required("amount", AMOUNT, "")];
        "decided" "What a person decided to pay at most." &[required("amount", AMOUNT, "")];
        "payout" "What comes back." &[required("amount", AMOUNT, "")];
        "part" "A part of it." &[required("to", REFUND_DESTINATION, ""), required("amount", AMOUNT, "")];
    }
}
