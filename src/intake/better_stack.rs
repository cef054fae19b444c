//! Better Stack: the incident webhook, and as history the list of incidents.
//!
//! Rules: betterstack.com/docs/uptime (webhooks, incidents). Every message carries the whole incident, so that the last
//! one is enough. Why it began (a certificate, say) stands in a text for people only.
//! Unverified: that `regions` are the places that saw it down.

use super::delivery::Delivery;
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Payload, Problem, asked, ident, moment, number, path, payload, table, text};
use super::time::utc_text;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

/// How far an incident is.
#[derive(Clone, Copy)]
enum Stage {
    /// Not an outage yet.
    Unconfirmed,
    /// It goes on, whoever knows of it; or its end is being checked.
    Open,
    Over,
}

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else { return Err(Problem::NotJson) };
    let until = asked(delivery)?.to;
    match message.get("data") {
        Some(Node::List(all)) => Ok(Heard::gather(all.iter().map(|one| incident(one, None, until)))),
        Some(one) => incident(one, message.get("event"), until),
        None => Err(Problem::Shape),
    }
}

fn incident(data: &Node<'_>, event: Option<&Node<'_>>, until: Option<Instant>) -> Reading {
    let of = |member: &str| path(data, &["attributes", member]);
    // Monitors and people on call have webhooks of the same shape.
    if data.get("type").and_then(Node::as_text).ok_or(Problem::Shape)? != "incident" {
        return Ok(Heard::nothing());
    }
    let word = of("status").or(event).and_then(Node::as_text).ok_or(Problem::Shape)?;
    let related = |what: &str| ident(path(data, &["relationships", what, "data", "id"]));
    // Heartbeats are numbered by themselves.
    let (prefix, target) = match (related("monitor").or(text(of("url"))), related("heartbeat")) {
        (_, Some(id)) if related("monitor").is_none() => ("heartbeat:", id),
        (Some(id), _) => ("", id),
        _ => return Err(Problem::Target),
    };
    let stages = [
        ("unconfirmed", Stage::Unconfirmed),
        ("started", Stage::Open),
        ("acknowledged", Stage::Open),
        ("validating", Stage::Open),
        ("resolved", Stage::Over),
    ];
    let stage = table(&word.to_ascii_lowercase(), &stages).ok_or(Problem::State)?;
    let time = |member: &str| moment(number(of(member)), utc_text);
    let (from, to) = (time("started_at")?, time("resolved_at")?);
    let target = [prefix, target].concat();
    let mut seen = Sighting::called(&target, State::Down, Kind::State, text(of("name")), text(of("url")));
    if let Some(Node::List(regions)) = of("regions") {
        seen.locations = u32::try_from(regions.len()).ok().filter(|count| *count > 0);
    }
    Ok(match stage {
        Stage::Unconfirmed => seen.also(State::Unknown, Kind::Other, from, Precision::Exact).into(),
        Stage::Open => seen.lasting(from, None, until, Precision::Exact).into(),
        Stage::Over => seen.over(State::Up, from, to, Precision::Exact).into(),
    })
}
