//! Who is settled: services, clients, and what their books hold, in memory for the whole month.

use super::fault::{BadCell, Why};
use super::keys::{Index, Key, Mix32, NOBODY, Names, key_text, number};
use super::table::{Column, Meaning};
use makegood::calendar::{Date, Instant, Period};
use makegood::contract::Code;
use makegood::money::{Currency, Money};
use makegood::monitoring::Decision;
use makegood::sla::Fee;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

/// A service as its row says.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub key: Key,
    pub client: u32,
    /// One more than the place of its policy; 0: none.
    pub policy: u32,
    pub promised: Instant,
    pub since: Instant,
    pub until: Option<Instant>,
    /// One more than the number of its server; 0: none.
    pub server: u32,
    pub fee: Option<Fee>,
    /// One more than the place of what only the wide way can settle; 0: nothing.
    pub extra: u32,
}

/// A client's ledger at the beginning.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub key: Key,
    pub currency: Currency,
    pub revision: i64,
    pub carry: Money,
    pub given: Option<Box<str>>,
}

/// A paid line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub id: Box<str>,
    pub from: Date,
    pub fee: Fee,
    /// `,"cash":…,"kind":…` where it says so.
    pub more: Option<Box<str>>,
}

/// An outage or a window of maintenance.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub id: Box<str>,
    pub over: Period,
    pub announced_at: Option<Instant>,
    /// Members of an outage that only schema 2 knows.
    pub more: Option<Box<str>>,
}

/// Things by service or server.
#[derive(Debug)]
pub(super) struct BySubject<T> {
    pub services: HashMap<u32, Vec<T>, BuildHasherDefault<Mix32>>,
    pub servers: HashMap<u32, Vec<T>, BuildHasherDefault<Mix32>>,
    pub everything: Vec<T>,
}

impl<T> Default for BySubject<T> {
    fn default() -> Self {
        Self { services: HashMap::default(), servers: HashMap::default(), everything: Vec::new() }
    }
}

impl<T> BySubject<T> {
    pub fn add(&mut self, subject: Subject, value: T) {
        match subject {
            Subject::Service(place) => self.services.entry(place).or_default().push(value),
            Subject::Server(number) => self.servers.entry(number).or_default().push(value),
            Subject::Everything => self.everything.push(value),
        }
    }

    pub fn of_service(&self, place: u32) -> &[T] {
        if self.services.is_empty() { &[] } else { self.services.get(&place).map_or(&[], Vec::as_slice) }
    }

    /// `server` is one more than its number.
    pub fn of_server(&self, server: u32) -> &[T] {
        match server.checked_sub(1) {
            Some(number) if !self.servers.is_empty() => self.servers.get(&number).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Service(u32),
    Server(u32),
    Everything,
}

/// An entry of the ledger: n, net, tax, gross.
pub(super) type Numbered = (i64, Money, Money, Money);

/// All that is known before the outages.
#[derive(Debug, Default)]
pub(super) struct Roster {
    pub names: Names,
    pub servers: Names,
    /// In the order of the file.
    pub services: Vec<Service>,
    pub index: Index,
    pub clients: Vec<Client>,
    pub by_client: Index,
    /// JSON members of services, for the wide way.
    pub extras: Vec<String>,
    pub lines: HashMap<u32, Vec<Line>, BuildHasherDefault<Mix32>>,
    /// Entries by service, in order.
    pub entries: HashMap<u32, Vec<Numbered>, BuildHasherDefault<Mix32>>,
    /// Elements of lists of a service, by the name of the list.
    pub lists: HashMap<u32, Vec<(&'static str, String)>, BuildHasherDefault<Mix32>>,
    pub outages: BySubject<Stretch>,
    pub maintenance: BySubject<Stretch>,
    pub decisions: BySubject<Decision>,
    pub unclear: Unclear,
}

/// Of whom it is not known what they were paid: a row of the ledger was not understood.
#[derive(Debug, Default)]
pub(super) struct Unclear {
    pub services: HashSet<u32>,
    pub clients: HashSet<u32>,
}

impl Roster {
    /// The service with the id in a column.
    pub fn service(&self, column: &Column, row: usize) -> Result<u32, BadCell> {
        if column.is_null(row) {
            return Err(("service", Code::MissingField.into()));
        }
        let place = self.column_key(column, row).map_or(NOBODY, |key| self.index.find(key));
        if place == NOBODY { Err(("service", Why::UnknownService)) } else { Ok(place) }
    }

    /// The key of an id in a column, if it is known; a negative integer is a text like any other.
    pub fn column_key(&self, column: &Column, row: usize) -> Option<Key> {
        if let Column::Ints { values, meaning: Meaning::Integer, .. } = column
            && let Some(value) = values.get(row).copied().filter(|value| *value >= 0)
            && !column.is_null(row)
        {
            return Some(value);
        }
        self.key(&column.text(row)?)
    }

    /// The key of an id that is known.
    pub fn key(&self, id: &str) -> Option<Key> {
        number(id).or_else(|| self.names.find(id).map(|place| i64::from(place).saturating_neg().saturating_sub(1)))
    }

    /// Whether nobody knows what was paid for the service.
    pub fn is_unclear(&self, place: u32, service: &Service) -> bool {
        let Unclear { services, clients } = &self.unclear;
        (!services.is_empty() && services.contains(&place))
            || (!clients.is_empty() && clients.contains(&service.client))
    }

    pub fn service_at(&self, place: u32) -> Option<&Service> {
        self.services.get(usize::try_from(place).ok()?)
    }

    pub fn client_at(&self, place: u32) -> Option<&Client> {
        self.clients.get(usize::try_from(place).ok()?)
    }

    /// Whose service it is.
    pub fn client_of(&self, place: u32) -> Option<&Client> {
        self.client_at(self.service_at(place)?.client)
    }

    /// How `confirm` names an outage.
    pub fn outage_id(&self, subject: Subject, over: Period) -> String {
        let from = over.from().ms();
        match subject {
            Subject::Server(number) => format!("server:{}/{from}", self.servers.get(number)),
            Subject::Service(place) => {
                let key = self.service_at(place).map_or(0, |service| service.key);
                format!("service:{}/{from}", key_text(&self.names, key))
            }
            Subject::Everything => String::new(),
        }
    }
}
