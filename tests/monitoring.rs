//! Timelines in hours: what one or two groups saw, and what becomes of it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use makegood::calendar::{Instant, Period};
use makegood::monitoring::{
    Confirmation, Decision, Kind, Observation, Precision, Question, Reason, Source, State, Status, confirm,
};

const HOUR_MS: i64 = 3_600_000;
const KEYS: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

fn at(hour: i64) -> Instant {
    Instant::from_ms(hour * HOUR_MS)
}

/// `(source, state, hour)`; asked at hour 100, of sources `a` and `b` or of `a` alone.
fn question<'a>(sources: &[&'a str], seen: &[(&'a str, State, i64)]) -> Question<'a> {
    let observations = seen.iter().zip(KEYS).map(|((source, state, hour), key)| Observation {
        key,
        source,
        target: "t",
        state: *state,
        kind: Kind::State,
        at: at(*hour),
        precision: Precision::Exact,
        locations: None,
    });
    Question {
        as_of: at(100),
        quorum: None,
        stale_after_ms: 24 * HOUR_MS,
        sources: sources.iter().map(|id| Source::plain(id, id)).collect(),
        required: Vec::new(),
        observations: observations.collect(),
        decisions: Vec::new(),
    }
}

/// `(from, to, status, reason)` in hours.
fn outages(found: &Confirmation<'_>) -> Vec<(i64, i64, Status, Reason)> {
    let hour = |instant: Instant| instant.ms() / HOUR_MS;
    found.outages.iter().map(|one| (hour(one.over.from()), hour(one.over.to()), one.status, one.reason)).collect()
}

#[test]
fn two_groups_confirm_where_both_are_down() {
    use State::{Down, Up};
    let found = confirm(&question(&["a", "b"], &[("a", Down, 1), ("b", Down, 2), ("a", Up, 5), ("b", Up, 4)])).unwrap();
    assert_eq!(outages(&found), [(2, 4, Status::Confirmed, Reason::Quorum)]);
    assert!(found.review.is_empty() && found.silent.is_empty());
}

#[test]
fn a_false_alarm_is_shown_and_asks_nobody() {
    let found = confirm(&question(&["a", "b"], &[("a", State::Down, 1), ("a", State::Up, 3)])).unwrap();
    assert_eq!(outages(&found), [(1, 3, Status::Unconfirmed, Reason::Quorum)]);
    assert!(found.review.is_empty());
}

#[test]
fn one_monitor_needs_a_person_or_trust() {
    let mut question = question(&["a"], &[("a", State::Down, 1), ("a", State::Up, 3)]);
    let found = confirm(&question).unwrap();
    assert_eq!(outages(&found), [(1, 3, Status::Review, Reason::SingleMonitor)]);
    assert_eq!(found.review.len(), 1);
    question.decisions = vec![Decision { accepted: true, over: Period::new(at(1), at(3)).unwrap() }];
    assert_eq!(outages(&confirm(&question).unwrap()), [(1, 3, Status::Confirmed, Reason::Accepted)]);
    question.decisions[0].accepted = false;
    assert_eq!(outages(&confirm(&question).unwrap()), [(1, 3, Status::Refused, Reason::Refused)]);
    question.decisions.clear();
    question.sources[0].trusted = true;
    assert_eq!(outages(&confirm(&question).unwrap()), [(1, 3, Status::Confirmed, Reason::Trusted)]);
}

#[test]
fn a_missing_recovery_is_not_half_a_quorum() {
    let seen = [("a", State::Down, 1), ("b", State::Down, 60), ("b", State::Up, 61)];
    let found = confirm(&question(&["a", "b"], &seen)).unwrap();
    assert_eq!(
        outages(&found),
        [(1, 25, Status::Review, Reason::Stale), (60, 61, Status::Unconfirmed, Reason::Quorum)]
    );
    assert_eq!(found.silent.len(), 1);
    assert_eq!(found.silent[0].since, Some(at(1)));
}

#[test]
fn new_evidence_beside_an_accepted_stretch_is_asked_about() {
    let mut question = question(&["a"], &[("a", State::Down, 1), ("a", State::Up, 6)]);
    question.decisions = vec![Decision { accepted: true, over: Period::new(at(1), at(3)).unwrap() }];
    assert_eq!(
        outages(&confirm(&question).unwrap()),
        [(1, 3, Status::Confirmed, Reason::Accepted), (3, 6, Status::Review, Reason::SingleMonitor)]
    );
}

#[test]
fn a_message_without_time_never_confirms() {
    let mut question = question(
        &["a", "b"],
        &[("a", State::Down, 1), ("b", State::Down, 1), ("a", State::Up, 3), ("b", State::Up, 3)],
    );
    question.observations[1].precision = Precision::Received;
    assert_eq!(outages(&confirm(&question).unwrap()), [(1, 3, Status::Review, Reason::ReceivedTime)]);
}
