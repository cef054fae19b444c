//! Policy documents, and schema 1.

use super::scalars::{DURATION_MS, ID, PERCENT};
use super::words::MAINTENANCE_RULE;
use super::{Constant, Object, Type, Union, list, optional, required};
use crate::contract::policy::FAMILY;
use crate::policy::MAX_TIERS;

/// A document of either schema.
pub(super) static VERSION: Union = Union {
    name: "AnyPolicyDocument",
    about: "A policy. Its version is the hash of its stored bytes.",
    tag: "schema",
    members: &[&DOCUMENT, &super::policy2::DOCUMENT],
};

pub(super) static DOCUMENT: Object = Object {
    name: "PolicyDocument",
    about: "A policy of schema 1: uptime tiers with a cap.",
    fields: &[
        required("schema", Type::Constant(Constant::Integer(1)), ""),
        required("name", ID, "For people."),
        required("zone", ID, "The time zone whose calendar months are the periods."),
        required("maintenance", Type::Object(&MAINTENANCE), ""),
        required("schedule", Type::Object(&SCHEDULE), ""),
        optional("cap", Type::Object(&CAP), "Absent: the whole fee."),
        optional("minimumPayout", list(&Type::Object(&super::policy2::AMOUNT_IN)), "Each currency once. Absent: none."),
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
        required("family", Type::Constant(Constant::Text(FAMILY)), ""),
        required("tiers", TIERS, "`below` strictly falling, `percent` strictly rising."),
    ],
};

pub(super) const TIERS: Type = Type::List(&Type::Object(&TIER), 1, Some(MAX_TIERS));

static TIER: Object = Object {
    name: "Tier",
    about: "One step of a schedule.",
    fields: &[
        required("below", PERCENT, "Availability strictly below this gives the share."),
        required("percent", PERCENT, "The share of the fee."),
    ],
};

pub(super) static CAP: Object = Object {
    name: "Cap",
    about: "The largest share of the fee.",
    fields: &[required("percent", PERCENT, "At least the first tier's.")],
};
