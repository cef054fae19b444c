//! What people publish: Atlassian Statuspage and the status pages of Better Stack, as their subscribers get it. It is
//! evidence and announces maintenance; it never votes. Bodies are told apart by their top-level member.
//!
//! From recorded bodies of Atlassian and the samples in both documentations (subscribers' webhooks). Unverified: Better
//! Stack's `component_update`, of which we know only that it exists; Atlassian's bodies of scheduled incidents.

use super::delivery::Delivery;
use super::heard::{Heard, Reading, Sighting, Window};
use super::payload::{Payload, Problem, name, path, payload, table, words};
use super::time::zoned;
use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

const COMPONENT: [(&str, State); 5] = [
    ("operational", State::Up),
    ("degraded_performance", State::Degraded),
    ("partial_outage", State::Degraded),
    ("major_outage", State::Down),
    ("under_maintenance", State::Maintenance),
];
const IMPACT: [(&str, State); 5] = [
    ("none", State::Unknown),
    ("minor", State::Degraded),
    ("major", State::Down),
    ("critical", State::Down),
    ("maintenance", State::Maintenance),
];
/// Whether an incident of this status is over. A postmortem comes later and tells the same edges.
const STATUS: [(&str, bool); 5] =
    [("investigating", false), ("identified", false), ("monitoring", false), ("resolved", true), ("postmortem", true)];
/// The same of maintenance.
const PLANNED: [(&str, bool); 5] =
    [("scheduled", false), ("in_progress", false), ("verifying", false), ("completed", true), ("postmortem", true)];

/// A page touches what it publishes once more right away.
const PUBLISHING_MS: i64 = 60_000;

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let Payload::Json(message) = payload(body, delivery)? else { return Err(Problem::NotJson) };
    let page = name(path(&message, &["page", "id"])).ok_or(Problem::Shape)?;
    if let Some(update) = message.get("component_update") {
        return component(&message, update);
    }
    match (message.get("incident"), message.get("maintenance")) {
        (Some(planned), _) if planned.get("scheduled_for").is_some() => {
            windows(planned, page, ["scheduled_for", "scheduled_until"], delivery)
        }
        (Some(told), _) => incident(told, page),
        (None, Some(planned)) => windows(planned, page, ["starts_at", "ends_at"], delivery),
        (None, None) => Err(Problem::Shape),
    }
}

fn component(message: &Node<'_>, update: &Node<'_>) -> Reading {
    let word = update.get("new_status").and_then(Node::as_text).ok_or(Problem::Shape)?;
    let id = update.get("component_id").or_else(|| path(message, &["component", "id"]));
    let target = name(id).ok_or(Problem::Target)?;
    let state = table(word, &COMPONENT).ok_or(Problem::State)?;
    let mut seen = Sighting::new(target, state, Kind::Evidence).at(time(update, "created_at")?, Precision::Exact);
    seen.label = words(path(message, &["component", "name"]));
    Ok(seen.into())
}

/// Better Stack names no state, so it is not known. What was without impact, or written down afterwards, proves nothing.
fn incident(incident: &Node<'_>, page: String) -> Reading {
    let word = |member: &str| incident.get(member).map(|node| node.as_text().ok_or(Problem::Shape)).transpose();
    name(incident.get("id")).ok_or(Problem::Shape)?;
    let is_over = word("status")?.map_or(Some(false), |word| table(word, &STATUS)).ok_or(Problem::State)?;
    let impact = word("impact")?;
    let state = impact.map_or(Some(State::Unknown), |word| table(word, &IMPACT)).ok_or(Problem::State)?;
    let proves = impact != Some("none") && incident.get("backfilled") != Some(&Node::Bool(true));
    let kind = if proves { Kind::Evidence } else { Kind::Other };
    let (from, to) = (time(incident, "created_at")?, time(incident, "resolved_at")?);
    let title = words(incident.get("name"));
    let mut sightings = Vec::new();
    for target in targets(incident, page)? {
        let mut seen = Sighting::new(target, state, kind).at(from, Precision::Exact);
        seen.label.clone_from(&title);
        let up = to.filter(|_| is_over).map(|to| seen.also(State::Up, kind, Some(to), Precision::Exact));
        sightings.push(seen);
        sightings.extend(up);
    }
    Ok(sightings.into())
}

/// Maintenance that was completed early ends there, before its start it was called off; what ran over its plan was not
/// announced. What was written down afterwards, or changed since it was published (it may have been the times), was
/// announced when we heard of it.
fn windows(planned: &Node<'_>, page: String, [from, to]: [&str; 2], delivery: &Delivery<'_>) -> Reading {
    let reference = name(planned.get("id")).ok_or(Problem::Shape)?;
    let word = planned.get("status").and_then(Node::as_text);
    let is_over = word.map_or(Some(false), |word| table(word, &PLANNED)).ok_or(Problem::State)?;
    let (from, until) = (time(planned, from)?.ok_or(Problem::Time)?, time(planned, to)?.ok_or(Problem::Time)?);
    let ended = time(planned, "resolved_at")?.filter(|_| is_over);
    if until <= from {
        return Err(Problem::Time);
    }
    let to = ended.map_or(until, |ended| ended.clamp(from, until));
    let changed = time(planned, "updated_at")?;
    let unchanged = |written: &Instant| changed.is_none_or(|changed| changed.since(*written) <= PUBLISHING_MS);
    let written =
        time(planned, "created_at")?.filter(|_| planned.get("backfilled") != Some(&Node::Bool(true))).filter(unchanged);
    let announced_at = written.map_or(delivery.received_at, |written| written.min(delivery.received_at));
    let title = words(planned.get("name")).unwrap_or_default();
    let window = |target| Window { reference: reference.clone(), target, title: title.clone(), from, to, announced_at };
    Ok(Heard { windows: targets(planned, page)?.into_iter().map(window).collect(), ..Heard::default() })
}

/// The components that it names, else the page.
fn targets(told: &Node<'_>, page: String) -> Result<Vec<String>, Problem> {
    match told.get("components") {
        Some(Node::List(components)) if !components.is_empty() => {
            components.iter().map(|component| name(component.get("id")).ok_or(Problem::Target)).collect()
        }
        _ => Ok(vec![page]),
    }
}

fn time(node: &Node<'_>, member: &str) -> Result<Option<Instant>, Problem> {
    node.get(member).map(|node| node.as_text().and_then(zoned).ok_or(Problem::Time)).transpose()
}
