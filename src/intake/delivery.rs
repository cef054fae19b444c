//! One delivery as it was stored → what it says, with keys that name its edges.

use super::Vendor;
use super::heard::{Heard, Reading, Sighting, Window};
use super::mapping::Mapping;
use super::payload::Problem;
use crate::calendar::Instant;
use crate::monitoring::{Kind, Precision, State};
use crate::order::{sort_by_key, sorted};
use std::borrow::Cow;

/// A time this far after its reception is not believed: 5 minutes.
const MAX_AHEAD_MS: i64 = 300_000;
/// A target has to be an id: 1 to 200 bytes without control characters.
const LONGEST_TARGET: usize = 200;

/// A delivery's body.
#[derive(Debug, Clone)]
pub enum Body<'a> {
    /// As text.
    Text(&'a str),
    /// As bytes, which may be no text at all.
    Bytes(Vec<u8>),
}

/// By which way a delivery came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// The monitor sent it.
    Webhook,
    /// It is the answer to our question about the past.
    History,
}

impl Channel {
    /// The channel with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "webhook" => Some(Self::Webhook),
            "history" => Some(Self::History),
            _ => None,
        }
    }
}

/// One webhook call or history answer, stored raw.
#[derive(Debug, Clone)]
pub struct Delivery<'a> {
    /// Its id.
    pub id: &'a str,
    /// Id of the configured monitor account.
    pub source: &'a str,
    /// Whose language it speaks.
    pub vendor: Vendor,
    /// By which way it came.
    pub channel: Channel,
    /// How to read it, where its vendor leaves that to a mapping.
    pub mapping: Option<&'a Mapping<'a>>,
    /// When it arrived.
    pub received_at: Instant,
    /// The header, or empty.
    pub content_type: &'a str,
    /// The URL's query without `?` and secret, or empty; of a history answer the question as a query.
    pub query: &'a str,
    /// The body.
    pub body: Body<'a>,
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It says something about up or down.
    Observed,
    /// It was understood and says nothing about up or down.
    Ignored,
    /// A part of it was not understood; the other parts count.
    Partial,
    /// It was not understood; it is kept and never votes.
    Unknown,
}

impl Status {
    /// The word in the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Ignored => "ignored",
            Self::Partial => "partial",
            Self::Unknown => "unknown",
        }
    }
}

/// An observation with what people want to see of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighted {
    /// Names the edge; equal keys are the same edge.
    pub key: String,
    /// The monitor's name of what it watches.
    pub target: String,
    /// What people call it.
    pub label: Option<String>,
    /// URL or host.
    pub address: Option<String>,
    /// From where it was seen.
    pub location: Option<String>,
    /// From how many places it was seen down at the same time, when the message names them.
    pub locations: Option<u32>,
    /// What was seen.
    pub state: State,
    /// What sort of message.
    pub kind: Kind,
    /// When.
    pub at: Instant,
    /// How well `at` is known.
    pub precision: Precision,
}

/// A delivery, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalized {
    /// What became of it.
    pub status: Status,
    /// What it says about targets, in the message's order.
    pub observations: Vec<Sighted>,
    /// Maintenance that it announces.
    pub windows: Vec<Window>,
    /// Why it was not understood, or a part of it.
    pub problem: Option<Problem>,
    /// A time was ahead of the reception and was not believed.
    pub time_in_future: bool,
}

/// Reads one delivery.
#[must_use]
pub fn normalize(delivery: &Delivery<'_>) -> Normalized {
    let heard = read(delivery).unwrap_or_else(|problem| Heard { problem: Some(problem), ..Heard::default() });
    let latest = delivery.received_at.plus_ms(MAX_AHEAD_MS);
    let time_in_future = heard.sightings.iter().any(|seen| seen.at.is_some_and(|(at, _)| at > latest));
    let observations = heard.sightings.into_iter().map(|sighting| sighted(delivery, sighting, latest)).collect();
    let observations = each_once(observations);
    let votes = observations.iter().any(|seen| matches!(seen.kind, Kind::State | Kind::Reminder));
    let status = match heard.problem {
        Some(_) if observations.is_empty() && heard.windows.is_empty() => Status::Unknown,
        Some(_) => Status::Partial,
        None if votes => Status::Observed,
        None => Status::Ignored,
    };
    Normalized { status, observations, windows: heard.windows, problem: heard.problem, time_in_future }
}

