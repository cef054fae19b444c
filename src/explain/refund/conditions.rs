//! Conditions as clauses behind "if".

use super::{fact, joined};
use crate::calendar::{DAY_MS, HOUR_MS, Instant};
use crate::explain::policy::words::{Texts, Value};
use crate::policy::refund::{
    Begin, Cooldown, CooldownSince, Customer, Ends, Length, OrderSum, Products, Quota, QuotaIn, QuotaPer, RefundParts,
    StopClock, When, Window,
};

/// All conditions, in the order in which they are looked at.
#[inline(never)]
pub(super) fn clauses(when: &When<'_>, parts: &RefundParts<'_>, texts: &Texts) -> Vec<String> {
    let mut all: Vec<String> = when.facts.iter().map(|one| fact(*one, true, texts).to_owned()).collect();
    all.extend(when.without.iter().map(|one| fact(*one, false, texts).to_owned()));
    all.extend(when.within.map(|one| window(one, false, parts, texts)));
    all.extend(when.after.map(|one| window(one, true, parts, texts)));
    all.extend(when.used_at_most.map(|most| texts.fill(texts.used_at_most, &[("percent", Value::Percent(most))])));
    all.extend(when.products.as_ref().map(|one| {
        let (template, ids) = match one {
            Products::Only(ids) => (texts.products_only, ids),
            Products::Except(ids) => (texts.products_except, ids),
        };
        texts.fill(template, &[("list", Value::Text(&ids.join(texts.comma)))])
    }));
    all.extend(when.countries.as_ref().map(|countries| {
        let countries: Vec<String> = countries.iter().map(|country| country.letters().iter().collect()).collect();
        texts.fill(texts.countries, &[("list", Value::Text(&joined(&countries, texts.comma)))])
    }));
    all.extend(when.order.as_ref().map(|one| {
        let (template, amounts) = match one {
            OrderSum::Above(amounts) => (texts.order_above, amounts),
            OrderSum::AtMost(amounts) => (texts.order_at_most, amounts),
        };
        texts.fill(template, &[("amounts", Value::Amounts(amounts))])
    }));
    all.extend(when.customer.map(|one| {
        let (template, date) = match one {
            Customer::Before(date) => (texts.customer_before, date),
            Customer::From(date) => (texts.customer_from, date),
        };
        texts.fill(template, &[("date", Value::Date(Instant::from_ms(date.days().saturating_mul(DAY_MS))))])
    }));
    all.extend(when.quota.as_ref().map(|one| quota(one, parts, texts)));
    all.extend(when.cooldown.map(|one| cooldown(one, texts)));
    all
}

fn window(window: Window, is_after: bool, parts: &RefundParts<'_>, texts: &Texts) -> String {
    let stop = match parts.clock {
        StopClock::Request => texts.stop_request,
        StopClock::Termination => texts.stop_termination,
        StopClock::Decision => texts.stop_decision,
    };
    let begin = match window.from {
        Begin::Ordered => texts.begin_ordered,
        Begin::Activated => texts.begin_activated,
        Begin::Started => texts.begin_started,
    };
    let (count, ms) = match window.length {
        Length::Days(days) => (i64::from(days), i64::from(days).saturating_mul(DAY_MS)),
        Length::Hours(hours) => (i64::from(hours), i64::from(hours).saturating_mul(HOUR_MS)),
    };
    let template = match (window.ends, is_after, count) {
        (Ends::Instant, false, _) => texts.within,
        (Ends::Instant, true, _) => texts.after,
        (Ends::Day, false, 0) => texts.within_same_day,
        (Ends::Day, true, 0) => texts.after_same_day,
        (Ends::Day, false, _) => texts.within_day.of(count),
        (Ends::Day, true, _) => texts.after_day.of(count),
    };
    let values = [
        ("stop", Value::Text(stop)),
        ("begin", Value::Text(begin)),
        ("time", Value::Time(ms)),
        ("n", Value::Number(count)),
        ("zone", Value::Text(parts.zone)),
    ];
    texts.fill(template, &values)
}

fn quota(quota: &Quota<'_>, parts: &RefundParts<'_>, texts: &Texts) -> String {
    let of = match quota.per {
        QuotaPer::Customer => "",
        QuotaPer::Product => texts.quota_product,
    };
    let within = match quota.within {
        QuotaIn::Ever => String::new(),
        QuotaIn::CalendarYear => texts.fill(texts.quota_year, &[("zone", Value::Text(parts.zone))]),
        QuotaIn::Days(days) => {
            let time = Value::Time(i64::from(days).saturating_mul(DAY_MS));
            texts.fill(texts.quota_days, &[("time", time)])
        }
    };
    let rules = quota.rules.as_ref().map(|rules| rules.join(texts.comma));
    let by = rules.map(|rules| texts.fill(texts.quota_rules, &[("list", Value::Text(&rules))]));
    let most = i64::from(quota.most);
    let values = [
        ("n", Value::Number(most)),
        ("of", Value::Text(of)),
        ("in", Value::Text(&within)),
        ("by", Value::Text(by.as_deref().unwrap_or_default())),
    ];
    texts.fill(texts.quota.of(most), &values)
}

fn cooldown(cooldown: Cooldown, texts: &Texts) -> String {
    let template = match cooldown.since {
        CooldownSince::Refund => texts.cooldown_refund,
        CooldownSince::Ordered => texts.cooldown_ordered,
    };
    texts.fill(template, &[("time", Value::Time(i64::from(cooldown.hours).saturating_mul(HOUR_MS)))])
}
