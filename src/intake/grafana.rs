//! Grafana's webhook: unified alerting, each alert by itself; the legacy one, which carries no time.
//!
//! Rules: Grafana's documentation, messages of other projects, and a captured test of a contact point.
//! Unverified: that rule 0 is the legacy test; that `grafana_state_reason` is set whenever an alert fires or ends for
//! want of data, by an error, or because its rule was changed.

use super::alerts::group;
use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, ident, path, payload, table, text};
use crate::json::Node;
use crate::monitoring::{Kind, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else { return Err(Problem::NotJson) };
    if message.get("ruleId").is_some() {
        legacy(&message)
    } else if message.get("version").and_then(Node::as_text) == Some("1") {
        group(&message, meaning)
    } else {
        Err(Problem::Shape)
    }
}

/// Alerts about Grafana itself, about missing data, and the test button say nothing about the target.
fn meaning(alert: &Node<'_>) -> (State, Kind) {
    let label = |name| path(alert, &["labels", name]).and_then(Node::as_text);
    let fires = alert.get("status").and_then(Node::as_text) == Some("firing");
    match (label("alertname"), path(alert, &["annotations", "grafana_state_reason"])) {
        (Some("DatasourceError" | "DatasourceNoData"), _) => (State::Unknown, Kind::Other),
        (Some("TestAlert"), _) if label("instance") == Some("Grafana") => (State::Unknown, Kind::Test),
        (_, Some(_)) if fires => (State::Unknown, Kind::Other),
        // It ended, but not because anybody saw it up.
        (_, Some(_)) => (State::Unknown, Kind::State),
        _ => (State::Down, Kind::State),
    }
}

fn legacy(message: &Node<'_>) -> Reading {
    let word = message.get("state").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let target = ident(message.get("ruleId")).ok_or(Problem::Target)?;
    let states = [
        ("alerting", State::Down),
        ("ok", State::Up),
        ("pending", State::Unknown),
        ("no_data", State::Unknown),
        ("paused", State::Unknown),
    ];
    let state = table(word, &states).ok_or(Problem::State)?;
    let kind = if target == "0" { Kind::Test } else { Kind::State };
    Ok(Sighting::called(target, state, kind, text(message.get("ruleName")), None).into())
}
