//! Datadog's webhook with the payload of `monitors/datadog/payload.json`; payloads of others that name the same fields
//! are read too.
//!
//! Source: docs.datadoghq.com, "Webhooks" (variables, `$ALERT_TRANSITION`) and "Notifications" (`[TEST]` in the title).
//! Unverified: that both edges of one group of a monitor carry the same `$ALERT_SCOPE`.

use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Problem, moment, payload, table};
use super::time::epoch_ms;
use crate::monitoring::{Kind, Precision, State};

/// `Re-` tells the state again: what is open stays open. `Renotify` does not say which state it repeats.
const TRANSITIONS: [(&str, (State, Kind)); 8] = [
    ("Triggered", (State::Down, Kind::State)),
    ("Re-Triggered", (State::Down, Kind::State)),
    ("Renotify", (State::Down, Kind::Reminder)),
    ("Recovered", (State::Up, Kind::State)),
    ("Warn", (State::Degraded, Kind::State)),
    ("Re-Warn", (State::Degraded, Kind::State)),
    ("No Data", (State::Unknown, Kind::State)),
    ("Re-No Data", (State::Unknown, Kind::State)),
];

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let said = payload(body, delivery)?;
    // A variable that nobody filled in is absent.
    let field = |name: &str| said.field(name).filter(|value| !value.starts_with('$'));
    let word = field("alert_transition").ok_or(Problem::Shape)?;
    let monitor = field("monitor_id").ok_or(Problem::Target)?;
    let (state, kind) = table(word, &TRANSITIONS).ok_or(Problem::State)?;
    let title = field("title");
    // What somebody tries out looks like the alert itself but for this.
    let is_test = title.is_some_and(|title| title.contains("[TEST]"));
    let at = moment(field("date"), epoch_ms)?;
    let target = match field("scopes").filter(|scope| *scope != "*") {
        // Each group of a monitor goes down and comes up by itself.
        Some(scope) => format!("{monitor}@{scope}"),
        None => monitor.to_owned(),
    };
    let mut seen = Sighting::new(target, state, if is_test { Kind::Test } else { kind }).at(at, Precision::Exact);
    seen.label = field("alert_title").or(title).map(str::to_owned);
    Ok(seen.into())
}
