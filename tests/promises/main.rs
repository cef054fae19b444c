//! What a schedule of docs/policy.md promises whatever happens, tried on many small stories; and a slow second algorithm,
//! second by second, that has to agree. `LAW_CASES` is how many stories each law sees (10 000).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test stops at the first surprise"
)]

mod case;
mod draw;
mod earned;
mod evaluation;
mod ratio;
mod slow;
mod tape;
mod wire;

use proptest::prelude::*;

/// How many stories each law sees; the same ones each time, unless a seed is given.
pub fn stories() -> ProptestConfig {
    let count = std::env::var("LAW_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    ProptestConfig { max_global_rejects: 1_000_000, ..ProptestConfig::with_cases(count) }
}

/// What a story is read from.
pub fn cells() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 200)
}
