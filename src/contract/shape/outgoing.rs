//! `checkOutgoing`: what is about to be posted, against the operator's limits.

use super::scalars::{AMOUNT, BOOLEAN, CLIENT_LIMIT, COUNT, FIGURE, ID};
use super::words::{CURRENCY, LIMIT, OUTGOING_STATE};
use super::{Object, Type, WARNINGS, command, contract, list, nullable, ok, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "CheckOutgoingRequest",
    about: "Is what is about to be posted within the operator's limits?",
    fields: &[
        contract(),
        command("checkOutgoing"),
        required("limits", Type::Object(&LIMITS), ""),
        required("postings", list(&Type::Object(&POSTING)), "Ids are unique."),
    ],
};

static LIMITS: Object = Object {
    name: "OutgoingLimits",
    about: "What may go out without a person.",
    fields: &[
        optional("clients", CLIENT_LIMIT, "Distinct clients; absent: no limit."),
        required("amounts", list(&Type::Object(&AMOUNT_LIMIT)), "Each currency once; the others have no limit."),
    ],
};

static AMOUNT_LIMIT: Object = Object {
    name: "AmountLimit",
    about: "The largest sum in a currency.",
    fields: &[required("currency", CURRENCY, ""), required("amount", AMOUNT, "Not negative.")],
};

static POSTING: Object = Object {
    name: "OutgoingPosting",
    about: "A credit that goes out or went out.",
    fields: &[
        required("id", ID, ""),
        required("client", ID, ""),
        required("currency", CURRENCY, ""),
        required("amount", AMOUNT, "Not negative."),
        required("state", OUTGOING_STATE, ""),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "CheckOutgoingAnswer",
    about: "What goes out, and which limits it exceeds.",
    fields: &[
        ok(true),
        required("held", BOOLEAN, "Some limit is exceeded."),
        required("clients", COUNT, "Distinct clients among all postings."),
        required("totals", list(&Type::Object(&TOTAL)), "Sorted by currency."),
        required("exceeded", list(&Type::Object(&EXCEEDED)), "Clients first, then amounts by currency."),
        WARNINGS,
    ],
};

static TOTAL: Object = Object {
    name: "OutgoingTotal",
    about: "What goes out in one currency.",
    fields: &[
        required("currency", CURRENCY, ""),
        required("clients", COUNT, "Distinct clients."),
        required("waiting", AMOUNT, "About to go out."),
        required("posted", AMOUNT, "Went out."),
        required("total", AMOUNT, "Both."),
    ],
};

static EXCEEDED: Object = Object {
    name: "ExceededLimit",
    about: "A limit that the value is above.",
    fields: &[
        required("limit", LIMIT, ""),
        nullable("currency", CURRENCY, "Of an amount."),
        required("allowed", FIGURE, ""),
        required("value", FIGURE, ""),
    ],
};
