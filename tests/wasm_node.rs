//! The wasm door in Node; `scripts/wasm-test.sh` runs it.
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

// Links the door itself, whose exports are under test.
use makegood as _;

#[wasm_bindgen]
extern "C" {
    /// The glue's own function, out of its CommonJS exports: the door, called from outside.
    #[wasm_bindgen(js_namespace = exports)]
    fn call(request: &str) -> String;
}
