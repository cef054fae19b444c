//! Compares random modules, compiled to PHP, with an independent interpreter: results, traps and memory.
//!
//! `FUZZ_MODULES` sets how many modules are tried, `FUZZ_SEED` where the series starts.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use arbitrary::Unstructured;
use sha2::{Digest, Sha256};
use wasm_smith::{Config, Module};
use wasm2php::{Options, compile, exports};
use wasmi::{Extern, F32, F64, Func, Store, TrapCode, Val, ValType};

/// Steps (function and loop entries) before a module stops itself; also bounds the call depth.
const FUEL: u32 = 3000;

/// A small generator with good spread, so that a seed names a module for ever.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Numbers near the edges more often than elsewhere.
    fn number(&mut self) -> u64 {
        const EDGES: [u64; 10] =
            [0, 1, 2, 0x7f, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x7fff_ffff_ffff_ffff, 1 << 63];
        match self.next() % 4 {
            0 => EDGES[(self.next() % 10) as usize],
            1 => EDGES[(self.next() % 10) as usize].wrapping_neg(),
            2 => self.next() % 70_000,
            _ => self.next(),
        }
    }
}

fn config() -> Config {
    Config {
        allow_start_export: false,
        canonicalize_nans: true,
        exceptions_enabled: false,
        export_everything: true,
        extended_const_enabled: false,
        gc_enabled: false,
        max_imports: 0,
        max_instructions: 400,
        max_memory32_bytes: 4 << 16,
        max_table_elements: 60,
        memory64_enabled: false,
        memory_max_size_required: true,
        min_funcs: 4,
        min_memories: 1,
        min_exports: 4,
        reference_types_enabled: false,
        relaxed_simd_enabled: false,
        simd_enabled: false,
        tail_call_enabled: false,
        threads_enabled: false,
        wide_arithmetic_enabled: false,
        ..Config::default()
    }
}

fn random_module(seed: u64) -> Option<Vec<u8>> {
    let mut random = Random(seed);
    let bytes: Vec<u8> = (0..4096).flat_map(|_| random.next().to_le_bytes()).collect();
    let mut module = Module::new(config(), &mut Unstructured::new(&bytes)).ok()?;
    module.ensure_termination(FUEL).ok()?;
    Some(module.to_bytes())
}

fn bits(value: u64) -> String {
    match value.cast_signed() {
        i64::MIN => "PHP_INT_MIN".into(),
        value => value.to_string(),
    }
}

fn php_value(value: &Val) -> String {
    match value {
        Val::I32(v) => format!("['i',{}]", v.cast_unsigned()),
        Val::I64(v) => format!("['i',{}]", bits(v.cast_unsigned())),
        Val::F32(v) => format!("['f',{}]", v.to_bits()),
        Val::F64(v) => format!("['d',{}]", bits(v.to_bits())),
        other => unreachable!("{other:?} is not generated"),
    }
}

fn argument(ty: &ValType, random: &mut Random) -> Val {
    let number = random.number();
    match ty {
        ValType::I32 => Val::I32(number as i32),
        ValType::I64 => Val::I64(number.cast_signed()),
        ValType::F32 if number % 2 == 0 => Val::F32(F32::from_bits((number.cast_signed() as f32).to_bits())),
        ValType::F64 if number % 2 == 0 => Val::F64(F64::from_bits((number.cast_signed() as f64).to_bits())),
        ValType::F32 => Val::F32(F32::from_bits(number as u32 & 0xff7f_ffff)),
        _ => Val::F64(F64::from_bits(number & 0xffef_ffff_ffff_ffff)),
    }
}

fn trap_name(code: TrapCode) -> Option<&'static str> {
    Some(match code {
        TrapCode::UnreachableCodeReached => "unreachable",
        TrapCode::MemoryOutOfBounds => "out of bounds memory access",
        TrapCode::TableOutOfBounds => "undefined element|out of bounds table access",
        TrapCode::IndirectCallToNull => "uninitialized element",
        TrapCode::IntegerDivisionByZero => "integer divide by zero",
        TrapCode::IntegerOverflow => "integer overflow",
        TrapCode::BadConversionToInteger => "invalid conversion to integer",
        TrapCode::BadSignature => "indirect call type mismatch",
        _ => return None,
    })
}

