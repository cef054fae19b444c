//! The message of Alertmanager, which Grafana speaks too: a group of alerts, each with its own state and times.

use super::heard::{Heard, Reading, Sighting};
use super::labels::canonical;
use super::payload::{Problem, name, number, path, table, words};
use super::time::utc_text;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

/// What one alert is about: a vendor may make something else of its `firing` and of its `resolved`.
pub(super) type Meaning = fn(&Node<'_>) -> (State, Kind);

/// Every alert of a group by itself; the group's own state is that of its worst alert and never read.
pub(super) fn group(message: &Node<'_>, meaning: Meaning) -> Reading {
    let Some(Node::List(alerts)) = message.get("alerts") else { return Err(Problem::Shape) };
    let mut heard = Heard::gather(alerts.iter().map(|one| alert(one, meaning)));
    let left_out = number(message.get("truncatedAlerts")).is_some_and(|count| count != "0");
    heard.problem = heard.problem.or(left_out.then_some(Problem::Truncated));
    Ok(heard)
}

fn alert(alert: &Node<'_>, meaning: Meaning) -> Reading {
    let word = alert.get("status").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let labels = alert.get("labels");
    let target = name(alert.get("fingerprint")).map_or_else(|| canonical(labels), Ok)?;
    let firing = table(word, &[("firing", true), ("resolved", false)]).ok_or(Problem::State)?;
    let (state, kind) = meaning(alert);
    let mut seen = Sighting::new(target, state, kind);
    seen.label = words(path(alert, &["labels", "alertname"]));
    seen.address = words(path(alert, &["labels", "instance"]));
    let from = match alert.get("startsAt") {
        Some(node) => Some(node.as_text().and_then(utc_text).ok_or(Problem::Time)?),
        None => None,
    };
    if kind != Kind::State {
        return Ok(seen.at(from, Precision::Exact).into());
    }
    // While it fires the end is the year 1, or a time until which it would be believed.
    Ok(if firing { seen.lasting(from, None, None, Precision::Exact).into() } else { resolved(alert, seen, from) })
}

/// An end that nobody can mean leaves the time of the recovery to the reception.
fn resolved(alert: &Node<'_>, seen: Sighting, from: Option<Instant>) -> Heard {
    let to = alert.get("endsAt").and_then(Node::as_text).and_then(utc_text);
    let up = if seen.state == State::Down { State::Up } else { State::Unknown };
    let down = Sighting { state: State::Down, ..seen.clone() }.at(from, Precision::Exact);
    let end = seen.also(up, Kind::State, to.max(to.and(from)), Precision::Exact);
    vec![down, end].into()
}
