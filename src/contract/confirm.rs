//! `confirm`: observations → outages, for one subject.

use super::error::Code;
use super::read::{self, Members, Read, fields, list, object, period, unique, word};
use super::steps::{StepView, views};
use super::wire::{At, Warning, subject_text};
use super::{Refusal, write};
use crate::json::Node;
use crate::monitoring::{
    ConfirmError, Confirmation, DEFAULT_STALE_AFTER_MS, Decision, Kind, Observation, Outage, Precision, Question,
    ReviewItem, Silence, Source, State, Vote, confirm,
};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Confirmed<'s, 'a> {
    ok: bool,
    subject: &'s str,
    sources_counted: u32,
    needed: u32,
    outages: Vec<OutageView<'s>>,
    review: Vec<ReviewView<'s>>,
    silent: Vec<SilentView<'s>>,
    steps: Vec<StepView<'s, 'a>>,
    warnings: [Warning; 0],
}

#[derive(Serialize)]
struct OutageView<'s> {
    key: String,
    subject: &'s str,
    from: At,
    to: At,
    open: bool,
    status: &'static str,
    reason: &'static str,
    votes: Vec<VoteView<'s>>,
}

#[derive(Serialize)]
struct VoteView<'s> {
    source: &'s str,
    target: &'s str,
    group: &'s str,
    from: At,
    to: At,
    end: &'static str,
    inexact: bool,
}

#[derive(Serialize)]
struct ReviewView<'s> {
    key: String,
    kind: &'static str,
    reason: &'static str,
    subject: &'s str,
    from: At,
    to: At,
}

#[derive(Serialize)]
struct SilentView<'s> {
    source: &'s str,
    target: &'s str,
    since: At,
}

pub(super) fn answer(members: &Members<'_>) -> Read<Vec<u8>> {
    fields! { members =>
        required as_of "asOf" read::instant;
        required subject "subject" read::subject;
        optional quorum "quorum" read::integer;
        optional stale_after_ms "staleAfterMs" read::duration;
        required sources "sources" |node| list(node, source);
        required observations "observations" |node| list(node, observation);
        optional decisions "decisions" |node| list(node, decision);
    }
    unique(sources.iter().map(|source| source.id), "id").map_err(|refusal| refusal.member("sources"))?;
    let stale_after_ms = stale_after_ms.unwrap_or(DEFAULT_STALE_AFTER_MS);
    let decisions = decisions.unwrap_or_default();
    let question = Question { as_of, quorum, stale_after_ms, sources, observations, decisions };
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

fn source<'n>(node: &'n Node<'_>) -> Read<Source<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required group "group" read::id;
        required enabled "enabled" read::boolean;
        required trusted "trusted" read::boolean;
    }
    Ok(Source { id, group, enabled, trusted })
}

fn observation<'n>(node: &'n Node<'_>) -> Read<Observation<'n>> {
    fields! { object(node)? =>
        required key "key" read::key;
        required source "source" read::id;
        required target "target" read::id;
        required state "state" |node| word(node, State::from_word);
        required kind "kind" |node| word(node, Kind::from_word);
        required at "at" read::instant;
        required precision "precision" |node| word(node, Precision::from_word);
    }
    Ok(Observation { key, source, target, state, kind, at, precision })
}

fn decision(node: &Node<'_>) -> Read<Decision> {
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

fn view(subject: &str, found: &Confirmation<'_>) -> Vec<u8> {
    write(&Confirmed {
        ok: true,
        subject,
        sources_counted: found.groups,
        needed: found.needed,
        outages: found.outages.iter().map(|outage| outage_view(subject, outage)).collect(),
        review: found.review.iter().map(|item| review_view(subject, item)).collect(),
        silent: found.silent.iter().map(silent_view).collect(),
        steps: views(&found.steps),
        warnings: [],
    })
}

fn outage_view<'s>(subject: &'s str, outage: &'s Outage<'_>) -> OutageView<'s> {
    OutageView {
        key: format!("{subject}/{}", outage.over.from().ms()),
        subject,
        from: At(outage.over.from()),
        to: At(outage.over.to()),
        open: outage.open,
        status: outage.status.word(),
        reason: outage.reason.word(),
        votes: outage.votes.iter().map(vote_view).collect(),
    }
}

fn vote_view<'s>(vote: &'s Vote<'_>) -> VoteView<'s> {
    VoteView {
        source: vote.source,
        target: vote.target,
        group: vote.group,
        from: At(vote.over.from()),
        to: At(vote.over.to()),
        end: vote.ending.word(),
        inexact: vote.inexact,
    }
}

fn review_view<'s>(subject: &'s str, item: &ReviewItem) -> ReviewView<'s> {
    let (from, to) = (item.over.from(), item.over.to());
    ReviewView {
        key: format!("outage/{subject}/{}/{}", from.ms(), to.ms()),
        kind: "outage",
        reason: item.reason.word(),
        subject,
        from: At(from),
        to: At(to),
    }
}

fn silent_view<'s>(silence: &'s Silence<'_>) -> SilentView<'s> {
    SilentView { source: silence.source, target: silence.target, since: At(silence.since) }
}
