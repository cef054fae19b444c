//! `previewInvoice`: what the next invoices will look like.

use super::scalars::{AMOUNT, BOOLEAN, ID, PERCENT, SCALE};
use super::words::{CURRENCY, TAX_MODE};
use super::{Object, Type, WARNINGS, command, contract, list, ok, optional, required};
use crate::settlement::MOST_RATES;

pub(super) static REQUEST: Object = Object {
    name: "PreviewInvoiceRequest",
    about: "What will these invoices look like, with credit on the balance?",
    fields: &[
        contract(),
        command("previewInvoice"),
        required("currency", CURRENCY, ""),
        required("scale", SCALE, "In which the panel keeps invoices; amounts have at most so many decimals."),
        required("balance", AMOUNT, "The client's credit balance; not negative."),
        required("useBalance", BOOLEAN, "The panel pays from the balance by itself."),
        optional("tax", Type::Object(&TAX), "Absent: none."),
        required("invoices", list(&Type::Object(&INVOICE)), "In the order in which they are made; ids are unique."),
    ],
};

static TAX: Object = Object {
    name: "InvoiceTax",
    about: "How the panel taxes invoices.",
    fields: &[
        required("mode", TAX_MODE, ""),
        required("rates", Type::List(&PERCENT, 0, Some(MOST_RATES)), "Each its own tax."),
        required("perLine", BOOLEAN, "Rounded for each line, else once on the sum."),
    ],
};

static INVOICE: Object = Object {
    name: "UpcomingInvoice",
    about: "An invoice that the panel will make.",
    fields: &[
        required("id", ID, ""),
        required(
            "credits",
            list(&Type::Object(&CREDIT)),
            "Posted to the balance before; ids are unique in the invoice.",
        ),
        required("lines", list(&Type::Object(&LINE)), "Ids are unique in the invoice."),
    ],
};

static CREDIT: Object = Object {
    name: "UpcomingCredit",
    about: "A credit posted to the balance before the invoice is made.",
    fields: &[required("id", ID, ""), required("amount", AMOUNT, "Not negative.")],
};

static LINE: Object = Object {
    name: "UpcomingLine",
    about: "A line of the invoice.",
    fields: &[
        required("id", ID, ""),
        required("amount", AMOUNT, "Negative for a discount."),
        required("taxed", BOOLEAN, ""),
    ],
};

pub(super) static ANSWER: Object = Object {
    name: "PreviewInvoiceAnswer",
    about: "The invoices as the panel will make them.",
    fields: &[ok(true), required("invoices", list(&Type::Object(&PREVIEW)), "In the order of the request."), WARNINGS],
};

static PREVIEW: Object = Object {
    name: "InvoicePreview",
    about: "One invoice, and what the balance pays of it.",
    fields: &[
        required("id", ID, ""),
        required("balanceBefore", AMOUNT, ""),
        required("credited", AMOUNT, "Sum of its credits."),
        required("subtotal", AMOUNT, "Without tax."),
        required("taxes", list(&Type::Object(&TAX_AMOUNT)), "One for each rate."),
        required("total", AMOUNT, ""),
        required("balanceUsed", AMOUNT, ""),
        required("due", AMOUNT, "What remains to be paid."),
        required("balanceAfter", AMOUNT, ""),
    ],
};

static TAX_AMOUNT: Object = Object {
    name: "TaxAmount",
    about: "The tax of one rate.",
    fields: &[required("rate", PERCENT, ""), required("amount", AMOUNT, "")],
};
