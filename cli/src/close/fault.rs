//! What can go wrong with a close as a whole, and with one row of a file.

use makegood::contract::Code;
use std::fmt;

/// Why there is no close: a stable code, a sentence, what to do.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub code: &'static str,
    pub message: String,
    pub help: &'static str,
}

impl Fault {
    pub fn new(code: &'static str, message: impl Into<String>, help: &'static str) -> Self {
        Self { code, message: message.into(), help }
    }

    /// A file that cannot be read or written.
    pub fn file(path: &std::path::Path, error: &dyn fmt::Display) -> Self {
        let help = "Check that the path is right, that you may read and write there, and that the disk is not full.";
        Self::new("file", format!("{}: {error}", path.display()), help)
    }

    /// A file that is not what its name says.
    pub fn format(path: &std::path::Path, what: impl fmt::Display) -> Self {
        let help = "Write .csv with a first line of names, .ndjson with one object a line, or .parquet.";
        Self::new("file_format", format!("{}: {what}", path.display()), help)
    }

    /// A column that is not there, or holds what cannot be read.
    pub fn column(path: &std::path::Path, column: &str, what: &str) -> Self {
        let help = "The columns of each file, their types and defaults are in docs/close.md.";
        Self::new("column", format!("{}: {column}: {what}", path.display()), help)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n  help: {}", self.code, self.message, self.help)
    }
}

/// The column that is why a row is left out, and why.
pub(super) type BadCell = (&'static str, Why);

/// Why a row is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// For a reason of the contract.
    Core(Code),
    /// The line is no row of its file.
    Line,
    /// It is about a service that is not among the services.
    UnknownService,
    /// The period may not be settled yet.
    NotDue,
    /// A row of the ledger about it was refused.
    UnclearLedger,
}

impl Why {
    pub fn code(self) -> &'static str {
        match self {
            Self::Core(code) => code.word(),
            Self::Line => "invalid_row",
            Self::UnknownService => "unknown_service",
            Self::NotDue => "not_due",
            Self::UnclearLedger => "unclear_ledger",
        }
    }

    pub fn message(self) -> &'static str {
        match self {
            Self::Core(code) => code.message(),
            Self::Line => "This line is not a row of the file.",
            Self::UnknownService => "This service is not among the services.",
            Self::NotDue => "The period may not be settled yet.",
            Self::UnclearLedger => "A row of the ledger about this service or its client was not understood.",
        }
    }

    pub fn help(self) -> &'static str {
        match self {
            Self::Core(code) => code.help(),
            Self::Line => {
                "Give each line as many values as the first one has names, or one JSON object without repeated keys."
            }
            Self::UnknownService => "List the service in the file of services, under the same id.",
            Self::NotDue => {
                "Close again at or after the period's end and its settle delay, or look ahead with --preview."
            }
            Self::UnclearLedger => "Mend the refused rows of the ledger: without them nobody knows what was paid.",
        }
    }
}

impl From<Code> for Why {
    fn from(code: Code) -> Self {
        Self::Core(code)
    }
}
