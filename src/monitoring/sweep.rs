//! A sweep over time: who is down at each instant, in pieces between which nothing changes.

use super::Decision;
use super::outage::Reason;
use super::timeline::Vote;
use crate::calendar::{Instant, Period};
use crate::order::sort_by_key;

/// How many groups there are and how many have to be down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quorum {
    /// Distinct groups among enabled sources.
    pub groups: u32,
    /// Groups that have to be down; 0 only when there are no groups.
    pub needed: u32,
    /// Whether the request named the number.
    pub given: bool,
}

/// A stretch with at least one vote, between two changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub over: Period,
    /// Groups that are down.
    pub votes: u32,
    /// Why it is confirmed by itself; `None` when it is doubtful.
    pub confirmed: Option<Reason>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    End(usize),
    Start(usize),
    Unaccepted,
    Accepted,
}

/// Votes of one group that are running.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    all: u32,
    exact: u32,
    trusted: u32,
}

/// The pieces in order of time. `group_of` gives each vote's group as a small number below `quorum.groups`.
pub(super) fn pieces(votes: &[Vote<'_>], group_of: &[usize], decisions: &[Decision], quorum: Quorum) -> Vec<Piece> {
    let changes = changes(votes, decisions);
    let mut groups = vec![Tally::default(); usize::try_from(quorum.groups).unwrap_or(0)];
    let mut sum = Tally::default();
    let mut accepting: u32 = 0;
    let mut pieces = Vec::with_capacity(changes.len());
    let nexts = changes.iter().skip(1).map(|(at, _)| *at);
    for ((at, change), next) in changes.iter().zip(nexts.map(Some).chain([None])) {
        match change {
            Change::Accepted => accepting = accepting.saturating_add(1),
            Change::Unaccepted => accepting = accepting.saturating_sub(1),
            Change::Start(vote) | Change::End(vote) => {
                let starts = matches!(change, Change::Start(_));
                let tally = group_of.get(*vote).and_then(|group| groups.get_mut(*group));
                if let (Some(vote), Some(tally)) = (votes.get(*vote), tally) {
                    count(vote, starts, tally, &mut sum);
                }
            }
        }
        let over = next.and_then(|next| Period::new(*at, next));
        pieces.extend(over.filter(|_| sum.all > 0).map(|over| Piece {
            over,
            votes: sum.all,
            confirmed: confirmed(sum, accepting > 0, quorum),
        }));
    }
    pieces
}

fn changes(votes: &[Vote<'_>], decisions: &[Decision]) -> Vec<(Instant, Change)> {
    let mut changes = Vec::with_capacity(votes.len().saturating_add(decisions.len()).saturating_mul(2));
    for (index, vote) in votes.iter().enumerate() {
        changes.push((vote.over.from(), Change::Start(index)));
        changes.push((vote.over.to(), Change::End(index)));
    }
    for decision in decisions.iter().filter(|decision| decision.accepted) {
        changes.push((decision.over.from(), Change::Accepted));
        changes.push((decision.over.to(), Change::Unaccepted));
    }
    sort_by_key(&mut changes, |change| *change);
    changes
}

/// Adds a vote to its group or takes it out, and keeps `sum` the number of groups that have such a vote.
fn count(vote: &Vote<'_>, starts: bool, group: &mut Tally, sum: &mut Tally) {
    let step = |own: &mut u32, all: &mut u32, applies: bool| {
        if applies && starts {
            *all = all.saturating_add(u32::from(*own == 0));
            *own = own.saturating_add(1);
        } else if applies {
            *own = own.saturating_sub(1);
            *all = all.saturating_sub(u32::from(*own == 0));
        }
    };
    step(&mut group.all, &mut sum.all, true);
    step(&mut group.exact, &mut sum.exact, !vote.inexact);
    step(&mut group.trusted, &mut sum.trusted, !vote.inexact && vote.trusted);
}

/// Rule 4 of the contract: why an instant counts by itself.
fn confirmed(down: Tally, accepted: bool, quorum: Quorum) -> Option<Reason> {
    let enough = quorum.needed > 0 && down.exact >= quorum.needed;
    if enough && (quorum.groups >= 2 || quorum.given) {
        Some(Reason::Quorum)
    } else if enough && down.trusted > 0 {
        Some(Reason::Trusted)
    } else if accepted {
        Some(Reason::Accepted)
    } else {
        None
    }
}
