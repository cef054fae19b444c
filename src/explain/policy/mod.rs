//! The SLA that a client reads, written from the policy that is settled by: sections of plain sentences and tables.
//!
//! Sentences are data (`../texts`); what a policy says and when it says it is here. Examples are computed by
//! `crate::settlement::examples`, never told.

mod counting;
mod example;
mod plain;
mod promise;
mod terms;
mod words;

pub use example::Told;
pub(crate) use words::Texts;

use crate::calendar::Instant;
use crate::money::Money;
use crate::policy::full::{Family, FullPolicy, Length, PeriodKind, Schedule};
use words::fill;

/// A table of two columns.
#[derive(Debug, Clone)]
pub struct Table {
    /// What stands above them.
    pub columns: [String; 2],
    /// The rows from above.
    pub rows: Vec<[String; 2]>,
}

/// A part of the text under a title of its own.
#[derive(Debug, Clone)]
pub struct Section {
    /// The same in every language.
    pub id: String,
    /// The title.
    pub title: String,
    /// What stands above the table.
    pub paragraphs: Vec<String>,
    /// The table, if there is one.
    pub table: Option<Table>,
}

impl Section {
    fn new(id: &str, title: &str) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), paragraphs: Vec::new(), table: None }
    }

    /// A paragraph of these sentences; none without any.
    fn say<S: AsRef<str>>(&mut self, sentences: &[S]) {
        let mut paragraph = String::new();
        for sentence in sentences {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(sentence.as_ref());
        }
        if !paragraph.is_empty() {
            self.paragraphs.push(paragraph);
        }
    }
}

/// What a client reads.
#[derive(Debug, Clone)]
pub(crate) struct Description {
    /// The title of the whole.
    pub title: String,
    /// Its sections in order, examples last.
    pub sections: Vec<Section>,
    /// The text of each example.
    pub examples: Vec<String>,
}

/// Writes the text; `fee` and `from` are those of the examples, `told` what happens in each of them.
pub(crate) fn describe(
    policy: &FullPolicy<'_>,
    texts: &Texts,
    (fee, from): (Money, Instant),
    told: &[Told<'_>],
) -> Description {
    let parts = policy.parts();
    let mut sections = promise::sections(&parts.schedule, texts);
    sections.push(month(policy, texts));
    sections.push(counting::downtime(&parts.counting, texts));
    sections.push(counting::excluded(&parts.counting, parts.zone, texts));
    if is_extension(&parts.schedule) {
        sections.push(terms::receive(parts, texts));
        sections.push(terms::when(parts, texts));
    } else {
        sections.push(terms::fee(parts, texts));
        sections.push(terms::limits(parts, texts));
        sections.push(terms::receive(parts, texts));
        sections.push(terms::when(parts, texts));
    }
    sections.push(terms::rounding(parts, texts));
    sections.push(example::intro(texts, fee, from));
    Description {
        title: fill(texts.title, &[("name", parts.name)]),
        sections,
        examples: told.iter().map(|told| told.text(texts)).collect(),
    }
}

/// What is looked at at a time.
fn month(policy: &FullPolicy<'_>, texts: &Texts) -> Section {
    let parts = policy.parts();
    let mut section = Section::new("month", texts.month_title);
    let kind = match parts.period {
        PeriodKind::Calendar => texts.month_calendar,
        PeriodKind::Anniversary => texts.month_anniversary,
    };
    section.say(&[fill(kind, &[("zone", parts.zone)])]);
    // A rolling year is as long as it says, whatever a month is.
    if !matches!(parts.schedule, Schedule::One(Family::RollingYear(..))) {
        let mut sentences = vec![texts.month_part];
        sentences.extend(match parts.length {
            Length::Period => None,
            Length::Days30 => Some(texts.month_days30),
            Length::Mean => Some(texts.month_mean),
            Length::Hours730 => Some(texts.month_hours730),
        });
        section.say(&sentences);
    }
    section
}

/// Whether time is given instead of money.
fn is_extension(schedule: &Schedule<'_>) -> bool {
    matches!(schedule, Schedule::One(Family::Extension(_)))
}

/// The whole as plain text.
pub(crate) fn plain_text(description: &Description) -> String {
    plain::text(description)
}