/// Writes the script for one module: what the interpreter did is what PHP has to do.
fn script(wasm: &[u8], seed: u64, class: &str, file: &str) -> Option<String> {
    let mut settings = wasmi::Config::default();
    settings.set_max_recursion_depth(20_000);
    let engine = wasmi::Engine::new(&settings);
    let module = wasmi::Module::new(&engine, wasm).ok()?;
    let mut store = Store::new(&engine, ());
    let linker = wasmi::Linker::<()>::new(&engine);
    let mut out = String::new();
    let instance = match linker.instantiate_and_start(&mut store, &module) {
        Ok(instance) => instance,
        Err(error) => {
            let trap = trap_name(error.as_trap_code()?)?;
            let _ = writeln!(out, "module({seed},'{file}','{class}','{trap}');");
            return Some(out);
        }
    };
    let _ = writeln!(out, "module({seed},'{file}','{class}');");
    let mut functions: Vec<(String, Func)> = Vec::new();
    let mut memory = None;
    for export in instance.exports(&store) {
        match export.ty(&store) {
            _ if export.clone().into_memory().is_some() => memory = export.into_memory(),
            _ => {
                let name = export.name().to_string();
                if let Extern::Func(function) = export.into_extern() {
                    functions.push((name, function));
                }
            }
        }
    }
    functions.sort_by(|a, b| a.0.cmp(&b.0));
    let methods = exports(wasm).ok()?;
    let mut random = Random(seed ^ 0x5555);
    for round in 0..3 {
        for (name, function) in &functions {
            let ty = function.ty(&store);
            let args: Vec<Val> = ty.params().iter().map(|ty| argument(ty, &mut random)).collect();
            let mut results: Vec<Val> = ty.results().iter().map(|ty| Val::default_for_ty(*ty)).collect();
            let method = &methods.iter().find(|(export, _)| export == name)?.1;
            let list: Vec<String> = args.iter().map(php_value).collect();
            let target = format!("{seed},'{class}','{method}',[{}]", list.join(","));
            match function.call(&mut store, &args, &mut results) {
                Ok(()) => {
                    let results: Vec<String> = results.iter().map(php_value).collect();
                    let _ = writeln!(out, "returns({target},[{}]);", results.join(","));
                }
                Err(error) => {
                    let trap = trap_name(error.as_trap_code()?)?;
                    let _ = writeln!(out, "traps({target},'{trap}');");
                }
            }
        }
        if let (Some(memory), 0 | 2) = (memory, round) {
            let data = memory.data(&store);
            let digest: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
            let _ = writeln!(out, "memory({seed},'{class}',{},'{digest}');", data.len());
        }
    }
    Some(out)
}

#[test]
fn random_modules_behave_as_in_an_interpreter() {
    let number = |name: &str, default: u64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (modules, first) = (number("FUZZ_MODULES", 300), number("FUZZ_SEED", 1));
    let dir = std::env::temp_dir().join(format!("wasm2php-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("create dir");
    let (mut tried, mut passed, mut failures) = (0, 0usize, Vec::new());
    for batch in (0..modules).step_by(100) {
        let mut php = String::from("<?php\n");
        for seed in first + batch..first + (batch + 100).min(modules) {
            let Some(wasm) = random_module(seed) else { continue };
            let namespace = format!("Fuzz\\M{seed}");
            let options = Options { class: format!("{namespace}\\Core"), exports: vec![], max_depth: 20_000 };
            let file = dir.join(format!("m{seed}.php"));
            let source = compile(&wasm, &options).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            std::fs::write(&file, source).expect("write module");
            if let Some(text) = script(&wasm, seed, &format!("\\{namespace}\\Core"), &file.display().to_string()) {
                php.push_str(&text);
                tried += 1;
            }
        }
        let path = dir.join("script.php");
        std::fs::write(&path, php).expect("write script");
        let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/driver.php");
        let php = std::env::var("PHP").unwrap_or_else(|_| "php".into());
        let output = Command::new(php).args(["-d", "memory_limit=2G"]).arg(driver).arg(&path).output().expect("php");
        let text = String::from_utf8_lossy(&output.stdout);
        failures.extend(text.lines().filter(|line| line.starts_with("FAIL")).map(String::from));
        let count = text.lines().last().and_then(|line| line.strip_prefix("passed ")?.split(' ').next()?.parse::<usize>().ok());
        match count {
            Some(count) => passed += count,
            None => failures.push(format!("php stopped: {text}{}", String::from_utf8_lossy(&output.stderr))),
        }
    }
    if std::env::var("FUZZ_KEEP").is_err() {
        let _ = std::fs::remove_dir_all(&dir);
    }
    println!("differential: {tried} modules, {passed} comparisons passed");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(30)].join("\n"));
    assert!(tried * 10 > modules * 8, "only {tried} of {modules} modules ran");
}
