//! An episode (a maximal stretch with votes) → its stretches → its outages. Rules 5 and 6 of the contract.

use super::Decision;
use super::outage::{Outage, Reason, Status};
use super::sweep::{Piece, Quorum};
use super::timeline::{Ending, Vote};
use crate::calendar::{Instant, Period, merge};

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

/// What the outages of an episode are judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge<'j> {
    pub quorum: Quorum,
    pub decisions: &'j [Decision],
    pub as_of: Instant,
}

/// The outages of one episode; `votes` are those of the episode, sorted by (from, source, target).
pub(super) fn outages<'a>(judge: Judge<'_>, pieces: &[Piece], votes: &[Vote<'a>], found: &mut Vec<Outage<'a>>) {
    let stretches = stretches(pieces);
    for (index, stretch) in stretches.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| stretches.get(index));
        let after = stretches.get(index.saturating_add(1));
        let stale = ends(votes, stretch.over.to(), Ending::Stale);
        if stretch.weakest.is_none() && !stale && is_edge(before, after) {
            continue;
        }
        judge.rule(*stretch, stale, votes, found);
    }
}

fn stretches(pieces: &[Piece]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match stretches.last_mut() {
            Some(last) if last.weakest.is_some() == piece.confirmed.is_some() => {
                last.over = Period::new(last.over.from(), piece.over.to()).unwrap_or(last.over);
                last.most_votes = last.most_votes.max(piece.votes);
                last.weakest = last.weakest.max(piece.confirmed);
                last.last = piece.confirmed;
            }
            _ => stretches.push(Stretch {
                over: piece.over,
                most_votes: piece.votes,
                weakest: piece.confirmed,
                first: piece.confirmed,
                last: piece.confirmed,
            }),
        }
    }
    stretches
}

/// Whether a doubtful stretch is only one monitor noticing sooner or later than the others. Beside an accepted stretch
/// it is new evidence instead.
fn is_edge(before: Option<&Stretch>, after: Option<&Stretch>) -> bool {
    let by_monitors = |reason: Option<Reason>| matches!(reason, Some(Reason::Quorum | Reason::Trusted));
    before.is_some_and(|stretch| by_monitors(stretch.last)) || after.is_some_and(|stretch| by_monitors(stretch.first))
}

fn ends(votes: &[Vote<'_>], at: Instant, ending: Ending) -> bool {
    votes.iter().any(|vote| vote.over.to() == at && vote.ending == ending)
}

impl Judge<'_> {
    /// The outage or outages that one stretch is.
    fn rule<'a>(self, stretch: Stretch, stale: bool, votes: &[Vote<'a>], found: &mut Vec<Outage<'a>>) {
        let over = stretch.over;
        let unclear_end = stale && matches!(stretch.last, Some(Reason::Quorum | Reason::Trusted));
        let mut add = |over: Period, status: Status, reason: Reason| {
            let votes: Vec<Vote<'a>> = overlapping(votes, over).copied().collect();
            let open = over.to() == self.as_of && votes.iter().any(|vote| vote.ending == Ending::Open);
            found.push(Outage { over, open, status, reason, most_votes: stretch.most_votes, votes });
        };
        match stretch.weakest {
            Some(reason) if !unclear_end => add(over, Status::Confirmed, reason),
            Some(_) => self.split_by(true, over, |part, accepted| {
                if accepted {
                    add(part, Status::Confirmed, Reason::Accepted);
                } else {
                    self.split_by(false, part, |part, refused| match refused {
                        true => add(part, Status::Refused, Reason::Refused),
                        false => add(part, Status::Review, Reason::Stale),
                    });
                }
            }),
            None => self.split_by(false, over, |part, refused| {
                let inexact = overlapping(votes, part).any(|vote| vote.inexact);
                let doubt = self.doubt(stale && part.to() == over.to(), inexact);
                let (status, reason) = if refused { (Status::Refused, Reason::Refused) } else { doubt };
                add(part, status, reason);
            }),
        }
    }

    /// Why a doubtful stretch is doubtful, and whether somebody is asked.
    fn doubt(self, stale: bool, inexact: bool) -> (Status, Reason) {
        if inexact {
            (Status::Review, Reason::ReceivedTime)
        } else if stale {
            (Status::Review, Reason::Stale)
        } else if self.quorum.groups == 1 {
            (Status::Review, Reason::SingleMonitor)
        } else {
            (Status::Unconfirmed, Reason::Quorum)
        }
    }

    /// Calls `part` with what people accepted (or refused) of `over` and with the parts between, in order: a decision
    /// is about the interval that was seen, what lies beyond it is new.
    fn split_by(self, accepted: bool, over: Period, mut part: impl FnMut(Period, bool)) {
        let decided = self.decisions.iter().filter(|decision| decision.accepted == accepted);
        let decided = merge(decided.filter_map(|decision| decision.over.and(over)).collect());
        let mut rest = Some(over);
        for inside in decided {
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
}

/// Those of `votes` (sorted by start) that share an instant with `over`.
fn overlapping<'v, 'a>(votes: &'v [Vote<'a>], over: Period) -> impl Iterator<Item = &'v Vote<'a>> {
    votes.iter().take_while(move |vote| vote.over.from() < over.to()).filter(move |vote| vote.over.overlaps(over))
}
