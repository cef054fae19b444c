//! JSON as the command line writes it: requests to the core, and parts of its answers as they were.

use makegood::json::Node;
use std::fmt::Write;

/// A string with its quotes.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(2));
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A string with its quotes, or `null`.
pub(crate) fn quote_or_null(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), quote)
}

/// A value as compact JSON; numbers as they were written.
pub(crate) fn print(node: &Node<'_>) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Number(digits) => (*digits).to_owned(),
        Node::Text(text) => quote(text),
        Node::List(elements) => {
            let elements: Vec<String> = elements.iter().map(print).collect();
            format!("[{}]", elements.join(","))
        }
        Node::Object(members) => {
            let member =
                |(name, value): &(std::borrow::Cow<'_, str>, Node<'_>)| format!("{}:{}", quote(name), print(value));
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// The text of a member; empty where there is none.
pub(crate) fn text<'n>(node: &'n Node<'_>, name: &str) -> &'n str {
    node.get(name).and_then(Node::as_text).unwrap_or_default()
}

/// The whole number of a member; 0 where there is none.
pub(crate) fn integer(node: &Node<'_>, name: &str) -> i64 {
    node.get(name).and_then(Node::as_integer).and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// The elements of a member; none where it is no list.
pub(crate) fn list<'n, 'a>(node: &'n Node<'a>, name: &str) -> &'n [Node<'a>] {
    match node.get(name) {
        Some(Node::List(elements)) => elements,
        _ => &[],
    }
}
