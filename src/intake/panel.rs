//! What the panel itself knows, written by our bridge: how its servers look to it, and the network issues that people
//! wrote there. A server is a vote of the panel's own host; an issue is evidence and never votes.
//!
//! `{"servers":[{"id","name","up","at"}],"issues":[{"id","title","type","status","server","start","end","at"}]}`

use super::delivery::Delivery;
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Payload, Problem, name, payload, words};
use super::time::zoned;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else { return Err(Problem::NotJson) };
    let (Some(Node::List(servers)), Some(Node::List(issues))) = (message.get("servers"), message.get("issues")) else {
        return Err(Problem::Shape);
    };
    Ok(Heard::gather(servers.iter().map(server).chain(issues.iter().map(issue))))
}

/// `up` is null where the panel did not get to look.
fn server(server: &Node<'_>) -> Reading {
    let target = name(server.get("id")).ok_or(Problem::Target)?;
    let state = match server.get("up") {
        Some(Node::Bool(true)) => State::Up,
        Some(Node::Bool(false)) => State::Down,
        None => State::Unknown,
        Some(_) => return Err(Problem::State),
    };
    let at = time(server.get("at"))?.ok_or(Problem::Time)?;
    let mut seen = Sighting::new(target, state, Kind::State).at(Some(at), Precision::CheckTime);
    seen.label = words(server.get("name"));
    Ok(seen.into())
}

/// An end that stands in an issue which is not resolved is what somebody hopes for. What is planned is maintenance,
/// which the bridge tells the panel's own way.
fn issue(issue: &Node<'_>) -> Reading {
    let id = name(issue.get("id")).ok_or(Problem::Target)?;
    let target = name(issue.get("server")).unwrap_or_else(|| format!("issue:{id}"));
    let status = issue.get("status").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let (state, is_over) = match status {
        "Reported" | "Investigating" | "In Progress" | "Outage" => (State::Down, false),
        "Resolved" => (State::Down, true),
        "Scheduled" => (State::Maintenance, false),
        _ => return Err(Problem::State),
    };
    let start = time(issue.get("start"))?.ok_or(Problem::Time)?;
    let end = if is_over { time(issue.get("end"))?.or(time(issue.get("at"))?) } else { None };
    let mut seen = Sighting::new(target, state, Kind::Evidence).at(Some(start), Precision::Exact);
    seen.label = words(issue.get("title"));
    let up = end.map(|_| seen.also(State::Up, Kind::Evidence, end, Precision::Exact));
    Ok([Some(seen), up].into_iter().flatten().collect::<Vec<_>>().into())
}

fn time(node: Option<&Node<'_>>) -> Result<Option<Instant>, Problem> {
    node.map(|node| node.as_text().and_then(zoned).ok_or(Problem::Time)).transpose()
}
