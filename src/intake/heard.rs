//! What a vendor's message says, before it is keyed: sightings of targets, and windows of maintenance.

use super::payload::Problem;
use crate::calendar::{Instant, Period};
use crate::monitoring::{Kind, Precision, State};

/// What a vendor's message says about one target at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sighting {
    pub target: String,
    pub label: Option<String>,
    pub address: Option<String>,
    pub location: Option<String>,
    /// From how many places it was seen down at the same time, when the message names them.
    pub locations: Option<u32>,
    pub state: State,
    pub kind: Kind,
    /// When, by the message itself; `None` when it carries no time.
    pub at: Option<(Instant, Precision)>,
}

impl Sighting {
    /// A sighting of which no more is known than this.
    #[inline(never)]
    pub(super) fn new(target: String, state: State, kind: Kind) -> Self {
        Self { target, label: None, address: None, location: None, locations: None, state, kind, at: None }
    }

    /// The same, with what people call it and where it is. Copies only here, once all of it is known.
    #[inline(never)]
    pub(super) fn called(target: &str, state: State, kind: Kind, label: Option<&str>, address: Option<&str>) -> Self {
        let (label, address) = (label.map(str::to_owned), address.map(str::to_owned));
        Self { label, address, ..Self::new(target.to_owned(), state, kind) }
    }

    /// Seen at `at`; `None` leaves it to the reception.
    pub(super) fn at(mut self, at: Option<Instant>, precision: Precision) -> Self {
        self.at = at.map(|at| (at, precision));
        self
    }

    /// The same target in another state, at another time.
    #[inline(never)]
    pub(super) fn also(&self, state: State, kind: Kind, at: Option<Instant>, precision: Precision) -> Self {
        Self { state, kind, ..self.clone() }.at(at, precision)
    }

    /// This state from `from` on, and up again at `to`; while it goes on, a reminder at `until` (`None`: at the
    /// reception) says so.
    #[inline(never)]
    pub(super) fn lasting(
        self,
        from: Option<Instant>,
        to: Option<Instant>,
        until: Option<Instant>,
        precision: Precision,
    ) -> Vec<Self> {
        if to.is_some() {
            return self.over(State::Up, from, to, precision);
        }
        let later = self.also(self.state, Kind::Reminder, until, precision);
        vec![self.at(from, precision), later]
    }

    /// This state from `from` on, and another at `to` (`None`: at the reception). An end before its start would leave
    /// the start open for ever.
    #[inline(never)]
    pub(super) fn over(
        self,
        then: State,
        from: Option<Instant>,
        to: Option<Instant>,
        precision: Precision,
    ) -> Vec<Self> {
        let end = self.also(then, Kind::State, to.max(to.and(from)), precision);
        vec![self.at(from, precision), Self { locations: None, ..end }]
    }
}

/// Maintenance that a status page announced. It is a window of its target, never a vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The page's id of it.
    pub reference: String,
    /// The page's id of what it is about.
    pub target: String,
    /// What people call it.
    pub title: String,
    /// From when to when.
    pub over: Period,
    /// When it was made public.
    pub announced_at: Instant,
}

/// A message that was understood, as a whole or in part; empty when it says nothing about any target.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heard {
    pub sightings: Vec<Sighting>,
    pub windows: Vec<Window>,
    /// What is wrong with the first part that was not understood; the others count.
    pub problem: Option<Problem>,
}

impl Heard {
    /// Nothing about any target: a test, a greeting.
    pub(super) fn nothing() -> Self {
        Self::default()
    }

    /// Puts the parts of a group together: what is understood counts, the first fault is kept.
    pub(super) fn gather(parts: impl Iterator<Item = Reading>) -> Self {
        let mut all = Self::default();
        parts.for_each(|part| all.add(part));
        all
    }

    #[inline(never)]
    fn add(&mut self, part: Reading) {
        match part {
            Ok(mut heard) => {
                self.sightings.append(&mut heard.sightings);
                self.windows.append(&mut heard.windows);
                self.problem = self.problem.or(heard.problem);
            }
            Err(problem) => self.problem = self.problem.or(Some(problem)),
        }
    }
}

impl From<Sighting> for Heard {
    #[inline(never)]
    fn from(sighting: Sighting) -> Self {
        Self { sightings: vec![sighting], ..Self::default() }
    }
}

impl From<Vec<Sighting>> for Heard {
    #[inline(never)]
    fn from(sightings: Vec<Sighting>) -> Self {
        Self { sightings, ..Self::default() }
    }
}

/// A vendor's reading of one delivery.
pub(super) type Reading = Result<Heard, Problem>;
