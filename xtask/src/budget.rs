//! Sizes that are promised to whoever hosts or downloads.

use crate::Outcome;
use crate::artifact::read;
use crate::php::FILES;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::Path;

/// With refunds: their policies read, put into words and linted, quotes, cases (788 kB when they came).
const WASM: usize = 820_000;
const WASM_GZIP: usize = 340_000;
/// Read by every process that settles anything.
const PHP: usize = 640_000;
/// What is asked now and then is answered from this one: refunds too.
const PHP_MORE: usize = 2_600_000;

pub fn check(dist: &Path) -> Outcome {
    let wasm = read(&dist.join("makegood.wasm"))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&wasm)?;
    let gzip = encoder.finish()?;
    let [first, more] = FILES;
    let size = |name: &str| Ok::<_, Box<dyn std::error::Error>>(read(&dist.join(name))?.len());
    let rows = [
        ("makegood.wasm", wasm.len(), WASM),
        ("makegood.wasm, gzip", gzip.len(), WASM_GZIP),
        (first, size(first)?, PHP),
        (more, size(more)?, PHP_MORE),
    ];
    for (name, size, budget) in rows {
        println!("{name:<20} {size:>9} of {budget:>9} bytes");
    }
    match rows.iter().find(|(_, size, budget)| size > budget) {
        Some((name, _, _)) => Err(format!("{name} is over its budget").into()),
        None => Ok(()),
    }
}
