//! updown.io: an array of events, and as history the downtimes of a check.
//!
//! Rules: updown.io/api, messages of other projects. `check` is the state at the time of sending, for an old event too,
//! and never read for it. A downtime that only some places saw (`partial`) is degraded.

use super::delivery::{Channel, Delivery};
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Payload, Problem, asked, ident, moment, number, path, payload, text};
use super::time::utc_text;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(Node::List(all)) = payload(body, delivery)? else { return Err(Problem::Shape) };
    if delivery.channel == Channel::Webhook {
        return if all.is_empty() { Err(Problem::Shape) } else { Ok(Heard::gather(all.iter().map(event))) };
    }
    let asked = asked(delivery)?;
    let token = asked.target.ok_or(Problem::Target)?;
    Ok(Heard::gather(all.iter().map(|downtime| {
        let (from, to) = (time(downtime, "started_at")?.ok_or(Problem::Shape)?, time(downtime, "ended_at")?);
        let seen = Sighting::called(&token, state(downtime), Kind::State, None, None);
        Ok(seen.lasting(Some(from), to, asked.to, Precision::Exact).into())
    })))
}

fn event(event: &Node<'_>) -> Reading {
    let word = event.get("event").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let target = ident(path(event, &["check", "token"])).ok_or(Problem::Target)?;
    let address = text(path(event, &["check", "url"]));
    let label = text(path(event, &["check", "alias"])).or(address);
    let seen = |state, kind| Sighting::called(target, state, kind, label, address);
    let sent = time(event, "time")?;
    match word {
        "check.down" | "check.up" | "check.still_down" => {
            let downtime = event.get("downtime").ok_or(Problem::Shape)?;
            let (from, to) = (time(downtime, "started_at")?, time(downtime, "ended_at")?);
            let down = seen(state(downtime), Kind::State);
            Ok(match word {
                "check.down" => down.at(from, Precision::Exact).into(),
                "check.still_down" => down.lasting(from, None, sent, Precision::Exact).into(),
                _ if from.is_some() => down.over(State::Up, from, to.or(sent), Precision::Exact).into(),
                _ => down.also(State::Up, Kind::State, to.or(sent), Precision::Exact).into(),
            })
        }
        "check.performance_drop" => Ok(seen(State::Unknown, Kind::Other).at(sent, Precision::Exact).into()),
        _ if word.starts_with("check.ssl_") => Ok(seen(State::Unknown, Kind::Expiry).at(sent, Precision::Exact).into()),
        _ => Err(Problem::State),
    }
}

fn state(downtime: &Node<'_>) -> State {
    if downtime.get("partial") == Some(&Node::Bool(true)) { State::Degraded } else { State::Down }
}

#[inline(never)]
fn time(node: &Node<'_>, member: &str) -> Result<Option<Instant>, Problem> {
    moment(number(node.get(member)), utc_text)
}
