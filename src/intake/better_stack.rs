//! Better Stack: the incident webhook, and as history the list of incidents.
//!
//! Rules: betterstack.com/docs/uptime (webhooks, incidents). Every message carries the whole incident, so that the last
//! one is enough. Why it began (a certificate, say) stands in a text for people only.
//! Unverified: that `regions` are the places that saw it down.

use super::delivery::Delivery;
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Payload, Problem, asked, name, path, payload, table, words};
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
    let related = |what: &str| name(path(data, &["relationships", what, "data", "id"]));
    let heartbeat = || related("heartbeat").map(|id| format!("heartbeat:{id}"));
    let target = related("monitor").or_else(heartbeat).or_else(|| words(of("url"))).ok_or(Problem::Target)?;
    let stages = [
        ("unconfirmed", Stage::Unconfirmed),
        ("started", Stage::Open),
        ("acknowledged", Stage::Open),
        ("validating", Stage::Open),
        ("resolved", Stage::Over),
    ];
    let stage = table(&word.to_ascii_lowercase(), &stages).ok_or(Problem::State)?;
    let time = |member: &str| match of(member) {
        Some(text) => text.as_text().and_then(utc_text).map(Some).ok_or(Problem::Time),
        None => Ok(None),
    };
    let (from, to) = (time("started_at")?, time("resolved_at")?);
    let mut seen = Sighting::new(target, State::Down, Kind::State);
    seen.label = words(of("name"));
    seen.address = words(of("url"));
    if let Some(Node::List(regions)) = of("regions") {
        seen.locations = u32::try_from(regions.len()).ok().filter(|count| *count > 0);
    }
    Ok(match stage {
        Stage::Unconfirmed => seen.also(State::Unknown, Kind::Other, from, Precision::Exact).into(),
        Stage::Open => seen.lasting(from, None, until, Precision::Exact).into(),
        Stage::Over if to.is_some() => seen.lasting(from, to, None, Precision::Exact).into(),
        Stage::Over => {
            let up = seen.also(State::Up, Kind::State, None, Precision::Exact);
            vec![seen.at(from, Precision::Exact), up].into()
        }
    })
}
