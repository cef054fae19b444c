//! What was paid before: entries of this month, and where clients' ledgers stand.
//!
//! A row that is not understood may be a payment. Its service is refused then, and where its client's ledger cannot be
//! told, all of the client's; a row of which nobody knows whose it is stops the close.

use super::fault::{BadCell, Fault, Why};
use super::keys::{Mix32, NOBODY};
use super::roster::{Numbered, Roster};
use super::rows::{Reading, each_row, of, required, trimmed};
use super::table::{Batch, Format, Table};
use crate::json::print;
use makegood::calendar::Month;
use makegood::contract::{Code, close};
use makegood::json::{Manner, Node, parse};
use makegood::money::{Currency, Money};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Entries, then what an earlier close writes.
const COLUMNS: [&str; 36] = [
    "service",
    "client",
    "currency",
    "period",
    "revision",
    "carryAfter",
    "final",
    "route",
    "adjustment",
    "n",
    "net",
    "tax",
    "gross",
    "adjustmentN",
    "adjustmentNet",
    "adjustmentTax",
    "adjustmentGross",
    "from",
    "to",
    "dueAt",
    "policy",
    "totalMs",
    "downtimeMs",
    "excludedMs",
    "availability",
    "entitlement",
    "entitlementNet",
    "entitlementTax",
    "entitlementGross",
    "entitlementRate",
    "adjustmentRate",
    "posting",
    "carryBefore",
    "counted",
    "schema2",
    "steps",
];
const SERVICE: usize = 0;
const CLIENT: usize = 1;
const CURRENCY: usize = 2;
const PERIOD: usize = 3;
const REVISION: usize = 4;
const CARRY: usize = 5;
const FINAL: usize = 6;
const ROUTE: usize = 7;
const ADJUSTMENT: usize = 8;
/// The members of an entry; plain columns in this order from `n` on, those of an adjustment from `adjustmentN` on.
const MEMBERS: [&str; 4] = ["n", "net", "tax", "gross"];
const PLAIN: usize = 9;
const FLAT: usize = 13;

/// One row.
struct Row<'b> {
    batch: &'b Batch,
    row: usize,
    /// The members of `adjustment` in a line of JSON.
    nested: Option<[Option<String>; 4]>,
    currency: Option<Currency>,
}

impl<'b> Row<'b> {
    fn of(batch: &'b Batch, row: usize) -> Result<Self, BadCell> {
        let nested = batch.column(ADJUSTMENT).text(row).map(|text| nested(&text)).transpose()?;
        let currency = batch.column(CURRENCY).text(row);
        let known = |code: &str| Currency::from_code(code).ok_or(("currency", Code::UnknownCurrency.into()));
        Ok(Self { batch, row, nested, currency: currency.as_deref().map(known).transpose()? })
    }

    /// A member of the entry as text; decimals beyond those of `currency` are not there where they say nothing.
    fn member(&self, place: usize, currency: Option<Currency>) -> Option<String> {
        if let Some(nested) = &self.nested {
            return nested.get(place).cloned().flatten();
        }
        let column = |from: usize| self.batch.column(from.saturating_add(place));
        let column = [column(PLAIN), column(FLAT)].into_iter().find(|column| !column.is_null(self.row))?;
        let text = column.text(self.row)?;
        Some(currency.map_or(&*text, |currency| trimmed(&text, column, currency)).to_owned())
    }

    /// Whether it is an entry: a row of a close may be without an adjustment, one of a preview was never booked.
    fn is_entry(&self) -> Result<bool, BadCell> {
        let is_bare = (0..MEMBERS.len()).all(|place| self.member(place, None).is_none());
        if is_bare && self.nested.is_none() && !self.batch.column(ROUTE).is_null(self.row) {
            return Ok(false);
        }
        match self.batch.column(FINAL).text(self.row).as_deref() {
            None | Some("true") => Ok(true),
            Some("false") => Err(("final", Why::NotDue)),
            Some(_) => Err(("final", Code::WrongType.into())),
        }
    }

    fn entry(&self, currency: Currency) -> Result<Numbered, BadCell> {
        let n = required("n", self.member(0, None))?;
        let n = n.parse().map_err(|_| ("n", Code::WrongType.into()))?;
        let amount = |place: usize, name| required(name, self.member(place, Some(currency)));
        let (net, tax, gross) = (amount(1, "net")?, amount(2, "tax")?, amount(3, "gross")?);
        let entry = of("gross", close::entry(&net, &tax, &gross, currency))?;
        Ok((n, entry.net, entry.tax, entry.gross))
    }

    /// The revision that it moved on, and what was carried afterwards; none where it does not say.
    fn standing(&self, currency: Currency) -> Result<Option<(i64, Money)>, BadCell> {
        let column = self.batch.column(CARRY);
        let revision = of("revision", self.batch.column(REVISION).integer(self.row))?;
        let (revision, carry) = match (revision, column.text(self.row)) {
            (None, None) => return Ok(None),
            (revision, carry) => (required("revision", revision)?, required("carryAfter", carry)?),
        };
        if revision < 0 {
            return Err(("revision", Code::WrongType.into()));
        }
        let carry = Money::parse(trimmed(&carry, column, currency), currency);
        Ok(Some((revision, of("carryAfter", carry.map_err(close::code_of))?)))
    }
}

/// The latest revisions of a client that were seen: of any entry, and of one in the client's currency.
type Moved = HashMap<u32, (i64, i64), BuildHasherDefault<Mix32>>;

