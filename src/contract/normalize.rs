//! `normalize`: deliveries → observations.

use super::error::Code;
use super::read::{self, Members, Read, fields, list, object, unique, word};
use super::wire::{At, Warning};
use super::{Refusal, write};
use crate::intake::{Body, Delivery, Normalized, Problem, Sighted, Vendor, decode_base64, normalize};
use crate::json::Node;
use serde::Serialize;

#[derive(Serialize)]
struct Answer<'s> {
    ok: bool,
    results: Vec<ResultView<'s>>,
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct ResultView<'s> {
    id: &'s str,
    status: &'static str,
    observations: Vec<ObservationView<'s>>,
    problem: Option<ProblemView>,
}

#[derive(Serialize)]
struct ObservationView<'s> {
    key: &'s str,
    source: &'s str,
    target: &'s str,
    label: Option<&'s str>,
    address: Option<&'s str>,
    location: Option<&'s str>,
    state: &'static str,
    kind: &'static str,
    at: At,
    precision: &'static str,
}

#[derive(Serialize)]
struct ProblemView {
    code: &'static str,
    message: &'static str,
    help: &'static str,
}

pub(super) fn answer(members: &Members<'_>) -> Read<Vec<u8>> {
    fields! { members =>
        required deliveries "deliveries" |node| list(node, delivery);
    }
    unique(deliveries.iter().map(|delivery| delivery.id), "id").map_err(|refusal| refusal.member("deliveries"))?;
    let read: Vec<Normalized> = deliveries.iter().map(normalize).collect();
    let results = deliveries.iter().zip(&read).map(|(delivery, read)| view(delivery, read)).collect();
    let ahead = read.iter().enumerate().filter(|(_, read)| read.time_in_future);
    let warnings = ahead.map(|(index, _)| Warning { code: "time_in_future", path: format!("deliveries[{index}]") });
    Ok(write(&Answer { ok: true, results, warnings: warnings.collect() }))
}

fn delivery<'n>(node: &'n Node<'_>) -> Read<Delivery<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required source "source" read::id;
        required vendor "vendor" |node| word(node, Vendor::from_word);
        required received_at "receivedAt" read::instant;
        optional content_type "contentType" read::text;
        optional query "query" read::text;
        optional text "body" read::text;
        optional bytes "bodyBase64" base64;
    }
    let body = match (text, bytes) {
        (Some(text), None) => Body::Text(text),
        (None, Some(bytes)) => Body::Bytes(bytes),
        _ => return Err(Refusal::new(Code::InvalidBody).member("body")),
    };
    let (content_type, query) = (content_type.unwrap_or(""), query.unwrap_or(""));
    Ok(Delivery { id, source, vendor, received_at, content_type, query, body })
}

fn base64(node: &Node<'_>) -> Read<Vec<u8>> {
    decode_base64(read::text(node)?).ok_or_else(|| Refusal::new(Code::InvalidBody))
}

fn view<'s>(delivery: &Delivery<'s>, read: &'s Normalized) -> ResultView<'s> {
    ResultView {
        id: delivery.id,
        status: read.status.word(),
        observations: read.observation.iter().map(|observation| observation_view(delivery, observation)).collect(),
        problem: read.problem.map(problem_view),
    }
}

fn observation_view<'s>(delivery: &Delivery<'s>, seen: &'s Sighted) -> ObservationView<'s> {
    ObservationView {
        key: &seen.key,
        source: delivery.source,
        target: &seen.target,
        label: seen.label.as_deref(),
        address: seen.address.as_deref(),
        location: seen.location.as_deref(),
        state: seen.state.word(),
        kind: seen.kind.word(),
        at: At(seen.at),
        precision: seen.precision.word(),
    }
}

fn problem_view(problem: Problem) -> ProblemView {
    ProblemView { code: problem.code(), message: problem.message(), help: problem.help() }
}
