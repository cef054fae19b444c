//! CSV and JSON lines → columns of text. A line is a row; a unit is what begins within some megabytes of the file.

use super::fault::{Fault, Why};
use super::table::{Batch, Column, Format, Table, plain_name};
use crate::json::print;
use makegood::contract::Code;
use makegood::json::{Manner, Node, parse};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

const UNIT_BYTES: u64 = 4 * 1024 * 1024;

pub(super) fn units(bytes: u64) -> usize {
    usize::try_from(bytes.div_ceil(UNIT_BYTES)).unwrap_or(usize::MAX).max(1)
}

/// The names in the first line of a CSV file.
pub(super) fn header(path: &Path) -> Result<Vec<String>, Fault> {
    let mut line = Vec::new();
    let file = File::open(path).map_err(|error| Fault::file(path, &error))?;
    BufReader::new(file).read_until(b'\n', &mut line).map_err(|error| Fault::file(path, &error))?;
    let line = std::str::from_utf8(&line).map_err(|_| Fault::format(path, "the first line is not UTF-8"))?;
    let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
    let fields = fields(line).ok_or_else(|| Fault::format(path, "the first line is not a line of names"))?;
    Ok(fields.iter().map(|(name, _)| plain_name(name.trim())).collect())
}

/// The values of a line of CSV, and whether each was quoted; `None` when quotes do not match.
fn fields(line: &str) -> Option<Vec<(String, bool)>> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut value = String::new();
            let mut after = quoted;
            loop {
                let (inside, behind) = after.split_once('"')?;
                value.push_str(inside);
                match behind.strip_prefix('"') {
                    Some(more) => {
                        value.push('"');
                        after = more;
                    }
                    None => {
                        after = behind;
                        break;
                    }
                }
            }
            fields.push((value, true));
            match after.strip_prefix(',') {
                Some(more) => rest = more,
                None => return after.is_empty().then_some(fields),
            }
        } else {
            match rest.split_once(',') {
                Some((value, more)) => {
                    fields.push((value.to_owned(), false));
                    rest = more;
                }
                None => {
                    fields.push((rest.to_owned(), false));
                    return Some(fields);
                }
            }
        }
    }
}

/// One file, opened for one thread.
pub(super) struct Lines<'t> {
    table: &'t Table,
    file: File,
    wanted: Vec<String>,
}

impl<'t> Lines<'t> {
    pub fn open(table: &'t Table, wanted: Vec<String>) -> Result<Self, Fault> {
        let file = File::open(&table.path).map_err(|error| Fault::file(&table.path, &error))?;
        Ok(Self { table, file, wanted })
    }

    pub fn read(&mut self, unit: usize) -> Result<Batch, Fault> {
        let bytes = self.unit(unit).map_err(|error| Fault::file(&self.table.path, &error))?;
        let mut growing: Vec<Growing> = self.wanted.iter().map(|_| Growing::default()).collect();
        let mut batch = Batch::default();
        let is_csv = self.table.format == Format::Csv;
        let mut lines = bytes.split(|byte| *byte == b'\n');
        if bytes.last().is_none_or(|byte| *byte == b'\n') {
            lines.next_back();
        }
        for (number, line) in lines.enumerate() {
            if is_csv && unit == 0 && number == 0 {
                continue;
            }
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let row = match std::str::from_utf8(line) {
                Ok(line) if is_csv => self.csv(line, &mut growing),
                Ok(line) => self.object(line, &mut growing),
                Err(_) => Err(Code::InvalidUtf8.into()),
            };
            if let Err(why) = row {
                batch.broken.push((batch.rows, why));
            }
            batch.rows = batch.rows.saturating_add(1);
            growing.iter_mut().for_each(|column| column.reach(batch.rows));
        }
        batch.columns = growing.into_iter().map(Growing::column).collect();
        Ok(batch)
    }

    /// The lines that begin within the unit.
    fn unit(&mut self, unit: usize) -> std::io::Result<Vec<u8>> {
        let from = u64::try_from(unit).unwrap_or(u64::MAX).saturating_mul(UNIT_BYTES);
        let mut bytes = Vec::new();
        // One byte before says whether a line begins here.
        self.file.seek(SeekFrom::Start(from.saturating_sub(1)))?;
        let mut reader = BufReader::with_capacity(1 << 18, &mut self.file);
        let mut room = UNIT_BYTES;
        if from > 0 {
            let skipped = reader.read_until(b'\n', &mut bytes)?;
            bytes.clear();
            room = UNIT_BYTES.saturating_add(1).saturating_sub(u64::try_from(skipped).unwrap_or(u64::MAX));
        }
        reader.by_ref().take(room).read_to_end(&mut bytes)?;
        if bytes.last().is_some_and(|byte| *byte != b'\n') {
            reader.read_until(b'\n', &mut bytes)?;
        }
        Ok(bytes)
    }

    fn csv(&self, line: &str, growing: &mut [Growing]) -> Result<(), Why> {
        let fields = fields(line).ok_or(Why::Line)?;
        if fields.len() != self.table.names.len() {
            return Err(Why::Line);
        }
        for (name, (value, quoted)) in self.table.names.iter().zip(&fields) {
            let place = self.wanted.iter().position(|wanted| wanted == name);
            if let Some(column) = place.and_then(|place| growing.get_mut(place))
                && (*quoted || !value.is_empty())
            {
                column.push(value);
            }
        }
        Ok(())
    }

    fn object(&self, line: &str, growing: &mut [Growing]) -> Result<(), Why> {
        let Ok(Node::Object(members)) = parse(line, Manner::Strict) else {
            return Err(Why::Line);
        };
        for (name, value) in &members {
            let place = self.wanted.iter().position(|wanted| *wanted == plain_name(name));
            let column = place.and_then(|place| growing.get_mut(place)).ok_or(Why::Core(Code::UnknownField))?;
            if column.pending {
                return Err(Code::DuplicateField.into());
            }
            match value {
                Node::Null => {}
                Node::Bool(value) => column.push(if *value { "true" } else { "false" }),
                Node::Number(value) => column.push(value),
                Node::Text(value) => column.push(value),
                Node::List(_) | Node::Object(_) => column.push(&print(value)),
            }
        }
        Ok(())
    }
}

/// A column on its way: rows that were not pushed to are without a value.
#[derive(Default)]
struct Growing {
    ends: Vec<usize>,
    text: String,
    nulls: Vec<bool>,
    pending: bool,
    seen: bool,
}

impl Growing {
    fn push(&mut self, value: &str) {
        self.text.push_str(value);
        self.pending = true;
        self.seen = true;
    }

    fn reach(&mut self, rows: usize) {
        while self.ends.len() < rows {
            self.ends.push(self.text.len());
            self.nulls.push(!self.pending);
            self.pending = false;
        }
    }

    fn column(self) -> Column {
        if self.seen { Column::Texts { ends: self.ends, text: self.text, nulls: self.nulls } } else { Column::Absent }
    }
}
