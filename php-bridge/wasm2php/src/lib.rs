//! Compiles a WebAssembly module into one PHP class that runs on stock PHP.

mod analysis;
mod arithmetic;
mod branch;
mod control;
mod doors;
mod emit;
mod expr;
mod float;
mod function;
mod instructions;
mod memory;
mod module;
mod numeric;
mod place;
mod primitives;
mod runtime;
mod translate;

pub use doors::exports;
pub use emit::{Options, compile};
pub use module::Refusal;
pub use primitives::Primitives;
