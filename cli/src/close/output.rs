//! What a close says of a service: the very result of `settle` as a line of JSON, or its plain fields as a row.

use super::fault::Fault;
use super::keys::put_number;
use super::table::Format;
use makegood::calendar::{Instant, InstantText};
use makegood::contract::close;
use makegood::json::Node;
use makegood::money::{Currency, DecimalText, Money};
use makegood::settlement::Settled;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A text that differs in most rows.
    Text,
    /// A text of which there are few.
    Word,
    Integer,
    Bool,
}

/// Columns in order: name, kind, whether there may be none, and the members that lead to it in a result.
const COLUMNS: [(&str, Kind, bool, &[&str]); 27] = [
    ("service", Kind::Text, false, &["service"]),
    ("client", Kind::Text, false, &["client"]),
    ("currency", Kind::Word, false, &["currency"]),
    ("period", Kind::Word, false, &["period"]),
    ("from", Kind::Word, false, &["from"]),
    ("to", Kind::Word, false, &["to"]),
    ("dueAt", Kind::Word, false, &["dueAt"]),
    ("final", Kind::Bool, false, &["final"]),
    ("policy", Kind::Word, true, &["policy"]),
    ("totalMs", Kind::Integer, false, &["totalMs"]),
    ("downtimeMs", Kind::Integer, false, &["downtimeMs"]),
    ("excludedMs", Kind::Integer, false, &["excludedMs"]),
    ("availability", Kind::Text, true, &["availability"]),
    ("entitlementNet", Kind::Word, false, &["entitlement", "net"]),
    ("entitlementTax", Kind::Word, false, &["entitlement", "tax"]),
    ("entitlementGross", Kind::Word, false, &["entitlement", "gross"]),
    ("entitlementRate", Kind::Word, false, &["entitlement", "rate"]),
    ("adjustmentN", Kind::Integer, true, &["adjustment", "n"]),
    ("adjustmentNet", Kind::Word, true, &["adjustment", "net"]),
    ("adjustmentTax", Kind::Word, true, &["adjustment", "tax"]),
    ("adjustmentGross", Kind::Word, true, &["adjustment", "gross"]),
    ("adjustmentRate", Kind::Word, true, &["adjustment", "rate"]),
    ("route", Kind::Word, false, &["route"]),
    ("posting", Kind::Word, true, &["posting"]),
    ("carryBefore", Kind::Word, false, &["carryBefore"]),
    ("carryAfter", Kind::Word, false, &["carryAfter"]),
    ("revision", Kind::Integer, false, &["revision"]),
];

/// A column of one part on its way.
enum Growing {
    Texts { ends: Vec<usize>, bytes: Vec<u8>, there: Vec<i16> },
    Integers { values: Vec<i64>, there: Vec<i16> },
    Bools(Vec<bool>),
}

/// One file of results.
pub(super) struct Part {
    path: PathBuf,
    into: Into,
    /// In the place of the next value.
    place: usize,
    /// The latest times and their texts: nearly all services have the same.
    times: Option<([Instant; 3], [InstantText; 3])>,
    sheet: Sheet,
}

enum Into {
    Lines(BufWriter<File>),
    Csv(File, Vec<u8>),
    Parquet(File, Vec<Growing>),
}

impl Part {
    pub fn create(path: &Path, format: Format) -> Result<Self, Fault> {
        let file = File::create(path).map_err(|error| Fault::file(path, &error))?;
        let into = match format {
            Format::Ndjson => Into::Lines(BufWriter::with_capacity(1 << 18, file)),
            Format::Csv => {
                let names: Vec<&str> = COLUMNS.iter().map(|(name, ..)| *name).collect();
                Into::Csv(file, format!("{}\n", names.join(",")).into_bytes())
            }
            Format::Parquet => Into::Parquet(file, COLUMNS.iter().map(|(_, kind, ..)| Growing::of(*kind)).collect()),
        };
        Ok(Self { path: path.to_owned(), into, place: 0, times: None, sheet: Sheet::default() })
    }

