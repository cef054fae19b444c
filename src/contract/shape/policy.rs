//! The policy document, schema 1.

use super::scalars::{AMOUNT, DURATION_MS, ID, PERCENT};
use super::words::{CURRENCY, FAMILY, MAINTENANCE_RULE};
use super::{Constant, Object, Type, list, optional, required};
use crate::policy::MAX_TIERS;

pub(super) static DOCUMENT: Object = Object {
    name: "PolicyDocument",
    about: "A policy. Its version is the hash of its stored bytes.",
    fields: &[
        required("schema", Type::Constant(Constant::Integer(1)), ""),
        required("name", ID, "For people."),
        required("zone", ID, "The time zone whose calendar months are the periods."),
        required("maintenance", Type::Object(&MAINTENANCE), ""),
        required("schedule", Type::Object(&SCHEDULE), ""),
        optional("cap", Type::Object(&CAP), "Absent: the whole fee."),
        optional("minimumPayout", list(&Type::Object(&MINIMUM)), "Each currency once. Absent: none."),
        optional("settleDelayMs", DURATION_MS, "From the period's end to the decision; absent: 72 hours."),
    ],
};

static MAINTENANCE: Object = Object {
    name: "MaintenanceRule",
    about: "What maintenance means for downtime.",
    fields: &[
        required("rule", MAINTENANCE_RULE, ""),
        optional("noticeMs", DURATION_MS, "Required by `excludedIfAnnounced`, refused by the other rules."),
    ],
};

static SCHEDULE: Object = Object {
    name: "Schedule",
    about: "From availability to a share of the fee.",
    fields: &[
        required("family", FAMILY, ""),
        required(
            "tiers",
            Type::List(&Type::Object(&TIER), 1, Some(MAX_TIERS)),
            "`below` strictly falling, `percent` strictly rising.",
        ),
    ],
};

static TIER: Object = Object {
    name: "Tier",
    about: "One step of a schedule.",
    fields: &[
        required("below", PERCENT, "Availability strictly below this gives the share."),
        required("percent", PERCENT, "The share of the fee."),
    ],
};

static CAP: Object = Object {
    name: "Cap",
    about: "The largest share of the fee.",
    fields: &[required("percent", PERCENT, "At least the first tier's.")],
};

static MINIMUM: Object = Object {
    name: "MinimumPayout",
    about: "The smallest payout in a currency; less is carried over.",
    fields: &[required("currency", CURRENCY, ""), required("amount", AMOUNT, "Not negative.")],
};
