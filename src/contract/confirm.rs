//! `confirm`: observations → outages, for one subject.

use super::Refusal;
use super::error::Code;
use super::read::{self, Input, Members, Read, fields, list, object, period, unique, word};
use super::writer::{Empty, List, Put, answer, object};
use crate::calendar::Period;
use crate::monitoring::{
    ConfirmError, Confirmation, DEFAULT_STALE_AFTER_MS, Decision, Kind, Level, Observation, Outage, Precision,
    Question, Required, ReviewItem, Silence, Source, State, Subject, Vote, confirm,
};
use crate::text::Sink;

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { members =>
        required as_of "asOf" read::instant;
        required subject "subject" read::subject;
        optional quorum "quorum" read::integer;
        optional stale_after_ms "staleAfterMs" read::duration;
        required sources "sources" |node| list(node, source);
        optional required "required" |node| list(node, level);
        required observations "observations" |node| list(node, observation);
        optional decisions "decisions" |node| list(node, decision);
    }
    unique(sources.iter().map(|source| source.id), "id").map_err(|refusal| refusal.member("sources"))?;
    let required = required.unwrap_or_default();
    unique(required.iter().map(|required| required.level.word()), "level")
        .map_err(|refusal| refusal.member("required"))?;
    let stale_after_ms = stale_after_ms.unwrap_or(DEFAULT_STALE_AFTER_MS);
    let decisions = decisions.unwrap_or_default();
    let question = Question { as_of, quorum, stale_after_ms, sources, required, observations, decisions };
    let found = confirm(&question).map_err(refusal)?;
    Ok(view(&subject_text(subject), &found))
}

fn refusal(error: ConfirmError) -> Refusal {
    let observation = |code, field: &str, index| Refusal::new(code).member(field).element(index).member("observations");
    match error {
        ConfirmError::Quorum => Refusal::new(Code::InvalidQuorum).member("quorum"),
        ConfirmError::UnknownSource(index) => observation(Code::UnknownSource, "source", index),
        ConfirmError::ConflictingKey(index) => observation(Code::ConflictingKey, "key", index),
    }
}

pub(super) fn source<'n>(node: Input<'n>) -> Read<Source<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required group "group" read::id;
        required enabled "enabled" read::boolean;
        required trusted "trusted" read::boolean;
        optional level "level" |node| word(node, Level::from_word);
        optional weight "weight" weight;
        optional start_delay_ms "startDelayMs" read::duration;
        optional end_delay_ms "endDelayMs" read::duration;
        optional tolerance_ms "toleranceMs" read::duration;
        optional expect_every_ms "expectEveryMs" read::duration;
        optional expires_after_ms "expiresAfterMs" read::duration;
        optional own_quorum "ownQuorum" enough;
        optional alive "alive" |node| list(node, interval);
    }
    let plain = Source::plain(id, group);
    Ok(Source {
        enabled,
        trusted,
        level,
        weight: weight.unwrap_or(plain.weight),
        start_delay_ms: start_delay_ms.unwrap_or_default(),
        end_delay_ms: end_delay_ms.unwrap_or_default(),
        tolerance_ms: tolerance_ms.unwrap_or_default(),
        expect_every_ms,
        expires_after_ms,
        own_quorum,
        alive: alive.unwrap_or_default(),
        ..plain
    })
}

/// What a group adds to the quorum: 1 to 100.
fn weight(node: Input<'_>) -> Read<u32> {
    let value = u32::try_from(read::integer(node)?).ok();
    value.filter(|weight| (1..=100).contains(weight)).ok_or_else(|| Refusal::new(Code::InvalidWeight))
}

/// How many are enough: at least one.
fn enough(node: Input<'_>) -> Read<i64> {
    let value = read::counter(node)?;
    if value > 0 { Ok(value) } else { Err(Refusal::new(Code::InvalidQuorum)) }
}

fn interval(node: Input<'_>) -> Read<Period> {
    fields! { object(node)? =>
        required from "from" read::instant;
        required to "to" read::instant;
    }
    period(from, to)
}

pub(super) fn level(node: Input<'_>) -> Read<Required> {
    fields! { object(node)? =>
        required level "level" |node| word(node, Level::from_word);
        required at_least "atLeast" enough;
    }
    Ok(Required { level, at_least })
}

fn observation<'n>(node: Input<'n>) -> Read<Observation<'n>> {
    fields! { object(node)? =>
        required key "key" read::key;
        required source "source" read::id;
        required target "target" read::id;
        required state "state" |node| word(node, State::from_word);
        required kind "kind" |node| word(node, Kind::from_word);
        required at "at" read::instant;
        required precision "precision" |node| word(node, Precision::from_word);
        optional locations "locations" read::counter;
    }
    Ok(Observation { key, source, target, state, kind, at, precision, locations })
}

fn decision(node: Input<'_>) -> Read<Decision> {
    fields! { object(node)? =>
        required _case "case" read::id;
        required accepted "decision" |node| word(node, verdict);
        required from "from" read::instant;
        required to "to" read::instant;
    }
    Ok(Decision { accepted, over: period(from, to)? })
}

/// Whether the decision was yes.
fn verdict(word: &str) -> Option<bool> {
    match word {
        "accepted" => Some(true),
        "refused" => Some(false),
        _ => None,
    }
}

fn subject_text(subject: Subject<'_>) -> String {
    match subject {
        Subject::Server(id) => format!("server:{id}"),
        Subject::Service(id) => format!("service:{id}"),
        Subject::Everything => "*".to_owned(),
    }
}

fn view(subject: &str, found: &Confirmation<'_>) -> Vec<u8> {
    answer!(
        "ok": true,
        "subject": subject,
        "sourcesCounted": found.groups,
        "needed": found.needed,
        "outages": List(found.outages.iter().map(|outage| About(subject, outage))),
        "review": List(found.review.iter().map(|item| About(subject, item))),
        "silent": List(found.silent.iter()),
        "steps": List(found.steps.iter()),
        "warnings": Empty,
    )
}

/// Something found about the subject, as it is written.
struct About<'s, T>(&'s str, T);

impl Put for About<'_, &Outage<'_>> {
    fn put(self, sink: &mut Sink) {
        let Self(subject, outage) = self;
        object!(sink;
            "key": format!("{subject}/{}", outage.over.from().ms()).as_str(),
            "subject": subject,
            "from": outage.over.from(),
            "to": outage.over.to(),
            "open": outage.open,
            "status": outage.status.word(),
            "reason": outage.reason.word(),
            "votes": List(outage.votes.iter()),
        );
    }
}

impl Put for &Vote<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "source": self.source,
            "target": self.target,
            "group": self.group,
            "from": self.over.from(),
            "to": self.over.to(),
            "end": self.ending.word(),
            "inexact": self.inexact,
        );
    }
}

impl Put for About<'_, &ReviewItem> {
    fn put(self, sink: &mut Sink) {
        let Self(subject, item) = self;
        let (from, to) = (item.over.from(), item.over.to());
        object!(sink;
            "key": format!("outage/{subject}/{}/{}", from.ms(), to.ms()).as_str(),
            "kind": "outage",
            "reason": item.reason.word(),
            "subject": subject,
            "from": from,
            "to": to,
        );
    }
}

impl Put for &Silence<'_> {
    fn put(self, sink: &mut Sink) {
        object!(sink; "source": self.source, "target": self.target, "since": self.since);
    }
}
