//! StatusCake's webhook, a form without time or number of the test, and the periods of its API, which have both.
//!
//! Source: statuscake.com, "How to use the web hook URL"; the API's reference of `/v1/uptime/{id}/periods`.
//! Unverified: `TestID` (others read it, the page does not name it), and which names a GET address is given.

use super::delivery::{Channel, Delivery};
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Asked, Payload, Problem, asked, json, moment, number, payload, table};
use super::time::utc_text;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    if delivery.channel == Channel::History {
        return periods(&json(body)?, &asked(delivery)?);
    }
    let said = payload(body, delivery)?;
    if matches!(said, Payload::Json(_)) {
        return Err(Problem::Shape);
    }
    let field = |name: &str| {
        let value = said.field(name).or_else(|| said.field(&name.to_ascii_lowercase()));
        value.filter(|value| !is_variable(value)).map(str::to_owned)
    };
    let word = field("Status").ok_or(Problem::Shape)?;
    let (label, address) = (field("Name"), field("URL"));
    let id = field("TestID").or_else(|| address.clone()).or_else(|| label.clone());
    let mut seen = Sighting::new(id.ok_or(Problem::Target)?, state(&word)?, Kind::State);
    (seen.label, seen.address) = (label, address);
    Ok(seen.into())
}

/// `|URL|` in a GET address that was not replaced.
fn is_variable(value: &str) -> bool {
    value.len() > 1 && value.starts_with('|') && value.ends_with('|')
}

/// The webhook's case varies; the API writes small letters.
fn state(word: &str) -> Result<State, Problem> {
    table(&word.to_ascii_lowercase(), &[("down", State::Down), ("up", State::Up)]).ok_or(Problem::State)
}

fn periods(answer: &Node<'_>, asked: &Asked) -> Reading {
    let Some(Node::List(periods)) = answer.get("data") else { return Err(Problem::Shape) };
    Ok(Heard::gather(periods.iter().map(|one| period(one, asked))))
}

/// A stretch with one state. The one that still goes on has no end.
fn period(one: &Node<'_>, asked: &Asked) -> Reading {
    let word = one.get("status").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let time = |name: &str| moment(number(one.get(name)), utc_text);
    let from = time("created_at")?.ok_or(Problem::Shape)?;
    let target = asked.target.clone().ok_or(Problem::Target)?;
    let state = state(word)?;
    let to = time("ended_at")?.or(lasted(one).map(|ms| from.plus_ms(ms)));
    let seen = Sighting::new(target, state, Kind::State);
    match state {
        State::Down => Ok(seen.lasting(Some(from), to, asked.to, Precision::Exact).into()),
        _ => Ok(seen.at(Some(from), Precision::Exact).into()),
    }
}

/// In milliseconds.
fn lasted(one: &Node<'_>) -> Option<i64> {
    one.get("duration")?.as_integer()?.parse().ok().filter(|ms| *ms > 0)
}
