//! Who is settled: services, clients, and what their books hold, in memory for the whole month.

use super::fault::{Fault, Why};
use super::refused::{Bad, Refused};
use super::settings::Settings;
use super::table::{Batch, Column, Meaning, Table};
use crate::json::quote;
use makegood::calendar::{Date, Instant, Period};
use makegood::contract::{Code, close};
use makegood::json::{Manner, Node, parse};
use makegood::money::{Currency, Money};
use makegood::monitoring::Decision;
use makegood::sla::{Fee, Tax};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Ids of services and clients: a number stands for itself, any other text has a negative one.
pub(super) type Key = i64;

/// A quick hash of keys; whoever names his own services has no reason to make them collide.
#[derive(Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }
    fn write_i64(&mut self, value: i64) {
        self.write_u64(value.cast_unsigned());
    }
    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

pub(super) type ByKey = HashMap<Key, u32, BuildHasherDefault<Mix>>;

/// Texts by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    list: Vec<String>,
    by_name: HashMap<String, u32>,
}

impl Names {
    pub fn intern(&mut self, name: &str) -> u32 {
        if let Some(found) = self.by_name.get(name) {
            return *found;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(name.to_owned());
        self.by_name.insert(name.to_owned(), number);
        number
    }

    pub fn find(&self, name: &str) -> Option<u32> {
        self.by_name.get(name).copied()
    }

    pub fn get(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|number| self.list.get(number)).map_or("", String::as_str)
    }
}

/// The number that a text without leading zeros and signs stands for, as far as integer columns reach.
fn number(text: &str) -> Option<Key> {
    let is_plain = (1..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain && (text.len() == 1 || !text.starts_with('0')) { text.parse().ok() } else { None }
}

/// The text of a key.
pub(super) fn key_text(names: &Names, key: Key) -> std::borrow::Cow<'_, str> {
    match u32::try_from(key.saturating_add(1).saturating_neg()) {
        Ok(place) if key < 0 => names.get(place).into(),
        _ => key.to_string().into(),
    }
}

/// Appends the text of a key.
pub(super) fn put_key(names: &Names, key: Key, into: &mut Vec<u8>) {
    match u32::try_from(key.saturating_add(1).saturating_neg()) {
        Ok(place) if key < 0 => into.extend_from_slice(names.get(place).as_bytes()),
        _ => put_number(key, into),
    }
}

/// Appends the digits of a number that is not negative.
pub(super) fn put_number(number: i64, into: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut rest = number.max(0).cast_unsigned();
    let mut from = digits.len();
    for (place, digit) in digits.iter_mut().enumerate().rev() {
        let (tens, ones) = (rest.wrapping_div(10), rest.wrapping_rem(10));
        *digit = b'0'.wrapping_add(u8::try_from(ones).unwrap_or(0));
        (from, rest) = (place, tens);
        if rest == 0 {
            break;
        }
    }
    into.extend_from_slice(digits.get(from..).unwrap_or_default());
}

/// The key in a column, for ids that may be new.
fn new_key(column: &Column, row: usize, names: &mut Names) -> Result<Key, Why> {
    if let Column::Ints { values, meaning: Meaning::Integer, .. } = column
        && let Some(value) = values.get(row).copied().filter(|value| *value >= 0)
        && !column.is_null(row)
    {
        return Ok(value);
    }
    let text = column.text(row).ok_or(Code::MissingField)?;
    if let Some(number) = number(&text) {
        return Ok(number);
    }
    if close::is_id(&text) {
        Ok(i64::from(names.intern(&text)).saturating_neg().saturating_sub(1))
    } else {
        Err(Code::InvalidId.into())
    }
}

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

/// As [`Mix`], for places.
#[derive(Default)]
pub(super) struct Mix32(Mix);

