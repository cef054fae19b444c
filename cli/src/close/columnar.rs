//! Parquet → columns. Pages of the usual encodings are read here, straight into the columns; the rare ones by the crate.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "places in a page, never an amount: a page that lies about its length stops the run, and overflow is checked in release"
)]

use super::fault::Fault;
use super::table::{Batch, Column, Meaning, NO_WORD, Table, plain_name};
use parquet::basic::{ConvertedType, Encoding, LogicalType, TimeUnit, Type};
use parquet::column::page::Page;
use parquet::column::reader::ColumnReader;
use parquet::data_type::ByteArray;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::fs::File;
use std::path::Path;

/// The names of the columns, and how many row groups there are.
pub(super) fn outline(path: &Path) -> Result<(Vec<String>, usize), Fault> {
    let reader = open(path)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let names = schema.columns().iter().map(|column| plain_name(&column.path().string())).collect();
    Ok((names, reader.num_row_groups()))
}

fn open(path: &Path) -> Result<SerializedFileReader<File>, Fault> {
    let file = File::open(path).map_err(|error| Fault::file(path, &error))?;
    SerializedFileReader::new(file).map_err(|error| Fault::format(path, error))
}

/// One file, opened for one thread.
pub(super) struct Columnar<'t> {
    table: &'t Table,
    reader: SerializedFileReader<File>,
    /// For each column that is asked for: its place in the file, and what it stands for.
    wanted: Vec<Option<(usize, Meaning)>>,
}

impl<'t> Columnar<'t> {
    pub fn open(table: &'t Table, columns: &[String]) -> Result<Self, Fault> {
        let reader = open(&table.path)?;
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let mut wanted = Vec::with_capacity(columns.len());
        for column in columns {
            let place = table.names.iter().position(|name| name == column);
            let found = place.map(|place| {
                let unfit = |what: &str| Fault::column(&table.path, column, what);
                let descriptor = schema.column(place);
                if descriptor.max_rep_level() > 0 || descriptor.max_def_level() > 1 {
                    return Err(unfit("lists and structures are not read; write one value a row"));
                }
                Ok((place, meaning(&descriptor).map_err(unfit)?))
            });
            wanted.push(found.transpose()?);
        }
        Ok(Self { table, reader, wanted })
    }

    pub fn read(&mut self, unit: usize) -> Result<Batch, Fault> {
        let group = self.reader.get_row_group(unit).map_err(|error| Fault::format(&self.table.path, error))?;
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let mut batch = Batch { rows, ..Batch::default() };
        for wanted in &self.wanted {
            let column = match wanted {
                None => Column::Absent,
                Some((place, meaning)) => chunk(group.as_ref(), *place, *meaning, rows)
                    .map_err(|error| Fault::format(&self.table.path, error))?,
            };
            batch.columns.push(column);
        }
        Ok(batch)
    }
}

/// Their upper half would be read as negative.
const UNSIGNED: &str = "unsigned integers of 32 or 64 bits are not read; write signed ones of 64 bits, or text";

type Read<T> = Result<T, parquet::errors::ParquetError>;

fn meaning(column: &ColumnDescriptor) -> Result<Meaning, &'static str> {
    let is_integer = matches!(column.physical_type(), Type::INT32 | Type::INT64);
    let found = match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Timestamp(stamp)), _) => match stamp.unit {
            TimeUnit::MILLIS => Meaning::Instant { per_ms: 1 },
            TimeUnit::MICROS => Meaning::Instant { per_ms: 1_000 },
            TimeUnit::NANOS => Meaning::Instant { per_ms: 1_000_000 },
        },
        (_, ConvertedType::TIMESTAMP_MILLIS) => Meaning::Instant { per_ms: 1 },
        (_, ConvertedType::TIMESTAMP_MICROS) => Meaning::Instant { per_ms: 1_000 },
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Meaning::Date,
        (Some(LogicalType::Decimal(_)), _) | (_, ConvertedType::DECIMAL) => {
            Meaning::Decimal(u32::try_from(column.type_scale()).map_err(|_| "a decimal with a negative scale")?)
        }
        (Some(LogicalType::Integer(kind)), _) if !kind.is_signed && kind.bit_width >= 32 => return Err(UNSIGNED),
        (_, ConvertedType::UINT_32 | ConvertedType::UINT_64) => return Err(UNSIGNED),
        _ => Meaning::Integer,
    };
    match column.physical_type() {
        Type::BOOLEAN => Ok(Meaning::Bool),
        Type::INT32 | Type::INT64 => Ok(found),
        Type::BYTE_ARRAY if !matches!(found, Meaning::Decimal(_)) => Ok(Meaning::Integer),
        Type::FIXED_LEN_BYTE_ARRAY if matches!(found, Meaning::Decimal(_)) => Ok(found),
        Type::FLOAT | Type::DOUBLE => Err("floating point is not read; write a decimal or text"),
        _ if is_integer => Ok(found),
        _ => Err("this type is not read; write text, an integer, a decimal or a timestamp"),
    }
}

