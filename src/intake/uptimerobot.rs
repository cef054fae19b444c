//! UptimeRobot's webhook: whatever the admin typed around the documented variables, as JSON, form or query string.
//! As history, version 3's list of incidents and version 2's logs of monitors.
//!
//! Unverified: that `startedAt` and `resolvedAt` are texts of RFC 3339 (numbers are read as epoch seconds), and that the
//! `type` of an incident about a certificate or a domain begins with that word.

use super::delivery::{Channel, Delivery};
use super::form::Fields;
use super::heard::{Heard, Reading, Sighting};
use super::payload::{Asked, Payload, Problem, asked, ident, moment, number, path, payload, query, table, text};
use super::time::{epoch_seconds, utc_text};
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

const TARGET: [&str; 2] = ["monitorid", "id"];
const ADDRESS: [&str; 2] = ["monitorurl", "url"];
const LABEL: [&str; 2] = ["monitorfriendlyname", "friendlyname"];
const TYPE: [&str; 2] = ["alerttype", "type"];
const TIME: [&str; 2] = ["alertdatetime", "datetime"];

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let mut fields = match payload(body, delivery)? {
        Payload::Json(answer) if delivery.channel == Channel::History => return history(&answer, &asked(delivery)?),
        Payload::Json(message) => members(&message)?,
        Payload::Form(fields) => fields,
    };
    // What the body leaves out may stand in the address; the body's own word comes later and counts.
    let mut all = query(delivery)?;
    all.append(&mut fields);
    let value = |names: [&str; 2]| find(&all, names);

    let alert = value(TYPE).ok_or(Problem::Shape)?;
    let address = value(ADDRESS);
    let target = value(TARGET).or(address).ok_or(Problem::Target)?;
    let (state, kind) = match alert {
        "1" => (State::Down, Kind::State),
        "2" => (State::Up, Kind::State),
        "3" => (State::Unknown, Kind::Expiry),
        _ => return Err(Problem::State),
    };
    let at = moment(value(TIME), epoch_seconds)?;
    Ok(Sighting::called(target, state, kind, value(LABEL), address).at(at, Precision::Exact).into())
}

/// Strings and integers of an object; a variable of ours with any other value is a fault.
fn members(message: &Node<'_>) -> Result<Fields, Problem> {
    let Node::Object(members) = message else { return Err(Problem::Shape) };
    let known = [TARGET, ADDRESS, LABEL, TYPE, TIME];
    let mut fields = Vec::with_capacity(members.len());
    for (name, node) in members {
        match node.as_text().or_else(|| node.as_integer()) {
            Some(text) => fields.push((name.clone().into_owned(), text.to_owned())),
            None if *node == Node::Null => {}
            None if known.iter().flatten().any(|known| is_called(name, known)) => return Err(Problem::Shape),
            None => {}
        }
    }
    Ok(fields)
}

/// The last field with one of these names that was filled in; the first name is the better one.
fn find<'f>(fields: &'f Fields, names: [&str; 2]) -> Option<&'f str> {
    names.into_iter().find_map(|wanted| {
        let mut filled = fields.iter().rev().filter(|(_, value)| is_filled(value));
        filled.find(|(name, _)| is_called(name, wanted)).map(|(_, value)| value.as_str())
    })
}

/// People type `monitorID`, `monitor_id` and `MONITOR_ID`; `plain` is lower case without underscores.
fn is_called(name: &str, plain: &str) -> bool {
    let typed = name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase());
    typed.eq(plain.bytes())
}

/// `*monitorID*` is a variable that was not substituted.
fn is_filled(value: &str) -> bool {
    let is_variable = value.len() > 1 && value.starts_with('*') && value.ends_with('*');
    !value.is_empty() && !is_variable
}

fn history(answer: &Node<'_>, asked: &Asked) -> Reading {
    match (answer.get("data"), answer.get("monitors")) {
        (Some(Node::List(incidents)), _) => Ok(Heard::gather(incidents.iter().map(|one| incident(one, asked)))),
        (_, Some(Node::List(monitors))) => Ok(Heard::gather(monitors.iter().map(|one| logs(one, asked)))),
        _ => Err(Problem::Shape),
    }
}

fn incident(incident: &Node<'_>, asked: &Asked) -> Reading {
    let started = incident.get("startedAt").ok_or(Problem::Shape)?;
    let target = ident(path(incident, &["monitor", "id"])).ok_or(Problem::Target)?;
    let from = time(started)?;
    let to = incident.get("resolvedAt").map(time).transpose()?;
    let label = text(path(incident, &["monitor", "friendlyName"]));
    let seen = Sighting::called(target, State::Down, Kind::State, label, None);
    let about = incident.get("type").and_then(Node::as_text).unwrap_or_default().to_ascii_lowercase();
    if about.starts_with("ssl") || about.starts_with("domain") {
        return Ok(seen.also(State::Unknown, Kind::Expiry, Some(from), Precision::Exact).into());
    }
    let mut all = seen.lasting(Some(from), to, asked.to, Precision::Exact);
    // Somebody said there that it is not to count: it is shown, and does not vote.
    if incident.get("includeInReports") == Some(&Node::Bool(false)) {
        all.iter_mut().for_each(|seen| seen.kind = Kind::Other);
    }
    Ok(all.into())
}

#[inline(never)]
fn time(node: &Node<'_>) -> Result<Instant, Problem> {
    let read = |text: &str| utc_text(text).or_else(|| epoch_seconds(text));
    number(Some(node)).and_then(read).ok_or(Problem::Time)
}

/// Durations of logs do not tile: only when each began is read.
fn logs(monitor: &Node<'_>, asked: &Asked) -> Reading {
    let target = ident(monitor.get("id")).ok_or(Problem::Target)?;
    let (label, address) = (text(monitor.get("friendly_name")), text(monitor.get("url")));
    let first = Sighting::called(target, State::Down, Kind::State, label, address);
    let Some(Node::List(all)) = monitor.get("logs") else { return Ok(Heard::nothing()) };
    let mut heard = Heard::gather(all.iter().map(|log| {
        let word = number(log.get("type")).ok_or(Problem::Shape)?;
        let states = [("1", State::Down), ("2", State::Up), ("98", State::Unknown), ("99", State::Unknown)];
        let state = table(word, &states).ok_or(Problem::State)?;
        let at = number(log.get("datetime")).and_then(epoch_seconds).ok_or(Problem::Time)?;
        Ok(first.also(state, Kind::State, Some(at), Precision::Exact).into())
    }));
    let last = heard.sightings.iter().max_by_key(|seen| seen.at.map(|(at, _)| at));
    if last.is_some_and(|seen| seen.state == State::Down) {
        heard.sightings.push(first.also(State::Down, Kind::Reminder, asked.to, Precision::CheckTime));
    }
    Ok(heard)
}
