//! Nagios and Icinga 2: the form that our own notification command sends (`monitors/nagios/`).
//!
//! Rules: the macros of nagioscore `include/macros.h` and of Icinga 2's runtime. Only hard states of PROBLEM and
//! RECOVERY move anything: what is unreachable is its parent's outage, and a scheduled downtime is maintenance.

use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, moment, payload, table};
use super::time::epoch_decimal;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Form(fields) = payload(body, delivery)? else { return Err(Problem::Shape) };
    // A macro that is not known arrives as it was typed: `$HOSTDOWNTIME$`.
    let value = |name: &str| {
        let filled = |text: &&str| !text.is_empty() && !text.starts_with('$');
        fields.iter().rev().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).filter(filled)
    };
    if value("makegood") != Some("nagios") {
        return Err(Problem::Shape);
    }
    let (word, notification) = (value("state").ok_or(Problem::Shape)?, value("type").ok_or(Problem::Shape)?);
    let host = value("host").ok_or(Problem::Target)?;
    let state = state(word).ok_or(Problem::State)?;
    let is_planned = ["downtime", "hostDowntime"].into_iter().filter_map(value).any(|depth| depth != "0");
    let (state, kind) = match (kind(notification), value("stateType")) {
        (Kind::State, Some("SOFT" | "0")) => (State::Unknown, Kind::Other),
        (Kind::State, _) if is_planned => (State::Maintenance, Kind::State),
        (kind, _) => (state, kind),
    };
    let since = moment(value("since"), epoch_decimal)?;
    let target = value("service").map_or_else(|| host.to_owned(), |service| [host, "!", service].concat());
    let seen = Sighting::called(&target, state, kind, value("name"), value("address"));
    Ok(match (state, kind) {
        (State::Down, Kind::State) => seen.lasting(since, None, None, Precision::Exact).into(),
        _ => seen.at(since, Precision::Exact).into(),
    })
}

fn state(word: &str) -> Option<State> {
    let states = [
        ("UP", State::Up),
        ("OK", State::Up),
        ("DOWN", State::Down),
        ("CRITICAL", State::Down),
        ("WARNING", State::Degraded),
        ("UNREACHABLE", State::Unknown),
        ("UNKNOWN", State::Unknown),
        ("PENDING", State::Unknown),
    ];
    table(&word.to_ascii_uppercase(), &states)
}

/// Of the other types a few carry a comment: `DOWNTIMESTART`, `FLAPPINGSTOP`, `CUSTOM`.
fn kind(notification: &str) -> Kind {
    match notification.to_ascii_uppercase().as_str() {
        "PROBLEM" | "RECOVERY" => Kind::State,
        "ACKNOWLEDGEMENT" => Kind::Ack,
        _ => Kind::Other,
    }
}
