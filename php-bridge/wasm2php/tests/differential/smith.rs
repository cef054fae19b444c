//! Modules of every shape, from wasm-smith.

use arbitrary::Unstructured;
use wasm_smith::{Config, Module};

use crate::random::Random;

/// Steps (function and loop entries) before a module stops itself; also bounds the call depth.
const FUEL: u32 = 3000;

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

pub fn module(seed: u64) -> Option<Vec<u8>> {
    let mut random = Random(seed);
    let bytes: Vec<u8> = (0..4096).flat_map(|_| random.next().to_le_bytes()).collect();
    let mut module = Module::new(config(), &mut Unstructured::new(&bytes)).ok()?;
    module.ensure_termination(FUEL).ok()?;
    Some(module.to_bytes())
}