/// A column of one row group.
fn chunk(group: &dyn RowGroupReader, place: usize, meaning: Meaning, rows: usize) -> Read<Column> {
    let about = group.metadata().column(place);
    let usual = about.encodings().all(|encoding| {
        let (plain, dictionary) = (Encoding::PLAIN, Encoding::RLE_DICTIONARY);
        #[allow(deprecated, reason = "old writers say BIT_PACKED of levels that are not there")]
        let old = [Encoding::PLAIN_DICTIONARY, Encoding::BIT_PACKED];
        encoding == plain || encoding == dictionary || encoding == Encoding::RLE || old.contains(&encoding)
    });
    let kind = about.column_type();
    let nullable = about.column_descr().max_def_level() > 0;
    match kind {
        Type::INT32 | Type::INT64 | Type::BYTE_ARRAY if usual => pages(group, place, meaning, rows, kind, nullable),
        _ => by_the_crate(group, place, meaning, rows),
    }
}

/// What is being built.
enum Growing {
    Ints(Vec<i64>),
    Words { codes: Vec<u32>, words: Vec<String>, by_word: std::collections::HashMap<String, u32> },
}

fn pages(
    group: &dyn RowGroupReader,
    place: usize,
    meaning: Meaning,
    rows: usize,
    kind: Type,
    nullable: bool,
) -> Read<Column> {
    let mut pages = group.get_column_page_reader(place)?;
    let is_text = kind == Type::BYTE_ARRAY;
    let mut nulls: Vec<bool> = Vec::new();
    let mut growing = if is_text {
        Growing::Words { codes: Vec::with_capacity(rows), words: Vec::new(), by_word: Default::default() }
    } else {
        Growing::Ints(Vec::with_capacity(rows))
    };
    let mut dictionary: Vec<i64> = Vec::new();
    let mut codes: Vec<u32> = Vec::new();
    let mut levels: Vec<u32> = Vec::new();
    while let Some(page) = pages.get_next_page()? {
        let count = page.num_values() as usize;
        let encoding = page.encoding();
        let buffer: &[u8] = page.buffer();
        let values = match &page {
            Page::DictionaryPage { .. } => {
                dictionary.clear();
                match &mut growing {
                    Growing::Ints(_) => plain_integers(buffer, kind, count, &mut dictionary)?,
                    Growing::Words { words, by_word, .. } => {
                        each_text(buffer, count, |text| dictionary.push(i64::from(word(text, words, by_word))))?;
                    }
                }
                continue;
            }
            Page::DataPage { .. } if nullable => {
                let length = buffer.first_chunk::<4>().map_or(0, |bytes| u32::from_le_bytes(*bytes)) as usize;
                let end = 4 + length;
                hybrid(part(buffer, 4, end)?, 1, count, &mut levels)?;
                part(buffer, end, buffer.len())?
            }
            Page::DataPage { .. } => buffer,
            Page::DataPageV2 { def_levels_byte_len, rep_levels_byte_len, .. } => {
                let from = *rep_levels_byte_len as usize;
                let end = from + *def_levels_byte_len as usize;
                if nullable {
                    hybrid(part(buffer, from, end)?, 1, count, &mut levels)?;
                }
                part(buffer, end, buffer.len())?
            }
        };
        let present = if nullable { levels.iter().filter(|level| **level == 1).count() } else { count };
        let by_dictionary = encoding != Encoding::PLAIN;
        if by_dictionary {
            codes.clear();
            if present > 0 {
                let width = u32::from(*values.first().ok_or_else(short)?);
                hybrid(&values[1..], width, present, &mut codes)?;
            }
        }
        let has_nulls = present < count;
        if has_nulls || !nulls.is_empty() {
            let filled = match &growing {
                Growing::Ints(values) => values.len(),
                Growing::Words { codes, .. } => codes.len(),
            };
            nulls.resize(filled, false);
        }
        match &mut growing {
            Growing::Ints(ints) => {
                let from = ints.len();
                if by_dictionary {
                    for code in &codes {
                        ints.push(*dictionary.get(*code as usize).ok_or_else(short)?);
                    }
                } else {
                    plain_integers(values, kind, present, ints)?;
                }
                spread(ints, from, count, &levels, has_nulls, 0);
            }
            Growing::Words { codes: all, words, by_word } => {
                let from = all.len();
                if by_dictionary {
                    for code in &codes {
                        let word = *dictionary.get(*code as usize).ok_or_else(short)?;
                        all.push(word as u32);
                    }
                } else {
                    each_text(values, present, |text| all.push(word(text, words, by_word)))?;
                }
                spread(all, from, count, &levels, has_nulls, NO_WORD);
            }
        }
        if has_nulls || !nulls.is_empty() {
            if has_nulls {
                nulls.extend(levels.iter().map(|level| *level == 0));
            } else {
                nulls.resize(nulls.len() + count, false);
            }
        }
    }
    Ok(match growing {
        Growing::Ints(values) => Column::Ints { values, nulls, meaning },
        Growing::Words { codes, words, .. } => Column::Words { codes, words },
    })
}

