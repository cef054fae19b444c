//! `reconcilePosting`: what happened to a posting whose owner is gone.

use super::scalars::{AMOUNT, ID, TEXT};
use super::steps::RECONCILE_STEP;
use super::words::{CURRENCY, VERDICT};
use super::{Object, Type, WARNINGS, command, contract, list, nullable, ok, required};

pub(super) static REQUEST: Object = Object {
    name: "ReconcilePostingRequest",
    about: "What happened to a posting whose owner is gone?",
    fields: &[
        contract(),
        command("reconcilePosting"),
        required("currency", CURRENCY, ""),
        required("amount", AMOUNT, "Of the posting."),
        required("marker", ID, "What the posting's description begins with."),
        required("balanceBefore", AMOUNT, "As the panel has it, up to 4 decimals."),
        required("balanceNow", AMOUNT, "As the panel has it, up to 4 decimals."),
        required("rows", list(&Type::Object(&ROW)), "Every row of the client's credit log since the claim."),
    ],
};

static ROW: Object = Object {
    name: "CreditRow",
    about: "A row of the client's credit log.",
    fields: &[
        required("id", ID, ""),
        required("amount", AMOUNT, "As the panel has it, up to 4 decimals."),
        required("description", TEXT, ""),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "ReconcilePostingAnswer",
    about: "What became of the posting.",
    fields: &[
        ok(true),
        required("verdict", VERDICT, ""),
        nullable("row", ID, "The row that is the posting, when it was booked."),
        required("steps", list(&Type::Step(&RECONCILE_STEP)), ""),
        WARNINGS,
    ],
};
