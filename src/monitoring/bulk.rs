//! One panel of monitors, asked about a great many subjects: [`super::confirm`] without what only a person reads.
//!
//! For what closes a month of a million services. The rules are those of `confirm`, by the same code; what is left out is
//! the reading of keys, the list of votes, the steps, and stretches that nobody is asked about.

use super::Decision;
use super::confirm::{ConfirmError, Panel, Question};
use super::episode::Judge;
use super::life::Life;
use super::observation::{Kind, Observation, Precision, State};
use super::outage::{Outage, Status};
use super::sweep;
use super::tally::Tally;
use super::timeline::{Ending, Timeline, Vote};
use crate::calendar::Instant;
use crate::order::sort_by_key;

/// A change of state with a time of its own, seen by a source that watches one target of the subject.
///
/// The order is the one in which they are read. Two that are equal are one: their keys would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The source, by [`Watch::place`].
    pub place: usize,
    /// When.
    pub at: Instant,
    /// What it saw.
    pub state: State,
}

/// A panel with room to work in.
#[derive(Debug)]
pub struct Watch<'q, 'a> {
    question: &'q Question<'a>,
    sources: Vec<(&'q super::Source<'a>, usize)>,
    groups: u32,
    tally: Tally<'q>,
    /// Nobody has to speak every so often: known once for all subjects.
    immortal: Option<Life>,
    /// A vote that no other one touches is neither confirmed nor asked about, unless its times are doubtful.
    alone_is_idle: bool,
    votes: Vec<Vote<'a>>,
}

impl<'q, 'a> Watch<'q, 'a> {
    /// A panel of the question's sources; its observations and decisions are not looked at. `quorum` is room that lives
    /// as long as the panel.
    ///
    /// # Errors
    /// [`ConfirmError::Quorum`].
    pub fn new(question: &'q Question<'a>, room: &'q mut Option<Room>) -> Result<Self, ConfirmError> {
        let Panel { sources, quorum, .. } = Panel::of(question)?;
        let listens = |source: &super::Source<'_>| {
            source.expect_every_ms.is_none() && source.own_quorum.is_none() && source.tolerance_ms == 0
        };
        let plain = sources.iter().all(|(source, _)| listens(source));
        let alone_is_idle = plain && quorum.groups >= 2 && quorum.needed >= 2 && quorum.given != Some(1);
        let immortal = sources.iter().all(|(source, _)| source.expect_every_ms.is_none());
        let count = usize::try_from(quorum.groups).unwrap_or(0);
        let immortal = immortal.then(|| Life::of(count, &sources, &[], question.as_of));
        let groups = quorum.groups;
        let tally = Tally::new(&room.insert(Room(quorum)).0, &sources);
        Ok(Self { question, sources, groups, tally, immortal, alone_is_idle, votes: Vec::new() })
    }

    /// The place of an enabled source among those that are heard.
    #[must_use]
    pub fn place(&self, source: &str) -> Option<usize> {
        self.sources.binary_search_by_key(&source, |(source, _)| source.id).ok()
    }

    /// The subject's outages that are confirmed, refused or in review, without their votes; `changes` are in order.
    #[must_use]
    pub fn outages(&mut self, changes: &[Change], decisions: &[Decision]) -> Vec<Outage<'a>> {
        self.votes.clear();
        let as_of = self.question.as_of;
        for seen in changes.chunk_by(|one, other| one.place == other.place) {
            let Some(place) = seen.first().map(|first| first.place) else { continue };
            let Some((source, _)) = self.sources.get(place) else { continue };
            let stale_after_ms = self.question.stale_after_ms;
            let timeline = Timeline { source, place, target: "", stale_after_ms, as_of };
            let mut before = None;
            let fresh = seen.iter().filter(|change| {
                let is_fresh = before != Some(**change) && change.at <= as_of;
                before = Some(**change);
                is_fresh
            });
            timeline.read(fresh.map(|change| observation(source.id, change)), &mut self.votes);
        }
        if self.alone_is_idle && self.votes.len() < 2 && self.votes.iter().all(is_clear) && decisions.is_empty() {
            return Vec::new();
        }
        sort_by_key(&mut self.votes, |vote| (vote.over.from(), vote.place));
        if self.alone_is_idle && decisions.is_empty() {
            drop_alone(&mut self.votes);
            if self.votes.is_empty() {
                return Vec::new();
            }
        }
        let life = self.immortal.is_none().then(|| self.life(changes));
        let Some(life) = life.as_ref().or(self.immortal.as_ref()) else { return Vec::new() };
        let pieces = sweep::pieces(&self.votes, decisions, life, &mut self.tally);
        let judge = Judge::new(self.groups, as_of, &self.votes, &pieces, decisions);
        let mut outages = judge.outages(&pieces);
        outages.retain(|outage| outage.status != Status::Unconfirmed);
        outages
    }

    fn life(&self, changes: &[Change]) -> Life {
        let mut observations = Vec::with_capacity(changes.len());
        for change in changes.iter().filter(|change| change.at <= self.question.as_of) {
            let source = self.sources.get(change.place).map_or("", |(source, _)| source.id);
            observations.push((change.place, observation(source, change)));
        }
        let count = usize::try_from(self.groups).unwrap_or(0);
        Life::of(count, &self.sources, &observations, self.question.as_of)
    }
}

/// What a [`Watch`] keeps beside itself: `None` to begin with.
#[derive(Debug)]
pub struct Room(super::tally::Quorum);

