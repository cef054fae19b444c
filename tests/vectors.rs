//! Runs every vector of `tests/vectors` through the native door: exact bytes where the whole answer is known, a subset elsewhere.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test stops at the first surprise"
)]

use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use std::collections::BTreeMap;
use std::{env, fs, path::Path};

/// One row of a vector file. The text of `request` and `expect` stands compact in the file: it is the bytes on the wire.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Vector {
    id: String,
    reason: String,
    wrong: String,
    request: Option<Box<RawValue>>,
    request_text: Option<String>,
    request_base64: Option<String>,
    request_fill: Option<Fill>,
    expect: Option<Box<RawValue>>,
    expect_part: Option<Value>,
}

/// A request too long for a file: prefix, then `repeat` so many times, then suffix.
#[derive(Deserialize)]
struct Fill {
    prefix: String,
    repeat: String,
    count: usize,
    suffix: String,
}

#[test]
fn every_vector_holds_through_the_native_door() {
    let files = load();
    // A wrong core needs no second one.
    let most = env::var("VECTORS_FAILURES").map_or(usize::MAX, |most| most.parse().unwrap());
    let failures: Vec<String> = files.values().flatten().filter_map(|v| check(v).err()).take(most).collect();
    let total = files.values().map(Vec::len).sum::<usize>();
    for failure in &failures {
        println!("FAILED {failure}");
    }
    println!("{} passed, {} failed", total - failures.len(), failures.len());
    assert!(failures.is_empty(), "{} of {total} vectors failed", failures.len());
}

#[test]
fn each_command_has_fifteen_vectors_and_ids_are_unique() {
    let files = load();
    let mut per_command = BTreeMap::<&str, usize>::new();
    let mut ids = Vec::new();
    for (name, rows) in &files {
        *per_command.entry(name.split('-').next().unwrap()).or_default() += rows.len();
        for row in rows {
            assert!(row.reason.len() > 4 && row.wrong.len() > 1, "{} says too little", row.id);
            ids.push(&row.id);
        }
    }
    for command in [
        "describe",
        "normalize",
        "confirm",
        "settle",
        "reconcilePosting",
        "advanceCase",
        "checkOutgoing",
        "previewInvoice",
        "lintPolicy",
        "describePolicy",
        "attachCredits",
    ] {
        assert!(per_command[command] >= 15, "{command} has {} vectors", per_command[command]);
    }
    ids.sort();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids repeat");
}

#[test]
fn each_documented_code_is_expected_by_some_vector() {
    let page = fs::read_to_string(root().join("docs/contract.md")).unwrap();
    let files = load();
    let expected: Vec<String> = files
        .values()
        .flatten()
        .filter_map(|v| v.expect_part.as_ref())
        .flat_map(|part| [&part["errors"][0]["code"], &part["results"][0]["problem"]["code"]].map(|c| c.to_string()))
        .collect();
    for code in documented(&page) {
        assert!(expected.contains(&format!("\"{code}\"")), "no vector expects {code}");
    }
}

/// Codes of the table *Error codes* but `internal`, which the core never answers, and the problem codes of normalize.
fn documented(page: &str) -> Vec<String> {
    let table = page.split("## Error codes").nth(1).unwrap().lines().filter(|l| l.starts_with("| `"));
    let first_cells = table.map(|l| l.split('|').nth(1).unwrap());
    let problems = page.lines().filter(|l| l.starts_with("* Problem codes:"));
    let words = first_cells.chain(problems).flat_map(|cell| cell.split('`').skip(1).step_by(2));
    words.filter(|w| *w != "internal").map(str::to_owned).collect()
}

/// `Err` holds the id and what differs.
fn check(vector: &Vector) -> Result<(), String> {
    let request = bytes(vector);
    let answer = makegood::call(&request);
    let text = String::from_utf8(answer.clone()).map_err(|_| format!("{}: the answer is not UTF-8", vector.id))?;
    if makegood::call(&request) != answer {
        return Err(format!("{}: the second call answers other bytes", vector.id));
    }
    if let Some(expect) = &vector.expect {
        let same = expect.get() == text;
        return if same { Ok(()) } else { Err(format!("{}: {}", vector.id, first_difference(expect.get(), &text))) };
    }
    let answer: Value = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", vector.id))?;
    let part = vector.expect_part.as_ref().expect("expect or expectPart");
    subset(part, &answer, "").map_err(|e| format!("{}: {e} in {text}", vector.id))
}

fn first_difference(want: &str, got: &str) -> String {
    let at = want.bytes().zip(got.bytes()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| {
        String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(60)..text.len().min(at + 120)]).into_owned()
    };
    format!("at byte {at}\n    want …{}…\n    got  …{}…", near(want), near(got))
}

/// Objects: each member of `part` is there. Arrays: equally long. Others: equal.
fn subset(part: &Value, whole: &Value, path: &str) -> Result<(), String> {
    match (part, whole) {
        (Value::Object(p), Value::Object(w)) => p.iter().try_for_each(|(key, value)| {
            let found = w.get(key).ok_or(format!("{path}.{key} is missing"))?;
            subset(value, found, &format!("{path}.{key}"))
        }),
        (Value::Array(p), Value::Array(w)) if p.len() == w.len() => {
            p.iter().zip(w).enumerate().try_for_each(|(i, (a, b))| subset(a, b, &format!("{path}[{i}]")))
        }
        _ if part == whole => Ok(()),
        _ => Err(format!("{path} should be {part}, is {whole}")),
    }
}

fn bytes(vector: &Vector) -> Vec<u8> {
    if let Some(request) = &vector.request {
        return request.get().as_bytes().to_vec();
    }
    if let Some(text) = &vector.request_text {
        return text.as_bytes().to_vec();
    }
    if let Some(base64) = &vector.request_base64 {
        return decode(base64);
    }
    let fill = vector.request_fill.as_ref().expect("a request");
    format!("{}{}{}", fill.prefix, fill.repeat.repeat(fill.count), fill.suffix).into_bytes()
}

fn decode(base64: &str) -> Vec<u8> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let mut out = Vec::new();
    for (i, letter) in base64.chars().filter(|c| *c != '=').enumerate() {
        bits = (bits << 6) | u32::try_from(LETTERS.find(letter).unwrap()).unwrap();
        let held = 6 * (i % 4 + 1) - 8 * (i % 4).saturating_sub(1);
        if held >= 8 {
            out.push(u8::try_from((bits >> (held - 8)) & 255).unwrap());
        }
    }
    out
}

/// All files by name; `MAKEGOOD_VECTORS` narrows them to names that contain it.
fn load() -> BTreeMap<String, Vec<Vector>> {
    let only = env::var("MAKEGOOD_VECTORS").unwrap_or_default();
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(root().join("tests/vectors")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.extension().is_some_and(|e| e == "json") && name.contains(&only) {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(name, serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
        }
    }
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
