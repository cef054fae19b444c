//! One delivery as it was stored → what it says, with keys that name its edges.

use super::payload::Problem;
use super::{Reading, Sighting, Vendor, pingdom, uptime_kuma, uptimerobot};
use crate::calendar::Instant;
use crate::monitoring::{Kind, Precision, State};
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

/// One webhook call, stored raw.
#[derive(Debug, Clone)]
pub struct Delivery<'a> {
    /// Its id.
    pub id: &'a str,
    /// Id of the configured monitor account.
    pub source: &'a str,
    /// Whose language it speaks.
    pub vendor: Vendor,
    /// When it arrived.
    pub received_at: Instant,
    /// The header, or empty.
    pub content_type: &'a str,
    /// The URL's query without `?` and secret, or empty.
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
    /// None when it says nothing about a target.
    pub observation: Option<Sighted>,
    /// Why it was not understood.
    pub problem: Option<Problem>,
    /// Its time was ahead of its reception and was not believed.
    pub time_in_future: bool,
}

/// Reads one delivery.
#[must_use]
pub fn normalize(delivery: &Delivery<'_>) -> Normalized {
    match read(delivery) {
        Err(problem) => {
            Normalized { status: Status::Unknown, observation: None, problem: Some(problem), time_in_future: false }
        }
        Ok(None) => Normalized { status: Status::Ignored, observation: None, problem: None, time_in_future: false },
        Ok(Some(sighting)) => sighted(delivery, sighting),
    }
}

fn read(delivery: &Delivery<'_>) -> Reading {
    let body: Cow<'_, str> = match &delivery.body {
        Body::Text(text) => Cow::Borrowed(text),
        Body::Bytes(bytes) => Cow::Borrowed(core::str::from_utf8(bytes).map_err(|_| Problem::NotUtf8)?),
    };
    let body = body.trim_start_matches('\u{feff}').trim();
    let sighting = match delivery.vendor {
        Vendor::Pingdom => pingdom::read(body, delivery),
        Vendor::UptimeRobot => uptimerobot::read(body, delivery),
        Vendor::UptimeKuma => uptime_kuma::read(body, delivery),
    }?;
    match sighting {
        Some(sighting) if !is_target(&sighting.target) => Err(Problem::Target),
        sighting => Ok(sighting),
    }
}

fn is_target(text: &str) -> bool {
    (1..=LONGEST_TARGET).contains(&text.len()) && !text.chars().any(char::is_control)
}

fn sighted(delivery: &Delivery<'_>, sighting: Sighting) -> Normalized {
    let latest = delivery.received_at.plus_ms(MAX_AHEAD_MS);
    let time_in_future = sighting.at.is_some_and(|(at, _)| at > latest);
    let believed = sighting.at.filter(|(at, _)| *at <= latest);
    let (at, precision) = believed.unwrap_or((delivery.received_at, Precision::Received));
    let votes = matches!(sighting.kind, Kind::State | Kind::Reminder);
    let observation = Sighted {
        key: key(delivery, &sighting, at, precision),
        target: sighting.target,
        label: sighting.label,
        address: sighting.address,
        location: sighting.location,
        state: sighting.state,
        kind: sighting.kind,
        at,
        precision,
    };
    let status = if votes { Status::Observed } else { Status::Ignored };
    Normalized { status, observation: Some(observation), problem: None, time_in_future }
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
        return key;
    }
    key.push('/');
    key.push_str(&at.ms().to_string());
    key.push('/');
    key.push_str(sighting.state.word());
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
