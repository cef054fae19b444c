//! What an administrator entered: `{"target","state","at"}` for one edge, or `{"target","from","to"}` for an outage,
//! `to` null while it goes on; `label` where there is one.

use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, name, payload, words};
use super::time::zoned;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(entry) = payload(body, delivery)? else { return Err(Problem::NotJson) };
    let (at, from) = (entry.get("at"), entry.get("from"));
    if at.is_some() == from.is_some() || (from.is_some() && entry.get("state").is_some()) {
        return Err(Problem::Shape);
    }
    let target = name(entry.get("target")).ok_or(Problem::Target)?;
    let state = match entry.get("state") {
        Some(word) => word.as_text().and_then(State::from_word).ok_or(Problem::State)?,
        None if from.is_some() => State::Down,
        None => return Err(Problem::Shape),
    };
    let begin = time(at.or(from))?;
    let end = if from.is_some() { time(entry.get("to"))? } else { None };
    if end.is_some() && end <= begin {
        return Err(Problem::Time);
    }
    let mut seen = Sighting::new(target, state, Kind::State).at(begin, Precision::Exact);
    seen.label = words(entry.get("label"));
    let up = end.map(|_| seen.also(State::Up, Kind::State, end, Precision::Exact));
    Ok([Some(seen), up].into_iter().flatten().collect::<Vec<_>>().into())
}

fn time(node: Option<&Node<'_>>) -> Result<Option<Instant>, Problem> {
    node.map(|node| node.as_text().and_then(zoned).ok_or(Problem::Time)).transpose()
}
