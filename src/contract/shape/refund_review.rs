//! Who decides about refunds: a policy's `review`, which `advanceCase` gets as it stands.

use super::policy2::AMOUNT_IN;
use super::scalars::{APPEAL_DAYS, BOOLEAN, ID, PAYOUT_WORKING_DAYS, WORKING_DAYS};
use super::words::{ASKED_FIELD, REASON_CODE, REVIEW_ORDER, ROLE, TEAM};
use super::{Object, Type, list, optional, required};

pub(super) static REVIEW: Object = Object {
    name: "RefundReview",
    about: "Who decides, by when, and what a client is asked for.",
    fields: &[
        optional("simpleDays", WORKING_DAYS, "Absent: 3."),
        optional("complexDays", WORKING_DAYS, "Absent: 5."),
        optional("complexAbove", list(&Type::Object(&AMOUNT_IN)), "A currency that is not named: never."),
        optional("secondAbove", list(&Type::Object(&AMOUNT_IN)), "Above it a second person. Not named: never."),
        optional("limits", list(&Type::Object(&LIMIT)), "Each role once; one that is not named: any amount."),
        optional("appealDays", APPEAL_DAYS, "Absent: 14."),
        optional("order", REVIEW_ORDER, "Absent: `cancelFirst`."),
        optional("payoutDays", list(&Type::Object(&PAYOUT_DAYS)), "Each method once; not named: 5 to 10."),
        optional("reasons", list(&Type::Object(&REASON)), "Each once; one that is not listed: billing, simple."),
    ],
};

static LIMIT: Object = Object {
    name: "RoleLimit",
    about: "What a role may decide alone.",
    fields: &[
        required("role", ROLE, ""),
        required("amounts", list(&Type::Object(&AMOUNT_IN)), "A currency that is not named: any amount."),
    ],
};

static PAYOUT_DAYS: Object = Object {
    name: "PayoutDays",
    about: "Working days until money is there.",
    fields: &[
        required("method", ID, "How it was paid."),
        required("from", PAYOUT_WORKING_DAYS, "At least."),
        required("to", PAYOUT_WORKING_DAYS, "At most; not below `from`."),
    ],
};

static REASON: Object = Object {
    name: "ReasonRule",
    about: "What a client's reason means for the case.",
    fields: &[
        required("code", REASON_CODE, ""),
        optional("route", TEAM, "Absent: `billing`."),
        optional("complex", BOOLEAN, "Absent: no."),
        optional("fields", list(&ASKED_FIELD), "What the client is asked for; each once."),
    ],
};
