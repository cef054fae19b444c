//! Freshping's webhook. The time in it is when the request of the check began.
//!
//! Source: samples that other projects published; support.freshping.io, "How does Freshping's alerting work".
//! Unverified: types of message other than `AL` (an alert), and `Not Responding`, which only others' code names.

use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, moment, name, number, payload, table, words};
use super::time::utc_text;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

const STATES: [(&str, State); 3] =
    [("Available", State::Up), ("Reporting Error", State::Down), ("Not Responding", State::Down)];

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else {
        return Err(Problem::NotJson);
    };
    let event = message.get("webhook_event_data").ok_or(Problem::Shape)?;
    let says = |node: &Node<'_>, name: &str, word: &str| node.get(name).and_then(Node::as_text) == Some(word);
    let state = event.get("check_state_name").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let target = name(event.get("check_id")).ok_or(Problem::Target)?;
    let state = table(state, &STATES).ok_or(Problem::State)?;
    let kind = if says(event, "application_name", "Webhook test") {
        // An example that is available: it would be a target that does not exist.
        Kind::Test
    } else if says(&message, "webhook_type", "AL") {
        Kind::State
    } else {
        Kind::Other
    };
    let at = moment(number(event.get("request_start_time")), utc_text)?;
    let mut seen = Sighting::new(target, state, kind).at(at, Precision::CheckTime);
    seen.label = words(event.get("check_name"));
    seen.address = words(event.get("request_url"));
    Ok(seen.into())
}
