//! JSON text → tree. Used by `contract/` (strictly) and `intake/` (leniently), and by no other room.
//!
//! Numbers stay text, so that an id of any length keeps its digits and no float ever exists. Strings borrow from the
//! input unless they hold an escape.

mod parser;
mod stream;
mod text;

pub use parser::{Fault, Manner, Step, parse};
pub(crate) use stream::Stream;

use std::borrow::Cow;

/// Containers inside containers that are still read; the outermost one counts as 1.
pub const MAX_DEPTH: u32 = 32;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node<'a> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as it was written.
    Number(&'a str),
    /// A string, escapes resolved.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Node<'a>>),
    /// An object, in the order of the text.
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// The member of an object with this name (the last one, should the name repeat), unless it is `null`.
    #[must_use]
    // Vendors look up many names: a copy at each place is a tenth of the wasm file.
    #[inline(never)]
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        let Node::Object(members) = self else { return None };
        let (_, found) = members.iter().rev().find(|(key, _)| key == name)?;
        (*found != Node::Null).then_some(found)
    }

    /// The text of a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The digits of a number without point and exponent, with its sign.
    #[must_use]
    pub fn as_integer(&self) -> Option<&'a str> {
        match self {
            Node::Number(text) if !text.contains(['.', 'e', 'E']) => Some(text),
            _ => None,
        }
    }
}
