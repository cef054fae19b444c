//! Doors move bytes in and out and decide nothing. The command line is the package's binary.

#[cfg(target_arch = "wasm32")]
mod wasm;
