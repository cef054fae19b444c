//! Zabbix: the message of our own media type (`monitors/zabbix/`), and what other people's templates send.
//!
//! Ours carries the macros as Zabbix fills them in; one that it does not know arrives as it was typed and counts as
//! absent. Other templates name a trigger and a status and write local times without a zone: those are not read.

use super::delivery::Delivery;
use super::form::{Fields, urlencoded};
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, moment, number, payload, table, text};
use super::time::epoch_seconds;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else { return Err(Problem::NotJson) };
    if text(message.get("makegood")) == Some("zabbix") { ours(&message) } else { template(&message) }
}

/// A member that Zabbix filled in.
#[inline(never)]
fn filled<'n>(message: &'n Node<'_>, member: &str) -> Option<&'n str> {
    number(message.get(member)).filter(|text| !text.is_empty() && !text.starts_with('{') && *text != "*UNKNOWN*")
}

fn ours(message: &Node<'_>) -> Reading {
    let value = filled(message, "value").ok_or(Problem::Shape)?;
    let target = filled(message, "trigger").ok_or(Problem::Target)?;
    let is_problem = table(value, &[("1", true), ("0", false)]).ok_or(Problem::State)?;
    let time = |member: &str| moment(filled(message, member), epoch_seconds);
    let (from, to, updated) = (time("from")?, time("to")?, time("updated")?);
    // An age is counted back from the clock of the server; it misses the second now and then.
    let precision = if filled(message, "clock") == Some("age") { Precision::CheckTime } else { Precision::Exact };
    let address = filled(message, "address").or_else(|| filled(message, "host"));
    let seen = |state, kind| Sighting::called(target, state, kind, filled(message, "name"), address);
    Ok(match (filled(message, "update"), is_problem, from) {
        (Some("1"), ..) => seen(State::Unknown, Kind::Ack).at(updated, Precision::Exact).into(),
        (_, true, _) => seen(State::Down, Kind::State).lasting(from, None, None, precision).into(),
        (_, false, Some(_)) => seen(State::Down, Kind::State).over(State::Up, from, to, precision).into(),
        (_, false, None) => seen(State::Up, Kind::State).at(to, precision).into(),
    })
}

/// A status of Zabbix in a body that somebody else designed. The link or the members name the trigger; texts about it
/// differ between a problem and its end.
fn template(message: &Node<'_>) -> Reading {
    let word = ["status", "event_status", "trigger_status"].into_iter().find_map(|member| filled(message, member));
    let has_mark =
        ["trigger", "trigger_id", "triggerId", "triggerid"].into_iter().any(|member| message.get(member).is_some());
    let word = word.filter(|_| has_mark).ok_or(Problem::Shape)?;
    let id = ["trigger_id", "triggerId", "triggerid"].into_iter().find_map(|member| filled(message, member));
    let target = id.map(str::to_owned).or_else(|| linked(message)).ok_or(Problem::Target)?;
    let states = [("PROBLEM", State::Down), ("OK", State::Up), ("RESOLVED", State::Up)];
    let state = table(word, &states).ok_or(Problem::State)?;
    let (label, address) = (text(message.get("trigger")), text(message.get("hostname")));
    Ok(Sighting::called(&target, state, Kind::State, label, address).into())
}

/// `…/tr_events.php?triggerid=14032&eventid=10528`
fn linked(message: &Node<'_>) -> Option<String> {
    let (_, query) = message.get("link")?.as_text()?.split_once('?')?;
    let fields: Fields = urlencoded(query)?;
    fields.into_iter().find(|(name, id)| name == "triggerid" && !id.is_empty()).map(|(_, id)| id)
}
