//! The fields of an object: found by name, read in the order of the contract.

use super::error::{Code, Refusal};
use super::read::{Members, Read};
use crate::json::Node;

/// Declares one variable for each field, in the order of the contract: `required` gives the value, `optional` an
/// `Option` that is `None` when the field is absent or null. An unknown field is refused before any value is read.
macro_rules! fields {
    ($members:expr => $($presence:ident $variable:ident $name:literal $read:expr;)+) => {
        let mut slots = crate::contract::slots::Slots::of($members, &[$($name,)+])?;
        $(let $variable = slots.$presence($read)?;)+
    };
}
pub(super) use fields;

/// Most fields that an object of the contract has.
const MOST_FIELDS: usize = 8;

/// The fields of one object in the order of the contract, each `None` when absent.
pub(super) struct Slots<'n, 'a> {
    names: &'static [&'static str],
    found: [Option<&'n Node<'a>>; MOST_FIELDS],
    next: usize,
}

impl<'n, 'a> Slots<'n, 'a> {
    /// Sorts members into the places of their names.
    #[inline(never)]
    pub fn of(members: &'n Members<'a>, names: &'static [&'static str]) -> Read<Self> {
        #[cfg(test)]
        recorder::record(recorder::Event::Object(names));
        let mut found = [None; MOST_FIELDS];
        for (key, value) in members {
            let mut known = names.iter().zip(found.iter_mut());
            match known.find(|(name, _)| **name == key.as_ref()) {
                Some((_, slot)) => *slot = Some(value),
                None => return Err(Refusal::new(Code::UnknownField).member(key)),
            }
        }
        Ok(Self { names, found, next: 0 })
    }

    /// The next field's name and value.
    fn advance(&mut self) -> (&'static str, Option<&'n Node<'a>>) {
        let name = self.names.get(self.next).copied().unwrap_or("");
        let value = self.found.get(self.next).copied().flatten();
        self.next = self.next.saturating_add(1);
        (name, value)
    }

    /// The next field, which has to be there.
    pub fn required<T>(&mut self, read: fn(&'n Node<'a>) -> Read<T>) -> Read<T> {
        let (name, value) = self.advance();
        #[cfg(test)]
        recorder::record(recorder::Event::Required(name));
        match value {
            Some(node) => read(node).map_err(|refusal| refusal.member(name)),
            None => Err(Refusal::new(Code::MissingField).member(name)),
        }
    }

    /// The next field, `None` when it is absent or null.
    pub fn optional<T>(&mut self, read: fn(&'n Node<'a>) -> Read<T>) -> Read<Option<T>> {
        let (name, value) = self.advance();
        #[cfg(test)]
        recorder::record(recorder::Event::Optional(name));
        match value {
            Some(node) if *node != Node::Null => read(node).map(Some).map_err(|refusal| refusal.member(name)),
            _ => Ok(None),
        }
    }
}

/// What readers ask for, in order, so that the table of shapes can be compared with it.
#[cfg(test)]
pub(super) mod recorder {
    use std::cell::RefCell;

    /// An object with its names, or one of its fields, at the moment when it is looked for.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Event {
        Object(&'static [&'static str]),
        Required(&'static str),
        Optional(&'static str),
    }

    thread_local! {
        static EVENTS: RefCell<Vec<Event>> = const { RefCell::new(Vec::new()) };
    }

    pub fn record(event: Event) {
        EVENTS.with_borrow_mut(|events| events.push(event));
    }

    /// Everything since the last time.
    pub fn take() -> Vec<Event> {
        EVENTS.with_borrow_mut(std::mem::take)
    }
}
