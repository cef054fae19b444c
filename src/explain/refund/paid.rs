//! How money comes back, open invoices, who decides and what one can do against it.

use super::joined;
use crate::explain::policy::Writer;
use crate::explain::policy::words::{Texts, Value};
use crate::policy::refund::{
    Arrears, AskedField, Destination, Order, Part, PayoutDays, ReasonCode, ReasonRule, RefundParts, Review,
    ReviewOrder, Role, Team, To,
};

/// Where money goes, in which order, and when it is there.
pub(super) fn paid(parts: &RefundParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("paid", texts.paid_title, &[]);
    match &parts.payout.to {
        To::One(Destination::Payments) => out.say(texts.to_payments, &[]),
        To::One(Destination::AccountCredit) => out.say(texts.to_account_credit, &[]),
        To::One(Destination::NextInvoice) => out.say(texts.to_next_invoice, &[]),
        To::Choice => out.say(texts.to_choice, &[]),
        To::Split(parts) => {
            let all: Vec<String> = parts.iter().map(|one| part(*one, texts)).collect();
            out.say(texts.to_split, &[("list", Value::Text(&joined(&all, texts.comma)))]);
        }
    }
    out.say(
        match parts.payout.order {
            Order::Largest => texts.order_largest,
            Order::Newest => texts.order_newest,
            Order::Proportional => texts.order_proportional,
        },
        &[],
    );
    out.say(texts.paid_limit, &[]);
    out.paragraph();
    out.say(
        match parts.review.order {
            ReviewOrder::CancelFirst => texts.paid_cancel_first,
            ReviewOrder::PayFirst => texts.paid_pay_first,
        },
        &[],
    );
    let (from, to) = Review::USUAL_PAYOUT_DAYS;
    let days = |days: u32| Value::Number(i64::from(days));
    out.say(texts.paid_days, &[("from", days(from)), ("to", days(to))]);
    for PayoutDays { method, from, to } in &parts.review.payout_days {
        let values = [("method", Value::Text(method)), ("from", days(*from)), ("to", days(*to))];
        out.say(texts.paid_days_method, &values);
    }
}

fn part(part: Part, texts: &Texts) -> String {
    let template = match part.to {
        Destination::Payments => texts.part_payments,
        Destination::AccountCredit => texts.part_account_credit,
        Destination::NextInvoice => texts.part_next_invoice,
    };
    texts.fill(template, &[("percent", Value::Percent(part.percent))])
}

/// Other invoices.
pub(super) fn arrears(parts: &RefundParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("arrears", texts.arrears_title, &[]);
    out.say(
        match parts.arrears {
            Arrears::SettleFirst => texts.arrears_settle,
            Arrears::Offset => texts.arrears_offset,
            Arrears::Ignore => texts.arrears_ignore,
        },
        &[],
    );
}

/// Days, second persons, limits of roles, reasons.
pub(super) fn decision(review: &Review<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("decision", texts.decision_title, &[]);
    let [simple, complex] = [review.simple_days, review.complex_days].map(i64::from);
    let mut days = texts.fill(texts.decision_days.of(simple), &[("n", Value::Number(simple))]);
    texts.put(&mut days, texts.decision_complex.of(complex), &[("n", Value::Number(complex))]);
    out.say("{days}", &[("days", Value::Text(&days))]);
    for (amounts, text) in
        [(&review.complex_above, texts.decision_above), (&review.second_above, texts.decision_second)]
    {
        if !amounts.all().is_empty() {
            out.say(text, &[("amounts", Value::Amounts(amounts))]);
        }
    }
    for limit in review.limits.iter().filter(|limit| !limit.amounts.all().is_empty()) {
        let role = match limit.role {
            Role::Agent => texts.role_agent,
            Role::Lead => texts.role_lead,
            Role::Owner => texts.role_owner,
        };
        let values = [("role", Value::Text(role)), ("amounts", Value::Amounts(&limit.amounts))];
        out.say(texts.decision_limit, &values);
    }
    for one in &review.reasons {
        out.paragraph();
        reason(one, out);
    }
}

fn reason(rule: &ReasonRule, out: &mut Writer<'_>) {
    let texts = out.texts;
    let reason = match rule.code {
        ReasonCode::NotNeeded => texts.reason_not_needed,
        ReasonCode::NotAsDescribed => texts.reason_not_as_described,
        ReasonCode::Outage => texts.reason_outage,
        ReasonCode::Performance => texts.reason_performance,
        ReasonCode::Duplicate => texts.reason_duplicate,
        ReasonCode::Mistake => texts.reason_mistake,
        ReasonCode::UnknownCharge => texts.reason_unknown_charge,
        ReasonCode::PriceIncrease => texts.reason_price_increase,
        ReasonCode::MovedAway => texts.reason_moved_away,
        ReasonCode::Other => texts.reason_other,
    };
    let team = match rule.route {
        Team::Billing => texts.team_billing,
        Team::Technical => texts.team_technical,
        Team::Sales => texts.team_sales,
    };
    let fields: Vec<String> = rule.fields.iter().map(|field| field_text(*field, texts).to_owned()).collect();
    let fields = if fields.is_empty() {
        String::new()
    } else {
        texts.fill(texts.reason_fields, &[("list", Value::Text(&joined(&fields, texts.and)))])
    };
    let values = [
        ("reason", Value::Text(reason)),
        ("team", Value::Text(team)),
        ("complex", Value::Text(if rule.complex { texts.reason_complex } else { "" })),
        ("fields", Value::Text(&fields)),
    ];
    out.say(texts.reason, &values);
}

fn field_text(field: AskedField, texts: &Texts) -> &'static str {
    match field {
        AskedField::Evidence => texts.field_evidence,
        AskedField::Ticket => texts.field_ticket,
        AskedField::Domain => texts.field_domain,
        AskedField::Invoice => texts.field_invoice,
        AskedField::BankAccount => texts.field_bank_account,
        AskedField::Explanation => texts.field_explanation,
    }
}

/// What one can do against a decision.
pub(super) fn appeal(review: &Review<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    let days = i64::from(review.appeal_days);
    out.section("appeal", texts.appeal_title, &[]);
    let template = if days == 0 { texts.appeal_none } else { texts.appeal.of(days) };
    out.say(template, &[("n", Value::Number(days))]);
}