impl Hasher for Mix32 {
    fn finish(&self) -> u64 {
        self.0.finish()
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }
    fn write_u32(&mut self, value: u32) {
        self.0.write_u64(u64::from(value));
    }
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

/// Places by key: those of keys that lie close together in a table, the others hashed.
#[derive(Debug, Default)]
pub(super) struct Index {
    first: Key,
    dense: Vec<u32>,
    sparse: ByKey,
    count: usize,
}

pub(super) const NOBODY: u32 = u32::MAX;

impl Index {
    /// Of the table, from where on a key is too far away.
    const SLACK: usize = 1 << 20;

    #[inline(always)]
    pub fn find(&self, key: Key) -> u32 {
        let at = usize::try_from(key.wrapping_sub(self.first)).unwrap_or(usize::MAX);
        match self.dense.get(at) {
            Some(place) if *place != NOBODY => *place,
            _ if self.sparse.is_empty() => NOBODY,
            _ => self.sparse.get(&key).copied().unwrap_or(NOBODY),
        }
    }

    /// Whether the key is new.
    pub fn insert(&mut self, key: Key, place: u32) -> bool {
        if self.find(key) != NOBODY {
            return false;
        }
        if self.count == 0 {
            self.first = key.saturating_sub(1_000_000).max(0);
        }
        self.count = self.count.saturating_add(1);
        let at = usize::try_from(key.saturating_sub(self.first)).unwrap_or(usize::MAX);
        if at < self.count.saturating_mul(4).saturating_add(Self::SLACK) {
            if self.dense.len() <= at {
                self.dense.resize(at.saturating_add(1), NOBODY);
            }
            if let Some(slot) = self.dense.get_mut(at) {
                *slot = place;
            }
        } else {
            self.sparse.insert(key, place);
        }
        true
    }

    /// The same keys at other places.
    pub fn map(&self, to: impl Fn(u32) -> u32) -> Self {
        let dense = self.dense.iter().map(|place| if *place == NOBODY { NOBODY } else { to(*place) }).collect();
        let sparse = self.sparse.iter().map(|(key, place)| (*key, to(*place))).collect();
        Self { first: self.first, dense, sparse, count: self.count }
    }
}

/// An entry of the ledger: n, net, tax, gross.
pub(super) type Numbered = (i64, Money, Money, Money);

/// All that is known before the outages.
#[derive(Debug)]
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

const SERVICES: [&str; 22] = [
    "service",
    "client",
    "currency",
    "policy",
    "policyFrom",
    "since",
    "until",
    "server",
    "months",
    "amount",
    "taxMode",
    "taxRates",
    "anchor",
    "flags",
    "givenLine",
    "givenYear",
    "spans",
    "assignments",
    "excused",
    "claims",
    "used",
    "given",
];

/// Nested lists that only a line of JSON can hold, and scalars that only schema 2 knows.
const NESTED: [(usize, &str); 5] = [(16, "spans"), (17, "assignments"), (18, "excused"), (19, "claims"), (20, "used")];

pub(super) struct Reading<'r> {
    pub refused: &'r mut Refused,
    pub tick: &'r mut dyn FnMut(u64),
    /// The first line of the latest file that is no row, from 1.
    pub broken: Option<usize>,
}

