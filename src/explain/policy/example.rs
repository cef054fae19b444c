//! A worked example in sentences: what happens, what of it counts, what the client receives.

use super::Section;
use super::words::{Texts, fill, moment};
use crate::calendar::{Instant, Period};
use crate::money::{Decimal, Money, Percent};

/// What happens in an example, and what became of it.
#[derive(Debug)]
pub struct Told<'e> {
    /// The outages in order of time; each as long as the others, but for those of parts.
    pub outages: Vec<Period>,
    /// The part of each, where there are parts.
    pub components: Vec<Option<&'e str>>,
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

/// What all examples have in common.
pub(super) fn intro(texts: &Texts, fee: Money, from: Instant) -> Section {
    let mut section = Section::new("examples", texts.examples_title);
    let from = moment(from);
    let date = from.split_once(' ').map_or(from.as_str(), |(date, _)| date);
    section.say(&[fill(texts.examples_intro, &[("fee", &texts.money(fee)), ("from", date)])]);
    section
}

impl Told<'_> {
    /// The example as one paragraph.
    pub(super) fn text(&self, texts: &Texts) -> String {
        let mut sentences = self.happens(texts);
        if let Some(percent) = self.affected {
            sentences.push(fill(texts.example_affected, &[("percent", &texts.percent(percent))]));
        }
        let count = i64::try_from(self.outages.len()).unwrap_or(i64::MAX);
        if let Some(ms) = self.reported_ms {
            sentences.push(texts.count(texts.example_reported, count, &[("time", &texts.duration(ms))]));
        }
        if let Some(at) = self.claimed_at {
            sentences.push(fill(texts.example_claimed, &[("at", &moment(at))]));
        }
        if let Some(availability) = self.availability {
            let template = if self.downtime_ms > 0 { texts.example_counted } else { texts.example_not_counted };
            let (time, availability) = (texts.duration(self.downtime_ms), texts.percent_of(availability));
            sentences.push(fill(template, &[("time", &time), ("availability", &availability)]));
        }
        sentences.push(self.outcome(texts));
        sentences.join(" ")
    }

    fn happens(&self, texts: &Texts) -> Vec<String> {
        let has_parts = self.components.iter().any(Option::is_some);
        if let ([first, .., last], false) = (self.outages.as_slice(), has_parts) {
            let count = i64::try_from(self.outages.len()).unwrap_or(i64::MAX);
            let (time, first, last) = (texts.duration(first.length_ms()), moment(first.from()), moment(last.from()));
            let values = [("time", time.as_str()), ("first", first.as_str()), ("last", last.as_str())];
            return vec![texts.count(texts.example_times, count, &values)];
        }
        let each = self.outages.iter().zip(&self.components);
        each.map(|(over, component)| {
            let template = if component.is_some() { texts.example_part_down } else { texts.example_down };
            let (from, to, time) = (moment(over.from()), moment(over.to()), texts.duration(over.length_ms()));
            let component = component.unwrap_or_default();
            fill(template, &[("component", component), ("from", &from), ("to", &to), ("time", &time)])
        })
        .collect()
    }

    fn outcome(&self, texts: &Texts) -> String {
        match self.credit {
            Some(credit) if credit.is_zero() => texts.example_nothing.to_owned(),
            Some(credit) => fill(texts.example_credit, &[("credit", &texts.money(credit))]),
            None if self.extension_ms == 0 => texts.example_no_extension.to_owned(),
            None => fill(texts.example_extension, &[("time", &texts.duration(self.extension_ms))]),
        }
    }
}
