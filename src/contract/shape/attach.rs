//! `attachCredits`: which lines of credit an invoice takes.

use super::scalars::{AMOUNT, BOOLEAN, ID, PERCENT, QUANTITY, SCALE};
use super::words::CURRENCY;
use super::{Object, Type, WARNINGS, command, contract, list, ok, optional, required};

pub(super) static REQUEST: Object = Object {
    name: "AttachCreditsRequest",
    about: "Which lines of credit does this invoice take, before it is approved?",
    fields: &[
        contract(),
        command("attachCredits"),
        required("currency", CURRENCY, ""),
        required("scale", SCALE, "In which the panel keeps invoices; amounts have at most so many decimals."),
        optional("taxRate", PERCENT, "Of the invoice, on top of its taxed lines. Absent: no tax."),
        required("leastDue", AMOUNT, "The smallest total other than nothing that may be left."),
        required("lines", list(&Type::Object(&LINE)), "Of the invoice as it is now."),
        required("credits", list(&Type::Object(&CREDIT)), "In the order in which they are taken; ids are unique."),
    ],
};

static LINE: Object = Object {
    name: "DraftLine",
    about: "A line of the invoice.",
    fields: &[
        required("price", AMOUNT, "Of one piece, without tax; negative for a discount."),
        required("quantity", QUANTITY, ""),
        required("taxed", BOOLEAN, ""),
    ],
};

static CREDIT: Object = Object {
    name: "WaitingCredit",
    about: "A credit that waits for an invoice.",
    fields: &[
        required("id", ID, ""),
        required("amount", AMOUNT, "With tax; not negative."),
        required("taxed", BOOLEAN, "Whether the fee that it gives back was taxed."),
        required("attached", list(&AMOUNT), "What invoices took of it, with tax; together at most the amount."),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "AttachCreditsAnswer",
    about: "The lines to be added, and what is left.",
    fields: &[
        ok(true),
        required("lines", list(&Type::Object(&ATTACHED)), "In the order of the credits."),
        required("total", Type::Object(&TOTAL), "What the client pays."),
        required("left", list(&Type::Object(&LEFT)), "One for each credit, after these lines."),
        WARNINGS,
    ],
};

static ATTACHED: Object = Object {
    name: "AttachedLine",
    about: "A line to be added, its price minus `net`.",
    fields: &[
        required("id", ID, "Of the credit."),
        required("net", AMOUNT, "Above 0."),
        required("tax", AMOUNT, "By which the invoice's tax falls."),
        required("gross", AMOUNT, "By which its total falls."),
        required("taxed", BOOLEAN, ""),
    ],
};

static TOTAL: Object = Object {
    name: "InvoiceTotal",
    about: "An invoice's total without and with the lines.",
    fields: &[required("before", AMOUNT, ""), required("after", AMOUNT, "")],
};

static LEFT: Object = Object {
    name: "CreditLeft",
    about: "What is left of a credit.",
    fields: &[required("id", ID, ""), required("amount", AMOUNT, "")],
};
