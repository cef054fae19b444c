//! The wasm door in a browser; `scripts/wasm-test.sh` runs it.
#![cfg(target_arch = "wasm32")]
#![allow(
    unsafe_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "a test stops at the first surprise, and stands for a host that reads raw memory"
)]

#[path = "wasm/mod.rs"]
mod door;

use wasm_bindgen::prelude::wasm_bindgen;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

// Links the door itself, whose exports are under test.
use makegood as _;

// The module imports itself, under the very name by which the page of the test runner loads it.
#[wasm_bindgen(raw_module = "./wasm-bindgen-test")]
extern "C" {
    /// The glue's own function: the door, called from outside.
    fn call(request: &str) -> String;
}
