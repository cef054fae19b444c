//! The mapping of a monitor that has no reader of its own, schema 1, as it is written.

use super::error::{Code, Refusal};
use super::read::{self, Input, Read, fields, list, object, text, unique, word};
use crate::intake::{Form, Kinds, Mapping, Pointer, States, Time};
use crate::monitoring::{Kind, Precision, State};

/// The only schema number.
const SCHEMA: i64 = 1;
/// At most so many places for a field: each is looked at in each item.
pub(super) const MAX_PLACES: usize = 8;
/// At most so many words of a list.
pub(super) const MAX_WORDS: usize = 64;
/// The word by which a state that is not listed is refused.
pub(super) const REFUSE: &str = "refuse";

/// `{"hash":…,"document":{…}}`
pub(super) fn mapping<'n>(node: Input<'n>) -> Read<Mapping<'n>> {
    fields! { object(node)? =>
        required hash "hash" read::hash;
        required parts "document" document;
    }
    Ok(Mapping { hash, ..parts })
}

fn document<'n>(node: Input<'n>) -> Read<Mapping<'n>> {
    let members = object(node)?;
    // Looked at first: the fields of another schema would only be called unknown.
    if let Some(schema) = read::member(members, "schema") {
        read_schema(schema).map_err(|refusal| refusal.member("schema"))?;
    }
    fields! { members =>
        required _schema "schema" read_schema;
        required _name "name" read::id;
        optional items "items" pointer;
        required target "target" places;
        optional label "label" places;
        optional address "address" places;
        optional location "location" places;
        required state "state" read_states;
        optional kind "kind" read_kinds;
        optional time "time" read_time;
    }
    let [label, address, location] = [label, address, location].map(Option::unwrap_or_default);
    Ok(Mapping { hash: "", items, target, label, address, location, state, kind, time })
}

fn read_schema(node: Input<'_>) -> Read<()> {
    if read::integer(node)? == SCHEMA { Ok(()) } else { Err(invalid()) }
}

fn invalid() -> Refusal {
    Refusal::new(Code::InvalidMapping)
}

fn pointer(node: Input<'_>) -> Read<Pointer<'_>> {
    Pointer::parse(text(node)?).ok_or_else(invalid)
}

fn places(node: Input<'_>) -> Read<Vec<Pointer<'_>>> {
    some(list(node, pointer)?, MAX_PLACES)
}

fn some<T>(values: Vec<T>, most: usize) -> Read<Vec<T>> {
    if (1..=most).contains(&values.len()) { Ok(values) } else { Err(invalid()) }
}

fn read_states<'n>(node: Input<'n>) -> Read<States<'n>> {
    fields! { object(node)? =>
        required at "at" places;
        required words "words" |node| words(node, state_word);
        required other "other" |node| word(node, other);
    }
    Ok(States { at, words, other })
}

fn other(word: &str) -> Option<Option<State>> {
    if word == REFUSE { Some(None) } else { State::from_word(word).map(Some) }
}

fn read_kinds<'n>(node: Input<'n>) -> Read<Kinds<'n>> {
    fields! { object(node)? =>
        required at "at" places;
        required words "words" |node| words(node, kind_word);
    }
    Ok(Kinds { at, words })
}

fn read_time<'n>(node: Input<'n>) -> Read<Time<'n>> {
    fields! { object(node)? =>
        required at "at" places;
        required form "form" |node| word(node, Form::from_word);
        required precision "precision" |node| word(node, stated);
    }
    Ok(Time { at, form, precision })
}

/// A time that stands in a message is not that of its reception.
fn stated(word: &str) -> Option<Precision> {
    Precision::from_word(word).filter(|precision| *precision != Precision::Received)
}

/// A list of words, each once.
fn words<'n, T>(node: Input<'n>, read: fn(Input<'n>) -> Read<(&'n str, T)>) -> Read<Vec<(&'n str, T)>> {
    let words = some(list(node, read)?, MAX_WORDS)?;
    unique(words.iter().map(|(word, _)| *word), "word").map_err(|refusal| refusal.called(Code::InvalidMapping))?;
    Ok(words)
}

fn state_word<'n>(node: Input<'n>) -> Read<(&'n str, State)> {
    fields! { object(node)? =>
        required said "word" read::id;
        required state "state" |node| word(node, State::from_word);
    }
    Ok((said, state))
}

fn kind_word<'n>(node: Input<'n>) -> Read<(&'n str, Kind)> {
    fields! { object(node)? =>
        required said "word" read::id;
        required kind "kind" |node| word(node, Kind::from_word);
    }
    Ok((said, kind))
}
