//! What is compared over what: policies, outages, maintenance, services, as files have them.

use super::options::Options;
use crate::hash::sha256;
use crate::json::text;
use crate::tables::{Fault, Table, needed, optional};
use makegood::calendar::{Date, Instant};
use makegood::json::{Manner, Node, parse};
use makegood::money::{Currency, Money};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// A policy document, as far as more than the core has to know of it.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) file: String,
    pub(super) name: String,
    /// SHA-256 of the file, the version that a panel shows.
    pub(super) hash: String,
    /// The document as it was written.
    pub(super) document: String,
    pub(super) family: String,
    pub(super) zone: String,
    /// The first component's name, `None` where any outage will do.
    pub(super) component: Option<String>,
    pub(super) wants_claim: bool,
    /// Its periods overlap: an outage is looked at in more than one.
    pub(super) rolls: bool,
    /// It looks back: months have to be settled one after the other, all of them.
    pub(super) looks_back: bool,
}

/// A confirmed outage.
#[derive(Debug)]
pub(super) struct Outage {
    pub(super) line: u64,
    pub(super) id: String,
    pub(super) subject: String,
    pub(super) from: Instant,
    pub(super) to: Instant,
    pub(super) title: Option<String>,
    pub(super) component: Option<String>,
    pub(super) affected: Option<String>,
    pub(super) reported_at: Option<String>,
}

/// A window of maintenance.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) line: u64,
    pub(super) id: String,
    pub(super) subject: String,
    pub(super) from: Instant,
    pub(super) to: Instant,
    pub(super) announced_at: Option<String>,
}

/// A service and its price.
#[derive(Debug, Clone)]
pub(super) struct Service {
    /// Where it stands in the file; `None` for one that stands for others.
    pub(super) line: Option<u64>,
    pub(super) id: String,
    pub(super) client: String,
    pub(super) server: Option<String>,
    pub(super) price: Money,
    pub(super) months: u32,
    pub(super) from: Option<Instant>,
    pub(super) to: Option<Instant>,
    /// Mode and rate.
    pub(super) tax: Option<(String, String)>,
    pub(super) anchor: Option<i64>,
}

impl Service {
    /// Whether an outage, or maintenance, of this subject is about the service.
    pub(super) fn is_subject(&self, subject: &str) -> bool {
        match subject.split_once(':') {
            Some(("server", id)) => self.server.as_deref() == Some(id),
            Some(("service", id)) => self.id == id,
            _ => subject == "*",
        }
    }
}

/// Everything that was read.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) policies: Vec<Policy>,
    pub(super) outages_file: String,
    pub(super) outages: Vec<Outage>,
    pub(super) windows_file: String,
    pub(super) windows: Vec<Window>,
    pub(super) services_file: String,
    /// In the order of their clients, each client's together.
    pub(super) services: Vec<Service>,
    /// The service that answers what an hour of downtime earns.
    pub(super) example: Service,
}

/// Reads all files.
///
/// # Errors
/// All that is wrong, in the order of the files.
pub(super) fn read(options: &Options) -> Result<Input, Vec<Fault>> {
    let mut faults = Vec::new();
    let policies: Vec<Policy> = options.policies.iter().filter_map(|file| keep(policy(file), &mut faults)).collect();
    let outages = outages(&options.outages, &mut faults);
    let windows = options.maintenance.as_deref().map(|file| windows(file, &mut faults)).unwrap_or_default();
    let given = options.services.as_deref().map(|file| services(file, &mut faults));
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut services = match (given, options.fee) {
        (Some(services), _) => services,
        (None, Some(fee)) => one_each(&outages, fee),
        (None, None) => Vec::new(),
    };
    services.sort_by(|one, other| one.client.cmp(&other.client));
    let example = example(&services, options.fee).ok_or_else(|| {
        let file = name_of(options.services.as_deref());
        vec![Fault::of(&file, "empty_file", "There is no service.", "Write a row for each service.")]
    })?;
    Ok(Input {
        policies,
        outages_file: name_of(Some(&options.outages)),
        outages,
        windows_file: name_of(options.maintenance.as_deref()),
        windows,
        services_file: name_of(options.services.as_deref()),
        services,
        example,
    })
}

