//! `dist/manifest.json`: which files belong together, by hash.

use crate::Outcome;
use crate::artifact::{self, read, sha256};
use crate::php::{CLASS, FILES};
use serde_json::{Value, json};
use std::path::Path;

pub fn write(dist: &Path) -> Outcome {
    let answer = makegood::call(br#"{"contract":1,"command":"describe"}"#);
    let description: Value = serde_json::from_slice(&answer)?;
    let wasm = read(&dist.join("makegood.wasm"))?;
    let source_hash = description["sourceHash"].as_str().ok_or("describe names no source hash")?;
    // The known answers come from this native core: it has to be the same sources as the wasm file.
    if !wasm.windows(source_hash.len()).any(|window| window == source_hash.as_bytes()) {
        return Err("dist/makegood.wasm was built from other sources; run `xtask wasm`".into());
    }
    let entry = |name: &str, bytes: &[u8]| json!({"file": name, "sha256": sha256(bytes), "bytes": bytes.len()});
    let [first, more] = FILES;
    let php_entry = |name| Ok::<_, Box<dyn std::error::Error>>(entry(name, &read(&dist.join(name))?));
    let mut first = php_entry(first)?;
    first["class"] = CLASS.into();
    let manifest = json!({
        "name": description["name"],
        "version": description["version"],
        "contract": description["contract"],
        "sourceHash": source_hash,
        "wasm": entry("makegood.wasm", &wasm),
        "php": first,
        "phpMore": php_entry(more)?,
    });
    write_pretty(&dist.join("manifest.json"), &manifest)
}

/// Indented JSON with a final newline.
pub fn write_pretty(path: &Path, value: &Value) -> Outcome {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    artifact::write(path, text)
}
