//! Who says down while a sweep goes over time, and what that is worth. Rule 4 of the contract.

use super::outage::Reason;
use super::source::{Level, Required, Source};
use super::timeline::Vote;
use crate::order::sort_by_key;

/// How many groups there are and what has to be reached.
#[derive(Debug, Clone)]
pub(super) struct Quorum {
    /// Distinct groups among enabled sources.
    pub groups: u32,
    /// What votes have to reach; 0 only when there are no groups.
    pub needed: u32,
    /// The number that the request named. If it named none, groups are counted, whatever they weigh.
    pub given: Option<i64>,
    /// Levels that have to agree besides.
    pub required: Vec<Required>,
}

/// Sources of one group, weight and level.
#[derive(Debug)]
struct Seat {
    weight: u32,
    level: Option<Level>,
    /// Votes that support, and those of them with times of their own.
    all: u32,
    exact: u32,
}

/// What a group adds at the moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Worth {
    /// The greatest weight of those that support; 0: none does.
    all: u32,
    /// The same of those with times of their own.
    exact: u32,
    /// Levels of the latter.
    levels: [bool; 3],
}

#[derive(Debug, Default)]
struct Group {
    seats: Vec<Seat>,
    worth: Worth,
    living: bool,
}

/// Sums over all groups, and numbers of votes that run right now.
#[derive(Debug, Default)]
struct Sums {
    all: u32,
    exact: u32,
    /// Groups that support, and those with times of their own.
    groups: u32,
    exact_groups: u32,
    levels: [u32; 3],
    /// Groups that live and do not support.
    objecting: u32,
    down: u32,
    down_exact: u32,
    trusted: u32,
    many: u32,
}

/// The state of a sweep.
#[derive(Debug)]
pub(super) struct Tally<'q> {
    quorum: &'q Quorum,
    groups: Vec<Group>,
    /// Of each source, by its place: its group, and its seat there.
    of_source: Vec<(usize, usize)>,
    sums: Sums,
}

/// What is said of an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Why it is confirmed; `None` when it is doubtful.
    pub confirmed: Option<Reason>,
    /// It would be confirmed by itself if a level did not lack.
    pub level: bool,
    /// Whoever does not say down is silent.
    pub silent: bool,
}

