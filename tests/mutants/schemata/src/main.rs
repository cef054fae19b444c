//! Rewrites the files of a core so that each mutant of a list is there, and `crate::mutant::is(id)` chooses at run time.
//!
//! Standard input: `{"root": …, "mutants": [{"id", "file", "genre", "replacement", "span"}]}`, as cargo-mutants lists them.
//! Standard output: `{"ranges": {file: [[from, to, id], …]}, "alone": [id, …]}`: where a mutant stands now, in bytes, for
//! the compiler's errors; and those that can be no branch, such as a conjunct of a chain with `let`.

mod places;

use places::{Insert, places};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::error::Error;
use std::{fs, io, path::PathBuf};

#[derive(Deserialize)]
struct Asked {
    root: PathBuf,
    mutants: Vec<Mutant>,
}

#[derive(Deserialize)]
struct Mutant {
    id: u32,
    file: String,
    genre: String,
    replacement: String,
    span: Span,
}

#[derive(Deserialize, Clone, Copy)]
struct Span {
    start: Position,
    end: Position,
}

/// Lines and columns begin at 1; a column is a character.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize, Default)]
struct Told {
    ranges: BTreeMap<String, Vec<(usize, usize, u32)>>,
    alone: Vec<u32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked: Asked = serde_json::from_reader(io::stdin())?;
    let mut files = BTreeMap::<&str, Vec<&Mutant>>::new();
    for mutant in &asked.mutants {
        files.entry(&mutant.file).or_default().push(mutant);
    }
    let mut told = Told::default();
    for (file, mutants) in files {
        let path = asked.root.join(file);
        let source = fs::read_to_string(&path)?;
        let (inserts, alone) = places(&source, &mutants)?;
        let (text, ranges) = rewritten(&source, inserts);
        fs::write(&path, text)?;
        told.alone.extend(alone);
        told.ranges.insert(file.to_owned(), ranges);
    }
    Ok(serde_json::to_writer(io::stdout(), &told)?)
}

/// The source with all that is put in, and where each mutant is.
fn rewritten(source: &str, mut inserts: Vec<Insert>) -> (String, Vec<(usize, usize, u32)>) {
    inserts.sort_by_key(|insert| insert.order);
    let (mut text, mut ranges, mut done) = (String::new(), Vec::new(), 0);
    for insert in inserts {
        let at = insert.order.0;
        text.push_str(&source[done..at]);
        done = at;
        for (piece, id) in insert.pieces {
            let from = text.len();
            text.push_str(&piece);
            ranges.extend(id.map(|id| (from, text.len(), id)));
        }
    }
    text.push_str(&source[done..]);
    (text, ranges)
}