impl Roster {
    /// Entries of the ledger: of `month` as entries, of any month as where the client's ledger stands, unless a file of
    /// clients says that.
    pub fn read_ledger(
        &mut self,
        table: &Table,
        month: &str,
        has_clients: bool,
        reading: &mut Reading<'_>,
    ) -> Result<(), Fault> {
        table.require(&["service", "period"])?;
        let has_all = |from: usize| COLUMNS.iter().skip(from).take(4).all(|name| table.may_have(name));
        if table.format != Format::Ndjson && !table.may_have("adjustment") && !has_all(PLAIN) && !has_all(FLAT) {
            let what = "n, net, tax and gross have to be there, or those of an adjustment";
            return Err(Fault::column(&table.path, "n", what));
        }
        let mut moved = Moved::default();
        let (mut seen, mut nobodys) = (0_usize, None);
        each_row(table, "ledger", &COLUMNS, reading, |batch, row| {
            seen = seen.saturating_add(1);
            let place = match self.service(batch.column(SERVICE), row) {
                Ok(place) => Some(place),
                Err((_, Why::UnknownService)) => None,
                Err(bad) => {
                    nobodys = nobodys.or(Some(seen));
                    return Err(bad);
                }
            };
            self.ledger_row((batch, row), place, (month, has_clients), &mut moved)?;
            place.map(|_| ()).ok_or(("service", Why::UnknownService))
        })?;
        if let Some(row) = reading.broken.or(nobodys) {
            let told = format!("{}: row {row} does not say whose entry it is", table.path.display());
            return Err(Fault::new("file_format", told, "Mend the row: without it nobody knows what was paid."));
        }
        self.entries.values_mut().for_each(|entries| entries.sort_by_key(|entry| entry.0));
        Ok(())
    }

    /// A row about a service that is among the services, or was.
    fn ledger_row(
        &mut self,
        (batch, row): (&Batch, usize),
        place: Option<u32>,
        (month, has_clients): (&str, bool),
        moved: &mut Moved,
    ) -> Result<(), BadCell> {
        let period = required("period", batch.column(PERIOD).text(row)).and_then(|period| {
            Month::parse(&period).map(|_| *period == *month).ok_or(("period", Code::InvalidMonth.into()))
        });
        let line = Row::of(batch, row);
        let is_entry = line.as_ref().map_err(|bad| *bad).and_then(Row::is_entry);
        if is_entry == Ok(false) {
            return period.map(|_| ());
        }
        let owner = self.owner(batch, row, place);
        let standing = match (&line, is_entry) {
            (Ok(line), Ok(_)) => self.stand(line, place, owner, (!has_clients).then_some(moved)),
            // A preview moved nothing on.
            (Ok(_), Err(_)) => Ok(()),
            (Err(bad), _) => Err(*bad),
        };
        if standing.is_err() && !has_clients {
            self.unclear.clients.extend(owner);
        }
        let entry = match (&line, is_entry.and(period), place) {
            (Err(bad), ..) => Err(*bad),
            (_, Err(bad), _) => Err(bad),
            (Ok(line), Ok(is_of_month), Some(place)) => self.enter(line, place, is_of_month),
            _ => Ok(()),
        };
        if entry.is_err() && period != Ok(false) {
            self.unclear.services.extend(place);
        }
        entry.and(standing)
    }

    /// The client whose ledger a row is of: its own, or where it names none that of its service.
    fn owner(&self, batch: &Batch, row: usize, place: Option<u32>) -> Option<u32> {
        let key = match batch.column(CLIENT) {
            column if column.is_null(row) => return self.service_at(place?).map(|service| service.client),
            column => self.column_key(column, row)?,
        };
        Some(self.by_client.find(key)).filter(|client| *client != NOBODY)
    }

    /// Keeps an entry of this month; one of another has to be one too.
    fn enter(&mut self, line: &Row<'_>, place: u32, is_of_month: bool) -> Result<(), BadCell> {
        let currency = required("service", self.client_of(place))?.currency;
        let told = line.currency.unwrap_or(currency);
        if is_of_month && told != currency {
            return Err(("currency", Code::UnknownCurrency.into()));
        }
        let entry = line.entry(told)?;
        if is_of_month {
            self.entries.entry(place).or_default().push(entry);
        }
        Ok(())
    }

    /// Moves a client's ledger on to where this row left it, where it is the latest so far.
    fn stand(
        &mut self,
        line: &Row<'_>,
        place: Option<u32>,
        owner: Option<u32>,
        moved: Option<&mut Moved>,
    ) -> Result<(), BadCell> {
        let of_service = place.and_then(|place| self.client_of(place)).map(|client| client.currency);
        let client = owner.and_then(|owner| self.clients.get_mut(usize::try_from(owner).ok()?));
        let own = client.as_ref().map(|client| client.currency);
        let Some(currency) = line.currency.or(own).or(of_service) else { return Ok(()) };
        let standing = line.standing(currency)?;
        if let (Some((revision, carry)), Some(client), Some(owner), Some(moved)) = (standing, client, owner, moved) {
            let (last, last_carry) = moved.entry(owner).or_insert((-1, -1));
            if revision > *last {
                *last = revision;
                client.revision = revision.saturating_add(1);
            }
            // What is carried in one currency is nothing in another.
            if revision > *last_carry && currency == client.currency {
                *last_carry = revision;
                client.carry = carry;
            }
        }
        Ok(())
    }
}

fn nested(text: &str) -> Result<[Option<String>; 4], BadCell> {
    let Ok(node @ Node::Object(_)) = parse(text, Manner::Strict) else { return Err(("adjustment", Why::Line)) };
    Ok(MEMBERS.map(|name| match node.get(name)? {
        Node::Text(text) => Some(text.clone().into_owned()),
        other => Some(print(other)),
    }))
}
