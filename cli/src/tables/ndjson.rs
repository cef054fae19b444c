//! JSON lines: one object a line, blank lines skipped.

use super::Fault;
use makegood::json::{Manner, Node, parse};
use std::io::BufRead;

/// Reads lines, each with its number.
pub(crate) struct Reader<R> {
    place: String,
    input: R,
    lines: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> Reader<R> {
    /// `place` is the name that faults say.
    pub(crate) fn new(place: &str, input: R) -> Self {
        Self { place: place.to_owned(), input, lines: 0, buffer: Vec::new() }
    }

    /// The next line that is not blank, with its number from 1; `None` at the end.
    ///
    /// # Errors
    /// [`Fault`] of this line, or of the file.
    pub(crate) fn read(&mut self) -> Result<Option<(u64, &str)>, Fault> {
        loop {
            self.buffer.clear();
            let read = self.input.read_until(b'\n', &mut self.buffer);
            if read.map_err(|error| Fault::unreadable(&self.place, &error))? == 0 {
                return Ok(None);
            }
            self.lines = self.lines.saturating_add(1);
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        match std::str::from_utf8(&self.buffer) {
            Ok(text) => Ok(Some((self.lines, text.trim()))),
            Err(_) => {
                let help = "Save the file as UTF-8.";
                Err(Fault::at(&self.place, self.lines, "invalid_utf8", "The line is not UTF-8.", help))
            }
        }
    }
}

/// The object of a line.
///
/// # Errors
/// [`Fault`]: no JSON, or no object.
pub(crate) fn object<'a>(place: &str, line: u64, text: &'a str) -> Result<Node<'a>, Fault> {
    match parse(text, Manner::Strict) {
        Ok(node @ Node::Object(_)) => Ok(node),
        Ok(_) => Err(Fault::at(place, line, "wrong_type", "The line is no object.", HELP)),
        Err(_) => Err(Fault::at(place, line, "invalid_json", "The line is not JSON, or repeats a member.", HELP)),
    }
}

/// The members of a line as text: strings, numbers as they are written, `true` and `false`; `null` is no value.
///
/// # Errors
/// [`Fault`]: no JSON, no object, or a list or an object within.
pub(crate) fn members(place: &str, line: u64, text: &str) -> Result<Vec<(String, Option<String>)>, Fault> {
    let Node::Object(members) = object(place, line, text)? else { return Ok(Vec::new()) };
    let as_text = |(name, value): (std::borrow::Cow<'_, str>, Node<'_>)| {
        let value = match value {
            Node::Null => None,
            Node::Bool(value) => Some(value.to_string()),
            Node::Number(digits) => Some(digits.to_owned()),
            Node::Text(text) => Some(text.trim().to_owned()),
            Node::List(_) | Node::Object(_) => {
                let message = format!("The member {name:?} is a list or an object.");
                return Err(Fault::at(place, line, "wrong_type", &message, "Here it has to be text or a number."));
            }
        };
        Ok((name.into_owned(), value))
    };
    members.into_iter().map(as_text).collect()
}

const HELP: &str = "Each line is one JSON object, {\"name\":\"value\"}.";
