//! `makegood describe <file>` and `makegood preset [id]`: what a client reads about a policy, and policies to begin with.

use makegood::json::{Manner, Node, parse};
use std::fmt::Write;
use std::{fs, io};

/// The list of presets, as the panel's page has it.
const INDEX: &str = include_str!("../../policies/index.json");

macro_rules! presets {
    ($($id:literal)+) => {
        /// Every preset's id and document.
        const PRESETS: &[(&str, &str)] = &[$(($id, include_str!(concat!("../../policies/", $id, ".json")))),+];
    };
}

presets! {
    "uptime-tiers" "uptime-tiers-strict" "cloud-instance" "error-rate" "on-request" "percent-per-hour" "day-per-hour"
    "minute-for-minute" "outage-ladder" "ten-times" "hundred-times-incident" "percent-per-step" "free-month"
    "fixed-per-outage" "pro-rata" "rolling-year" "extension" "components"
    "refund-money-back" "refund-prorated-day" "refund-prorated-month" "refund-eu-withdrawal" "refund-brazil-7-days"
    "refund-credit-only" "refund-ladder"
}

fn invalid(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, text)
}

/// The text of the document in this file; `options` are pairs of `--currency`, `--fee`, `--language` and their values.
pub(crate) fn describe(file: &str, options: &[&str]) -> io::Result<String> {
    let document = fs::read_to_string(file)?;
    if let Err(fault) = parse(&document, Manner::Strict) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{file} is not one JSON document: {fault:?}")));
    }
    let mut request = format!(r#"{{"contract":1,"command":"describePolicy","document":{document}"#);
    let mut currency = "USD";
    for pair in options.chunks(2) {
        match pair {
            ["--currency", code] => currency = code,
            ["--fee", amount] => push(&mut request, "fee", amount),
            ["--language", code] => push(&mut request, "language", code),
            other => return Err(invalid(format!("{} is no option with a value", other.join(" ")))),
        }
    }
    push(&mut request, "currency", currency);
    request.push('}');
    let answer = String::from_utf8_lossy(&makegood::call(request.as_bytes())).into_owned();
    let answer = parse(&answer, Manner::Strict).map_err(|_| io::ErrorKind::InvalidData)?;
    match answer.get("text").and_then(Node::as_text) {
        Some(text) => Ok(text.to_owned()),
        None => Err(invalid(refusal(&answer))),
    }
}

/// A member more. What would need an escape becomes a question mark, which the core refuses in each of them.
fn push(request: &mut String, name: &str, value: &str) {
    let is_plain = |character: char| !character.is_control() && character != '"' && character != '\\';
    let plain: String = value.chars().map(|character| if is_plain(character) { character } else { '?' }).collect();
    let _ = write!(request, r#","{name}":"{plain}""#);
}

fn refusal(answer: &Node<'_>) -> String {
    let Some(Node::List(errors)) = answer.get("errors") else { return String::new() };
    let said = errors.iter().map(|error| {
        let text = |name| error.get(name).and_then(Node::as_text).unwrap_or_default();
        format!("{}: {}: {} {}", text("path"), text("code"), text("message"), text("help"))
    });
    said.collect()
}

/// The preset with this id, or without one the list of them.
pub(crate) fn preset(id: Option<&str>) -> io::Result<String> {
    if let Some(id) = id {
        let found = PRESETS.iter().find(|(known, _)| *known == id);
        let names = || PRESETS.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
        return found
            .map(|(_, document)| (*document).to_owned())
            .ok_or_else(|| invalid(format!("there is no preset {id}; there are {}", names())));
    }
    let index = parse(INDEX, Manner::Strict).map_err(|_| io::ErrorKind::InvalidData)?;
    let mut said = String::new();
    if let Node::List(rows) = &index {
        for row in rows {
            let text = |name| row.get(name).and_then(Node::as_text).unwrap_or_default();
            let _ = writeln!(said, "{:<24} {:<13} {}", text("id"), text("family"), text("for"));
        }
    }
    Ok(said)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn every_listed_preset_can_be_had() {
        let list = preset(None).unwrap();
        let listed: Vec<&str> = list.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(listed, PRESETS.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        assert!(preset(Some("ten-times")).unwrap().contains("\"factor\": \"10\""));
        assert!(preset(Some("tenfold")).unwrap_err().to_string().contains("ten-times"));
    }
}
