//! The question of one subject: which outages do its monitors, and the people who decided, confirm?

use super::Decision;
use super::episode::{self, Judge};
use super::observation::{Kind, Observation, Source};
use super::outage::{Outage, ReviewItem, Status};
use super::sweep::{self, Piece, Quorum};
use super::timeline::{self, Owner, Silence, Vote};
use crate::calendar::Instant;
use crate::explain::{Step, Voted};
use crate::order::sort_by_key;

/// Everything known about one subject.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// Nothing after it is known.
    pub as_of: Instant,
    /// Groups that have to be down; `None`: two, or one where there is only one.
    pub quorum: Option<i64>,
    /// How long a vote lives without fresh evidence, in milliseconds.
    pub stale_after_ms: i64,
    /// Every source that watches the subject; ids are unique.
    pub sources: Vec<Source<'a>>,
    /// In any order, repeated or not; each of a listed source.
    pub observations: Vec<Observation<'a>>,
    /// What people decided.
    pub decisions: Vec<Decision>,
}

/// Why a question cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmError {
    /// The quorum is not between one and the number of groups.
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
    /// Groups that have to be down.
    pub needed: u32,
    /// By start.
    pub outages: Vec<Outage<'a>>,
    /// What a person has to look at: closed outages in review.
    pub review: Vec<ReviewItem>,
    /// Timelines whose last vote went stale, by (source, target).
    pub silent: Vec<Silence<'a>>,
    /// One for each outage.
    pub steps: Vec<Step<'a>>,
}

/// Answers the question. The order and repetition of observations, sources and decisions make no difference.
///
/// # Errors
/// [`ConfirmError`].
pub fn confirm<'a>(question: &Question<'a>) -> Result<Confirmation<'a>, ConfirmError> {
    let groups = enabled_groups(&question.sources);
    let quorum = quorum(question.quorum, groups.len())?;
    let observations = heard(question)?;

    let mut silent = Vec::new();
    let mut votes: Vec<Vote<'a>> = Vec::with_capacity(observations.len());
    for timeline in observations.chunk_by(|(a, one), (b, other)| a.id == b.id && one.target == other.target) {
        let Some((source, first)) = timeline.first() else { continue };
        let owner = Owner { source: source.id, target: first.target, group: source.group, trusted: source.trusted };
        let observations: Vec<Observation<'a>> = timeline.iter().map(|(_, observation)| *observation).collect();
        silent.extend(timeline::read(owner, &observations, question.stale_after_ms, question.as_of, &mut votes));
    }
    sort_by_key(&mut votes, |vote| (vote.over.from(), vote.source, vote.target));

    let group_of: Vec<usize> = votes.iter().map(|vote| groups.binary_search(&vote.group).unwrap_or(0)).collect();
    let pieces = sweep::pieces(&votes, &group_of, &question.decisions, quorum);
    let judge = Judge { quorum, decisions: &question.decisions, as_of: question.as_of };
    let outages = judge_episodes(judge, &pieces, &votes);
    Ok(Confirmation {
        groups: quorum.groups,
        needed: quorum.needed,
        review: outages.iter().filter_map(review_item).collect(),
        steps: outages.iter().map(|outage| step(outage, quorum.needed)).collect(),
        outages,
        silent,
    })
}

/// The distinct groups of enabled sources, sorted.
fn enabled_groups<'a>(sources: &[Source<'a>]) -> Vec<&'a str> {
    let mut groups: Vec<&'a str> = sources.iter().filter(|source| source.enabled).map(|source| source.group).collect();
    sort_by_key(&mut groups, |group| *group);
    groups.dedup();
    groups
}

fn quorum(given: Option<i64>, groups: usize) -> Result<Quorum, ConfirmError> {
    let groups = u32::try_from(groups).map_err(|_| ConfirmError::Quorum)?;
    let needed = match given {
        None => groups.min(2),
        Some(given) => {
            u32::try_from(given).ok().filter(|needed| (1..=groups).contains(needed)).ok_or(ConfirmError::Quorum)?
        }
    };
    Ok(Quorum { groups, needed, given: given == Some(1) })
}

/// What is heard of the observations: each once, of enabled sources, of kinds that matter, not after the instant of
/// asking; sorted by source, target, and then as a timeline is read.
fn heard<'a>(question: &Question<'a>) -> Result<Vec<(Source<'a>, Observation<'a>)>, ConfirmError> {
    let mut sources = question.sources.clone();
    sort_by_key(&mut sources, |source| source.id);
    let mut by_key: Vec<(usize, &Observation<'a>)> = question.observations.iter().enumerate().collect();
    sort_by_key(&mut by_key, |(_, observation)| observation.key);

    let mut heard = Vec::with_capacity(by_key.len());
    for (place, observation) in question.observations.iter().enumerate() {
        if sources.binary_search_by_key(&observation.source, |source| source.id).is_err() {
            return Err(ConfirmError::UnknownSource(place));
        }
    }
    let mut conflicts = Vec::new();
    for same in by_key.chunk_by(|(_, one), (_, other)| one.key == other.key) {
        let Some((_, first)) = same.first() else { continue };
        conflicts.extend(same.iter().find(|(_, other)| other != first).map(|(place, _)| *place));
        let found = sources.binary_search_by_key(&first.source, |source| source.id).ok();
        let source = found.and_then(|found| sources.get(found)).filter(|source| source.enabled);
        let matters = matches!(first.kind, Kind::State | Kind::Reminder) && first.at <= question.as_of;
        heard.extend(source.filter(|_| matters).map(|source| (*source, **first)));
    }
    if let Some(place) = conflicts.into_iter().min() {
        return Err(ConfirmError::ConflictingKey(place));
    }
    sort_by_key(&mut heard, |(_, seen)| (seen.source, seen.target, seen.at, seen.state, seen.key));
    Ok(heard)
}

/// Cuts pieces and votes into episodes and judges each.
fn judge_episodes<'a>(judge: Judge<'_>, pieces: &[Piece], votes: &[Vote<'a>]) -> Vec<Outage<'a>> {
    let mut outages = Vec::new();
    let mut rest = votes;
    for episode in pieces.chunk_by(|before, after| before.over.to() == after.over.from()) {
        let Some(last) = episode.last() else { continue };
        let inside = rest.partition_point(|vote| vote.over.from() < last.over.to());
        let (own, later) = rest.split_at_checked(inside).unwrap_or((rest, &[]));
        episode::outages(judge, episode, own, &mut outages);
        rest = later;
    }
    outages
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
