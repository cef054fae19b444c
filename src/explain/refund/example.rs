//! Worked examples in sentences: what the client has, when they ask, what is kept, what they receive.

use super::{facts, number};
use crate::explain::policy::Writer;
use crate::explain::policy::words::{Texts, Value};
use crate::money::Money;
use crate::policy::refund::RefundParts;
use crate::refund::{Deduction, DeductionKind, Example, Examples};

/// What all examples have in common.
pub(super) fn intro(examples: &Examples<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("examples", texts.examples_title, &[]);
    let monthly = examples.monthly();
    let values = [
        ("from", Value::Date(Examples::FROM)),
        ("price", Value::Money(examples.price())),
        ("monthly", Value::Price(monthly, examples.price().currency())),
    ];
    out.say(texts.refund_examples_intro, &values);
    let said = facts(examples.facts(), texts);
    if !said.is_empty() {
        out.say(texts.refund_examples_facts, &[("facts", Value::Text(&said))]);
    }
    if let Some(country) = examples.country() {
        let country: String = country.letters().iter().collect();
        out.say(texts.refund_examples_country, &[("country", Value::Text(&country))]);
    }
    if !examples.gateway_fee().is_zero() {
        out.say(texts.refund_examples_fee, &[("fee", Value::Money(examples.gateway_fee()))]);
    }
}

/// The example as one paragraph.
#[inline(never)]
pub(super) fn text(example: &Example<'_>, price: Money, parts: &RefundParts<'_>, texts: &Texts) -> String {
    let quote = &example.quote;
    let mut text = String::new();
    let mut say = |template: &str, values: &[(&str, Value<'_>)]| {
        text.push_str(if text.is_empty() { "" } else { " " });
        texts.put(&mut text, template, values);
    };
    let after = Value::Time(example.requested.since(Examples::FROM));
    say(texts.refund_asked, &[("at", Value::Moment(example.requested)), ("time", after)]);
    match parts.rules.iter().position(|rule| Some(rule.id) == quote.rule) {
        Some(place) => {
            let id = quote.rule.unwrap_or_default();
            say(texts.refund_by_rule, &[("n", number(place)), ("id", Value::Text(id))]);
        }
        None => say(texts.refund_no_rule, &[]),
    }
    let money = |minor: i64| Value::Money(Money::new(minor, price.currency()));
    let of_lines = quote.lines.iter().flat_map(|line| line.deductions.iter());
    for Deduction { kind, id, amount } in of_lines.chain(&quote.deductions) {
        let template = match kind {
            DeductionKind::Used => texts.refund_used,
            DeductionKind::Fee => texts.refund_fee,
            DeductionKind::GatewayFee => texts.refund_gateway,
            // An example has neither use beyond the plan, nor open invoices, nor anything given before.
            _ => texts.refund_kept,
        };
        say(template, &[("id", Value::Text(id.unwrap_or_default())), ("amount", money(*amount))]);
    }
    let outcome = if quote.payout == 0 { texts.refund_nothing } else { texts.refund_receives };
    say(outcome, &[("payout", money(quote.payout))]);
    text
}
