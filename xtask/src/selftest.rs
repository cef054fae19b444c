//! `dist/selftest.json`: requests with the hash of the native core's answer. A door that answers one of them otherwise
//! must not be trusted with money.

use crate::Outcome;
use crate::artifact::sha256;
use crate::manifest::write_pretty;
use serde_json::{Value, json};
use std::path::Path;

/// Every command, every vendor, currencies with 0, 2 and 3 decimals, products beyond 64 bits, tax both ways,
/// maintenance, suspension, a moved service, a negative adjustment, and a refusal.
const REQUESTS: &str = include_str!("selftest.ndjson");

pub fn write(dist: &Path) -> Outcome {
    let mut rows: Vec<Value> = Vec::new();
    for request in REQUESTS.lines().filter(|line| !line.is_empty()) {
        let answer = makegood::call(request.as_bytes());
        let is_refusal = answer.starts_with(br#"{"ok":false"#);
        if is_refusal != request.contains("\"12.345\"") {
            return Err(format!("a known answer is not what it is for: {}", String::from_utf8_lossy(&answer)).into());
        }
        rows.push(json!({"request": request, "sha256": sha256(&answer)}));
    }
    write_pretty(&dist.join("selftest.json"), &Value::Array(rows))
}
