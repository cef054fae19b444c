//! `dist/selftest.json`: requests with the hash of the native core's answer. A door that answers one of them otherwise
//! must not be trusted with money.

use crate::Outcome;
use crate::artifact::sha256;
use crate::manifest::write_pretty;
use serde_json::{Value, json};
use std::path::Path;

/// Asked at every first call and before each batch of postings, so few and small, and answered by the first of the two
/// generated files: 64-bit division and products beyond
/// 64 bits, rounding up and down, on a tie and below zero, a leap day, a charge that ends the day before, a year's end,
/// an hour that the clock skips, milliseconds, another server's outage, a text of some length, texts to unescape.
/// Breakages planted in the generated PHP prove that they notice (`php-bridge/tests/Engine/MutationTest.php`).
const CANARIES: &str = include_str!("canary.ndjson");

/// Those that need the second file, asked when that is first loaded: a page that only settles never reads it.
const CANARIES_OF_MORE: &str = include_str!("canary-more.ndjson");

/// Every command, every vendor, currencies with 0, 2 and 3 decimals, tax both ways, maintenance, suspension, a moved
/// service, a negative adjustment, and a refusal.
const REQUESTS: &str = include_str!("selftest.ndjson");

/// Stands in a request for a text longer than one of wasm's pages.
const LONG: &str = "@LONG@";

pub fn write(dist: &Path) -> Outcome {
    let mut rows: Vec<Value> = Vec::new();
    for (lines, canary) in [(CANARIES, Some("first")), (CANARIES_OF_MORE, Some("more")), (REQUESTS, None)] {
        for line in lines.lines().filter(|line| !line.is_empty()) {
            rows.push(row(&line.replace(LONG, &long_text()), canary)?);
        }
    }
    write_pretty(&dist.join("selftest.json"), &Value::Array(rows))
}

fn row(request: &str, canary: Option<&str>) -> Outcome<Value> {
    let answer = makegood::call(request.as_bytes());
    let is_refusal = answer.starts_with(br#"{"ok":false"#);
    if is_refusal != request.contains("\"12.345\"") {
        return Err(format!("a known answer is not what it is for: {}", String::from_utf8_lossy(&answer)).into());
    }
    let mut row = json!({"request": request, "sha256": sha256(&answer)});
    if let Some(file) = canary {
        row["canary"] = file.into();
    }
    Ok(row)
}

/// 70 kB of letters of one to four bytes and of escapes, as they stand in JSON inside a JSON string.
fn long_text() -> String {
    r#"plain \\\"quoted\\\" ü € 𝄞 \\u00e9 \\n"#.repeat(1_750)
}
