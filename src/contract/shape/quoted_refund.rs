//! `quoteRefund`, the answer, and as much of it as comes back in a request.

use super::scalars::{AMOUNT, BOOLEAN, COUNT, DATE, HASH, ID, INSTANT, PERCENT, RULE_ID, SHARE_DECIMAL, TEXT};
use super::steps::REFUND_STEP;
use super::words::{
    CHANGED_WHAT, DEDUCTION_KIND, FACT, LINE_KIND, MONEY_SOURCE, QUOTED_TREATMENT, REFUND_CLOCK,
    REFUND_DESTINATION, REFUND_WAITS, REFUND_WAY,
};
use super::{Constant, Field, Object, Type, Union, WARNINGS, list, nullable, ok, required};

const POLICY: Field = required("policy", HASH, "The policy's.");
const RULE: Field = nullable("rule", ID, "The rule that decides; null: none does, and nothing comes back.");
const STATUTORY: Field = required("statutory", BOOLEAN, "Whether the law says so.");
const STOP_FIELD: Field = required("stop", Type::Object(&STOP), "");
const A_LINE: Type = Type::Object(&LINE);
const A_DEDUCTION: Type = Type::Object(&DEDUCTION);
const A_PART: Type = Type::Object(&PART);
const LINES: Field = required("lines", list(&A_LINE), "In the order of the request.");
const DEDUCTIONS: Field = required("deductions", list(&A_DEDUCTION), "Kept besides, above 0.");
const ENTITLEMENT: Field = required("entitlement", Type::Object(&SUMS), "The sum of all lines.");
const CLAIM: Field = required("claim", AMOUNT, "What is left of the entitlement.");
const LIMIT: Field = required("limit", AMOUNT, "What was paid and not given back, less what has to stay.");
const WAIVED: Field = required("waived", AMOUNT, "What of the claim was never paid: it lowers what is open.");
const DUE: Field = nullable("due", AMOUNT, "What is to be paid for the new plan; null: it does not change.");
const PAYOUT: Field = required("payout", AMOUNT, "The smaller one of claim and limit.");
const REMAINDER: Field = required("remainder", AMOUNT, "What of it the panel cannot book.");
const WAITS: Field = nullable("waits", REFUND_WAITS, "Not null: it may not be paid as long as this is so.");
const PLAN: Field = required("plan", list(&A_PART), "With the remainder it is the payout.");

pub(super) static QUOTED: Object = Object {
    name: "QuotedRefund",
    about: "A quote without its steps, as it was answered before.",
    fields: &[
        POLICY,
        RULE,
        STATUTORY,
        STOP_FIELD,
        required("rules", list(&Type::Open), "Not looked at."),
        LINES,
        DEDUCTIONS,
        ENTITLEMENT,
        CLAIM,
        LIMIT,
        WAIVED,
        DUE,
        PAYOUT,
        REMAINDER,
        WAITS,
        PLAN,
    ],
};

