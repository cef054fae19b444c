//! CloudWatch alarms as SNS delivers them: an envelope whose `Message` is JSON once more, as text. The signature is
//! checked before, over the raw body; a subscription is confirmed elsewhere.
//!
//! Source: docs.aws.amazon.com, SNS "HTTP/HTTPS notification JSON format", CloudWatch "Alarm events".
//! Unverified: that every alarm names its `AlarmArn` today; older messages do not.

use super::delivery::Delivery;
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Payload, Problem, json, moment, name, number, payload, table, words};
use super::time::utc_text;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

const STATES: [(&str, State); 3] = [("ALARM", State::Down), ("OK", State::Up), ("INSUFFICIENT_DATA", State::Unknown)];

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(envelope) = payload(body, delivery)? else {
        return Err(Problem::NotJson);
    };
    let text = |name: &str| envelope.get(name).and_then(Node::as_text);
    match (text("Type"), text("Message")) {
        (Some("SubscriptionConfirmation" | "UnsubscribeConfirmation"), _) => Ok(Heard::nothing()),
        (Some("Notification"), Some(message)) => alarm(&json(message).map_err(|_| Problem::Shape)?),
        // Raw message delivery leaves the envelope out.
        (None, None) => alarm(&envelope),
        _ => Err(Problem::Shape),
    }
}

fn alarm(message: &Node<'_>) -> Reading {
    let word = message.get("NewStateValue").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let label = words(message.get("AlarmName"));
    let target = name(message.get("AlarmArn")).or_else(|| label.clone()).ok_or(Problem::Target)?;
    let state = table(word, &STATES).ok_or(Problem::State)?;
    let at = moment(number(message.get("StateChangeTime")), utc_text)?;
    let mut seen = Sighting::new(target, state, Kind::State).at(at, Precision::Exact);
    seen.label = label;
    seen.location = words(message.get("Region"));
    Ok(seen.into())
}
