//! Who decides about refunds, as it is written: a policy's `review`, which `advanceCase` gets as it stands.

use super::error::{Code, Refusal};
use super::policy2::{amounts, distinct};
use super::read::{self, Input, Read, boolean, branch, elements, one_of, tree_fields, unique};
use super::refund_policy::some;
use crate::policy::refund::{
    AskedField, PayoutDays, ReasonCode, ReasonRule, Review, ReviewOrder, Role, RoleLimit, Team,
};

/// The most working days for a decision.
pub(super) const MOST_DAYS: u32 = 60;
/// The longest time for an appeal, in days.
pub(super) const MOST_APPEAL_DAYS: u32 = 366;
/// The most working days until money is there.
pub(super) const MOST_PAYOUT_DAYS: u32 = 90;

fn days(node: Input<'_>, least: u32, most: u32) -> Read<u32> {
    let days = u32::try_from(read::integer(node)?).ok();
    some(days.filter(|days| (least..=most).contains(days)), Code::PolicyReview)
}

/// The whole.
pub(super) fn review<'n>(node: Input<'n>) -> Read<Review<'n>> {
    tree_fields! { branch(node)? =>
        optional simple_days "simpleDays" |node| days(node, 1, MOST_DAYS);
        optional complex_days "complexDays" |node| days(node, 1, MOST_DAYS);
        optional complex_above "complexAbove" amounts;
        optional second_above "secondAbove" amounts;
        optional limits "limits" limits;
        optional appeal_days "appealDays" |node| days(node, 0, MOST_APPEAL_DAYS);
        optional order "order" |node| one_of(node, ReviewOrder::ALL, ReviewOrder::WORDS);
        optional payout_days "payoutDays" payout_days;
        optional reasons "reasons" reasons;
    }
    let usual = Review::default();
    Ok(Review {
        simple_days: simple_days.unwrap_or(usual.simple_days),
        complex_days: complex_days.unwrap_or(usual.complex_days),
        complex_above: complex_above.unwrap_or_default(),
        second_above: second_above.unwrap_or_default(),
        limits: limits.unwrap_or_default(),
        appeal_days: appeal_days.unwrap_or(usual.appeal_days),
        order: order.unwrap_or(usual.order),
        payout_days: payout_days.unwrap_or_default(),
        reasons: reasons.unwrap_or_default(),
    })
}

fn limits(node: Input<'_>) -> Read<Vec<RoleLimit>> {
    let limits = elements(node, limit)?;
    unique(limits.iter().map(|limit| limit.role.word()), "role")?;
    Ok(limits)
}

fn limit(node: Input<'_>) -> Read<RoleLimit> {
    tree_fields! { branch(node)? =>
        required role "role" |node| one_of(node, Role::ALL, Role::WORDS);
        required amounts "amounts" amounts;
    }
    Ok(RoleLimit { role, amounts })
}

fn payout_days<'n>(node: Input<'n>) -> Read<Vec<PayoutDays<'n>>> {
    let methods = elements(node, method)?;
    unique(methods.iter().map(|days| days.method), "method")?;
    Ok(methods)
}

fn method<'n>(node: Input<'n>) -> Read<PayoutDays<'n>> {
    tree_fields! { branch(node)? =>
        required method "method" read::id;
        required from "from" |node| days(node, 0, MOST_PAYOUT_DAYS);
        required to "to" |node| days(node, 0, MOST_PAYOUT_DAYS);
    }
    if from > to {
        return Err(Refusal::new(Code::PolicyReview).member("to"));
    }
    Ok(PayoutDays { method, from, to })
}

fn reasons(node: Input<'_>) -> Read<Vec<ReasonRule>> {
    let reasons = elements(node, reason)?;
    unique(reasons.iter().map(|reason| reason.code.word()), "code")?;
    Ok(reasons)
}

fn reason(node: Input<'_>) -> Read<ReasonRule> {
    tree_fields! { branch(node)? =>
        required code "code" |node| one_of(node, ReasonCode::ALL, ReasonCode::WORDS);
        optional route "route" |node| one_of(node, Team::ALL, Team::WORDS);
        optional complex "complex" boolean;
        optional fields "fields" |node| distinct(node, AskedField::ALL, AskedField::WORDS);
    }
    Ok(ReasonRule {
        code,
        route: route.unwrap_or(Team::Billing),
        complex: complex.unwrap_or(false),
        fields: fields.unwrap_or_default(),
    })
}
