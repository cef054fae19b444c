//! `settle`, the request: outages → service credit.

use super::policy::VERSION;
use super::scalars::{
    AMOUNT, COUNT, DATE, DAY_OF_MONTH, HASH, ID, INSTANT, KEY, MONTH, MONTHS, NUMBER, OFFSET_SECONDS, PERCENT, SCALE,
    SUBJECT, SUBJECT_OR_ALL,
};
use super::words::{CAPABILITY, CHARGE_KIND, CURRENCY, EXCUSE, FORFEIT, SCOPE, SPAN_STATE, TAX_MODE};
use super::{Object, Type, command, contract, list, nullable, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "SettleRequest",
    about: "What are these services owed? One service, or thousands that share outages, policies and zones.",
    fields: &[
        contract(),
        command("settle"),
        required("asOf", INSTANT, ""),
        required("capabilities", Type::Object(&CAPABILITIES), ""),
        required("zones", list(&Type::Object(&ZONE)), "Names are unique."),
        required("policies", list(&Type::Object(&POLICY)), "Hashes are unique."),
        required("outages", list(&Type::Object(&OUTAGE)), "Confirmed ones only; ids are unique."),
        optional("maintenance", list(&Type::Object(&WINDOW)), "Ids are unique."),
        required("clients", list(&Type::Object(&CLIENT)), "Ids are unique."),
        required("services", list(&Type::Object(&SERVICE)), "Id and period together are unique."),
    ],
};

static CAPABILITIES: Object = Object {
    name: "Capabilities",
    about: "What the panel can do.",
    fields: &[
        required("routes", list(&CAPABILITY), "Empty: every posting goes to review."),
        optional("postableScale", list(&Type::Object(&POSTABLE)), "Each currency once."),
    ],
};

pub(super) static POSTABLE: Object = Object {
    name: "PostableScale",
    about: "The decimals that the panel can book in a currency.",
    fields: &[required("currency", CURRENCY, ""), required("scale", SCALE, "")],
};

pub(super) static ZONE: Object = Object {
    name: "Zone",
    about: "A time zone as data.",
    fields: &[
        required("name", ID, ""),
        optional("tzdata", ID, "Version of the database, for the record."),
        required("offsets", list(&Type::Object(&OFFSET)), "Sorted by `from`; the first has `from` null."),
    ],
};

static OFFSET: Object = Object {
    name: "Offset",
    about: "The offset of a zone from an instant on.",
    fields: &[nullable("from", INSTANT, "Null: since ever."), required("seconds", OFFSET_SECONDS, "")],
};

static POLICY: Object = Object {
    name: "PolicyVersion",
    about: "A policy document and its version.",
    fields: &[
        required("hash", HASH, "Of the stored bytes of the document."),
        required("document", Type::OneOf(&VERSION), ""),
    ],
};

static OUTAGE: Object = Object {
    name: "ConfirmedOutage",
    about: "An outage that counts.",
    fields: &[
        required("id", KEY, ""),
        required("subject", SUBJECT, ""),
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
        optional("component", ID, "The part of the service that was down."),
        optional("affected", PERCENT, "How much of it was; absent: all."),
        optional("reportedAt", INSTANT, "When the client said so."),
    ],
};

static WINDOW: Object = Object {
    name: "MaintenanceWindow",
    about: "A stretch of maintenance.",
    fields: &[
        required("id", ID, ""),
        required("subject", SUBJECT_OR_ALL, ""),
        required("from", INSTANT, ""),
        required("to", INSTANT, ""),
        optional("announcedAt", INSTANT, ""),
    ],
};

static CLIENT: Object = Object {
    name: "Client",
    about: "A client's ledger in one currency.",
    fields: &[
        required("id", ID, ""),
        required("currency", CURRENCY, ""),
        required("revision", COUNT, "Of the ledger."),
        required("carry", AMOUNT, "What the ledger owes beyond what was posted; may be negative."),
        optional(
            "given",
            AMOUNT,
            "Credits that count towards a cap of the client, but those in `entries`. Not negative.",
        ),
    ],
};

