//! `describePolicy`: the SLA that a client reads.

use super::policy::VERSION;
use super::refund_policy;
use super::scalars::{AMOUNT, DURATION_MS, ID, INSTANT, MONTH, PERCENT, RULE_ID, TEXT};
use super::settle::CLAIMED;
use super::steps::SETTLE_STEP;
use super::words::{CURRENCY, EXAMPLE_ID, LANGUAGE, REFUND_EXAMPLE_ID, SECTION_ID};
use super::{Object, Type, Union, WARNINGS, command, contract, list, nullable, ok, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "DescribePolicyRequest",
    about: "What does a client read about this policy?",
    fields: &[
        contract(),
        command("describePolicy"),
        required(
            "document",
            Type::Either(&Type::Object(&refund_policy::DOCUMENT), &Type::OneOf(&VERSION)),
            "An SLA, or a refund policy, which has a `kind`.",
        ),
        required("currency", CURRENCY, "Of the examples."),
        optional(
            "fee",
            AMOUNT,
            "Of a month in the examples, of a refund policy's of a year, above 0. Absent: a hundred units.",
        ),
        optional("language", LANGUAGE, "Absent: `en`."),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "DescribePolicyAnswer",
    about: "The SLA that a client reads.",
    fields: &[
        ok(true),
        required("language", LANGUAGE, ""),
        required("title", TEXT, ""),
        required("sections", list(&Type::Object(&SECTION)), "In order; the last one leads to the examples."),
        required(
            "examples",
            Type::List(&Type::OneOf(&ANY_EXAMPLE), 3, Some(3)),
            "Computed as `settle` does, a refund policy's as `quoteRefund` does.",
        ),
        required("text", TEXT, "The whole as plain text."),
        WARNINGS,
    ],
};

static SECTION: Object = Object {
    name: "PolicySection",
    about: "A part of the text.",
    fields: &[
        required("id", SECTION_ID, "The same in every language; `component` comes once for each."),
        required("title", TEXT, ""),
        required("paragraphs", list(&TEXT), ""),
        nullable("table", Type::Object(&TABLE), "Below the paragraphs."),
    ],
};

const CELLS: Type = Type::List(&TEXT, 2, Some(2));

static TABLE: Object = Object {
    name: "PolicyTable",
    about: "Tiers or steps.",
    fields: &[required("columns", CELLS, "What stands above them."), required("rows", list(&CELLS), "")],
};

static ANY_EXAMPLE: Union = Union {
    name: "AnyPolicyExample",
    about: "An example of an SLA, or of a refund policy.",
    tag: "id",
    members: &[&EXAMPLE, &REFUND_EXAMPLE],
};

static REFUND_EXAMPLE: Object = Object {
    name: "RefundExample",
    about: "A client who asks for a refund.",
    fields: &[
        required("id", REFUND_EXAMPLE_ID, ""),
        required("text", TEXT, "When the client asks, what is kept, and what comes back."),
        required("price", AMOUNT, "Of a year, without tax."),
        required("requestedAt", INSTANT, ""),
        nullable("rule", RULE_ID, "The rule that decides; null where none holds."),
        required("payout", AMOUNT, "What the client receives."),
    ],
};

static EXAMPLE: Object = Object {
    name: "PolicyExample",
    about: "A month of a service, settled under the policy.",
    fields: &[
        required("id", EXAMPLE_ID, ""),
        required("text", TEXT, "What happens and what the client receives."),
        required("period", MONTH, ""),
        required("fee", AMOUNT, "Of a month, without tax."),
        required("outages", list(&Type::Object(&OUTAGE)), "Their ids are their places, from `1` on."),
        required("claims", list(&Type::Object(&CLAIMED)), "Empty where the policy asks for none."),
        required("downtimeMs", DURATION_MS, "What counts."),
        required("availability", PERCENT, "Rounded down to 6 decimals, for display."),
        required("credit", Type::Object(&CREDIT), ""),
        required("extensionMs", DURATION_MS, "By how much the service is prolonged."),
        required("steps", list(&Type::Step(&SETTLE_STEP)), "As those of `settle`; the policy's hash is 64 zeros."),
    ],
};

static OUTAGE: Object = Object {
    name: "ExampleOutage",
    about: "An outage of an example.",
    fields: &[
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
        nullable("component", ID, "The part that was down, where the policy knows parts."),
        nullable("affected", PERCENT, "How much of the service, where the policy asks for it."),
        nullable("reportedAt", INSTANT, "When the client reported it, where the policy asks for it."),
    ],
};

static CREDIT: Object = Object {
    name: "ExampleCredit",
    about: "What the client receives.",
    fields: &[required("net", AMOUNT, ""), required("tax", AMOUNT, ""), required("gross", AMOUNT, "")],
};