/// Hands each row of a file, in order, to `row`; what it refuses is written down.
pub(super) fn each_row(
    table: &Table,
    file: &str,
    columns: &[&'static str],
    reading: &mut Reading<'_>,
    mut row: impl FnMut(&Batch, usize) -> Result<(), (&'static str, Why)>,
) -> Result<(), Fault> {
    table.refuse_unknown(columns)?;
    reading.refused.begin();
    let (send, batches) = std::sync::mpsc::sync_channel(2);
    std::thread::scope(|scope| {
        // The next pieces are read while this one is looked at.
        scope.spawn(move || {
            let mut reader = match table.reader(columns) {
                Ok(reader) => reader,
                Err(fault) => return drop(send.send(Err(fault))),
            };
            for unit in 0..table.units {
                let batch = reader.read(unit);
                let is_over = batch.is_err();
                if send.send(batch).is_err() || is_over {
                    return;
                }
            }
        });
        reading.broken = None;
        let mut before = 0_usize;
        for (unit, batch) in batches.into_iter().enumerate() {
            let batch = batch?;
            if let (None, Some((row, _))) = (reading.broken, batch.broken.first()) {
                reading.broken = Some(before.saturating_add(*row).saturating_add(1));
            }
            before = before.saturating_add(batch.rows);
            let mut bad: Vec<Bad> = Vec::new();
            let mut broken = batch.broken.iter().peekable();
            for place in 0..batch.rows {
                if let Some((_, why)) = broken.next_if(|(row, _)| *row == place) {
                    bad.push((place, "", *why));
                } else if let Err((column, why)) = row(&batch, place) {
                    bad.push((place, column, why));
                }
            }
            reading.refused.unit(file, unit, &batch, columns, &bad)?;
            (reading.tick)(table.bytes.checked_div(u64::try_from(table.units).unwrap_or(1)).unwrap_or(0));
        }
        Ok(())
    })
}

/// Names the column of a refusal.
pub(super) fn of<T, E: Into<Why>>(column: &'static str, value: Result<T, E>) -> Result<T, (&'static str, Why)> {
    value.map_err(|why| (column, why.into()))
}

pub(super) fn required<T>(column: &'static str, value: Option<T>) -> Result<T, (&'static str, Why)> {
    value.ok_or((column, Code::MissingField.into()))
}

/// A tax by its texts, remembered: few differ.
#[derive(Default)]
struct Taxes(Vec<((String, String), Tax)>);

impl Taxes {
    fn read(
        &mut self,
        batch: &Batch,
        mode: usize,
        rates: usize,
        row: usize,
    ) -> Result<Option<Tax>, (&'static str, Why)> {
        let Some(mode) = batch.column(mode).text(row) else { return Ok(None) };
        let rates = required("taxRates", batch.column(rates).text(row))?;
        if let Some((_, tax)) = self.0.iter().find(|((known, of), _)| *known == *mode && *of == *rates) {
            return Ok(Some(*tax));
        }
        let tax = of("taxRates", close::tax(&mode, rates.split_whitespace()))?;
        self.0.push(((mode.into_owned(), rates.into_owned()), tax));
        Ok(Some(tax))
    }
}

/// What the latest word stood for: few differ from the one before.
struct Latest<T> {
    word: String,
    found: Option<T>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { word: String::new(), found: None }
    }
}

impl<T: Copy> Latest<T> {
    /// None where there is no word; an error where it stands for nothing.
    fn of(&mut self, column: &Column, row: usize, find: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
        let Some(word) = column.text(row) else { return Ok(None) };
        if self.found.is_none() || self.word != *word {
            self.found = find(&word);
            self.word.clear();
            self.word.push_str(&word);
        }
        self.found.map(Some).ok_or(())
    }
}

/// An amount for months: straight from a decimal column, else as text.
fn fee(
    amount: &Column,
    row: usize,
    months: i64,
    tax: Option<Tax>,
    currency: Currency,
) -> Result<Fee, (&'static str, Why)> {
    if let Column::Ints { values, meaning: Meaning::Decimal(scale), .. } = amount
        && *scale == currency.exponent()
        && (1..=120).contains(&months)
        && !amount.is_null(row)
        && let Some(minor) = values.get(row).copied().filter(|minor| *minor >= 0)
    {
        let months = u32::try_from(months).unwrap_or(1);
        return Ok(Fee { months, amount: Money::new(minor, currency), tax });
    }
    let text = required("amount", amount.text(row))?;
    let text = trimmed(&text, amount, currency);
    close::fee(months, text, tax, currency).map_err(|code| {
        let column = if code == Code::InvalidMonths { "months" } else { "amount" };
        (column, code.into())
    })
}

/// A decimal column has as many decimals as its type, not as its currency: zeros beyond it say nothing.
pub(super) fn trimmed<'t>(text: &'t str, column: &Column, currency: Currency) -> &'t str {
    let Column::Ints { meaning: Meaning::Decimal(_), .. } = column else { return text };
    let Some((_, part)) = text.split_once('.') else { return text };
    let exponent = usize::try_from(currency.exponent()).unwrap_or(0);
    let zeros = part.len().saturating_sub(part.trim_end_matches('0').len()).min(part.len().saturating_sub(exponent));
    text.get(..text.len().saturating_sub(zeros)).unwrap_or(text).trim_end_matches('.')
}