impl<'q> Tally<'q> {
    /// `sources` are each with its group's number; groups are taken for living.
    pub fn new(quorum: &'q Quorum, sources: &[(&Source<'_>, usize)]) -> Self {
        let count = usize::try_from(quorum.groups).unwrap_or(0);
        let mut groups: Vec<Group> = Vec::with_capacity(count);
        groups.resize_with(count, || Group { living: true, ..Group::default() });
        let mut places: Vec<(usize, u32, Option<Level>, usize)> = Vec::with_capacity(sources.len());
        for (place, (source, group)) in sources.iter().enumerate() {
            let weight = if quorum.given.is_some() { source.weight } else { 1 };
            places.push((*group, weight, source.level, place));
        }
        sort_by_key(&mut places, |place| *place);
        let mut of_source = vec![(0, 0); sources.len()];
        for (number, weight, level, place) in places {
            let Some(group) = groups.get_mut(number) else { continue };
            if group.seats.last().is_none_or(|seat| (seat.weight, seat.level) != (weight, level)) {
                group.seats.push(Seat { weight, level, all: 0, exact: 0 });
            }
            if let Some(of_source) = of_source.get_mut(place) {
                *of_source = (number, group.seats.len().saturating_sub(1));
            }
        }
        let sums = Sums { objecting: quorum.groups, ..Sums::default() };
        Self { quorum, groups, of_source, sums }
    }

    /// The vote itself begins or ends.
    pub fn down(&mut self, vote: &Vote<'_>, begins: bool) {
        step(&mut self.sums.down, begins);
        if !vote.inexact {
            step(&mut self.sums.down_exact, begins);
            if vote.trusted {
                step(&mut self.sums.trusted, begins);
            }
            if vote.many {
                step(&mut self.sums.many, begins);
            }
        }
    }

    /// The vote begins or ceases to support others.
    pub fn support(&mut self, vote: &Vote<'_>, begins: bool) {
        let Some((number, seat)) = self.of_source.get(vote.place) else { return };
        let Some(group) = self.groups.get_mut(*number) else { return };
        let Some(seat) = group.seats.get_mut(*seat) else { return };
        let before = (seat.all > 0, seat.exact > 0);
        step(&mut seat.all, begins);
        if !vote.inexact {
            step(&mut seat.exact, begins);
        }
        if before != (seat.all > 0, seat.exact > 0) {
            self.sums.weigh(group);
        }
    }

    /// The group with this number begins or ceases to live.
    pub fn live(&mut self, number: usize, begins: bool) {
        if let Some(group) = self.groups.get_mut(number) {
            let objected = group.objects();
            group.living = begins;
            self.sums.object(objected, group.objects());
        }
    }

    /// Whether a vote runs.
    pub fn is_down(&self) -> bool {
        self.sums.down > 0
    }

    /// What is said for it: groups, or their weights where a quorum is given.
    pub fn votes(&self) -> u32 {
        self.sums.all
    }

    /// Why the instant counts by itself, or why it is doubtful.
    pub fn verdict(&self, accepted: bool) -> Verdict {
        let by_itself = self.by_itself();
        let lacks = |required: &Required| {
            let of_level = Level::ALL.iter().zip(self.sums.levels).find(|(level, _)| **level == required.level);
            of_level.is_none_or(|(_, groups)| i64::from(groups) < required.at_least)
        };
        let level = by_itself.is_some() && self.quorum.required.iter().any(lacks);
        let confirmed = by_itself.filter(|_| !level).or(accepted.then_some(Reason::Accepted));
        let silent = self.sums.objecting == 0 && self.sums.groups < self.quorum.groups;
        Verdict { confirmed, level, silent }
    }

    fn by_itself(&self) -> Option<Reason> {
        let Quorum { groups, needed, given, .. } = *self.quorum;
        let enough = needed > 0 && self.sums.exact >= needed && self.sums.down_exact > 0;
        let agreed = given == Some(1) || (groups >= 2 && (needed == 1 || self.sums.exact_groups >= 2));
        if enough && agreed {
            Some(Reason::Quorum)
        } else if enough && groups == 1 && self.sums.trusted > 0 {
            Some(Reason::Trusted)
        } else if self.sums.many > 0 {
            Some(Reason::Locations)
        } else {
            None
        }
    }
}

impl Group {
    fn objects(&self) -> bool {
        self.living && self.worth.all == 0
    }
}

impl Sums {
    /// Weighs the group again; it has few seats, at most one for each weight and level.
    fn weigh(&mut self, group: &mut Group) {
        let (before, objected) = (group.worth, group.objects());
        let mut worth = Worth::default();
        for seat in group.seats.iter().filter(|seat| seat.all > 0) {
            worth.all = worth.all.max(seat.weight);
            if seat.exact > 0 {
                worth.exact = worth.exact.max(seat.weight);
                for (level, is_there) in Level::ALL.iter().zip(&mut worth.levels) {
                    *is_there = *is_there || seat.level == Some(*level);
                }
            }
        }
        group.worth = worth;
        move_by(&mut self.all, before.all, worth.all);
        move_by(&mut self.exact, before.exact, worth.exact);
        move_by(&mut self.groups, before.all.min(1), worth.all.min(1));
        move_by(&mut self.exact_groups, before.exact.min(1), worth.exact.min(1));
        for (sum, (was, is)) in self.levels.iter_mut().zip(before.levels.into_iter().zip(worth.levels)) {
            move_by(sum, u32::from(was), u32::from(is));
        }
        self.object(objected, group.objects());
    }

    fn object(&mut self, before: bool, now: bool) {
        move_by(&mut self.objecting, u32::from(before), u32::from(now));
    }
}

fn step(count: &mut u32, begins: bool) {
    *count = if begins { count.saturating_add(1) } else { count.saturating_sub(1) };
}

fn move_by(sum: &mut u32, before: u32, now: u32) {
    *sum = sum.saturating_sub(before).saturating_add(now);
}
