//! Dumb work on text that PHP does faster on its own strings: docs/engine.md, *Text primitives*. No rule lives here.

mod sink;

pub(crate) use sink::Sink;
