//! Small Parquet files, column by column.

use parquet::basic::{ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// A column's type and values; `None` is a null.
#[derive(Debug, Clone, Copy)]
pub enum Column<'c> {
    Text(&'c [Option<&'c str>]),
    Integer(&'c [Option<i64>]),
    /// Unsigned, of 32 bits.
    Unsigned(&'c [Option<i32>]),
    /// Decimals, and the digits.
    Decimal(i32, &'c [Option<i64>]),
    /// In milliseconds.
    Instant(&'c [Option<i64>]),
}

/// All of it in one row group. A column without a null cannot have one.
pub fn parquet(path: &Path, columns: &[(&str, Column<'_>)]) {
    let field = |(name, column): &(&str, Column<'_>)| {
        let (physical, has_nulls) = match column {
            Column::Text(values) => (Physical::BYTE_ARRAY, values.contains(&None)),
            Column::Unsigned(values) => (Physical::INT32, values.contains(&None)),
            Column::Integer(values) | Column::Decimal(_, values) | Column::Instant(values) => {
                (Physical::INT64, values.contains(&None))
            }
        };
        let repetition = if has_nulls { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        let builder = match column {
            Column::Text(_) => builder.with_converted_type(ConvertedType::UTF8),
            Column::Integer(_) => builder,
            Column::Unsigned(_) => builder.with_converted_type(ConvertedType::UINT_32),
            Column::Decimal(scale, _) => {
                builder.with_logical_type(Some(LogicalType::decimal(*scale, 18))).with_precision(18).with_scale(*scale)
            }
            Column::Instant(_) => builder.with_logical_type(Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
        };
        Arc::new(builder.build().unwrap())
    };
    let fields = columns.iter().map(field).collect();
    let schema = Arc::new(Type::group_type_builder("rows").with_fields(fields).build().unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(File::create(path).unwrap(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (_, values) in columns {
        let mut column = group.next_column().unwrap().unwrap();
        match values {
            Column::Text(values) => {
                let there = levels(values);
                let values: Vec<ByteArray> = values.iter().flatten().map(|text| ByteArray::from(*text)).collect();
                column.typed::<ByteArrayType>().write_batch(&values, there.as_deref(), None).unwrap();
            }
            Column::Unsigned(values) => {
                let there = levels(values);
                let values: Vec<i32> = values.iter().flatten().copied().collect();
                column.typed::<Int32Type>().write_batch(&values, there.as_deref(), None).unwrap();
            }
            Column::Integer(values) | Column::Decimal(_, values) | Column::Instant(values) => {
                let there = levels(values);
                let values: Vec<i64> = values.iter().flatten().copied().collect();
                column.typed::<Int64Type>().write_batch(&values, there.as_deref(), None).unwrap();
            }
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
}

fn levels<T>(values: &[Option<T>]) -> Option<Vec<i16>> {
    let has_nulls = values.iter().any(Option::is_none);
    has_nulls.then(|| values.iter().map(|value| i16::from(value.is_some())).collect())
}
