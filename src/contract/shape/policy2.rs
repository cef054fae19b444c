//! The policy document, schema 2: docs/policy.md.

use super::policy::TIERS;
use super::scalars::{
    AMOUNT, BOOLEAN, DAYS, DURATION_MS, FACTOR, ID, MINUTES, MONTHS, PART, PERCENT, SHARE_DECIMALS, TIME_OF_DAY, TIMES,
};
use super::words::{
    AFFECTED, CAP_PER, CLAIM_FROM, CLOCK, COUNTING_RULE, CURRENCY, EDGE, EXCUSE, EXCUSED, FEE_BASE, FORFEIT,
    MAINTENANCE_RULE, MONTH_LENGTH, PER, PERIOD_KIND, ROUND, STACK,
};
use super::{Constant, Field, Object, Type, Union, list, optional, required};
use crate::policy::full::{MAX_COMPONENTS, MAX_RUNGS};

pub(super) static DOCUMENT: Object = Object {
    name: "PolicyDocument2",
    about: "A policy of schema 2: everything that published SLAs say (docs/policy.md).",
    fields: &[
        required("schema", Type::Constant(Constant::Integer(2)), ""),
        required("name", ID, "For people."),
        required("zone", ID, "The time zone whose calendar bounds the periods."),
        optional("period", PERIOD_KIND, "Absent: `calendar`."),
        optional("length", MONTH_LENGTH, "Absent: `period`."),
        optional("counting", Type::Object(&COUNTING), "Absent: exact, nothing excused."),
        required("schedule", Type::OneOf(&SCHEDULE), ""),
        optional("fee", Type::Object(&FEE), "Absent: what was paid, with add-ons."),
        optional("caps", list(&Type::Object(&CAP)), "Each kind once. Absent: the whole fee of a period."),
        optional("minimumCredit", list(&Type::Object(&AMOUNT_IN)), "Less is not owed. Each currency once."),
        optional("minimumPayout", list(&Type::Object(&AMOUNT_IN)), "Less is carried over. Each currency once."),
        optional("claim", Type::Object(&CLAIM), "Absent: nobody has to ask."),
        optional("forfeits", list(&FORFEIT), "Flags of a service that cost it the credit; each once."),
        optional("expiresAfterMs", DURATION_MS, "From `dueAt`. Absent: never."),
        optional("settleDelayMs", DURATION_MS, "From the period's end to the decision; absent: 72 hours."),
    ],
};

static COUNTING: Object = Object {
    name: "Counting",
    about: "From outages to downtime.",
    fields: &[
        optional("rule", COUNTING_RULE, "Absent: `exact`."),
        optional("minutes", MINUTES, "Of the rules that have some."),
        optional("minimumMs", DURATION_MS, "An outage of which less is left counts nothing."),
        optional("graceMs", DURATION_MS, "The first so much of each outage does not count."),
        optional("clock", CLOCK, "Absent: `outage`."),
        optional("affected", AFFECTED, "Absent: `whole`."),
        optional("excused", EXCUSED, "Absent: `up`."),
        optional("maintenance", Type::Object(&MAINTENANCE), "Absent: counted."),
        optional("excuses", list(&EXCUSE), "Each once."),
    ],
};

static MAINTENANCE: Object = Object {
    name: "MaintenanceRule2",
    about: "What maintenance means for downtime.",
    fields: &[
        required("rule", MAINTENANCE_RULE, ""),
        optional("noticeMs", DURATION_MS, "Required by `excludedIfAnnounced`, refused by the other rules."),
        optional("quotaMs", DURATION_MS, "Only so much of a period is excused. Refused by `counted`."),
        optional("daily", Type::Object(&DAILY), "A stretch of every day besides. Refused by `counted`."),
    ],
};

static DAILY: Object = Object {
    name: "DailyWindow",
    about: "A stretch of every day in the policy's zone; one that ends before it begins reaches into the next day.",
    fields: &[required("from", TIME_OF_DAY, ""), required("to", TIME_OF_DAY, "Another one.")],
};

static SCHEDULE: Union = Union {
    name: "Schedule2",
    about: "From downtime to a share of the fee.",
    tag: "family",
    members: &[
        &UPTIME_TIERS,
        &PER_UNIT,
        &LADDER,
        &MULTIPLE,
        &PER_STEP,
        &FLAT,
        &PROPORTIONAL,
        &ROLLING_YEAR,
        &EXTENSION,
        &COMPONENTS,
    ],
};

static COMPONENT_SCHEDULE: Union = Union {
    name: "ComponentSchedule",
    about: "A schedule that earns money.",
    tag: "family",
    members: &[&UPTIME_TIERS, &PER_UNIT, &LADDER, &MULTIPLE, &PER_STEP, &FLAT, &PROPORTIONAL, &ROLLING_YEAR],
};

const fn family(word: &'static str) -> Field {
    required("family", Type::Constant(Constant::Text(word)), "")
}

const SHARE_FIELD: Field = required("share", Type::Object(&SHARE), "");
const UNIT_MS: Field = required("unitMs", DURATION_MS, "Above 0.");
const ROUND_FIELD: Field = required("round", ROUND, "");
const PER_FIELD: Field = required("per", PER, "");
const BEYOND_MS: Field = optional("beyondMs", DURATION_MS, "Downtime that earns nothing; absent: 0.");
const BELOW: Field = optional("below", PERCENT, "Only if availability is below this. Absent: always.");
const EDGE_FIELD: Field = optional("edge", EDGE, "Absent: `below`.");