fn read(delivery: &Delivery<'_>) -> Reading {
    let body: Cow<'_, str> = match &delivery.body {
        Body::Text(text) => Cow::Borrowed(text),
        Body::Bytes(bytes) => Cow::Borrowed(core::str::from_utf8(bytes).map_err(|_| Problem::NotUtf8)?),
    };
    let body = body.trim_start_matches('\u{feff}').trim();
    let mut heard = (delivery.vendor.read)(body, delivery)?;
    let parts = |heard: &Heard| heard.sightings.len().saturating_add(heard.windows.len());
    let said = parts(&heard);
    heard.sightings.retain(|sighting| is_target(&sighting.target));
    heard.windows.retain(|window| is_target(&window.target));
    if parts(&heard) < said {
        heard.problem = heard.problem.or(Some(Problem::Target));
    }
    Ok(heard)
}

fn is_target(text: &str) -> bool {
    (1..=LONGEST_TARGET).contains(&text.len()) && !text.chars().any(char::is_control)
}

/// One of those with the same key: what one message says twice under one name cannot be told apart. Without a time it is
/// the last, so that a message whose two edges are not believed leaves nothing open.
fn each_once(all: Vec<Sighted>) -> Vec<Sighted> {
    let repeated = {
        let places = sorted(all.iter().map(|seen| (seen.key.as_str(), "")));
        let neighbours = places.iter().zip(places.iter().skip(1));
        let same = neighbours.filter(|(one, other)| one.0 == other.0);
        let is_timeless = |place: usize| all.get(place).is_some_and(|seen| seen.precision == Precision::Received);
        let mut repeated: Vec<usize> =
            same.map(|(one, other)| if is_timeless(one.2) { one.2 } else { other.2 }).collect();
        sort_by_key(&mut repeated, |place| *place);
        repeated
    };
    let is_new = |place: &usize| repeated.binary_search(place).is_err();
    all.into_iter().enumerate().filter(|(place, _)| is_new(place)).map(|(_, seen)| seen).collect()
}

fn sighted(delivery: &Delivery<'_>, sighting: Sighting, latest: Instant) -> Sighted {
    let believed = sighting.at.filter(|(at, _)| *at <= latest);
    let (at, precision) = believed.unwrap_or((delivery.received_at, Precision::Received));
    Sighted {
        key: key(delivery, &sighting, at, precision),
        target: sighting.target,
        label: sighting.label,
        address: sighting.address,
        location: sighting.location,
        locations: sighting.locations,
        state: sighting.state,
        kind: sighting.kind,
        at,
        precision,
    }
}

/// Without a time of its own a message may be byte-identical for two real outages: then the delivery names the edge.
fn key(delivery: &Delivery<'_>, sighting: &Sighting, at: Instant, precision: Precision) -> String {
    let mut key = String::new();
    push_part(&mut key, delivery.source);
    key.push('/');
    push_part(&mut key, &sighting.target);
    if precision == Precision::Received {
        key.push_str("/received/");
        push_part(&mut key, delivery.id);
    } else {
        key.push('/');
        key.push_str(&at.ms().to_string());
        key.push('/');
        key.push_str(sighting.state.word());
    }
    if sighting.kind != Kind::State {
        key.push('/');
        key.push_str(sighting.kind.word());
    }
    key
}

/// Appends `part` with `/`, `%` and control characters as `%XX`.
fn push_part(key: &mut String, part: &str) {
    for character in part.chars() {
        if matches!(character, '/' | '%') || character.is_control() {
            let mut bytes = [0_u8; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                key.push('%');
                for half in [byte >> 4, byte & 15] {
                    key.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
                }
            }
        } else {
            key.push(character);
        }
    }
}
