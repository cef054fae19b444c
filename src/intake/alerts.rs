//! The message of Alertmanager, which Grafana speaks too: a group of alerts, each with its own state and times.

use super::heard::{Heard, Reading, Sighting};
use super::labels::canonical;
use super::payload::{Problem, ident, moment, number, path, table, text};
use super::time::utc_text;
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
    let target = ident(alert.get("fingerprint")).map_or_else(|| canonical(labels), |id| Ok(id.to_owned()))?;
    let firing = table(word, &[("firing", true), ("resolved", false)]).ok_or(Problem::State)?;
    let from = moment(number(alert.get("startsAt")), utc_text)?;
    let of = |name: &str| text(path(alert, &["labels", name]));
    let seen = |state, kind| Sighting::called(&target, state, kind, of("alertname"), of("instance"));
    Ok(match (meaning(alert), firing) {
        // While it fires the end is the year 1, or a time until which it would be believed.
        ((State::Down, Kind::State), true) => {
            seen(State::Down, Kind::State).lasting(from, None, None, Precision::Exact).into()
        }
        ((state, Kind::State), _) => {
            // An end that nobody can mean leaves it to the reception.
            let to = text(alert.get("endsAt")).and_then(utc_text);
            let then = if state == State::Down { State::Up } else { state };
            seen(State::Down, Kind::State).over(then, from, to, Precision::Exact).into()
        }
        ((state, kind), _) => seen(state, kind).at(from, Precision::Exact).into(),
    })
}
