//! The order of two texts: docs/engine.md, *Text primitives*, a pure one.

/// Below 0, 0 or above 0 as the bytes of `one` come before, are, or come after those of `other`.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
#[inline(never)]
pub(crate) fn mg_text_compare(one: &str, other: &str) -> i32 {
    match one.cmp(other) {
        core::cmp::Ordering::Less => -1,
        core::cmp::Ordering::Equal => 0,
        core::cmp::Ordering::Greater => 1,
    }
}
