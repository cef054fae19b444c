//! UptimeRobot's webhook: whatever the admin typed around the documented variables, as JSON, form or query string.

use super::delivery::Delivery;
use super::form::Fields;
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, payload, query};
use super::time::epoch_seconds;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};

const TARGET: [&str; 2] = ["monitorid", "id"];
const ADDRESS: [&str; 2] = ["monitorurl", "url"];
const LABEL: [&str; 2] = ["monitorfriendlyname", "friendlyname"];
const TYPE: [&str; 2] = ["alerttype", "type"];
const TIME: [&str; 2] = ["alertdatetime", "datetime"];

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let mut fields = match payload(body, delivery)? {
        Payload::Json(message) => members(&message)?,
        Payload::Form(fields) => fields,
    };
    // What the body leaves out may stand in the address; the body's own word comes later and counts.
    let mut all = query(delivery)?;
    all.append(&mut fields);
    let value = |names: [&str; 2]| find(&all, names);

    let alert = value(TYPE).ok_or(Problem::Shape)?;
    let address = value(ADDRESS).map(str::to_owned);
    let target = value(TARGET).map(str::to_owned).or_else(|| address.clone()).ok_or(Problem::Target)?;
    let (state, kind) = match alert {
        "1" => (State::Down, Kind::State),
        "2" => (State::Up, Kind::State),
        "3" => (State::Unknown, Kind::Expiry),
        _ => return Err(Problem::State),
    };
    let at = match value(TIME) {
        None => None,
        Some(digits) => Some(epoch_seconds(digits).ok_or(Problem::Time)?),
    };
    let mut seen = Sighting::new(target, state, kind).at(at, Precision::Exact);
    seen.label = value(LABEL).map(str::to_owned);
    seen.address = address;
    Ok(seen.into())
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
