//! Compares random modules, compiled to PHP, with an independent interpreter: results, traps and memory.
//!
//! `FUZZ_MODULES` sets how many modules are tried, `FUZZ_SEED` where the series starts.

mod interpreter;
mod memory;
mod random;
mod smith;

use std::path::Path;
use std::process::Command;

use random::Random;
use wasm2php::{Options, compile};

/// What a series of modules did.
#[derive(Default)]
struct Tally {
    modules: u64,
    passed: usize,
    failures: Vec<String>,
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// A family of modules: how one is made from a seed, and the numbers to call it with.
#[derive(Clone, Copy)]
struct Family {
    name: &'static str,
    module: fn(u64) -> Option<Vec<u8>>,
    number: fn(&mut Random) -> u64,
}

/// Compiles the modules of some seeds, and runs one PHP script over all of them.
fn batch(dir: &Path, seeds: std::ops::Range<u64>, family: Family, tally: &mut Tally) {
    let mut script = String::from("<?php\n");
    for seed in seeds {
        let Some(wasm) = (family.module)(seed) else { continue };
        let class = format!("Fuzz\\M{seed}\\Core");
        let options = Options { class: class.clone(), exports: vec![], max_depth: 20_000, ..Options::default() };
        let file = dir.join(format!("m{seed}.php"));
        let source = compile(&wasm, &options).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        std::fs::write(&file, source).expect("write module");
        if let Some(text) =
            interpreter::script(&wasm, seed, &format!("\\{class}"), &file.display().to_string(), family.number)
        {
            script.push_str(&text);
            tally.modules += 1;
        }
    }
    let path = dir.join("script.php");
    std::fs::write(&path, script).expect("write script");
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/driver.php");
    let php = std::env::var("PHP").unwrap_or_else(|_| "php".into());
    let output = Command::new(php).args(["-d", "memory_limit=2G"]).arg(driver).arg(&path).output().expect("php runs");
    let text = String::from_utf8_lossy(&output.stdout);
    tally.failures.extend(text.lines().filter(|line| line.starts_with("FAIL")).map(String::from));
    let last =
        text.lines().last().and_then(|line| line.strip_prefix("passed ")?.split(' ').next()?.parse::<usize>().ok());
    match last {
        Some(count) => tally.passed += count,
        None => tally.failures.push(format!("php stopped: {text}{}", String::from_utf8_lossy(&output.stderr))),
    }
}

fn compare(family: Family) {
    let (modules, first) = (setting("FUZZ_MODULES", 300), setting("FUZZ_SEED", 1));
    let name = family.name;
    let dir = std::env::temp_dir().join(format!("wasm2php-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("create dir");
    let mut tally = Tally::default();
    for start in (first..first + modules).step_by(100) {
        batch(&dir, start..(start + 100).min(first + modules), family, &mut tally);
    }
    if std::env::var("FUZZ_KEEP").is_err() {
        let _ = std::fs::remove_dir_all(&dir);
    }
    let Tally { modules: tried, passed, failures } = tally;
    println!("differential, {name}: {tried} modules, {passed} comparisons passed");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(20)].join("\n"));
    assert!(tried * 10 >= modules * 8, "only {tried} of {modules} modules ran");
}

#[test]
fn modules_of_every_shape_behave_as_in_an_interpreter() {
    compare(Family { name: "shapes", module: smith::module, number: Random::number });
}

#[test]
fn memory_programs_behave_as_in_an_interpreter() {
    compare(Family { name: "memory", module: memory::module, number: memory::address });
}
