//! The files of clients and services.

use super::fault::{BadCell, Fault};
use super::keys::{Key, NOBODY, Names, new_key};
use super::roster::{Client, Roster, Service};
use super::rows::{Latest, Reading, Taxes, each_row, fee, member, of, required, trimmed};
use super::settings::Settings;
use super::table::{Batch, Table};
use crate::json::quote;
use makegood::calendar::Instant;
use makegood::contract::{Code, close};
use makegood::json::{Manner, Node, parse};
use makegood::money::{Currency, Money};

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

impl Roster {
    /// Reads clients (if there is such a file) and services.
    pub fn read(
        services: &Table,
        clients: Option<&Table>,
        settings: &Settings,
        reading: &mut Reading<'_>,
    ) -> Result<Self, Fault> {
        let mut roster = Self::default();
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
            let client = known.and_then(|place| self.client_at(place));
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
}

/// The members of a service that only the wide way can settle. They become part of a request for all of its client's
/// services, so that what is not JSON may not pass.
fn extra(batch: &Batch, row: usize, currency: Currency, servers: &mut Names) -> Result<Option<String>, BadCell> {
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
