//! The whole as plain text, for a terminal or an e-mail: a line a paragraph, tables in columns.

use super::words::digits;
use super::{Description, Section, Table};

/// Title, sections with a number, examples at the end.
pub(super) fn text(description: &Description) -> String {
    let mut text = String::with_capacity(4_096);
    heading(&mut text, &description.title, '=');
    for (number, section) in (1..).zip(&description.sections) {
        put(&mut text, number, section);
    }
    for (number, example) in (1..).zip(&description.examples) {
        text.push('\n');
        text.push_str(&digits(number));
        text.push_str(") ");
        text.push_str(example);
        text.push('\n');
    }
    text
}

fn put(text: &mut String, number: i64, section: &Section) {
    text.push('\n');
    heading(text, &[&digits(number), ". ", &section.title].concat(), '-');
    for paragraph in &section.paragraphs {
        text.push('\n');
        text.push_str(paragraph);
        text.push('\n');
    }
    if let Some(table) = &section.table {
        text.push('\n');
        rows(text, table);
    }
}

fn heading(text: &mut String, title: &str, line: char) {
    text.push_str(title);
    text.push('\n');
    text.extend(title.chars().map(|_| line));
    text.push('\n');
}

fn rows(text: &mut String, table: &Table) {
    let width = |row: &[String; 2]| row.first().map_or(0, |cell| cell.chars().count());
    let widest = table.rows.iter().chain([&table.columns]).map(width).max().unwrap_or(0);
    let columns = table.columns.each_ref().map(|column| column.as_str());
    let rows = table.rows.iter().map(|row| row.each_ref().map(|cell| cell.as_str()));
    for [left, right] in core::iter::once(columns).chain(rows) {
        text.push_str("  ");
        text.push_str(left);
        text.extend((left.chars().count()..widest.saturating_add(3)).map(|_| ' '));
        text.push_str(right);
        text.push('\n');
    }
}
