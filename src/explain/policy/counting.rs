//! How downtime is counted, and what of it does not count.

use super::Writer;
use super::words::{Texts, Value};
use crate::policy::full::{Affected, Allowed, Clock, Counting, Excuse, Excused, Maintenance, Minutes, Rule};

/// From outages to downtime.
pub(super) fn downtime(counting: &Counting, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("downtime", texts.downtime_title, &[]);
    let clock = match counting.clock {
        Clock::Outage => texts.clock_outage,
        Clock::Report => texts.clock_report,
    };
    let rule = match counting.rule {
        Rule::Exact => texts.rule_exact,
        Rule::WholeMinutes => texts.rule_whole_minutes,
        Rule::TouchedMinutes => texts.rule_touched_minutes,
        Rule::ConsecutiveMinutes(_) => texts.rule_consecutive_minutes,
        Rule::LongOutages(_) => texts.rule_long_outages,
        Rule::WholeSlots(_) => texts.rule_whole_slots,
        Rule::TouchedSlots(_) => texts.rule_touched_slots,
    };
    out.say(clock, &[]);
    out.say(rule, &[("time", Value::Time(counting.rule.minutes().map_or(0, Minutes::ms)))]);
    out.paragraph();
    for (ms, text) in [(counting.minimum_ms, texts.minimum), (counting.grace_ms, texts.grace)] {
        if ms > 0 {
            out.say(text, &[("time", Value::Time(ms))]);
        }
    }
    out.paragraph();
    out.say(
        match counting.affected {
            Affected::Whole => texts.affected_whole,
            Affected::Share => texts.affected_share,
        },
        &[],
    );
    out.say(texts.overlap, &[]);
    out.paragraph();
    out.say(texts.availability, &[]);
}

/// Maintenance and excuses.
pub(super) fn excluded(counting: &Counting, zone: &str, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("excluded", texts.excluded_title, &[]);
    maintenance(counting.maintenance, zone, out);
    out.paragraph();
    if !counting.excuses.is_empty() {
        let all: Vec<&'static str> = counting.excuses.iter().map(|excuse| excuse_text(*excuse, texts)).collect();
        out.say(texts.excuses, &[("list", Value::Words(&all))]);
        out.paragraph();
    }
    if counting.maintenance != Maintenance::Counted || !counting.excuses.is_empty() {
        out.say(
            match counting.excused {
                Excused::Up => texts.excused_up,
                Excused::Outside => texts.excused_outside,
            },
            &[],
        );
        out.paragraph();
    }
    out.say(texts.used, &[]);
}

fn maintenance(maintenance: Maintenance, zone: &str, out: &mut Writer<'_>) {
    let texts = out.texts;
    let Maintenance::Allowed(Allowed { notice_ms, quota_ms, daily }) = maintenance else {
        out.say(texts.maintenance_counted, &[]);
        return;
    };
    let notice = match notice_ms {
        None => texts.maintenance_excluded,
        Some(0) => texts.maintenance_announced_any,
        Some(_) => texts.maintenance_announced,
    };
    out.say(notice, &[("time", Value::Time(notice_ms.unwrap_or(0)))]);
    if let Some(daily) = daily {
        let text = if daily.reaches_over() { texts.maintenance_daily_over } else { texts.maintenance_daily };
        let (from, to) = (Value::Clock(daily.from()), Value::Clock(daily.to()));
        out.say(text, &[("from", from), ("to", to), ("zone", Value::Text(zone))]);
    }
    if let Some(ms) = quota_ms {
        out.say(texts.maintenance_quota, &[("time", Value::Time(ms))]);
    }
}

fn excuse_text(excuse: Excuse, texts: &Texts) -> &'static str {
    match excuse {
        Excuse::Unpaid => texts.excuse_unpaid,
        Excuse::Abuse => texts.excuse_abuse,
        Excuse::Client => texts.excuse_client,
        Excuse::ForceMajeure => texts.excuse_force_majeure,
        Excuse::ThirdParty => texts.excuse_third_party,
    }
}
