//! Pingdom's state-change webhook. Its two probes are one source; it says when the state changed. As history,
//! `summary.outage`: stretches of one state each, cut where the question begins and ends.
//!
//! Unverified: that the stretches are cut there, and that they leave no time out.

use super::delivery::{Channel, Delivery};
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Asked, Payload, Problem, asked, ident, number, path, payload, table, text, words};
use super::time::{epoch_seconds, utc_text};
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else {
        return Err(Problem::NotJson);
    };
    if delivery.channel == Channel::History {
        return history(&message, asked(delivery)?);
    }
    let word = message.get("current_state").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let target = ident(message.get("check_id")).ok_or(Problem::Target)?;
    let state = state(word).ok_or(Problem::State)?;
    let at = changed_at(&message)?;
    let (label, address) = (text(message.get("check_name")), text(path(&message, &["check_params", "hostname"])));
    let mut seen = Sighting::called(target, state, Kind::State, label, address).at(at, Precision::Exact);
    seen.location = words(path(&message, &["first_probe", "location"]));
    Ok(seen.into())
}

/// Uptime checks are UP or DOWN, transaction checks SUCCESS or FAILING.
fn state(word: &str) -> Option<State> {
    match word {
        "UP" | "SUCCESS" => Some(State::Up),
        "DOWN" | "FAILING" => Some(State::Down),
        "UNKNOWN" | "UNCONFIRMED_DOWN" | "PAUSED" => Some(State::Unknown),
        _ => None,
    }
}

/// Epoch seconds are believed before the text, which names no zone and is UTC.
fn changed_at(message: &Node<'_>) -> Result<Option<Instant>, Problem> {
    if let Some(node) = message.get("state_changed_timestamp") {
        let digits = node.as_integer().or_else(|| node.as_text()).ok_or(Problem::Time)?;
        return epoch_seconds(digits).map(Some).ok_or(Problem::Time);
    }
    let Some(node) = message.get("state_changed_utc_time") else { return Ok(None) };
    node.as_text().and_then(utc_text).map(Some).ok_or(Problem::Time)
}

fn history(answer: &Node<'_>, asked: Asked) -> Reading {
    let Some(Node::List(all)) = path(answer, &["summary", "states"]) else { return Err(Problem::Shape) };
    let first = Sighting::new(asked.target.ok_or(Problem::Target)?, State::Unknown, Kind::State);
    let mut heard = Heard::nothing();
    let mut stretches = Vec::with_capacity(all.len());
    for one in all {
        match stretch(one) {
            Ok(read) => stretches.push(read),
            Err(problem) => heard.problem = heard.problem.or(Some(problem)),
        }
    }
    // They come from old to new, or the other way round.
    if stretches.first() > stretches.last() {
        stretches.reverse();
    }
    for (place, (from, to, state)) in stretches.iter().copied().enumerate() {
        // What begins with the question was so before: nobody says since when.
        let is_cut = asked.from.is_some_and(|start| from <= start);
        let precision = if is_cut { Precision::CheckTime } else { Precision::Exact };
        heard.sightings.push(first.also(state, Kind::State, Some(from), precision));
        match stretches.get(place.saturating_add(1)) {
            Some((next, ..)) if *next > to => {
                heard.sightings.push(first.also(State::Unknown, Kind::State, Some(to), Precision::Exact));
            }
            None if state == State::Down => {
                let until = asked.to.map_or(to, |end| end.min(to));
                heard.sightings.push(first.also(state, Kind::Reminder, Some(until), Precision::CheckTime));
            }
            _ => {}
        }
    }
    Ok(heard)
}

fn stretch(node: &Node<'_>) -> Result<(Instant, Instant, State), Problem> {
    let word = node.get("status").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let states = [("up", State::Up), ("down", State::Down), ("unknown", State::Unknown)];
    let state = table(word, &states).ok_or(Problem::State)?;
    let time = |member: &str| number(node.get(member)).and_then(epoch_seconds).ok_or(Problem::Time);
    Ok((time("timefrom")?, time("timeto")?, state))
}
