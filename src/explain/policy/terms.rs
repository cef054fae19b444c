//! What the credit is a share of, what limits it, how and when it is given, and where it is rounded.

use super::words::{Texts, fill};
use super::{Section, is_extension};
use crate::policy::full::{Amounts, CapPer, ClaimFrom, FeeBase, Forfeit, FullParts, Limit};

/// The fee.
pub(super) fn fee(parts: &FullParts<'_>, texts: &Texts) -> Section {
    let mut section = Section::new("fee", texts.fee_title);
    let base = match parts.fee.base {
        FeeBase::Paid => texts.fee_paid,
        FeeBase::Recurring => texts.fee_recurring,
        FeeBase::Before => texts.fee_before,
        FeeBase::Cash => texts.fee_cash,
    };
    section.say(&[base, if parts.fee.add_ons { texts.fee_add_ons } else { texts.fee_no_add_ons }]);
    section.say(&[texts.fee_spread]);
    section
}

/// Caps and least amounts.
pub(super) fn limits(parts: &FullParts<'_>, texts: &Texts) -> Section {
    let mut section = Section::new("limits", texts.limits_title);
    let mut sentences = Vec::new();
    for cap in parts.caps.all() {
        let (in_percent, in_amounts) = match cap.per {
            CapPer::Incident => (texts.cap_incident_percent, texts.cap_incident_amounts),
            CapPer::Period => (texts.cap_period_percent, texts.cap_period_amounts),
            CapPer::Year => (texts.cap_year_percent, texts.cap_year_amounts),
            CapPer::Client => (texts.cap_client_percent, texts.cap_client_amounts),
        };
        sentences.push(match &cap.limit {
            Limit::Percent(percent) => fill(in_percent, &[("limit", &texts.percent(*percent))]),
            Limit::Amounts(amounts) => fill(in_amounts, &[("limit", &texts.amounts(amounts))]),
        });
    }
    section.say(&sentences);
    section.say(&[texts.cap_line]);
    for (amounts, text) in
        [(&parts.minimum_credit, texts.minimum_credit), (&parts.minimum_payout, texts.minimum_payout)]
    {
        if *amounts != Amounts::default() {
            section.say(&[fill(text, &[("amounts", &texts.amounts(amounts))])]);
        }
    }
    section
}

/// Whether one has to ask, and what costs one the credit.
pub(super) fn receive(parts: &FullParts<'_>, texts: &Texts) -> Section {
    let mut section = Section::new("claim", texts.claim_title);
    let is_money = !is_extension(&parts.schedule);
    section.say(&[match parts.claim {
        None if is_money => texts.automatic.to_owned(),
        None => texts.extension_automatic.to_owned(),
        Some(claim) => {
            let text = match claim.from {
                ClaimFrom::Outage => texts.claim_outage,
                ClaimFrom::Period => texts.claim_period,
            };
            fill(text, &[("time", &texts.duration(claim.window_ms))])
        }
    }]);
    if is_money {
        section.say(&[texts.account_credit]);
    }
    if !parts.forfeits.is_empty() {
        let all = parts.forfeits.iter().map(|forfeit| forfeit_text(*forfeit, texts).to_owned());
        section.say(&[fill(texts.forfeits, &[("list", &texts.list(texts.or, all))])]);
    }
    section
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
pub(super) fn when(parts: &FullParts<'_>, texts: &Texts) -> Section {
    let mut section = Section::new("when", texts.when_title);
    let settled = match parts.settle_delay_ms {
        0 => texts.settled_at_once.to_owned(),
        ms => fill(texts.settled, &[("time", &texts.duration(ms))]),
    };
    section.say(&[settled.as_str(), texts.late]);
    match parts.expires_after_ms {
        None if is_extension(&parts.schedule) => {}
        None => section.say(&[texts.never_expires]),
        Some(ms) => section.say(&[fill(texts.expires, &[("time", &texts.duration(ms))])]),
    }
    section
}

/// What is rounded, and how.
pub(super) fn rounding(parts: &FullParts<'_>, texts: &Texts) -> Section {
    let mut section = Section::new("rounding", texts.rounding_title);
    let is_money = !is_extension(&parts.schedule);
    section.say(&[texts.rounding_availability, if is_money { texts.rounding_money } else { texts.rounding_extension }]);
    section
}
