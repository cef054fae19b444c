//! What the credit is a share of, what limits it, how and when it is given, and where it is rounded.

use super::words::{Texts, Value};
use super::{Writer, is_extension};
use crate::policy::full::{CapPer, ClaimFrom, FeeBase, Forfeit, FullParts, Limit};

/// The fee.
pub(super) fn fee(parts: &FullParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("fee", texts.fee_title, &[]);
    let base = match parts.fee.base {
        FeeBase::Paid => texts.fee_paid,
        FeeBase::Recurring => texts.fee_recurring,
        FeeBase::Before => texts.fee_before,
        FeeBase::Cash => texts.fee_cash,
    };
    out.say(base, &[]);
    out.say(if parts.fee.add_ons { texts.fee_add_ons } else { texts.fee_no_add_ons }, &[]);
    out.paragraph();
    out.say(texts.fee_spread, &[]);
}

/// Caps and least amounts.
pub(super) fn limits(parts: &FullParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("limits", texts.limits_title, &[]);
    for cap in parts.caps.all() {
        let (in_percent, in_amounts) = match cap.per {
            CapPer::Incident => (texts.cap_incident_percent, texts.cap_incident_amounts),
            CapPer::Period => (texts.cap_period_percent, texts.cap_period_amounts),
            CapPer::Year => (texts.cap_year_percent, texts.cap_year_amounts),
            CapPer::Client => (texts.cap_client_percent, texts.cap_client_amounts),
        };
        match &cap.limit {
            Limit::Percent(percent) => out.say(in_percent, &[("limit", Value::Percent(*percent))]),
            Limit::Amounts(amounts) => out.say(in_amounts, &[("limit", Value::Amounts(amounts))]),
        }
    }
    out.paragraph();
    out.say(texts.cap_line, &[]);
    for (amounts, text) in
        [(&parts.minimum_credit, texts.minimum_credit), (&parts.minimum_payout, texts.minimum_payout)]
    {
        if !amounts.all().is_empty() {
            out.paragraph();
            out.say(text, &[("amounts", Value::Amounts(amounts))]);
        }
    }
}

/// Whether one has to ask, and what costs one the credit.
pub(super) fn receive(parts: &FullParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    let is_money = !is_extension(&parts.schedule);
    out.section("claim", texts.claim_title, &[]);
    match parts.claim {
        None => out.say(if is_money { texts.automatic } else { texts.extension_automatic }, &[]),
        Some(claim) => {
            let text = match claim.from {
                ClaimFrom::Outage => texts.claim_outage,
                ClaimFrom::Period => texts.claim_period,
            };
            out.say(text, &[("time", Value::Time(claim.window_ms))]);
        }
    }
    if is_money {
        out.paragraph();
        out.say(texts.account_credit, &[]);
    }
    if !parts.forfeits.is_empty() {
        let all: Vec<&'static str> = parts.forfeits.iter().map(|forfeit| forfeit_text(*forfeit, texts)).collect();
        out.paragraph();
        out.say(texts.forfeits, &[("list", Value::Words(&all))]);
    }
}

fn forfeit_text(forfeit: Forfeit, texts: &Texts) -> &'static str {
    match forfeit {
        Forfeit::Cancelled => texts.forfeit_cancelled,
        Forfeit::Unpaid => texts.forfeit_unpaid,
        Forfeit::Chargeback => texts.forfeit_chargeback,
        Forfeit::Discounted => texts.forfeit_discounted,
    }
}

/// When it is decided, and when it ends.
pub(super) fn when(parts: &FullParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("when", texts.when_title, &[]);
    let settled = if parts.settle_delay_ms == 0 { texts.settled_at_once } else { texts.settled };
    out.say(settled, &[("time", Value::Time(parts.settle_delay_ms))]);
    out.say(texts.late, &[]);
    out.paragraph();
    match parts.expires_after_ms {
        None if is_extension(&parts.schedule) => {}
        None => out.say(texts.never_expires, &[]),
        Some(ms) => out.say(texts.expires, &[("time", Value::Time(ms))]),
    }
}

/// What is rounded, and how.
pub(super) fn rounding(parts: &FullParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("rounding", texts.rounding_title, &[]);
    out.say(texts.rounding_availability, &[]);
    out.say(if is_extension(&parts.schedule) { texts.rounding_extension } else { texts.rounding_money }, &[]);
}
