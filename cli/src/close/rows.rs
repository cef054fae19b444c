//! Rows of a file, one after the other, and what is read of them in more than one file.

use super::fault::{BadCell, Fault, Why};
use super::refused::{Bad, Refused};
use super::table::{Batch, Column, Meaning, Table};
use crate::json;
use makegood::calendar::Period;
use makegood::contract::{Code, close};
use makegood::money::{Currency, Money};
use makegood::sla::{Fee, Tax};

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
    mut row: impl FnMut(&Batch, usize) -> Result<(), BadCell>,
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
pub(super) fn of<T, E: Into<Why>>(column: &'static str, value: Result<T, E>) -> Result<T, BadCell> {
    value.map_err(|why| (column, why.into()))
}

pub(super) fn required<T>(column: &'static str, value: Option<T>) -> Result<T, BadCell> {
    value.ok_or((column, Code::MissingField.into()))
}

/// A tax by its texts, remembered: few differ.
#[derive(Default)]
pub(super) struct Taxes(Vec<((String, String), Tax)>);

impl Taxes {
    pub fn read(&mut self, batch: &Batch, mode: usize, rates: usize, row: usize) -> Result<Option<Tax>, BadCell> {
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
pub(super) struct Latest<T> {
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
    pub fn of(&mut self, column: &Column, row: usize, find: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
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
pub(super) fn fee(
    amount: &Column,
    row: usize,
    months: i64,
    tax: Option<Tax>,
    currency: Currency,
) -> Result<Fee, BadCell> {
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

pub(super) fn period(batch: &Batch, row: usize, from: usize, to: usize) -> Result<Period, BadCell> {
    let from = required("from", of("from", batch.column(from).instant(row))?)?;
    let to = required("to", of("to", batch.column(to).instant(row))?)?;
    required("to", Period::new(from, to)).map_err(|_| ("to", Code::InvalidInterval.into()))
}

/// `,"name":"value"`, where there is a value.
pub(super) fn member(members: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        members.push_str(",\"");
        members.push_str(name);
        members.push_str("\":");
        json::put(value, members);
    }
}

/// An instant in the contract's form; what is none stays as it is, for the core to refuse.
pub(super) fn instant_text(column: &Column, row: usize) -> Option<String> {
    match column.instant(row) {
        Ok(at) => at.map(|at| at.text().as_str().to_owned()),
        Err(_) => column.text(row).map(|text| text.into_owned()),
    }
}
