//! `takeBack`: a payment was reversed.

use super::scalars::{AMOUNT, ID};
use super::words::CURRENCY;
use super::{Object, Type, WARNINGS, command, contract, list, ok, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "TakeBackRequest",
    about: "A payment was reversed: which credit that was given for it goes back?",
    fields: &[
        contract(),
        command("takeBack"),
        required("currency", CURRENCY, ""),
        required("reversed", AMOUNT, "Not negative."),
        required("credits", list(&Type::Object(&CREDIT)), "In the order in which they go back; ids are unique."),
        optional("balance", AMOUNT, "What the account holds, as the panel's books have it: no more is taken."),
    ],
};

static CREDIT: Object = Object {
    name: "GivenCredit",
    about: "Credit that was given for the payment.",
    fields: &[
        required("id", ID, ""),
        required("amount", AMOUNT, "Not negative."),
        required("unspent", AMOUNT, "At most the amount."),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "TakeBackAnswer",
    about: "What goes back, and what is still owed.",
    fields: &[
        ok(true),
        required("taken", list(&Type::Object(&TAKEN)), "In the order of the credits."),
        required("owed", AMOUNT, "With what is taken it is what was reversed."),
        WARNINGS,
    ],
};

static TAKEN: Object = Object {
    name: "TakenCredit",
    about: "What of a credit goes back.",
    fields: &[required("id", ID, ""), required("amount", AMOUNT, "Above 0.")],
};
