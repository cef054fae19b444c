//! Pingdom's state-change webhook. Its two probes are one source; it says when the state changed.

use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, name, payload, words};
use super::time::{epoch_seconds, utc_text};
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else {
        return Err(Problem::NotJson);
    };
    let word = message.get("current_state").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let target = name(message.get("check_id")).ok_or(Problem::Target)?;
    let state = state(word).ok_or(Problem::State)?;
    let inside = |member: &str, name: &str| words(message.get(member).and_then(|node| node.get(name)));
    let mut seen = Sighting::new(target, state, Kind::State).at(changed_at(&message)?, Precision::Exact);
    seen.label = words(message.get("check_name"));
    seen.address = inside("check_params", "hostname");
    seen.location = inside("first_probe", "location");
    Ok(seen.into())
}

/// Uptime checks are UP or DOWN, transaction checks SUCCESS or FAILING.
fn state(word: &str) -> Option<State> {
    match word {
        "UP" | "SUCCESS" => Some(State::Up),
        "DOWN" | "FAILING" => Some(State::Down),
        "UNKNOWN" | "UNCONFIRMED_DOWN" | "PAUSED" => Some(State::Unknown),
        _ => None,
    }
}

/// Epoch seconds are believed before the text, which names no zone and is UTC.
fn changed_at(message: &Node<'_>) -> Result<Option<Instant>, Problem> {
    if let Some(node) = message.get("state_changed_timestamp") {
        let digits = node.as_integer().or_else(|| node.as_text()).ok_or(Problem::Time)?;
        return epoch_seconds(digits).map(Some).ok_or(Problem::Time);
    }
    let Some(node) = message.get("state_changed_utc_time") else { return Ok(None) };
    node.as_text().and_then(utc_text).map(Some).ok_or(Problem::Time)
}
