//! Modules of every shape, from wasm-smith.

use arbitrary::Unstructured;
use wasm_smith::{Config, Module};
use wast::parser::{self, ParseBuffer};

use crate::host::IMPORTS;
use crate::random::Random;

/// Steps (function and loop entries) before a module stops itself; also bounds the call depth.
const FUEL: u32 = 3000;

fn config(imports: bool) -> Config {
    Config {
        allow_start_export: false,
        canonicalize_nans: true,
        compact_imports_enabled: false,
        exceptions_enabled: false,
        export_everything: true,
        extended_const_enabled: false,
        gc_enabled: false,
        available_imports: imports.then(host),
        max_imports: if imports { 20 } else { 0 },
        max_instructions: 400,
        max_memory32_bytes: 4 << 16,
        max_table_elements: 60,
        max_tables: 4,
        memory64_enabled: false,
        memory_max_size_required: true,
        min_funcs: 4,
        min_memories: 1,
        min_exports: 4,
        reference_types_enabled: true,
        relaxed_simd_enabled: false,
        simd_enabled: false,
        table_max_size_required: true,
        tail_call_enabled: false,
        threads_enabled: false,
        wide_arithmetic_enabled: false,
        ..Config::default()
    }
}

/// What the host offers, as wasm-smith wants to be told.
fn host() -> Vec<u8> {
    let buffer = ParseBuffer::new(IMPORTS).expect("lexes");
    parser::parse::<wast::Wat<'_>>(&buffer).expect("parses").encode().expect("encodes")
}

/// Two modules in three may import.
pub fn module(seed: u64) -> Option<Vec<u8>> {
    let mut random = Random(seed);
    let bytes: Vec<u8> = (0..4096).flat_map(|_| random.next().to_le_bytes()).collect();
    let mut module = Module::new(config(!seed.is_multiple_of(3)), &mut Unstructured::new(&bytes)).ok()?;
    module.ensure_termination(FUEL).ok()?;
    Some(module.to_bytes())
}
