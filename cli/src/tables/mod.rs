//! Tables that people export: CSV and JSON lines, read row by row, each fault with its file and line.
//!
//! A row that is at fault never ends the reading: the caller is told and may ask for the next one.

pub(crate) mod csv;
mod fault;
pub(crate) mod ndjson;

pub(crate) use fault::Fault;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A column that a table may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its name, in the first row of a CSV file and as member of a line of JSON.
    pub(crate) name: &'static str,
    /// Whether a row without a value is at fault.
    pub(crate) is_needed: bool,
}

/// A column that needs a value in each row.
pub(crate) const fn needed(name: &'static str) -> Column {
    Column { name, is_needed: true }
}

/// A column that may be absent, or empty.
pub(crate) const fn optional(name: &'static str) -> Column {
    Column { name, is_needed: false }
}

/// The values of one row in the order of the table's columns; an empty field and `null` are no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row<const N: usize> {
    /// The line in which the row begins, from 1.
    pub(crate) line: u64,
    /// One for each column.
    pub(crate) values: [Option<String>; N],
}

/// The rows of one file.
pub(crate) struct Table<const N: usize> {
    place: String,
    columns: [Column; N],
    kind: Kind,
}

enum Kind {
    Csv { reader: csv::Reader<Box<dyn BufRead>>, places: Vec<usize>, record: csv::Record },
    Lines(ndjson::Reader<Box<dyn BufRead>>),
}

impl<const N: usize> Table<N> {
    /// Opens a `.csv`, `.ndjson` or `.jsonl` file.
    ///
    /// # Errors
    /// [`Fault`] of the file, or of the names in its first row.
    pub(crate) fn open(path: &Path, columns: [Column; N]) -> Result<Self, Fault> {
        let place = path.display().to_string();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        let file = File::open(path).map_err(|error| Fault::unreadable(&place, &error))?;
        Self::over(&place, &ending, Box::new(BufReader::with_capacity(1 << 16, file)), columns)
    }

    fn over(place: &str, ending: &str, input: Box<dyn BufRead>, columns: [Column; N]) -> Result<Self, Fault> {
        let kind = match ending {
            "csv" => {
                let mut reader = csv::Reader::new(place, input);
                let mut record = csv::Record::default();
                if !reader.read(&mut record)? {
                    return Err(Fault::at(place, 1, "empty_file", "There is no row of names.", HELP_NAMES));
                }
                let places = named(place, &record, &columns)?;
                Kind::Csv { reader, places, record }
            }
            "ndjson" | "jsonl" => Kind::Lines(ndjson::Reader::new(place, input)),
            _ => {
                let message = "It is not known how to read a file of this name.";
                return Err(Fault::of(place, "unknown_format", message, "Name it .csv, .ndjson or .jsonl."));
            }
        };
        Ok(Self { place: place.to_owned(), columns, kind })
    }

    /// The next row; `None` after the last.
    pub(crate) fn next(&mut self) -> Option<Result<Row<N>, Fault>> {
        let row = match &mut self.kind {
            Kind::Csv { reader, places, record } => match reader.read(record) {
                Ok(false) => return None,
                Ok(true) => of_record(&self.place, record, places),
                Err(fault) => Err(fault),
            },
            Kind::Lines(reader) => match reader.read() {
                Ok(None) => return None,
                Ok(Some((line, text))) => of_object(&self.place, line, text, &self.columns),
                Err(fault) => Err(fault),
            },
        };
        Some(row.and_then(|row| self.complete(row)))
    }

    fn complete(&self, row: Row<N>) -> Result<Row<N>, Fault> {
        let mut pairs = self.columns.iter().zip(&row.values);
        match pairs.find(|(column, value)| column.is_needed && value.is_none()) {
            None => Ok(row),
            Some((column, _)) => Err(Fault::at(
                &self.place,
                row.line,
                "missing_field",
                &format!("The row has no {}.", column.name),
                "Each row needs a value there.",
            )),
        }
    }
}

const HELP_NAMES: &str = "The first row holds the names of the columns, comma between them.";

/// For each place of the first row, which column stands there.
fn named<const N: usize>(place: &str, record: &csv::Record, columns: &[Column; N]) -> Result<Vec<usize>, Fault> {
    let fault = |code, message: String| {
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        Err(Fault::at(place, record.line(), code, &message, &format!("Known columns: {}.", names.join(", "))))
    };
    let mut places = Vec::new();
    for name in record.fields().map(str::trim) {
        match columns.iter().position(|column| column.name.eq_ignore_ascii_case(name)) {
            None => return fault("unknown_column", format!("There is no column {name:?}.")),
            Some(known) if places.contains(&known) => {
                return fault("duplicate_column", format!("The column {name:?} comes twice."));
            }
            Some(known) => places.push(known),
        }
    }
    for (at, column) in columns.iter().enumerate() {
        if column.is_needed && !places.contains(&at) {
            return fault("missing_column", format!("The column {:?} is missing.", column.name));
        }
    }
    Ok(places)
}

