//! The words behind `makegood simulate`.

use crate::tables::Fault;
use makegood::calendar::Month;
use makegood::money::{Currency, Money};
use std::path::PathBuf;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Table,
    Json,
    Html,
}

/// What is asked for.
#[derive(Debug)]
pub(super) struct Options {
    pub(super) policies: Vec<PathBuf>,
    pub(super) outages: PathBuf,
    pub(super) maintenance: Option<PathBuf>,
    pub(super) services: Option<PathBuf>,
    /// The price of the service that stands for all others.
    pub(super) fee: Option<Money>,
    /// First and last month, as numbers of months since the year 0.
    pub(super) months: (i64, i64),
    /// Whether every client claims what has to be claimed.
    pub(super) do_claim: bool,
    pub(super) format: Format,
    pub(super) out: Option<PathBuf>,
}

/// More policies than a person can compare, and than the page has colours for.
const MOST_POLICIES: usize = 8;
/// Ten years.
const MOST_MONTHS: i64 = 120;

const PLACE: &str = "makegood simulate";
/// What `makegood simulate --help` prints, and what stands below a wrong word.
pub(super) const HELP: &str = "\
makegood simulate: what policies would have cost over past outages

  --policy <file>        a policy document; give one for each policy to compare (at most 8)
  --outages <file>       confirmed outages: subject, from, to, and where you have them id, title, component, affected, reportedAt
  --from <month>         first month, 2025-12
  --to <month>           last month, 2026-11
  --fee 10.00            one service on each server, at this price a month …
  --currency USD         … in this currency
  --services <file>      or your services: id, amount, and where you have them client, server, currency, months, from, to,
                         taxMode, taxRate, anchor
  --maintenance <file>   announced maintenance: subject, from, to, announcedAt, id
  --claims all|none      whether every client claims in time where a policy wants a claim (all)
  --format table|json|html
  --out <file>           where it is written; otherwise to standard output

Files end in .csv, .ndjson or .jsonl. Instants are written 2026-03-04T12:00:00Z. More: docs/simulate.md.
";

/// Reads the words.
///
/// # Errors
/// [`Fault`] of the first word that is wrong.
pub(super) fn read(words: &[&str]) -> Result<Options, Fault> {
    let mut given = Given::default();
    let mut rest = words;
    while let [name, after @ ..] = rest {
        let (name, value, after) = match (name.split_once('='), after) {
            (Some((name, value)), _) => (name, value, after),
            (None, [value, after @ ..]) => (*name, *value, after),
            (None, []) => return Err(wrong("missing_value", &format!("Nothing stands behind {name}."))),
        };
        given.take(name, value)?;
        rest = after;
    }
    given.complete()
}

fn wrong(code: &str, message: &str) -> Fault {
    Fault::of(PLACE, code, message, "makegood simulate --help lists the words.")
}

#[derive(Default)]
struct Given<'a> {
    policies: Vec<PathBuf>,
    single: Vec<(&'a str, &'a str)>,
}

const SINGLE: [&str; 10] = [
    "--outages",
    "--maintenance",
    "--services",
    "--fee",
    "--currency",
    "--from",
    "--to",
    "--claims",
    "--format",
    "--out",
];

impl<'a> Given<'a> {
    fn take(&mut self, name: &'a str, value: &'a str) -> Result<(), Fault> {
        match name {
            "--policy" => self.policies.push(PathBuf::from(value)),
            _ if !SINGLE.contains(&name) => {
                return Err(wrong("unknown_option", &format!("There is no option {name}.")));
            }
            _ if self.get(name).is_some() => return Err(wrong("duplicate_option", &format!("{name} comes twice."))),
            _ => self.single.push((name, value)),
        }
        Ok(())
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.single.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn needed(&self, name: &str) -> Result<&'a str, Fault> {
        self.get(name).ok_or_else(|| wrong("missing_option", &format!("{name} is missing.")))
    }

    fn month(&self, name: &str) -> Result<i64, Fault> {
        let text = self.needed(name)?;
        let month = Month::parse(text)
            .ok_or_else(|| wrong("invalid_month", &format!("{name} {text:?} is no month: write 2026-03.")))?;
        Ok(number(month))
    }

    fn fee(&self) -> Result<Option<Money>, Fault> {
        let (amount, code) = match (self.get("--fee"), self.get("--currency")) {
            (None, _) => return Ok(None),
            (Some(_), None) => return Err(wrong("missing_option", "--fee needs --currency.")),
            (Some(amount), Some(code)) => (amount, code),
        };
        let currency = self.currency(code)?;
        match Money::parse(amount, currency) {
            Ok(fee) if fee.minor() >= 0 => Ok(Some(fee)),
            _ => Err(wrong("invalid_amount", &format!("--fee {amount:?} is no amount of {code}."))),
        }
    }

    fn currency(&self, code: &str) -> Result<Currency, Fault> {
        Currency::from_code(code)
            .ok_or_else(|| wrong("unknown_currency", &format!("--currency {code:?} is no ISO 4217 code in capitals.")))
    }

    fn complete(self) -> Result<Options, Fault> {
        if self.policies.is_empty() {
            return Err(wrong("missing_option", "--policy is missing."));
        }
        if self.policies.len() > MOST_POLICIES {
            return Err(wrong("too_many", &format!("At most {MOST_POLICIES} policies are compared at once.")));
        }
        let months = (self.month("--from")?, self.month("--to")?);
        let length = months.1.saturating_sub(months.0).saturating_add(1);
        if length < 1 {
            return Err(wrong("invalid_interval", "--to lies before --from."));
        }
        if length > MOST_MONTHS {
            return Err(wrong("too_many", &format!("At most {MOST_MONTHS} months are looked at.")));
        }
        let fee = self.fee()?;
        let services = self.get("--services").map(PathBuf::from);
        if fee.is_none() && services.is_none() {
            return Err(wrong("missing_option", "--fee with --currency, or --services, is missing."));
        }
        let do_claim = match self.get("--claims") {
            None | Some("all") => true,
            Some("none") => false,
            Some(other) => return Err(wrong("invalid_word", &format!("--claims {other:?} is neither all nor none."))),
        };
        let format = match self.get("--format") {
            None | Some("table") => Format::Table,
            Some("json") => Format::Json,
            Some("html") => Format::Html,
            Some(other) => {
                return Err(wrong("invalid_word", &format!("--format {other:?} is not table, json or html.")));
            }
        };
        Ok(Options {
            outages: PathBuf::from(self.needed("--outages")?),
            maintenance: self.get("--maintenance").map(PathBuf::from),
            out: self.get("--out").map(PathBuf::from),
            policies: self.policies,
            services,
            fee,
            months,
            do_claim,
            format,
        })
    }
}

/// Months since the year 0.
pub(super) fn number(month: Month) -> i64 {
    let (year, month, _) = month.first_day().ymd();
    year.saturating_mul(12).saturating_add(month).saturating_sub(1)
}

/// `2026-03`
pub(super) fn month_text(number: i64) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12).saturating_add(1))
}
