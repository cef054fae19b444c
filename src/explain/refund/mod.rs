//! What a client reads about refunds, written from the policy that quotes are worked out by. Sentences are data
//! (`../texts`); examples are computed by `crate::refund`, never told.

mod conditions;
mod example;
mod kept;
mod paid;
mod rules;
mod time;

use super::policy::words::{Texts, Value};
use super::policy::{Description, Writer};
use crate::policy::refund::{Fact, RefundParts};
use crate::refund::Examples;

/// The ids of sections, in their order.
pub const SECTIONS: [&str; 10] =
    ["back", "kept", "time", "overage", "tax", "paid", "arrears", "decision", "appeal", "examples"];

/// Writes the text.
#[inline(never)]
pub(crate) fn describe(parts: &RefundParts<'_>, texts: &Texts, examples: &Examples<'_>) -> Description {
    let mut writer = Writer::new(texts);
    let out = &mut writer;
    rules::back(parts, out);
    kept::kept(parts, out);
    time::time(parts, out);
    kept::overage(parts, out);
    kept::tax(parts, out);
    paid::paid(parts, out);
    paid::arrears(parts, out);
    paid::decision(&parts.review, out);
    paid::appeal(&parts.review, out);
    example::intro(examples, out);
    Description {
        title: texts.fill(texts.refund_title, &[("name", Value::Text(parts.name))]),
        sections: writer.finish(),
        examples: examples.all().iter().map(|one| example::text(one, examples.price(), parts, texts)).collect(),
    }
}

/// Texts one behind the other.
fn joined(texts: &[String], between: &str) -> String {
    texts.join(between)
}

/// What is said of a case, or what is not.
fn fact(fact: Fact, is_said: bool, texts: &Texts) -> &'static str {
    let (yes, no) = match fact {
        Fact::Consumer => (texts.is_consumer, texts.not_consumer),
        Fact::EarlyStart => (texts.is_early_start, texts.not_early_start),
        Fact::Activated => (texts.is_activated, texts.not_activated),
        Fact::NotStarted => (texts.is_not_started, texts.not_not_started),
        Fact::FailedOrder => (texts.is_failed_order, texts.not_failed_order),
        Fact::Renewal => (texts.is_renewal, texts.not_renewal),
        Fact::Trial => (texts.is_trial, texts.not_trial),
        Fact::Downgrade => (texts.is_downgrade, texts.not_downgrade),
        Fact::Breach => (texts.is_breach, texts.not_breach),
        Fact::Abuse => (texts.is_abuse, texts.not_abuse),
        Fact::Overdue => (texts.is_overdue, texts.not_overdue),
        Fact::DomainKept => (texts.is_domain_kept, texts.not_domain_kept),
        Fact::Customised => (texts.is_customised, texts.not_customised),
        Fact::Invoiced => (texts.is_invoiced, texts.not_invoiced),
        Fact::OwnFault => (texts.is_own_fault, texts.not_own_fault),
    };
    if is_said { yes } else { no }
}

/// All of them are said.
fn facts(said: &[Fact], texts: &Texts) -> String {
    let all: Vec<String> = said.iter().map(|one| fact(*one, true, texts).to_owned()).collect();
    joined(&all, texts.and)
}

/// The number of a thing in a list, from 1 on.
fn number(place: usize) -> Value<'static> {
    Value::Number(i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1))
}