fn name_of(file: Option<&Path>) -> String {
    file.map(|file| file.display().to_string()).unwrap_or_default()
}

fn keep<T>(read: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}

fn policy(file: &Path) -> Result<Policy, Fault> {
    let place = file.display().to_string();
    let bytes = fs::read(file).map_err(|error| Fault::unreadable(&place, &error))?;
    let hash = sha256(&bytes);
    let help = "A policy is one JSON document: docs/policy.md.";
    let invalid = |code, message| Fault::of(&place, code, message, help);
    let document = String::from_utf8(bytes).map_err(|_| invalid("invalid_utf8", "The file is not UTF-8."))?;
    let node = match parse(&document, Manner::Strict) {
        Ok(node @ Node::Object(_)) => node,
        Ok(_) => return Err(invalid("wrong_type", "The file is no JSON object.")),
        Err(_) => return Err(invalid("invalid_json", "The file is not JSON, or repeats a member.")),
    };
    let schedule = node.get("schedule").unwrap_or(&Node::Null);
    let components = crate::json::list(schedule, "of");
    let component = components.first().map(|first| text(first, "name")).filter(|name| *name != "any");
    let is_rolling = |schedule: Option<&Node<'_>>| schedule.is_some_and(|node| text(node, "family") == "rollingYear");
    let rolls = is_rolling(Some(schedule)) || components.iter().any(|part| is_rolling(part.get("schedule")));
    let caps_year = crate::json::list(&node, "caps").iter().any(|cap| text(cap, "per") == "year");
    let (name, zone, family) = (text(&node, "name"), text(&node, "zone"), text(schedule, "family"));
    Ok(Policy {
        name: name.to_owned(),
        zone: zone.to_owned(),
        family: family.to_owned(),
        component: component.map(str::to_owned),
        wants_claim: node.get("claim").is_some(),
        rolls,
        looks_back: rolls || caps_year,
        hash,
        file: place,
        document,
    })
}

/// Goes through the rows of a file; of those that are at fault each is told, at most twenty.
fn rows<const N: usize, T>(
    file: &Path,
    columns: [crate::tables::Column; N],
    faults: &mut Vec<Fault>,
    mut read: impl FnMut(u64, [Option<String>; N]) -> Result<T, Told>,
) -> Vec<T> {
    let mut found = Vec::new();
    let Some(mut table) = keep(Table::open(file, columns), faults) else { return found };
    let place = file.display().to_string();
    let mut told = 0_u32;
    while let Some(row) = table.next() {
        let row = row.and_then(|row| {
            read(row.line, row.values)
                .map_err(|(code, message, help)| Fault::at(&place, row.line, code, &message, help))
        });
        if let Some(row) = keep(row, faults) {
            found.push(row);
            continue;
        }
        told = told.saturating_add(1);
        if told == 20 {
            let help = "Mend these first; more may follow.";
            faults.push(Fault::of(&place, "too_many", "The file was not read any further.", help));
            break;
        }
    }
    found
}

/// Code, sentence, help.
type Told = (&'static str, String, &'static str);

const HELP_INSTANT: &str = "Write it in UTC, 2026-03-04T12:00:00Z, years 1971 to 2099.";
const HELP_SUBJECT: &str = "Write server:<id> or service:<id>.";

fn instant(name: &str, text: &str) -> Result<Instant, Told> {
    Instant::parse(text).ok_or_else(|| ("invalid_instant", format!("{name} {text:?} is no instant."), HELP_INSTANT))
}