static QUOTE: Object = Object {
    name: "RefundQuote",
    about: "What would come back, and why.",
    fields: &[
        POLICY,
        RULE,
        STATUTORY,
        STOP_FIELD,
        required("rules", list(&Type::Object(&RULE_LOOKED)), "Up to the one that decides."),
        LINES,
        DEDUCTIONS,
        ENTITLEMENT,
        CLAIM,
        LIMIT,
        WAIVED,
        DUE,
        PAYOUT,
        REMAINDER,
        WAITS,
        PLAN,
        required("steps", list(&Type::Step(&REFUND_STEP)), ""),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "QuoteRefundAnswer",
    about: "What would come back.",
    fields: &[
        ok(true),
        required("quote", Type::Object(&QUOTE), ""),
        nullable(
            "changed",
            list(&Type::Object(&CHANGE)),
            "What differs from `quoted`; empty: every figure is the same. Null: nothing was quoted.",
        ),
        WARNINGS,
    ],
};

static STOP: Object = Object {
    name: "ClockStop",
    about: "Where the clock stops.",
    fields: &[
        required("by", REFUND_CLOCK, ""),
        required("at", INSTANT, ""),
        required("final", BOOLEAN, "False: that instant is not known, and stands for it is `asOf`."),
    ],
};

static RULE_LOOKED: Object = Object {
    name: "RuleLookedAt",
    about: "A rule that was looked at.",
    fields: &[
        required("rule", RULE_ID, ""),
        required("holds", BOOLEAN, ""),
        nullable("reason", Type::OneOf(&REASON), "The first condition that fails; null where the rule holds."),
    ],
};

/// Declares each reason with its one argument, or none.
macro_rules! reasons {
    ($($constant:ident $name:literal $code:literal $about:literal $args:expr;)+) => {
        $(static $constant: Object = Object {
            name: $name,
            about: $about,
            fields: &[
                required("code", Type::Constant(Constant::Text($code)), ""),
                required("args", Type::Object({
                    static ARGS: Object = Object { name: concat!($name, "Args"), about: "Its arguments.", fields: $args };
                    &ARGS
                }), ""),
            ],
        };)+

        static REASON: Union = Union {
            name: "RuleReason",
            about: "Why a rule does not hold.",
            tag: "code",
            members: &[$(&$constant,)+],
        };
    };
}

reasons! {
    FACT_MISSING "FactMissing" "factMissing" "This is not said of the case, or not known." &[required("fact", FACT, "")];
    FACT_PRESENT "FactPresent" "factPresent" "This is said of it." &[required("fact", FACT, "")];
    TOO_LATE "TooLate" "tooLate" "The window ended." &[required("until", INSTANT, "")];
    TOO_EARLY "TooEarly" "tooEarly" "The window has not opened." &[required("from", INSTANT, "")];
    USED_TOO_MUCH "UsedTooMuch" "usedTooMuch" "More of the term is used." &[required("percent", PERCENT, "")];
    PRODUCT_EXCLUDED "ProductExcluded" "productExcluded" "Not for this product." &[];
    COUNTRY_EXCLUDED "CountryExcluded" "countryExcluded" "Not for this country." &[];
    ORDER_TOO_SMALL "OrderTooSmall" "orderTooSmall" "The order is not above it." &[nullable("amount", AMOUNT, "Null: none in this currency.")];
    ORDER_TOO_LARGE "OrderTooLarge" "orderTooLarge" "The order is above it." &[nullable("amount", AMOUNT, "Null: none in this currency.")];
    CUSTOMER_TOO_NEW "CustomerTooNew" "customerTooNew" "Not a customer before this day." &[required("date", DATE, "")];
    CUSTOMER_TOO_OLD "CustomerTooOld" "customerTooOld" "A customer before this day." &[required("date", DATE, "")];
    QUOTA_USED "QuotaUsed" "quotaUsed" "There were so many refunds already." &[required("most", COUNT, "")];
    COOLING_DOWN "CoolingDown" "coolingDown" "A waiting time is not over." &[required("until", INSTANT, "")];
}

static LINE: Object = Object {
    name: "RefundLineQuote",
    about: "What comes back of a line.",
    fields: &[
        required("id", ID, ""),
        required("kind", LINE_KIND, ""),
        required("treatment", QUOTED_TREATMENT, ""),
        required("price", AMOUNT, "In its own mode, after coupons and vouchers that are kept."),
        nullable("usedShare", SHARE_DECIMAL, "9 decimals, half up; null where nothing was measured."),
        required("deductions", list(&Type::Object(&DEDUCTION)), "In its own mode; price − all of them comes back."),
        required("net", AMOUNT, ""),
        required("tax", AMOUNT, ""),
        required("gross", AMOUNT, "Comes back."),
        required("limited", BOOLEAN, "Whether what was given back of it before leaves less."),
    ],
};

static DEDUCTION: Object = Object {
    name: "RefundDeduction",
    about: "What does not come back.",
    fields: &[
        required("kind", DEDUCTION_KIND, ""),
        nullable("id", ID, "Of a usage, a fee, an open invoice."),
        required("amount", AMOUNT, "Above 0."),
    ],
};

static SUMS: Object = Object {
    name: "RefundSums",
    about: "An amount without tax, the tax, and with tax.",
    fields: &[required("net", AMOUNT, ""), required("tax", AMOUNT, ""), required("gross", AMOUNT, "")],
};

static PART: Object = Object {
    name: "PayoutPart",
    about: "A part of a payout.",
    fields: &[
        required("to", REFUND_DESTINATION, ""),
        nullable("payment", ID, "Back to this one."),
        nullable("source", MONEY_SOURCE, "The payment's."),
        required("route", REFUND_WAY, ""),
        required("amount", AMOUNT, "Above 0."),
    ],
};

static CHANGE: Object = Object {
    name: "ChangedFigure",
    about: "A figure that is not what it was.",
    fields: &[
        required("what", CHANGED_WHAT, ""),
        nullable("id", ID, "Of a line, or of a payment of the plan."),
        required("figure", TEXT, "Of a deduction its kind, with `:` and its id where it has one; of the plan the destination, with `:` and the source."),
        nullable("quoted", TEXT, "What it was: an amount, a word or an id; null: there was none."),
        nullable("now", TEXT, "What it is."),
    ],
};
