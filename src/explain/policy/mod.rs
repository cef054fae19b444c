//! The SLA that a client reads, written from the policy that is settled by: sections of plain sentences and tables.
//!
//! Sentences are data (`../texts`); what a policy says and when it says it is here. Examples are computed by
//! `crate::settlement::examples`, never told.

mod counting;
mod example;
mod plain;
mod promise;
mod terms;
pub(in crate::explain) mod words;

pub use plain::plain_text;
pub(crate) use words::Texts;

use crate::calendar::Instant;
use crate::money::Money;
use crate::policy::full::{Family, FullParts, Length, PeriodKind, Schedule};
use crate::settlement::Example;
use words::Value;

/// The ids of sections, in their order.
pub const SECTIONS: [&str; 11] =
    ["promise", "component", "month", "downtime", "excluded", "fee", "limits", "claim", "when", "rounding", "examples"];

/// The codes of the languages that there are.
pub fn languages() -> impl Iterator<Item = &'static str> {
    words::LANGUAGES.iter().map(|(code, _)| *code)
}

/// A part of the text under a title of its own.
#[derive(Debug, Clone)]
pub struct Section {
    /// The same in every language.
    pub id: &'static str,
    /// The title.
    pub title: String,
    /// What stands above the table.
    pub paragraphs: Vec<String>,
    /// The rows of a table of two columns, what stands above them first; empty where there is none.
    pub rows: Vec<[String; 2]>,
}

/// What a client reads.
#[derive(Debug, Clone)]
pub struct Description {
    /// The title of the whole.
    pub title: String,
    /// Its sections in order, examples last.
    pub sections: Vec<Section>,
    /// The text of each example.
    pub examples: Vec<String>,
}

/// Sections being written, sentence by sentence.
pub(in crate::explain) struct Writer<'t> {
    pub texts: &'t Texts,
    sections: Vec<Section>,
    /// Whether the next sentence begins a paragraph.
    is_new: bool,
}

impl<'t> Writer<'t> {
    /// Nothing is written yet.
    pub fn new(texts: &'t Texts) -> Self {
        Self { texts, sections: Vec::new(), is_new: true }
    }

    /// The sections that were written.
    pub fn finish(self) -> Vec<Section> {
        self.sections
    }

    /// The next section.
    #[inline(never)]
    pub fn section(&mut self, id: &'static str, title: &str, values: &[(&str, Value<'_>)]) {
        let title = self.texts.fill(title, values);
        self.sections.push(Section { id, title, paragraphs: Vec::new(), rows: Vec::new() });
        self.is_new = true;
    }

    /// What is said next stands in a paragraph of its own.
    pub fn paragraph(&mut self) {
        self.is_new = true;
    }

    /// One sentence or more.
    #[inline(never)]
    pub fn say(&mut self, template: &str, values: &[(&str, Value<'_>)]) {
        let Some(section) = self.sections.last_mut() else { return };
        match section.paragraphs.last_mut().filter(|_| !self.is_new) {
            Some(paragraph) => {
                paragraph.push(' ');
                self.texts.put(paragraph, template, values);
            }
            None => section.paragraphs.push(self.texts.fill(template, values)),
        }
        self.is_new = false;
    }

    /// A row of the section's table, each cell with the same values.
    #[inline(never)]
    pub fn row(&mut self, left: &str, right: &str, values: &[(&str, Value<'_>)]) {
        let row = [left, right].map(|cell| self.texts.fill(cell, values));
        if let Some(section) = self.sections.last_mut() {
            section.rows.push(row);
        }
    }
}

/// Writes the text; `fee` and `from` are those of the examples, `examples` what happened in them.
#[inline(never)]
pub(crate) fn describe(
    parts: &FullParts<'_>,
    texts: &Texts,
    (fee, from): (Money, Instant),
    examples: &[Example<'_>],
) -> Description {
    let mut writer = Writer::new(texts);
    let out = &mut writer;
    promise::promises(&parts.schedule, out);
    month(parts, out);
    counting::downtime(&parts.counting, out);
    counting::excluded(&parts.counting, parts.zone, out);
    // Where time is given there is no fee, and nothing that limits an amount.
    let is_extension = is_extension(&parts.schedule);
    if !is_extension {
        terms::fee(parts, out);
        terms::limits(parts, out);
    }
    terms::receive(parts, out);
    terms::when(parts, out);
    terms::rounding(parts, out);
    out.section("examples", texts.examples_title, &[]);
    out.say(texts.examples_intro, &[("fee", Value::Money(fee)), ("from", Value::Date(from))]);
    Description {
        title: texts.fill(texts.title, &[("name", Value::Text(parts.name))]),
        sections: writer.finish(),
        examples: examples.iter().map(|example| example::text(example, is_extension, texts)).collect(),
    }
}

/// What is looked at at a time.
fn month(parts: &FullParts<'_>, out: &mut Writer<'_>) {
    let texts = out.texts;
    out.section("month", texts.month_title, &[]);
    let kind = match parts.period {
        PeriodKind::Calendar => texts.month_calendar,
        PeriodKind::Anniversary => texts.month_anniversary,
    };
    out.say(kind, &[("zone", Value::Text(parts.zone))]);
    // A rolling year is as long as it says, whatever a month is.
    if matches!(parts.schedule, Schedule::One(Family::RollingYear(..))) {
        return;
    }
    out.paragraph();
    out.say(texts.month_part, &[]);
    match parts.length {
        Length::Period => {}
        Length::Days30 => out.say(texts.month_days30, &[]),
        Length::Mean => out.say(texts.month_mean, &[]),
        Length::Hours730 => out.say(texts.month_hours730, &[]),
    }
}

/// Whether time is given instead of money.
fn is_extension(schedule: &Schedule<'_>) -> bool {
    matches!(schedule, Schedule::One(Family::Extension(_)))
}