    /// A service that was settled from values.
    pub fn settled(
        &mut self,
        service: &str,
        client: &str,
        currency: Currency,
        month: &str,
        settled: &Settled<'_>,
    ) -> Result<(), Fault> {
        if let Into::Lines(out) = &mut self.into {
            let mut line = close::result(service, client, currency, month, settled);
            line.push(b'\n');
            return out.write_all(&line).map_err(|error| Fault::file(&self.path, &error));
        }
        if let Into::Csv(_, line) = &mut self.into {
            self.sheet.row(line, (service, client, currency, month), settled);
            return self.end();
        }
        let (found, plan) = (&settled.assessment, &settled.plan);
        self.text(Some(service));
        self.text(Some(client));
        self.text(Some(currency.code()));
        self.text(Some(month));
        let times = [found.period.from(), found.period.to(), found.due_at];
        if self.times.as_ref().is_none_or(|(known, _)| *known != times) {
            self.times = Some((times, times.map(|time| time.text())));
        }
        if let Some((_, texts)) = self.times {
            texts.iter().for_each(|text| self.text(Some(text.as_str())));
        }
        self.truth(found.is_final);
        self.text(found.policy);
        for ms in [found.total_ms, found.downtime_ms, found.excluded_ms] {
            self.integer(Some(ms));
        }
        self.text(
            found.availability.map(|availability| availability.display.text()).as_ref().map(|text| text.as_str()),
        );
        let owed = &found.entitlement;
        let owed = [owed.net.text(), owed.tax.text(), owed.gross.text(), owed.rate.text()];
        owed.iter().for_each(|text| self.text(Some(text.as_str())));
        match &plan.adjustment {
            None => {
                self.integer(None);
                (0..4).for_each(|_| self.text(None));
            }
            Some(adjustment) => {
                self.integer(Some(i64::from(adjustment.n)));
                let all = &found.entitlement;
                if (adjustment.net, adjustment.tax, adjustment.gross) == (all.net, all.tax, all.gross) {
                    owed.iter().for_each(|text| self.text(Some(text.as_str())));
                } else {
                    for amount in [adjustment.net, adjustment.tax, adjustment.gross] {
                        self.text(Some(amount.text().as_str()));
                    }
                    self.text(Some(adjustment.rate.text().as_str()));
                }
            }
        }
        self.text(Some(plan.route.word()));
        self.text(plan.posting.map(|posting| posting.text()).as_ref().map(|text| text.as_str()));
        self.text(Some(plan.before.carry.text().as_str()));
        self.text(Some(plan.after.carry.text().as_str()));
        self.integer(Some(plan.before.revision));
        self.end()
    }

    /// A result as `settle` answered it, and the bytes of that.
    pub fn answered(&mut self, result: &Node<'_>, bytes: &str) -> Result<(), Fault> {
        if let Into::Lines(out) = &mut self.into {
            return writeln!(out, "{bytes}").map_err(|error| Fault::file(&self.path, &error));
        }
        for (_, kind, _, members) in COLUMNS {
            let value = members.iter().try_fold(result, |node, name| node.get(name));
            match (kind, value) {
                (Kind::Bool, value) => self.truth(value == Some(&Node::Bool(true))),
                (Kind::Integer, value) => {
                    self.integer(value.and_then(Node::as_integer).and_then(|digits| digits.parse().ok()));
                }
                (_, value) => self.text(value.and_then(Node::as_text)),
            }
        }
        self.end()
    }

    fn text(&mut self, value: Option<&str>) {
        match &mut self.into {
            Into::Csv(_, line) => put_csv(line, self.place, value.unwrap_or_default()),
            Into::Parquet(_, columns) => {
                if let Some(Growing::Texts { ends, bytes, there }) = columns.get_mut(self.place) {
                    there.push(i16::from(value.is_some()));
                    if let Some(value) = value {
                        bytes.extend_from_slice(value.as_bytes());
                        ends.push(bytes.len());
                    }
                }
            }
            Into::Lines(_) => {}
        }
        self.place = self.place.saturating_add(1);
    }