fn interval(from: Option<&str>, to: Option<&str>) -> Result<(Instant, Instant), Told> {
    let (from, to) = (instant("from", from.unwrap_or_default())?, instant("to", to.unwrap_or_default())?);
    if from < to {
        return Ok((from, to));
    }
    Err((
        "invalid_interval",
        format!("to {} is not after from {}.", to.text().as_str(), from.text().as_str()),
        "Swap them, or leave the row out.",
    ))
}

/// An id that no row before has.
fn fresh(id: String, line: u64, seen: &mut HashMap<String, u64>) -> Result<String, Told> {
    match seen.insert(id.clone(), line) {
        None => Ok(id),
        Some(before) => {
            let message = format!("The id {id:?} stands in line {before}, too.");
            Err(("duplicate_id", message, "Give each row an id of its own, or none."))
        }
    }
}

fn is_subject(subject: &str) -> bool {
    matches!(subject.split_once(':'), Some(("server" | "service", id)) if !id.is_empty())
}

fn outages(file: &Path, faults: &mut Vec<Fault>) -> Vec<Outage> {
    let columns = [
        needed("subject"),
        needed("from"),
        needed("to"),
        optional("id"),
        optional("title"),
        optional("component"),
        optional("affected"),
        optional("reportedAt"),
    ];
    let mut seen = HashMap::new();
    let mut outages =
        rows(file, columns, faults, |line, [subject, from, to, id, title, component, affected, reported_at]| {
            let (from, to) = interval(from.as_deref(), to.as_deref())?;
            let subject = subject.unwrap_or_default();
            if !is_subject(&subject) {
                return Err(("invalid_subject", format!("{subject:?} is no subject."), HELP_SUBJECT));
            }
            let id = fresh(id.unwrap_or_else(|| format!("{subject}/{}", from.ms())), line, &mut seen)?;
            Ok(Outage { line, id, subject, from, to, title, component, affected, reported_at })
        });
    outages.sort_by(|one, other| (one.from, &one.id).cmp(&(other.from, &other.id)));
    outages
}

fn windows(file: &Path, faults: &mut Vec<Fault>) -> Vec<Window> {
    let columns = [needed("subject"), needed("from"), needed("to"), optional("announcedAt"), optional("id")];
    let mut seen = HashMap::new();
    rows(file, columns, faults, |line, [subject, from, to, announced_at, id]| {
        let (from, to) = interval(from.as_deref(), to.as_deref())?;
        let subject = subject.unwrap_or_default();
        if !is_subject(&subject) && subject != "*" {
            return Err((
                "invalid_subject",
                format!("{subject:?} is no subject."),
                "Write server:<id>, service:<id> or *.",
            ));
        }
        let id = fresh(id.unwrap_or_else(|| format!("{subject}/{}", from.ms())), line, &mut seen)?;
        Ok(Window { line, id, subject, from, to, announced_at })
    })
}

fn services(file: &Path, faults: &mut Vec<Fault>) -> Vec<Service> {
    let columns = [
        needed("id"),
        needed("amount"),
        needed("currency"),
        optional("client"),
        optional("server"),
        optional("months"),
        optional("from"),
        optional("to"),
        optional("taxMode"),
        optional("taxRate"),
        optional("anchor"),
    ];
    let (mut seen, mut clients) = (HashMap::new(), HashMap::new());
    rows(file, columns, faults, |line, values| {
        let [id, amount, currency, client, server, months, from, to, tax_mode, tax_rate, anchor] = values;
        let id = fresh(id.unwrap_or_default(), line, &mut seen)?;
        let (code, amount) = (currency.unwrap_or_default(), amount.unwrap_or_default());
        let currency = Currency::from_code(&code).ok_or_else(|| {
            ("unknown_currency", format!("{code:?} is no currency."), "Write an ISO 4217 code in capitals.")
        })?;
        let price = Money::parse(&amount, currency).ok().filter(|price| price.minor() >= 0).ok_or_else(|| {
            (
                "invalid_amount",
                format!("{amount:?} is no amount of {code}."),
                "Write a decimal with a point, at most as many decimals as the currency has.",
            )
        })?;
        let client = client.unwrap_or_else(|| id.clone());
        let before: &mut (Currency, u64) = clients.entry(client.clone()).or_insert((currency, line));
        if before.0 != currency {
            let message = format!("Client {client:?} has {} in line {}.", before.0.code(), before.1);
            return Err(("conflicting_key", message, "A client has one currency: use two clients."));
        }
        let months = number("months", months.as_deref(), 1..=120)?.unwrap_or(1);
        let tax = match (tax_mode, tax_rate) {
            (None, None) => None,
            (mode, Some(rate)) => Some((mode.unwrap_or_else(|| "exclusive".to_owned()), rate)),
            (Some(_), None) => {
                return Err((
                    "missing_field",
                    "There is a taxMode without a taxRate.".to_owned(),
                    "Write the rate in per cent.",
                ));
            }
        };
        Ok(Service {
            line: Some(line),
            anchor: number("anchor", anchor.as_deref(), 1..=31)?,
            months: u32::try_from(months).unwrap_or(1),
            from: edge("from", from.as_deref())?,
            to: edge("to", to.as_deref())?,
            id,
            client,
            server,
            price,
            tax,
        })
    })
}

