//! The fields of an object: found by name, read in the order of the contract.

use super::error::{Code, Refusal};
use super::read::{Input, Members, Read, null};
use crate::json::Node;

/// Declares one variable for each field, in the order of the contract: `required` gives the value, `optional` an
/// `Option` that is `None` when the field is absent or null. An unknown field is refused before any value is read.
macro_rules! fields {
    ($members:expr => $($presence:ident $variable:ident $name:literal $read:expr;)+) => {
        let members = $members;
        crate::contract::slots::Fields::begin(members, &[$($name,)+])?;
        $(let $variable = {
            let number = const { crate::text::words::number_of($name) };
            crate::contract::slots::Fields::$presence(members, $name, number, $read)?
        };)+
        crate::contract::slots::Fields::end(members)?;
    };
}
pub(super) use fields;

/// As [`fields`], of an object of the tree: names there are found as they stand, so they need no number. For commands that
/// are asked now and then.
macro_rules! tree_fields {
    ($members:expr => $($presence:ident $variable:ident $name:literal $read:expr;)+) => {
        let members: crate::contract::slots::Branch<'_> = $members;
        crate::contract::slots::Fields::begin(members, &[$($name,)+])?;
        $(let $variable = crate::contract::slots::Fields::$presence(members, $name, 0, $read)?;)+
        crate::contract::slots::Fields::end(members)?;
    };
}
pub(super) use tree_fields;

/// The members of an object, asked for by name in the order of the contract.
pub(super) trait Fields<'n>: Copy {
    /// Refuses a field that none of `names` names. What is read as it goes is looked through only as it is read.
    fn begin(self, names: &'static [&'static str]) -> Read<()>;

    /// A field that has to be there; its name also has a number.
    fn required<T>(self, name: &'static str, number: u32, read: impl FnOnce(Input<'n>) -> Read<T>) -> Read<T>;

    /// A field, `None` when it is absent or null.
    fn optional<T>(self, name: &'static str, number: u32, read: impl FnOnce(Input<'n>) -> Read<T>) -> Read<Option<T>>;

    /// Refuses what is left of an object that is read as it goes.
    fn end(self) -> Read<()>;
}

impl<'n> Fields<'n> for Members<'n> {
    #[inline(always)]
    fn begin(self, names: &'static [&'static str]) -> Read<()> {
        #[cfg(test)]
        recorder::record(recorder::Event::Object(names));
        match self {
            Input::Next(_) => Ok(()),
            Input::Node(node) => known(node, names),
        }
    }

    #[inline(always)]
    fn required<T>(self, name: &'static str, number: u32, read: impl FnOnce(Input<'n>) -> Read<T>) -> Read<T> {
        #[cfg(test)]
        recorder::record(recorder::Event::Required(name));
        needed(self, name, number, read)
    }

    #[inline(always)]
    fn optional<T>(self, name: &'static str, number: u32, read: impl FnOnce(Input<'n>) -> Read<T>) -> Read<Option<T>> {
        #[cfg(test)]
        recorder::record(recorder::Event::Optional(name));
        match find(self, name, number) {
            Some(value) if !null(value) => read(value).map(Some).map_err(|refusal| refusal.member(name)),
            _ => Ok(None),
        }
    }

    #[inline(always)]
    fn end(self) -> Read<()> {
        match self {
            Input::Next(stream) if !stream.leave() => Err(Refusal::new(Code::UnknownField)),
            _ => Ok(()),
        }
    }
}

/// The members of an object of the tree, where it is small code that counts: what goes without a tree is read elsewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Branch<'n>(pub &'n Node<'n>);

impl<'n> Fields<'n> for Branch<'n> {
    fn begin(self, names: &'static [&'static str]) -> Read<()> {
        Input::Node(self.0).begin(names)
    }

    #[inline(never)]
    fn required<T>(self, name: &'static str, number: u32, read: impl FnOnce(Input<'n>) -> Read<T>) -> Read<T> {
        Input::Node(self.0).required(name, number, read)
    }

    #[inline(never)]
    fn optional<T>(self, name: &'static str, number: u32, read: impl FnOnce(Input<'n>) -> Read<T>) -> Read<Option<T>> {
        Input::Node(self.0).optional(name, number, read)
    }

    fn end(self) -> Read<()> {
        Ok(())
    }
}

/// Refuses any field at all.
pub(super) fn nothing(members: Members<'_>) -> Read<()> {
    match members {
        Input::Next(_) => members.end(),
        Input::Node(node) => known(node, &[]),
    }
}

#[inline(never)]
fn known(node: &Node<'_>, names: &'static [&'static str]) -> Read<()> {
    let Node::Object(members) = node else { return Ok(()) };
    match members.iter().find(|(key, _)| !names.contains(&key.as_ref())) {
        None => Ok(()),
        Some((key, _)) => Err(Refusal::new(Code::UnknownField).member(key)),
    }
}

/// The field with this name, which also has a number.
#[inline(always)]
fn find<'n>(members: Members<'n>, name: &'static str, number: u32) -> Option<Input<'n>> {
    match members {
        Input::Next(stream) => stream.key(number).then_some(members),
        Input::Node(node) => named(node, name).map(Input::Node),
    }
}

#[inline(never)]
fn named<'n>(node: &'n Node<'n>, name: &'static str) -> Option<&'n Node<'n>> {
    let Node::Object(members) = node else { return None };
    members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// A field that has to be there.
#[inline(always)]
pub(super) fn needed<'n, T>(
    members: Members<'n>,
    name: &'static str,
    number: u32,
    read: impl FnOnce(Input<'n>) -> Read<T>,
) -> Read<T> {
    match find(members, name, number) {
        Some(value) => read(value).map_err(|refusal| refusal.member(name)),
        None => Err(Refusal::new(Code::MissingField).member(name)),
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

    /// These, and nothing since.
    pub fn put_back(events: Vec<Event>) {
        EVENTS.set(events);
    }
}
