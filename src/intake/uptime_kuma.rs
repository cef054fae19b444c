//! Uptime Kuma's webhook: JSON, or a form field `data` that holds it. `msg` is for people and never read.
//!
//! Rules: louislam/uptime-kuma `server/model/monitor.js`, `server/notification-providers/webhook.js`.

use super::delivery::Delivery;
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Payload, Problem, ident, json, payload, text};
use super::time::utc_text;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

/// 2026-01-18, when recoveries began to carry `lastDownTime`: an older beat that has it is not Kuma's own.
const TELLS_BOTH: Instant = Instant::from_ms(1_768_694_400_000);

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    match payload(body, delivery)? {
        Payload::Json(message) => message_of(&message),
        Payload::Form(fields) => {
            let (_, data) = fields.iter().rev().find(|(name, _)| name == "data").ok_or(Problem::Shape)?;
            message_of(&json(data)?)
        }
    }
}

fn message_of(message: &Node<'_>) -> Reading {
    let Some(heartbeat) = message.get("heartbeat") else { return without_heartbeat(message) };
    let monitor = message.get("monitor");
    let of_monitor = |name: &str| monitor.and_then(|monitor| monitor.get(name));
    if !matches!(heartbeat, Node::Object(_)) {
        return Err(Problem::Shape);
    }
    let status = heartbeat.get("status").ok_or(Problem::Shape)?;
    let target = ident(heartbeat.get("monitorID")).or_else(|| ident(of_monitor("id"))).ok_or(Problem::Target)?;
    let state = status.as_integer().and_then(state).ok_or(Problem::State)?;
    let is_group = of_monitor("type").and_then(Node::as_text) == Some("group");
    let kind = kind(state, heartbeat.get("important") != Some(&Node::Bool(false)), is_group);
    let at = beat_at(heartbeat)?;
    let address = text(of_monitor("url")).or_else(|| text(of_monitor("hostname")));
    let seen = Sighting::called(target, state, kind, text(of_monitor("name")), address).at(at, Precision::CheckTime);
    // A message that was not delivered is never sent again: the recovery says since when it was down.
    let down = (state, kind) == (State::Up, Kind::State);
    let since = heartbeat.get("lastDownTime").filter(|_| down).and_then(Node::as_text).and_then(utc_text);
    Ok(match (since, seen.at) {
        (Some(since), Some((at, precision))) if at >= TELLS_BOTH && since <= at => {
            vec![seen.also(State::Down, Kind::State, Some(since), precision), seen].into()
        }
        _ => seen.into(),
    })
}

/// Tests and expiry warnings carry null for both; they are understood by their `msg` being there.
fn without_heartbeat(message: &Node<'_>) -> Reading {
    let Node::Object(members) = message else { return Err(Problem::Shape) };
    let is_kuma = members.iter().any(|(name, _)| matches!(name.as_ref(), "heartbeat" | "msg"));
    if is_kuma { Ok(Heard::nothing()) } else { Err(Problem::Shape) }
}

fn state(digits: &str) -> Option<State> {
    match digits {
        "0" => Some(State::Down),
        "1" => Some(State::Up),
        "2" => Some(State::Unknown),
        "3" => Some(State::Maintenance),
        _ => None,
    }
}

/// A group goes down because a child did, and the child votes itself. An unimportant beat is a repetition.
fn kind(state: State, important: bool, is_group: bool) -> Kind {
    match (state, important) {
        _ if is_group => Kind::Other,
        (_, true) => Kind::State,
        (State::Down, false) => Kind::Reminder,
        (_, false) => Kind::Other,
    }
}

fn beat_at(heartbeat: &Node<'_>) -> Result<Option<Instant>, Problem> {
    let Some(time) = heartbeat.get("time") else { return Ok(None) };
    time.as_text().and_then(utc_text).map(Some).ok_or(Problem::Time)
}
