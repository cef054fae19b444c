//! Every request that the project writes down: the vectors, the known answers of the build, the README's example.

use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A request and what to call it.
pub struct Case {
    pub id: String,
    pub request: Vec<u8>,
}

/// All of them; `decode` reads base64.
pub fn cases(decode: fn(&str) -> Option<Vec<u8>>) -> Vec<Case> {
    let mut cases = Vec::new();
    for path in files(&root().join("tests/vectors"), "json") {
        let rows: Vec<BTreeMap<String, Box<RawValue>>> = serde_json::from_str(&read(&path)).unwrap();
        cases.extend(rows.iter().map(|row| Case { id: text(&row["id"]), request: request(row, decode) }));
    }
    for (index, line) in read(&root().join("xtask/src/selftest.ndjson")).lines().enumerate() {
        cases.push(Case { id: format!("selftest {}", index + 1), request: line.into() });
    }
    let readme = read(&root().join("README.md"));
    let (_, after) = readme.split_once("let request = r#\"").unwrap();
    cases.push(Case { id: "README".into(), request: after.split_once("\"#;").unwrap().0.into() });
    cases
}

fn request(row: &BTreeMap<String, Box<RawValue>>, decode: fn(&str) -> Option<Vec<u8>>) -> Vec<u8> {
    if let Some(raw) = row.get("request") {
        return raw.get().into();
    }
    if let Some(raw) = row.get("requestText") {
        return text(raw).into();
    }
    if let Some(raw) = row.get("requestBase64") {
        return decode(&text(raw)).unwrap();
    }
    let fill: Value = serde_json::from_str(row["requestFill"].get()).unwrap();
    let part = |name: &str| fill[name].as_str().unwrap().to_owned();
    let count = usize::try_from(fill["count"].as_u64().unwrap()).unwrap();
    [part("prefix"), part("repeat").repeat(count), part("suffix")].concat().into()
}

fn text(raw: &RawValue) -> String {
    serde_json::from_str(raw.get()).unwrap()
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files with this ending below a folder, sorted.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|end| end == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
