//! The whole as plain text, for a terminal or an e-mail: a line a paragraph, tables in columns.

use super::Description;
use crate::money::DecimalText;

/// Title, sections with a number, examples at the end.
#[must_use]
#[inline(never)]
pub fn plain_text(description: &Description) -> String {
    let mut text = String::with_capacity(4_096);
    heading(&mut text, "", &description.title, "=");
    for (number, section) in (1..).zip(&description.sections) {
        line(&mut text, &[]);
        heading(&mut text, numbered(number).as_str(), &section.title, "-");
        for paragraph in &section.paragraphs {
            line(&mut text, &["\n", paragraph]);
        }
        rows(&mut text, &section.rows);
    }
    for (number, example) in (1..).zip(&description.examples) {
        line(&mut text, &["\n", numbered(number).as_str(), ") ", example]);
    }
    text
}

fn numbered(number: i64) -> DecimalText {
    DecimalText::exact(number, 0)
}

/// These texts and the end of the line.
#[inline(never)]
fn line(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
    text.push('\n');
}

/// A title, behind its number where it has one, underlined.
#[inline(never)]
fn heading(text: &mut String, number: &str, title: &str, with: &str) {
    let point = if number.is_empty() { "" } else { ". " };
    line(text, &[number, point, title]);
    fill_up(text, with, number.len().saturating_add(point.len()).saturating_add(title.chars().count()));
    line(text, &[]);
}

fn fill_up(text: &mut String, with: &str, times: usize) {
    for _ in 0..times {
        text.push_str(with);
    }
}

/// The left column as wide as its widest cell.
fn rows(text: &mut String, rows: &[[String; 2]]) {
    let mut widest = 0;
    for [left, _] in rows {
        widest = left.chars().count().max(widest);
    }
    if !rows.is_empty() {
        line(text, &[]);
    }
    for [left, right] in rows {
        text.push_str("  ");
        text.push_str(left);
        fill_up(text, " ", widest.saturating_sub(left.chars().count()));
        line(text, &["   ", right]);
    }
}