static SHARE: Object = Object {
    name: "FeeShare",
    about: "A share of the period's fee: exactly one of its members.",
    fields: &[
        optional("percent", PERCENT, "Above 0."),
        optional("fraction", Type::List(&PART, 2, Some(2)), "Numerator and denominator."),
        optional("ms", DURATION_MS, "So much of the month. Above 0."),
        optional("months", MONTHS, "So many monthly fees."),
    ],
};

static UPTIME_TIERS: Object = Object {
    name: "UptimeTiers",
    about: "The lowest tier that availability is below.",
    fields: &[family("uptimeTiers"), required("tiers", TIERS, ""), EDGE_FIELD],
};

static PER_UNIT: Object = Object {
    name: "PerUnit",
    about: "A share for each unit of downtime.",
    fields: &[family("perUnit"), SHARE_FIELD, UNIT_MS, ROUND_FIELD, PER_FIELD, BEYOND_MS, BELOW],
};

static LADDER: Object = Object {
    name: "Ladder",
    about: "Shares by length.",
    fields: &[
        family("ladder"),
        PER_FIELD,
        required(
            "steps",
            Type::List(&Type::Object(&RUNG), 1, Some(MAX_RUNGS)),
            "Lengths rising, shares of one unit rising.",
        ),
    ],
};

static RUNG: Object = Object {
    name: "LadderStep",
    about: "What a length earns.",
    fields: &[required("fromMs", DURATION_MS, ""), SHARE_FIELD],
};

static MULTIPLE: Object = Object {
    name: "Multiple",
    about: "A multiple of downtime.",
    fields: &[
        family("multiple"),
        required("factor", FACTOR, ""),
        BEYOND_MS,
        optional("beyond", PERCENT, "What this availability leaves earns nothing. Not with `beyondMs`."),
        PER_FIELD,
        optional("decimals", SHARE_DECIMALS, "Of the share, half up. Absent: exact."),
    ],
};

static PER_STEP: Object = Object {
    name: "PerStep",
    about: "Per cent for each step of availability.",
    fields: &[
        family("perStep"),
        required("below", PERCENT, "Above 0."),
        required("step", PERCENT, "In per cent points. Above 0."),
        required("percent", PERCENT, "Above 0."),
        ROUND_FIELD,
    ],
};

static FLAT: Object = Object {
    name: "Flat",
    about: "A flat share: exactly one of `below` and `incidentMs`.",
    fields: &[
        family("flat"),
        SHARE_FIELD,
        optional("below", PERCENT, "If availability is below this."),
        optional("incidentMs", DURATION_MS, "For each incident of at least this length. Above 0."),
        optional("most", TIMES, "Incidents at most; absent: 1."),
    ],
};

static PROPORTIONAL: Object =
    Object { name: "Proportional", about: "Downtime ÷ time.", fields: &[family("proportional"), BELOW] };

static ROLLING_YEAR: Object = Object {
    name: "RollingYear",
    about: "Tiers over the days before the period's end.",
    fields: &[family("rollingYear"), optional("days", DAYS, "Absent: 365."), required("tiers", TIERS, ""), EDGE_FIELD],
};

static EXTENSION: Object = Object {
    name: "Extension",
    about: "Time instead of money.",
    fields: &[family("extension"), UNIT_MS, ROUND_FIELD, required("factor", FACTOR, ""), PER_FIELD, BEYOND_MS],
};

static COMPONENTS: Object = Object {
    name: "Components",
    about: "Parts of the service, each with a schedule.",
    fields: &[
        family("components"),
        required("stack", STACK, ""),
        required("of", Type::List(&Type::Object(&COMPONENT), 1, Some(MAX_COMPONENTS)), "Names are unique."),
    ],
};

static COMPONENT: Object = Object {
    name: "Component",
    about: "A part of the service.",
    fields: &[
        required("name", ID, "What outages call it; `any`: all outages."),
        required("schedule", Type::OneOf(&COMPONENT_SCHEDULE), ""),
        optional("cap", Type::Object(&super::policy::CAP), "Absent: none."),
    ],
};

static FEE: Object = Object {
    name: "FeeRule",
    about: "What the share is a share of.",
    fields: &[
        optional("base", FEE_BASE, "Absent: `paid`."),
        optional("addOns", BOOLEAN, "Whether lines of add-ons belong to it; absent: yes."),
    ],
};

static CAP: Object = Object {
    name: "PolicyCap",
    about: "A cap: exactly one of `percent` and `amounts`.",
    fields: &[
        required("per", CAP_PER, ""),
        optional("percent", PERCENT, "Of the fee; per year, of twelve. Above 0."),
        optional("amounts", list(&Type::Object(&AMOUNT_IN)), "Above 0; a currency that is not named is not bound."),
    ],
};

pub(super) static AMOUNT_IN: Object = Object {
    name: "AmountIn",
    about: "An amount of a currency.",
    fields: &[required("currency", CURRENCY, ""), required("amount", AMOUNT, "Not negative.")],
};

static CLAIM: Object = Object {
    name: "Claim",
    about: "A credit has to be claimed.",
    fields: &[required("windowMs", DURATION_MS, ""), required("from", CLAIM_FROM, "What the window follows.")],
};
