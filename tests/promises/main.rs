//! What a schedule of docs/policy.md promises whatever happens, tried on many small stories; and a slow second algorithm,
//! second by second, that has to agree. `LAW_CASES` is how many stories each law sees (10 000),
//! `LAW_SEED` which ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test stops at the first surprise"
)]

mod adjacent;
mod arithmetic;
mod bounds;
mod case;
mod draw;
mod earned;
mod evaluation;
mod explanation;
mod ledger;
mod monotone;
mod ratio;
mod slow;
mod tape;
mod wire;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// How many stories each law sees; others on each day and machine, or the ones of `LAW_SEED`.
pub fn stories() -> ProptestConfig {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let cases = number("LAW_CASES").map_or(10_000, |count| u32::try_from(count).unwrap());
    let rng_seed = number("LAW_SEED").map_or(RngSeed::Random, RngSeed::Fixed);
    ProptestConfig { max_global_rejects: 1_000_000, rng_seed, ..ProptestConfig::with_cases(cases) }
}

/// What a story is read from.
pub fn cells() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 200)
}
