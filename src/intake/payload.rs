//! What a body is before a vendor reads it, and what can be wrong with it.

use super::delivery::Delivery;
use super::form::{self, Fields};
use crate::json::{Manner, Node, parse};

/// Why a delivery was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Neither body nor query.
    Empty,
    /// Not UTF-8.
    NotUtf8,
    /// Not JSON, nor a form where the vendor sends forms.
    NotJson,
    /// Not this vendor's message.
    Shape,
    /// A state that is not known.
    State,
    /// A time that cannot be read.
    Time,
    /// No id of what was checked.
    Target,
}

impl Problem {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "payload_empty",
            Self::NotUtf8 => "payload_not_utf8",
            Self::NotJson => "payload_not_json",
            Self::Shape => "payload_shape",
            Self::State => "payload_state",
            Self::Time => "payload_time",
            Self::Target => "payload_target",
        }
    }

    /// One sentence for a person.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Empty => "The delivery is empty.",
            Self::NotUtf8 => "The delivery is not UTF-8 text.",
            Self::NotJson => "The delivery is neither JSON nor a form that this monitor sends.",
            Self::Shape => "The delivery is not a message of this monitor.",
            Self::State => "The delivery names a state that is not known.",
            Self::Time => "The delivery names a time that cannot be read.",
            Self::Target => "The delivery does not say which check it is about.",
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Empty => "Check the method and body that the monitor is set to send.",
            Self::NotUtf8 => "Set the monitor to send UTF-8.",
            Self::NotJson => "Set the monitor to send JSON.",
            Self::Shape => {
                "Check that the webhook address belongs to this kind of monitor and its body was not changed."
            }
            Self::State => "Update the module, or report the message to its makers.",
            Self::Time => "Check the template of the webhook; leave the time out rather than in another form.",
            Self::Target => "Add the monitor's id to the template of the webhook.",
        }
    }
}

/// A body or query, read as far as any vendor would.
#[derive(Debug)]
pub(super) enum Payload<'a> {
    Json(Node<'a>),
    Form(Fields),
}

/// JSON when the first character says so, else a form; without a body, the query.
pub(super) fn payload<'a>(body: &'a str, delivery: &Delivery<'_>) -> Result<Payload<'a>, Problem> {
    if body.starts_with(['{', '[']) {
        json(body).map(Payload::Json)
    } else if let Some(boundary) = form::boundary(delivery.content_type).filter(|_| !body.is_empty()) {
        Ok(Payload::Form(form::multipart(body, boundary)))
    } else if body.contains('=') {
        form::urlencoded(body).map(Payload::Form).ok_or(Problem::NotUtf8)
    } else if !body.is_empty() {
        Err(Problem::NotJson)
    } else if delivery.query.is_empty() {
        Err(Problem::Empty)
    } else {
        query(delivery).map(Payload::Form)
    }
}

/// The fields of the URL's query.
pub(super) fn query(delivery: &Delivery<'_>) -> Result<Fields, Problem> {
    form::urlencoded(delivery.query).ok_or(Problem::NotUtf8)
}

/// A vendor's JSON, read leniently.
pub(super) fn json(text: &str) -> Result<Node<'_>, Problem> {
    parse(text, Manner::Lenient).map_err(|_| Problem::NotJson)
}

/// A non-empty string, or the digits of an integer of any length.
pub(super) fn name(node: Option<&Node<'_>>) -> Option<String> {
    let node = node?;
    let text = node.as_text().or_else(|| node.as_integer())?;
    (!text.is_empty()).then(|| text.to_owned())
}

/// A non-empty string.
pub(super) fn words(node: Option<&Node<'_>>) -> Option<String> {
    node.and_then(Node::as_text).filter(|text| !text.is_empty()).map(str::to_owned)
}
