//! Doors move bytes in and out and decide nothing. The command line is the package's binary.

#[cfg(any(test, target_arch = "wasm32"))]
mod arena;
#[cfg(target_arch = "wasm32")]
mod heap;
#[cfg(target_arch = "wasm32")]
mod wasm;
