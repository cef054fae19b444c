//! CSV by RFC 4180, read record by record: commas, quotes doubled, lines that end in LF or CRLF, a byte order mark skipped.

use super::Fault;
use std::io::BufRead;

/// The fields of one record; used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Record {
    line: u64,
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// The line in which it begins, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// How many fields there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The fields in their order, quotes resolved.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(self.ends.iter().copied()).map(|(from, to)| self.text.get(from..to).unwrap_or_default())
    }

    fn clear(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
    }

    fn end_field(&mut self) {
        self.ends.push(self.text.len());
    }
}

/// Reads records; blank lines between them are skipped.
pub(crate) struct Reader<R> {
    place: String,
    input: R,
    lines: u64,
    buffer: Vec<u8>,
}

enum State {
    /// The line is used up and so is the record.
    Done,
    /// A quote is open: the next line belongs to the same field.
    Open,
    /// Something stands where nothing may.
    Wrong,
}

impl<R: BufRead> Reader<R> {
    /// `place` is the name that faults say.
    pub(crate) fn new(place: &str, input: R) -> Self {
        Self { place: place.to_owned(), input, lines: 0, buffer: Vec::new() }
    }

    /// Reads the next record; `false` at the end. After a fault the next line is read; a quote that nobody closes takes
    /// all that is left.
    ///
    /// # Errors
    /// [`Fault`] of this record, or of the file.
    pub(crate) fn read(&mut self, record: &mut Record) -> Result<bool, Fault> {
        loop {
            if !self.line()? {
                return Ok(false);
            }
            if !self.buffer.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
                break;
            }
        }
        record.clear(self.lines);
        let mut is_open = false;
        loop {
            let line = self.text()?;
            match scan(line, is_open, record) {
                State::Done => return Ok(true),
                State::Wrong => return Err(self.fault(record.line, "quote", "A quote stands within a field.")),
                State::Open => is_open = true,
            }
            if !self.line()? {
                return Err(self.fault(record.line, "quote_open", "A quote is not closed."));
            }
        }
    }

    fn line(&mut self) -> Result<bool, Fault> {
        self.buffer.clear();
        let read = self.input.read_until(b'\n', &mut self.buffer);
        let read = read.map_err(|error| Fault::unreadable(&self.place, &error))?;
        if self.lines == 0 && self.buffer.starts_with(b"\xef\xbb\xbf") {
            self.buffer.drain(..3);
        }
        self.lines = self.lines.saturating_add(1);
        Ok(read > 0)
    }

    fn text(&self) -> Result<&str, Fault> {
        std::str::from_utf8(&self.buffer).map_err(|_| {
            let help = "Save the file as UTF-8.";
            Fault::at(&self.place, self.lines, "invalid_utf8", "The line is not UTF-8.", help)
        })
    }

    fn fault(&self, line: u64, code: &str, message: &str) -> Fault {
        Fault::at(&self.place, line, code, message, "Put quotes around the whole field and double those inside.")
    }
}

/// Takes in one line; `is_open`: it goes on within quotes.
fn scan(line: &str, is_open: bool, record: &mut Record) -> State {
    let mut rest = line;
    let mut in_quotes = is_open;
    loop {
        if in_quotes {
            let Some((before, after)) = rest.split_once('"') else {
                record.text.push_str(rest);
                return State::Open;
            };
            record.text.push_str(before);
            if let Some(more) = after.strip_prefix('"') {
                record.text.push('"');
                rest = more;
                continue;
            }
            in_quotes = false;
            rest = after;
        } else if let Some(after) = rest.strip_prefix('"') {
            in_quotes = true;
            rest = after;
            continue;
        } else {
            let (field, after) = rest.split_at_checked(rest.find(',').unwrap_or(rest.len())).unwrap_or((rest, ""));
            let field = if after.is_empty() { field.trim_end_matches('\n').trim_end_matches('\r') } else { field };
            if field.contains('"') {
                return State::Wrong;
            }
            record.text.push_str(field);
            rest = after;
        }
        record.end_field();
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None if matches!(rest, "" | "\n" | "\r\n") => return State::Done,
            None => return State::Wrong,
        }
    }
}
