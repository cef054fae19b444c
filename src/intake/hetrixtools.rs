//! HetrixTools' webhook. It comes after enough places saw it down, and names every one of them.
//!
//! Source: docs.hetrixtools.com, "Uptime Monitoring Webhook Notifications".
//! Unverified: what `timestamp` says in a repeated notification, and the word of monitors that are agents.

use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, moment, name, number, payload, table, words};
use super::time::epoch_seconds;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else {
        return Err(Problem::NotJson);
    };
    let word = message.get("monitor_status").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let target = name(message.get("monitor_id")).ok_or(Problem::Target)?;
    let state = table(word, &[("offline", State::Down), ("online", State::Up)]).ok_or(Problem::State)?;
    let kind = kind(message.get("monitor_type").and_then(Node::as_text));
    let at = moment(number(message.get("timestamp")), epoch_seconds)?;
    let mut seen = Sighting::new(target, state, kind).at(at, Precision::Exact);
    seen.label = words(message.get("monitor_name"));
    seen.address = words(message.get("monitor_target"));
    seen.locations = message.get("monitor_errors").and_then(places).filter(|_| state == State::Down);
    Ok(seen.into())
}

/// `service[443]` and `smtp[25]` name their port. An agent that falls silent is not a service that is down.
fn kind(monitor_type: Option<&str>) -> Kind {
    match monitor_type.map(|word| word.split('[').next().unwrap_or(word)) {
        None | Some("website" | "ping" | "service" | "smtp") => Kind::State,
        Some(_) => Kind::Other,
    }
}

/// How many places told an error.
fn places(errors: &Node<'_>) -> Option<u32> {
    let Node::Object(places) = errors else { return None };
    let told = places.iter().filter(|(_, error)| words(Some(error)).is_some());
    u32::try_from(told.count()).ok().filter(|count| *count > 0)
}
