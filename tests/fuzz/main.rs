//! Odd messages and odd timelines: `normalize` and `confirm` on mutations of every vector, for every vendor.
//!
//! What is mutated: bytes, the tree of the request, the tree of a message inside it. What holds for each: no panic, an
//! answer that is JSON, the same one twice, and the laws in `check.rs`. An input whose answer looks like none before is
//! mutated further. `FUZZ_SECONDS` (10) says how long, `FUZZ_SEED` (1) where the series starts, `FUZZ_CORPUS` a folder
//! where such inputs are kept for the next run, `FUZZ_FIGURES` a file for the figures; with `FUZZ_GROWTH` the time on
//! long timelines is looked at as well. What found something is written to `target/fuzz`, and once it is understood to
//! `tests/fuzz/corpus`, which every run tries first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::print_stderr,
    clippy::exit,
    clippy::string_slice,
    reason = "a test stops at the first surprise; ratios of times are floats"
)]

mod check;
mod growth;
mod guard;
#[path = "../shapes/load.rs"]
#[allow(dead_code, reason = "names of cases are for the tests of shapes")]
mod load;
mod mutate;
mod random;

use check::Checked;
use makegood::intake::decode_base64;
use mutate::Mutator;
use random::Random;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Larger inputs are checked, but not mutated further.
const LARGEST: usize = 32 * 1024;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// Requests to start from: what was found once, what was kept, the vectors.
fn seeds(kept: Option<&Path>) -> Vec<Vec<u8>> {
    let own = load::root().join("tests/fuzz/corpus");
    let folders = [Some(own.as_path()), kept.filter(|folder| folder.is_dir())];
    let files = folders.into_iter().flatten().flat_map(|folder| load::files(folder, "json"));
    let mut found: Vec<Vec<u8>> = files.map(|path| fs::read(path).unwrap()).collect();
    let of_interest = |request: &[u8]| {
        let value: Option<Value> = serde_json::from_slice(request).ok();
        value.is_some_and(|value| matches!(value["command"].as_str(), Some("normalize" | "confirm")))
    };
    let vectors = load::cases(decode_base64).into_iter().map(|case| case.request);
    found.extend(vectors.filter(|request| of_interest(request)));
    found
}

/// Where an input is kept: by its bytes.
fn place(folder: &Path, input: &[u8]) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    folder.join(format!("{:016x}.json", hasher.finish()))
}

fn keep(folder: &Path, input: &[u8]) {
    fs::create_dir_all(folder).unwrap();
    fs::write(place(folder, input), input).unwrap();
}

#[derive(Default)]
struct Figures {
    requests: u64,
    answered: u64,
    votes: u64,
    refused: BTreeMap<String, u64>,
    statuses: BTreeMap<String, u64>,
}

impl Figures {
    fn count(&mut self, checked: &Checked) {
        self.requests += 1;
        self.votes += checked.votes;
        match &checked.refused {
            Some(code) => *self.refused.entry(code.clone()).or_default() += 1,
            None => self.answered += 1,
        }
        for status in &checked.statuses {
            *self.statuses.entry(status.clone()).or_default() += 1;
        }
    }
}

#[test]
fn odd_messages_have_an_answer() {
    let (seconds, seed) = (setting("FUZZ_SECONDS", 10), setting("FUZZ_SEED", 1));
    let kept = std::env::var("FUZZ_CORPUS").ok().map(PathBuf::from);
    let found = load::root().join("target/fuzz");
    let mut pool = seeds(kept.as_deref());
    let (started_with, mut random) = (pool.len(), Random::new(seed));
    assert!(started_with > 100, "{started_with} requests to start from");
    let (mut figures, mut shapes, mut faults) = (Figures::default(), BTreeSet::new(), Vec::new());
    let guard = guard::Guard::start(&found);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut next = 0;
    while next < started_with || Instant::now() < until {
        let input = match pool.get(next).filter(|_| next < started_with) {
            Some(input) => input.clone(),
            None => Mutator::new(&pool, &mut random).next(),
        };
        next += 1;
        guard.watch(&input);
        match check::check(&input, &mut random) {
            Ok(checked) => {
                figures.count(&checked);
                let before = shapes.len();
                shapes.extend(checked.shapes);
                if shapes.len() > before && next > started_with && input.len() <= LARGEST {
                    if let Some(folder) = &kept {
                        keep(folder, &input);
                    }
                    pool.push(input);
                }
            }
            Err(fault) => {
                keep(&found, &input);
                faults.push(format!("{fault}: {}", place(&found, &input).display()));
            }
        }
        if faults.len() >= 20 {
            break;
        }
    }
    guard.end();
    let growth = if std::env::var("FUZZ_GROWTH").is_ok() { growth::measure(&mut faults) } else { Value::Null };
    report(&json!({
        "seed": seed, "seconds": seconds, "requests": figures.requests, "answered": figures.answered,
        "refused": figures.refused, "deliveries": figures.statuses, "votes": figures.votes, "seeds": started_with,
        "kept": pool.len() - started_with, "shapes": shapes.len(), "growth": growth, "faults": faults,
    }));
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(
        figures.statuses.len() == 4 && figures.refused.len() > 5 && figures.votes > 0,
        "{figures:?}",
        figures = figures.statuses
    );
}

fn report(figures: &Value) {
    eprintln!(
        "{} requests, {} shapes of answers, {} faults",
        figures["requests"],
        figures["shapes"],
        figures["faults"].as_array().unwrap().len()
    );
    if let Ok(path) = std::env::var("FUZZ_FIGURES") {
        fs::write(path, format!("{}\n", serde_json::to_string_pretty(figures).unwrap())).unwrap();
    }
}