fn observation<'a>(source: &'a str, change: &Change) -> Observation<'a> {
    Observation {
        key: "",
        source,
        target: "",
        state: change.state,
        kind: Kind::State,
        at: change.at,
        precision: Precision::Exact,
        locations: None,
    }
}

/// Whether both its ends are known.
fn is_clear(vote: &Vote<'_>) -> bool {
    !vote.inexact && vote.ending != Ending::Stale
}

/// Drops the votes that no other one touches and whose times are clear: each is an episode by itself, which one group
/// cannot confirm and nobody is asked about. Votes are in order.
fn drop_alone(votes: &mut Vec<Vote<'_>>) {
    let mut reached: Option<Instant> = None;
    let mut kept: usize = 0;
    let mut place: usize = 0;
    while let Some(vote) = votes.get(place).copied() {
        place = place.saturating_add(1);
        let touches_before = reached.is_some_and(|reached| vote.over.from() <= reached);
        let touches_after = votes.get(place).is_some_and(|next| next.over.from() <= vote.over.to());
        reached = reached.max(Some(vote.over.to()));
        if touches_before || touches_after || !is_clear(&vote) {
            if let Some(slot) = votes.get_mut(kept) {
                *slot = vote;
            }
            kept = kept.saturating_add(1);
        }
    }
    votes.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Period;
    use crate::monitoring::{Level, Required, Source, confirm};
    use proptest::prelude::*;

    const IDS: [&str; 4] = ["a", "b", "c", "d"];

    /// Few instants, so that edges meet: source, instant, state.
    fn changes() -> impl Strategy<Value = Vec<(usize, i64, u8)>> {
        proptest::collection::vec((0_usize..4, 0_i64..40, 0_u8..4), 0..24)
    }

    fn question(knobs: u16, quorum: Option<i64>) -> Question<'static> {
        let on = |bit: u16| knobs & (1 << bit) != 0;
        let mut sources: Vec<Source<'static>> = IDS.iter().map(|id| Source::plain(id, id)).collect();
        sources[1].group = if on(0) { "a" } else { "b" };
        sources[2].enabled = !on(1);
        sources[3].enabled = !on(2);
        sources[0].weight = if on(3) { 2 } else { 1 };
        sources[0].level = on(4).then_some(Level::ThirdParty);
        sources[0].start_delay_ms = if on(5) { 2 } else { 0 };
        sources[1].tolerance_ms = if on(6) { 2 } else { 0 };
        sources[2].expect_every_ms = on(7).then_some(9);
        sources[1].expires_after_ms = on(8).then_some(5);
        sources[0].trusted = on(9);
        let as_of = Instant::from_ms(31_536_000_000 + if on(10) { 30 } else { 50 });
        let required = if on(11) { vec![Required { level: Level::ThirdParty, at_least: 1 }] } else { Vec::new() };
        let stale_after_ms = if on(12) { 6 } else { 100 };
        Question { as_of, quorum, stale_after_ms, sources, required, observations: Vec::new(), decisions: Vec::new() }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        /// The same outages as one by one, and a panel that has been asked before answers as a fresh one.
        #[test]
        fn a_watch_says_what_confirm_says(
            subjects in proptest::collection::vec((changes(), proptest::option::of((any::<bool>(), 0_i64..30, 1_i64..20))), 1..4),
            knobs in prop_oneof![Just(0_u16), any::<u16>()], quorum in proptest::option::of(1_i64..3),
        ) {
            let plain = question(knobs, quorum);
            let mut room = None;
            let watch = Watch::new(&plain, &mut room);
            let refused = watch.is_err();
            prop_assert_eq!(refused, confirm(&plain).is_err());
            let Ok(mut watch) = watch else { return Ok(()) };
            for (rows, decided) in subjects {
                let at = |ms: i64| Instant::from_ms(31_536_000_000 + ms);
                let state = |number: u8| [State::Down, State::Down, State::Up, State::Degraded][usize::from(number)];
                let keys: Vec<String> = rows.iter().map(|row| format!("{}/{}/{}", row.0, row.1, row.2.max(1))).collect();
                let decisions: Vec<Decision> = decided.into_iter().filter_map(|(accepted, from, length)| {
                    Some(Decision { accepted, over: Period::new(at(from), at(from + length))? })
                }).collect();
                let observations = rows.iter().zip(&keys).map(|(row, key)| Observation {
                    key, source: IDS[row.0], target: "t", state: state(row.2), kind: Kind::State, at: at(row.1),
                    precision: Precision::Exact, locations: None,
                }).collect();
                let whole = Question { observations, decisions: decisions.clone(), ..question(knobs, quorum) };
                let mut expected = confirm(&whole).map(|found| found.outages).unwrap_or_default();
                expected.retain(|outage| outage.status != Status::Unconfirmed);
                let mut changes: Vec<Change> = rows.iter().filter_map(|row| {
                    Some(Change { place: watch.place(IDS[row.0])?, at: at(row.1), state: state(row.2) })
                }).collect();
                changes.sort();
                let told = |outages: &[Outage<'_>]| outages.iter()
                    .map(|outage| (outage.over, outage.open, outage.status, outage.reason, outage.most_votes))
                    .collect::<Vec<_>>();
                prop_assert_eq!(told(&watch.outages(&changes, &decisions)), told(&expected));
            }
        }
    }
}