    fn integer(&mut self, value: Option<i64>) {
        match &mut self.into {
            Into::Csv(_, line) => put_csv(line, self.place, &value.map_or_else(String::new, |value| value.to_string())),
            Into::Parquet(_, columns) => {
                if let Some(Growing::Integers { values, there }) = columns.get_mut(self.place) {
                    there.push(i16::from(value.is_some()));
                    values.extend(value);
                }
            }
            Into::Lines(_) => {}
        }
        self.place = self.place.saturating_add(1);
    }

    fn truth(&mut self, value: bool) {
        match &mut self.into {
            Into::Csv(_, line) => put_csv(line, self.place, if value { "true" } else { "false" }),
            Into::Parquet(_, columns) => {
                if let Some(Growing::Bools(values)) = columns.get_mut(self.place) {
                    values.push(value);
                }
            }
            Into::Lines(_) => {}
        }
        self.place = self.place.saturating_add(1);
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.place = 0;
        if let Into::Csv(out, line) = &mut self.into {
            line.push(b'\n');
            if line.len() < 1 << 16 {
                return Ok(());
            }
            out.write_all(line).map_err(|error| Fault::file(&self.path, &error))?;
            line.clear();
        }
        Ok(())
    }

    /// All is on the disk.
    pub fn finish(self) -> Result<(), Fault> {
        let path = self.path;
        let failed = |error: &dyn std::fmt::Display| Fault::file(&path, error);
        let file = match self.into {
            Into::Lines(out) => out.into_inner().map_err(|error| failed(&error))?,
            Into::Csv(mut out, line) => {
                out.write_all(&line).map_err(|error| failed(&error))?;
                out
            }
            Into::Parquet(file, columns) => parquet(file, columns).map_err(|error| failed(&error))?,
        };
        file.sync_data().map_err(|error| failed(&error))
    }
}

/// Rows of CSV, of which most have most texts in common with the one before.
#[derive(Default)]
struct Sheet {
    /// What the latest row had between its ids and its downtime, and what that was written from.
    common: Vec<u8>,
    of: Option<Common>,
    zero: Option<(Currency, DecimalText)>,
}

/// Currency, times, whether it is final, policy, total.
type Common = (Currency, [Instant; 3], bool, Option<String>, i64);

impl Sheet {
    /// A row without the end of its line, in the order of [`COLUMNS`].
    fn row(
        &mut self,
        line: &mut Vec<u8>,
        (service, client, currency, month): (&str, &str, Currency, &str),
        settled: &Settled<'_>,
    ) {
        let (found, plan) = (&settled.assessment, &settled.plan);
        put_csv(line, 0, service);
        put_csv(line, 1, client);
        let times = [found.period.from(), found.period.to(), found.due_at];
        let is_known = self.of.as_ref().is_some_and(|(known, when, is_final, policy, total)| {
            (*known, *when, *is_final, *total) == (currency, times, found.is_final, found.total_ms)
                && policy.as_deref() == found.policy
        });
        if !is_known {
            self.of = Some((currency, times, found.is_final, found.policy.map(str::to_owned), found.total_ms));
            self.common.clear();
            let texts = times.map(|time| time.text());
            let total = found.total_ms.to_string();
            let [from, to, due] = texts.each_ref().map(|text| text.as_str());
            let is_final = if found.is_final { "true" } else { "false" };
            for text in [currency.code(), month, from, to, due, is_final, found.policy.unwrap_or_default(), &total] {
                put_csv(&mut self.common, IDS, text);
            }
        }
        line.extend_from_slice(&self.common);
        for ms in [found.downtime_ms, found.excluded_ms] {
            line.push(b',');
            put_number(ms, line);
        }
        put(line, found.availability.map(|availability| availability.display.text()));
        let owed = &found.entitlement;
        let from = line.len();
        for amount in [owed.net, owed.tax, owed.gross] {
            self.amount(line, amount);
        }
        put(line, Some(owed.rate.text()));
        let texts = from..line.len();
        match &plan.adjustment {
            None => line.extend_from_slice(b",,,,,"),
            Some(adjustment) => {
                line.push(b',');
                put_number(i64::from(adjustment.n), line);
                if (adjustment.net, adjustment.tax, adjustment.gross) == (owed.net, owed.tax, owed.gross) {
                    line.extend_from_within(texts);
                } else {
                    for amount in [adjustment.net, adjustment.tax, adjustment.gross] {
                        self.amount(line, amount);
                    }
                    put(line, Some(adjustment.rate.text()));
                }
            }
        }
        put_csv(line, IDS, plan.route.word());
        match plan.posting {
            None => line.push(b','),
            Some(posting) => self.amount(line, posting),
        }
        self.amount(line, plan.before.carry);
        self.amount(line, plan.after.carry);
        line.push(b',');
        put_number(plan.before.revision, line);
    }

