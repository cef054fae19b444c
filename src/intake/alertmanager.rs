//! Alertmanager's webhook, version 4 and the old 3: each alert by itself, both edges when it is resolved.
//!
//! Rules: prometheus/alertmanager `notify/webhook`, `dispatch`, its issues about `endsAt`; messages of other projects.

use super::alerts::group;
use super::delivery::Delivery;
use super::heard::Reading;
use super::payload::{Payload, Problem, name, payload};
use crate::monitoring::{Kind, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else { return Err(Problem::NotJson) };
    // Grafana sends the same shape under version 1.
    match name(message.get("version")).as_deref() {
        Some("3" | "4") => group(&message, |_| (State::Down, Kind::State)),
        _ => Err(Problem::Shape),
    }
}