fn short() -> parquet::errors::ParquetError {
    parquet::errors::ParquetError::General("a page is shorter than it says".to_owned())
}

fn part(bytes: &[u8], from: usize, to: usize) -> Read<&[u8]> {
    bytes.get(from..to).ok_or_else(short)
}

/// Moves the values behind `from` apart, so that each stands at its row, with `nothing` between them.
fn spread<T: Copy>(values: &mut Vec<T>, from: usize, count: usize, levels: &[u32], has_nulls: bool, nothing: T) {
    if !has_nulls {
        return;
    }
    let mut next = values.len();
    values.resize(from + count, nothing);
    for row in (0..count).rev() {
        values[from + row] = if levels[row] == 1 {
            next -= 1;
            values[next]
        } else {
            nothing
        };
    }
}

fn plain_integers(bytes: &[u8], kind: Type, count: usize, into: &mut Vec<i64>) -> Read<()> {
    if kind == Type::INT32 {
        let (whole, _) = part(bytes, 0, count * 4)?.as_chunks::<4>();
        into.extend(whole.iter().map(|bytes| i64::from(i32::from_le_bytes(*bytes))));
    } else {
        let (whole, _) = part(bytes, 0, count * 8)?.as_chunks::<8>();
        into.extend(whole.iter().map(|bytes| i64::from_le_bytes(*bytes)));
    }
    Ok(())
}

fn each_text(mut bytes: &[u8], count: usize, mut found: impl FnMut(&[u8])) -> Read<()> {
    for _ in 0..count {
        let length = u32::from_le_bytes(*bytes.first_chunk::<4>().ok_or_else(short)?) as usize;
        found(part(bytes, 4, 4 + length)?);
        bytes = &bytes[4 + length..];
    }
    Ok(())
}

/// The number of a word in the column's dictionary; bytes that are no text become signs that no id has.
fn word(bytes: &[u8], words: &mut Vec<String>, by_word: &mut std::collections::HashMap<String, u32>) -> u32 {
    let text = String::from_utf8_lossy(bytes);
    if let Some(code) = by_word.get(text.as_ref()) {
        return *code;
    }
    let code = words.len() as u32;
    words.push(text.clone().into_owned());
    by_word.insert(text.into_owned(), code);
    code
}

/// Parquet's mix of runs and packed bits: `count` numbers of `width` bits.
fn hybrid(bytes: &[u8], width: u32, count: usize, into: &mut Vec<u32>) -> Read<()> {
    into.clear();
    into.reserve(count + 8);
    if width == 0 {
        into.resize(count, 0);
        return Ok(());
    }
    if width > 32 {
        return Err(short());
    }
    let mask = (1_u64 << width) - 1;
    let mut at = 0;
    while into.len() < count {
        let mut header = 0_u64;
        let mut shift = 0;
        loop {
            let byte = *bytes.get(at).ok_or_else(short)?;
            at += 1;
            header |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 56 {
                break;
            }
        }
        if header & 1 == 0 {
            let size = width.div_ceil(8) as usize;
            let mut value = [0_u8; 8];
            value[..size].copy_from_slice(part(bytes, at, at + size)?);
            at += size;
            let run = usize::try_from(header >> 1).unwrap_or(usize::MAX).min(count - into.len());
            into.resize(into.len() + run, u64::from_le_bytes(value) as u32);
        } else {
            let groups = usize::try_from(header >> 1).map_err(|_| short())?;
            let wanted = groups.saturating_mul(8).min(count - into.len());
            let size = groups.saturating_mul(width as usize).min(bytes.len() - at);
            unpack(&bytes[at..at + size], width, mask, wanted, into)?;
            at += size;
        }
    }
    Ok(())
}

