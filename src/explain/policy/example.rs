//! A worked example in sentences: what happens, what of it counts, what the client receives.

use super::words::{Texts, Value};
use crate::settlement::{Example, Happening};

/// The example as one paragraph; where time is given, `is_extension`.
#[inline(never)]
pub(super) fn text(example: &Example<'_>, is_extension: bool, texts: &Texts) -> String {
    let (outages, found) = (example.outages.as_slice(), &example.settled.assessment);
    let count = i64::try_from(outages.len()).unwrap_or(i64::MAX);
    let mut text = String::new();
    let mut say = |template: &str, values: &[(&str, Value<'_>)]| {
        text.push_str(if text.is_empty() { "" } else { " " });
        texts.put(&mut text, template, values);
    };
    match outages {
        // Only those of parts differ in length.
        [first, .., last] if first.component.is_none() && last.component.is_none() => {
            let values = [
                ("n", Value::Number(count)),
                ("time", Value::Time(first.over.length_ms())),
                ("first", Value::Moment(first.over.from())),
                ("last", Value::Moment(last.over.from())),
            ];
            say(texts.example_times, &values);
        }
        _ => {
            for Happening { over, component, .. } in outages {
                let values = [
                    ("component", Value::Text(component.unwrap_or_default())),
                    ("from", Value::Moment(over.from())),
                    ("to", Value::Moment(over.to())),
                    ("time", Value::Time(over.length_ms())),
                ];
                say(if component.is_some() { texts.example_part_down } else { texts.example_down }, &values);
            }
        }
    }
    if let Some(Happening { over, affected, reported_at, .. }) = outages.first() {
        if let Some(percent) = affected {
            say(texts.example_affected, &[("percent", Value::Percent(*percent))]);
        }
        if let Some(at) = reported_at {
            say(texts.example_reported.of(count), &[("time", Value::Time(at.since(over.from())))]);
        }
    }
    if let Some(at) = example.claimed_at {
        say(texts.example_claimed, &[("at", Value::Moment(at))]);
    }
    if let Some(availability) = found.availability {
        let template = if found.downtime_ms > 0 { texts.example_counted } else { texts.example_not_counted };
        say(template, &[("time", Value::Time(found.downtime_ms)), ("availability", Value::Figure(availability))]);
    }
    let (gross, extension_ms) = (found.entitlement.gross, example.extension_ms());
    let outcome = match (is_extension, gross.is_zero(), extension_ms) {
        (false, true, _) => texts.example_nothing,
        (false, false, _) => texts.example_credit,
        (true, _, 0) => texts.example_no_extension,
        (true, ..) => texts.example_extension,
    };
    say(outcome, &[("credit", Value::Money(gross)), ("time", Value::Time(extension_ms))]);
    text
}
