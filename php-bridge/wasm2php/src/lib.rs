//! Compiles a WebAssembly module into one PHP class that runs on stock PHP.

mod analysis;
mod control;
mod emit;
mod expr;
mod float;
mod function;
mod memory;
mod module;
mod numeric;
mod translate;

pub use emit::{Options, compile, exports};
pub use module::Refusal;
