//! `dist/manifest.json`: which files belong together, by hash.

use crate::Outcome;
use crate::artifact::{self, read, sha256};
use crate::php::CLASS;
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
    let php = read(&dist.join("makegood.php"))?;
    let entry = |name: &str, bytes: &[u8]| json!({"file": name, "sha256": sha256(bytes), "bytes": bytes.len()});
    let mut php_entry = entry("makegood.php", &php);
    php_entry["class"] = CLASS.into();
    let mut manifest = json!({
        "name": description["name"],
        "version": description["version"],
        "contract": description["contract"],
        "sourceHash": source_hash,
        "wasm": entry("makegood.wasm", &wasm),
        "php": php_entry,
    });
    let more = dist.join("makegood-more.php");
    if more.is_file() {
        manifest["phpMore"] = entry("makegood-more.php", &read(&more)?);
    }
    write_pretty(&dist.join("manifest.json"), &manifest)
}

/// Indented JSON with a final newline.
pub fn write_pretty(path: &Path, value: &Value) -> Outcome {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    artifact::write(path, text)
}
