//! The question of one subject: which outages do its monitors, and the people who decided, confirm?

use super::Decision;
use super::episode::Judge;
use super::life::{Life, Silence};
use super::listing;
use super::observation::{Kind, Observation};
use super::outage::{Outage, ReviewItem, Status};
use super::source::{Required, Source};
use super::sweep;
use super::tally::{Quorum, Tally};
use super::timeline::{Timeline, Vote};
use crate::calendar::Instant;
use crate::explain::{Step, Voted};
use crate::order::sort_by_key;

/// Everything known about one subject.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// Nothing after it is known.
    pub as_of: Instant,
    /// What the weights of groups that are down have to reach; `None`: two groups, or one where there is only one.
    pub quorum: Option<i64>,
    /// How long a vote lives without fresh evidence, in milliseconds.
    pub stale_after_ms: i64,
    /// Every source that watches the subject; ids are unique.
    pub sources: Vec<Source<'a>>,
    /// Levels that have to agree besides the quorum, each once.
    pub required: Vec<Required>,
    /// In any order, repeated or not; each of a listed source.
    pub observations: Vec<Observation<'a>>,
    /// What people decided.
    pub decisions: Vec<Decision>,
}

/// Why a question cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmError {
    /// The quorum is not between one and what all groups together reach.
    Quorum,
    /// The source of this observation (its place in the request) is not listed.
    UnknownSource(usize),
    /// The observation at this place differs from another one with its key.
    ConflictingKey(usize),
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Confirmation<'a> {
    /// Independent groups among the enabled sources.
    pub groups: u32,
    /// What votes have to reach.
    pub needed: u32,
    /// By start.
    pub outages: Vec<Outage<'a>>,
    /// What a person has to look at: closed outages in review.
    pub review: Vec<ReviewItem>,
    /// Timelines whose last vote went stale, and sources that should have spoken, by (source, target).
    pub silent: Vec<Silence<'a>>,
    /// One for each outage.
    pub steps: Vec<Step<'a>>,
}

/// Answers the question. The order and repetition of observations, sources and decisions make no difference.
///
/// # Errors
/// [`ConfirmError`].
pub fn confirm<'a>(question: &Question<'a>) -> Result<Confirmation<'a>, ConfirmError> {
    let Panel { listed, sources, quorum } = Panel::of(question)?;
    let mut observations = heard(question, &listed, &sources)?;
    let groups = usize::try_from(quorum.groups).unwrap_or(0);
    let life = Life::of(groups, &sources, &observations, question.as_of);
    observations.retain(|(_, seen)| matches!(seen.kind, Kind::State | Kind::Reminder));

    let mut silent = Vec::new();
    let mut votes: Vec<Vote<'a>> = Vec::with_capacity(observations.len());
    for seen in observations.chunk_by(|(a, one), (b, other)| a == b && one.target == other.target) {
        let Some((place, first)) = seen.first() else { continue };
        let Some((source, _)) = sources.get(*place) else { continue };
        let (target, stale_after_ms, as_of) = (first.target, question.stale_after_ms, question.as_of);
        let timeline = Timeline { source, place: *place, target, stale_after_ms, as_of };
        silent.extend(timeline.read(seen.iter().map(|(_, observation)| *observation), &mut votes));
    }
    sort_by_key(&mut votes, |vote| (vote.over.from(), vote.source, vote.target));
    life.silent(&sources, question.as_of, &mut silent);

    let pieces = sweep::pieces(&votes, &question.decisions, &life, &mut Tally::new(&quorum, &sources));
    let mut outages = Judge::new(quorum.groups, question.as_of, &votes, &pieces, &question.decisions).outages(&pieces);
    listing::list(&mut outages, &votes);
    Ok(Confirmation {
        groups: quorum.groups,
        needed: quorum.needed,
        review: outages.iter().filter_map(review_item).collect(),
        steps: outages.iter().map(|outage| step(outage, quorum.needed)).collect(),
        outages,
        silent,
    })
}

/// The sources of a question and what they have to reach, before anything is heard of them.
#[derive(Debug)]
pub(super) struct Panel<'q, 'a> {
    /// All sources, by id.
    pub listed: Vec<&'q Source<'a>>,
    /// The enabled ones with the number of their group. What follows names a source by its place here.
    pub sources: Vec<(&'q Source<'a>, usize)>,
    pub quorum: Quorum,
}

