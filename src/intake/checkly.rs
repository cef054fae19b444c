//! Checkly's webhook with the body of `monitors/checkly/body.json`: one of its alert codes, and when that run began.
//! Bodies of others that name the same fields are read too.
//!
//! Source: checklyhq.com docs, "Alert states" (the table of transitions) and "Webhooks".

use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Problem, moment, payload, table};
use super::time::utc_text;
use crate::monitoring::{Kind, Precision, State};

/// With "alert after 2 failures" an outage begins with `ALERT_FAILURE_REMAIN`, so that it is a state as well. A check
/// that is worse but answers has ended its outage.
const CODES: [(&str, (State, Kind)); 10] = [
    ("ALERT_FAILURE", (State::Down, Kind::State)),
    ("ALERT_FAILURE_REMAIN", (State::Down, Kind::State)),
    ("ALERT_DEGRADED_FAILURE", (State::Down, Kind::State)),
    ("ALERT_DEGRADED", (State::Degraded, Kind::State)),
    ("ALERT_DEGRADED_REMAIN", (State::Degraded, Kind::State)),
    ("ALERT_FAILURE_DEGRADED", (State::Degraded, Kind::State)),
    ("ALERT_DEGRADED_RECOVERY", (State::Up, Kind::State)),
    ("ALERT_RECOVERY", (State::Up, Kind::State)),
    ("NO_ALERT", (State::Up, Kind::Other)),
    ("ALERT_SSL", (State::Unknown, Kind::Expiry)),
];

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let said = payload(body, delivery)?;
    let code = said.field("alert_type").ok_or(Problem::Shape)?;
    let target = said.kept("check_id").ok_or(Problem::Target)?;
    let (state, kind) = table(code, &CODES).ok_or(Problem::State)?;
    let at = moment(said.field("started_at"), utc_text)?;
    let mut seen = Sighting::new(target, state, kind).at(at, Precision::CheckTime);
    seen.label = said.kept("check_name");
    seen.location = said.kept("run_location");
    Ok(seen.into())
}
