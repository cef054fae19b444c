//! The conditions of a refund policy's rules.

use super::policy2::AMOUNT_IN;
use super::scalars::{COUNTRY, DATE, ID, LONG_DAYS, LONG_HOURS, PERCENT, RULE_ID, TIMES};
use super::words::{COOLDOWN_SINCE, FACT, QUOTA_IN, QUOTA_PER, WINDOW_ENDS, WINDOW_FROM};
use super::{Object, Type, list, optional, required};

pub(super) static WHEN: Object = Object {
    name: "RefundConditions",
    about: "Conditions, looked at in this order; what is absent holds.",
    fields: &[
        optional("facts", list(&FACT), "Each is said of the case."),
        optional("without", list(&FACT), "None is said of it."),
        optional("within", Type::Object(&WINDOW), "Not later."),
        optional("after", Type::Object(&WINDOW), "Later."),
        optional("usedAtMost", PERCENT, "Used time of the plan line's term."),
        optional("products", Type::Object(&PRODUCTS), ""),
        optional("countries", list(&COUNTRY), "At least one."),
        optional("order", Type::Object(&ORDER), ""),
        optional("customer", Type::Object(&CUSTOMER), ""),
        optional("quota", Type::Object(&QUOTA), ""),
        optional("cooldown", Type::Object(&COOLDOWN), ""),
    ],
};

static WINDOW: Object = Object {
    name: "RefundWindow",
    about: "A length from an instant on: exactly one of `days` and `hours`.",
    fields: &[
        optional("days", LONG_DAYS, ""),
        optional("hours", LONG_HOURS, ""),
        optional("from", WINDOW_FROM, "Absent: `ordered`."),
        optional("ends", WINDOW_ENDS, "`day` with `days` only. Absent: `instant`."),
    ],
};

static PRODUCTS: Object = Object {
    name: "RefundProducts",
    about: "Exactly one of `only` and `except`, which names something.",
    fields: &[optional("only", list(&ID), "One of these."), optional("except", list(&ID), "None of these.")],
};

static ORDER: Object = Object {
    name: "RefundOrder",
    about: "The sum of the lines with tax: exactly one of `above` and `atMost`.",
    fields: &[
        optional("above", list(&Type::Object(&AMOUNT_IN)), "A currency that is not named fails."),
        optional("atMost", list(&Type::Object(&AMOUNT_IN)), "A currency that is not named fails."),
    ],
};

static CUSTOMER: Object = Object {
    name: "RefundCustomer",
    about: "Since when the customer is one: exactly one of `before` and `from`.",
    fields: &[optional("before", DATE, ""), optional("from", DATE, "")],
};

static QUOTA: Object = Object {
    name: "RefundQuota",
    about: "How many refunds there may have been.",
    fields: &[
        required("most", TIMES, "Fewer than so many."),
        optional("per", QUOTA_PER, "Absent: `customer`."),
        optional("in", QUOTA_IN, "Absent: `ever`."),
        optional("days", LONG_DAYS, "From 1 on; with `in` `days` only."),
        optional("rules", list(&RULE_ID), "By one of these. Absent: by any."),
    ],
};

static COOLDOWN: Object = Object {
    name: "RefundCooldown",
    about: "A time that has to pass first.",
    fields: &[required("hours", LONG_HOURS, "From 1 on."), optional("since", COOLDOWN_SINCE, "Absent: `refund`.")],
};
