//! Which votes stand beside which outage, in time that does not grow with their product.

use super::outage::Outage;
use super::timeline::Vote;
use crate::order::sort_by_key;
use std::collections::VecDeque;

/// Of more votes beside one outage those are listed that began to support first.
const MOST_LISTED: usize = 100;
/// So many are listed in any case.
const LEAST_LISTED: usize = 10;
/// Of those beyond, all outages together list no more: where a hundred checks are down beside one that flaps, the answer
/// would grow with the product, past what PHP may hold.
const ROOM: usize = 4_000;

/// Gives each outage the votes that overlap or support it; outages and votes are in order, outages do not overlap.
pub(super) fn list<'a>(outages: &mut [Outage<'a>], votes: &[Vote<'a>]) {
    let mut by_support: Vec<usize> = (0..votes.len()).collect();
    sort_by_key(&mut by_support, |place| votes.get(*place).map(|vote| vote.support.from()));
    let mut coming = by_support.into_iter().filter_map(|place| Some((place, votes.get(place)?))).peekable();
    let mut begun: VecDeque<(usize, &Vote<'a>)> = VecDeque::new();
    let mut beside: Vec<(usize, &Vote<'a>)> = Vec::new();
    let mut room = ROOM;
    for outage in outages {
        let most = MOST_LISTED.min(LEAST_LISTED.saturating_add(room));
        while let Some(next) = coming.next_if(|(_, vote)| vote.support.from() < outage.over.to()) {
            begun.push_back(next);
        }
        beside.clear();
        while beside.len() < most {
            let Some(next) = begun.pop_front() else { break };
            // What ended before this outage is beside no later one.
            if next.1.support.to() > outage.over.from() {
                beside.push(next);
            }
        }
        room = room.saturating_sub(beside.len().saturating_sub(LEAST_LISTED));
        beside.iter().rev().for_each(|next| begun.push_front(*next));
        sort_by_key(&mut beside, |(place, _)| *place);
        outage.votes = beside.iter().map(|(_, vote)| **vote).collect();
    }
}
