//! The policy document, schema 1, as it is written.

use super::error::{Code, Refusal};
use super::read::{self, Input, Read, branch, fields, list, payment, unique, word};
use crate::money::{Money, Percent};
use crate::policy::{MaintenanceRule, Policy, PolicyError, PolicyParts, Schedule, Tier};

/// The only schema number.
const SCHEMA: i64 = 1;
/// The only family of schedules.
pub(super) const FAMILY: &str = "uptimeTiers";

/// `{"hash":…,"document":{…}}`
pub(super) fn policy<'n>(node: Input<'n>) -> Read<Policy<'n>> {
    fields! { branch(node)? =>
        required hash "hash" read::hash;
        required parts "document" document;
    }
    let parts = PolicyParts { hash, ..parts };
    Policy::new(parts).map_err(|error| match error {
        PolicyError::Cap => Refusal::new(Code::PolicyCap).member("percent").member("cap").member("document"),
    })
}

fn document<'n>(node: Input<'n>) -> Read<PolicyParts<'n>> {
    let members = branch(node)?;
    // Looked at first: the fields of another schema would only be called unknown.
    if let Some(schema) = read::member(node, "schema") {
        read_schema(schema).map_err(|refusal| refusal.member("schema"))?;
    }
    fields! { members =>
        required _schema "schema" read_schema;
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

fn read_schema(node: Input<'_>) -> Read<()> {
    if read::integer(node)? == SCHEMA { Ok(()) } else { Err(Refusal::new(Code::PolicySchema)) }
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
        required tiers "tiers" |node| list(node, tier);
    }
    Schedule::uptime_tiers(tiers).map_err(|_| Refusal::new(Code::PolicyTiers).member("tiers"))
}

fn tier(node: Input<'_>) -> Read<Tier> {
    fields! { branch(node)? =>
        required below "below" read::percent;
        required percent "percent" read::percent;
    }
    Ok(Tier { below, percent })
}

fn read_cap(node: Input<'_>) -> Read<Percent> {
    fields! { branch(node)? =>
        required percent "percent" read::percent;
    }
    Ok(percent)
}

fn read_minimums(node: Input<'_>) -> Read<Vec<Money>> {
    let minimums = list(node, |node| {
        fields! { branch(node)? =>
            required currency "currency" read::currency;
            required amount "amount" read::decimal;
        }
        payment(amount, currency).map_err(|refusal| refusal.member("amount"))
    })?;
    unique(minimums.iter().map(|minimum| minimum.currency().code()), "currency")?;
    Ok(minimums)
}
