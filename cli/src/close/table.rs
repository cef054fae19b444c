//! A file of rows in any of three formats, read piece by piece into columns.

use super::fault::{Fault, Why};
use super::{columnar, lines};
use makegood::calendar::{Date, Instant};
use makegood::contract::Code;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// How a file is written, by the end of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Ndjson,
    Parquet,
}

impl Format {
    /// By its word, which is also the end of a file's name.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "csv" => Some(Self::Csv),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Parquet => "parquet",
        }
    }
}

/// A file, and how it falls into units that can be read by themselves.
#[derive(Debug)]
pub(super) struct Table {
    pub path: PathBuf,
    pub format: Format,
    /// Names of columns without capitals and underscores, in the order of the file; of NDJSON those that were asked for.
    pub names: Vec<String>,
    pub units: usize,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Table {
    /// Looks at the file's head or foot.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let bytes = std::fs::metadata(path).map_err(|error| Fault::file(path, &error))?.len();
        let word = path.extension().and_then(|word| word.to_str()).unwrap_or_default().to_ascii_lowercase();
        let format = Format::from_word(&word)
            .ok_or_else(|| Fault::format(path, "the name ends in none of .csv, .ndjson, .jsonl, .parquet"))?;
        let (names, units) = match format {
            Format::Parquet => columnar::outline(path)?,
            Format::Csv => (lines::header(path)?, lines::units(bytes)),
            Format::Ndjson => (Vec::new(), lines::units(bytes)),
        };
        // Of two columns nobody knows which one counts.
        for (place, name) in names.iter().enumerate() {
            if names.get(..place).is_some_and(|before| before.contains(name)) {
                return Err(Fault::column(path, name, "this column is there twice"));
            }
        }
        Ok(Self { path: path.to_owned(), format, names, units, bytes })
    }

    /// Refuses a file without one of these columns; what NDJSON lacks shows row by row.
    pub fn require(&self, columns: &[&str]) -> Result<(), Fault> {
        match columns.iter().find(|column| !self.may_have(column)) {
            Some(column) => Err(Fault::column(&self.path, column, "there is no such column")),
            None => Ok(()),
        }
    }

    /// Whether rows may have this column.
    pub fn may_have(&self, column: &str) -> bool {
        let plain = plain_name(column);
        self.format == Format::Ndjson || self.names.contains(&plain)
    }

    /// Refuses a column that is not among `known`: a typo must not pass for an absence. NDJSON is checked row by row.
    pub fn refuse_unknown(&self, known: &[&str]) -> Result<(), Fault> {
        let known: Vec<String> = known.iter().map(|name| plain_name(name)).collect();
        match self.names.iter().find(|name| !known.contains(name)) {
            Some(name) => Err(Fault::column(&self.path, name, "this column is not known")),
            None => Ok(()),
        }
    }

    /// A reader of these columns for one thread.
    pub fn reader<'t>(&'t self, columns: &'t [&'t str]) -> Result<Reader<'t>, Fault> {
        let plain: Vec<String> = columns.iter().map(|name| plain_name(name)).collect();
        let inner = match self.format {
            Format::Parquet => Inner::Parquet(columnar::Columnar::open(self, &plain)?),
            Format::Csv | Format::Ndjson => Inner::Lines(lines::Lines::open(self, plain)?),
        };
        Ok(Reader { inner })
    }
}

/// `policyFrom`, `policy_from` and `POLICY_FROM` are one name.
pub(super) fn plain_name(name: &str) -> String {
    name.chars().filter(|sign| *sign != '_').map(|sign| sign.to_ascii_lowercase()).collect()
}

/// Reads units of a table, in any order.
pub(super) struct Reader<'t> {
    inner: Inner<'t>,
}

enum Inner<'t> {
    Parquet(columnar::Columnar<'t>),
    Lines(lines::Lines<'t>),
}

impl Reader<'_> {
    pub fn read(&mut self, unit: usize) -> Result<Batch, Fault> {
        match &mut self.inner {
            Inner::Parquet(reader) => reader.read(unit),
            Inner::Lines(reader) => reader.read(unit),
        }
    }
}

/// Some rows, column by column in the order that was asked for.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub rows: usize,
    pub columns: Vec<Column>,
    /// Rows that are none.
    pub broken: Vec<(usize, Why)>,
}

