//! Builds what is shipped, in `dist/`: the wasm file, its JavaScript glue, the PHP made from it, known answers, and
//! the manifest that says what belongs together.

mod artifact;
mod budget;
mod manifest;
mod named;
mod php;
mod selftest;
mod types;
mod wasm;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can go wrong is told to whoever built; nothing here is handled further.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const HELP: &str = "\
cargo run -p xtask -- wasm       everything below, in order
cargo run -p xtask -- core       dist/makegood.wasm, dist/makegood.d.ts, dist/js
cargo run -p xtask -- php        dist/makegood.php, dist/makegood-more.php
cargo run -p xtask -- manifest   dist/selftest.json, dist/manifest.json, budgets
cargo run -p xtask -- named      target/profile: the same with names of functions, for `make profile`
cargo run -p xtask -- types      js/src/contract.ts, docs/contract.schema.json; with --check only compares them
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = arguments.first().cloned().unwrap_or_default();
    match run(&command, arguments.get(1).map(String::as_str), &root()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask {command}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, option: Option<&str>, root: &Path) -> Outcome {
    let dist = root.join("dist");
    match command {
        "core" => wasm::build(root, &dist),
        "php" => php::build(root, &dist),
        "manifest" => finish(&dist),
        "named" => named::build(root, &root.join("target/profile")),
        "types" => types::run(root, option == Some("--check")),
        "wasm" => {
            wasm::build(root, &dist)?;
            php::build(root, &dist)?;
            finish(&dist)
        }
        _ => {
            print!("{HELP}");
            if command.is_empty() { Ok(()) } else { Err("unknown command".into()) }
        }
    }
}

fn finish(dist: &Path) -> Outcome {
    selftest::write(dist)?;
    manifest::write(dist)?;
    budget::check(dist)
}

/// The workspace's folder.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).unwrap_or(here)
}