fn of_record<const N: usize>(place: &str, record: &csv::Record, places: &[usize]) -> Result<Row<N>, Fault> {
    let line = record.line();
    if record.len() != places.len() {
        let message = format!("The row has {} fields, the first row {}.", record.len(), places.len());
        let help = "A field with a comma, a quote or a line break needs quotes around it.";
        return Err(Fault::at(place, line, "row_shape", &message, help));
    }
    let mut values = [const { None }; N];
    for (at, field) in places.iter().zip(record.fields()) {
        if let Some(value) = values.get_mut(*at) {
            let field = field.trim();
            *value = (!field.is_empty()).then(|| field.to_owned());
        }
    }
    Ok(Row { line, values })
}

fn of_object<const N: usize>(place: &str, line: u64, text: &str, columns: &[Column; N]) -> Result<Row<N>, Fault> {
    let mut values = [const { None }; N];
    for (name, value) in ndjson::members(place, line, text)? {
        let Some(at) = columns.iter().position(|column| column.name == name) else {
            let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
            let message = format!("There is no member {name:?}.");
            let help = format!("Known members: {}.", names.join(", "));
            return Err(Fault::at(place, line, "unknown_field", &message, &help));
        };
        if let Some(place) = values.get_mut(at) {
            *place = value.filter(|value| !value.is_empty());
        }
    }
    Ok(Row { line, values })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    const COLUMNS: [Column; 3] = [needed("id"), needed("from"), optional("to")];

    /// The rows as `line id from to`, the faults as `file:line code`.
    fn told(ending: &str, text: &'static str) -> Vec<String> {
        let mut table = match Table::over("T", ending, Box::new(text.as_bytes()), COLUMNS) {
            Ok(table) => table,
            Err(fault) => return vec![fault.brief()],
        };
        let mut told = Vec::new();
        while let Some(row) = table.next() {
            told.push(match row {
                Err(fault) => fault.brief(),
                Ok(row) => {
                    let values = row.values.map(|value| value.unwrap_or_else(|| "-".to_owned()));
                    format!("{} {}", row.line, values.join(" "))
                }
            });
        }
        told
    }

    #[test]
    fn rows_and_faults_say_their_line() {
        for (ending, text, expected) in [
            ("csv", "from,ID\n1,a\n2,b\n", &["2 a 1 -", "3 b 2 -"][..]),
            ("csv", "\u{feff}id,from,to\r\na,\"x\r\ny\",3\r\n\r\nb,2,\r\n", &["2 a x\r\ny 3", "5 b 2 -"]),
            ("csv", "id,from\na\nb,,\nc,3\n,4\n", &["T:2 row_shape", "T:3 row_shape", "4 c 3 -", "T:5 missing_field"]),
            ("csv", "id,from\n\"a\"b,1\nc,2\n", &["T:2 quote", "3 c 2 -"]),
            ("csv", "id,from\na,1\n\"b,2\nc,3\n", &["2 a 1 -", "T:3 quote_open"]),
            ("csv", "id,when\n", &["T:1 unknown_column"]),
            ("csv", "id,from,id\n", &["T:1 duplicate_column"]),
            ("csv", "id,to\n", &["T:1 missing_column"]),
            ("csv", "", &["T:1 empty_file"]),
            (
                "jsonl",
                "{\"id\":\"a\",\"from\":7}\n\n{\"id\":\"b\",\"from\":\"2\",\"to\":null}",
                &["1 a 7 -", "3 b 2 -"],
            ),
            (
                "ndjson",
                "{\"id\":1}\n[]\n{\"id\":[]}\n{\n{\"x\":1}",
                &["T:1 missing_field", "T:2 wrong_type", "T:3 wrong_type", "T:4 invalid_json", "T:5 unknown_field"],
            ),
            ("xlsx", "", &["T unknown_format"]),
        ] {
            assert_eq!(told(ending, text), expected, "{text:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_cost_one_row() {
        let bytes: &[u8] = b"id,from\n\xff,1\nb,2\n";
        let mut table = Table::over("T", "csv", Box::new(bytes), COLUMNS).unwrap();
        assert_eq!(table.next().unwrap().unwrap_err().brief(), "T:2 invalid_utf8");
        assert_eq!(table.next().unwrap().unwrap().line, 3);
        assert!(table.next().is_none());
    }
}
