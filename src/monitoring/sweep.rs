//! A sweep over time: who is down at each instant, in pieces between which nothing changes.

use super::Decision;
use super::life::Life;
use super::tally::{Tally, Verdict};
use super::timeline::Vote;
use crate::calendar::{Instant, Period};
use crate::order::sort_by_key;

/// A stretch with at least one vote, between two changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub over: Period,
    /// What is said for it: groups, or their weights where a quorum is given.
    pub votes: u32,
    pub verdict: Verdict,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// A vote that supports others just where it runs.
    Vote(usize, bool),
    Down(usize, bool),
    Support(usize, bool),
    Life(usize, bool),
    Accepted(bool),
}

/// The pieces in order of time; `tally` counts nothing before and nothing after.
pub(super) fn pieces(votes: &[Vote<'_>], decisions: &[Decision], life: &Life, tally: &mut Tally<'_>) -> Vec<Piece> {
    let changes = changes(votes, decisions, life);
    for (group, _) in mortal(life) {
        tally.live(group, false);
    }
    let mut accepting: u32 = 0;
    let mut pieces = Vec::with_capacity(changes.len());
    let nexts = changes.iter().skip(1).map(|(at, _)| *at);
    for ((at, change), next) in changes.iter().zip(nexts.map(Some).chain([None])) {
        match *change {
            Change::Accepted(true) => accepting = accepting.saturating_add(1),
            Change::Accepted(false) => accepting = accepting.saturating_sub(1),
            Change::Life(group, begins) => tally.live(group, begins),
            Change::Vote(vote, begins) => {
                if let Some(vote) = votes.get(vote) {
                    tally.down(vote, begins);
                    tally.support(vote, begins);
                }
            }
            Change::Down(vote, begins) => {
                votes.get(vote).into_iter().for_each(|vote| tally.down(vote, begins));
            }
            Change::Support(vote, begins) => {
                votes.get(vote).into_iter().for_each(|vote| tally.support(vote, begins));
            }
        }
        let over = next.and_then(|next| Period::new(*at, next)).filter(|_| tally.is_down());
        pieces.extend(over.map(|over| Piece { over, votes: tally.votes(), verdict: tally.verdict(accepting > 0) }));
    }
    pieces
}

fn changes(votes: &[Vote<'_>], decisions: &[Decision], life: &Life) -> Vec<(Instant, Change)> {
    let mut changes = Vec::with_capacity(votes.len().saturating_add(decisions.len()).saturating_mul(2));
    let mut add = |over: Period, change: &dyn Fn(bool) -> Change| {
        changes.push((over.from(), change(true)));
        changes.push((over.to(), change(false)));
    };
    for (index, vote) in votes.iter().enumerate() {
        if vote.support == vote.over {
            add(vote.over, &|begins| Change::Vote(index, begins));
        } else {
            add(vote.over, &|begins| Change::Down(index, begins));
            add(vote.support, &|begins| Change::Support(index, begins));
        }
    }
    for decision in decisions.iter().filter(|decision| decision.accepted) {
        add(decision.over, &Change::Accepted);
    }
    for (group, lived) in mortal(life) {
        lived.iter().for_each(|lived| add(*lived, &|begins| Change::Life(group, begins)));
    }
    sort_by_key(&mut changes, |change| *change);
    changes
}

/// Groups that can fall silent, and when they lived.
fn mortal(life: &Life) -> impl Iterator<Item = (usize, &[Period])> {
    life.groups.iter().enumerate().filter_map(|(group, lived)| Some((group, lived.as_deref()?)))
}
