//! The command-line door: bytes in, bytes out, nothing added.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(words: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_makegood"));
    let pipes = command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn call_gives_the_bytes_of_the_core() {
    for request in [&br#"{"contract":1,"command":"describe"}"#[..], b"\xff", b"", b"{}"] {
        let output = run(&["call"], request);
        assert!(output.status.success() && output.stderr.is_empty());
        assert_eq!(output.stdout, makegood::call(request));
    }
}

#[test]
fn lines_answer_one_by_one() {
    let output = run(&["call", "--lines"], b"{}\n{\"contract\":1,\"command\":\"describe\"}\nlast");
    let lines: Vec<&[u8]> = output.stdout.split(|byte| *byte == b'\n').collect();
    assert_eq!(lines[0], makegood::call(b"{}"));
    assert_eq!(lines[1], makegood::call(br#"{"contract":1,"command":"describe"}"#));
    assert_eq!(lines[2], makegood::call(b"last"));
    assert_eq!(lines[3..], [b""]);
}

#[test]
fn anything_else_explains_itself() {
    assert_eq!(run(&["--version"], b"").stdout, concat!("makegood ", env!("CARGO_PKG_VERSION"), "\n").as_bytes());
    assert!(run(&["--help"], b"").stdout.starts_with(b"makegood"));
    let wrong = run(&["cal"], b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty() && !wrong.stderr.is_empty());
}
