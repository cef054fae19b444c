//! Text primitives: dumb work on bytes, exported by the wasm file so that PHP can do it on its own strings.
//!
//! docs/engine.md says what a primitive may be. Nothing here decides anything about money; each function does in PHP
//! what it does here, byte for byte.

#![allow(unsafe_code, reason = "PHP finds a primitive by the name under which it is exported")]

mod scan;
pub(crate) mod words;

pub(crate) use scan::{Mark, marks, mg_text_clock, mg_text_is_plain, mg_text_span, to_usize};
