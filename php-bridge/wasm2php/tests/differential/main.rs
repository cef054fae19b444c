//! Compares random modules, compiled to PHP, with an independent interpreter: results, traps and memory.
//!
//! `FUZZ_MODULES` sets how many modules of each family are run, `FUZZ_SEED` where the series starts;
//! figures go to the file `FUZZ_FIGURES`.

mod cases;
mod host;
mod interpreter;
mod memory;
mod random;
#[path = "../spec/script.rs"]
mod script;
mod smith;
#[path = "../spec/values.rs"]
mod values;

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;

use random::Random;
use wasm2php::{Options, compile};

/// What a series of modules did.
#[derive(Default)]
struct Tally {
    modules: u64,
    importing: u64,
    calls: u64,
    traps: u64,
    thrown: u64,
    passed: usize,
    failures: Vec<String>,
}

/// One line for each family that is done.
static FIGURES: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn figures(name: &str, tally: &Tally, first: u64, seconds: f64) {
    let Ok(path) = std::env::var("FUZZ_FIGURES") else { return };
    let Tally { modules, importing, calls, traps, thrown, passed, failures } = tally;
    let mut all = FIGURES.lock().expect("figures");
    all.push(format!(
        "\"{name}\":{{\"modules\":{modules},\"importing\":{importing},\"calls\":{calls},\"traps\":{traps},\"hostRefusals\":{thrown},\
         \"comparisons\":{passed},\"differences\":{},\"seconds\":{seconds:.1},\"seed\":{first}}}",
        failures.len()
    ));
    std::fs::write(path, format!("{{{}}}\n", all.join(",\n"))).expect("write figures");
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
    /// Compiled with `--stack 0 --aligned`.
    disciplined: bool,
}

/// Compiles the modules of some seeds, and runs one PHP script over all of them.
fn batch(dir: &Path, seeds: std::ops::Range<u64>, family: Family, tally: &mut Tally) {
    let mut script = String::from("<?php\n");
    for seed in seeds {
        let Some(wasm) = (family.module)(seed) else { continue };
        let class = format!("Fuzz\\M{seed}\\Core");
        let mut options = Options { class: class.clone(), exports: vec![], max_depth: 20_000, ..Options::default() };
        if family.disciplined {
            (options.stack, options.aligned) = (Some(0), true);
        }
        let file = dir.join(format!("m{seed}.php"));
        let source = compile(&wasm, &options).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let imports = source.contains("final class ImportError");
        std::fs::write(&file, source).expect("write module");
        if let Some(wanted) =
            interpreter::script(&wasm, seed, &format!("\\{class}"), &file.display().to_string(), family.number)
        {
            script.push_str(&wanted.text);
            tally.modules += 1;
            tally.importing += u64::from(imports);
            tally.calls += wanted.calls;
            tally.traps += wanted.traps;
            tally.thrown += wanted.thrown;
        }
    }
    run(dir, &script, tally);
}

/// Runs one script in PHP and counts.
fn run(dir: &Path, script: &str, tally: &mut Tally) {
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
    let (begun, mut tried) = (Instant::now(), 0);
    while tally.modules < modules && tried < 2 * modules {
        let part = (modules - tally.modules).min(100);
        batch(&dir, first + tried..first + tried + part, family, &mut tally);
        tried += part;
    }
    figures(name, &tally, first, begun.elapsed().as_secs_f64());
    if std::env::var("FUZZ_KEEP").is_err() {
        let _ = std::fs::remove_dir_all(&dir);
    }
    let Tally { modules: ran, importing, calls, traps, thrown, passed, failures } = tally;
    println!(
        "differential, {name}: {ran} modules ({importing} import), {calls} calls, {traps} traps, {thrown} host refusals, {passed} comparisons passed"
    );
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(20)].join("\n"));
    assert!(ran >= modules, "only {ran} of {modules} modules ran");
}

#[test]
fn modules_of_every_shape_behave_as_in_an_interpreter() {
    compare(Family { name: "shapes", module: smith::module, number: Random::number, disciplined: false });
}

#[test]
fn memory_programs_behave_as_in_an_interpreter() {
    compare(Family { name: "memory", module: memory::module, number: memory::address, disciplined: false });
}

#[test]
fn programs_that_keep_their_stack_and_alignment_behave_as_in_an_interpreter() {
    let number = memory::aligned_address;
    compare(Family { name: "disciplined", module: memory::disciplined, number, disciplined: true });
}
