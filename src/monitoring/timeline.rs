//! One target's observations in order → its votes that the subject was down.

use super::life::Silence;
use super::observation::{Kind, Observation, Precision, State};
use super::source::Source;
use crate::calendar::{Instant, Period};

/// How a vote ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A closing message.
    Up,
    /// No fresh evidence for too long: the true end is not known.
    Stale,
    /// A polled monitor looked no more: it ends where it was last seen.
    Expired,
    /// It ran into the instant of asking.
    Open,
}

impl Ending {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Stale => "stale",
            Self::Expired => "expired",
            Self::Open => "open",
        }
    }
}

/// A stretch in which one target was seen down by one source.
#[derive(Debug, Clone, Copy)]
pub struct Vote<'a> {
    /// The source's id.
    pub source: &'a str,
    /// The target.
    pub target: &'a str,
    /// The source's independence group.
    pub group: &'a str,
    /// The stretch, its edges moved back by the source's delays.
    pub over: Period,
    /// How it ended.
    pub ending: Ending,
    /// Its first or its closing message carried no time of its own.
    pub inexact: bool,
    /// Where it supports the votes of others: the stretch and the source's tolerance around it.
    pub(super) support: Period,
    /// The place of its source among those that are heard.
    pub(super) place: usize,
    /// Its source is believed when alone.
    pub(super) trusted: bool,
    /// Its source saw it from enough places at once.
    pub(super) many: bool,
}

/// A vote that is not closed yet.
struct Opened {
    from: Instant,
    inexact: bool,
    evidence: Instant,
    /// Whether that evidence carried no time of its own.
    received: bool,
    /// The most places at once.
    locations: Option<i64>,
}

/// The timeline of one target of one source.
pub(super) struct Timeline<'q, 'a> {
    pub source: &'q Source<'a>,
    /// The source's place among those that are heard.
    pub place: usize,
    pub target: &'a str,
    pub stale_after_ms: i64,
    pub as_of: Instant,
}

impl<'a> Timeline<'_, 'a> {
    /// Adds its votes to `votes`; `observations` are in order, none is after `as_of`.
    ///
    /// Evidence is fresh up to exactly the time after which a vote goes stale or expires.
    pub fn read(
        &self,
        observations: impl Iterator<Item = Observation<'a>>,
        votes: &mut Vec<Vote<'a>>,
    ) -> Option<Silence<'a>> {
        let mut opened: Option<Opened> = None;
        let mut silence = None;
        let mut seen_to = None;
        let mut close = |vote: Opened, to: Instant, ending: Ending, inexact: bool| {
            let is_silent = ending == Ending::Stale;
            silence = is_silent.then_some(Silence {
                source: self.source.id,
                target: Some(self.target),
                since: Some(vote.evidence),
            });
            if let Some(vote) = self.vote(&vote, to, ending, inexact, seen_to) {
                seen_to = Some(vote.over.to());
                votes.push(vote);
            }
        };
        for observation in observations {
            let at = observation.at;
            if let Some(vote) = opened.take_if(|vote| self.lapse(vote) < at) {
                self.lapsed(vote, &mut close);
            }
            let received = observation.precision == Precision::Received;
            let locations = observation.locations.filter(|_| !received);
            match (observation.kind, observation.state) {
                (Kind::State | Kind::Reminder, State::Down) => match opened.as_mut() {
                    Some(vote) => {
                        vote.received = received && (vote.received || vote.evidence < at);
                        vote.evidence = at;
                        vote.locations = vote.locations.max(locations);
                    }
                    None if observation.kind == Kind::State => {
                        opened = Some(Opened { from: at, inexact: received, evidence: at, received, locations });
                    }
                    None => {}
                },
                (Kind::State, _) => {
                    if let Some(vote) = opened.take() {
                        close(vote, at, Ending::Up, received);
                    }
                }
                _ => {}
            }
        }
        if let Some(vote) = opened {
            if self.lapse(&vote) <= self.as_of {
                self.lapsed(vote, &mut close);
            } else {
                close(vote, self.as_of, Ending::Open, false);
            }
        }
        silence
    }

    /// Until when there has to be fresh evidence.
    fn lapse(&self, vote: &Opened) -> Instant {
        vote.evidence.plus_ms(self.source.expires_after_ms.unwrap_or(self.stale_after_ms))
    }

    /// Closes a vote for which there was none: a polled one where it was last seen, another where it went stale.
    fn lapsed(&self, vote: Opened, close: &mut impl FnMut(Opened, Instant, Ending, bool)) {
        let (end, ending, inexact) = match self.source.expires_after_ms {
            Some(_) => (vote.evidence, Ending::Expired, vote.received),
            None => (self.lapse(&vote), Ending::Stale, false),
        };
        close(vote, end, ending, inexact);
    }

    /// The vote with its edges moved back, cut where the one before it ended (`seen_to`); none of no length.
    fn vote(
        &self,
        vote: &Opened,
        to: Instant,
        ending: Ending,
        inexact: bool,
        seen_to: Option<Instant>,
    ) -> Option<Vote<'a>> {
        let source = self.source;
        let from = vote.from.minus_ms(source.start_delay_ms);
        let told_to = if ending == Ending::Up { to.minus_ms(source.end_delay_ms) } else { to };
        let over = Period::new(seen_to.map_or(from, |seen| seen.max(from)), told_to)?;
        let enough = source.own_quorum.is_some_and(|enough| vote.locations.is_some_and(|seen| seen >= enough));
        Some(Vote {
            source: source.id,
            target: self.target,
            group: source.group,
            over,
            ending,
            inexact: vote.inexact || inexact,
            support: over.widened(source.tolerance_ms),
            place: self.place,
            trusted: source.trusted,
            many: enough,
        })
    }
}