impl Roster {
    /// Reads clients (if there is such a file) and services.
    pub fn read(
        services: &Table,
        clients: Option<&Table>,
        settings: &Settings,
        reading: &mut Reading<'_>,
    ) -> Result<Self, Fault> {
        let mut roster = Self {
            names: Names::default(),
            servers: Names::default(),
            services: Vec::new(),
            index: Index::default(),
            clients: Vec::new(),
            by_client: Index::default(),
            extras: Vec::new(),
            lines: HashMap::default(),
            entries: HashMap::default(),
            lists: HashMap::default(),
            outages: BySubject::default(),
            maintenance: BySubject::default(),
            decisions: BySubject::default(),
            unclear: Unclear::default(),
        };
        if let Some(table) = clients {
            roster.read_clients(table, reading)?;
        }
        let listed = roster.clients.len();
        roster.read_services(services, listed, settings, reading)?;
        Ok(roster)
    }

    fn read_clients(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["client", "currency"])?;
        each_row(table, "clients", &["client", "currency", "revision", "carry", "given"], reading, |batch, row| {
            let key = of("client", new_key(batch.column(0), row, &mut self.names))?;
            let currency = required("currency", batch.column(1).text(row))?;
            let currency = required("currency", Currency::from_code(&currency))
                .map_err(|_| ("currency", Code::UnknownCurrency.into()))?;
            let revision = of("revision", batch.column(2).integer(row))?.unwrap_or(0);
            let carry = batch.column(3).text(row);
            let carry = carry.map_or(Ok(Money::zero(currency)), |text| {
                Money::parse(trimmed(&text, batch.column(3), currency), currency)
            });
            let carry = of("carry", carry.map_err(close::code_of))?;
            let given = batch.column(4).text(row);
            let given = given.map(|given| trimmed(&given, batch.column(4), currency).to_owned());
            if let Some(given) = &given {
                of("given", close::fee(1, given, None, currency))?;
            }
            if revision < 0 {
                return Err(("revision", Code::WrongType.into()));
            }
            let given = given.map(String::into_boxed_str);
            let place = u32::try_from(self.clients.len()).unwrap_or(NOBODY);
            if !self.by_client.insert(key, place) {
                return Err(("client", Code::DuplicateId.into()));
            }
            self.clients.push(Client { key, currency, revision, carry, given });
            Ok(())
        })
    }

    fn read_services(
        &mut self,
        table: &Table,
        listed: usize,
        settings: &Settings,
        reading: &mut Reading<'_>,
    ) -> Result<(), Fault> {
        table.require(&["service"])?;
        let mut taxes = Taxes::default();
        let mut before: Option<(Key, u32)> = None;
        let always = Instant::from_ms(31_536_000_000);
        let (mut currencies, mut policies) = (Latest::default(), Latest::default());
        each_row(table, "services", &SERVICES, reading, |batch, row| {
            let at = |place: usize| batch.column(place);
            let key = of("service", new_key(at(0), row, &mut self.names))?;
            let owner = if at(1).is_null(row) { key } else { of("client", new_key(at(1), row, &mut self.names))? };
            let known = before.filter(|(last, _)| *last == owner).map(|(_, client)| client);
            let known = known.or_else(|| Some(self.by_client.find(owner)).filter(|client| *client != NOBODY));
            let currency = currencies
                .of(at(2), row, Currency::from_code)
                .map_err(|()| ("currency", Code::UnknownCurrency.into()))?;
            let client = known.and_then(|place| self.clients.get(usize::try_from(place).ok()?));
            let currency = match (client, currency) {
                (Some(client), None) => client.currency,
                (Some(client), Some(currency)) if client.currency == currency => currency,
                (Some(_), Some(_)) => return Err(("currency", Code::UnknownCurrency.into())),
                (None, Some(currency)) if listed == 0 => currency,
                (None, Some(_)) => return Err(("client", Code::UnknownClient.into())),
                (None, None) => return Err(("currency", Code::MissingField.into())),
            };
            let policy = policies
                .of(at(3), row, |name| settings.policy(name))
                .map_err(|()| ("policy", Code::UnknownPolicy.into()))?;
            let policy = policy.map_or(0, |policy| policy.saturating_add(1));
            let promised = of("policyFrom", at(4).instant(row))?.unwrap_or(always);
            let since = of("since", at(5).instant(row))?.unwrap_or(always);
            let until = of("until", at(6).instant(row))?;
            if until.is_some_and(|until| until <= since) {
                return Err(("until", Code::InvalidInterval.into()));
            }
            let server = match at(7).text(row) {
                None => 0,
                Some(name) if close::is_id(&name) => self.servers.intern(&name).saturating_add(1),
                Some(_) => return Err(("server", Code::InvalidId.into())),
            };
            let fee = if at(9).is_null(row) {
                None
            } else {
                let months = of("months", at(8).integer(row))?.unwrap_or(1);
                Some(fee(at(9), row, months, taxes.read(batch, 10, 11, row)?, currency)?)
            };
            let extra = extra(batch, row, currency, &mut self.servers)?;
            let place = u32::try_from(self.services.len()).unwrap_or(NOBODY);
            if !self.index.insert(key, place) {
                return Err(("service", Code::DuplicateId.into()));
            }
            let client = known.unwrap_or_else(|| {
                let number = u32::try_from(self.clients.len()).unwrap_or(NOBODY);
                let carry = Money::zero(currency);
                self.clients.push(Client { key: owner, currency, revision: 0, carry, given: None });
                self.by_client.insert(owner, number);
                number
            });
            before = Some((owner, client));
            let extra = extra.map_or(0, |members| {
                self.extras.push(members);
                u32::try_from(self.extras.len()).unwrap_or(0)
            });
            self.services.push(Service { key, client, policy, promised, since, until, server, fee, extra });
            Ok(())
        })
    }

    /// The service with the id in a column.
    pub fn service(&self, column: &Column, row: usize) -> Result<u32, (&'static str, Why)> {
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

    pub fn client_of(&self, place: u32) -> Option<&Client> {
        let service = self.services.get(usize::try_from(place).ok()?)?;
        self.clients.get(usize::try_from(service.client).ok()?)
    }

    /// Paid lines.
    pub fn read_charges(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["service", "charge", "from", "amount"])?;
        let mut taxes = Taxes::default();
        let columns = ["service", "charge", "from", "months", "amount", "taxMode", "taxRates", "cash", "kind"];
        each_row(table, "charges", &columns, reading, |batch, row| {
            let at = |place: usize| batch.column(place);
            let place = self.service(at(0), row)?;
            let currency = required("service", self.client_of(place))?.currency;
            let id = required("charge", at(1).text(row))?;
            let from = required("from", at(2).text(row))?;
            let months = of("months", at(3).integer(row))?.unwrap_or(1);
            let fee = fee(at(4), row, months, taxes.read(batch, 5, 6, row)?, currency)?;
            let charge = of("from", close::charge(&id, &from, fee))?;
            let mut more = String::new();
            member(
                &mut more,
                "cash",
                at(7).text(row).map(|cash| trimmed(&cash, at(7), currency).to_owned()).as_deref(),
            );
            member(&mut more, "kind", at(8).text(row).as_deref());
            let line =
                Line { id: charge.id.into(), from: charge.from, fee, more: (!more.is_empty()).then(|| more.into()) };
            self.lines.entry(place).or_default().push(line);
            Ok(())
        })
    }

    /// Elements of a list of services: spans, claims, excused stretches.
    pub fn read_list(
        &mut self,
        table: &Table,
        file: &'static str,
        columns: &[&'static str],
        reading: &mut Reading<'_>,
    ) -> Result<(), Fault> {
        table.require(&["service"])?;
        each_row(table, file, columns, reading, |batch, row| {
            let place = self.service(batch.column(0), row)?;
            let mut members = String::new();
            for (name, column) in columns.iter().zip(&batch.columns).skip(1) {
                let value = match *name {
                    "at" | "from" | "to" => instant_text(column, row),
                    _ => column.text(row).map(|text| text.into_owned()),
                };
                member(&mut members, name, value.as_deref());
                // Who is on it has to be known before its state changes are read.
                if let ("server", Some(server)) = (*name, &value) {
                    self.servers.intern(server);
                }
            }
            let element = format!("{{{}}}", members.trim_start_matches(','));
            self.lists.entry(place).or_default().push((file, element));
            Ok(())
        })
    }

    /// The subject in columns `subject`, `service`, `server`, which stand first.
    fn subject(&mut self, batch: &Batch, row: usize) -> Result<Subject, (&'static str, Why)> {
        if let Some(text) = batch.column(0).text(row) {
            if text == "*" {
                return Ok(Subject::Everything);
            }
            if let Some(id) = text.strip_prefix("service:") {
                let place = self.key(id).map_or(NOBODY, |key| self.index.find(key));
                return if place == NOBODY {
                    Err(("subject", Why::UnknownService))
                } else {
                    Ok(Subject::Service(place))
                };
            }
            let id = text.strip_prefix("server:").filter(|id| close::is_id(id));
            let id = id.ok_or(("subject", Why::Core(Code::InvalidSubject)))?;
            return Ok(Subject::Server(self.servers.intern(id)));
        }
        if !batch.column(1).is_null(row) {
            return self.service(batch.column(1), row).map(Subject::Service);
        }
        let id = required("service", batch.column(2).text(row))?;
        if close::is_id(&id) {
            Ok(Subject::Server(self.servers.intern(&id)))
        } else {
            Err(("server", Code::InvalidId.into()))
        }
    }

    /// Confirmed outages.
    pub fn read_outages(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["from", "to"])?;
        let columns = ["subject", "service", "server", "outage", "from", "to", "component", "affected", "reportedAt"];
        let mut ids = std::collections::HashSet::new();
        each_row(table, "outages", &columns, reading, |batch, row| {
            let subject = self.subject(batch, row)?;
            let over = period(batch, row, 4, 5)?;
            let id = match batch.column(3).text(row) {
                Some(id) => id.into_owned(),
                None => self.outage_id(subject, over),
            };
            if subject == Subject::Everything {
                return Err(("subject", Code::InvalidSubject.into()));
            }
            let mut more = String::new();
            for (place, name) in [(6, "component"), (7, "affected")] {
                member(&mut more, name, batch.column(place).text(row).as_deref());
            }
            member(&mut more, "reportedAt", instant_text(batch.column(8), row).as_deref());
            if !close::is_id(&id) {
                return Err(("outage", Code::InvalidId.into()));
            }
            if !ids.insert(id.clone()) {
                return Err(("outage", Code::DuplicateId.into()));
            }
            let more = (!more.is_empty()).then(|| more.into());
            self.outages.add(subject, Stretch { id: id.into(), over, announced_at: None, more });
            Ok(())
        })
    }

    /// How `confirm` names an outage.
    pub fn outage_id(&self, subject: Subject, over: Period) -> String {
        let from = over.from().ms();
        match subject {
            Subject::Server(number) => format!("server:{}/{from}", self.servers.get(number)),
            Subject::Service(place) => {
                let key = usize::try_from(place)
                    .ok()
                    .and_then(|place| self.services.get(place))
                    .map_or(0, |service| service.key);
                format!("service:{}/{from}", key_text(&self.names, key))
            }
            Subject::Everything => String::new(),
        }
    }

    /// Windows of maintenance.
    pub fn read_maintenance(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["from", "to"])?;
        let columns = ["subject", "service", "server", "maintenance", "from", "to", "announcedAt"];
        let mut number = 0_u64;
        each_row(table, "maintenance", &columns, reading, |batch, row| {
            number = number.saturating_add(1);
            let subject = self.subject(batch, row)?;
            let over = period(batch, row, 4, 5)?;
            let id = batch.column(3).text(row).map_or_else(|| number.to_string(), |id| id.into_owned());
            let announced_at = of("announcedAt", batch.column(6).instant(row))?;
            self.maintenance.add(subject, Stretch { id: id.into(), over, announced_at, more: None });
            Ok(())
        })
    }

    /// What people decided about outages in review.
    pub fn read_decisions(&mut self, table: &Table, reading: &mut Reading<'_>) -> Result<(), Fault> {
        table.require(&["decision", "from", "to"])?;
        each_row(
            table,
            "decisions",
            &["subject", "service", "server", "decision", "from", "to"],
            reading,
            |batch, row| {
                let subject = self.subject(batch, row)?;
                let over = period(batch, row, 4, 5)?;
                let accepted = match batch.column(3).text(row).as_deref() {
                    Some("accepted") => true,
                    Some("refused") => false,
                    _ => return Err(("decision", Code::InvalidWord.into())),
                };
                self.decisions.add(subject, Decision { accepted, over });
                Ok(())
            },
        )
    }
}

