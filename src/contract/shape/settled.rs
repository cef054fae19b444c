//! `settle`, the answer.

use super::scalars::{AMOUNT, BOOLEAN, COUNT, DURATION_MS, HASH, ID, INSTANT, KEY, MONTH, NUMBER, PERCENT, RATE};
use super::steps::SETTLE_STEP;
use super::words::{CURRENCY, ENTRY_KIND, EXCLUSION, ROUTE};
use super::{Object, Type, WARNINGS, list, nullable, ok, optional, required};

pub(super) static ANSWER: Object = Object {
    name: "SettleAnswer",
    about: "What the services are owed.",
    fields: &[ok(true), required("results", list(&Type::Object(&RESULT)), "One for each service, in order."), WARNINGS],
};

static RESULT: Object = Object {
    name: "Settlement",
    about: "What one service is owed for one month, and why.",
    fields: &[
        required("service", ID, ""),
        required("client", ID, ""),
        required("currency", CURRENCY, ""),
        required("period", MONTH, ""),
        required("from", INSTANT, "The period's first instant."),
        required("to", INSTANT, "The first instant after the period."),
        required("dueAt", INSTANT, "From then on the result is final."),
        required("final", BOOLEAN, "Only a final result may be recorded; before, it is a preview."),
        nullable("policy", HASH, "The version in force."),
        required("totalMs", DURATION_MS, "Service time of the whole period."),
        required("downtimeMs", DURATION_MS, "What counts."),
        required("excludedMs", DURATION_MS, "What does not count."),
        nullable("availability", PERCENT, "Rounded down to 6 decimals, for display."),
        required("entitlement", Type::Object(&ENTITLEMENT), ""),
        nullable("adjustment", Type::Object(&ADJUSTMENT), "The difference to what the ledger holds."),
        required("route", ROUTE, ""),
        nullable("posting", AMOUNT, "What the panel books."),
        required("carryBefore", AMOUNT, ""),
        required("carryAfter", AMOUNT, ""),
        required("revision", COUNT, "Of the client's ledger that this was computed against."),
        required("counted", list(&Type::Object(&COUNTED)), "Every outage that touches the service in the period."),
        optional("schema2", Type::Object(&SCHEMA2), "Only where a policy of schema 2 is in force; never null."),
        required("steps", list(&Type::Step(&SETTLE_STEP)), ""),
    ],
};

static SCHEMA2: Object = Object {
    name: "Schema2Result",
    about: "What only policies of schema 2 say.",
    fields: &[
        required("extensionMs", DURATION_MS, "By how much the service is prolonged."),
        nullable("claimable", Type::Object(&CLAIMABLE), "What is not owed only because nobody asked for it yet."),
        nullable("expiresAt", INSTANT, "When the credit ends."),
    ],
};

static CLAIMABLE: Object = Object {
    name: "Claimable",
    about: "What could still be claimed.",
    fields: &[required("gross", AMOUNT, "With tax."), required("until", INSTANT, "The last instant.")],
};

static ENTITLEMENT: Object = Object {
    name: "Entitlement",
    about: "What the service is owed in all.",
    fields: &[
        required("net", AMOUNT, ""),
        required("tax", AMOUNT, ""),
        required("gross", AMOUNT, ""),
        required("rate", RATE, "The summed rate."),
    ],
};

static ADJUSTMENT: Object = Object {
    name: "Adjustment",
    about: "The entry that the ledger lacks.",
    fields: &[
        required("n", NUMBER, "Its place among the entries."),
        required("kind", ENTRY_KIND, ""),
        required("net", AMOUNT, ""),
        required("tax", AMOUNT, ""),
        required("gross", AMOUNT, ""),
        required("rate", RATE, "The summed rate."),
    ],
};

static COUNTED: Object = Object {
    name: "CountedOutage",
    about: "How much of an outage counts.",
    fields: &[
        required("outage", KEY, "Its id."),
        required("countedMs", DURATION_MS, ""),
        required("excludedMs", DURATION_MS, ""),
        nullable("exclusion", EXCLUSION, "Why the larger part of `excludedMs` does not count."),
    ],
};
