//! Compiles a WebAssembly module into one PHP class that runs on stock PHP.

mod analysis;
mod arithmetic;
mod branch;
mod control;
mod direct;
mod doors;
mod emit;
mod expr;
mod float;
mod function;
mod imports;
mod instructions;
mod memory;
mod module;
mod numeric;
mod place;
mod primitives;
mod reference;
mod runtime;
mod split;
mod translate;
mod whole;

pub use doors::exports;
pub use emit::{Options, compile, compile_split};
pub use module::Refusal;
pub use primitives::Primitives;
pub use split::Split;
