//! What is wrong with a file: where, a stable code, a sentence, and what to do.

use std::fmt;
use std::io;

/// One fault. Printed as `file:line: code: sentence` and a second line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    place: String,
    line: Option<u64>,
    code: String,
    message: String,
    help: String,
}

impl Fault {
    /// A fault of a whole file, or of the command line.
    pub(crate) fn of(place: &str, code: &str, message: &str, help: &str) -> Self {
        let [place, code, message, help] = [place, code, message, help].map(str::to_owned);
        Self { place, line: None, code, message, help }
    }

    /// A fault of a line, counted from 1.
    pub(crate) fn at(place: &str, line: u64, code: &str, message: &str, help: &str) -> Self {
        Self { line: Some(line), ..Self::of(place, code, message, help) }
    }

    /// A file that the system does not give.
    pub(crate) fn unreadable(place: &str, error: &io::Error) -> Self {
        Self::of(place, "unreadable", &format!("The file cannot be read: {error}."), "Look at its name and its rights.")
    }

    /// Where, and the code: what tests compare.
    #[cfg(test)]
    pub(crate) fn brief(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line} {}", self.place, self.code),
            None => format!("{} {}", self.place, self.code),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.place)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        write!(out, ": {}: {}\n  help: {}", self.code, self.message, self.help)
    }
}
