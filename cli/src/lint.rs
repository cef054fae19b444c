//! `makegood lint <file>`: what is wrong with a policy document, for people and for scripts.

use crate::json::{list, quote, text};
use makegood::json::{Manner, Node, parse};
use std::fmt::Write;
use std::{fs, io};

/// What is said about the file, and whether anything is wrong with it.
pub(crate) fn lint(file: &str, currencies: Option<&str>) -> io::Result<(String, bool)> {
    let document = fs::read_to_string(file)?;
    if let Err(fault) = parse(&document, Manner::Strict) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{file} is not one JSON document: {fault:?}")));
    }
    let mut request = format!(r#"{{"contract":1,"command":"lintPolicy","document":{document}"#);
    if let Some(codes) = currencies {
        let codes: Vec<String> = codes.split(',').map(quote).collect();
        let _ = write!(request, r#","currencies":[{}]"#, codes.join(","));
    }
    request.push('}');
    let answer = String::from_utf8_lossy(&makegood::call(request.as_bytes())).into_owned();
    let answer = parse(&answer, Manner::Strict).map_err(|_| io::ErrorKind::InvalidData)?;
    if let [refusal] = list(&answer, "errors") {
        let [code, path, message, help] = ["code", "path", "message", "help"].map(|name| text(refusal, name));
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{path}: {code}: {message} {help}")));
    }
    let findings = list(&answer, "findings");
    let mut said = String::new();
    for finding in findings {
        say(&mut said, file, finding);
    }
    let _ = match findings.len() {
        0 => writeln!(said, "{file}: nothing is wrong"),
        1 => writeln!(said, "{file}: 1 finding"),
        many => writeln!(said, "{file}: {many} findings"),
    };
    Ok((said, !findings.is_empty()))
}

fn say(said: &mut String, file: &str, finding: &Node<'_>) {
    let [code, path, message, help] = ["code", "path", "message", "help"].map(|name| text(finding, name));
    let _ = writeln!(said, "{file}: {path}: {code}: {message}");
    let values: Vec<String> = list(finding, "values")
        .iter()
        .map(|value| format!("{} {}", text(value, "name"), text(value, "value")))
        .collect();
    if !values.is_empty() {
        let _ = writeln!(said, "  found: {}", values.join(", "));
    }
    let _ = writeln!(said, "  help: {help}");
    for repair in list(finding, "repair") {
        let place = text(repair, "path");
        let _ = match repair.get("value").and_then(Node::as_text) {
            Some(value) => writeln!(said, "  repair: {place} = {value}"),
            None => writeln!(said, "  repair: take out {place}"),
        };
    }
}
