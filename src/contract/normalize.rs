//! `normalize`: deliveries → observations.

use super::Refusal;
use super::error::Code;
use super::read::{self, Input, Members, Read, fields, list, object, unique, word};
use super::writer::{List, Put, Warning, answer, object};
use crate::intake::{Body, Channel, Delivery, Normalized, Problem, Sighted, Vendor, Window, decode_base64, normalize};
use crate::text::Sink;

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { members =>
        required deliveries "deliveries" |node| list(node, delivery);
    }
    unique(deliveries.iter().map(|delivery| delivery.id), "id").map_err(|refusal| refusal.member("deliveries"))?;
    let read: Vec<Normalized> = deliveries.iter().map(normalize).collect();
    let results = deliveries.iter().zip(&read).map(|(delivery, read)| ResultView { delivery, read });
    let ahead = read.iter().enumerate().filter(|(_, read)| read.time_in_future);
    let warnings = ahead.map(|(index, _)| Warning { code: "time_in_future", path: format!("deliveries[{index}]") });
    Ok(answer!("ok": true, "results": List(results), "warnings": List(warnings)))
}

fn delivery<'n>(node: Input<'n>) -> Read<Delivery<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required source "source" read::id;
        required vendor "vendor" |node| word(node, Vendor::from_word);
        optional channel "channel" |node| word(node, Channel::from_word);
        required received_at "receivedAt" read::instant;
        optional content_type "contentType" read::text;
        optional query "query" read::text;
        optional text "body" read::text;
        optional bytes "bodyBase64" base64;
    }
    let body = match (text, bytes) {
        (Some(text), None) => Body::Text(text),
        (None, Some(bytes)) => Body::Bytes(bytes),
        _ => return Err(Refusal::new(Code::InvalidBody).member("body")),
    };
    let (content_type, query) = (content_type.unwrap_or(""), query.unwrap_or(""));
    let channel = channel.unwrap_or(Channel::Webhook);
    Ok(Delivery { id, source, vendor, channel, received_at, content_type, query, body })
}

fn base64(node: Input<'_>) -> Read<Vec<u8>> {
    decode_base64(read::text(node)?).ok_or_else(|| Refusal::new(Code::InvalidBody))
}

/// What was read from a delivery.
struct ResultView<'s> {
    delivery: &'s Delivery<'s>,
    read: &'s Normalized,
}

impl Put for ResultView<'_> {
    fn put(self, sink: &mut Sink) {
        let observations = self.read.observations.iter();
        object!(sink;
            "id": self.delivery.id,
            "status": self.read.status.word(),
            "observations": List(observations.map(|seen| ObservationView { source: self.delivery.source, seen })),
            "windows": List(self.read.windows.iter()),
            "problem": self.read.problem,
        );
    }
}

struct ObservationView<'s> {
    source: &'s str,
    seen: &'s Sighted,
}

impl Put for ObservationView<'_> {
    fn put(self, sink: &mut Sink) {
        let Self { source, seen } = self;
        object!(sink;
            "key": seen.key.as_str(),
            "source": source,
            "target": seen.target.as_str(),
            "label": seen.label.as_deref(),
            "address": seen.address.as_deref(),
            "location": seen.location.as_deref(),
            "locations": seen.locations,
            "state": seen.state.word(),
            "kind": seen.kind.word(),
            "at": seen.at,
            "precision": seen.precision.word(),
        );
    }
}

impl Put for &Window {
    fn put(self, sink: &mut Sink) {
        object!(sink;
            "reference": self.reference.as_str(),
            "target": self.target.as_str(),
            "title": self.title.as_str(),
            "from": self.over.from(),
            "to": self.over.to(),
            "announcedAt": self.announced_at,
        );
    }
}

impl Put for Problem {
    fn put(self, sink: &mut Sink) {
        object!(sink; "code": self.code(), "message": self.message(), "help": self.help());
    }
}