impl<'q, 'a> Panel<'q, 'a> {
    #[inline(always)]
    pub fn of(question: &'q Question<'a>) -> Result<Self, ConfirmError> {
        let mut listed: Vec<&Source<'a>> = question.sources.iter().collect();
        sort_by_key(&mut listed, |source| source.id);
        let groups = enabled_groups(&listed);
        let enabled = listed.iter().filter(|source| source.enabled);
        let sources: Vec<(&Source<'a>, usize)> =
            enabled.map(|source| (*source, groups.binary_search(&source.group).unwrap_or(0))).collect();
        let quorum = quorum(question, &sources, groups.len())?;
        Ok(Self { listed, sources, quorum })
    }
}

/// The distinct groups of enabled sources, sorted.
fn enabled_groups<'a>(sources: &[&Source<'a>]) -> Vec<&'a str> {
    let mut groups: Vec<&'a str> = sources.iter().filter(|source| source.enabled).map(|source| source.group).collect();
    sort_by_key(&mut groups, |group| *group);
    groups.dedup();
    groups
}

fn quorum(question: &Question<'_>, sources: &[(&Source<'_>, usize)], groups: usize) -> Result<Quorum, ConfirmError> {
    let count = u32::try_from(groups).map_err(|_| ConfirmError::Quorum)?;
    let mut weights = vec![0; groups];
    for (source, group) in sources {
        if let Some(weight) = weights.get_mut(*group) {
            *weight = source.weight.max(*weight);
        }
    }
    let all = weights.into_iter().fold(0, u32::saturating_add);
    let needed = match question.quorum {
        None => count.min(2),
        Some(given) => {
            u32::try_from(given).ok().filter(|needed| (1..=all).contains(needed)).ok_or(ConfirmError::Quorum)?
        }
    };
    Ok(Quorum { groups: count, needed, given: question.quorum, required: question.required.clone() })
}

/// What is heard of the observations: each once, of enabled sources, not after the instant of asking; with the place of
/// the source, sorted by source, target, and then as a timeline is read. `listed` are all sources by id.
fn heard<'a>(
    question: &Question<'a>,
    listed: &[&Source<'a>],
    sources: &[(&Source<'a>, usize)],
) -> Result<Vec<(usize, Observation<'a>)>, ConfirmError> {
    for (place, observation) in question.observations.iter().enumerate() {
        if listed.binary_search_by_key(&observation.source, |source| source.id).is_err() {
            return Err(ConfirmError::UnknownSource(place));
        }
    }
    let mut by_key: Vec<(usize, &Observation<'a>)> = question.observations.iter().enumerate().collect();
    sort_by_key(&mut by_key, |(_, observation)| observation.key);

    let mut heard = Vec::with_capacity(by_key.len());
    let mut conflicts = Vec::new();
    for same in by_key.chunk_by(|(_, one), (_, other)| one.key == other.key) {
        let Some((_, first)) = same.first() else { continue };
        // A repeated message may know of more places: that is no contradiction.
        let locations = same.iter().filter_map(|(_, one)| one.locations).max();
        let agrees = |other: &Observation<'_>| {
            Observation { locations: None, ..*other } == Observation { locations: None, ..**first }
        };
        conflicts.extend(same.iter().find(|(_, other)| !agrees(other)).map(|(place, _)| *place));
        let place = sources.binary_search_by_key(&first.source, |(source, _)| source.id).ok();
        let place = place.filter(|_| first.at <= question.as_of);
        heard.extend(place.map(|place| (place, Observation { locations, ..**first })));
    }
    if let Some(place) = conflicts.into_iter().min() {
        return Err(ConfirmError::ConflictingKey(place));
    }
    sort_by_key(&mut heard, |(place, seen)| (*place, seen.target, seen.at, seen.state, seen.key));
    Ok(heard)
}

fn review_item(outage: &Outage<'_>) -> Option<ReviewItem> {
    let asked = outage.status == Status::Review && !outage.open;
    asked.then_some(ReviewItem { over: outage.over, reason: outage.reason })
}

fn step<'a>(outage: &Outage<'a>, needed: u32) -> Step<'a> {
    let (from, to) = (outage.over.from(), outage.over.to());
    let voted = Voted { from, to, votes: outage.most_votes, needed, reason: outage.reason.word() };
    match outage.status {
        Status::Confirmed => Step::OutageConfirmed(voted),
        Status::Review | Status::Unconfirmed => Step::OutageDoubtful(voted),
        Status::Refused => Step::OutageRefused { from, to },
    }
}