fn number(name: &str, text: Option<&str>, range: std::ops::RangeInclusive<i64>) -> Result<Option<i64>, Told> {
    let Some(text) = text else { return Ok(None) };
    match text.parse().ok().filter(|number| range.contains(number)) {
        Some(number) => Ok(Some(number)),
        None => Err((
            "out_of_range",
            format!("{name} {text:?} is not between {} and {}.", range.start(), range.end()),
            "Write a whole number.",
        )),
    }
}

/// An instant, or the first of a day in UTC.
fn edge(name: &str, text: Option<&str>) -> Result<Option<Instant>, Told> {
    let Some(text) = text else { return Ok(None) };
    match Date::parse(text).and_then(|_| Instant::parse(&format!("{text}T00:00:00Z"))) {
        Some(day) => Ok(Some(day)),
        None => instant(name, text).map(Some),
    }
}

/// One service on each server that was ever down, each of a client of its own.
fn one_each(outages: &[Outage], fee: Money) -> Vec<Service> {
    let mut subjects: Vec<&str> = outages.iter().map(|outage| outage.subject.as_str()).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let services = subjects.iter().filter_map(|subject| {
        let (kind, id) = subject.split_once(':')?;
        // server:a and service:a are two services; what is down by itself keeps its id.
        let is_twice = kind == "server" && subjects.binary_search(&format!("service:{id}").as_str()).is_ok();
        let name = if is_twice { (*subject).to_owned() } else { id.to_owned() };
        Some(Service { server: (kind == "server").then(|| id.to_owned()), ..stand_in(&name, fee) })
    });
    let services: Vec<Service> = services.collect();
    if services.is_empty() { vec![stand_in("example", fee)] } else { services }
}

fn stand_in(id: &str, fee: Money) -> Service {
    Service {
        line: None,
        id: id.to_owned(),
        client: id.to_owned(),
        server: None,
        price: fee,
        months: 1,
        from: None,
        to: None,
        tax: None,
        anchor: None,
    }
}

/// The fee of the command line, else the price that most services have.
fn example(services: &[Service], fee: Option<Money>) -> Option<Service> {
    if let Some(fee) = fee {
        return Some(stand_in("example", fee));
    }
    let key = |service: &Service| {
        (service.price.currency().code(), service.price.minor(), service.months, service.tax.clone())
    };
    let mut counts: HashMap<_, u64> = HashMap::new();
    for service in services {
        let count = counts.entry(key(service)).or_default();
        *count = count.saturating_add(1);
    }
    let most = counts.values().max().copied()?;
    let found = services.iter().find(|service| counts.get(&key(service)) == Some(&most))?;
    Some(Service { line: found.line, months: found.months, tax: found.tax.clone(), ..stand_in("example", found.price) })
}
