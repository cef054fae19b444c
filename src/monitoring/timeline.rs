//! One target's observations in order → its votes that the subject was down.

use super::observation::{Kind, Observation, Precision, State};
use crate::calendar::{Instant, Period};

/// How a vote ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A closing message.
    Up,
    /// No fresh evidence for too long: the true end is not known.
    Stale,
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
    /// The stretch.
    pub over: Period,
    /// How it ended.
    pub ending: Ending,
    /// Its first or its closing message carried no time of its own.
    pub inexact: bool,
    /// Its source is believed when alone.
    pub trusted: bool,
}

/// A timeline whose last vote went stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence<'a> {
    /// The source's id.
    pub source: &'a str,
    /// The target.
    pub target: &'a str,
    /// Its last evidence.
    pub since: Instant,
}

/// Whose timeline it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner<'a> {
    pub source: &'a str,
    pub target: &'a str,
    pub group: &'a str,
    pub trusted: bool,
}

/// A vote that is not closed yet.
struct Opened {
    from: Instant,
    evidence: Instant,
    inexact: bool,
}

/// Adds the votes of one timeline to `votes`; `observations` are in order, none is after `as_of`.
///
/// Evidence exactly `stale_after_ms` after the last one is still fresh.
pub(super) fn read<'a>(
    owner: Owner<'a>,
    observations: &[Observation<'a>],
    stale_after_ms: i64,
    as_of: Instant,
    votes: &mut Vec<Vote<'a>>,
) -> Option<Silence<'a>> {
    let mut opened: Option<Opened> = None;
    let mut silence = None;
    let mut close = |vote: Opened, to: Instant, ending: Ending, inexact: bool| {
        silence = (ending == Ending::Stale).then_some(Silence {
            source: owner.source,
            target: owner.target,
            since: vote.evidence,
        });
        let Owner { source, target, group, trusted } = owner;
        let inexact = vote.inexact || inexact;
        votes.extend(Period::new(vote.from, to).map(|over| Vote {
            source,
            target,
            group,
            over,
            ending,
            inexact,
            trusted,
        }));
    };
    for observation in observations {
        let at = observation.at;
        if let Some(vote) = opened.take_if(|vote| vote.evidence.plus_ms(stale_after_ms) < at) {
            let end = vote.evidence.plus_ms(stale_after_ms);
            close(vote, end, Ending::Stale, false);
        }
        let received = observation.precision == Precision::Received;
        match (observation.kind, observation.state) {
            (Kind::State | Kind::Reminder, State::Down) => match opened.as_mut() {
                Some(vote) => vote.evidence = at,
                None if observation.kind == Kind::State => {
                    opened = Some(Opened { from: at, evidence: at, inexact: received });
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
        let end = vote.evidence.plus_ms(stale_after_ms);
        if end <= as_of {
            close(vote, end, Ending::Stale, false);
        } else {
            close(vote, as_of, Ending::Open, false);
        }
    }
    silence
}
