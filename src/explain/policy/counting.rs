//! How downtime is counted, and what of it does not count.

use super::Section;
use super::words::{Texts, fill, time_of_day};
use crate::policy::full::{Affected, Allowed, Clock, Counting, Excuse, Excused, Maintenance, Rule};

/// From outages to downtime.
pub(super) fn downtime(counting: &Counting, texts: &Texts) -> Section {
    let mut section = Section::new("downtime", texts.downtime_title);
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
    let time = texts.duration(counting.rule.minutes().map_or(0, crate::policy::full::Minutes::ms));
    section.say(&[clock, &fill(rule, &[("time", &time)])]);
    let mut least = Vec::new();
    for (ms, text) in [(counting.minimum_ms, texts.minimum), (counting.grace_ms, texts.grace)] {
        if ms > 0 {
            least.push(fill(text, &[("time", &texts.duration(ms))]));
        }
    }
    section.say(&least);
    let affected = match counting.affected {
        Affected::Whole => texts.affected_whole,
        Affected::Share => texts.affected_share,
    };
    section.say(&[affected, texts.overlap]);
    section.say(&[texts.availability]);
    section
}

/// Maintenance and excuses.
pub(super) fn excluded(counting: &Counting, zone: &str, texts: &Texts) -> Section {
    let mut section = Section::new("excluded", texts.excluded_title);
    section.say(&maintenance(counting.maintenance, zone, texts));
    if !counting.excuses.is_empty() {
        let list = texts.list(texts.or, counting.excuses.iter().map(|excuse| excuse_text(*excuse, texts).to_owned()));
        section.say(&[fill(texts.excuses, &[("list", &list)])]);
    }
    if counting.maintenance != Maintenance::Counted || !counting.excuses.is_empty() {
        section.say(&[match counting.excused {
            Excused::Up => texts.excused_up,
            Excused::Outside => texts.excused_outside,
        }]);
    }
    section.say(&[texts.used]);
    section
}

fn maintenance(maintenance: Maintenance, zone: &str, texts: &Texts) -> Vec<String> {
    let Maintenance::Allowed(Allowed { notice_ms, quota_ms, daily }) = maintenance else {
        return vec![texts.maintenance_counted.to_owned()];
    };
    let mut sentences = vec![match notice_ms {
        None => texts.maintenance_excluded.to_owned(),
        Some(0) => texts.maintenance_announced_any.to_owned(),
        Some(ms) => fill(texts.maintenance_announced, &[("time", &texts.duration(ms))]),
    }];
    if let Some(daily) = daily {
        let text = if daily.reaches_over() { texts.maintenance_daily_over } else { texts.maintenance_daily };
        let (from, to) = (time_of_day(daily.from()), time_of_day(daily.to()));
        sentences.push(fill(text, &[("from", &from), ("to", &to), ("zone", zone)]));
    }
    if let Some(ms) = quota_ms {
        sentences.push(fill(texts.maintenance_quota, &[("time", &texts.duration(ms))]));
    }
    sentences
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
