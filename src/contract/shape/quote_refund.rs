//! `quoteRefund`, the request: what would come back?

use super::quoted_refund::QUOTED;
use super::scalars::{
    AMOUNT, BOOLEAN, COUNTRY, DATE, ID, INSTANT, PRICE, QUANTITY_TEXT,
};
use super::settle::{POSTABLE, TAX, ZONE};
use super::words::{CURRENCY, FACT, LINE_KIND, MONEY_SOURCE, PANEL_WAY, REFUND_DESTINATION};
use super::{Object, Type, command, contract, list, nullable, optional, refund_policy, required};
use crate::contract::quote_refund::MOST_LINES;

pub(super) static REQUEST: Object = Object {
    name: "QuoteRefundRequest",
    about: "What would come back of what was paid for a service, line by line?",
    fields: &[
        contract(),
        command("quoteRefund"),
        required("asOf", INSTANT, ""),
        required("currency", CURRENCY, "Of all amounts and prices."),
        required("capabilities", Type::Object(&CAPABILITIES), ""),
        required("zones", list(&Type::Object(&ZONE)), "Names are unique; the policy's is among them."),
        required("policy", Type::Object(&refund_policy::POLICY), ""),
        optional("product", ID, "What was bought."),
        optional("country", COUNTRY, "Where the customer lives."),
        optional("since", DATE, "Since when they are a customer."),
        required("facts", list(&FACT), "What is said of the case; each once."),
        required("orderedAt", INSTANT, ""),
        optional("activatedAt", INSTANT, ""),
        required("requestedAt", INSTANT, ""),
        optional("terminatedAt", INSTANT, ""),
        optional("decidedAt", INSTANT, ""),
        optional("wish", REFUND_DESTINATION, "Where the client wants the money, if the policy lets them choose."),
        required("lines", LINES, "Ids are unique; the first of kind `plan` is the plan line, without one the first."),
        required("payments", list(&Type::Object(&PAYMENT)), "Of these lines; ids are unique."),
        required("credited", AMOUNT, "What was given back otherwise than to a payment."),
        required("arrears", list(&Type::Object(&ARREAR)), "Other open invoices."),
        required("history", list(&Type::Object(&PAST)), "The customer's refunds before."),
        optional("replacement", LINES, "The lines of a new plan; amounts are for its whole term."),
        optional("decided", AMOUNT, "What a person decided to pay at most."),
        optional("refunded", list(&AMOUNT), "What refunds of these lines gave before, by whatever way."),
        optional("quoted", Type::Object(&QUOTED), "The `quote` of an earlier answer without its `steps`."),
    ],
};

const LINES: Type = Type::List(&A_LINE, 1, Some(MOST_LINES));
const A_LINE: Type = Type::Object(&LINE);

static CAPABILITIES: Object = Object {
    name: "RefundCapabilities",
    about: "What the panel can do with money that comes back.",
    fields: &[
        required("routes", list(&PANEL_WAY), "Empty: a person does everything."),
        optional("postableScale", list(&Type::Object(&POSTABLE)), "Each currency once."),
    ],
};

static LINE: Object = Object {
    name: "QuoteLine",
    about: "A paid line. Prices are in its own mode: without tax where tax comes on top.",
    fields: &[
        required("id", ID, ""),
        required("kind", LINE_KIND, ""),
        required("from", INSTANT, "Where its term begins."),
        required("to", INSTANT, "Where its term ends, not before it begins."),
        required("amount", AMOUNT, "As on the invoice; not negative."),
        optional("coupon", AMOUNT, "What coupons took off, at most the amount. Absent: 0."),
        optional("tax", Type::Object(&TAX), "All taxed lines have one mode."),
        optional("listPrice", PRICE, "For the whole term, without any discount."),
        optional("monthlyPrice", PRICE, ""),
        optional("hourlyPrice", PRICE, ""),
        optional("discount", QUANTITY_TEXT, "A factor of these prices. Absent: 1."),
        optional("units", Type::Object(&UNITS), "Used by quantity instead of time."),
        optional("delivered", BOOLEAN, "Separately priced, and performed in full. Absent: false."),
        optional("usage", list(&Type::Object(&USAGE)), "What was used beside time; ids are unique."),
        optional("given", Type::Object(&GIVEN), "What was given back of it before, by whatever way."),
    ],
};

static UNITS: Object = Object {
    name: "RefundUnits",
    about: "A line that is used by quantity.",
    fields: &[required("granted", QUANTITY_TEXT, ""), required("used", QUANTITY_TEXT, "")],
};

static USAGE: Object = Object {
    name: "RefundUsage",
    about: "What was used beside time.",
    fields: &[
        required("id", ID, ""),
        required("included", QUANTITY_TEXT, "In the whole term."),
        required("used", QUANTITY_TEXT, ""),
        required("tiers", Type::List(&Type::Object(&TIER), 1, None), "Of the quantity beyond; bounds rise."),
    ],
};

static TIER: Object = Object {
    name: "OverageTier",
    about: "The price of a part of the quantity beyond what is included.",
    fields: &[
        nullable("upTo", QUANTITY_TEXT, "Beyond; null in the last one only."),
        required("price", PRICE, "Of one, for the quantity above the tier before."),
    ],
};

static GIVEN: Object = Object {
    name: "GivenBack",
    about: "What was given back of a line before.",
    fields: &[required("net", AMOUNT, "Not negative."), required("tax", AMOUNT, "Not negative.")],
};

static PAYMENT: Object = Object {
    name: "RefundPayment",
    about: "A payment of the lines. Amounts are not negative.",
    fields: &[
        required("id", ID, ""),
        required("source", MONEY_SOURCE, ""),
        optional("method", ID, "By which it was paid."),
        required("at", INSTANT, ""),
        required("amount", AMOUNT, ""),
        optional("fee", AMOUNT, "What the gateway took. Absent: 0."),
        optional("returned", AMOUNT, "What went back to it. Absent: 0."),
        optional("chargedBack", AMOUNT, "Absent: 0."),
        optional("disputed", BOOLEAN, "Absent: false."),
        optional("refundableUntil", INSTANT, "Until when the gateway sends money back. Absent: always."),
    ],
};

static ARREAR: Object = Object {
    name: "Arrear",
    about: "An open invoice.",
    fields: &[required("id", ID, ""), required("amount", AMOUNT, "What is open.")],
};

static PAST: Object = Object {
    name: "PastRefund",
    about: "A refund before this one.",
    fields: &[
        required("at", INSTANT, ""),
        optional("product", ID, ""),
        optional("rule", ID, "Of the policy, by which it was given."),
    ],
};
