//! What is kept besides used time: by kind of line, fees, overage; tax and rounding.

use super::{facts, joined, number};
use crate::explain::policy::Writer;
use crate::explain::policy::words::{Texts, Value};
use crate::policy::refund::{
    Fee, FeeSum, GatewayFees, Give, Included, LineKind, LineRule, RefundParts, Round, TaxBy, TermFee, Treatment,
    Vouchers,
};

/// What is kept whatever was used.
pub(super) fn kept(parts: &RefundParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("kept", texts.kept_title, &[]);
    out.say(texts.kept_intro, &[]);
    out.row(texts.kept_kind_column, texts.kept_back_column, &[]);
    for kind in LineKind::ALL {
        let mut rest = Some(kind.usual());
        for line in parts.lines.iter().filter(|line| line.kind == *kind) {
            if rest.is_some() {
                out.row("{line}", "{back}", &[("line", Value::Text(&of(line, texts))), back(line.give, texts)]);
            }
            rest = rest.filter(|_| !line.facts.is_empty());
        }
        if let Some(usual) = rest {
            out.row("{line}", "{back}", &[("line", Value::Text(kind_text(*kind, texts))), back(usual, texts)]);
        }
    }
    for (place, rule) in parts.rules.iter().enumerate().filter(|(_, rule)| !rule.lines.is_empty()) {
        let pair = |line: &LineRule| {
            texts.fill(texts.kept_pair, &[("kind", Value::Text(&of(line, texts))), back(line.give, texts)])
        };
        let list: Vec<String> = rule.lines.iter().map(pair).collect();
        let list = joined(&list, texts.then);
        out.paragraph();
        let values = [("n", number(place)), ("id", Value::Text(rule.id)), ("list", Value::Text(&list))];
        out.say(texts.kept_under, &values);
    }
    out.paragraph();
    out.say(texts.kept_delivered, &[]);
    if parts.fees.is_empty() {
        out.say(texts.fees_none, &[]);
    }
    for one in &parts.fees {
        out.paragraph();
        fee(one, parts, out);
    }
    out.paragraph();
    out.say(
        match parts.vouchers {
            Vouchers::Kept => texts.vouchers_kept,
            Vouchers::Returned => texts.vouchers_returned,
        },
        &[],
    );
    out.say(
        match parts.gateway_fees {
            GatewayFees::Ours => texts.gateway_ours,
            GatewayFees::Kept => texts.gateway_kept,
        },
        &[],
    );
    if parts.gateway_fees == GatewayFees::Kept && parts.rules.iter().any(|rule| rule.statutory) {
        out.say(texts.gateway_by_law, &[]);
    }
}

/// A kind, and when its entry is for.
fn of(line: &LineRule, texts: &Texts) -> String {
    let kind = kind_text(line.kind, texts);
    if line.facts.is_empty() {
        return kind.to_owned();
    }
    let conditions = facts(&line.facts, texts);
    texts.fill(texts.kept_if, &[("kind", Value::Text(kind)), ("conditions", Value::Text(&conditions))])
}

fn kind_text(kind: LineKind, texts: &Texts) -> &'static str {
    match kind {
        LineKind::Plan => texts.kind_plan,
        LineKind::AddOn => texts.kind_add_on,
        LineKind::ValueAdded => texts.kind_value_added,
        LineKind::Setup => texts.kind_setup,
        LineKind::Domain => texts.kind_domain,
        LineKind::Licence => texts.kind_licence,
        LineKind::Customisation => texts.kind_customisation,
        LineKind::Other => texts.kind_other,
    }
}

/// What comes back of a line, under its name in sentences.
fn back(treatment: Treatment, texts: &Texts) -> (&'static str, Value<'static>) {
    let value = match treatment {
        Treatment::Rule => Value::Text(texts.treated_rule),
        Treatment::Kept => Value::Text(texts.treated_kept),
        Treatment::Full => Value::Text(texts.treated_full),
        Treatment::Keep(percent) => Value::AllBut(percent),
    };
    ("back", value)
}

fn fee(fee: &Fee<'_>, parts: &RefundParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    let conditions = facts(&fee.facts, texts);
    let when = if conditions.is_empty() {
        String::new()
    } else {
        texts.fill(texts.fee_when, &[("conditions", Value::Text(&conditions))])
    };
    let under = match &fee.rules {
        Some(rules) => texts.fill(texts.fee_under, &[("list", Value::Text(&rules.join(texts.comma)))]),
        None if parts.rules.iter().any(|rule| rule.statutory) => texts.fee_under_any.to_owned(),
        None => String::new(),
    };
    let mut sum = match &fee.sum {
        FeeSum::Amounts(amounts) => texts.fill(texts.fee_amounts, &[("amounts", Value::Amounts(amounts))]),
        FeeSum::Percent(percent) => texts.fill(texts.fee_percent, &[("percent", Value::Percent(*percent))]),
        FeeSum::Terms(terms) => {
            let terms: Vec<String> = terms.iter().map(|one| term(one, texts)).collect();
            joined(&terms, texts.then)
        }
    };
    sum.push_str(texts.comma);
    sum.push_str(if fee.taxed { texts.fee_before_tax } else { texts.fee_with_tax });
    let values = [
        ("id", Value::Text(fee.id)),
        ("when", Value::Text(&when)),
        ("under", Value::Text(&under)),
        ("sum", Value::Text(&sum)),
    ];
    out.say(texts.fee, &values);
}

fn term(term: &TermFee, texts: &Texts) -> String {
    let months = term.months.map(i64::from).map(|months| {
        let template = texts.fee_term_months.of(months);
        texts.fill(template, &[("n", Value::Number(months))])
    });
    let until = term.until.map(i64::from).map(|until| {
        let template = texts.fee_term_until.of(until);
        texts.fill(template, &[("n", Value::Number(until))])
    });
    let values = [
        ("percent", Value::Percent(term.percent)),
        ("months", Value::Text(months.as_deref().unwrap_or_default())),
        ("until", Value::Text(until.as_deref().unwrap_or_default())),
    ];
    texts.fill(texts.fee_term, &values)
}

/// Use beyond the plan.
pub(super) fn overage(parts: &RefundParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("overage", texts.overage_title, &[]);
    out.say(
        match parts.overage {
            Included::Whole => texts.overage_whole,
            Included::Share => texts.overage_share,
        },
        &[],
    );
    if parts.rules.iter().any(|rule| rule.statutory && rule.give == Give::Full) {
        out.say(texts.overage_by_law, &[]);
    }
}

/// Tax, and what is rounded.
pub(super) fn tax(parts: &RefundParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("tax", texts.tax_title, &[]);
    out.say(
        match parts.tax {
            TaxBy::Line => texts.tax_line,
            TaxBy::Sum => texts.tax_sum,
        },
        &[],
    );
    out.paragraph();
    out.say(
        match parts.round {
            Round::HalfUp => texts.round_half_up,
            Round::Up => texts.round_up,
            Round::Down => texts.round_down,
        },
        &[],
    );
}
