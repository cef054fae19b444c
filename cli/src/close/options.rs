//! The words behind `makegood close`.

use super::fault::Fault;
use super::gather::PAGE;
use super::settings::Settings;
use super::table::Format;
use crate::hash::sha256;
use makegood::calendar::{Instant, Month};
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

pub(crate) const HELP: &str = "\
makegood close: settles a whole month from files

  makegood close --month 2026-03 --as-of 2026-04-04T06:00:00Z --settings close.json --services FILE --out FOLDER
      [--changes FILE] [--outages FILE]     state changes of monitors, outages that are confirmed already
      [--clients FILE] [--charges FILE] [--ledger FILE] [--maintenance FILE] [--decisions FILE]
      [--spans FILE] [--claims FILE] [--excused FILE] [--used FILE]
      [--format ndjson|csv|parquet]         how adjustments are written; ndjson holds each whole result of settle
      [--rows adjusted|all]                 a row for each adjustment (default) or for each service
      [--preview]                           rows also where the period may not be settled yet
      [--threads 2] [--memory 512]          threads, and megabytes of state changes before they are spilled
      [--part 65536]                        services of a part, the piece that a stopped run does again
      [--quiet]                             no progress, and the summary alone

Files are .csv, .ndjson or .parquet. A run that was stopped goes on where it was; one that is over says so. Exit code 0:
closed; 1: closed, and rows are in refused.ndjson; 2: not closed. Columns and outputs: docs/close.md.
";

#[derive(Debug)]
pub(super) struct Options {
    pub month: Month,
    pub month_name: String,
    pub as_of: Instant,
    pub settings: PathBuf,
    pub services: PathBuf,
    pub out: PathBuf,
    pub changes: Option<PathBuf>,
    pub outages: Option<PathBuf>,
    pub clients: Option<PathBuf>,
    pub charges: Option<PathBuf>,
    pub ledger: Option<PathBuf>,
    pub maintenance: Option<PathBuf>,
    pub decisions: Option<PathBuf>,
    pub spans: Option<PathBuf>,
    pub claims: Option<PathBuf>,
    pub excused: Option<PathBuf>,
    pub used: Option<PathBuf>,
    pub format: Format,
    pub all: bool,
    pub preview: bool,
    pub threads: usize,
    pub memory: usize,
    /// Pages of a part.
    pub part: usize,
    pub quiet: bool,
}

fn wrong(what: impl Into<String>) -> Fault {
    Fault::new("options", what, "makegood close --help lists the options.")
}

