//! JSON as the command line writes it: requests to the core, and parts of its answers as they were.

use makegood::json::Node;
use std::fmt::Write;

/// Appends a string with its quotes.
pub(crate) fn put(text: &str, into: &mut String) {
    into.push('"');
    for character in text.chars() {
        match character {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            control if control < ' ' => {
                let _ = write!(into, "\\u{:04x}", u32::from(control));
            }
            other => into.push(other),
        }
    }
    into.push('"');
}

/// A string with its quotes.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(2));
    put(text, &mut out);
    out
}

/// A string with its quotes, or `null`.
pub(crate) fn quote_or_null(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), quote)
}

/// A value as compact JSON; numbers as they were written.
pub(crate) fn print(node: &Node<'_>) -> String {
    let mut out = String::new();
    print_into(node, &mut out);
    out
}

fn print_into(node: &Node<'_>, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(digits) => out.push_str(digits),
        Node::Text(text) => put(text, out),
        Node::List(elements) => {
            out.push('[');
            for (place, element) in elements.iter().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                print_into(element, out);
            }
            out.push(']');
        }
        Node::Object(members) => {
            out.push('{');
            for (place, (name, value)) in members.iter().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                put(name, out);
                out.push(':');
                print_into(value, out);
            }
            out.push('}');
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
