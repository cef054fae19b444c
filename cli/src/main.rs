//! The command-line door: request bytes on standard input, answer bytes on standard output.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the one place that talks to a terminal")]

mod close;
mod describe;
mod hash;
mod json;
mod lint;
mod simulate;
mod tables;
mod zones;

use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

const HELP: &str = "\
makegood: turns outages into service credits

  makegood call           reads one request from standard input, writes its answer
  makegood call --lines   one request a line, one answer a line, until the end of input
  makegood lint <file>    what is wrong with a policy document; exit code 1 if anything is, 2 if it cannot be looked at
  makegood lint <file> --currencies USD,EUR   with the currencies that need an amount
  makegood close …        settles a whole month from CSV, JSON lines or Parquet; makegood close --help
  makegood simulate --help   what policies would have cost over past outages: tables, JSON or a page
  makegood describe <file>   the SLA text that a client reads about a policy, with examples
  makegood describe <file> --currency EUR --fee 10.00 --language en
  makegood preset         policies to begin with: id, family, for whom
  makegood preset <id>    one of them, as a document
  makegood --help
  makegood --version

Requests and answers are described in docs/contract.md. A refused request is an answer too: the exit code is 0.
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["call"] => one(),
        ["call", "--lines"] => lines(),
        ["lint", file] => return linted(file, None),
        ["lint", file, "--currencies", codes] => return linted(file, Some(codes)),
        ["close"] | ["close", "--help" | "-h"] => io::stdout().write_all(close::HELP.as_bytes()),
        ["close", words @ ..] => return closed(words),
        ["simulate", words @ ..] => return simulated(words),
        ["describe", file, options @ ..] => said(describe::describe(file, options)),
        ["preset"] => said(describe::preset(None)),
        ["preset", id] => said(describe::preset(Some(id))),
        ["--version" | "-V"] => {
            io::stdout().write_all(concat!("makegood ", env!("CARGO_PKG_VERSION"), "\n").as_bytes())
        }
        ["--help" | "-h" | "help"] => io::stdout().write_all(HELP.as_bytes()),
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("makegood: {error}");
            ExitCode::FAILURE
        }
    }
}

fn said(text: io::Result<String>) -> io::Result<()> {
    io::stdout().write_all(text?.as_bytes())
}

/// 0: nothing is wrong; 1: something is; 2: it cannot be looked at.
fn linted(file: &str, currencies: Option<&str>) -> ExitCode {
    let done = lint::lint(file, currencies).and_then(|(said, is_wrong)| {
        io::stdout().write_all(said.as_bytes())?;
        Ok(is_wrong)
    });
    match done {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("makegood: {error}");
            ExitCode::from(2)
        }
    }
}

/// 0: closed; 1: closed, and rows were refused; 2: not closed.
fn closed(words: &[&str]) -> ExitCode {
    let done = close::close(words).and_then(|(said, has_refused)| {
        io::stdout().write_all(said.as_bytes()).map_err(|error| error.to_string())?;
        Ok(has_refused)
    });
    match done {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("makegood close: {error}");
            ExitCode::from(2)
        }
    }
}

/// 0: it was done; 2: something is wrong with the words or the files.
fn simulated(words: &[&str]) -> ExitCode {
    match simulate::simulate(words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(told) => {
            eprintln!("{told}");
            ExitCode::from(2)
        }
    }
}

fn one() -> io::Result<()> {
    let mut request = Vec::new();
    io::stdin().lock().read_to_end(&mut request)?;
    let mut out = io::stdout().lock();
    out.write_all(&makegood::call(&request))?;
    out.flush()
}

/// Flushes each answer, so that a caller can keep this process open and talk to it.
fn lines() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut out = io::stdout().lock();
    let mut request = Vec::new();
    while input.read_until(b'\n', &mut request)? > 0 {
        let line = request.strip_suffix(b"\n").unwrap_or(&request);
        let mut answer = makegood::call(line);
        answer.push(b'\n');
        out.write_all(&answer)?;
        out.flush()?;
        request.clear();
    }
    Ok(())
}