static SERVICE: Object = Object {
    name: "Service",
    about: "A service in one month.",
    fields: &[
        required("id", ID, ""),
        required("client", ID, ""),
        required("period", MONTH, ""),
        required("spans", list(&Type::Object(&SPAN)), "Sorted, without overlap."),
        required("assignments", list(&Type::Object(&ASSIGNMENT)), ""),
        required("charges", list(&Type::Object(&CHARGE)), "Paid invoice lines."),
        optional("recurring", Type::Object(&RECURRING), "The fee where no charge covers the month."),
        required("entries", list(&Type::Object(&ENTRY)), "Of this service and period, n = 1, 2, …"),
        optional("anchor", DAY_OF_MONTH, "The day on which an anniversary period begins; absent: 1."),
        optional("excused", list(&Type::Object(&EXCUSED)), "Stretches that a policy may excuse."),
        optional("claims", list(&Type::Object(&CLAIMED)), "When the client asked for the credit."),
        optional("flags", list(&FORFEIT), "What may cost the client the credit; each once."),
        optional("given", Type::Object(&GIVEN), "What was given before, but those in `entries`."),
        optional("used", list(&Type::Object(&USED)), "Stretches whose downtime was looked at before."),
    ],
};

static EXCUSED: Object = Object {
    name: "ExcusedStretch",
    about: "Time that a policy may excuse.",
    fields: &[required("from", INSTANT, ""), required("to", INSTANT, ""), required("kind", EXCUSE, "")],
};

pub(super) static CLAIMED: Object =
    Object { name: "ClaimMade", about: "The client asked for the credit.", fields: &[required("at", INSTANT, "")] };

static GIVEN: Object = Object {
    name: "Given",
    about: "What was given before. Not negative; absent: nothing.",
    fields: &[
        optional("line", AMOUNT, "On the same paid line: refunds, goodwill, chargebacks."),
        optional("year", AMOUNT, "Credits of the twelve months that end with this one."),
    ],
};

static USED: Object = Object {
    name: "UsedStretch",
    about: "Time whose downtime was looked at before.",
    fields: &[required("from", INSTANT, ""), required("to", INSTANT, "")],
};

static SPAN: Object = Object {
    name: "Span",
    about: "A stretch in which nothing about the service changed.",
    fields: &[
        required("from", INSTANT, ""),
        optional("to", INSTANT, "Absent: still so."),
        optional("server", ID, ""),
        required("state", SPAN_STATE, ""),
    ],
};

static ASSIGNMENT: Object = Object {
    name: "Assignment",
    about: "A policy version promised from some instant on.",
    fields: &[required("scope", SCOPE, ""), required("policy", HASH, ""), required("from", INSTANT, "")],
};

static CHARGE: Object = Object {
    name: "Charge",
    about: "A paid invoice line.",
    fields: &[
        required("id", ID, ""),
        required("from", DATE, "The first day that it covers."),
        required("months", MONTHS, ""),
        required("amount", AMOUNT, "Not negative."),
        optional("tax", Type::Object(&TAX), "Absent: none."),
        optional("cash", AMOUNT, "The part of `amount` that was paid in cash; absent: all of it."),
        optional("kind", CHARGE_KIND, "Absent: `plan`."),
    ],
};

static RECURRING: Object = Object {
    name: "Recurring",
    about: "The regular amount.",
    fields: &[
        required("months", MONTHS, ""),
        required("amount", AMOUNT, "Not negative."),
        optional("tax", Type::Object(&TAX), "Absent: none."),
    ],
};

pub(super) static TAX: Object = Object {
    name: "Tax",
    about: "The tax on a line.",
    fields: &[required("mode", TAX_MODE, ""), required("rates", list(&PERCENT), "Summed.")],
};

static ENTRY: Object = Object {
    name: "Entry",
    about: "What the ledger holds already; net + tax = gross.",
    fields: &[
        required("n", NUMBER, ""),
        required("net", AMOUNT, ""),
        required("tax", AMOUNT, ""),
        required("gross", AMOUNT, ""),
    ],
};
