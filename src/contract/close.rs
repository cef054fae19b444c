//! What a whole month shares with `settle` and `confirm`, as values: the readers and the writer of the contract for a
//! caller that settles a million services without a request for each.
//!
//! Settings are a JSON object with members of those two commands, under the same names and by the same readers.

use super::error::{Code, Refusal};
use super::policy::{Version, version};
use super::read::{self, Input, Read, branch, fields, list, payment, unique};
use super::settled::Row;
use super::writer::Put;
use super::{confirm, lines, terms};
use crate::calendar::{Date, Zone};
use crate::json::Node;
use crate::money::{Currency, MoneyError, Percent};
use crate::monitoring::{DEFAULT_STALE_AFTER_MS, Required, Source};
use crate::policy::Policy;
use crate::settlement::{Capabilities, Entry, Route, Settled};
use crate::sla::{Charge, Fee, Tax, TaxMode};
use crate::text::Sink;

/// A refusal: its code, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The stable code, with its message and help.
    pub code: Code,
    /// Members joined by points, elements in brackets; empty for the whole.
    pub path: String,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { code: refusal.code(), path: refusal.path() }
    }
}

/// What all services of a month share, besides policies.
#[derive(Debug)]
pub struct Settings<'n> {
    /// As in `settle`; absent: credit on the account, at the currency's decimals.
    pub capabilities: Capabilities,
    /// As in `settle`; UTC is always there.
    pub zones: Vec<Zone<'n>>,
    /// As in `confirm`; absent: none.
    pub sources: Vec<Source<'n>>,
    /// As in `confirm`.
    pub quorum: Option<i64>,
    /// As in `confirm`, in milliseconds.
    pub stale_after_ms: i64,
    /// As in `confirm`.
    pub required: Vec<Required>,
}

/// Reads settings: members `capabilities`, `zones`, `sources`, `quorum`, `staleAfterMs`, `required`, each optional.
///
/// # Errors
/// What `settle` and `confirm` would refuse of them.
pub fn settings<'n>(root: &'n Node<'n>) -> Result<Settings<'n>, Refused> {
    Ok(read_settings(Input::Node(root))?)
}

fn read_settings<'n>(root: Input<'n>) -> Read<Settings<'n>> {
    fields! { branch(root)? =>
        optional capabilities "capabilities" terms::capabilities;
        optional zones "zones" |node| list(node, terms::zone);
        optional quorum "quorum" read::integer;
        optional stale_after_ms "staleAfterMs" read::duration;
        optional sources "sources" |node| list(node, confirm::source);
        optional required "required" |node| list(node, confirm::level);
    }
    let mut zones = zones.unwrap_or_default();
    unique(zones.iter().map(Zone::name), "name").map_err(|refusal| refusal.member("zones"))?;
    if zones.iter().all(|zone| zone.name() != "UTC") {
        zones.push(Zone::utc());
    }
    let sources = sources.unwrap_or_default();
    unique(sources.iter().map(|source| source.id), "id").map_err(|refusal| refusal.member("sources"))?;
    let required = required.unwrap_or_default();
    unique(required.iter().map(|required| required.level.word()), "level")
        .map_err(|refusal| refusal.member("required"))?;
    Ok(Settings {
        capabilities: capabilities
            .unwrap_or(Capabilities { way: Some(Route::AccountCredit), postable_scale: Vec::new() }),
        zones,
        sources,
        quorum,
        stale_after_ms: stale_after_ms.unwrap_or(DEFAULT_STALE_AFTER_MS),
        required,
    })
}

/// Reads a policy document, whose hash is known: the document if it is of schema 1, `None` if it is of schema 2.
///
/// # Errors
/// What `settle` would refuse of it, and a zone that is not among `zones`.
pub fn policy<'n>(hash: &'n str, document: &'n Node<'n>, zones: &[Zone<'_>]) -> Result<Option<Policy<'n>>, Refused> {
    let version = version(hash, Input::Node(document))?;
    let (_, zone) = Version::names(&version);
    if zones.iter().all(|known| known.name() != zone) {
        return Err(Refusal::new(Code::UnknownZone).member("zone").into());
    }
    Ok(version.plain())
}

/// Whether a text may be an id.
#[must_use]
pub fn is_id(text: &str) -> bool {
    read::id(Input::Node(&Node::Text(text.into()))).is_ok()
}

/// A tax: a word of the contract, and rates.
///
/// # Errors
/// `invalid_word`, `invalid_percent`, `amount_overflow`.
pub fn tax<'t>(mode: &str, mut rates: impl Iterator<Item = &'t str>) -> Result<Tax, Code> {
    let mode = TaxMode::from_word(mode).ok_or(Code::InvalidWord)?;
    let rate = rates.try_fold(Percent::ZERO, |sum, rate| {
        let rate = Percent::parse(rate).map_err(|_| Code::InvalidPercent)?;
        sum.checked_add(rate).ok_or(Code::AmountOverflow)
    })?;
    Ok(Tax { mode, rate })
}

/// An amount for a number of months.
///
/// # Errors
/// `invalid_months`, `invalid_amount`, `amount_overflow`.
pub fn fee(months: i64, amount: &str, tax: Option<Tax>, currency: Currency) -> Result<Fee, Code> {
    let months = u32::try_from(months).ok().filter(|months| (1..=120).contains(months)).ok_or(Code::InvalidMonths)?;
    let amount = payment(amount, currency).map_err(|refusal| refusal.code())?;
    Ok(Fee { months, amount, tax })
}

/// A paid line.
///
/// # Errors
/// `invalid_id`, `invalid_date`.
pub fn charge<'n>(id: &'n str, from: &str, fee: Fee) -> Result<Charge<'n>, Code> {
    let from = Date::parse(from).ok_or(Code::InvalidDate)?;
    if is_id(id) { Ok(Charge { id, from, fee }) } else { Err(Code::InvalidId) }
}

/// An entry of the ledger.
///
/// # Errors
/// `invalid_amount`, `amount_overflow`; `invalid_entries` where net + tax is not gross.
pub fn entry(net: &str, tax: &str, gross: &str, currency: Currency) -> Result<Entry, Code> {
    lines::entry(&lines::RawEntry { net, tax, gross }, currency).map_err(|refusal| refusal.code())
}

/// The code under which the contract tells why an amount could not be had.
#[must_use]
pub fn code_of(error: MoneyError) -> Code {
    Refusal::from(error).code()
}

/// A settled service as an element of `results`, the bytes that `settle` would write.
#[must_use]
pub fn result(service: &str, client: &str, currency: Currency, period: &str, settled: &Settled<'_>) -> Vec<u8> {
    let mut sink = Sink::start();
    Row { service, client, currency, period, settled }.put(&mut sink);
    sink.finish()
}
