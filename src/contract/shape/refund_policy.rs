//! The refund policy document: docs/refunds.md.

use super::policy2::AMOUNT_IN;
use super::refund_review::REVIEW;
use super::refund_when::WHEN;
use super::scalars::{BOOLEAN, FACTOR, HASH, ID, MONTH_DAYS, MONTHS, PERCENT, RULE_ID};
use super::words::{
    FACT, LINE_KIND, REFUND_ARREARS, REFUND_CLOCK, REFUND_COUNT, REFUND_DESTINATION, REFUND_EDGE, REFUND_GATEWAY_FEES,
    REFUND_INCLUDED, REFUND_ORDER, REFUND_PRICE, REFUND_REAL, REFUND_REST, REFUND_ROUND, REFUND_TAX, REFUND_TO,
    REFUND_TREATMENT, REFUND_UNIT, REFUND_VOUCHERS,
};
use super::{Constant, Object, Type, Union, list, optional, required};
use crate::contract::refund_policy::{KIND, SCHEMA};
use crate::policy::refund::MAX_RULES;

pub(super) static POLICY: Object = Object {
    name: "RefundPolicyVersion",
    about: "A refund policy and the hash that names it.",
    fields: &[
        required("hash", HASH, "SHA-256 of the stored document."),
        required("document", Type::Object(&DOCUMENT), ""),
    ],
};

pub(super) static DOCUMENT: Object = Object {
    name: "RefundPolicyDocument",
    about: "What comes back when, and who decides (docs/refunds.md).",
    fields: &[
        required("kind", Type::Constant(Constant::Text(KIND)), "What tells it from an SLA."),
        required("schema", Type::Constant(Constant::Integer(SCHEMA)), ""),
        required("name", ID, "For people."),
        required("zone", ID, "The time zone whose calendar dates are."),
        optional("clock", REFUND_CLOCK, "Absent: `request`."),
        optional("requires", Type::Object(&WHEN), "Conditions of every rule that is not statutory."),
        required(
            "rules",
            Type::List(&Type::Object(&RULE), 1, Some(MAX_RULES)),
            "The first whose conditions hold decides. Ids are unique.",
        ),
        optional("lines", LINES, "The first of a kind whose facts are said decides."),
        optional("fees", list(&Type::Object(&FEE)), "What is kept besides. Ids are unique."),
        optional("overage", Type::Object(&OVERAGE), "Absent: the whole quantity is included."),
        optional("vouchers", REFUND_VOUCHERS, "Absent: `kept`."),
        optional("gatewayFees", REFUND_GATEWAY_FEES, "Absent: `ours`."),
        optional("arrears", REFUND_ARREARS, "Absent: `settleFirst`."),
        optional("tax", REFUND_TAX, "Absent: `line`."),
        optional("round", REFUND_ROUND, "Of what comes back of a line. Absent: `halfUp`."),
        optional("payout", Type::Object(&PAYOUT), "Absent: to the payments, the largest first."),
        optional("review", Type::Object(&REVIEW), "Absent: as its members absent."),
    ],
};

const LINES: Type = list(&A_LINE);
const A_LINE: Type = Type::Object(&LINE);

static RULE: Object = Object {
    name: "RefundRule",
    about: "When it holds, what comes back.",
    fields: &[
        required("id", RULE_ID, ""),
        optional("statutory", BOOLEAN, "The law says so: `requires` is not asked. Absent: no."),
        required("when", Type::Object(&WHEN), "All that is written must hold."),
        required("give", Type::OneOf(&GIVE), ""),
        optional("lines", LINES, "Looked at before the document's."),
    ],
};

static GIVE: Union = Union {
    name: "RefundGive",
    about: "What a rule gives back of a line.",
    tag: "method",
    members: &[&FULL, &NOTHING, &SHARE, &UNUSED, &MONTHLY],
};

static FULL: Object = Object {
    name: "RefundFull",
    about: "All of it.",
    fields: &[required("method", Type::Constant(Constant::Text("full")), "")],
};

static NOTHING: Object = Object {
    name: "RefundNothing",
    about: "A stated no.",
    fields: &[required("method", Type::Constant(Constant::Text("nothing")), "")],
};

