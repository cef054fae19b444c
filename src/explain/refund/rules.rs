//! When money comes back: a paragraph for each rule.

use super::conditions::clauses;
use super::{joined, number};
use crate::explain::policy::Writer;
use crate::explain::policy::words::{Texts, Value};
use crate::policy::full::Factor;
use crate::policy::refund::{Give, Monthly, PriceOf, RefundParts, Rest, StopClock, Unused};

/// The rules in their order.
pub(super) fn back(parts: &RefundParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("back", texts.back_title, &[]);
    out.say(texts.back_intro, &[]);
    let clock = match parts.clock {
        StopClock::Request => texts.clock_request,
        StopClock::Termination => texts.clock_termination,
        StopClock::Decision => texts.clock_decision,
    };
    out.say(clock, &[]);
    let required = joined(&clauses(&parts.requires, parts, texts), texts.and);
    if !required.is_empty() {
        let is_law = parts.rules.iter().any(|rule| rule.statutory);
        let template = if is_law { texts.back_requires_but } else { texts.back_requires };
        out.say(template, &[("conditions", Value::Text(&required))]);
    }
    for (place, rule) in parts.rules.iter().enumerate() {
        out.paragraph();
        let conditions = joined(&clauses(&rule.when, parts, texts), texts.and);
        let template = if conditions.is_empty() { texts.back_rule_always } else { texts.back_rule };
        let values = [
            ("n", number(place)),
            ("id", Value::Text(rule.id)),
            ("conditions", Value::Text(&conditions)),
            ("give", Value::Text(&give(rule.give, texts))),
        ];
        out.say(template, &values);
        if rule.statutory {
            out.say(texts.back_statutory, &[]);
        }
    }
}

/// What comes back, as a clause.
fn give(give: Give, texts: &Texts) -> String {
    let (template, times) = match give {
        Give::Full => (texts.give_full, Factor::ONCE),
        Give::Nothing => (texts.give_nothing, Factor::ONCE),
        Give::Share(percent) => return texts.fill(texts.give_share, &[("percent", Value::Percent(percent))]),
        Give::Unused(Unused { price: PriceOf::Paid, times, .. }) => (texts.give_unused, times),
        Give::Unused(Unused { price: PriceOf::List, times, .. }) => (texts.give_unused_list, times),
        Give::Monthly(Monthly { rest, times, .. }) => match rest {
            Rest::Share => (texts.give_monthly_share, times),
            Rest::Hourly => (texts.give_monthly_hourly, times),
            Rest::Month => (texts.give_monthly_month, times),
        },
    };
    let mut said = template.to_owned();
    if times != Factor::ONCE {
        texts.put(&mut said, texts.give_times, &[("factor", Value::Factor(times))]);
    }
    said
}
