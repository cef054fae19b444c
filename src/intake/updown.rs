//! updown.io: an array of events, and as history the downtimes of a check.
//!
//! Rules: updown.io/api, messages of other projects. `check` is the state at the time of sending, for an old event too,
//! and never read for it. A downtime that only some places saw (`partial`) is degraded.

use super::delivery::{Channel, Delivery};
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Payload, Problem, asked, name, path, payload, words};
use super::time::utc_text;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(Node::List(all)) = payload(body, delivery)? else { return Err(Problem::Shape) };
    if delivery.channel == Channel::Webhook {
        return if all.is_empty() { Err(Problem::Shape) } else { Ok(Heard::gather(all.iter().map(event))) };
    }
    let asked = asked(delivery)?;
    let token = asked.target.ok_or(Problem::Target)?;
    let seen = Sighting::new(token, State::Down, Kind::State);
    Ok(Heard::gather(all.iter().map(|downtime| {
        let (from, to) = (time(downtime, "started_at")?.ok_or(Problem::Shape)?, time(downtime, "ended_at")?);
        let seen = Sighting { state: state(downtime), ..seen.clone() };
        Ok(seen.lasting(Some(from), to, asked.to, Precision::Exact).into())
    })))
}

fn event(event: &Node<'_>) -> Reading {
    let word = event.get("event").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let target = name(path(event, &["check", "token"])).ok_or(Problem::Target)?;
    let mut seen = Sighting::new(target, State::Unknown, Kind::Expiry);
    seen.address = words(path(event, &["check", "url"]));
    seen.label = words(path(event, &["check", "alias"])).or_else(|| seen.address.clone());
    let sent = time(event, "time")?;
    match word {
        "check.down" | "check.up" | "check.still_down" => {
            let downtime = event.get("downtime").ok_or(Problem::Shape)?;
            let (from, to) = (time(downtime, "started_at")?, time(downtime, "ended_at")?);
            let seen = Sighting { state: state(downtime), kind: Kind::State, ..seen };
            Ok(match word {
                "check.down" => seen.at(from, Precision::Exact).into(),
                "check.still_down" => seen.lasting(from, None, sent, Precision::Exact).into(),
                _ if to.is_some() && from.is_some() => seen.lasting(from, to, None, Precision::Exact).into(),
                _ => seen.also(State::Up, Kind::State, to.or(sent), Precision::Exact).into(),
            })
        }
        "check.performance_drop" => Ok(seen.also(State::Unknown, Kind::Other, sent, Precision::Exact).into()),
        _ if word.starts_with("check.ssl_") => Ok(seen.at(sent, Precision::Exact).into()),
        _ => Err(Problem::State),
    }
}

fn state(downtime: &Node<'_>) -> State {
    if downtime.get("partial") == Some(&Node::Bool(true)) { State::Degraded } else { State::Down }
}

fn time(node: &Node<'_>, member: &str) -> Result<Option<Instant>, Problem> {
    let Some(text) = node.get(member) else { return Ok(None) };
    text.as_text().and_then(utc_text).map(Some).ok_or(Problem::Time)
}
