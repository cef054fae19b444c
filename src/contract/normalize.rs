//! `normalize`: deliveries → observations.

use super::Refusal;
use super::error::Code;
use super::mapping::mapping;
use super::read::{self, Input, Members, Read, fields, list, object, unique, word};
use super::writer::{List, Put, Warning, answer, object};
use crate::intake::{
    Body, Channel, Delivery, Mapping, Normalized, Problem, Sighted, Vendor, Window, decode_base64, normalize,
};
use crate::order::Lookup;
use crate::text::Sink;

pub(super) fn answer(members: Members<'_>) -> Read<Vec<u8>> {
    fields! { members =>
        optional mappings "mappings" |node| list(node, mapping);
        required deliveries "deliveries" |node| list(node, delivery);
    }
    let mappings = mappings.unwrap_or_default();
    unique(mappings.iter().map(|mapping| mapping.hash), "hash").map_err(|refusal| refusal.member("mappings"))?;
    unique(deliveries.iter().map(|(delivery, _)| delivery.id), "id").map_err(|refusal| refusal.member("deliveries"))?;
    let mappings = Lookup::new(mappings);
    let deliveries = with_mappings(deliveries, &mappings)?;
    let read: Vec<Normalized> = deliveries.iter().map(normalize).collect();
    let results = deliveries.iter().zip(&read).map(|(delivery, read)| ResultView { delivery, read });
    let ahead = read.iter().enumerate().filter(|(_, read)| read.time_in_future);
    let warnings = ahead.map(|(index, _)| Warning { code: "time_in_future", path: format!("deliveries[{index}]") });
    Ok(answer!("ok": true, "results": List(results), "warnings": List(warnings)))
}

/// Each delivery with the mapping that it names; one of a mapped monitor has to name one.
fn with_mappings<'m>(deliveries: Vec<Named<'m>>, mappings: &'m Lookup<'m, Mapping<'m>>) -> Read<Vec<Delivery<'m>>> {
    let found = |(place, (delivery, hash)): (usize, Named<'m>)| {
        let mapping = hash.and_then(|hash| mappings.get(hash));
        let is_missing = mapping.is_none() && (hash.is_some() || delivery.vendor.is_mapped());
        let refusal = || Refusal::new(Code::UnknownMapping).member("mapping").element(place).member("deliveries");
        if is_missing { Err(refusal()) } else { Ok(Delivery { mapping, ..delivery }) }
    };
    deliveries.into_iter().enumerate().map(found).collect()
}

/// A delivery, and the hash of its mapping.
type Named<'n> = (Delivery<'n>, Option<&'n str>);

fn delivery<'n>(node: Input<'n>) -> Read<Named<'n>> {
    fields! { object(node)? =>
        required id "id" read::id;
        required source "source" read::id;
        required vendor "vendor" |node| word(node, Vendor::from_word);
        optional channel "channel" |node| word(node, Channel::from_word);
        optional hash "mapping" read::hash;
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
    let delivery = Delivery { id, source, vendor, channel, mapping: None, received_at, content_type, query, body };
    Ok((delivery, hash))
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
            "from": self.from,
            "to": self.to,
            "announcedAt": self.announced_at,
        );
    }
}

impl Put for Problem {
    fn put(self, sink: &mut Sink) {
        object!(sink; "code": self.code(), "message": self.message(), "help": self.help());
    }
}
