//! What a close has done, so that one that was stopped goes on and one that is over is not done again.
//!
//! The first line names the close: inputs, month, options. A line for each part follows once its files are on the disk;
//! the last line is the summary. A torn last line counts for nothing: its part is written again, to the same bytes.

use super::disk;
use super::fault::Fault;
use super::sums::Figures;
use crate::json;
use makegood::json::{Manner, Node, parse};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A part that is done.
#[derive(Debug, Clone)]
pub(super) struct Done {
    pub figures: Figures,
    /// Refused services, a line each.
    pub refused: Vec<String>,
}

pub(super) struct Journal {
    path: PathBuf,
    file: File,
    pub done: BTreeMap<usize, Done>,
    /// The summary, when the month is closed.
    pub closed: Option<String>,
}

impl Journal {
    /// Opens or begins the journal of this close in its folder; another one's is refused, and so is one that a process
    /// is writing.
    pub fn open(out: &Path, identity: &str) -> Result<Self, Fault> {
        let path = &out.join("journal.ndjson");
        let failed = |error: std::io::Error| Fault::file(path, &error);
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
        if file.try_lock().is_err() {
            let help = "Wait until it is over, or choose another directory.";
            return Err(Fault::new(
                "busy",
                format!("{}: another process closes into this directory", path.display()),
                help,
            ));
        }
        let mut journal = Self { path: path.to_owned(), file, done: BTreeMap::new(), closed: None };
        let mut text = String::new();
        journal.file.read_to_string(&mut text).map_err(failed)?;
        let whole = text.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let lines = text.get(..whole).unwrap_or_default();
        let mut lines = lines.lines();
        let other = || {
            let help = "Choose another directory, or give the files, the month and the options of the first run.";
            let told =
                format!("{}: this directory holds the close of other files or with other options", path.display());
            Fault::new("other_close", told, help)
        };
        // Nothing was settled under another name: begin anew.
        let is_bare = lines.clone().count() < 2;
        match lines.next() {
            known if known.is_none_or(|known| is_bare && known != identity) => {
                // Of a month that is over somebody has lost the journal.
                if out.join(disk::SUMMARY).exists() {
                    return Err(other());
                }
                disk::tidy(out)?;
                journal.file.set_len(0).map_err(failed)?;
                journal.file.seek(SeekFrom::Start(0)).map_err(failed)?;
                journal.line(identity)?;
                disk::sync_folder(path).map_err(failed)?;
            }
            Some(known) if known == identity => {
                lines.for_each(|line| journal.read(line));
                let end = u64::try_from(whole).unwrap_or(0);
                journal.file.set_len(end).map_err(failed)?;
                journal.file.seek(SeekFrom::Start(end)).map_err(failed)?;
            }
            _ => return Err(other()),
        }
        Ok(journal)
    }

    fn read(&mut self, line: &str) {
        let Ok(node) = parse(line, Manner::Strict) else { return };
        if node.get("closed").is_some() {
            self.closed = line.strip_prefix("{\"closed\":").and_then(|rest| rest.strip_suffix('}')).map(str::to_owned);
        }
        let part = node.get("part").and_then(Node::as_integer).and_then(|digits| digits.parse().ok());
        let figures = node.get("figures").and_then(Figures::read);
        if let (Some(part), Some(figures), Some(Node::List(refused))) = (part, figures, node.get("refused")) {
            let refused = refused.iter().map(json::print).collect();
            self.done.insert(part, Done { figures, refused });
        }
    }

    /// A part is on the disk.
    pub fn part(&mut self, part: usize, done: Done) -> Result<(), Fault> {
        let (figures, refused) = (done.figures.written(), done.refused.join(","));
        self.line(&format!("{{\"part\":{part},\"figures\":{{{figures}}},\"refused\":[{refused}]}}"))?;
        self.done.insert(part, done);
        Ok(())
    }

    /// The month is closed.
    pub fn close(&mut self, summary: &str) -> Result<(), Fault> {
        self.line(&format!("{{\"closed\":{summary}}}"))
    }

    fn line(&mut self, line: &str) -> Result<(), Fault> {
        let written = self.file.write_all(format!("{line}\n").as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| Fault::file(&self.path, &error))
    }
}
