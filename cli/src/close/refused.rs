//! Rows that are left out: none stops the month, none is lost.

use super::disk;
use super::fault::{Fault, Why};
use super::table::Batch;
use crate::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A row that is left out, and the column that says why.
pub(super) type Bad = (usize, &'static str, Why);

/// The file of refused rows, in order of files and rows however they were read.
pub(super) struct Refused {
    path: PathBuf,
    out: BufWriter<File>,
    pub count: u64,
    /// The file that is being read: its next unit, the rows before it, and units that came too early.
    next: usize,
    rows: u64,
    early: BTreeMap<usize, (usize, Vec<(usize, String)>)>,
}

impl Refused {
    pub fn create(path: &Path) -> Result<Self, Fault> {
        let file = File::create(path).map_err(|error| Fault::file(path, &error))?;
        let out = BufWriter::new(file);
        Ok(Self { path: path.to_owned(), out, count: 0, next: 0, rows: 0, early: BTreeMap::new() })
    }

    /// A file begins.
    pub fn begin(&mut self) {
        (self.next, self.rows) = (0, 0);
        self.early.clear();
    }

    /// What of a unit is refused; units come in any order.
    pub fn unit(&mut self, file: &str, unit: usize, batch: &Batch, names: &[&str], bad: &[Bad]) -> Result<(), Fault> {
        let told = bad.iter().map(|(row, column, why)| (*row, told(file, column, *why, batch, names, *row))).collect();
        self.early.insert(unit, (batch.rows, told));
        while let Some((rows, told)) = self.early.remove(&self.next) {
            for (row, text) in told {
                let number = self.rows.saturating_add(u64::try_from(row).unwrap_or(0)).saturating_add(1);
                self.line(&format!("{{\"row\":{number},{text}"))?;
            }
            self.rows = self.rows.saturating_add(u64::try_from(rows).unwrap_or(0));
            self.next = self.next.saturating_add(1);
        }
        Ok(())
    }

    /// A whole line.
    pub fn line(&mut self, line: &str) -> Result<(), Fault> {
        self.count = self.count.saturating_add(1);
        writeln!(self.out, "{line}").map_err(|error| Fault::file(&self.path, &error))
    }

    /// All is on the disk under its final name.
    pub fn finish(mut self, path: &Path) -> Result<u64, Fault> {
        let synced = self.out.flush().and_then(|()| self.out.get_ref().sync_data());
        synced.map_err(|error| Fault::file(&self.path, &error))?;
        disk::place(&self.path, path)?;
        Ok(self.count)
    }
}

fn told(file: &str, column: &str, why: Why, batch: &Batch, names: &[&str], row: usize) -> String {
    let mut text = String::new();
    put(&mut text, "file", file);
    reason(&mut text, column, why);
    text.push_str(",\"values\":{");
    let mut is_first = true;
    for (name, column) in names.iter().zip(&batch.columns) {
        if let Some(value) = column.text(row) {
            if !is_first {
                text.push(',');
            }
            is_first = false;
            put(&mut text, name, &value);
        }
    }
    text.push_str("}}");
    text
}

/// A service that is left out once its files are read.
pub(super) fn service(id: &str, path: &str, why: Why) -> String {
    let mut text = "{".to_owned();
    put(&mut text, "service", id);
    reason(&mut text, path, why);
    text.push('}');
    text
}

fn reason(text: &mut String, path: &str, why: Why) {
    for (name, value) in [("code", why.code()), ("message", why.message()), ("help", why.help()), ("path", path)] {
        text.push(',');
        put(text, name, value);
    }
}

fn put(text: &mut String, name: &str, value: &str) {
    let _ = write!(text, "\"{name}\":");
    json::put(value, text);
}
