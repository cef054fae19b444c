//! The core once more, for a profile: the same sources, flags and translator, but functions keep their names.
//!
//! wasm-bindgen trips over names, so it is left out: what only its glue needs is cut away, and its imports with it.

use crate::Outcome;
use crate::artifact::{read, run, write};
use crate::{php, wasm};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Writes makegood.wasm, with a section of names, and the PHP made from it.
pub fn build(root: &Path, folder: &Path) -> Outcome {
    fs::create_dir_all(folder)?;
    wasm::compile(root, &["--target-dir".as_ref(), folder.as_os_str()], &[("CARGO_PROFILE_WASM_STRIP", "debuginfo")])?;
    let raw = folder.join(wasm::TARGET).join("wasm/makegood.wasm");
    let kept = folder.join("kept.wasm");
    let core = folder.join("makegood.wasm");
    keep(&raw, &kept)?;
    wasm::optimise(&kept, &core, &["--debuginfo"])?;
    wasm::refuse_imports(&core)?;
    php::build(root, folder)
}

/// Leaves only what the core's own exports reach.
fn keep(raw: &Path, kept: &Path) -> Outcome {
    let bytes = read(raw)?;
    let names = exports(&bytes).ok_or("the compiled core is not a wasm module")?;
    let own: Vec<&String> = names.iter().filter(|name| name.starts_with("mg_") || *name == "memory").collect();
    let mut graph: Vec<Value> = own.iter().map(|name| json!({"name": name, "export": name})).collect();
    graph.push(json!({"name": "the core", "root": true, "reaches": own}));
    let file = kept.with_extension("json");
    write(&file, Value::Array(graph).to_string())?;
    let mut command = Command::new("wasm-metadce");
    command.arg(raw).arg("--all-features").arg("--debuginfo").arg("--graph-file").arg(&file).arg("-o").arg(kept);
    // It lists what it cut away.
    run(command.stdout(std::process::Stdio::null()))
}

/// The names in section 7: a count, then each name with its length before it, a kind, and a number.
fn exports(bytes: &[u8]) -> Option<Vec<String>> {
    let (count, mut rest) = wasm::leb128(wasm::section(bytes, 7)?)?;
    let mut names = Vec::new();
    for _ in 0..count {
        let (length, after) = wasm::leb128(rest)?;
        let (name, after) = after.split_at_checked(usize::try_from(length).ok()?)?;
        names.push(String::from_utf8(name.to_vec()).ok()?);
        (_, rest) = wasm::leb128(after.get(1..)?)?;
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_names_of_exports() {
        let module = b"\0asm\x01\0\0\0\x07\x0c\x02\x02mg\0\x05\x03mem\x02\0";
        assert_eq!(exports(module), Some(vec!["mg".to_owned(), "mem".to_owned()]));
        assert_eq!(exports(b"MZ"), None);
    }
}
