//! What the ledger recorded about one service.

use super::fee::{Charge, Fee};
use crate::calendar::{Instant, Month, Period};
use crate::policy::Assignment;

/// Whether the client could expect the service to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanState {
    /// Yes.
    Active,
    /// The host had switched it off.
    Suspended,
    /// It was over.
    Ended,
}

impl SpanState {
    /// The value with this word in the contract.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "active" => Some(Self::Active),
            "suspended" => Some(Self::Suspended),
            "ended" => Some(Self::Ended),
            _ => None,
        }
    }
}

/// A stretch in which nothing about the service changed.
#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    /// Where it begins.
    pub from: Instant,
    /// Where it ends; `None` while it lasts.
    pub to: Option<Instant>,
    /// The server that carried the service.
    pub server: Option<&'a str>,
    /// Whether it ran.
    pub state: SpanState,
}

impl Span<'_> {
    /// The part of the span inside `period`; a span that lasts reaches to its end.
    #[must_use]
    pub fn within(&self, period: Period) -> Option<Period> {
        let to = self.to.unwrap_or(period.to());
        Period::new(self.from, to).and_then(|span| span.and(period))
    }

    /// Whether its time is service time.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state == SpanState::Active
    }
}

/// One service and the month to settle.
#[derive(Debug, Clone)]
pub struct Service<'a> {
    /// Its id.
    pub id: &'a str,
    /// The month as text, `YYYY-MM`.
    pub period: &'a str,
    /// The month.
    pub month: Month,
    /// Sorted, without overlap.
    pub spans: Vec<Span<'a>>,
    /// Policies promised to it.
    pub assignments: Vec<Assignment<'a>>,
    /// Paid invoice lines.
    pub charges: Vec<Charge<'a>>,
    /// What is asked regularly, where no paid line covers the period.
    pub recurring: Option<Fee>,
}

impl Service<'_> {
    /// The start of the first active span.
    #[must_use]
    pub fn first_active(&self) -> Option<Instant> {
        self.spans.iter().find(|span| span.is_active()).map(|span| span.from)
    }
}
