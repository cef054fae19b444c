//! `advanceCase` of a refund: the case and the office hours that its deadlines follow.

use super::case::kind;
use super::scalars::{AMOUNT, BOOLEAN, COUNT, DATE, ID, INSTANT, TIME_OF_DAY, WEEKDAY};
use super::words::{
    ASKED_FIELD, CANCELLATION, CURRENCY, FAILURE, REASON_CODE, REFUND_DECISION, REFUND_STATE, TEAM, WAIT,
};
use super::{Object, Type, list, nullable, optional, required};

pub(super) static REFUND_CASE: Object = Object {
    name: "RefundCase",
    about: "A refund, as the last answer gave it.",
    fields: &[
        required("id", ID, ""),
        kind("refund"),
        required("state", REFUND_STATE, ""),
        required("step", COUNT, "How many steps it has taken."),
        required("openedAt", INSTANT, "When the client asked."),
        required("currency", CURRENCY, "Of its amounts."),
        required("reason", REASON_CODE, ""),
        optional("wished", AMOUNT, "What the client asks for."),
        optional("quoted", AMOUNT, "The payout of the latest quote."),
        optional("amount", AMOUNT, "What was decided to be paid."),
        required("fields", list(&ASKED_FIELD), "What the client has given, each once."),
        required("needs", list(&ASKED_FIELD), "What the client is asked for now, each once."),
        required("asked", BOOLEAN, "Whether staff has asked for more."),
        optional("waitsFor", WAIT, ""),
        required("cancellation", CANCELLATION, ""),
        optional("route", TEAM, "Whose it is."),
        optional("dueAt", INSTANT, "By when somebody decides."),
        required("escalation", COUNT, "How often that was missed."),
        optional("decision", REFUND_DECISION, ""),
        optional("decidedAt", INSTANT, ""),
        optional("decidedBy", ID, "Of two persons the first."),
        optional("appealUntil", INSTANT, ""),
        required("appealed", BOOLEAN, ""),
        optional("method", ID, "How the client paid."),
        optional("paidAt", INSTANT, "When the money went."),
        optional("failure", FAILURE, ""),
        optional("expectedAt", INSTANT, "When it will be there."),
    ],
};

pub(super) static ADVANCED: Object = Object {
    name: "AdvancedRefund",
    about: "A refund after a step.",
    fields: &[
        required("id", ID, ""),
        kind("refund"),
        required("state", REFUND_STATE, ""),
        required("step", COUNT, "How many steps it has taken."),
        required("openedAt", INSTANT, "When the client asked."),
        required("currency", CURRENCY, "Of its amounts."),
        required("reason", REASON_CODE, ""),
        nullable("wished", AMOUNT, "What the client asks for."),
        nullable("quoted", AMOUNT, "The payout of the latest quote."),
        nullable("amount", AMOUNT, "What was decided to be paid."),
        required("fields", list(&ASKED_FIELD), "What the client has given, each once."),
        required("needs", list(&ASKED_FIELD), "What the client is asked for now, each once."),
        required("asked", BOOLEAN, "Whether staff has asked for more."),
        nullable("waitsFor", WAIT, ""),
        required("cancellation", CANCELLATION, ""),
        nullable("route", TEAM, "Whose it is."),
        nullable("dueAt", INSTANT, "By when somebody decides."),
        required("escalation", COUNT, "How often that was missed."),
        nullable("decision", REFUND_DECISION, ""),
        nullable("decidedAt", INSTANT, ""),
        nullable("decidedBy", ID, "Of two persons the first."),
        nullable("appealUntil", INSTANT, ""),
        required("appealed", BOOLEAN, ""),
        nullable("method", ID, "How the client paid."),
        nullable("paidAt", INSTANT, "When the money went."),
        nullable("failure", FAILURE, ""),
        nullable("expectedAt", INSTANT, "When it will be there."),
    ],
};

pub(super) static OFFICE: Object = Object {
    name: "OfficeHours",
    about: "When somebody is there.",
    fields: &[
        required("zone", ID, "A zone of `zones`."),
        required("days", Type::List(&WEEKDAY, 1, None), "Days of the week."),
        required("from", TIME_OF_DAY, ""),
        required("to", TIME_OF_DAY, "Later than `from`."),
        optional("holidays", Type::List(&DATE, 0, Some(1_000)), "Days on which nobody is there."),
    ],
};