impl Options {
    pub fn read(words: &[&str]) -> Result<Self, Fault> {
        const NAMED: [&str; 21] = [
            "month",
            "as-of",
            "settings",
            "services",
            "out",
            "changes",
            "outages",
            "clients",
            "charges",
            "ledger",
            "maintenance",
            "decisions",
            "spans",
            "claims",
            "excused",
            "used",
            "format",
            "rows",
            "threads",
            "memory",
            "part",
        ];
        let mut given: Vec<(&str, &str)> = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").ok_or_else(|| wrong(format!("{word}: options begin with --")))?;
            let value = match name {
                "preview" | "quiet" => "",
                _ if NAMED.contains(&name) => {
                    words.next().ok_or_else(|| wrong(format!("--{name}: its value is missing")))?
                }
                _ => return Err(wrong(format!("--{name}: this option is not known"))),
            };
            if given.iter().any(|(known, _)| *known == name) {
                return Err(wrong(format!("--{name} is given twice")));
            }
            given.push((name, value));
        }
        let get = |name: &str| given.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let need = |name: &str| get(name).ok_or_else(|| wrong(format!("--{name} is missing")));
        let path = |name: &str| get(name).map(PathBuf::from);
        let count = |name: &str, default: usize, most: usize| match get(name) {
            None => Ok(default),
            Some(text) => {
                let count = text.parse().ok().filter(|count| (1..=most).contains(count));
                count.ok_or_else(|| wrong(format!("--{name}: not a number from 1 to {most}")))
            }
        };
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let month = need("month")?;
        let as_of = need("as-of")?;
        let rows = get("rows").unwrap_or("adjusted");
        if !["adjusted", "all"].contains(&rows) {
            return Err(wrong("--rows: adjusted or all"));
        }
        Ok(Self {
            month: Month::parse(month).ok_or_else(|| wrong("--month: write YYYY-MM"))?,
            month_name: month.to_owned(),
            as_of: Instant::parse(as_of).ok_or_else(|| wrong("--as-of: write an instant like 2026-04-04T06:00:00Z"))?,
            settings: need("settings")?.into(),
            services: need("services")?.into(),
            out: need("out")?.into(),
            changes: path("changes"),
            outages: path("outages"),
            clients: path("clients"),
            charges: path("charges"),
            ledger: path("ledger"),
            maintenance: path("maintenance"),
            decisions: path("decisions"),
            spans: path("spans"),
            claims: path("claims"),
            excused: path("excused"),
            used: path("used"),
            format: Format::from_word(get("format").unwrap_or("ndjson"))
                .ok_or_else(|| wrong("--format: ndjson, csv or parquet"))?,
            all: rows == "all",
            preview: get("preview").is_some(),
            threads: count("threads", cores, 256)?,
            memory: count("memory", 512, 1 << 20)?.saturating_mul(1 << 20),
            part: count("part", 65_536, 1 << 24)?.div_ceil(PAGE),
            quiet: get("quiet").is_some(),
        })
    }

    /// What names this close: the first line of its journal.
    pub fn identity(&self, settings: &Settings) -> Result<String, Fault> {
        let mut text = String::from("{\"close\":1");
        let hashes: Vec<String> = settings.promises.iter().map(|promise| format!("\"{}\"", promise.hash)).collect();
        let _ = write!(
            text,
            ",\"version\":\"{}\",\"month\":\"{}\",\"asOf\":\"{}\",\"format\":\"{}\",\"all\":{},\"preview\":{},\"part\":{},\"policies\":[{}],\"files\":[",
            env!("CARGO_PKG_VERSION"),
            self.month_name,
            self.as_of.text().as_str(),
            self.format.word(),
            self.all,
            self.preview,
            self.part,
            hashes.join(",")
        );
        let files = [
            ("settings", Some(&self.settings)),
            ("services", Some(&self.services)),
            ("changes", self.changes.as_ref()),
            ("outages", self.outages.as_ref()),
            ("clients", self.clients.as_ref()),
            ("charges", self.charges.as_ref()),
            ("ledger", self.ledger.as_ref()),
            ("maintenance", self.maintenance.as_ref()),
            ("decisions", self.decisions.as_ref()),
            ("spans", self.spans.as_ref()),
            ("claims", self.claims.as_ref()),
            ("excused", self.excused.as_ref()),
            ("used", self.used.as_ref()),
        ];
        let mut is_first = true;
        for (name, path) in files {
            let Some(path) = path else { continue };
            let (bytes, changed, ends) = stamp(path).map_err(|error| Fault::file(path, &error))?;
            let comma = if is_first { "" } else { "," };
            is_first = false;
            let _ = write!(
                text,
                "{comma}{{\"file\":\"{name}\",\"bytes\":{bytes},\"changedNs\":{changed},\"ends\":\"{ends}\"}}"
            );
        }
        text.push_str("]}");
        Ok(text)
    }
}

/// What tells a file from another: its length, when it was changed, and the hash of its two ends.
fn stamp(path: &Path) -> std::io::Result<(u64, u128, String)> {
    const END: u64 = 1 << 16;
    let about = fs::metadata(path)?;
    let changed = about.modified()?.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
    let mut file = File::open(path)?;
    let mut ends = Vec::new();
    file.by_ref().take(END).read_to_end(&mut ends)?;
    file.seek(SeekFrom::Start(about.len().saturating_sub(END)))?;
    file.take(END).read_to_end(&mut ends)?;
    Ok((about.len(), changed, sha256(&ends)))
}