impl Batch {
    pub fn column(&self, place: usize) -> &Column {
        self.columns.get(place).unwrap_or(&Column::Absent)
    }
}

/// What an integer stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Integer,
    /// Since 1970 UTC, so many to a millisecond: micro- and nanoseconds are rounded down.
    Instant {
        per_ms: i64,
    },
    /// Days since 1970.
    Date,
    /// So many decimals.
    Decimal(u32),
    /// 0 and 1.
    Bool,
}

#[derive(Debug)]
pub(super) enum Column {
    Absent,
    Ints {
        values: Vec<i64>,
        nulls: Vec<bool>,
        meaning: Meaning,
    },
    /// A dictionary; `NO_WORD` is no value.
    Words {
        codes: Vec<u32>,
        words: Vec<String>,
    },
    Texts {
        ends: Vec<usize>,
        text: String,
        nulls: Vec<bool>,
    },
}

pub(super) const NO_WORD: u32 = u32::MAX;

impl Column {
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value as text: integers as digits, decimals with their point, times in the contract's form.
    pub fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        match self {
            Self::Absent => None,
            Self::Words { codes, words } => {
                let word = words.get(usize::try_from(*codes.get(row)?).ok()?)?;
                Some(Cow::Borrowed(word.as_str()))
            }
            Self::Texts { ends, text, nulls } => {
                if nulls.get(row).copied().unwrap_or(false) {
                    return None;
                }
                let from = row.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())?;
                text.get(from..*ends.get(row)?).map(Cow::Borrowed)
            }
            Self::Ints { values, meaning, .. } => {
                if self.is_null(row) {
                    return None;
                }
                let value = *values.get(row)?;
                Some(Cow::Owned(match *meaning {
                    Meaning::Integer => value.to_string(),
                    Meaning::Bool => if value == 0 { "false" } else { "true" }.to_owned(),
                    Meaning::Decimal(scale) => decimal(value, scale),
                    Meaning::Date => {
                        let (year, month, day) = Date::from_days(value).ymd();
                        format!("{year:04}-{month:02}-{day:02}")
                    }
                    Meaning::Instant { per_ms } => {
                        Instant::from_ms(value.div_euclid(per_ms)).text().as_str().to_owned()
                    }
                }))
            }
        }
    }

    pub fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Absent => true,
            Self::Words { codes, .. } => codes.get(row).is_none_or(|code| *code == NO_WORD),
            Self::Texts { nulls, .. } | Self::Ints { nulls, .. } => nulls.get(row).copied().unwrap_or(false),
        }
    }

    /// An integer, also one that is written as text.
    pub fn integer(&self, row: usize) -> Result<Option<i64>, Why> {
        if self.is_null(row) {
            return Ok(None);
        }
        if let Self::Ints { values, meaning: Meaning::Integer, .. } = self {
            return Ok(values.get(row).copied());
        }
        let text = self.text(row).unwrap_or_default();
        text.parse().map(Some).map_err(|_| Code::WrongType.into())
    }

    /// An instant: a timestamp, an integer of epoch milliseconds, or the contract's text.
    pub fn instant(&self, row: usize) -> Result<Option<Instant>, Why> {
        if self.is_null(row) {
            return Ok(None);
        }
        let found = match self {
            Self::Ints { values, meaning: Meaning::Instant { per_ms }, .. } => {
                values.get(row).and_then(|value| Instant::in_range(value.div_euclid(*per_ms)))
            }
            Self::Ints { values, meaning: Meaning::Integer, .. } => {
                values.get(row).and_then(|value| Instant::in_range(*value))
            }
            _ => self.text(row).and_then(|text| Instant::parse(&text).or_else(|| epoch(&text))),
        };
        found.map(Some).ok_or_else(|| Code::InvalidInstant.into())
    }
}

/// Epoch milliseconds as a file of text has them.
fn epoch(text: &str) -> Option<Instant> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok().and_then(Instant::in_range) } else { None }
}

/// `value` with its last `scale` digits behind a point.
fn decimal(value: i64, scale: u32) -> String {
    if scale == 0 {
        return value.to_string();
    }
    let scale = usize::try_from(scale).unwrap_or(0);
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale.saturating_add(1));
    let (whole, part) = digits.split_at(digits.len().saturating_sub(scale));
    format!("{}{whole}.{part}", if value < 0 { "-" } else { "" })
}
