//! How used time is counted, said once for all rules that count it alike.

use super::{joined, number};
use crate::explain::policy::Writer;
use crate::explain::policy::words::Value;
use crate::policy::refund::{Edge, MonthDays, RefundParts, Time, Unit};

/// A paragraph for each way of counting.
pub(super) fn time(parts: &RefundParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("time", texts.time_title, &[]);
    let mut said: Vec<Time> = Vec::new();
    for time in parts.rules.iter().filter_map(|rule| rule.give.time()) {
        if said.contains(&time) {
            continue;
        }
        said.push(time);
        let alike = parts.rules.iter().enumerate().filter(|(_, rule)| rule.give.time() == Some(time));
        let rules: Vec<String> = alike.map(|(place, _)| texts.fill(texts.time_rule, &[("n", number(place))])).collect();
        out.paragraph();
        out.say(texts.time_rules, &[("rules", Value::Text(&joined(&rules, texts.and)))]);
        counted(time, parts.zone, out);
    }
    if said.is_empty() {
        out.say(texts.time_none, &[]);
    }
    out.paragraph();
    out.say(texts.time_units, &[]);
}

fn counted(time: Time, zone: &str, out: &mut Writer<'_>) {
    let texts = out.texts;
    let unit = match time {
        Time::Exact => return out.say(texts.time_exact, &[]),
        Time::Length { unit, .. } | Time::Calendar { unit, .. } => unit,
    };
    let unit = match unit {
        Unit::Second => texts.unit_second,
        Unit::Minute => texts.unit_minute,
        Unit::Hour => texts.unit_hour,
        Unit::Day => texts.unit_day,
    };
    let template = match time {
        Time::Length { used: Edge::Up, .. } => texts.time_length_up,
        Time::Length { used: Edge::Down, .. } => texts.time_length_down,
        Time::Calendar { used: Edge::Up, .. } => texts.time_calendar_up,
        Time::Calendar { used: Edge::Down, .. } => texts.time_calendar_down,
        Time::Exact => return,
    };
    out.say(template, &[("unit", Value::Text(unit)), ("zone", Value::Text(zone))]);
    match time {
        Time::Length { total: Edge::Up, .. } => out.say(texts.time_total_up, &[]),
        Time::Length { total: Edge::Down, .. } => out.say(texts.time_total_down, &[]),
        Time::Calendar { month: MonthDays::Days(days), .. } => {
            out.say(texts.time_month, &[("n", Value::Number(i64::from(days)))]);
        }
        Time::Calendar { .. } | Time::Exact => {}
    }
}
