//! What a body is before a vendor reads it, and what can be wrong with it.

use super::delivery::Delivery;
use super::form::{self, Fields};
use super::time::epoch_seconds;
use crate::calendar::Instant;
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
    /// The sender left parts out.
    Truncated,
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
            Self::Truncated => "payload_truncated",
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
            Self::Truncated => "The monitor left some of its alerts out of the delivery.",
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
            Self::Truncated => {
                "Raise the limit of alerts in one message (max_alerts), and compare with the monitor itself."
            }
        }
    }
}

/// A body or query, read as far as any vendor would.
#[derive(Debug)]
pub(super) enum Payload<'a> {
    Json(Node<'a>),
    Form(Fields),
}

impl Payload<'_> {
    /// A field that is filled in: the last of this name in a form, a text or an integer of a JSON object.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        let value = match self {
            Self::Json(message) => number(message.get(name)),
            Self::Form(fields) => fields.iter().rev().find(|(field, _)| field == name).map(|(_, value)| value.as_str()),
        };
        value.filter(|value| !value.is_empty())
    }

    /// The same, to be kept.
    pub(super) fn kept(&self, name: &str) -> Option<String> {
        self.field(name).map(str::to_owned)
    }
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
#[inline(never)]
pub(super) fn name(node: Option<&Node<'_>>) -> Option<String> {
    let node = node?;
    let text = node.as_text().or_else(|| node.as_integer())?;
    (!text.is_empty()).then(|| text.to_owned())
}

/// A non-empty string.
#[inline(never)]
pub(super) fn words(node: Option<&Node<'_>>) -> Option<String> {
    node.and_then(Node::as_text).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// What lies along these members.
#[inline(never)]
pub(super) fn path<'n, 'a>(node: &'n Node<'a>, members: &[&str]) -> Option<&'n Node<'a>> {
    members.iter().try_fold(node, |node, member| node.get(member))
}

/// A non-empty string, where it stands.
#[inline(never)]
pub(super) fn text<'n>(node: Option<&'n Node<'_>>) -> Option<&'n str> {
    node.and_then(Node::as_text).filter(|text| !text.is_empty())
}

/// A non-empty string, or the digits of an integer of any length, where it stands.
#[inline(never)]
pub(super) fn ident<'n>(node: Option<&'n Node<'_>>) -> Option<&'n str> {
    number(node).filter(|text| !text.is_empty())
}

/// The digits of an integer, or a text: numbers as vendors write them.
#[inline(never)]
pub(super) fn number<'n>(node: Option<&'n Node<'_>>) -> Option<&'n str> {
    let node = node?;
    node.as_integer().or_else(|| node.as_text())
}

/// A time that is there has to be readable.
#[inline(never)]
pub(super) fn moment(text: Option<&str>, read: fn(&str) -> Option<Instant>) -> Result<Option<Instant>, Problem> {
    text.map(|text| read(text).ok_or(Problem::Time)).transpose()
}

/// What a vendor's word stands for.
#[inline(never)]
pub(super) fn table<T: Copy>(word: &str, words: &[(&str, T)]) -> Option<T> {
    words.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning)
}

/// The question that a history answer answers: from when to when, how finely, and about which check, as far as it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub from: Option<Instant>,
    pub to: Option<Instant>,
    pub step_ms: Option<i64>,
    pub target: Option<String>,
}

/// The question of a history answer, as the pull wrote it: `from` and `to` in epoch seconds, `step` in seconds,
/// `target`.
pub(super) fn asked(delivery: &Delivery<'_>) -> Result<Asked, Problem> {
    let fields = query(delivery)?;
    let value = |name: &str| fields.iter().find(|(field, value)| field == name && !value.is_empty());
    let time = |name: &str| value(name).and_then(|(_, digits)| epoch_seconds(digits));
    let seconds = value("step").and_then(|(_, digits)| digits.parse::<i64>().ok()).filter(|seconds| *seconds > 0);
    let step_ms = seconds.and_then(|seconds| seconds.checked_mul(1_000));
    Ok(Asked { from: time("from"), to: time("to"), step_ms, target: value("target").map(|(_, id)| id.clone()) })
}