static SHARE: Object = Object {
    name: "RefundShare",
    about: "So many per cent of it.",
    fields: &[required("method", Type::Constant(Constant::Text("share")), ""), required("percent", PERCENT, "")],
};

static UNUSED: Object = Object {
    name: "RefundUnused",
    about: "What of its time is not used.",
    fields: &[
        required("method", Type::Constant(Constant::Text("unused")), ""),
        optional("time", Type::Object(&TIME), "Absent: exact."),
        optional("times", FACTOR, "So often the used share is kept. Absent: 1."),
        optional("price", REFUND_PRICE, "Absent: `paid`."),
    ],
};

static MONTHLY: Object = Object {
    name: "RefundMonthly",
    about: "What the used months at their monthly price leave.",
    fields: &[
        required("method", Type::Constant(Constant::Text("monthly")), ""),
        optional("time", Type::Object(&TIME), "Of a month that has begun. Absent: exact."),
        optional("rest", REFUND_REST, "Absent: `share`."),
        optional("times", FACTOR, "So often all of it is kept. Absent: 1."),
    ],
};

static TIME: Object = Object {
    name: "RefundTime",
    about: "How used time is counted.",
    fields: &[
        optional("unit", REFUND_UNIT, "Absent: `exact`."),
        optional("count", REFUND_COUNT, "Absent: `length`."),
        optional("used", REFUND_EDGE, "Of a used unit that has begun. Not with `exact`. Absent: `up`."),
        optional("total", REFUND_EDGE, "Of the whole term, with `length` only. Absent: `down`."),
        optional(
            "month",
            Type::Either(&REFUND_REAL, &MONTH_DAYS),
            "How many days each month has, with days of the calendar only. Absent: `real`.",
        ),
    ],
};

static LINE: Object = Object {
    name: "RefundLine",
    about: "What is done with lines of a kind.",
    fields: &[
        required("kind", LINE_KIND, ""),
        required("give", Type::Either(&REFUND_TREATMENT, &Type::Object(&KEEP)), ""),
        optional("if", list(&FACT), "Only where all of these are said; each once."),
    ],
};

static KEEP: Object =
    Object { name: "RefundKeep", about: "So much of the price is kept.", fields: &[required("keep", PERCENT, "")] };

static FEE: Object = Object {
    name: "RefundFee",
    about: "A fee: exactly one of `amounts`, `percent` and `terms`.",
    fields: &[
        required("id", RULE_ID, ""),
        optional("amounts", list(&Type::Object(&AMOUNT_IN)), "A currency that is not named: no fee."),
        optional("percent", PERCENT, "Of the price of the lines that the rule decides."),
        optional("terms", list(&Type::Object(&TERM)), "The first that fits."),
        optional("if", list(&FACT), "Only where all of these are said; each once."),
        optional("rules", list(&RULE_ID), "Only under these. Absent: under any that is not statutory."),
        optional("taxed", BOOLEAN, "Before tax, of the plan line; else with tax, off the sum. Absent: yes."),
    ],
};

static TERM: Object = Object {
    name: "RefundTermFee",
    about: "A fee by term and age.",
    fields: &[
        optional("months", MONTHS, "The plan line's term. Absent: any."),
        optional("until", MONTHS, "Not over since the begin of the term. Absent: always."),
        required("percent", PERCENT, "Of the price of the lines that the rule decides."),
    ],
};

static OVERAGE: Object = Object {
    name: "RefundOverage",
    about: "What of the included quantity counts.",
    fields: &[optional("included", REFUND_INCLUDED, "Absent: `whole`.")],
};

static PAYOUT: Object = Object {
    name: "RefundPayout",
    about: "How money comes back.",
    fields: &[
        optional("to", REFUND_TO, "Absent: `payments`."),
        optional("order", REFUND_ORDER, "Of payments of one kind. Absent: `largest`."),
        optional("parts", list(&Type::Object(&PART)), "With `split` only: 100 per cent in all."),
    ],
};

static PART: Object = Object {
    name: "RefundPart",
    about: "A part of a payout.",
    fields: &[required("to", REFUND_DESTINATION, "Each once."), required("percent", PERCENT, "Above 0.")],
};
