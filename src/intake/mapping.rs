//! How to read a monitor that has no file here: a document that an administrator wrote, in our words.
//!
//! Its bounds keep the time for a message linear: so many places for a field, so many words for a state.

use crate::calendar::Instant;
use crate::json::Node;
use crate::monitoring::{Kind, Precision, State};
use crate::order::Keyed;
use std::borrow::Cow;

/// A mapping, schema 1.
#[derive(Debug, Clone)]
pub struct Mapping<'a> {
    /// The SHA-256 of its stored bytes, computed by the bridge.
    pub hash: &'a str,
    /// Where the list of items stands; `None`: the whole message is one item.
    pub items: Option<Pointer<'a>>,
    /// Where the id of what was checked may stand; the first that is there counts. So with the next three.
    pub target: Vec<Pointer<'a>>,
    /// What people call it.
    pub label: Vec<Pointer<'a>>,
    /// URL or host.
    pub address: Vec<Pointer<'a>>,
    /// From where it was seen.
    pub location: Vec<Pointer<'a>>,
    /// What was seen.
    pub state: States<'a>,
    /// What sort of message; `None`: each tells a state.
    pub kind: Option<Kinds<'a>>,
    /// When; `None`: no message carries a time.
    pub time: Option<Time<'a>>,
}

impl<'a> Keyed<'a> for Mapping<'a> {
    fn key(&self) -> &'a str {
        self.hash
    }
}

/// From the words of a message to states.
#[derive(Debug, Clone)]
pub struct States<'a> {
    /// Where the word may stand.
    pub at: Vec<Pointer<'a>>,
    /// The words, each once.
    pub words: Vec<(&'a str, State)>,
    /// What any other word means; `None`: it is not understood.
    pub other: Option<State>,
}

/// From the words of a message to kinds.
#[derive(Debug, Clone)]
pub struct Kinds<'a> {
    /// Where the word may stand.
    pub at: Vec<Pointer<'a>>,
    /// The words, each once; any other is a state.
    pub words: Vec<(&'a str, Kind)>,
}

/// Where the time stands and how it is written.
#[derive(Debug, Clone)]
pub struct Time<'a> {
    /// Where it may stand.
    pub at: Vec<Pointer<'a>>,
    /// How it is written.
    pub form: Form,
    /// What it is the time of.
    pub precision: Precision,
}

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Seconds since 1970, with decimals or none.
    EpochSeconds,
    /// Whole milliseconds since 1970.
    EpochMs,
    /// RFC 3339, with `Z` or an offset.
    Rfc3339,
    /// A date and time that names no zone and is UTC.
    Utc,
}

impl Form {
    /// The form with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "epochSeconds" => Some(Self::EpochSeconds),
            "epochMs" => Some(Self::EpochMs),
            "rfc3339" => Some(Self::Rfc3339),
            "utc" => Some(Self::Utc),
            _ => None,
        }
    }
}

/// A JSON Pointer (RFC 6901) into an item or, with one `/` more in front, into the whole message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer<'a> {
    path: &'a str,
    from_root: bool,
}

impl<'a> Pointer<'a> {
    /// `None` unless it is empty or begins with `/`, and each `~` is followed by `0` or `1`.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let is_path = text.is_empty() || text.starts_with('/');
        let mut escapes = text.split('~').skip(1);
        if !is_path || !escapes.all(|rest| rest.starts_with(['0', '1'])) {
            return None;
        }
        match text.strip_prefix('/').filter(|rest| rest.starts_with('/')) {
            Some(path) => Some(Self { path, from_root: true }),
            None => Some(Self { path: text, from_root: false }),
        }
    }

    /// What stands there, unless it is `null`.
    pub(super) fn find<'n>(self, root: &'n Node<'n>, item: &'n Node<'n>) -> Option<&'n Node<'n>> {
        let start = if self.from_root { root } else { item };
        let found = self.path.split('/').skip(1).try_fold(start, step)?;
        (*found != Node::Null).then_some(found)
    }
}

fn step<'n>(node: &'n Node<'n>, part: &str) -> Option<&'n Node<'n>> {
    match node {
        Node::List(elements) => {
            let is_index = part == "0" || !part.starts_with(['0', '+']);
            elements.get(part.parse::<usize>().ok().filter(|_| is_index)?)
        }
        _ => node.get(&unescaped(part)),
    }
}

fn unescaped(part: &str) -> Cow<'_, str> {
    if part.contains('~') { Cow::Owned(part.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(part) }
}

/// The text of a string, a number as it was written, `true` or `false`.
pub(super) fn scalar<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node {
        Node::Text(text) if !text.is_empty() => Some(text),
        Node::Number(text) => Some(text),
        Node::Bool(value) => Some(if *value { "true" } else { "false" }),
        _ => None,
    }
}

impl Time<'_> {
    /// The instant that `text` names.
    pub(super) fn read(&self, text: &str) -> Option<Instant> {
        match self.form {
            Form::EpochSeconds => super::time::epoch_decimal(text),
            Form::EpochMs => super::time::epoch_ms(text),
            Form::Rfc3339 => super::time::zoned(text),
            Form::Utc => super::time::utc_text(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Manner, parse};

    #[test]
    fn a_pointer_leads_where_rfc_6901_says() {
        let text = r#"{"foo":["bar","baz"],"":0,"a/b":1,"m~n":8,"c%d":2,"deep":{"":{"x":null}},"01":5}"#;
        let root = parse(text, Manner::Lenient).unwrap();
        let item = Node::Text("item".into());
        let at = |pointer: &str| {
            let found = Pointer::parse(pointer).unwrap().find(&item, &root);
            found.map(|node| scalar(node).unwrap_or("?").to_owned())
        };
        for (pointer, expected) in [
            ("", Some("?")),
            ("/foo/0", Some("bar")),
            ("/foo/1", Some("baz")),
            ("/", Some("0")),
            ("/a~1b", Some("1")),
            ("/m~0n", Some("8")),
            ("/c%d", Some("2")),
            ("/01", Some("5")),
            ("/foo/2", None),
            ("/foo/-", None),
            ("/foo/01", None),
            ("/foo/+1", None),
            ("/foo/0/x", None),
            ("/deep//x", None),
            ("//", None),
            ("/nothing", None),
        ] {
            assert_eq!(at(pointer).as_deref(), expected, "{pointer}");
        }
        let whole = Pointer::parse("//foo/1").unwrap().find(&root, &item);
        assert_eq!(whole.and_then(scalar), Some("baz"));
        for text in ["x", "foo/0", "/~", "/~2", "/a~"] {
            assert_eq!(Pointer::parse(text), None, "{text}");
        }
    }
}