fn period(batch: &Batch, row: usize, from: usize, to: usize) -> Result<Period, (&'static str, Why)> {
    let from = required("from", of("from", batch.column(from).instant(row))?)?;
    let to = required("to", of("to", batch.column(to).instant(row))?)?;
    required("to", Period::new(from, to)).map_err(|_| ("to", Code::InvalidInterval.into()))
}

/// `,"name":"value"`, where there is a value.
fn member(members: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        members.push_str(",\"");
        members.push_str(name);
        members.push_str("\":");
        members.push_str(&quote(value));
    }
}

/// An instant in the contract's form; what is none stays as it is, for the core to refuse.
fn instant_text(column: &Column, row: usize) -> Option<String> {
    match column.instant(row) {
        Ok(at) => at.map(|at| at.text().as_str().to_owned()),
        Err(_) => column.text(row).map(|text| text.into_owned()),
    }
}

/// The members of a service that only the wide way can settle. They become part of a request for all of its client's
/// services, so that what is not JSON may not pass.
fn extra(
    batch: &Batch,
    row: usize,
    currency: Currency,
    servers: &mut Names,
) -> Result<Option<String>, (&'static str, Why)> {
    if batch.columns.get(12..).is_none_or(|columns| columns.iter().all(|column| column.is_null(row))) {
        return Ok(None);
    }
    let mut members = String::new();
    for (place, name) in NESTED {
        if let Some(value) = batch.column(place).text(row) {
            let Ok(Node::List(elements)) = parse(&value, Manner::Strict) else {
                return Err((name, Code::WrongType.into()));
            };
            if name == "spans" {
                let named = elements.iter().filter_map(|span| span.get("server").and_then(Node::as_text));
                named.for_each(|server| {
                    servers.intern(server);
                });
            }
            members.push_str(&format!(",\"{name}\":{value}"));
        }
    }
    if let Some(anchor) = of("anchor", batch.column(12).integer(row))? {
        members.push_str(&format!(",\"anchor\":{anchor}"));
    }
    if let Some(flags) = batch.column(13).text(row) {
        let flags: Vec<String> = flags.split_whitespace().map(quote).collect();
        members.push_str(&format!(",\"flags\":[{}]", flags.join(",")));
    }
    if let Some(given) = batch.column(21).text(row) {
        let Ok(Node::Object(_)) = parse(&given, Manner::Strict) else {
            return Err(("given", Code::WrongType.into()));
        };
        members.push_str(&format!(",\"given\":{given}"));
    } else if !(batch.column(14).is_null(row) && batch.column(15).is_null(row)) {
        let mut given = String::new();
        for (place, name) in [(14, "line"), (15, "year")] {
            let column = batch.column(place);
            let amount = column.text(row).map(|text| trimmed(&text, column, currency).to_owned());
            member(&mut given, name, amount.as_deref());
        }
        members.push_str(&format!(",\"given\":{{{}}}", given.trim_start_matches(',')));
    }
    Ok(Some(members))
}
