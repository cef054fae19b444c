//! Policy documents: which schema, and schema 1 as it is written.

use super::error::{Code, Refusal};
use super::policy2;
use super::read::{self, Input, Read, branch, fields, list, word};
use crate::money::{Money, Percent};
use crate::policy::full::FullPolicy;
use crate::policy::{MaintenanceRule, Policy, PolicyError, PolicyParts, Schedule, Tier};

/// The number of this schema.
const SCHEMA: i64 = 1;
/// The only family of schedules of this schema.
pub(super) const FAMILY: &str = "uptimeTiers";

/// A version of either schema.
pub(super) enum Version<'n> {
    /// Schema 1.
    Plain(Policy<'n>),
    /// Schema 2.
    Full(Box<FullPolicy<'n>>),
}

impl<'n> Version<'n> {
    /// Its hash, and the name of its zone.
    pub fn names(version: &Self) -> (&str, &str) {
        match version {
            Self::Plain(policy) => (policy.hash(), policy.zone()),
            Self::Full(policy) => (policy.parts().hash, policy.parts().zone),
        }
    }

    /// Whether it is of schema 2.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full(_))
    }

    /// The document, if it is of schema 1.
    pub fn plain(self) -> Option<Policy<'n>> {
        match self {
            Self::Plain(policy) => Some(policy),
            Self::Full(_) => None,
        }
    }
}

/// `{"hash":…,"document":{…}}`
pub(super) fn policy<'n>(node: Input<'n>) -> Read<Version<'n>> {
    // Known before the document is read, so that it is in it from the beginning.
    let hash = read::member(node, "hash").and_then(|hash| read::hash(hash).ok()).unwrap_or_default();
    fields! { branch(node)? =>
        required _hash "hash" read::hash;
        required version "document" |node| version(hash, node);
    }
    Ok(version)
}

/// A document of either schema, whose hash is known.
pub(super) fn version<'n>(hash: &'n str, node: Input<'n>) -> Read<Version<'n>> {
    // Looked at first: the fields of another schema would only be called unknown.
    let Some(schema) = read::member(read::object(node)?, "schema") else {
        return Err(Refusal::new(Code::MissingField).member("schema"));
    };
    if matches!(read::integer(schema), Ok(policy2::SCHEMA)) {
        return Ok(Version::Full(Box::new(policy2::policy(hash, node)?)));
    }
    read_schema(schema, SCHEMA).map_err(|refusal| refusal.member("schema"))?;
    let parts = PolicyParts { hash, ..document(node)? };
    let policy = Policy::new(parts).map_err(|error| match error {
        PolicyError::Cap => Refusal::new(Code::PolicyCap).member("percent").member("cap"),
    })?;
    Ok(Version::Plain(policy))
}

fn document<'n>(node: Input<'n>) -> Read<PolicyParts<'n>> {
    fields! { branch(node)? =>
        required _schema "schema" |node| read_schema(node, SCHEMA);
        required name "name" read::id;
        required zone "zone" read::id;
        required maintenance "maintenance" read_maintenance;
        required schedule "schedule" read_schedule;
        optional cap "cap" read_cap;
        optional minimum_payout "minimumPayout" read_minimums;
        optional settle_delay_ms "settleDelayMs" read::duration;
    }
    let minimum_payout = minimum_payout.unwrap_or_default();
    Ok(PolicyParts { hash: "", name, zone, maintenance, schedule, cap, minimum_payout, settle_delay_ms })
}

/// The number of a schema, which has to be this one.
pub(super) fn read_schema(node: Input<'_>, number: i64) -> Read<()> {
    if read::integer(node)? == number { Ok(()) } else { Err(Refusal::new(Code::PolicySchema)) }
}

fn read_maintenance(node: Input<'_>) -> Read<MaintenanceRule> {
    fields! { branch(node)? =>
        required rule "rule" |node| word(node, |rule| ["counted", "excluded", "excludedIfAnnounced"].into_iter().find(|known| *known == rule));
        optional notice_ms "noticeMs" read::duration;
    }
    match (rule, notice_ms) {
        ("counted", None) => Ok(MaintenanceRule::Counted),
        ("excluded", None) => Ok(MaintenanceRule::Excluded),
        ("excludedIfAnnounced", Some(notice_ms)) => Ok(MaintenanceRule::ExcludedIfAnnounced { notice_ms }),
        _ => Err(Refusal::new(Code::PolicyMaintenance).member("noticeMs")),
    }
}

fn read_schedule(node: Input<'_>) -> Read<Schedule> {
    fields! { branch(node)? =>
        required _family "family" |node| word(node, |family| (family == FAMILY).then_some(()));
        required schedule "tiers" read_tiers;
    }
    Ok(schedule)
}

pub(super) fn read_tiers(node: Input<'_>) -> Read<Schedule> {
    Schedule::uptime_tiers(list(node, tier)?).map_err(|_| Refusal::new(Code::PolicyTiers))
}

fn tier(node: Input<'_>) -> Read<Tier> {
    fields! { branch(node)? =>
        required below "below" read::percent;
        required percent "percent" read::percent;
    }
    Ok(Tier { below, percent })
}

pub(super) fn read_cap(node: Input<'_>) -> Read<Percent> {
    fields! { branch(node)? =>
        required percent "percent" read::percent;
    }
    Ok(percent)
}

fn read_minimums(node: Input<'_>) -> Read<Vec<Money>> {
    policy2::amounts(node).map(|amounts| amounts.all().to_vec())
}
