//! A worked example in sentences: what happens, what of it counts, what the client receives.

use super::words::{Texts, Value};
use crate::calendar::{Instant, Period};
use crate::money::{Decimal, Money, Percent};

/// What happens in an example, and what became of it.
#[derive(Debug)]
pub struct Told<'e> {
    /// The outages in order of time with the part that each is of; where there are no parts, all are equally long.
    pub outages: Vec<(Period, Option<&'e str>)>,
    /// What each affects, where that matters.
    pub affected: Option<Percent>,
    /// How long after its begin each is reported, where that matters.
    pub reported_ms: Option<i64>,
    /// When the client asks, where that matters.
    pub claimed_at: Option<Instant>,
    /// What counts.
    pub downtime_ms: i64,
    /// Rounded down.
    pub availability: Option<Decimal>,
    /// What is given; `None` where time is given instead.
    pub credit: Option<Money>,
    /// The time that is given.
    pub extension_ms: i64,
}

impl Told<'_> {
    /// The example as one paragraph.
    #[inline(never)]
    pub(super) fn text(&self, texts: &Texts) -> String {
        let mut text = String::new();
        let count = i64::try_from(self.outages.len()).unwrap_or(i64::MAX);
        let mut say = |template: &str, values: &[(&str, Value<'_>)]| {
            text.push_str(if text.is_empty() { "" } else { " " });
            texts.put(&mut text, template, values);
        };
        if let [(first, None), .., (last, _)] = self.outages.as_slice() {
            let time = Value::Time(first.length_ms());
            let (first, last) = (Value::Moment(first.from()), Value::Moment(last.from()));
            say(texts.example_times, &[("n", Value::Number(count)), ("time", time), ("first", first), ("last", last)]);
        } else {
            for (over, component) in &self.outages {
                let template = if component.is_some() { texts.example_part_down } else { texts.example_down };
                let component = ("component", Value::Text(component.unwrap_or_default()));
                let (from, to) = (("from", Value::Moment(over.from())), ("to", Value::Moment(over.to())));
                say(template, &[component, from, to, ("time", Value::Time(over.length_ms()))]);
            }
        }
        if let Some(percent) = self.affected {
            say(texts.example_affected, &[("percent", Value::Percent(percent))]);
        }
        if let Some(ms) = self.reported_ms {
            say(texts.example_reported.of(count), &[("time", Value::Time(ms))]);
        }
        if let Some(at) = self.claimed_at {
            say(texts.example_claimed, &[("at", Value::Moment(at))]);
        }
        if let Some(availability) = self.availability {
            let template = if self.downtime_ms > 0 { texts.example_counted } else { texts.example_not_counted };
            say(template, &[("time", Value::Time(self.downtime_ms)), ("availability", Value::Figure(availability))]);
        }
        match self.credit {
            Some(credit) if credit.is_zero() => say(texts.example_nothing, &[]),
            Some(credit) => say(texts.example_credit, &[("credit", Value::Money(credit))]),
            None if self.extension_ms == 0 => say(texts.example_no_extension, &[]),
            None => say(texts.example_extension, &[("time", Value::Time(self.extension_ms))]),
        }
        text
    }
}
