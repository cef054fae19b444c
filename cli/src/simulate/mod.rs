//! `makegood simulate`: what policies would have cost over past outages.
//!
//! Every amount is the core's: months are settled as the panel would settle them, one after the other, and only sums
//! of what it answered are made here.

mod answer;
mod ask;
mod input;
mod options;
mod page;
mod report;
mod run;
mod table;
mod words;

use crate::tables::Fault;
use options::Format;
use std::io::Write;
use std::{fs, io};

/// Does what the words ask for; the faults are ready to be printed.
pub(crate) fn simulate(words: &[&str]) -> Result<(), String> {
    if matches!(words, ["--help" | "-h"]) {
        return print(options::HELP);
    }
    let told = |faults: Vec<Fault>| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let options = options::read(words).map_err(|fault| told(vec![fault]))?;
    let input = input::read(&options).map_err(told)?;
    let report = report::make(&input, &options).map_err(told)?;
    let text = match options.format {
        Format::Table => table::write(&report),
        Format::Json => answer::write(&report),
        Format::Html => page::write(&report),
    };
    match &options.out {
        None => print(&text),
        Some(file) => fs::write(file, text).map_err(|error| {
            let place = file.display().to_string();
            told(vec![Fault::of(
                &place,
                "unwritable",
                &format!("The file cannot be written: {error}."),
                "Look at its folder.",
            )])
        }),
    }
}

fn print(text: &str) -> Result<(), String> {
    io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string())
}