fn unpack(bytes: &[u8], width: u32, mask: u64, wanted: usize, into: &mut Vec<u32>) -> Read<()> {
    let bits = wanted * width as usize;
    if bits.div_ceil(8) > bytes.len() {
        return Err(short());
    }
    // Eight bytes are read at once: the last ones from a copy with room behind it.
    let straight = if bytes.len() >= 8 { ((bytes.len() - 8) * 8 / width as usize).min(wanted) } else { 0 };
    let read = |from: &[u8], bit: usize| {
        let mut eight = [0_u8; 8];
        eight.copy_from_slice(&from[bit / 8..bit / 8 + 8]);
        ((u64::from_le_bytes(eight) >> (bit % 8)) & mask) as u32
    };
    into.extend((0..straight).map(|place| read(bytes, place * width as usize)));
    let from = straight * width as usize / 8;
    let mut tail = bytes[from..].to_vec();
    tail.resize(tail.len() + 8, 0);
    into.extend((straight..wanted).map(|place| read(&tail, place * width as usize - from * 8)));
    Ok(())
}

/// Any encoding, value by value.
fn by_the_crate(group: &dyn RowGroupReader, place: usize, meaning: Meaning, rows: usize) -> Read<Column> {
    let nullable = group.metadata().column(place).column_descr().max_def_level() > 0;
    let mut levels: Vec<i16> = Vec::new();
    let mut column = match group.get_column_reader(place)? {
        ColumnReader::BoolColumnReader(mut reader) => {
            let mut values: Vec<bool> = Vec::new();
            reader.read_records(rows, nullable.then_some(&mut levels), None, &mut values)?;
            Column::Ints { values: values.into_iter().map(i64::from).collect(), nulls: Vec::new(), meaning }
        }
        ColumnReader::Int32ColumnReader(mut reader) => {
            let mut values: Vec<i32> = Vec::new();
            reader.read_records(rows, nullable.then_some(&mut levels), None, &mut values)?;
            Column::Ints { values: values.into_iter().map(i64::from).collect(), nulls: Vec::new(), meaning }
        }
        ColumnReader::Int64ColumnReader(mut reader) => {
            let mut values: Vec<i64> = Vec::new();
            reader.read_records(rows, nullable.then_some(&mut levels), None, &mut values)?;
            Column::Ints { values, nulls: Vec::new(), meaning }
        }
        ColumnReader::FixedLenByteArrayColumnReader(mut reader) => {
            let mut values = Vec::new();
            reader.read_records(rows, nullable.then_some(&mut levels), None, &mut values)?;
            let values: Option<Vec<i64>> = values.iter().map(|value| big_endian(value.data())).collect();
            let values = values.ok_or_else(|| {
                parquet::errors::ParquetError::General("a decimal does not fit into 64 bits".to_owned())
            })?;
            Column::Ints { values, nulls: Vec::new(), meaning }
        }
        ColumnReader::ByteArrayColumnReader(mut reader) => {
            let mut values: Vec<ByteArray> = Vec::new();
            reader.read_records(rows, nullable.then_some(&mut levels), None, &mut values)?;
            let (mut words, mut by_word) = (Vec::new(), Default::default());
            let codes = values.iter().map(|value| word(value.data(), &mut words, &mut by_word)).collect();
            Column::Words { codes, words }
        }
        _ => return Err(parquet::errors::ParquetError::General("a column of a type that is not read".to_owned())),
    };
    if nullable && levels.contains(&0) {
        let levels: Vec<u32> = levels.iter().map(|level| u32::from(*level > 0)).collect();
        match &mut column {
            Column::Ints { values, nulls, .. } => {
                spread(values, 0, rows, &levels, true, 0);
                *nulls = levels.iter().map(|level| *level == 0).collect();
            }
            Column::Words { codes, .. } => spread(codes, 0, rows, &levels, true, NO_WORD),
            _ => {}
        }
    }
    Ok(column)
}

fn big_endian(bytes: &[u8]) -> Option<i64> {
    let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
    let start = if negative { -1_i128 } else { 0 };
    let wide = bytes.iter().fold(start, |sum, byte| (sum << 8) | i128::from(*byte));
    (bytes.len() <= 16).then(|| i64::try_from(wide).ok()).flatten()
}
