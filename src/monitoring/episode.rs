//! An episode (a maximal stretch with votes) → its stretches → its outages. Rules 5 and 6 of the contract.

use super::Decision;
use super::outage::{Outage, Reason, Status};
use super::sweep::Piece;
use super::timeline::{Ending, Vote};
use crate::calendar::{Instant, Period, merge, touches};
use crate::order::sort_by_key;

/// Adjoining pieces of the same class.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    over: Period,
    most_votes: u32,
    /// The weakest reason of its pieces, and those at its two ends; `None` throughout a doubtful one.
    weakest: Option<Reason>,
    first: Option<Reason>,
    last: Option<Reason>,
}

/// What the outages are judged by; each list is in order and its periods do not overlap.
#[derive(Debug)]
pub(super) struct Judge {
    groups: u32,
    as_of: Instant,
    /// Whether a vote runs into the instant of asking.
    is_open: bool,
    stale_ends: Vec<Instant>,
    accepted: Vec<Period>,
    refused: Vec<Period>,
    /// Where a message without time supports.
    inexact: Vec<Period>,
    /// Where only a level lacks.
    level: Vec<Period>,
    /// Where nobody who is heard objects.
    silent: Vec<Period>,
}

impl Judge {
    /// `groups` is the number of independent groups.
    pub fn new(groups: u32, as_of: Instant, votes: &[Vote<'_>], pieces: &[Piece], decisions: &[Decision]) -> Self {
        let ended = |ending: Ending| votes.iter().filter(move |vote| vote.ending == ending);
        let mut stale_ends: Vec<Instant> = ended(Ending::Stale).map(|vote| vote.over.to()).collect();
        sort_by_key(&mut stale_ends, |end| *end);
        let decided = |accepted: bool| {
            let decided = decisions.iter().filter(|decision| decision.accepted == accepted);
            merge(decided.map(|decision| decision.over).collect())
        };
        let doubtful = |why: fn(&Piece) -> bool| {
            let doubtful = pieces.iter().filter(|piece| piece.verdict.confirmed.is_none() && why(piece));
            merge(doubtful.map(|piece| piece.over).collect())
        };
        Self {
            groups,
            as_of,
            is_open: ended(Ending::Open).next().is_some(),
            stale_ends,
            accepted: decided(true),
            refused: decided(false),
            inexact: merge(votes.iter().filter(|vote| vote.inexact).map(|vote| vote.support).collect()),
            level: doubtful(|piece| piece.verdict.level),
            silent: doubtful(|piece| piece.verdict.silent),
        }
    }

    /// The outages, by start, without their votes.
    pub fn outages<'a>(&self, pieces: &[Piece]) -> Vec<Outage<'a>> {
        let mut found = Vec::new();
        for episode in pieces.chunk_by(|before, after| before.over.to() == after.over.from()) {
            let stretches = stretches(episode);
            for (index, stretch) in stretches.iter().enumerate() {
                let before = index.checked_sub(1).and_then(|index| stretches.get(index));
                let after = stretches.get(index.saturating_add(1));
                if stretch.weakest.is_some() || self.is_unclear(stretch.over) || !is_edge(before, after) {
                    self.rule(*stretch, &mut found);
                }
            }
        }
        found
    }

    /// Whether the doubtful stretch is more than one monitor noticing sooner or later: nobody knows its end, or nobody
    /// who is heard objects.
    fn is_unclear(&self, over: Period) -> bool {
        self.ends_stale(over) || touches(&self.silent, over)
    }

    fn ends_stale(&self, over: Period) -> bool {
        self.stale_ends.binary_search(&over.to()).is_ok()
    }

    /// The outage or outages that one stretch is.
    fn rule<'a>(&self, stretch: Stretch, found: &mut Vec<Outage<'a>>) {
        let over = stretch.over;
        let unclear_end = self.ends_stale(over) && by_monitors(stretch.last);
        let mut add = |over: Period, (status, reason): (Status, Reason)| {
            let open = self.is_open && over.to() == self.as_of;
            found.push(Outage { over, open, status, reason, most_votes: stretch.most_votes, votes: Vec::new() });
        };
        match stretch.weakest {
            Some(reason) if !unclear_end => add(over, (Status::Confirmed, reason)),
            Some(_) => split_by(&self.accepted, over, |part, accepted| {
                if accepted {
                    add(part, (Status::Confirmed, Reason::Accepted));
                } else {
                    split_by(&self.refused, part, |part, refused| {
                        add(part, if refused { REFUSED } else { (Status::Review, Reason::Stale) });
                    });
                }
            }),
            None => split_by(&self.refused, over, |part, refused| {
                let is_stale = part.to() == over.to() && self.ends_stale(over);
                add(part, if refused { REFUSED } else { self.doubt(part, is_stale) });
            }),
        }
    }

    /// Why a part of a doubtful stretch is doubtful, and whether somebody is asked.
    fn doubt(&self, part: Period, is_stale: bool) -> (Status, Reason) {
        if touches(&self.inexact, part) {
            (Status::Review, Reason::ReceivedTime)
        } else if is_stale {
            (Status::Review, Reason::Stale)
        } else if touches(&self.level, part) {
            (Status::Review, Reason::Level)
        } else if self.groups == 1 {
            (Status::Review, Reason::SingleMonitor)
        } else if touches(&self.silent, part) {
            (Status::Review, Reason::Silent)
        } else {
            (Status::Unconfirmed, Reason::Quorum)
        }
    }
}

const REFUSED: (Status, Reason) = (Status::Refused, Reason::Refused);

fn stretches(pieces: &[Piece]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let confirmed = piece.verdict.confirmed;
        match stretches.last_mut() {
            Some(last) if last.weakest.is_some() == confirmed.is_some() => {
                last.over = last.over.reaching(piece.over.to());
                last.most_votes = last.most_votes.max(piece.votes);
                last.weakest = last.weakest.max(confirmed);
                last.last = confirmed;
            }
            _ => stretches.push(Stretch {
                over: piece.over,
                most_votes: piece.votes,
                weakest: confirmed,
                first: confirmed,
                last: confirmed,
            }),
        }
    }
    stretches
}

/// Whether a doubtful stretch is only one monitor noticing sooner or later than the others. Beside an accepted stretch
/// it is new evidence instead.
fn is_edge(before: Option<&Stretch>, after: Option<&Stretch>) -> bool {
    before.is_some_and(|stretch| by_monitors(stretch.last)) || after.is_some_and(|stretch| by_monitors(stretch.first))
}

/// Whether it is confirmed without a person.
fn by_monitors(reason: Option<Reason>) -> bool {
    matches!(reason, Some(Reason::Quorum | Reason::Trusted | Reason::Locations))
}

/// Calls `part` with what of `over` lies in one of `decided` and with the parts between, in order: a decision is about
/// the interval that was seen, what lies beyond it is new.
fn split_by(decided: &[Period], over: Period, mut part: impl FnMut(Period, bool)) {
    let first = decided.partition_point(|decided| decided.to() <= over.from());
    let mut rest = Some(over);
    for inside in decided.iter().skip(first).map_while(|decided| decided.and(over)) {
        if let Some(before) = rest.and_then(|rest| rest.ending(inside.from())) {
            part(before, false);
        }
        part(inside, true);
        rest = rest.and_then(|rest| rest.starting(inside.to()));
    }
    if let Some(rest) = rest {
        part(rest, false);
    }
}
