//! Site24x7's webhook, as JSON or form: `OUTAGE_TIME_UNIX_FORMAT` is when the outage began, `INCIDENT_TIME_ISO` when
//! this message's own event was. `INCIDENT_TIME` is local, on a 12-hour clock without its half of the day: never read.
//!
//! Source: site24x7.com help, "Webhooks" and "Incident Parameters"; recoveries as others received them.
//! Unverified: what a recovery says in `OUTAGE_TIME_UNIX_FORMAT` (not read there), and the words of `MONITORTYPE`.

use super::delivery::Delivery;
use super::heard::{Reading, Sighting};
use super::payload::{Payload, Problem, moment, payload, table};
use super::time::{epoch_ms, utc_text};
use crate::calendar::Instant;
use crate::monitoring::{Kind, Precision, State};

const STATES: [(&str, State); 4] =
    [("DOWN", State::Down), ("UP", State::Up), ("TROUBLE", State::Degraded), ("CRITICAL", State::Degraded)];
/// Monitors that do not look whether anything is reachable.
const KINDS: [(&str, Kind); 3] = [("SSL_CERT", Kind::Expiry), ("DOMAINEXPIRY", Kind::Expiry), ("RBL", Kind::Other)];

pub(super) fn read(body: &str, delivery: &Delivery<'_>) -> Reading {
    let said = payload(body, delivery)?;
    let word = said.field("STATUS").ok_or(Problem::Shape)?;
    let target = said.kept("MONITOR_ID").ok_or(Problem::Target)?;
    let state = table(word, &STATES).ok_or(Problem::State)?;
    let kind = said.field("MONITORTYPE").and_then(|word| table(word, &KINDS)).unwrap_or(Kind::State);
    let mut seen = Sighting::new(target, state, kind).at(happened(&said, state)?, Precision::Exact);
    seen.label = said.kept("MONITORNAME");
    seen.address = said.kept("MONITORURL");
    if state == State::Down {
        seen.location = said.kept("FAILED_LOCATIONS");
        seen.locations = seen.location.as_deref().and_then(places);
    }
    Ok(seen.into())
}

/// Only a DOWN is told when its outage began; everything else happened when the message says its event was.
fn happened(said: &Payload<'_>, state: State) -> Result<Option<Instant>, Problem> {
    let began = said.field("OUTAGE_TIME_UNIX_FORMAT").filter(|_| state == State::Down);
    if began.is_some() {
        return moment(began, epoch_ms);
    }
    // A local time without a zone is not a time.
    let zone = |text: &&str| text.get(19..).is_some_and(|zone| !zone.is_empty());
    moment(said.field("INCIDENT_TIME_ISO").filter(zone), utc_text)
}

/// `Brisbane-AUS,Tokyo-JP`.
fn places(list: &str) -> Option<u32> {
    u32::try_from(list.split(',').filter(|place| !place.trim().is_empty()).count()).ok()
}
