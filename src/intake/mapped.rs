//! Any other monitor, read by the mapping that its administrator wrote.

use super::delivery::Delivery;
use super::form::Fields;
use super::heard::{Heard, Reading, Sighting};
use super::mapping::{Kinds, Mapping, Pointer, States, scalar};
use super::payload::{Payload, Problem, payload};
use crate::json::Node;
use crate::monitoring::{Kind, State};
use std::borrow::Cow;

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let mapping = delivery.mapping.ok_or(Problem::Shape)?;
    let root = match payload(body, delivery)? {
        Payload::Json(message) => message,
        Payload::Form(fields) => object(fields),
    };
    let Some(items) = mapping.items else { return item(mapping, &root, &root) };
    match items.find(&root, &root) {
        Some(Node::List(items)) => Ok(Heard::gather(items.iter().map(|node| item(mapping, &root, node)))),
        _ => Err(Problem::Shape),
    }
}

/// A form as an object of strings.
fn object(fields: Fields) -> Node<'static> {
    let member = |(name, value)| (Cow::Owned(name), Node::Text(Cow::Owned(value)));
    Node::Object(fields.into_iter().map(member).collect())
}

fn item(mapping: &Mapping<'_>, root: &Node<'_>, item: &Node<'_>) -> Reading {
    let text = |places: &[Pointer<'_>]| {
        let found = places.iter().find_map(|place| place.find(root, item).and_then(scalar));
        found.map(str::to_owned)
    };
    let kind = mapping.kind.as_ref().map_or(Kind::State, |kinds| kind(kinds, text(&kinds.at)));
    let state = state(&mapping.state, text(&mapping.state.at));
    let votes = matches!(kind, Kind::State | Kind::Reminder);
    // A message without the field of the state is another's. What does not vote needs neither a state nor a target.
    if votes && matches!(state, Err(Problem::Shape)) {
        return Err(Problem::Shape);
    }
    let Some(target) = text(&mapping.target) else {
        return if votes { Err(Problem::Target) } else { Ok(Heard::nothing()) };
    };
    let state = if votes { state? } else { state.unwrap_or(State::Unknown) };
    let mut seen = Sighting::new(target, state, kind);
    if let Some(time) = &mapping.time
        && let Some(written) = text(&time.at)
    {
        seen = seen.at(Some(time.read(&written).ok_or(Problem::Time)?), time.precision);
    }
    seen.label = text(&mapping.label);
    seen.address = text(&mapping.address);
    seen.location = text(&mapping.location);
    Ok(seen.into())
}

fn kind(kinds: &Kinds<'_>, word: Option<String>) -> Kind {
    let listed = word.and_then(|word| kinds.words.iter().find(|(known, _)| *known == word));
    listed.map_or(Kind::State, |(_, kind)| *kind)
}

fn state(states: &States<'_>, word: Option<String>) -> Result<State, Problem> {
    let word = word.ok_or(Problem::Shape)?;
    let listed = states.words.iter().find(|(known, _)| *known == word).map(|(_, state)| *state);
    listed.or(states.other).ok_or(Problem::State)
}