    /// An amount behind a comma; nothing is written often.
    fn amount(&mut self, line: &mut Vec<u8>, amount: Money) {
        if !amount.is_zero() {
            return put(line, Some(amount.text()));
        }
        let currency = amount.currency();
        if self.zero.as_ref().is_none_or(|(known, _)| *known != currency) {
            self.zero = Some((currency, amount.text()));
        }
        put(line, self.zero.as_ref().map(|(_, text)| *text));
    }
}

fn put(line: &mut Vec<u8>, text: Option<DecimalText>) {
    line.push(b',');
    if let Some(text) = text {
        line.extend_from_slice(text.as_str().as_bytes());
    }
}

/// Only ids can hold what has to be quoted.
const IDS: usize = 2;

#[inline]
fn put_csv(line: &mut Vec<u8>, place: usize, value: &str) {
    if place > 0 {
        line.push(b',');
    }
    if place < IDS && value.bytes().any(|byte| byte == b'"' || byte == b',') {
        line.push(b'"');
        line.extend_from_slice(value.replace('"', "\"\"").as_bytes());
        line.push(b'"');
    } else {
        line.extend_from_slice(value.as_bytes());
    }
}

impl Growing {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Word => Self::Texts { ends: Vec::new(), bytes: Vec::new(), there: Vec::new() },
            Kind::Integer => Self::Integers { values: Vec::new(), there: Vec::new() },
            Kind::Bool => Self::Bools(Vec::new()),
        }
    }
}

fn parquet(file: File, columns: Vec<Growing>) -> Result<File, parquet::errors::ParquetError> {
    let mut fields = Vec::with_capacity(COLUMNS.len());
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by(concat!("makegood ", env!("CARGO_PKG_VERSION")).to_owned());
    for (name, kind, may_lack, _) in COLUMNS {
        let repetition = if may_lack { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let physical = match kind {
            Kind::Text | Kind::Word => Physical::BYTE_ARRAY,
            Kind::Integer => Physical::INT64,
            Kind::Bool => Physical::BOOLEAN,
        };
        let logical = (physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
        let field = Type::primitive_type_builder(name, physical).with_repetition(repetition).with_logical_type(logical);
        fields.push(Arc::new(field.build()?));
        if matches!(kind, Kind::Text | Kind::Integer) {
            properties = properties.set_column_dictionary_enabled(name.into(), false);
        }
    }
    let schema = Arc::new(Type::group_type_builder("adjustment").with_fields(fields).build()?);
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties.build()))?;
    let mut group = writer.next_row_group()?;
    for ((_, _, may_lack, _), growing) in COLUMNS.iter().zip(columns) {
        let Some(mut column) = group.next_column()? else { break };
        match growing {
            Growing::Texts { ends, bytes, there } => {
                let all = ByteArray::from(bytes);
                let mut from = 0_usize;
                let values: Vec<ByteArray> = ends
                    .into_iter()
                    .map(|end| {
                        let value = all.slice(from, end.saturating_sub(from));
                        from = end;
                        value
                    })
                    .collect();
                column.typed::<ByteArrayType>().write_batch(&values, may_lack.then_some(&there), None)?;
            }
            Growing::Integers { values, there } => {
                column.typed::<Int64Type>().write_batch(&values, may_lack.then_some(&there), None)?;
            }
            Growing::Bools(values) => {
                column.typed::<BoolType>().write_batch(&values, None, None)?;
            }
        }
        column.close()?;
    }
    group.close()?;
    writer.into_inner()
}
